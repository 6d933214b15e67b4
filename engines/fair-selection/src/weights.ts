// Shares of a lottery as whole numbers out of a fixed total, so that the draw and everybody's chance are exact: largest remainders.
import type { Counts, Instance } from "./instance.ts";

/** What the weights of a lottery sum to. A share is off by less than one part of it. */
export const outOf = 1_000_000_000_000;

/** A panel with its weight out of `outOf`. */
export type Ticket = { weight: number; members: Counts };

/** The lottery's tickets, heaviest first; no weight is 0. */
export function ticketsOf(panels: readonly Counts[], shares: readonly number[]): Ticket[] {
  const sum = shares.reduce((total, it) => total + it, 0);
  const exact = shares.map((it) => (it / sum) * outOf);
  const weights = exact.map(Math.floor);
  const missing = outOf - weights.reduce((total, it) => total + it, 0);
  const byRemainder = exact.map((it, at) => [it - weights[at]!, at] as const).toSorted(([a, at], [b, other]) => b - a || at - other);
  for (let given = 0; given < missing; given++) weights[byRemainder[given % byRemainder.length]![1]]! += 1;
  return panels.map((members, at) => ({ weight: weights[at]!, members: [...members] })).filter((it) => it.weight > 0).toSorted((a, b) => b.weight - a.weight);
}

/** Everybody's chance by type: of the total, what the panels give to each. */
export const chancesOf = ({ types }: Instance, tickets: readonly Ticket[]): number[] =>
  types.map((type, at) => tickets.reduce((sum, it) => sum + it.weight * it.members[at]!, 0) / outOf / type.people.length);

/** How unequal chances are (Gini): 0 where all are the same. `chances` by type. */
export function giniOf({ types }: Instance, chances: readonly number[]): number {
  const sorted = types.map((it, at) => ({ chance: chances[at]!, people: it.people.length })).toSorted((a, b) => a.chance - b.chance);
  let [before, sum, weighted] = [0, 0, 0];
  for (const { chance, people } of sorted) {
    weighted += chance * people * (2 * before + people);
    before += people;
    sum += chance * people;
  }
  return sum === 0 ? 0 : Math.max(0, weighted / (before * sum) - 1);
}
