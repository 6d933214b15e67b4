// How sure an alpha is: units are drawn again, with replacement, as many as there are, and alpha is computed of each such draw; the interval
// holds the middle share of what comes out [1]. A draw in which all values are the same has no alpha and is left out. Numbers come from a start, so that
// the same ratings have the same interval. One draw costs O(units + values), for ordinal and pairwise scales O(list of counts).
// [1] Zapf, Castell, Morawietz and Karch, “Measuring inter-rater reliability for nominal data”, BMC Medical Research Methodology 16:93, 2016, who
// found intervals from resampled units to keep what they promise. It departs from Hayes and Krippendorff (2007), who resample pairs, as if
// those of one unit had nothing to do with one another.
import { alphaFrom, disagreementIn, type Scale, spreadOf } from "./alpha.ts";
import { numbersFrom } from "./numbers.ts";
import { unitCountOf, type ValueCounts } from "./ratings.ts";

/** `draws` with replacement, the share that the interval is to hold, and where the numbers start. */
export type Resampling = { draws?: number; confidence?: number; start?: number };

/** An interval for alpha, [low, high]; null where no draw has an alpha. Of 1,000 draws and 95 %, unless told otherwise. */
export function alphaInterval(counts: ValueCounts, scale: Scale, { draws = 1000, confidence = 0.95, start = 1 }: Resampling = {}): [number, number] | null {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence of ${confidence} is none; between 0 and 1 it is`);
  const alphas = new Float64Array(draws);
  const redraw = redrawing(counts, scale, numbersFrom(start));
  let known = 0;
  for (let draw = 0; draw < draws; draw++) {
    const alpha = redraw();
    if (!Number.isNaN(alpha)) alphas[known++] = alpha;
  }
  const sorted = alphas.subarray(0, known).toSorted();
  return known === 0 ? null : [quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2)];
}

/** The value below which a share of sorted numbers lies, between two of them in proportion (R’s type 7). */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  return sorted[low]! + (place - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

/** A function whose every call draws units again and gives their alpha. */
function redrawing(counts: ValueCounts, scale: Scale, below: (n: number) => number): () => number {
  const units = unitCountOf(counts);
  const times = new Int32Array(units);
  const margins = new Float64Array(counts.values.length);
  const isFixed = scale !== "ordinal"; // only ordinal differences depend on what was drawn
  const known = isFixed ? Float64Array.from({ length: units }, (_, unit) => disagreementIn(counts, unit, spreadOf(counts, scale, margins))) : null;
  return () => {
    drawUnits(times, below);
    countMargins(counts, times, margins);
    const spread = spreadOf(counts, scale, margins);
    let observed = 0;
    for (let unit = 0; unit < units; unit++) if (times[unit]! > 0) observed += times[unit]! * (known?.[unit] ?? disagreementIn(counts, unit, spread));
    return alphaFrom(observed, margins, spread);
  };
}

function drawUnits(times: Int32Array, below: (n: number) => number): void {
  times.fill(0);
  for (let draw = 0; draw < times.length; draw++) times[below(times.length)]! += 1;
}

function countMargins({ starts, codes, counts }: ValueCounts, times: Int32Array, margins: Float64Array): void {
  margins.fill(0);
  for (let unit = 0; unit < times.length; unit++)
    if (times[unit]! > 0) for (let at = starts[unit]!; at < starts[unit + 1]!; at++) margins[codes[at]!]! += times[unit]! * counts[at]!;
}
