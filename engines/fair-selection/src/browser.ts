// What draws from a published lottery and checks a draw: everything but the search for the lottery, and so without the solver.
export { readQuotas } from "./read-quotas.ts";
export { readPeople } from "./read-people.ts";
export { Unfit } from "./unfit.ts";
export { hashOf } from "./chance.ts";
export { type Chances, type Drawn, drawFrom } from "./drawn.ts";
export { checkDrawn, type Files, type Finding, type FindingName, findingNames, whyNoResult } from "./check.ts";
export type { Selection } from "./pool.ts";
