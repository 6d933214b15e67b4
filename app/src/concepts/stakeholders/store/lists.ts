import { desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Trace } from "../import/plan.ts";
import type { Stakeholder } from "../stakeholder.ts";
import { correspondences, memberLists, memberships, merges, stakeholders } from "../tables.ts";

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

/** Of what a list added, which has something built on it since: people, merges, letters, a confirmation. */
export async function builtUpon(db: Db, trace: Trace): Promise<Set<string>> {
  if (trace.added.length === 0) return new Set();
  const added = sql`any(${sql.param(trace.added)})`;
  const rows = [
    ...(await db.select({ id: memberships.stakeholderId }).from(memberships).where(sql`${memberships.stakeholderId} = ${added}`)),
    ...(await db.select({ id: merges.fromId }).from(merges).where(sql`${merges.fromId} = ${added}`)),
    ...(await db.select({ id: merges.intoId }).from(merges).where(sql`${merges.intoId} = ${added}`)),
    ...(await db.select({ id: correspondences.stakeholderId }).from(correspondences).where(sql`${correspondences.stakeholderId} = ${added}`)),
    ...(await db.select({ id: stakeholders.id }).from(stakeholders).where(sql`${stakeholders.id} = ${added} and ${stakeholders.confirmedAt} is not null`)),
  ];
  return new Set(rows.map((it) => it.id));
}

/** Take stakeholders out again that a list had added and nobody built upon. */
export async function removeStakeholders(db: Db, ids: readonly string[]) {
  for (let at = 0; at < ids.length; at += 1000) await db.delete(stakeholders).where(inArray(stakeholders.id, ids.slice(at, at + 1000)));
}

/** These stakeholders as they are kept. */
export async function stakeholdersByIds(db: Db, ids: readonly string[]): Promise<Stakeholder[]> {
  return ids.length === 0 ? [] : db.select().from(stakeholders).where(sql`${stakeholders.id} = any(${sql.param([...ids])})`);
}
