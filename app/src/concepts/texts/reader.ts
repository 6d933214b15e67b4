import { Worker } from "node:worker_threads";
import { walk, type Pair, type TreatyText, type UnreadableCode } from "@travaux/treaty-text";
import { Refusal } from "../../ground/refusal.ts";
import type { Values } from "../../ground/words.ts";

export type Fixed = { old: string[]; new: string[] };
export type Task =
  | { kind: "read"; bytes: Uint8Array; name: string; language: string | undefined }
  | { kind: "align"; before: TreatyText; after: TreatyText; fixed: Fixed[] };
export type TaskResult = { ok: TreatyText | Pair[] } | { unreadable: UnreadableCode; details: Values };

/** No document of a negotiation is longer; a larger upload is refused before it is read. */
export const largestDocument = 30 * 1024 * 1024;
/** What a document may take: 60 s, where a 400-page PDF takes some 10 on one slow core; 1024 MB of heap, since pdf.js keeps all pages. */
export type Allowance = { seconds: number; megabytes: number };
const usualAllowance: Allowance = { seconds: 60, megabytes: 1024 };

/** Read a document into a provision tree; a refusal says what is wrong with it and what to do. */
export async function readText(bytes: Uint8Array, name: string, language?: string, allowance = usualAllowance): Promise<TreatyText> {
  if (bytes.byteLength === 0) throw new Refusal("not-valid", "document-empty", { name });
  if (bytes.byteLength > largestDocument) throw new Refusal("too-large", "document-too-large", { name, limit: largestDocument / 1024 / 1024 });
  const text = (await inThread({ kind: "read", bytes, name, language }, name, allowance)) as TreatyText;
  const ids = [...walk(text.provisions)].map((it) => it.id);
  if (new Set(ids).size < ids.length) throw new Refusal("not-valid", "document-damaged", { name }); // JSON that a person wrote
  return withoutNul(text);
}

/** PDF files hold the character 0 now and then; PostgreSQL takes none. */
const withoutNul = <T>(it: T): T => {
  if (typeof it === "string") return it.replaceAll("\0", "") as T;
  if (Array.isArray(it)) return it.map(withoutNul) as T;
  return typeof it === "object" && it !== null ? (Object.fromEntries(Object.entries(it).map(([key, value]) => [key, withoutNul(value)])) as T) : it;
};

/** How the provisions of two texts go together, an editor's decisions kept; `symbol` names the newer one in a refusal. */
export const alignTexts = async (before: TreatyText, after: TreatyText, fixed: Fixed[], symbol: string) =>
  (await inThread({ kind: "align", before, after, fixed }, symbol, usualAllowance)) as Pair[];

const file = new URL(import.meta.url.endsWith(".ts") ? "./reader-worker.ts" : "./reader-worker.js", import.meta.url);

/** Run a task in a thread that is ended when it is done, late, or too large. */
async function inThread(task: Task, name: string, { seconds, megabytes }: Allowance) {
  const worker = new Worker(file, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: megabytes }, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  try {
    const result = await new Promise<TaskResult>((resolve, reject) => {
      timer = setTimeout(() => reject(new Refusal("not-valid", "document-too-slow", { name, seconds })), seconds * 1000);
      worker.once("message", resolve);
      worker.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new Refusal("not-valid", "document-too-big-inside", { name }) : error));
    });
    if ("ok" in result) return result.ok;
    throw unreadable(result, name);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** What the engine found wrong; it counts bytes, and people megabytes. */
function unreadable({ unreadable: code, details }: Extract<TaskResult, { unreadable: string }>, name: string) {
  if (code === "too-large") return new Refusal("too-large", "document-too-large", { name, limit: Math.round(Number(details.limit) / 1_000_000) });
  return new Refusal("not-valid", `document-${code}`, { name, ...details });
}
