// Tables of a release, protected as one system with all earlier releases of the assessment: what is shown of each cell, and why the others are hidden.
import { type ProtectedTables, protectTables, rake, type Raked, type Reason, type Release, total, weightedShare, wilsonInterval } from "@travaux/assessment-statistics";
import { Refusal } from "../../ground/refusal.ts";
import type { Form } from "@travaux/survey-forms";
import { type CountedTable, countedTables, dimensionsOf, isOut, placesOf, type KnownMargin, type PlannedDimension, type PlannedTable, unsaid, withMargins } from "./plan.ts";
import type { Respondent } from "./respondent.ts";

/** A cell as it is shown: a count is null where it is hidden. `at`: its categories, or `Total`. The share is of its row (and layer), with the range in which it would lie in 95 of 100 such samples. */
export type ProtectedCell = { at: string[]; count: number | null; why: Reason | null; range: [number, number | null] | null; share: number | null; low: number | null; high: number | null };

/** What weights did: whether they came to rest and which margins do not close; how many unweighted answers they are worth and how large they get, null where that would tell of hidden cells. */
export type Weighting = { converged: boolean; gaps: string[]; about: { designEffect: number; effective: number; least: number; most: number } | null };

export type ProtectedTable = { number: number; dimensions: PlannedDimension[]; cells: ProtectedCell[]; weighting: Weighting | null };
export type Protection = { tables: ProtectedTable[]; ledger: Release[] };

/** One body brings more than this share of a cell: it is hidden, as if the cell were small. */
export const dominance = { largest: 1, share: 0.5 };

/** That so many were asked is public: everybody who tries to work out a cell knows it. */
const everybody = (count: number, population: string): Release => ({ table: { dimensions: [{ name: "everybody", categories: ["everybody"] }], counts: [count], population }, primary: [], secondary: [], width: 1 });

type Protecting = { threshold: number; population: string; earlier: readonly Release[] };

/**
 * Protect these tables together, after what was released of this assessment before. Refused where a cell cannot be protected any more, or where answers were
 * taken back since an earlier release, so that the two could be subtracted.
 */
export async function protectPlanned(planned: readonly Pick<PlannedTable, "number" | "plan">[], form: Form, respondents: readonly Respondent[], { threshold, population, earlier }: Protecting): Promise<Protection> {
  const each = planned.map((it): Counted => {
    const shown = dimensionsOf(it.plan, form, respondents);
    const dimensions = withMargins(shown, it.plan, form, respondents);
    return { number: it.number, shown, dimensions, margins: it.plan.margins, counted: countedTables(dimensions, respondents, { population, threshold }), weighted: weightsFor(it.plan.margins, respondents) };
  });
  const all = each.flatMap((it) => it.counted);
  if (all.length === 0) return { tables: [], ledger: [...earlier] };
  const known = earlier.length > 0 ? earlier : [everybody(respondents.length, population)];
  const found = await protectTables(all.map((it) => it.table), { threshold, dominance, contributions: all.map((it) => it.contributions) }, known).catch((error: unknown) => {
    if (error instanceof RangeError && error.message.includes("tables of one population count the same")) throw new Refusal("not-now", "release-population");
    throw error;
  });
  if (found.open.length > 0) throw new Refusal("not-now", "release-open", { cell: found.open[0]!.at.join(", ") });
  let next = 0;
  return { tables: each.map((it) => tableOf(it, it.counted.map(() => found.tables[next++]!), respondents)), ledger: [...known, ...found.tables.map((it) => it.release)] };
}

type Counted = { number: number; shown: PlannedDimension[]; dimensions: PlannedDimension[]; margins: readonly KnownMargin[]; counted: readonly CountedTable[]; weighted: ReturnType<typeof weightsFor> };

/** A planned table out of those that were protected for it; what it is weighted by is left out of what is shown. */
function tableOf({ number, shown, dimensions, margins, counted, weighted }: Counted, found: readonly ProtectedTables["tables"][number][], respondents: readonly Respondent[]): ProtectedTable {
  const cells = new Map(counted.flatMap((one, at) => {
    const ranges = new Map(found[at]!.audit.map((it) => [keyOf(it.at), it.range]));
    return found[at]!.cells.map((cell) => ({ at: outside(cell.at, one.shown), count: cell.freq, why: cell.why === "dominated" && isEmpty(one, cell.at) ? ("small" as const) : cell.why, range: ranges.get(keyOf(cell.at)) ?? null }));
  }).filter((it) => !it.at.includes(isOut)).map((it) => [keyOf(it.at), it]));
  const countAt = (at: readonly string[]) => cells.get(keyOf(at))?.count ?? null;
  const parts = (at: readonly string[]) => partsOf(at, dimensions, margins);
  const areShown = (at: readonly string[]) => parts(at).every((it) => countAt(it) !== null);
  const everywhere = dimensions.map(() => total);
  const isWeighable = weighted !== null && areShown(everywhere);
  const places = weighted === null ? [] : dimensions.map((dimension) => respondents.map((it) => placesOf(dimension, it)));
  const share = (at: readonly string[]) => shareOf(at, countAt, { places, weights: weighted?.weights ?? null, areShown: (it) => isWeighable && areShown(it) });
  const own = [...cells.values()].filter((it) => it.at.slice(shown.length).every((one) => one === total));
  return { number, dimensions: shown, cells: own.map((it) => ({ ...it, at: it.at.slice(0, shown.length), ...share(it.at) })), weighting: weighted && aboutWeighting(weighted.raked, isWeighable) };
}

