import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { Pool, type ClientConfig, type PoolClient } from "pg";
import type { Log } from "../log.ts";
import { StartRefusal } from "../start-refusal.ts";
import type { Database, Db } from "./database.ts";
import { postgresError } from "./errors.ts";
import { migrateTo, migrationLock } from "./migrate.ts";
import { QuickClient } from "./quick-client.ts";

/** PostgreSQL 15 is the oldest that everything here was tried on; 14 leaves support in November 2026. */
const oldestMajor = 15;

/** Connect to a PostgreSQL server and migrate its database; never prints the password. */
export async function openServer({ databaseUrl, migrations, log }: { databaseUrl: string; migrations: string; log: Log }): Promise<Database> {
  const pool = new Pool({ ...connectionTo(databaseUrl), max: 10, Client: QuickClient });
  pool.on("error", (error) => log.warn({ err: error }, "an idle database connection was lost; the next query opens another"));
  try {
    const version = await prepare(pool, databaseUrl, migrations);
    return serverDatabase(pool, databaseUrl, version);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** How we connect: times in UTC so that they read the same everywhere, no compiling of queries (it took 50 ms of a list that takes 40), and a start that does not hang. */
export function connectionTo(url: string): ClientConfig {
  return { connectionString: url, application_name: "travaux", options: "-c timezone=UTC -c jit=off", connectionTimeoutMillis: 10_000 };
}

function serverDatabase(pool: Pool, url: string, version: string): Database {
  return {
    db: drizzle({ client: pool }) as unknown as Db,
    kind: "server",
    version,
    connection: { kind: "server", url },
    keepAcknowledged: async () => {}, // its commits wait for the disk
    settle: async () => {},
    dump: () => Promise.reject(new Error("A server's database is copied with pg_dump.")),
    lost: new Promise(() => {}), // the pool connects anew
    close: () => pool.end(),
  };
}

/** One connection does it all: an advisory lock belongs to its session. */
async function prepare(pool: Pool, url: string, migrations: string): Promise<string> {
  const client = await pool.connect().catch((error) => {
    throw new StartRefusal(whyNoConnection(error, url));
  });
  try {
    const version = await versionOf(client, url);
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await migrateTo(drizzle({ client }) as unknown as Db, migrate, migrations).catch((error: unknown) => { throw whyNotMigrated(error, url); });
    await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    client.release();
    return version;
  } catch (error) {
    client.release(true); // closing the session gives the lock back
    throw error;
  }
}

/** The one right that a migration may lack and a person can give: requests run as a role of their own (request.ts). */
function whyNotMigrated(error: unknown, url: string): unknown {
  const refused = postgresError(error);
  if (refused?.code !== "42501" || !/role/.test(refused.message)) return error;
  return new StartRefusal(`The user “${parts(url).username}” may not make the role travaux_viewer, which requests run as. Have whoever runs the database server say: create role travaux_viewer nologin; grant travaux_viewer to ${parts(url).username}; then start Travaux again.`);
}

async function versionOf(client: PoolClient, url: string): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  const version = rows[0]!.server_version.split(" ")[0]!;
  if (Number.parseInt(version, 10) < oldestMajor)
    throw new StartRefusal(`The database server at ${placeOf(url)} is PostgreSQL ${version}; Travaux needs ${oldestMajor} or newer. Upgrade it, or set DATABASE_URL to another server.`);
  return version;
}

/** One sentence for what a person can mend: what happened, where, what to do. */
function whyNoConnection(error: NodeJS.ErrnoException, url: string): string {
  const { hostname, username } = parts(url);
  const place = placeOf(url);
  switch (error.code) {
    case "28P01": case "28000":
      return `The database server at ${place} refused the user “${username}” (wrong name or password, or not let in by pg_hba.conf). Check them in DATABASE_URL.`;
    case "3D000":
      return `The database server at ${place} has no database of that name. Create it (createdb), or name another in DATABASE_URL.`;
    case "53300":
      return `The database server at ${place} has no connection left. Close some, or raise its max_connections.`;
    case "57P03":
      return `The database server at ${place} is starting or stopping. Start Travaux again in a moment.`;
    case "ENOTFOUND": case "EAI_AGAIN":
      return `The database server's name “${hostname}” is not known. Check the host in DATABASE_URL.`;
    default:
      return `The database server at ${place} cannot be reached (${error.code ?? withoutPassword(error.message, url)}). Start it, or check host and port in DATABASE_URL; leave DATABASE_URL empty for the embedded database.`;
  }
}

const parts = (url: string) => {
  const { hostname, port, pathname, username, password } = new URL(url);
  return { hostname, port: port || "5432", database: pathname.slice(1), username: decodeURIComponent(username), password };
};

/** Host, port and database of a URL: what may be printed of it. */
export function placeOf(url: string): string {
  const { hostname, port, database } = parts(url);
  return `${hostname || "the local socket"}:${port}/${database}`;
}

function withoutPassword(message: string, url: string): string {
  const { password } = parts(url);
  return password ? message.replaceAll(password, "…").replaceAll(decodeURIComponent(password), "…") : message;
}
