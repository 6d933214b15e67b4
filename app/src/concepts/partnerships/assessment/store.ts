import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { standingOf, type Assessment, type Round, type Saying } from "./assessment.ts";
import { assessmentsFor, discloseRound, roundsFor, type ShownRound } from "./disclosure.ts";
import { selfAssessmentRounds, selfAssessments } from "./tables.ts";

/** Rounds of a partnership that the bodies of `viewer` were asked in, the first first; for everyone else, and for officers, none. */
export async function roundsOf(db: Db, partnershipId: string, viewer: Viewer): Promise<ShownRound[]> {
  const rounds = await db.select().from(selfAssessmentRounds).where(and(eq(selfAssessmentRounds.partnershipId, partnershipId), roundsFor(viewer))).orderBy(asc(selfAssessmentRounds.number));
  if (rounds.length === 0) return [];
  const own = await db.select().from(selfAssessments).where(and(eq(selfAssessments.partnershipId, partnershipId), assessmentsFor(viewer))).orderBy(asc(selfAssessments.number), asc(selfAssessments.stakeholderId));
  const [counts, sayings] = [await answeredIn(db, partnershipId), await togetherIn(db, partnershipId)];
  return rounds.map((it) => {
    const answered = counts.find((one) => one.number === it.number)?.answered ?? 0;
    return discloseRound({ ...it, answered, standing: standingOf(it, answered), own: own.filter((one) => one.number === it.number), together: sayings.filter((one) => one.number === it.number).map(({ part, said }) => ({ part, said })) });
  });
}

/** Open rounds in which one of these bodies has not answered, the first opened first, as `viewer` may know. */
export async function roundsWaitingFor(db: Db, stakeholderIds: readonly string[], viewer: Viewer): Promise<Pick<Round, "partnershipId" | "openedDay">[]> {
  if (stakeholderIds.length === 0) return [];
  const rounds = await db.select().from(selfAssessmentRounds).where(and(isNull(selfAssessmentRounds.endedDay), roundsFor(viewer))).orderBy(asc(selfAssessmentRounds.openedDay), asc(selfAssessmentRounds.partnershipId));
  const own = rounds.length === 0 ? [] : await db.select().from(selfAssessments).where(assessmentsFor(viewer));
  const hasAnswered = (it: Round, body: string) => own.some((one) => one.partnershipId === it.partnershipId && one.number === it.number && one.stakeholderId === body);
  return rounds.filter((it) => it.partnerIds.some((body) => stakeholderIds.includes(body) && !hasAnswered(it, body))).map(({ partnershipId, openedDay }) => ({ partnershipId, openedDay }));
}

/** How many partners have answered in each round; the function tells nobody but its partners. */
const answeredIn = (db: Db, partnershipId: string) => rowsOf<{ number: number; answered: number }>(db, sql`select r.number, self_assessment_answered(r.partnership_id, r.number) as answered from self_assessment_rounds r where r.partnership_id = ${partnershipId}`);
/** What all said, round by round, each thing without whose it is; the function tells nobody but the partners, and nothing before all have answered. */
const togetherIn = (db: Db, partnershipId: string) => rowsOf<Saying & { number: number }>(db, sql`select r.number, t.part, t.said from self_assessment_rounds r, self_assessment_together(r.partnership_id, r.number) t where r.partnership_id = ${partnershipId} order by r.number, t.part, t.said collate "C"`);

/** How many rounds there were, and whether one is open: for the partners of today as well, who came after it was opened and see nothing of it. */
export async function roundsSoFar(db: Db, partnershipId: string): Promise<{ rounds: number; isOpen: boolean }> {
  const [row] = await rowsOf<{ rounds: number; is_open: boolean }>(db, sql`select rounds, is_open from self_assessment_rounds_so_far(${partnershipId})`);
  return { rounds: row!.rounds, isOpen: row!.is_open };
}

/** A round as it is kept, for decisions; only its partners find it. */
export async function roundByNumber(db: Db, partnershipId: string, number: number): Promise<Round & { answered: number }> {
  const [row] = await db.select().from(selfAssessmentRounds).where(and(eq(selfAssessmentRounds.partnershipId, partnershipId), eq(selfAssessmentRounds.number, number)));
  if (!row) throw new Refusal("not-found", "page-unknown");
  return { ...row, answered: (await answeredIn(db, partnershipId)).find((it) => it.number === number)?.answered ?? 0 };
}

export const addRound = (db: Db, it: Round) => db.insert(selfAssessmentRounds).values(it);
export const endRound = (db: Db, { partnershipId, number }: Pick<Round, "partnershipId" | "number">, endedDay: string) =>
  db.update(selfAssessmentRounds).set({ endedDay }).where(and(eq(selfAssessmentRounds.partnershipId, partnershipId), eq(selfAssessmentRounds.number, number)));
/** Keep what a body says in place of what it said before. */
export const keepAssessment = (db: Db, { partnershipId, number, stakeholderId, ...said }: Assessment) =>
  db.insert(selfAssessments).values({ partnershipId, number, stakeholderId, ...said }).onConflictDoUpdate({ target: [selfAssessments.partnershipId, selfAssessments.number, selfAssessments.stakeholderId], set: said });
