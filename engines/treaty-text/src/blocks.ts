import type { Doubt } from "./provision.ts";

/** One paragraph of a document as its reader found it, before anybody asks what it is. */
export type Block = {
  /** Words with single spaces; no line breaks. */
  text: string;
  /** Level of a heading (1 is the outermost) where the document says that it is one. */
  heading?: number;
  /** Label from automatic numbering, as a reader sees it: "(a)", "1.". */
  label?: string;
  /** Depth of the list or indentation, from 0, where the document tells. */
  depth?: number;
  /** True where lines were rejoined or the source breaks lines by width, so that a label may be the accident of a break. */
  wrapped?: boolean;
};

/** What a reader hands to the parser. */
export type ReadBlocks = {
  blocks: Block[];
  /** Title from the document's own description, if it has one. */
  title?: string | null;
  /** BCP 47, where the document says. */
  language?: string | null;
  doubts: Doubt[];
  /** Characters (white space not counted) that the reader left out itself: page heads, notes. */
  leftOut: number;
};

/** Characters without white space, in UTF-16 code units. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (!isSpace(text.charCodeAt(at))) count++;
  return count;
}

const isSpace = (code: number): boolean =>
  code <= 32 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 ||
  code === 0x202f || code === 0x205f || code === 0x3000 || code === 0xfeff;

/** Single spaces, no control characters, no soft hyphens, trimmed. */
export const tidy = (text: string): string =>
  text.replace(/[\u00ad\u200b\ufeff]/g, "").replace(/[\s\p{Cc}]+/gu, " ").trim();

/** A doubt about the document as a whole. */
export const aboutDocument = (code: string, what: string): Doubt => ({ where: "document", code, what });
