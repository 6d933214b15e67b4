// Who gets the seats of a room that is too small, so that the room looks like those who applied. People stand in groups (sector and
// region); the next seat goes to the group that is furthest below its share: with one more seat given, a group of a of A applicants
// would have a/A of the seats, and lacks that less those it has. Within the group by the day of application; ties, of groups too, by a
// hash that was published with the application, which nobody chose. This is Hare’s largest remainder taken seat by seat; in whole
// numbers, so that every machine finds the same. A seat that becomes free later is given by the same rule.

/** Somebody who waits for a seat. */
export type Waiting = { id: string; /** "civil-society african". */ group: string; day: string; /** Hexadecimal, published when they applied. */ tie: string };

/** The order in which those who wait get the seats: `seated` counts the seats each group has, `applied` all who applied for one, those with a seat among them. */
export function orderOfSeats(waiting: readonly Waiting[], applied: ReadonlyMap<string, number>, seated: ReadonlyMap<string, number>): Waiting[] {
  const queues = new Map([...Map.groupBy(waiting, (it) => it.group)].map(([group, all]) => [group, all.toSorted(byDay)]));
  const has = new Map(seated);
  const everybody = sum(applied);
  const order: Waiting[] = [];
  for (let given = sum(seated) + 1; order.length < waiting.length; given++) {
    const lack = (group: string) => (applied.get(group) ?? 0) * given - (has.get(group) ?? 0) * everybody;
    const next = [...queues.values()].flatMap((all) => all.slice(0, 1)).toSorted((a, b) => lack(b.group) - lack(a.group) || byDay(a, b))[0]!;
    queues.set(next.group, queues.get(next.group)!.slice(1));
    has.set(next.group, (has.get(next.group) ?? 0) + 1);
    order.push(next);
  }
  return order;
}

const byDay = (a: Waiting, b: Waiting) => compare(a.day, b.day) || compare(a.tie, b.tie) || compare(a.id, b.id);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, it) => all + it, 0);

/** Whoever gets one of the `free` seats, in order. */
export const nextSeated = (waiting: readonly Waiting[], applied: ReadonlyMap<string, number>, seated: ReadonlyMap<string, number>, free: number): Waiting[] =>
  orderOfSeats(waiting, applied, seated).slice(0, Math.max(0, free));
