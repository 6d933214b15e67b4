import { z } from "@hono/zod-openapi";
import { themeKinds } from "./theme.ts";

const optional = z.string().trim().max(120, "themes.name.long").optional().transform((it) => it || undefined);

/** A theme added by an editor: a name in English, and in the other languages where it is known. */
export const ThemeInput = z.object({
  kind: z.enum(themeKinds), en: z.string().trim().min(1, "themes.name.needed").max(120, "themes.name.long"),
  ar: optional, zh: optional, fr: optional, ru: optional, es: optional,
  about: z.string().trim().max(500, "themes.about.long").optional(),
});
export type ThemeInput = z.infer<typeof ThemeInput>;
