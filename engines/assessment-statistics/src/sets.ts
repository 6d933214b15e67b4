// Ratings that are sets: a coder ticked several values for one unit. Each distinct set becomes a value of its own, and two sets differ the less the more
// they share: 1 − Dice (Krippendorff and Craggs [1] in their nominal difference), 1 − Jaccard, or 1 − MASI [2], which is Jaccard × (1 equal, 2/3 contained,
// 1/3 overlapping, 0 apart). Where it departs from [1]: expected disagreement pairs sets as they were given (as [2] and NLTK do), not the sets that
// could be put together of the values.
// [1] Krippendorff and Craggs, “The reliability of multi-valued coding of data”, Communication Methods and Measures 10(4), 2016.
// [2] Passonneau, “Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation”, LREC 2006.
import type { Difference } from "./alpha.ts";
import { type CodedRatings, codeRatings, type Rating } from "./ratings.ts";

/** How sets are compared. */
export const setMeasures = ["dice", "jaccard", "masi"] as const;
export type SetMeasure = (typeof setMeasures)[number];

/** Ratings whose values of one unit by one coder are a set; in the values of what comes back a set is its members with “ + ” between. */
export function codeSets(ratings: readonly Rating[]): { ratings: CodedRatings; sets: ReadonlySet<string | number>[] } {
  const given = new Map<string, { unit: string; coder: string; set: Set<string | number> }>();
  for (const { unit, coder, value } of ratings) {
    const key = JSON.stringify([unit, coder]);
    if (!given.has(key)) given.set(key, { unit, coder, set: new Set() });
    given.get(key)!.set.add(value);
  }
  const whole = [...given.values()].map(({ unit, coder, set }) => ({ unit, coder, value: nameOf(set), set }));
  const coded = codeRatings(whole);
  const byName = new Map(whole.map((it) => [it.value, it.set]));
  return { ratings: coded, sets: coded.values.map((it) => byName.get(String(it))!) };
}

const nameOf = (set: ReadonlySet<string | number>) => [...set].map(String).toSorted().join(" + ");

/** Differences between sets, by their numbers. */
export function differenceOfSets(sets: readonly ReadonlySet<string | number>[], measure: SetMeasure): Difference {
  const width = sets.length;
  const known = new Float64Array(width * width);
  for (const [one, first] of sets.entries()) for (const [other, second] of sets.entries()) known[one * width + other] = one === other ? 0 : 1 - likeness[measure](first, second);
  return (one, other) => known[one * width + other]!;
}

type Likeness = (one: ReadonlySet<string | number>, other: ReadonlySet<string | number>) => number;

const dice: Likeness = (one, other) => (one.size + other.size === 0 ? 1 : (2 * one.intersection(other).size) / (one.size + other.size));
const jaccard: Likeness = (one, other) => (one.size + other.size === 0 ? 1 : one.intersection(other).size / one.union(other).size);
const masi: Likeness = (one, other) => {
  const shared = one.intersection(other).size;
  const kind = shared === one.size && shared === other.size ? 1 : shared === one.size || shared === other.size ? 2 / 3 : shared > 0 ? 1 / 3 : 0;
  return kind * jaccard(one, other);
};
const likeness: Record<SetMeasure, Likeness> = { dice, jaccard, masi };
