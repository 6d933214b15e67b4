import { expect, test } from "vitest";
import { past, stateOf, timeline, upcoming, type Phase, type ProcessEvent } from "./process.ts";

const phase = (number: number, from: string | null, to: string | null): Phase => ({ number, name: { en: `Phase ${number}` }, from, to, sources: [] });
const event = (id: string, start: string | null, end: string | null = start, phaseNumber: number | null = null): ProcessEvent =>
  ({ id, kind: "session", title: { en: id }, start, end, place: null, mode: null, phase: phaseNumber, documents: [], sources: [] });
const now = new Date("2026-06-09T10:00:00Z");
const ids = (events: ProcessEvent[]) => events.map((it) => it.id);

test.each([
  [phase(1, "2025-01", "2025-12"), "past"], [phase(2, "2026-01", "2026-05"), "past"], [phase(3, "2026-01", "2026-06"), "open"], [phase(4, "2026-06", null), "open"],
  [phase(5, "2026-06", "2026-06"), "open"], [phase(6, "2026-07", "2026-08"), "later"], [phase(7, null, null), "later"],
] as const)("a phase is open from its first month to the end of its last: $0.from to $0.to is $1", (it, state) => expect(stateOf(it, now)).toBe(state));

test("an event is to come until the day after its last, the next one first; what is over is told from the latest back", () => {
  const events = [event("last-year", "2025-03-01"), event("yesterday", "2026-06-08"), event("ends-today", "2026-06-01", "2026-06-09"), event("today", "2026-06-09"), event("next-year", "2027-01-01"), event("next-week", "2026-06-15"), event("ended", "2026-06-01", "2026-06-08")];
  expect([ids(upcoming({ events, phases: [] }, now)), ids(past({ events, phases: [] }, now)).toSorted()]).toEqual([["ends-today", "today", "next-week", "next-year"], ["ended", "last-year", "yesterday"]]);
  expect(ids(past({ events, phases: [] }, now)).at(-1)).toBe("last-year");
});

test("an event without a day is over when its phase is, and else stands last among those to come", () => {
  const phases = [phase(1, "2025-01", "2025-12"), phase(2, "2026-01", "2026-12"), phase(3, "2026-01", null)];
  const events = [event("of-the-first", null, null, 1), event("of-the-second", null, null, 2), event("of-the-third", null, null, 3), event("of-none", null), event("dated", "2026-07-01")];
  expect([ids(upcoming({ events, phases }, now)), ids(past({ events, phases }, now))]).toEqual([["dated", "of-the-second", "of-the-third", "of-none"], ["of-the-first"]]);
});

test("every event is either to come or over, whatever the day", () => {
  const phases = [phase(1, "2025-01", "2025-02"), phase(2, null, null)];
  const events = [event("a", "2024-02-29"), event("b", null, null, 1), event("c", null, null, 2), event("d", "2026-12-31", "2027-01-02"), event("e", null)];
  for (const day of ["2020-01-01", "2025-02-28", "2025-03-01", "2026-12-31", "2027-01-02", "2027-01-03", "2099-01-01"]) {
    const at = new Date(`${day}T23:59:59Z`);
    expect([...ids(upcoming({ events, phases }, at)), ...ids(past({ events, phases }, at))].toSorted(), `on ${day}`).toEqual(["a", "b", "c", "d", "e"]);
  }
});

test("the line of time holds whole years, from the first phase to the last or to now, and a year more for what has no month yet", () => {
  const { years, span, now: at, bars } = timeline([phase(1, "2024-03", "2024-12"), phase(2, "2025-01", null), phase(3, null, null)], now);
  expect([years, span, Math.floor(at)]).toEqual([[2024, 2025, 2026, 2027], 48, 29]);
  expect(bars).toEqual([{ from: 2, to: 12 }, { from: 12, to: 48 }, { from: 30, to: 48 }]);
});

test("a process without phases still has a line of time: this year", () => expect(timeline([], now)).toMatchObject({ years: [2026], span: 12, bars: [] }));

test("no bar leaves the line, and each has at least a month", () => {
  for (const phases of [[phase(1, "2026-06", "2026-06")], [phase(1, null, null)], [phase(1, "2030-01", "2031-12"), phase(2, null, null)], [phase(1, "2019-12", null)]]) {
    const { span, bars } = timeline(phases, now);
    expect(bars.filter((it) => it.from < 0 || it.to > span || it.to - it.from < 1)).toEqual([]);
  }
});
