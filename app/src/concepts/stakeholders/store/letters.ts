import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { people } from "../../../ground/auth/tables.ts";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { mayOfficiate, type PersonViewer } from "../../../ground/viewer.ts";
import { blockedSenders, correspondences, letters, memberships, stakeholders } from "../tables.ts";

export type Correspondence = typeof correspondences.$inferSelect;
export type Letter = typeof letters.$inferSelect;

export const addCorrespondence = (db: Db, it: Correspondence) => db.insert(correspondences).values(it);
export const addLetter = (db: Db, it: Letter) => db.insert(letters).values(it);
export const changeCorrespondence = (db: Db, id: string, patch: Partial<Correspondence>) => db.update(correspondences).set(patch).where(eq(correspondences.id, id));

/** How many letters a person sent since then. */
export async function lettersSince(db: Db, personId: string, since: Date): Promise<number> {
  const rows = await db.select({ id: letters.id }).from(letters).where(and(eq(letters.personId, personId), eq(letters.side, "person"), gt(letters.sentAt, since)));
  return rows.length;
}

/** Whether a stakeholder takes no letters from this person. */
export async function isBlocked(db: Db, stakeholderId: string, personId: string): Promise<boolean> {
  const rows = await db.select({ at: blockedSenders.blockedAt }).from(blockedSenders).where(and(eq(blockedSenders.stakeholderId, stakeholderId), eq(blockedSenders.personId, personId)));
  return rows.length > 0;
}
export const addBlock = (db: Db, stakeholderId: string, personId: string, now: Date) => db.insert(blockedSenders).values({ stakeholderId, personId, blockedAt: now }).onConflictDoNothing();
export const removeBlock = (db: Db, stakeholderId: string, personId: string) => db.delete(blockedSenders).where(and(eq(blockedSenders.stakeholderId, stakeholderId), eq(blockedSenders.personId, personId)));

/** Whose letters a viewer reads: one's own, those to a body whose focal point one is, and what was reported, for officers. */
const readableBy = (viewer: PersonViewer) => or(
  eq(correspondences.personId, viewer.personId),
  inArray(correspondences.stakeholderId, sql`(select ${memberships.stakeholderId} from ${memberships} where ${memberships.personId} = ${viewer.personId} and ${memberships.state} = 'active' and ${memberships.role} = 'focal-point')`),
  mayOfficiate(viewer) ? isNotNull(correspondences.reportedAt) : undefined);

const head = { it: correspondences, personName: people.name, slug: stakeholders.slug, name: stakeholders.name };

/** A correspondence that the viewer may read, with its letters; else a refusal. */
export async function correspondenceFor(db: Db, id: string, viewer: PersonViewer) {
  const [row] = await db.select(head).from(correspondences).innerJoin(people, eq(people.id, correspondences.personId)).innerJoin(stakeholders, eq(stakeholders.id, correspondences.stakeholderId))
    .where(and(eq(correspondences.id, id), readableBy(viewer)));
  if (!row) throw new Refusal("not-found", "page-unknown");
  const sent = await db.select({ id: letters.id, side: letters.side, body: letters.body, sentAt: letters.sentAt }).from(letters).where(eq(letters.correspondenceId, id)).orderBy(asc(letters.sentAt), asc(letters.id));
  const blocked = await isBlocked(db, row.it.stakeholderId, row.it.personId);
  return { ...row, letters: sent, blocked };
}

/** The correspondences of a viewer, the newest first. */
export const correspondencesOf = (db: Db, viewer: PersonViewer) =>
  db.select(head).from(correspondences).innerJoin(people, eq(people.id, correspondences.personId)).innerJoin(stakeholders, eq(stakeholders.id, correspondences.stakeholderId))
    .where(readableBy(viewer)).orderBy(desc(correspondences.openedAt), desc(correspondences.id)).limit(100);

/** What was reported and is not settled; for officers. */
export const reported = (db: Db) =>
  db.select(head).from(correspondences).innerJoin(people, eq(people.id, correspondences.personId)).innerJoin(stakeholders, eq(stakeholders.id, correspondences.stakeholderId))
    .where(and(isNotNull(correspondences.reportedAt), isNull(correspondences.settledAt))).orderBy(asc(correspondences.reportedAt)).limit(100);
