/**
 * Splits and merges: from a matching one to one to the groups that one to one cannot say.
 *
 * A provision that is new, and whose words are nearly all those of one old provision, is a piece of it. The old one was
 * split when its pieces, with its counterpart, cover its words together and each covers some that the others do not.
 * A merge is the same test with the two texts exchanged. The words of an article that moved into its first paragraph are
 * a split too, of the article into itself and that paragraph.
 */

import { addGroup, isFreeNew, type Matching } from "./matching.ts";
import { siblingOf } from "./neighbours.ts";
import { levels, type Layout } from "./layout.ts";
import { indexRuns, mostVoted, type RunIndex, type Scale, sharedWeight, type Stretch, stretchOf, weightOfWords } from "./similarity.ts";

/** How much of a piece must be words of its source; the rest may be an edit made in the same stroke. */
const pieceFromSource = 0.7;
/** How much of the source its pieces must cover together (engines.md, section 1.6). */
const sourceCovered = 0.8;
/** How much of a piece's words must be its own contribution to that: what two pieces both say is not split between them. */
const ownContribution = 0.5;
/** A piece that stands elsewhere must be nearly verbatim and long, or any stock phrase would make a split. */
const elsewhere = { fromSource: 0.9, words: 12 };
/** Pieces as short as this must stand in the source word for word. */
const shortPiece = 4;

/** Group the splits and merges among the provisions of `level`. */
export function groupSplitsAndMerges(matching: Matching, scale: Scale, level: number): void {
  for (const [source, pieces] of piecesBySource(matching, scale, level)) {
    const young = splitOf(matching, scale, level, source, pieces);
    if (young) addGroup(matching, { old: [source], young, fixed: false });
  }
  const mirrored = mirror(matching);
  for (const [source, pieces] of piecesBySource(mirrored, scale, level)) {
    const old = splitOf(mirrored, scale, level, source, pieces);
    if (old) addGroup(matching, { old, young: [source], fixed: false });
  }
}

/** The same matching seen from the new text; arrays are shared. */
const mirror = (it: Matching): Matching => ({
  old: it.young, young: it.old, ofOld: it.ofNew, ofNew: it.ofOld, groupOfOld: it.groupOfNew, groupOfNew: it.groupOfOld, groups: [],
});

const stretchAt = (layout: Layout, level: number, at: number): Stretch => (level === levels.below ? stretchOf.own : stretchOf.whole)(layout, at);

/** Old provisions that may have been split: not grouped, and without a counterpart of the same words. */
function sourcesAmong({ old, young, ofOld, groupOfOld }: Matching, level: number): number[] {
  const print = (layout: Layout, at: number) => (level === levels.below ? layout.ownPrint : layout.treePrint)[at];
  return [...old.level.keys()].filter((at) => {
    const fits = old.level[at] === level || (level === levels.below && old.level[at] === levels.article);
    return fits && groupOfOld[at] === -1 && (ofOld[at] === -1 || print(old, at) !== print(young, ofOld[at]!));
  });
}

/** For each source, the free new provisions that are mostly its words. */
function piecesBySource(matching: Matching, scale: Scale, level: number): Map<number, number[]> {
  const index = indexRuns(matching.old, sourcesAmong(matching, level), (layout, at) => stretchAt(layout, level, at));
  const pieces = new Map<number, number[]>();
  for (let at = 0; at < matching.ofNew.length; at += 1) {
    if (matching.young.level[at] !== level || !isFreeNew(matching, at)) continue;
    const source = bestSource(matching, scale, level, index, at);
    if (source !== undefined) pieces.set(source, [...(pieces.get(source) ?? []), at]);
  }
  return pieces;
}

function bestSource(matching: Matching, scale: Scale, level: number, index: RunIndex, piece: number): number | undefined {
  const stretch = stretchAt(matching.young, level, piece);
  if (stretch.from === stretch.to) return undefined;
  let best: number | undefined;
  let most = 0;
  for (const source of new Set([...mostVoted(index, stretch), ...sourcesBeside(matching, level, piece)])) {
    const share = shareFrom(scale, stretch, stretchAt(matching.old, level, source));
    if (share <= most || !isPieceOf(matching, level, source, piece, share)) continue;
    best = source;
    most = share;
  }
  return best;
}

