import type { ReadTable, Unreadable } from "./table.ts";

/** The names under which Indico and its exports keep lists of registrants. */
const lists = ["registrants", "registrations", "results"];
type Entry = Record<string, unknown>;
const isEntry = (it: unknown): it is Entry => typeof it === "object" && it !== null && !Array.isArray(it);

/**
 * A table from the registrants of an Indico event (`/api/events/ID/registrants` or `/export/event/ID/registrants.json`):
 * one line a person, with their `personal_data` opened. JSON has no lines of its own that people see: they are numbered from 1.
 */
export function indicoTable(text: string): ReadTable | Unreadable {
  const entries = entriesOf(text);
  if (!entries) return { unreadable: "not-a-list" };
  const flat = entries.map(({ personal_data, ...rest }) => ({ ...rest, ...(isEntry(personal_data) ? personal_data : {}) }));
  const head = [...new Set(flat.flatMap((it) => Object.keys(it)))].filter((name) => flat.some((it) => isPlain(it[name])));
  return { format: "indico", head, lines: flat.map((it, index) => ({ line: index + 1, cells: head.map((name) => plain(it[name])) })), problems: [] };
}

function entriesOf(text: string): Entry[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const list = Array.isArray(parsed) ? parsed : isEntry(parsed) ? lists.map((it) => parsed[it]).find(Array.isArray) : undefined;
    return list && list.length > 0 && list.every(isEntry) ? list : null;
  } catch {
    return null;
  }
}

const isPlain = (it: unknown): it is string | number => typeof it === "string" || typeof it === "number";
const plain = (it: unknown) => (isPlain(it) ? String(it) : "");
