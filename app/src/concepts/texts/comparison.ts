import { redline, walk, type Change, type Kind, type Pair, type Part, type Provision } from "@travaux/treaty-text";

/**
 * A version beside an older one, as it is read: every provision of the newer version in its order, its words marked against
 * those it comes from; what was deleted stands where it stood, and what moved away leaves a pointer.
 */

/** One provision as it is shown; `children` stand in lines of their own. */
export type Line = {
  /** Its id in the version shown; null where it exists in the older one only. */
  id: string | null;
  /** The ids it comes from, in the older version; several after a merger. */
  from: string[];
  kind: Kind;
  /** How deep it stands: 0 for a chapter or preamble. */
  depth: number;
  number: string | null;
  heading: Part[];
  text: Part[];
  closing: Part[];
  /** What happened to it since the older version; empty when nothing is compared. */
  changes: Change[];
  /** For what moved away: the id under which it stands now. */
  to: string | null;
};

type Walked = { provision: Provision; depth: number };
const walked = (provisions: readonly Provision[], depth = 0): Walked[] =>
  provisions.flatMap((provision) => [{ provision, depth }, ...walked(provision.children, depth + 1)]);

const plain = (text: string | null | undefined): Part[] => (text ? [["keep", text]] : []);
const line = ({ provision, depth }: Walked): Line => ({
  id: provision.id, from: [], kind: provision.kind, depth, number: provision.number, heading: plain(provision.heading), text: plain(provision.text),
  closing: plain(provision.closing), changes: [], to: null,
});

/** A version by itself, nothing marked. */
export const cleanLines = (provisions: readonly Provision[]): Line[] => walked(provisions).map(line);

/** A version marked against an older one, whose provisions go with its own as `pairs` say. */
export function markedLines(before: readonly Provision[], after: readonly Provision[], pairs: readonly Pair[]): Line[] {
  const old = new Map([...walk(before)].map((it) => [it.id, it]));
  const now = new Map([...walk(after)].map((it) => [it.id, it]));
  const pairOfNew = new Map(pairs.flatMap((pair) => pair.new.map((id) => [id, pair] as const)));
  const shown = walked(after).map((it) => marked(it, pairOfNew.get(it.provision.id), old, now));
  return withDeparted(shown, walked(before), pairs);
}

function marked(it: Walked, pair: Pair | undefined, old: ReadonlyMap<string, Provision>, now: ReadonlyMap<string, Provision>): Line {
  const sources = (pair?.old ?? []).map((id) => old.get(id)).filter((source) => source !== undefined);
  const { provision } = it;
  const [first] = sources;
  const words = (field: "heading" | "text" | "closing") => sources.map((source) => source[field] ?? "").filter(Boolean).join(" ");
  const siblings = (pair?.new ?? []).map((id) => now.get(id)?.text ?? "");
  const text = siblings.length > 1 ? share(words("text"), siblings, pair!.new.indexOf(provision.id)) : parts(words("text"), provision.text);
  return {
    ...line(it), from: pair?.old ?? [], changes: pair?.changes ?? ["added"], text,
    heading: parts(pair && pair.new[0] === provision.id ? (first?.heading ?? "") : "", provision.heading ?? ""), closing: parts(words("closing"), provision.closing ?? ""),
  };
}

const parts = (before: string, after: string): Part[] => (before === after ? plain(after) : redline(before, after));

/** Of a provision that was split: the part of the common redline that falls to one of the pieces. */
function share(before: string, pieces: readonly string[], which: number): Part[] {
  const start = pieces.slice(0, which).reduce((sum, it) => sum + it.length + 1, 0);
  return cutOut(redline(before, pieces.join(" ")), start, start + pieces[which]!.length);
}

/** The parts that make up `[start, end)` of the newer text; deletions go with the words that follow them. */
function cutOut(all: readonly Part[], start: number, end: number): Part[] {
  let at = 0;
  const kept: Part[] = [];
  for (const [what, words] of all) {
    if (what === "delete") {
      if (at >= start && at < end) kept.push([what, words]);
      continue;
    }
    const piece = words.slice(Math.max(0, start - at), Math.max(0, end - at));
    if (piece) kept.push([what, piece]);
    at += words.length;
  }
  return kept;
}

