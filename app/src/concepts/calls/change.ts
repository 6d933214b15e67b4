import type { Field, Plan } from "./call.ts";

/** What may happen to a call in public. */
export const deeds = ["announced", "changed", "extended", "cancelled"] as const;

/** What a field said before and says now, as JSON: moments as ISO 8601. */
export type Changed = Partial<Record<Field, { before: unknown; after: unknown }>>;

/** Something that happened to a call from its announcement on: what, when, by whom and why. */
export type Change = {
  callId: string;
  /** 0 is the announcement; it is also the SEQUENCE of the call in calendars. */
  sequence: number;
  what: (typeof deeds)[number];
  at: Date;
  /** The officer's name. */
  by: string;
  /** Null for the announcement alone. */
  because: string | null;
  changed: Changed;
  /** Its entry in the record. */
  entry: string;
};

/** What these fields said and say. */
export const changesOf = (fields: readonly Field[], before: Plan, after: Plan): Changed =>
  Object.fromEntries(fields.map((it) => [it, JSON.parse(JSON.stringify({ before: before[it], after: after[it] })) as { before: unknown; after: unknown }]));

/** A moment that was put off, with the one it was put off to; null where a change did not touch it. */
export function movedMoment({ changed }: Pick<Change, "changed">, field: "opensAt" | "closesAt"): { before: Date; after: Date } | null {
  const moved = changed[field] as { before: string; after: string } | undefined;
  return moved ? { before: new Date(moved.before), after: new Date(moved.after) } : null;
}
