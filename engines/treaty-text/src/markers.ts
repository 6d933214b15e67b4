import { readings, type Reading } from "./numerals.ts";

/**
 * The marker before a paragraph or point: "1.", "(a)", "a)", "(i)", "i.", "1 -", "’1’", "一、", "–". From the start of a paragraph to
 * everything the marker may mean. A leading bracket of a negotiating text ("[2. bis Where …]") stays with the words.
 */
export type Marker = {
  /** How it is set: lists are continued only by markers of the same shape. */
  shape: "(x)" | "x)" | "x." | "x -" | "’x’" | "x、" | "x" | "1.1" | "-";
  /** As printed, without brackets or full stop; null for a dash. */
  number: string | null;
  readings: Reading[];
  /** The words after it. */
  rest: string;
};

const digits = "[0-9٠-٩۰-۹０-９]";
const addition = "(?:bis|ter|quater|quat|quinquies|quin|sexies|septies|octies|novies|decies)";
const numeral = `(?:${digits}{1,3}[a-z]?|[ivxlcm]{1,7}|[IVXLCM]{1,7}|[a-z]{1,2}|[A-Z]|[\u0621-\u064a]ـ?|[а-я]|[〇零一二三四五六七八九十百]{1,5})`;
const printedAddition = `(?:\\s?(?:\\.\\s?)?${addition}\\b)?(?:[ .]{1,2}[Aa]lt\\.?(?: ?\\d\\b)?)?`;
const opening = "^(\\[?\\s?)";
const shapes: [Marker["shape"], RegExp][] = [
  ["(x)", new RegExp(`${opening}[(（]\\s?(${numeral}${printedAddition})\\s?[)）](\\s?${addition}\\b)?\\.?\\s*`)],
  ["1.1", new RegExp(`${opening}(${digits}{1,3}(?:\\.${digits}{1,3}){1,3})\\.?\\s+(?=[\\p{Lu}\\p{Lo}\\[“"'‘])`, "u")],
  ["’x’", new RegExp(`${opening}[’‘']\\s?(${digits}{1,2})\\s?[’‘']()\\s*`)],
  ["x -", new RegExp(`${opening}(${digits}{1,3})()\\s?[-–—ـ]\\s+`)],
  ["x -", new RegExp(`${opening}[-–—]\\s?(${digits}{1,3})()\\.?\\s+(?=[\u0600-\u06ff])`)],
  ["x)", new RegExp(`${opening}(${numeral}${printedAddition})\\s?[)）]()\\s*`)],
  ["x、", new RegExp(`${opening}([〇零一二三四五六七八九十百]{1,5}|${digits}{1,3})()[、．]\\s*`)],
  ["x.", new RegExp(`${opening}(${numeral}(?:\\s?${addition}\\b)?)\\.(\\s?${addition}\\b\\.?(?:\\s?[Aa]lt\\.?(?: \\d\\b)?)?|\\s?[Aa]lt\\.?(?: \\d\\b)?)?(?:\\s+|(?=[\u4e00-\u9fff“])|$)`)],
  ["x.", new RegExp(`${opening}(${digits}{1,2})()\\.(?=[\\p{Lu}\\p{Lo}])`, "u")],
  ["x.", new RegExp(`${opening}(${digits}{1,3}\\s?${addition})()\\s+(?=[\\p{Lu}\\[])`, "u")],
];
const dash = /^[-–—•·●▪◦*]\s+/;
/** "1    Each Party shall": the conventions of the Council of Europe set numbers without a full stop; the wide space tells. */
const wideSpace = /^(\d{1,2}|[a-z])(?:\t| {2,})\s*(?=\S)/;

/** The longest part of a paragraph in which a marker may stand. */
const windowSize = 60;

/** The marker at the start of a paragraph, or null. `raw` is the line before spaces were folded, where there is one. */
export function markerOf(text: string, raw: string = text): Marker | null {
  const start = text.slice(0, windowSize);
  for (const [shape, pattern] of shapes) {
    const match = pattern.exec(start);
    if (match) return isDate(shape, text) ? null : assemble(shape, match, text);
  }
  const bullet = dash.exec(start);
  if (bullet) return { shape: "-", number: null, readings: [{ type: "bullet", value: 0 }], rest: text.slice(bullet[0].length).trim() };
  const wide = wideSpace.exec(raw.slice(0, windowSize).trimStart());
  if (!wide) return null;
  return { shape: "x", number: wide[1]!, readings: readings(wide[1]!), rest: text.slice(wide[1]!.length).trim() };
}

/** "23. Oktober 2024" at the start of a line is a date. */
const isDate = (shape: Marker["shape"], text: string): boolean =>
  shape === "x." && /^\d{1,2}\.\s(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jänner)\s/.test(text);

/** "(a) and (b)", "3. and 4": a citation that a line break cut, no item. */
const enumerating = /^(?:and|or|to|und|oder|bis|et|ou|à|y|o|и|до)\s(?:\(\w{1,4}\)|\d{1,3}(?!\w)|[a-z]\))/u;

function assemble(shape: Marker["shape"], match: RegExpExecArray, text: string): Marker | null {
  const [whole, bracket = "", stem = "", after = ""] = match;
  const printed = `${stem} ${after}`;
  const number = (shape === "1.1" ? printed : printed.replace(/\./g, " ")).replace(/\s+/g, " ").trim();
  const bare = stem.replace(/[ .]*(?:bis|ter|quat|quin|sexies|septies|octies|novies|decies|[Aa]lt).*$/, "").replace(/^(\d+)[a-z]$/, "$1");
  const found = shape === "1.1" ? pathReading(stem) : readings(bare);
  const rest = text.slice(whole.length);
  if (found.length === 0 || enumerating.test(rest)) return null;
  return { shape, number, readings: found, rest: (bracket.trim() + rest).trim() };
}

const pathReading = (path: string): Reading[] => [{ type: "path", value: Number(path.split(".").at(-1)) }];
