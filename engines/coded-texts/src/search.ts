// Finding words in segments: without regard to large and small letters by the rules of the language (Turkish i, German ß, Greek final sigma), to widths and
// ligatures, and to the marks of vowels that Arabic may write or leave out.

/** A text as it is compared. `language` is a BCP 47 tag. */
export const folded = (text: string, language = "en") =>
  text.normalize("NFKC").toLocaleUpperCase(language).toLocaleLowerCase(language).replaceAll("ς", "σ").replaceAll(/[\u0640\u064B-\u065F\u0670\u200C-\u200F\u202A-\u202E\u2066-\u2069]/g, "").replaceAll(/\s+/g, " ");

/** What is looked for: words apart from one another, and phrases between quotation marks; all of them have to be there. */
export const termsOf = (query: string, language = "en") =>
  [...query.matchAll(/["“”„«]([^"“”«»]+)["“”»]|[^\s"“”„«»]+/gu)].map((it) => folded(it[1] ?? it[0], language).trim()).filter((it) => it !== "");

/** Whether a text has everything that is looked for; of nothing it has all. */
export function hasWords(text: string, query: string, language = "en"): boolean {
  const compared = folded(text, language);
  return termsOf(query, language).every((it) => compared.includes(it));
}
