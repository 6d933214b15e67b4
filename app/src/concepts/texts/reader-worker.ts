// Reads and aligns documents in a thread of its own, which can be ended when it takes too long or too much memory.
import { parentPort, workerData } from "node:worker_threads";
import { align, readDocument, Unreadable, type Pair, type TreatyText } from "@travaux/treaty-text";
import type { Task, TaskResult } from "./reader.ts";

async function work(task: Task): Promise<TaskResult> {
  try {
    if (task.kind === "align") return { ok: align(task.before, task.after, { fixed: task.fixed }) satisfies Pair[] };
    return { ok: (await readDocument(task.bytes, { name: task.name, language: task.language })) satisfies TreatyText };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.code, details: JSON.parse(JSON.stringify(error.details ?? {})) };
    throw error;
  }
}

parentPort!.postMessage(await work(workerData as Task));
