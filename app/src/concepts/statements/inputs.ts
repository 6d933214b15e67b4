import { z } from "@hono/zod-openapi";
import { languages, type Language } from "../../ground/words.ts";
import { momentsAt, zoneNamed } from "../../ground/zones.ts";
import { free, linesOf, reason, slugTyped, turn } from "../partnerships/inputs.ts";
import { isDay } from "../processes/inputs.ts";
import { line } from "../stakeholders/inputs.ts";
import { consents, longestRemark, remarkAttributions } from "./drafting.ts";
import type { Accepted } from "./signing.ts";
import { longestParagraph, longestTolerance, paragraphKinds } from "./statement.ts";

const whole = z.coerce.number().int().nonnegative().max(1_000_000);
const ticked = z.string().optional().transform((it) => it !== undefined && it !== "");
const day = z.string().trim().default("").refine((it) => it === "" || isDay(it), "calls.error.day");
const id = z.string().max(80);

/** How a statement is signed, as its initiator types it: the hour of the deadline is that of UTC. */
const Rules = {
  workingTitle: line(200, "forums.error.long").refine((it) => it.length >= 3, "statements.error.title"),
  individuals: ticked, perParagraph: ticked, closesDay: day, toleranceMinutes: whole.max(longestTolerance, "calls.error.tolerance").default(0), call: z.string().max(9).default(""),
};
const rulesTyped = (it: { individuals: boolean; perParagraph: boolean; closesDay: string; toleranceMinutes: number }) =>
  ({ individuals: it.individuals, perParagraph: it.perParagraph, toleranceMinutes: it.toleranceMinutes, closesAt: it.closesDay === "" ? null : (momentsAt(it.closesDay, "23:59", zoneNamed("UTC")!)[0] ?? null) });

export const BeginInput = z.object({ ...Rules, body: id, language: z.enum(languages), drafters: free(4000) })
  .transform((it) => ({ stakeholderId: it.body, workingTitle: it.workingTitle, language: it.language, call: it.call, drafters: linesOf(it.drafters).map(slugTyped), rules: rulesTyped(it) }));
export const RulesInput = z.object({ ...Rules, turn }).transform((it) => ({ turn: it.turn, workingTitle: it.workingTitle, call: it.call, rules: rulesTyped(it) }));
export const AskInput = z.object({ drafters: free(4000).refine((it) => it !== "", "statements.error.drafters") }).transform((it) => linesOf(it.drafters).map(slugTyped));
export const DrafterInput = z.object({ body: id });
export const TurnInput = z.object({ turn });
export const EndInput = z.object({ turn, because: reason(10) });

const paragraph = z.string().max(longestParagraph * 2, "forums.error.long").default("").refine((it) => it.trim() !== "", "statements.error.paragraph");
export const AddInput = z.object({ kind: z.enum(paragraphKinds), text: paragraph, after: id.default("") });
export const RewordInput = z.object({ edition: whole, kind: z.enum(paragraphKinds), text: paragraph });
export const MoveInput = z.object({ direction: z.enum(["up", "down"]) });
export const EditionInput = z.object({ edition: whole });
export const ConsentInput = z.object({ edition: whole, consent: z.enum(consents), because: free(1000), body: id.default("") })
  .refine((it) => it.consent === "live" || it.because.length >= 3, { path: ["because"], message: "statements.error.change" }).transform(({ body, ...it }) => ({ ...it, because: it.because || null, bodyId: body || null }));
export const RemarkInput = z.object({ text: free(longestRemark).refine((it) => it.length >= 2, "statements.error.remark"), attribution: z.enum(remarkAttributions) });
export const RemarkOfInput = z.object({ remark: id.default("") });

/** The hash of the text that was on the page when it was decided to freeze it. */
const seenHash = z.string().regex(/^[0-9a-f]{64}$/);
export const OpeningInput = z.object({ turn, sha256: seenHash });
export const PublishInput = z.object({ turn, sha256: seenHash, kind: z.enum(["correction", "change"]), because: reason(3) });
export const TranslationInput = z.object({ turn, language: z.enum(languages), title: line(200, "forums.error.long").refine((it) => it !== "", "statements.error.title"), translator: line(200, "forums.error.long").refine((it) => it !== "", "statements.error.translator") });

/** "en:3f…": a language with the hash of the text that was on the page. */
const hash = z.string().max(80).transform((it, context): Accepted => {
  const [, language, sha256] = /^([a-z]{2}):([0-9a-f]{64})$/.exec(it) ?? [];
  if (sha256 === undefined || !languages.includes(language as Language)) { context.addIssue({ code: "custom", message: "statements.error.text" }); return z.NEVER; }
  return { language: language as Language, sha256 };
});
/** A signature as it is sent: for which body (empty: for oneself), on which version and texts, which paragraphs (none: the whole). */
export const SignInput = z.object({
  body: id.default(""), name: line(200, "forums.error.long").default(""), capacity: line(200, "forums.error.long").refine((it) => it.length >= 2, "statements.error.capacity"), version: whole,
  accepted: z.array(hash).min(1, "statements.error.languages").max(languages.length), extent: z.enum(["whole", "some"]).default("whole"), paragraphs: z.array(whole).max(400).default([]), link: z.string().max(80).default(""),
}).refine((it) => it.extent === "whole" || it.paragraphs.length > 0, { path: ["paragraphs"], message: "statements.error.paragraphs" })
  .refine((it) => it.body !== "" || it.name.length >= 2, { path: ["name"], message: "statements.error.name" });
export const PendingInput = z.object({ pending: id });
/** For a body, or (empty) for oneself. */
export const SignatoryInput = z.object({ body: id.default(""), because: free(1000) }).transform((it) => ({ body: it.body, because: it.because || null }));
export const InviteInput = z.object({ email: z.email("statements.error.email").max(200) });
