// Reads a member list into a table: CSV, XLSX, or the registrants of an Indico event as JSON, by what the bytes are.
import { readSheet } from "read-excel-file/node";
import { textOf } from "./bytes.ts";
import { readCsv, wrongColumns } from "./csv.ts";
import { isOfPeople } from "./heads.ts";
import { indicoTable } from "./indico.ts";
import { mostLines, type ReadLine, type ReadTable, type Unreadable } from "./table.ts";

/** The table in these bytes, or what keeps the file from being read at all. */
export async function readList(bytes: Uint8Array): Promise<ReadTable | Unreadable> {
  if (bytes.byteLength === 0) return { unreadable: "empty" };
  const table = isZip(bytes) ? await fromSheet(bytes) : fromText(bytes);
  if ("unreadable" in table) return table;
  const { head, lines } = table;
  table.head = head.map(storable);
  table.lines = lines.map((it) => ({ ...it, cells: it.cells.map(storable) }));
  if (table.head.filter((it) => it !== "").length < 1) return { unreadable: "no-heads" };
  if (table.lines.length === 0 && table.problems.length === 0) return { unreadable: "empty" };
  return table.lines.length > mostLines ? { unreadable: "too-many-lines" } : table;
}

/** PostgreSQL keeps neither the character 0 nor half of a pair; JSON can hold both. */
const storable = (it: string) => it.replaceAll("\0", "").toWellFormed();

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

function fromText(bytes: Uint8Array): ReadTable | Unreadable {
  const { text, problems } = textOf(bytes);
  if (text.includes("\0")) return { unreadable: "not-a-list" };
  if (/^\s*[[{]/.test(text)) return problems.length > 0 ? { unreadable: "damaged" } : indicoTable(text);
  const read = readCsv(text);
  return { ...headed("csv", read.lines), problems: [...problems, ...read.problems, ...wrongColumns(read.lines[0]?.cells.length ?? 0, read.lines)] };
}

async function fromSheet(bytes: Uint8Array): Promise<ReadTable | Unreadable> {
  try {
    const rows = await readSheet(Buffer.from(bytes));
    const lines = rows.map((row, index) => ({ line: index + 1, cells: row.map(cellText) }));
    return headed("xlsx", lines.filter((it) => it.cells.some((cell) => cell.trim() !== "")));
  } catch {
    return { unreadable: "damaged" };
  }
}

const cellText = (it: unknown) => (it === null || it === undefined ? "" : it instanceof Date ? it.toISOString().slice(0, 10) : String(it as string | number | boolean));

/** A table by its first line; one of people is Indico's, whatever kind of file it came in. */
function headed(kind: "csv" | "xlsx", [first, ...lines]: ReadLine[]): ReadTable {
  const head = (first?.cells ?? []).map((it) => it.replace(/^\uFEFF/, "").trim());
  return { format: isOfPeople(head) ? "indico" : kind, head, lines, problems: [] };
}
