// The plain document that says all that is needed to draw again and to check it, and what a seed draws from it. Nothing here or in what it
// imports needs a solver, so that it runs in a browser too.
import { hashOf, wordsOfSeed } from "./chance.ts";
import { drawAlternates, drawPanel } from "./draw.ts";
import { instanceOf, type RowName } from "./instance.ts";
import type { Method } from "./leximin.ts";
import { type Cap, inOrder, type Selection } from "./pool.ts";
import type { Change } from "./relax.ts";
import type { Ticket } from "./weights.ts";

/** What a proof multiplies the bounds of a quota, a cap or the size by. */
export type RowWeight = RowName & { weight: number };

/** Weights of quotas by which nobody of these types can have a higher chance: see certificate.ts. */
export type QuotaProof = { chance: number; people: number; types: number[]; weights: RowWeight[] };

/** The lowest and the highest chance that goldilocks aims at, and weights of quotas by which no other two are better balanced: see goldilocks.ts. */
export type BalanceProof = { least: number; most: number; lines: RowWeight[][] };

/** What one member of each type is worth; no panel within the quotas is worth more than `price`. */
export type PanelProof = { chance: number; people: number; types: number[]; worth: number[]; price: number };

/** Everybody's chance and the lottery, before any seed. `probabilities` by id; `types` in the order of the lottery's `members`. */
export type Chances = {
  feasible: true; version: 1; method: Method; size: number; caps: Cap[]; idColumn: string | null;
  pool: string; quotas: string;
  minimum: number; gini: number; probabilities: Record<string, number>;
  types: { values: Record<string, string>; people: number; chance: number }[];
  lottery: { outOf: number; tickets: Ticket[]; missedBy: number };
  /** `never`: types of which an integer program showed that no panel can have anybody. */
  proofs: { quotas: QuotaProof[]; panels: PanelProof[]; balance: BalanceProof | null; never: number[] };
};

/** What the seed draws: the panel, the alternates in order, for whom each could come, and the hash of the whole document without it. */
export type Drawn = Chances & { seed: string; panel: string[]; alternates: string[]; standIns: Record<string, string[]>; alternatesAsked: number; result: string };

/** No panel keeps these quotas; with these changes one would. */
export type Infeasible = { feasible: false; version: 1; size: number; pool: string; quotas: string; relaxation: Change[] };

/** What is to be said of the files: their hashes and how ids were read. */
export type Sources = { pool: string; quotas: string; idColumn?: string | null };

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
