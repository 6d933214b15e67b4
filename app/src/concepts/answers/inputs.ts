import { z } from "zod";
import { fewestWords, settable, wordsIn } from "./answer.ts";

/** "C-7K2M9QX/2": the second ask of a contribution. */
const askName = /^(C-[0-9A-Z]{7})\/([1-9]\d?)$/;
export type AskName = { reference: string; number: number };
export const nameOfAsk = ({ reference, number }: AskName) => `${reference}/${number}`;
const askOf = (it: string): AskName => { const [, reference = "", number = ""] = askName.exec(it)!; return { reference, number: Number(number) }; };

/** Asks answered in one go: a page of the desk. */
export const mostAtOnce = 50;

/** What became of one or several asks, and why. */
export const AnswerInput = z.object({
  ask: z.array(z.string().regex(askName, "answers.ask.needed")).min(1, "answers.ask.needed").max(mostAtOnce, "answers.ask.too-many").transform((all) => [...new Set(all)].map(askOf)),
  state: z.enum(settable, "answers.state.needed"),
  reason: z.string().trim().max(2000, "answers.reason.long").refine((it) => wordsIn(it) >= fewestWords, "answers.reason.needed"),
  link: z.string().trim().max(500, "answers.link.wrong").optional().transform((it) => it || null),
});
export type AnswerInput = z.infer<typeof AnswerInput>;

/** What is said of one ask alone. */
export const LineInput = z.string().trim().max(500, "answers.line.long");
