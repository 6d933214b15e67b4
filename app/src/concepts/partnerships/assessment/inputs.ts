import { z } from "@hono/zod-openapi";
import { plainDigits } from "../../../ground/web/forms.tsx";
import { directionTrick } from "../../stakeholders/names.ts";
import { aspects, headings, parts, scale, type Answers, type Aspect, type Heading } from "./assessment.ts";

/** A short form: what is longer is a report. */
const longest = 1500;
const free = z.string().max(longest * 2, "forums.error.long").default("").transform((it) => it.replaceAll("\r\n", "\n").trim()).refine((it) => it.length <= longest, "forums.error.long").refine((it) => directionTrick(it) < 0, "stakeholders.form.direction");
const placed = z.string("partnerships.self.error.scale").transform((it) => Number(plainDigits(it))).refine((it) => Number.isInteger(it) && it >= scale.least && it <= scale.most, "partnerships.self.error.scale");
const number = z.coerce.number().int().positive();
const numbers = Object.fromEntries(aspects.map((it) => [it, placed])) as Record<Aspect, typeof placed>;
const texts = Object.fromEntries(headings.map((it) => [it, free])) as Record<Heading, typeof free>;

/** What a partner says of its partnership: all of the scale, and words where it has any. */
export const AssessmentInput = z.object({ ...numbers, ...texts, number, body: z.string().max(80), shows: z.array(z.enum(parts)).default([]) }).transform((it): Answers & { number: number; body: string } => ({
  number: it.number, body: it.body, shows: parts.filter((one) => it.shows.includes(one)),
  scale: Object.fromEntries(aspects.map((one) => [one, it[one]])) as Record<Aspect, number>, words: Object.fromEntries(headings.map((one) => [one, it[one]])) as Record<Heading, string>,
}));
export type AssessmentInput = z.infer<typeof AssessmentInput>;
export const EndingInput = z.object({ number });
