import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { MergeTrace } from "../merge.ts";
import { networks, networkTies } from "../networks/tables.ts";
import { correspondences, invitations, memberships, merges, stakeholderIdentifiers, stakeholders, stakeholderThemes } from "../tables.ts";
import { everyMembershipOf } from "./members.ts";

/** What of a stakeholder can move to another. */
export async function sideOf(db: Db, stakeholderId: string) {
  return {
    memberships: await everyMembershipOf(db, stakeholderId),
    identifiers: await db.select({ id: stakeholderIdentifiers.id, scheme: stakeholderIdentifiers.scheme, value: stakeholderIdentifiers.value }).from(stakeholderIdentifiers)
      .where(and(eq(stakeholderIdentifiers.stakeholderId, stakeholderId), eq(stakeholderIdentifiers.held, true))),
    themes: (await db.select({ id: stakeholderThemes.themeId }).from(stakeholderThemes).where(eq(stakeholderThemes.stakeholderId, stakeholderId))).map((it) => it.id),
    correspondences: (await db.select({ id: correspondences.id }).from(correspondences).where(eq(correspondences.stakeholderId, stakeholderId))).map((it) => it.id),
    invitations: await db.select({ id: invitations.id, email: invitations.email }).from(invitations).where(eq(invitations.stakeholderId, stakeholderId)),
    networks: (await db.select({ id: networks.id }).from(networks).where(eq(networks.convenorId, stakeholderId))).map((it) => it.id),
    ties: (await db.select({ id: networkTies.networkId }).from(networkTies).where(eq(networkTies.stakeholderId, stakeholderId))).map((it) => it.id),
  };
}

/** Move what a merge moves; `now` ends the memberships of people who are in both. */
export async function applyMerge(db: Db, fromId: string, intoId: string, moved: MergeTrace, now: Date) {
  const ids = (which: (it: MergeTrace["memberships"][number]) => boolean) => moved.memberships.filter(which).map((it) => it.id);
  const update = (which: string[], set: Partial<typeof memberships.$inferInsert>) => which.length === 0 ? null : db.update(memberships).set(set).where(inArray(memberships.id, which));
  await update(ids((it) => it.endedAsTwin), { state: "ended", endedAt: now });
  await update(ids((it) => it.madeMember), { role: "member" });
  await update(ids(() => true), { stakeholderId: intoId });
  await moveRest(db, fromId, intoId, moved);
  if (moved.released.length > 0) await db.update(stakeholderIdentifiers).set({ held: false }).where(inArray(stakeholderIdentifiers.id, moved.released));
  if (moved.themes.length > 0) await db.insert(stakeholderThemes).values(moved.themes.map((themeId) => ({ stakeholderId: intoId, themeId }))).onConflictDoNothing();
  await db.update(stakeholders).set({ mergedIntoId: intoId }).where(eq(stakeholders.id, fromId));
}

async function moveRest(db: Db, fromId: string, toId: string, { invitations: invited = [], networks: convened = [], ties = [], ...moved }: MergeTrace) {
  if (moved.identifiers.length > 0) await db.update(stakeholderIdentifiers).set({ stakeholderId: toId }).where(inArray(stakeholderIdentifiers.id, moved.identifiers));
  if (moved.correspondences.length > 0) await db.update(correspondences).set({ stakeholderId: toId }).where(inArray(correspondences.id, moved.correspondences));
  if (invited.length > 0) await db.update(invitations).set({ stakeholderId: toId }).where(inArray(invitations.id, invited));
  if (convened.length > 0) await db.update(networks).set({ convenorId: toId }).where(inArray(networks.id, convened));
  if (ties.length > 0) await db.update(networkTies).set({ stakeholderId: toId }).where(and(eq(networkTies.stakeholderId, fromId), inArray(networkTies.networkId, ties)));
}

/** Move everything back to where it was. */
export async function revertMerge(db: Db, fromId: string, intoId: string, moved: MergeTrace) {
  for (const it of moved.memberships)
    await db.update(memberships).set({ stakeholderId: fromId, state: it.state, ...(it.endedAsTwin ? { endedAt: null } : {}), ...(it.madeMember ? { role: "focal-point" } : {}) }).where(eq(memberships.id, it.id));
  await moveRest(db, intoId, fromId, moved);
  if (moved.released.length > 0) await db.update(stakeholderIdentifiers).set({ held: true }).where(inArray(stakeholderIdentifiers.id, moved.released));
  if (moved.themes.length > 0) await db.delete(stakeholderThemes).where(and(eq(stakeholderThemes.stakeholderId, intoId), inArray(stakeholderThemes.themeId, moved.themes)));
  await db.update(stakeholders).set({ mergedIntoId: null }).where(eq(stakeholders.id, fromId));
}

export const addMerge = (db: Db, it: typeof merges.$inferInsert) => db.insert(merges).values(it);
export const markUndone = (db: Db, id: string, now: Date) => db.update(merges).set({ undoneAt: now }).where(eq(merges.id, id));

/** A merge, or a refusal. */
export async function mergeById(db: Db, id: string) {
  const [row] = await db.select().from(merges).where(eq(merges.id, id));
  if (!row) throw new Refusal("not-found", "merge-unknown");
  return row;
}

/** Merges that hold, the newest first, with what became of whom. */
export async function standingMerges(db: Db) {
  const rows = await db.select().from(merges).where(isNull(merges.undoneAt)).orderBy(desc(merges.mergedAt), desc(merges.id)).limit(50);
  const ids = [...new Set(rows.flatMap((it) => [it.fromId, it.intoId]))];
  const named = new Map((ids.length === 0 ? [] : await db.select({ id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name }).from(stakeholders).where(inArray(stakeholders.id, ids))).map((it) => [it.id, it]));
  return rows.map((it) => ({ ...it, from: named.get(it.fromId)!, into: named.get(it.intoId)! }));
}

/** Where every one of these memberships stands now, to tell whether something was built on a merge. */
export const membershipsNow = (db: Db, ids: string[]) => ids.length === 0 ? Promise.resolve([]) : db.select().from(memberships).where(inArray(memberships.id, ids));
