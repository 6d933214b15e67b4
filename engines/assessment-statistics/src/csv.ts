// Comma-separated values as spreadsheets write them (RFC 4180), to rows that remember their line. A byte order mark is dropped,
// lines end in LF, CR LF or CR, and a semicolon separates where the heading has no comma: half of the world's spreadsheets write it.
import { Unfit } from "./unfit.ts";

/** A row with the number of the line it begins on, from 1. */
export type CsvRow = { line: number; cells: string[] };

/** The rows of a file, the heading first; empty lines are left out. Cells are trimmed. */
export function csvRows(text: string, file: string): CsvRow[] {
  const source = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  const cell = new RegExp(`"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*)`, "y");
  let [at, line] = [0, 1];
  while (at < source.length) {
    const row: CsvRow = { line, cells: [] };
    for (;;) {
      cell.lastIndex = at;
      const found = cell.exec(source)!;
      at = cell.lastIndex;
      line += found[0].match(/\r\n|\r|\n/g)?.length ?? 0;
      row.cells.push((found[1]?.replaceAll('""', '"') ?? found[2]!).trim());
      if (source[at] !== separator) break;
      at += 1;
    }
    const end = /\r\n|\r|\n|$/y;
    end.lastIndex = at;
    const ended = end.exec(source);
    if (!ended || (ended[0] === "" && at < source.length)) throw new Unfit(file, row.line, null, "quotation");
    at = end.lastIndex;
    line += ended[0] === "" ? 0 : 1;
    if (row.cells.some((it) => it !== "")) rows.push(row);
  }
  return rows;
}

const separatorOf = (source: string) => {
  const heading = /^[^\r\n]*/.exec(source)![0];
  return !heading.includes(",") && heading.includes(";") ? ";" : ",";
};
