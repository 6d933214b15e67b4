import { and, asc, desc, eq, inArray, ne, sql, type SQL } from "drizzle-orm";
import { commitmentTo as sealOf } from "@travaux/record-proofs";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { bodiesOf, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import { assessments } from "../assessments/tables.ts";
import type { ReleaseDocument } from "../findings/release.ts";
import { findingReleases } from "../findings/tables.ts";
import { meetings } from "../meetings/tables.ts";
import type { Process } from "../processes/process.ts";
import { processes } from "../processes/tables.ts";
import { bodyColumns, bodyNow } from "../stakeholders/store/bodies.ts";
import { publicTitles } from "../statements/store.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { themes } from "../themes/tables.ts";
import { isWithoutOwner, shareDone, type Commitment, type CommitmentChange, type Owner, type Progress } from "./commitment.ts";
import { commitmentsFor, disclose, discloseOwner, discloseProgress, isInside, ownersFor, type Move, type ShownCommitment, type ShownOwner, type ShownProgress, type Source } from "./disclosure.ts";
import { commitmentChanges, commitmentOwners, commitmentProgress, commitments, commitmentThemes } from "./tables.ts";

const isVerified = eq(stakeholders.state, "verified");

/** Who was asked to own these, as far as `viewer` may know, under the names that bodies have now. */
async function ownersOf(db: Db, ids: readonly string[], viewer: Viewer): Promise<ShownOwner[]> {
  const rows = await db.select({ it: commitmentOwners, body: bodyColumns }).from(commitmentOwners).innerJoin(commitments, eq(commitments.id, commitmentOwners.commitmentId)).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(commitmentOwners.stakeholderId)))
    .where(and(inArray(commitmentOwners.commitmentId, [...ids]), isVerified, ownersFor(viewer))).orderBy(asc(stakeholders.slug), asc(commitmentOwners.confirmedDay), asc(commitmentOwners.stakeholderId));
  return rows.map(({ it, body }) => discloseOwner({ ...it, body }));
}

/** Each body once: two names of one body are one owner, by the earlier confirmation. */
const eachOnce = (owners: readonly ShownOwner[]): ShownOwner[] => owners.filter((it, at) => owners.findIndex((one) => one.body.id === it.body.id) === at);

/** What these were born of, by their ids: meetings that were announced, joint statements that were opened, and findings of cleared releases. */
async function sourcesOf(db: Db, rows: readonly Commitment[]): Promise<Map<string, Source>> {
  const [meetingIds, releaseIds] = [rows.flatMap((it) => it.meetingId ?? []), rows.flatMap((it) => it.findingReleaseId ?? [])];
  const held = await db.select({ id: meetings.id, number: meetings.number, title: meetings.title }).from(meetings).where(and(inArray(meetings.id, ["", ...meetingIds]), ne(meetings.state, "draft")));
  const opened = await publicTitles(db, rows.flatMap((it) => it.statementId ?? []));
  const released = await db.select({ id: findingReleases.id, release: findingReleases.number, assessment: assessments.number, document: findingReleases.document }).from(findingReleases)
    .innerJoin(assessments, eq(assessments.id, findingReleases.assessmentId)).where(and(inArray(findingReleases.id, ["", ...releaseIds]), eq(findingReleases.state, "cleared")));
  const documents = new Map(released.map((it) => [it.id, { ...it, findings: (JSON.parse(it.document) as ReleaseDocument).findings }] as const));
  return new Map(rows.flatMap((it): [string, Source][] => {
    const [meeting, release] = [held.find((one) => one.id === it.meetingId), documents.get(it.findingReleaseId ?? "")];
    const finding = release?.findings.find((one) => one.number === it.findingNumber);
    const statement = opened.get(it.statementId ?? "");
    if (meeting) return [[it.id, { of: "meeting", number: meeting.number, title: meeting.title }]];
    if (statement) return [[it.id, { of: "statement", ...statement }]];
    return release && finding ? [[it.id, { of: "finding", assessment: release.assessment, release: release.release, number: finding.number, title: finding.title }]] : [];
  }));
}

