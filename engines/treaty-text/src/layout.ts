/**
 * A text laid out flat for comparison: from a tree of provisions to arrays, one place a provision in reading order, so
 * that everything under provision i stands at i + 1 … ends[i] - 1 and its words are one stretch of one array.
 *
 * Each provision has two fingerprints of 53 bits: of its own words, and of its words with all that stands under it.
 * Numbers are in neither, since renumbering is not a change of words; white space is not either. That two of 22,000
 * provisions share a fingerprint by chance happens in one of some 40 million texts.
 */

import type { Kind, Provision, TreatyText } from "./provision.ts";
import { type Vocabulary, wordIds } from "./tokens.ts";

/** Which provisions may be counterparts: a chapter of a part, a point of a paragraph, but an article only of an article. */
export const levels = { container: 0, preamble: 1, annex: 2, article: 3, recital: 4, below: 5 } as const;

const levelOfKind: Record<Kind, number> = {
  part: levels.container, title: levels.container, chapter: levels.container, section: levels.container,
  preamble: levels.preamble, annex: levels.annex, article: levels.article, recital: levels.recital,
  paragraph: levels.below, subparagraph: levels.below, point: levels.below,
};

export type Layout = {
  nodes: Provision[];
  /** Place of each id. */
  places: Map<string, number>;
  level: Uint8Array;
  /** Place of the provision it stands under, -1 at the top. */
  parent: Int32Array;
  /** Place after the last provision under it. */
  ends: Int32Array;
  /** All words; own words of i are words[from[i], ownTo[i]), with what stands below words[from[i], to[i]). */
  words: Int32Array;
  from: Int32Array;
  ownTo: Int32Array;
  to: Int32Array;
  ownPrint: Float64Array;
  treePrint: Float64Array;
  /** Places of the provisions under i, in order; `tops` those at the top. */
  children: number[][];
  tops: number[];
};

/** All words a provision calls its own, one a line: its heading, its text and what closes it. */
export const ownWords = (it: Provision): string => [it.heading, it.text, it.closing].filter(Boolean).join("\n");

/** Whether it is compared with all that stands under it: articles, annexes and recitals are. */
export function isWhole(layout: Layout, at: number): boolean {
  const level = layout.level[at]!;
  return level === levels.article || level === levels.annex || level === levels.recital;
}

/** The provisions of `text` laid out flat, their words taken into `vocabulary`. Refuses two provisions of one id. */
export function layoutOf(text: Pick<TreatyText, "provisions">, vocabulary: Vocabulary): Layout {
  const nodes: Provision[] = [];
  const children: number[][] = [];
  const parents: number[] = [];
  const visit = (provisions: readonly Provision[], parent: number): number[] =>
    provisions.map((it) => {
      const at = nodes.push(it) - 1;
      parents.push(parent);
      children.push([]);
      children[at] = visit(it.children, at);
      return at;
    });
  const tops = visit(text.provisions, -1);
  const layout: Layout = { ...emptyArrays(nodes.length), nodes, children, tops, parent: Int32Array.from(parents), places: placesOf(nodes) };
  layout.words = layWords(layout, vocabulary);
  for (let at = nodes.length - 1; at >= 0; at -= 1) closeProvision(layout, at);
  return layout;
}

const emptyArrays = (count: number) => ({
  words: new Int32Array(0), from: new Int32Array(count), ownTo: new Int32Array(count), to: new Int32Array(count),
  ends: new Int32Array(count), level: new Uint8Array(count), ownPrint: new Float64Array(count), treePrint: new Float64Array(count),
});

function placesOf(nodes: Provision[]): Map<string, number> {
  const places = new Map<string, number>();
  nodes.forEach((it, at) => {
    if (places.has(it.id)) throw new RangeError(`Two provisions bear the id "${it.id}"; ids must be unique in a text.`);
    places.set(it.id, at);
  });
  return places;
}

/** The words of all provisions one after the other; fills `from`, `ownTo`, `level`. */
function layWords(layout: Layout, vocabulary: Vocabulary): Int32Array {
  const stretches = layout.nodes.map((it) => wordIds(ownWords(it), vocabulary));
  const words = new Int32Array(stretches.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  stretches.forEach((stretch, place) => {
    words.set(stretch, at);
    layout.from[place] = at;
    at += stretch.length;
    layout.ownTo[place] = at;
    layout.level[place] = levelOfKind[layout.nodes[place]!.kind];
  });
  return words;
}

/** Where provision `at` ends, and its fingerprints; its children are closed before it. */
function closeProvision(layout: Layout, at: number): void {
  const last = layout.children[at]!.at(-1);
  layout.ends[at] = last === undefined ? at + 1 : layout.ends[last]!;
  layout.to[at] = last === undefined ? layout.ownTo[at]! : layout.to[last]!;
  const print = newPrint();
  for (let word = layout.from[at]!; word < layout.ownTo[at]!; word += 1) stir(print, layout.words[word]!);
  layout.ownPrint[at] = valueOf(print);
  for (const child of layout.children[at]!) {
    stir(print, -1 - layout.level[child]!);
    stir(print, layout.treePrint[child]! / lowHalf);
    stir(print, layout.treePrint[child]! % lowHalf);
  }
  layout.treePrint[at] = valueOf(print);
}

/** Two hashes of 32 bits with different constants; together 53 bits, which is what a number holds exactly. */
type Print = { high: number; low: number };

const lowHalf = 2 ** 21;
const newPrint = (): Print => ({ high: 0x1b873593, low: 0x2545f491 });
const valueOf = ({ high, low }: Print): number => (high >>> 0) * lowHalf + (low >>> 11);

function stir(print: Print, value: number): void {
  print.high = Math.imul(print.high ^ value, 0x5bd1e995) ^ (print.high >>> 15);
  print.low = Math.imul(print.low ^ value, 0x01000193) ^ (print.low >>> 13);
}
