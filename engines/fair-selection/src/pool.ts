/** One quota: how many of a panel may have `value` in `category`; both bounds included. */
export type Quota = { category: string; value: string; min: number; max: number };

/** Somebody who may be drawn: an id and a value in each category. */
export type Person = { id: string; values: Record<string, string> };

/** At most `most` of a panel may share a value in `column`: an address, an organisation. Nobody shares an empty value. */
export type Cap = { column: string; most: number };

/** What a draw is about. The order of people and of quotas makes no difference. */
export type Selection = { people: readonly Person[]; quotas: readonly Quota[]; caps?: readonly Cap[]; size: number };

/** By code units, the same on every machine. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
