// Weights that make a sample’s margins those of a population, by iterative proportional fitting [1]: each margin in turn is scaled to its totals, until
// a round changes no cell of all margins crossed by more than a tolerance, R’s stopping rule [2]. Trimming, if asked for, cuts weights to bounds after
// each round and goes on; then margins may not close, and which do not is said.
// [1] Deming and Stephan, “On a least squares adjustment of a sampled frequency table when the expected marginal totals are known”, 1940.
// [2] Lumley, survey (R), rake().

/** A margin: each row’s category, and the population’s total of each. */
export type Margin = { name: string; categories: readonly string[]; totals: Readonly<Record<string, number>> };

/** `tolerance`: of a cell, as a share of the sum of the start weights (R’s epsilon below 1). `trim`: bounds in multiples of the mean weight. */
export type RakingOptions = { start?: ArrayLike<number>; rounds?: number; tolerance?: number; trim?: { low: number; high: number } };

/** How far a margin is from its totals: the worst category, what it comes to and what it should. */
export type Gap = { margin: string; category: string; total: number; wanted: number };

/**
 * Weights and how they came out. `converged`: whether a round changed next to nothing. `gaps`: the margins that do not close. `designEffect`: Kish’s,
 * n Σw² / (Σw)²; `effective`: n divided by it. `steps`: the weights as they were after each margin of the last round, on which variances rest.
 */
export type Raked = { weights: Float64Array; converged: boolean; rounds: number; gaps: Gap[]; sum: number; min: number; max: number; trimmed: number; designEffect: number; effective: number; steps: RakingStep[] };

/** The strata of a margin, as numbers, and the weights just after it was scaled. */
export type RakingStep = { strata: Int32Array; weights: Float64Array };

type Coded = { margin: Margin; strata: Int32Array; names: string[]; wanted: Float64Array };

/** Weights for the margins. Refuses a category without a total, a total without anybody, and margins whose totals do not sum to the same. */
export function rake(margins: readonly Margin[], { start, rounds = 50, tolerance = 1e-10, trim }: RakingOptions = {}): Raked {
  const size = margins[0]?.categories.length ?? 0;
  if (size === 0) throw new RangeError("there is nobody to be weighted, or no margin; from one row and one margin on there are weights");
  const coded = margins.map((it) => codeMargin(it, size));
  refuseOtherSums(coded);
  const weights = Float64Array.from({ length: size }, (_, row) => start?.[row] ?? 1);
  if (weights.some((it) => !(it > 0 && it < Infinity))) throw new RangeError(`a start weight is ${weights.find((it) => !(it > 0 && it < Infinity))}; more than 0 it has to be`);
  const cells = crossed(coded, size);
  const enough = tolerance * sumOf(weights);
  const done = rakeRounds(coded, weights, cells, { rounds, enough, trim });
  return { weights, ...done, gaps: coded.flatMap((it) => gapOf(it, weights)), ...aboutWeights(weights) };
}

function rakeRounds(coded: readonly Coded[], weights: Float64Array, cells: Int32Array, { rounds, enough, trim }: { rounds: number; enough: number; trim: RakingOptions["trim"] }) {
  let [before, steps, trimmed] = [sumBy(cells, weights), [] as RakingStep[], 0];
  for (let round = 1; round <= rounds; round++) {
    steps = coded.map((it) => ({ strata: it.strata, weights: scaleTo(it, weights) }));
    trimmed = trim ? cut(weights, trim) : 0;
    const after = sumBy(cells, weights);
    if (after.every((it, cell) => Math.abs(it - before[cell]!) < enough)) return { converged: true, rounds: round, steps, trimmed };
    before = after;
  }
  return { converged: false, rounds, steps, trimmed };
}

