/** What is wrong with what was given, and where: the file, the line (from 1, the heading included) and the column's name. */
export class Unfit extends RangeError {
  override name = "Unfit";
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;

  constructor(file: string, line: number | null, column: string | null, what: string) {
    const where = [file, line === null ? [] : `row ${line}`, column === null ? [] : `column “${column}”`].flat().join(", ");
    super(`${where}: ${what}.`);
    [this.file, this.line, this.column] = [file, line, column];
  }
}

/** Which columns a file lacks, in words. */
export const missingColumns = (names: readonly string[]): string =>
  names.length === 1 ? `the column “${names[0]}” is missing` : `the columns ${names.map((it) => `“${it}”`).join(", ")} are missing`;
