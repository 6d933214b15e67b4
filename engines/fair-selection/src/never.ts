// Types of which no panel can have anybody, however much the quotas seem to leave room: fractions of people would do, whole people do not. Each
// type that is on no panel known is sought on one, by local search first and by an integer program where that finds none; what the program shows to
// be impossible has a chance of 0, and the draw goes on without it.
import type { Counts, Instance } from "./instance.ts";
import { fractionsFrom } from "./numbers.ts";
import { searchOf } from "./search.ts";
import type { Solver } from "./solver.ts";

/** Moves of the local search for one type, and nodes of the program: a type that neither finds nor rules out counts as one that may be drawn. */
const moves = 500;
const nodes = 20_000;

/** The types of which no panel has anybody, in order; panels that are found on the way are put into `known`. */
export function typesOnNoPanel(instance: Instance, known: Map<string, Counts>, solver: Solver): number[] {
  const isSeen = new Uint8Array(instance.types.length);
  const see = (panel: Counts) => {
    known.set(panel.join(), panel);
    for (const [type, count] of panel.entries()) if (count > 0) isSeen[type] = 1;
  };
  for (const panel of known.values()) see(panel);
  const nearby = nearbyIn(instance);
  return [...instance.types.keys()].filter((type) => {
    if (isSeen[type]) return false;
    const found = nearby(type, [...known.values()].at(-1)) ?? byProgram(instance, type, solver);
    if (found !== null && found !== "impossible") see(found);
    return found === "impossible";
  });
}

function nearbyIn({ types, rows, size }: Instance): (type: number, near: Counts | undefined) => Counts | null {
  const search = searchOf(rows, types.map((it) => it.rows));
  const fraction = fractionsFrom(size);
  const [rowMin, rowMax] = [Int32Array.from(rows, (it) => it.min), Int32Array.from(rows, (it) => it.max)];
  return (type, near) => {
    const [lower, upper] = [Int32Array.from(types, (_, at) => (at === type ? 1 : 0)), Int32Array.from(types, (it) => it.people.length)];
    const start = types.map((_, at) => Math.max(lower[at]!, near?.[at] ?? 0));
    return search({ lower, upper, rowMin, rowMax }, start, moves, fraction);
  };
}

/** A panel with somebody of the type, by a program; null where it was not finished. */
function byProgram({ types, rows }: Instance, wanted: number, solver: Solver): Counts | "impossible" | null {
  const found = solver.solve({
    columns: types.map((it, type) => ({ cost: type === wanted ? 1 : 0, lower: type === wanted ? 1 : 0, upper: it.people.length, isWhole: true, entries: it.rows.map((row) => [row, 1] as const) })),
    rows: rows.map(({ min, max }) => ({ min, max })),
  }, { nodes, solutions: 1 });
  if (typeof found === "string") return found === "impossible" ? found : null;
  return Array.from(found.values, Math.round);
}

/** The instance without some types, in the order that the others have. */
export function withoutTypes(instance: Instance, out: readonly number[]): { part: Instance; kept: number[] } {
  const kept = [...instance.types.keys()].filter((it) => !out.includes(it));
  const place = new Map(kept.map((type, at) => [type, at]));
  const rows = instance.rows.map((it) => ({ ...it, types: it.types.flatMap((type) => place.get(type) ?? []) }));
  return { part: { ...instance, types: kept.map((it) => instance.types[it]!), rows }, kept };
}
