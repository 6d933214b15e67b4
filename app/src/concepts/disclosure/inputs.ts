import { z } from "@hono/zod-openapi";
import { languages, type Localized } from "../../ground/words.ts";
import { openings, type Forum } from "./forum.ts";
import { combinations, type OfferedCombination } from "./rule.ts";

const title = z.string().trim().max(120, "forums.error.long");
const about = z.string().trim().max(600, "forums.error.long").default("");
/** `title-en`, `about-en` and so on: English is needed, the others stand where they are written. */
const texts = Object.fromEntries(languages.flatMap((it) => [[`title-${it}`, it === "en" ? title.min(1, "forums.error.name") : title.default("")], [`about-${it}`, about]])) as Record<`title-${string}` | `about-${string}`, z.ZodType<string>>;

const written = (input: Record<string, unknown>, field: "title" | "about") =>
  Object.fromEntries(languages.map((it) => [it, input[`${field}-${it}`]]).filter(([, text]) => text)) as Localized;

/** A forum as an officer opens it: its words in several languages, who may write, and the combinations that it takes. */
export const ForumInput = z.object({
  ...texts, openTo: z.enum(openings),
  combination: z.array(z.enum(combinations as [OfferedCombination, ...OfferedCombination[]])).min(1, "forums.error.combinations").default([]),
}).refine((it) => it.combination.length > 0, { path: ["combination"], message: "forums.error.combinations" })
  .transform((it): Pick<Forum, "title" | "about" | "openTo" | "combinations"> => {
    const words = written(it, "about");
    return { title: written(it, "title"), about: words.en ? words : null, openTo: it.openTo, combinations: combinations.filter((one) => it.combination.includes(one)) };
  });

/** Somebody invited: by address, and for whom where they speak for several. */
export const ForumInvitationInput = z.object({ email: z.email("forums.error.email").max(200, "forums.error.email"), stakeholder: z.string().default("") });

export const ClosingInput = z.object({ sure: z.literal("yes", "forums.error.sure") });
