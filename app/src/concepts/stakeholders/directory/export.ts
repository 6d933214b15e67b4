// Tables that a spreadsheet opens without doing anything: OWASP, “CSV Injection”. A cell that a program could read as a
// formula gets an apostrophe in front, so that it is words; whoever reads by machine takes the JSON, where nothing is added.
import writeXlsxFile from "write-excel-file/node";

/** What makes a program calculate: also behind white space, since some programs drop it, and in full-width form. */
const formula = /^\s*[=+\-@\t\r＝＋－＠]|^[\t\r\n]/u;
/** A cell as words: "=1+1" → "'=1+1". */
export const asWords = (cell: string) => (formula.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** RFC 4180, UTF-8 with a byte order mark: without it Excel reads the bytes as its own alphabet, and five of the six languages break. */
export const csvOf = (table: readonly (readonly string[])[]) => `\uFEFF${table.map((row) => row.map((it) => quoted(asWords(it))).join(",")).join("\r\n")}\r\n`;

/** The media type of a workbook (ECMA-376). */
export const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** A workbook of one sheet whose cells are all words; `rightToLeft` for Arabic. */
export async function xlsxOf(table: readonly (readonly string[])[], sheet: string, rightToLeft: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const [head = [], ...rows] = table;
  const longest = 32_767; // of a cell, Excel’s own limit
  const data = [
    head.map((value) => ({ type: String, value: asWords(value), fontWeight: "bold" as const })),
    ...rows.map((row) => row.map((value) => ({ type: String, value: asWords(value).slice(0, longest) }))),
  ];
  const buffer = await writeXlsxFile(data, { sheet: sheet.replaceAll(/[\\/?*[\]:]/g, " ").slice(0, 31), rightToLeft, stickyRowsCount: 1 }).toBuffer();
  return new Uint8Array(buffer);
}
