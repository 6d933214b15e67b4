// What goes out to a server in one packet is answered as if each question had waited for the one before.
import { eq, sql } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findOrStartPostgres } from "../../../../scripts/postgres.mjs";
import { databaseOn } from "../../../test/database.ts";
import { migrationsOf, withViewerRole } from "../../../test/migrations.ts";
import { silentLog as log } from "../log.ts";
import { actingAs, visitor } from "../viewer.ts";
import { openDatabase, type Database, type Db } from "./database.ts";
import { postgresError } from "./errors.ts";
import { rowsOf } from "./migrate.ts";
import { asViewer } from "./request.ts";
import { together } from "./together.ts";

const notes = pgTable("notes", { id: integer().primaryKey(), owner: text().notNull() });
const migrations = migrationsOf(withViewerRole(`create table notes (id int primary key, owner text not null);
  alter table notes enable row level security;
  create policy notes_own on notes using (owner = current_setting('travaux.viewer', true));
  insert into notes values (1, 'ana'), (2, 'ben')`));

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
if (process.env.TRAVAUX_TEST_POSTGRES) process.env.TEST_DATABASE_URL = process.env.TRAVAUX_TEST_POSTGRES;
const server = await findOrStartPostgres();

describe.runIf(server)("a server", () => {
  let database: Database;
  let drop: () => Promise<unknown> = async () => {};
  beforeAll(async () => {
    const it = await databaseOn(server!.url);
    drop = it.drop;
    database = await openDatabase({ databaseUrl: it.url, migrations, log });
  });
  afterAll(async () => {
    await database.close();
    await drop();
    await server!.stop();
  });
  const ownersSeen = async (tx: Db) => (await tx.select({ owner: notes.owner }).from(notes).orderBy(notes.id)).map((it) => it.owner);
  const ana = { ...actingAs("Ana"), personId: "ana" };
  const ben = { ...actingAs("Ben"), personId: "ben" };

  test("answers many who ask at once, each as themselves, however often a plan was made for somebody else", async () => {
    const asked = Array.from({ length: 60 }, (_, turn) => [ana, ben, visitor][turn % 3]!);
    const seen = await Promise.all(asked.map((viewer, turn) => (turn % 4 === 0 ? ownersSeen(database.db) : asViewer(database.db, viewer, ownersSeen, "read"))));
    expect(seen).toEqual(asked.map((viewer, turn) => (turn % 4 === 0 ? ["ana", "ben"] : viewer === ana ? ["ana"] : viewer === ben ? ["ben"] : [])));
  });

  test("keeps the plans of the owner and of viewers apart, and makes each once", async () => {
    const kept = await asViewer(database.db, ana, async (tx) => {
      for (let turn = 0; turn < 3; turn++) await tx.select().from(notes).where(eq(notes.id, 77));
      return rowsOf<{ name: string; asked: number }>(tx, sql`select name, (generic_plans + custom_plans)::int as asked from pg_prepared_statements where statement like 'select "id"%from "notes" where%' and name like ${"travaux_viewer%"}`);
    });
    expect(kept).toEqual([{ name: expect.stringMatching(/^travaux_viewer\d+$/), asked: 3 }]);
  });

  test("writes in the order of asking what was asked together, and tells the first error, not those that come of it", async () => {
    const write = (id: number) => () => database.db.insert(notes).values({ id, owner: "ana" });
    await database.db.transaction((tx) => together(...[10, 11, 12].map((id) => () => tx.insert(notes).values({ id, owner: sql`'after ' || (select max(id) from notes)` })))); // each sees the one before
    expect(await database.db.select().from(notes).where(sql`id between 10 and 12`).orderBy(notes.id)).toEqual([{ id: 10, owner: "after 2" }, { id: 11, owner: "after 10" }, { id: 12, owner: "after 11" }]);
    const failed = await database.db.transaction((tx) => together(() => tx.insert(notes).values({ id: 20, owner: "ana" }), () => tx.insert(notes).values({ id: 1, owner: "twice" }), () => tx.insert(notes).values({ id: 21, owner: "ana" }))).catch((error: unknown) => postgresError(error)?.code);
    expect(failed).toBe("23505");
    expect(await database.db.select().from(notes).where(sql`id between 20 and 29`)).toEqual([]);
    await write(13)(); // the connection goes on
  });

  test("does nothing of a transaction that could not become who asks", async () => {
    const work = database.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', ${"nobody_of_that_name"}, true)`);
      await tx.insert(notes).values({ id: 30, owner: "ana" });
    });
    expect(await work.catch((error: unknown) => postgresError(error)?.message)).toBe('role "nobody_of_that_name" does not exist');
    expect(await database.db.select().from(notes).where(eq(notes.id, 30))).toEqual([]); // on another connection
  });
});
