// Whether some x keeps l ≤ x ≤ u and min ≤ Ax ≤ max, by the primal simplex method with bounds, sum of infeasibilities as its aim [1,
// chapter 3], or else row weights that prove that none does (Farkas). A is an instance's rows: few rows, many columns, all entries 1, so a dense
// inverse of the basis is small and exact enough. The basis is kept from one call to the next: bounds that move a little cost few pivots.
// Only + − × ÷ on doubles in a fixed order: the same bits on every machine.
// [1] Maros, Computational Techniques of the Simplex Method (Kluwer 2003).
import type { Row } from "./instance.ts";
import { fractionsFrom } from "./numbers.ts";

/** How far a value may be outside of its bounds and count as inside: far below what a printed probability shows. */
export const feasibility = 1e-9;
/** Below this a reduced cost or a pivot is taken for the noise of rounding. */
const noise = 1e-9;
/** Pivots after which the inverse is made anew, to shed the rounding of its updates. */
const refreshAfter = 40;
/** Steps of length zero after which the lowest column enters (Bland), which cannot cycle. */
const patience = 60;
/** Steps of next to no length after which every bound gives way by a little of its own: rounding can turn in circles too, where Bland cannot. */
const stuck = 300;
/** By so much a bound gives way at most. */
const little = 1e-7;

/** The bounds of the columns. */
export type Bounds = { lower: Float64Array; upper: Float64Array };

export type Simplex = {
  /** A point within all bounds, or weights of the rows by which there is none; either sign may be the one that proves it. */
  solve(bounds: Bounds): { point: Float64Array } | { weights: Float64Array };
};

