/** What is wrong, each with the names of what belongs into its sentence. */
const sentences = {
  quotation: () => "a quotation mark stands where none may stand. Write quotation marks inside of a cell twice",
  columns: ({ missing, has, heading }) => `${missing} is missing in the heading, which is ${has || "empty"}. Write ${heading}`,
  "column-twice": ({ name }) => `the heading names “${name}” twice`,
  empty: ({ heading }) => `there is nothing in it below the heading. Write ${heading}`,
  "cell-empty": () => "it is empty",
  "cells-missing": ({ count, wanted }) => `it has ${count} cells where the heading has ${wanted}`,
  number: ({ typed, wanted }) => `“${typed}” is no ${wanted}`,
  order: ({ typed, known }) => `“${typed}” is not in the order given, which is ${known}`,
  "rated-twice": ({ coder, unit, row }) => `“${coder}” rated “${unit}” in row ${row} already. Keep one of the two, or say that several values are one answer`,
  "cell-twice": ({ cell, row }) => `the count of ${cell} stands in row ${row} already`,
  "total-named": ({ name }) => `“${name}” is the name of totals; they are made from the other rows. Leave these rows out, or call the category otherwise`,
  dimensions: ({ count }) => `it has ${count} columns besides the counts; from one to three can be protected`,
} satisfies Record<string, (said: Record<string, string>) => string>;

export type UnfitCode = keyof typeof sentences;

/**
 * What is wrong with what was given, and where: the file, the line (from 1, the heading included) and the column’s name. The message says it in
 * English; `code` and `values` let others say it in their language.
 */
export class Unfit extends RangeError {
  override name = "Unfit";
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly code: UnfitCode;
  readonly values: Record<string, string | number>;

  constructor(file: string, line: number | null, column: string | null, code: UnfitCode, values: Record<string, string | number> = {}) {
    const where = [file, line === null ? [] : `row ${line}`, column === null ? [] : `column “${column}”`].flat().join(", ");
    const said = Object.fromEntries(Object.entries(values).map(([name, it]) => [name, String(it)]));
    super(`${where}: ${(sentences[code] as (said: Record<string, string>) => string)(said)}.`);
    [this.file, this.line, this.column, this.code, this.values] = [file, line, column, code, values];
  }
}
