import { Worker } from "node:worker_threads";
import { Refusal } from "../../../ground/refusal.ts";
import { largestList, mostLines, type ReadTable, type Unreadable } from "./table.ts";

/** What reading may take: ten thousand lines of CSV take a second, a zipped sheet that unpacks to gigabytes is ended here. */
export type Allowance = { seconds: number; megabytes: number };
const usualAllowance: Allowance = { seconds: 20, megabytes: 384 };

const file = new URL(import.meta.url.endsWith(".ts") ? "./reader-worker.ts" : "./reader-worker.js", import.meta.url);

/** The table in a file, read in a thread of its own; a refusal says what keeps it from being read. */
export async function readMemberList(bytes: Uint8Array, name: string, allowance = usualAllowance): Promise<ReadTable> {
  if (bytes.byteLength > largestList) throw new Refusal("too-large", "list-too-large", { name, limit: largestList / 1024 / 1024 });
  const read = await inThread(bytes, name, allowance);
  if ("unreadable" in read) throw new Refusal("not-valid", `list-${read.unreadable}`, { name, limit: mostLines });
  return read;
}

async function inThread(bytes: Uint8Array, name: string, { seconds, megabytes }: Allowance): Promise<ReadTable | Unreadable> {
  const worker = new Worker(file, { workerData: bytes, resourceLimits: { maxOldGenerationSizeMb: megabytes }, execArgv: [] });
  let timer: NodeJS.Timeout | undefined;
  const tooMuch = () => new Refusal("not-valid", "list-too-slow", { name });
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(tooMuch()), seconds * 1000);
      worker.once("message", resolve);
      worker.once("error", (error: NodeJS.ErrnoException) => reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch() : error));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
