// A questionnaire to begin with, for partnerships against cybercrime: respondent × crime type × dimension. Crime types are the
// offences of the house's list of themes, which begins as the Convention's own; sectors and regions are those of the directory, so
// that answers and organisations are counted alike.
import { languages, ownNames, wordsIn, type Key, type Language, type Localized } from "../../ground/words.ts";
import { regionalGroups, sectors } from "../stakeholders/stakeholder.ts";
import { headingIn, type Cells, type FormContent } from "./form/content.ts";

/** What is asked about the crime type chosen, in the order of a report: what is there, why, how it fares, what it takes. */
export const dimensions = ["initiative", "mechanism", "motive", "strengths", "needs", "challenges", "opportunities", "resources", "safeguards", "success", "recommendation"] as const;
export type Dimension = (typeof dimensions)[number];

/** Questions of the template that say where a respondent stands. */
export const templateRespondent = { region: "region", sector: "sector", crime: "crime" } as const;

const kinds = ["organisation", "expert"] as const;
const sizes = ["to-10", "to-50", "to-250", "more"] as const;
const states = ["yes", "planned", "ended", "no"] as const;
const scale = ["1", "2", "3", "4", "5"] as const;
/** What goes well or badly, to be placed from 1 to 5. */
const ratings = ["rating_trust", "rating_speed", "rating_law"] as const;

/** As forms call a language: “English (en)”. */
export const languageInForms = (language: Language): string => `${ownNames[language]} (${language})`;
const inAll = (say: (language: Language) => string): Cells => Object.fromEntries(languages.map((it) => [headingIn("label", languageInForms(it)), say(it)]));
const said = (key: string) => inAll((it) => wordsIn(it).say(`assessments.template.${key}` as Key));
const hinted = (key: string): Cells => Object.fromEntries(languages.map((it) => [headingIn("hint", languageInForms(it)), wordsIn(it).say(`assessments.template.${key}` as Key)]));
const named = (it: Localized) => inAll((language) => it[language] ?? it.en);

const choice = (list: string, name: string, labels: Cells): Cells => ({ list_name: list, name, ...labels });
const line = (type: string, name: string, more: Cells = {}): Cells => ({ type, name, ...said(name), ...more });

/** The template in six languages, with these offences to choose from. `title`: of the assessment that begins with it. */
export function partnershipTemplate(title: string, offences: readonly { slug: string; name: Localized }[]): FormContent {
  return { settings: { form_title: title, default_language: languageInForms("en") }, languages: languages.toSorted((a, b) => (a === "en" ? -1 : b === "en" ? 1 : 0)).map(languageInForms), lines: templateLines(), choices: templateChoices(offences) };
}

const templateLines = (): Cells[] => [
  line("note", "welcome"),
  line("begin group", "respondent"),
  line("select_one kind", "kind", { required: "yes" }), line("select_one sector", "sector", { required: "yes" }), line("select_one region", "region", { required: "yes" }), line("text", "country"),
  line("select_one size", "size", { relevant: "${kind} = 'organisation'" }), { type: "end group" },
  line("begin group", "crimes"), line("select_multiple crime", "crime", { required: "yes", constraint: "count-selected(.) <= 3", ...Object.fromEntries(languages.map((it) => [headingIn("constraint_message", languageInForms(it)), wordsIn(it).say("assessments.template.crime.most" as Key)])), ...hinted("crime.hint") }), { type: "end group" },
  line("begin group", "partnership"), line("select_one state", "initiative", { required: "yes" }), ...["mechanism", "motive"].map((it) => line("text", it, { relevant: "${initiative} != 'no'", parameters: "rows=4" })), { type: "end group" },
  line("begin group", "experience"), ...["strengths", "needs", "challenges", "opportunities"].map((it) => line("text", it, { parameters: "rows=4" })), { type: "end group" },
  line("begin group", "placing", { appearance: "table-list" }), ...ratings.map((it) => line("select_one scale", it)), { type: "end group" },
  line("begin group", "outlook"), ...["resources", "safeguards", "success", "recommendation"].map((it) => line("text", it, { parameters: "rows=4" })), { type: "end group" },
];

const templateChoices = (offences: readonly { slug: string; name: Localized }[]): Cells[] => [
  ...kinds.map((it) => choice("kind", it, said(`kind.${it}`))),
  ...sectors.map((it) => choice("sector", it, inAll((language) => wordsIn(language).say(`stakeholders.sector.${it}`)))), ...regionalGroups.map((it) => choice("region", it, inAll((language) => wordsIn(language).say(`stakeholders.group.${it}`)))),
  ...sizes.map((it) => choice("size", it, said(`size.${it}`))), ...offences.map((it) => choice("crime", it.slug, named(it.name))), ...states.map((it) => choice("state", it, said(`state.${it}`))), ...scale.map((it) => choice("scale", it, said(`scale.${it}`))),
];
