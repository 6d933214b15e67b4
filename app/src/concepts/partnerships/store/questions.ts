import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { namesOfBodies } from "../store.ts";
import type { Question } from "../change.ts";
import { partnershipQuestions, partnerships } from "../tables.ts";

/** Questions to an entry with the names of who asked and who answered, the first first. */
export async function questionsOf(db: Db, partnershipId: string) {
  const rows = await db.select().from(partnershipQuestions).where(eq(partnershipQuestions.partnershipId, partnershipId)).orderBy(asc(partnershipQuestions.number));
  const bodies = new Map((await namesOfBodies(db, [...new Set(rows.flatMap((it) => [it.askerId, ...(it.answererId ? [it.answererId] : [])]))])).map((it) => [it.id, it]));
  return rows.map((it) => ({ ...it, asker: bodies.get(it.askerId) ?? null, answerer: it.answererId ? (bodies.get(it.answererId) ?? null) : null }));
}
export type ShownQuestion = Awaited<ReturnType<typeof questionsOf>>[number];

/** Questions that nobody has answered, those due first at first, of these partnerships. */
export const unanswered = (db: Db, partnershipIds: readonly string[]) => (partnershipIds.length === 0 ? Promise.resolve([]) : db.select({ it: partnershipQuestions, slug: partnerships.slug }).from(partnershipQuestions).innerJoin(partnerships, eq(partnerships.id, partnershipQuestions.partnershipId))
  .where(and(inArray(partnershipQuestions.partnershipId, [...partnershipIds]), isNull(partnershipQuestions.answer), isNull(partnershipQuestions.asideBecause))).orderBy(asc(partnershipQuestions.dueDay), asc(partnershipQuestions.number)));

/** A question as it is kept, for decisions. */
export async function questionByNumber(db: Db, partnershipId: string, number: number): Promise<Question> {
  const [row] = await db.select().from(partnershipQuestions).where(and(eq(partnershipQuestions.partnershipId, partnershipId), eq(partnershipQuestions.number, number)));
  if (!row) throw new Refusal("not-found", "page-unknown");
  return row;
}
/** The next number of a question; the partnership is locked by whoever asks. */
export async function nextQuestion(db: Db, partnershipId: string): Promise<number> {
  const [row] = await rowsOf<{ next: number }>(db, sql`select coalesce(max(number) + 1, 1)::int as next from partnership_questions where partnership_id = ${partnershipId}`);
  return row!.next;
}
export const addQuestion = (db: Db, it: Question) => db.insert(partnershipQuestions).values(it);
export const changeQuestion = (db: Db, { partnershipId, number }: Pick<Question, "partnershipId" | "number">, patch: Partial<Omit<Question, "partnershipId" | "number">>) =>
  db.update(partnershipQuestions).set(patch).where(and(eq(partnershipQuestions.partnershipId, partnershipId), eq(partnershipQuestions.number, number)));
