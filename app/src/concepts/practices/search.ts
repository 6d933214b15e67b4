// Public practices as everyone searches them. Each was read by two officers, so a house has some hundreds: they are narrowed and counted
// here, each facet under the choices of all others, as the register of partnerships does in its query.
import { plainKeyOf } from "../stakeholders/names.ts";
import { regionalGroups, sectors } from "../stakeholders/stakeholder.ts";
import { practicesAddress } from "./addresses.ts";
import { strengths } from "./practice.ts";
import type { ShownPractice } from "./disclosure.ts";

/** What practices can be narrowed by. Several values of one facet: any of them; several facets: all of them. */
export const facets = ["theme", "region", "strength", "sector"] as const;
export type Facet = (typeof facets)[number];
export type Choices = Partial<Record<Facet, string[]>>;
/** What somebody asks; an address and back again. */
export type PracticeQuery = { words: string; choices: Choices; page: number };
export const pageSize = 20;

/** Values that a facet can have; undefined where a house adds its own. */
const valuesOf: Partial<Record<Facet, readonly string[]>> = { region: regionalGroups, strength: strengths, sector: sectors };
const clean = (text: string) => text.replaceAll(/\p{Cc}/gu, " ").trim();
const most = { words: 200, values: 60, page: 500 } as const;

/** What an address asks for; whatever in it makes no sense is left out. */
export function readPracticeQuery(asked: URLSearchParams): PracticeQuery {
  const choices: Choices = {};
  for (const facet of facets) {
    const chosen = [...new Set(asked.getAll(facet).map(clean))].filter((it) => it !== "" && it.length <= 80 && (valuesOf[facet]?.includes(it) ?? true)).slice(0, most.values);
    if (chosen.length > 0) choices[facet] = chosen;
  }
  const page = Number(asked.get("page"));
  return { words: clean(asked.get("q") ?? "").slice(0, most.words), choices, page: Number.isInteger(page) && page > 1 ? Math.min(page, most.page) : 1 };
}

/** The address that asks for this; without a question mark when it asks for everything. */
export function searchAddress(query: Partial<PracticeQuery>, path: string = practicesAddress): string {
  const asked = new URLSearchParams();
  if (query.words) asked.set("q", query.words);
  for (const facet of facets) for (const value of query.choices?.[facet] ?? []) asked.append(facet, value);
  if (query.page && query.page > 1) asked.set("page", String(query.page));
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** What a practice is found by: its facets, and all its words in all languages, folded. */
export type Findable = { facets: Record<Facet, string[]>; words: string };
/** What a card is found by. */
export function findable(it: ShownPractice): Findable {
  const texts = [it.title, it.context, it.problem, it.done, it.result, it.takes, it.safeguards, it.wrong, it.owner.name, ...it.themes.map((one) => one.name), ...it.partnerships.map((one) => one.title)].flatMap((one) => Object.values(one));
  return { facets: { theme: it.themes.map((one) => one.slug), region: it.regions, strength: [it.strength], sector: [it.owner.sector] }, words: ` ${texts.map(plainKeyOf).join(" ")} ` };
}

/** A facet's value with the number of practices that have it under the choices of all other facets. */
export type Count = { facet: Facet; value: string; count: number };

/** What a question finds among these, in their order, and how many each further choice would leave. */
export function searched<T>(all: readonly T[], by: (it: T) => Findable, { words, choices }: Pick<PracticeQuery, "words" | "choices">): { found: T[]; counts: Count[] } {
  const typed = plainKeyOf(words).split(" ").filter(Boolean);
  const said = all.map((it) => ({ it, is: by(it) })).filter(({ is }) => typed.every((word) => is.words.includes(word)));
  const under = (is: Findable, but?: Facet) => facets.every((facet) => facet === but || !choices[facet] || choices[facet].some((value) => is.facets[facet].includes(value)));
  const counts = facets.flatMap((facet) => {
    const numbers = new Map<string, number>();
    for (const { is } of said) if (under(is, facet)) for (const value of is.facets[facet]) numbers.set(value, (numbers.get(value) ?? 0) + 1);
    return [...numbers].map(([value, count]): Count => ({ facet, value, count })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  });
  return { found: said.filter(({ is }) => under(is)).map(({ it }) => it), counts };
}
