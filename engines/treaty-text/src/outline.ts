/**
 * Items to a tree of provisions: containers by rank, articles under them, lists by their levels, words to whoever is open.
 */
import { newDraft, type Draft } from "./draft.ts";
import type { Header } from "./headers.ts";
import { goesOnAfter, nextOpening, type Item } from "./items.ts";
import { placeOf, type Level, type Place } from "./lists.ts";
import { preambleOf } from "./preamble.ts";
import { endsSentence, hasFiniteVerb, looksLikeHeading, splitHeading } from "./prose.ts";
import type { Kind } from "./provision.ts";

type State = {
  items: Item[];
  next: number[];
  language: string | null;
  root: Draft;
  /** Open containers, outermost first; an annex is always the first of them. */
  containers: Draft[];
  /** The article, container, annex or root that takes words and lists. */
  host: Draft;
  /** The word of the open article, where articles nest ("Artikel 1" of a German law holds "§ 1"). */
  articleWord: string | null;
  outerArticle: Draft | null;
  levels: Level[];
  /** Share of articles with a heading: where most have none, the first words of an article are words. */
  hasHeadings: boolean;
};

/** The drafts of a document's provisions, without its preamble unless that has its own header. */
export function outlineOf(items: Item[], language: string | null): Draft[] {
  const root = newDraft("root");
  const state: State = {
    items, next: nextOpening(items), language, root, containers: [], host: root, articleWord: null, outerArticle: null, levels: [],
    hasHeadings: headingsAreUsual(items),
  };
  for (let at = 0; at < items.length; ) at = take(state, at);
  return root.children;
}

/** Take in the item at `at`; the index of the next one. */
function take(state: State, at: number): number {
  const item = state.items[at]!;
  if (item.header?.kind === "preamble") return takePreamble(state, at, item.header);
  if (item.header) return takeHeader(state, at, item.header);
  if (item.marker && takeMarker(state, at)) return at + 1;
  takeWords(state, at);
  return at + 1;
}

function takePreamble(state: State, at: number, header: Header): number {
  let end = at + 1;
  while (end < state.items.length && !state.items[end]!.header) end++;
  const first = header.rest === "" ? [] : [{ ...state.items[at]!, text: header.rest, header: null }];
  const preamble = preambleOf([...first, ...state.items.slice(at + 1, end)], null);
  (state.containers[0] ?? state.root).children.push(preamble ?? newDraft("preamble"));
  return end;
}

function takeHeader(state: State, at: number, header: Header): number {
  const node = newDraft(header.kind, header.number);
  if (header.kind === "article") openArticle(state, node, header);
  else openContainer(state, node, header);
  state.host = node;
  state.levels = [];
  return takeHeading(state, at, node, header.rest);
}

function openArticle(state: State, node: Draft, header: Header): void {
  const nests = header.word === "§" && state.articleWord !== null && (state.articleWord !== "§" || state.outerArticle !== null);
  if (nests && state.outerArticle === null && state.host.kind === "article" && state.host.children.length === 0) state.outerArticle = state.host;
  if (header.word !== "§") state.outerArticle = null;
  const parent = state.outerArticle ?? state.containers.at(-1) ?? state.root;
  parent.children.push(node);
  state.articleWord = header.word;
}

const containerOrder: Kind[] = ["annex", "part", "title", "chapter", "section"];

function openContainer(state: State, node: Draft, header: Header): void {
  const { containers } = state;
  state.outerArticle = null;
  state.articleWord = null;
  const same = containers.findLastIndex((it) => it.kind === header.kind);
  if (header.kind === "annex") containers.length = 0;
  else if (same >= 0) containers.length = same;
  else if (!opensInside(state)) {
    const rank = containerOrder.indexOf(header.kind);
    const outer = containers.findIndex((it) => containerOrder.indexOf(it.kind as Kind) > rank);
    if (outer >= 0) containers.length = outer;
  }
  (containers.at(-1) ?? state.root).children.push(node);
  containers.push(node);
}

/** A container that follows another's header at once stands inside it, whatever their usual order ("SECTION 1 … TITLE 1"). */
const opensInside = (state: State): boolean => {
  const open = state.containers.at(-1);
  return open !== undefined && open === state.host && open.children.length === 0 && open.lines.length === 0;
};

