import type { Choice, Form, Group, Item, Labels, Question, Repeat, Written } from "./form.ts";
import type { Sheet } from "./sheets.ts";

type Cells = Record<string, string>;

/** A form as the sheets of an XLSForm: survey, choices and settings. Read again it is the same form. */
export function writeForm(form: Form): Sheet[] {
  const choices = [...form.lists].flatMap(([list, all]) => all.map((it) => ({ list_name: list, name: it.name, ...spread("label", it.label), ...it.other })));
  const settings: Cells = { ...said("form_title", form.title), ...said("form_id", form.id), ...said("version", form.version), ...said("default_language", form.defaultLanguage === form.languages[0] ? "" : form.defaultLanguage), ...said("instance_name", sourceOf(form.instanceName)), ...(mayRepeat(form) ? { allow_choice_duplicates: "yes" } : {}) };
  return [table("survey", ["type", "name"], form.items.flatMap(linesOf)), ...(choices.length > 0 ? [table("choices", ["list_name", "name"], choices)] : []), ...(Object.keys(settings).length > 0 ? [table("settings", [], [settings])] : [])];
}

const mayRepeat = ({ lists }: Form) => [...lists.values()].some((all: readonly Choice[]) => new Set(all.map((it) => it.name)).size < all.length);
const said = (column: string, value: string): Cells => (value === "" ? {} : { [column]: value });
const sourceOf = (it: Written | null) => it?.source ?? "";
const spread = (column: string, labels: Labels): Cells => Object.fromEntries(Object.entries(labels).map(([language, text]) => [language === "" ? column : `${column}::${language}`, text]));

function linesOf(it: Item): Cells[] {
  if (it.kind === "question") return [lineOf(it)];
  return [{ type: `begin ${it.kind}`, ...common(it), ...(it.kind === "repeat" ? said("repeat_count", sourceOf(it.count)) : {}) }, ...it.children.flatMap(linesOf), { type: `end ${it.kind}` }];
}
/** What had no name was given one by its row; it is left without again. */
const common = (it: Question | Group | Repeat): Cells => ({ ...said("name", it.name === `row_${it.row}` ? "" : it.name), ...spread("label", it.label), ...spread("hint", it.hint), ...said("relevant", sourceOf(it.relevant)), ...said("appearance", it.appearance) });

const lineOf = (it: Question): Cells => ({
  type: [it.type, it.list, it.hasOther ? "or_other" : null].filter(Boolean).join(" "), ...common(it),
  ...said("required", typeof it.required === "boolean" ? (it.required ? "yes" : "") : it.required.source), ...spread("required_message", it.requiredMessage), ...said("constraint", sourceOf(it.constraint)), ...spread("constraint_message", it.constraintMessage),
  ...said("calculation", sourceOf(it.calculation)), ...said("default", typeof it.initial === "string" ? it.initial : sourceOf(it.initial)), ...said("read_only", it.isReadOnly ? "yes" : ""), ...said("choice_filter", sourceOf(it.choiceFilter)),
  ...said("parameters", Object.entries(it.parameters).map(([name, value]) => `${name}=${value}`).join(" ")),
});

/** Rows under the headings that any of them needs, those named in front. */
function table(name: string, first: readonly string[], lines: readonly Cells[]): Sheet {
  const headings = [...new Set([...first, ...lines.flatMap((it) => Object.keys(it))])];
  return { name, rows: [headings, ...lines.map((it) => headings.map((heading) => it[heading] ?? ""))] };
}
