// The fewest cells to hide, for small tables: an integer program in which each cell is hidden or not, and whose constraints come one by one [1]. A pattern is
// tried; where a cell that matters can still be told too closely, the linear program that shows it has, as its dual, a weight for every cell, by which
// any pattern whatever gives that cell no wider a range than the weights of its hidden cells sum to. That sum has to be the width at least, which is the next
// constraint. It ends with the fewest cells there are, where linear programs are the judge; then whole worlds are looked for in that
// pattern too, and where there are not enough of them the pattern that was there before stays. Among patterns of as many cells the one with the
// smaller counts is taken. [1] Fischetti and Salazar-González, “Solving the cell suppression problem on tabular data with linear constraints”,
// Management Science 47(7), 2001; it departs from it in capping how far other cells may rise at a multiple of the width, which keeps weights small.
import type { Highs, Model } from "highs";
import { cubesOf } from "./cube-moves.ts";
import type { System } from "./frequency-table.ts";
import { loadHighs } from "./solver.ts";
import { type Pattern, searchIn, stepsAtStart, type Task } from "./suppress.ts";

/** Up to so many cells tables are small: with 60 in three dimensions the integer programs took half a minute. */
export const smallTable = 48;
/** Rounds of constraints, and nodes of each integer program, after which the pattern that was there before stays. */
const rounds = 25;
const nodes = 300;
/** Other cells may rise by so many times the width. */
const rise = 4;
const nearly = 1e-6;

type Constraint = { cells: number[]; weights: number[] };

/** A pattern with the fewest cells, or `before` where none with fewer is found within the limits. */
export async function fewestHidden(system: System, task: Task, before: Pattern): Promise<Pattern> {
  if (system.counts.length > smallTable || before.open.length > 0 || task.primary.every((it) => it === 0)) return before;
  const highs = await loadHighs();
  const attack = attacker(highs, system, task.width);
  const constraints: Constraint[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const hidden = cheapest(highs, system, task, constraints);
      if (!hidden || sizeOf(hidden) >= sizeOf(before.hidden)) return before;
      const violated = primaryOf(task).flatMap((cell) => attack.constraintFor(cell, hidden) ?? []);
      if (violated.length === 0) return hasWholeWorlds(system, task, hidden) ? { hidden, open: [] } : before;
      constraints.push(...violated);
    }
    return before;
  } finally {
    attack.close();
  }
}

const sizeOf = (hidden: Uint8Array) => hidden.reduce((sum, it) => sum + it, 0);
const primaryOf = ({ primary }: Task) => Array.from(primary.keys()).filter((cell) => primary[cell] === 1);

function hasWholeWorlds(system: System, task: Task, hidden: Uint8Array): boolean {
  const [byCubes, search] = [cubesOf(system, hidden, task.width), searchIn(system, hidden)];
  return primaryOf(task).every((cell) => byCubes(cell) ?? search.shows(cell, task.width, stepsAtStart));
}

/** The pattern that hides fewest and keeps all constraints; null where none is found. */
function cheapest(highs: Highs, { counts }: System, { primary, mustHide, mustShow }: Task, constraints: readonly Constraint[]): Uint8Array | null {
  const all = counts.reduce((sum, it) => sum + it, 1);
  const entries: [row: number, weight: number][][] = Array.from(counts, () => []);
  for (const [row, { cells, weights }] of constraints.entries()) for (const [at, cell] of cells.entries()) entries[cell]!.push([row, weights[at]!]);
  const model = highs.createModel({
    numCols: counts.length, numRows: constraints.length, sense: highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from(counts, (it) => 1 + it / all / counts.length), colLower: Float64Array.from(counts, (_, cell) => Number(primary[cell] === 1 || mustHide[cell] === 1)), colUpper: Float64Array.from(counts, (_, cell) => 1 - mustShow[cell]!),
    rowLower: constraints.map(() => 1), rowUpper: constraints.map(() => Infinity), matrix: columnsOf(entries, constraints.length), integrality: Array.from(counts, () => highs.constants.variableType.integer),
  });
  model.options.set({ output_flag: false, random_seed: 0, mip_rel_gap: 0, mip_abs_gap: 1e-9, mip_max_nodes: nodes });
  try {
    return model.run().modelStatus === highs.constants.modelStatus.optimal ? Uint8Array.from(model.getSolution().colValue, Math.round) : null;
  } finally {
    model.dispose();
  }
}

const columnsOf = (entries: readonly (readonly (readonly [number, number])[])[], numRows: number) => {
  const starts = new Int32Array(entries.length + 1);
  for (const [at, column] of entries.entries()) starts[at + 1] = starts[at]! + column.length;
  return { format: "csc" as const, numRows, numCols: entries.length, starts, indices: Int32Array.from(entries.flat(), (it) => it[0]), values: Float64Array.from(entries.flat(), (it) => it[1]) };
};

/** Linear programs over what each cell may differ from its count by: not at all where it is shown. */
function attacker(highs: Highs, { counts, equations }: System, width: number) {
  const entries: [number, number][][] = Array.from(counts, () => []);
  for (const [row, { parts, total }] of equations.entries()) for (const [cell, sign] of [...parts.map((it) => [it, 1] as const), [total, -1] as const]) entries[cell]!.push([row, sign]);
  const zeros = new Float64Array(equations.length);
  const model = highs.createModel({
    numCols: counts.length, numRows: equations.length, sense: highs.constants.objectiveSense.maximize, colCost: new Float64Array(counts.length), colLower: new Float64Array(counts.length), colUpper: new Float64Array(counts.length),
    rowLower: zeros, rowUpper: zeros, matrix: columnsOf(entries, equations.length),
  });
  model.options.set({ output_flag: false, random_seed: 0, presolve: "off", solver: "simplex" });
  return {
    /** What any pattern has to have so that `cell` has its width; null where this one gives it. */
    constraintFor(cell: number, hidden: Uint8Array): Constraint | null {
      for (const [it, isHidden] of hidden.entries()) model.changeColBounds(it, isHidden ? -counts[it]! : 0, isHidden ? rise * width : 0);
      const [up, down] = [farthest(model, cell, 1), farthest(model, cell, -1)];
      if (up.far + down.far >= width - nearly) return null;
      const weights = Array.from(counts, (count, it) => (weightOf(up, it, count) + weightOf(down, it, count)) / width);
      const cells = Array.from(weights.keys()).filter((it) => weights[it]! > nearly);
      return { cells, weights: cells.map((it) => Math.min(1, weights[it]! + nearly)) };
    },
    close: () => model.dispose(),
  };

  /** How far a cell can go one way, and what each cell’s freedom is worth for that. */
  function farthest(of: Model, cell: number, direction: 1 | -1): { far: number; worth: number[] } {
    of.changeColCost(cell, direction);
    of.run();
    const rowDual = of.getSolution().rowDual ?? zeros;
    const far = of.getObjectiveValue();
    of.changeColCost(cell, 0);
    return { far, worth: entries.map((column, it) => column.reduce((left, [row, sign]) => left - sign * rowDual[row]!, it === cell ? direction : 0)) };
  }

  function weightOf({ worth }: { worth: readonly number[] }, it: number, count: number): number {
    return worth[it]! > nearly ? worth[it]! * rise * width : worth[it]! < -nearly ? -worth[it]! * count : 0;
  }
}
