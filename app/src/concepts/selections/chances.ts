// Everybody's chance, found beside the house: in a thread, so that it goes on answering, and known by what it is computed from, so that
// whoever asks again, or another officer, finds the one computation that runs. The same files give the same chances on every machine:
// where a process was stopped meanwhile nothing is lost but time.
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Chances, Infeasible } from "@travaux/fair-selection";
import type { SelectionPlan } from "./selection.ts";

export type ChancesTask = Pick<SelectionPlan, "size" | "perOrganisation" | "method"> & { pool: string; quotas: string };
export type ChancesMessage = { what: "chances" | "panels" | "proof"; share: number } | { found: Chances | Infeasible } | { unfit: string };

/** How far it is: which part it is at and how much of that is done; or what was found, or what is wrong with the files, in a sentence. */
export type Run = { state: "running"; what: "chances" | "panels" | "proof"; share: number } | { state: "found"; found: Chances | Infeasible } | { state: "unfit"; because: string } | { state: "failed" };

type Running = { run: Run; ended: Promise<void> };
const runs = new Map<string, Running>();
/** Results that nobody fetched are computed again: so many are kept at most. */
const mostKept = 20;
/** What a pool of 2,000 with many types takes, three times over. */
const megabytes = 1024;
const seconds = 600;

const nameOf = (task: ChancesTask) => createHash("sha256").update(JSON.stringify([task.pool, task.quotas, task.size, task.perOrganisation, task.method])).digest("hex");
const file = new URL(import.meta.url.endsWith(".ts") ? "./chances-worker.ts" : "./chances-worker.js", import.meta.url);

/** How the computation of a task stands, or null where none was begun here. */
export const runOf = (task: ChancesTask): Run | null => runs.get(nameOf(task))?.run ?? null;

/** Begin to find the chances, unless that runs already, and wait for at most so many seconds: most pools need less than one. */
export async function findChances(task: ChancesTask, waitSeconds: number): Promise<Run> {
  const name = nameOf(task);
  const known = runs.get(name);
  const running = known && known.run.state !== "failed" ? known : begin(name, task);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([running.ended, new Promise<void>((resolve) => { timer = setTimeout(resolve, waitSeconds * 1000); })]);
  clearTimeout(timer);
  return running.run;
}

function begin(name: string, task: ChancesTask): Running {
  for (const [old, it] of runs) if (runs.size >= mostKept && it.run.state !== "running") runs.delete(old);
  const running: Running = { run: { state: "running", what: "chances", share: 0 }, ended: Promise.resolve() };
  running.ended = inThread(task, (run) => { running.run = run; });
  runs.set(name, running);
  return running;
}

async function inThread(task: ChancesTask, tell: (run: Run) => void): Promise<void> {
  const worker = new Worker(file, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: megabytes }, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  const last = await new Promise<Run>((resolve) => {
    timer = setTimeout(() => resolve({ state: "failed" }), seconds * 1000);
    timer.unref();
    worker.on("message", (it: ChancesMessage) => ("found" in it ? resolve({ state: "found", found: it.found }) : "unfit" in it ? resolve({ state: "unfit", because: it.unfit }) : tell({ state: "running", ...it })));
    worker.once("error", () => resolve({ state: "failed" }));
    worker.once("exit", () => resolve({ state: "failed" }));
  });
  clearTimeout(timer);
  tell(last);
  await worker.terminate();
}
