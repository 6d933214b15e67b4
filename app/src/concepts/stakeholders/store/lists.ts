import { and, desc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { networks, networkTies } from "../networks/tables.ts";
import { correspondences, exchanges, invitations, memberLists, memberships, merges, stakeholders, stakeholderThemes } from "../tables.ts";

export type MemberList = typeof memberLists.$inferSelect;

export const addList = (db: Db, it: MemberList) => db.insert(memberLists).values(it);
export const changeList = (db: Db, id: string, patch: Partial<MemberList>) => db.update(memberLists).set(patch).where(eq(memberLists.id, id));
export const removeList = (db: Db, id: string) => db.delete(memberLists).where(eq(memberLists.id, id));

/** A list that was read, or a refusal; locked, so that nobody applies it twice at once. */
export async function listById(db: Db, id: string, lock = false): Promise<MemberList> {
  const query = db.select().from(memberLists).where(eq(memberLists.id, id));
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw new Refusal("not-found", "list-unknown");
  return row;
}

/** The lists that were read, the newest first, without their contents. */
export const lists = (db: Db) =>
  db.select({ id: memberLists.id, fileName: memberLists.fileName, readAt: memberLists.readAt, readBy: memberLists.readBy, appliedAt: memberLists.appliedAt, undoneAt: memberLists.undoneAt, lines: sql<number>`jsonb_array_length(${memberLists.plan}->'entries')`.mapWith(Number) })
    .from(memberLists).orderBy(desc(memberLists.readAt), desc(memberLists.id)).limit(30);

/** Which of these have something built on them: people or invitations, letters, merges, networks. */
export async function builtUpon(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const ends = [memberships.stakeholderId, invitations.stakeholderId, correspondences.stakeholderId, merges.fromId, merges.intoId, networks.convenorId, networkTies.stakeholderId];
  return namedIn(db, ids, ends);
}

/** Which of these were described by hand: confirmed, given themes, offers or needs, a public contact or clearing inside. */
export async function describedSince(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const found = await namedIn(db, ids, [stakeholderThemes.stakeholderId, exchanges.stakeholderId]);
  const rows = ids.length === 0 ? [] : await db.select({ id: stakeholders.id }).from(stakeholders)
    .where(and(sql`${stakeholders.id} = any(${sql.param([...ids])})`, or(isNotNull(stakeholders.confirmedAt), stakeholders.contactPublic, stakeholders.clearsBeforeFiling)));
  for (const it of rows) found.add(it.id);
  return found;
}

/** Which of these stand in any of the columns. */
async function namedIn(db: Db, ids: readonly string[], columns: readonly PgColumn[]): Promise<Set<string>> {
  const found = new Set<string>();
  if (ids.length === 0) return found;
  for (const column of columns) for (const it of await db.selectDistinct({ id: sql<string>`${column}` }).from(column.table).where(sql`${column} = any(${sql.param([...ids])})`)) found.add(it.id);
  return found;
}

/** Take stakeholders out again that a list had added and nobody built upon. */
export async function removeStakeholders(db: Db, ids: readonly string[]) {
  for (let at = 0; at < ids.length; at += 1000) await db.delete(stakeholders).where(inArray(stakeholders.id, ids.slice(at, at + 1000)));
}
