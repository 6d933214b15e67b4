import { and, asc, desc, eq, inArray, isNull, max } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { versionsFor } from "../disclosure.ts";
import { editions, instruments, versions } from "../tables.ts";
import type { Edition, Instrument, Version } from "../text.ts";

const instrumentColumns = { id: instruments.id, processId: instruments.processId, slug: instruments.slug, title: instruments.title };
const editionColumns = {
  id: editions.id, versionId: editions.versionId, language: editions.language, authenticity: editions.authenticity,
  source: editions.source, fileName: editions.fileName, importedAt: editions.importedAt,
};

/** The instruments of a process, in the order in which they were opened. */
export const instrumentsOf = (db: Db, processId: string): Promise<Instrument[]> =>
  db.select(instrumentColumns).from(instruments).where(eq(instruments.processId, processId)).orderBy(asc(instruments.position));

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

/** Published versions of the whole house, the newest first: what changed last. */
export const latestPublished = (db: Db, limit: number) =>
  db.select({ version: versions, instrument: instrumentColumns }).from(versions).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .where(versionsFor({ role: "visitor" }, "")).orderBy(desc(versions.date), desc(versions.sequence)).limit(limit);

/** Versions not yet published, for the desk of those who prepare them. */
export const unpublished = (db: Db) =>
  db.select({ version: versions, instrument: instrumentColumns }).from(versions).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .where(isNull(versions.publishedAt)).orderBy(asc(versions.date));
