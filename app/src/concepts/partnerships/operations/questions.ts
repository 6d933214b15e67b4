import { dayOf, daysAfter } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { breaksUnique } from "../../../ground/db/errors.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import type { Question } from "../change.ts";
import type { ShownPartnership } from "../disclosure.ts";
import { focalPointAmong } from "../operations.ts";
import { answerDays } from "../partnership.ts";
import { addQuestion, changeQuestion, nextQuestion, questionByNumber } from "../store/questions.ts";

/** Refuse to talk about what is not public. */
function refuseUnlessPublic({ state }: Pick<ShownPartnership, "state">): void {
  if (state !== "published") throw new Refusal("not-now", "partnership-closed");
}

/** Ask something of a public entry before everyone, in the name of a body; an answer is due within thirty days. */
export async function ask(db: Db, viewer: Viewer, it: ShownPartnership, askerId: string, text: string, now: Date): Promise<Question> {
  focalPointAmong(viewer, [askerId]);
  refuseUnlessPublic(it);
  const day = dayOf(now);
  const question: Question = { partnershipId: it.id, number: await nextQuestion(db, it.id), text, askerId, day, dueDay: daysAfter(day, answerDays), answer: null, answererId: null, answeredDay: null, asideBecause: null };
  try {
    await addQuestion(db, question);
  } catch (error) {
    if (breaksUnique(error)) throw new Refusal("not-now", "partnership-elsewhere");
    throw error;
  }
  await record(db, viewer, "partnership questioned", it.id, now, { number: question.number });
  return question;
}

/** A question that waits, or a refusal. */
async function open(db: Db, it: ShownPartnership, number: number): Promise<Question> {
  const question = await questionByNumber(db, it.id, number);
  if (question.answer !== null || question.asideBecause !== null) throw new Refusal("not-now", "partnership-question-settled");
  return question;
}

/** Answer a question in the name of one of the partners. What was answered stands. */
export async function answer(db: Db, viewer: Viewer, it: ShownPartnership, { number, answer: text }: { number: number; answer: string }, answererId: string, now: Date): Promise<void> {
  focalPointAmong(viewer, it.public?.partners.map((one) => one.stakeholderId).filter((one) => one === answererId) ?? []);
  refuseUnlessPublic(it);
  const question = await open(db, it, number);
  await changeQuestion(db, question, { answer: text, answererId, answeredDay: dayOf(now) });
  await record(db, viewer, "partnership question answered", it.id, now, { number });
}

/** Put a question aside that is none: its words are not shown any more, the reason is. */
export async function setAside(db: Db, viewer: Viewer, it: ShownPartnership, { number, because }: { number: number; because: string }, now: Date): Promise<void> {
  officerOf(viewer);
  const question = await open(db, it, number);
  await changeQuestion(db, question, { asideBecause: because });
  await record(db, viewer, "partnership question put aside", it.id, now, { number });
}
