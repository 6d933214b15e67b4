// How long a proof takes in a record of a million entries: made from tiles in the database, and checked. On the embedded database,
// and on PostgreSQL where one is at hand. Target: an inclusion proof in less than 5 ms. Run after a build: npm run bench record.
// Never a test. ENTRIES=10000 makes it a short one.
import { createHash } from "node:crypto";
import { loadavg } from "node:os";
import { grow, edgeOf, isConsistent, isIncluded, leafHash, proveConsistency, proveInclusion, rootFromTiles, type ReadTiles, type Tile } from "@travaux/record-proofs";
import type { Database } from "../app/src/ground/db/database.ts";
import { findOrStartPostgres } from "../scripts/postgres.mjs";

const built = async <T>(path: string): Promise<T> => (await import(new URL(`../app/dist/${path}.js`, import.meta.url).href)) as T;
const { openDatabase } = await built<typeof import("../app/src/ground/db/database.ts")>("ground/db/database");
const { silentLog } = await built<typeof import("../app/src/ground/log.ts")>("ground/log");
const { keepTiles, tilesFrom } = await built<typeof import("../app/src/ground/record/store.ts")>("ground/record/store");

const entries = Number(process.env.ENTRIES ?? 1_000_000);
const rounds = 500;
const atOnce = 65_536;
const say = (words: string) => void process.stderr.write(`${words}\n`);

const leafAt = (index: number) => leafHash(createHash("sha256").update(`entry ${index}`).digest());

/** The tiles of a log of `size`, in memory: what each database is filled with. */
function inventedTiles(size: number): Map<string, Tile & { bytes: Uint8Array }> {
  const tiles = new Map<string, Tile & { bytes: Uint8Array }>();
  for (let from = 0; from < size; from += atOnce) {
    const edge = edgeOf(from).map((it) => tiles.get(`${it.level}/${it.index}`)!.bytes);
    const leaves = Array.from({ length: Math.min(atOnce, size - from) }, (_, at) => leafAt(from + at));
    for (const it of grow(from, edge, leaves).tiles) tiles.set(`${it.level}/${it.index}`, it);
  }
  return tiles;
}

const quantile = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2);

/** Milliseconds over the rounds, and of processor time each (all threads, so the embedded database too; a server’s is its own), at places spread over the log by a fixed stride; a wrong answer ends the bench. */
async function timed(what: string, run: (index: number) => Promise<boolean>) {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) {
    const index = (round * 104_729 + 17) % entries; // a prime: no two rounds alike
    const started = performance.now();
    const right = await run(index);
    times.push(performance.now() - started);
    if (!right) throw new Error(`${what}: wrong at ${index}`);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  return `${what.padEnd(44)}${[...[0.5, 0.95, 0.99].map((it) => quantile(times, it)), ((user + system) / 1000 / rounds).toFixed(2)].map((it) => it.padStart(9)).join("")}`;
}

async function bench(kind: string, database: Database, tiles: Map<string, Tile & { bytes: Uint8Array }>) {
  const filled = performance.now();
  await keepTiles(database.db, [...tiles.values()]);
  await database.db.execute("analyze record_tiles");
  say(`${kind}: ${tiles.size} tiles kept in ${((performance.now() - filled) / 1000).toFixed(1)} s`);
  const fromDatabase = tilesFrom(database.db);
  const fromMemory: ReadTiles = async (asked) => asked.map((it) => tiles.get(`${it.level}/${it.index}`)?.bytes.subarray(0, it.width * 32) ?? null);
  const root = await rootFromTiles(entries, fromDatabase);
  const proofs = new Map<number, Uint8Array[]>();
  const lines = [
    await timed("inclusion, made from tiles of the database", async (index) => proofs.set(index, await proveInclusion(index, entries, fromDatabase)) !== undefined),
    await timed("  the same from tiles in memory (baseline)", async (index) => (await proveInclusion(index, entries, fromMemory)).length > 0),
    await timed("inclusion, checked", async (index) => isIncluded(leafAt(index), index, entries, root, proofs.get(index)!)),
    await timed("consistency from any size, made and checked", async (index) => {
      const first = { size: index + 1, root: await rootFromTiles(index + 1, fromMemory) };
      return isConsistent(first, { size: entries, root }, await proveConsistency(index + 1, entries, fromDatabase));
    }),
  ];
  await database.close();
  console.log(`\n${kind}; ${entries.toLocaleString("en")} entries, ${rounds} rounds, ms; load ${loadavg()[0]!.toFixed(1)}`);
  console.log(`${"".padEnd(44)}${["p50", "p95", "p99", "CPU"].map((it) => it.padStart(9)).join("")}`);
  for (const it of lines) console.log(it);
}

const started = performance.now();
const tiles = inventedTiles(entries);
say(`${entries.toLocaleString("en")} entries hashed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
await bench("embedded database", await openDatabase({ log: silentLog }), tiles);
const postgres = await findOrStartPostgres();
if (postgres?.url) {
  await bench(`PostgreSQL ${postgres.version}`, await openDatabase({ databaseUrl: postgres.url, log: silentLog }), tiles);
  await postgres.stop?.();
} else say("PostgreSQL: not measured, none is at hand");
