/**
 * What became of each provision, said in words: from a matching to pairs with their changes and likeness.
 *
 * "Moved" has a rule, since "out of order" has none by nature. A pair moved when its parents are no counterparts
 * (containers that were added or dissolved are passed over). Among the pairs under one pair of parents, insertions and
 * deletions left out, those in the longest run of kept order stayed and the others moved: inserting or renumbering moves
 * nobody, and one article taken elsewhere is one move. But where the order as a whole is gone, because that run holds no
 * more than half of them, or because nowhere do two neighbours still stand together (start and end count as neighbours),
 * all moved except who stands at its old place beside an old neighbour.
 */

import { longestRising } from "./anchors.ts";
import type { Change, Pair } from "./lineage.ts";
import { type Matching, areRelated, keptParentOfNew, keptParentOfOld } from "./matching.ts";
import { isWhole, type Layout } from "./layout.ts";
import { type Scale, shareInCommon, type Stretch, stretchOf } from "./similarity.ts";

/** Provisions that are one pair, as sorted places; `place` is the new place it is read at, of a deletion that of the provision before it. */
export type Entry = { old: number[]; young: number[]; place: number };

/** All entries in the reading order of the new text, each deletion after the provision that it followed. */
export function entriesInOrder(matching: Matching): Entry[] {
  const followers = deletionsByNeighbour(matching);
  const entries = [...(followers.get(-1) ?? [])];
  for (let at = 0; at < matching.ofNew.length; at += 1) {
    const group = matching.groups[matching.groupOfNew[at]!];
    if (group === undefined) entries.push({ old: matching.ofNew[at] === -1 ? [] : [matching.ofNew[at]!], young: [at], place: at });
    else if (group.young[0] === at) entries.push({ old: group.old, young: group.young, place: at });
    for (const it of followers.get(at) ?? []) entries.push(it);
  }
  return entries;
}

/** Deleted provisions by the new place that the one before them went to, -1 for the start. */
function deletionsByNeighbour({ ofOld, groupOfOld, groups }: Matching): Map<number, Entry[]> {
  const followers = new Map<number, Entry[]>();
  let neighbour = -1;
  for (let at = 0; at < ofOld.length; at += 1) {
    const group = groups[groupOfOld[at]!];
    const place = group ? (group.young.at(-1) ?? -1) : ofOld[at]!;
    if (place >= 0) neighbour = place;
    else if (group === undefined || group.old[0] === at) {
      const list = followers.get(neighbour) ?? [];
      list.push({ old: group ? group.old : [at], young: [], place: neighbour });
      followers.set(neighbour, list);
    }
  }
  return followers;
}

/** Old places whose pair moved, by the rule in this file's head. */
export function movedOnes(matching: Matching): Set<number> {
  const moved = new Set<number>();
  for (const siblings of siblingsByParents(matching, moved).values()) {
    const ranks = ranksOf(siblings.map((at) => matching.ofOld[at]!));
    movedAmong(ranks).forEach((isMoved, order) => isMoved && moved.add(siblings[order]!));
  }
  return moved;
}

/** Old places of the pairs under each pair of parents, level by level; pairs whose parents are strangers go into `moved`. */
function siblingsByParents(matching: Matching, moved: Set<number>): Map<string, number[]> {
  const siblings = new Map<string, number[]>();
  for (let at = 0; at < matching.ofOld.length; at += 1) {
    if (matching.ofOld[at] === -1) continue;
    const oldParent = keptParentOfOld(matching, at);
    const newParent = keptParentOfNew(matching, matching.ofOld[at]!);
    if (!areRelated(matching, oldParent, newParent)) {
      moved.add(at);
      continue;
    }
    const group = oldParent === -1 ? -1 : matching.groupOfOld[oldParent]!;
    const key = `${group >= 0 ? `group ${group}` : newParent} ${matching.old.level[at]}`;
    const list = siblings.get(key);
    if (list) list.push(at);
    else siblings.set(key, [at]);
  }
  return siblings;
}

/** Each value's place among all when sorted. */
function ranksOf(values: readonly number[]): number[] {
  const ranks = new Map(values.toSorted((a, b) => a - b).map((value, rank) => [value, rank]));
  return values.map((value) => ranks.get(value)!);
}

/** For a permutation (new rank of each, in old order), who moved. */
export function movedAmong(ranks: readonly number[]): boolean[] {
  const stayed = new Set(longestRising(ranks));
  const last = ranks.length;
  const rankAt = (order: number) => (order < 0 ? -1 : (ranks[order] ?? last));
  const staysBeside = (order: number, step: 1 | -1) => rankAt(order + step) === rankAt(order) + step;
  const isAnyBeside = ranks.some((_, order) => staysBeside(order, -1) || staysBeside(order, 1));
  if (stayed.size * 2 > ranks.length && isAnyBeside) return ranks.map((_, order) => !stayed.has(order));
  return ranks.map((rank, order) => rank !== order || !(staysBeside(order, -1) || staysBeside(order, 1)));
}

/** The pair that an entry is, its changes named. */
export function pairOf(matching: Matching, scale: Scale, moved: ReadonlySet<number>, entry: Entry): Pair {
  const idsOf = (layout: Layout, places: readonly number[]) => places.map((at) => layout.nodes[at]!.id);
  const ids = { old: idsOf(matching.old, entry.old), new: idsOf(matching.young, entry.young) };
  if (entry.old.length === 0) return { ...ids, changes: ["added"], similarity: 0 };
  if (entry.young.length === 0) return { ...ids, changes: ["deleted"], similarity: 0 };
  const similarity = similarityOf(matching, scale, entry);
  return { ...ids, changes: changesOf(matching, moved, entry, similarity), similarity };
}

function changesOf(matching: Matching, moved: ReadonlySet<number>, entry: Entry, similarity: number): Change[] {
  const changes: Change[] = [];
  const isOneToOne = entry.old.length === 1 && entry.young.length === 1;
  if (entry.young.length > 1) changes.push("split");
  if (entry.old.length > 1) changes.push("merged");
  if (entry.old.some((at) => moved.has(at))) changes.push("moved");
  if (isRenumbered(matching, entry)) changes.push("renumbered");
  if (isOneToOne ? isEdited(matching, entry.old[0]!, entry.young[0]!) : similarity < 1) changes.push("edited");
  return changes.length > 0 ? changes : ["same"];
}

/** Whether the printed number differs; of a split or merge, whether no number is found again. */
function isRenumbered({ old, young }: Matching, entry: Entry): boolean {
  const numbers = new Set(entry.young.map((at) => young.nodes[at]!.number));
  return !entry.old.some((at) => numbers.has(old.nodes[at]!.number));
}

function isEdited({ old, young }: Matching, a: number, b: number): boolean {
  return isWhole(old, a) && isWhole(young, b) ? old.treePrint[a] !== young.treePrint[b] : old.ownPrint[a] !== young.ownPrint[b];
}

/** The share of words in common, over the same words that "edited" looks at. */
function similarityOf({ old, young }: Matching, scale: Scale, entry: Entry): number {
  const of = entry.old.every((at) => isWhole(old, at)) && entry.young.every((at) => isWhole(young, at)) ? stretchOf.whole : stretchOf.own;
  return shareInCommon(scale, joinedWords(entry.old.map((at) => of(old, at))), joinedWords(entry.young.map((at) => of(young, at))));
}

function joinedWords(stretches: readonly Stretch[]): Stretch {
  if (stretches.length === 1) return stretches[0]!;
  const words = Int32Array.from(stretches.flatMap((it) => [...it.words.subarray(it.from, it.to)]));
  return { words, from: 0, to: words.length };
}
