// The embedded database does not wait for the disk; the inbox does. A power cut is played by putting the database's folder back
// as it was before: what the inbox holds is then all that is left.
import { cpSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { folders } from "../../../test/folder.ts";
import { silentLog as log } from "../log.ts";
import { visitor } from "../viewer.ts";
import { openDatabase, type Database } from "./database.ts";
import { openInbox, type Disk, type InboxRow } from "./inbox.ts";
import { asViewer, holdCode } from "./request.ts";
import { rowsOf } from "./migrate.ts";

vi.setConfig({ testTimeout: 120_000 });
const newFolder = folders();
let database: Database | undefined;
afterEach(async () => { await database?.close(); database = undefined; });

const addPerson = (name: string) => sql`insert into people (id, name, email, email_verified, created_at, updated_at) values (${name}, ${name}, ${`${name}@a.example`}, true, now(), now())`;
const names = async () => (await rowsOf<{ name: string }>(database!.db, sql`select name from people order by name`)).map((it) => it.name);
const row = (id: string, unlinked = false, kept: object | null = { id, name: id }): InboxRow => ({ relation: "people", key: { id }, kept: kept as InboxRow["kept"], unlinked });

test("what was acknowledged is there after a power cut that took the database's files back to the start: added, changed and deleted, and only once however often it is put back", async () => {
  const dataDir = newFolder();
  database = await openDatabase({ dataDir, log });
  await asViewer(database.db, visitor, (tx) => tx.execute(addPerson("ada")).then(() => tx.execute(addPerson("bao"))));
  await database.keepAcknowledged();
  await database.close();
  cpSync(join(dataDir, "database"), join(dataDir, "as-it-was"), { recursive: true });

  database = await openDatabase({ dataDir, log });
  await database.keepAcknowledged();
  await asViewer(database.db, visitor, (tx) => tx.execute(addPerson("cho")));
  await asViewer(database.db, visitor, (tx) => tx.execute(sql`update people set name = 'ada the second' where id = 'ada'`));
  await asViewer(database.db, visitor, (tx) => tx.execute(sql`delete from people where id = 'bao'`));
  await asViewer(database.db, visitor, async (tx) => { await tx.execute(addPerson("dia")); throw new Error("refused"); }).catch(() => {});
  cpSync(join(dataDir, "inbox"), join(dataDir, "left"), { recursive: true });
  await database.close();

  for (const _ of ["first", "again"]) {
    for (const [from, to] of [["as-it-was", "database"], ["left", "inbox"]] as const) { rmSync(join(dataDir, to), { recursive: true }); cpSync(join(dataDir, from), join(dataDir, to), { recursive: true }); }
    database = await openDatabase({ dataDir, log });
    expect(await names()).toEqual(["ada the second", "cho"]);
    expect(openInbox(join(dataDir, "inbox")).rows()).toEqual([]); // on disk now, by the database's own files
    await database.close();
  }
  database = undefined;
});

test("the disk has the rows before the transaction commits, and loses them again when it cannot", async () => {
  const dataDir = newFolder();
  const happened: string[] = [];
  const disk: Disk = { append: () => void happened.push("synced"), replace: () => void happened.push("synced anew"), remove: () => {} };
  database = await openDatabase({ dataDir, log, disk });
  await database.keepAcknowledged();
  await asViewer(database.db, visitor, (tx) => tx.execute(addPerson("ada"))).then(() => happened.push("acknowledged"));
  expect(happened).toEqual(["synced", "acknowledged"]);

  happened.length = 0;
  await database.db.execute(sql.raw("create table late (id text primary key references people deferrable initially deferred)"));
  const failing = asViewer(database.db, visitor, async (tx) => { await tx.execute(addPerson("bao")); await tx.execute(sql`insert into late values ('nobody')`); });
  await failing.catch(() => happened.push("refused"));
  expect(happened).toEqual(["synced", "synced anew", "synced anew", "refused"]);
});

test("a disk that refuses leaves nothing acknowledged", async () => {
  const disk: Disk = { append: () => { throw new Error("ENOSPC: no space left on device"); }, replace: () => {}, remove: () => {} };
  database = await openDatabase({ dataDir: newFolder(), log, disk });
  await database.keepAcknowledged();
  await expect(asViewer(database.db, visitor, (tx) => tx.execute(addPerson("ada")))).rejects.toThrow("ENOSPC");
  expect(await names()).toEqual([]);
});

test("what is nobody's goes to a file of its own, in an order of chance, with the day as its time", async () => {
  const dataDir = newFolder();
  database = await openDatabase({ dataDir, log });
  await database.keepAcknowledged();
  const all = Array.from({ length: 12 }, (_, index) => `n${String(index).padStart(2, "0")}`);
  for (const it of all) await asViewer(database.db, visitor, async (tx) => { await holdCode(tx, "a code"); await tx.execute(addPerson(it)); });
  const file = join(dataDir, "inbox/unlinked.jsonl");
  const order = readFileSync(file, "utf8").trim().split("\n").map((it) => String((JSON.parse(it) as InboxRow).key.id));
  expect(order.toSorted()).toEqual(all);
  expect(order).not.toEqual(all); // one in 479 million by chance
  expect(statSync(file).mtime.getTime() % 86_400_000).toBe(0);
  expect(existsSync(join(dataDir, "inbox/linked.jsonl"))).toBe(false);
  expect(readdirSync(join(dataDir, "inbox"))).toEqual(["unlinked.jsonl"]);
});

test("of a row written twice only the last state stays in the file: who wrote what has since become nobody's is not in it", () => {
  const folder = newFolder();
  openInbox(folder).keep([row("c1", false, { id: "c1", author: "QZAUTHOR" })]);
  openInbox(folder).keep([row("c1", false, { id: "c1", author: null })]);
  expect(readFileSync(join(folder, "linked.jsonl"), "utf8")).not.toContain("QZAUTHOR");
  openInbox(folder).keep([row("c1", false, null)]);
  expect(openInbox(folder).rows()).toEqual([row("c1", false, null)]);
});

test("a line that a power cut tore was never acknowledged, and the lines before it stand", () => {
  const folder = newFolder();
  const inbox = openInbox(folder);
  inbox.keep([row("a")]);
  inbox.keep([row("b")]);
  const file = join(folder, "linked.jsonl");
  truncateSync(file, statSync(file).size - 5);
  expect(openInbox(folder).rows()).toEqual([row("a")]);
  writeFileSync(file, "");
  expect(openInbox(folder).rows()).toEqual([]);
});
