import { type Group, isFilledIn, type Item, type Question, type Repeat, type Written } from "../form.ts";
import type { Findings } from "../problems.ts";
import { rowsOf, type Row, type Sheet } from "../sheets.ts";
import { expressionsOf, type ExpressionReader } from "./expressions.ts";
import { labelsIn } from "./languages.ts";
import { typeIn, type Asked } from "./types.ts";

type Reading = { sheet: string; findings: Findings; expression: ExpressionReader };
type Open = { what: "group" | "repeat"; it: Group | Repeat; taken: Set<string> };

/** So many rows may a survey have, and so deep may groups stand in each other. */
const [mostRows, deepest] = [20_000, 30];

/** The questions and groups of a survey, in their order. What is wrong in a row is a finding; the row is left out where it cannot be used. */
export function itemsOf(sheet: Sheet, findings: Findings): Item[] {
  const reading: Reading = { sheet: sheet.name, findings, expression: expressionsOf(sheet.name, findings) };
  const top: Item[] = [];
  const open: Open[] = [];
  const names = new Set<string>();
  const rows = rowsOf(sheet);
  if (rows.length > mostRows) { findings.error(sheet.name, 1, "type", "too-large", { most: String(mostRows) }); return []; }
  for (const row of rows) {
    const asked = typeIn(row.cell("type"));
    if (asked.kind === "end") close(reading, row, asked.what, open);
    else take(reading, row, asked, { open, into: open.at(-1)?.it.children ?? top, taken: open.at(-1)?.taken ?? names });
  }
  for (const it of open) findings.error(sheet.name, it.it.row, "type", "group-open", { name: it.it.name, what: it.what });
  return top;
}

function close({ sheet, findings }: Reading, row: Row, what: "group" | "repeat", open: Open[]): void {
  const last = open.pop();
  if (!last) findings.error(sheet, row.row, "type", "group-unopened", { what });
  else if (last.what !== what) findings.error(sheet, row.row, "type", "group-crossed", { what, name: last.it.name, opened: String(last.it.row) });
  else if (last.it.children.length === 0) findings.warning(sheet, last.it.row, "name", "group-empty", { name: last.it.name });
}

/** Take a row in: as a question, or as the beginning of a group. */
function take(reading: Reading, row: Row, asked: Asked, { open, into, taken }: { open: Open[]; into: Item[]; taken: Set<string> }): void {
  const { sheet, findings } = reading;
  const type = row.cell("type");
  if (type === "") { if (row.cell("name") !== "" || row.cell("label") !== "") findings.warning(sheet, row.row, "type", "type-missing", { name: row.cell("name") }); return; }
  if (asked.kind === "left-out") { findings.warning(sheet, row.row, "type", "type-left-out", { type }); return; }
  if (asked.kind === "unsupported" || asked.kind === "unknown") { findings.error(sheet, row.row, "type", `type-${asked.kind}`, { type }); return; }
  const name = nameOf(reading, row, taken);
  if (asked.kind === "question") { into.push(questionIn(reading, row, name, asked)); return; }
  if (asked.kind !== "begin") return;
  const common = commonIn(reading, row, name);
  const it: Group | Repeat = asked.what === "group" ? { ...common, kind: "group", children: [] } : { ...common, kind: "repeat", count: reading.expression(row, "repeat_count"), children: [] };
  if (open.length < deepest) into.push(it);
  else if (open.length === deepest) findings.error(sheet, row.row, "type", "too-large", { most: String(deepest) }); // and left aside with all that is in it
  open.push({ what: asked.what, it, taken: new Set() });
}

/** A name as XForms needs it, and once in its group. */
function nameOf({ sheet, findings }: Reading, row: Row, taken: Set<string>): string {
  const name = row.cell("name");
  if (name === "") { if (!/^note$|^begin/i.test(row.cell("type").trim())) findings.error(sheet, row.row, "name", "name-missing", { type: row.cell("type") }); return `row_${row.row}`; }
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) findings.error(sheet, row.row, "name", "name-wrong", { name });
  if (taken.has(name)) findings.error(sheet, row.row, "name", "name-twice", { name });
  taken.add(name);
  return name;
}

const commonIn = ({ expression }: Reading, row: Row, name: string) => ({ name, label: labelsIn(row, "label"), hint: labelsIn(row, "hint"), relevant: expression(row, "relevant"), appearance: row.cell("appearance"), row: row.row });

function questionIn(reading: Reading, row: Row, name: string, { type, list, hasOther }: Extract<Asked, { kind: "question" }>): Question {
  const { sheet, findings, expression } = reading;
  const common = commonIn(reading, row, name);
  const isFilled = isFilledIn(type);
  if (!isFilled && Object.keys(common.label).length === 0 && Object.keys(common.hint).length === 0) findings.warning(sheet, row.row, "label", "label-missing", { name });
  if (["select_one", "select_multiple", "rank"].includes(type) && list === null) findings.error(sheet, row.row, "type", "list-missing", { name });
  const calculation = expression(row, "calculation");
  if (type === "calculate" && row.cell("calculation") === "" && row.cell("default") === "") findings.error(sheet, row.row, "calculation", "calculation-missing", { name });
  return {
    ...common, kind: "question", type, list, hasOther, calculation, required: requiredIn(reading, row), requiredMessage: labelsIn(row, "required_message"), constraint: expression(row, "constraint"), constraintMessage: labelsIn(row, "constraint_message"),
    initial: initialIn(reading, row), isReadOnly: /^(yes|true|true\(\))$/i.test(row.cell("read_only")), choiceFilter: expression(row, "choice_filter"), parameters: parametersIn(row.cell("parameters")),
  };
}

function requiredIn(reading: Reading, row: Row): Written | boolean {
  const said = row.cell("required");
  if (/^(yes|true|true\(\)|1|x)$/i.test(said)) return true;
  return /^(|no|false|false\(\)|0)$/i.test(said) ? false : (reading.expression(row, "required") ?? false);
}

/** A default is an expression where it calls or names something; else it is what it says (XLSForm, “dynamic defaults”). */
function initialIn(reading: Reading, row: Row): Written | string | null {
  const said = row.cell("default");
  if (said === "") return null;
  return /\$\{|^[\w:-]+\(.*\)$|^\d+\s*[-+*]\s*\d+$/s.test(said) ? reading.expression(row, "default") : said;
}

/** “start=1 end=10 step=1”. */
const parametersIn = (cell: string): Record<string, string> => Object.fromEntries([...cell.matchAll(/([\w-]+)\s*=\s*([^\s;,]+)/g)].map((it) => [it[1]!.toLowerCase(), it[2]!]));
