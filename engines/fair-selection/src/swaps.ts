// A panel worth more, by swaps of two people that keep every bound, as long as there is one that helps: what a program would find best
// at a price is mostly found here first. Worth is a number a type.
import { type Counts, type Instance, totalsOf } from "./instance.ts";

/** The panel after all swaps that make it worth more; types in order of worth, the first swap that helps is made. */
export function improved(instance: Instance, panel: Counts, worth: Float64Array): Counts {
  const { types, rows } = instance;
  const counts = [...panel];
  const totals = totalsOf(instance, counts);
  const byWorth = types.map((_, type) => type).toSorted((a, b) => worth[b]! - worth[a]! || a - b);
  const change = new Int32Array(rows.length);
  const mayChange = (row: number) => change[row] === 0 || (totals[row]! + change[row]! >= rows[row]!.min && totals[row]! + change[row]! <= rows[row]!.max);

  function swapFor(out: number): boolean {
    for (const into of byWorth) {
      if (worth[into]! <= worth[out]! + 1e-9) return false;
      if (counts[into] === types[into]!.people.length) continue;
      for (const row of types[into]!.rows) change[row]! += 1;
      for (const row of types[out]!.rows) change[row]! -= 1;
      const fits = types[into]!.rows.every(mayChange) && types[out]!.rows.every(mayChange);
      if (fits) for (const row of new Set([...types[into]!.rows, ...types[out]!.rows])) totals[row]! += change[row]!;
      for (const row of [...types[into]!.rows, ...types[out]!.rows]) change[row] = 0;
      if (!fits) continue;
      counts[into]! += 1;
      counts[out]! -= 1;
      return true;
    }
    return false;
  }

  while (byWorth.toReversed().some((out) => counts[out]! > 0 && swapFor(out)));
  return counts;
}
