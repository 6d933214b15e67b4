// The embedded PostgreSQL (PGlite) on a thread of its own: a long query there froze the event loop here for as long as it
// took (docs/decisions). The thread answers one request after the other; who may ask when is settled in embedded.ts.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, types } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { errorFields, type QueryShape, type Reply, type Request, type Results, type WireError, type WorkerStart } from "./embedded-protocol.ts";

const port = parentPort!;
const asIs = (value: string) => value;
/**
 * Drizzle hands these over as functions with each query (drizzle-orm/pglite/session.js), which cannot cross threads, so
 * the same list stands here: dates, times and intervals as text, and their arrays and numeric[] (by OID) too.
 */
const datesAsText = Object.fromEntries(
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182].map((oid) => [oid, asIs]),
);
const listening = new Map<string, () => Promise<void>>();

const send = (reply: Reply) => port.postMessage(reply);

function wireError(error: unknown): WireError {
  const from = error as Record<string, unknown>;
  const wire: WireError = { message: error instanceof Error ? error.message : String(error) };
  for (const field of errorFields) if (typeof from?.[field] === "string") wire[field] = from[field];
  return wire;
}

async function start({ folder, dump }: WorkerStart): Promise<PGlite> {
  const loadDataDir = dump && new Blob([dump as Uint8Array<ArrayBuffer>]);
  const pglite = await PGlite.create({ dataDir: folder, loadDataDir, extensions: { pg_trgm, unaccent } });
  await pglite.exec("set timezone to 'UTC'");
  return pglite;
}

function query(pglite: PGlite, text: string, params: unknown[], { rowMode, dates }: QueryShape) {
  return pglite.query(text, params, { rowMode: rowMode ?? "object", ...(dates === "text" && { parsers: datesAsText }) });
}

async function answer(pglite: PGlite, request: Request): Promise<unknown> {
  switch (request.kind) {
    case "query": return believed(pglite, [await query(pglite, request.text, request.params, request.shape)]).then(([it]) => it);
    case "exec": return believed(pglite, await pglite.exec(request.text));
    case "listen": return listen(pglite, request.channel);
    case "unlisten": return listening.get(request.channel)?.();
    case "dump": return new Uint8Array(await (await pglite.dumpDataDir("none")).arrayBuffer());
    case "close": return pglite.close();
  }
}

async function listen(pglite: PGlite, channel: string): Promise<void> {
  const stop = await pglite.listen(channel, (payload) => send({ kind: "notified", channel, payload }));
  listening.set(channel, () => stop());
}

/**
 * When its stack runs over, PGlite 0.5.16 answers this query and all that follow with empty results and no error, a commit
 * included. An answer without a command tag is therefore believed only if the next question still gets its answer.
 */
async function believed(pglite: PGlite, results: Results[]): Promise<Results[]> {
  if (!results.every((it) => "command" in it) || results.length === 0) {
    const { rows } = await pglite.query<{ alive: number }>("select 1 as alive").catch(() => ({ rows: [] }));
    if (rows[0]?.alive !== 1) throw new BrokenDown("It broke down over a query.");
  }
  return results.map((it) => ({ rows: it.rows, fields: it.fields, affectedRows: it.affectedRows }));
}

class BrokenDown extends Error {}

/** Or it says so itself: after a PANIC a PostgreSQL server would start anew. */
const isBreakdown = (error: unknown) => error instanceof BrokenDown || (error as { severity?: string }).severity === "PANIC";

async function reply(pglite: PGlite, { id, request }: { id: number; request: Request }): Promise<void> {
  try {
    send({ kind: "done", id, value: await answer(pglite, request) });
    if (request.kind === "close") port.close();
  } catch (error) {
    send(isBreakdown(error) ? { kind: "broken" } : { kind: "failed", id, error: wireError(error) });
  }
}

try {
  const pglite = await start(workerData as WorkerStart);
  const { rows } = await pglite.query<{ server_version: string }>("show server_version");
  send({ kind: "ready", version: rows[0]!.server_version });
  port.on("message", (message: { id: number; request: Request }) => void reply(pglite, message));
} catch (error) {
  send({ kind: "unstartable", error: wireError(error) });
}
