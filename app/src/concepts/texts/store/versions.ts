import { and, asc, desc, eq, inArray, isNull, lte, max, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { visitor, type Viewer } from "../../../ground/viewer.ts";
import { versionsFor } from "../disclosure.ts";
import { editions, instruments, places, versions } from "../tables.ts";
import type { Edition, Instrument, Version } from "../text.ts";

const instrumentColumns = { id: instruments.id, processId: instruments.processId, slug: instruments.slug, title: instruments.title };
const editionColumns = {
  id: editions.id, versionId: editions.versionId, language: editions.language, authenticity: editions.authenticity,
  source: editions.source, fileName: editions.fileName, importedAt: editions.importedAt,
};

/** The instruments of a process, in the order in which they were opened. */
export const instrumentsOf = (db: Db, processId: string): Promise<Instrument[]> =>
  db.select(instrumentColumns).from(instruments).where(eq(instruments.processId, processId)).orderBy(asc(instruments.position));

/** The instruments of these processes, in the order in which they were opened. */
export const instrumentsIn = (db: Db, processIds: string[]): Promise<Instrument[]> =>
  processIds.length === 0 ? Promise.resolve([]) : db.select(instrumentColumns).from(instruments).where(inArray(instruments.processId, processIds)).orderBy(asc(instruments.position));

/** The instrument at this place in the address, or a refusal. */
export async function instrumentBySlug(db: Db, processId: string, slug: string): Promise<Instrument> {
  const [instrument] = await db.select(instrumentColumns).from(instruments).where(and(eq(instruments.processId, processId), eq(instruments.slug, slug)));
  if (!instrument) throw new Refusal("not-found", "instrument-unknown", { slug });
  return instrument;
}

export async function instrumentById(db: Db, id: string): Promise<Instrument> {
  const [instrument] = await db.select(instrumentColumns).from(instruments).where(eq(instruments.id, id));
  if (!instrument) throw new Refusal("not-found", "instrument-unknown", { slug: id });
  return instrument;
}

export async function addInstrument(db: Db, instrument: Instrument) {
  const [last] = await db.select({ position: max(instruments.position) }).from(instruments).where(eq(instruments.processId, instrument.processId));
  await db.insert(instruments).values({ ...instrument, position: (last?.position ?? 0) + 1 });
}

/** The versions of an instrument that `viewer` may read, the first draft first. */
export const versionsOf = (db: Db, instrument: Instrument, viewer: Viewer): Promise<Version[]> =>
  db.select().from(versions).where(and(eq(versions.instrumentId, instrument.id), versionsFor(viewer, instrument.processId))).orderBy(asc(versions.sequence));

/** The versions of all instruments of a process that `viewer` may read, the first drafts first. */
export const versionsInProcess = async (db: Db, processId: string, viewer: Viewer): Promise<Version[]> =>
  (await db.select({ version: versions }).from(versions).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .where(and(eq(instruments.processId, processId), versionsFor(viewer, processId))).orderBy(asc(versions.sequence))).map((it) => it.version);

/** Every version, for the operations that must see them all whoever asks. */
export const everyVersionOf = (db: Db, instrumentId: string): Promise<Version[]> =>
  db.select().from(versions).where(eq(versions.instrumentId, instrumentId)).orderBy(asc(versions.sequence));

/** The version at this place in the address, if `viewer` may read it; else it is not found. */
export async function versionBySlug(db: Db, instrument: Instrument, slug: string, viewer: Viewer): Promise<Version> {
  const [version] = await db.select().from(versions)
    .where(and(eq(versions.instrumentId, instrument.id), eq(versions.slug, slug), versionsFor(viewer, instrument.processId)));
  if (!version) throw new Refusal("not-found", "version-unknown", { slug });
  return version;
}

export const addVersion = (db: Db, version: Version) => db.insert(versions).values(version);
export const publish = (db: Db, id: string, at: Date, by: string) => db.update(versions).set({ publishedAt: at, publishedBy: by }).where(eq(versions.id, id));
export const removeVersion = (db: Db, id: string) => db.delete(versions).where(eq(versions.id, id));

/** The editions of these versions, by version and language. */
export const editionsOf = (db: Db, versionIds: string[]): Promise<Edition[]> =>
  versionIds.length === 0 ? Promise.resolve([])
    : db.select(editionColumns).from(editions).where(inArray(editions.versionId, versionIds)).orderBy(asc(editions.language));

/** What the importer was unsure of in an edition. */
export async function fidelityOf(db: Db, editionId: string) {
  const [row] = await db.select({ fidelity: editions.fidelity }).from(editions).where(eq(editions.id, editionId));
  return row?.fidelity ?? { charactersIn: 0, charactersKept: 0, doubts: [] };
}

/** The newest published versions of each of these processes, at most so many of each: what changed last. */
export async function latestPublished(db: Db, processIds: string[], ofEach: number) {
  if (processIds.length === 0) return [];
  const ranked = db.select({ id: versions.id, rank: sql<number>`row_number() over (partition by ${instruments.processId} order by ${versions.date} desc, ${versions.sequence} desc)`.as("rank") })
    .from(versions).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .where(and(inArray(instruments.processId, processIds), versionsFor(visitor, ""))).as("ranked");
  return db.select({ version: versions, instrument: instrumentColumns }).from(versions).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .innerJoin(ranked, and(eq(ranked.id, versions.id), lte(ranked.rank, ofEach))).orderBy(desc(versions.date), desc(versions.sequence));
}

/** Versions not yet published, for the desk of those who prepare them. */
export const unpublished = (db: Db) =>
  db.select({ version: versions, instrument: instrumentColumns }).from(versions).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .where(isNull(versions.publishedAt)).orderBy(asc(versions.date));

/** Which of these places in versions of a process everyone may read: nothing public is pinned to another. */
export async function publicPlaces<T extends { versionId: string; place: string }>(db: Db, processId: string, pins: readonly T[]): Promise<T[]> {
  if (pins.length === 0) return [];
  const rows = await db.select({ versionId: places.versionId, place: places.id }).from(places).innerJoin(versions, eq(versions.id, places.versionId)).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .where(and(eq(instruments.processId, processId), versionsFor(visitor, processId), inArray(places.versionId, [...new Set(pins.map((it) => it.versionId))]), inArray(places.id, [...new Set(pins.map((it) => it.place))])));
  return pins.filter((it) => rows.some((row) => row.versionId === it.versionId && row.place === it.place));
}
