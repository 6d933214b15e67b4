/**
 * Which words of one text stand where in another: first the runs of words that are unique in both (anchors), longest
 * runs first, in the longest order both share; then the shortest edit in what lies between. This is patience diff [1]
 * on runs of 12, 6, 3 and 1 words: long runs cannot be coincidences, so the text falls into small gaps in linear time
 * and Myers' quadratic search only ever meets those. The script may be a little longer than the shortest one; it is
 * also closer to what was done, since a stray "the" never outweighs a sentence.
 *
 * [1] Bram Cohen, "Patience diff advantages" (2010); the k-gram levels are ours.
 */

import { type Comparison, type Gap, matchShortest, trim } from "./myers.ts";

/** Lengths of the runs looked for, in words, one level after the other. */
const runLengths = [12, 6, 3, 1];
/** Below this many words on both sides together, Myers' search is cheaper than a table of runs. */
const smallGap = 64;

/** For each word of `before` its place in `after`, or -1; places rise, so the pairs are the words kept. */
export function matchWords(before: Int32Array, after: Int32Array): Int32Array {
  const match = new Int32Array(before.length).fill(-1);
  matchGap({ before, after, match }, { a0: 0, a1: before.length, b0: 0, b1: after.length }, 0);
  return match;
}

function matchGap(comparison: Comparison, whole: Gap, level: number): void {
  const gap = trim(comparison, whole);
  const a = gap.a1 - gap.a0;
  const b = gap.b1 - gap.b0;
  if (a === 0 || b === 0) return;
  const length = runLengths[level];
  if (length === undefined || a + b < smallGap) return matchShortest(comparison, gap);
  const places = a < length || b < length ? null : uniqueRuns(comparison, gap, length);
  if (places === null) return matchGap(comparison, gap, level + 1);
  const rest = matchAnchors(comparison, gap, places, level);
  matchGap(comparison, rest, level + 1);
}

/** Match every anchor in order, grown to its full length, and the gap before each; the gap after the last. */
function matchAnchors(comparison: Comparison, gap: Gap, places: Int32Array, level: number): Gap {
  const { before, after, match } = comparison;
  let { a0, b0 } = gap;
  for (const offset of longestRising(places)) {
    let a = gap.a0 + offset;
    let b = places[offset]!;
    if (a < a0 || b < b0 || before[a] !== after[b]) continue;
    while (a > a0 && b > b0 && before[a - 1] === after[b - 1]) {
      a -= 1;
      b -= 1;
    }
    matchGap(comparison, { a0, a1: a, b0, b1: b }, level + 1);
    while (a < gap.a1 && b < gap.b1 && before[a] === after[b]) match[a++] = b++;
    a0 = a;
    b0 = b;
  }
  return { a0, a1: gap.a1, b0, b1: gap.b1 };
}

const nowhere = -1;
const severalTimes = -2;

/** For each word of the gap's first side, where the run starting there stands on the second, if it is unique on both; null where none is. */
function uniqueRuns({ before, after }: Comparison, { a0, a1, b0, b1 }: Gap, length: number): Int32Array | null {
  const table = newRunTable(a1 - a0 + (b1 - b0));
  for (let a = a0; a + length <= a1; a += 1) note(table, hashRun(before, a, length), table.first, a);
  for (let b = b0; b + length <= b1; b += 1) note(table, hashRun(after, b, length), table.second, b);
  const places = new Int32Array(a1 - a0).fill(nowhere);
  let found = false;
  table.first.forEach((a, slot) => {
    if (a < 0 || table.second[slot]! < 0) return;
    places[a - a0] = table.second[slot]!;
    found = true;
  });
  return found ? places : null;
}

/** Open addressing by hash; `first` and `second` hold the place of a run in each text, `nowhere` or `severalTimes`. */
type RunTable = { keys: Int32Array; first: Int32Array; second: Int32Array };

function newRunTable(runs: number): RunTable {
  const size = 1 << (32 - Math.clz32(2 * runs));
  return { keys: new Int32Array(size), first: new Int32Array(size).fill(nowhere), second: new Int32Array(size).fill(nowhere) };
}

function note(table: RunTable, hash: number, side: Int32Array, place: number): void {
  const last = table.keys.length - 1;
  let slot = (hash ^ (hash >>> 11)) & last;
  while (table.keys[slot] !== 0 && table.keys[slot] !== hash) slot = (slot + 1) & last;
  table.keys[slot] = hash;
  side[slot] = side[slot] === nowhere ? place : severalTimes;
}

/** Murmur-like hash of a run of word ids, never 0. Two runs with one hash only cost an anchor: words are compared before they count. */
export function hashRun(ids: Int32Array, at: number, length: number): number {
  let hash = 0x9747b28c;
  for (let end = at + length; at < end; at += 1) hash = Math.imul(hash ^ ids[at]!, 0x5bd1e995) ^ (hash >>> 15);
  return hash || 1;
}

/** The indices of a longest run of rising values, negative values left out (Schensted's piles). */
export function longestRising(values: Int32Array | readonly number[]): number[] {
  const piles: number[] = [];
  const previous = new Int32Array(values.length).fill(-1);
  for (let at = 0; at < values.length; at += 1) {
    if (values[at]! < 0) continue;
    let low = 0;
    for (let high = piles.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (values[piles[middle]!]! < values[at]!) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[at] = piles[low - 1]!;
    piles[low] = at;
  }
  const rising: number[] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = previous[at]!) rising.push(at);
  return rising.toReversed();
}
