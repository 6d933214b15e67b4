/**
 * What stands around the provisions: the table of contents, the explanatory memorandum, the title, the preamble. From items to the
 * parts of a document, with what was left out and why.
 */
import { aboutDocument, countCharacters } from "./blocks.ts";
import type { Item } from "./items.ts";
import { contents, endsSentence, hasFiniteVerb, memorandum } from "./prose.ts";
import type { Doubt } from "./provision.ts";

export type Frame = { title: string | null; preamble: Item[]; body: Item[]; leftOut: number; doubts: Doubt[] };

/** Dots that lead to a page number; only the end of a line is looked at. */
const dotLeader = /(?:(?:\.\s?){5}|…{2})\s*\d{0,5}$/;
const isLed = (it: Item): boolean => dotLeader.test(it.text.slice(-40));

/** The last words of a preamble, and the enacting formula of a law. */
export const agreed =
  /(?:have|has|hereby) (?:resolved|agreed|adopted|decided)|agree(?:d)? (?:as follows|on the following|upon the following|that)|hereby agree|sont convenue?s? de ce qui suit|ont? (?:arrêté|adopté)|han convenido|han adoptado|convienen en lo siguiente|(?:haben|sind) (?:folgende|wie folgt)|hat (?:das folgende|folgende)|haben (?:sich )?.{0,40}(?:geeinigt|vereinbart|erlassen)|согласились о нижеследующем|договорились о нижеследующем|اتفقت على ما يلي|قد اتفقت|(?:议定|商定|協議|协议|同意|協定|规定)(?:条款)?如下|zijn het volgende overeengekomen/iu;

