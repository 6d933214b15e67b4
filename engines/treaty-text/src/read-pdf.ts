/**
 * PDF to blocks. A PDF knows glyphs at places, no paragraphs: lines are made by height, page heads and feet are told by returning at
 * the same height, paragraphs by gaps and indents.
 */
import { getDocumentProxy } from "unpdf";
import { aboutDocument, countCharacters, tidy, type ReadBlocks } from "./blocks.ts";
import { joinLines, type Line } from "./lines.ts";
import { linesOfPage, type Glyphs, type PageLine } from "./page-lines.ts";
import { withoutPageHeads } from "./page-heads.ts";
import { Unreadable, type Limits } from "./unreadable.ts";
import type { Doubt } from "./provision.ts";

/** Told after each page: how many are read, of how many. */
export type OnPage = (done: number, of: number) => void;

/** Blocks of a PDF with a text layer. */
export async function blocksOfPdf(bytes: Uint8Array, limits: Limits, onPage?: OnPage): Promise<ReadBlocks & { pages: number }> {
  const pages = await pagesOf(bytes, limits, onPage);
  const count = pages.reduce((sum, page) => sum + page.reduce((own, it) => own + countCharacters(it.text), 0), 0);
  // A scan may carry a stamp or a page number as text: less than some words a page is no text layer.
  if (count < Math.max(1, pages.length * 10))
    throw new Unreadable("no-text", "This PDF is a scan without text; run text recognition (OCR) on it, or send the DOCX.", { pages: pages.length });
  const { kept, leftOut, doubts } = withoutPageHeads(pages);
  if (kept.some((page) => page.some((it) => it.isRightToLeft)))
    doubts.push(aboutDocument("right-to-left-pdf", "The order of Arabic letters in a PDF is not reliable; compare, or send the DOCX."));
  if (isGarbled(kept)) doubts.push(aboutDocument("letters-garbled", "The PDF's font does not tell its letters; many are wrong. Send the DOCX."));
  return { blocks: joinLines(linesWithGaps(kept)), doubts: doubts satisfies Doubt[], leftOut, pages: pages.length };
}

/** Fonts without a Unicode map come out as letters of phonetic alphabets or private use; above this share the text is not usable. */
const shareOfGarbled = 0.03;

function isGarbled(pages: PageLine[][]): boolean {
  let odd = 0;
  let all = 0;
  for (const page of pages)
    for (const { text } of page) {
      odd += (text.match(/[\u0180-\u02af\ue000-\uf8ff\ufffd]/g) ?? []).length;
      all += text.length;
    }
  return odd > all * shareOfGarbled;
}

async function pagesOf(bytes: Uint8Array, limits: Limits, onPage?: OnPage): Promise<PageLine[][]> {
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, disableFontFace: true, useSystemFonts: false });
    try {
      if (document.numPages > limits.pages)
        throw new Unreadable("too-large", `The PDF has more than ${limits.pages} pages; split it.`, { pages: document.numPages, limit: limits.pages });
      const pages: PageLine[][] = [];
      for (let number = 1; number <= document.numPages; number++) {
        const page = await document.getPage(number);
        const { items } = await page.getTextContent();
        pages.push(linesOfPage(items.filter((it): it is typeof it & Glyphs => "str" in it) as Glyphs[], page.view[3]! - page.view[1]!));
        page.cleanup();
        onPage?.(number, document.numPages);
      }
      return pages;
    } finally {
      await document.loadingTask.destroy();
    }
  } catch (cause) {
    throw refusalOf(cause);
  }
}

function refusalOf(cause: unknown): Unreadable {
  if (cause instanceof Unreadable) return cause;
  const name = cause instanceof Error ? cause.name : "";
  if (name === "PasswordException") return new Unreadable("encrypted", "The PDF is protected by a password; save it without one.");
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Unreadable("damaged", `The PDF is damaged (${why}); export it again, or send the DOCX.`, { why });
}

/** Lines with the paragraph gaps that the page shows: more space above than usual, or the indent of a first line. */
function linesWithGaps(pages: PageLine[][]): Line[] {
  const usual = usualGap(pages);
  const left = leftEdges(pages);
  return pages.flatMap((page) =>
    page.map((line, at): Line => {
      const before = page[at - 1];
      const gap = before ? before.y - line.y : 0;
      const isApart = before !== undefined && gap > usual * 1.35;
      const isIndented = before !== undefined && line.x > before.x + line.size * 1.2 && left.has(Math.round(before.x)) && !line.isRightToLeft;
      return { text: tidy(line.text), raw: line.text, apart: isApart || isIndented };
    }),
  ).filter((it) => it.text !== "");
}

/** The usual distance of two lines of a paragraph: the commonest one. */
function usualGap(pages: PageLine[][]): number {
  const counts = new Map<number, number>();
  for (const page of pages)
    page.forEach((line, at) => {
      const gap = at === 0 ? 0 : Math.round((page[at - 1]!.y - line.y) * 2) / 2;
      if (gap > 4 && gap < 40) counts.set(gap, (counts.get(gap) ?? 0) + 1);
    });
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 14;
}

/** Places where many lines begin: margins, rather than the middle of a centred line. */
function leftEdges(pages: PageLine[][]): Set<number> {
  const counts = new Map<number, number>();
  let total = 0;
  for (const page of pages)
    for (const line of page) {
      counts.set(Math.round(line.x), (counts.get(Math.round(line.x)) ?? 0) + 1);
      total++;
    }
  return new Set([...counts].filter(([, count]) => count > total * 0.05).map(([x]) => x));
}
