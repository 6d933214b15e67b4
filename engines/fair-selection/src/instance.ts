// A selection as the mathematics see it: people alike are one type, and each quota and cap is a row of bounds on how many of some types
// a panel has. Types and rows stand in an order of their own, so that the order of the files makes no difference.
import { type Cap, inOrder, type Person, type Quota, type Selection } from "./pool.ts";
import { Unfit } from "./unfit.ts";

/** Bounds on how many of the named types a panel has. */
export type Row = { what: RowName; min: number; max: number; types: number[] };

/** What a row stands for: the size of the panel, a quota, or a cap on those who share a value. */
export type RowName = { kind: "size" } | { kind: "quota"; category: string; value: string } | { kind: "cap"; column: string; value: string };

/** People whom no quota and no cap tells apart, by id in order. */
export type Type = { people: string[]; values: Record<string, string>; rows: number[] };

/** Types and rows; the first row is the panel's size. */
export type Instance = { size: number; types: Type[]; rows: Row[] };

/** A panel as a number for each type: how many of it. */
export type Counts = number[];

/** The instance of a selection; a size that is no whole number from 1 is refused. */
export function instanceOf({ people, quotas, caps = [], size }: Selection): Instance {
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`a panel of ${size} cannot be drawn; the size is a whole number from 1`);
  const rows = [{ what: { kind: "size" } as const, min: size, max: size, types: [] }, ...quotaRows(quotas), ...capRows(people, caps)] as Row[];
  const place = new Map(rows.map((it, at) => [rowKey(it.what), at]));
  const categories = [...new Set(quotas.map((it) => it.category))];
  const types = new Map<string, Type>();
  for (const person of people) {
    const mine = rowsOfPerson(person, categories, caps, place);
    const key = mine.join();
    const type = types.get(key) ?? { people: [], values: valuesOf(mine, rows), rows: mine };
    type.people.push(person.id);
    types.set(key, type);
  }
  const named = [...types.values()].map((it) => [it.rows.map((row) => rowKey(rows[row]!.what)).join("\n"), it] as const);
  const sorted = named.toSorted(([a], [b]) => inOrder(a, b)).map(([, it]) => ({ ...it, people: it.people.toSorted(inOrder) }));
  for (const [at, type] of sorted.entries()) for (const row of type.rows) rows[row]!.types.push(at);
  return { size, types: sorted, rows };
}

/** A row's name in one word, the same for the same row. */
export const rowKey = (it: RowName): string => JSON.stringify(it.kind === "size" ? ["size"] : it.kind === "quota" ? ["quota", it.category, it.value] : ["cap", it.column, it.value]);

const quotaRows = (quotas: readonly Quota[]): Row[] =>
  quotas.map(({ category, value, min, max }) => ({ what: { kind: "quota" as const, category, value }, min, max, types: [] })).toSorted(byKey);

/** Only what more people share than may be drawn together needs a row. */
function capRows(people: readonly Person[], caps: readonly Cap[]): Row[] {
  return caps.flatMap(({ column, most }) => {
    const sharers = new Map<string, number>();
    for (const { values } of people) if (values[column]) sharers.set(values[column], (sharers.get(values[column]) ?? 0) + 1);
    return [...sharers].filter(([, count]) => count > most).map(([value]) => ({ what: { kind: "cap" as const, column, value }, min: 0, max: most, types: [] }));
  }).toSorted(byKey);
}

const byKey = (a: Row, b: Row) => inOrder(rowKey(a.what), rowKey(b.what));

function rowsOfPerson(person: Person, categories: readonly string[], caps: readonly Cap[], place: ReadonlyMap<string, number>): number[] {
  const held = categories.map((category) => {
    const at = place.get(rowKey({ kind: "quota", category, value: person.values[category] ?? "" }));
    if (at === undefined) throw new Unfit("people", null, category, "value-unquoted", { value: person.values[category] ?? "", id: person.id });
    return at;
  });
  const capped = caps.flatMap(({ column }) => place.get(rowKey({ kind: "cap", column, value: person.values[column] ?? "" })) ?? []);
  return [0, ...held, ...capped].toSorted((a, b) => a - b);
}

const valuesOf = (mine: readonly number[], rows: readonly Row[]) =>
  Object.fromEntries(mine.flatMap((at) => {
    const { what } = rows[at]!;
    return what.kind === "size" ? [] : [[what.kind === "quota" ? what.category : what.column, what.value]];
  }));

/** How many of each row a panel has. */
export function totalsOf({ rows }: Instance, counts: readonly number[]): number[] {
  return rows.map((row) => row.types.reduce((sum, type) => sum + counts[type]!, 0));
}

/** Whether a panel has the right size, keeps every quota and cap, and takes of no type more than there are. */
export function isPanel(instance: Instance, counts: readonly number[]): boolean {
  if (counts.length !== instance.types.length) return false;
  if (!counts.every((it, at) => Number.isInteger(it) && it >= 0 && it <= instance.types[at]!.people.length)) return false;
  return totalsOf(instance, counts).every((it, at) => it >= instance.rows[at]!.min && it <= instance.rows[at]!.max);
}

/** The most that the weighted totals of the rows can come to within their bounds. */
export const mostOf = (rows: readonly Row[], weights: readonly number[]): number =>
  rows.reduce((sum, row, at) => sum + weights[at]! * (weights[at]! > 0 ? row.max : row.min), 0);
