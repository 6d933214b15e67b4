import { and, asc, eq, getTableColumns, gt, inArray, ne, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Given } from "@travaux/survey-forms";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { bodyColumns, bodyNow } from "../../stakeholders/store/bodies.ts";
import { stakeholders } from "../../stakeholders/tables.ts";
import type { Assessment } from "../assessment.ts";
import { answersFor, discloseAnswer, type Respondent, type ShownAnswer } from "../disclosure.ts";
import { processes } from "../../processes/tables.ts";
import { assessments, surveyAnswers, surveyAuthorships, surveyDrafts } from "../tables.ts";
import type { SurveyAnswer, SurveyAuthorship, SurveyDraft } from "./answer.ts";

type Of = Pick<Assessment, "id" | "processId">;

/**
 * Which answers, and how much of each: `paths` are the questions that are read, all unless said; `ids` the answers; `page` so many after that id.
 * A hundred thousand whole answers fill the memory of a house.
 */
export type Wanted = { paths?: readonly string[]; ids?: readonly string[]; page?: { after: string; most: number } };

/** The answers to an assessment's survey for those who assess it, in the order of their ids, which tells of what is nobody's nothing; none for others. Withdrawn ones are left out. */
export async function answersIn(db: Db, assessment: Of, viewer: Viewer, { paths, ids, page }: Wanted = {}): Promise<ShownAnswer[]> {
  if (!answersFor(viewer, assessment) || ids?.length === 0) return [];
  const kept = and(eq(surveyAnswers.assessmentId, assessment.id), eq(surveyAnswers.state, "kept"), ids && among(surveyAnswers.id, ids), page && gt(surveyAnswers.id, page.after));
  const asked = db.select(paths ? { ...columns, given: someOf(paths) } : columns).from(surveyAnswers).where(kept).orderBy(asc(surveyAnswers.id));
  const rows = await (page ? asked.limit(page.most) : asked);
  const authors = await authorsOf(db, assessment.id, page ? rows.map((it) => it.id) : ids);
  return rows.map((it) => discloseAnswer(it, authors.get(it.id) ?? null, assessment, viewer));
}

const { assessmentId: _, fingerprint: __, codeHash: ___, ...columns } = getTableColumns(surveyAnswers);
const among = (column: AnyPgColumn, ids: readonly string[]): SQL => sql`${column} = any(${sql.param([...ids])}::text[])`;

/** What was typed in answer to these questions; the many others stay in the database. PostgreSQL takes a hundred arguments at once. */
function someOf(paths: readonly string[]): SQL<Given | null> {
  const groups = Array.from({ length: Math.ceil(paths.length / 40) }, (_, at) => paths.slice(at * 40, at * 40 + 40));
  const pairs = (some: readonly string[]) => sql.join(some.map((it) => sql`${it}::text, ${surveyAnswers.given}->>${it}`), sql`, `);
  return sql<Given | null>`case when ${surveyAnswers.given} is not null then jsonb_strip_nulls(${sql.join([sql`'{}'::jsonb`, ...groups.map((it) => sql`jsonb_build_object(${pairs(it)})`)], sql` || `)}) end`.mapWith(surveyAnswers.given);
}

/** All answers in the order of their ids, some at a time, so that no memory has to hold them all; none for those who may not read them. */
export async function* answersInTurn(db: Db, assessment: Of, viewer: Viewer, paths?: readonly string[], most = 5000): AsyncGenerator<ShownAnswer[]> {
  for (let after = ""; ; ) {
    const found = await answersIn(db, assessment, viewer, { ...(paths ? { paths } : {}), page: { after, most } });
    if (found.length === 0) return;
    yield found;
    after = found.at(-1)!.id;
  }
}

/** The languages in which an assessment's survey was answered, by their first two letters, what most speak first; none for those who may not read the answers. */
export async function spokenIn(db: Db, assessment: Of, viewer: Viewer): Promise<string[]> {
  if (!answersFor(viewer, assessment)) return [];
  const rows = await rowsOf<{ language: string }>(db, sql`select left(language, 2) as language from survey_answers where assessment_id = ${assessment.id} and state = 'kept' group by 1 order by count(*) desc, min(id)`);
  return rows.map((it) => it.language);
}

/** Words that somebody typed: whose answer, to which question, and under which rule. */
export type Said = Pick<ShownAnswer, "id"> & { path: string };
/** Which words: those that have every one of `terms`, whatever their case, of no answer in `without`; at most so many. */
export type Looked = { terms: readonly string[]; isPublic: boolean; without: readonly string[]; most: number };

