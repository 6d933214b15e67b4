// Quotas from the selection field's categories.csv: `category,name,min,max`, `category,feature,min,max` or `feature,value,min,max`;
// further columns (such as min_flex, max_flex) are not read. To a list of quotas, or to one sentence with row and column.
import { csvRows, type CsvRow } from "./csv.ts";
import type { Quota } from "./pool.ts";
import { Unfit } from "./unfit.ts";

const headings = [["category", "name"], ["category", "feature"], ["feature", "value"]] as const;

/** The quotas in a file named `file` in refusals. Each value once, bounds whole and in order, at least one quota. */
export function readQuotas(text: string, file = "categories.csv"): Quota[] {
  const [heading, ...rows] = csvRows(text, file);
  const columns = columnsIn(heading, file);
  const quotas = rows.map((row) => quotaIn(row, columns, file));
  if (quotas.length === 0) throw new Unfit(file, null, null, "quotas-none");
  refuseTwice(quotas, rows, columns[1], file);
  return quotas;
}

type Columns = [category: string, value: string, at: (row: CsvRow, column: string) => string];

function columnsIn(heading: CsvRow | undefined, file: string): Columns {
  const names = (heading?.cells ?? []).map((it) => it.toLowerCase());
  const pair = headings.find((it) => it.every((name) => names.includes(name)));
  const missing = pair ? ["min", "max"].filter((it) => !names.includes(it)) : ["category", "name"].filter((it) => !names.includes(it));
  if (!pair || missing.length > 0) throw new Unfit(file, heading?.line ?? 1, null, "quotas-columns", { missing });
  return [...pair, (row, column) => row.cells[names.indexOf(column)] ?? ""];
}

function quotaIn(row: CsvRow, [category, value, at]: Columns, file: string): Quota {
  for (const column of [category, value]) if (at(row, column) === "") throw new Unfit(file, row.line, column, "cell-empty");
  const bound = (column: string) => {
    const typed = at(row, column);
    if (!/^\d{1,7}$/.test(typed)) throw new Unfit(file, row.line, column, "bound-number", { typed });
    return Number(typed);
  };
  const quota = { category: at(row, category), value: at(row, value), min: bound("min"), max: bound("max") };
  if (quota.min > quota.max) throw new Unfit(file, row.line, "min", "bounds-contradict", { min: quota.min, max: quota.max, value: quota.value });
  return quota;
}

function refuseTwice(quotas: readonly Quota[], rows: readonly CsvRow[], column: string, file: string): void {
  const seen = new Map<string, number>();
  for (const [at, { category, value }] of quotas.entries()) {
    const key = JSON.stringify([category, value]);
    const first = seen.get(key);
    if (first !== undefined) throw new Unfit(file, rows[at]!.line, column, "quota-twice", { value, category, row: first });
    seen.set(key, rows[at]!.line);
  }
}
