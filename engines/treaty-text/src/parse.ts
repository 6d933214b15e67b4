/**
 * From plain text, or the blocks a reader made of a document, to a tree of provisions.
 *
 * The way: one language is kept; each paragraph is asked what it opens; contents, covering papers and memoranda are set aside; the
 * rest becomes a tree whose lists are told apart by what comes before and after. Nothing is left out without a doubt that says so.
 */
import { keepOneLanguage } from "./bilingual.ts";
import { aboutDocument, countCharacters, type Block, type ReadBlocks } from "./blocks.ts";
import { canonicalText } from "./canonical.ts";
import { finish } from "./draft.ts";
import { frameOf } from "./frame.ts";
import { identify, numberingDoubts } from "./identify.ts";
import { itemsOf } from "./items.ts";
import { blocksOfText } from "./lines.ts";
import { outlineOf } from "./outline.ts";
import { plausible } from "./plausible.ts";
import { preambleOf } from "./preamble.ts";
import type { TreatyText } from "./provision.ts";

/** The provisions of a plain text, or of what `print` made. Never refuses: what is odd is a doubt. */
export function parseText(text: string, options: { language?: string | undefined } = {}): TreatyText {
  return canonicalText(text) ?? parseBlocks(blocksOfText(text), options);
}

/** The provisions of a document that a reader has taken apart into paragraphs. */
export function parseBlocks(read: ReadBlocks, options: { language?: string | undefined } = {}): TreatyText {
  const charactersIn = read.leftOut + read.blocks.reduce((sum, it) => sum + sizeOf(it), 0);
  const one = keepOneLanguage(read.blocks, options.language ?? read.language ?? null);
  const frame = frameOf(plausible(itemsOf(one.blocks)), read.title ?? null);
  const body = outlineOf(frame.body, one.language);
  const preamble = preambleOf(frame.preamble, null);
  const provisions = finish(preamble ? [preamble, ...body] : body);
  const doubts = [...read.doubts, ...one.doubts, ...frame.doubts, ...identify(provisions), ...numberingDoubts(provisions)];
  if (!provisions.some((it) => it.number !== null || it.kind === "article"))
    doubts.push(aboutDocument("no-provisions", "No numbered provision was found; the words are kept as they stand."));
  const charactersKept = charactersIn - read.leftOut - one.leftOut - frame.leftOut;
  return { title: frame.title, language: one.language, provisions, fidelity: { charactersIn, charactersKept, doubts } };
}

const sizeOf = ({ text, label = "" }: Block): number => countCharacters(text) + countCharacters(label);
