// A receipt: all that is needed to show, to anybody and offline, that a statement was entered in a log. It holds the statement
// and the salt (and so the commitment), where the entry stands with the proof that it does, the signed checkpoint that the proof
// leads to, and the key of the log. Before the entry stands in the log there is a promise instead: a note, signed by the log, over
// the commitment and the day.
import { fromBase64, toBase64, toHex } from "./bytes.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { commitmentTo, type Statement } from "./commitment.ts";
import { openNote, readVerifierKey, signNote, writeVerifierKey, type SigningKey, type VerifierKey } from "./note.ts";

/** A receipt as it is written, in JSON. Bytes are in Base 64. */
export type Receipt = {
  travaux: "receipt";
  version: 1;
  /** The name of the log. */
  origin: string;
  statement: Statement;
  salt: string;
  /** Where the entry stands in the log, and its inclusion proof; null: not yet. */
  entry: { index: number; proof: readonly string[] } | null;
  /** The signed note that the proof leads to; null exactly if `entry` is. */
  checkpoint: string | null;
  /** While `entry` is null: a signed note over commitment and day. */
  promise: string | null;
  /** The verifier key of the log. Whether it is the right one must be known from elsewhere. */
  key: string;
};

/** A receipt for an entry: its place, the proof that it stands there, and the checkpoint that the proof leads to. */
export function writeReceipt(it: { key: VerifierKey; statement: Statement; salt: Uint8Array; index: number; proof: readonly Uint8Array[]; checkpoint: string }): Receipt {
  return { ...headOf(it), entry: { index: it.index, proof: it.proof.map(toBase64) }, checkpoint: it.checkpoint, promise: null, key: writeVerifierKey(it.key) };
}

/** A receipt for what is not in the log yet, with the promise that it will be. */
export function writePromisedReceipt(it: { key: VerifierKey; statement: Statement; salt: Uint8Array; promise: string }): Receipt {
  return { ...headOf(it), entry: null, checkpoint: null, promise: it.promise, key: writeVerifierKey(it.key) };
}

const headOf = ({ key, statement, salt }: { key: VerifierKey; statement: Statement; salt: Uint8Array }) => ({ travaux: "receipt", version: 1, origin: key.name, statement, salt: toBase64(salt) }) as const;

/** Its first line keeps it from passing for a checkpoint, whose first line is the log's own name. */
const promiseText = (origin: string, commitment: Uint8Array, day: string) => `travaux-promise/v1\n${origin}\n${day}\n${toBase64(commitment)}\n`;

/** The promise of a log, made on `day` (YYYY-MM-DD), to take a commitment in. */
export function signPromise(commitment: Uint8Array, day: string, key: SigningKey): string {
  if (!isDay(day)) throw new RangeError(`the day is “${day}”; it must be written YYYY-MM-DD`);
  return signNote(promiseText(key.name, commitment, day), key);
}

const isDay = (it: string) => /^\d{4}-\d{2}-\d{2}$/.test(it);

/** The day of a promise over this commitment that the key signed; null when it is none. */
export function promisedOn(note: string, commitment: Uint8Array, key: VerifierKey): string | null {
  const opened = openNote(note, [key]);
  const day = opened.ok ? (opened.text.split("\n")[2] ?? "") : "";
  return opened.ok && isDay(day) && opened.text === promiseText(key.name, commitment, day) ? day : null;
}

/** A receipt whose parts have been read; null when it is not in the form of one. */
export type ReadReceipt = Omit<Receipt, "salt" | "key" | "entry"> & { salt: Uint8Array; key: VerifierKey; entry: { index: number; proof: Uint8Array[] } | null; commitment: Uint8Array };

const names = ["travaux", "version", "origin", "statement", "salt", "entry", "checkpoint", "promise", "key"];
const hasExactly = (it: unknown, fields: readonly string[]): it is Record<string, unknown> =>
  typeof it === "object" && it !== null && !Array.isArray(it) && Object.keys(it).length === fields.length && fields.every((name) => Object.hasOwn(it, name));
const isTextOrNull = (it: unknown): it is string | null => it === null || typeof it === "string";

/** What the author of an unattributed statement gets: its receipt, and the secret code that alone opens it again. */
export type UnattributedReceipt = { travaux: "unattributed receipt"; version: 1; forum: string; /** YYYY-MM-DD */ day: string; receipt: Receipt; code: string };

/** The receipt itself, also when it came with its secret code; anything else as it is. */
export const withoutCode = (value: unknown): unknown =>
  hasExactly(value, ["travaux", "version", "forum", "day", "receipt", "code"]) && value.travaux === "unattributed receipt" ? value.receipt : value;

/** Read the parts of a receipt; null when anything is missing, left over, or not of the form that `writeReceipt` gives it. */
export function parseReceipt(value: unknown): ReadReceipt | null {
  if (!hasExactly(value, names) || value.travaux !== "receipt" || value.version !== 1) return null;
  const { origin, statement, salt, entry, checkpoint, promise, key } = value;
  if (typeof origin !== "string" || typeof salt !== "string" || typeof key !== "string" || !isTextOrNull(checkpoint) || !isTextOrNull(promise)) return null;
  if ((entry === null) !== (checkpoint === null) || (entry === null) !== (promise !== null)) return null;
  try {
    const read = { salt: fromBase64(salt), key: readVerifierKey(key), entry: parseEntry(entry) };
    return { travaux: "receipt", version: 1, origin, statement: statement as Statement, checkpoint, promise, ...read, commitment: commitmentTo(statement as Statement, read.salt) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parseEntry(entry: unknown): { index: number; proof: Uint8Array[] } | null {
  if (entry === null) return null;
  if (!hasExactly(entry, ["index", "proof"]) || !Number.isSafeInteger(entry.index) || !Array.isArray(entry.proof) || entry.proof.length > longestProof) throw new RangeError("no entry");
  return { index: entry.index as number, proof: entry.proof.map((it) => fromBase64(String(it))) };
}

/** A tree of 2⁵³ leaves is 53 high. */
const longestProof = 53;

/** The checkpoint of a receipt, opened with its own key. */
export const checkpointOf = (it: ReadReceipt, witnesses: readonly VerifierKey[] = []) => (it.checkpoint === null ? null : openCheckpoint(it.checkpoint, it.key, witnesses));

/** A short name of a key or root for people to compare: its first 16 bytes in groups of four hexadecimal digits. */
export const fingerprint = (bytes: Uint8Array): string => (toHex(bytes.subarray(0, 16)).match(/.{4}/g) ?? []).join(" ");
