import type { Labels } from "../form.ts";
import type { Row } from "../sheets.ts";

/** The languages that headings such as “label::English (en)” name, in their order. */
export function languagesIn(headings: readonly string[]): string[] {
  const named = headings.filter((it) => /^(?:label|hint|constraint_message|required_message|guidance_hint)::/.test(it)).map((it) => it.slice(it.indexOf("::") + 2));
  return [...new Set(named)];
}
/** What a row says in each language in a column. */
export const labelsIn = (row: Row, column: string): Labels => Object.fromEntries([...row.cells].flatMap(([heading, value]) => (heading === column ? [["", value]] : heading.startsWith(`${column}::`) ? [[heading.slice(column.length + 2), value]] : [])));

const codes: Record<string, string> = { english: "en", french: "fr", français: "fr", francais: "fr", spanish: "es", español: "es", arabic: "ar", العربية: "ar", russian: "ru", русский: "ru", chinese: "zh", 中文: "zh", portuguese: "pt", swahili: "sw", ukrainian: "uk" };
/** The code of a language out of what a form calls it: “English (en)”, “french”, “es”; "" where none can be told. */
export function codeOf(language: string): string {
  const inBrackets = /\(([a-z]{2,3}(?:-[a-z0-9]+)*)\)\s*$/i.exec(language)?.[1];
  return (inBrackets ?? codes[language.trim().toLowerCase()] ?? (/^[a-z]{2,3}(?:-[a-z0-9]+)?$/i.test(language.trim()) ? language.trim() : "")).toLowerCase();
}

/** A text in the language asked for, else in the one without a name, else in the default one, else in any. */
export const spoken = (labels: Labels, language: string, fallback = ""): string => labels[language] ?? labels[""] ?? labels[fallback] ?? Object.values(labels)[0] ?? "";
