import { z } from "@hono/zod-openapi";
import { findCountry } from "../../ground/countries/countries.ts";
import { languages } from "../../ground/words.ts";
import { isDay } from "../processes/inputs.ts";
import { LetterInput, line } from "../stakeholders/inputs.ts";
import { regionalGroups } from "../stakeholders/stakeholder.ts";
import { longestDays, offerKinds, outcomes, sides } from "./offer.ts";

const several = <S extends z.ZodType>(one: S) => z.array(one).max(60).default([]).transform((it) => [...new Set(it)]);

/** Countries as people write them in a line, in any of the six languages: "Kenya, Perú; 中国" → their codes. */
const countriesIn = z.string().max(1000, "stakeholders.form.long").default("").transform((it, c) => {
  const found = it.split(/[,;\n،؛、，；]/).map((one) => one.trim()).filter(Boolean).map(findCountry);
  if (found.includes(null)) c.addIssue({ code: "custom", message: "offers.form.country" });
  return [...new Set(found.flatMap((one) => one?.code ?? []))];
});

const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
/** A language by its code, as long as it is one. */
const language = z.string().refine((it) => /^[a-z]{2,3}$/.test(it) && names.of(it) !== undefined, "offers.form.languages");
const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** An offer or need as its body types it, on this day. */
export const offerInput = (today: string) => z.object({
  body: z.string().min(1, "offers.form.body"), side: z.enum(sides, "offers.form.side"), kind: z.enum(offerKinds, "offers.form.kind"),
  language: z.enum(languages, "offers.form.language"),
  title: line(120).refine((it) => it !== "", "offers.form.title"), text: LetterInput.shape.body.refine((it) => it.length <= 2000, "stakeholders.form.long"),
  themes: several(z.string().max(60)), regions: several(z.enum(regionalGroups, "stakeholders.form.group")), countries: countriesIn, languages: several(language),
  until: z.string().refine((it) => isDay(it) && it >= today && it <= dayAfter(today, longestDays), "offers.form.until"),
});
export type OfferInput = z.infer<ReturnType<typeof offerInput>>;
/** The check boxes of its form. */
export const offerLists = ["themes", "regions", "languages"] as const;

/** A letter about an offer or need, in the name of a body. */
export const InquiryInput = z.object({ body: z.string().min(1, "offers.form.body"), text: LetterInput.shape.body });
export const OutcomeInput = z.object({ outcome: z.enum(outcomes, "offers.form.outcome") });
