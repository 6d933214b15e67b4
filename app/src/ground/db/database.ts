import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Log } from "../log.ts";
import type { EmbeddedClient } from "./embedded.ts";
import type { Disk } from "./inbox.ts";
import { migrationsFolder, refuseWithoutMigrations } from "./migrate.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openServer } from "./open-server.ts";

/** What queries are asked of: the database or a transaction on it, embedded or on a server. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** An open and migrated database. */
export type Database = {
  db: Db;
  kind: "embedded" | "server";
  version: string; // of PostgreSQL, "18.6"
  /** What the jobs run on: the embedded client, or the server's address for connections of their own. */
  connection: { kind: "embedded"; client: EmbeddedClient } | { kind: "server"; url: string };
  /** A copy of the embedded data as an uncompressed tar file, for `openDatabase({ dump })`; refused on a server. */
  dump(): Promise<Uint8Array>;
  /** From now on nothing that people send is acknowledged before a disk has it: what a server does anyway, and the embedded one by its inbox. */
  keepAcknowledged(): Promise<void>;
  /** Bring the embedded database's own files to the disk, and empty its inbox. A server sees to this itself. */
  settle(): Promise<void>;
  /** Settles when the embedded database stops by itself; the process should then end, to be started again. */
  lost: Promise<Error>;
  close(): Promise<void>;
};

/** How to open a database. */
export type OpenDatabase = {
  databaseUrl?: string; // `postgres://…`; empty: embedded
  dataDir?: string; // where the embedded one is kept; none: in memory, gone on close
  dump?: Uint8Array; // restored into a new embedded database
  migrations?: string; // folder; the application's own unless said
  disk?: Disk; // of the embedded one's inbox; for tests that watch it
  log: Log;
};

/** Open the database and bring it to the newest migration; refuses in one sentence (StartRefusal) whatever can be mended. */
export async function openDatabase({ migrations = migrationsFolder, ...options }: OpenDatabase): Promise<Database> {
  const { databaseUrl } = options;
  refuseWithoutMigrations(migrations);
  return databaseUrl ? openServer({ databaseUrl, migrations, log: options.log }) : openEmbedded({ ...options, migrations });
}
