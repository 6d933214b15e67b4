// Where coders differ, place by place, and what becomes of it: a place is a unit and a code that some gave it and others did not. Where all gave it, it stays.
import { type Coded, type Coding, giversOf } from "./codings.ts";

/** A unit and a code that not every coder gave it: who did, who did not, and which passages those who did meant. */
export type Difference = { segment: string; code: string; gave: string[]; withheld: string[]; passages: { coder: string; start: number; end: number }[] };

/** What was decided about a place. */
export type Decision = { segment: string; code: string; isKept: boolean };

/** A code of the final coding, and whether all coders gave it or it was kept by decision. */
export type FinalCoding = { segment: string; code: string; start: number; end: number; wasDecided: boolean };

/** The places where coders differ, in the order of units, and within one by code. */
export function differencesIn(codings: readonly Coding[], coded: Coded): Difference[] {
  const places = [...giversOf(codings, coded)].flatMap(([code, units]) => [...units].filter(([, gave]) => gave.size < coded.coders.length).map(([segment, gave]) => ({ segment, code, gave })));
  const passages = passagesByPlace(codings);
  return inOrder(places, coded).map(({ segment, code, gave }) => ({
    segment, code, gave: coded.coders.filter((it) => gave.has(it)), withheld: coded.coders.filter((it) => !gave.has(it)),
    passages: passages.get(placeOf(segment, code))!.filter((it) => gave.has(it.coder)).map(({ coder, start, end }) => ({ coder, start, end })).toSorted((a, b) => a.start - b.start || a.end - b.end || (a.coder < b.coder ? -1 : 1)),
  }));
}

/**
 * The final codings: what all coders gave, and what was kept of the rest; `open` are the places without a decision, which are left out. Passages of one code in one
 * unit that overlap or touch become one.
 */
export function settled(codings: readonly Coding[], decisions: readonly Decision[], coded: Coded): { codings: FinalCoding[]; open: Difference[] } {
  const decided = new Map(decisions.map((it) => [placeOf(it.segment, it.code), it.isKept]));
  const passages = passagesByPlace(codings.filter((it) => coded.coders.includes(it.coder)));
  const places = [...giversOf(codings, coded)].flatMap(([code, units]) => [...units].map(([segment, gave]) => ({ segment, code, wasDecided: gave.size < coded.coders.length })));
  const kept = inOrder(places, coded).filter((it) => !it.wasDecided || decided.get(placeOf(it.segment, it.code)) === true);
  return {
    codings: kept.flatMap(({ segment, code, wasDecided }) => joined(passages.get(placeOf(segment, code))!).map((it) => ({ segment, code, ...it, wasDecided }))),
    open: differencesIn(codings, coded).filter((it) => !decided.has(placeOf(it.segment, it.code))),
  };
}

const placeOf = (segment: string, code: string) => JSON.stringify([segment, code]);
const passagesByPlace = (codings: readonly Coding[]) => Map.groupBy(codings, (it) => placeOf(it.segment, it.code));

function inOrder<Place extends { segment: string; code: string }>(places: readonly Place[], { units }: Coded): Place[] {
  const order = new Map(units.map((it, at) => [it, at]));
  return places.toSorted((a, b) => order.get(a.segment)! - order.get(b.segment)! || (a.code < b.code ? -1 : 1));
}

function joined(passages: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const whole: { start: number; end: number }[] = [];
  for (const { start, end } of passages.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
}
