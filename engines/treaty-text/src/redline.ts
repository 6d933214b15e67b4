/**
 * Redline: from two wordings to what was kept, deleted and inserted, in whole words.
 *
 * Method: words to ids (`tokens.ts`), anchors and shortest edits (`anchors.ts`, `myers.ts`), clean-up for readers
 * (`tidy.ts`), and here the way back to text. White space belongs to the word before it, so that keep + delete is exactly
 * the old wording and keep + insert exactly the new one, line breaks and double spaces included.
 */

import { matchWords } from "./anchors.ts";
import { tidy } from "./tidy.ts";
import { newVocabulary, type Tokens, tokenise, type Vocabulary } from "./tokens.ts";

/** A stretch of text and what became of it. Between two kept parts there is at most one deletion, then one insertion. */
export type Part = ["keep" | "delete" | "insert", string];

/** The change from `before` to `after` in whole words. Keep and delete joined give `before`, keep and insert `after`. */
export function redline(before: string, after: string, vocabulary: Vocabulary = newVocabulary()): Part[] {
  if (before === after) return before === "" ? [] : [["keep", before]];
  const old = tokenise(before, vocabulary);
  const young = tokenise(after, vocabulary);
  return partsOf(old, young, tidy(old, young, matchWords(old.ids, young.ids)));
}

/** The white space before token `at`; after the last token for `at` equal to their number. */
const spaceBefore = ({ source, starts, ends }: Tokens, at: number) => source.slice(at === 0 ? 0 : ends[at - 1], starts[at] ?? source.length);
/** A token and the white space that follows it. */
const withSpace = ({ source, starts }: Tokens, at: number) => source.slice(starts[at], starts[at + 1] ?? source.length);

function partsOf(before: Tokens, after: Tokens, match: Int32Array): Part[] {
  const writer = newWriter();
  writer.change(spaceBefore(before, 0), spaceBefore(after, 0));
  for (let a = 0, b = 0; a < before.ids.length || b < after.ids.length; ) {
    if (a < before.ids.length && match[a]! < 0) writer.change(withSpace(before, a++), "");
    else if (a === before.ids.length || match[a]! > b) writer.change("", withSpace(after, b++));
    else {
      writer.keep(before.source.slice(before.starts[a], before.ends[a]));
      writer.change(spaceBefore(before, ++a), spaceBefore(after, ++b));
    }
  }
  return writer.parts();
}

/** Collects parts: neighbours of one kind grow together, and what a deletion and its insertion share at the edges is kept. */
function newWriter() {
  const parts: Part[] = [];
  let kept = "";
  let removed = "";
  let added = "";
  const flushKept = () => {
    if (kept !== "") parts.push(["keep", kept]);
    kept = "";
  };
  const flushChange = () => {
    if (removed === "" && added === "") return;
    const [head, tail] = sharedSpace(removed, added);
    kept += removed.slice(0, head);
    if (removed.length > head + tail || added.length > head + tail) flushKept();
    if (removed.length > head + tail) parts.push(["delete", removed.slice(head, removed.length - tail)]);
    if (added.length > head + tail) parts.push(["insert", added.slice(head, added.length - tail)]);
    kept += removed.slice(removed.length - tail);
    removed = added = "";
  };
  return {
    keep: (text: string) => {
      flushChange();
      kept += text;
    },
    /** Delete the one and insert the other; equal white space between kept words comes out as kept. */
    change: (old: string, young: string) => {
      if (old === young && removed === "" && added === "") kept += old;
      else {
        removed += old;
        added += young;
      }
    },
    parts: () => {
      flushChange();
      flushKept();
      return parts;
    },
  };
}

/** How many white-space characters two strings share at their starts, and at their ends. */
function sharedSpace(one: string, other: string): [number, number] {
  const shortest = Math.min(one.length, other.length);
  const isShared = (a: string | undefined, b: string | undefined) => a === b && a !== undefined && /\s/.test(a);
  let head = 0;
  while (head < shortest && isShared(one[head], other[head])) head += 1;
  let tail = 0;
  while (head + tail < shortest && isShared(one[one.length - 1 - tail], other[other.length - 1 - tail])) tail += 1;
  return [head, tail];
}
