// A frozen text as plain words, which is what is hashed and signed. Anybody can check a hash with `sha256sum` on the file that the
// house serves: UTF-8, Unicode NFC, lines ended by LF, one empty line between paragraphs, one line end at the end.
import { createHash } from "node:crypto";
import { countWords, redline } from "@travaux/treaty-text";
import type { StatementText, TextParagraph } from "./statement.ts";

type Words = Pick<StatementText, "title" | "paragraphs">;
const signs = { heading: "# ", paragraph: "", ask: "* " } as const;

/** Words as they are kept: NFC, LF, no space at either end. */
export const tidied = (text: string): string => text.normalize("NFC").replaceAll(/\r\n?/g, "\n").replaceAll(/[^\P{Cc}\t\n]/gu, "").trim();

/** Paragraphs that are numbered: all but headings, from 1. */
export function numbersOf(paragraphs: readonly Pick<TextParagraph, "kind">[]): (number | null)[] {
  let number = 0;
  return paragraphs.map((it) => (it.kind === "heading" ? null : ++number));
}

/** The text written out: the title, a line for each heading (“# ”), numbered paragraphs, and asks marked by an asterisk. */
export function writtenOut({ title, paragraphs }: Words): string {
  const numbers = numbersOf(paragraphs);
  const lines = paragraphs.map((it, at) => `${numbers[at] === null ? "" : `${numbers[at]}. `}${signs[it.kind]}${tidied(it.text)}`);
  return `${[tidied(title), ...lines].join("\n\n")}\n`;
}

/** SHA-256 of the text written out, in hexadecimal: what a signature is bound to. */
export const fingerprintOf = (it: Words): string => createHash("sha256").update(writtenOut(it), "utf8").digest("hex");

/** How many words a text has, title and all. */
export const wordsIn = (it: Words): number => countWords([it.title, ...it.paragraphs.map((one) => one.text)].join("\n\n"));

/** How many words were put in or taken out between two texts, whichever is more in each place. */
export function wordsChanged(before: Words, after: Words): number {
  const parts = redline(writtenOut(before), writtenOut(after));
  const count = (how: "delete" | "insert") => parts.filter(([what]) => what === how).reduce((sum, [, text]) => sum + countWords(text), 0);
  return Math.max(count("delete"), count("insert"));
}
