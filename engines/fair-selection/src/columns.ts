// The best lottery over whole panels for an aim, by column generation [1]: the best over the panels known so far is a linear program; its
// prices say what each type is worth; a panel worth more than the lottery’s own price is added, until none is. Dearer panels are sought
// by swaps from those in the lottery, then by an integer program, which also proves that there is none.
// [1] Flanigan, Gölz, Gupta, Hennig, Procaccia, Nature 596 (2021), Methods; here over types instead of people.
import { type Counts, type Instance } from "./instance.ts";
import type { GrowingProgram, Solver } from "./solver.ts";
import { improved } from "./swaps.ts";

/** For each type: its chance is at least `floor` + `rises`·z, and z, at most `most`, is to be as large as can be. */
export type Aim = { floor: Float64Array; rises: Uint8Array; most: number };

/** The largest z, the panels with their shares, what each type is worth (Σ over those that rise is 1), and the price: no panel is worth more. */
export type Best = { z: number; panels: Counts[]; shares: number[]; worth: Float64Array; price: number; isProven: boolean };

/** What counts as worth more, and as reached. */
const small = 1e-8;
/** Nodes of one integer program at most. */
const nodes = 50_000;
/** Panels of the lottery from which swaps start. */
const starts = 12;

/** The best lottery for the aim; `known` has at least one panel, and what is found is added to it, in so many `rounds` at most (0: mix what is known). */
export function bestLottery(instance: Instance, aim: Aim, known: Counts[], solver: Solver, rounds: number, onProgress: (z: number) => void = () => {}): Best {
  const program = masterOf(instance, aim, known, solver);
  const seen = new Set(known.map((it) => it.join()));
  try {
    for (let round = 0; ; round++) {
      const best = bestOver(instance, program, known);
      onProgress(best.z);
      if (best.z >= aim.most - small) return { ...best, isProven: true };
      if (round >= rounds) return best;
      const { panels, isProven } = dearer(instance, best, solver);
      const fresh = panels.filter((it) => !seen.has(it.join()));
      if (fresh.length === 0) return { ...best, isProven };
      for (const panel of fresh) {
        seen.add(panel.join());
        known.push(panel);
        program.add(columnOf(instance, panel));
      }
    }
  } finally {
    program.close();
  }
}

/** z in the first column, then a column for each panel; a row for each type, and one for the shares, which sum to 1. */
function masterOf(instance: Instance, { floor, rises, most }: Aim, known: readonly Counts[], solver: Solver): GrowingProgram {
  const raised = [...rises].flatMap((it, type) => (it ? [[type, -1] as const] : []));
  return solver.grow({
    columns: [{ cost: 1, lower: -1, upper: most, entries: raised }, ...known.map((it) => columnOf(instance, it))],
    rows: [...Array.from(floor, (min) => ({ min, max: 2 })), { min: 1, max: 1 }],
  });
}

const columnOf = ({ types }: Instance, panel: Counts) => ({
  cost: 0, lower: 0, upper: 1,
  entries: [...panel.flatMap((it, type) => (it > 0 ? [[type, it / types[type]!.people.length] as const] : [])), [types.length, 1] as const],
});

function bestOver({ types }: Instance, program: GrowingProgram, known: readonly Counts[]): Best {
  const { values, prices } = program.solve();
  const worth = Float64Array.from(types, (_, type) => Math.abs(prices[type]!) < 1e-11 ? 0 : Math.abs(prices[type]!));
  return { z: values[0]!, panels: [...known], shares: Array.from(values.subarray(1), (it) => Math.max(0, it)), worth, price: Math.abs(prices[types.length]!), isProven: false };
}

/** Panels worth more than the price; with none, whether it is proven that there is none. */
function dearer(instance: Instance, { panels, shares, worth, price }: Best, solver: Solver): { panels: Counts[]; isProven: boolean } {
  const each = worth.map((it, type) => it / instance.types[type]!.people.length);
  const isDearer = (panel: Counts) => panel.reduce((sum, it, type) => sum + it * each[type]!, 0) > price + small;
  const used = panels.map((_, at) => at).filter((at) => shares[at]! > 0).toSorted((a, b) => shares[b]! - shares[a]! || a - b).slice(0, starts);
  const swapped = new Map(used.map((at) => improved(instance, panels[at]!, each)).filter(isDearer).map((it) => [it.join(), it]));
  if (swapped.size > 0) return { panels: [...swapped.values()], isProven: false };
  const found = dearest(instance, each, solver);
  return found && isDearer(found) ? { panels: [found], isProven: false } : { panels: [], isProven: found !== null };
}

/** The panel of the highest worth, by an integer program; null where it was not finished. */
export function dearest({ types, rows }: Instance, worth: Float64Array, solver: Solver): Counts | null {
  const found = solver.solve({
    columns: types.map((it, type) => ({ cost: worth[type]!, lower: 0, upper: it.people.length, isWhole: true, entries: it.rows.map((row) => [row, 1] as const) })),
    rows: rows.map(({ min, max }) => ({ min, max })),
  }, { nodes });
  return typeof found === "string" ? null : Array.from(found.values, Math.round);
}
