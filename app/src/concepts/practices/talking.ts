// What others say to a public practice: that they repeated it, and what they ask.
import type { Chance } from "../../ground/chance.ts";
import { dayOf, daysAfter } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { breaksUnique } from "../../ground/db/errors.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { answersFor, bodiesOf, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import { answerDays } from "../partnerships/partnership.ts";
import { namesOfBodies } from "../partnerships/store.ts";
import type { ShownPractice } from "./disclosure.ts";
import { focalPointOf } from "./operations.ts";
import type { PracticeQuestion, Repeat } from "./practice.ts";
import { addQuestion, changeQuestion, confirmRepeat, keepRepeat, nextQuestion, questionByNumber, removeRepeat, repeatsOf } from "./store.ts";
import { tell } from "./telling.ts";

/** Refuse to talk about what is not public. */
function refuseUnlessPublic({ state }: Pick<ShownPractice, "state">): void {
  if (state !== "published") throw new Refusal("not-now", "practice-closed");
}

/** Say that one's own body repeated a practice, and what came of it. Said by its focal point, it is confirmed; by another member, it waits for that. */
export async function repeat(db: Db, viewer: Viewer, it: ShownPractice, { body, ...said }: Pick<Repeat, "text" | "outcome" | "evidence"> & { body: string }, now: Date, chance: Chance): Promise<Repeat> {
  personOf(viewer);
  if (!bodiesOf(viewer).includes(body)) throw new Refusal("not-allowed", "practice-not-owner");
  refuseUnlessPublic(it);
  if (body === it.ownerId || body === it.owner.id) throw new Refusal("not-valid", "practice-own");
  const before = (await repeatsOf(db, it.id, viewer)).find((one) => one.stakeholderId === body);
  if (before?.confirmedDay && !answersFor(viewer, body)) throw new Refusal("not-allowed", "practice-not-owner");
  const day = dayOf(now);
  const kept: Repeat = { practiceId: it.id, stakeholderId: body, ...said, day, confirmedDay: answersFor(viewer, body) ? day : null };
  await keepRepeat(db, kept);
  if (kept.confirmedDay) await tellRepeat(db, viewer, it, "repeated", kept, now, chance);
  else await record(db, viewer, "practice repetition reported", it.id, now, { stakeholder: body });
  return kept;
}

/** Tell the record that a body repeated it, or does not say so any more. */
const tellRepeat = async (db: Db, viewer: Viewer, it: ShownPractice, what: "repeated" | "taken-back", said: Repeat, now: Date, chance: Chance) =>
  tell(db, viewer, it, { what, by: (await namesOfBodies(db, [said.stakeholderId]))[0]!.name.en, repeat: said }, now, chance);

/** What one's own body said that it repeated, or a refusal; for its focal point. */
async function ownRepeat(db: Db, viewer: Viewer, it: ShownPractice, body: string) {
  focalPointOf(viewer, body);
  const found = (await repeatsOf(db, it.id, viewer)).find((one) => one.stakeholderId === body);
  if (!found) throw new Refusal("not-found", "page-unknown");
  return found;
}

/** Confirm, as the focal point, what a member of the body reported; from then on everyone reads it. */
export async function confirm(db: Db, viewer: Viewer, it: ShownPractice, body: string, now: Date, chance: Chance): Promise<void> {
  const found = await ownRepeat(db, viewer, it, body);
  refuseUnlessPublic(it);
  if (found.confirmedDay !== null) return;
  await confirmRepeat(db, found, dayOf(now));
  await tellRepeat(db, viewer, it, "repeated", found, now, chance);
}

/** Take back that one's own body repeated it; where everyone read it, the history says so. */
export async function unsay(db: Db, viewer: Viewer, it: ShownPractice, body: string, now: Date, chance: Chance): Promise<void> {
  const found = await ownRepeat(db, viewer, it, body);
  await removeRepeat(db, found);
  if (found.confirmedDay !== null) await tellRepeat(db, viewer, it, "taken-back", found, now, chance);
  else await record(db, viewer, "practice repetition dropped", it.id, now, { stakeholder: body });
}

/** Ask the owner something before everyone, in the name of a body; an answer is due within thirty days. */
export async function ask(db: Db, viewer: Viewer, it: ShownPractice, askerId: string, text: string, now: Date): Promise<PracticeQuestion> {
  focalPointOf(viewer, askerId);
  refuseUnlessPublic(it);
  const day = dayOf(now);
  const question: PracticeQuestion = { practiceId: it.id, number: await nextQuestion(db, it.id), text, askerId, day, dueDay: daysAfter(day, answerDays), answer: null, answererId: null, answeredDay: null, asideBecause: null };
  try {
    await addQuestion(db, question);
  } catch (error) {
    if (breaksUnique(error)) throw new Refusal("not-now", "practice-elsewhere");
    throw error;
  }
  await record(db, viewer, "practice questioned", it.id, now, { number: question.number });
  return question;
}

/** A question that waits, or a refusal. */
async function open(db: Db, it: ShownPractice, number: number): Promise<PracticeQuestion> {
  const question = await questionByNumber(db, it.id, number);
  if (question.answer !== null || question.asideBecause !== null) throw new Refusal("not-now", "partnership-question-settled");
  return question;
}

/** Answer a question as the owner. What was answered stands. */
export async function answer(db: Db, viewer: Viewer, it: ShownPractice, { number, answer: text }: { number: number; answer: string }, now: Date): Promise<void> {
  focalPointOf(viewer, it.ownerId);
  refuseUnlessPublic(it);
  await changeQuestion(db, await open(db, it, number), { answer: text, answererId: it.ownerId, answeredDay: dayOf(now) });
  await record(db, viewer, "practice question answered", it.id, now, { number });
}

/** Put a question aside that is none: its words are not shown any more, the reason is. */
export async function setAside(db: Db, viewer: Viewer, it: ShownPractice, { number, because }: { number: number; because: string }, now: Date): Promise<void> {
  officerOf(viewer);
  await changeQuestion(db, await open(db, it, number), { asideBecause: because });
  await record(db, viewer, "practice question put aside", it.id, now, { number });
}
