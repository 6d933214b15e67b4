/**
 * Blocks to items: what each paragraph opens, if anything. Several provisions on one run-on line become several items, and what stands
 * between quotation marks after a colon (an amendment quoting the law it changes) opens nothing.
 */
import type { Block } from "./blocks.ts";
import { headerOf, type Header } from "./headers.ts";
import { markerOf, type Marker } from "./markers.ts";
import { endsSentence, looksLikeHeading } from "./prose.ts";

export type Item = {
  text: string;
  header: Header | null;
  marker: Marker | null;
  heading: number | undefined;
  /** List depth or indentation, where the document tells. */
  depth: number | undefined;
  /** True where the line may be the accident of a line break. */
  wrapped: boolean;
  quoted: boolean;
};

/** Items of a document in reading order. */
export function itemsOf(blocks: Block[]): Item[] {
  const quoted = quotedBlocks(blocks);
  let last: string | null = null;
  return blocks.flatMap((block, at) => {
    const item = itemOf(block, quoted[at]!);
    const items = item.quoted ? [item] : splitItem(item, blocks[at + 1], last);
    for (const it of items) last = it.header ? null : (paragraphNumber(it) ?? last);
    return items;
  });
}

const paragraphNumber = ({ marker }: Item): string | null => (marker && (marker.shape === "x." || marker.shape === "1.1") && /^[\d.]+$/.test(marker.number!) ? marker.number : null);

function itemOf(block: Block, quoted: boolean): Item {
  const text = block.label ? `${block.label} ${block.text}` : block.text;
  const base = { text, heading: block.heading, depth: block.depth, wrapped: block.wrapped ?? false, quoted };
  if (quoted) return { ...base, header: null, marker: null };
  const header = headerOf(block.label ? { ...block, text } : block);
  const marker = header ? null : markerOf(text, block.label ? `${block.label}   ${block.text}` : text);
  return { ...base, header, marker };
}

