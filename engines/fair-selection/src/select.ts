// A pool, quotas and a size to everybody's chance, a lottery that gives it, and with a seed to a panel and its alternates: one plain
// document that says all that is needed to draw again.
import { hashOf, wordsOfSeed } from "./chance.ts";
import { drawAlternates, drawPanel } from "./draw.ts";
import { type Instance, instanceOf, type RowName } from "./instance.ts";
import type { Method } from "./leximin.ts";
import { fairLottery, type Lottery, type Progress } from "./lottery.ts";
import type { Cap, Selection } from "./pool.ts";
import { inOrder } from "./pool.ts";
import { type Change, smallestRelaxation } from "./relax.ts";
import { loadSolver } from "./solver.ts";
import { chancesOf, giniOf, outOf, type Ticket, ticketsOf } from "./weights.ts";

/** Weights of quotas by which nobody of these types can have a higher chance: see certificate.ts. */
export type QuotaProof = { chance: number; people: number; types: number[]; weights: (RowName & { weight: number })[] };

/** What one member of each type is worth; no panel within the quotas is worth more than `price`. */
export type PanelProof = { chance: number; people: number; types: number[]; worth: number[]; price: number };

/** Everybody's chance and the lottery, before any seed. `probabilities` by id; `types` in the order of the lottery's `members`. */
export type Chances = {
  feasible: true; version: 1; method: Method; size: number; caps: Cap[]; idColumn: string | null;
  pool: string; quotas: string;
  minimum: number; gini: number; probabilities: Record<string, number>;
  types: { values: Record<string, string>; people: number; chance: number }[];
  lottery: { outOf: number; tickets: Ticket[]; missedBy: number };
  proofs: { quotas: QuotaProof[]; panels: PanelProof[] };
};

/** What the seed draws: the panel, the alternates in order, for whom each could come, and the hash of the whole document without it. */
export type Drawn = Chances & { seed: string; panel: string[]; alternates: string[]; standIns: Record<string, string[]>; alternatesAsked: number; result: string };

/** No panel keeps these quotas; with these changes one would. */
export type Infeasible = { feasible: false; version: 1; size: number; pool: string; quotas: string; relaxation: Change[] };

/** What is to be said of the files: their hashes and how ids were read. */
export type Sources = { pool: string; quotas: string; idColumn?: string | null };

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

function proofsOf({ rows, types }: Instance, { certificates, panelCertificates }: Lottery): Chances["proofs"] {
  const peopleIn = (those: readonly number[]) => those.reduce((sum, type) => sum + types[type]!.people.length, 0);
  return {
    quotas: certificates.map(({ chance, weights, types: those }) => ({ chance, people: peopleIn(those), types: those, weights: weights.flatMap((weight, row) => (weight === 0 ? [] : [{ ...rows[row]!.what, weight }])) })),
    panels: panelCertificates.map((it) => ({ ...it, people: peopleIn(it.types) })),
  };
}

/** The panel and alternates that the seed draws from a lottery; needs no solver. */
export function drawFrom(selection: Selection, chances: Chances, seed: string, alternates = 0): Drawn {
  const instance = instanceOf(selection);
  const panel = drawPanel(instance, chances.lottery.tickets, seed);
  const chosen = drawAlternates(instance, panel, alternates, seed);
  const drawn = { ...chances, seed: wordsOfSeed(seed), panel, alternates: chosen.map((it) => it.id), standIns: Object.fromEntries(chosen.map((it) => [it.id, it.for])), alternatesAsked: alternates };
  return { ...drawn, result: hashOfResult(drawn) };
}

/** SHA-256 of a result without its own hash, as JSON with the names of each object in order and no spaces. */
export function hashOfResult(result: object): string {
  return hashOf(JSON.stringify(sorted({ ...result, result: undefined })));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => inOrder(a, b)).map(([name, it]) => [name, sorted(it)]));
}
