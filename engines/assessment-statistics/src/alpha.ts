// Krippendorff’s alpha: how much less coders disagree than chance would make them, 1 − observed / expected disagreement [1]. Observed is the
// mean of squared differences over all pairs of values within a unit, each unit’s pairs weighted by 1 / (its values − 1); expected is the same over all pairs
// of pairable values. From lists of counts per unit (see ratings.ts), in O(ratings) + O(v²) for v values:
//
//   nominal   Σ nᵢnⱼ (i≠j)      = m² − Σ n²               interval  Σ nᵢnⱼ (xᵢ − xⱼ)² = 2 (m Σ n x² − (Σ n x)²)
//   ordinal   [1] sums the margins from i to j, less half of both ends: the difference of two mid-ranks, so it is interval on mid-ranks
//   ratio     ((xᵢ − xⱼ) / (xᵢ + xⱼ))², and differences of the caller’s own: pair by pair
//
// so that only the last needs pairs at all (and is slow where thousands of values differ). Values are centred before they are squared, to keep their digits.
// [1] Krippendorff, “Computing Krippendorff’s alpha-reliability” (University of Pennsylvania, 2011). [2] For sets: Passonneau, “Measuring agreement
// on set-valued items (MASI)”, LREC 2006.
import { unitCountOf, type ValueCounts } from "./ratings.ts";

/** What may be made of the values: only told apart; put in order; subtracted; divided. */
export const levels = ["nominal", "ordinal", "interval", "ratio"] as const;
export type Level = (typeof levels)[number];

/** The squared difference of two values, by their numbers; 0 of a value from itself. */
export type Difference = (one: number, other: number) => number;

/** A level, or squared differences between values of any kind (sets, say: see sets.ts). */
export type Scale = Level | Difference;

/** Alpha; NaN where all values are the same, or where there are none: then there is nothing that could have been told apart. */
export function alphaOf(counts: ValueCounts, scale: Scale): number {
  const margins = new Float64Array(counts.values.length);
  for (let at = 0; at < counts.codes.length; at++) margins[counts.codes[at]!]! += counts.counts[at]!;
  const spread = spreadOf(counts, scale, margins);
  let observed = 0;
  for (let unit = 0; unit < unitCountOf(counts); unit++) observed += disagreementIn(counts, unit, spread);
  return alphaFrom(observed, margins, spread);
}

/** 1 − observed / expected, of disagreements summed over units and the margins of the same units. */
export function alphaFrom(observed: number, margins: Float64Array, spread: Spread): number {
  let [pairable, distinct] = [0, 0];
  for (const it of margins) {
    pairable += it;
    if (it > 0) distinct += 1;
  }
  const all = distinct < 2 ? 0 : spread(allCodes(margins.length), margins, 0, margins.length); // of one value rounding could make a difference
  return all > 0 ? 1 - ((pairable - 1) * observed) / all : Number.NaN;
}

const codeLists = new Map<number, Int32Array>();
function allCodes(length: number): Int32Array {
  if (!codeLists.has(length)) codeLists.set(length, Int32Array.from({ length }, (_, code) => code));
  return codeLists.get(length)!;
}

/** The sum of squared differences over all ordered pairs of the values counted from `from` to below `to`. */
export type Spread = (codes: Int32Array, counts: Int32Array | Float64Array, from: number, to: number) => number;

/** A unit’s disagreement, its pairs weighted by 1 / (its values − 1). */
export function disagreementIn({ starts, codes, counts }: ValueCounts, unit: number, spread: Spread): number {
  let ratings = 0;
  for (let at = starts[unit]!; at < starts[unit + 1]!; at++) ratings += counts[at]!;
  return starts[unit + 1]! - starts[unit]! < 2 ? 0 : spread(codes, counts, starts[unit]!, starts[unit + 1]!) / (ratings - 1);
}

/** How differences are summed on a scale. `margins`: how often each value was given in all, on which ordinal differences rest. */
export function spreadOf({ values }: ValueCounts, scale: Scale, margins: Float64Array): Spread {
  if (typeof scale === "function") return pairByPair(scale);
  if (scale === "nominal") return nominalSpread;
  if (scale === "ordinal") return scoreSpread(centred(midRanks(margins), margins));
  const numbers = numbersOf(values, scale);
  if (scale === "interval") return scoreSpread(centred(numbers, margins));
  return pairByPair((one, other) => ((numbers[one]! - numbers[other]!) / (numbers[one]! + numbers[other]! || 1)) ** 2);
}

function numbersOf(values: readonly (string | number)[], level: "interval" | "ratio"): Float64Array {
  const wrong = values.find((it) => typeof it !== "number" || !Number.isFinite(it) || (level === "ratio" && it < 0));
  if (wrong !== undefined) throw new RangeError(`the value ${String(wrong)} cannot be compared as ${level}; ${level === "ratio" ? "numbers from 0" : "numbers"} can`);
  return Float64Array.from(values as readonly number[]);
}

/** The middle of the ranks that each value takes among all. */
function midRanks(margins: Float64Array): Float64Array {
  let below = 0;
  return margins.map((it) => {
    below += it;
    return below - it / 2;
  });
}

function centred(scores: Float64Array, margins: Float64Array): Float64Array {
  let [sum, all] = [0, 0];
  for (let code = 0; code < scores.length; code++) {
    sum += margins[code]! * scores[code]!;
    all += margins[code]!;
  }
  const mean = all > 0 ? sum / all : 0;
  return scores.map((it) => it - mean);
}

const nominalSpread: Spread = (_, counts, from, to) => {
  let [all, alike] = [0, 0];
  for (let at = from; at < to; at++) {
    all += counts[at]!;
    alike += counts[at]! * counts[at]!;
  }
  return all * all - alike;
};

const scoreSpread = (scores: Float64Array): Spread => (codes, counts, from, to) => {
  let [all, sum, squares] = [0, 0, 0];
  for (let at = from; at < to; at++) {
    const weighted = counts[at]! * scores[codes[at]!]!;
    all += counts[at]!;
    sum += weighted;
    squares += weighted * scores[codes[at]!]!;
  }
  return 2 * (all * squares - sum * sum);
};

const pairByPair = (difference: Difference): Spread => (codes, counts, from, to) => {
  let sum = 0;
  for (let one = from; one < to; one++) for (let other = from; other < one; other++) sum += counts[one]! * counts[other]! * difference(codes[one]!, codes[other]!);
  return 2 * sum;
};
