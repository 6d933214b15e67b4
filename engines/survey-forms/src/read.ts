import { type Form, itemsIn } from "./form.ts";
import { Findings, type Problem } from "./problems.ts";
import { checkExpressions } from "./reading/check.ts";
import { choicesOf } from "./reading/choices.ts";
import { expressionsOf } from "./reading/expressions.ts";
import { languagesIn } from "./reading/languages.ts";
import { itemsOf } from "./reading/survey.ts";
import { plainHeading, rowsOf, type Sheet } from "./sheets.ts";

/** A form, with everything that is wrong with it or left out of it. It can be used where no problem is an error. */
export type ReadForm = { form: Form; problems: Problem[]; isUsable: boolean };

/** Read an XLSForm (xlsform.org) out of the sheets of a workbook. Never throws: what cannot be read is a problem with its sheet, row and column. */
export function readForm(sheets: readonly Sheet[]): ReadForm {
  const findings = new Findings();
  const named = (name: string) => sheets.find((it) => it.name.trim().toLowerCase() === name) ?? null;
  const survey = named("survey") ?? (sheets.length === 1 ? sheets[0]! : null);
  if (!survey) findings.error(sheets[0]?.name ?? "survey", 1, "", "no-survey", { names: sheets.map((it) => it.name).join(", ") });
  const [choices, settings] = [named("choices"), named("settings")];
  for (const sheet of [survey, choices, settings]) if (sheet) checkHeadings(sheet, findings);
  const said = settingsIn(settings);
  const lists = choicesOf(choices, /^(yes|true)$/i.test(said("allow_choice_duplicates")), findings);
  const items = survey ? itemsOf(survey, findings) : [];
  const languages = languagesIn([survey, choices].flatMap((it) => (it?.rows[0] ?? []).map((heading) => plainHeading(heading))));
  const form: Form = {
    title: said("form_title") || said("form_id") || "", id: said("form_id"), version: said("version"), languages, defaultLanguage: said("default_language") || languages[0] || "", items, lists,
    instanceName: settings ? (rowsOf(settings)[0] ? expressionsOf(settings.name, findings)(rowsOf(settings)[0]!, "instance_name") : null) : null,
  };
  if (survey) checkForm(form, survey, { choices, sheets }, findings);
  return { form, problems: findings.all, isUsable: !findings.hasErrors };
}

const settingsIn = (sheet: Sheet | null) => { const [row] = sheet ? rowsOf(sheet) : []; return (name: string) => row?.cell(name) ?? ""; };

/** The same heading twice, and headings of the survey without which there is none. */
function checkHeadings(sheet: Sheet, findings: Findings): void {
  const seen = new Set<string>();
  for (const heading of (sheet.rows[0] ?? []).filter((it) => it.trim() !== "")) {
    const plain = plainHeading(heading);
    if (seen.has(plain)) findings.error(sheet.name, 1, heading, "column-twice", { column: heading });
    seen.add(plain);
  }
}

function checkForm(form: Form, survey: Sheet, { choices, sheets }: { choices: Sheet | null; sheets: readonly Sheet[] }, findings: Findings): void {
  const headings = new Set((survey.rows[0] ?? []).map((it) => plainHeading(it)));
  for (const column of ["type", "name"]) if (!headings.has(column)) findings.error(survey.name, 1, column, "column-missing", { column });
  if (form.items.length === 0) findings.error(survey.name, 1, "type", "no-questions");
  for (const { it } of itemsIn(form.items)) {
    if (it.kind !== "question" || it.list === null || form.lists.has(it.list)) continue;
    if (choices) findings.error(survey.name, it.row, "type", "list-unknown", { list: it.list });
    else findings.error(survey.name, it.row, "type", "no-sheet", { list: it.list, names: sheets.map((one) => one.name).join(", ") });
  }
  checkExpressions(form, survey.name, findings);
}
