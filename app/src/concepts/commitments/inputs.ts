import { z } from "@hono/zod-openapi";
import { languages, type Key } from "../../ground/words.ts";
import { plainDigits } from "../../ground/web/forms.tsx";
import { free, linesOf, reason, slugTyped, turn } from "../partnerships/inputs.ts";
import { isWeb } from "../partnerships/partnership.ts";
import { isDay } from "../processes/inputs.ts";
import { line } from "../stakeholders/inputs.ts";
import { mixedWord } from "../stakeholders/names.ts";
import { mostOwners, outcomes, type Terms } from "./commitment.ts";

const body = z.string().max(80);
const day = z.string().default("").transform((it) => plainDigits(it).trim()).refine(isDay, "calls.error.day");
const said = (most: number, needed: Key) => free(most).refine((it) => it.length >= 10, needed);

/** Bodies, one a line. */
const bodies = free(10_000).transform((it) => [...new Set(linesOf(it).map((one) => slugTyped(one).toLowerCase()))]).refine((it) => it.length <= mostOwners && it.every((one) => /^[a-z0-9-]{1,120}$/.test(one)), "commitments.error.owners");

/** A commitment as it is typed: bodies, themes and the meeting, joint statement or finding that it was born of by their places in addresses, which the operation looks up. `body` empty: an officer proposes. */
export const CommitmentInput = z.object({
  body: body.default(""), language: z.enum(languages, "commitments.error.language"),
  title: line(160, "forums.error.long").refine((it) => it.length >= 3, "partnerships.error.title").refine((it) => mixedWord(it) === null, "stakeholders.form.mixed"),
  what: said(3000, "commitments.error.what"), indicator: said(1000, "commitments.error.indicator"),
  dueDay: day, owners: bodies, themes: z.array(z.string().max(80)).max(60).default([]), meeting: z.string().max(20).default(""), statement: z.string().max(9).default(""), finding: z.string().max(120).default(""),
}).refine((it) => it.body !== "" || it.owners.length > 0, { path: ["owners"], message: "commitments.error.nobody" }).refine((it) => [it.meeting, it.statement, it.finding].filter((one) => one !== "").length <= 1, { path: ["meeting"], message: "commitments.error.origin" });
export type CommitmentInput = z.infer<typeof CommitmentInput>;
/** What a proposal says, out of what was typed. */
export const termsIn = ({ title, what, indicator, language, dueDay }: CommitmentInput): Terms => ({ title, what, indicator, language, dueDay });
/** The boxes of this form. */
export const listFields = ["themes"] as const;

/** That a body owns it; that it does not, or leaves, needs a reason. */
export const ConfirmationInput = z.object({ turn, body });
export const RefusalInput = z.object({ turn, body, because: reason(5) });
/** Forms that stand on one page name their reasons each by its own name. */
export const DepartureInput = z.object({ turn, body, leftBecause: reason(5) }).transform(({ leftBecause, ...it }) => ({ ...it, because: leftBecause }));
/** Another last day, and why. */
export const MoveInput = z.object({ turn, body, dueDay: day, movedBecause: reason(10) }).transform(({ movedBecause, ...it }) => ({ ...it, because: movedBecause }));

const share = z.string().default("").transform((it) => plainDigits(it).replace("%", "").trim()).refine((it) => it === "" || (/^\d{1,3}$/.test(it) && Number(it) <= 100), "commitments.error.share").transform((it) => (it === "" ? null : Number(it)));
/** What was done, how much of it, and where that can be seen. */
export const ProgressInput = z.object({
  turn, body, text: said(3000, "commitments.error.progress"), share,
  evidence: z.string().max(500, "forums.error.long").default("").transform((it) => it.trim()).refine((it) => it === "" || isWeb(it), "practices.error.evidence").transform((it) => it || null),
  evidenceText: free(1000).transform((it) => it || null),
  corrects: z.string().default("").refine((it) => it === "" || /^[1-9]\d{0,5}$/.test(it), "commitments.error.corrects").transform((it) => (it === "" ? null : Number(it))),
});

/** What a closing report says: with whether the sign came about where it was done. `body` empty: an officer closes what nobody owns. */
export const ClosingInput = z.object({ turn, body: body.default(""), as: z.enum(["done", "given-up"], "commitments.error.as"), outcome: z.enum(["", ...outcomes]).default(""), report: said(3000, "commitments.error.report") })
  .refine((it) => it.as !== "done" || it.outcome !== "", { path: ["outcome"], message: "commitments.error.outcome" })
  .transform((it) => ({ ...it, outcome: it.as === "done" && it.outcome !== "" ? it.outcome : null }));
/** Further bodies to ask. */
export const AskingInput = z.object({ owners: bodies.refine((it) => it.length > 0, "commitments.error.nobody") });
