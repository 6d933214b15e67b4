import { readAttachment } from "../ground/files/attachment.ts";
import { Refusal } from "../ground/refusal.ts";
import type { House } from "../ground/web/env.ts";
import type { FileOut } from "./redaction.ts";

/** What a file says; null where it cannot be read again. */
export type FileWords = { name: string; text: string | null };

/** An officer waits for it, and on an embedded database everybody else does: no longer than this. */
const allowance = { silence: 2, start: 5, seconds: 8, megabytes: 512 };

/** What these files say, read anew from what the house keeps of them. */
export async function wordsOfFiles({ files }: Pick<House, "files">, leftOut: readonly FileOut[]): Promise<FileWords[]> {
  const all: FileWords[] = [];
  for (const { file: { name, kept } } of leftOut) {
    const bytes = await files.get(kept);
    all.push({ name, text: bytes && (await readAttachment(bytes, name, allowance).then((it) => it.text, unlessRefused)) });
  }
  return all;
}

const unlessRefused = (error: unknown): null => {
  if (error instanceof Refusal) return null;
  throw error;
};
