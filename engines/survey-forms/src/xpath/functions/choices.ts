import type { FormFunctions } from "../functions.ts";
import { asNumber, asText } from "../values.ts";
import { ofValues } from "./takes.ts";

/** The choices that an answer of several names, in their order. */
export const chosenIn = (it: string): string[] => it.split(/\s+/).filter(Boolean);

/** The question that a text such as “${colour}” or “/data/colour” names. */
const namedIn = (it: string) => /\$\{\s*([^}\s]+)\s*\}/.exec(it)?.[1] ?? it.split("/").at(-1) ?? "";

const choiceName: FormFunctions[string] = { least: 2, most: 2, run: ([value, question], { world }) => { const chosen = asText(value!()); return world.choiceName(namedIn(asText(question!())), chosen) ?? chosen; } };

/** What works on choices. */
export const choiceFunctions: FormFunctions = {
  selected: ofValues(2, (all, one) => chosenIn(asText(all)).includes(asText(one).trim())),
  "selected-at": ofValues(2, (all, place) => chosenIn(asText(all))[asNumber(place)] ?? ""),
  "count-selected": ofValues(1, (all) => chosenIn(asText(all)).length),
  "jr:choice-name": choiceName,
};
