import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { sql } from "drizzle-orm";
import { StartRefusal } from "../start-refusal.ts";
import type { Db } from "./database.ts";

/** Where the application's migrations are, from src and from dist alike. */
export const migrationsFolder = fileURLToPath(new URL("../../../migrations", import.meta.url));

/** The lock that keeps two servers from migrating at once; any number does that no other program would take. */
export const migrationLock = 7_211_962; // Vienna, 1962: the travaux préparatoires of the law of treaties begin

type Migrator = (db: any, config: { migrationsFolder: string }) => Promise<void>;

/** Bring the database to the newest migration in `folder`; refuses data made by a newer Travaux before touching anything. */
export async function migrateTo(db: Db, migrate: Migrator, folder: string): Promise<void> {
  const known = knownMigrations(folder);
  refuseNewer(await appliedMigrations(db), known);
  await migrate(db, { migrationsFolder: folder });
  const applied = new Set(await appliedMigrations(db));
  const skipped = known.find((it) => !applied.has(it));
  // Drizzle applies what is younger than the last one applied, and passes over the rest in silence.
  if (skipped) throw new Error(`The migration of ${new Date(skipped).toISOString()} is older than one already applied; generate it anew.`);
}

/** Refuse to start without migrations: asked first, before a database is opened for nothing. */
export function refuseWithoutMigrations(folder: string): void {
  if (existsSync(join(folder, "meta/_journal.json"))) return;
  throw new StartRefusal(`The migrations are missing from ${folder}: this copy of Travaux is not whole. Install it again.`);
}

/** When each migration in `folder` was written, in Unix milliseconds. */
const knownMigrations = (folder: string) => readMigrationFiles({ migrationsFolder: folder }).map((it) => it.folderMillis);

function refuseNewer(applied: number[], known: number[]): void {
  const unknown = applied.filter((it) => !known.includes(it));
  if (unknown.length === 0) return;
  const day = new Date(Math.max(...unknown)).toISOString().slice(0, 10);
  throw new StartRefusal(
    `This data was made by a newer Travaux (it has a migration of ${day} that this one does not know); nothing was changed. ` +
    "Start the newer Travaux again, or restore a backup made with this one.",
  );
}

/** When each applied migration was written, in Unix milliseconds. */
async function appliedMigrations(db: Db): Promise<number[]> {
  const journal = await rowsOf<{ there: boolean }>(db, sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`);
  if (!journal[0]?.there) return [];
  const applied = await rowsOf<{ at: string }>(db, sql`select created_at::text as at from drizzle.__drizzle_migrations`);
  return applied.map((it) => Number(it.at));
}

/** Both drivers answer `execute` with `rows`, but their common type does not say so. */
export async function rowsOf<Row>(db: Db, query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await db.execute(query)) as unknown as { rows: Row[] }).rows;
}
