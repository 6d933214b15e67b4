import { daysAfter } from "../../ground/clock.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedBy, effects, isOpen, moves, problemWith, waitsForDecision, type Accreditation, type Move, type Track } from "./accreditation.ts";
import { figuresOf, medianDays } from "./figures.ts";

type Rules = Pick<Track, "circulationDays" | "effect" | "decidedBy" | "appealDays">;
const rules = (more: Partial<Rules> = {}): Rules => ({ circulationDays: 21, effect: "blocks", decidedBy: "officer", appealDays: 30, ...more });
const applied: Accreditation = { id: "a", processId: "p", trackId: "t", stakeholderId: "s", state: "received", turn: 1, appliedDay: "2026-01-01", circulatedDay: null, windowEnds: null, decidedDay: null, appealUntil: null, appealedDay: null, appliedPhase: 3, phase: 3, named: false };
const circulated: Accreditation = { ...applied, state: "circulated", circulatedDay: "2026-01-10", windowEnds: "2026-01-31" };

test("a State may object to the end of the last day of the window, and nobody decides before the day after", () => {
  expect(changedBy("circulated", { ...applied, state: "complete" }, rules(), "2026-01-10")).toEqual({ state: "circulated", turn: 2, circulatedDay: "2026-01-10", windowEnds: "2026-01-31" });
  expect(["2026-01-10", "2026-01-31", "2026-02-01"].map((day) => problemWith("accredited", circulated, rules(), 0, day))).toEqual(["accreditation-window-open", "accreditation-window-open", null]);
});

test.each([
  ["note", [null, null, null]], ["refers", ["accreditation-conference-decides", "accreditation-conference-decides", null]], ["blocks", ["accreditation-objection-stands", null, null]],
] as const)("an objection whose effect is %s keeps officers from what it says, and lets the Conference decide", (effect, expected) => {
  expect((["accredited", "refused", "referred"] as const).map((it) => problemWith(it, circulated, rules({ effect }), 1, "2026-02-01"))).toEqual(expected);
  expect(problemWith("accredited", { ...circulated, state: "referred" }, rules({ effect }), 1, "2026-02-01")).toBeNull();
});

test("where the Conference decides, officers only refer; where names are not circulated, they decide at once", () => {
  expect((["accredited", "refused", "referred"] as const).map((it) => problemWith(it, circulated, rules({ decidedBy: "conference" }), 0, "2026-02-01"))).toEqual(["accreditation-conference-decides", "accreditation-conference-decides", null]);
  const complete: Accreditation = { ...applied, state: "complete" };
  expect([problemWith("accredited", complete, rules(), 0, "2026-01-02"), problemWith("accredited", complete, rules({ circulationDays: 0 }), 0, "2026-01-02"), problemWith("circulated", complete, rules({ circulationDays: 0 }), 0, "2026-01-02")]).toEqual(["accreditation-circulate-first", null, "accreditation-not-circulated"]);
});

test("a refusal is appealed once, within its days", () => {
  const refused = { ...circulated, ...changedBy("refused", circulated, rules(), "2026-02-01") };
  expect([refused.appealUntil, ...["2026-03-03", "2026-03-04"].map((day) => problemWith("appealed", refused, rules(), 0, day))]).toEqual(["2026-03-03", null, "accreditation-no-appeal"]);
  const again = { ...refused, ...changedBy("appealed", refused, rules(), "2026-02-10") };
  const atLast = { ...again, ...changedBy("refused", again, rules(), "2026-02-20") };
  expect([again.state, atLast.state, problemWith("appealed", atLast, rules(), 0, "2026-02-21")]).toEqual(["appealed", "refused", "accreditation-no-appeal"]);
});

