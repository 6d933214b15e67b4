// A frequency table from a CSV with a column for each dimension and `freq` last, to a table whose categories stand in the order in which they come, or to one
// sentence with row and column. A combination without a row counts nobody. Margins are made, so that a row for a total is refused.
import { csvRows } from "./csv.ts";
import { type FrequencyTable, total } from "./frequency-table.ts";
import { Unfit } from "./unfit.ts";

const heading = "a column for each dimension, “freq” last, and a row for each cell";

/** The table in a file. */
export function readTable(text: string, file = "table.csv"): FrequencyTable {
  const [head, ...rows] = csvRows(text, file);
  const names = head?.cells ?? [];
  refuseHeading(names, head?.line ?? 1, file);
  if (rows.length === 0) throw new Unfit(file, null, null, "empty", { heading });
  const last = names.length - 1;
  const cells = rows.map(({ line, cells }) => {
    if (cells.length !== names.length) throw new Unfit(file, line, null, "cells-missing", { count: cells.length, wanted: names.length });
    for (const [at, it] of cells.entries()) if (it === "") throw new Unfit(file, line, names[at]!, "cell-empty");
    for (const [at, it] of cells.slice(0, last).entries()) if (it === total) throw new Unfit(file, line, names[at]!, "total-named", { name: total });
    if (!/^\d{1,12}$/.test(cells[last]!)) throw new Unfit(file, line, names[last]!, "number", { typed: cells[last]!, wanted: "whole number from 0" });
    return { line, at: cells.slice(0, last), count: Number(cells[last]) };
  });
  const dimensions = names.slice(0, last).map((name, at) => ({ name, categories: [...new Set(cells.map((it) => it.at[at]!))] }));
  return { dimensions, counts: countsOf(dimensions, cells, file) };
}

function refuseHeading(names: readonly string[], line: number, file: string): void {
  const last = names.length - 1;
  if (names[last]?.toLowerCase() !== "freq") throw new Unfit(file, line, null, "columns", { missing: "“freq” as the last column", has: names.join(","), heading });
  if (last < 1 || last > 3) throw new Unfit(file, line, null, "dimensions", { count: last });
  const twice = names.find((it, at) => names.indexOf(it) < at);
  if (twice !== undefined) throw new Unfit(file, line, null, "column-twice", { name: twice });
}

function countsOf(dimensions: FrequencyTable["dimensions"], cells: readonly { line: number; at: readonly string[]; count: number }[], file: string): Float64Array {
  const counts = new Float64Array(dimensions.reduce((product, it) => product * it.categories.length, 1));
  const rowOf = new Map<number, number>();
  for (const { line, at, count } of cells) {
    const place = at.reduce((sum, it, dimension) => sum * dimensions[dimension]!.categories.length + dimensions[dimension]!.categories.indexOf(it), 0);
    const row = rowOf.get(place);
    if (row !== undefined) throw new Unfit(file, line, null, "cell-twice", { cell: at.join(", "), row });
    rowOf.set(place, line);
    counts[place] = count;
  }
  return counts;
}