/** Where something was typed in answer to these questions, in the order of answers and questions; nothing for those who may not read it. */
export async function saidIn(db: Db, assessment: Of, viewer: Viewer, paths: readonly string[], { terms, isPublic, without, most }: Looked): Promise<Said[]> {
  if (!answersFor(viewer, assessment) || paths.length === 0) return [];
  const has = terms.map((it) => sql` and words ilike ${`%${it.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`);
  return rowsOf<Said>(db, sql`select a.id, said.path from survey_answers a cross join lateral (select p.path, p.place, a.given->>p.path as words from unnest(array[${sql.join(paths.map((it) => sql`${it}::text`), sql`, `)}]) with ordinality p (path, place)) said
    where a.assessment_id = ${assessment.id} and a.state = 'kept'${isPublic ? sql` and a.audience = 'public'` : sql``} and words ~ '[^[:space:]]'${sql.join(has)} and a.id <> all(${sql.param([...without])}::text[]) order by a.id, said.place limit ${most}`);
}

/** To which of these questions somebody typed something, by answer; of answers in `without` nothing. */
export async function saidBy(db: Db, assessment: Of, viewer: Viewer, paths: readonly string[], without: readonly string[]): Promise<Map<string, string[]>> {
  if (!answersFor(viewer, assessment) || paths.length === 0) return new Map();
  const said = paths.map((it) => sql`case when a.given->>${it} ~ '[^[:space:]]' then '1' else '0' end`);
  const rows = await rowsOf<{ id: string; said: string }>(db, sql`select a.id, ${sql.join(said, sql` || `)} as said from survey_answers a where a.assessment_id = ${assessment.id} and a.state = 'kept' and a.id <> all(${sql.param([...without])}::text[])`);
  const shared = new Map<string, string[]>(); // most answer the same questions: a list for each set of them, not for each answer
  const pathsOf = (of: string) => shared.get(of) ?? shared.set(of, paths.filter((_, at) => of[at] === "1")).get(of)!;
  return new Map(rows.map((it) => [it.id, pathsOf(it.said)]));
}

/** Who answered, by answer, as far as the row policies let it be known. */
async function authorsOf(db: Db, assessmentId: string, ids?: readonly string[]): Promise<Map<string, Respondent>> {
  const said = await db.select({ answerId: surveyAuthorships.answerId, bodyId: sql<string>`${bodyNow(surveyAuthorships.stakeholderId)}` }).from(surveyAuthorships).where(and(eq(surveyAuthorships.assessmentId, assessmentId), ids && among(surveyAuthorships.answerId, ids)));
  if (said.length === 0) return new Map();
  const rows = await db.select(bodyColumns).from(stakeholders).where(inArray(stakeholders.id, [...new Set(said.map((it) => it.bodyId))]));
  const bodies = new Map(rows.map(({ id, name, sector, regionalGroup }) => [id, { id, name, sector, region: regionalGroup }]));
  return new Map(said.flatMap(({ answerId, bodyId }) => { const body = bodies.get(bodyId); return body ? [[answerId, body] as const] : []; }));
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
/** Whatever somebody answered under their name or kind, and saved to go on with, for their own data; of what is nobody's there is no link. */
export async function answeredBy(db: Db, personId: string) {
  const of = { process: processes.slug, assessment: assessments.number };
  const answers = await db.select({ ...of, version: surveyAnswers.version, language: surveyAnswers.language, audience: surveyAnswers.audience, attribution: surveyAnswers.attribution, state: surveyAnswers.state, given: surveyAnswers.given, filedAt: surveyAuthorships.filedAt, entry: surveyAuthorships.entry }).from(surveyAuthorships)
    .innerJoin(surveyAnswers, eq(surveyAnswers.id, surveyAuthorships.answerId)).innerJoin(assessments, eq(assessments.id, surveyAuthorships.assessmentId)).innerJoin(processes, eq(processes.id, assessments.processId)).where(eq(surveyAuthorships.personId, personId)).orderBy(asc(processes.slug), asc(assessments.number));
  const drafts = await db.select({ ...of, version: surveyDrafts.version, language: surveyDrafts.language, combination: surveyDrafts.combination, given: surveyDrafts.given, savedAt: surveyDrafts.savedAt }).from(surveyDrafts)
    .innerJoin(assessments, eq(assessments.id, surveyDrafts.assessmentId)).innerJoin(processes, eq(processes.id, assessments.processId)).where(eq(surveyDrafts.personId, personId)).orderBy(asc(processes.slug), asc(assessments.number));
  return { answers, drafts };
}

/** Save, in the place of what was saved before. */
export const keepDraft = (db: Db, { assessmentId, personId, ...it }: SurveyDraft) => db.insert(surveyDrafts).values({ assessmentId, personId, ...it }).onConflictDoUpdate({ target: [surveyDrafts.assessmentId, surveyDrafts.personId], set: it });
export const dropDraft = (db: Db, assessmentId: string, personId: string) => db.delete(surveyDrafts).where(and(eq(surveyDrafts.assessmentId, assessmentId), eq(surveyDrafts.personId, personId)));
