import type { Sheet } from "@travaux/survey-forms";
import writeXlsxFile from "write-excel-file/node";

/** Of a cell, Excel’s own limit. */
const longestCell = 32_767;

/**
 * Sheets as an Excel workbook. Every cell is marked as words and so calculates nothing; no apostrophe is put in front of one, as in
 * our other tables, since a questionnaire is read in again as it was (docs/how-to/design-a-survey.md).
 */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const written = sheets.map(({ name, rows }) => ({ sheet: name.replaceAll(/[\\/?*[\]:]/g, " ").slice(0, 31), data: rows.map((row) => row.map((value) => (value === "" ? null : { type: String, value: value.slice(0, longestCell) }))), stickyRowsCount: 1 }));
  return new Uint8Array(await writeXlsxFile(written).toBuffer());
}
