import { Worker } from "node:worker_threads";
import type { Pair, TreatyText, UnreadableCode } from "@travaux/treaty-text";
import { Refusal } from "../../ground/refusal.ts";
import type { Values } from "../../ground/words.ts";

export type Fixed = { old: string[]; new: string[] };
export type Task =
  | { kind: "read"; bytes: Uint8Array; name: string; language: string | undefined }
  | { kind: "align"; before: TreatyText; after: TreatyText; fixed: Fixed[] };
export type TaskResult = { ok: TreatyText | Pair[] } | { unreadable: UnreadableCode; details: Values };

/** No document of a negotiation is longer; a larger upload is refused before it is read. */
export const largestDocument = 30 * 1024 * 1024;
const secondsAllowed = 60; // a 400-page PDF takes some 10 s on one slow core
const memoryAllowed = 1024; // MB of heap; pdf.js keeps all pages of a file

/** Read a document into a provision tree; a refusal says what is wrong with it and what to do. */
export async function readText(bytes: Uint8Array, name: string, language?: string): Promise<TreatyText> {
  if (bytes.byteLength === 0) throw new Refusal("not-valid", "document-empty", { name });
  if (bytes.byteLength > largestDocument) throw new Refusal("too-large", "document-too-large", { name, limit: largestDocument / 1024 / 1024 });
  return (await inThread({ kind: "read", bytes, name, language }, name)) as TreatyText;
}

/** How the provisions of two texts go together, an editor's decisions kept. */
export const alignTexts = async (before: TreatyText, after: TreatyText, fixed: Fixed[]) =>
  (await inThread({ kind: "align", before, after, fixed }, "")) as Pair[];

const file = new URL(import.meta.url.endsWith(".ts") ? "./reader-worker.ts" : "./reader-worker.js", import.meta.url);

/** Run a task in a thread that is ended when it is done, late, or too large. */
async function inThread(task: Task, name: string) {
  const worker = new Worker(file, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: memoryAllowed }, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  try {
    const result = await new Promise<TaskResult>((resolve, reject) => {
      timer = setTimeout(() => reject(new Refusal("not-valid", "document-too-slow", { name, seconds: secondsAllowed })), secondsAllowed * 1000);
      worker.once("message", resolve);
      worker.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new Refusal("not-valid", "document-too-big-inside", { name }) : error));
    });
    if ("ok" in result) return result.ok;
    throw new Refusal("not-valid", `document-${result.unreadable}`, { name, ...result.details });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
