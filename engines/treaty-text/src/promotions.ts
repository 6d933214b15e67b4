/**
 * Counterparts across levels: a paragraph that became an article of its own, or an article that became a paragraph of
 * another ("upgrade" and "downgrade" in the literature). Only articles without paragraphs are asked, and the words must
 * be nearly the same, since in all other cases a counterpart on its own level is the better answer.
 */

import { levels, type Layout } from "./layout.ts";
import { freeNewOf, freeOldOf, isFreeNew, isFreeOld, type Matching, pairUp } from "./matching.ts";
import { indexRuns, likeness, mostVoted, type Scale, stretchOf } from "./similarity.ts";

/** A heading more or less, and an edit made in the same stroke, must leave so much. */
const nearlySame = 0.7;
const fewestWords = 8;

const isLongLeaf = (layout: Layout, at: number) => layout.children[at]!.length === 0 && layout.ownTo[at]! - layout.from[at]! >= fewestWords;

/** Pair free provisions of articles with free articles, and the reverse. */
export function matchAcrossLevels(matching: Matching, scale: Scale): void {
  const { old, young } = matching;
  for (const [oldLevel, newLevel] of [[levels.below, levels.article], [levels.article, levels.below]] as const) {
    const index = indexRuns(old, freeOldOf(matching, oldLevel).filter((at) => isLongLeaf(old, at)), stretchOf.own);
    for (const at of freeNewOf(matching, newLevel).filter((it) => isLongLeaf(young, it))) {
      const alike = (one: number) => likeness(scale, stretchOf.own(old, one), stretchOf.own(young, at));
      const best = mostVoted(index, stretchOf.own(young, at)).find((one) => isFreeOld(matching, one) && alike(one) >= nearlySame);
      if (best !== undefined && isFreeNew(matching, at)) pairUp(matching, best, at);
    }
  }
}
