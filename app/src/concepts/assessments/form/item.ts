// One item of a questionnaire as it is typed in a form: what is asked of each kind, and the row that comes of it.
import { answerTypes, isFilledIn } from "@travaux/survey-forms";
import { choicesIn, headingIn, limitOf, listOf, nameFrom, withChoices, type Cells, type FormContent } from "./content.ts";

/** What may be put in, in the order in which it is offered. */
export const itemTypes = ["text", "integer", "decimal", "select_one", "select_multiple", "rank", "range", "date", "time", "dateTime", "acknowledge", "geopoint", "barcode", "note", "calculate", "hidden", "today", "start", "end", "group", "repeat"] as const;
export type ItemType = (typeof itemTypes)[number];
export const isItemType = (it: string): it is ItemType => (itemTypes as readonly string[]).includes(it);

const choosing: ReadonlySet<string> = new Set(["select_one", "select_multiple", "rank"]);
/** What a form for this type asks. */
export const asksFor = (type: ItemType) => ({
  words: !isFilledIn(type), isLimit: type === "group" || type === "repeat", choices: choosing.has(type), range: type === "range", count: type === "repeat", calculation: type === "calculate" || (answerTypes as readonly string[]).includes(type),
  answer: (answerTypes as readonly string[]).includes(type), initial: !["note", "calculate", "group", "repeat", "today", "start", "end"].includes(type),
});

/** The type of a line; null for the end of a group. */
export function typeOfLine(line: Cells): ItemType | null {
  const limit = limitOf(line);
  if (limit) return limit.at === "end" ? null : limit.what;
  const first = (line.type ?? "").split(" ")[0]!;
  return isItemType(first) ? first : "text";
}

/** Columns of one cell, by the name of their field. */
const plain = { name: "name", relevant: "relevant", constraint: "constraint", calculation: "calculation", initial: "default", choiceFilter: "choice_filter", appearance: "appearance", count: "repeat_count" } as const;
/** Columns with words in each language. */
const spoken = { label: "label", hint: "hint", constraintMessage: "constraint_message", requiredMessage: "required_message" } as const;
export const spokenFields = Object.keys(spoken) as (keyof typeof spoken)[];
const rangeFields = ["start", "end", "step"] as const;

export type ItemTyped = Readonly<Record<string, string>>;

/** A line as the fields of its form show it. */
export function typedItem(content: FormContent, line: Cells): Record<string, string> {
  const list = listOf(line.type ?? "");
  const parameters = Object.fromEntries([...(line.parameters ?? "").matchAll(/([\w-]+)\s*=\s*([^\s;,]+)/g)].map((it) => [it[1]!, it[2]!]));
  return {
    type: typeOfLine(line) ?? "", ...Object.fromEntries(Object.entries(plain).map(([field, column]) => [field, line[column] ?? ""])),
    ...Object.fromEntries(spokenFields.flatMap((field) => content.languages.map((language, at) => [`${field}-${at}`, line[headingIn(spoken[field], language)] ?? ""]))),
    required: /^(yes|true|true\(\)|1|x)$/i.test(line.required ?? "") ? "yes" : "", requiredWhen: /^(yes|true|true\(\)|1|x|no|false|false\(\)|0|)$/i.test(line.required ?? "") ? "" : line.required!,
    readOnly: /^(yes|true|true\(\))$/i.test(line.read_only ?? "") ? "yes" : "", other: /\bor_other\b/.test(line.type ?? "") ? "yes" : "",
    ...Object.fromEntries(rangeFields.map((it) => [it, parameters[it] ?? ""])),
    ...Object.fromEntries(content.languages.map((language, at) => [`choices-${at}`, list === null ? "" : choicesIn(content, list).map((it) => choiceLine(it, language, at === 0)).join("\n")])),
  };
}

const ownColumns = /^(?:list_name|name|label)(?:::|$)/;
const choiceLine = (it: Cells, language: string, withColumns: boolean): string => {
  const more = withColumns ? Object.entries(it).filter(([heading]) => !ownColumns.test(heading)).map(([heading, value]) => `${heading}=${value}`).join("; ") : "";
  return [it.name ?? "", it[headingIn("label", language)] ?? "", ...(more ? [more] : [])].join(" | ");
};

