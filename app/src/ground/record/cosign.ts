import { openNote, parseCheckpoint, parseNote, type VerifierKey } from "@travaux/record-proofs";
import type { Db } from "../db/database.ts";
import { Refusal } from "../refusal.ts";
import type { HouseRecord } from "./log-key.ts";
import { checkpointOfSize, keepCosignature } from "./store.ts";

/** The name of a witness’s key in our tables. */
export const nameOf = ({ name, id }: VerifierKey): string => `${name}+${id}`;

/**
 * Keep the lines that known witnesses put under one of our own checkpoints; how many comes back. A checkpoint that is not ours,
 * one without a known witness and one with a wrong signature are refused.
 */
export async function takeCosignatures(db: Db, { key, witnesses }: HouseRecord, note: string, now: Date): Promise<number> {
  const opened = openNote(note, [key, ...witnesses]);
  const checkpoint = opened.ok ? parseCheckpoint(opened.text) : null;
  const ours = checkpoint ? await checkpointOfSize(db, checkpoint.size) : null;
  if (!opened.ok || !ours?.note.startsWith(`${opened.text}\n`)) throw new Refusal("not-valid", "cosignature-not-taken");
  const signed = opened.signed.filter((it) => it.seconds !== null).map((it) => it.key);
  if (signed.length === 0) throw new Refusal("not-valid", "cosignature-not-taken");
  for (const it of signed) await keepCosignature(db, { size: ours.size, witness: nameOf(it), line: lineOf(note, it), at: now });
  return signed.length;
}

/** The line of a key under a note that was opened with it. */
function lineOf(note: string, key: VerifierKey): string {
  const at = parseNote(note)!.signatures.findIndex((it) => it.name === key.name && it.id === key.id);
  return `${note.slice(note.lastIndexOf("\n\n") + 2).split("\n")[at]!}\n`;
}
