import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { QueryShape, Reply, Request, Results, WireError, WorkerStart } from "./embedded-protocol.ts";

/** Drizzle's options to a query: its parsers are functions, which stay on this side and only say what is wanted. */
type QueryOptions = { rowMode?: "array" | "object"; parsers?: unknown };

/** What one may ask of the embedded database, inside a transaction or outside. */
export type EmbeddedSession = {
  query(text: string, params?: unknown[], options?: QueryOptions): Promise<Results>;
  exec(text: string): Promise<Results[]>;
};

/** The embedded database: the part of PGlite that drizzle-orm/pglite and pg-boss use, answered by a worker thread. */
export type EmbeddedClient = EmbeddedSession & {
  version: string; // of PostgreSQL, "18.6"
  transaction<T>(fn: (tx: EmbeddedSession) => Promise<T>): Promise<T>;
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  dump(): Promise<Uint8Array>; // the whole data folder as an uncompressed tar file
  /** Have something done before every commit from now on; what it hands back is called when that commit fails. */
  beforeCommit(work: BeforeCommit): void;
  lost: Promise<Error>; // settles when the database stops by itself; nothing it is asked after that is answered
  close(): Promise<void>;
};

/** Done in a transaction, last of all; hands back how to take it back when the commit fails. */
export type BeforeCommit = (tx: EmbeddedSession) => Promise<() => void>;

/** Start the embedded database in a worker thread; refuses with what PostgreSQL said when it cannot. */
export async function startEmbedded(start: WorkerStart, stackSizeMb = ampleStackMb): Promise<EmbeddedClient> {
  const heard = new Map<string, (payload: string) => void>();
  const { ask, version, lost, ended, close, halt } = await startWorker(start, stackSizeMb, (channel, payload) => heard.get(channel)?.(payload));
  const { alone, transaction, beforeCommit } = oneAtATime(ask, ended);
  return {
    beforeCommit,
    ...sessionOver((request) => alone(() => askLeavingNothingOpen(ask, request))),
    version,
    lost,
    transaction,
    async listen(channel, callback) {
      heard.set(channel, callback);
      await alone(() => ask({ kind: "listen", channel }));
      return async () => void (await alone(() => ask({ kind: "unlisten", channel })));
    },
    dump: () => alone(() => ask({ kind: "dump" })) as Promise<Uint8Array>,
    close: () => Promise.race([alone(close), delay(longestGoodbye, undefined, { ref: false }).then(halt)]),
  };
}

/** Longer than any request should take; ending the thread then is as safe as kill -9, which loses nothing acknowledged. */
const longestGoodbye = 10_000;

type Ask = (request: Request) => Promise<unknown>;

function sessionOver(ask: Ask): EmbeddedSession {
  return {
    query: (text, params = [], { rowMode, parsers } = {}) => {
      const shape: QueryShape = { rowMode, dates: parsers ? "text" : "date" };
      return ask({ kind: "query", text, params, shape }) as Promise<Results>;
    },
    exec: (text) => ask({ kind: "exec", text }) as Promise<Results[]>,
  };
}

/**
 * PGlite has one session, so whatever is asked between a `begin` and its `commit` lands inside that transaction. Turns are
 * therefore taken in the order of asking, and a transaction keeps its turn until it is over.
 */
function oneAtATime(ask: Ask, ended: Promise<void>) {
  const inside = new AsyncLocalStorage<{ over: boolean }>();
  const open = new Set<PromiseWithResolvers<void>>();
  let last: Promise<void> = Promise.resolve();
  let before: BeforeCommit = async () => () => {};
  void ended.then(() => open.forEach((turn) => turn.resolve())); // so that nobody waits for a transaction that hangs

  function alone<T>(turn: () => Promise<T>): Promise<T> {
    // Without this the two would wait for each other for ever, and silently.
    if (inside.getStore()?.over === false)
      return Promise.reject(new Error("Inside a transaction every query goes through it: hand `tx` down instead of `db`."));
    const mine = last.then(turn);
    const over = Promise.withResolvers<void>();
    open.add(over);
    const passOn = () => (open.delete(over), over.resolve());
    mine.then(passOn, passOn);
    last = over.promise;
    return mine;
  }

  const transaction = <T>(fn: (tx: EmbeddedSession) => Promise<T>): Promise<T> =>
    alone(() => {
      const state = { over: false };
      return inside.run(state, () => beginToEnd(ask, state, fn, before));
    });

  return { alone, transaction, beforeCommit: (work: BeforeCommit) => void (before = work) };
}

