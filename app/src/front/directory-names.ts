import { countryByCode } from "../ground/countries/countries.ts";
import type { Localized, Words } from "../ground/words.ts";
import { isKey } from "../ground/words.ts";
import type { Facet } from "../concepts/stakeholders/directory/directory.ts";
import type { Theme } from "../concepts/themes/theme.ts";

/** The name of a facet's value in the reader's language. */
export type FacetNames = (facet: Facet, value: string) => string;

/** Names for everything that the directory can be narrowed by; an unknown value is its own name. */
export function namesFor(words: Words, themes: readonly Theme[], networks: ReadonlyMap<string, Localized>): FacetNames {
  const themeNames = new Map(themes.map((it) => [it.slug, words.pick(it.name).text]));
  const said = (key: string, value: string) => (isKey(key) ? words.say(key) : value);
  const language = (code: string) => (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code) ? words.languageName(code) : code);
  const of: Record<Facet, (value: string) => string> = {
    sector: (it) => said(`stakeholders.sector.${it}`, it), region: (it) => said(`stakeholders.group.${it}`, it),
    country: (it) => { const country = countryByCode(it); return country ? words.pick(country.name).text : it; },
    expertise: (it) => themeNames.get(it) ?? it, language,
    exchange: (it) => { const [side = "", ...kind] = it.split("-"); return words.say("directory.exchange", { side: said(`stakeholders.${side}`, side), kind: said(`stakeholders.exchange.${kind.join("-")}`, kind.join("-")) }); },
    network: (it) => { const name = networks.get(it); return name ? words.pick(name).text : it; },
  };
  return (facet, value) => of[facet](value);
}
