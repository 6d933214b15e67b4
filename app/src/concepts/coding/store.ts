import { and, asc, between, count, eq, exists, inArray, isNotNull, max, sql } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Assessment } from "../assessments/assessment.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { standingOf, type Assignment } from "./coding.ts";
import type { Consent } from "./consent.ts";
import { codingFor, discloseInterviewee, discloseSegment, discloseSource, type ShownSegment, type ShownSource } from "./disclosure.ts";
import type { Guide, GuideKind } from "./guide.ts";
import type { Interviewee, Segment, Source } from "./source.ts";
import { codingAssignments, codingConsentChanges, codingGuides, codingInterviewees, codings, codingSegments, codingSources } from "./tables.ts";

type Of = Pick<Assessment, "id" | "processId">;

/** The sources of an assessment with how far their coding is, by their numbers; none for whoever may not assess. */
export async function sourcesOf(db: Db, it: Of, viewer: Viewer): Promise<ShownSource[]> {
  if (!codingFor(viewer, it)) return [];
  const rows = await db.select().from(codingSources).where(eq(codingSources.assessmentId, it.id)).orderBy(asc(codingSources.number));
  const assigned = Map.groupBy(await assignmentsOf(db, it, viewer), (one) => one.sourceId);
  return rows.map((one) => discloseSource({ ...one, standing: standingOf(assigned.get(one.id) ?? []) }));
}

/** The source of this number, or not found. */
export async function sourceAt(db: Db, it: Of, number: number, viewer: Viewer): Promise<ShownSource> {
  const found = (await sourcesOf(db, it, viewer)).find((one) => one.number === number);
  if (!found) throw new Refusal("not-found", "source-unknown", { number });
  return found;
}

/** Who codes what in an assessment, by source and seat. */
export async function assignmentsOf(db: Db, it: Of, viewer: Viewer): Promise<Assignment[]> {
  if (!codingFor(viewer, it)) return [];
  const rows = await db.select({ it: codingAssignments }).from(codingAssignments).innerJoin(codingSources, eq(codingSources.id, codingAssignments.sourceId)).where(eq(codingSources.assessmentId, it.id)).orderBy(asc(codingSources.number), asc(codingAssignments.seat));
  return rows.map((row) => row.it);
}

/** Whether somebody has begun to code a source: its coders stand from then on. It tells nothing else. */
export async function hasBegun(db: Db, sourceId: string): Promise<boolean> {
  const [row] = await rowsOf<{ begun: boolean }>(db, sql`select coding_begun(${sourceId}) as begun`);
  return row?.begun ?? false;
}

/** Who was interviewed; null where that is nobody, or may not be known. */
export async function intervieweeOf(db: Db, assessment: Of, sourceId: string, viewer: Viewer): Promise<Disclosed<Interviewee> | null> {
  const [it] = await db.select().from(codingInterviewees).where(eq(codingInterviewees.sourceId, sourceId));
  return discloseInterviewee(it ?? null, assessment, viewer);
}

/** Which segments of sources: these ids; those in places of their source from one to another; those that somebody coded. All unless said; a question may have a hundred thousand answers. */
export type WantedSegments = { ids?: readonly string[]; places?: { from: number; to: number }; coded?: true };

/** The segments of sources of an assessment, in their order. */
export async function segmentsIn(db: Db, assessment: Of, sourceIds: readonly string[], viewer: Viewer, { ids, places, coded }: WantedSegments = {}): Promise<ShownSegment[]> {
  if (sourceIds.length === 0 || !codingFor(viewer, assessment)) return [];
  const wanted = and(ids && sql`${codingSegments.id} = any(${sql.param([...ids])}::text[])`, places && between(codingSegments.position, places.from, places.to), coded && exists(db.select({ id: codings.id }).from(codings).where(eq(codings.segmentId, codingSegments.id))));
  const rows = await db.select({ it: codingSegments }).from(codingSegments).innerJoin(codingSources, eq(codingSources.id, codingSegments.sourceId))
    .where(and(eq(codingSources.assessmentId, assessment.id), inArray(codingSegments.sourceId, [...sourceIds]), wanted)).orderBy(asc(codingSources.number), asc(codingSegments.position));
  return rows.map((row) => discloseSegment(row.it));
}

/** How many segments each source of an assessment has, or one of them, by its id. */
export async function segmentCounts(db: Db, assessment: Of, viewer: Viewer, sourceId?: string): Promise<Map<string, number>> {
  if (!codingFor(viewer, assessment)) return new Map();
  const rows = await db.select({ id: codingSegments.sourceId, count: count() }).from(codingSegments).innerJoin(codingSources, eq(codingSources.id, codingSegments.sourceId))
    .where(and(eq(codingSources.assessmentId, assessment.id), sourceId === undefined ? undefined : eq(codingSegments.sourceId, sourceId))).groupBy(codingSegments.sourceId);
  return new Map(rows.map((it) => [it.id, it.count]));
}

