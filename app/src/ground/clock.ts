/** What time it is. Passed in, never ambient, so that a test can stand still. */
export type Clock = () => Date;

/** The clock on the wall. */
export const realClock: Clock = () => new Date();

/** The day of a moment in UTC: "2026-06-09". */
export const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);

/** A day so many days after another, or before it: "2026-06-02", 7 → "2026-06-09". */
export const daysAfter = (day: string, days: number): string => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));
