/**
 * Plain text to blocks: light Markdown is read, page heads are dropped, lines that were broken by width are rejoined.
 */
import { aboutDocument, countCharacters, tidy, type Block, type ReadBlocks } from "./blocks.ts";
import { headerOf, type Header } from "./headers.ts";
import { markerOf } from "./markers.ts";
import { contents, endsSentence, memorandum } from "./prose.ts";
import type { Doubt } from "./provision.ts";

export type Line = {
  text: string;
  /** The line before spaces were folded, for labels set off by wide spaces. */
  raw: string;
  heading?: number;
  /** True after an empty line, a page or a paragraph gap. */
  apart: boolean;
};

/** Blocks of a plain text. */
export function blocksOfText(text: string): ReadBlocks {
  const lines = linesOf(text);
  const { kept, leftOut, doubts } = dropPageHeads(lines);
  return { blocks: joinLines(kept), doubts, leftOut };
}

function linesOf(text: string): Line[] {
  const raws = text.replace(/^\ufeff/, "").split(/\r\n|[\n\r\u2028\u2029\f\v\u0085]/);
  const isMarkdown = raws.some((it) => /^#{1,6}\s*\S/.test(it));
  const lines: Line[] = [];
  let apart = true;
  for (const raw of raws) {
    const line = isMarkdown ? markdownLine(raw) : { raw, text: tidy(raw) };
    if (line.text === "") apart = true;
    else {
      lines.push({ ...line, apart: apart || line.heading !== undefined });
      apart = line.heading !== undefined;
    }
  }
  return lines;
}

/** A line of Markdown without its signs; numbered lists and bullets stay, since treaties number the same way. */
function markdownLine(raw: string): Omit<Line, "apart"> {
  if (/^\s*<[^>]{0,300}>\s*$/.test(raw) || /^\s*(?:-{3,}|={3,}|\*{3,})\s*$/.test(raw)) return { raw: "", text: "" };
  if (/^\s*\|.*\|\s*$/.test(raw)) return tableRow(raw);
  const hashes = /^(#{1,6})\s*/.exec(raw)?.[1]?.length;
  const plain = raw
    .replace(/^#{1,6}\s*/, "").replace(/^\s*>\s?/, "")
    .replace(/!?\[([^[\]]{0,400})\]\((?:[^()\s]|\([^()\s]{0,100}\)){0,600}\)/g, "$1")
    .replace(/(\*\*|__)(?=\S)([^*_]{1,500}?)\1/g, "$2")
    .replace(/\*(?=[^\s*])([^*]{1,500})\*/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+.!-])/g, "$1");
  const line = { raw: plain, text: tidy(plain) };
  return hashes && line.text !== "" ? { ...line, heading: hashes } : line;
}

/** A row of a Markdown table; a letter or number in its first cell labels it. */
function tableRow(raw: string): Omit<Line, "apart"> {
  if (/^[\s|:-]+$/.test(raw)) return { raw: "", text: "" };
  const cells = raw.trim().slice(1, -1).split("|").map(tidy).filter((it) => it !== "");
  return { raw: cells.join("   "), text: cells.join(" ") };
}

/** How often a line must return, digits aside, to be a page head: four pages are a document with pages. */
const returnsOfPageHead = 4;

/** Drop lines that return with a growing page number, and bare page numbers. */
function dropPageHeads(lines: Line[]): { kept: Line[]; leftOut: number; doubts: Doubt[] } {
  const groups = new Map<string, number[]>();
  lines.forEach((line, at) => {
    if (line.heading !== undefined || line.text.length > 120 || !/\d/.test(line.text) || isLabelled(line)) return;
    const mask = line.text.replace(/\d+/g, "0");
    const group = groups.get(mask);
    if (group) group.push(at);
    else groups.set(mask, [at]);
  });
  const dropped = new Set<number>();
  for (const at of groups.values()) if (at.length >= returnsOfPageHead && countsPages(at.map((it) => lines[it]!.text))) for (const it of at) dropped.add(it);
  // Page heads are few among the lines; where they are not, the lines are a numbered list.
  if (dropped.size > lines.length * 0.3) dropped.clear();
  const leftOut = [...dropped].reduce((sum, at) => sum + countCharacters(lines[at]!.text), 0);
  const doubts = dropped.size ? [aboutDocument("page-heads-left-out", `${dropped.size} page heads, feet or numbers were left out.`)] : [];
  return { kept: lines.filter((_, at) => !dropped.has(at)), leftOut, doubts };
}

const isLabelled = (line: Line): boolean => {
  const header = headerOf({ text: line.text });
  return header !== null || (markerOf(line.text)?.shape ?? "-") !== "-" && !/^[-–—]\s?\d+/.test(line.text);
};

/** Whether some number in these lines grows with nearly every line, as page numbers do. */
function countsPages(texts: string[]): boolean {
  const rows = texts.map((it) => (it.match(/\d+/g) ?? []).map(Number));
  return (rows[0] ?? []).some((_, column) => {
    const numbers = rows.map((row) => row[column] ?? 0);
    const growing = numbers.filter((it, at) => at === 0 || it > numbers[at - 1]!).length;
    return growing >= numbers.length * 0.8 && new Set(numbers).size >= numbers.length * 0.8;
  });
}

/** Rejoin lines into paragraphs; a line that opens a provision always starts one. */
export function joinLines(lines: Line[]): Block[] {
  const width = wrapWidth(lines);
  const spelling = width ? spellings(lines) : { words: new Set<string>(), breaksWords: false };
  const groups: Line[][] = [];
  let last: Header | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const group = groups.at(-1);
    const before = lines[at - 1];
    const header = headerOf({ text: line.text });
    const isNextArticle = header?.kind === "article" && header.rest === "" && last?.word === header.word && header.value === (last.value ?? 0) + 1;
    if (group && before && !isNextArticle && !opensList(lines, at) && goesOn(before, line, width, group)) group.push(line);
    else {
      groups.push([line]);
      if (header?.kind === "article") last = header;
    }
  }
  return groups.map((group) => blockOf(group, spelling, width > 0));
}

