import { itemsIn, type Form, type Item, type Written } from "../form.ts";
import { circlesIn } from "./circles.ts";
import type { Findings } from "../problems.ts";
import { type Expression, referencesIn, within } from "../xpath/expression.ts";
import { functions } from "../xpath/functions.ts";
import { patternOf } from "../xpath/functions/texts.ts";

/** Every expression of an item. */
export function writtenIn(it: Item): Written[] {
  const own = it.kind === "question" ? [it.required, it.constraint, it.calculation, it.initial, it.choiceFilter] : it.kind === "repeat" ? [it.count] : [];
  return [it.relevant, ...own].filter((one): one is Written => one !== null && typeof one === "object");
}

/** Note what expressions call or name that is not there, and what waits for itself. */
export function checkExpressions(form: Form, sheet: string, findings: Findings): void {
  const items = [...itemsIn(form.items)];
  const named = Map.groupBy(items, ({ it }) => it.name);
  for (const { it } of items) for (const one of writtenIn(it)) checkWritten(one, sheet, { named, lists: form.lists }, findings);
  for (const it of circlesIn(form)) findings.error(sheet, it.row, "calculation", "circle", { names: it.names.join(" → ") });
}

type Known = { named: ReadonlyMap<string, unknown[]>; lists: Form["lists"] };

function checkWritten(one: Written, sheet: string, { named, lists }: Known, findings: Findings): void {
  for (const name of referencesIn(one.it)) {
    const count = named.get(name)?.length ?? 0;
    if (count === 0) findings.error(sheet, one.row, one.column, "reference-unknown", { name });
    if (count > 1) findings.error(sheet, one.row, one.column, "reference-ambiguous", { name });
  }
  for (const call of within(one.it)) if (call.kind === "call") checkCall(call, one, sheet, lists, findings);
}

function checkCall({ name, of }: Extract<Expression, { kind: "call" }>, one: Written, sheet: string, lists: Form["lists"], findings: Findings): void {
  const known = functions.get(name);
  if (!known) findings.error(sheet, one.row, one.column, "function-unknown", { name });
  else if (of.length < known.least || of.length > known.most) findings.error(sheet, one.row, one.column, "function-values", { name, least: String(known.least), most: String(known.most), count: String(of.length) });
  if (name === "regex" && of[1]?.kind === "text" && !patternOf(of[1].value)) findings.error(sheet, one.row, one.column, "pattern-wrong", { pattern: of[1].value });
  if (name === "instance" && of[0]?.kind === "text" && !lists.has(of[0].value)) findings.warning(sheet, one.row, one.column, "list-outside", { name: of[0].value });
}
