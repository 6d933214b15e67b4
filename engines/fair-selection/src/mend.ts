// A walk that came to where no panel is found, mended from behind. Most of its panels may stay: as many of its last steps are taken back as
// leave several times the share that was left, from there some other walks are tried, and a linear program mixes what they all found. The rest
// of the expectation has few types that are open, so the program is small. Where that does not do, more steps are taken back, and so on to the first.
import { type Aim, bestLottery } from "./columns.ts";
import type { Counts, Instance } from "./instance.ts";
import type { Solver } from "./solver.ts";
import { type Place, tight, walk, type Walk } from "./walk.ts";

/** Panels with their shares. */
export type Mixed = { panels: Counts[]; shares: number[] };

/** How many times more is left at each further way back, and the walks that are tried from each place. */
const further = 4;
const walksAPlace = 3;
/** What counts as giving the chances asked for. */
const small = 1e-8;

/** The whole lottery with another end; null where no mixture of what was found gives it. All panels found are put into `known`. */
export async function mended(instance: Instance, walked: Walk, luck: number, known: Map<string, Counts>, solver: () => Promise<Solver>): Promise<Mixed | null> {
  for (let share = walked.left * further; share < 1; share *= further) {
    const from = walked.trail.findLastIndex((it) => it.left > share);
    if (from < 0) return null;
    const ended = await anotherEnd(instance, walked, from, luck, known, solver);
    if (ended) return { panels: [...walked.panels.slice(0, from), ...ended.panels], shares: [...walked.shares.slice(0, from), ...ended.shares.map((it) => it * walked.trail[from]!.left)] };
  }
  return null;
}

async function anotherEnd(instance: Instance, walked: Walk, from: number, luck: number, known: Map<string, Counts>, solver: () => Promise<Solver>): Promise<Mixed | null> {
  const place = walked.trail[from]!;
  for (let other = 1; other <= walksAPlace; other++) {
    const found = walk(instance, place.rest, luck + other * (from + 1));
    for (const panel of found.panels) known.set(panel.join(), panel);
    if (found.left < small) return found;
    const mixed = mixtureAt(instance, place, [...known.values()], await solver());
    if (mixed) return mixed;
  }
  return null;
}

/** The expectation at a place as a mixture of those panels that keep to its face; null where they do not give it. */
export function mixtureAt(instance: Instance, { rest, left }: Place, panels: readonly Counts[], solver: Solver): Mixed | null {
  const tolerance = tight(left);
  const isNone = (type: number) => rest[type]! < tolerance;
  const isAll = (type: number) => rest[type]! > instance.types[type]!.people.length - tolerance;
  const types = [...instance.types.keys()];
  const open = types.filter((it) => !isNone(it) && !isAll(it));
  const fitting = panels.filter((panel) => types.every((it) => (isNone(it) ? panel[it] === 0 : !isAll(it) || panel[it] === instance.types[it]!.people.length)));
  if (fitting.length === 0) return null;
  const part: Instance = { ...instance, types: open.map((it) => instance.types[it]!) };
  const aim: Aim = { floor: Float64Array.from(open, (it) => rest[it]! / instance.types[it]!.people.length), rises: new Uint8Array(open.length).fill(1), most: 0 };
  const { z, shares } = bestLottery(part, aim, fitting.map((panel) => open.map((it) => panel[it]!)), solver, 0);
  return z > -small ? { panels: fitting, shares } : null;
}
