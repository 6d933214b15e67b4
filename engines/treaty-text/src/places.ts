/**
 * Counterparts by place, where words decide nothing any more: identical siblings that are not unique, articles of one
 * heading, and what stands alone between the same neighbours.
 */

import { isTelling, pairTrees } from "./identical.ts";
import { type Layout, levels } from "./layout.ts";
import { childrenOf, isFreeNew, isFreeOld, type Matching, pairUp } from "./matching.ts";
import { pairsOfParents, strictGapsOf } from "./neighbours.ts";
import { type Scale, shareInCommon, stretchOf } from "./similarity.ts";

/** Short provisions alone between the same neighbours, of one number, kind and level, are counterparts whatever they say now. */
const shortWords = 6;
/** Headings this like, alone in the same place, are of one article though all below was rewritten. */
const likeHeading = 0.6;

/** Pair siblings that are identical, though not once only, under the same parents, if they have words enough to tell. */
export function matchIdenticalSiblings(matching: Matching): void {
  for (const [oldParent, newParent] of pairsOfParents(matching))
    pairByKey(matching, childrenOf(matching.old, oldParent), childrenOf(matching.young, newParent), tellingTree);
}

/** Pair what is left by place: identical under the same parents, then of the same heading, then what stands alone in its gap. */
export function matchByPlace(matching: Matching, scale: Scale): void {
  for (const [oldParent, newParent] of pairsOfParents(matching)) {
    const before = childrenOf(matching.old, oldParent);
    const after = childrenOf(matching.young, newParent);
    for (const key of [tree, headingOf]) pairByKey(matching, before, after, key);
    for (const [left, right] of strictGapsOf(matching, before, after))
      if (left.length === 1 && right.length === 1 && isAlikeInPlace(matching, scale, left[0]!, right[0]!)) pairUp(matching, left[0]!, right[0]!);
  }
}

/** What two siblings must share to be counterparts; null where a provision has no such thing. */
type Key = (layout: Layout, at: number) => string | null;

const tree: Key = ({ level, treePrint }, at) => `${level[at]} ${treePrint[at]}`;
const tellingTree: Key = (layout, at) => (isTelling(layout, at) ? tree(layout, at) : null);
const headingOf: Key = ({ level, nodes }, at) => (level[at] !== levels.below && nodes[at]!.heading ? `${level[at]} ${nodes[at]!.heading}` : null);

/** Pair each free old sibling with the first free new one of the same key, one with the same number before others. */
function pairByKey(matching: Matching, before: readonly number[], after: readonly number[], keyOf: Key): void {
  const byKey = Map.groupBy(after.filter((at) => isFreeNew(matching, at)), (at) => keyOf(matching.young, at));
  for (const old of before) {
    const key = isFreeOld(matching, old) ? keyOf(matching.old, old) : null;
    const found = key === null ? [] : (byKey.get(key) ?? []).filter((at) => isFreeNew(matching, at));
    const number = matching.old.nodes[old]!.number;
    const best = found.find((at) => matching.young.nodes[at]!.number === number) ?? found[0];
    if (best !== undefined) pairTreesOrTops(matching, old, best);
  }
}

function pairTreesOrTops(matching: Matching, old: number, young: number): void {
  if (matching.old.treePrint[old] === matching.young.treePrint[young]) pairTrees(matching, old, young);
  else pairUp(matching, old, young);
}

/** Whether two provisions, each alone in its gap, are counterparts: rewritten under a like heading, or short and of one number. */
function isAlikeInPlace({ old, young }: Matching, scale: Scale, a: number, b: number): boolean {
  if (old.level[a] !== young.level[b] || old.nodes[a]!.kind !== young.nodes[b]!.kind) return false;
  if (old.level[a] !== levels.below)
    return old.nodes[a]!.heading !== null && shareInCommon(scale, stretchOf.own(old, a), stretchOf.own(young, b)) >= likeHeading;
  if (old.nodes[a]!.number !== young.nodes[b]!.number) return false;
  return old.to[a]! - old.from[a]! <= shortWords && young.to[b]! - young.from[b]! <= shortWords;
}
