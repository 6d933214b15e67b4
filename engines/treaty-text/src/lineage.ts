/**
 * The vocabulary of alignment: which provisions of an old text became which of a new one, and how to look that up.
 *
 * Editions of one version in several languages share their ids, so they are linked by id and never by `align`, which
 * compares words: align the drafts of one language, and the result holds for all editions of the two versions.
 */

/** What became of a provision. Several may hold at once ("moved", "renumbered", "edited"); "same" stands alone. */
export const changeNames = ["same", "edited", "renumbered", "moved", "split", "merged", "added", "deleted"] as const;
export type Change = (typeof changeNames)[number];

/** A provision and its counterpart. A split has several `new`, a merge several `old`; an addition no `old`, a deletion no `new`. */
export type Pair = {
  /** Ids in the old text, in its reading order. */
  old: string[];
  /** Ids in the new text, in its reading order. */
  new: string[];
  changes: Change[];
  /** Share of words in common, 0 to 1: of all that stands in an article, annex or recital, else of the provision's own words. */
  similarity: number;
};

/** Counterparts that a person has decided: everything else is arranged around them. */
export type FixedPair = { old: readonly string[]; new: readonly string[] };

/** The pair of each id of the new text. */
export const pairOfNew = (pairs: readonly Pair[]): Map<string, Pair> => new Map(pairs.flatMap((pair) => pair.new.map((id) => [id, pair])));

/** The pair of each id of the old text. */
export const pairOfOld = (pairs: readonly Pair[]): Map<string, Pair> => new Map(pairs.flatMap((pair) => pair.old.map((id) => [id, pair])));
