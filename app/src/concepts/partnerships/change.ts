import type { Field } from "./partnership.ts";

/** What may happen to a partnership in public. */
export const deeds = ["published", "changed", "confirmed", "left", "merged", "withdrawn"] as const;
export type Deed = (typeof deeds)[number];

/** What a field said before and says now, as JSON. */
export type Changed = Partial<Record<Field, { before: unknown; after: unknown }>>;

/** Something that happened in public; `by` names the officers or the body whose deed it is. Sequence 0 is the publication. */
export type Change = { partnershipId: string; sequence: number; what: Deed; day: string; by: string; because: string | null; changed: Changed; /** Its entry in the record. */ entry: string };

/** An edition as the history has it: bodies, themes and the whole it is part of by their places in addresses. */
export type Spoken = Record<Field, unknown>;
/** What these fields said and say. */
export const changesOf = (fields: readonly Field[], before: Spoken, after: Spoken): Changed => Object.fromEntries(fields.map((it) => [it, { before: before[it], after: after[it] }]));

/** Something that somebody asked of an entry in public. */
export type Question = {
  partnershipId: string; number: number; text: string;
  askerId: string; day: string; dueDay: string;
  answer: string | null; answererId: string | null; answeredDay: string | null;
  /** Why the secretariat put it aside, where it did; its words are not shown then. */
  asideBecause: string | null;
};

/** Whether an answer is late, or came late. */
export const isLate = ({ dueDay, answeredDay, asideBecause }: Pick<Question, "dueDay" | "answeredDay" | "asideBecause">, day: string): boolean => asideBecause === null && (answeredDay ?? day) > dueDay;
