import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { databaseOn } from "../../test/database.ts";
import { migrationsOf } from "../../test/migrations.ts";
import { openDatabase, type Database } from "./db/database.ts";
import { rowsOf } from "./db/migrate.ts";
import { startJobs, type Jobs } from "./jobs.ts";
import { openLog, silentLog } from "./log.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const migrations = migrationsOf("create table notes (id int primary key)");
const lines: string[] = [];
const log = openLog("info", { write: (line) => void lines.push(line) });
let database: Database;
let jobs: Jobs;
let drop = async (): Promise<unknown> => undefined;

beforeAll(async () => {
  const server = process.env.TEST_DATABASE_URL;
  const made = server ? await databaseOn(server) : undefined;
  if (made) drop = made.drop;
  database = await openDatabase({ databaseUrl: made?.url, migrations, log: silentLog });
  jobs = await startJobs(database, log);
});
afterAll(async () => {
  await jobs?.stop();
  await database?.close();
  await drop();
});

test("a job is done once its transaction is committed, and never after a rollback", async () => {
  const done: unknown[] = [];
  const last = Promise.withResolvers<void>();
  await jobs.work<{ to: string }>("mail", async (data) => {
    done.push(data);
    if (data.to === "last") last.resolve();
  });
  await database.db.transaction(async (tx) => {
    await jobs.send(tx, "mail", { to: "never" });
    throw new Error("changed my mind");
  }).catch(() => {});
  await database.db.transaction(async (tx) => {
    await jobs.send(tx, "mail", { to: "first" });
    expect(done).toEqual([]);
  });
  await database.db.transaction((tx) => jobs.send(tx, "mail", { to: "last" }));
  await last.promise;
  expect(done).toEqual([{ to: "first" }, { to: "last" }]);
});

test("a job that throws is logged with its name and kept for another try", async () => {
  await jobs.work("failing", () => Promise.reject(new Error("The mail server is away.")));
  await database.db.transaction((tx) => jobs.send(tx, "failing", { to: "ana@example.org" }));
  const line = await until(async () => lines.find((it) => it.includes("failing")));
  expect(JSON.parse(line)).toMatchObject({ level: 50, job: "failing", err: { message: "The mail server is away." }, msg: "the job “failing” failed and is tried again" });
  expect(line).not.toContain("ana@example.org");
  const state = sql`select state::text from pgboss.job where name = 'failing' and state <> 'active'`;
  expect(await until(async () => (await rowsOf<{ state: string }>(database.db, state))[0])).toEqual({ state: "retry" });
});

test("a job nobody declared is refused when sent", async () => {
  await expect(database.db.transaction((tx) => jobs.send(tx, "unknown", {}))).rejects.toThrow("No job is called “unknown”: declare it with work() at start.");
});

test("what is done at set times is kept with the data, once however often it is declared", async () => {
  for (let start = 0; start < 2; start++) await jobs.every("nightly", "0 3 * * *", async () => {});
  expect(await rowsOf(database.db, sql`select name, cron, timezone from pgboss.schedule`)).toEqual([{ name: "nightly", cron: "0 3 * * *", timezone: "UTC" }]);
});

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
}
