// Linear programs by HiGHS, compiled to WebAssembly: one pinned build, one thread, no limit in seconds, so that the same program has the same answer on every
// machine. It is loaded when the first table is audited.
import type { Highs } from "highs";
import type { Sum } from "./frequency-table.ts";

/** What an end came to: the value (null: nothing bounds it), the cells there, and the worth of one more in each sum. */
export type End = { value: number | null; at: Float64Array; worth: Float64Array };

/** The least and the most that each of some cells can be, none below 0; each program starts where the last one ended. Closed when done with. */
export type Ends = { least(cell: number): End; most(cell: number): End; close(): void };

let loading: Promise<Highs> | undefined;

/** The package’s types describe its CommonJS file; what is imported is its module, whose default is the loader itself. */
type Loader = () => Promise<Highs>;

/** The solver; the first call loads it, 3.5 MB. */
export const loadHighs = (): Promise<Highs> => (loading ??= import("highs").then((it) => (it.default as unknown as Loader)()));

/** Primal simplex: what changes from one program to the next is the aim alone, and the last point stays within bounds. */
const primal = 4;

/** A program over `size` cells from 0 on with the sums that have to hold. */
export function endsOf(highs: Highs, size: number, sums: readonly Sum[]): Ends {
  const model = highs.createModel(modelOf(highs, size, sums));
  model.options.set({ output_flag: false, random_seed: 0, presolve: "off", solver: "simplex", simplex_strategy: primal });
  const { optimal, unbounded } = highs.constants.modelStatus;
  const run = (cell: number, sign: 1 | -1): End => {
    model.changeColCost(cell, sign);
    const status = model.run().modelStatus;
    const isFound = status === optimal;
    const { colValue, rowDual } = isFound ? model.getSolution() : { colValue: new Float64Array(0), rowDual: null };
    model.changeColCost(cell, 0); // forgets the solution
    if (status === unbounded) return { value: null, at: colValue, worth: colValue };
    if (!isFound) throw new RangeError("the shown cells contradict each other: no counts from 0 on sum to them");
    return { value: colValue[cell]!, at: colValue, worth: rowDual ?? new Float64Array(sums.length) };
  };
  return { least: (cell) => run(cell, -1), most: (cell) => run(cell, 1), close: () => model.dispose() };
}

function modelOf(highs: Highs, size: number, sums: readonly Sum[]) {
  const columns: [row: number, sign: number][][] = Array.from({ length: size }, () => []);
  for (const [row, { cells, signs }] of sums.entries()) for (const [at, cell] of cells.entries()) columns[cell]!.push([row, signs[at]!]);
  const starts = new Int32Array(size + 1);
  for (const [at, column] of columns.entries()) starts[at + 1] = starts[at]! + column.length;
  const amounts = sums.map((it) => it.amount);
  return {
    numCols: size, numRows: sums.length, sense: highs.constants.objectiveSense.maximize,
    colCost: new Float64Array(size), colLower: new Float64Array(size), colUpper: new Float64Array(size).fill(Infinity), rowLower: amounts, rowUpper: amounts,
    matrix: { format: "csc" as const, numRows: sums.length, numCols: size, starts, indices: Int32Array.from(columns.flat(), (it) => it[0]), values: Float64Array.from(columns.flat(), (it) => it[1]) },
  };
}
