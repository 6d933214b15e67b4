/** What time it is. Passed in, never ambient, so that a test can stand still. */
export type Clock = () => Date;

/** The clock on the wall. */
export const realClock: Clock = () => new Date();