/** A simplex method for one set of rows; `columns` are the types' rows. */
export function simplexOf(rows: readonly Row[], columns: readonly (readonly number[])[]): Simplex {
  const [m, n] = [rows.length, columns.length];
  const all = n + m; // a column for each type, then one for each row's total, with −1 in that row
  const basis = Int32Array.from({ length: m }, (_, at) => n + at);
  const placeInBasis = new Int32Array(all).fill(-1);
  for (let at = 0; at < m; at++) placeInBasis[n + at] = at;
  const isAtUpper = new Uint8Array(all);
  let inverse = new Float64Array(m * m);
  for (let at = 0; at < m; at++) inverse[at * m + at] = -1;
  const lower = new Float64Array(all);
  const upper = new Float64Array(all);
  const value = new Float64Array(all);
  const weights = new Float64Array(m);
  const direction = new Float64Array(m);

  /** B⁻¹ times a column. */
  function throughInverse(column: number, into: Float64Array): void {
    for (let at = 0; at < m; at++) {
      let sum = 0;
      if (column >= n) sum = -inverse[at * m + column - n]!;
      else for (const row of columns[column]!) sum += inverse[at * m + row]!;
      into[at] = sum;
    }
  }

  /** The values of the basis from those of all other columns. */
  function valuesOfBasis(): void {
    const rest = new Float64Array(m);
    for (let column = 0; column < all; column++) {
      if (placeInBasis[column]! >= 0) continue;
      value[column] = isAtUpper[column] ? upper[column]! : lower[column]!;
      if (column >= n) rest[column - n]! -= value[column]!;
      else for (const row of columns[column]!) rest[row]! += value[column]!;
    }
    for (let at = 0; at < m; at++) {
      let sum = 0;
      for (let row = 0; row < m; row++) sum -= inverse[at * m + row]! * rest[row]!;
      value[basis[at]!] = sum;
    }
  }

  /** The inverse from the basis' columns, by Gauss and Jordan with the largest pivot of each column. */
  function refresh(): void {
    const work = new Float64Array(m * 2 * m);
    const width = 2 * m;
    for (let at = 0; at < m; at++) {
      work[at * width + m + at] = 1;
      const column = basis[at]!;
      if (column >= n) work[(column - n) * width + at] = -1;
      else for (const row of columns[column]!) work[row * width + at] = 1;
    }
    for (let at = 0; at < m; at++) eliminate(work, width, at);
    inverse = new Float64Array(m * m);
    for (let at = 0; at < m; at++) inverse.set(work.subarray(at * width + m, at * width + width), at * m);
  }

  function eliminate(work: Float64Array, width: number, at: number): void {
    let best = at;
    for (let row = at + 1; row < m; row++) if (Math.abs(work[row * width + at]!) > Math.abs(work[best * width + at]!)) best = row;
    if (best !== at) for (let column = 0; column < width; column++) [work[at * width + column], work[best * width + column]] = [work[best * width + column]!, work[at * width + column]!];
    const pivot = work[at * width + at]!;
    for (let column = 0; column < width; column++) work[at * width + column]! /= pivot;
    for (let row = 0; row < m; row++) {
      const factor = work[row * width + at]!;
      if (row === at || factor === 0) continue;
      for (let column = 0; column < width; column++) work[row * width + column]! -= factor * work[at * width + column]!;
    }
  }

  const missing = (column: number): -1 | 0 | 1 => (value[column]! < lower[column]! - feasibility ? -1 : value[column]! > upper[column]! + feasibility ? 1 : 0);

  /** What each row is worth for the sum of infeasibilities; false where nothing is infeasible. */
  function priceRows(): boolean {
    weights.fill(0);
    let isMissing = false;
    for (let at = 0; at < m; at++) {
      const side = missing(basis[at]!);
      if (side === 0) continue;
      isMissing = true;
      for (let row = 0; row < m; row++) weights[row]! += side * inverse[at * m + row]!;
    }
    return isMissing;
  }

  const reducedCost = (column: number): number => {
    if (column >= n) return weights[column - n]!;
    let sum = 0;
    for (const row of columns[column]!) sum -= weights[row]!;
    return sum;
  };

  /** The column that lessens the infeasibility most (or the first that does), −1 where none does. */
  function entering(isFirstEnough: boolean): number {
    let [best, most] = [-1, noise];
    for (let column = 0; column < all; column++) {
      if (placeInBasis[column]! >= 0 || upper[column]! - lower[column]! <= feasibility) continue; // two columns of no room could go in and out for ever
      const cost = reducedCost(column);
      const gain = isAtUpper[column] ? cost : -cost;
      if (gain <= most) continue;
      [best, most] = [column, gain];
      if (isFirstEnough) return best;
    }
    return best;
  }

  /** How far the entering column may go until something in the basis comes to a bound, and which it is (−1: its own other bound). */
  function leaving(column: number, towards: 1 | -1): { step: number; at: number; toUpper: boolean } {
    const found = { step: upper[column]! - lower[column]!, at: -1, toUpper: towards > 0 };
    let size = 0;
    for (let at = 0; at < m; at++) {
      const rate = -direction[at]! * towards;
      if (Math.abs(rate) <= noise) continue;
      const mine = basis[at]!;
      const side = missing(mine);
      if ((side < 0 && rate < 0) || (side > 0 && rate > 0)) continue; // it gets worse, which the price has counted
      const toUpper = side > 0 || (side === 0 && rate > 0);
      const step = Math.max(0, ((toUpper ? upper[mine]! : lower[mine]!) - value[mine]!) / rate);
      if (step < found.step - noise || (step < found.step + noise && Math.abs(rate) > size)) {
        Object.assign(found, { step: Math.min(step, found.step), at, toUpper });
        size = Math.abs(rate);
      }
    }
    return found;
  }

  function move(column: number, towards: 1 | -1, step: number): void {
    value[column]! += towards * step;
    for (let at = 0; at < m; at++) value[basis[at]!]! -= direction[at]! * towards * step;
  }

  function pivot(at: number, column: number, toUpper: boolean): void {
    const left = basis[at]!;
    placeInBasis[left] = -1;
    isAtUpper[left] = toUpper ? 1 : 0;
    value[left] = toUpper ? upper[left]! : lower[left]!;
    basis[at] = column;
    placeInBasis[column] = at;
    const by = direction[at]!;
    for (let row = 0; row < m; row++) inverse[at * m + row]! /= by;
    for (let other = 0; other < m; other++) {
      const factor = direction[other]!;
      if (other === at || factor === 0) continue;
      for (let row = 0; row < m; row++) inverse[other * m + row]! -= factor * inverse[at * m + row]!;
    }
  }

  /** Each bound a little wider, by another little each, so that no two are reached at once. What has no point now had none before. */
  function giveWay(): void {
    const fraction = fractionsFrom(all);
    for (let column = 0; column < all; column++) {
      lower[column]! -= little * fraction();
      upper[column]! += little * fraction();
    }
  }

  function solve(bounds: Bounds): { point: Float64Array } | { weights: Float64Array } {
    lower.set(bounds.lower);
    upper.set(bounds.upper);
    for (const [at, row] of rows.entries()) [lower[n + at], upper[n + at]] = [row.min, row.max];
    let [sinceRefresh, still] = [refreshAfter, 0];
    for (;;) {
      if (sinceRefresh >= refreshAfter) {
        refresh();
        valuesOfBasis();
        sinceRefresh = 0;
      }
      if (!priceRows()) return { point: value.slice(0, n) };
      const column = entering(still > patience);
      if (column < 0 && sinceRefresh === 0) return { weights: weights.slice() };
      if (column < 0) { // before it is said that there is none, look without the rounding of updates
        sinceRefresh = refreshAfter;
        continue;
      }
      throughInverse(column, direction);
      const towards = isAtUpper[column] ? -1 : 1;
      const { step, at, toUpper } = leaving(column, towards);
      still = step > noise ? 0 : still + 1;
      move(column, towards, step);
      if (at < 0) isAtUpper[column] = toUpper ? 1 : 0;
      else pivot(at, column, toUpper);
      sinceRefresh += 1;
      if (still < stuck) continue;
      giveWay();
      [sinceRefresh, still] = [refreshAfter, 0];
    }
  }
  return { solve };
}
