/** Small pools for the tests, made from a seed or written out. */
import { fractionsFrom } from "./numbers.ts";
import type { Person, Quota, Selection } from "./pool.ts";

/** So many people with each list of values, as `{ "female,north": 12 }`, with ids p1, p2 … */
export function peopleOf(categories: readonly string[], counts: Record<string, number>): Person[] {
  const values = Object.entries(counts).flatMap(([listed, count]) => Array.from({ length: count }, () => listed.split(",")));
  return values.map((mine, at) => ({ id: `p${at + 1}`, values: Object.fromEntries(categories.map((it, place) => [it, mine[place]!])) }));
}

/** Quotas from `{ gender: { female: [9, 20] } }`. */
export const quotasOf = (bounds: Record<string, Record<string, [number, number]>>): Quota[] =>
  Object.entries(bounds).flatMap(([category, values]) => Object.entries(values).map(([value, [min, max]]) => ({ category, value, min, max })));

/** A random pool whose quotas some panel keeps: they are drawn around one. */
export function feasiblePool(seed: number, people: number, size: number, sizes: readonly number[], slack: number): Selection {
  const fraction = fractionsFrom(seed);
  const pick = (n: number) => Math.floor(fraction() * fraction() * n); // low values are commoner: volunteers are not spread evenly
  const pool: Person[] = Array.from({ length: people }, (_, at) => ({ id: `p${at}`, values: Object.fromEntries(sizes.map((n, category) => [`c${category}`, `v${pick(n)}`])) }));
  const panel = pool.toSorted(() => fraction() - 0.5).slice(0, size);
  const quotas = sizes.flatMap((n, category) => Array.from({ length: n }, (_, value) => {
    const held = panel.filter((it) => it.values[`c${category}`] === `v${value}`).length;
    return { category: `c${category}`, value: `v${value}`, min: Math.max(0, held - Math.floor(fraction() * (slack + 1))), max: held + Math.floor(fraction() * (slack + 1)) };
  }));
  return { people: pool, quotas, size };
}
