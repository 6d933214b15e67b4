import type { Pair } from "@travaux/treaty-text";
import { isOuter, type Passage } from "./text.ts";

/**
 * Who is who from one version to the next. A provision goes on under its number through rewording, renumbering and moves.
 * Of a split, the first part in reading order goes on and the others get numbers of their own; of a merger, the first one
 * goes on and the others end there. Both are told by the alignment, so nothing is lost by the choice.
 */

/** For each id of the newer version, the id of the older one that it continues; new provisions are not in it. */
export function continued(pairs: readonly Pick<Pair, "old" | "new">[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { old: [older], new: [newer] } of pairs) if (older !== undefined && newer !== undefined) found.set(newer, older);
  return found;
}

/** Gives numbers that no provision had before: "014", and "014-3" for what stands inside it. */
export type Numbering = { outer(): string; inner(within: string): string };

/** Go on counting after the numbers given so far. */
export function numberingAfter(given: Iterable<string>): Numbering {
  const last = new Map<string, number>();
  const seen = (within: string, number: number) => last.set(within, Math.max(last.get(within) ?? 0, number));
  for (const it of given) {
    const [outer = "", inner] = it.split("-");
    seen(inner === undefined ? "" : outer, Number(inner ?? outer));
  }
  const next = (within: string) => {
    seen(within, (last.get(within) ?? 0) + 1);
    return last.get(within)!;
  };
  return { outer: () => String(next("")).padStart(3, "0"), inner: (within) => `${within}-${next(within)}` };
}

/** A provision of the record by its id and number. */
export type Identity = { id: string; number: string };

/**
 * The identity of each passage of a version: that of the one it continues, else the one it was given here before, if
 * nobody else has it now, else a new one. `inherited` and `before` go from a passage's id to its identity.
 */
export function identify(passages: readonly Passage[], inherited: ReadonlyMap<string, Identity>, before: ReadonlyMap<string, Identity>, numbering: Numbering, id: () => string) {
  const claimed = new Set([...inherited.values()].map((it) => it.id));
  const identities = new Map<string, Identity>();
  const added: Identity[] = [];
  for (const passage of passages) {
    const kept = inherited.get(passage.id) ?? unclaimed(before.get(passage.id), claimed);
    const identity = kept ?? { id: id(), number: numberFor(passage, identities, passages, numbering) };
    if (!kept) added.push(identity);
    claimed.add(identity.id);
    identities.set(passage.id, identity);
  }
  return { identities, added };
}

const unclaimed = (it: Identity | undefined, claimed: ReadonlySet<string>) => (it && !claimed.has(it.id) ? it : undefined);

function numberFor(passage: Passage, identities: ReadonlyMap<string, Identity>, passages: readonly Passage[], numbering: Numbering) {
  if (isOuter(passage.kind) || passage.parentId === null) return numbering.outer();
  const byId = new Map(passages.map((it) => [it.id, it]));
  let within = byId.get(passage.parentId);
  while (within && !isOuter(within.kind) && within.parentId !== null) within = byId.get(within.parentId);
  const outer = within && identities.get(within.id);
  return outer ? numbering.inner(outer.number.split("-")[0]!) : numbering.outer();
}

/** What goes with what over several versions: each step's pairs followed on, from the oldest version to the newest. */
export function followed(steps: readonly (readonly Pick<Pair, "old" | "new">[])[]): Pick<Pair, "old" | "new">[] {
  const [first = [], ...rest] = steps;
  return rest.reduce<readonly Pick<Pair, "old" | "new">[]>(follow, first) as Pick<Pair, "old" | "new">[];
}

function follow(earlier: readonly Pick<Pair, "old" | "new">[], later: readonly Pick<Pair, "old" | "new">[]) {
  const onward = new Map(later.flatMap((pair) => pair.old.map((id) => [id, pair] as const)));
  const origins = new Map<Pick<Pair, "old" | "new">, Set<string>>();
  const gone: Pick<Pair, "old" | "new">[] = [];
  for (const pair of earlier) {
    const next = [...new Set(pair.new.map((id) => onward.get(id)).filter((it) => it !== undefined))];
    const alive = next.filter((it) => it.new.length > 0);
    if (alive.length === 0 && pair.old.length > 0) gone.push({ old: pair.old, new: [] });
    for (const it of alive) origins.set(it, (origins.get(it) ?? new Set()).union(new Set(pair.old)));
  }
  return [...joined(later, origins), ...gone];
}

/** Later pairs that share an origin are one: a provision split, then reworded, is still one split. */
function joined(later: readonly Pick<Pair, "old" | "new">[], origins: ReadonlyMap<Pick<Pair, "old" | "new">, Set<string>>) {
  const groups: { old: Set<string>; new: string[] }[] = [];
  for (const pair of later.filter((it) => it.new.length > 0)) {
    const old = origins.get(pair) ?? new Set<string>();
    const meeting = groups.filter((group) => !group.old.isDisjointFrom(old));
    for (const group of meeting) groups.splice(groups.indexOf(group), 1);
    groups.push({ old: meeting.reduce((all, it) => all.union(it.old), old), new: [...meeting.flatMap((it) => it.new), ...pair.new] });
  }
  return groups.map((it) => ({ old: [...it.old], new: it.new }));
}
