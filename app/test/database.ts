// One database a test file, restored from a copy of the migrated schema: a start from nothing takes 3–4 s, this one under 1 s.
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { openDatabase, type Database, type Db } from "../src/ground/db/database.ts";
import { migrationsFolder } from "../src/ground/db/migrate.ts";
import { silentLog as log } from "../src/ground/log.ts";

const cacheFolder = fileURLToPath(new URL("../../node_modules/.cache/travaux", import.meta.url));

/** What a database begins with: `name` changes whenever that would, so that a copy of it can be kept. */
export type Beginning = { name: string; fill(database: Database): Promise<void> };
const empty: Beginning = { name: "", fill: async () => {} };

/** A migrated database of its own, empty unless told otherwise; on the server of TEST_DATABASE_URL when that is set. `close` does away with it. */
export function testDatabase(beginning = empty): Promise<Database> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? onServer(server, beginning) : inMemory(beginning);
}

/** Empty every table but the journal of migrations and the jobs' own, and start their numbers anew. */
export async function emptyTables(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`); // no triggers: the record's tables refuse deletion
    await tx.execute(emptying);
  });
}

/** Deleting the few rows of a test is several times faster than `truncate`, which makes new files for each table and index. */
const emptying = sql.raw(`
  do $$
  declare it record;
  begin
    for it in select c.oid::regclass as name, c.relkind as kind from pg_class c
      where c.relkind in ('r', 'S') and c.relnamespace::regnamespace::text not in ('pg_catalog', 'pg_toast', 'information_schema', 'drizzle', 'pgboss')
    loop
      if it.kind = 'S' then execute format('alter sequence %s restart', it.name);
      else execute format('delete from %s', it.name);
      end if;
    end loop;
  end $$`);

async function inMemory(beginning: Beginning): Promise<Database> {
  const copy = join(cacheFolder, `${schemaHash()}${beginning.name}.tar`);
  return openDatabase({ dump: read(copy) ?? (await makeCopy(copy, beginning)), log });
}

/** Several workers may make the same copy at once; each writes its own, and the renames replace like by like. */
async function makeCopy(copy: string, beginning: Beginning): Promise<Uint8Array> {
  const database = await (beginning === empty ? openDatabase({ log }) : inMemory(empty));
  await beginning.fill(database);
  const dump = await database.dump();
  await database.close();
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${copy}.${process.pid}`, dump);
  renameSync(`${copy}.${process.pid}`, copy);
  removeOldCopies(copy);
  return dump;
}

/** Copies of former schemas are of no more use, except to a run that is still going. */
function removeOldCopies(copy: string): void {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(cacheFolder)) {
    const path = join(cacheFolder, name);
    if (name.endsWith(".tar") && path !== copy && statSync(path).mtimeMs < anHourAgo) rmSync(path, { force: true });
  }
}

/** Changes with any migration and with the version of the embedded PostgreSQL. */
function schemaHash(): string {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(new URL("../package.json", import.meta.url)))); // pins PGlite
  for (const entry of readdirSync(migrationsFolder, { recursive: true, withFileTypes: true }).toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)))
    if (entry.isFile() && !entry.parentPath.endsWith("meta")) hash.update(relative(migrationsFolder, pathOf(entry))).update(readFileSync(pathOf(entry)));
  hash.update(readFileSync(join(migrationsFolder, "meta/_journal.json")));
  return hash.digest("hex").slice(0, 16);
}

const pathOf = (entry: { parentPath: string; name: string }) => join(entry.parentPath, entry.name);

function read(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

async function onServer(server: string, beginning: Beginning): Promise<Database> {
  const template = `travaux_template_${schemaHash()}${beginning.name}`;
  await onAdmin(server, async (admin) => {
    await admin.query("select pg_advisory_lock(1)"); // one worker makes the template, the others wait
    const { rowCount } = await admin.query("select from pg_database where datname = $1", [template]);
    if (rowCount === 0) await makeTemplate(admin, server, template, beginning);
  });
  const { url, drop } = await databaseOn(server, template);
  const database = await openDatabase({ databaseUrl: url, log });
  return {
    ...database,
    async close() {
      await database.close();
      await drop();
    },
  };
}

/** A new database on `server`, empty or a copy of `template`. */
export async function databaseOn(server: string, template = "template0"): Promise<{ url: string; drop(): Promise<unknown> }> {
  const name = `travaux_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await onAdmin(server, (admin) => admin.query(`create database ${name} template ${template}`));
  return {
    url: withDatabase(server, name),
    drop: () => onAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`)),
  };
}

/** Templates of former sources are of no more use after a day; a user who may not see how old they are keeps them. */
async function removeOldTemplates(admin: Client): Promise<void> {
  const old = await admin.query<{ datname: string }>(`select datname from pg_database where datname like 'travaux\\_template\\_%'
    and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '1 day'`).catch(() => ({ rows: [] }));
  for (const it of old.rows) await admin.query(`drop database if exists ${it.datname}`);
}

/** Under another name until it is whole, so that a run stopped in between leaves no half template. */
async function makeTemplate(admin: Client, server: string, template: string, beginning: Beginning): Promise<void> {
  await removeOldTemplates(admin);
  const draft = `${template}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft} template template0`);
  const database = await openDatabase({ databaseUrl: withDatabase(server, draft), log });
  await beginning.fill(database);
  await database.close();
  await admin.query(`alter database ${draft} rename to ${template}`);
}

async function onAdmin<T>(server: string, fn: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: server });
  await admin.connect();
  try {
    return await fn(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
