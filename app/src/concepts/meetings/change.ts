import type { Field } from "./plan.ts";

/** What may happen to a meeting in public. */
export const meetingDeeds = ["announced", "changed", "moved", "cancelled", "closed"] as const;

/** What is said to have changed: a field of the plan, the agenda, or an outcome that was cleared before, "summary 1". */
export type Changed = Record<string, { before: unknown; after: unknown }>;

/** Something that happened to a meeting from its announcement on: what, when, by whom and why. */
export type MeetingChange = {
  meetingId: string;
  /** 0 is the announcement; it is also the SEQUENCE of the meeting in calendars. */
  sequence: number;
  what: (typeof meetingDeeds)[number];
  at: Date;
  /** The officer's name. */
  by: string;
  /** Null for the announcement and the closing alone. */
  because: string | null;
  /** What fields said before and say now, as JSON. */
  changed: Changed;
  /** Its entry in the record. */
  entry: string;
};

/** What these fields said and say, moments as ISO 8601. */
export const changesBetween = <Plan extends object>(fields: readonly (keyof Plan & string)[], before: Plan, after: Plan): Changed =>
  Object.fromEntries(fields.map((it) => [it, JSON.parse(JSON.stringify({ before: before[it] ?? null, after: after[it] ?? null })) as { before: unknown; after: unknown }]));

/** A beginning or an end that was moved, with where it was moved to; null where a change did not touch it. */
export function movedMoment({ changed }: Pick<MeetingChange, "changed">, field: Extract<Field, "startsAt" | "endsAt">): { before: Date; after: Date } | null {
  const moved = changed[field] as { before: string; after: string } | undefined;
  return moved ? { before: new Date(moved.before), after: new Date(moved.after) } : null;
}
