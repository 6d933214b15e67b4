/**
 * Comparison: from two texts to their pairs and the redline of every provision's own words, the whole answer of
 * `travaux compare`. Moved wording is redlined against its source, wherever that stood.
 */

import { type Alignable, type AlignOptions, matchingOf } from "./align.ts";
import { type Entry, entriesInOrder, movedOnes, pairOf } from "./changes.ts";
import type { Pair } from "./lineage.ts";
import type { Matching } from "./matching.ts";
import { type Layout, ownWords } from "./layout.ts";
import { type Part, redline } from "./redline.ts";
import { newVocabulary, type Vocabulary } from "./tokens.ts";

/** The change of one provision's own words; `old` null for an addition, `new` null for a deletion. */
export type ProvisionRedline = { old: string | null; new: string | null; parts: Part[] };

export type Comparison = {
  pairs: Pair[];
  /** In the reading order of the new text, each deletion after what it followed. Of a split or merge, one for each of its provisions. */
  redline: ProvisionRedline[];
};

/** The pairs of two texts and the redline of each provision: heading, text and closing, one a line. Options as for `align`. */
export function compare(before: Alignable, after: Alignable, options: AlignOptions = {}): Comparison {
  const { matching, scale } = matchingOf(before, after, options);
  const moved = movedOnes(matching);
  const entries = entriesInOrder(matching);
  const vocabulary = newVocabulary();
  return {
    pairs: entries.map((entry) => pairOf(matching, scale, moved, entry)),
    redline: inReadingOrder(entries.flatMap((entry) => redlinesOf(matching, entry, vocabulary))),
  };
}

/** A redline and the new place it is read at. */
type Placed = ProvisionRedline & { place: number };

/** The later provisions of a split are read where they stand, not beside the first. */
const inReadingOrder = (redlines: Placed[]): ProvisionRedline[] =>
  redlines.toSorted((a, b) => a.place - b.place).map(({ old, new: young, parts }) => ({ old, new: young, parts }));

const textAt = (layout: Layout, at: number) => ownWords(layout.nodes[at]!);

/** One redline for a pair; for a split or merge, the redline of all joined, cut where its provisions begin. */
function redlinesOf({ old, young }: Matching, entry: Entry, vocabulary: Vocabulary): Placed[] {
  const olds = entry.old.map((at) => textAt(old, at));
  const news = entry.young.map((at) => textAt(young, at));
  const parts = redline(olds.join("\n"), news.join("\n"), vocabulary);
  return cutAtBorders(parts, olds, news).map((it) => ({
    old: old.nodes[entry.old[it.old]!]?.id ?? null,
    new: young.nodes[entry.young[it.young]!]?.id ?? null,
    parts: it.parts,
    place: entry.young[it.young] ?? entry.place,
  }));
}

/** Parts that concern the old text of one number and the new text of another. */
type Piece = { old: number; young: number; parts: Part[] };

/** Cut the redline of joined texts where one of them ends; the line breaks that joined them go. */
function cutAtBorders(parts: readonly Part[], olds: readonly string[], news: readonly string[]): Piece[] {
  const left = { old: olds[0]?.length ?? 0, young: news[0]?.length ?? 0 };
  let piece: Piece = { old: 0, young: 0, parts: [] };
  const pieces = [piece];
  const nextPiece = (side: "old" | "young") => {
    piece = { ...piece, [side]: piece[side] + 1, parts: [] };
    left[side] = (side === "old" ? olds : news)[piece[side]]!.length;
    pieces.push(piece);
  };
  for (const [name, text] of parts) {
    for (let rest = text; rest !== ""; ) {
      const inOld = name === "insert" ? Infinity : left.old;
      const inNew = name === "delete" ? Infinity : left.young;
      const taken = rest.slice(0, Math.min(inOld, inNew, rest.length));
      if (taken !== "") piece.parts.push([name, taken]);
      left.old -= name === "insert" ? 0 : taken.length;
      left.young -= name === "delete" ? 0 : taken.length;
      rest = rest.slice(taken.length);
      if (rest === "") break;
      // The next character joined two texts: it ends this one, and on the side that goes on it stands for nothing.
      const [endsOld, endsNew] = [inOld === taken.length, inNew === taken.length];
      if (name === "keep" && endsOld !== endsNew) {
        piece.parts.push([endsOld ? "insert" : "delete", rest[0]!]);
        left[endsOld ? "young" : "old"] -= 1;
      }
      if (endsOld) nextPiece("old");
      if (endsNew) nextPiece("young");
      rest = rest.slice(1);
    }
  }
  return pieces;
}
