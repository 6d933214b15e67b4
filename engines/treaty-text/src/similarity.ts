/**
 * How alike two stretches of words are, and which stretches could be alike at all.
 *
 * Likeness is the Dice coefficient of the two bags of words, a rare word counting for more than a common one (inverse
 * document frequency [1]): legal texts share their "shall" and "States Parties" everywhere. To find candidates without
 * comparing all with all, provisions vote for each other by the runs of three words they share, rare runs only.
 *
 * [1] Spärck Jones, "A statistical interpretation of term specificity", Journal of Documentation 28 (1972).
 */

import { hashRun } from "./anchors.ts";
import type { Layout } from "./layout.ts";
import type { Vocabulary } from "./tokens.ts";

/** A stretch of `words`: [from, to). */
export type Stretch = { words: Int32Array; from: number; to: number };

/** Weights of words in these two texts, and a tally that is all zeros between uses. */
export type Scale = { weights: Float64Array; tally: Int32Array };

/** Marks and single letters: lists that were merged or split carry their labels, "(b)", which say nothing. */
const isLabel = (word: string) => /^(?:[a-z]|[^\p{L}\p{N}]+)$/iu.test(word);
/** Above nothing, so that a provision of labels and marks alone is still like itself. */
const lightest = 0.1;

/** The weight of each word id: the logarithm of how few provisions of both texts hold it. */
export function scaleOf(layouts: readonly Layout[], vocabulary: Vocabulary): Scale {
  const holders = new Int32Array(vocabulary.words.length);
  const lastHolder = new Int32Array(vocabulary.words.length);
  let provisions = 0;
  for (const { nodes, words, from, ownTo } of layouts)
    for (let at = 0; at < nodes.length; at += 1) {
      provisions += 1;
      for (let word = from[at]!; word < ownTo[at]!; word += 1) {
        const id = words[word]!;
        if (lastHolder[id] !== provisions) holders[id]! += 1;
        lastHolder[id] = provisions;
      }
    }
  // A word in both versions of one provision is as rare as can be, hence half the holders.
  const weights = Float64Array.from(vocabulary.words, (word, id) =>
    isLabel(word) ? lightest : lightest + Math.log(1 + provisions / (2 * Math.max(1, holders[id]!))));
  return { weights, tally: new Int32Array(vocabulary.words.length) };
}

const wholeOf = ({ words, from, to }: Layout, at: number): Stretch => ({ words, from: from[at]!, to: to[at]! });
const ownOf = ({ words, from, ownTo }: Layout, at: number): Stretch => ({ words, from: from[at]!, to: ownTo[at]! });
/** The words of a provision, with all below it or its own alone. */
export const stretchOf = { whole: wholeOf, own: ownOf };

export function weightOfWords({ weights }: Scale, { words, from, to }: Stretch): number {
  let weight = 0;
  for (let at = from; at < to; at += 1) weight += weights[words[at]!]!;
  return weight;
}

/** The weight of the words that two bags have in common. */
export function sharedWeight({ weights, tally }: Scale, one: Stretch, other: Stretch): number {
  let shared = 0;
  for (let at = one.from; at < one.to; at += 1) tally[one.words[at]!]! += 1;
  for (let at = other.from; at < other.to; at += 1) {
    const id = other.words[at]!;
    if (tally[id]! <= 0) continue;
    tally[id]! -= 1;
    shared += weights[id]!;
  }
  for (let at = one.from; at < one.to; at += 1) tally[one.words[at]!] = 0;
  return shared;
}

/** 0 (no word in common) to 1 (the same words); two empty stretches are alike. */
export function likeness(scale: Scale, one: Stretch, other: Stretch): number {
  const total = weightOfWords(scale, one) + weightOfWords(scale, other);
  return total === 0 ? 1 : (2 * sharedWeight(scale, one, other)) / total;
}

