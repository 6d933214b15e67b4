/** Page heads, feet, page numbers and footnotes of a PDF: found by where they stand and by coming again, and left out with a doubt. */
import { aboutDocument, countCharacters } from "./blocks.ts";
import { headerOf } from "./headers.ts";
import type { PageLine } from "./page-lines.ts";
import type { Doubt } from "./provision.ts";

/** The margins in which heads and feet stand, as shares of the page. */
const headMargin = 0.14;
const footMargin = 0.87;

export type Kept = { kept: PageLine[][]; leftOut: number; doubts: Doubt[] };

/** Pages without what repeats on them. */
export function withoutPageHeads(pages: PageLine[][]): Kept {
  const size = bodySize(pages);
  const repeated = repeatedMasks(pages);
  const left = { heads: 0, notes: 0, characters: 0 };
  const kept = pages.map((page) => {
    const notes = notesStart(page, size);
    return page.filter((line, at) => {
      const isHead = isPageHead(line, repeated);
      const isNote = !isHead && at >= notes;
      if (isHead) left.heads++;
      if (isNote) left.notes++;
      if (isHead || isNote) left.characters += countCharacters(line.text);
      return !isHead && !isNote;
    });
  });
  const doubts: Doubt[] = [];
  if (left.heads) doubts.push(aboutDocument("page-heads-left-out", `${left.heads} page heads, feet or numbers were left out.`));
  if (left.notes) doubts.push(aboutDocument("notes-left-out", `${left.notes} lines of footnotes were left out.`));
  return { kept, leftOut: left.characters, doubts };
}

const maskOf = (line: PageLine): string => `${line.text.replace(/\d+/g, "0").replace(/\s+/g, " ").trim()}@${Math.round(line.y / 4)}`;
const inMargin = (line: PageLine): boolean => line.fromTop < headMargin || line.fromTop > footMargin;

/** Lines in the margins that come again at the same height on a fifth of the pages (heads alternate, chapters change them). */
function repeatedMasks(pages: PageLine[][]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) for (const mask of new Set(page.filter(inMargin).map(maskOf))) counts.set(mask, (counts.get(mask) ?? 0) + 1);
  const least = Math.max(2, Math.ceil(pages.length * 0.2));
  return new Set([...counts].filter(([, count]) => count >= least).map(([mask]) => mask));
}

const pageNumber = /^\s*(?:[-–—]\s*)?(?:page\s+|p\.\s*|\/\.\.\.)?(?:\d{1,4}|[ivxl]{1,6})?(?:\s*(?:\/|of|von|de|из|من)\s*\d{1,4})?(?:\s*[-–—])?\s*$/i;
const symbolAndPage = /^(?:\d{1,4}\s+)?(?:[A-Z]{1,6}\/[A-Z0-9./()-]{3,40}|\d{2}-\d{5}(?:\s*\([A-Z]\))?)(?:\s+\d{1,4}(?:\/\d{1,4})?)?$/;

/** "Article 11" at the top of a page comes again at the same height, with another number, and is no page head. */
const isPageHead = (line: PageLine, repeated: Set<string>): boolean =>
  inMargin(line) && headerOf({ text: line.text.trim() })?.rest !== "" && (repeated.has(maskOf(line)) || pageNumber.test(line.text) || symbolAndPage.test(line.text.trim().replace(/\s+/g, " ")));

/** The size of most letters. */
function bodySize(pages: PageLine[][]): number {
  const counts = new Map<number, number>();
  for (const page of pages) for (const it of page) counts.set(round(it.size), (counts.get(round(it.size)) ?? 0) + it.text.length);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

const round = (size: number): number => Math.round(size * 2) / 2;

/** Index of the first footnote line of a page: small letters down to its end, below the middle, begun by a number or sign. */
function notesStart(page: PageLine[], size: number): number {
  let start = page.length;
  for (let at = page.length - 1; at >= 0; at--) {
    const line = page[at]!;
    if (line.fromTop < 0.4 || (round(line.size) > size * 0.9 && !inMargin(line))) break;
    if (round(line.size) <= size * 0.9 && /^\s*(?:\d{1,3}|[*†‡]+)[\s.)]*\p{L}?/u.test(line.text)) start = at;
  }
  return start;
}
