import type { Disclosed } from "../disclosure/disclosed.ts";
import type { Answer } from "./answer.ts";

/** What was said of an ask, for whoever may read the ask. */
export type ShownAnswer = Disclosed<Answer>;

/** Whoever may see a contribution may see what was said of its asks: the rows were asked for by `contributionsFor`. Nothing in it says who wrote. */
export const discloseAnswer = (it: Answer): ShownAnswer => it as ShownAnswer;
