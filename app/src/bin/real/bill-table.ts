import readSheets from "read-excel-file/node";

/**
 * A table of a bill as its editors keep it: a row a provision (article, §, paragraph or numbered change), a column a draft.
 * Each draft is written out as the plain text that it was cut from, heads first, so that it is read as any other document.
 */

const firstDraft = 5; // the columns before it say where a row stands: Artikel, Typ, Paragraph, Absatz, Gliederungspunkt
const drafts = 4;

/** The drafts of a table, the oldest first, as plain text. */
export async function draftsInTable(bytes: Uint8Array): Promise<string[]> {
  const [sheet] = await readSheets(Buffer.from(bytes));
  const [, ...rows] = sheet?.data ?? [];
  return Array.from({ length: drafts }, (_, draft) => written(rows.map((row) => ({ place: placeOf(row), words: cell(row[firstDraft + draft]) }))));
}

type Place = { article: string; inserted: boolean; section: number; paragraph: number };
const cell = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value).trim() : "");
const placeOf = ([article, type, section, paragraph]: readonly unknown[]): Place =>
  ({ article: cell(article), inserted: cell(type).includes("neu"), section: cell(type).startsWith("Paragraph") ? Number(section) : 0, paragraph: Number(paragraph) });

/** Rows without words do not stand in this draft; an article is headed once, before its first row with words. */
function written(rows: { place: Place; words: string }[]) {
  const lines: string[] = [];
  let article = "";
  for (const { place, words } of rows.filter((it) => it.words !== "")) {
    if (place.article !== article) lines.push("", `Artikel ${place.article}`);
    article = place.article;
    if (place.section > 0 && place.paragraph === 0) lines.push("", `§ ${place.section}`);
    lines.push(words);
  }
  return lines.join("\n");
}
