import type { Passage } from "./text.ts";

/** PostgreSQL's word endings for the languages that it knows; the others are searched word by word. */
const configurations: Record<string, string> = { en: "english", fr: "french", es: "spanish", ru: "russian", ar: "arabic", de: "german" };
export const configurationOf = (language: string) => configurations[language] ?? "simple";

const ideographs = /\p{Script=Han}+/gu;

/**
 * Chinese has no spaces: each run of characters becomes its pairs, so that any word of two or more characters is found
 * whatever a dictionary would make of it. What is asked for is cut in the same way.
 */
export const cut = (text: string, language: string) =>
  language !== "zh" ? text : text.replaceAll(ideographs, (run) => ` ${pairs(run)} `);

function pairs(run: string) {
  const characters = [...run];
  return characters.length === 1 ? run : characters.slice(1).map((it, index) => `${characters[index]}${it}`).join(" ");
}

/** What of a passage is searched, and by which rules. */
export const searchable = (it: Passage, language: string) => ({
  searchable: cut([it.heading, it.text, it.closing].filter(Boolean).join("\n"), language),
  configuration: configurationOf(language),
});
