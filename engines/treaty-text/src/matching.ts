/**
 * The state of an alignment while it is made: who is whose counterpart, one to one, and which provisions are grouped by a
 * split, a merge or an editor. Places (see `layout.ts`) stand for provisions throughout.
 */

import type { FixedPair } from "./lineage.ts";
import type { Layout } from "./layout.ts";

/** Provisions that belong together though they are several: a split, a merge, or what an editor fixed. */
export type Group = { old: number[]; young: number[]; fixed: boolean };

export type Matching = {
  old: Layout;
  young: Layout;
  /** Counterpart of each old provision in the new text, or -1; and the reverse. */
  ofOld: Int32Array;
  ofNew: Int32Array;
  groups: Group[];
  /** The group of each provision, or -1. */
  groupOfOld: Int32Array;
  groupOfNew: Int32Array;
};

/** Nothing matched yet but what is fixed. Refuses ids that are unknown or named twice. */
export function newMatching(old: Layout, young: Layout, fixed: readonly FixedPair[]): Matching {
  const none = (layout: Layout) => new Int32Array(layout.nodes.length).fill(-1);
  const matching: Matching = {
    old, young, ofOld: none(old), ofNew: none(young), groups: [], groupOfOld: none(old), groupOfNew: none(young),
  };
  for (const pair of fixed) {
    if (pair.old.length + pair.new.length === 0) throw new RangeError("A fixed pair names no provision; name one at least on either side.");
    const group = { old: placesIn(old, pair.old, "old"), young: placesIn(young, pair.new, "new"), fixed: true };
    const again = group.old.find((at) => matching.groupOfOld[at]! >= 0) !== undefined || group.young.find((at) => matching.groupOfNew[at]! >= 0) !== undefined;
    if (again) throw new RangeError(`A provision of the fixed pair ${nameOf(pair)} is in an earlier fixed pair; each may be in one.`);
    addGroup(matching, group);
  }
  return matching;
}

const nameOf = (pair: FixedPair) => `${pair.old.join(" + ") || "nothing"} → ${pair.new.join(" + ") || "nothing"}`;

function placesIn(layout: Layout, ids: readonly string[], side: string): number[] {
  const places = ids.map((id) => {
    const place = layout.places.get(id);
    if (place === undefined) throw new RangeError(`No provision "${id}" in the ${side} text; fixed pairs name ids of its provisions.`);
    return place;
  });
  return [...new Set(places)].toSorted((a, b) => a - b);
}

/** Group provisions; a group of one and one makes them counterparts. */
export function addGroup(matching: Matching, group: Group): void {
  const at = matching.groups.push(group) - 1;
  for (const place of group.old) matching.groupOfOld[place] = at;
  for (const place of group.young) matching.groupOfNew[place] = at;
  if (group.old.length === 1 && group.young.length === 1) pairUp(matching, group.old[0]!, group.young[0]!);
}

/** Make two provisions counterparts. */
export function pairUp(matching: Matching, old: number, young: number): void {
  matching.ofOld[old] = young;
  matching.ofNew[young] = old;
}

export const isFreeOld = (matching: Matching, at: number) => matching.ofOld[at] === -1 && matching.groupOfOld[at] === -1;
export const isFreeNew = (matching: Matching, at: number) => matching.ofNew[at] === -1 && matching.groupOfNew[at] === -1;

/** Whether two provisions are counterparts, or in one group; -1 and -1 are the two texts. */
export function areRelated(matching: Matching, old: number, young: number): boolean {
  if (old === -1 || young === -1) return old === young;
  return matching.ofOld[old] === young || (matching.groupOfOld[old]! >= 0 && matching.groupOfOld[old] === matching.groupOfNew[young]);
}

/** What an old provision stands under, passing over those without a counterpart: a chapter that is gone moves nobody. */
export function keptParentOfOld(matching: Matching, at: number): number {
  let parent = matching.old.parent[at]!;
  while (parent >= 0 && isWithoutNew(matching, parent)) parent = matching.old.parent[parent]!;
  return parent;
}

/** What a new provision stands under, passing over those that were added. */
export function keptParentOfNew(matching: Matching, at: number): number {
  let parent = matching.young.parent[at]!;
  while (parent >= 0 && isWithoutOld(matching, parent)) parent = matching.young.parent[parent]!;
  return parent;
}

const isWithoutNew = ({ ofOld, groupOfOld, groups }: Matching, at: number) =>
  ofOld[at] === -1 && (groupOfOld[at] === -1 || groups[groupOfOld[at]!]!.young.length === 0);
const isWithoutOld = ({ ofNew, groupOfNew, groups }: Matching, at: number) =>
  ofNew[at] === -1 && (groupOfNew[at] === -1 || groups[groupOfNew[at]!]!.old.length === 0);

/** Siblings in order: those under `at`, or at the top for -1. */
export const childrenOf = (layout: Layout, at: number): readonly number[] => (at === -1 ? layout.tops : layout.children[at]!);

/** The free provisions of a level, in reading order. */
export const freeOldOf = (matching: Matching, level: number): number[] => placesWhere(matching.old, level, (at) => isFreeOld(matching, at));
export const freeNewOf = (matching: Matching, level: number): number[] => placesWhere(matching.young, level, (at) => isFreeNew(matching, at));

/** A plain loop: these are asked in every round, of texts of tens of thousands of provisions. */
function placesWhere(layout: Layout, level: number, isFree: (at: number) => boolean): number[] {
  const places: number[] = [];
  for (let at = 0; at < layout.level.length; at += 1) if (layout.level[at] === level && isFree(at)) places.push(at);
  return places;
}
