import { accessSync, constants, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { controlSocket } from "../control.ts";
import { StartRefusal } from "../start-refusal.ts";
import type { Database, Db, OpenDatabase } from "./database.ts";
import { startEmbedded, type EmbeddedClient } from "./embedded.ts";
import { openInbox, type Disk } from "./inbox.ts";
import { replay, settle, takeNoted } from "./inbox-replay.ts";
import { holderOf, takeLock, type Holder, type Lock } from "./lock.ts";
import { migrateTo } from "./migrate.ts";

/** The major version of PostgreSQL inside PGlite 0.5: a folder of another major cannot be read. */
const embeddedMajor = "18";

const databaseFolder = (dataDir: string) => join(resolve(dataDir), "database");
const lockFile = (dataDir: string) => join(resolve(dataDir), "database.lock");

/** The living Travaux that has the embedded database of `dataDir` open, or null. */
export const folderHolder = (dataDir: string): Holder | null => holderOf(lockFile(dataDir));

/** Open the embedded database in `dataDir` (or in memory), alone, and migrate it. */
export async function openEmbedded({ dataDir, dump, migrations, disk }: OpenDatabase & { migrations: string }): Promise<Database> {
  const lock = dataDir === undefined ? null : lockFolder(dataDir);
  let client: EmbeddedClient | undefined;
  try {
    client = await startIn(dataDir, dump);
    const db = drizzle({ client: client as unknown as PGlite }) as unknown as Db;
    await migrateTo(db, migrate, migrations);
    const keeping = dataDir === undefined ? null : await keepAcknowledged(client, dataDir, disk);
    return embeddedDatabase(db, client, lock, keeping);
  } catch (error) {
    await client?.close();
    lock?.release();
    throw error;
  }
}

/** Put back what a power cut took; and, once begun, have what is acknowledged written to a disk first: see inbox.ts. */
async function keepAcknowledged(client: EmbeddedClient, dataDir: string, disk: Disk | undefined) {
  const inbox = openInbox(join(resolve(dataDir), "inbox"), disk);
  const settled = () => settle(client, databaseFolder(dataDir), inbox);
  const left = inbox.rows();
  await replay(client, left);
  if (left.length > 0) await settled();
  return {
    settled,
    async begin() {
      await settled(); // what was loaded before needs no second copy
      await client.exec("set travaux.inbox = 'on'");
      client.beforeCommit(async (tx) => {
        const noted = await takeNoted(tx);
        return noted.length > 0 ? inbox.keep(noted) : () => {};
      });
    },
  };
}

function embeddedDatabase(db: Db, client: EmbeddedClient, lock: Lock | null, keeping: Awaited<ReturnType<typeof keepAcknowledged>> | null): Database {
  return {
    keepAcknowledged: async () => keeping?.begin(),
    settle: async () => keeping?.settled(),
    db,
    kind: "embedded",
    version: client.version,
    connection: { kind: "embedded", client },
    dump: () => client.dump(),
    lost: client.lost,
    async close() {
      await keeping?.settled().catch(() => {}); // a database that stopped by itself has its inbox for the next start
      await client.close();
      lock?.release();
    },
  };
}

function lockFolder(dataDir: string): Lock {
  const folder = resolve(dataDir);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return takeLock(lockFile(folder), folder, controlSocket(folder));
  } catch (error) {
    if (error instanceof StartRefusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw new StartRefusal(`The data folder ${folder} cannot be written (${code}). Allow this user to write there, or set DATA_DIR to another folder.`);
  }
}

async function startIn(dataDir: string | undefined, dump: Uint8Array | undefined): Promise<EmbeddedClient> {
  if (dataDir === undefined) return startEmbedded({ dump });
  const folder = databaseFolder(dataDir);
  refuseOtherMajor(folder);
  try {
    return await startEmbedded({ folder, dump });
  } catch (error) {
    throw new StartRefusal(
      `The embedded database in ${folder} could not be opened (${firstLine(error)}). Restore a backup, or set DATA_DIR to another folder.`,
    );
  }
}

function refuseOtherMajor(folder: string): void {
  let major: string;
  try {
    major = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  } catch {
    return; // a new folder
  }
  if (major === embeddedMajor) return;
  const made = Number(major) > Number(embeddedMajor) ? "a newer" : "an older";
  throw new StartRefusal(
    `The data in ${folder} was made by ${made} Travaux (PostgreSQL ${major}; this one holds ${embeddedMajor}); nothing was changed. ` +
    "Start that Travaux and make a backup, then restore it here, or set DATA_DIR to another folder.",
  );
}

const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split("\n")[0];
