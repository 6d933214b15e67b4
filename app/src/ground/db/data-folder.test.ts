// One story over one data folder, in order: each start of the embedded database takes its time.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { folders } from "../../../test/folder.ts";
import { migrationsOf } from "../../../test/migrations.ts";
import { controlSocket } from "../control.ts";
import { silentLog as log } from "../log.ts";
import { StartRefusal } from "../start-refusal.ts";
import { openDatabase } from "./database.ts";
import { FolderInUse } from "./lock.ts";
import { rowsOf } from "./migrate.ts";
import { folderHolder } from "./open-embedded.ts";

const newFolder = folders();
const dataDir = join(newFolder(), "new/data");
const migrations = migrationsOf("create table notes (id int primary key, body text not null, day date)");
const newer = migrationsOf("create table notes (id int primary key, body text not null, day date)", "alter table notes add by text");
const open = (folder = dataDir, known = migrations) => openDatabase({ dataDir: folder, migrations: known, log });
const refusal = (opening: Promise<unknown>) => opening.then(() => undefined, (error) => (error instanceof StartRefusal ? error.message : error));

vi.setConfig({ testTimeout: 60_000 });
let writer: ChildProcess;
let acknowledged = 0;
afterAll(() => writer?.kill("SIGKILL"));

test("a second Travaux on the same folder is refused while the first writes", async () => {
  writer = spawn(process.execPath, [fileURLToPath(new URL("../../../test/writer.ts", import.meta.url)), dataDir, migrations], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: writer.stdout! }).on("line", (it) => (acknowledged = Number(it)));
  await new Promise((done) => lines.once("line", done));
  const error = await open().catch((it) => it);
  expect(error).toBeInstanceOf(FolderInUse);
  expect(error.message).toMatch(new RegExp(`^The data folder ${dataDir} is open in another Travaux \\(process ${writer.pid}\\) since 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\. Stop that one, or `));
  expect(folderHolder(dataDir)).toMatchObject({ pid: writer.pid, socket: controlSocket(dataDir) });
});

test("kill -9 loses no acknowledged row, and the next start takes the folder over", async () => {
  const gone = new Promise((done) => writer.once("close", done));
  writer.kill("SIGKILL");
  await gone;
  const database = await open();
  const rows = await rowsOf<{ kept: number; whole: number }>(database.db, sql`select count(*)::int as kept, count(day)::int as whole from notes`);
  await database.close();
  expect(acknowledged).toBeGreaterThan(0);
  expect(rows[0]!.kept).toBeGreaterThanOrEqual(acknowledged);
  expect(rows[0]!.whole).toBe(rows[0]!.kept); // no half transaction
  expect(folderHolder(dataDir)).toBeNull();
  expect(existsSync(join(dataDir, "database.lock"))).toBe(false);
});

test("data of a newer Travaux is refused, nothing is changed, and the newer one opens it again", async () => {
  await (await open(dataDir, newer)).close();
  expect(await refusal(open())).toBe(
    "This data was made by a newer Travaux (it has a migration of 2026-01-02 that this one does not know); nothing was changed. " +
    "Start the newer Travaux again, or restore a backup made with this one.",
  );
  expect(folderHolder(dataDir)).toBeNull();
  const database = await open(dataDir, newer);
  expect(await rowsOf(database.db, sql`select count(*)::int as applied from drizzle.__drizzle_migrations`)).toEqual([{ applied: 2 }]);
  await database.close();
});

test("data of another PostgreSQL is refused before it is touched", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "database"));
  writeFileSync(join(folder, "database/PG_VERSION"), "19\n");
  expect(await refusal(open(folder))).toMatch(/^The data in .*database was made by a newer Travaux \(PostgreSQL 19; this one holds 18\); nothing was changed\./);
});

test("a data folder that cannot be written is refused with its name", async () => {
  const file = join(newFolder(), "a-file");
  writeFileSync(file, "");
  expect(await refusal(open(join(file, "data")))).toBe(`The data folder ${file}/data cannot be written (ENOTDIR). Allow this user to write there, or set DATA_DIR to another folder.`);
});

test("a copy of Travaux without its migrations says so", async () => {
  const empty = newFolder();
  expect(await refusal(openDatabase({ migrations: empty, log }))).toBe(`The migrations are missing from ${empty}: this copy of Travaux is not whole. Install it again.`);
});
