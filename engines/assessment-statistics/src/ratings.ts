// Ratings as tables of counts. What every coefficient of agreement needs of a unit is how often it was given each value; so ratings are coded once into
// whole numbers and then counted, in one pass, into a list of [value, count] for each unit. Everything after works on these lists.

/** One value that a coder gave a unit; several by one coder for one unit may be a set (see sets.ts). */
export type Rating = { unit: string; coder: string; value: string | number };

/** Ratings in columns: the number of the unit and of the value in each. `values` is what the numbers of values stand for, in their order. */
export type CodedRatings = { unitCount: number; units: Int32Array; codes: Int32Array; values: readonly (string | number)[] };

/** How often each unit was given each value: `codes[i]` stands `counts[i]` times in unit u for i from `starts[u]` to below `starts[u + 1]`. */
export type ValueCounts = { starts: Int32Array; codes: Int32Array; counts: Int32Array; values: readonly (string | number)[] };

/** Ratings coded: units in the order in which they come, values in the order given, else numbers by size and words by their letters. */
export function codeRatings(ratings: readonly Rating[], order?: readonly (string | number)[]): CodedRatings {
  const values = order ?? [...new Set(ratings.map((it) => it.value))].toSorted(bySize);
  const codeOf = new Map(values.map((it, code) => [it, code]));
  const unitOf = new Map<string, number>();
  const [units, codes] = [new Int32Array(ratings.length), new Int32Array(ratings.length)];
  for (const [at, { unit, value }] of ratings.entries()) {
    const code = codeOf.get(value);
    if (code === undefined) throw new RangeError(`the value ${String(value)} is not in the order given, which is ${values.join(", ")}`);
    if (!unitOf.has(unit)) unitOf.set(unit, unitOf.size);
    [units[at], codes[at]] = [unitOf.get(unit)!, code];
  }
  return { unitCount: unitOf.size, units, codes, values };
}

const bySize = (one: string | number, other: string | number) =>
  typeof one === "number" && typeof other === "number" ? one - other : String(one) < String(other) ? -1 : 1;

/** Up to so many places for each rating a full table of units and values is counted in; beyond it ratings are sorted by unit first. */
const placesForARating = 8;

/** Ratings counted by unit and value, in O(ratings); units with fewer than two ratings have nothing to be paired with and are left out. */
export function countValues(ratings: CodedRatings): ValueCounts {
  const places = ratings.unitCount * ratings.values.length;
  return places <= placesForARating * ratings.units.length + 1024 ? countInTable(ratings) : countInOrder(ratings);
}

function countInTable({ unitCount, units, codes, values }: CodedRatings): ValueCounts {
  const width = values.length;
  const table = new Int32Array(unitCount * width);
  for (let at = 0; at < units.length; at++) table[units[at]! * width + codes[at]!]! += 1;
  const list = newList(unitCount, Math.min(table.length, units.length), values);
  for (let unit = 0; unit < unitCount; unit++) {
    for (let code = 0; code < width; code++) if (table[unit * width + code]! > 0) list.add(code, table[unit * width + code]!);
    list.endUnit();
  }
  return list.whole();
}

function countInOrder({ unitCount, units, codes, values }: CodedRatings): ValueCounts {
  const starts = new Int32Array(unitCount + 1);
  for (const unit of units) starts[unit + 1]! += 1;
  for (let unit = 0; unit < unitCount; unit++) starts[unit + 1]! += starts[unit]!;
  const next = starts.slice();
  const sorted = new Int32Array(units.length);
  for (let at = 0; at < units.length; at++) sorted[next[units[at]!]!++] = codes[at]!;
  const list = newList(unitCount, units.length, values);
  for (let unit = 0; unit < unitCount; unit++) {
    addRuns(sorted.subarray(starts[unit]!, starts[unit + 1]!).toSorted(), list.add);
    list.endUnit();
  }
  return list.whole();
}

function addRuns(sorted: Int32Array, add: (code: number, count: number) => void): void {
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to += 1;
    add(sorted[from]!, to - from);
  }
}

/** A list of counts under construction; `endUnit` takes back a unit with fewer than two ratings. */
function newList(unitCount: number, room: number, values: readonly (string | number)[]) {
  const [starts, codes, counts] = [new Int32Array(unitCount + 1), new Int32Array(room), new Int32Array(room)];
  let [unit, end, ratings] = [0, 0, 0];
  return {
    add(code: number, count: number) {
      [codes[end], counts[end]] = [code, count];
      end += 1;
      ratings += count;
    },
    endUnit() {
      if (ratings < 2) end = starts[unit]!;
      else starts[++unit] = end;
      ratings = 0;
    },
    whole: (): ValueCounts => ({ starts: starts.slice(0, unit + 1), codes: codes.slice(0, end), counts: counts.slice(0, end), values }),
  };
}

/** How many units have at least two ratings. */
export const unitCountOf = ({ starts }: ValueCounts): number => starts.length - 1;

/** How many ratings the units have together: Krippendorff’s number of pairable values. */
export const pairableOf = ({ counts }: ValueCounts): number => counts.reduce((sum, it) => sum + it, 0);
