// Ratings from a CSV `unit,coder,value` (further columns are not read; an empty value is a rating that is missing), to a list or to one sentence with row and column.
import type { Level } from "./alpha.ts";
import { type CsvRow, csvRows } from "./csv.ts";
import type { Rating } from "./ratings.ts";
import { Unfit } from "./unfit.ts";

const columns = ["unit", "coder", "value"] as const;
const heading = "the heading “unit,coder,value” and a row for each rating";

/** `order`: the values of an ordinal scale that are words, lowest first. `isSets`: a coder may give a unit several values. */
export type RatingsOptions = { level: Level; order?: readonly string[]; isSets?: boolean; file?: string };

/** The ratings in a file. Values are numbers on interval and ratio scales, and on ordinal ones without an order; from 0 on ratio scales. */
export function readRatings(text: string, { level, order, isSets = false, file = "ratings.csv" }: RatingsOptions): Rating[] {
  const [head, ...rows] = csvRows(text, file);
  const names = (head?.cells ?? []).map((it) => it.toLowerCase());
  const missing = columns.filter((it) => !names.includes(it));
  if (missing.length > 0) throw new Unfit(file, head?.line ?? 1, null, "columns", { missing: missing.map((it) => `“${it}”`).join(", "), has: names.join(","), heading });
  const [unitAt, coderAt, valueAt] = columns.map((it) => names.indexOf(it)) as [number, number, number];
  const seen = new Map<string, number>();
  const ratings = rows.flatMap((row): Rating[] => {
    const [unit, coder, typed] = [cellOf(row, unitAt, "unit", file), cellOf(row, coderAt, "coder", file), row.cells[valueAt] ?? ""];
    if (typed === "") return [];
    if (!isSets) refuseTwice(row, unit, coder, seen, file);
    return [{ unit, coder, value: valueOf(row, typed, level, order, file) }];
  });
  if (ratings.length === 0) throw new Unfit(file, null, null, "empty", { heading });
  return ratings;
}

function cellOf(row: CsvRow, at: number, column: string, file: string): string {
  const cell = row.cells[at] ?? "";
  if (cell === "") throw new Unfit(file, row.line, column, "cell-empty");
  return cell;
}

function refuseTwice(row: CsvRow, unit: string, coder: string, seen: Map<string, number>, file: string): void {
  const key = JSON.stringify([unit, coder]);
  const first = seen.get(key);
  if (first !== undefined) throw new Unfit(file, row.line, "coder", "rated-twice", { coder, unit, row: first });
  seen.set(key, row.line);
}

function valueOf(row: CsvRow, typed: string, level: Level, order: readonly string[] | undefined, file: string): string | number {
  if (order !== undefined && !order.includes(typed)) throw new Unfit(file, row.line, "value", "order", { typed, known: order.join(", ") });
  if (level === "nominal" || order !== undefined) return typed;
  const number = Number(typed);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(typed) || (level === "ratio" && number < 0)) throw new Unfit(file, row.line, "value", "number", { typed, wanted: wantedOn[level] });
  return number;
}

const wantedOn: Record<Exclude<Level, "nominal">, string> = { ordinal: "number; give numbers, or the order of the words", interval: "number", ratio: "number from 0" };