/** The ids of the segments of sources that have words, by source, in their order: what agreement is counted over. */
export async function wordedSegments(db: Db, assessment: Of, sourceIds: readonly string[], viewer: Viewer): Promise<Map<string, string[]>> {
  if (sourceIds.length === 0 || !codingFor(viewer, assessment)) return new Map();
  const rows = await db.select({ id: codingSegments.id, sourceId: codingSegments.sourceId }).from(codingSegments).innerJoin(codingSources, eq(codingSources.id, codingSegments.sourceId))
    .where(and(eq(codingSources.assessmentId, assessment.id), inArray(codingSegments.sourceId, [...sourceIds]), isNotNull(codingSegments.text))).orderBy(asc(codingSources.number), asc(codingSegments.position));
  return new Map([...Map.groupBy(rows, (it) => it.sourceId)].map(([id, own]) => [id, own.map((it) => it.id)]));
}

/** What was changed about what may be done with the segments of a source, the first first, with the place of each. */
export async function consentChangesIn(db: Db, assessment: Of, sourceId: string, viewer: Viewer) {
  if (!codingFor(viewer, assessment)) return [];
  const rows = await db.select({ it: codingConsentChanges, position: codingSegments.position }).from(codingConsentChanges).innerJoin(codingSegments, eq(codingSegments.id, codingConsentChanges.segmentId)).where(eq(codingSegments.sourceId, sourceId)).orderBy(asc(codingSegments.position), asc(codingConsentChanges.sequence));
  return rows.map((row) => ({ ...row.it, position: row.position }));
}

/** Of two who add something to an assessment’s coding at once, the second waits for the first. */
export const holdCoding = (db: Db, assessmentId: string) => db.execute(sql`select pg_advisory_xact_lock(hashtextextended('coding ' || ${assessmentId}, 0))`);

/** The next number of a source; the assessment is held until the transaction ends. */
export async function nextSourceNumber(db: Db, assessmentId: string): Promise<number> {
  await holdCoding(db, assessmentId);
  const [last] = await db.select({ number: max(codingSources.number) }).from(codingSources).where(eq(codingSources.assessmentId, assessmentId));
  return (last?.number ?? 0) + 1;
}

export const addSource = (db: Db, it: Source) => db.insert(codingSources).values(it);
export const addInterviewee = (db: Db, it: Interviewee) => db.insert(codingInterviewees).values(it);
const segmentColumns = { id: "text", sourceId: "text", position: "integer", voice: "text", voiceNumber: "integer", fromSeconds: "integer", toSeconds: "integer", text: "text", consent: "text", sector: "text", region: "text", answerId: "text" } as const satisfies Record<keyof Segment, string>;
/** Segments of one source, some thousand at a time, a list for each column: a value for each cell would be ten times slower, and a hundred thousand answers are a million cells. */
export async function addSegments(db: Db, all: readonly Segment[]): Promise<void> {
  const columns = Object.keys(segmentColumns) as (keyof Segment)[];
  const names = sql.join(columns.map((it) => sql.identifier(codingSegments[it].name)), sql`, `);
  for (let at = 0; at < all.length; at += 5000) {
    const some = all.slice(at, at + 5000);
    const lists = columns.map((it) => sql`${sql.param(some.map((one) => one[it]))}::${sql.raw(segmentColumns[it])}[]`);
    await db.execute(sql`insert into ${codingSegments} (${names}) select * from unnest(${sql.join(lists, sql`, `)})`);
  }
}
export const removeSource = (db: Db, id: string) => db.delete(codingSources).where(eq(codingSources.id, id));

/** Another consent for a segment; what is quoted without sector and region loses its own. */
export const changeConsent = (db: Db, id: string, consent: Consent) =>
  db.update(codingSegments).set({ consent, ...(consent === "unattributed" ? { sector: null, region: null } : {}) }).where(eq(codingSegments.id, id));
export async function addConsentChange(db: Db, it: Omit<typeof codingConsentChanges.$inferInsert, "sequence">): Promise<void> {
  const [last] = await db.select({ sequence: max(codingConsentChanges.sequence) }).from(codingConsentChanges).where(eq(codingConsentChanges.segmentId, it.segmentId));
  await db.insert(codingConsentChanges).values({ ...it, sequence: (last?.sequence ?? 0) + 1 });
}
/** Erase the words of a segment, and with them what was coded in them. */
export const eraseSegment = (db: Db, id: string) => db.update(codingSegments).set({ text: null }).where(eq(codingSegments.id, id));

/** The questions of this kind; null where nobody wrote any. */
export async function guideOf(db: Db, assessment: Of, kind: GuideKind, viewer: Viewer): Promise<Guide | null> {
  if (!codingFor(viewer, assessment)) return null;
  const [it] = await db.select().from(codingGuides).where(and(eq(codingGuides.assessmentId, assessment.id), eq(codingGuides.kind, kind)));
  return it ?? null;
}
export const keepGuide = (db: Db, { assessmentId, kind, ...it }: Guide) => db.insert(codingGuides).values({ assessmentId, kind, ...it }).onConflictDoUpdate({ target: [codingGuides.assessmentId, codingGuides.kind], set: it });
