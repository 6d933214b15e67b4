import { z } from "@hono/zod-openapi";
import { languages, type Language, type Localized } from "../../ground/words.ts";
import { openings } from "../disclosure/forum.ts";
import { isDay } from "../processes/inputs.ts";
import { surveyCombinations, type AssessmentPlan } from "./assessment.ts";

const localizedNames = ["title", "about", "limits"] as const;
export type LocalizedName = (typeof localizedNames)[number];
const longest = { title: 200, about: 5000, limits: 5000 } as const satisfies Record<LocalizedName, number>;

const words = (most: number) => z.string().max(most, "forums.error.long").default("").transform((it) => it.replaceAll("\r\n", "\n").trim());
/** `title-en`, `limits-fr` and so on. */
const texts = Object.fromEntries(localizedNames.flatMap((name) => languages.map((it) => [`${name}-${it}`, words(longest[name])]))) as unknown as Record<`${LocalizedName}-${Language}`, z.ZodType<string>>;
const question = z.string().max(200).default("").transform((it) => it || null);

/** An assessment as an officer types it. */
export const AssessmentInput = z.object({
  ...texts, openTo: z.enum(openings).default("stakeholders"), closesDay: z.string().trim().refine(isDay, "calls.error.day"),
  combination: z.array(z.enum(surveyCombinations)).default([]), region: question, sector: question, crime: question,
}).transform((it, context): AssessmentPlan => {
  if (!it["title-en"]) context.addIssue({ code: "custom", path: ["title-en"], message: "calls.error.title" });
  if (it.combination.length === 0) context.addIssue({ code: "custom", path: ["combination"], message: "forums.error.combinations" });
  const said = (name: LocalizedName): Localized => ({ en: it[`${name}-en`], ...Object.fromEntries(languages.filter((one) => one !== "en" && it[`${name}-${one}`]).map((one) => [one, it[`${name}-${one}`]])) });
  return { title: said("title"), about: said("about"), limits: said("limits"), openTo: it.openTo, combinations: surveyCombinations.filter((one) => it.combination.includes(one)), closesDay: it.closesDay, respondent: { region: it.region, sector: it.sector, crime: it.crime } };
});

/** A plan as the form shows it. */
export const typedPlan = (it: AssessmentPlan): Record<string, string> => ({
  ...Object.fromEntries(localizedNames.flatMap((name) => languages.map((one) => [`${name}-${one}`, it[name][one] ?? ""]))), openTo: it.openTo, closesDay: it.closesDay, combination: it.combinations.join(" "),
  region: it.respondent.region ?? "", sector: it.respondent.sector ?? "", crime: it.respondent.crime ?? "",
});