function codeMargin(margin: Margin, size: number): Coded {
  const { name, categories, totals } = margin;
  if (categories.length !== size) throw new RangeError(`the margin ${name} has ${categories.length} rows, the first has ${size}; all need the same`);
  const names = Object.keys(totals);
  const codeOf = new Map(names.map((it, code) => [it, code]));
  const strata = Int32Array.from(categories, (it) => codeOf.get(it) ?? -1);
  const missing = strata.indexOf(-1);
  if (missing >= 0) throw new RangeError(`the category ${categories[missing]} of ${name} has no total; there are ${names.join(", ")}`);
  const absent = names.find((it, code) => totals[it] !== 0 && !strata.includes(code));
  if (absent !== undefined) throw new RangeError(`nobody in the sample is ${absent} (${name}), of whom the population has ${totals[absent]}; put it together with another category`);
  const wrong = names.find((it) => !(totals[it]! > 0 && totals[it]! < Infinity));
  if (wrong !== undefined) throw new RangeError(`the total of ${wrong} (${name}) is ${totals[wrong]}; more than 0 it has to be`);
  return { margin, strata, names, wanted: Float64Array.from(names, (it) => totals[it]!) };
}

/** Totals may differ by so much, as a share, and count as the same: rounding of percentages. */
const sameSum = 1e-6;

function refuseOtherSums(coded: readonly Coded[]): void {
  const first = sumOf(coded[0]!.wanted);
  const other = coded.find((it) => Math.abs(sumOf(it.wanted) - first) > sameSum * first);
  if (other) throw new RangeError(`the totals of ${other.margin.name} sum to ${sumOf(other.wanted)}, those of ${coded[0]!.margin.name} to ${first}; no weights can give both`);
}

/** The cell of each row in all margins crossed. */
function crossed(coded: readonly Coded[], size: number): Int32Array {
  const cells = new Map<string, number>();
  return Int32Array.from({ length: size }, (_, row) => {
    const key = coded.map((it) => it.strata[row]).join();
    if (!cells.has(key)) cells.set(key, cells.size);
    return cells.get(key)!;
  });
}

/** Weights scaled in place so that each category has its total; what they are then comes back. */
function scaleTo({ strata, wanted }: Coded, weights: Float64Array): Float64Array {
  const totals = sumBy(strata, weights);
  for (let row = 0; row < weights.length; row++) weights[row]! *= wanted[strata[row]!]! / totals[strata[row]!]!;
  return weights.slice();
}

/** Weights cut in place to multiples of their mean; how many were cut comes back. */
function cut(weights: Float64Array, { low, high }: { low: number; high: number }): number {
  const mean = sumOf(weights) / weights.length;
  let count = 0;
  for (let row = 0; row < weights.length; row++) {
    const kept = Math.min(Math.max(weights[row]!, low * mean), high * mean);
    if (kept !== weights[row]) count += 1;
    weights[row] = kept;
  }
  return count;
}

/** By so much, as a share of its total, a category may miss it and its margin counts as closed. */
const closed = 1e-6;

function gapOf({ margin, strata, names, wanted }: Coded, weights: Float64Array): Gap[] {
  const totals = sumBy(strata, weights);
  const gaps = names.map((category, code) => ({ margin: margin.name, category, total: totals[code] ?? 0, wanted: wanted[code]! }));
  const share = (it: Gap) => Math.abs(it.total - it.wanted) / it.wanted;
  const worst = gaps.reduce((most, it) => (share(it) > share(most) ? it : most));
  return share(worst) > closed ? [worst] : [];
}

/** What can be said of weights: their sum and ends, Kish’s design effect, and how many unweighted answers they are worth. */
export function aboutWeights(weights: Float64Array): { sum: number; min: number; max: number; designEffect: number; effective: number } {
  const sum = sumOf(weights);
  const squares = weights.reduce((all, it) => all + it * it, 0);
  const designEffect = (weights.length * squares) / sum ** 2;
  return { sum, min: weights.reduce((low, it) => Math.min(low, it)), max: weights.reduce((high, it) => Math.max(high, it)), designEffect, effective: weights.length / designEffect };
}

/** Sums of `amounts` by the number that stands beside each. */
export function sumBy(numbers: Int32Array, amounts: Float64Array): Float64Array {
  const sums = new Float64Array(numbers.reduce((most, it) => Math.max(most, it), -1) + 1);
  for (let at = 0; at < numbers.length; at++) sums[numbers[at]!]! += amounts[at]!;
  return sums;
}

const sumOf = (amounts: Float64Array) => amounts.reduce((sum, it) => sum + it, 0);