type Row = { it: Commitment; asked: number; slug: string; shortName: Localized };
/** Everything about these that `viewer` may know, in the order of `rows`: as many queries for twenty as for one. */
async function shown(db: Db, rows: readonly Row[], viewer: Viewer): Promise<ShownCommitment[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ it }) => it.id);
  const [owners, sources] = [await ownersOf(db, ids, viewer), await sourcesOf(db, rows.map(({ it }) => it))];
  const themed = await db.select({ commitmentId: commitmentThemes.commitmentId, id: themes.id, slug: themes.slug, name: themes.name }).from(commitmentThemes).innerJoin(themes, eq(themes.id, commitmentThemes.themeId)).where(inArray(commitmentThemes.commitmentId, ids)).orderBy(asc(themes.kind), asc(themes.position));
  const moves = await db.select({ commitmentId: commitmentChanges.commitmentId, before: commitmentChanges.before, after: commitmentChanges.after, because: commitmentChanges.because, day: commitmentChanges.day }).from(commitmentChanges).where(and(inArray(commitmentChanges.commitmentId, ids), eq(commitmentChanges.what, "moved"))).orderBy(asc(commitmentChanges.sequence));
  const progress = await db.select({ commitmentId: commitmentProgress.commitmentId, number: commitmentProgress.number, share: commitmentProgress.share, corrects: commitmentProgress.corrects }).from(commitmentProgress).where(inArray(commitmentProgress.commitmentId, ids));
  return rows.map(({ it, asked, ...process }) => {
    const of = <T extends { commitmentId: string }>(all: readonly T[]) => all.filter((one) => one.commitmentId === it.id);
    const [all, confirmed] = [of(owners), eachOnce(of(owners).filter((one) => one.state === "confirmed"))];
    return disclose({
      ...it, process, owners: confirmed, asked, others: all.filter((one) => one.state !== "confirmed"), inside: isInside(viewer, it, all), themes: of(themed).map(({ commitmentId: _, ...one }) => one),
      source: sources.get(it.id) ?? null, moves: of(moves).map(({ commitmentId: _, ...one }) => one as Move), share: shareDone(of(progress)),
    });
  });
}

/** Commitments that `viewer` may know of, those due first at first. */
const among = async (db: Db, viewer: Viewer, which: SQL | undefined): Promise<ShownCommitment[]> => shown(db,
  await db.select({ it: commitments, asked: sql<number>`commitment_asked(${commitments.id})`, slug: processes.slug, shortName: processes.shortName }).from(commitments).innerJoin(processes, eq(processes.id, commitments.processId))
    .where(and(commitmentsFor(viewer), which)).orderBy(asc(commitments.dueDay), asc(processes.position), asc(commitments.number)), viewer);

/** The commitments of a process that `viewer` may know of, those due first at first. */
export const commitmentsOf = (db: Db, process: Pick<Process, "id">, viewer: Viewer): Promise<ShownCommitment[]> => among(db, viewer, eq(commitments.processId, process.id));
/** Those that were born of a joint statement. */
export const commitmentsOfStatement = (db: Db, statementId: string, viewer: Viewer): Promise<ShownCommitment[]> => among(db, viewer, eq(commitments.statementId, statementId));

/** Those that were born at a meeting. */
export const commitmentsOfMeeting = (db: Db, meetingId: string, viewer: Viewer): Promise<ShownCommitment[]> => among(db, viewer, eq(commitments.meetingId, meetingId));

/** Those about a theme. */
export const commitmentsAbout = (db: Db, theme: string, viewer: Viewer): Promise<ShownCommitment[]> =>
  among(db, viewer, inArray(commitments.id, db.select({ id: commitmentThemes.commitmentId }).from(commitmentThemes).innerJoin(themes, eq(themes.id, commitmentThemes.themeId)).where(eq(themes.slug, theme))));

