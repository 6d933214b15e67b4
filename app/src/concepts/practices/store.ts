import { and, asc, desc, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import { commitmentTo } from "@travaux/record-proofs";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { bodiesOf, visitor, type Viewer } from "../../ground/viewer.ts";
import { namesOfBodies } from "../partnerships/store.ts";
import { partnershipEditions, partnerships } from "../partnerships/tables.ts";
import { bodyColumns, bodyNow } from "../stakeholders/store/bodies.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { themes } from "../themes/tables.ts";
import { disclose, discloseRepeat, isInside, practicesFor, repeatsFor, type ShownPractice, type ShownRepeat } from "./disclosure.ts";
import type { Entry, Practice, PracticeChange, PracticeQuestion, PracticeReview, Repeat } from "./practice.ts";
import { practiceChanges, practicePartnerships, practiceQuestions, practiceRepeats, practiceReviews, practices, practiceThemes } from "./tables.ts";


/** Practices that `viewer` may know of, with everything about them: as many queries for twenty as for one. */
async function among(db: Db, viewer: Viewer, which: SQL | undefined): Promise<ShownPractice[]> {
  const rows = await db.select({ it: practices, owner: bodyColumns }).from(practices).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(practices.ownerId))).where(and(practicesFor(viewer), which)).orderBy(desc(practices.publishedDay), asc(practices.slug));
  if (rows.length === 0) return [];
  const ids = rows.map(({ it }) => it.id);
  const themed = await db.select({ practiceId: practiceThemes.practiceId, id: themes.id, slug: themes.slug, name: themes.name }).from(practiceThemes).innerJoin(themes, eq(themes.id, practiceThemes.themeId)).where(inArray(practiceThemes.practiceId, ids)).orderBy(asc(themes.kind), asc(themes.position));
  const together = await db.select({ practiceId: practicePartnerships.practiceId, id: partnerships.id, slug: partnerships.slug, title: partnershipEditions.title }).from(practicePartnerships).innerJoin(partnerships, eq(partnerships.id, practicePartnerships.partnershipId))
    .innerJoin(partnershipEditions, and(eq(partnershipEditions.partnershipId, partnerships.id), eq(partnershipEditions.edition, partnerships.edition))).where(and(inArray(practicePartnerships.practiceId, ids), eq(partnerships.state, "published"))).orderBy(asc(partnerships.slug));
  const reviews = await db.select().from(practiceReviews).where(inArray(practiceReviews.practiceId, ids)).orderBy(asc(practiceReviews.day), asc(practiceReviews.by));
  const repeats = await db.select({ practiceId: practiceRepeats.practiceId, count: sql<number>`count(*)::int` }).from(practiceRepeats).where(and(inArray(practiceRepeats.practiceId, ids), repeatsFor(visitor))).groupBy(practiceRepeats.practiceId);
  const of = <T extends { practiceId: string }>(all: readonly T[], id: string) => all.filter((one) => one.practiceId === id);
  return rows.map(({ it, owner }) => {
    const inside = isInside(viewer, it);
    return disclose({
      ...it, owner, inside, themes: of(themed, it.id).map(({ practiceId: _, ...one }) => one), partnerships: of(together, it.id).map(({ practiceId: _, ...one }) => one),
      reviews: inside ? of(reviews, it.id) : [], repeated: of(repeats, it.id)[0]?.count ?? 0,
    });
  });
}

/** All practices in public, the newest first: a house has some hundreds at most, since two officers read each. */
export const publicPractices = (db: Db): Promise<ShownPractice[]> => among(db, visitor, eq(practices.state, "published"));
/** Public practices that were done in a partnership. */
export const practicesWithin = (db: Db, partnershipId: string): Promise<ShownPractice[]> => among(db, visitor, and(eq(practices.state, "published"), sql`${practices.id} in (select practice_id from practice_partnerships where partnership_id = ${partnershipId})`));
/** The practice at this place in the address as `viewer` may see it; else a refusal. */
export async function practiceAt(db: Db, slug: string, viewer: Viewer): Promise<ShownPractice> {
  const [it] = await among(db, viewer, eq(practices.slug, slug));
  if (!it) throw new Refusal("not-found", "practice-unknown");
  return it;
}
/** What is proposed and `viewer` may know of, what was proposed first at first: for officers all, for others their own. */
export const proposedPractices = async (db: Db, viewer: Viewer): Promise<ShownPractice[]> => (await among(db, viewer, eq(practices.state, "proposed"))).toSorted((a, b) => (a.proposedDay + a.slug < b.proposedDay + b.slug ? -1 : 1));
/** Practices of these bodies, public or not, that `viewer` may know of. */
export const practicesOf = (db: Db, stakeholderIds: readonly string[], viewer: Viewer): Promise<ShownPractice[]> => (stakeholderIds.length === 0 ? Promise.resolve([]) : among(db, viewer, and(inArray(practices.ownerId, [...stakeholderIds]), sql`${practices.state} <> 'withdrawn'`)));