/** The old provisions that the neighbours of `piece` come from. */
function sourcesBeside(matching: Matching, level: number, piece: number): number[] {
  return [siblingOf(matching.young, piece, -1), siblingOf(matching.young, piece, 1)]
    .map((at) => (at === undefined ? -1 : matching.ofNew[at]!))
    .filter((at) => at >= 0 && matching.old.level[at] === level && matching.groupOfOld[at] === -1);
}

/** Whether a new provision with this share of its words from `source` can be a piece of it, given where it stands. */
function isPieceOf(matching: Matching, level: number, source: number, piece: number, share: number): boolean {
  const stretch = stretchAt(matching.young, level, piece);
  const words = stretch.to - stretch.from;
  if (!isNear(matching, matching.ofOld[source]!, piece)) return share >= elsewhere.fromSource && words >= elsewhere.words;
  return words > shortPiece ? share >= pieceFromSource : standsIn(stretch, stretchAt(matching.old, level, source));
}

/** Whether the words of `stretch` stand in `source` in one run. */
function standsIn(stretch: Stretch, source: Stretch): boolean {
  const length = stretch.to - stretch.from;
  for (let at = source.from; at + length <= source.to; at += 1) {
    let step = 0;
    while (step < length && source.words[at + step] === stretch.words[stretch.from + step]) step += 1;
    if (step === length) return true;
  }
  return false;
}

/** The share of a stretch's words that stand in another. */
const shareFrom = (scale: Scale, stretch: Stretch, source: Stretch) =>
  sharedWeight(scale, stretch, source) / Math.max(1e-9, weightOfWords(scale, stretch));

/** Whether two new provisions are siblings within a few steps, or one stands under the other. Without a counterpart anything is near. */
function isNear({ young }: Matching, counterpart: number, piece: number): boolean {
  if (counterpart < 0) return true;
  if (young.parent[piece] === young.parent[counterpart]) return true;
  return (piece > counterpart && piece < young.ends[counterpart]!) || (counterpart > piece && counterpart < young.ends[piece]!);
}

/** The places a source was split into, in order, if the test of cover holds; else null. */
function splitOf(matching: Matching, scale: Scale, level: number, source: number, pieces: readonly number[]): number[] | null {
  const counterpart = matching.ofOld[source]!;
  if (counterpart >= 0 && matching.groupOfNew[counterpart] !== -1) return null;
  if (matching.groupOfOld[source] !== -1 || pieces.some((at) => !isFreeNew(matching, at))) return null;
  const whole = stretchAt(matching.old, level, source);
  const parts = counterpart >= 0 ? [counterpart, ...pieces] : [...pieces];
  const telling = parts.filter((at) => at === counterpart || contributes(matching, scale, level, whole, parts, at));
  if (telling.length < 2) return null;
  const covered = sharedWeight(scale, joined(matching.young, level, telling), whole) / Math.max(1e-9, weightOfWords(scale, whole));
  return covered >= sourceCovered ? telling.toSorted((a, b) => a - b) : null;
}

function contributes(matching: Matching, scale: Scale, level: number, whole: Stretch, parts: readonly number[], piece: number): boolean {
  const others = parts.filter((at) => at !== piece);
  const gained = sharedWeight(scale, joined(matching.young, level, parts), whole) - sharedWeight(scale, joined(matching.young, level, others), whole);
  return gained >= ownContribution * weightOfWords(scale, stretchAt(matching.young, level, piece));
}

/** The words of several provisions as one stretch. */
function joined(layout: Layout, level: number, places: readonly number[]): Stretch {
  const stretches = places.map((at) => stretchAt(layout, level, at));
  const words = new Int32Array(stretches.reduce((sum, it) => sum + it.to - it.from, 0));
  let at = 0;
  for (const it of stretches) {
    words.set(it.words.subarray(it.from, it.to), at);
    at += it.to - it.from;
  }
  return { words, from: 0, to: words.length };
}
