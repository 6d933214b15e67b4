// Finds everybody's chance in a thread of its own, so that the house goes on answering meanwhile.
import { parentPort, workerData } from "node:worker_threads";
import { chancesIn, hashOf, Unfit } from "@travaux/fair-selection";
import type { ChancesMessage, ChancesTask } from "./chances.ts";
import { engineSelection } from "./selection.ts";

const say = (it: ChancesMessage) => parentPort!.postMessage(it);
const task = workerData as ChancesTask;
try {
  let said = 0;
  const progress = (what: "chances" | "panels" | "proof", share: number) => { if (performance.now() - said > 200) { said = performance.now(); say({ what, share }); } };
  say({ found: await chancesIn(engineSelection(task, task), task.method, { pool: hashOf(task.pool), quotas: hashOf(task.quotas), idColumn: "id" }, progress) });
} catch (error) {
  if (!(error instanceof Unfit)) throw error;
  say({ unfit: error.message });
}