/** A practice as it is kept, locked until the transaction ends, with what officers found: for decisions. */
export async function lockedPractice(db: Db, id: string): Promise<{ it: Practice; reviews: PracticeReview[] }> {
  const [it] = await db.select().from(practices).where(eq(practices.id, id)).for("update");
  if (!it) throw new Refusal("not-found", "practice-unknown");
  return { it, reviews: await db.select().from(practiceReviews).where(eq(practiceReviews.practiceId, id)).orderBy(asc(practiceReviews.reviewer)) };
}
/** The places in the address that are taken around this one, as far as whoever asks can know. */
export const takenSlugs = async (db: Db, base: string): Promise<Set<string>> => new Set((await rowsOf<{ slug: string }>(db, sql`select slug from practices where slug = ${base} or slug like ${`${base}-%`}`)).map((it) => it.slug));

/** Keep a practice; false where something else, seen or not, has its place in addresses. */
export const addPractice = async (db: Db, it: Practice): Promise<boolean> => (await db.insert(practices).values(it).onConflictDoNothing({ target: practices.slug }).returning({ id: practices.id })).length > 0;
export const changePractice = (db: Db, id: string, patch: Partial<Omit<Practice, "id">>) => db.update(practices).set(patch).where(eq(practices.id, id));
/** Say what a practice is about, and in which partnerships it was done, in place of what was said before. */
export async function keepLinks(db: Db, practiceId: string, { themeIds, partnershipIds }: Pick<Entry, "themeIds" | "partnershipIds">): Promise<void> {
  await db.delete(practiceThemes).where(eq(practiceThemes.practiceId, practiceId));
  await db.delete(practicePartnerships).where(eq(practicePartnerships.practiceId, practiceId));
  if (themeIds.length > 0) await db.insert(practiceThemes).values(themeIds.map((themeId) => ({ practiceId, themeId })));
  if (partnershipIds.length > 0) await db.insert(practicePartnerships).values(partnershipIds.map((partnershipId) => ({ practiceId, partnershipId })));
}
export const addReview = (db: Db, it: PracticeReview) => db.insert(practiceReviews).values(it);
/** What officers found of what was changed since. */
export const removeReviews = (db: Db, practiceId: string) => db.delete(practiceReviews).where(eq(practiceReviews.practiceId, practiceId));

/** The verified bodies that `viewer` is a member of: those it may report for. Focal points confirm. */
export async function memberBodies(db: Db, viewer: Viewer) {
  const ids = bodiesOf(viewer);
  if (ids.length === 0) return [];
  return db.select({ id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name }).from(stakeholders).where(and(inArray(stakeholders.id, ids), eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId))).orderBy(asc(stakeholders.slug));
}

/** Who repeated a practice, as `viewer` may know, the first first. */
export async function repeatsOf(db: Db, practiceId: string, viewer: Viewer): Promise<ShownRepeat[]> {
  const rows = await db.select({ it: practiceRepeats, body: bodyColumns }).from(practiceRepeats).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(practiceRepeats.stakeholderId))).where(and(eq(practiceRepeats.practiceId, practiceId), repeatsFor(viewer))).orderBy(asc(practiceRepeats.day), asc(stakeholders.slug));
  return rows.map(({ it, body }) => discloseRepeat({ ...it, body }));
}
const ofBody = ({ practiceId, stakeholderId }: Pick<Repeat, "practiceId" | "stakeholderId">) => and(eq(practiceRepeats.practiceId, practiceId), eq(practiceRepeats.stakeholderId, stakeholderId));
/** Keep what a body says of its repetition in place of what it said before. */
export const keepRepeat = (db: Db, { practiceId, stakeholderId, ...said }: Repeat) => db.insert(practiceRepeats).values({ practiceId, stakeholderId, ...said }).onConflictDoUpdate({ target: [practiceRepeats.practiceId, practiceRepeats.stakeholderId], set: said });
export const confirmRepeat = (db: Db, it: Pick<Repeat, "practiceId" | "stakeholderId">, confirmedDay: string) => db.update(practiceRepeats).set({ confirmedDay }).where(ofBody(it));
export const removeRepeat = (db: Db, it: Pick<Repeat, "practiceId" | "stakeholderId">) => db.delete(practiceRepeats).where(ofBody(it));

