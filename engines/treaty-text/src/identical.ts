/**
 * Counterparts that are certain: provisions whose words, with all below them, stand once in each text; all below them; and
 * then, from each pair, what is read next or before it while that is identical, which is how duplicates ("Reserved.")
 * find their place. GumTree's top-down phase [1], by fingerprints.
 *
 * [1] Falleri et al., "Fine-grained and accurate source code differencing", ASE 2014, section 3.
 */

import { type Layout, levels } from "./layout.ts";
import { isFreeNew, isFreeOld, type Matching, pairUp } from "./matching.ts";
import { siblingOf } from "./neighbours.ts";

/** Fewer words than these may stand in two places by chance: such provisions below articles need context. */
const tellingWords = 4;

/** Whether its words alone can tell it from others. */
export const isTelling = ({ level, to, from }: Layout, at: number) => level[at] !== levels.below || to[at]! - from[at]! >= tellingWords;

/** Pair all provisions that are identical and stand once in each text, with all below them, then their identical neighbours. */
export function matchIdentical(matching: Matching): void {
  const { old, young } = matching;
  const inOld = onceOnly(matching, old, isFreeOld);
  const inNew = onceOnly(matching, young, isFreeNew);
  for (const [print, at] of inOld) {
    const other = inNew.get(print);
    if (at >= 0 && other !== undefined && other >= 0) pairTrees(matching, at, other);
  }
  spreadToNeighbours(matching);
}

const severalTimes = -1;

/** The place of each fingerprint, or `severalTimes`. */
function onceOnly(matching: Matching, layout: Layout, isFree: (matching: Matching, at: number) => boolean): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = 0; at < layout.nodes.length; at += 1) {
    if (!isFree(matching, at) || !isTelling(layout, at) || layout.from[at] === layout.to[at]) continue;
    const print = layout.treePrint[at]! + layout.level[at]!;
    places.set(print, places.has(print) ? severalTimes : at);
  }
  return places;
}

/** Pair two identical trees place by place, passing over what has a counterpart already. */
export function pairTrees(matching: Matching, old: number, young: number): void {
  const size = Math.min(matching.old.ends[old]! - old, matching.young.ends[young]! - young);
  for (let step = 0; step < size; step += 1)
    if (isFreeOld(matching, old + step) && isFreeNew(matching, young + step)) pairUp(matching, old + step, young + step);
}

/** From each pair go on, forwards and then backwards, while what is read next is identical: duplicates find their place so. */
export function spreadToNeighbours(matching: Matching): void {
  const { old, young, ofOld } = matching;
  pairIfIdentical(matching, 0, 0);
  for (let at = 0; at < ofOld.length; at += 1) {
    if (ofOld[at] === -1) continue;
    pairIfIdentical(matching, at + 1, ofOld[at]! + 1);
    pairIfIdentical(matching, old.ends[at]!, young.ends[ofOld[at]!]!);
  }
  pairIfIdentical(matching, ofOld.length - 1, matching.ofNew.length - 1);
  for (let at = ofOld.length - 1; at >= 0; at -= 1) {
    if (ofOld[at] === -1) continue;
    pairIfIdentical(matching, at - 1, ofOld[at]! - 1);
    pairIfIdentical(matching, siblingOf(old, at, -1), siblingOf(young, ofOld[at]!, -1));
  }
}

function pairIfIdentical(matching: Matching, old: number | undefined, young: number | undefined): void {
  if (old === undefined || young === undefined || !isFreeOld(matching, old) || !isFreeNew(matching, young)) return;
  if (matching.old.level[old] !== matching.young.level[young] || matching.old.treePrint[old] !== matching.young.treePrint[young]) return;
  pairTrees(matching, old, young);
}
