import { z } from "@hono/zod-openapi";
import { countryByCode } from "../../ground/countries/countries.ts";
import { languages, type Key, type Language, type Localized } from "../../ground/words.ts";
import { plainDigits } from "../../ground/web/forms.tsx";
import { isDay } from "../processes/inputs.ts";
import { line } from "../stakeholders/inputs.ts";
import { directionTrick, mixedWord } from "../stakeholders/names.ts";
import { regionalGroups, type RegionalGroup } from "../stakeholders/stakeholder.ts";
import { isComplete } from "./checklist.ts";
import { forms, functions, isWeb, partnerNumbers, reviewOutcomes, statuses, type Proposal, type Result } from "./partnership.ts";

/** Words of an entry in each language, and how long each may be. */
export const localizedFields = ["title", "about", "basis", "rights", "data", "resources", "governance"] as const;
export type LocalizedField = (typeof localizedFields)[number];
const longest = { title: 160, about: 2000, basis: 1000, rights: 2000, data: 2000, resources: 1000, governance: 1000 } as const satisfies Record<LocalizedField, number>;
const fieldIn = (name: LocalizedField, language: Language) => `${name}-${language}` as const;

/** Several lines of at most so many characters, without tricks of direction. */
export const free = (most: number) => z.string().max(most * 2, "forums.error.long").default("").transform((it) => it.replaceAll("\r\n", "\n").trim()).refine((it) => it.length <= most, "forums.error.long").refine((it) => directionTrick(it) < 0, "stakeholders.form.direction");
const title = line(longest.title, "forums.error.long").refine((it) => mixedWord(it) === null, "stakeholders.form.mixed").default("");
const texts = Object.fromEntries(localizedFields.flatMap((name) => languages.map((it) => [fieldIn(name, it), name === "title" ? title : free(longest[name])]))) as unknown as Record<`${LocalizedField}-${Language}`, z.ZodType<string>>;
const day = z.string().default("").transform((it) => plainDigits(it).trim()).refine((it) => it === "" || isDay(it), "calls.error.day").transform((it) => it || null);
const someOf = <T extends string>(all: readonly T[]) => z.array(z.enum(all as readonly [T, ...T[]])).default([]);
/** The lines of a field that are not empty. */
export const linesOf = (it: string) => it.split("\n").map((one) => one.trim()).filter(Boolean);
/** How many results, sources and countries an entry has at most: what is longer is a report, and is a source. */
const most = { results: 30, sources: 40, countries: 100 } as const;

/** No line of a list is longer: five hundred characters of words, and an address. What reads lines takes time by the square of their length. */
const longestLine = 2500;

/** The last word of a line where it is an address: "Reports a month: 2,300 to 9,100 https://…". */
function resultIn(text: string): Result | null {
  if (text.length > longestLine) return null;
  const [, said = "", evidence = ""] = /^(.*?)[\s|·–-]*(https?:\/\/\S+)$/i.exec(text) ?? [];
  return said.trim() !== "" && said.length <= 500 && isWeb(evidence) ? { text: said.trim(), evidence } : null;
}

/** "lantern-digital-rights: runs the hotline", or the whole address of its profile in front. */
function namedIn(text: string): { slug: string; role: string } | null {
  if (text.length > longestLine) return null;
  const [, body = "", role = ""] = /^(https?:\/\/\S*\/[a-z0-9-]+|[a-z0-9-]+)\s*[:;,|–—-]?\s*(.*)$/i.exec(text) ?? [];
  const slug = body.replace(/\/+$/, "").split("/").at(-1)!.toLowerCase();
  return slug !== "" && role.length <= 200 && directionTrick(role) < 0 ? { slug, role: role.trim() } : null;
}