/** Commitments beside which one of these bodies stands, whatever it answered, as far as `viewer` may know. */
export async function commitmentsWith(db: Db, stakeholderIds: readonly string[], viewer: Viewer): Promise<ShownCommitment[]> {
  if (stakeholderIds.length === 0) return [];
  const bodies = sql.join(stakeholderIds.map((it) => sql`${it}`), sql`, `);
  const all = await among(db, viewer, sql`${commitments.id} in (select o.commitment_id from commitment_owners o join stakeholders was on was.id = o.stakeholder_id where coalesce(was.merged_into_id, was.id) in (${bodies}))`);
  return all.filter((it) => [...it.owners, ...it.others].some((one) => stakeholderIds.includes(one.body.id))); // that somebody was asked is not told by what is found
}
/** Commitments in public that one of these bodies has confirmed and not left. */
export const commitmentsOwnedBy = async (db: Db, stakeholderIds: readonly string[], viewer: Viewer): Promise<ShownCommitment[]> =>
  (await commitmentsWith(db, stakeholderIds, viewer)).filter((it) => it.openedDay !== null && it.owners.some((one) => stakeholderIds.includes(one.body.id)));

/** The commitment of this number of a process, if `viewer` may know of it; else it is not found. */
export async function commitmentByNumber(db: Db, process: Pick<Process, "id">, number: number, viewer: Viewer): Promise<ShownCommitment> {
  const [it] = await among(db, viewer, and(eq(commitments.processId, process.id), eq(commitments.number, number)));
  if (!it) throw new Refusal("not-found", "commitment-unknown", { number });
  return it;
}

/** What waits for officers of a process: what nobody owns any more, those due first at first. */
export const withoutOwner = async (db: Db, process: Pick<Process, "id">, viewer: Viewer): Promise<ShownCommitment[]> => (await commitmentsOf(db, process, viewer)).filter((it) => isWithoutOwner(it, it.owners));

/** A commitment as it is kept, locked until the transaction ends, with the owners that whoever asks may know of: for decisions. */
export async function lockedCommitment(db: Db, id: string): Promise<{ it: Commitment; owners: Owner[] }> {
  const [it] = await db.select().from(commitments).where(eq(commitments.id, id)).for("update");
  if (!it) throw new Refusal("not-found", "page-unknown");
  return { it, owners: await db.select().from(commitmentOwners).where(eq(commitmentOwners.commitmentId, id)).orderBy(asc(commitmentOwners.stakeholderId)) };
}
/** Whether a commitment has an owner that is still a body here. */
export async function hasOwner(db: Db, id: string): Promise<boolean> {
  const rows = await db.select({ id: stakeholders.id }).from(commitmentOwners).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(commitmentOwners.stakeholderId))).where(and(eq(commitmentOwners.commitmentId, id), eq(commitmentOwners.state, "confirmed"), isVerified));
  return rows.length > 0;
}

/** The next number in a process; nobody else takes one until the transaction ends. */
export async function nextNumber(db: Db, processId: string): Promise<number> {
  const [row] = await rowsOf<{ next: number }>(db, sql`select next_commitment_number(${processId}) as next`);
  return row!.next;
}
export const addCommitment = (db: Db, it: Commitment) => db.insert(commitments).values(it);
export const changeCommitment = (db: Db, id: string, patch: Partial<Omit<Commitment, "id">>) => (Object.keys(patch).length === 0 ? Promise.resolve() : db.update(commitments).set(patch).where(eq(commitments.id, id)).then(() => undefined));
export const addThemes = (db: Db, commitmentId: string, themeIds: readonly string[]) => (themeIds.length === 0 ? Promise.resolve() : db.insert(commitmentThemes).values(themeIds.map((themeId) => ({ commitmentId, themeId }))).then(() => undefined));
export const addOwners = (db: Db, owners: readonly Owner[]) => (owners.length === 0 ? Promise.resolve() : db.insert(commitmentOwners).values([...owners]).then(() => undefined));
export const changeOwner = (db: Db, { commitmentId, stakeholderId, ...patch }: Owner) => db.update(commitmentOwners).set(patch).where(and(eq(commitmentOwners.commitmentId, commitmentId), eq(commitmentOwners.stakeholderId, stakeholderId)));