/** The heading after a header, on its line or on the next ones; the index of the next item. */
function takeHeading(state: State, at: number, node: Draft, rest: string): number {
  if (rest !== "") {
    headingFromRest(node, rest, state.items[at]!.heading !== undefined);
    return node.lines.length ? at + 1 : takeMoreHeading(state, at + 1, node);
  }
  const first = state.items[at + 1];
  if (!first || first.header || first.marker || first.quoted || first.text === "") return at + 1;
  if (isHeadingOf(state, at + 1, node)) {
    node.heading = withoutStop(first.text);
    return takeMoreHeading(state, at + 2, node);
  }
  const split = state.hasHeadings && first.heading === undefined ? splitHeading(first.text) : null;
  if (!split) return at + 1;
  node.heading = split.heading;
  node.lines.push(split.rest);
  return at + 2;
}

function headingFromRest(node: Draft, rest: string, isSet: boolean): void {
  const isSentence = endsSentence(rest) && (rest.length > 100 || hasFiniteVerb(rest));
  if (isSet || (!isSentence && rest.length < 300)) node.heading = withoutStop(rest);
  else {
    const split = splitHeading(rest);
    if (split) node.heading = split.heading;
    node.lines.push(split?.rest ?? rest);
  }
}

const withoutStop = (heading: string): string => heading.replace(/(?<=\p{L})\.$/u, "").replace(/^\[([^[\]]*)\]$/, "$1") || heading;

/** Whether the paragraph after a bare header is its heading. */
function isHeadingOf(state: State, at: number, node: Draft): boolean {
  const item = state.items[at]!;
  if (item.heading !== undefined) return true;
  if (!looksLikeHeading(item.text)) return false;
  if (node.kind !== "article") return true;
  const after = state.items[at + 1];
  const isSole = after === undefined || after.header !== null;
  return isSole ? state.hasHeadings && !endsSentence(item.text) && item.text.length < 100 : state.hasHeadings || !hasFiniteVerb(item.text);
}

/** Longer headings are words that lost their full stops. */
const longestHeading = 400;

/** A heading that was broken over lines: what comes before the next header or marker and ends no sentence. */
function takeMoreHeading(state: State, from: number, node: Draft): number {
  let at = from;
  while (at < state.items.length) {
    const item = state.items[at]!;
    if (item.header || item.marker || item.quoted || node.heading === null || item.text.length > 200 || node.heading.length > longestHeading) break;
    const following = state.items[state.next[at]!];
    const goesOn = /^\p{Ll}/u.test(item.text) && !endsSentence(item.text);
    const hangs = /(?:\s(?:of|the|and|for|on|to|des|der|die|und|von|zur|zu|de|du|la|et|le)|[-,])$/iu.test(node.heading);
    const leadsToHeader = node.kind !== "preamble" && (following?.header ?? false) !== false && looksLikeHeading(item.text) && (node.kind !== "article" || following!.header!.word === "§") && item.heading === undefined;
    if (!(goesOn || (hangs && looksLikeHeading(item.text)) || leadsToHeader)) break;
    node.heading = `${node.heading} ${item.text}`;
    at++;
  }
  return at;
}

/** Whether articles usually have headings: a short line, or a run-on one, after or beside most of their headers. */
function headingsAreUsual(items: Item[]): boolean {
  let headers = 0;
  let headed = 0;
  items.forEach(({ header }, at) => {
    if (header?.kind !== "article") return;
    headers++;
    const after = items[at + 1];
    const words = header.rest || (after && !after.header && !after.marker ? after.text : "");
    if (words !== "" && (after?.heading !== undefined || looksLikeHeading(words) || splitHeading(words))) headed++;
  });
  return headed > headers * 0.4;
}

/** Put a numbered or dashed item where it belongs; false where it is words after all. */
function takeMarker(state: State, at: number): boolean {
  const { marker, wrapped } = state.items[at]!;
  const place = placeOf(marker!, state.levels, nextMarker(state, at), wrapped && !readsAsStart(marker!.rest));
  if (!place) return false;
  const parent = place.level === 0 ? listHost(state) : state.levels[place.level - 1]!.node;
  const home = homeFor(parent, place);
  const node = newDraft(kindOf(state, home, place, marker!.shape), marker!.number);
  if (marker!.rest !== "") node.lines.push(marker!.rest);
  home.children.push(node);
  state.levels.length = place.level;
  state.levels.push({ node, shape: marker!.shape, type: place.type, value: place.value, rank: place.rank });
  return true;
}

const readsAsStart = (rest: string): boolean => rest === "" || !/^[\p{Ll},;]/u.test(rest);

/** Lists go into the host; where its words were already closed, into the subparagraph that those words open. */
const listHost = (state: State): Draft => {
  const last = state.host.children.at(-1);
  return last?.kind === "subparagraph" && last.number === null && state.host.closing.length === 0 ? last : state.host;
};

