/**
 * The numbered asks of a text that somebody typed or sent: from lines to what each asks, with where it stands.
 *
 * An ask begins at a line with a number at its start ("1.", "(1)", "1)", "1 -", "١-", "一、", "（一）", "①") or with a word for it and
 * a number ("Ask 1:", "Demande 1 :", "الطلب ١:", "建议一："), and goes on until the next one. The last ends at an empty line, for a
 * closing and a signature follow there. Two things keep years, dates and citations out: the numbers go up by one from 1,
 * and all marks look alike, so that points inside an ask stay inside. A list that begins again at 1 is more asks. Where any line
 * bears the word, numbers alone are not asks.
 */
import { chineseValue, westernDigits } from "./numerals.ts";

/** One ask: its number as typed, its words without it, and where it stands, its number included: [start, end) in UTF-16 code units. */
export type AskFound = { label: string; text: string; span: [number, number] };

const digits = "[0-9٠-٩۰-۹０-９]{1,3}";
const number = `(${digits}|[一二三四五六七八九十百〇零]{1,5})`;
const noDigit = "(?![0-9٠-٩۰-۹０-９])";

/** What an ask may be called, in the six languages; a fixed list, since "Article 1" calls something else. */
const names = [
  "asks?", "requests?", "recommendations?", "proposals?", "demandes?", "recommandations?", "propositions?", "petici[oó]n(?:es)?", "solicitud(?:es)?", "recomendaci[oó]n(?:es)?", "propuestas?",
  "просьба", "рекомендация", "предложение", "требование", "(?:ال)?طلب", "(?:ال)?توصية", "(?:ال)?مقترح", "(?:ال)?اقتراح", "请求", "建议", "要求", "诉求",
].join("|");

/** How the start of an ask may look; the first that fits says its shape. */
const shapes: readonly [shape: string, pattern: RegExp][] = [
  ["name", new RegExp(`^(?:${names})\\s{0,3}(?:n[o°º]\\.?|№|#)?\\s{0,3}${number}\\s{0,3}(?:[.:：、．)–—-]|$)\\s{0,3}`, "iu")],
  ["(1)", new RegExp(`^[(（]\\s?${number}\\s?[)）]\\.?\\s{0,9}`, "u")],
  ["1)", new RegExp(`^${number}\\s?[)）]\\s{0,9}`, "u")],
  ["1.", new RegExp(`^${number}(?:[.．:：]${noDigit}|、)\\s{0,9}`, "u")],
  ["1 -", new RegExp(`^${number}\\s?[-–—ـ](?:\\s{1,9}|$|(?=[\u0600-\u06ff]))`, "u")],
  ["①", /^([\u2460-\u2473])\s{0,9}/u],
];

/** The longest start of a line in which a mark may stand. */
const windowSize = 60;

/** White space, and what says in which direction a line is read. */
const isBlank = (code: number) => code <= 0x20 || code === 0xa0 || code === 0x3000 || code === 0xfeff || code === 0x61c || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);

/** A line: [start, end) without the white space around it. */
type Line = { start: number; end: number };
type Mark = { line: number; shape: string; value: number; label: string; length: number };

/** The numbered asks of `text` in their order; none where no line is numbered. */
export function asksIn(text: string): AskFound[] {
  const lines = linesOf(text);
  const marks = lines.flatMap((it, line) => markOf(text, it, line) ?? []);
  const shape = marks.some((it) => it.shape === "name") ? "name" : marks.find((it) => it.value === 1)?.shape;
  const begins = inOrder(marks.filter((it) => it.shape === shape));
  return begins.map((it, at) => askFrom(text, lines, it, begins[at + 1]?.line));
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const breaks = /\r\n|[\n\r\u2028\u2029]/g;
  for (let from = 0; from <= text.length; from = breaks.lastIndex) {
    const found = breaks.exec(text);
    lines.push(trimmed(text, from, found?.index ?? text.length));
    if (!found) break;
  }
  return lines;
}

function trimmed(text: string, from: number, to: number): Line {
  let [start, end] = [from, to];
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function markOf(text: string, { start, end }: Line, line: number): Mark | null {
  const head = text.slice(start, Math.min(end, start + windowSize));
  for (const [shape, pattern] of shapes) {
    const found = pattern.exec(head);
    if (found) return { line, shape, value: valueOf(found[1]!), label: found[0].trim(), length: found[0].length };
  }
  return null;
}

function valueOf(printed: string): number {
  const circled = printed.charCodeAt(0) - 0x245f;
  if (circled >= 1 && circled <= 20) return circled;
  return chineseValue(printed) ?? Number(westernDigits(printed));
}

/** The marks whose numbers follow on each other from 1. */
function inOrder(marks: Mark[]): Mark[] {
  let last = 0;
  return marks.filter((it) => {
    const follows = it.value === last + 1 || it.value === 1;
    if (follows) last = it.value;
    return follows;
  });
}

function askFrom(text: string, lines: readonly Line[], { line, label, length }: Mark, next: number | undefined): AskFound {
  const start = lines[line]!.start;
  const end = lines[lastLineOf(lines, line, next)]!.end;
  return { label, text: text.slice(Math.min(start + length, end), end).trim(), span: [start, end] };
}

/** The last line with words that belongs to the ask that begins at `line`. */
function lastLineOf(lines: readonly Line[], line: number, next: number | undefined): number {
  const isEmpty = (at: number) => lines[at]!.start === lines[at]!.end;
  let at = line;
  if (next === undefined) {
    while (at + 1 < lines.length && !isEmpty(at + 1)) at++;
    return at;
  }
  at = next - 1;
  while (at > line && isEmpty(at)) at--;
  return at;
}
