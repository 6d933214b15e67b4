import type { Change, Quota } from "@travaux/fair-selection";
import { sayChange } from "../../ground/selection-words.ts";
import type { Words } from "../../ground/words.ts";
import type { Theme } from "../themes/theme.ts";
import { categories, type Category } from "./selection.ts";

const isCategory = (it: string): it is Category => categories.some((one) => one === it);

/** The name of a value of a category in the reader's language; themes by their names. */
export function valueName(words: Words, { category, value }: Pick<Quota, "category" | "value">, themes: readonly Theme[]): string {
  if (value === "none") return words.say(category === "region" ? "registrations.region.none" : "registrations.form.unsaid");
  if (category === "region") return words.say(`stakeholders.group.${value as "african"}`);
  if (category === "sector") return words.say(`stakeholders.sector.${value as "academia"}`);
  if (category === "gender") return words.say(value === "not-said" ? "registrations.form.unsaid" : `registrations.gender.${value as "woman"}`);
  if (category === "experience") return words.say(`selections.experience.${value as "returning"}`);
  const theme = themes.find((it) => it.slug === value);
  return theme ? words.pick(theme.name).text : value;
}

export const categoryName = (words: Words, category: string): string => (isCategory(category) ? words.say(`selections.category.${category}`) : category);

/** What would have to give way, with values and categories by their names in the reader's language. */
export const changeSaid = (words: Words, change: Change, themes: readonly Theme[]): string =>
  sayChange(words, change, (value, column) => (isCategory(column) ? { value: valueName(words, { category: column, value }, themes), column: categoryName(words, column) } : { value, column: words.say("registrations.form.body") }));
