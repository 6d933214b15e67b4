/**
 * Who stands beside whom while an alignment is made: siblings, pairs of parents, and the gaps between counterparts.
 */

import { longestRising } from "./anchors.ts";
import { childrenOf, isFreeNew, isFreeOld, type Matching } from "./matching.ts";
import type { Layout } from "./layout.ts";

/** The two texts, then all counterparts that have something below them, the outer before the inner. */
export function* pairsOfParents(matching: Matching): Generator<[number, number]> {
  yield [-1, -1];
  for (let at = 0; at < matching.ofOld.length; at += 1) {
    const other = matching.ofOld[at]!;
    if (other >= 0 && matching.old.children[at]!.length > 0 && matching.young.children[other]!.length > 0) yield [at, other];
  }
}

/** The free siblings between one pair of counterparts and the next; only counterparts in the longest run of kept order bound a gap. */
export function* strictGapsOf(matching: Matching, before: readonly number[], after: readonly number[]): Generator<[number[], number[]]> {
  const orderInNew = new Map(after.map((at, order) => [at, order]));
  const orders = before.map((at) => orderInNew.get(matching.ofOld[at]!) ?? -1);
  const bounds = [...longestRising(orders), before.length];
  let [left, right] = [0, 0];
  for (const bound of bounds) {
    const end = orders[bound] ?? after.length;
    yield [before.slice(left, bound).filter((at) => isFreeOld(matching, at)), after.slice(right, end).filter((at) => isFreeNew(matching, at))];
    left = bound + 1;
    right = end + 1;
  }
}

/** The sibling before (-1) or after (1). */
export function siblingOf(layout: Layout, at: number, step: 1 | -1): number | undefined {
  const siblings = childrenOf(layout, layout.parent[at]!);
  return siblings[orderAmong(siblings, at) + step];
}

/** Siblings stand in rising places, so the order is found by halving. */
function orderAmong(siblings: readonly number[], at: number): number {
  let low = 0;
  for (let high = siblings.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (siblings[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
