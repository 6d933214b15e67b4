// A network as one column of names with an arc for each tie: every name stands level and is read whole, whatever its language,
// and the same ties make the same drawing. Bodies that work together stand near each other; groups with no tie between them apart.
import type { Tie } from "./network.ts";

/** Where a body stands, in pixels of the drawing. */
export type Node = { id: string; x: number; y: number };
/** A tie as the path of an SVG, and how strong it is, from 1 to 4. */
export type Arc = Tie & { path: string; strength: 1 | 2 | 3 | 4 };
export type Drawing = { width: number; height: number; nodes: Node[]; arcs: Arc[] };

/** Pixels: a column for names of 36 letters, arcs beside it, and a line of text for each body. */
const measures = { width: 640, names: 350, line: 28, between: 16, edge: 20, radius: 6, narrowest: 26 } as const;
export const radius = measures.radius;
/** Arcs reach so far from the column of names. */
const reach = measures.width - measures.names - measures.edge;

/** How many bodies each is tied to by how much. */
function neighboursOf(ties: readonly Tie[]): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>();
  const note = (one: string, other: string, partnerships: number) => void all.set(one, (all.get(one) ?? new Map<string, number>()).set(other, partnerships));
  for (const { one, other, partnerships } of ties) { note(one, other, partnerships); note(other, one, partnerships); }
  return all;
}

/** Groups of bodies with no tie between them, the largest first; within a group, each after those whom it works with most. */
export function ordered(ties: readonly Tie[]): string[][] {
  const neighbours = neighboursOf(ties);
  const weight = (it: string) => [...neighbours.get(it)!.values()].reduce((sum, one) => sum + one, 0);
  const byWeight = [...neighbours.keys()].toSorted((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1));
  const placed = new Set<string>();
  const groups: string[][] = [];
  for (const first of byWeight) {
    if (placed.has(first)) continue;
    const group = [];
    for (let next: string | undefined = first; next !== undefined; next = closest(neighbours, placed)) { placed.add(next); group.push(next); }
    groups.push(group);
  }
  return groups.toSorted((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
}

/** Of the bodies not placed, the one that is tied most to those that are; undefined when none is. */
function closest(neighbours: ReadonlyMap<string, ReadonlyMap<string, number>>, placed: ReadonlySet<string>): string | undefined {
  const ties = [...neighbours].filter(([it]) => !placed.has(it)).map(([it, to]) => [it, [...to].reduce((sum, [one, partnerships]) => (placed.has(one) ? sum + partnerships : sum), 0)] as const);
  return ties.filter(([, sum]) => sum > 0).toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}

const strengthOf = (partnerships: number) => (partnerships >= 5 ? 4 : partnerships >= 3 ? 3 : partnerships === 2 ? 2 : 1);

/** The drawing of these ties. `mirrored`: names at the right, as they are read in Arabic. */
export function drawingOf(ties: readonly Tie[], mirrored: boolean): Drawing {
  const { width, names, line, between, edge } = measures;
  const x = mirrored ? width - names : names;
  const nodes = ordered(ties).flatMap((group, index) => group.map((id) => ({ id, x, y: 0, group: index }))).map(({ group, ...it }, index) => ({ ...it, y: edge + index * line + group * between }));
  const levels = new Map(nodes.map((it) => [it.id, it.y]));
  const longest = Math.max(1, ...ties.map((it) => Math.abs(levels.get(it.one)! - levels.get(it.other)!)));
  const arcs = ties.map((it) => ({ ...it, path: arc(x, levels.get(it.one)!, levels.get(it.other)!, longest, mirrored), strength: strengthOf(it.partnerships) } satisfies Arc));
  return { width, height: (nodes.at(-1)?.y ?? 0) + edge, nodes, arcs };
}

/** Half an ellipse from one level to another, the wider the further they are apart. */
function arc(x: number, one: number, other: number, longest: number, mirrored: boolean): string {
  const [top, bottom] = [Math.min(one, other), Math.max(one, other)];
  const from = mirrored ? x - measures.radius : x + measures.radius;
  const wide = measures.narrowest + (reach - measures.radius - measures.narrowest) * ((bottom - top) / longest);
  return `M${from} ${top}A${Math.round(wide)} ${(bottom - top) / 2} 0 0 ${mirrored ? 0 : 1} ${from} ${bottom}`;
}

/** A name as it fits beside the drawing: letters of China and its neighbours are twice as wide as others. */
export function fitted(name: string): string {
  const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;
  let room = 36;
  let kept = "";
  for (const it of new Intl.Segmenter().segment(name)) {
    room -= wide.test(it.segment) ? 2 : 1;
    if (room < 0) return `${kept.trimEnd()}…`;
    kept += it.segment;
  }
  return kept;
}
