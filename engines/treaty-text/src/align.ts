/**
 * Alignment: from two texts to the pairs of their provisions, so that a provision keeps its identity through
 * renumbering, moves, edits, splits and merges.
 *
 * Method, for each level from articles to points: identical provisions (`identical.ts`), then the alike by rare words and
 * context (`counterparts.ts`), then what one provision became of several and several of one (`splits.ts`), then names for what
 * happened (`changes.ts`). Time grows with the number of words; provisions are never compared all with all.
 *
 * The cases it must know are those of Cuculović et al. [1]: moves, splits, merges, upgrades and downgrades.
 *
 * [1] Cuculović, Fondement, Devanne, Weber, Hassenforder, "Semantics to the rescue of document-based XML diff: A JATS
 *     case study", Software: Practice and Experience 52 (2022).
 */

import { entriesInOrder, movedOnes, pairOf } from "./changes.ts";
import { matchContainers } from "./containers.ts";
import { matchAlike } from "./counterparts.ts";
import { matchIdentical } from "./identical.ts";
import type { FixedPair, Pair } from "./lineage.ts";
import { type Matching, newMatching } from "./matching.ts";
import { levels, layoutOf } from "./layout.ts";
import type { TreatyText } from "./provision.ts";
import { matchByPlace, matchIdenticalSiblings } from "./places.ts";
import { matchAcrossLevels } from "./promotions.ts";
import { type Scale, scaleOf } from "./similarity.ts";
import { groupSplitsAndMerges } from "./splits.ts";
import { newVocabulary } from "./tokens.ts";

/** What an alignment needs of a text. */
export type Alignable = Pick<TreatyText, "provisions">;

export type AlignOptions = {
  /** Pairs that a person has decided; they come out exactly so. */
  fixed?: readonly FixedPair[];
};

/**
 * The pairs of all provisions of both texts, each provision in exactly one, in the reading order of the new text;
 * a deletion stands after the provision it followed. Refuses fixed pairs of unknown ids, or of ids named twice.
 */
export function align(before: Alignable, after: Alignable, options: AlignOptions = {}): Pair[] {
  const { matching, scale } = matchingOf(before, after, options);
  const moved = movedOnes(matching);
  return entriesInOrder(matching).map((entry) => pairOf(matching, scale, moved, entry));
}

/** The finished matching behind `align`, for those who go on from it. */
export function matchingOf(before: Alignable, after: Alignable, options: AlignOptions = {}): { matching: Matching; scale: Scale } {
  const vocabulary = newVocabulary();
  const old = layoutOf(before, vocabulary);
  const young = layoutOf(after, vocabulary);
  const scale = scaleOf([old, young], vocabulary);
  const matching = newMatching(old, young, options.fixed ?? []);
  matchIdentical(matching);
  const units = [levels.preamble, levels.annex, levels.article, levels.recital];
  for (const level of units) matchAlike(matching, scale, level);
  matchContainers(matching, scale);
  for (const level of units) matchAlike(matching, scale, level);
  matchAcrossLevels(matching, scale);
  for (const level of units) groupSplitsAndMerges(matching, scale, level);
  matchIdenticalSiblings(matching);
  matchAlike(matching, scale, levels.below);
  groupSplitsAndMerges(matching, scale, levels.below);
  matchByPlace(matching, scale);
  return { matching, scale };
}