/** Flush words after a list that introduce a second list become a subparagraph of their own. */
function homeFor(parent: Draft, place: Place): Draft {
  const last = parent.children.at(-1);
  if (parent.closing.length === 0) return !place.isNew && last?.kind === "subparagraph" && last.number === null ? last : parent;
  const introduced = { ...newDraft("subparagraph"), lines: parent.closing };
  parent.closing = [];
  parent.children.push(introduced);
  return place.isNew || place.value <= 1 ? introduced : parent;
}

function kindOf(state: State, home: Draft, place: Place, shape: Level["shape"]): Kind {
  const isOutermost = place.level === 0 && home.kind !== "subparagraph" && home.kind !== "recital";
  if (place.type === "path") return isOutermost ? "paragraph" : "subparagraph";
  if (!isOutermost || !/^(?:decimal|chinese)$/.test(place.type) || shape === "’x’") return "point";
  // "(1)" after a colon is a list; so is "1." in German laws, whose paragraphs are (1), (2). Elsewhere "1." is cited as a paragraph.
  const announced = (home.lines.at(-1) ?? "").endsWith(":") && (shape === "(x)" || (state.language ?? "").startsWith("de"));
  return announced ? "point" : "paragraph";
}

/** How many items ahead the next marker of a list is looked for: sublists are shorter. */
const furthestMarker = 200;

/** The marker that comes next in the same article, or null. */
function nextMarker(state: State, at: number): Item["marker"] {
  let steps = 0;
  for (let index = state.next[at]!; index < state.items.length && steps < furthestMarker; index = state.next[index]!, steps++) {
    const item = state.items[index]!;
    if (item.header) return null;
    if (item.marker && item.marker.shape === state.items[at]!.marker?.shape) return item.marker;
    if (item.marker?.shape === "x." && state.items[at]!.marker?.shape !== "x.") return null;
  }
  return null;
}

/** Words of signature and enactment that close the whole article, not its last paragraph. */
const closesArticle =
  /^(?:in witness whereof|in faith whereof|done (?:at|in)|this (?:regulation|directive|decision) shall be binding|en foi de quoi|fait à|en fe de lo cual|hecho en|zu urkund dessen|geschehen zu|ten blijke waarvan|gedaan te|diese verordnung ist in allen|le présent règlement est obligatoire|в удостоверение чего|совершено|وإثباتا لما تقدم|以资证明|以昭信守)/iu;

/** Words without a label: a paragraph of whoever is open, or the flush ending of a list. */
function takeWords(state: State, at: number): void {
  const { text, quoted } = state.items[at]!;
  if (text === "") return;
  if (state.host === state.root && state.levels.length === 0) openLoose(state);
  const innermost = state.levels.at(-1)?.node ?? state.host;
  const own = innermost.children.length ? innermost.closing : innermost.lines;
  const isShort = (own.at(-1)?.length ?? 0) < longestParagraph;
  if (isShort && goesOnAfter(own.at(-1) ?? "", text)) own[own.length - 1] = `${own.at(-1)} ${text}`;
  else if (quoted) own.push(text);
  else if (closesArticle.test(text)) closeHost(state, text);
  else flush(state, at, text);
}

/** A paragraph that would be longer is no torn one; joining ever longer ones would take ever longer. */
const longestParagraph = 20_000;

/** Words outside any article or container stand in an unnumbered paragraph. */
function openLoose(state: State): void {
  const last = state.root.children.at(-1);
  const node = last?.kind === "paragraph" && last.number === null ? last : newDraft("paragraph");
  if (node !== last) state.root.children.push(node);
  state.host = node;
}

function closeHost(state: State, text: string): void {
  state.levels = [];
  (state.host.children.length ? state.host.closing : state.host.lines).push(text);
}

function flush(state: State, at: number, text: string): void {
  const keep = levelsThatGoOn(state, at);
  state.levels.length = keep;
  const node = state.levels.at(-1)?.node ?? state.host;
  const sub = node.children.at(-1);
  const target = sub?.kind === "subparagraph" && sub.number === null && node.closing.length === 0 ? sub : node;
  (target.children.length ? target.closing : target.lines).push(text);
}

/** How many levels stay open after flush words: down to the one that the next marker continues; else down to the paragraph. */
function levelsThatGoOn(state: State, at: number): number {
  const { levels } = state;
  const nextAt = state.next[at]!;
  const next = state.items[nextAt]?.marker;
  if (next) {
    const place = placeOf(next, levels, nextMarker(state, nextAt), false);
    if (place && !place.isNew && place.level > 0 && place.value > 1) return place.level + 1;
    if (place && !place.isNew && place.level === 0 && levels[0]!.node.kind !== "paragraph" && place.value > 1) return 1;
  }
  return levels[0]?.node.kind === "paragraph" ? 1 : 0;
}
