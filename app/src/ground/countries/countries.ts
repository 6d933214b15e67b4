// Countries as the United Nations names and groups them: a dated table, made by scripts/make-countries.mjs. A name is looked
// up after folding: letters without marks, lower case, no article in front. Nothing is guessed: what is not in the table is
// no country, and a word with one letter of another script is not found.
import type { Localized, Language } from "../words.ts";
import table from "./table.json" with { type: "json" };

/** The five regional groups, as the United Nations lists them. */
export const regionalGroups = ["african", "asia-pacific", "eastern-european", "latin-american-caribbean", "western-european-others"] as const;
export type RegionalGroup = (typeof regionalGroups)[number];

/** observer-state: the Holy See and the State of Palestine. associated: the Cook Islands and Niue. territory: every other code of ISO 3166-1. */
export const countryStatuses = ["member-state", "observer-state", "associated", "territory"] as const;
export type CountryStatus = (typeof countryStatuses)[number];

export type Country = {
  /** ISO 3166-1 alpha-2, "KE", and alpha-3, "KEN". */
  code: string; alpha3: string;
  /** The three digits of UN M49, and those of its regions. */
  m49: string; region: string | null; subregion: string | null; intermediate: string | null;
  status: CountryStatus;
  /** Where a Member State is elected; null for everyone else. */
  group: RegionalGroup | null;
  leastDeveloped: boolean; landlocked: boolean; smallIsland: boolean;
  /** The short name of the United Nations in its six languages. */
  name: Record<Language, string> & Localized;
  /** Languages in which the name is not the United Nations’ but that of the Unicode CLDR. */
  namedByCldr?: string[];
  /** Formal, former and common names by which it is found too. */
  also: string[];
};

/** The day for which the table holds. */
export const countriesAsOf: string = table.asOf;
/** Every code of ISO 3166-1, in the order of the codes. */
export const countries: readonly Country[] = table.countries as Country[];
/** The English names of UN M49 regions by their codes. */
export const m49Regions: Readonly<Record<string, string>> = table.regions;

const byCode = new Map(countries.map((it) => [it.code, it]));
/** The country with this ISO 3166-1 alpha-2 code, in capitals; undefined when there is none. */
export const countryByCode = (code: string): Country | undefined => byCode.get(code);

/** The regional group in which a country votes; null for what is no Member State, and for no country at all. */
export const regionalGroupOf = (code: string | null): RegionalGroup | null => (code ? (byCode.get(code)?.group ?? null) : null);

/** A Member State of the United Nations: observers, associated countries and territories are not. */
export const isMemberState = (it: Country) => it.status === "member-state";

const articles = /^(?:the|la|le|les|el|los|las|l)\s+/;
/** "L’Algérie" and "ALGERIE" → "algerie". Marks that no one sees are dropped, letters of two scripts stay two. */
function folded(text: string) {
  const letters = text.normalize("NFKD").replaceAll(/[\p{M}\p{Cf}\u0640]/gu, "").toLowerCase();
  return letters.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim().replace(articles, "");
}

const codes = new Map(countries.flatMap((it) => [it.code, it.alpha3, it.m49].map((code) => [code, it] as const)));
const names = new Map<string, Country>();
for (const it of countries) for (const name of Object.values(it.name)) names.set(folded(name), it);
for (const it of countries) for (const name of it.also) if (!names.has(folded(name))) names.set(folded(name), it);

/** The country that a text names: by ISO code in capitals, M49 digits, or a name in any of the six languages; null when it names none. */
export function findCountry(text: string): Country | null {
  const trimmed = text.replaceAll(/\p{Cf}/gu, "").trim();
  return codes.get(trimmed) ?? names.get(folded(trimmed)) ?? null;
}
