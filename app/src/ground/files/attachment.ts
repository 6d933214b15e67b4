// What people send along with an input: read into text, so that it can be counted, searched and quoted, and kept without what
// tells who made it. Reading is done in a thread of its own, see reading.ts; what cannot be read is refused in a sentence.
import { createHash } from "node:crypto";
import type { Doubt } from "@travaux/treaty-text";
import { Refusal } from "../refusal.ts";
import { readInThread, usualAllowance, type Allowance } from "./reading.ts";

/** The kinds of attachments, with the media type under which each leaves the house. */
export const attachmentTypes = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  text: "text/plain",
} as const;
export type AttachmentFormat = keyof typeof attachmentTypes;

/** A file as the house keeps it, and what it says. */
export type Attachment = {
  name: string; // safe to show and to save under, its ending that of the format
  format: AttachmentFormat;
  mediaType: (typeof attachmentTypes)[AttachmentFormat];
  bytes: Uint8Array; // without metadata; the words alone where the file could not be cleaned, see `doubts`
  text: string; // paragraphs with an empty line between
  words: number; // by the rule of countWords
  pages: number | null; // of a PDF
  doubts: Doubt[]; // what the author should know; `doubt.CODE` in the catalogue
  received: { sha256: string; bytes: number }; // of exactly what was sent
};

/** Ten megabytes hold some hundreds of pages with their pictures. */
export const largestAttachment = 10 * 1024 * 1024;

/** Read a DOCX, PDF or plain text file, whatever its name says; a refusal says what is wrong with it and what to do. */
export async function readAttachment(bytes: Uint8Array, claimedName: string, allowance: Allowance = usualAllowance): Promise<Attachment> {
  const shown = shownName(claimedName);
  if (bytes.byteLength === 0) throw new Refusal("not-valid", "document-empty", { name: shown });
  if (bytes.byteLength > largestAttachment) throw attachmentTooLarge(claimedName);
  const received = { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.byteLength };
  const { found, format, kept, text, words, pages, doubts } = await readInThread(bytes, shown, allowance);
  const ending = /\.([a-z0-9]{1,8})$/i.exec(claimedName)?.[1]?.toLowerCase();
  const all = ending && !endings[found].includes(ending) ? [...doubts, { where: "document", code: "name-says-otherwise", what: "The file is of another kind than its name says; it was renamed." }] : doubts;
  return { name: safeName(claimedName, format), format, mediaType: attachmentTypes[format], bytes: kept, text, words, pages, doubts: all, received };
}

/** The refusal of a file that is larger than an attachment may be. */
export const attachmentTooLarge = (claimedName: string) => new Refusal("too-large", "attachment-too-large", { name: shownName(claimedName), limit: largestAttachment / 1024 / 1024 });

/** How files of each kind may end; the first is what we name them. */
const endings: Record<AttachmentFormat, readonly [string, ...string[]]> = { docx: ["docx", "docm"], pdf: ["pdf"], text: ["txt", "md", "text", "csv"] };

/** No name of a file is longer: systems stop at 255 bytes, and a letter may take four. */
const longestName = 60;
/** Controls, signs that turn the direction of text, characters without a body, halves of characters, and what separates folders or is special to some system. */
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const unsafe = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}\p{Cs}<>:"/\\|?*]/gu;
/** Names of devices on Windows. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** The name a file is kept under: what was typed without what harms, and the ending of what it is; "report.exe" of a PDF is "report.pdf". */
export function safeName(claimedName: string, format: AttachmentFormat): string {
  const stem = shownName(claimedName).replace(/\.[\p{L}\p{N}]{1,8}$/u, "").replace(/^[. ]+|[. ]+$/g, "");
  return `${stem === "" || device.test(stem) ? "file" : stem}.${endings[format][0]}`;
}

/** A name as it may be shown in a sentence: its last part, without what harms, not too long. */
function shownName(claimedName: string): string {
  const last = claimedName.slice(-1000).split(/[/\\]/).at(-1)!.normalize("NFC").replaceAll(unsafe, "").replaceAll(/\s+/g, " ").trim();
  const characters = [...last];
  if (characters.length <= longestName) return last || "file";
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(last)?.[0] ?? "";
  return characters.slice(0, longestName - ending.length).join("") + ending;
}
