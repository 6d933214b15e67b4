// What a file of ratings says about agreement, in one answer.
import { alphaOf, type Level } from "./alpha.ts";
import { alphaInterval, type Resampling } from "./bootstrap.ts";
import { percentAgreement } from "./kappa.ts";
import { codeRatings, countValues, pairableOf, type Rating, unitCountOf } from "./ratings.ts";
import { codeSets, differenceOfSets, type SetMeasure } from "./sets.ts";

/** `alpha` and `interval` are null where all values are the same or nothing can be paired. `units`: those with two ratings or more. `pairable`: their ratings. */
export type Agreement = { alpha: number | null; interval: [number, number] | null; units: number; coders: number; pairable: number; percent: number | null };

/** `order`: that of the values of an ordinal scale. `sets`: the values of one unit by one coder are a set, compared by this measure; then the level has to be nominal. */
export type AgreementOptions = { level: Level; order?: readonly (string | number)[]; sets?: SetMeasure } & Resampling;

/** Krippendorff’s alpha of ratings with an interval, what it rests on, and the share of pairs that are alike. */
export function agreementOf(ratings: readonly Rating[], { level, order, sets, ...resampling }: AgreementOptions): Agreement {
  if (sets !== undefined && level !== "nominal") throw new RangeError(`sets can be compared on a nominal level, not on one that is ${level}`);
  const asSets = sets === undefined ? null : codeSets(ratings);
  const counts = countValues(asSets?.ratings ?? codeRatings(ratings, order));
  const scale = asSets && sets ? differenceOfSets(asSets.sets, sets) : level;
  const alpha = alphaOf(counts, scale);
  const interval = Number.isNaN(alpha) ? null : alphaInterval(counts, scale, resampling);
  const coders = new Set(ratings.map((it) => it.coder)).size;
  return { alpha: orNull(alpha), interval, units: unitCountOf(counts), coders, pairable: pairableOf(counts), percent: orNull(percentAgreement(counts)) };
}

const orNull = (it: number) => (Number.isNaN(it) ? null : it);
