import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { bodyColumns, bodyNow } from "../../stakeholders/store/bodies.ts";
import { stakeholders } from "../../stakeholders/tables.ts";
import type { Assessment } from "../assessment.ts";
import { answersFor, discloseAnswer, type Respondent, type ShownAnswer } from "../disclosure.ts";
import { surveyAnswers, surveyAuthorships, surveyDrafts } from "../tables.ts";
import type { SurveyAnswer, SurveyAuthorship, SurveyDraft } from "./answer.ts";

/** The answers to an assessment's survey for those who assess it, in the order of their ids, which tells of what is nobody's nothing; none for others. Withdrawn ones are left out. */
export async function answersIn(db: Db, assessment: Pick<Assessment, "id" | "processId">, viewer: Viewer): Promise<ShownAnswer[]> {
  if (!answersFor(viewer, assessment)) return [];
  const rows = await db.select().from(surveyAnswers).where(and(eq(surveyAnswers.assessmentId, assessment.id), eq(surveyAnswers.state, "kept"))).orderBy(asc(surveyAnswers.id));
  const authors = await authorsOf(db, assessment.id);
  return rows.map((it) => discloseAnswer(it, authors.get(it.id) ?? null, assessment, viewer));
}

/** Who answered, by answer, as far as the row policies let it be known. */
async function authorsOf(db: Db, assessmentId: string): Promise<Map<string, Respondent>> {
  const rows = await db.select({ answerId: surveyAuthorships.answerId, body: bodyColumns }).from(surveyAuthorships).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(surveyAuthorships.stakeholderId))).where(eq(surveyAuthorships.assessmentId, assessmentId));
  return new Map(rows.map(({ answerId, body: { id, name, sector, regionalGroup } }) => [answerId, { id, name, sector, region: regionalGroup }]));
}

/** How many have answered, rounded down to ten while the survey is open, so that nobody sees a single answer come; exactly once it is closed. */
export async function answeredCount(db: Db, assessmentId: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(db, sql`select survey_answered(${assessmentId}) as count`);
  return row?.count ?? 0;
}

/** One's own answer that bears one's name or kind; null where there is none. */
export async function ownAnswer(db: Db, assessmentId: string, personId: string): Promise<(SurveyAnswer & { authorship: SurveyAuthorship }) | null> {
  const [row] = await db.select({ it: surveyAnswers, authorship: surveyAuthorships }).from(surveyAuthorships).innerJoin(surveyAnswers, eq(surveyAnswers.id, surveyAuthorships.answerId)).where(and(eq(surveyAuthorships.assessmentId, assessmentId), eq(surveyAuthorships.personId, personId)));
  return row ? { ...row.it, authorship: row.authorship } : null;
}

/** Whether the viewer of this transaction has answered in any way, or was given the token for it; the next in line waits until it ends. */
export async function hasAnswered(db: Db, assessmentId: string): Promise<boolean> {
  const [row] = await rowsOf<{ answered: boolean }>(db, sql`select survey_answered_by_viewer(${assessmentId}) as answered`);
  return row?.answered ?? false;
}
/** Mark that the viewer of this transaction has answered without leaving a name; false where they have answered before. */
export async function markAnswered(db: Db, assessmentId: string): Promise<boolean> {
  const [row] = await rowsOf<{ marked: boolean }>(db, sql`select mark_survey_answered(${assessmentId}) as marked`);
  return row?.marked ?? false;
}

/** The answer that the secret held in this transaction opens. */
export async function answerByCode(db: Db, codeHash: string): Promise<SurveyAnswer | null> {
  const [it] = await db.select().from(surveyAnswers).where(eq(surveyAnswers.codeHash, codeHash));
  return it ?? null;
}

export const addAnswer = (db: Db, it: SurveyAnswer) => db.insert(surveyAnswers).values(it);
export const addSurveyAuthorship = (db: Db, it: SurveyAuthorship) => db.insert(surveyAuthorships).values(it);
/** Erase what was answered; that it was there stays. */
export const eraseAnswer = (db: Db, id: string) => db.update(surveyAnswers).set({ state: "withdrawn", given: null }).where(and(eq(surveyAnswers.id, id), ne(surveyAnswers.state, "withdrawn")));
/** An answer of a named person anew, in the place of the one before. */
export const replaceAnswer = (db: Db, id: string, patch: Pick<SurveyAnswer, "version" | "language" | "given" | "fingerprint" | "state">) => db.update(surveyAnswers).set(patch).where(eq(surveyAnswers.id, id));
export const replaceAuthorship = (db: Db, answerId: string, patch: Pick<SurveyAuthorship, "stakeholderId" | "filedAt" | "entry" | "statement" | "salt">) => db.update(surveyAuthorships).set(patch).where(eq(surveyAuthorships.answerId, answerId));

/** Show what waits, in an order that `seed` alone decides, once the survey is closed: for officers. */
export const releaseAnswers = (db: Db, assessmentId: string, seed: string) => db.execute(sql`select release_survey_answers(${assessmentId}, ${seed})`);

/** What somebody saved for an assessment; null where there is nothing. */
export async function ownDraft(db: Db, assessmentId: string, personId: string): Promise<SurveyDraft | null> {
  const [it] = await db.select().from(surveyDrafts).where(and(eq(surveyDrafts.assessmentId, assessmentId), eq(surveyDrafts.personId, personId)));
  return it ?? null;
}
/** Save, in the place of what was saved before. */
export const keepDraft = (db: Db, { assessmentId, personId, ...it }: SurveyDraft) => db.insert(surveyDrafts).values({ assessmentId, personId, ...it }).onConflictDoUpdate({ target: [surveyDrafts.assessmentId, surveyDrafts.personId], set: it });
export const dropDraft = (db: Db, assessmentId: string, personId: string) => db.delete(surveyDrafts).where(and(eq(surveyDrafts.assessmentId, assessmentId), eq(surveyDrafts.personId, personId)));
