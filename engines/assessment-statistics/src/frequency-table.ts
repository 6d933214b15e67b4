// Tables of counts with all of their margins, and several of them as one system: the same cell of two tables (“region = north” is in region × age and
// in region × sex) is one cell, so that what one table shows is known of the other. Every line of a table is an equation: its parts sum to its total.

/** A question and its answers, in the order of the table. */
export type Dimension = { name: string; categories: readonly string[] };

/** Counts of the inner cells, the last dimension fastest. `population`: whom it counts; tables of one population are linked by the names of their dimensions. */
export type FrequencyTable = { dimensions: readonly Dimension[]; counts: ArrayLike<number>; population?: string };

/** How a margin is called where a cell is named. */
export const total = "Total";

/** Cells whose parts sum to their total. */
export type Equation = { parts: readonly number[]; total: number };

/** Where a table’s cells stand: sizes with the margin as last level of each dimension, and the number in the system of each place. */
export type Layout = { table: FrequencyTable; sizes: readonly number[]; strides: readonly number[]; cells: Int32Array };

/** All cells of some tables with their true counts, and all that has to hold among them. `names`: the categories of each cell in the first table that has it; `tablesOf`: how many tables it stands in. */
export type System = { counts: Float64Array; names: readonly (readonly string[])[]; tablesOf: Int32Array; equations: readonly Equation[]; layouts: readonly Layout[] };

/** Tables of up to three dimensions as one system; refuses counts that are none, and a cell that two tables count differently. */
export function systemOf(tables: readonly FrequencyTable[]): System {
  const [numberOf, counts, names, tablesOf] = [new Map<string, number>(), [] as number[], [] as string[][], [] as number[]];
  const layouts = tables.map((table): Layout => {
    const { sizes, strides, places } = shapeOf(table);
    const sums = withMargins(table, sizes, strides, places);
    const cells = Int32Array.from({ length: places }, (_, place) => {
      const at = atPlace({ table, sizes, strides }, place);
      const key = keyOf(table, at);
      const known = numberOf.get(key) ?? counts.push(sums[place]!) - 1;
      if (known === names.length) names.push(at);
      if (counts[known] !== sums[place]) throw new RangeError(`${at.join(", ")} is ${sums[place]} in one table and ${counts[known]} in another; tables of one population count the same`);
      numberOf.set(key, known);
      tablesOf[known] = (tablesOf[known] ?? 0) + 1;
      return known;
    });
    return { table, sizes, strides, cells };
  });
  return { counts: Float64Array.from(counts), names, tablesOf: Int32Array.from(tablesOf), equations: distinct(layouts.flatMap(linesOf)), layouts };
}

function shapeOf({ dimensions, counts }: FrequencyTable) {
  const inner = dimensions.reduce((product, it) => product * it.categories.length, 1);
  if (dimensions.length < 1 || dimensions.length > 3) throw new RangeError(`a table has ${dimensions.length} dimensions; from one to three can be protected`);
  if (counts.length !== inner || inner === 0) throw new RangeError(`a table has ${counts.length} counts; its dimensions want ${inner || "a category each"}`);
  const wrong = Array.from(counts).find((it) => !Number.isSafeInteger(it) || it < 0);
  if (wrong !== undefined) throw new RangeError(`a count is ${wrong}; whole numbers from 0 count people`);
  for (const { name, categories } of dimensions) if (categories.includes(total) || new Set(categories).size < categories.length) throw new RangeError(`the categories of ${name} are ${categories.join(", ")}; each has a name of its own, other than ${total}`);
  const sizes = dimensions.map((it) => it.categories.length + 1);
  const strides = sizes.map((_, at) => sizes.slice(at + 1).reduce((product, it) => product * it, 1));
  return { sizes, strides, places: sizes.reduce((product, it) => product * it, 1) };
}

/** Counts at every place: of the inner cells, then summed over one dimension after the other. */
function withMargins({ counts }: FrequencyTable, sizes: readonly number[], strides: readonly number[], places: number): Float64Array {
  const sums = new Float64Array(places);
  for (let inner = 0; inner < counts.length; inner++) {
    let [rest, place] = [inner, 0];
    for (let dimension = sizes.length - 1; dimension >= 0; dimension--) {
      place += (rest % (sizes[dimension]! - 1)) * strides[dimension]!;
      rest = Math.floor(rest / (sizes[dimension]! - 1));
    }
    sums[place] = counts[inner]!;
  }
  for (const [dimension, size] of sizes.entries())
    for (let place = 0; place < places; place++) if (levelOf(place, strides[dimension]!, size) < size - 1) sums[place + (size - 1 - levelOf(place, strides[dimension]!, size)) * strides[dimension]!]! += sums[place]!;
  return sums;
}

/** The level of a place in a dimension. */
export const levelOf = (place: number, stride: number, size: number): number => Math.floor(place / stride) % size;

/** The categories of a place, with `Total` for margins. */
export const atPlace = ({ table, sizes, strides }: Pick<Layout, "table" | "sizes" | "strides">, place: number): string[] =>
  table.dimensions.map((it, dimension) => it.categories[levelOf(place, strides[dimension]!, sizes[dimension]!)] ?? total);

const keyOf = ({ dimensions, population = "" }: FrequencyTable, at: readonly string[]) =>
  JSON.stringify([population, ...dimensions.flatMap((it, dimension) => (it.categories.includes(at[dimension]!) ? [[it.name, at[dimension]]] : [])).toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1))]);

/** An equation for each line of a table, along each dimension. */
function linesOf({ sizes, strides, cells }: Layout): Equation[] {
  return sizes.flatMap((size, dimension) =>
    Array.from(cells.keys()).filter((place) => levelOf(place, strides[dimension]!, size) === 0)
      .map((place) => ({ parts: Array.from({ length: size - 1 }, (_, level) => cells[place + level * strides[dimension]!]!), total: cells[place + (size - 1) * strides[dimension]!]! })));
}

/** Cells by numbers of their own, with coefficients, and what they sum to. */
export type Sum = { cells: readonly number[]; signs: readonly number[]; amount: number };

/** What has to hold among the hidden cells, given what is shown: `counts` has null for hidden cells, which are numbered in their order. */
export function sumsAmongHidden(counts: ArrayLike<number | null>, equations: readonly Equation[]): { hidden: number[]; sums: Sum[] } {
  const hidden = Array.from(counts).flatMap((it, cell) => (it === null ? [cell] : []));
  const numberOf = new Map(hidden.map((cell, at) => [cell, at]));
  const sums = equations.map(({ parts, total }): Sum => {
    const signed = [...parts.map((cell) => [cell, 1] as const), [total, -1] as const];
    const among = signed.filter(([cell]) => numberOf.has(cell));
    const amount = signed.reduce((sum, [cell, sign]) => sum - sign * (counts[cell] ?? 0), 0);
    return { cells: among.map(([cell]) => numberOf.get(cell)!), signs: among.map(([, sign]) => sign), amount: amount === 0 ? 0 : amount };
  });
  if (sums.some((it) => it.cells.length === 0 && it.amount !== 0)) throw new RangeError("the shown cells contradict each other: the parts of a line do not sum to its total");
  return { hidden, sums: sums.filter((it) => it.cells.length > 0) };
}

function distinct(equations: readonly Equation[]): Equation[] {
  const seen = new Map(equations.map((it) => [`${it.total}=${it.parts.join()}`, it]));
  return [...seen.values()];
}