/** pg-boss sends whole `BEGIN; … COMMIT;` scripts; one that fails half-way must not leave its transaction to the next. */
async function askLeavingNothingOpen(ask: Ask, request: Request): Promise<unknown> {
  try {
    return await ask(request);
  } catch (error) {
    if (request.kind === "exec") await ask({ kind: "exec", text: "rollback" }).catch(() => {});
    throw error;
  }
}

async function beginToEnd<T>(ask: Ask, state: { over: boolean }, fn: (tx: EmbeddedSession) => Promise<T>, before: BeforeCommit): Promise<T> {
  const tx = sessionOver((request) =>
    state.over ? Promise.reject(new Error("This transaction is over: a query was not awaited in it.")) : ask(request));
  await ask({ kind: "exec", text: "begin" });
  let takeBack = () => {};
  try {
    const result = await fn(tx);
    takeBack = await before(tx);
    state.over = true;
    await ask({ kind: "exec", text: "commit" });
    return result;
  } catch (error) {
    state.over = true;
    takeBack();
    await ask({ kind: "exec", text: "rollback" }).catch(() => {}); // the first error is the one to hear of
    throw error;
  }
}

/** The thread itself: what it is asked and answers, and its end, which is told to all who wait and to all who ask later. */
async function startWorker(start: WorkerStart, stackSizeMb: number, notified: (channel: string, payload: string) => void) {
  const worker = new Worker(workerFile(), { workerData: start, resourceLimits: { stackSizeMb } });
  const room = waitingRoom();
  const [ready, lost, ended] = [Promise.withResolvers<string>(), Promise.withResolvers<Error>(), Promise.withResolvers<void>()];
  let gone: Error | undefined;

  const end = (error: Error) => {
    gone ??= error;
    ready.reject(gone);
    room.dismiss(gone);
    ended.resolve();
    return worker.terminate();
  };
  const die = (why: string) => {
    if (gone) return;
    void end(new Error(`The embedded database stopped: ${why} Start Travaux again; what was saved is kept.`));
    lost.resolve(gone!);
  };
  worker.on("error", (error) => die(error.message));
  worker.on("exit", (code) => die(`its thread left with code ${code}.`));
  worker.on("message", (reply: Reply) => {
    switch (reply.kind) {
      case "ready": return ready.resolve(reply.version);
      case "unstartable": return void end(revived(reply.error));
      case "broken": return die("it broke down over a query.");
      case "notified": return notified(reply.channel, reply.payload);
      default: return room.call(reply);
    }
  });

  const ask = async (request: Request) => {
    if (gone) throw gone;
    const id = room.nextId();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows; a worker thread has no origin
    worker.postMessage({ id, request }); // before waiting: it throws on what cannot be cloned
    return room.wait(id);
  };
  const halt = async () => void (await end(new Error("The database is closed.")));
  const close = () => ask({ kind: "close" }).catch(() => {}).then(halt);
  return { ask, close, halt, lost: lost.promise, ended: ended.promise, version: await ready.promise };
}

/** Who waits for which answer. */
function waitingRoom() {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  return {
    nextId: () => ++lastId,
    wait(id: number): Promise<unknown> {
      const seat = Promise.withResolvers<unknown>();
      waiting.set(id, seat);
      return seat.promise;
    },
    call(reply: Extract<Reply, { id: number }>): void {
      const seat = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.kind === "done") seat?.resolve(reply.value);
      else seat?.reject(revived(reply.error));
    },
    dismiss(error: Error): void {
      for (const seat of waiting.values()) seat.reject(error);
      waiting.clear();
    },
  };
}

/**
 * PostgreSQL refuses a recursion deeper than its max_stack_depth (2 MB), but only if the thread's own stack is not used up
 * before: with Node's 4 MB it was, and PGlite then answered everything with nothing. With 16 it refuses as it should.
 */
const ampleStackMb = 16;

/** Beside this file and with its extension: .ts under tests and `npm run dev`, .js once emitted. */
const workerFile = () => new URL(`./embedded-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

function revived({ message, ...fields }: WireError): Error {
  return Object.assign(new Error(message), fields);
}
