// Codings of several coders to ratings of units: a unit is a segment (a turn, say), and a coder who gave a code to any part of it gave it to the unit.
// Passages of one segment may overlap; how far they reach is no part of the rating.
import type { Rating } from "@travaux/assessment-statistics";

/** A code that a coder gave to a passage of a segment; places as JavaScript counts them, from `start` to below `end`. */
export type Coding = { segment: string; code: string; coder: string; start: number; end: number };

/** Who coded what: every coder is taken to have seen every unit, so that what was not given was left out on purpose. */
export type Coded = { units: readonly string[]; coders: readonly string[] };

/** Who gave a code to which unit, by code and unit; the coders in their order. */
export function giversOf(codings: readonly Coding[], { units, coders }: Coded): Map<string, Map<string, Set<string>>> {
  const [areUnits, areCoders] = [new Set(units), new Set(coders)];
  const givers = new Map<string, Map<string, Set<string>>>();
  for (const { segment, code, coder } of codings) {
    if (!areUnits.has(segment) || !areCoders.has(coder)) continue;
    if (!givers.has(code)) givers.set(code, new Map());
    const ofCode = givers.get(code)!;
    if (!ofCode.has(segment)) ofCode.set(segment, new Set());
    ofCode.get(segment)!.add(coder);
  }
  return givers;
}

/** Ratings of one code: for every unit and coder 1 where the coder gave it, else 0. */
export function ratingsOf(code: string, codings: readonly Coding[], coded: Coded): Rating[] {
  const givers = giversOf(codings, coded).get(code);
  return coded.units.flatMap((unit) => coded.coders.map((coder) => ({ unit, coder, value: givers?.get(unit)?.has(coder) ? 1 : 0 })));
}

/** What stands for “no code” in ratings that are sets, since a set without anything in it would be one that is missing. */
export const noCode = "∅";

/** Ratings as sets: for every unit and coder the codes that were given, or the sign for none. */
export function setRatingsOf(codings: readonly Coding[], coded: Coded): Rating[] {
  const givers = [...giversOf(codings, coded)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return coded.units.flatMap((unit) => coded.coders.flatMap((coder) => {
    const given = givers.filter(([, units]) => units.get(unit)?.has(coder)).map(([code]) => code);
    return (given.length === 0 ? [noCode] : given).map((value) => ({ unit, coder, value }));
  }));
}