/** Below this share of lines ending in a hyphen, nobody broke words: the hyphens are the words' own. */
const shareOfBrokenWords = 0.02;

/** Words of the document as it spells them, to tell a broken word from a hyphenated one. */
function spellings(lines: Line[]): Spelling {
  const words = new Set<string>();
  let broken = 0;
  lines.forEach((line, at) => {
    if (/\p{L}-$/u.test(line.text) && /^\p{Ll}/u.test(lines[at + 1]?.text ?? "")) broken++;
    for (const word of line.text.match(/[\p{L}-]+/gu) ?? []) if (!word.endsWith("-")) words.add(word.toLowerCase());
  });
  return { words, breaksWords: broken > lines.length * shareOfBrokenWords };
}

type Spelling = { words: Set<string>; breaksWords: boolean };

/** How many lines the first item of a list may take. */
const longestFirstItem = 15;

/** Whether the line is item 1 of a list whose item 2 follows: then it is one, wherever the line before ended. */
function opensList(lines: Line[], at: number): boolean {
  const first = markerOf(lines[at]!.text, lines[at]!.raw);
  if (!first || first.shape === "-") return false;
  const one = first.readings.find((it) => it.value === 1);
  if (!one) return false;
  return lines.slice(at + 1, at + 1 + longestFirstItem).some((line) => {
    const second = markerOf(line.text, line.raw);
    return second?.shape === first.shape && second.readings.some((it) => it.type === one.type && it.value === 2);
  });
}

function blockOf(group: Line[], spelling: Spelling, isWrapped: boolean): Block {
  const first = group[0]!;
  const text = joinAll(group.map((it) => it.text), spelling);
  const block: Block = { text };
  if (first.heading !== undefined) block.heading = first.heading;
  if (isWrapped && !first.apart) block.wrapped = true;
  const marker = markerOf(first.text, first.raw);
  if (marker?.shape === "x") return { ...block, label: marker.number!, text: text.slice(marker.number!.length).trim() };
  return block;
}

