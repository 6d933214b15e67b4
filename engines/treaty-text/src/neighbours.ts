/**
 * Who stands beside whom while an alignment is made: siblings, pairs of parents, and the gaps between counterparts.
 */

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

/** The free siblings between one pair of counterparts and the next; counterparts out of order bound nothing. */
export function* strictGapsOf(matching: Matching, before: readonly number[], after: readonly number[]): Generator<[number[], number[]]> {
  const orderInNew = new Map(after.map((at, order) => [at, order]));
  let left: number[] = [];
  let start = 0;
  for (const at of [...before, -1]) {
    if (at >= 0 && isFreeOld(matching, at)) left.push(at);
    const end = at === -1 ? after.length : orderInNew.get(matching.ofOld[at]!);
    if (end === undefined || end < start) continue;
    yield [left, after.slice(start, end).filter((it) => isFreeNew(matching, it))];
    left = [];
    start = end + 1;
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
