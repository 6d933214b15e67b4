// A checkpoint: how large a log was, and the root of its tree then, as the text of a signed note. Lines: the log's origin, the
// size, the root in Base 64, and extensions of the log's own, which are read over. [1] C2SP tlog-checkpoint, https://c2sp.org/tlog-checkpoint
import { fromBase64, toBase64 } from "./bytes.ts";
import { hashLength, wholeNumber } from "./hashing.ts";
import { openNote, signNote, type Signed, type SigningKey, type VerifierKey } from "./note.ts";
import type { TreeHead } from "./proofs.ts";

/** A log at a size. */
export type Checkpoint = TreeHead & { origin: string };

/** The text of a checkpoint. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${wholeNumber(size, "the size of a checkpoint")}\n${toBase64(root)}\n`;

/** What a checkpoint says; null when it is none. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [, origin, size, root] = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*$/.exec(text) ?? [];
  if (!origin || !size || !root || !Number.isSafeInteger(Number(size))) return null;
  try {
    const bytes = fromBase64(root);
    return bytes.length === hashLength ? { origin, size: Number(size), root: bytes } : null;
  } catch {
    return null;
  }
}

/** The signed note of a checkpoint, under the name of its key. */
export const signCheckpoint = (head: TreeHead, key: SigningKey): string => signNote(checkpointText({ ...head, origin: key.name }), key);

/** A checkpoint that its log has signed, with the witnesses among `witnesses` that cosigned it, and how many lines are of keys that were not given. */
export type OpenedCheckpoint = Checkpoint & { text: string; cosigned: Signed[]; unknown: number };

/** Open a checkpoint that must be signed by `key` under its name; null when it is not, or when the signature of a known witness is wrong. */
export function openCheckpoint(note: string, key: VerifierKey, witnesses: readonly VerifierKey[] = []): OpenedCheckpoint | null {
  const opened = openNote(note, [key, ...witnesses]);
  if (!opened.ok || !opened.signed.some((it) => it.key === key)) return null;
  const checkpoint = parseCheckpoint(opened.text);
  if (!checkpoint || checkpoint.origin !== key.name) return null;
  return { ...checkpoint, text: opened.text, cosigned: opened.signed.filter((it) => it.key !== key), unknown: opened.unknown };
}
