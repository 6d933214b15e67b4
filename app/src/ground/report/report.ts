// A report as a document, before it is a file: what stands in it, in which order and language. Word and PDF are made of the same numbered report, so that
// a paragraph has the same number in both. Chapters, sections and paragraphs are numbered as the United Nations number them in the six languages.

/** A range on a scale from 0 to 100: what it is of, its ends, its middle, and how it is written beside the plot. */
export type RangeLine = { label: string; low: number; high: number; middle: number; written: string };

export type ReportRow = { head: string; cells: readonly string[] };

/** `head` names the columns, the first of which holds the heads of the rows. */
export type ReportTable = { kind: "table"; caption: string; head: readonly string[]; rows: readonly ReportRow[]; note?: string };

/** What stands in a chapter. A quote says whose words it has, as far as that may be said, and in which language; a figure says in words what it shows, and its table has the same. */
export type ReportBlock =
  | { kind: "section"; text: string }
  | { kind: "paragraph" | "note"; text: string }
  | { kind: "list"; items: readonly string[] }
  | { kind: "quote"; text: string; attribution: string; language: string }
  | { kind: "ranges"; caption: string; inWords: string; head: readonly [string, string]; ranges: readonly RangeLine[] }
  | ReportTable;

export type Chapter = { title: string; blocks: readonly ReportBlock[] };

/** `day` as it is written; `contents` and `annex` are what the list of chapters and one annex are called; `about` stands below the title. */
export type Report = {
  title: string; process: string; day: string; about: readonly string[]; language: string; direction: "ltr" | "rtl";
  contents: string; annex: string; chapters: readonly Chapter[]; annexes: readonly Chapter[];
};

/** A block with its number as it is written before it, empty where it has none; the items of a list have one each. */
export type NumberedBlock = { block: ReportBlock; number: string; items: readonly string[] };
export type NumberedChapter = { title: string; number: string; blocks: readonly NumberedBlock[] };

/** The chapters and annexes of a report, numbered: chapters I, sections A, paragraphs 1 through the whole text, items (a). */
export function numbered(report: Report): NumberedChapter[] {
  const written = writtenIn(report.language);
  let paragraph = 0;
  const blocksOf = (blocks: readonly ReportBlock[]) => {
    let section = 0;
    return blocks.map((block): NumberedBlock => {
      const number = block.kind === "paragraph" ? `${++paragraph}.` : block.kind === "section" ? written.section(++section) : "";
      return { block, number, items: block.kind === "list" ? block.items.map((_, at) => written.item(at + 1)) : [] };
    });
  };
  const chapters = report.chapters.map((it, at) => ({ title: it.title, number: written.chapter(at + 1), blocks: blocksOf(it.blocks) }));
  const annexes = report.annexes.map((it, at) => ({ title: it.title, number: report.annexes.length === 1 ? report.annex : `${report.annex} ${romanOf(at + 1)}`, blocks: blocksOf(it.blocks) }));
  return [...chapters, ...annexes];
}

/** How chapters, sections and items are numbered in a language. */
type Numbering = { chapter: (at: number) => string; section: (at: number) => string; item: (at: number) => string };

const chineseDigits = "一二三四五六七八九十";
const arabicChapters = ["أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا"];
const arabicSections = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء"];
const arabicItems = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";

function writtenIn(language: string): Numbering {
  if (language === "ar") return { chapter: (at) => `${arabicChapters[at - 1] ?? at} -`, section: (at) => `${arabicSections[at - 1] ?? at} -`, item: (at) => `(${letterOf(arabicItems, at)})` };
  if (language === "zh") return { chapter: (at) => `${chineseOf(at)}、`, section: (at) => `${letterOf(capitals, at)}.`, item: (at) => `(${letterOf(small, at)})` };
  return { chapter: (at) => `${romanOf(at)}.`, section: (at) => `${letterOf(capitals, at)}.`, item: (at) => `${language === "fr" || language === "es" ? "" : "("}${letterOf(small, at)})` };
}

const small = "abcdefghijklmnopqrstuvwxyz";
const capitals = small.toUpperCase();
/** After the last letter come two: z, aa, ab. */
const letterOf = (letters: string, at: number): string => (at > letters.length ? letterOf(letters, Math.floor((at - 1) / letters.length)) : "") + letters[(at - 1) % letters.length]!;
/** Up to 99, as chapters go. */
const chineseOf = (at: number): string => (at <= 10 ? chineseDigits[at - 1]! : `${at >= 20 ? chineseDigits[Math.floor(at / 10) - 1]! : ""}十${at % 10 ? chineseDigits[(at % 10) - 1]! : ""}`);

const romanSteps: readonly (readonly [number, string])[] = [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];

function romanOf(at: number): string {
  const step = romanSteps.find(([value]) => value <= at);
  return step ? step[1] + romanOf(at - step[0]) : "";
}

/** What no file of words can hold: control characters and halves of a pair. */
export const writable = (text: string): string => text.toWellFormed().replaceAll(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, "");
