// People for the registration desk: Indico's import of registrations takes a CSV without a line of heads, one person a line, in these six
// columns (indico/modules/events/registration/util.py, import_registrations_from_csv, as its tests have it).
import { asWords } from "../stakeholders/directory/export.ts";

/** Somebody who comes, as a registration desk needs to know them. */
export type Registrant = { firstName: string; lastName: string; affiliation: string; position: string; phone: string; email: string };

const columns = ["firstName", "lastName", "affiliation", "position", "phone", "email"] as const;

/** On one line: Indico reads a line a person. */
const onOneLine = (it: string) => it.replaceAll(/[^\P{Cc}]+/gu, " ").replaceAll(/\s+/g, " ").trim();
const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A telephone number as "+12025550140": a spreadsheet calculates it to itself, and what only looks like one is words. */
const phone = (cell: string) => (/^\+\d[\d ().-]*$/.test(cell) ? `+${cell.replaceAll(/\D/g, "")}` : asWords(cell));

/**
 * The people as Indico takes them in: UTF-8 without a byte order mark, which it would read as a part of the first name. No cell begins as a
 * formula does. RangeError for somebody without a name or an address, by the number of their line: Indico refuses the whole file for one.
 */
export function registrantsCsv(people: readonly Registrant[]): string {
  const rows = people.map((it) => columns.map((name) => onOneLine(it[name])));
  const lacking = rows.findIndex(([first, last, , , , email]) => !first || !last || !email);
  if (lacking >= 0) throw new RangeError(`line ${lacking + 1} of the registrants lacks a first name, a last name or an address`);
  return rows.map((row) => `${row.map((cell, index) => quoted(columns[index] === "phone" ? phone(cell) : asWords(cell))).join(",")}\r\n`).join("");
}
