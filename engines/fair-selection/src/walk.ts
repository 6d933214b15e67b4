// Expected members into a lottery over whole panels, by walking from face to face (Carathéodory's theorem made a method [1, section 6.5]): find a
// whole panel that keeps every bound which the rest of the expectation keeps exactly, take as much of it as leaves the rest within bounds,
// go on with the rest. Each step brings one more bound to be kept exactly, so there are no more panels than types and rows.
// The panel is sought by local search; where that finds none the walk ends, with a share of the lottery left.
// [1] Grötschel, Lovász, Schrijver, Geometric Algorithms and Combinatorial Optimization (Springer 1988).
import type { Counts, Instance } from "./instance.ts";
import { fractionsFrom } from "./numbers.ts";
import { type Box, searchOf } from "./search.ts";

/** Panels with their shares of the lottery, and the share for which no panel was found: 0 where all went well. `trail`: where each step began. */
export type Walk = { panels: Counts[]; shares: number[]; left: number; trail: Place[] };

/** A place on a walk: the expectation that is still to be given, and the share of the lottery that is to give it. */
export type Place = { rest: Float64Array; left: number };

/** What is left of the lottery when this is: less than anybody's chance is printed with. */
const enough = 1e-10;
/** How far from a bound counts as at it. The rest of the expectation is divided by the rest of the lottery, and so are its rounding errors. */
export const tight = (left: number) => Math.max(1e-9, 1e-14 / left);
/** Tries of the local search from different starts, and moves in each: with 400 moves the hardest stand-ins of bench/selection.ts ended at once, 6,000 took longer. */
const tries = 3;
const movesATry = 2500;

/** Walk from the expected members; another `luck` (a whole number, not 0) walks another way. */
export function walk(instance: Instance, members: Float64Array, luck: number): Walk {
  const search = searchOf(instance.rows, instance.types.map((it) => it.rows));
  const fraction = fractionsFrom(luck);
  const made: Walk = { panels: [], shares: [], left: 1, trail: [] };
  let rest = Float64Array.from(members);

  /** The first try starts from the last panel, which breaks little more than the bound that is new; the others from the rest, rounded by chance. */
  function panelIn(box: Box): Counts | null {
    for (let attempt = 0; attempt < tries; attempt++) {
      const last = attempt === 0 ? made.panels.at(-1) : undefined;
      const start = Array.from(rest, (it, type) => Math.min(box.upper[type]!, Math.max(box.lower[type]!, last ? last[type]! : Math.floor(it + fraction()))));
      const found = search(box, start, movesATry, fraction);
      if (found) return found;
    }
    return null;
  }

  while (made.left > enough) {
    const totals = expectedTotals(instance, rest);
    const box = faceOf(instance, rest, totals, tight(made.left));
    const panel = panelIn(box);
    if (panel === null) return made;
    const step = lengthOf(panel, box, rest, totals, instance);
    made.trail.push({ rest, left: made.left });
    made.panels.push(panel);
    made.shares.push(made.left * step);
    if (step >= 1 - 1e-12) return { ...made, left: 0 };
    rest = rest.map((it, type) => Math.max(0, (it - step * panel[type]!) / (1 - step)));
    made.left *= 1 - step;
  }
  return made;
}

const expectedTotals = ({ rows }: Instance, members: Float64Array) => rows.map((row) => row.types.reduce((sum, type) => sum + members[type]!, 0));

/** The bounds, with those closed that the rest keeps exactly. */
function faceOf({ types, rows }: Instance, rest: Float64Array, totals: readonly number[], tolerance: number): Box {
  const upper = Int32Array.from(types, (it, type) => (rest[type]! < tolerance ? 0 : it.people.length));
  return {
    upper, lower: Int32Array.from(upper, (it, type) => (rest[type]! > it - tolerance ? it : 0)),
    rowMin: Int32Array.from(rows, (it, row) => (totals[row]! > it.max - tolerance ? it.max : it.min)),
    rowMax: Int32Array.from(rows, (it, row) => (totals[row]! < it.min + tolerance ? it.min : it.max)),
  };
}

/** The largest share of the panel that leaves the rest within bounds. */
function lengthOf(panel: Counts, box: Box, rest: Float64Array, totals: readonly number[], { types, rows }: Instance): number {
  let step = 1;
  const keep = (value: number, at: number, min: number, max: number) => {
    if (value > at && value > min) step = Math.min(step, (at - min) / (value - min));
    if (value < at && value < max) step = Math.min(step, (max - at) / (max - value));
  };
  for (const [type, { people }] of types.entries()) if (box.lower[type]! < box.upper[type]!) keep(panel[type]!, rest[type]!, 0, people.length);
  for (const [row, { min, max }] of rows.entries()) {
    if (box.rowMin[row] === box.rowMax[row]) continue;
    keep(rows[row]!.types.reduce((sum, type) => sum + panel[type]!, 0), totals[row]!, min, max);
  }
  return step;
}
