/** Glyphs of a PDF page to lines, top to bottom. */

/** A run of text as pdf.js gives it. */
export type Glyphs = { str: string; dir: string; width: number; height: number; transform: number[] };

export type PageLine = {
  text: string;
  /** Left edge and base line in points from the lower left corner. */
  x: number;
  y: number;
  /** Height of most of its letters. */
  size: number;
  /** Distance from the top edge as a share of the page, for page heads. */
  fromTop: number;
  isRightToLeft: boolean;
};

type Run = { text: string; x: number; y: number; width: number; size: number; isRightToLeft: boolean };

/** Lines of a page. Small raised digits (references to notes) are left out of the words. */
export function linesOfPage(items: Glyphs[], pageHeight: number): PageLine[] {
  const runs = items.filter((it) => it.str.trim() !== "").map(runOf).toSorted((a, b) => b.y - a.y || a.x - b.x);
  const rows: Run[][] = [];
  for (const run of runs) {
    const row = rows.at(-1);
    if (row && isOnLine(row, run)) row.push(run);
    else rows.push([run]);
  }
  return rows.map((row) => lineOf(row, pageHeight));
}

const runOf = ({ str, dir, width, height, transform }: Glyphs): Run => ({
  text: foldPresentation(str), x: transform[4] ?? 0, y: transform[5] ?? 0, width,
  size: Math.hypot(transform[2] ?? 0, transform[3] ?? 0) || height || 10, isRightToLeft: dir === "rtl",
});

/** Arabic presentation forms and ligatures as letters; other compatibility signs ("½", "²") stay. */
const foldPresentation = (text: string): string => text.replace(/[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff]+/g, (it) => it.normalize("NFKC"));

/** Raised or lowered signs belong to the line of the larger letters. */
function isOnLine(row: Run[], run: Run): boolean {
  const tallest = row.reduce((best, it) => (it.size > best.size ? it : best));
  const larger = Math.max(tallest.size, run.size);
  return Math.abs(tallest.y - run.y) < larger * (tallest.size === run.size ? 0.3 : 0.55);
}

function lineOf(row: Run[], pageHeight: number): PageLine {
  const size = usualSize(row);
  const isRightToLeft = row.filter((it) => it.isRightToLeft).reduce((sum, it) => sum + it.text.length, 0) > row.reduce((sum, it) => sum + it.text.length, 0) / 2;
  const base = row.find((it) => it.size === size)?.y ?? row[0]!.y;
  const kept = row.length > 1 ? row.filter((it) => !isNoteSign(it, size, base)) : row;
  const ordered = kept.toSorted((a, b) => (isRightToLeft ? b.x - a.x : a.x - b.x));
  return { text: wordsOf(ordered, isRightToLeft), x: Math.min(...kept.map((it) => it.x)), y: base, size, fromTop: 1 - base / pageHeight, isRightToLeft };
}

const isNoteSign = (run: Run, size: number, base: number): boolean => /^[\d*]{1,3}$/.test(run.text.trim()) && run.size < size * 0.8 && run.y > base + size * 0.1;

function usualSize(row: Run[]): number {
  const counts = new Map<number, number>();
  for (const it of row) counts.set(it.size, (counts.get(it.size) ?? 0) + it.text.length);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]![0];
}

/** Runs with spaces where the page has gaps; a wide gap, as after a number, stays wide. */
function wordsOf(runs: Run[], isRightToLeft: boolean): string {
  let text = "";
  runs.forEach((run, at) => {
    const before = runs[at - 1];
    const gap = !before ? 0 : isRightToLeft ? before.x - (run.x + run.width) : run.x - (before.x + before.width);
    const space = !before || /\s$/.test(text) || /^\s/.test(run.text) ? "" : gap > run.size * 1.5 ? "   " : gap > run.size * 0.12 ? " " : "";
    text += space + run.text;
  });
  return text;
}
