/** An attacker written plainly for tests, with nothing of the engine but its answer: the inner cells are unknown, every shown cell is an equation, and counts are not negative. */
import type { Highs } from "highs";
import load from "highs";

export type Published = { at: readonly string[]; freq: number | null }[];

const highs = await (load as unknown as () => Promise<Highs>)();

/** The range of each hidden cell of one table with margins called “Total”, by its name; Infinity where nothing bounds it. */
export function attack(cells: Published): Map<string, [number, number]> {
  const inner = cells.filter((it) => !it.at.includes("Total")).map((it) => it.at);
  const partsOf = (at: readonly string[]) => inner.flatMap((it, column) => (at.every((name, dimension) => name === "Total" || name === it[dimension]) ? [column] : []));
  const rows = cells.flatMap((it) => (it.freq === null ? [] : [{ freq: it.freq, parts: partsOf(it.at) }]));
  const columns: number[][] = inner.map(() => []);
  for (const [row, { parts }] of rows.entries()) for (const column of parts) columns[column]!.push(row);
  const starts = Int32Array.from([0, ...columns.map((_, at) => columns.slice(0, at + 1).reduce((sum, it) => sum + it.length, 0))]);
  const amounts = rows.map((it) => it.freq);
  const model = highs.createModel({
    numCols: inner.length, numRows: rows.length, sense: highs.constants.objectiveSense.minimize, colCost: inner.map(() => 0), colLower: inner.map(() => 0), colUpper: inner.map(() => Infinity), rowLower: amounts, rowUpper: amounts,
    matrix: { format: "csc", numRows: rows.length, numCols: inner.length, starts, indices: Int32Array.from(columns.flat()), values: new Float64Array(columns.flat().length).fill(1) },
  });
  model.options.set({ output_flag: false });
  const least = (parts: readonly number[], sign: 1 | -1) => {
    for (const column of parts) model.changeColCost(column, sign);
    const status = model.run().modelStatus;
    const value = status === highs.constants.modelStatus.optimal ? model.getObjectiveValue() : -Infinity;
    for (const column of parts) model.changeColCost(column, 0);
    return value;
  };
  const ranges = new Map(cells.flatMap((it): [string, [number, number]][] => (it.freq === null ? [[it.at.join(), [least(partsOf(it.at), 1), -least(partsOf(it.at), -1)]]] : [])));
  model.dispose();
  return ranges;
}
