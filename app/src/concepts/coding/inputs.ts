import { z } from "@hono/zod-openapi";
import { languages } from "../../ground/words.ts";
import { directionTrick } from "../stakeholders/names.ts";
import { regionalGroups, sectors } from "../stakeholders/stakeholder.ts";
import { memoSubjects } from "./coding.ts";
import { consents } from "./consent.ts";

/** Words of the desk: a paragraph or two. */
const longest = 4000;
const lines = (most: number) => z.string().max(most * 2, "forums.error.long").default("").transform((it) => it.replaceAll("\r\n", "\n").trim()).refine((it) => it.length <= most, "forums.error.long").refine((it) => directionTrick(it) < 0, "stakeholders.form.direction");
const line = (most = 200) => lines(most).transform((it) => it.replaceAll(/\s+/g, " "));
const needed = (most = 200) => line(most).refine((it) => it !== "", "coding.error.needed");
const day = z.union([z.literal("").transform(() => null), z.iso.date("coding.error.day")]).default(null);
const oneOf = <const All extends readonly string[]>(all: All) => z.union([z.literal("").transform(() => null), z.enum(all)]).default(null);
const ticked = z.literal("yes").optional().transform((it) => it === "yes");
const ids = z.array(z.string().max(80)).default([]);

/** An interview or focus group: what is known of it, who was interviewed, and its transcript where it is pasted. */
export const SourceInput = z.object({
  kind: z.enum(["interview", "focus-group"], "coding.error.needed"), title: needed(), language: z.enum(languages), consent: z.enum(consents), sector: oneOf(sectors), region: oneOf(regionalGroups), held: day,
  interviewers: line(500), name: line(), organisation: line(), contact: line(), named: ticked, pasted: z.string().max(2_000_000, "forums.error.long").default("").transform((it) => it.replaceAll("\r\n", "\n")),
}).transform(({ interviewers, ...it }) => ({ ...it, interviewers: interviewers.split(/[,،，;]/u).map((one) => one.trim()).filter(Boolean) }));
export type SourceInput = z.infer<typeof SourceInput>;

/** Segments and the codes for them; with `start` and `end` for words of one segment alone. */
export const CodingInput = z.object({
  segments: ids.refine((it) => it.length > 0, "coding.error.segment"), codes: ids.refine((it) => it.length > 0, "coding.error.code"), start: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(0)]).default(null), end: z.union([z.literal("").transform(() => null), z.coerce.number().int().min(1)]).default(null),
});
export type CodingInput = z.infer<typeof CodingInput>;
export const TakeBackInput = z.object({ codings: ids.refine((it) => it.length > 0, "coding.error.coding") });
export const ConsentInput = z.object({ segments: ids.refine((it) => it.length > 0, "coding.error.segment"), consent: z.enum(consents), because: lines(1000) });
export const ErasureInput = z.object({ segments: ids.refine((it) => it.length > 0, "coding.error.segment") });
export const AssignmentInput = z.object({ first: z.string().max(80), second: z.string().max(80) });
export const DecisionInput = z.object({ segment: z.string().max(80), code: z.string().max(80), keep: z.enum(["yes", "no"], "coding.error.needed"), because: lines(1000).refine((it) => it !== "", "coding.error.because") });
export const MemoInput = z.object({ about: z.enum(memoSubjects), subject: z.string().max(80), text: lines(longest).refine((it) => it !== "", "coding.error.needed") });
export const CodeInput = z.object({
  name: needed(), definition: lines(longest), example: line(1000), colour: z.union([z.literal("").transform(() => null), z.string().regex(/^#[\da-f]{6}$/i, "coding.error.colour").transform((it) => it.toUpperCase())]).default(null), parent: z.string().max(80).default("").transform((it) => it || null), holds: ticked,
});
export type CodeInput = z.infer<typeof CodeInput>;
export const GuideInput = z.object({ opening: lines(longest), questions: lines(20_000).refine((it) => it !== "", "coding.error.needed") });
