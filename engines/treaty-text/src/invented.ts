/**
 * Invented treaties and seeded edits of them with the true alignment, for tests and benches; no part of the engine.
 *
 * From a seed to a text of chapters, articles, paragraphs and points in invented words (frequent ones as frequent as
 * Zipf has it), or to an edited version of any text: a fifth of the provisions with 3 to 35 % of their words changed,
 * 2 % split, 2 % merged, 3 % deleted, 3 % inserted, five articles moved, and everything numbered anew. These are the
 * rates of the house's benchmark `mkpairs.py`, on trees instead of lines.
 */

import { type Kind, type Provision, type TreatyText, walk } from "./provision.ts";

/** Numbers from 0 to 1, the same for a seed for ever (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const upTo = (chance: () => number, limit: number) => Math.floor(chance() * limit);
const oneOf = <T>(chance: () => number, values: readonly T[]): T => values[upTo(chance, values.length)]!;

const syllables = ["ba", "con", "de", "fa", "gri", "ho", "in", "ju", "ker", "lo", "mi", "nor", "pa", "qua", "re", "sti", "tu", "ver", "xan", "zo"];
const shortWords = ["of", "the", "and", "to", "in", "or", "shall", "its", "for", "by", "with", "a"];

const invent = (chance: () => number) => Array.from({ length: 2 + upTo(chance, 3) }, () => oneOf(chance, syllables)).join("");

/** A drawer of words: two in five short and frequent, the others from a stock where the first are far more frequent. */
function speaker(chance: () => number, stock = 4000): () => string {
  const words = Array.from({ length: stock }, () => invent(chance));
  return () => (chance() < 0.4 ? oneOf(chance, shortWords) : words[Math.floor(stock ** chance()) - 1]!);
}

function sentence(chance: () => number, say: () => string, length: number): string {
  const words = Array.from({ length }, (_, at) => say() + (at % 9 === 8 && at < length - 1 && chance() < 0.7 ? "," : ""));
  const text = words.join(" ");
  return text[0]!.toUpperCase() + text.slice(1);
}

const provision = (kind: Kind, text: string, children: Provision[] = [], heading: string | null = null): Provision => ({
  id: "", kind, number: null, heading, text, children,
});

/** A treaty of so many articles in invented words, eight articles a chapter; about nine provisions an article. */
export function inventTreaty(seed: number, articles: number): TreatyText {
  const chance = chanceOf(seed);
  const say = speaker(chance);
  const point = () => provision("point", `${sentence(chance, say, 3 + upTo(chance, 22))};`);
  const paragraph = () => {
    const points = chance() < 0.3 ? Array.from({ length: 2 + upTo(chance, 6) }, point) : [];
    return provision("paragraph", sentence(chance, say, 8 + upTo(chance, 60)) + (points.length ? ":" : "."), points);
  };
  const article = () =>
    provision("article", "", Array.from({ length: 1 + upTo(chance, 7) }, paragraph), sentence(chance, say, 1 + upTo(chance, 5)));
  const chapters = Array.from({ length: Math.ceil(articles / 8) }, (_, at) =>
    provision("chapter", "", Array.from({ length: Math.min(8, articles - 8 * at) }, article), sentence(chance, say, 3)));
  return textOf(chapters);
}

/** A text of these provisions, all numbered and named anew. */
export function textOf(provisions: Provision[]): TreatyText {
  number(provisions, "", { article: 0 });
  return { title: null, language: null, provisions, fidelity: { charactersIn: 0, charactersKept: 0, doubts: [] } };
}

const shortNames: Record<Kind, string> = {
  preamble: "preamble", recital: "rec", part: "part", title: "title", chapter: "chp", section: "sec", article: "art",
  paragraph: "para", subparagraph: "subpara", point: "point", annex: "annex",
};

/** Numbers and ids by place; articles count through. */
function number(provisions: Provision[], prefix: string, count: { article: number }): void {
  const seen = new Map<Kind, number>();
  for (const it of provisions) {
    seen.set(it.kind, (seen.get(it.kind) ?? 0) + 1);
    it.number = String(it.kind === "article" ? (count.article += 1) : seen.get(it.kind));
    const isOutermost = it.kind === "article" || it.kind === "recital";
    it.id = `${prefix && !isOutermost ? `${prefix}__` : ""}${shortNames[it.kind]}_${it.number}`;
    number(it.children, it.id, count);
  }
}

/** An old text, a new one, and which provision of the old became which of the new, as pairs of ids. */
export type Versions = { before: TreatyText; after: TreatyText; links: [string, string][]; changed: [string, string][] };

