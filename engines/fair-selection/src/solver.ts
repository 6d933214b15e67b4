// Linear and integer programs by HiGHS, compiled to WebAssembly: one pinned build, one thread, limits in nodes and never in seconds, a
// fresh model for each program, so that the same program has the same answer on every machine. It is loaded when the first program comes.
import type { Highs, Model } from "highs";

/** Maximise Σ cost·x within the bounds of columns and rows; `entries` of a column are [row, coefficient]. */
export type Program = { columns: { cost: number; lower: number; upper: number; isWhole?: boolean; entries: readonly (readonly [number, number])[] }[]; rows: { min: number; max: number }[] };

/** The values of the columns, the worth of one more in each row (linear programs only), and what the aim came to. `bound`: no solution is better. */
export type Optimum = { values: Float64Array; prices: Float64Array; aim: number; bound: number };

/** `limits`: nodes searched at most, solutions after which the first is enough. */
export type Limits = { nodes?: number; solutions?: number };

/** A linear program to which columns come, each solved from where the last one ended; closed when done with. */
export type GrowingProgram = { add(column: Program["columns"][number]): void; solve(): Optimum; close(): void };

export type Solver = { solve(program: Program, limits?: Limits): Optimum | "impossible" | "unfinished"; grow(program: Program): GrowingProgram };

let loading: Promise<Solver> | undefined;

/** The package’s types describe its CommonJS file; what is imported is its module, whose default is the loader itself. */
type Loader = () => Promise<Highs>;

/** The solver; the first call loads it, 3.5 MB. */
export const loadSolver = (): Promise<Solver> => (loading ??= import("highs").then(async (it) => solverOf(await (it.default as unknown as Loader)())));

/** From so many rows on the first linear program is solved by interior points: on 1,361 rows it took half the time. */
const many = 600;

function solverOf(highs: Highs): Solver {
  const { optimal, infeasible, unboundedOrInfeasible, solutionLimit } = highs.constants.modelStatus;
  const open = (program: Program, { nodes = 1_000_000, solutions }: Limits) => {
    const model = highs.createModel(modelOf(program, highs));
    model.options.set({ output_flag: false, random_seed: 0, mip_rel_gap: 0, mip_abs_gap: 1e-9, mip_max_nodes: nodes, ...(solutions ? { mip_max_improving_sols: solutions } : {}) });
    return model;
  };
  return {
    solve(program, limits = {}) {
      const model = open(program, limits);
      try {
        const status = model.run().modelStatus;
        if (status === infeasible || status === unboundedOrInfeasible) return "impossible";
        return status === optimal || (status === solutionLimit && limits.solutions) ? optimumOf(model, program.columns.some((it) => it.isWhole)) : "unfinished";
      } finally {
        model.dispose();
      }
    },
    grow(program) {
      const model = open(program, {});
      let solver = program.rows.length > many ? "ipm" : "choose";
      return {
        add: ({ cost, lower, upper, entries }) => void model.addCol(cost, lower, upper, { indices: Int32Array.from(entries, (it) => it[0]), values: Float64Array.from(entries, (it) => it[1]) }),
        solve() {
          model.options.set({ solver });
          solver = "choose"; // the simplex method goes on from where it was, the interior points cannot
          if (model.run().modelStatus !== optimal) throw new Error("A linear program that has a solution was not solved.");
          return optimumOf(model, false);
        },
        close: () => model.dispose(),
      };
    },
  };
}

function optimumOf(model: Model, isWhole: boolean): Optimum {
  const { colValue, rowDual } = model.getSolution();
  const aim = model.getObjectiveValue();
  return { values: colValue, prices: rowDual ?? new Float64Array(0), aim, bound: isWhole ? Number(model.info.get("mip_dual_bound")) : aim };
}

function modelOf({ columns, rows }: Program, highs: Highs) {
  const entries = columns.flatMap((it) => it.entries);
  const starts = new Int32Array(columns.length + 1);
  for (const [at, column] of columns.entries()) starts[at + 1] = starts[at]! + column.entries.length;
  const { integer, continuous } = highs.constants.variableType;
  return {
    numCols: columns.length, numRows: rows.length, sense: highs.constants.objectiveSense.maximize,
    colCost: columns.map((it) => it.cost), colLower: columns.map((it) => it.lower), colUpper: columns.map((it) => it.upper),
    rowLower: rows.map((it) => it.min), rowUpper: rows.map((it) => it.max),
    matrix: { format: "csc" as const, numRows: rows.length, numCols: columns.length, starts, indices: Int32Array.from(entries, (it) => it[0]), values: Float64Array.from(entries, (it) => it[1]) },
    ...(columns.some((it) => it.isWhole) ? { integrality: columns.map((it) => (it.isWhole ? integer : continuous)) } : {}),
  };
}
