import { dayOf } from "../../ground/clock.ts";
import type { Localized } from "../../ground/words.ts";
import type { ProcessInput } from "./inputs.ts";

/** "invented": a sample, marked on every page. "record": facts with sources; nothing is filed in it. "own": a host's. */
export type Nature = ProcessInput["nature"];
export type Phase = ProcessInput["phases"][number];
export type ProcessEvent = ProcessInput["events"][number];
export type ProcessDocument = ProcessInput["documents"][number];
export type Figure = ProcessInput["figures"][number];
export type Sure = NonNullable<Phase["sure"]>;

/** A negotiation or treaty body with a mandate. */
export type Process = {
  id: string; slug: string; symbol: string; nature: Nature;
  name: Localized; shortName: Localized; summary: Localized;
  rights: ProcessInput["rights"]; openQuestions: ProcessInput["openQuestions"];
  officers: ProcessInput["officers"];
};

/** A process with everything that is known of its course. */
export type Course = Process & { phases: Phase[]; events: ProcessEvent[]; documents: ProcessDocument[]; figures: Figure[] };

const monthOf = (now: Date) => now.toISOString().slice(0, 7);

/** Where a phase stands: over, going on, or still to come. */
export function stateOf(phase: Phase, now: Date): "past" | "open" | "later" {
  if (phase.from === null || phase.from > monthOf(now)) return "later";
  return phase.to !== null && phase.to < monthOf(now) ? "past" : "open";
}

type Events = Pick<Course, "events" | "phases">;

/** The day by which an event is put in order: its own, or the end of its year, month or phase where only that is known. */
function orderedBy(event: ProcessEvent, phases: readonly Phase[]) {
  const phase = phases.find((it) => it.number === event.phase);
  return event.end ?? event.start ?? event.around?.concat("-99") ?? (phase?.to ? `${phase.to}-31` : "9999");
}

/** Events that are over, the latest first. */
export const past = ({ events, phases }: Events, now: Date) =>
  events.filter((it) => orderedBy(it, phases) < dayOf(now)).toSorted((a, b) => orderedBy(b, phases).localeCompare(orderedBy(a, phases)));

/** Events still to come, the next one first; those without a day last, unless their phase is over. */
export const upcoming = ({ events, phases }: Events, now: Date) =>
  events.filter((it) => orderedBy(it, phases) >= dayOf(now)).toSorted((a, b) => (a.start ?? "9999").localeCompare(b.start ?? "9999"));

const monthNumber = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The line of time on which phases are drawn: whole years, months counted from the first one's January. */
export function timeline(phases: readonly Phase[], now: Date) {
  const isOver = phases.length > 0 && phases.every((it) => stateOf(it, now) === "past"); // then the line ends with it
  const months = phases.flatMap((it) => [it.from, it.to]).filter((it) => it !== null).map(monthNumber).concat(isOver ? [] : monthNumber(monthOf(now)));
  const firstYear = Math.floor(Math.min(...months) / 12);
  const known = Math.max(...months);
  const lastYear = Math.floor(known / 12) + (phases.some((it) => it.from === null) ? 1 : 0); // room for what is to come
  const since = (month: string) => monthNumber(month) - firstYear * 12;
  const span = (lastYear - firstYear + 1) * 12;
  return {
    years: Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index), span,
    now: Math.min(span, since(monthOf(now)) + now.getUTCDate() / 31),
    bars: phases.map((it) => ({ from: it.from === null ? known - firstYear * 12 + 1 : since(it.from), to: it.from === null || it.to === null ? span : since(it.to) + 1 })),
  };
}
