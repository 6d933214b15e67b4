import { answersFor } from "../../../ground/viewer.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { breaksUnique, postgresError } from "../../../ground/db/errors.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { ShownPartnership } from "../disclosure.ts";
import { focalPointAmong } from "../operations.ts";
import { namesTheOther, parts, standingOf, type Answers, type Round, type Standing } from "./assessment.ts";
import { addRound, endRound, keepAssessment, roundByNumber, roundsSoFar } from "./store.ts";

/** The partners of a public entry: whoever is asked when a round is opened today. */
const partnerIds = (it: ShownPartnership): string[] => (it.public?.partners ?? []).filter((one) => one.state === "confirmed").map((one) => one.stakeholderId).toSorted();

/** Open a round: every partner of today is asked. One round at a time. */
export async function openRound(db: Db, viewer: Viewer, it: ShownPartnership, now: Date): Promise<Round> {
  const asked = partnerIds(it);
  focalPointAmong(viewer, asked);
  if (it.state !== "published") throw new Refusal("not-now", "partnership-closed");
  const { rounds, isOpen } = await roundsSoFar(db, it.id);
  if (isOpen) throw new Refusal("not-now", "self-assessment-open");
  const round: Round = { partnershipId: it.id, number: rounds + 1, openerId: asked.find((one) => answersFor(viewer, one))!, openedDay: dayOf(now), partnerIds: asked, endedDay: null };
  try {
    await addRound(db, round);
  } catch (error) {
    if (breaksUnique(error)) throw new Refusal("not-now", "self-assessment-open");
    throw error;
  }
  await record(db, viewer, "self-assessment opened", it.id, now, { number: round.number });
  return round;
}

/** A round in which somebody has not answered, or a refusal. */
async function open(db: Db, it: ShownPartnership, number: number): Promise<Round> {
  const { answered, ...round } = await roundByNumber(db, it.id, number);
  if (standingOf(round, answered) !== "open") throw new Refusal("not-now", "self-assessment-closed");
  return round;
}

/** Do something to an open round; refused where in the same moment the last partner answered, or another gave it up. */
async function unlessClosed<T>(deed: PromiseLike<T>): Promise<T> {
  try {
    return await deed;
  } catch (error) {
    if (["self_assessments_stand", "self_assessment_rounds_stand"].includes(postgresError(error)?.constraint ?? "")) throw new Refusal("not-now", "self-assessment-closed");
    throw error;
  }
}

/** Say how it stands, in the name of a body that was asked; where the round stands with that comes back. It may be said anew until all have answered; then it stands. */
export async function assess(db: Db, viewer: Viewer, it: ShownPartnership, { number, body, ...answers }: Answers & { number: number; body: string }, now: Date): Promise<{ round: Round; standing: Standing }> {
  const round = await open(db, it, number);
  focalPointAmong(viewer, round.partnerIds.filter((one) => one === body));
  await unlessClosed(keepAssessment(db, { partnershipId: it.id, number, stakeholderId: body, ...answers, shows: namesTheOther(round) ? answers.shows : [...parts], day: dayOf(now) }));
  await record(db, viewer, "self-assessment answered", it.id, now, { number });
  const { answered } = await roundByNumber(db, it.id, number);
  return { round, standing: standingOf(round, answered) };
}

/** Give a round up in which somebody does not answer: nothing of it is ever shown. */
export async function giveUp(db: Db, viewer: Viewer, it: ShownPartnership, number: number, now: Date): Promise<void> {
  const round = await open(db, it, number);
  focalPointAmong(viewer, round.partnerIds);
  await unlessClosed(endRound(db, round, dayOf(now)));
  await record(db, viewer, "self-assessment ended", it.id, now, { number });
}
