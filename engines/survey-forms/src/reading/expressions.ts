import type { Written } from "../form.ts";
import type { Findings } from "../problems.ts";
import type { Row } from "../sheets.ts";
import { parse } from "../xpath/parse.ts";
import { Unreadable } from "../xpath/tokens.ts";

/** Reads the expressions of a sheet, and notes which cannot be read. */
export type ExpressionReader = (row: Row, column: string) => Written | null;

/** So long may an expression be: the longest of the field has some 3,000 signs. */
const longest = 20_000;

/** A cell that only says yes or no, as spreadsheets and their authors write it: no path of that name is meant (pyxform does the same). */
const plainly = (source: string): string => (/^(?:yes|true)$/i.test(source) ? "true()" : /^(?:no|false)$/i.test(source) ? "false()" : source);
const saysYesOrNo = new Set(["relevant", "constraint", "calculation", "required", "read_only"]);

/** A reader of the expressions of a sheet. What cannot be read is a finding, and nothing comes back. */
export const expressionsOf = (sheet: string, findings: Findings): ExpressionReader => (row, column) => {
  const cell = row.cell(column);
  const source = saysYesOrNo.has(column) ? plainly(cell) : cell;
  if (source === "") return null;
  if (source.length > longest) { findings.error(sheet, row.row, column, "too-large", { most: String(longest) }); return null; }
  try {
    return { source, it: parse(source), row: row.row, column };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    findings.error(sheet, row.row, column, "expression-unreadable", { source, place: String(error.at + 1), what: error.message });
    return null;
  }
};
