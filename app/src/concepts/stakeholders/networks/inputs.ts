import { z } from "@hono/zod-openapi";
import { languages, type Localized } from "../../../ground/words.ts";
import { line } from "../inputs.ts";
import { mixedWord } from "../names.ts";
import { itemKinds, networkKinds } from "./network.ts";

const isWeb = (it: string) => /^https?:\/\//i.test(it) && URL.canParse(it);

const name = line(120, "networks.name.long").refine((it) => mixedWord(it) === null, "stakeholders.form.mixed");
const about = line(600, "networks.about.long");
const others = languages.filter((it) => it !== "en");
type Other = (typeof others)[number];
const inOthers = <S extends z.ZodType>(field: string, schema: S) => Object.fromEntries(others.map((it) => [`${field}.${it}`, schema]));

/** A network that a body founds: its convenor is that body. */
export const NetworkInput = z.object({
  convenor: z.string().min(1, "networks.convenor.needed"),
  kind: z.enum(networkKinds),
  name: name.refine((it) => it.length >= 3, "networks.name.needed"),
  about: about.refine((it) => it !== "", "networks.about.needed"),
  ...(inOthers("name", name.optional()) as Record<`name.${Other}`, z.ZodOptional<typeof name>>),
  ...(inOthers("about", about.optional()) as Record<`about.${Other}`, z.ZodOptional<typeof about>>),
});
export type NetworkInput = z.infer<typeof NetworkInput>;

/** A field of it in every language in which something was written. */
export const inLanguages = (it: NetworkInput, field: "name" | "about"): Localized =>
  ({ en: it[field], ...Object.fromEntries(others.flatMap((language) => { const text = it[`${field}.${language}`]; return text ? [[language, text] as const] : []; })) });

/** A paper, call or meeting for the room: a link with a day. */
export const ItemInput = z.object({
  kind: z.enum(itemKinds),
  title: line(200, "networks.item.title.long").refine((it) => it !== "", "networks.item.title.needed"),
  address: z.string().trim().max(500, "networks.item.address.wrong").refine(isWeb, "networks.item.address.wrong"),
  day: z.iso.date("networks.item.day.wrong"),
});
export type ItemInput = z.infer<typeof ItemInput>;

/** A body, by its place in addresses or the whole address of its profile. */
export const TieInput = z.object({ stakeholder: z.string().transform((it) => it.trim().replace(/[?#].*$/, "").replace(/\/+$/, "").split("/").at(-1) ?? "").refine((it) => it !== "", "networks.convenor.needed") });
