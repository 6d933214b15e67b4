// Who stands behind a version of a statement on a day, reckoned from the acts of signing alone: the page, the counter, the data and
// `travaux verify` all count here, so that anybody who has the acts comes to the same number.
import type { VersionKind } from "./statement.ts";

/** signed: stands behind a version; declined: was asked about a newer one and does not; withdrawn: stands no longer behind one. */
export const actKinds = ["signed", "declined", "withdrawn"] as const;
export type ActKind = (typeof actKinds)[number];

/** What is counted of an act. Acts of one body come in the order in which they happened. */
export type Counted = {
  /** Who acts: the body as it is known now, whatever its name was then; or a person. */
  who: string;
  what: ActKind; version: number;
  /** The day of the act, YYYY-MM-DD. */
  day: string;
  /** From which day it counts: a body that was not verified when it signed counts from then on. Null: not yet. */
  countsFrom: string | null;
};
type Versions = readonly { version: number; kind: VersionKind; day: string }[];

/** What somebody’s last act on a version was; on a correction that they said nothing about, what it was on the version before. */
export function lastOn<A extends Counted>(own: readonly A[], versions: Versions, version: number): A | null {
  const last = own.findLast((it) => it.version === version);
  if (last) return last;
  return versions.find((it) => it.version === version)?.kind === "correction" ? lastOn(own, versions, version - 1) : null;
}

/** Everybody who acted, with their acts in order. */
export function actsBy<A extends Counted>(acts: readonly A[]): Map<string, A[]> {
  const all = new Map<string, A[]>();
  for (const it of acts) all.set(it.who, [...(all.get(it.who) ?? []), it]);
  return all;
}

/** The signature with which each stands behind a version on a day (null: whatever the day): one for each, under however many names it signed. */
export function standingOn<A extends Counted>(acts: readonly A[], versions: Versions, version: number, day: string | null = null): A[] {
  const known = acts.filter((it) => day === null || (it.day <= day && it.countsFrom !== null && it.countsFrom <= day));
  const verified = known.filter((it) => it.countsFrom !== null);
  return [...actsBy(verified).values()].flatMap((own) => { const last = lastOn(own, versions, version); return last?.what === "signed" ? [last] : []; });
}

/** Who stands behind the version that held on a day (null: now), organisations and people apart; version 0 before there was one. */
export function behind<A extends Counted & { personId: string | null }>(acts: readonly A[], versions: Versions, day: string | null = null): { version: number; organisations: A[]; people: A[] } {
  const known = day === null ? versions : versions.filter((it) => it.day <= day);
  const version = Math.max(0, ...known.map((it) => it.version));
  const standing = standingOn(acts, known, version, day);
  return { version, organisations: standing.filter((it) => it.personId === null), people: standing.filter((it) => it.personId !== null) };
}

/** Who stood behind an earlier version last and has not said anything of this one: they are asked. */
export function askedAgain<A extends Counted>(acts: readonly A[], versions: Versions, version: number): A[] {
  return [...actsBy(acts).values()].flatMap((own) => {
    if (lastOn(own, versions, version) !== null) return [];
    const earlier = versions.map((it) => it.version).filter((it) => it < version).toSorted((a, b) => b - a);
    const last = earlier.map((it) => lastOn(own, versions, it)).find((it) => it !== null);
    return last?.what === "signed" ? [last] : [];
  });
}
