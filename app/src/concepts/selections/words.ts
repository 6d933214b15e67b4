import type { Change, Quota } from "@travaux/fair-selection";
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

/** What would have to give way, in a sentence: “11 women are asked for, 9 applied: ask for 9.” */
export function changeSaid(words: Words, { what, bound, from, to, applied }: Change, themes: readonly Theme[]): string {
  const values = { from, to, applied };
  if (what.kind === "size") return words.say(applied < from ? "selections.change.size" : "selections.change.size-caps", values);
  const who = what.kind === "quota" ? valueName(words, what, themes) : what.value;
  if (bound === "max") return words.say("selections.change.max", { ...values, who });
  return words.say(applied < from ? "selections.change.min" : "selections.change.min-room", { ...values, who });
}