/** Choices as they were typed, “name | label” a line in each language; a name that only another language has is left out there. In the first language further columns may follow: “name | label | region=africa”. */
export function choicesTyped(list: string, languages: readonly string[], typed: readonly string[]): Cells[] {
  const read = typed.map((text) => linesIn(text).map((line) => { const [name = "", label = "", more = ""] = line.split("|").map((it) => it.trim()); return { name, label, more }; }));
  const taken = new Set<string>();
  return (read[0] ?? []).map(({ name: said, label: first, more }, index) => {
    const label = first || said;
    const name = first ? said.replaceAll(/\s+/g, "_") : nameFrom(said, taken);
    taken.add(name);
    const labels = languages.map((language, at) => [headingIn("label", language), at === 0 ? label : (read[at]!.find((it) => it.name === name)?.label ?? labelBeside(read[at]!, index))] as const);
    const columns = more.split(";").flatMap((it): [string, string][] => { const [heading = "", value = ""] = it.split("=").map((one) => one.trim()); return heading && value && !ownColumns.test(heading) ? [[heading, value]] : []; });
    return { list_name: list, name, ...Object.fromEntries(labels.filter(([, text]) => text !== "")), ...Object.fromEntries(columns) };
  });
}
const linesIn = (text: string) => text.split("\n").map((it) => it.trim()).filter(Boolean);
/** Where the other language has labels alone, they stand in the same order. */
const labelBeside = (lines: readonly { name: string; label: string }[], index: number): string => (lines[index] && lines[index].label === "" ? lines[index].name : "");

/** The line that was typed, put together; and the questionnaire with its choices. `before`: the line it takes the place of, whose other columns stay. */
export function lineTyped(content: FormContent, typed: ItemTyped, before: Cells | null): { line: Cells; content: FormContent } {
  const type = before && limitOf(before) ? limitOf(before)!.what : isItemType(typed.type ?? "") ? (typed.type as ItemType) : "text";
  const asks = asksFor(type);
  const said = (field: string) => (typed[field] ?? "").replaceAll("\r\n", "\n").trim();
  const taken = new Set(content.lines.filter((it) => it !== before).map((it) => it.name ?? ""));
  const name = said("name") || nameFrom(said("label-0") || type, taken);
  const list = asks.choices ? (before && listOf(before.type ?? "")) || listNamed(name, content) : null;
  const known = new Set(["type", "required", "read_only", "parameters", ...Object.values(plain), ...Object.values(spoken)]);
  const kept = Object.entries(before ?? {}).filter(([heading]) => !known.has(heading.split("::")[0]!));
  const words = spokenFields.flatMap((field) => content.languages.map((language, at) => [headingIn(spoken[field], language), asks.words ? said(`${field}-${at}`) : ""]));
  const parameters = asks.range ? rangeFields.filter((it) => said(it)).map((it) => `${it}=${said(it)}`).join(" ") : "";
  const cells = [["type", asks.isLimit ? `begin ${type}` : [type, list, said("other") === "yes" && asks.choices ? "or_other" : ""].filter(Boolean).join(" ")], ["name", name], ...words,
    ...Object.entries(plain).filter(([field]) => field !== "name").map(([field, column]) => [column, said(field)]), ["required", said("requiredWhen") || (said("required") === "yes" ? "yes" : "")], ["read_only", said("readOnly") === "yes" ? "yes" : ""], ["parameters", parameters], ...kept];
  const line = Object.fromEntries(cells.filter(([, value]) => value !== "")) as Cells;
  return { line, content: list === null ? content : withChoices(content, list, choicesTyped(list, content.languages, content.languages.map((_, at) => said(`choices-${at}`)))) };
}
/** A list of its own for a question, by its name. */
const listNamed = (name: string, content: FormContent): string => (choicesIn(content, name).length === 0 ? name : nameFrom(name, new Set(content.choices.map((it) => it.list_name ?? ""))));
