import type { Choice } from "../form.ts";
import type { Findings } from "../problems.ts";
import { plainHeading, rowsOf, type Row, type Sheet } from "../sheets.ts";
import { labelsIn } from "./languages.ts";

const own = /^(?:list_name|name|label|image|audio|video|media|big-image)(?:::|$)/;

/** The lists of choices of a sheet, by name. Refuses a name that stands twice in a list, unless the form allows that. */
export function choicesOf(sheet: Sheet | null, mayRepeat: boolean, findings: Findings): Map<string, Choice[]> {
  const lists = new Map<string, Choice[]>();
  for (const row of sheet ? rowsOf(sheet) : []) {
    const list = row.cell("list_name");
    if (list === "") { if (row.cell("name") !== "") findings.error(sheet!.name, row.row, "list_name", "list-unnamed", { name: row.cell("name") }); continue; }
    const choice = choiceIn(row, sheet!.name, findings);
    const all = lists.get(list) ?? [];
    if (!mayRepeat && all.some((it) => it.name === choice.name)) findings.error(sheet!.name, row.row, "name", "choice-twice", { name: choice.name, list });
    lists.set(list, [...all, choice]);
  }
  return lists;
}

function choiceIn(row: Row, sheet: string, findings: Findings): Choice {
  const [name, label] = [row.cell("name"), labelsIn(row, "label")];
  if (name === "") findings.error(sheet, row.row, "name", "choice-name-missing", { list: row.cell("list_name") });
  if (/\s/.test(name)) findings.error(sheet, row.row, "name", "choice-name-wrong", { name });
  if (Object.keys(label).length === 0) findings.warning(sheet, row.row, "label", "choice-label-missing", { name });
  return { name, label, other: Object.fromEntries([...row.spelled].filter(([heading]) => !own.test(plainHeading(heading)))), row: row.row };
}
