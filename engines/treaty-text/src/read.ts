/**
 * Documents as people send them, to provisions. What a file is, its first bytes say; its name is not believed.
 */
import { Unreadable, refuseLarge, usualLimits, type Limits } from "./unreadable.ts";
import { fromJson, parseJson } from "./json.ts";
import { blocksOfHtml } from "./read-html.ts";
import { blocksOfWord } from "./read-word.ts";
import { parseBlocks, parseText } from "./parse.ts";
import { blocksOfPdf } from "./read-pdf.ts";
import type { TreatyText } from "./provision.ts";

export type Format = "text" | "docx" | "pdf" | "html" | "json";

export type ReadOptions = {
  /** File name, for messages only. */
  name?: string;
  /** Read as this, whatever the first bytes say. */
  format?: Format;
  /** BCP 47; of a text in several languages, only this one is kept. */
  language?: string;
  limits?: Partial<Limits>;
};

/** The provisions of a document; throws Unreadable with the reason and what to do. */
export async function readDocument(bytes: Uint8Array, options: ReadOptions = {}): Promise<TreatyText> {
  const limits = { ...usualLimits, ...options.limits };
  refuseLarge(bytes.length, limits.fileBytes);
  if (bytes.length === 0) throw new Unreadable("empty", "The file is empty; choose another one.");
  const language = options.language === undefined ? {} : { language: options.language };
  const format = binaryFormat(bytes, options.format);
  if (format === "pdf") return notEmpty(parseBlocks(await blocksOfPdf(bytes, limits), language));
  if (format === "docx") return notEmpty(parseBlocks(blocksOfWord(bytes, limits), language));
  const text = decode(bytes);
  if (text.trim() === "") throw new Unreadable("empty", "The document holds no text; choose another one.");
  const kind = options.format && options.format !== "docx" && options.format !== "pdf" ? options.format : textFormat(text);
  if (kind === "json") return fromJson(parseJson(text, limits.depth));
  return notEmpty(kind === "html" ? parseBlocks(blocksOfHtml(text, limits), language) : parseText(text, language));
}

function notEmpty(text: TreatyText): TreatyText {
  if (text.fidelity.charactersIn > 0) return text;
  throw new Unreadable("empty", "The document holds no text; choose another one.");
}

const startsWith = (bytes: Uint8Array, start: number[]): boolean => start.every((it, at) => bytes[at] === it);

/** First bytes of files that people take for documents: pictures, archives, sound. */
const foreign: [string, number[]][] = [
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]], ["a JPEG picture", [0xff, 0xd8, 0xff]], ["a GIF picture", [0x47, 0x49, 0x46, 0x38]],
  ["a TIFF picture", [0x49, 0x49, 0x2a, 0]], ["a TIFF picture", [0x4d, 0x4d, 0, 0x2a]], ["a gzip archive", [0x1f, 0x8b]],
  ["a RAR archive", [0x52, 0x61, 0x72, 0x21]], ["a 7-Zip archive", [0x37, 0x7a, 0xbc, 0xaf]], ["an RTF document", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["a program", [0x7f, 0x45, 0x4c, 0x46]], ["a WebP picture or sound", [0x52, 0x49, 0x46, 0x46]], ["a bitmap", [0x42, 0x4d]],
];

/** "pdf" or "docx" by the first bytes; null for text. Refuses what can be neither. */
export function binaryFormat(bytes: Uint8Array, asked?: Format): "pdf" | "docx" | null {
  if (indexOfPdf(bytes) >= 0) return "pdf";
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) return "docx";
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw oldOffice(bytes);
  const other = foreign.find(([, start]) => startsWith(bytes, start) && (start.length > 2 || bytes.includes(0)));
  if (other || asked === "pdf" || asked === "docx") throw notADocument(other?.[0] ?? "something else");
  return null;
}

/** The refusal of what is no document, `what` it is in words. */
export const notADocument = (what: string): Unreadable =>
  new Unreadable("not-a-document", `This file is ${what}, not a document that we read; send DOCX, PDF, HTML or plain text.`, { what });

/** PDF readers allow bytes before the mark. */
function indexOfPdf(bytes: Uint8Array): number {
  for (let at = 0; at < Math.min(1024, bytes.length - 4); at++)
    if (bytes[at] === 0x25 && bytes[at + 1] === 0x50 && bytes[at + 2] === 0x44 && bytes[at + 3] === 0x46 && bytes[at + 4] === 0x2d) return at;
  return -1;
}

/** A compound file is Word 97, or a newer file under a password, which then holds a stream "EncryptedPackage". */
function oldOffice(bytes: Uint8Array): Unreadable {
  const name = [..."EncryptedPackage"].flatMap((it) => [it.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(0x45); at >= 0; at = bytes.indexOf(0x45, at + 1))
    if (name.every((it, index) => bytes[at + index] === it))
      return new Unreadable("encrypted", "The document is protected by a password; save it without one.");
  return notADocument("an old Word document (.doc)");
}

/** Text in UTF-8, or in UTF-16 if it says so; anything else would be guessed. */
export function decode(bytes: Uint8Array): string {
  const wide = startsWith(bytes, [0xff, 0xfe]) ? "utf-16le" : startsWith(bytes, [0xfe, 0xff]) ? "utf-16be" : null;
  try {
    const text = new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) throw notADocument("a binary file");
    return text;
  } catch (cause) {
    if (cause instanceof Unreadable) throw cause;
    if (bytes.includes(0)) throw notADocument("a binary file");
    throw new Unreadable("unknown-encoding", "The text is in an encoding that it does not declare; save it as UTF-8.");
  }
}

/** What kind of text it is, by how it begins. */
export function textFormat(text: string): "html" | "json" | "text" {
  const start = text.replace(/^\ufeff/, "").trimStart().slice(0, 2000);
  if (/^[{[]\s*["{[\]}]/.test(start) && !/^\[[^"{[\]]/.test(start)) return "json";
  if (/^<(?:!doctype html|html|head|body|div|p|h[1-6]|article|section|main|table|ul|ol)\b/i.test(start)) return "html";
  if (/^(?:<\?xml|<!--|<!doctype)/i.test(start)) {
    if (/<html[\s>]/i.test(start)) return "html";
    throw notADocument("XML of a kind that we do not know");
  }
  return "text";
}