/** What `viewer`, a focal point, has to confirm or take back for their bodies: repetitions that a member reported, the first first. */
export async function unconfirmedRepeats(db: Db, stakeholderIds: readonly string[], viewer: Viewer): Promise<{ slug: string; title: Practice["title"]; day: string }[]> {
  if (stakeholderIds.length === 0) return [];
  return db.select({ slug: practices.slug, title: practices.title, day: practiceRepeats.day }).from(practiceRepeats).innerJoin(practices, eq(practices.id, practiceRepeats.practiceId))
    .where(and(inArray(practiceRepeats.stakeholderId, [...stakeholderIds]), isNull(practiceRepeats.confirmedDay), eq(practices.state, "published"), repeatsFor(viewer))).orderBy(asc(practiceRepeats.day), asc(practices.slug));
}

const changeColumns = { practiceId: practiceChanges.practiceId, sequence: practiceChanges.sequence, what: practiceChanges.what, stakeholderId: practiceChanges.stakeholderId, day: practiceChanges.day, by: practiceChanges.by, because: practiceChanges.because, entry: practiceChanges.entry };
/** What happened to a practice in public, the newest first. */
export const changesOfPractice = (db: Db, practiceId: string): Promise<PracticeChange[]> => db.select(changeColumns).from(practiceChanges).where(eq(practiceChanges.practiceId, practiceId)).orderBy(desc(practiceChanges.sequence));
/** What the record was told of one thing that happened. */
export async function entryOfChange(db: Db, practiceId: string, sequence: number): Promise<{ sealed: Sealed; day: string } | null> {
  const [row] = await db.select().from(practiceChanges).where(and(eq(practiceChanges.practiceId, practiceId), eq(practiceChanges.sequence, sequence)));
  return row ? { sealed: { entry: row.entry, statement: row.statement, salt: row.salt, commitment: commitmentTo(row.statement, row.salt) }, day: row.day } : null;
}
export const addChange = (db: Db, { entry: _, ...it }: PracticeChange, { entry, statement, salt }: Sealed) => db.insert(practiceChanges).values({ ...it, entry, statement, salt });
/** The next number of a change. */
export async function nextSequence(db: Db, practiceId: string): Promise<number> {
  const [row] = await rowsOf<{ next: number }>(db, sql`select coalesce(max(sequence) + 1, 0)::int as next from practice_changes where practice_id = ${practiceId}`);
  return row!.next;
}

/** Questions to a practice with the names of who asked and who answered, the first first. */
export async function questionsOf(db: Db, practiceId: string) {
  const rows = await db.select().from(practiceQuestions).where(eq(practiceQuestions.practiceId, practiceId)).orderBy(asc(practiceQuestions.number));
  const bodies = new Map((await namesOfBodies(db, [...new Set(rows.flatMap((it) => [it.askerId, ...(it.answererId ? [it.answererId] : [])]))])).map((it) => [it.id, it]));
  return rows.map((it) => ({ ...it, asker: bodies.get(it.askerId) ?? null, answerer: it.answererId ? (bodies.get(it.answererId) ?? null) : null }));
}
export type ShownQuestion = Awaited<ReturnType<typeof questionsOf>>[number];
/** Questions that nobody has answered, those due first at first, to these practices. */
export const unanswered = (db: Db, practiceIds: readonly string[]): Promise<PracticeQuestion[]> => (practiceIds.length === 0 ? Promise.resolve([]) : db.select().from(practiceQuestions)
  .where(and(inArray(practiceQuestions.practiceId, [...practiceIds]), isNull(practiceQuestions.answer), isNull(practiceQuestions.asideBecause))).orderBy(asc(practiceQuestions.dueDay), asc(practiceQuestions.number)));
/** A question as it is kept, for decisions. */
export async function questionByNumber(db: Db, practiceId: string, number: number): Promise<PracticeQuestion> {
  const [row] = await db.select().from(practiceQuestions).where(and(eq(practiceQuestions.practiceId, practiceId), eq(practiceQuestions.number, number)));
  if (!row) throw new Refusal("not-found", "page-unknown");
  return row;
}
/** The next number of a question. */
export async function nextQuestion(db: Db, practiceId: string): Promise<number> {
  const [row] = await rowsOf<{ next: number }>(db, sql`select coalesce(max(number) + 1, 1)::int as next from practice_questions where practice_id = ${practiceId}`);
  return row!.next;
}
export const addQuestion = (db: Db, it: PracticeQuestion) => db.insert(practiceQuestions).values(it);
export const changeQuestion = (db: Db, { practiceId, number }: Pick<PracticeQuestion, "practiceId" | "number">, patch: Partial<Omit<PracticeQuestion, "practiceId" | "number">>) =>
  db.update(practiceQuestions).set(patch).where(and(eq(practiceQuestions.practiceId, practiceId), eq(practiceQuestions.number, number)));
