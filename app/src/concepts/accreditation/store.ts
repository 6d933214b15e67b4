import { aliasedTable, and, asc, desc, eq, inArray, isNotNull, isNull, max, ne, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { bodiesOf, visitor, type Viewer } from "../../ground/viewer.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import type { Localized } from "../../ground/words.ts";
import { moves, type Accreditation, type Deed, type Move, type Track } from "./accreditation.ts";
import { accreditationsFor, disclose, discloseObjection, disclosePrepared, discloseSent, discloseStep, maySeeFile, maySeePrepared, type Body, type Prepared, type SentFile, type ShownAccreditation, type ShownFile, type ShownObjection, type ShownPrepared, type ShownStep, type Step } from "./disclosure.ts";
import type { Objection, ObjectionFile } from "./objection.ts";
import { accreditationFiles, accreditations, accreditationSteps, objectionFiles, objections, preparedDecisions, tracks } from "./tables.ts";

/** The doors into the room of a process, by letter. */
export const tracksOf = (db: Db, processId: string): Promise<Track[]> => db.select().from(tracks).where(eq(tracks.processId, processId)).orderBy(asc(tracks.letter));

/** The door of this letter, or a refusal. */
export async function trackByLetter(db: Db, processId: string, letter: string): Promise<Track> {
  const [it] = await db.select().from(tracks).where(and(eq(tracks.processId, processId), eq(tracks.letter, letter)));
  if (!it) throw new Refusal("not-found", "page-unknown");
  return it;
}

const bodyColumns = { id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name, sector: stakeholders.sector, regionalGroup: stakeholders.regionalGroup, invented: stakeholders.invented };
const formerly = aliasedTable(stakeholders, "formerly");
/** The body that a file belongs to now: what it was merged into, if it was. */
const bodyNow = sql`coalesce((select ${formerly.mergedIntoId} from ${stakeholders} "formerly" where ${formerly.id} = ${accreditations.stakeholderId}), ${accreditations.stakeholderId})`;

/** Files that `viewer` may know of and that fit, by the address of their body, the newest last. */
async function shown(db: Db, viewer: Viewer, which: SQL): Promise<ShownAccreditation[]> {
  const rows = await db.select({ it: accreditations, body: bodyColumns, letter: tracks.letter }).from(accreditations).innerJoin(stakeholders, eq(stakeholders.id, bodyNow)).innerJoin(tracks, eq(tracks.id, accreditations.trackId))
    .where(and(which, accreditationsFor(viewer))).orderBy(asc(stakeholders.slug), asc(accreditations.appliedDay), asc(accreditations.id));
  return rows.map(({ it, body, letter }) => disclose({ ...it, body, letter }));
}

/** Where every body stands in a process, as far as `viewer` may know. */
export const accreditationsIn = (db: Db, processId: string, viewer: Viewer): Promise<ShownAccreditation[]> => shown(db, viewer, eq(accreditations.processId, processId));

/** Who is accredited in a process: what everyone reads. */
export const accreditationsOf = (db: Db, processId: string): Promise<ShownAccreditation[]> => shown(db, visitor, and(eq(accreditations.processId, processId), eq(accreditations.state, "accredited"))!);

/** How officers moved files of these processes on a day, by the name of the body. */
export const movedOn = (db: Db, day: string, processIds: readonly string[]): Promise<{ body: Localized; deed: Deed; by: string | null }[]> =>
  processIds.length === 0 ? Promise.resolve([]) : db.select({ body: stakeholders.name, deed: accreditationSteps.deed, by: accreditationSteps.by }).from(accreditationSteps).innerJoin(accreditations, eq(accreditations.id, accreditationSteps.accreditationId)).innerJoin(stakeholders, eq(stakeholders.id, bodyNow))
    .where(and(eq(accreditationSteps.day, day), inArray(accreditations.processId, [...processIds]), isNotNull(accreditationSteps.by), inArray(accreditationSteps.deed, Object.keys(moves) as Move[]))).orderBy(asc(stakeholders.slug), asc(accreditationSteps.turn));

/** Whether a body, or one that was merged into it, is accredited in a process now. */
export async function isAccredited(db: Db, processId: string, stakeholderId: string): Promise<boolean> {
  const [it] = await db.select({ id: accreditations.id }).from(accreditations).where(and(eq(accreditations.processId, processId), eq(accreditations.state, "accredited"),
    or(eq(accreditations.stakeholderId, stakeholderId), sql`${accreditations.stakeholderId} in (select id from stakeholders where merged_into_id = ${stakeholderId})`))).limit(1);
  return it !== undefined;
}

/** Which of these bodies are admitted to a process, under the name they have or one they had. */
export async function accreditedAmong(db: Db, processId: string, stakeholderIds: readonly string[]): Promise<Set<string>> {
  if (stakeholderIds.length === 0) return new Set();
  const now = sql<string>`coalesce((select merged_into_id from stakeholders was where was.id = ${accreditations.stakeholderId}), ${accreditations.stakeholderId})`;
  const rows = await db.select({ id: now }).from(accreditations).where(and(eq(accreditations.processId, processId), eq(accreditations.state, "accredited"), inArray(now, [...stakeholderIds])));
  return new Set(rows.map((it) => it.id));
}

/** Where the bodies that `viewer` speaks for stand in a process, each with its newest file. */
export async function ownAccreditations(db: Db, viewer: Viewer, processId: string): Promise<ShownAccreditation[]> {
  const own = bodiesOf(viewer);
  if (own.length === 0) return [];
  const files = await shown(db, viewer, and(eq(accreditations.processId, processId), inArray(accreditations.stakeholderId, own))!);
  return [...new Map(files.map((it) => [it.body.id, it])).values()];
}

/** Every file of a body in a process, the newest first; none that `viewer` may not look into. */
export async function filesOfBody(db: Db, processId: string, slug: string, viewer: Viewer): Promise<ShownAccreditation[]> {
  const files = await shown(db, viewer, and(eq(accreditations.processId, processId), eq(stakeholders.slug, slug))!);
  return files.filter((it) => maySeeFile(viewer, it)).toReversed();
}

type Behind = Pick<Accreditation, "id" | "processId" | "stakeholderId">;

/** What a body sent; null where `viewer` may not know. */
export async function sentIn(db: Db, it: Behind, viewer: Viewer): Promise<ShownFile | null> {
  if (!maySeeFile(viewer, it)) return null;
  const [file] = await db.select({ statement: accreditationFiles.statement, documents: accreditationFiles.documents, appeal: accreditationFiles.appeal }).from(accreditationFiles).where(eq(accreditationFiles.accreditationId, it.id));
  return file ? discloseSent(file) : null;
}

const stepColumns = { turn: accreditationSteps.turn, deed: accreditationSteps.deed, day: accreditationSteps.day, by: accreditationSteps.by, because: accreditationSteps.because, until: accreditationSteps.until, phase: accreditationSteps.phase, objection: accreditationSteps.objection };
/** What happened to a file, the first first; nothing where `viewer` may not know. */
export async function stepsOf(db: Db, it: Behind, viewer: Viewer): Promise<ShownStep[]> {
  if (!maySeeFile(viewer, it)) return [];
  return (await db.select(stepColumns).from(accreditationSteps).where(eq(accreditationSteps.accreditationId, it.id)).orderBy(asc(accreditationSteps.turn))).map(discloseStep);
}

/** Decisions of a process that wait to be sent, by file: for its officers. */
export async function preparedIn(db: Db, processId: string, viewer: Viewer): Promise<Map<string, ShownPrepared>> {
  if (!maySeePrepared(viewer, processId)) return new Map();
  const rows = await db.select().from(preparedDecisions).where(eq(preparedDecisions.processId, processId)).orderBy(asc(preparedDecisions.accreditationId));
  return new Map(rows.map((it) => [it.accreditationId, disclosePrepared(it)]));
}

const registered = (db: Db) => db.select({ it: objections, letter: tracks.letter, body: bodyColumns }).from(objections).innerJoin(tracks, eq(tracks.id, objections.trackId)).leftJoin(stakeholders, eq(stakeholders.id, objections.namedId));

/** The register of objections of a process, the newest first: the same for everyone. */
export const objectionsIn = async (db: Db, processId: string): Promise<ShownObjection[]> =>
  (await registered(db).where(eq(objections.processId, processId)).orderBy(desc(objections.number))).map(({ it, letter, body }) => discloseObjection({ ...it, letter, body }));

/** Objections to one body with what it answered in confidence: for itself and the officers. */
export async function objectionsTo(db: Db, it: Behind, viewer: Viewer): Promise<(ShownObjection & { inConfidence: string | null })[]> {
  if (!maySeeFile(viewer, it)) return [];
  const files = new Map((await db.select().from(objectionFiles).where(eq(objectionFiles.accreditationId, it.id))).map((one) => [one.objectionId, one]));
  if (files.size === 0) return [];
  const rows = await registered(db).where(inArray(objections.id, [...files.keys()])).orderBy(asc(objections.number));
  return rows.map(({ it: one, letter, body }) => ({ ...discloseObjection({ ...one, letter, body }), inConfidence: files.get(one.id)?.reply ?? null }));
}

/** How many objections stand against each of these files: for decisions. */
export async function standingAgainst(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select({ id: objectionFiles.accreditationId, count: sql<number>`count(*)::int` }).from(objectionFiles).innerJoin(objections, eq(objections.id, objectionFiles.objectionId))
    .where(and(inArray(objectionFiles.accreditationId, [...ids]), eq(objections.state, "standing"))).groupBy(objectionFiles.accreditationId);
  return new Map(rows.map((it) => [it.id, it.count]));
}

export type ProtectedCount = { standing: "under-way" | "refused"; kind: "sector" | "region" | "total"; value: string; count: number | null };
/** How many are under way and how many were refused; null where a number is too small to be told, or would give one that is away. */
export const protectedCounts = (db: Db, processId: string, fewest: number): Promise<ProtectedCount[]> =>
  rowsOf<ProtectedCount>(db, sql`select standing, kind, value, n as count from accreditation_counts(${processId}, ${fewest})`);

/** A file with its door and the body that it is of. */
export type LockedFile = { it: Accreditation; track: Track; body: Body };
const files = (db: Db) => db.select({ it: accreditations, track: tracks, body: bodyColumns }).from(accreditations).innerJoin(tracks, eq(tracks.id, accreditations.trackId)).innerJoin(stakeholders, eq(stakeholders.id, accreditations.stakeholderId));

/** A file as it is kept, locked until the transaction ends: for decisions. */
export async function lockedFile(db: Db, id: string): Promise<LockedFile> {
  const [file] = await files(db).where(eq(accreditations.id, id)).for("update", { of: accreditations });
  if (!file) throw new Refusal("not-found", "page-unknown");
  return file;
}
export const trackById = async (db: Db, id: string): Promise<Track> => (await db.select().from(tracks).where(eq(tracks.id, id)))[0]!;
/** Whose file it is, by the name that a sentence needs. */
export const bodyOfFile = async (db: Db, stakeholderId: string) => (await db.select(bodyColumns).from(stakeholders).where(eq(stakeholders.id, stakeholderId)))[0]!;
/** What last happened to a file: for a sentence to whoever comes too late. */
export async function lastStep(db: Db, accreditationId: string): Promise<Pick<Step, "by" | "day"> | null> {
  const [it] = await db.select({ by: accreditationSteps.by, day: accreditationSteps.day }).from(accreditationSteps).where(eq(accreditationSteps.accreditationId, accreditationId)).orderBy(desc(accreditationSteps.turn)).limit(1);
  return it ?? null;
}
/** Files of those who are accredited for an earlier phase than this one: for carrying over. */
export const accreditedBefore = (db: Db, processId: string, phase: number): Promise<LockedFile[]> =>
  files(db).where(and(eq(accreditations.processId, processId), eq(accreditations.state, "accredited"), sql`${accreditations.phase} < ${phase}`)).orderBy(asc(accreditations.id)).for("update", { of: accreditations });

export const addAccreditation = (db: Db, it: Accreditation, file: Omit<SentFile, "appeal">) =>
  db.insert(accreditations).values(it).then(() => db.insert(accreditationFiles).values({ accreditationId: it.id, ...file }));
export const changeAccreditation = (db: Db, id: string, patch: Partial<Omit<Accreditation, "id">>) => db.update(accreditations).set(patch).where(eq(accreditations.id, id));
export const changeSent = (db: Db, id: string, patch: Partial<SentFile>) => db.update(accreditationFiles).set(patch).where(eq(accreditationFiles.accreditationId, id));
export const addStep = (db: Db, accreditationId: string, it: Step, { entry, statement, salt }: Sealed) => db.insert(accreditationSteps).values({ ...it, accreditationId, entry, statement, salt });

export const addPrepared = (db: Db, it: Prepared) => db.insert(preparedDecisions).values(it);
export const removePrepared = (db: Db, accreditationId: string) => db.delete(preparedDecisions).where(eq(preparedDecisions.accreditationId, accreditationId));
/** Decisions of a process that wait to be sent, as they are kept, locked; in the order in which every officer locks them. */
export const lockedPrepared = (db: Db, processId: string): Promise<Prepared[]> => db.select().from(preparedDecisions).where(eq(preparedDecisions.processId, processId)).orderBy(asc(preparedDecisions.accreditationId));

/** The next number of an objection in a process, which is locked until the transaction ends. */
export async function nextObjection(db: Db, processId: string): Promise<number> {
  await db.select({ id: processes.id }).from(processes).where(eq(processes.id, processId)).for("update");
  const [last] = await db.select({ number: max(objections.number) }).from(objections).where(eq(objections.processId, processId));
  return (last?.number ?? 0) + 1;
}
export const addObjection = (db: Db, it: Objection, file: ObjectionFile) => db.insert(objections).values(it).then(() => db.insert(objectionFiles).values(file));
export const changeObjection = (db: Db, id: string, patch: Partial<Omit<Objection, "id">>) => db.update(objections).set(patch).where(eq(objections.id, id));
export const answerInConfidence = (db: Db, objectionId: string, reply: string | null) => db.update(objectionFiles).set({ reply }).where(eq(objectionFiles.objectionId, objectionId));
/** Say or unsay beside every objection to a file which body it is about. */
export const nameBeside = (db: Db, accreditationId: string, namedId: string | null) =>
  db.update(objections).set({ namedId }).where(and(sql`${objections.id} in (select objection_id from objection_files where accreditation_id = ${accreditationId})`, namedId === null ? sql`true` : or(isNull(objections.namedId), ne(objections.namedId, namedId))));

/** Put a door in the place of the one of its letter, or beside the others. */
export const keepTrack = (db: Db, { id, processId, letter, ...rules }: Track) =>
  db.insert(tracks).values({ id, processId, letter, ...rules }).onConflictDoUpdate({ target: [tracks.processId, tracks.letter], set: rules });
