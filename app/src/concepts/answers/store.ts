import { and, asc, count, eq, inArray } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { AskState } from "../contributions/ask.ts";
import { contributionsFor } from "../contributions/disclosure.ts";
import { asks, contributions } from "../contributions/tables.ts";
import type { Answer } from "./answer.ts";
import { discloseAnswer, type ShownAnswer } from "./disclosure.ts";
import { answers } from "./tables.ts";

/** What was said of the asks of these contributions that `viewer` may know of, turn by turn: one query. */
export async function answersOf(db: Db, contributionIds: readonly string[], viewer: Viewer): Promise<ShownAnswer[]> {
  if (contributionIds.length === 0) return [];
  const rows = await db.select({ it: answers }).from(answers).innerJoin(contributions, eq(contributions.id, answers.contributionId))
    .where(and(inArray(answers.contributionId, [...contributionIds]), contributionsFor(viewer))).orderBy(asc(answers.contributionId), asc(answers.number), asc(answers.turn));
  return rows.map(({ it }) => discloseAnswer(it));
}

/** The last thing said of each ask, by contribution and number: "ID 2" → answer. */
export const lastOf = (all: readonly ShownAnswer[]): Map<string, ShownAnswer> => new Map(all.map((it) => [keyOf(it), it]));
/** An ask's key in such maps. */
export const keyOf = ({ contributionId, number }: { contributionId: string; number: number }) => `${contributionId} ${number}`;

/** An ask as it is kept, locked until the transaction ends, with how often something was said of it; for decisions. */
export async function askForDecision(db: Db, contributionId: string, number: number): Promise<{ state: AskState; turns: number } | null> {
  const [ask] = await db.select({ state: asks.state }).from(asks).where(and(eq(asks.contributionId, contributionId), eq(asks.number, number))).for("update");
  if (!ask) return null;
  const [said] = await db.select({ turns: count() }).from(answers).where(and(eq(answers.contributionId, contributionId), eq(answers.number, number)));
  return { state: ask.state, turns: said?.turns ?? 0 };
}

export const addAnswer = (db: Db, it: Answer) => db.insert(answers).values(it);

/** What was said on a day of asks in processes: for their officers. */
export const answeredOn = (db: Db, day: string, processIds: readonly string[], viewer: Viewer): Promise<{ reference: string; number: number; state: Answer["state"]; reason: string; by: string }[]> =>
  processIds.length === 0 ? Promise.resolve([]) : db.select({ reference: contributions.reference, number: answers.number, state: answers.state, reason: answers.reason, by: answers.by }).from(answers).innerJoin(contributions, eq(contributions.id, answers.contributionId))
    .where(and(eq(answers.day, day), inArray(contributions.processId, [...processIds]), contributionsFor(viewer))).orderBy(asc(contributions.reference), asc(answers.number), asc(answers.turn));
