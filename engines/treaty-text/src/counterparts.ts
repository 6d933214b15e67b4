/**
 * Counterparts that are alike: from two layouts to pairs of provisions of one level.
 *
 * Candidates are those that share rare runs of words, wherever they stand, and those in the same gap between counterparts.
 * They are taken by gain, the greatest first: likeness of words, plus a bonus when parents and neighbours are counterparts,
 * plus a crumb for an equal heading or number, which only breaks ties: matching by number, as most comparison tables do,
 * is worthless once an article is inserted. Clear pairs are taken in a first round, for they are the context of the next.
 * This has the place of GumTree's bottom-up phase [1], with no tree edit distance, whose cost is cubic and which knows no
 * moves.
 *
 * [1] Falleri et al., "Fine-grained and accurate source code differencing", ASE 2014, section 3.
 */

import { spreadToNeighbours } from "./identical.ts";
import { levels } from "./layout.ts";
import { areRelated, childrenOf, freeNewOf, freeOldOf, isFreeNew, isFreeOld, keptParentOfNew, keptParentOfOld, type Matching, pairUp } from "./matching.ts";
import { pairsOfParents, siblingOf, strictGapsOf } from "./neighbours.ts";
import { indexRuns, likeness, mostVoted, type Scale, stretchOf } from "./similarity.ts";

/** Two provisions that may be counterparts, and how alike they are. */
export type Candidate = { old: number; young: number; likeness: number };

/** The gain asked for in each round, and the likeness without which no context helps: the clear pairs first, for they are the context of the rest. */
const rounds = [
  { gain: 0.75, likeness: 0.6 },
  { gain: 0.55, likeness: 0.4 },
  { gain: 0.45, likeness: 0.3 },
];

/** Pair the provisions of `level` that are alike, in rounds. */
export function matchAlike(matching: Matching, scale: Scale, level: number): void {
  const known = new Map<number, Candidate>();
  const add = (old: number, young: number) => {
    const key = old * matching.young.nodes.length + young;
    if (known.has(key)) return;
    known.set(key, { old, young, likeness: likeness(scale, stretchOf.whole(matching.old, old), stretchOf.whole(matching.young, young)) });
  };
  addVoted(matching, level, add);
  for (const round of rounds) {
    addFromGaps(matching, level, add);
    addBesideCounterparts(matching, level, add);
    takeByGain(matching, [...known.values()], round);
    spreadToNeighbours(matching);
  }
}

function addVoted(matching: Matching, level: number, add: (old: number, young: number) => void): void {
  const index = indexRuns(matching.old, freeOldOf(matching, level), stretchOf.whole);
  for (const at of freeNewOf(matching, level))
    for (const old of mostVoted(index, stretchOf.whole(matching.young, at))) add(old, at);
}

/** All with all is asked where there are at most so many pairs. */
const pairsInGap = 1600;

/** Candidates that stand in the same gap: free siblings under counterparts, all of them, or where they are many those between the same neighbours. */
function addFromGaps(matching: Matching, level: number, add: (old: number, young: number) => void): void {
  const { old, young } = matching;
  for (const [oldParent, newParent] of pairsOfParents(matching)) {
    const before = childrenOf(old, oldParent).filter((at) => old.level[at] === level);
    const after = childrenOf(young, newParent).filter((at) => young.level[at] === level);
    for (const [left, right] of gapsOf(matching, before, after))
      if (left.length * right.length <= pairsInGap) for (const one of left) for (const other of right) add(one, other);
  }
}

function* gapsOf(matching: Matching, before: readonly number[], after: readonly number[]): Generator<[number[], number[]]> {
  const freeBefore = before.filter((at) => isFreeOld(matching, at));
  const freeAfter = after.filter((at) => isFreeNew(matching, at));
  if (freeBefore.length === 0 || freeAfter.length === 0) return;
  if (freeBefore.length * freeAfter.length <= pairsInGap) return yield [freeBefore, freeAfter];
  yield* strictGapsOf(matching, before, after);
}

/** Candidates that stand just after or before counterparts, wherever those went: what moved takes along what stood beside it. */
function addBesideCounterparts(matching: Matching, level: number, add: (old: number, young: number) => void): void {
  for (const at of freeOldOf(matching, level))
    for (const step of [1, -1] as const) {
      const beside = siblingOf(matching.old, at, step === 1 ? -1 : 1);
      const counterpart = beside === undefined ? -1 : matching.ofOld[beside]!;
      const other = counterpart === -1 ? undefined : siblingOf(matching.young, counterpart, step);
      if (other !== undefined && matching.young.level[other] === level && isFreeNew(matching, other)) add(at, other);
    }
}

/** Take the candidates whose gain reaches the round's, the greatest first; equal gains in reading order. */
export function takeByGain(matching: Matching, candidates: Candidate[], round: { gain: number; likeness: number }): void {
  const gains = candidates
    .filter((it) => it.likeness >= Math.max(leastLikeness, round.likeness * trustIn(matching, it)) && isFreeOld(matching, it.old) && isFreeNew(matching, it.young))
    .map((it) => ({ old: it.old, young: it.young, gain: gainOf(matching, it) }))
    .filter((it) => it.gain >= round.gain)
    .toSorted((a, b) => b.gain - a.gain || a.old - b.old || a.young - b.young);
  for (const { old, young } of gains) if (isFreeOld(matching, old) && isFreeNew(matching, young)) pairUp(matching, old, young);
}

/** So many words tell as much as the neighbours do; fewer tell less. "Article 5" is anywhere, a sentence of thirty words is not. */
const halfTrust = 4;

/** Below this, two provisions have next to nothing in common, and standing in one place makes them no counterparts. */
const leastLikeness = 0.15;

/** How far the likeness of two provisions can be trusted, 0 to 1; of articles wholly, for their words are never so few by chance. */
function trustIn({ old, young }: Matching, pair: { old: number; young: number }): number {
  if (old.level[pair.old] !== levels.below) return 1;
  const words = Math.min(old.to[pair.old]! - old.from[pair.old]!, young.to[pair.young]! - young.from[pair.young]!);
  return words ** 2 / (words ** 2 + halfTrust ** 2);
}

/**
 * Likeness as far as there are words to trust, neighbours for the rest; then at most 0.15 for related parents, 0.05 for each
 * neighbour, 0.1 for an equal heading, and crumbs for number and kind.
 */
function gainOf(matching: Matching, { old, young, likeness }: Candidate): number {
  const a = matching.old.nodes[old]!;
  const b = matching.young.nodes[young]!;
  const trust = trustIn(matching, { old, young });
  const neighbours = Number(areNeighboursRelated(matching, old, young, -1)) + Number(areNeighboursRelated(matching, old, young, 1));
  let gain = trust * likeness + ((1 - trust) * neighbours) / 2 + 0.05 * neighbours;
  if (areRelated(matching, keptParentOfOld(matching, old), keptParentOfNew(matching, young))) gain += 0.15;
  if (a.heading !== null && a.heading.trim() !== "" && a.heading === b.heading) gain += 0.1;
  return gain + (a.number === b.number ? 0.01 : 0) + (a.kind === b.kind ? 0.01 : 0);
}

function areNeighboursRelated(matching: Matching, old: number, young: number, step: 1 | -1): boolean {
  const one = siblingOf(matching.old, old, step);
  const other = siblingOf(matching.young, young, step);
  return one !== undefined && other !== undefined ? areRelated(matching, one, other) : one === other;
}
