import { and, asc, count, eq, getTableColumns, inArray, ne, sql, type SQL } from "drizzle-orm";
import { commitmentTo } from "@travaux/record-proofs";
import { alias } from "drizzle-orm/pg-core";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import type { Sealed } from "../../../ground/record/enter.ts";
import { visitor, type Viewer } from "../../../ground/viewer.ts";
import { bodyColumns, bodyNow } from "../../stakeholders/store/bodies.ts";
import { stakeholders } from "../../stakeholders/tables.ts";
import { actsFor, discloseAct, pendingsFor, type Body, type ShownAct } from "../disclosure.ts";
import { signatoryOf, type Act, type Pending } from "../signing.ts";
import { statementActs, statementInvitations, statementPendings, statements } from "../tables.ts";

const was = alias(stakeholders, "was");
const { id, statementId, signatory, sequence, what, version, stakeholderId, personId, name, capacity, accepted, paragraphs, because, at } = getTableColumns(statementActs);
const actColumns = { id, statementId, signatory, sequence, what, version, stakeholderId, personId, name, capacity, accepted, paragraphs, because, at };

/** When a body was verified under the name it signed with or the one it has now, whichever was first. */
const verifiedAt = sql<Date | null>`least(${was.verifiedAt}, ${stakeholders.verifiedAt})`.mapWith((it: string | Date | null) => (it === null ? null : new Date(it)));

type Row = { act: Act; body: Body | null; verified: Date | null };
const later = (one: string, other: string) => (one > other ? one : other);
const shownRow = ({ act, body, verified }: Row): ShownAct => {
  const day = dayOf(act.at);
  return discloseAct({ ...act, day, who: body ? signatoryOf({ stakeholderId: body.id }) : act.signatory, countsFrom: body === null ? day : verified && later(day, dayOf(verified)), body });
};

const shownColumns = { act: actColumns, body: bodyColumns, verified: verifiedAt };
const acts = (db: Db, which: SQL, viewer: Viewer) => db.select(shownColumns).from(statementActs).leftJoin(was, eq(was.id, statementActs.stakeholderId)).leftJoin(stakeholders, eq(stakeholders.id, bodyNow(statementActs.stakeholderId)))
  .where(and(which, actsFor(viewer))).orderBy(asc(statementActs.at), asc(statementActs.sequence), asc(statementActs.id));

/** All acts of signing on these statements that `viewer` may know of, in the order in which they happened. */
export const actsOn = async (db: Db, ids: readonly string[], viewer: Viewer): Promise<ShownAct[]> => ids.length === 0 ? [] : (await acts(db, inArray(statementActs.statementId, [...ids]), viewer)).map(shownRow);

/** What these signatories did on a statement: all that is needed to decide about one of them. */
export const actsOfThese = async (db: Db, statement: string, signatories: readonly string[], viewer: Viewer): Promise<ShownAct[]> =>
  (await acts(db, and(eq(statementActs.statementId, statement), inArray(statementActs.signatory, [...signatories]))!, viewer)).map(shownRow);

/** Everything that bodies did on any statement, under the names they have or had. */
export const actsOfBodies = async (db: Db, stakeholderIds: readonly string[], viewer: Viewer): Promise<ShownAct[]> => stakeholderIds.length === 0 ? [] : (await acts(db, inArray(stakeholders.id, [...stakeholderIds]), viewer)).map(shownRow);

/** Everything that a person signed, declined or withdrew in their own name, on any statement. */
export const actsOfPerson = async (db: Db, person: string, viewer: Viewer): Promise<ShownAct[]> => (await acts(db, eq(statementActs.personId, person), viewer)).map(shownRow);

/** What the record was told of the acts that `viewer` may know of, with what proves it, by the id of the act. */
export async function toldOf(db: Db, statement: string, viewer: Viewer): Promise<Map<string, Sealed>> {
  const rows = await db.select({ id: statementActs.id, entry: statementActs.entry, statement: statementActs.statement, salt: statementActs.salt }).from(statementActs).where(and(eq(statementActs.statementId, statement), actsFor(viewer)));
  return new Map(rows.map((it) => [it.id, { entry: it.entry, statement: it.statement, salt: it.salt, commitment: commitmentTo(it.statement, it.salt) }]));
}

