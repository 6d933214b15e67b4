// A pool, quotas and a size to everybody's chance and to a lottery that gives it, or to the smallest relaxation of the quotas.
import type { Chances, Infeasible, RowWeight, Sources } from "./drawn.ts";
import { type Instance, instanceOf } from "./instance.ts";
import type { Method } from "./leximin.ts";
import { fairLottery, type Lottery, type Progress } from "./lottery.ts";
import { inOrder, type Selection } from "./pool.ts";
import { smallestRelaxation } from "./relax.ts";
import { loadSolver } from "./solver.ts";
import { chancesOf, giniOf, outOf, ticketsOf } from "./weights.ts";

/** Everybody's chance, or the smallest relaxation. */
export async function chancesIn(selection: Selection, method: Method, { pool, quotas, idColumn = null }: Sources, onProgress?: Progress): Promise<Chances | Infeasible> {
  const instance = instanceOf(selection);
  const lottery = await fairLottery(instance, method, onProgress);
  const { size } = selection;
  if (lottery === null) {
    const relaxation = smallestRelaxation(instance, await loadSolver());
    if (relaxation.length === 0) throw new Error("Some panel keeps the quotas, and none was found within the limits of the search.");
    return { feasible: false, version: 1, size, pool, quotas, relaxation };
  }
  const tickets = ticketsOf(lottery.panels, lottery.shares);
  const chances = chancesOf(instance, tickets);
  const people = instance.types.flatMap((it, type) => it.people.map((id) => [id, chances[type]!] as const)).toSorted(([a], [b]) => inOrder(a, b));
  return {
    feasible: true, version: 1, method, size, caps: [...(selection.caps ?? [])], idColumn, pool, quotas,
    minimum: Math.min(...chances), gini: giniOf(instance, chances), probabilities: Object.fromEntries(people),
    types: instance.types.map((it, type) => ({ values: it.values, people: it.people.length, chance: chances[type]! })),
    lottery: { outOf, tickets, missedBy: lottery.missedBy },
    proofs: proofsOf(instance, lottery),
  };
}

function proofsOf(instance: Instance, { certificates, panelCertificates, balance, never }: Lottery): Chances["proofs"] {
  const { rows, types } = instance;
  const peopleIn = (those: readonly number[]) => those.reduce((sum, type) => sum + types[type]!.people.length, 0);
  const named = (weights: readonly number[]): RowWeight[] => weights.flatMap((weight, row) => (weight === 0 ? [] : [{ ...rows[row]!.what, weight }]));
  return {
    quotas: certificates.map(({ chance, weights, types: those }) => ({ chance, people: peopleIn(those), types: those, weights: named(weights) })),
    panels: panelCertificates.map((it) => ({ ...it, people: peopleIn(it.types) })),
    balance: balance && { least: balance.least, most: balance.most, lines: balance.lines.map((it) => named(it.weights)) }, never,
  };
}
