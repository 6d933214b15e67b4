import { and, asc, desc, eq, gte, inArray, lte, max, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { commitmentTo } from "@travaux/record-proofs";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Forum } from "../disclosure/forum.ts";
import { forums } from "../disclosure/tables.ts";
import { meetingBlocks, meetings } from "../meetings/tables.ts";
import { processes } from "../processes/tables.ts";
import { themes } from "../themes/tables.ts";
import type { Theme } from "../themes/theme.ts";
import { instruments, places, provisions, versions } from "../texts/tables.ts";
import type { Call, Pin } from "./call.ts";
import type { Change } from "./change.ts";
import { callsFor } from "./disclosure.ts";
import { callChanges, callPins, calls, callThemes } from "./tables.ts";

/** A call as it is kept, whoever asks: for decisions, after `viewer` was found to see it. Locked until the transaction ends when it is `locked`. */
export async function callById(db: Db, id: string, locked = false): Promise<Call> {
  const query = db.select().from(calls).where(eq(calls.id, id));
  const [call] = await (locked ? query.for("update") : query);
  if (!call) throw new Refusal("not-found", "page-unknown");
  return call;
}

/** The call of this number of a process, if `viewer` may see it; else it is not found. */
export async function callByNumber(db: Db, processId: string, number: number, viewer: Viewer): Promise<Call> {
  const [call] = await db.select().from(calls).where(and(eq(calls.processId, processId), eq(calls.number, number), callsFor(viewer)));
  if (!call) throw new Refusal("not-found", "call-unknown", { call: number });
  return call;
}

/** The calls of a process that `viewer` may see, the newest number first. */
export const callsOf = (db: Db, processId: string, viewer: Viewer): Promise<Call[]> =>
  db.select().from(calls).where(and(eq(calls.processId, processId), callsFor(viewer))).orderBy(desc(calls.number));

/** Calls of every process that take answers now, those that close first at first. */
export const openCalls = (db: Db, now: Date): Promise<Call[]> =>
  db.select().from(calls).where(and(eq(calls.state, "announced"), lte(calls.opensAt, now), gte(sql`${calls.closesAt} + ${calls.toleranceMinutes} * interval '1 minute'`, now.toISOString())))
    .orderBy(asc(calls.closesAt), asc(calls.number));

/** The call whose answers stand in this forum, if `viewer` may see it; null for a forum of its own. */
export async function callOfForum(db: Db, forumId: string, viewer: Viewer): Promise<Call | null> {
  const [call] = await db.select().from(calls).where(and(eq(calls.forumId, forumId), callsFor(viewer)));
  return call ?? null;
}

/**
 * The forums of a process that stand by themselves, in the order in which they opened: those of calls and surveys take answers and nothing else,
 * those of meetings are led to from their meeting and are among these only when `named`.
 */
export const forumsBesideCalls = (db: Db, processId: string | SQL<string>, named: { slug?: string | undefined; id?: string | undefined } = {}): Promise<Forum[]> =>
  db.select().from(forums).where(and(
    eq(forums.processId, processId), eq(forums.purpose, "comment"), sql`not exists (select from ${calls} where ${calls.forumId} = ${forums.id})`,
    or(sql`not exists (select from ${meetings} where ${meetings.forumId} = ${forums.id}) and not exists (select from ${meetingBlocks} where ${meetingBlocks.forumId} = ${forums.id})`, named.slug ? eq(forums.slug, named.slug) : undefined, named.id ? eq(forums.id, named.id) : undefined),
  )).orderBy(asc(forums.openedAt), asc(forums.slug));

/** The provisions that a call is about, by version and place; ask for the call first. */
export const pinsOf = (db: Db, callId: string): Promise<Pin[]> =>
  db.select({ versionId: callPins.versionId, place: callPins.place }).from(callPins).where(eq(callPins.callId, callId)).orderBy(asc(callPins.versionId), asc(callPins.place));

