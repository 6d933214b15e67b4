/**
 * Documents as people send them, to their words: paragraphs one after the other, for an input that is no instrument and has no provisions.
 * The readers are those of `readDocument`, and so are what they leave out and what they tell about it.
 */
import { aboutDocument, type Block } from "./blocks.ts";
import type { Doubt } from "./provision.ts";
import { binaryFormat, decode, notADocument, textFormat } from "./read.ts";
import { blocksOfPdf, type OnPage } from "./read-pdf.ts";
import { blocksOfWord } from "./read-word.ts";
import { refuseLarge, Unreadable, usualLimits, type Limits } from "./unreadable.ts";

/** The words of a document; `pages` is null where a document has none of its own. */
export type PlainText = { format: "text" | "docx" | "pdf"; text: string; pages: number | null; doubts: Doubt[] };

/** The words of a Word, PDF or plain text file, whatever its name says; throws Unreadable with the reason. `onPage` is told of each page of a PDF. */
export async function readPlain(bytes: Uint8Array, options: { limits?: Partial<Limits>; onPage?: OnPage } = {}): Promise<PlainText> {
  const limits = { ...usualLimits, ...options.limits };
  refuseLarge(bytes.length, limits.fileBytes);
  if (bytes.length === 0) throw new Unreadable("empty", "The file is empty; choose another one.");
  const format = binaryFormat(bytes);
  if (format === null) return plain("text", null, wordsOf(bytes), []);
  if (format === "docx") {
    const { blocks, doubts } = blocksOfWord(bytes, limits);
    return plain("docx", null, paragraphs(blocks), doubts);
  }
  const { blocks, doubts, pages } = await blocksOfPdf(bytes, limits, options.onPage);
  return plain("pdf", pages, paragraphs(blocks), doubts);
}

function wordsOf(bytes: Uint8Array): string {
  const text = decode(bytes);
  if (textFormat(text) === "html") throw notADocument("a web page");
  return text.replace(/\r\n?/g, "\n");
}

/** Each paragraph with the label that its numbering draws, and an empty line between. */
const paragraphs = (blocks: readonly Block[]): string => blocks.map((it) => (it.label ? `${it.label} ${it.text}` : it.text)).join("\n\n");

/** Signs that turn the direction of what follows, so that a reader sees other words than a program; and controls that show nothing. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g;

function plain(format: PlainText["format"], pages: number | null, raw: string, doubts: Doubt[]): PlainText {
  const turns = raw.match(turning)?.length ?? 0;
  const text = raw.replace(turning, "").replace(unseen, "").trim();
  if (text === "" && doubts.some((it) => it.code === "pictures-left-out"))
    throw new Unreadable("no-text", "This document holds pictures without text; send one with its words.", { pages: pages ?? 0 });
  if (text === "") throw new Unreadable("empty", "The document holds no text; choose another one.");
  if (turns === 0) return { format, text, pages, doubts };
  return { format, text, pages, doubts: [...doubts, aboutDocument("direction-signs-left-out", `${turns} signs that turn the direction of text were left out.`)] };
}
