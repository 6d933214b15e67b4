import type { RegionalGroup } from "../stakeholders/stakeholder.ts";
import { isStale, regionalGroups } from "../stakeholders/stakeholder.ts";
import type { Localized } from "../../ground/words.ts";
import type { PathwayInput } from "./inputs.ts";

export const pathwayKinds = ["convention", "committee", "programme", "expert-group", "un-process", "regional-body", "umbrella", "dialogue"] as const;
export type PathwayKind = (typeof pathwayKinds)[number];

/** in-force: a treaty that binds. adopted: one that does not yet. running: a body or programme at work. coming: decided, not begun. over: its record remains. */
export const standings = ["in-force", "adopted", "running", "coming", "over"] as const;
export type Standing = (typeof standings)[number];

/** What somebody may want of a response. */
export const goals = ["write", "speak", "meet", "learn", "teach", "national", "monitor"] as const;
export type Goal = (typeof goals)[number];

/** What one has to have to be let in. */
export const needs = ["nothing", "registration", "membership", "invitation", "ecosoc", "accreditation"] as const;
export type Need = (typeof needs)[number];

/** What a State has done about an instrument; approved: by its parliament, and not deposited yet. */
export const bindingKinds = ["signed", "approved", "ratified", "party"] as const;

export type Fact = PathwayInput["about"];
export type Way = PathwayInput["ways"][number];
export type Binding = PathwayInput["bindings"][number];

/** An existing response and how a stakeholder takes part in it; every statement with its sources and how sure it is. */
export type Pathway = PathwayInput & { id: string; processId: string };

/** Whether nobody has looked at the sources for twelve months. */
export function isOutOfDate({ checked }: Pick<Pathway, "checked">, now: Date): boolean {
  const checkedAt = new Date(`${checked}T00:00:00Z`);
  return isStale({ confirmedAt: checkedAt, registeredAt: checkedAt }, now);
}

/** What a list of pathways is narrowed by; null: by nothing. A country finds what names it, what is of its region and what is open to all. */
export type PathwayFilter = { kind: PathwayKind | null; region: RegionalGroup | null; theme: string | null };
const oneOf = <T extends string>(all: readonly T[], asked: string | null): T | null => all.find((it) => it === asked) ?? null;

/** What an address asks for; whatever in it makes no sense is left out. */
export const readFilter = (asked: URLSearchParams): PathwayFilter => ({ kind: oneOf(pathwayKinds, asked.get("kind")), region: oneOf(regionalGroups, asked.get("region")), theme: asked.get("theme")?.slice(0, 80) || null });

/** Pathways that a filter lets through: of a region are those made for it and those open to all. */
export const filtered = (all: readonly Pathway[], { kind, region, theme }: PathwayFilter) =>
  all.filter((it) => (!kind || it.kind === kind) && (!region || it.regions.length === 0 || it.regions.includes(region)) && (!theme || it.themes.includes(theme)));

/** What States did, by country: each with the instrument that it is about. */
export const bindingsOf = (all: readonly Pathway[], country: string): { pathway: Pathway; binding: Binding }[] =>
  all.flatMap((pathway) => pathway.bindings.filter((it) => it.country === country).map((binding) => ({ pathway, binding }))).toSorted((a, b) => (a.binding.day < b.binding.day ? -1 : 1));

/** The countries of which anything is known, by their codes. */
export const countriesKnown = (all: readonly Pathway[]): string[] => [...new Set(all.flatMap((it) => it.bindings.map((one) => one.country)))].toSorted();

/** Dates to come, the next one first; what has no day stands last. */
export function datesAhead(all: readonly Pathway[], today: string): { pathway: Pathway; date: Pathway["next"][number] }[] {
  const ahead = all.flatMap((pathway) => pathway.next.filter((it) => it.day === null || it.day >= today).map((date) => ({ pathway, date })));
  return ahead.toSorted((a, b) => (a.date.day ?? "9999").localeCompare(b.date.day ?? "9999"));
}

/** A name in English, for lists that have to stand in one order in every language. */
export const byName = (a: { name: Localized }, b: { name: Localized }) => (a.name.en < b.name.en ? -1 : 1);
