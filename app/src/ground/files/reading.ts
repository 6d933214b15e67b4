// A thread for each file that is read. It says that it goes on; one that falls silent is ended, and so is one that takes too
// long or too much memory. Threads take turns: one that reads a long file gives its turn to the next after a moment, so that nobody
// waits for somebody else's three hundred pages.
import { Worker } from "node:worker_threads";
import type { Doubt, UnreadableCode } from "@travaux/treaty-text";
import { Refusal } from "../refusal.ts";
import type { AttachmentFormat } from "./attachment.ts";

/** What was found in a file: `found` is its kind, `format` that of what is kept. */
export type FileRead = { found: AttachmentFormat; format: AttachmentFormat; kept: Uint8Array; text: string; words: number; pages: number | null; doubts: Doubt[] };
export type ThreadTask = { bytes: Uint8Array };
/** "going" says that the thread is not stuck. */
export type ThreadMessage = "going" | FileRead | { unreadable: UnreadableCode; details: Record<string, string | number> };

/** What reading a file may take. */
export type Allowance = {
  silence: number; // seconds without a sign of going on
  start: number; // seconds until the first sign: the thread loads its readers
  seconds: number; // in all
  megabytes: number; // of heap
};
/** 300 pages take some 5 s on a quiet machine and four times that on a busy one; two seconds of silence are a page that no reader gets through. */
export const usualAllowance: Allowance = { silence: 2, start: 10, seconds: 30, megabytes: 512 };

const file = new URL(import.meta.url.endsWith(".ts") ? "./attachment-worker.ts" : "./attachment-worker.js", import.meta.url);

/** Read a file in a thread; `name` is for refusals. */
export async function readInThread(bytes: Uint8Array, name: string, allowance: Allowance): Promise<FileRead> {
  const giveBack = await takeTurn(allowance.silence);
  const worker = new Worker(file, { workerData: { bytes } satisfies ThreadTask, resourceLimits: { maxOldGenerationSizeMb: allowance.megabytes }, execArgv: [] });
  try {
    const result = await resultOf(worker, name, allowance);
    if ("unreadable" in result) throw refusalOf(result, name);
    return result;
  } finally {
    await worker.terminate();
    giveBack();
  }
}

function resultOf(worker: Worker, name: string, { silence, start, seconds }: Allowance): Promise<Exclude<ThreadMessage, "going">> {
  const timers = new Set<NodeJS.Timeout>();
  const reading = new Promise<Exclude<ThreadMessage, "going">>((resolve, reject) => {
    const after = (wait: number, refusal: () => Refusal) => {
      const timer = setTimeout(() => reject(refusal()), wait * 1000);
      timers.add(timer);
      return timer;
    };
    const stuck = () => new Refusal("not-valid", "attachment-stuck", { name });
    let watch = after(start, stuck);
    after(start + seconds, () => new Refusal("not-valid", "document-too-slow", { name, seconds }));
    worker.on("message", (it: ThreadMessage) => {
      if (it !== "going") return resolve(it);
      clearTimeout(watch);
      watch = after(silence, stuck);
    });
    worker.once("error", (error: NodeJS.ErrnoException) => reject(new Refusal("not-valid", error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "document-too-big-inside" : "document-damaged", { name })));
    worker.once("exit", () => reject(stuck()));
  });
  return reading.finally(() => timers.forEach((it) => clearTimeout(it)));
}

/** What the engine found wrong with a file. */
function refusalOf({ unreadable, details }: Extract<ThreadMessage, { unreadable: string }>, name: string): Refusal {
  if (unreadable === "not-a-document" || unreadable === "not-valid") return new Refusal("not-valid", "attachment-unknown-kind", { name });
  if (unreadable !== "too-large") return new Refusal("not-valid", `document-${unreadable}`, { name });
  if ("pages" in details) return new Refusal("too-large", "attachment-too-long", { name, limit: Number(details.limit) });
  return new Refusal("too-large", "attachment-unpacks-too-large", { name, limit: Math.round(Number(details.limit) / 1_000_000) });
}

/** At most so many threads are in their first moment, and so many run at all: each may take half a gigabyte. */
const mostYoung = 2;
const most = 5;
const waiting: (() => void)[] = [];
let young = 0;
let running = 0;

function admit(): void {
  while (waiting.length > 0 && young < mostYoung && running < most) {
    young++;
    running++;
    waiting.shift()!();
  }
}

/** Wait for a turn; what comes back gives it back. After `moment` seconds the next may begin although this one goes on. */
export async function takeTurn(moment: number): Promise<() => void> {
  await new Promise<void>((ready) => {
    waiting.push(ready);
    admit();
  });
  let isYoung = true;
  const grow = () => {
    if (isYoung) young--;
    isYoung = false;
    admit();
  };
  const timer = setTimeout(grow, moment * 1000);
  return () => {
    clearTimeout(timer);
    running--;
    grow();
  };
}
