/** What is wrong, each with the names of what belongs into its sentence. */
const sentences = {
  quotation: () => "a quotation mark stands where none may stand. Write quotation marks inside of a cell twice",
  "people-none": () => "there is nobody in it. Write a row for each person under the heading",
  "people-columns": ({ columns, has }) => `${columns}. It has ${has || "no heading"}`,
  "value-empty": ({ known }) => `it is empty. The quotas name ${known}`,
  "value-unknown": ({ value, known }) => `“${value}” has no quota. The quotas name ${known}`,
  "value-unquoted": ({ value, id }) => `“${value}” of ${id} has no quota`,
  "id-empty": () => "it is empty; everybody needs an id",
  "id-twice": ({ id, row }) => `the id “${id}” stands in row ${row} already`,
  "quotas-none": () => "there is no quota in it. Write a row for each value, such as “gender,female,10,15”",
  "quotas-columns": ({ columns }) => `${columns}. The heading is “category,name,min,max” or “feature,value,min,max”`,
  "cell-empty": () => "it is empty",
  "bound-number": ({ typed }) => `“${typed}” is no whole number from 0`,
  "bounds-contradict": ({ min, max, value }) => `at least ${min} and at most ${max} of “${value}” contradict each other`,
  "quota-twice": ({ value, category, row }) => `“${value}” of “${category}” has a quota in row ${row} already`,
} satisfies Record<string, (said: Record<string, string>) => string>;

export type UnfitCode = keyof typeof sentences;
export const unfitCodes = Object.keys(sentences) as UnfitCode[];

/** What belongs into a sentence: names, numbers, and lists of names. */
export type UnfitValues = Record<string, string | number | readonly string[]>;

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
  readonly values: UnfitValues;

  constructor(file: string, line: number | null, column: string | null, code: UnfitCode, values: UnfitValues = {}) {
    const where = [file, line === null ? [] : `row ${line}`, column === null ? [] : `column “${column}”`].flat().join(", ");
    super(`${where}: ${(sentences[code] as (said: Record<string, string>) => string)(saidOf(values))}.`);
    [this.file, this.line, this.column, this.code, this.values] = [file, line, column, code, values];
  }
}

/** Values as they stand in a sentence; the columns that are missing as half of one. */
function saidOf(values: UnfitValues): Record<string, string> {
  const said = Object.entries(values).map(([name, it]) => [name, typeof it === "object" ? it.map((one) => `“${one}”`).join(", ") : String(it)] as const);
  const { missing } = Object.fromEntries(said);
  const isOne = typeof values.missing === "object" && values.missing.length === 1;
  return { ...Object.fromEntries(said), columns: isOne ? `the column ${missing} is missing` : `the columns ${missing} are missing` };
}
