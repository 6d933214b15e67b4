import { Refusal } from "../../../ground/refusal.ts";
import { and, asc, desc, eq, gte, inArray, isNotNull, sql } from "drizzle-orm";
import { people } from "../../../ground/auth/tables.ts";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { bodiesOf, type PersonViewer } from "../../../ground/viewer.ts";
import { calls } from "../../calls/tables.ts";
import { processes } from "../../processes/tables.ts";
import { stakeholders } from "../../stakeholders/tables.ts";
import { forgottenBefore, type Draft } from "../draft.ts";
import { drafts } from "../tables.ts";

/** The draft of this id that the row policies let be read: one’s own, or one that a colleague asked to be cleared. */
export async function draftById(db: Db, id: string, now: Date): Promise<Draft | null> {
  const [it] = await db.select().from(drafts).where(and(eq(drafts.id, id), gte(drafts.keptAt, forgottenBefore(now))));
  return it ?? null;
}

/** The same, with all who would change it or make it waiting until this transaction ends: also when there is none yet. */
export async function draftForDecision(db: Db, id: string, now: Date): Promise<Draft | null> {
  await holdKey(db, id);
  return draftById(db, id, now);
}

/** Let whoever sends something under this key wait until this transaction ends: the same is done once. */
export const holdKey = (db: Db, key: string) => db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 7))`);

/** Keep a draft, in the place of `before` if there is one. */
export async function keepDraft(db: Db, before: Draft | null, { id, ...it }: Draft): Promise<void> {
  const kept = before ? await db.update(drafts).set(it).where(eq(drafts.id, id)).returning({ id: drafts.id }) : await db.insert(drafts).values({ id, ...it }).onConflictDoNothing().returning({ id: drafts.id });
  if (kept.length === 0) throw new Refusal("not-found", "draft-unknown"); // somebody else's goes by this key
}
/** Take away all drafts of a person, sent ones too. */
export const removeDraftsOf = (db: Db, personId: string) => db.delete(drafts).where(eq(drafts.personId, personId));
export const removeDraft = (db: Db, id: string) => db.delete(drafts).where(eq(drafts.id, id));

/** How many drafts a person has that were not sent. */
export async function draftCount(db: Db, personId: string, now: Date): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(drafts).where(and(eq(drafts.personId, personId), isNotNull(drafts.content), gte(drafts.keptAt, forgottenBefore(now))));
  return row!.count;
}

const around = { it: drafts, call: { number: calls.number, title: calls.title, closesAt: calls.closesAt }, process: { id: processes.id, slug: processes.slug, shortName: processes.shortName, symbol: processes.symbol, nature: processes.nature }, organisation: { name: stakeholders.name, slug: stakeholders.slug }, writer: people.name };
const joined = (db: Db) => db.select(around).from(drafts).innerJoin(calls, eq(calls.id, drafts.callId)).innerJoin(processes, eq(processes.id, calls.processId)).innerJoin(stakeholders, eq(stakeholders.id, drafts.stakeholderId)).innerJoin(people, eq(people.id, drafts.personId));

/** A draft with what is around it. */
export type DraftAround = Awaited<ReturnType<typeof ownDrafts>>[number];

/** What a person has begun and not sent, the last changed first; of one call where it is named. */
export const ownDrafts = (db: Db, { personId }: PersonViewer, now: Date, callId?: string) =>
  joined(db).where(and(eq(drafts.personId, personId), isNotNull(drafts.content), gte(drafts.keptAt, forgottenBefore(now)), callId === undefined ? undefined : eq(drafts.callId, callId))).orderBy(desc(drafts.keptAt), asc(drafts.id));

/** What colleagues of the viewer ask to have cleared. */
export const draftsToClear = (db: Db, viewer: PersonViewer, now: Date) =>
  bodiesOf(viewer).length === 0 ? Promise.resolve([]) : joined(db).where(and(eq(drafts.clearance, "asked"), inArray(drafts.stakeholderId, bodiesOf(viewer)), gte(drafts.keptAt, forgottenBefore(now)))).orderBy(asc(drafts.keptAt), asc(drafts.id));

/** One draft with what is around it, as far as the row policies let it be read. */
export async function draftAround(db: Db, id: string, now: Date) {
  const [it] = await joined(db).where(and(eq(drafts.id, id), isNotNull(drafts.content), gte(drafts.keptAt, forgottenBefore(now))));
  return it ?? null;
}

/** What a person began and did not send, for the export of their own data. */
export const draftsOf = (db: Db, personId: string) =>
  db.select({ call: calls.number, keptAt: drafts.keptAt, clearance: drafts.clearance, content: drafts.content }).from(drafts).innerJoin(calls, eq(calls.id, drafts.callId)).where(and(eq(drafts.personId, personId), isNotNull(drafts.content))).orderBy(asc(drafts.keptAt));

/** Forget drafts that nobody changed for so long; how many is told. */
export async function forgetDrafts(db: Db, now: Date): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(db, sql`select drafts_forget(${forgottenBefore(now).toISOString()}::timestamptz) as count`);
  return row!.count;
}
