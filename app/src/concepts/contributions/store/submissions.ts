import { and, asc, eq, inArray, ne, or, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { processes } from "../../processes/tables.ts";
import { stakeholders } from "../../stakeholders/tables.ts";
import type { Clearance, ClearanceAct } from "../clearance.ts";
import { contributionsFor, type ShownContribution, type Signed } from "../disclosure.ts";
import { shown } from "../store.ts";
import type { CoAuthor, CoAuthorState } from "../submission.ts";
import { authorships, clearances, coAuthors, contributions, wordings } from "../tables.ts";

/** What `viewer` may see of the submissions to a call, by day. */
export const submissionsTo = (db: Db, callId: string, viewer: Viewer): Promise<ShownContribution[]> => shown(db, viewer, eq(contributions.callId, callId));

/** Submissions of a process that wait for the secretariat, by day: for its officers. */
export const inClearance = (db: Db, processId: string, viewer: Viewer): Promise<ShownContribution[]> =>
  shown(db, viewer, and(eq(contributions.processId, processId), eq(contributions.kind, "submission"), eq(contributions.state, "received"))!);

/** The words of the provisions to which asks of a call’s submissions are pinned, in every language: what their authors may quote. */
export const draftsQuotedBy = async (db: Db, callId: string): Promise<string[]> => (await rowsOf<{ text: string }>(db, sql`
  select distinct passages.text from passages join editions on editions.id = passages.edition_id
  join (select distinct ask_pins.version_id, ask_pins.place from ask_pins join contributions on contributions.id = ask_pins.contribution_id where contributions.call_id = ${callId} and contributions.audience = 'public' and contributions.attribution = 'named' and contributions.state = 'shown') pinned
    on pinned.version_id = editions.version_id and (passages.eid = pinned.place or passages.eid like replace(pinned.place, '_', '\_') || '\_\_%')
  where passages.text <> ''`)).map((it) => it.text);

/** How many public and named submissions to each of these calls were shown: the only ones that are counted plainly. */
export async function shownCountsOf(db: Db, callIds: readonly string[], viewer: Viewer): Promise<Map<string, number>> {
  if (callIds.length === 0) return new Map();
  const rows = await db.select({ callId: contributions.callId, count: sql<number>`count(*)::int` }).from(contributions)
    .where(and(inArray(contributions.callId, [...callIds]), eq(contributions.state, "shown"), eq(contributions.audience, "public"), eq(contributions.attribution, "named"), contributionsFor(viewer))).groupBy(contributions.callId);
  return new Map(rows.map((it) => [it.callId!, it.count]));
}

/** The reference under which one of these bodies has answered a call, under its name, by kind or by confirming that it stands behind another’s, and not taken that back; null when it has not. `but` is looked past. For its own people. */
export async function answerBy(db: Db, callId: string, stakeholderIds: readonly string[], but: string | null): Promise<string | null> {
  const ids = [...stakeholderIds];
  const theirs = or(
    inArray(contributions.id, db.select({ id: authorships.contributionId }).from(authorships).where(inArray(authorships.stakeholderId, ids))),
    inArray(contributions.id, db.select({ id: coAuthors.contributionId }).from(coAuthors).where(and(inArray(coAuthors.stakeholderId, ids), eq(coAuthors.state, "confirmed")))),
  );
  const [row] = await db.select({ reference: contributions.reference }).from(contributions)
    .where(and(eq(contributions.callId, callId), theirs, inArray(contributions.state, ["received", "returned", "shown", "held"]), but === null ? undefined : ne(contributions.id, but))).limit(1);
  return row?.reference ?? null;
}

export type ShownCoAuthor = { organisation: Signed; state: CoAuthorState };

/** Those on whose behalf it is also filed, as the row policies let `it`’s viewer know them, in the order of their addresses. */
export const coAuthorsOf = async (db: Db, it: Pick<ShownContribution, "id" | "own" | "isCoAuthor" | "mayModerate">): Promise<ShownCoAuthor[]> => {
  const organisation = { id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name, sector: stakeholders.sector, regionalGroup: stakeholders.regionalGroup, country: stakeholders.country, invented: stakeholders.invented };
  const all = await db.select({ organisation, state: coAuthors.state }).from(coAuthors).innerJoin(stakeholders, eq(stakeholders.id, coAuthors.stakeholderId)).where(eq(coAuthors.contributionId, it.id)).orderBy(asc(stakeholders.slug));
  return all.filter((one) => one.state === "confirmed" || it.own || it.isCoAuthor || it.mayModerate);
};

/** One co-author as it is kept, locked until the transaction ends: for its own decision. */
export async function coAuthorForDecision(db: Db, contributionId: string, stakeholderId: string): Promise<CoAuthor | undefined> {
  const [it] = await db.select().from(coAuthors).where(and(eq(coAuthors.contributionId, contributionId), eq(coAuthors.stakeholderId, stakeholderId))).for("update");
  return it;
}
export const addCoAuthors = async (db: Db, its: readonly CoAuthor[]) => void (its.length > 0 && await db.insert(coAuthors).values([...its]));
export const decideCoAuthor = (db: Db, contributionId: string, stakeholderId: string, patch: Pick<CoAuthor, "state" | "personId" | "decidedDay">) =>
  db.update(coAuthors).set(patch).where(and(eq(coAuthors.contributionId, contributionId), eq(coAuthors.stakeholderId, stakeholderId)));
/** Leave somebody out who has not confirmed. */
export const leaveOutCoAuthor = (db: Db, contributionId: string, stakeholderId: string) =>
  db.delete(coAuthors).where(and(eq(coAuthors.contributionId, contributionId), eq(coAuthors.stakeholderId, stakeholderId)));

/** Add an act to the log of clearance, after the ones before it. */
export const logClearance = (db: Db, it: Omit<Clearance, "turn">) =>
  db.insert(clearances).values({ ...it, turn: sql`(select count(*) + 1 from ${clearances} log where log.contribution_id = ${it.contributionId})` as unknown as number });

/** What was done with a submission, act by act: for its author and officers; none for others. */
export const clearancesOf = (db: Db, contributionId: string): Promise<Clearance[]> => db.select().from(clearances).where(eq(clearances.contributionId, contributionId)).orderBy(asc(clearances.turn));

/** What was done with the public, named submissions to a call, counted: for everyone. Null: fewer were returned than may be said, or none. */
export async function clearanceCounts(db: Db, callId: string): Promise<Map<ClearanceAct, number | null>> {
  const rows = await rowsOf<{ act: ClearanceAct; count: number | null }>(db, sql`select act, count from clearance_counts(${callId})`);
  return new Map(rows.map((it) => [it.act, it.count]));
}

/** Put all editions of a submission aside, for its author and the secretariat alone: a redacted copy comes in their place. */
export const putAside = (db: Db, contributionId: string) => db.update(wordings).set({ inside: true }).where(eq(wordings.contributionId, contributionId));

/** Submissions on whose behalf an organisation is asked to stand, for its focal points: as the row policies let them be read. */
export const askedToConfirm = (db: Db, viewer: Viewer): Promise<{ reference: string; title: string; process: { slug: string } }[]> => {
  const bodies = viewer.kind === "visitor" ? [] : viewer.speaksFor.filter((it) => it.isFocalPoint).map((it) => it.stakeholderId);
  if (bodies.length === 0) return Promise.resolve([]);
  return db.selectDistinct({ reference: contributions.reference, title: sql<string>`coalesce(${wordings.document} ->> 'title', '')`, process: { slug: processes.slug } }).from(coAuthors)
    .innerJoin(contributions, eq(contributions.id, coAuthors.contributionId)).innerJoin(processes, eq(processes.id, contributions.processId)).innerJoin(wordings, and(eq(wordings.contributionId, contributions.id), eq(wordings.edition, contributions.edition)))
    .where(and(inArray(coAuthors.stakeholderId, bodies), eq(coAuthors.state, "asked"), contributionsFor(viewer))).orderBy(asc(contributions.reference));
};

/** Ask those named as co-authors anew, once the words are others: whoever had confirmed had confirmed other words. */
export const askAnew = (db: Db, contributionId: string) => db.execute(sql`select co_authors_ask_anew(${contributionId})`);

/** Those on whose behalf these submissions are also filed, by submission: for officers, who know all of them. One query. */
export async function coAuthorsOfAll(db: Db, contributionIds: readonly string[]): Promise<Map<string, ShownCoAuthor[]>> {
  if (contributionIds.length === 0) return new Map();
  const organisation = { id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name, sector: stakeholders.sector, regionalGroup: stakeholders.regionalGroup, country: stakeholders.country, invented: stakeholders.invented };
  const all = await db.select({ contributionId: coAuthors.contributionId, organisation, state: coAuthors.state }).from(coAuthors).innerJoin(stakeholders, eq(stakeholders.id, coAuthors.stakeholderId)).where(inArray(coAuthors.contributionId, [...contributionIds])).orderBy(asc(stakeholders.slug));
  return Map.groupBy(all, (it) => it.contributionId);
}

/** What was done with the public, named submissions to a call, and how many days the middle one of those that were shown waited; null while there is none. */
export type ClearanceDays = { counts: Record<ClearanceAct, number | null>; toAcknowledge: number | null; toPublish: number | null };

/** The same for these calls, by call, those of which nothing was shown left out: two queries, however many calls. */
export async function clearanceDays(db: Db, callIds: readonly string[]): Promise<Map<string, ClearanceDays>> {
  if (callIds.length === 0) return new Map();
  const acts = await rowsOf<{ call: string; act: ClearanceAct; count: number | null }>(db, sql`select call, act, count from unnest(${sql.param([...callIds])}::text[]) call, lateral clearance_counts(call)`);
  const days = await rowsOf<{ call: string; toAcknowledge: number | null; toPublish: number | null }>(db, sql`select call_id as call, percentile_disc(0.5) within group (order by acknowledged_day - day) as "toAcknowledge", percentile_disc(0.5) within group (order by published_day - day) as "toPublish"
    from ${contributions} where call_id = any (${sql.param([...callIds])}::text[]) and state = 'shown' and audience = 'public' and attribution = 'named' group by call_id`);
  return new Map(days.map(({ call, ...waited }) => [call, { counts: Object.fromEntries(acts.filter((it) => it.call === call).map((it) => [it.act, it.count])) as ClearanceDays["counts"], ...waited }]));
}

/** What was done on a day with submissions to processes, act by act: for their officers, as the row policies let them read it. */
export const clearedOn = (db: Db, day: string, processIds: readonly string[]): Promise<{ reference: string; act: ClearanceAct; officer: string; because: string | null }[]> =>
  processIds.length === 0 ? Promise.resolve([]) : db.select({ reference: contributions.reference, act: clearances.act, officer: clearances.officer, because: clearances.because }).from(clearances).innerJoin(contributions, eq(contributions.id, clearances.contributionId))
    .where(and(eq(clearances.day, day), inArray(contributions.processId, [...processIds]))).orderBy(asc(contributions.reference), asc(clearances.turn));
