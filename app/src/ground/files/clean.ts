// Files as they may be kept or passed on: with what they say, and without what they tell of who made them, when and on which
// machine. A file is known by its first bytes. What cannot be cleaned is refused: a file that is nearly clean names somebody.
import type { Chance } from "../chance.ts";
import { Refusal } from "../refusal.ts";
import { cleanJpeg, cleanPng } from "./clean-image.ts";
import { cleanOffice } from "./clean-office.ts";
import { cleanPdf } from "./clean-pdf.ts";

/** The kinds of files that can be cleaned. */
export const cleanTypes = ["docx", "xlsx", "pdf", "jpeg", "png"] as const;
export type CleanType = (typeof cleanTypes)[number];

/** A file without its metadata, and what kind of file it is. */
export type Cleaned = { type: CleanType; bytes: Uint8Array };

/** The file with the same words and pictures and nothing about its makers; a refusal for what is encrypted, damaged or of a kind that we cannot clean. */
export async function clean(bytes: Uint8Array): Promise<Cleaned> {
  try {
    if (starts(bytes, "PK\u0003\u0004")) return cleanOffice(bytes, cleanPicture);
    if (starts(bytes, "%PDF-")) return { type: "pdf", bytes: await cleanPdf(bytes) };
    return cleanPicture(bytes);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("not-valid", "file-damaged");
  }
}

function cleanPicture(bytes: Uint8Array): Cleaned {
  if (starts(bytes, "\u00FF\u00D8\u00FF")) return { type: "jpeg", bytes: cleanJpeg(bytes) };
  if (starts(bytes, "\u0089PNG\r\n\u001A\n")) return { type: "png", bytes: cleanPng(bytes) };
  if (starts(bytes, "\u00D0\u00CF\u0011\u00E0")) throw new Refusal("not-valid", "file-encrypted"); // what Office makes of a document with a password, and of its old formats
  throw new Refusal("not-valid", "file-not-cleanable");
}

const starts = (bytes: Uint8Array, sign: string) => [...sign].every((it, index) => bytes[index] === it.charCodeAt(0));

const endings: Record<CleanType, string> = { docx: "docx", xlsx: "xlsx", pdf: "pdf", jpeg: "jpg", png: "png" };

/** A name that says nothing but what kind of file it is: "file-3f9a1c07.pdf". */
export const cleanName = (type: CleanType, chance: Chance) => `file-${Buffer.from(chance.bytes(4)).toString("hex")}.${endings[type]}`;
