/**
 * A correct edit made readable: from words matched to words matched, so that a reader sees what was done.
 *
 * Two steps. A change that could stand in several places ("the State [shall] …") slides to where its edges are borders
 * of a sentence, clause or phrase. Then a few kept words between two large changes are taken into the change: "of the"
 * kept by chance between two rewritten phrases helps nobody. Both are Fraser's clean-ups of diff-match-patch [1], moved
 * from characters to words, weighted so that marks and short words give way before words that carry meaning.
 *
 * [1] Neil Fraser, "Writing: Diff Strategies" (2006), section 3, Post-processing.
 */

import { isMark, isUnspaced, type Tokens } from "./tokens.ts";

/** A run of kept words: where it starts in each text, and how many words long it is. */
type Kept = { before: number; after: number; length: number };

/** The words kept (`match` as of `matchWords`), slid and thinned out; a new array. */
export function tidy(before: Tokens, after: Tokens, match: Int32Array): Int32Array {
  const runs = keptRuns(match, after.ids.length);
  slideChanges(before, after, runs);
  const tidied = new Int32Array(match.length).fill(-1);
  for (const run of withoutCoincidences(before, after, runs))
    for (let offset = 0; offset < run.length; offset += 1) tidied[run.before + offset] = run.after + offset;
  return tidied;
}

/** The runs in order, closed by an empty one at the end of both texts. */
function keptRuns(match: Int32Array, afterLength: number): Kept[] {
  const runs: Kept[] = [];
  for (let at = 0; at < match.length; at += 1) {
    if (match[at]! < 0) continue;
    const start = at;
    while (at + 1 < match.length && match[at + 1] === match[at]! + 1) at += 1;
    runs.push({ before: start, after: match[start]!, length: at + 1 - start });
  }
  runs.push({ before: match.length, after: afterLength, length: 0 });
  return runs;
}

/** Slide every pure insertion and pure deletion between two runs to its best place. */
function slideChanges(before: Tokens, after: Tokens, runs: Kept[]): void {
  for (let at = 0; at + 1 < runs.length; at += 1) {
    const left = runs[at]!;
    const right = runs[at + 1]!;
    const removed = right.before - left.before - left.length;
    const added = right.after - left.after - left.length;
    if ((removed === 0) === (added === 0)) continue;
    const shift = added > 0 ? bestShift(after, right.after - added, right.after, left, right) : bestShift(before, right.before - removed, right.before, left, right);
    left.length += shift;
    right.before += shift;
    right.after += shift;
    right.length -= shift;
  }
}

/** By how many words the change `tokens[start, end)` should slide: right if positive. Both runs keep at least a word, or become empty at the ends. */
function bestShift(tokens: Tokens, start: number, end: number, left: Kept, right: Kept): number {
  const { ids } = tokens;
  let lowest = 0;
  let highest = 0;
  while (-lowest < left.length && ids[start + lowest - 1] === ids[end + lowest - 1]) lowest -= 1;
  while (highest < right.length && ids[start + highest] === ids[end + highest]) highest += 1;
  let best = lowest;
  let bestBorder = -1;
  for (let shift = lowest; shift <= highest; shift += 1) {
    const border = borderAt(tokens, start + shift) + borderAt(tokens, end + shift);
    if (border <= bestBorder) continue;
    best = shift;
    bestBorder = border;
  }
  return best;
}

/** How good a border lies before token `at`: 6 the end of the text, 5 a new line, 4 a sentence or clause, 3 a phrase, 2 a space, 0 none. */
function borderAt({ source, starts, ends }: Tokens, at: number): number {
  if (at === 0 || at === starts.length) return 6;
  const between = source.slice(ends[at - 1], starts[at]);
  if (between.includes("\n")) return 5;
  const previous = source[ends[at - 1]! - 1]!;
  if (/[。；：！？،؛؟]/.test(previous)) return 4;
  if (between === "") return /[，、]/.test(previous) ? 3 : 0;
  if (/[.;:!?]/.test(previous)) return 4;
  return /[,)\]]/.test(previous) || /[([]/.test(source[starts[at]!]!) ? 3 : 2;
}

/** Words this short are mostly articles, prepositions and conjunctions, whatever the language. */
const shortWord = 3;
/** A run that weighs more than four words of meaning is never a coincidence. */
const heaviestCoincidence = 8;

/** What a kept word is worth: a mark or a gap between letters ½, a short word 1, another word 2. */
function weigh(tokens: Tokens, at: number): number {
  if (isMark(tokens, at)) return 0.5;
  return tokens.ends[at]! - tokens.starts[at]! > shortWord || isUnspaced(tokens, at) ? 2 : 1;
}

function weightOf(tokens: Tokens, start: number, length: number): number {
  let weight = 0;
  for (let at = start; at < start + length && weight <= heaviestCoincidence; at += 1) weight += weigh(tokens, at);
  return weight;
}

/** The runs that are worth keeping. A run goes where the changes on both sides are at least twice its weight, in words. */
function withoutCoincidences(before: Tokens, after: Tokens, runs: Kept[]): Kept[] {
  const start: Kept = { before: 0, after: 0, length: 0 };
  const kept: Kept[] = [];
  const changeBetween = (left: Kept, right: Kept) =>
    Math.max(wordsIn(before, left.before + left.length, right.before), wordsIn(after, left.after + left.length, right.after));
  for (let at = 0; at < runs.length; at += 1) {
    kept.push(runs[at]!);
    // A run that goes makes the change before it larger, so the run before that one is asked again.
    while (kept.length > 1) {
      const run = kept.at(-2)!;
      const weight = weightOf(before, run.before, run.length);
      const smaller = Math.min(changeBetween(kept.at(-3) ?? start, run), changeBetween(run, kept.at(-1)!));
      if (weight > heaviestCoincidence || weight * 2 > smaller) break;
      kept.splice(-2, 1);
    }
  }
  return kept;
}

/** Words, marks not counted, in a stretch; counted no further than matters. */
function wordsIn(tokens: Tokens, start: number, end: number): number {
  let words = 0;
  for (let at = start; at < end && words <= 2 * heaviestCoincidence; at += 1) if (!isMark(tokens, at)) words += 1;
  return words;
}
