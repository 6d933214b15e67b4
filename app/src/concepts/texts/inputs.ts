import { z } from "@hono/zod-openapi";
import { isDay, Localized } from "../processes/inputs.ts";

export const statuses = ["proposal", "chairs-draft", "draft", "revised", "adopted"] as const;
export const authenticities = ["authentic", "official-translation", "unofficial-translation", "editorial"] as const;

/** An instrument and its versions as the samples and `travaux import` describe them. */
export const InstrumentInput = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/), title: Localized,
  versions: z.array(z.object({
    symbol: z.string().min(1), slug: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), status: z.enum(statuses), title: Localized,
    editions: z.array(z.object({
      language: z.enum(["ar", "zh", "en", "fr", "ru", "es", "de", "nl"]), authenticity: z.enum(authenticities), file: z.string(), source: z.string().optional(),
    }).strict()).min(1),
    /** What an editor decided about the alignment with the version before: ids of the old and the new provisions. */
    decisions: z.array(z.object({ old: z.array(z.string()), new: z.array(z.string()) }).strict()).default([]),
    /** Theme slugs by provision id, in this version. */
    themes: z.record(z.string(), z.array(z.string())).default({}),
  }).strict()).min(1),
}).strict();
export type InstrumentInput = z.infer<typeof InstrumentInput>;

/** Languages a text may be in: those of the house, and those of the treaties that it is tried on. */
export const textLanguages = ["ar", "zh", "en", "fr", "ru", "es", "de", "nl"] as const;

const day = z.string().trim().refine(isDay, "texts.date.needed");

/** What is said of a document that is imported; the upload page, the command line and the samples share it. */
export const LabelInput = z.object({
  symbol: z.string().trim().min(1, "texts.symbol.needed").max(80, "texts.symbol.long"), date: day,
  status: z.enum(statuses), language: z.enum(textLanguages), authenticity: z.enum(authenticities),
  title: z.string().trim().min(1, "texts.title.needed").max(200, "texts.title.long"),
  source: z.string().trim().max(500).optional().transform((it) => it || undefined),
});
export type LabelInput = z.infer<typeof LabelInput>;

/** A new text of a process. */
export const OpenInstrumentInput = z.object({
  title: z.string().trim().min(1, "texts.title.needed").max(200, "texts.title.long"),
  slug: z.string().trim().regex(/^[a-z][a-z0-9-]*$/, "texts.slug.needed").max(60, "texts.slug.needed").refine((it) => it !== "calls" && it !== "accreditation", "texts.slug.taken"), // the desk has these there
});

const ids = z.union([z.string(), z.array(z.string())]).optional().transform((it) => [it ?? []].flat().flatMap((one) => one.split(/[\s,]+/)).filter(Boolean));
/** What an editor says goes together: old ids and new ids, either side empty for what is new or gone. */
export const DecisionInput = z.object({ old: ids, new: ids });
