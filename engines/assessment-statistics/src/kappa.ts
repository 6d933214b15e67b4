// Older coefficients that reports still ask for, from lists of counts per unit (percent agreement, Fleiss) or from the table of two coders (Cohen). None of
// them knows missing values or levels the way alpha does: see alpha.ts. [1] Cohen, “A coefficient of agreement for nominal scales”, 1960, and
// “Weighted kappa”, 1968. [2] Fleiss, “Measuring nominal scale agreement among many raters”, 1971.
import { pairableOf, type Rating, type ValueCounts } from "./ratings.ts";

/** The share of all pairs of ratings of one unit that are alike; NaN without any pair. */
export function percentAgreement({ starts, counts }: ValueCounts): number {
  let [alike, pairs] = [0, 0];
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    let ratings = 0;
    for (let at = starts[unit]!; at < starts[unit + 1]!; at++) {
      ratings += counts[at]!;
      alike += counts[at]! * (counts[at]! - 1);
    }
    pairs += ratings * (ratings - 1);
  }
  return alike / pairs;
}

/** Fleiss’ kappa [2] of units that each have the same number of ratings; refuses others, of which alpha can be computed. NaN where all are the same. */
export function fleissKappa(counts: ValueCounts): number {
  const each = ratingsPerUnit(counts);
  const shares = new Float64Array(counts.values.length);
  for (let at = 0; at < counts.codes.length; at++) shares[counts.codes[at]!]! += counts.counts[at]! / pairableOf(counts);
  const expected = shares.reduce((sum, it) => sum + it * it, 0);
  return each === 0 ? Number.NaN : kappaOf(percentAgreement(counts), expected);
}

function ratingsPerUnit({ starts, counts }: ValueCounts): number {
  const sizes = new Set<number>();
  for (let unit = 0; unit + 1 < starts.length; unit++) sizes.add(counts.subarray(starts[unit], starts[unit + 1]).reduce((sum, it) => sum + it, 0));
  if (sizes.size > 1) throw new RangeError(`units have from ${Math.min(...sizes)} to ${Math.max(...sizes)} ratings; Fleiss’ kappa wants the same number in each. Use alpha, which does not`);
  return [...sizes][0] ?? 0;
}

const kappaOf = (observed: number, expected: number) => (expected < 1 ? (observed - expected) / (1 - expected) : Number.NaN);

/** How much a disagreement of two coders weighs: all the same, by the steps between the values, or by their square. */
export type Weighing = "equal" | "linear" | "quadratic";

/** Cohen’s kappa [1] of two coders over the units that both rated; `order` is that of the values, which weights other than equal rest on. */
export function cohenKappa(ratings: readonly Rating[], coders: readonly [string, string], order: readonly (string | number)[], weighing: Weighing = "equal"): number {
  const pairs = pairsOf(ratings, coders).map((pair) => pair.map((it) => order.indexOf(it)) as [number, number]);
  if (pairs.some((it) => it.includes(-1))) throw new RangeError(`a value is not in the order given, which is ${order.join(", ")}`);
  const weight = (one: number, other: number) => (weighing === "equal" ? Number(one !== other) : Math.abs(one - other) ** (weighing === "linear" ? 1 : 2));
  const [rows, columns] = [0, 1].map((side) => order.map((_, code) => pairs.filter((it) => it[side] === code).length)) as [number[], number[]];
  const observed = pairs.reduce((sum, [one, other]) => sum + weight(one, other), 0) / pairs.length;
  const expected = rows.reduce((sum, row, one) => sum + columns.reduce((part, column, other) => part + row * column * weight(one, other), 0), 0) / pairs.length ** 2;
  return expected > 0 ? 1 - observed / expected : Number.NaN;
}

function pairsOf(ratings: readonly Rating[], coders: readonly [string, string]): [string | number, string | number][] {
  const [one, other] = coders.map((coder) => new Map(ratings.filter((it) => it.coder === coder).map((it) => [it.unit, it.value]))) as [Map<string, string | number>, Map<string, string | number>];
  return [...one].flatMap(([unit, value]) => (other.has(unit) ? [[value, other.get(unit)!] as [string | number, string | number]] : []));
}

