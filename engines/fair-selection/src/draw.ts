// From a lottery and a seed to people: which panel, then who of the people alike; alternates; and who comes for somebody who declined.
import { numbersFrom, someOf } from "./chance.ts";
import { type Counts, type Instance, totalsOf } from "./instance.ts";
import { inOrder } from "./pool.ts";
import type { Ticket } from "./weights.ts";

/** The panel that the seed draws, by id in order. */
export function drawPanel({ types }: Instance, tickets: readonly Ticket[], seed: string): string[] {
  const below = numbersFrom(seed, "panel");
  const { members } = ticketAt(tickets, below(tickets.reduce((sum, it) => sum + it.weight, 0)));
  return types.flatMap(({ people }, type) => someOf(people, members[type]!, below)).toSorted(inOrder);
}

function ticketAt(tickets: readonly Ticket[], number: number): Ticket {
  let rest = number;
  for (const ticket of tickets) {
    if (rest < ticket.weight) return ticket;
    rest -= ticket.weight;
  }
  throw new RangeError(`number ${number} is beyond the weights of the lottery`);
}

/** An alternate, and for whom of the panel they could come without a quota being broken. */
export type Alternate = { id: string; for: string[] };

/**
 * Alternates in the order in which they are asked: each is the one who could come for most members for whom nobody before could, then begins
 * over; the seed decides between equals. Who could come for nobody is no alternate, so there may be fewer than `count`.
 */
export function drawAlternates(instance: Instance, panel: readonly string[], count: number, seed: string): Alternate[] {
  const typeOf = typesByPerson(instance);
  const totals = totalsOf(instance, countsOf(instance, panel, typeOf));
  const drawn = new Set(panel);
  const rest = instance.types.flatMap((it) => it.people).filter((it) => !drawn.has(it));
  const candidates = someOf(rest, rest.length, numbersFrom(seed, "alternates")).map((id) => ({ id, for: panel.filter((member) => keeps(instance, totals, typeOf.get(member)!, typeOf.get(id)!)) })).filter((it) => it.for.length > 0);
  const chosen: Alternate[] = [];
  let covered = new Set<string>();
  while (chosen.length < count && candidates.length > 0) {
    const gains = candidates.map((it) => it.for.filter((member) => !covered.has(member)).length);
    const most = Math.max(...gains);
    if (most === 0) covered = new Set();
    else {
      const [next] = candidates.splice(gains.indexOf(most), 1);
      chosen.push(next!);
      for (const member of next!.for) covered.add(member);
    }
  }
  return chosen;
}

/** Who comes for somebody who declined. */
export type Replacement = { id: string; from: "alternates" | "pool" };

/** Who is asked: the panel, who declined, the alternates in their order, and who must not be asked again. */
export type Declined = { panel: readonly string[]; declined: string; alternates: readonly string[]; unavailable?: readonly string[]; seed: string };

/** The first alternate who keeps every quota, or else the first of the pool in an order drawn from the seed; null where nobody keeps them. */
export function replacementFor(instance: Instance, { panel, declined, alternates, unavailable = [], seed }: Declined): Replacement | null {
  const typeOf = typesByPerson(instance);
  if (!panel.includes(declined)) throw new RangeError(`${declined} is not on the panel; only its members decline`);
  const totals = totalsOf(instance, countsOf(instance, panel, typeOf));
  const out = new Set([...panel, ...unavailable]);
  const fits = (id: string) => !out.has(id) && typeOf.has(id) && keeps(instance, totals, typeOf.get(declined)!, typeOf.get(id)!);
  const alternate = alternates.find(fits);
  if (alternate !== undefined) return { id: alternate, from: "alternates" };
  const everybody = instance.types.flatMap((it) => it.people);
  const other = someOf(everybody, everybody.length, numbersFrom(seed, `replacement of ${declined}`)).find(fits);
  return other === undefined ? null : { id: other, from: "pool" };
}

const typesByPerson = ({ types }: Instance): Map<string, number> => new Map(types.flatMap((it, type) => it.people.map((id) => [id, type] as const)));

/** A panel's people as numbers by type; somebody who is not in the pool is refused. */
export function countsOf(instance: Instance, panel: readonly string[], typeOf = typesByPerson(instance)): Counts {
  const counts = instance.types.map(() => 0);
  for (const id of panel) {
    const type = typeOf.get(id);
    if (type === undefined) throw new RangeError(`${id} is not in the pool`);
    counts[type]! += 1;
  }
  return counts;
}

/** Whether the panel keeps every row with one of type `into` for one of type `out`. */
function keeps({ types, rows }: Instance, totals: readonly number[], out: number, into: number): boolean {
  const [outRows, intoRows] = [types[out]!.rows, types[into]!.rows];
  return outRows.every((row) => intoRows.includes(row) || totals[row]! > rows[row]!.min) && intoRows.every((row) => outRows.includes(row) || totals[row]! < rows[row]!.max);
}
