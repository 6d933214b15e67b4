import { z } from "@hono/zod-openapi";
import { countryByCode } from "../../ground/countries/countries.ts";
import { readWebsite } from "../stakeholders/names.ts";
import { regionalGroups, sectors } from "../stakeholders/stakeholder.ts";
import { day, Localized } from "../processes/inputs.ts";
import { bindingKinds, goals, needs, pathwayKinds, standings } from "./pathway.ts";

/** How sure a statement is, and where it is from: nothing stands in the catalogue without a source. */
const evidence = { sure: z.enum(["verified", "reported", "unsure"]), sources: z.array(z.string().min(1)).min(1, "Each statement needs a source.") };
const FactInput = z.object({ text: Localized, day: day.optional(), ...evidence }).strict();
const country = z.string().refine((it) => countryByCode(it)?.code === it, "Write the country by its two letters of ISO 3166-1, as KE.");

/** A way in: for whom (no sector: the sources do not say), for what, how, and what one has to have (null: not known). */
const WayInput = z.object({ sectors: z.array(z.enum(sectors)), goals: z.array(z.enum(goals)).min(1), how: Localized, needs: z.enum(needs).nullable(), ...evidence }).strict();

export const PathwayInput = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/).refine((it) => it !== "find", "The address “find” is taken."), kind: z.enum(pathwayKinds), name: Localized, about: FactInput,
  standing: z.enum(standings), status: FactInput,
  /** None: open to the whole world. */
  regions: z.array(z.enum(regionalGroups)), themes: z.array(z.string()),
  ways: z.array(WayInput),
  /** What it takes to take part; null: not known. */
  takes: z.object({ status: FactInput.nullable(), money: FactInput.nullable(), time: FactInput.nullable(), languages: z.object({ codes: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1), ...evidence }).strict().nullable() }).strict(),
  next: z.array(z.object({ day: day.nullable(), what: Localized, ...evidence }).strict()),
  /** Where it speaks for itself. */
  address: z.string().refine((it) => /^https?:/.test(it) && readWebsite(it) !== null, "Write an address that begins with https://.").nullable(),
  bindings: z.array(z.object({ country, what: z.enum(bindingKinds), day, ...evidence }).strict()),
  /** The day on which somebody last looked at the sources. */
  checked: day,
}).strict();
export type PathwayInput = z.infer<typeof PathwayInput>;

export const PathwaysInput = z.object({ pathways: z.array(PathwayInput).refine((all) => new Set(all.map((it) => it.slug)).size === all.length, "Two items have one name.") }).strict();
