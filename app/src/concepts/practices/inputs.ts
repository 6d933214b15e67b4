import { z } from "@hono/zod-openapi";
import { languages, type Key, type Language, type Localized } from "../../ground/words.ts";
import { free, linesOf, reason, reviewOf, turn } from "../partnerships/inputs.ts";
import { isWeb } from "../partnerships/partnership.ts";
import { line } from "../stakeholders/inputs.ts";
import { mixedWord } from "../stakeholders/names.ts";
import { regionalGroups } from "../stakeholders/stakeholder.ts";
import { isComplete } from "./checklist.ts";
import { outcomes, strengths, type Entry } from "./practice.ts";

/** Words of a card in each language, and how long each may be. */
export const localizedFields = ["title", "context", "problem", "done", "result", "takes", "safeguards", "wrong"] as const;
export type LocalizedField = (typeof localizedFields)[number];
const longest = { title: 160, context: 1500, problem: 1500, done: 3000, result: 1500, takes: 2000, safeguards: 2000, wrong: 2000 } as const satisfies Record<LocalizedField, number>;
const fieldIn = (name: LocalizedField, language: Language) => `${name}-${language}` as const;

const title = line(longest.title, "forums.error.long").refine((it) => mixedWord(it) === null, "stakeholders.form.mixed").default("");
const texts = Object.fromEntries(localizedFields.flatMap((name) => languages.map((it) => [fieldIn(name, it), name === "title" ? title : free(longest[name])]))) as unknown as Record<`${LocalizedField}-${Language}`, z.ZodType<string>>;
/** How many addresses of evidence a card has at most. */
const mostEvidence = 20;
const Fields = z.object({ ...texts, body: z.string().max(80).default(""), strength: z.enum(strengths), evidence: free(10_000), regions: z.array(z.enum(regionalGroups)).default([]), themes: z.array(z.string().max(80)).max(200).default([]), partnerships: z.array(z.string().max(120)).max(60).default([]), turn: z.coerce.number().int().nonnegative().default(0) });
type Typed = z.infer<typeof Fields>;

/** A card as the focal point of its owner types it: themes and partnerships by their places in addresses, which the operation looks up. */
export const PracticeInput = Fields.transform((it, context) => {
  const wrong = (path: string, message: Key) => { context.addIssue({ code: "custom", path: [path], message }); };
  for (const name of localizedFields) if (name !== "title" && !it[fieldIn(name, "en")]) wrong(fieldIn(name, "en"), "partnerships.error.words");
  if (it["title-en"].length < 3) wrong("title-en", "partnerships.error.title");
  if (it.themes.length === 0) wrong("themes", "practices.error.themes");
  if (it.regions.length === 0) wrong("regions", "partnerships.error.regions");
  const evidence = linesOf(it.evidence);
  if (evidence.length > mostEvidence || !evidence.every(isWeb)) wrong("evidence", "practices.error.evidence");
  else if (it.strength !== "told" && evidence.length === 0) wrong("evidence", "practices.error.unseen");
  const entry: Omit<Entry, "themeIds" | "partnershipIds"> = { ...localizedIn(it), strength: it.strength, evidence, regions: regionalGroups.filter((one) => it.regions.includes(one)) };
  return { entry, body: it.body, themes: it.themes, partnerships: it.partnerships, turn: it.turn };
});
export type PracticeInput = z.infer<typeof PracticeInput>;
/** The boxes of this form. */
export const listFields = ["regions", "themes", "partnerships"] as const;

const localizedIn = (it: Typed) => Object.fromEntries(localizedFields.map((name) => [name, { en: "", ...Object.fromEntries(languages.map((one) => [one, it[fieldIn(name, one)]]).filter(([, text]) => text)) }])) as Record<LocalizedField, Localized>;

/** A card as the form shows it. */
export const typedOf = (it: Omit<Entry, "themeIds" | "partnershipIds">, by: { body: string; themes: readonly string[]; partnerships: readonly string[] }, turned: number): Record<string, string> => ({
  ...Object.fromEntries(localizedFields.flatMap((name) => languages.map((one) => [fieldIn(name, one), it[name][one] ?? ""] as const))), strength: it.strength, evidence: it.evidence.join("\n"),
  regions: it.regions.join(" "), themes: by.themes.join(" "), partnerships: by.partnerships.join(" "), body: by.body, turn: String(turned),
});

const body = z.string().max(80);
/** What an officer found. */
export const PracticeReviewInput = reviewOf(isComplete);
export const WithdrawalInput = z.object({ turn, because: reason(10) });
/** That another body repeated it, and what came of it. */
export const RepeatInput = z.object({
  body, outcome: z.enum(outcomes), text: free(2000).refine((it) => it.length >= 10, "practices.error.repeat"),
  evidence: z.string().max(500, "forums.error.long").default("").transform((it) => it.trim()).refine((it) => it === "" || isWeb(it), "practices.error.evidence").transform((it) => it || null),
});
export const RepeatOfInput = z.object({ body });
