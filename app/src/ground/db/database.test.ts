// What every concept relies on, held on both databases: the embedded one, and a server when this machine has one.
import { sql } from "drizzle-orm";
import { date, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { findOrStartPostgres } from "../../../../scripts/postgres.mjs";
import { databaseOn } from "../../../test/database.ts";
import { migrationsOf, withViewerRole } from "../../../test/migrations.ts";
import { silentLog as log } from "../log.ts";
import { StartRefusal } from "../start-refusal.ts";
import { openDatabase, type Database, type Db } from "./database.ts";
import { startEmbedded } from "./embedded.ts";
import { breaksUnique, postgresError } from "./errors.ts";
import { rowsOf } from "./migrate.ts";
import { actingAs, visitor, type Viewer } from "../viewer.ts";
import { asViewer } from "./request.ts";

const notes = pgTable("notes", {
  id: integer().primaryKey(), body: text().notNull(), writtenAt: timestamp("written_at", { withTimezone: true }), day: date(),
});
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const migrations = migrationsOf(withViewerRole("create table notes (id int primary key, body text not null, written_at timestamptz, day date)"));

const editor: Viewer = { ...actingAs("Ana", [{ role: "editor", processId: "p1" }, { role: "officer", processId: null }]), personId: "a1", speaksFor: [{ stakeholderId: "s1", isFocalPoint: true }], participatesIn: ["f1"] };

if (process.env.TRAVAUX_TEST_POSTGRES) process.env.TEST_DATABASE_URL = process.env.TRAVAUX_TEST_POSTGRES;
const server = await findOrStartPostgres();
const embedded = await openDatabase({ migrations, log });
afterAll(() => Promise.all([embedded.close(), server?.stop()]));

async function onServer(): Promise<Database> {
  const { url, drop } = await databaseOn(server!.url);
  const database = await openDatabase({ databaseUrl: url, migrations, log });
  const close = async () => {
    await database.close();
    await drop();
  };
  return { ...database, close };
}

describe.for(server ? (["embedded", "server"] as const) : (["embedded"] as const))("on the %s database", (kind) => {
  let database = embedded;
  beforeAll(async () => { if (kind === "server") database = await onServer(); });
  beforeEach(async () => { await database.db.delete(notes); });
  afterAll(async () => { if (kind === "server") await database.close(); });

  const write = (id: number, body = "kept") => database.db.insert(notes).values({ id, body });
  const ids = async () => (await database.db.select({ id: notes.id }).from(notes).orderBy(notes.id)).map((it) => it.id);

  test("the database says what it is", () => {
    expect(database.kind).toBe(kind);
    expect(Number.parseInt(database.version, 10)).toBeGreaterThanOrEqual(15);
  });

  test("times come back as Date, days as text and counts as numbers", async () => {
    const writtenAt = new Date("2026-03-01T08:30:00.123Z");
    await database.db.insert(notes).values({ id: 1, body: "é", writtenAt, day: "2026-03-01" });
    expect(await database.db.select().from(notes)).toEqual([{ id: 1, body: "é", writtenAt, day: "2026-03-01" }]);
    const counted = await rowsOf(database.db, sql`select count(*)::int as count, current_setting('timezone') as zone from notes`);
    expect(counted).toEqual([{ count: 1, zone: "UTC" }]);
  });

  test("a transaction that throws leaves nothing", async () => {
    const failing = database.db.transaction(async (tx) => {
      await tx.insert(notes).values({ id: 1, body: "lost" });
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await ids()).toEqual([]);
  });

  test("a query outside never lands inside another's transaction", async () => {
    const [wrote, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const failing = database.db.transaction(async (tx) => {
      await tx.insert(notes).values({ id: 1, body: "lost" });
      wrote.resolve();
      await goOn.promise;
      throw new Error("rolled back");
    });
    await wrote.promise;
    const outside = Promise.all([write(2), ids()]);
    goOn.resolve();
    await expect(failing).rejects.toThrow("rolled back");
    await outside;
    expect(await ids()).toEqual([2]);
  });

  test("many transactions at once each see only their own", async () => {
    await write(0, "0");
    await Promise.all(Array.from({ length: 20 }, () => database.db.transaction(async (tx) => {
      const [row] = await tx.select().from(notes).for("update");
      await tx.update(notes).set({ body: String(Number(row!.body) + 1) });
    })));
    expect((await database.db.select().from(notes))[0]!.body).toBe("20");
  });

  test("a nested transaction can fail alone", async () => {
    await database.db.transaction(async (tx) => {
      await tx.insert(notes).values({ id: 1, body: "outer" });
      await tx.transaction(async (inner) => {
        await inner.insert(notes).values({ id: 2, body: "inner" });
        await inner.insert(notes).values({ id: 2, body: "twice" });
      }).catch(() => {});
      await tx.insert(notes).values({ id: 3, body: "outer" });
    });
    expect(await ids()).toEqual([1, 3]);
  });

  test("an error keeps PostgreSQL's code, constraint and detail", async () => {
    await write(1);
    const error = await write(1).catch((it) => it);
    expect(postgresError(error)).toMatchObject({ code: "23505", constraint: "notes_pkey", detail: "Key (id)=(1) already exists." });
    expect([breaksUnique(error), breaksUnique(error, "notes_pkey"), breaksUnique(error, "other")]).toEqual([true, true, false]);
    expect(breaksUnique(new Error("something else"))).toBe(false);
    expect(await ids()).toEqual([1]);
  });

  test("a request tells the database who asks, for as long as it lasts", async () => {
    const claims = (tx: Db) => rowsOf<{ claims: string }>(tx, sql`select concat_ws('/', current_setting('travaux.viewer', true),
      current_setting('travaux.roles', true), current_setting('travaux.stakeholders', true)) as claims`);
    expect(await asViewer(database.db, editor, claims)).toEqual([{ claims: "a1/,editor:p1,officer:,/,s1," }]);
    expect(await asViewer(database.db, visitor, claims)).toEqual([{ claims: "//" }]);
    expect((await claims(database.db))[0]!.claims).toMatch(/^\/*$/);
  });

  test("a request that reads cannot write", async () => {
    const error = await asViewer(database.db, editor, (tx) => tx.insert(notes).values({ id: 1, body: "no" }), "read").catch((it) => it);
    expect(postgresError(error)?.code).toBe("25006");
    await asViewer(database.db, editor, (tx) => tx.insert(notes).values({ id: 1, body: "yes" }));
    expect(await ids()).toEqual([1]);
  });

  test("a page's many queries read one state of the house", async () => {
    await write(1);
    const seen = await asViewer(database.db, visitor, async (tx) => {
      const first = await tx.select().from(notes);
      if (kind === "server") await write(2); // the embedded one lets nobody in between
      return [first.length, (await tx.select().from(notes)).length];
    }, "read");
    expect(seen).toEqual([1, 1]);
  });
});

describe("on the embedded database only", () => {
  const database = embedded;
  beforeEach(async () => { await database.db.delete(notes); });

  test("asking the database itself inside a transaction is refused, where it would wait for ever", async () => {
    const asking = database.db.transaction(async () => { await database.db.select().from(notes); });
    await expect(asking).rejects.toThrow(/Failed query/);
    await expect(database.db.transaction(() => database.db.transaction(async () => {}))).rejects.toThrow("hand `tx` down instead of `db`");
    expect(await database.db.select().from(notes)).toEqual([]);
  });

  test("a query that comes after its transaction is refused", async () => {
    const late = await database.db.transaction(async (tx) => () => tx.insert(notes).values({ id: 1, body: "late" }));
    await expect(late()).rejects.toMatchObject({ cause: new Error("This transaction is over: a query was not awaited in it.") });
  });

  test("a script that fails half-way leaves no transaction open for the next", async () => {
    const { connection } = database;
    if (connection.kind !== "embedded") throw new Error("embedded expected");
    await expect(connection.client.exec("begin; insert into notes values (1, 'half'); select nonsense; commit")).rejects.toMatchObject({ code: "42703" });
    expect(await database.db.select().from(notes)).toEqual([]);
  });

  test("what cannot cross to the database's thread is refused, and the next query answered", async () => {
    await expect(database.db.execute(sql`select ${() => {}}::text`)).rejects.toThrow("Failed query");
    expect(await rowsOf(database.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("a copy of the database opens as another one", async () => {
    await database.db.insert(notes).values({ id: 7, body: "copied" });
    const copy = await openDatabase({ dump: await database.dump(), migrations, log });
    await database.db.delete(notes);
    expect((await copy.db.select().from(notes)).map((it) => it.body)).toEqual(["copied"]);
    await copy.close();
    await expect(copy.db.select().from(notes)).rejects.toMatchObject({ cause: new Error("The database is closed.") });
  });

  const bottomless = `create function pg_temp.deeper(n int) returns int language plpgsql as 'begin return pg_temp.deeper(n + 1); end'; select pg_temp.deeper(1)`;

  test("a query without bottom is refused, and the next one answered", async () => {
    const { connection } = database;
    if (connection.kind !== "embedded") throw new Error("embedded expected");
    await expect(connection.client.exec(bottomless)).rejects.toMatchObject({ code: "54001" });
    expect(await rowsOf(database.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("when the database breaks down, all who wait and all who ask later hear of it", async () => {
    const frail = await startEmbedded({ dump: await database.dump() }, 4); // PGlite alone would answer each with success
    await frail.exec(bottomless).catch(() => {});
    const waiting = await Promise.allSettled([frail.query("insert into notes values (1, 'lost')"), frail.transaction((tx) => tx.exec("select 1")), frail.query("select 2")]);
    const sentence = "The embedded database stopped: it broke down over a query. Start Travaux again; what was saved is kept.";
    expect(waiting.map((it) => it.status === "rejected" && it.reason.message)).toEqual([sentence, sentence, sentence]);
    expect((await frail.lost).message).toBe(sentence);
    await expect(frail.query("select 3")).rejects.toThrow(sentence);
    await frail.close();
  });
});

describe.runIf(server)("on a server only", () => {
  const older = migrations;
  const newer = migrationsOf("create table notes (id int primary key)", "alter table notes add by text", "create table others (id int primary key)");

  test("several processes that start at once migrate once, and data of a newer Travaux is refused", async () => {
    const { url, drop } = await databaseOn(server!.url);
    const all = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ databaseUrl: url, migrations: newer, log })));
    const applied = await rowsOf(all[0]!.db, sql`select count(*)::int as applied from drizzle.__drizzle_migrations`);
    await Promise.all(all.map((it) => it.close()));
    const refused = await openDatabase({ databaseUrl: url, migrations: older, log }).catch((it) => it);
    await drop();
    expect(applied).toEqual([{ applied: 3 }]);
    expect(refused).toBeInstanceOf(StartRefusal);
    expect(refused.message).toContain("made by a newer Travaux (it has a migration of 2026-01-03 that this one does not know); nothing was changed.");
  });
});
