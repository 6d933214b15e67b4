// Every query about the record.
import { hashesIn, type ReadTiles, type Tile, tilePath } from "@travaux/record-proofs";
import { and, asc, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Db } from "../db/database.ts";
import { recordCheckpoints, recordCosignatures, recordLeaves, recordPending, recordTiles } from "./tables.ts";

/** So many rows go into one statement: PostgreSQL takes 65,535 parameters. */
const rowsAtOnce = 5000;

const inPieces = <T>(all: readonly T[]) => Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, at) => all.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce));

export type Pending = { entry: string; commitment: Uint8Array };

export async function addPending(db: Db, all: readonly Pending[]): Promise<void> {
  for (const rows of inPieces(all)) await db.insert(recordPending).values(rows.map(({ entry, commitment }) => ({ entry, commitment })));
}

/** Take all that wait, in the order of their arrival. */
export async function takePending(db: Db): Promise<Pending[]> {
  const taken = await db.delete(recordPending).returning();
  return taken.toSorted((a, b) => a.id - b.id);
}

/** One process after the other; let go when the transaction ends. Any number does that no other lock of ours has. Whatever is asked next waits for it in the database. */
export const lockRecord = (db: Db) => db.execute(sql`select pg_advisory_xact_lock(7211964)`);

export async function addLeaves(db: Db, from: number, leaves: readonly Pending[]): Promise<void> {
  const rows = leaves.map(({ entry, commitment }, at) => ({ position: from + at, entry, commitment }));
  for (const piece of inPieces(rows)) await db.insert(recordLeaves).values(piece);
}

/** Keep tiles; one that was narrower before is now wider. */
export async function keepTiles(db: Db, tiles: readonly (Tile & { bytes: Uint8Array })[]): Promise<void> {
  const rows = tiles.map(({ level, index, bytes }) => ({ level, index, hashes: bytes }));
  for (const piece of inPieces(rows)) await db.insert(recordTiles).values(piece).onConflictDoUpdate({ target: [recordTiles.level, recordTiles.index], set: { hashes: sql`excluded.hashes` } });
}

/** The embedded database’s driver reads bytes from hexadecimal digits one by one: a proof took 5.6 ms of processor time, and takes 3.9 this way. */
const inBase64 = sql`encode(${recordTiles.hashes}, 'base64')`.mapWith((it: string) => new Uint8Array(Buffer.from(it, "base64")));

/** What reads tiles from the database: all that are asked in one query, each as wide as asked. */
export const tilesFrom = (db: Db): ReadTiles => async (tiles) => {
  const places = sql.join(tiles.map(({ level, index }) => sql`(${level}::int, ${index}::bigint)`), sql`, `);
  const rows = await db.select({ level: recordTiles.level, index: recordTiles.index, hashes: inBase64 }).from(recordTiles).where(sql`(${recordTiles.level}, ${recordTiles.index}) in (${places})`);
  const found = new Map(rows.map((it) => [`${it.level} ${it.index}`, it.hashes]));
  return tiles.map((it) => asWide(found.get(`${it.level} ${it.index}`), it));
};

function asWide(hashes: Uint8Array | undefined, tile: Tile): Uint8Array | null {
  if (!hashes || hashesIn(hashes).length < tile.width) return null;
  return hashes.subarray(0, tile.width * 32);
}

/** The bytes of tiles that must be there: what is missing is damage, told by its path. */
export async function tilesOrDamage(db: Db, tiles: readonly Tile[]): Promise<Uint8Array[]> {
  const read = tiles.length === 0 ? [] : await tilesFrom(db)(tiles);
  return read.map((it, at) => {
    if (!it) throw new Error(`The record is damaged: ${tilePath(tiles[at]!)} is missing or short.`);
    return it;
  });
}

export type KeptCheckpoint = typeof recordCheckpoints.$inferSelect;

export const addCheckpoint = (db: Db, it: KeptCheckpoint) => db.insert(recordCheckpoints).values(it);

/** Without a value to be told, the same plan each time. */
const isNewest = sql`${recordCheckpoints.size} = (select max(newest.size) from record_checkpoints newest)`;

/** The newest checkpoint, or null in a log that was never opened. */
export async function newestCheckpoint(db: Db): Promise<KeptCheckpoint | null> {
  const [row] = await db.select().from(recordCheckpoints).where(isNewest);
  return row ?? null;
}

/** The same with the lines of its witnesses, by name. */
export async function newestCosigned(db: Db): Promise<{ checkpoint: KeptCheckpoint; lines: string[] } | null> {
  const lines = sql<string[]>`array(select under.line from record_cosignatures under where under.size = record_checkpoints.size order by under.witness)`;
  const [row] = await db.select({ checkpoint: recordCheckpoints, lines }).from(recordCheckpoints).where(isNewest);
  return row ?? null;
}

/** The checkpoint of a size, or null if there was none. */
export async function checkpointOfSize(db: Db, size: number): Promise<KeptCheckpoint | null> {
  const [row] = await db.select().from(recordCheckpoints).where(eq(recordCheckpoints.size, size));
  return row ?? null;
}

/** The lines of witnesses under the checkpoint of a size, by name. */
export const cosignaturesOf = (db: Db, size: number) => db.select().from(recordCosignatures).where(eq(recordCosignatures.size, size)).orderBy(asc(recordCosignatures.witness));

export const keepCosignature = (db: Db, it: typeof recordCosignatures.$inferInsert) =>
  db.insert(recordCosignatures).values(it).onConflictDoUpdate({ target: [recordCosignatures.size, recordCosignatures.witness], set: { line: it.line, at: it.at } });

/** Where entries stand in the log; one that waits still is left out. */
export async function positionsOf(db: Db, entries: readonly string[]): Promise<Map<string, number>> {
  const rows = entries.length === 0 ? [] : await db.select({ entry: recordLeaves.entry, position: recordLeaves.position }).from(recordLeaves).where(inArray(recordLeaves.entry, [...entries]));
  return new Map(rows.map((it) => [it.entry, it.position]));
}

/** The commitments from one position to another (not included), in order. */
export async function commitmentsIn(db: Db, from: number, to: number): Promise<Uint8Array[]> {
  const rows = await db.select({ commitment: recordLeaves.commitment }).from(recordLeaves).where(and(gte(recordLeaves.position, from), lt(recordLeaves.position, to))).orderBy(asc(recordLeaves.position));
  return rows.map((it) => it.commitment);
}

/** The newest leaves, newest first, with the day of the checkpoint that took each in. */
export async function newestLeaves(db: Db, most: number): Promise<{ position: number; commitment: Uint8Array; day: string }[]> {
  const day = sql<string>`(select to_char(${recordCheckpoints.at} at time zone 'utc', 'YYYY-MM-DD') from ${recordCheckpoints} where ${recordCheckpoints.size} > ${recordLeaves.position} order by ${recordCheckpoints.size} limit 1)`;
  return db.select({ position: recordLeaves.position, commitment: recordLeaves.commitment, day }).from(recordLeaves).orderBy(desc(recordLeaves.position)).limit(most);
}
