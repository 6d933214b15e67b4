/** What time it is. Passed in, never ambient, so that a test can stand still. */
export type Clock = () => Date;

/** The clock on the wall. */
export const realClock: Clock = () => new Date();

/** The day of a moment in UTC: "2026-06-09". */
export const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);
