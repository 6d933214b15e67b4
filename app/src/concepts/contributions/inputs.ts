import { z } from "@hono/zod-openapi";
import { combinations } from "../disclosure/rule.ts";
import { languages } from "../../ground/words.ts";
import { heldReasons, longestComment } from "./contribution.ts";

/** Forms of browsers end lines with CR LF, scripts and files with LF: the same words have the same fingerprint, and paragraphs are told by LF LF. */
const body = z.string().overwrite((it) => it.replaceAll(/\r\n?/g, "\n")).trim().min(1, "contributions.error.body").max(longestComment, "contributions.error.body.long");

/** A comment on a provision as people send it. */
export const CommentInput = z.object({
  forum: z.string().min(1, "contributions.error.forum"),
  combination: z.enum(combinations as [string, ...string[]], "contributions.error.combination"),
  /** For which of one's stakeholders; empty where it is unattributed. */
  stakeholder: z.string().default(""),
  /** "yes": the person's name stands beside the organisation's. */
  showPerson: z.literal("yes").optional(),
  language: z.enum(languages).default("en"),
  /** The reference of what it answers; empty: the provision. */
  answers: z.string().default(""),
  body,
});
export type CommentInput = z.infer<typeof CommentInput>;

export const EditInput = z.object({ body });

/** Another audience and attribution; widening needs the consent that is ticked. */
export const DisclosureInput = z.object({ combination: z.enum(combinations as [string, ...string[]], "contributions.error.combination"), consent: z.literal("yes").optional() });

/** Why the secretariat holds an input back: a reason of the list, and a sentence of its own. */
export const HoldInput = z.object({ reason: z.enum(heldReasons, "contributions.error.reason"), because: z.string().trim().min(1, "contributions.error.because").max(500, "contributions.error.because") });

/** What was typed, with the line ends of one system and no half characters: the bytes of a receipt are made of it. */
const typed = z.string().default("").transform((it) => it.replaceAll(/\r\n?/g, "\n").toWellFormed());
const line = typed.transform((it) => it.replaceAll(/\s+/g, " ").trim());
const several = z.union([z.string(), z.array(z.string())]).default([]).transform((it) => [...new Set([it].flat().filter((one) => one !== ""))]);

/** One ask of an answer, as its fieldset sends it. `wording`: null until wording is proposed. */
export const AskInput = z.object({ text: typed, pins: several, version: z.string().default(""), find: line, themes: several, wording: z.string().transform((it) => it.replaceAll(/\r\n?/g, "\n").toWellFormed()).nullable().default(null) });

/** An answer to a call as its form sends it at every press of a button: anything may be missing, and nothing of it is lost. */
export const AnswerInput = z.object({
  stakeholder: z.string().default(""), showPerson: z.boolean().default(false), onBehalf: several, seek: line,
  title: line, text: typed, language: z.string().default(""), combination: z.string().default(""),
  interested: z.boolean().default(false), interest: line,
  /** By the numbers of the questions. */
  answers: z.record(z.string(), typed).default({}), asks: z.array(AskInput).default([]),
  /** Files that came with it, each under the seal of the house. */
  attachments: several,
  /** The reference of what is filed again; empty: something new. */
  again: z.string().default(""),
});

/** More asks than anybody writes, so that a forged form makes no long page. */
const mostRead = 40;

/** The fields of a form, “ask-2-text” and the like, as the answer that they make. */
export function readAnswer(fields: Record<string, unknown>): z.infer<typeof AnswerInput> {
  const texts = Object.fromEntries(Object.entries(fields).map(([name, it]) => [name, Array.isArray(it) ? it.filter((one) => typeof one === "string") : it]).filter(([, it]) => typeof it === "string" || Array.isArray(it))) as Record<string, string | string[]>;
  const one = (name: string) => [texts[name] ?? ""].flat()[0] ?? "";
  const count = Math.min(mostRead, Math.max(0, ...Object.keys(texts).map((name) => Number(/^ask-(\d{1,3})-/.exec(name)?.[1] ?? 0))));
  const ask = (at: number) => ({ text: one(`ask-${at}-text`), pins: texts[`ask-${at}-pin`], version: one(`ask-${at}-version`), find: one(`ask-${at}-find`), themes: texts[`ask-${at}-theme`], wording: `ask-${at}-wording` in texts ? one(`ask-${at}-wording`) : null });
  return AnswerInput.parse({
    stakeholder: one("stakeholder"), showPerson: one("showPerson") === "yes", onBehalf: texts.onBehalf, seek: one("seek"), title: one("title"), text: one("text"), language: one("language"), combination: one("combination"),
    interested: one("interested") === "yes", interest: one("interest"), attachments: texts.attachment, again: one("again"),
    answers: Object.fromEntries(Object.keys(texts).flatMap((name) => { const number = /^answer-(\d{1,4})$/.exec(name)?.[1]; return number ? [[number, one(name)]] : []; })),
    asks: Array.from({ length: count }, (_, index) => ask(index + 1)),
  });
}

const edition = z.coerce.number().int().positive();
/** A focal point clears a draft as it stood before them, */
export const ClearingInput = z.object({ edition });
/** or returns it with a note. */
export const ReturnInput = z.object({ edition, note: z.string().trim().min(1, "drafts.error.note").max(2000, "drafts.error.note") });

/** An organisation named as a co-author stands behind a submission, or does not. */
export const CoAuthorInput = z.object({ stakeholder: z.string().min(1), confirms: z.enum(["yes", "no"]) });
/** Its author leaves out one who does not answer. */
export const LeavingOutInput = z.object({ stakeholder: z.string().min(1) });

/** A reply to a submission, or to one of its asks. */
export const ReplyInput = CommentInput.omit({ forum: true, answers: true }).extend({
  /** The number of the ask; empty: the whole. */
  ask: z.string().regex(/^\d{0,3}$/).default(""),
});
