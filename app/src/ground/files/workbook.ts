import readSheets from "read-excel-file/node";
import { Refusal } from "../refusal.ts";

/** A sheet of a workbook: rows of cells as texts, "" where a cell is empty. */
export type WorkbookSheet = { name: string; rows: string[][] };

/** Larger workbooks nobody writes questions in: the longest of the field has 300 kilobytes. */
export const largestWorkbook = 8 * 1024 * 1024;

const begins = (bytes: Uint8Array, ...signs: number[]) => signs.every((it, index) => bytes[index] === it);

/** The sheets of an Excel workbook (.xlsx). Refuses one of before 2007, what is no workbook, and what is too large. */
export async function sheetsOf(bytes: Uint8Array, name: string): Promise<WorkbookSheet[]> {
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new Refusal("not-valid", "workbook-old", { name });
  if (!begins(bytes, 0x50, 0x4b)) throw new Refusal("not-valid", "workbook-none", { name });
  if (bytes.byteLength > largestWorkbook) throw new Refusal("not-valid", "workbook-large", { name, most: largestWorkbook / 1024 / 1024 });
  try {
    return (await readSheets(Buffer.from(bytes))).map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellText)) }));
  } catch {
    throw new Refusal("not-valid", "workbook-none", { name });
  }
}

/** PostgreSQL keeps neither the character 0 nor half of a pair. */
const cellText = (it: unknown): string => (it === null || it === undefined ? "" : it instanceof Date ? it.toISOString().slice(0, 10) : String(it as string | number | boolean).replaceAll("\0", "").toWellFormed());
