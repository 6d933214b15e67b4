import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { Assessment } from "../../assessments/assessment.ts";
import { assessments } from "../../assessments/tables.ts";
import { processes } from "../../processes/tables.ts";
import type { Assignment, Coding, Decision, Memo, PlacedMemo } from "../coding.ts";
import { codingFor, codingsShown, memosShown } from "../disclosure.ts";
import { assignmentsOf } from "../store.ts";
import { codingAssignments, codingCodes, codingDecisions, codingMemos, codings, codingSegments, codingSources } from "../tables.ts";

type Of = Pick<Assessment, "id" | "processId">;

/** Whether coders of a source work apart still, as a question. */
async function apartIn(db: Db, it: Of, viewer: Viewer): Promise<(sourceId: string) => boolean> {
  const open = new Set((await assignmentsOf(db, it, viewer)).filter((one) => one.doneDay === null).map((one) => one.sourceId));
  return (sourceId) => open.has(sourceId);
}

/** The codings of an assessment, of one source, or of these segments, that a viewer may know: of what is coded apart their own. In the order of segments’ ids and places. */
export async function codingsIn(db: Db, it: Of, viewer: Viewer, sourceId?: string, segmentIds?: readonly string[]): Promise<Coding[]> {
  if (!codingFor(viewer, it)) return [];
  const rows = await db.select().from(codings).where(and(eq(codings.assessmentId, it.id), sourceId === undefined ? undefined : eq(codings.sourceId, sourceId), segmentIds && sql`${codings.segmentId} = any(${sql.param([...segmentIds])}::text[])`)).orderBy(asc(codings.segmentId), asc(codings.start), asc(codings.end), asc(codings.code), asc(codings.coderId));
  return codingsShown(rows.map(({ assessmentId: _, ...one }) => one), await apartIn(db, it, viewer), viewer);
}

/** What was decided about places where coders differ, in an assessment or one source. */
export async function decisionsIn(db: Db, it: Of, viewer: Viewer, sourceId?: string): Promise<Decision[]> {
  if (!codingFor(viewer, it)) return [];
  const rows = await db.select({ it: codingDecisions }).from(codingDecisions).innerJoin(codingSources, eq(codingSources.id, codingDecisions.sourceId))
    .where(and(eq(codingSources.assessmentId, it.id), sourceId === undefined ? undefined : eq(codingDecisions.sourceId, sourceId))).orderBy(asc(codingDecisions.segmentId), asc(codingDecisions.code));
  return rows.map((row) => row.it);
}

/** What was noted that a viewer may read, the first first. */
export async function memosIn(db: Db, it: Of, viewer: Viewer): Promise<PlacedMemo[]> {
  if (!codingFor(viewer, it)) return [];
  const rows = await db.select({ ...getTableColumns(codingMemos), position: codingSegments.position }).from(codingMemos).leftJoin(codingSegments, and(eq(codingMemos.about, "segment"), eq(codingSegments.id, codingMemos.subject))).where(eq(codingMemos.assessmentId, it.id)).orderBy(asc(codingMemos.day), asc(codingMemos.id));
  return memosShown(rows, await apartIn(db, it, viewer), viewer);
}

/** Whatever somebody coded and noted themselves, with where it stands, for their own data: a passage by its numbers, without the words of whoever said it. */
export async function codedBy(db: Db, personId: string) {
  const where = { assessment: assessments.number, process: processes.slug, source: codingSources.number };
  const given = await db.select({ ...where, segment: codingSegments.position, start: codings.start, end: codings.end, code: codingCodes.name }).from(codings)
    .innerJoin(codingSegments, eq(codingSegments.id, codings.segmentId)).innerJoin(codingSources, eq(codingSources.id, codings.sourceId)).innerJoin(assessments, eq(assessments.id, codings.assessmentId)).innerJoin(processes, eq(processes.id, assessments.processId))
    .innerJoin(codingCodes, and(eq(codingCodes.assessmentId, codings.assessmentId), eq(codingCodes.guid, codings.code))).where(eq(codings.coderId, personId)).orderBy(asc(processes.slug), asc(assessments.number), asc(codingSources.number), asc(codingSegments.position), asc(codings.start), asc(codingCodes.name));
  const memos = await db.select({ ...where, about: codingMemos.about, text: codingMemos.text, day: codingMemos.day }).from(codingMemos)
    .innerJoin(assessments, eq(assessments.id, codingMemos.assessmentId)).innerJoin(processes, eq(processes.id, assessments.processId)).leftJoin(codingSources, eq(codingSources.id, codingMemos.sourceId)).where(eq(codingMemos.personId, personId)).orderBy(asc(codingMemos.day), asc(codingMemos.id));
  return { codings: given, memos };
}

/** Give codes; what was given before to the same words by the same coder stays as it is. */
export async function addCodings(db: Db, assessmentId: string, all: readonly Coding[]): Promise<number> {
  if (all.length === 0) return 0;
  return (await db.insert(codings).values(all.map((it) => ({ ...it, assessmentId }))).onConflictDoNothing().returning({ id: codings.id })).length;
}
/** Take codings of one’s own back; how many there were. */
export const removeCodings = async (db: Db, sourceId: string, coderId: string, ids: readonly string[]): Promise<number> =>
  ids.length === 0 ? 0 : (await db.delete(codings).where(and(eq(codings.sourceId, sourceId), eq(codings.coderId, coderId), inArray(codings.id, [...ids]))).returning({ id: codings.id })).length;

export const removeAssignments = (db: Db, sourceId: string) => db.delete(codingAssignments).where(eq(codingAssignments.sourceId, sourceId));
export const addAssignments = (db: Db, all: readonly Assignment[]) => db.insert(codingAssignments).values([...all]);
export const sayDone = (db: Db, { sourceId, seat }: Pick<Assignment, "sourceId" | "seat">, doneDay: string) =>
  db.update(codingAssignments).set({ doneDay }).where(and(eq(codingAssignments.sourceId, sourceId), eq(codingAssignments.seat, seat)));

export const keepDecision = (db: Db, { segmentId, code, ...it }: Decision) => db.insert(codingDecisions).values({ segmentId, code, ...it }).onConflictDoUpdate({ target: [codingDecisions.segmentId, codingDecisions.code], set: it });
export const addMemo = (db: Db, it: Memo) => db.insert(codingMemos).values(it);
export const removeMemo = (db: Db, personId: string, id: string) => db.delete(codingMemos).where(and(eq(codingMemos.id, id), eq(codingMemos.personId, personId)));