/** Whether nobody is in an inner cell: hidden, it counts as few. */
function isEmpty({ table }: CountedTable, at: readonly string[]): boolean {
  const places = table.dimensions.map((it, dimension) => it.categories.indexOf(at[dimension]!));
  return places.every((it) => it >= 0) && table.counts[places.reduce((inner, it, dimension) => inner * table.dimensions[dimension]!.categories.length + it, 0)] === 0;
}

const keyOf = (at: readonly string[]) => JSON.stringify(at);

/** The cells into which a cell falls by what it is weighted by: where all of them are shown, what is weighted tells nothing beyond them. */
function partsOf(at: readonly string[], dimensions: readonly PlannedDimension[], margins: readonly KnownMargin[]): string[][] {
  return dimensions.reduce<string[][]>((all, it, dimension) => (at[dimension] === total && margins.some((one) => one.by === it.key) ? all.flatMap((one) => it.categories.map((category) => one.with(dimension, category.key))) : all), [[...at]]);
}

/** A cell of one of several tables as it stands in the table as planned: what is “in” is the category itself. */
const outside = (at: readonly string[], shown: readonly (string | null)[]): string[] => at.map((it, dimension) => (shown[dimension] === null || it === isOut || it === total ? it : shown[dimension]!));

const noShare = { share: null, low: null, high: null };
/** `places`: for each dimension, where each respondent stands in it. */
type Sharing = { places: readonly (readonly (readonly string[])[])[]; weights: Float64Array | null; areShown: (at: readonly string[]) => boolean };

/** The share of a cell in its row, where both are shown; weighted only where all parts of both are. */
function shareOf(at: readonly string[], countAt: (at: readonly string[]) => number | null, { places, weights, areShown }: Sharing) {
  const base = at.with(1, total);
  const [count, all] = [countAt(at), countAt(base)];
  if (at[1] === total || count === null || all === null || all === 0) return noShare;
  if (weights === null) { const [low, high] = wilsonInterval(count / all, all); return { share: count / all, low, high }; }
  if (all < 2 || !areShown(at) || !areShown(base)) return noShare;
  const within = (row: number, place: readonly string[]) => place.every((one, dimension) => one === total || places[dimension]![row]!.includes(one));
  const rows = [...weights.keys()].filter((row) => within(row, base));
  const { mean, interval: [low, high] } = weightedShare(rows.map((row) => within(row, at)), Float64Array.from(rows, (row) => weights[row]!));
  return { share: mean, low, high };
}

/** Weights that give the known margins their totals; whoever did not say where they stand gets the mean. Null without margins. */
export function weightsFor(margins: readonly KnownMargin[], respondents: readonly Respondent[]): { weights: Float64Array; raked: Raked } | null {
  if (margins.length === 0) return null;
  const said = [...respondents.keys()].filter((row) => margins.every((it) => (respondents[row]![it.by] ?? unsaid) in it.totals));
  try {
    const raked = rake(margins.map((it) => ({ name: it.by, categories: said.map((row) => respondents[row]![it.by] ?? unsaid), totals: it.totals })));
    const weights = new Float64Array(respondents.length).fill(raked.sum / said.length);
    for (const [place, row] of said.entries()) weights[row] = raked.weights[place]!;
    return { weights, raked };
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal("not-valid", "table-margins", { because: error.message });
    throw error;
  }
}

/** What weights did; how much, only where what they were made from is shown. */
const aboutWeighting = ({ designEffect, effective, min, max, sum, weights, converged, gaps }: Raked, isShown: boolean): Weighting => ({
  converged, gaps: gaps.map((it) => `${it.margin}: ${it.category}`),
  about: isShown ? { designEffect, effective, least: min / (sum / weights.length), most: max / (sum / weights.length) } : null,
});

/** Pairs of lines, each beside the next in order of their shares, whose ranges overlap: they cannot be told apart. Of what nobody said there is nothing to tell. */
export function notToldApart<T extends { share: number | null; low: number | null; high: number | null }>(lines: readonly T[]): [T, T][] {
  const ordered = lines.filter((it) => it.share !== null && it.share > 0).toSorted((a, b) => b.share! - a.share!);
  return ordered.slice(1).flatMap((it, at): [T, T][] => (it.high! >= ordered[at]!.low! ? [[ordered[at]!, it]] : []));
}
