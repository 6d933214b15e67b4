/** What can be wrong with a form, or be left out of it; each with the values that its sentence names. */
export const problemCodes = [
  "no-survey", "no-questions", "no-sheet", "column-twice", "column-missing",
  "type-missing", "type-unknown", "type-unsupported", "type-left-out", "name-missing", "name-wrong", "name-twice", "label-missing",
  "list-missing", "list-unknown", "choice-twice", "choice-name-missing", "choice-name-wrong", "choice-label-missing", "list-unnamed",
  "group-open", "group-unopened", "group-crossed", "group-empty",
  "expression-unreadable", "reference-unknown", "reference-ambiguous", "function-unknown", "function-values", "list-outside", "pattern-wrong", "circle",
  "calculation-missing", "too-large",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What is wrong, and where: the row as the spreadsheet numbers it, from 1; the heading of the column. An error keeps the form from being used; a warning does not. */
export type Problem = { severity: "error" | "warning"; sheet: string; row: number; column: string; code: ProblemCode; values: Readonly<Record<string, string>> };

/** Problems as they are found, in the order of sheet, row and column when they are read. */
export class Findings {
  readonly #all: Problem[] = [];
  readonly #sheets: string[] = [];
  error(sheet: string, row: number, column: string, code: ProblemCode, values: Record<string, string> = {}): void { this.#add({ severity: "error", sheet, row, column, code, values }); }
  warning(sheet: string, row: number, column: string, code: ProblemCode, values: Record<string, string> = {}): void { this.#add({ severity: "warning", sheet, row, column, code, values }); }
  get all(): Problem[] { return this.#all.toSorted((a, b) => this.#sheets.indexOf(a.sheet) - this.#sheets.indexOf(b.sheet) || a.row - b.row); }
  get hasErrors(): boolean { return this.#all.some((it) => it.severity === "error"); }
  #add(it: Problem): void {
    if (!this.#sheets.includes(it.sheet)) this.#sheets.push(it.sheet);
    this.#all.push(it);
  }
}
