import { standings, type Standing } from "./answer.ts";
import type { StateCell } from "./store/ledger.ts";

/** Cells counted together by what `nameOf` calls them, in the order in which names first come; cells without a name are left out. */
export function rowsBy(cells: readonly StateCell[], nameOf: (it: StateCell) => string | null): { name: string; counts: Record<Standing, number> }[] {
  const rows = new Map<string, Record<Standing, number>>();
  for (const it of cells) {
    const name = nameOf(it);
    if (name === null) continue;
    const counts = rows.get(name) ?? (Object.fromEntries(standings.map((one) => [one, 0])) as Record<Standing, number>);
    counts[it.standing] += it.count;
    rows.set(name, counts);
  }
  return [...rows].map(([name, counts]) => ({ name, counts }));
}

/** How many in all. */
export const sumOf = (counts: Record<Standing, number>) => Object.values(counts).reduce((sum, it) => sum + it, 0);