const closers: Record<string, RegExp> = { "„": /[“”"]/, "“": /”/, "«": /»/, '"': /"/ };

/** A quotation that opens a paragraph after a colon and closes in a later one: everything inside is words of the provision. */
function quotedBlocks(blocks: Block[]): boolean[] {
  const quoted: boolean[] = new Array(blocks.length).fill(false);
  for (let at = 1; at < blocks.length; at++) {
    const closer = closers[blocks[at]!.text[0] ?? ""];
    if (!closer || !blocks[at - 1]!.text.endsWith(":")) continue;
    const end = quoteEnd(blocks, at, closer);
    for (let inside = at; inside <= end; inside++) quoted[inside] = true;
    if (end >= at) at = end;
  }
  return quoted;
}

/** How many paragraphs a quotation may span; beyond, a mark is missing and we do not believe it. */
const longestQuotation = 60;

function quoteEnd(blocks: Block[], start: number, closer: RegExp): number {
  const last = new RegExp(`${closer.source}[.,;]?$`);
  for (let at = start; at < Math.min(blocks.length, start + longestQuotation); at++) {
    const text = at === start ? blocks[at]!.text.slice(1) : blocks[at]!.text;
    if (last.test(text)) return at;
    if (at === start && closer.test(text)) return start - 1;
  }
  return start - 1;
}

function splitItem(item: Item, next: Block | undefined, last: string | null): Item[] {
  const { header, marker } = item;
  if (header && header.kind !== "preamble" && header.rest !== "") {
    const cut = firstNumberAfterHeading(header.rest);
    if (cut < 0) return [item];
    const rest = header.rest.slice(cut).trim();
    return [{ ...item, header: { ...header, rest: header.rest.slice(0, cut).trim(), sure: true } }, ...splitText(rest, { ...item, marker: null, heading: undefined }, next, null)];
  }
  if (header || item.heading !== undefined) return [item];
  return marker?.shape === "-" ? [item] : splitText(item.text, item, next, last);
}

/** Where "1. Terms used …" starts after a heading on the same line, or -1. */
function firstNumberAfterHeading(rest: string): number {
  const found = /(?:^|\s)(\[?(?:1\.|\d{1,3}\.1|\(1\)|\(a\))\s)(?=[\p{Lu}[“"])/u.exec(rest.slice(0, 400));
  if (!found) return -1;
  const heading = rest.slice(0, found.index);
  return heading === "" || looksLikeHeading(heading.replace(/[.:]$/, "")) ? found.index : -1;
}

/** A paragraph as its items: "1. … 2. …" and ": (a) …; (b) …" where the sequence leaves no doubt; "1. (a) …" always. */
function splitText(text: string, like: Item, next: Block | undefined, last: string | null): Item[] {
  const base = { header: null, heading: undefined, depth: like.depth, wrapped: like.wrapped, quoted: false };
  const numbered = numberedPieces(text, next, last);
  const pieces = numbered.flatMap((piece, at) => letteredPieces(piece, 0, at === numbered.length - 1 ? next : undefined));
  return pieces.flatMap((piece, at) => {
    const marker = at === 0 && like.marker ? (markerOf(piece) ?? { ...like.marker, rest: piece }) : markerOf(piece);
    const item: Item = { ...base, heading: at === 0 ? like.heading : undefined, text: piece, marker };
    return at === 0 && like.marker?.shape === "x" ? [{ ...item, marker: { ...like.marker, rest: piece.slice(like.marker.number!.length).trim() } }] : doubleLabel(item);
  });
}

/** "1. (a) Each State …" is paragraph 1 without words and its point (a). */
function doubleLabel(item: Item): Item[] {
  const { marker } = item;
  if (!marker || marker.shape === "-") return [item];
  const inner = markerOf(marker.rest);
  const opensList = inner && /^[(x]x?\)|^\(x\)/.test(inner.shape) && inner.readings.some((it) => it.value === 1) && inner.shape !== marker.shape;
  if (!opensList || /^[\p{Ll},;]/u.test(inner.rest)) return [item];
  return [{ ...item, text: "", marker: { ...marker, rest: "" } }, ...doubleLabel({ ...item, text: marker.rest, marker: inner })];
}

/**
 * "1. … 2. … 3. …" on one line, each after the end of a sentence; not where the next line has the number anyway. `last` is the number of
 * the paragraph before, which a point may swallow ("(c) …. 2. The Council").
 */
function numberedPieces(text: string, next: Block | undefined, last: string | null): string[] {
  const first = /^\[?(\d{1,3}(?=\.\s)|\d{1,3}\.\d{1,3}(?=\s))\.?\s/.exec(text);
  let number = first?.[1] ?? last;
  if (number === null) return [text];
  const pieces: string[] = [];
  let start = 0;
  for (;;) {
    number = following(number);
    if (next && startsWithNumber(next.label ?? next.text, number)) break;
    const found = findNumber(text, start + (start || first ? 3 : 1), number);
    if (found < 0) break;
    pieces.push(text.slice(start, found).trim());
    start = found;
  }
  return [...pieces, text.slice(start).trim()];
}

const following = (number: string): string => number.replace(/\d+$/, (it) => String(Number(it) + 1));
const labelOf = (number: string): string => (number.includes(".") ? `${number} ` : `${number}. `);
const startsWithNumber = (text: string, number: string): boolean => text.replace(/^\[/, "").startsWith(labelOf(number));

function findNumber(text: string, from: number, number: string): number {
  const label = labelOf(number);
  for (let at = text.indexOf(label, from); at >= 0; at = text.indexOf(label, at + 1)) {
    const before = text.slice(Math.max(0, at - 3), at);
    const after = text.slice(at + label.length, at + label.length + 1);
    if (/[.;:)\]”"]\s\[?$/.test(before) && /[\p{Lu}\p{Lo}[“"«]/u.test(after)) return before.endsWith("[") ? at - 1 : at;
  }
  return -1;
}

const lists: { first: string; labels: string[] }[] = [
  { first: "(a)", labels: [..."abcdefghijklmnopqrstuvwxyz"].map((it) => `(${it})`) },
  { first: "(i)", labels: ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"].map((it) => `(${it})`) },
  { first: "(أ)", labels: [..."أبجدهوزحطي"].map((it) => `(${it})`) },
  { first: "a)", labels: [..."abcdefghijklmnopqrstuvwxyz"].map((it) => `${it})`) },
  { first: "i)", labels: ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"].map((it) => `${it})`) },
];

/** ": (a) …; (b) …" on one line: split where at least (a) and (b) stand after a colon and a semicolon, comma or full stop; in a line
 * that begins with (a), where (b) does. */
function letteredPieces(text: string, depth: number, next?: Block): string[] {
  if (depth > 3) return [text];
  for (const { labels } of lists) {
    const cuts = listCuts(text, labels, next);
    if (cuts.length === 0) continue;
    const pieces = [text.slice(0, cuts[0]), ...cuts.map((cut, at) => text.slice(cut, cuts[at + 1]))];
    return pieces.map((it) => it.trim()).filter((it) => it !== "").flatMap((it) => letteredPieces(it, depth + 1));
  }
  return [text];
}

function listCuts(text: string, labels: string[], next: Block | undefined): number[] {
  const begun = labels.findIndex((it) => text.startsWith(`${it} `));
  const cuts: number[] = [];
  let from = begun < 0 ? 0 : labels[begun]!.length;
  for (const label of labels.slice(begun + 1)) {
    const at = text.indexOf(` ${label} `, from);
    if (at < 0 || (begun >= 0 && next !== undefined && (next.label ?? next.text).startsWith(label))) break;
    const before = text.slice(Math.max(0, at - 6), at);
    if (!(cuts.length === 0 && begun < 0 ? /[:：—]$/ : /[;,.؛،](?: and| or| et| ou| y| o)?$/).test(before)) break;
    cuts.push(at + 1);
    from = at + label.length;
  }
  return cuts.length >= (begun < 0 ? 2 : 1) ? cuts : [];
}

/** Index of the next item that opens something, for each item; the number of items where none does. */
export function nextOpening(items: Item[]): number[] {
  const next: number[] = new Array(items.length).fill(items.length);
  for (let at = items.length - 2; at >= 0; at--) next[at] = items[at + 1]!.header || items[at + 1]!.marker ? at + 1 : next[at + 1]!;
  return next;
}

/** Whether words go on in the next paragraph, because a page or a line break tore them apart. */
export const goesOnAfter = (before: string, text: string): boolean => /^\p{Ll}{2}/u.test(text) && before !== "" && !endsSentence(before);
