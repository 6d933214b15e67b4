/** A sheet of a workbook: rows of cells as texts, "" where a cell is empty; the first row has the headings. */
export type Sheet = { name: string; rows: readonly (readonly string[])[] };

/** A row under its headings. `row` is its number in the spreadsheet, from 1. */
export type Row = { row: number; cell(column: string): string; cells: ReadonlyMap<string, string>; /** The same under the headings as they are spelled: columns of one's own are known by that. */ spelled: ReadonlyMap<string, string> };

/** A heading as it is looked for: small letters, spaces as underscores; what follows the colons of a language stays. */
export function plainHeading(heading: string): string {
  const [first = "", ...rest] = heading.trim().split(/\s*::?\s*/);
  const plain = first.toLowerCase().replaceAll(/[\s_]+/g, "_");
  return [aliases[plain] ?? plain, ...rest].join("::");
}

/** What the field writes for one and the same column. */
const aliases: Record<string, string> = {
  relevance: "relevant", calculate: "calculation", caption: "label", value: "name", readonly: "read_only", count: "repeat_count", requiredmsg: "required_message", "constraint_msg": "constraint_message", constraintmsg: "constraint_message",
  list: "list_name", choice_list: "list_name", title: "form_title", id_string: "form_id", set_form_title: "form_title", set_form_id: "form_id", "command": "type", tag: "name",
};

/** The rows of a sheet that say something, under plain headings. */
export function rowsOf({ rows }: Sheet): Row[] {
  const headings = (rows[0] ?? []).map((it) => plainHeading(it));
  return rows.slice(1).flatMap((cells, index) => {
    const under = (names: readonly string[]) => new Map(names.flatMap((heading, at): [string, string][] => (heading !== "" && (cells[at] ?? "").trim() !== "" ? [[heading, cells[at]!.trim()]] : [])));
    const plain = under(headings);
    return plain.size === 0 ? [] : [{ row: index + 2, cells: plain, spelled: under((rows[0] ?? []).map((it) => it.trim())), cell: (column: string) => plain.get(column) ?? "" }];
  });
}
