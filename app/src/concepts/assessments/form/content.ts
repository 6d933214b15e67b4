// A questionnaire while it is written in the browser: the rows of an XLSForm under their headings, so that nothing is lost between
// the sheets and the page. What it means, and what is wrong with it, the engine says after every change.
import { type Form, readForm, type ReadForm, rowsOf, type Sheet, writeForm } from "@travaux/survey-forms";
import { Refusal } from "../../../ground/refusal.ts";

/** A row by its headings, as “label::French (fr)”. */
export type Cells = Readonly<Record<string, string>>;
/** `lines`: the rows of the sheet “survey”; `choices`: of the lists, each row with its “list_name”. `languages`: as the form calls them, "" for the one without a name. */
export type FormContent = { settings: Cells; languages: readonly string[]; lines: readonly Cells[]; choices: readonly Cells[] };

/** A questionnaire that is being written; `turn` counts its changes, so that two who write at once hear of each other. */
export type FormDraft = { assessmentId: string; turn: number; content: FormContent; changedDay: string; by: string };

/** So many rows are written by hand at most; a longer questionnaire is uploaded. */
export const mostLines = 500;

const cellsOf = (sheet: Sheet | undefined): Cells[] => (sheet ? rowsOf(sheet).map((it) => Object.fromEntries(it.cells)) : []);

/** A form that can be used, as rows to write on. */
export function contentOf(form: Form): FormContent {
  const sheets = writeForm(form);
  const named = (name: string) => cellsOf(sheets.find((it) => it.name === name));
  const lines = named("survey");
  const isUnnamed = form.languages.length === 0 || lines.some((it) => it.label);
  return { settings: named("settings")[0] ?? {}, languages: [...(isUnnamed ? [""] : []), ...form.languages], lines, choices: named("choices") };
}

/** An empty questionnaire in these languages. */
export const emptyContent = (title: string, languages: readonly string[]): FormContent => ({ settings: { form_title: title }, languages, lines: [], choices: [] });

/** The heading of what is said in a language: “label::French (fr)”. */
export const headingIn = (column: string, language: string): string => (language === "" ? column : `${column}::${language}`);

/** The sheets of an XLSForm that say the same. Row 1 has the headings, so that the first line stands in row 2. */
export function sheetsOfContent({ settings, languages, lines, choices }: FormContent): Sheet[] {
  const labels = languages.map((it) => headingIn("label", it));
  const more = Object.keys(settings).length > 0 ? [table("settings", [], [settings])] : [];
  return [table("survey", ["type", "name", ...labels], lines), ...(choices.length > 0 ? [table("choices", ["list_name", "name", ...labels], choices)] : []), ...more];
}
function table(name: string, first: readonly string[], rows: readonly Cells[]): Sheet {
  const headings = [...new Set([...first, ...rows.flatMap((it) => Object.keys(it))])];
  return { name, rows: [headings, ...rows.map((it) => headings.map((heading) => it[heading] ?? ""))] };
}

/** What it means as it stands, and what is wrong with it. */
export const readContent = (content: FormContent): ReadForm => readForm(sheetsOfContent(content));

/** Where a line begins or ends a group or repeat; null for a question. */
export function limitOf(line: Cells): { at: "begin" | "end"; what: "group" | "repeat" } | null {
  const [, at, what] = /^(begin|end)[ _](group|repeat)$/.exec(line.type ?? "") ?? [];
  return at && what ? { at: at as "begin", what: what as "group" } : null;
}

/** The line after an item: of a group, after its end. */
export function afterItem(lines: readonly Cells[], index: number): number {
  let depth = 0;
  for (let at = index; at < lines.length; at++) {
    const limit = limitOf(lines[at]!);
    depth += limit === null ? 0 : limit.at === "begin" ? 1 : -1;
    if (depth <= 0) return at + 1;
  }
  return lines.length;
}

/** How deep each line stands in groups. */
export function depthsOf(lines: readonly Cells[]): number[] {
  let depth = 0;
  return lines.map((it) => { const limit = limitOf(it); if (limit?.at === "end") depth = Math.max(0, depth - 1); const own = depth; if (limit?.at === "begin") depth += 1; return own; });
}

/** Lines with an item put in before the line of this index; a group comes with its end. */
export function withItem(content: FormContent, before: number, line: Cells): FormContent {
  const limit = limitOf(line);
  if (content.lines.length >= mostLines) throw new Refusal("not-valid", "questionnaire-long", { most: mostLines });
  const item = limit ? [line, { type: `end ${limit.what}` }] : [line];
  return { ...content, lines: content.lines.toSpliced(Math.min(Math.max(0, before), content.lines.length), 0, ...item) };
}
/** Lines without an item; of a group its limits go, and what is in it stays. */
export function withoutItem(content: FormContent, index: number): FormContent {
  const end = afterItem(content.lines, index) - 1;
  return { ...content, lines: content.lines.filter((_, at) => at !== index && !(at === end && limitOf(content.lines[index]!))) };
}

/** Lines with an item before or behind its neighbour: past a question, into a group or out of it. */
export function withItemMoved(content: FormContent, index: number, step: -1 | 1): FormContent {
  const { lines } = content;
  const end = afterItem(lines, index);
  const item = lines.slice(index, end);
  const rest = [...lines.slice(0, index), ...lines.slice(end)];
  const to = index + step;
  return to < 0 || to > rest.length ? content : { ...content, lines: rest.toSpliced(to, 0, ...item) };
}

/** The choices of a list. */
export const choicesIn = ({ choices }: Pick<FormContent, "choices">, list: string): Cells[] => choices.filter((it) => it.list_name === list);
/** Choices with a list in the place of the one of its name. */
export function withChoices(content: FormContent, list: string, own: readonly Cells[]): FormContent {
  const at = content.choices.findIndex((it) => it.list_name === list);
  const others = content.choices.filter((it) => it.list_name !== list);
  return { ...content, choices: at < 0 ? [...others, ...own] : others.toSpliced(content.choices.slice(0, at).filter((it) => it.list_name !== list).length, 0, ...own) };
}
/** The list that a type names: “select_one sector” → "sector". */
export const listOf = (type: string): string | null => /^(?:select_one|select_multiple|rank) (\S+)/.exec(type)?.[1] ?? null;

/** A name that nothing else in the questionnaire has, made of words: “What do you need?” → “what_do_you_need”. */
export function nameFrom(words: string, taken: ReadonlySet<string>): string {
  const plain = words.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^[_\p{N}]+|_+$/gu, "").slice(0, 40) || "question";
  for (let at = 1; ; at++) { const name = at === 1 ? plain : `${plain}_${at}`; if (!taken.has(name)) return name; }
}
