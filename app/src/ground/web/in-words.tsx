import type { Localized, Words } from "../words.ts";

/** Words of the record in the language they exist in, marked as such where it is not the page's. */
export function InWords({ it, words }: { it: Localized | null | undefined; words: Words }) {
  if (!it) return null;
  const { text, language } = words.pick(it);
  return language === words.language ? <>{text}</> : <span lang={language} dir="auto">{text}</span>;
}