/** The share of words in common, each counting alike: what is printed beside a pair. */
export function shareInCommon({ tally }: Scale, one: Stretch, other: Stretch): number {
  const total = one.to - one.from + (other.to - other.from);
  if (total === 0) return 1;
  let shared = 0;
  for (let at = one.from; at < one.to; at += 1) tally[one.words[at]!]! += 1;
  for (let at = other.from; at < other.to; at += 1) {
    if (tally[other.words[at]!]! <= 0) continue;
    tally[other.words[at]!]! -= 1;
    shared += 1;
  }
  for (let at = one.from; at < one.to; at += 1) tally[one.words[at]!] = 0;
  return (2 * shared) / total;
}

/** Words in a run that votes, and in how many provisions a run may stand and still tell them apart. */
const runWords = 3;
const rareRun = 10;
/** Provisions longer than this on average share so many runs that one in eight is enough; the hash decides which, so both texts choose alike. */
const manyRuns = 100;
const oneInEight = 7;
/** So many best candidates are compared word by word, and none with less than a share of the best one's votes. */
const candidatesEach = 8;
const shareOfBest = 0.2;

/**
 * Which provisions hold a run of words: an open-addressing table of hashes; each slot counts its holders (one more than
 * `rareRun` for too many) and leads to the last of them, and each holder to the one before it.
 */
export type RunIndex = { sampled: number; hashes: Int32Array; counts: Uint8Array; last: Int32Array; holders: Int32Array; before: Int32Array };

/** The index of the runs of the given provisions, of the stretches that `of` gives. */
export function indexRuns(layout: Layout, places: readonly number[], of: (layout: Layout, at: number) => Stretch): RunIndex {
  const stretches = places.map((place) => of(layout, place));
  const runs = stretches.reduce((sum, { from, to }) => sum + Math.max(0, to - from - runWords + 1), 0);
  const sampled = runs > manyRuns * places.length ? oneInEight : 0;
  const size = 1 << (32 - Math.clz32((sampled > 0 ? runs : 2 * runs) + 1));
  const index: RunIndex = {
    sampled, hashes: new Int32Array(size), counts: new Uint8Array(size), last: new Int32Array(size).fill(-1),
    holders: new Int32Array(runs), before: new Int32Array(runs),
  };
  let held = 0;
  stretches.forEach(({ words, from, to }, order) => {
    for (let at = from; at + runWords <= to; at += 1) {
      const hash = hashRun(words, at, runWords);
      if ((hash & sampled) === 0) held += addHolder(index, hash, places[order]!, held);
    }
  });
  return index;
}

/** The slot of a run, or the empty one where it belongs. */
function slotOf({ hashes }: RunIndex, hash: number): number {
  const mask = hashes.length - 1;
  let slot = (hash ^ (hash >>> 11)) & mask;
  while (hashes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask;
  return slot;
}

/** Note that `place` holds a run, as entry number `entry`; 1 if an entry was made. */
function addHolder(index: RunIndex, hash: number, place: number, entry: number): 0 | 1 {
  const slot = slotOf(index, hash);
  index.hashes[slot] = hash;
  if (index.counts[slot]! > rareRun || (index.counts[slot]! > 0 && index.holders[index.last[slot]!] === place)) return 0;
  index.counts[slot]! += 1;
  index.holders[entry] = place;
  index.before[entry] = index.last[slot]!;
  index.last[slot] = entry;
  return 1;
}

/** The provisions of the index that share most rare runs with `stretch`, the best first; ties in reading order. */
export function mostVoted(index: RunIndex, { words, from, to }: Stretch): number[] {
  const votes = new Map<number, number>();
  for (let at = from; at + runWords <= to; at += 1) {
    const hash = hashRun(words, at, runWords);
    if ((hash & index.sampled) !== 0) continue;
    const slot = slotOf(index, hash);
    const count = index.counts[slot]!;
    if (count === 0 || count > rareRun) continue;
    for (let entry = index.last[slot]!; entry >= 0; entry = index.before[entry]!) {
      const place = index.holders[entry]!;
      votes.set(place, (votes.get(place) ?? 0) + 1 / count);
    }
  }
  const ranked = [...votes].toSorted(([a, x], [b, y]) => y - x || a - b).slice(0, candidatesEach);
  return ranked.filter(([, count]) => count >= ranked[0]![1] * shareOfBest).map(([place]) => place);
}