/** Words with which a preamble or its recitals begin. */
export const preambular =
  /^(?:\[?(?:the (?:states? parties|parties|member states|high contracting|contracting|governments?|general assembly|peoples|european parliament|council)|we,? the peoples|having|considering|recogni[sz]ing|recalling|noting|convinced|conscious|concerned|mindful|bearing in mind|desir|reaffirming|affirming|aware|acknowledging|determined|emphasi[sz]ing|stressing|whereas|in consideration|believing|taking (?:into|note)|welcoming|guided|deeply|gravely|alarmed|les (?:états|parties|hautes|membres)|considérant|rappelant|reconnaissant|soulignant|vu|désireu|conscient|convaincu|los estados|las partes|considerando|recordando|reconociendo|vistos?|die (?:vertragsparteien|vertragsstaaten|hohen|mitgliedstaaten)|der bundestag|in (?:der )?erwägung|in anbetracht|gestützt auf|государства|участники|договаривающиеся|учитывая|признавая|ссылаясь|إن (?:الدول|الأطراف)|本公约|本公約|本协定|本議定書|缔约|締約|我聯合國|我联合国))/iu;

const titleWords =
  /convention|agreement|treaty|protocol|regulation|directive|charter|covenant|statute|declaration|accord|traité|règlement|convenio|convención|tratado|acuerdo|reglamento|gesetz|verordnung|richtlinie|übereinkommen|vertrag|verdrag|protocol|конвенция|соглашение|договор|протокол|устав|اتفاق|معاهدة|بروتوكول|ميثاق|公约|公約|条约|條約|协定|協定|议定书|議定書|宪章|憲章|resolution|rules|act\b|bill\b/iu;

const weigh = (items: Item[]): number => items.reduce((sum, it) => sum + countCharacters(it.text), 0);

/** Cut a document into title, preamble and provisions. */
export function frameOf(all: Item[], givenTitle: string | null): Frame {
  const doubts: Doubt[] = [];
  let leftOut = 0;
  const leave = (items: Item[], code: string, what: (characters: number) => string): void => {
    const characters = weigh(items);
    if (characters === 0) return;
    leftOut += characters;
    doubts.push(aboutDocument(code, what(characters)));
  };
  const leaders = all.filter(isLed);
  let items = leaders.length ? all.filter((it) => !isLed(it)) : all;
  const toc = contentsSpan(items);
  leave([...leaders, ...items.slice(toc.from, toc.to)], "contents-left-out", (n) => `A table of contents was left out (${n} characters).`);
  items = [...items.slice(0, toc.from), ...items.slice(toc.to)];
  const end = memorandumAt(items);
  leave(items.slice(end), "memorandum-left-out", (n) => `What follows the provisions as explanation was left out (${n} characters).`);
  items = items.slice(0, end);
  const first = firstProvision(items);
  const front = frontOf(items.slice(0, first), givenTitle, weigh(items));
  // Without any provision, nothing is a mere cover: the words stay.
  if (first === items.length) return { ...front, body: front.left, leftOut, doubts };
  leave(front.left, "front-left-out", (n) => `Text before the first provision was left out (${n} characters).`);
  doubts.push(...front.doubts);
  return { title: front.title, preamble: front.preamble, body: items.slice(first), leftOut, doubts };
}

/** Where the provisions begin: the first header; in a resolution without headers, the first paragraph 1. */
function firstProvision(items: Item[]): number {
  const header = items.findIndex((it) => it.header !== null);
  if (header >= 0) return header;
  const numbered = items.findIndex((it) => it.marker?.shape !== "-" && it.marker?.readings.some((reading) => reading.value === 1));
  return numbered < 0 ? items.length : numbered;
}

const keyOf = (item: Item): string | null => (item.header ? `${item.header.kind} ${item.header.number}` : null);
const isBody = (item: Item): boolean =>
  (item.header === null && (item.text.length > 160 || (/[.;:。；：؛]$/.test(item.text) && item.text.length > 12))) || (item.marker !== null && item.text.length > 100);

/** The table of contents: headers without words between them that all come again later. Empty span where there is none. */
function contentsSpan(items: Item[]): { from: number; to: number } {
  const none = { from: 0, to: 0 };
  const start = items.findIndex((it) => it.header !== null && it.header.kind !== "preamble");
  if (start < 0) return none;
  const dense = denseRun(items, start);
  const second = secondRound(items, start, dense);
  if (second < 0) return none;
  const titled = start > 0 && contents.test(items[start - 1]!.text) ? start - 1 : start;
  return { from: titled, to: second };
}

/** Where the first words of a provision stand. */
function denseRun(items: Item[], start: number): number {
  let at = start;
  while (at < items.length && !isBody(items[at]!)) at++;
  return at;
}

/** Where the first header of the contents comes again inside the run of bare headers. */
function secondRound(items: Item[], start: number, end: number): number {
  const seen = new Map<string, number>();
  for (let at = start; at < Math.min(items.length, end + 1); at++) {
    const key = keyOf(items[at]!);
    if (key === null) continue;
    const before = seen.get(key);
    if (before !== undefined && (before === start || items[at]!.header!.kind === "article") && headersBetween(items, before, at) >= 3) return backToOuter(items, start, at);
    if (before === undefined) seen.set(key, at);
  }
  return -1;
}

const headersBetween = (items: Item[], from: number, to: number): number => items.slice(from, to).filter((it) => it.header).length;

/** The second round may begin with a container that the contents name otherwise; go back over headers that belong to it. */
function backToOuter(items: Item[], start: number, at: number): number {
  let from = at;
  while (from - 1 > start && items[from - 1]!.header && items[from - 1]!.header!.kind !== items[at]!.header!.kind && items[from - 1]!.header!.kind !== "article") from--;
  return from;
}

/** Where an explanatory memorandum begins after the provisions. */
function memorandumAt(items: Item[]): number {
  const first = items.findIndex((it) => it.header?.kind === "article");
  if (first < 0) return items.length;
  const at = items.findIndex((it, index) => index > first && memorandum.test(it.text));
  return at < 0 ? items.length : at;
}

type Front = { title: string | null; preamble: Item[]; left: Item[]; doubts: Doubt[] };

/** A front that is larger than this share of the document is covering papers rather than a preamble without its usual words. */
const shareOfPreamble = 0.35;

function frontOf(front: Item[], givenTitle: string | null, total: number): Front {
  const start = preambleStart(front);
  const before = start < 0 ? front : front.slice(0, start);
  const after = start < 0 ? [] : front.slice(start);
  const { title, used } = titleOf(before, givenTitle);
  const rest = before.filter((it) => !used.includes(it));
  if (start >= 0) return { title, preamble: after, left: rest, doubts: [] };
  const loose = used.length ? before.slice(before.indexOf(used.at(-1)!) + 1).filter((it) => !contents.test(it.text)) : rest;
  if (loose.length === 0 || weigh(loose) > total * shareOfPreamble) return { title, preamble: [], left: rest, doubts: [] };
  const isLoose = new Set(loose);
  const doubt = aboutDocument("preamble-unsure", "Text between the title and the first provision was taken as the preamble.");
  return { title, preamble: loose, left: rest.filter((it) => !isLoose.has(it)), doubts: [doubt] };
}

/** Where the preamble begins: its first usual words, if its last usual words or numbered recitals follow; else -1. */
function preambleStart(front: Item[]): number {
  const formula = front.findLastIndex((it) => agreed.test(it.text));
  const recital = front.findIndex((it) => it.marker?.shape === "(x)" && it.marker.number === "1");
  const opener = front.findIndex((it) => it.heading === undefined && preambular.test(it.text) && (endsSentence(it.text) || it.text.length > 80));
  if (recital >= 0) return opener >= 0 && opener < recital ? opener : recital;
  const numbered = front.filter((it) => it.marker?.readings[0]?.type === "decimal").length;
  if (formula >= 0) return opener >= 0 && opener <= formula && formula - opener < 80 + 3 * numbered ? opener : formula;
  return opener;
}

function titleOf(before: Item[], given: string | null): { title: string | null; used: Item[] } {
  if (before.length === 0) return { title: given, used: [] };
  const isTitle = (it: Item): boolean => it.marker === null && it.text.length < 500 && titleWords.test(it.text) && !/[;:,]$/.test(it.text) && !hasFiniteVerb(it.text);
  const headings = before.filter((it) => it.heading !== undefined && it.text.length < 500);
  const last = headings.length ? headings.findLast(isTitle) ?? headings[0]! : before.findLast((it) => isTitle(it) && !endsSentence(it.text)) ?? before[0]!;
  if (last.text.length > 500) return { title: given, used: [] };
  const span = titleLines(before, before.indexOf(last));
  return { title: span.map((it) => it.text).join(" "), used: span };
}

/** A title may run over lines: lines next to it that are set like it and end no sentence; not its repetition on a second page. */
function titleLines(before: Item[], at: number): Item[] {
  if (before[at]!.heading !== undefined) return [before[at]!];
  const isUpper = (text: string): boolean => text === text.toUpperCase() && /\p{Lu}/u.test(text);
  const texts = new Set([before[at]!.text]);
  const joins = (next: number, first: number): boolean => {
    const isNew = isTitleLine(before[first]!, before[first + 1]!, isUpper) && !texts.has(before[next]!.text);
    if (isNew) texts.add(before[next]!.text);
    return isNew;
  };
  let to = at;
  while (to + 1 < before.length && to < at + 6 && joins(to + 1, to)) to++;
  let from = at;
  while (from > 0 && from > at - 6 && !beginsTitle.test(before[from]!.text) && joins(from - 1, from - 1)) from--;
  return before.slice(from, to + 1);
}

/** Words with which a title begins: nothing before them belongs to it. */
const beginsTitle = /^(?:(?:draft|united nations|international|framework|additional|optional)\s)*(?:convention|agreement|treaty|protocol|regulation|proposal|charter|accord|traité|convenio|tratado|entwurf|vorschlag|gesetz)(?!\p{L})/iu;

const isTitleLine = (first: Item, second: Item, isUpper: (text: string) => boolean): boolean =>
  first.text.length < 200 && second.text.length < 200 && !/[.;:]$/.test(first.text) &&
  ((isUpper(first.text) && isUpper(second.text)) || /^\p{Ll}/u.test(second.text) || /(?:\s(?:of|the|and|on|for|to|des|der|von|zur|und|de|sowie|la|du|et)|-)$/iu.test(first.text));