/** The place in addresses of what is typed as a slug or as a whole address. */
export const slugTyped = (it: string) => it.trim().replace(/[?#].*$/, "").replace(/\/+$/, "").split("/").at(-1) ?? "";

const Fields = z.object({
  ...texts, form: z.enum(forms), status: z.enum(statuses), startsDay: day, endsDay: day, regions: someOf(regionalGroups), functions: someOf(functions), crimes: z.array(z.string().max(80)).max(200).default([]),
  countries: free(2000), partners: free(12_000), results: free(20_000), sources: free(20_000), partOf: z.string().max(500, "forums.error.long").default("").transform(slugTyped), turn: z.coerce.number().int().nonnegative().default(0),
});
type Typed = z.infer<typeof Fields>;

/** An entry as the focal point of a partner types it: bodies, themes and the whole it is part of by their places in addresses, which the operation looks up. */
export const PartnershipInput = Fields.transform((it, context) => {
  const wrong = (path: string, message: Key) => { context.addIssue({ code: "custom", path: [path], message }); };
  for (const name of ["about", "rights", "data"] as const) if (!it[fieldIn(name, "en")]) wrong(fieldIn(name, "en"), "partnerships.error.words");
  if (it["title-en"].length < 3) wrong("title-en", "partnerships.error.title");
  if (it.functions.length === 0) wrong("functions", "partnerships.error.functions");
  if (it.crimes.length === 0) wrong("crimes", "partnerships.error.crimes");
  const countries = countriesIn(it.countries);
  if (countries === null) wrong("countries", "partnerships.error.countries");
  const regions = regionsOf(countries ?? [], it.regions);
  if (regions.length === 0) wrong("regions", "partnerships.error.regions");
  if (it.endsDay !== null && (it.startsDay === null || it.endsDay < it.startsDay)) wrong("endsDay", "partnerships.error.ends");
  if (it.status === "ended" && it.endsDay === null) wrong("endsDay", "partnerships.error.ended");
  const [results, sources, partners] = [linesOf(it.results).map(resultIn), linesOf(it.sources), linesOf(it.partners).map(namedIn)];
  if (results.length > most.results || results.includes(null)) wrong("results", "partnerships.error.results");
  if (sources.length === 0 || sources.length > most.sources || !sources.every(isWeb)) wrong("sources", "partnerships.error.sources");
  const bodies = new Set(partners.map((one) => one?.slug));
  if (partners.includes(null) || bodies.size !== partners.length || bodies.size > partnerNumbers.most) wrong("partners", "partnerships.error.partners");
  else if (bodies.size < partnerNumbers.least) wrong("partners", "partnerships.error.alone");
  const whole = (list: (Result | null)[]) => list.filter((one) => one !== null);
  const entry: Omit<Proposal, "partners" | "crimeIds" | "partOfId"> = {
    ...localizedIn(it), form: it.form, status: it.status, startsDay: it.startsDay, endsDay: it.endsDay, countries: countries ?? [], regions, functions: functions.filter((one) => it.functions.includes(one)), results: whole(results), sources,
  };
  return { entry, partners: partners.filter((one) => one !== null), crimes: it.crimes, partOf: it.partOf, turn: it.turn };
});
export type PartnershipInput = z.infer<typeof PartnershipInput>;
/** The boxes of this form. */
export const listFields = ["regions", "functions", "crimes"] as const;

const localizedIn = (it: Typed) => Object.fromEntries(localizedFields.map((name) => [name, { en: "", ...Object.fromEntries(languages.map((one) => [one, it[fieldIn(name, one)]]).filter(([, text]) => text)) }])) as Record<LocalizedField, Localized>;

/** Countries by their codes of two letters; null where one of them is none. */
function countriesIn(typed: string): string[] | null {
  const codes = typed.split(/[\s,;،؛、]+/).filter(Boolean).map((it) => (/^[a-z]{2}$/i.test(it) ? (countryByCode(it.toUpperCase())?.code ?? null) : null));
  return codes.includes(null) || codes.length > most.countries ? null : [...new Set(codes.filter((it) => it !== null))].toSorted();
}
/** The regional groups of these countries, and those that were named. */
export const regionsOf = (countries: readonly string[], named: readonly RegionalGroup[]): RegionalGroup[] => {
  const all = new Set([...named, ...countries.map((it) => countryByCode(it)?.group ?? null)]);
  return regionalGroups.filter((it) => all.has(it));
};

/** An entry as the form shows it. */
export function typedOf({ partners, crimeIds: _, partOfId: __, ...it }: Proposal, by: { slugOf: (stakeholderId: string) => string; crimes: readonly string[]; partOf: string }, turn: number): Record<string, string> {
  const words = localizedFields.flatMap((name) => languages.map((one) => [fieldIn(name, one), it[name][one] ?? ""] as const));
  return {
    ...Object.fromEntries(words), form: it.form, status: it.status, startsDay: it.startsDay ?? "", endsDay: it.endsDay ?? "", countries: it.countries.join(", "), regions: it.regions.join(" "), functions: it.functions.join(" "), crimes: by.crimes.join(" "),
    partners: partners.map((one) => `${by.slugOf(one.stakeholderId)}: ${one.role}`).join("\n"), results: it.results.map((one) => `${one.text} ${one.evidence}`).join("\n"), sources: it.sources.join("\n"), partOf: by.partOf, turn: String(turn),
  };
}

/** Which turn of something a page showed. */
export const turn = z.coerce.number().int().positive();
/** A reason of at least so many characters. */
export const reason = (least: number) => free(2000).refine((it) => it.length >= least, "accreditation.error.reason");
/** What a focal point says of the part of its body; a reason is needed to deny. */
export const ConfirmationInput = z.object({ turn, body: z.string().max(80) });
export const DenialInput = z.object({ turn, body: z.string().max(80), because: reason(5) });
export const SeenInput = z.object({ turn });
/** What an officer found; everything on the checklist is ticked for it to pass, and a reason is needed to give it back. */
export const reviewOf = (isWhole: (checks: readonly string[]) => boolean) => z.object({ turn, outcome: z.enum(reviewOutcomes, "accreditation.error.outcome"), checks: z.array(z.string().max(40)).max(40).default([]), because: free(2000) })
  .refine((it) => it.outcome !== "passes" || isWhole(it.checks), { path: ["checks"], message: "partnerships.error.checklist" })
  .refine((it) => it.outcome !== "returned" || it.because.length >= 10, { path: ["because"], message: "accreditation.error.reason" });
export const ReviewInput = reviewOf(isComplete);
export const QuestionInput = z.object({ body: z.string().max(80), text: free(1500).refine((it) => it.length >= 10, "partnerships.error.question") });
export const AnswerInput = z.object({ body: z.string().max(80), number: z.coerce.number().int().positive(), answer: free(3000).refine((it) => it.length >= 2, "partnerships.error.answer") });
export const AsideInput = z.object({ number: z.coerce.number().int().positive(), because: reason(10) });
export const MergeInput = z.object({ turn, into: z.string().max(500).transform(slugTyped).refine((it) => it !== "", "partnerships.error.into"), because: reason(10) });
