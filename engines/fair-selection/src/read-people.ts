// People from the selection field's respondents.csv: a column for each category of the quotas and for each cap; others are not read.
import { csvRows, type CsvRow } from "./csv.ts";
import type { Cap, Person, Quota } from "./pool.ts";
import { Unfit } from "./unfit.ts";

/** What is read of respondents: the quotas' categories, the caps' columns, and who somebody is (left out: the row's number, from 1). */
export type PeopleOptions = { quotas: readonly Quota[]; caps?: readonly Cap[]; idColumn?: string; file?: string };

/** The people in a file. Values match quotas whatever their case; each has one value a category, an id of their own. */
export function readPeople(text: string, { quotas, caps = [], idColumn, file = "respondents.csv" }: PeopleOptions): Person[] {
  const [heading, ...rows] = csvRows(text, file);
  const categories = [...new Set(quotas.map((it) => it.category))];
  const place = placesOf(heading, [...categories, ...caps.map((it) => it.column), ...(idColumn === undefined ? [] : [idColumn])], file);
  const known = valuesOf(quotas);
  const cell = (row: CsvRow, column: string) => row.cells[place.get(column)!] ?? "";
  const people = rows.map((row, at) => ({
    id: idColumn === undefined ? String(at + 1) : idIn(row, cell(row, idColumn), idColumn, file),
    values: Object.fromEntries([
      ...categories.map((it) => [it, valueIn(row, cell(row, it), it, known.get(it)!, file)] as const),
      ...caps.filter((it) => !known.has(it.column)).map((it) => [it.column, cell(row, it.column)] as const),
    ]),
  }));
  if (people.length === 0) throw new Unfit(file, null, null, "people-none");
  if (idColumn !== undefined) refuseTwice(people, rows, idColumn, file);
  return people;
}

/** Where each wanted column stands; upper and lower case are the same where no column has the exact name. */
function placesOf(heading: CsvRow | undefined, wanted: readonly string[], file: string): Map<string, number> {
  const names = heading?.cells ?? [];
  const lower = names.map((it) => it.toLowerCase());
  const place = new Map(wanted.map((it) => [it, names.includes(it) ? names.indexOf(it) : lower.indexOf(it.toLowerCase())]));
  const missing = [...place].filter(([, at]) => at < 0).map(([name]) => name);
  if (missing.length > 0) throw new Unfit(file, heading?.line ?? 1, null, "people-columns", { missing, has: names });
  return place;
}

/** The values of each category, by themselves in lower case. */
function valuesOf(quotas: readonly Quota[]): Map<string, Map<string, string>> {
  const known = new Map<string, Map<string, string>>();
  for (const { category, value } of quotas) {
    const values = known.get(category) ?? new Map<string, string>();
    known.set(category, values.set(value.toLowerCase(), value).set(value, value));
  }
  return known;
}

function valueIn(row: CsvRow, typed: string, category: string, known: ReadonlyMap<string, string>, file: string): string {
  const value = known.get(typed) ?? known.get(typed.toLowerCase());
  if (value !== undefined) return value;
  throw new Unfit(file, row.line, category, typed === "" ? "value-empty" : "value-unknown", { value: typed, known: [...new Set(known.values())] });
}

function idIn(row: CsvRow, id: string, column: string, file: string): string {
  if (id === "") throw new Unfit(file, row.line, column, "id-empty");
  return id;
}

function refuseTwice(people: readonly Person[], rows: readonly CsvRow[], column: string, file: string): void {
  const first = new Map<string, number>();
  for (const [at, { id }] of people.entries()) {
    const seen = first.get(id);
    if (seen !== undefined) throw new Unfit(file, rows[at]!.line, column, "id-twice", { id, row: seen });
    first.set(id, rows[at]!.line);
  }
}