/** A seeded edit of `before` with its true alignment, provision by provision. */
export function editVersion(before: TreatyText, seed: number): Versions {
  const chance = chanceOf(seed);
  const vocabulary = [...walk(before.provisions)].flatMap((it) => it.text.match(/\p{L}{4,}/gu) ?? []);
  const sources = new Map<Provision, Provision[]>();
  const copies = before.provisions.map((it) => copy(it, sources));
  for (let move = 0; move < 5; move += 1) moveArticle(copies, chance);
  const edited = editSiblings(copies, { chance, vocabulary, texts: [...walk(before.provisions)].map((it) => it.text).filter((it) => it.length > 20), sources });
  const after = textOf(edited);
  const links: [string, string][] = [];
  const changed: [string, string][] = [];
  for (const it of walk(after.provisions))
    for (const old of sources.get(it) ?? []) {
      links.push([old.id, it.id]);
      if (old.text !== it.text) changed.push([old.id, it.id]);
    }
  return { before, after, links, changed };
}

function copy(it: Provision, sources: Map<Provision, Provision[]>): Provision {
  const made = { ...it, children: it.children.map((child) => copy(child, sources)) };
  sources.set(made, [it]);
  return made;
}

function moveArticle(provisions: Provision[], chance: () => number): void {
  const homes = [{ children: provisions }, ...walk(provisions)].filter((it) => it.children.some((child) => child.kind === "article"));
  if (homes.length === 0) return;
  const from = oneOf(chance, homes).children;
  const [moved] = from.splice(upTo(chance, from.length), 1);
  const to = oneOf(chance, homes).children;
  if (moved) to.splice(upTo(chance, to.length + 1), 0, moved);
}

type Editor = { chance: () => number; vocabulary: string[]; texts: string[]; sources: Map<Provision, Provision[]> };

/** The siblings as the new text has them: each deleted, preceded by a new one, split, merged with the next, edited or kept. */
function editSiblings(siblings: Provision[], editor: Editor): Provision[] {
  const out: Provision[] = [];
  for (let at = 0; at < siblings.length; at += 1) {
    const it = siblings[at]!;
    const isLeaf = it.children.length === 0 && it.text !== "";
    it.children = editSiblings(it.children, editor);
    const fate = isLeaf ? editor.chance() : 1;
    const words = it.text.split(" ").length;
    const next = siblings[at + 1];
    if (fate < 0.03 && words > 4) continue;
    if (fate >= 0.03 && fate < 0.06) out.push(inserted(it.kind, editor));
    if (fate >= 0.06 && fate < 0.08 && words > 24) out.push(...halves(it, editor));
    else if (fate >= 0.08 && fate < 0.1 && next?.children.length === 0) out.push(mergedWith(it, siblings[++at]!, editor));
    else {
      if (fate >= 0.1 && fate < 0.3) it.text = reword(it.text, oneOf(editor.chance, [0.03, 0.08, 0.15, 0.25, 0.35]), editor);
      out.push(it);
    }
  }
  return out;
}

const inserted = (kind: Kind, editor: Editor) => provision(kind, reword(oneOf(editor.chance, editor.texts), 0.9, editor));

function halves(it: Provision, { sources }: Editor): Provision[] {
  const cuts = [...it.text.matchAll(/[;,.] /g)].map((found) => found.index + 2);
  const middle = it.text.length / 2;
  const cut = cuts.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? it.text.indexOf(" ", middle);
  return [it.text.slice(0, cut), it.text.slice(cut)].map((text) => {
    const half = { ...it, text: text.trim(), children: [] };
    sources.set(half, sources.get(it)!);
    return half;
  });
}

function mergedWith(it: Provision, next: Provision, { sources }: Editor): Provision {
  const both = { ...it, text: `${it.text} ${next.text}`, children: [] };
  sources.set(both, [...sources.get(it)!, ...sources.get(next)!]);
  return both;
}

/** The text with about `rate` of its words exchanged (half), dropped or added to. */
export function reword(text: string, rate: number, { chance, vocabulary }: Pick<Editor, "chance" | "vocabulary">): string {
  const words = text.split(" ").flatMap((word) => {
    const fate = chance();
    if (fate < rate * 0.5) return [oneOf(chance, vocabulary)];
    if (fate < rate * 0.75) return [];
    return fate < rate ? [word, oneOf(chance, vocabulary)] : [word];
  });
  return words.join(" ") || text;
}

/** How well pairs tell the truth: F1 of the links over all provisions, and the share found of those whose words changed. */
export function scorePairs(pairs: readonly { old: readonly string[]; new: readonly string[] }[], { links, changed }: Versions) {
  const found = new Set(pairs.flatMap((pair) => pair.old.flatMap((old) => pair.new.map((young) => `${old} ${young}`))));
  const hits = links.filter((link) => found.has(link.join(" "))).length;
  const precision = hits / Math.max(1, found.size);
  const recall = hits / Math.max(1, links.length);
  return {
    precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    recallOnChanged: changed.filter((link) => found.has(link.join(" "))).length / Math.max(1, changed.length),
  };
}
