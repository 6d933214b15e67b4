/**
 * Two languages in one document, one after the other or side by side: keep one. From blocks to the blocks of the language asked for.
 */
import { aboutDocument, countCharacters, type Block } from "./blocks.ts";
import { headerOf } from "./headers.ts";
import { languageOf } from "./prose.ts";
import type { Doubt } from "./provision.ts";
import { telltaleWords } from "./vocabulary.ts";

/** A second language below this share of the words is a quotation, not a translation. */
const shareOfTranslation = 0.15;

export type OneLanguage = { blocks: Block[]; language: string | null; leftOut: number; doubts: Doubt[] };

/** The blocks in the language asked for, else in the one that comes first. */
export function keepOneLanguage(blocks: Block[], asked: string | null): OneLanguage {
  const languages = languagesOf(blocks);
  const shares = sharesOf(blocks, languages);
  const present = [...shares].filter(([, share]) => share >= shareOfTranslation).map(([language]) => language);
  const wanted = asked?.toLowerCase().split("-")[0] ?? null;
  const main = wanted !== null && present.includes(wanted) ? wanted : (present[0] ?? [...shares].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? languageOfAll(blocks));
  const doubts = languageDoubts(asked, wanted, main);
  const language = main === null ? asked : main === wanted ? asked : main;
  if (present.length < 2) return { blocks, language, leftOut: 0, doubts };
  const kept = blocks.filter((_, at) => languages[at] === null || languages[at] === main || (shares.get(languages[at]!) ?? 0) < shareOfTranslation);
  const leftOut = sumLeftOut(blocks, new Set(kept));
  const others = present.filter((it) => it !== main).join(", ");
  doubts.push(aboutDocument("other-language-left-out", `The document also holds a text in ${others}; only ${main} was kept (${leftOut} characters left out).`));
  return { blocks: kept, language, leftOut, doubts };
}

/** A text of short paragraphs only, which tell nothing one by one. */
const languageOfAll = (blocks: Block[]): string | null => languageOf(blocks.slice(0, 50).map((it) => it.text).join(" "));

const sumLeftOut = (blocks: Block[], kept: Set<Block>): number =>
  blocks.reduce((sum, it) => sum + (kept.has(it) ? 0 : countCharacters(it.text)), 0);

function languageDoubts(asked: string | null, wanted: string | null, main: string | null): Doubt[] {
  if (main === null && asked === null) return [aboutDocument("language-unknown", "The language could not be told; name it when reading.")];
  if (main !== null && wanted !== null && main !== wanted)
    return [aboutDocument("language-differs", `The text was to be in ${asked} and reads like ${main}.`)];
  return [];
}

/** The language of each block: told by its words, else by its header's word, else that of the block before. */
function languagesOf(blocks: Block[]): (string | null)[] {
  const own = blocks.map((block) => {
    const told = block.text.length >= 60 ? languageOf(block.text) : null;
    if (told) return told;
    const word = block.text.length < 200 ? headerOf(block)?.word : undefined;
    return word ? (telltaleWords[word] ?? null) : null;
  });
  const artikel = ownerOfArtikel(own);
  blocks.forEach((block, at) => {
    if (own[at] === null && block.text.length < 200 && headerOf(block)?.word === "artikel") own[at] = artikel;
  });
  return withoutStrays(fillGaps(blocks, own));
}

/** A short paragraph told wrongly among many of another language goes with them. */
const withoutStrays = (languages: (string | null)[]): (string | null)[] =>
  languages.map((language, at) => {
    const around = [...languages.slice(Math.max(0, at - 5), at), ...languages.slice(at + 1, at + 6)];
    const other = around.find((it) => it !== null && it !== language);
    const alike = around.filter((it) => it === language).length;
    return other && alike <= 1 && around.length >= 5 && around.filter((it) => it === other).length >= around.length - 2 ? other : language;
  });

/** "Artikel" is German or Dutch, whichever the document's words are. */
const ownerOfArtikel = (languages: (string | null)[]): string => {
  const count = (language: string): number => languages.filter((it) => it === language).length;
  return count("nl") > count("de") ? "nl" : "de";
};

/** Short blocks go with what follows when they open something (a heading, a header), else with what came before. */
function fillGaps(blocks: Block[], own: (string | null)[]): (string | null)[] {
  const after: (string | null)[] = new Array(own.length).fill(null);
  for (let at = own.length - 1; at >= 0; at--) after[at] = own[at] ?? after[at + 1] ?? null;
  let before: string | null = null;
  return own.map((language, at) => {
    if (language !== null) return (before = language);
    const opens = blocks[at]!.heading !== undefined || headerOf(blocks[at]!) !== null;
    return opens ? (after[at] ?? before) : (before ?? after[at] ?? null);
  });
}

function sharesOf(blocks: Block[], languages: (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  let total = 0;
  blocks.forEach(({ text }, at) => {
    const language = languages[at];
    total += text.length;
    if (language) counts.set(language, (counts.get(language) ?? 0) + text.length);
  });
  return new Map([...counts].map(([language, count]) => [language, count / Math.max(1, total)]));
}