/** Whether `line` goes on with what `before` began. */
function goesOn(before: Line, line: Line, width: number, group: Line[]): boolean {
  if (line.heading !== undefined || before.heading !== undefined || standsAlone(line.text) || standsAlone(before.text)) return false;
  const isOpen = !endsSentence(before.text);
  if (line.apart) return isOpen && /^\p{Ll}{2}/u.test(line.text) && before.text.length > 40 && headerOf({ text: before.text }) === null;
  if (width === 0) return false;
  if (group.length === 1 && isBareHeader(before)) return false;
  if (before.text.endsWith(":") && /^[„“"«]/.test(line.text)) return false;
  const isFull = before.text.length >= width * 0.7;
  const header = headerOf({ text: line.text });
  if (header && !(isOpen && isFull && !isBareHeader(line)) && !(isOpen && /(?:[,(]|\p{Ll}{2})$/u.test(before.text) && isFull)) return false;
  const marker = markerOf(line.text, line.raw);
  if (marker) return isOpen && isFull && !/^[“„"«[(]*\p{Lu}|^[“„"«[§]/u.test(marker.rest) && !isNext(marker.number, group);
  if (/^\p{Ll}/u.test(line.text)) return true;
  return isFull || (isOpen && before.text.length >= width * 0.5);
}

const standsAlone = (text: string): boolean => text.length < 40 && (memorandum.test(text) || contents.test(text));

const isBareHeader = (line: Line): boolean => {
  const header = headerOf({ text: line.text });
  return header !== null && header.rest === "";
};

/** Whether a marker follows the one that the group began with: then it is one, whatever stands before it. */
function isNext(number: string | null, group: Line[]): boolean {
  const first = markerOf(group[0]!.text, group[0]!.raw);
  return first?.number != null && number !== null && Number(number) === Number(first.number) + 1;
}

/** The width at which lines were broken, or 0 where each line is a paragraph. */
function wrapWidth(lines: Line[]): number {
  const followed = lines.filter((it, at) => it.text.length >= 30 && lines[at + 1] && !lines[at + 1]!.apart);
  if (followed.length < 3) return 0;
  const lengths = followed.map((it) => it.text.length).toSorted((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.9)]!;
  const full = lengths.filter((it) => it >= width * 0.7).length;
  const open = followed.filter((it) => !endsSentence(it.text)).length;
  return width <= 160 && full >= lengths.length * 0.5 && open >= lengths.length * 0.3 ? width : 0;
}

/** After a hanging hyphen these words go on with a list: "Wind- und Sonnenenergie", "pre- and post-war". */
const listWord = /^(?:und|oder|bzw|sowie|and|or|et|ou|to|en|of)(?![\p{L}])/u;

/** The lines of a paragraph as one, each seam looked at by itself. */
function joinAll(texts: string[], spelling: Spelling): string {
  const parts: string[] = [];
  texts.forEach((text, at) => {
    const right = texts[at + 1];
    if (right === undefined) parts.push(text);
    else parts.push(isBroken(text, right, spelling) ? text.slice(0, -1) : isHyphenated(text, right) ? text : `${text} `);
  });
  return parts.join("");
}

const lastWord = (text: string): string | undefined => /([\p{L}-]*\p{L})-$/u.exec(text.slice(-80))?.[1];
const firstWord = (text: string): string | undefined => /^[\p{L}-]+/u.exec(text)?.[0];

/** The line ends with a hyphen that belongs to the word or was put there by the break; no space follows either way. */
const isHyphenated = (left: string, right: string): boolean =>
  lastWord(left) !== undefined && firstWord(right) !== undefined && !listWord.test(right);

/** The hyphen was put there by the break: the document spells the word without it, or does not spell it with it. */
function isBroken(left: string, right: string, { words, breaksWords }: Spelling): boolean {
  if (!isHyphenated(left, right)) return false;
  const [before, after] = [lastWord(left)!, firstWord(right)!];
  if (/^\p{Lu}/u.test(after) || before.length < 2) return false;
  return words.has((before + after).toLowerCase()) || (breaksWords && !words.has(`${before}-${after}`.toLowerCase()));
}
