import { isKey, type Words } from "../ground/words.ts";
import type { Facet } from "../concepts/partnerships/register/query.ts";
import { countryName } from "../concepts/stakeholders/views.tsx";
import type { Theme } from "../concepts/themes/theme.ts";

export type RegisterNames = (facet: Facet, value: string) => string;

/** Names for everything that the register can be narrowed by; an unknown value is its own name. */
export function registerNames(words: Words, themes: readonly Theme[]): RegisterNames {
  const crimes = new Map(themes.map((it) => [it.slug, words.pick(it.name).text]));
  const said = (key: string, value: string) => (isKey(key) ? words.say(key) : value);
  const of: Record<Facet, (value: string) => string> = {
    crime: (it) => crimes.get(it) ?? it, country: (it) => countryName(words, it) ?? it, function: (it) => said(`partnerships.function.${it}`, it), region: (it) => said(`stakeholders.group.${it}`, it),
    sector: (it) => said(`stakeholders.sector.${it}`, it), form: (it) => said(`partnerships.form.${it}`, it), status: (it) => said(`partnerships.status.${it}`, it),
  };
  return (facet, value) => of[facet](value);
}
