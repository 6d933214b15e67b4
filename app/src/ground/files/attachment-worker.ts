// Reads and cleans one file in a thread of its own, which can be ended when it falls silent or takes too much; see reading.ts.
import { parentPort, workerData } from "node:worker_threads";
import { countWords, readPlain, Unreadable, type Doubt } from "@travaux/treaty-text";
import type { AttachmentFormat } from "./attachment.ts";
import type { FileRead, ThreadMessage, ThreadTask } from "./reading.ts";

/** A text of a thousand pages is no submission; what a DOCX of ten megabytes unpacks to stays below sixty, pictures included. */
const limits = { pages: 1000, inflatedBytes: 60_000_000 };

const tell = (it: ThreadMessage) => parentPort!.postMessage(it);

async function read({ bytes }: ThreadTask): Promise<ThreadMessage> {
  try {
    const { format: found, text, pages, doubts } = await readPlain(bytes, { limits, onPage: () => tell("going") });
    tell("going");
    const kept = await keep(found, bytes, text);
    return { found, text, words: countWords(text), pages, ...kept, doubts: [...doubts, ...kept.doubts] };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.code, details: error.details };
    throw error;
  }
}

/** The file without its metadata; where that cannot be done, its words as plain text. */
async function keep(found: AttachmentFormat, bytes: Uint8Array, text: string): Promise<Pick<FileRead, "format" | "kept" | "doubts">> {
  const asText = (doubts: Doubt[]) => ({ format: "text" as const, kept: new TextEncoder().encode(`${text}\n`), doubts });
  if (found === "text") return asText([]);
  const [{ clean }, { Refusal }] = await cleaner();
  try {
    return { format: found, kept: (await clean(bytes)).bytes, doubts: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return asText([{ where: "document", code: "kept-as-text", what: "The file holds a part from which its makers cannot be taken out: its words are kept, as plain text, and the file itself is not." }]);
  }
}

/** What cleans takes half a second to load, for which plain text need not wait. */
const cleaner = () => Promise.all([import("./clean.ts"), import("../refusal.ts")]);
const task = workerData as ThreadTask;
if ([0x25, 0x50].includes(task.bytes[0] ?? 0)) await cleaner(); // as PDF and DOCX begin: loading counts as the start, not as silence
tell("going");
const beat = setInterval(() => tell("going"), 250);
const result = await read(task);
clearInterval(beat);
tell(result);
