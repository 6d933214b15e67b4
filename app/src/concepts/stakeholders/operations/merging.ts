import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { breaksUnique } from "../../../ground/db/errors.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import { mergePlan, type MergeTrace } from "../merge.ts";
import type { Membership } from "../stakeholder.ts";
import { addMerge, applyMerge, markUndone, membershipsNow, mergeById, revertMerge, sideOf } from "../store/merges.ts";
import { lockedStakeholder } from "../store/stakeholders.ts";

/** Two locks are always taken in the same order, or two merges could wait for each other forever. */
async function lockedPair(db: Db, one: string, other: string) {
  const locked = new Map<string, Awaited<ReturnType<typeof lockedStakeholder>>>();
  for (const id of [one, other].toSorted()) locked.set(id, await lockedStakeholder(db, id));
  return [locked.get(one)!, locked.get(other)!] as const;
}

/** Merge a stakeholder into the one that it is: people, numbers, themes and letters move, its address leads on. */
export async function mergeInto(db: Db, viewer: Viewer, fromId: string, intoId: string, now: Date, chance: Chance) {
  const mergedBy = officerOf(viewer);
  if (fromId === intoId) throw new Refusal("not-valid", "merge-self");
  const [from, into] = await lockedPair(db, fromId, intoId);
  if (from.mergedIntoId || into.mergedIntoId) throw new Refusal("not-now", "merge-moved");
  if (into.state !== "verified") throw new Refusal("not-now", "merge-unverified", { name: into.name.en });
  const moved = mergePlan(await sideOf(db, fromId), await sideOf(db, intoId));
  await applyMerge(db, fromId, intoId, moved, now);
  const id = chance.id();
  await addMerge(db, { id, fromId, intoId, mergedAt: now, mergedBy, moved, undoneAt: null });
  await record(db, viewer, "stakeholder merged", fromId, now, { mergeId: id, intoId });
  await record(db, viewer, "stakeholder taken in", intoId, now, { mergeId: id, fromId });
  return { id, from, into };
}

/** Take a merge back while nothing was built on it: every membership that moved is still as the merge left it. */
export async function undoMerge(db: Db, viewer: Viewer, mergeId: string, now: Date) {
  officerOf(viewer);
  const merge = await mergeById(db, mergeId);
  const [from, into] = await lockedPair(db, merge.fromId, merge.intoId);
  if (merge.undoneAt || from.mergedIntoId !== into.id) throw new Refusal("not-now", "merge-undone");
  const present = await membershipsNow(db, merge.moved.memberships.map((it) => it.id));
  if (into.mergedIntoId || !isUntouched(merge.moved, present, into.id)) throw new Refusal("not-now", "merge-built-upon", { name: into.name.en });
  try {
    await revertMerge(db, from.id, into.id, merge.moved);
  } catch (error) {
    if (breaksUnique(error)) throw new Refusal("not-now", "merge-built-upon", { name: into.name.en }); // its name, number or people were taken up since
    throw error;
  }
  await markUndone(db, mergeId, now);
  await record(db, viewer, "merge undone", from.id, now, { mergeId });
  return { from, into };
}

/** Whether all that moved stands where and as the merge left it. */
export function isUntouched(moved: MergeTrace, present: readonly Membership[], intoId: string): boolean {
  const now = new Map(present.map((it) => [it.id, it]));
  return moved.memberships.every((it) => {
    const row = now.get(it.id);
    return row?.stakeholderId === intoId && row.state === (it.endedAsTwin ? "ended" : it.state) && !(it.madeMember && row.role !== "member");
  });
}
