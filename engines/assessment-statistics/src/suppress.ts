// Which cells to hide beside those that must be hidden, so that no hidden one that matters can be worked out to within a range that is too narrow. Hiding as
// much as can be comes first: every cell with a count above 0 that may be hidden. Then cells are shown again, the largest first, as long as for each cell
// that matters two worlds remain, whole and in agreement with all that is shown, in which it differs by the width that is asked for. A world is
// a set of cells: as long as all of them stay hidden it stands, so that showing a cell asks only about those whose worlds it is part of. First
// worlds made of cubes alone are looked for (see cube-moves.ts), several cells shown at a time; then others by the simplex method (world-search.ts).
// What is left cannot show any one cell more by this search. It is near the least, not proven to be it: see fewest.ts for that.
import { cubesOf } from "./cube-moves.ts";
import { sumsAmongHidden, type System } from "./frequency-table.ts";
import { type WorldSearch, worldSearch } from "./world-search.ts";

/** By cell of the system: which matter, which have to be hidden, which are shown whatever is hidden; and how far apart two worlds have to be. */
export type Task = { primary: Uint8Array; mustHide: Uint8Array; mustShow: Uint8Array; width: number };

/** Which cells are hidden; `open`: those that matter and could not be protected whatever is hidden. */
export type Pattern = { hidden: Uint8Array; open: number[] };

/** Steps of the search for a world, and for a cell with a large count, which is worth more. With more steps fewer cells are hidden, in more time: 12 keeps a table of 2,457 cells to some two seconds. */
const steps = 12;
const stepsForLarge = 36;
const large = 30;
/** Steps at the start, where a cell that fails is given up. */
export const stepsAtStart = 400;
/** Cells shown until the search is made anew, since exchanges fill it up. */
const renewAfter = 5;

/** The worlds of each cell that matters, as the cells that they need. */
type Worlds = Map<number, ReadonlySet<number>>;

/** A pattern for a task. It comes out the same every time. */
export function patternFor(system: System, task: Task): Pattern {
  const begun = start(system, task, (cell) => system.counts[cell]! > 0);
  const all = begun.open.length === 0 ? begun : start(system, task, () => true);
  const { hidden, worlds, open } = all.open.length < begun.open.length ? all : begun;
  const order = [...worlds.keys()];
  showByCubes(system, task, hidden, worlds, order);
  showBySearch(system, task, hidden, worlds, order);
  return { hidden, open };
}

const isPrimary = ({ primary }: Task) => Array.from(primary.keys()).filter((cell) => primary[cell] === 1);
/** The cells that may be shown again, the largest first. */
const mayBeShown = ({ counts }: System, { mustHide, primary }: Task, hidden: Uint8Array) =>
  Array.from(hidden.keys()).filter((cell) => hidden[cell] === 1 && mustHide[cell] === 0 && primary[cell] === 0).toSorted((a, b) => counts[b]! - counts[a]! || a - b);

/** As much hidden as may be, and the worlds there are then. */
function start(system: System, task: Task, mayHide: (cell: number) => boolean): { hidden: Uint8Array; worlds: Worlds; open: number[] } {
  const hidden = Uint8Array.from(system.counts, (_, cell) => (task.mustShow[cell] === 0 && (task.primary[cell] === 1 || task.mustHide[cell] === 1 || mayHide(cell)) ? 1 : 0));
  const byCubes = cubesOf(system, hidden, task.width);
  const worlds: Worlds = new Map();
  const open: number[] = [];
  let search: Search | null = null;
  for (const cell of isPrimary(task)) {
    const found = byCubes(cell) ?? (search ??= searchIn(system, hidden)).shows(cell, task.width, stepsAtStart);
    if (found) worlds.set(cell, found);
    else open.push(cell);
  }
  return { hidden, worlds, open };
}

/** Show as many cells at a time as can be; half as many where that fails. */
function showByCubes(system: System, task: Task, hidden: Uint8Array, worlds: Worlds, order: number[]): void {
  const byCubes = cubesOf(system, hidden, task.width);
  const cells = mayBeShown(system, task, hidden);
  let [at, size] = [0, Math.max(1, cells.length >> 2)];
  while (at < cells.length) {
    const some = cells.slice(at, at + size);
    for (const it of some) hidden[it] = 0;
    const isShown = renew(worlds, order, some, byCubes);
    if (!isShown) for (const it of some) hidden[it] = 1;
    if (isShown || size === 1) at += some.length;
    size = isShown ? size * 2 : Math.max(1, size >> 1);
  }
}

/** Show one cell after the other, where the worlds it is part of can be replaced. */
function showBySearch(system: System, task: Task, hidden: Uint8Array, worlds: Worlds, order: number[]): void {
  const byCubes = cubesOf(system, hidden, task.width);
  let [search, shown] = [searchIn(system, hidden), 0];
  for (const cell of mayBeShown(system, task, hidden)) {
    if (shown === renewAfter) [search, shown] = [searchIn(system, hidden), 0];
    hidden[cell] = 0;
    search.hold(cell);
    const most = system.counts[cell]! > large ? stepsForLarge : steps;
    const isShown = renew(worlds, order, [cell], (it) => byCubes(it) ?? search.shows(it, task.width, most));
    if (isShown) search.accept();
    else search.release();
    hidden[cell] = isShown ? 0 : 1;
    shown += isShown ? 1 : 0;
  }
}

/** Replace the worlds that need one of `shown`; false, and nothing replaced, where one cannot be. Who fails is asked first the next time. */
function renew(worlds: Worlds, order: number[], shown: readonly number[], find: (cell: number) => ReadonlySet<number> | null): boolean {
  const fresh: [number, ReadonlySet<number>][] = [];
  for (const [at, cell] of order.entries()) {
    if (!shown.some((it) => worlds.get(cell)!.has(it))) continue;
    const found = find(cell);
    if (!found) {
      order.unshift(...order.splice(at, 1));
      return false;
    }
    fresh.push([cell, found]);
  }
  for (const [cell, found] of fresh) worlds.set(cell, found);
  return true;
}

type Search = Pick<WorldSearch, "hold" | "release" | "accept"> & { shows(cell: number, width: number, steps: number): Set<number> | null };

/** A search among the hidden cells, by their numbers in the system. */
export function searchIn({ counts, equations }: System, pattern: Uint8Array): Search {
  const { hidden, sums } = sumsAmongHidden(Array.from(counts, (it, cell) => (pattern[cell] === 1 ? null : it)), equations);
  const numberOf = new Map(hidden.map((cell, at) => [cell, at]));
  const search = worldSearch(sums, Float64Array.from(hidden, (cell) => counts[cell]!));
  return {
    hold: (cell) => search.hold(numberOf.get(cell)!), release: search.release, accept: search.accept,
    shows(cell, width, steps) {
      const found = search.showsWidth(numberOf.get(cell)!, width, steps);
      return found && new Set(found.map((it) => hidden[it]!));
    },
  };
}