/** The same in reading order with what leads to each: text and version, and the number of the provision. Versions are public once published, and no other is pinned. */
export async function pinnedProvisions(db: Db, callId: string) {
  const rows = await db.select({ place: callPins.place, version: { id: versions.id, slug: versions.slug, symbol: versions.symbol }, instrument: { slug: instruments.slug, title: instruments.title }, number: provisions.number })
    .from(callPins).innerJoin(versions, eq(versions.id, callPins.versionId)).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .innerJoin(places, and(eq(places.versionId, callPins.versionId), eq(places.id, callPins.place))).innerJoin(provisions, eq(provisions.id, places.provisionId))
    .where(eq(callPins.callId, callId)).orderBy(asc(versions.sequence));
  return rows.toSorted((a, b) => (a.version.id === b.version.id ? a.place.localeCompare(b.place, "en", { numeric: true }) : 0));
}
export type PinnedProvision = Awaited<ReturnType<typeof pinnedProvisions>>[number];

/** The themes that a call is about. */
export const themesOfCall = async (db: Db, callId: string): Promise<Theme[]> =>
  (await db.select({ theme: themes }).from(callThemes).innerJoin(themes, eq(themes.id, callThemes.themeId)).where(eq(callThemes.callId, callId)).orderBy(asc(themes.kind), asc(themes.position)))
    .map(({ theme: { position: _, ...it } }) => it);

const changeColumns = { callId: callChanges.callId, sequence: callChanges.sequence, what: callChanges.what, at: callChanges.at, by: callChanges.by, because: callChanges.because, changed: callChanges.changed, entry: callChanges.entry };

/** What happened to these calls in public, oldest first, by call. */
export async function changesOfCalls(db: Db, callIds: readonly string[]): Promise<Map<string, Change[]>> {
  if (callIds.length === 0) return new Map();
  const rows = await db.select(changeColumns).from(callChanges).where(inArray(callChanges.callId, [...callIds])).orderBy(asc(callChanges.callId), asc(callChanges.sequence));
  return Map.groupBy(rows, (it) => it.callId);
}

/** What the record was told of one thing that happened to a call. */
export async function entryOfChange(db: Db, callId: string, sequence: number): Promise<{ sealed: Sealed; at: Date } | null> {
  const [row] = await db.select().from(callChanges).where(and(eq(callChanges.callId, callId), eq(callChanges.sequence, sequence)));
  return row ? { sealed: { entry: row.entry, statement: row.statement, salt: row.salt, commitment: commitmentTo(row.statement, row.salt) }, at: row.at } : null;
}

/** The next number of a call in this process; two officers at once get two, since the process is locked until the transaction ends. */
export async function nextNumber(db: Db, processId: string): Promise<number> {
  await db.select({ id: processes.id }).from(processes).where(eq(processes.id, processId)).for("update");
  const [last] = await db.select({ number: max(calls.number) }).from(calls).where(eq(calls.processId, processId));
  return (last?.number ?? 0) + 1;
}

export const addCall = (db: Db, it: Call) => db.insert(calls).values(it);
export const changeCall = (db: Db, id: string, patch: Partial<Omit<Call, "id">>) => db.update(calls).set(patch).where(eq(calls.id, id));
export const removeCall = (db: Db, id: string) => db.delete(calls).where(eq(calls.id, id));

/** Pin a call, in place of the pins it had. */
export async function replacePins(db: Db, callId: string, pins: readonly Pin[]) {
  await db.delete(callPins).where(eq(callPins.callId, callId));
  if (pins.length > 0) await db.insert(callPins).values(pins.map((it) => ({ callId, ...it }))).onConflictDoNothing();
}
/** Say which themes a call is about, in place of those it had. */
export async function replaceCallThemes(db: Db, callId: string, themeIds: readonly string[]) {
  await db.delete(callThemes).where(eq(callThemes.callId, callId));
  if (themeIds.length > 0) await db.insert(callThemes).values(themeIds.map((themeId) => ({ callId, themeId }))).onConflictDoNothing();
}
export const addChange = (db: Db, { entry: _, ...it }: Change, { entry, statement, salt }: Sealed) => db.insert(callChanges).values({ ...it, entry, statement, salt });

/** What happened to calls of processes in public on a day by UTC, oldest first. */
export const callChangesOn = (db: Db, day: string, processIds: readonly string[]) =>
  processIds.length === 0 ? Promise.resolve([]) : db.select({ number: calls.number, title: calls.title, what: callChanges.what, by: callChanges.by, because: callChanges.because }).from(callChanges).innerJoin(calls, eq(calls.id, callChanges.callId))
    .where(and(inArray(calls.processId, [...processIds]), sql`(${callChanges.at} at time zone 'UTC')::date = ${day}::date`)).orderBy(asc(callChanges.at), asc(callChanges.callId), asc(callChanges.sequence));