/** The bodies that acted on a statement under the names they had then, with the names they have now; those that everyone may know. */
export async function bodiesBehind(db: Db, statement: string): Promise<{ slug: string; nowSlug: string; verifiedAt: Date | null }[]> {
  return db.selectDistinct({ slug: was.slug, nowSlug: stakeholders.slug, verifiedAt }).from(statementActs).innerJoin(was, eq(was.id, statementActs.stakeholderId)).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(statementActs.stakeholderId)))
    .where(and(eq(statementActs.statementId, statement), actsFor(visitor))).orderBy(asc(was.slug));
}

/** One who signs after the other: two people of one body at once. */
export const lockSignatory = (db: Db, statement: string, who: string) => db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${statement} ${who}`}, 0))`);
export async function nextSequence(db: Db, statement: string, who: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(statementActs).where(and(eq(statementActs.statementId, statement), eq(statementActs.signatory, who)));
  return (row?.count ?? 0) + 1;
}
export const addAct = (db: Db, it: Act, { entry, statement, salt }: Sealed) => db.insert(statementActs).values({ ...it, entry, statement, salt });

/** Other public statements that answer the same call. */
export const rivalsOf = (db: Db, callId: string, statement: string) => db.select().from(statements).where(and(eq(statements.callId, callId), ne(statements.id, statement), inArray(statements.state, ["open", "closed"])));

/** What a person signed in their own name, and what they put forward for a body: for their own data. */
export async function signedBy(db: Db, personId: string) {
  const [signed, waiting] = [await db.select(actColumns).from(statementActs).where(eq(statementActs.personId, personId)).orderBy(asc(statementActs.at)), await db.select().from(statementPendings).where(eq(statementPendings.personId, personId))];
  return { signed, waiting };
}
/** Forget what the viewer signed in their own name, and what they put forward. */
export const forgetOwnSignatures = (db: Db) => db.execute(sql`select forget_own_signatures()`);

/** What waits for focal points of the viewer’s bodies on this statement; of all statements without one. */
export const pendingsOf = (db: Db, viewer: Viewer, statement?: string): Promise<Pending[]> =>
  db.select().from(statementPendings).where(and(pendingsFor(viewer), statement === undefined ? undefined : eq(statementPendings.statementId, statement))).orderBy(asc(statementPendings.day), asc(statementPendings.id));
export const keepPending = (db: Db, it: Pending) => db.insert(statementPendings).values(it)
  .onConflictDoUpdate({ target: [statementPendings.statementId, statementPendings.stakeholderId], set: { id: it.id, personId: it.personId, version: it.version, capacity: it.capacity, accepted: it.accepted, paragraphs: it.paragraphs, day: it.day } });
export const removePending = async (db: Db, id: string) => (await db.delete(statementPendings).where(eq(statementPendings.id, id)).returning({ id: statementPendings.id })).length > 0;

export const addInvitation = (db: Db, it: typeof statementInvitations.$inferInsert) => db.insert(statementInvitations).values(it);
/** How many links the drafters mailed (on one day), and how many led to a signature. */
export async function invitationCounts(db: Db, statement: string, day?: string): Promise<{ sent: number; used: number }> {
  const [row] = await db.select({ sent: count(), used: count(statementInvitations.usedDay) }).from(statementInvitations).where(and(eq(statementInvitations.statementId, statement), day === undefined ? undefined : eq(statementInvitations.day, day)));
  return row ?? { sent: 0, used: 0 };
}
/** Whether a link leads to this statement: asked of a function, since who is asked by mail may read no invitation. */
export async function linkHolds(db: Db, statement: string, tokenHash: string, day: string): Promise<boolean> {
  const [row] = await rowsOf<{ holds: boolean }>(db, sql`select statement_link_holds(${statement}, ${tokenHash}, ${day}::date) as holds`);
  return row?.holds ?? false;
}
/** Note that a link led to a signature. */
export const useLink = (db: Db, statement: string, tokenHash: string, day: string) => db.execute(sql`select use_statement_link(${statement}, ${tokenHash}, ${day}::date)`);