/** What owners did, the first first, under the names that they have now. */
export async function progressOf(db: Db, commitmentId: string): Promise<ShownProgress[]> {
  const rows = await db.select({ it: commitmentProgress, body: { slug: stakeholders.slug, name: stakeholders.name } }).from(commitmentProgress).leftJoin(stakeholders, eq(stakeholders.id, bodyNow(commitmentProgress.stakeholderId))).where(eq(commitmentProgress.commitmentId, commitmentId)).orderBy(asc(commitmentProgress.number));
  return rows.map(({ it, body }) => discloseProgress({ ...it, body }));
}
export const addProgress = (db: Db, it: Progress) => db.insert(commitmentProgress).values(it);

const changeColumns = { commitmentId: commitmentChanges.commitmentId, sequence: commitmentChanges.sequence, what: commitmentChanges.what, stakeholderId: commitmentChanges.stakeholderId, day: commitmentChanges.day, by: commitmentChanges.by, because: commitmentChanges.because, before: commitmentChanges.before, after: commitmentChanges.after, entry: commitmentChanges.entry };
/** What happened to a commitment in public, the newest first. */
export const changesOfCommitment = (db: Db, commitmentId: string): Promise<CommitmentChange[]> => db.select(changeColumns).from(commitmentChanges).where(eq(commitmentChanges.commitmentId, commitmentId)).orderBy(desc(commitmentChanges.sequence));
/** The same of several, each the first first. */
export async function changesOfCommitments(db: Db, ids: readonly string[]): Promise<Map<string, CommitmentChange[]>> {
  const rows = ids.length === 0 ? [] : await db.select(changeColumns).from(commitmentChanges).where(inArray(commitmentChanges.commitmentId, [...ids])).orderBy(asc(commitmentChanges.sequence));
  return Map.groupBy(rows, (it) => it.commitmentId);
}
/** What the record was told of one thing that happened. */
export async function entryOfChange(db: Db, commitmentId: string, sequence: number): Promise<{ sealed: Sealed; day: string } | null> {
  const [row] = await db.select().from(commitmentChanges).where(and(eq(commitmentChanges.commitmentId, commitmentId), eq(commitmentChanges.sequence, sequence)));
  return row ? { sealed: { entry: row.entry, statement: row.statement, salt: row.salt, commitment: sealOf(row.statement, row.salt) }, day: row.day } : null;
}
export const addChange = (db: Db, { entry: _, ...it }: CommitmentChange, { entry, statement, salt }: Sealed) => db.insert(commitmentChanges).values({ ...it, entry, statement, salt });
const nextOf = async (db: Db, table: "commitment_changes" | "commitment_progress", from: number, commitmentId: string) =>
  (await rowsOf<{ next: number }>(db, sql`select coalesce(max(${sql.identifier(table === "commitment_changes" ? "sequence" : "number")}) + 1, ${from})::int as next from ${sql.identifier(table)} where commitment_id = ${commitmentId}`))[0]!.next;
/** The next number of a change, and of an entry about progress; the commitment is locked by whoever asks. */
export const nextSequence = (db: Db, commitmentId: string): Promise<number> => nextOf(db, "commitment_changes", 0, commitmentId);
export const nextProgress = (db: Db, commitmentId: string): Promise<number> => nextOf(db, "commitment_progress", 1, commitmentId);

/** Which of these the viewer’s own bodies are asked to answer, or own. */
export const ownOf = (viewer: Viewer, it: Pick<ShownCommitment, "owners" | "others">, state: Owner["state"]): ShownOwner[] => [...it.owners, ...it.others].filter((one) => one.state === state && bodiesOf(viewer).includes(one.stakeholderId));