/** Put deleted provisions, and pointers to those that moved away, after the neighbour that they followed. */
function withDeparted(shown: Line[], before: readonly Walked[], pairs: readonly Pair[]): Line[] {
  const pairOfOld = new Map(pairs.flatMap((pair) => pair.old.map((id) => [id, pair] as const)));
  const placeOf = new Map(shown.map((it, index) => [it.id, index]));
  const leaving = new Map<number, Line[]>(); // by how many of the lines shown stand before them
  let neighbour = -1;
  let movedDepth = Infinity; // inside something that moved away, its parts need no pointers of their own
  let gone = { depth: Infinity, place: 0 }; // inside something deleted, its parts stay with it
  for (const it of before) {
    if (it.depth <= movedDepth) movedDepth = Infinity;
    if (it.depth <= gone.depth) gone = { depth: Infinity, place: 0 };
    const pair = pairOfOld.get(it.provision.id);
    const to = pair?.new[0] ?? null;
    const moved = to !== null && pair!.changes.includes("moved") && pair!.old[0] === it.provision.id;
    if (to === null || (moved && movedDepth === Infinity)) {
      const place = gone.depth < Infinity ? gone.place : afterUnit(shown, neighbour + 1, it.depth);
      leaving.set(place, [...(leaving.get(place) ?? []), departed(it, to)]);
      if (to === null && gone.depth === Infinity) gone = { depth: it.depth, place };
    }
    if (moved && movedDepth === Infinity) movedDepth = it.depth;
    else if (to !== null && movedDepth === Infinity) neighbour = placeOf.get(to) ?? neighbour;
  }
  return [...(leaving.get(0) ?? []), ...shown.flatMap((it, index) => [it, ...(leaving.get(index + 1) ?? [])])];
}

/** Past all that stands deeper: what left a chapter must not stand in the middle of an article. */
function afterUnit(shown: readonly Line[], from: number, depth: number) {
  let place = from;
  while (place > 0 && place < shown.length && shown[place]!.depth > depth) place += 1;
  return place;
}

const departed = ({ provision, depth }: Walked, to: string | null): Line => ({
  ...line({ provision, depth }), id: null, from: [provision.id], to, changes: [to === null ? "deleted" : "moved"],
  heading: to === null ? struck(provision.heading) : plain(provision.heading), text: to === null ? struck(provision.text) : [], closing: to === null ? struck(provision.closing) : [],
});
const struck = (text: string | null | undefined): Part[] => (text ? [["delete", text]] : []);

/** How many words came and went in a line: punctuation and space are not counted. */
export function changedWords(it: Line) {
  const all = [...it.heading, ...it.text, ...it.closing];
  const count = (kind: Part[0]) => all.filter(([what]) => what === kind).reduce((sum, [, words]) => sum + (words.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
  return { inserted: count("insert"), deleted: count("delete"), kept: count("keep") };
}

/** A unit of the text as the contents list it: a chapter, an article, an annex, with its lines. */
export type Unit = {
  head: Line; lines: Line[];
  /** Is this the rest of an article or preamble that began on the page before? */
  continued?: boolean;
};
const heads: ReadonlySet<Kind> = new Set(["preamble", "part", "title", "chapter", "section", "article", "annex"]);

/** Lines gathered under their articles and headings, in reading order. */
export function unitsOf(lines: readonly Line[]): Unit[] {
  const units: Unit[] = [];
  for (const it of lines) {
    if (heads.has(it.kind) || units.length === 0) units.push({ head: it, lines: [] });
    else units.at(-1)!.lines.push(it);
  }
  return units;
}

const length = (it: Line) => [...it.heading, ...it.text, ...it.closing].reduce((sum, [, words]) => sum + words.length, 60); // 60: its own markup, about
const unitLength = (it: Unit) => it.lines.reduce((sum, one) => sum + length(one), length(it.head));

/** Characters of text a page may hold, so that with markup and styles it stays under 60 kB compressed (bench/pages.ts). */
export const leafCharacters = 80_000;

/** The text cut into pages at articles, as few as may be; a chapter's heading stays with its first article. */
export function leavesOf(whole: readonly Unit[], limit = leafCharacters): Unit[][] {
  const units = whole.flatMap((it) => piecesOf(it, limit));
  const leaves: Unit[][] = [[]];
  let size = 0;
  for (const [index, unit] of units.entries()) {
    const next = units[index + 1];
    const together = unitLength(unit) + (isContainer(unit.head.kind) && next ? unitLength(next) : 0);
    const isUnderHeading = index > 0 && isContainer(units[index - 1]!.head.kind);
    if (size > 0 && !isUnderHeading && size + together > limit) {
      leaves.push([]);
      size = 0;
    }
    leaves.at(-1)!.push(unit);
    size += unitLength(unit);
  }
  return leaves;
}

/** A unit longer than a page, such as a preamble of two hundred recitals, in pieces; each breaks before something outermost. */
function piecesOf(unit: Unit, limit: number): Unit[] {
  if (unitLength(unit) <= limit) return [unit];
  const outermost = Math.min(...unit.lines.map((it) => it.depth));
  const pieces: Unit[] = [{ head: unit.head, lines: [] }];
  let size = length(unit.head);
  for (const it of unit.lines) {
    if (size + length(it) > limit && it.depth === outermost) {
      pieces.push({ head: unit.head, lines: [], continued: true });
      size = 0;
    }
    pieces.at(-1)!.lines.push(it);
    size += length(it);
  }
  return pieces;
}

const isContainer = (kind: Kind) => ["part", "title", "chapter", "section"].includes(kind);
