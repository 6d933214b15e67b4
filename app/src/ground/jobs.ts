// Work that outlives its request: mails, closings, compilations. pg-boss keeps it in the same database, so a job sent in a
// transaction exists exactly if the transaction does.
import { sql } from "drizzle-orm";
import { fromDrizzle, fromPglite, PgBoss, type ConstructorOptions } from "pg-boss";
import type { Database, Db } from "./db/database.ts";
import type { Log } from "./log.ts";

/** What does a job; what it throws is logged, and the job is tried again, later and later. */
export type JobHandler<Data = unknown> = (data: Data) => Promise<unknown>;

/** The house's jobs. Every process declares what it can do with `work` and `every` before it sends. */
export type Jobs = {
  /** Do the jobs sent under `name`. */
  work<Data extends object>(name: string, handler: JobHandler<Data>): Promise<void>;
  /** Do something at the times of `cron` (five fields, UTC); of several processes one does it. */
  every(name: string, cron: string, handler: JobHandler<null>): Promise<void>;
  /** Send a job in the transaction `tx`: it waits for the commit and vanishes with a rollback. */
  send(tx: Db, name: string, data: object): Promise<void>;
  /** Let the running jobs end (ten seconds at most), and stop. */
  stop(): Promise<void>;
};

/** Tried six times within about an hour: long enough for a mail server's restart. */
const retries = { retryLimit: 5, retryDelay: 60, retryBackoff: true };

/** Workers are woken by a notification; this often they look by themselves, for jobs that were due later. */
const lookingSeconds = 30;

/** Start the jobs on `database`; the first start there makes their tables. */
export async function startJobs(database: Database, log: Log): Promise<Jobs> {
  const boss = new PgBoss(bossOptions(database));
  boss.on("error", (error) => log.error({ err: error }, "jobs: an error between the jobs"));
  boss.on("warning", ({ message }) => log.warn(`jobs: ${message}`));
  await boss.start();
  await letViewersSend(database.db);
  const declared = new Set<string>();

  async function work<Data extends object>(name: string, handler: JobHandler<Data>): Promise<void> {
    await boss.createQueue(name, { ...retries, notify: true });
    declared.add(name);
    const often = { pollingIntervalSeconds: lookingSeconds, notifyPollingIntervalSeconds: lookingSeconds };
    await boss.work<Data>(name, often, async ([job]) => logged(log, name, () => handler(job!.data)));
  }

  return {
    work,
    async every(name, cron, handler) {
      await work(name, () => handler(null));
      await boss.schedule(name, cron, null, { tz: "UTC" });
    },
    async send(tx, name, data) {
      if (!declared.has(name)) throw new Error(`No job is called “${name}”: declare it with work() at start.`);
      await boss.send(name, data, { db: fromDrizzle(tx as unknown as Parameters<typeof fromDrizzle>[0], sql) });
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

/** A job is sent in the transaction of a request, which runs as a role that owns nothing (ground/db/request.ts). */
const letViewersSend = (db: Db) => db.execute(sql.raw(`do $$ begin
  if exists (select from pg_roles where rolname = 'travaux_viewer') then
    grant usage on schema pgboss to travaux_viewer; grant select, insert, update, delete on all tables in schema pgboss to travaux_viewer;
  end if;
end $$`));

/** On the embedded database the jobs share its one session, so its upkeep is left out; a server gives them connections of their own. */
function bossOptions({ connection }: Database): ConstructorOptions {
  const common = { useListenNotify: true, application_name: "travaux-jobs" };
  if (connection.kind === "server") return { ...common, connectionString: connection.url, max: 3 };
  const db = fromPglite(connection.client as unknown as Parameters<typeof fromPglite>[0]);
  return { ...common, db, backend: "pglite", reindex: false, monitorVacuum: false };
}

async function logged<T>(log: Log, name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    log.error({ err: error, job: name }, `the job “${name}” failed and is tried again`);
    throw error;
  }
}
