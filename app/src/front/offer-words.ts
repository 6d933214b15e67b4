import { isKey, type Words } from "../ground/words.ts";
import { countryName } from "../concepts/stakeholders/views.tsx";
import type { Reason } from "../concepts/offers/matching.ts";
import type { Offer } from "../concepts/offers/offer.ts";
import type { Theme } from "../concepts/themes/theme.ts";

/** The name of a theme in the reader's language. */
export type ThemeNames = (slug: string) => string;
export const themeNames = (words: Words, themes: readonly Theme[]): ThemeNames => { const named = new Map(themes.map((it) => [it.slug, words.pick(it.name).text])); return (slug) => named.get(slug) ?? slug; };

/** A regional group or country by its name. */
export function placeName(words: Words, place: string): string {
  const group = `stakeholders.group.${place}`;
  return isKey(group) ? words.say(group) : (countryName(words, place) ?? place);
}

/** "African States and Peru", or that it is anywhere. */
export const placesOf = (words: Words, { regions, countries }: Pick<Offer, "regions" | "countries">): string =>
  regions.length + countries.length === 0 ? words.say("offers.anywhere") : words.list([...regions, ...countries].map((it) => placeName(words, it)));

/** Why an offer and a need meet, each reason a sentence. */
export function sayReason(words: Words, { criterion, how, values }: Reason, names: ThemeNames): string {
  if (how === "open") return words.say(`offers.reason.${criterion === "kind" ? "theme" : criterion}.open`);
  const named = { kind: (it: string) => sayKind(words, it), theme: names, place: (it: string) => placeName(words, it), language: words.languageName }[criterion];
  return words.say(`offers.reason.${criterion}`, { values: words.list(values.map(named)) });
}

/** A kind of offer in words. */
export function sayKind(words: Words, kind: string): string {
  const key = `offers.kind.${kind}`;
  return isKey(key) ? words.say(key) : kind;
}