test("a door is open on its first and on its last day, and without days at any time", () => {
  const window = { opensDay: "2026-01-10", closesDay: "2026-01-31" };
  expect(["2026-01-09", "2026-01-10", "2026-01-31", "2026-02-01"].map((day) => isOpen(window, day))).toEqual([false, true, true, false]);
  expect([isOpen({ opensDay: null, closesDay: null }, "2026-01-01"), isOpen({ opensDay: null, closesDay: "2025-12-31" }, "2026-01-01")]).toEqual([true, false]);
});

const anyRules = fc.record({ circulationDays: fc.constantFrom(0, 1, 21), effect: fc.constantFrom(...effects), decidedBy: fc.constantFrom("officer" as const, "conference" as const), appealDays: fc.constantFrom(0, 30) });
const anyDeeds = fc.array(fc.record({ deed: fc.constantFrom(...(Object.keys(moves) as Move[])), wait: fc.constantFrom(0, 1, 2, 22), standing: fc.integer({ min: 0, max: 2 }) }), { maxLength: 60 });

test("whatever is tried in whatever order: nobody decides within a window, none is accredited past one, past the Conference or against what blocks, an appeal comes once, and an end is an end", () => {
  const reached = new Set<string>();
  fc.assert(fc.property(anyRules, anyDeeds, (track, deeds) => {
    let [it, day, appeals] = [applied, "2026-01-01", 0];
    for (const { deed, wait, standing } of deeds) {
      day = daysAfter(day, wait);
      if (problemWith(deed, it, track, standing, day) !== null) continue;
      const next = { ...it, ...changedBy(deed, it, track, day, 4) };
      expect(next.turn).toBe(it.turn + 1);
      expect(["withdrawn", "lapsed"]).not.toContain(it.state);
      if (next.state === "accredited" && it.state !== "accredited") {
        if (track.circulationDays > 0) expect(next.windowEnds !== null && next.windowEnds < day).toBe(true);
        if (track.decidedBy === "conference") expect(["referred", "appealed"]).toContain(it.state);
        if (standing > 0 && track.effect !== "note" && track.circulationDays > 0) expect(["referred", "appealed"]).toContain(it.state);
      }
      if (it.state === "circulated" && ["refused", "referred"].includes(next.state)) expect(it.windowEnds! < day).toBe(true);
      if (deed === "appealed") appeals += 1;
      expect(appeals).toBeLessThanOrEqual(1);
      it = next;
      reached.add(it.state);
    }
  }), { seed: 2026, numRuns: 2000 });
  expect([...reached].toSorted()).toEqual(["accredited", "appealed", "circulated", "complete", "lapsed", "received", "referred", "refused", "returned", "withdrawn"]);
});

test("what waits for a decision is what an officer may decide or refer", () => {
  fc.assert(fc.property(anyRules, fc.constantFrom("received", "returned", "complete", "circulated", "referred", "accredited", "refused", "appealed", "withdrawn", "lapsed") as fc.Arbitrary<Accreditation["state"]>, fc.constantFrom("2026-01-31", "2026-02-01"), (track, state, day) => {
    const it = { ...circulated, state };
    const may = (["accredited", "refused", "referred"] as const).some((deed) => problemWith(deed, it, track, 0, day) === null);
    expect(waitsForDecision(it, track, day)).toBe(may);
  }));
});

test("the middle of the days is the lower of two, and there is none of nothing", () => {
  const took = (days: number) => ({ appliedDay: "2026-01-01", decidedDay: daysAfter("2026-01-01", days) });
  expect([medianDays([took(3), took(90), took(10)]), medianDays([took(10), took(4)]), medianDays([])]).toEqual([10, 4, null]);
});

test("the table has a line for each sector, each region and all, and says nothing where nothing is told", () => {
  const lines = figuresOf([], [{ standing: "under-way", kind: "total", value: "", count: 12 }]);
  expect(lines.map((it) => it.kind)).toEqual([...Array.from({ length: 6 }, () => "sector"), ...Array.from({ length: 6 }, () => "region"), "total"]);
  expect(lines.at(-1)).toEqual({ kind: "total", value: "", accredited: 0, underWay: 12, refused: null });
});
