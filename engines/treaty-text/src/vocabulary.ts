import type { Kind } from "./provision.ts";

/**
 * The words that name provisions, per language: to recognise them in any text and to print them again.
 * Sources: the six official language versions of United Nations conventions; German federal laws; Dutch treaty series.
 */

export type LabelledKind = Exclude<Kind, "recital" | "paragraph" | "subparagraph" | "point">;

type Words = Record<LabelledKind, string>;

/** The word that we print before the number; `#` stands for the number where it stands inside. */
export const printedWords: Record<string, Words> = {
  en: { preamble: "Preamble", part: "Part", title: "Title", chapter: "Chapter", section: "Section", article: "Article", annex: "Annex" },
  fr: { preamble: "Préambule", part: "Partie", title: "Titre", chapter: "Chapitre", section: "Section", article: "Article", annex: "Annexe" },
  es: { preamble: "Preámbulo", part: "Parte", title: "Título", chapter: "Capítulo", section: "Sección", article: "Artículo", annex: "Anexo" },
  de: { preamble: "Präambel", part: "Teil", title: "Titel", chapter: "Kapitel", section: "Abschnitt", article: "Artikel", annex: "Anhang" },
  nl: { preamble: "Preambule", part: "Deel", title: "Titel", chapter: "Hoofdstuk", section: "Afdeling", article: "Artikel", annex: "Bijlage" },
  ru: { preamble: "Преамбула", part: "Часть", title: "Титул", chapter: "Глава", section: "Раздел", article: "Статья", annex: "Приложение" },
  ar: { preamble: "الديباجة", part: "الجزء", title: "الباب", chapter: "الفصل", section: "الفرع", article: "المادة", annex: "المرفق" },
  zh: { preamble: "序言", part: "第#部分", title: "第#编", chapter: "第#章", section: "第#节", article: "第#条", annex: "附件" },
};

/** Words of a language, English where we have none. */
export const wordsOf = (language: string | null | undefined): Words =>
  printedWords[(language ?? "en").toLowerCase().split("-")[0]!] ?? printedWords["en"]!;

/** All words that we recognise at the start of a line, per kind; alternatives are regular-expression sources. */
export const recognisedWords: Record<LabelledKind, string[]> = {
  preamble: ["preamble", "préambule", "preámbulo", "präambel", "preambule", "преамбула", "الديباجة", "ديباجة", "序言", "前言", "弁言"],
  part: ["part", "partie", "parte", "teil", "deel", "часть", "الجزء", "book", "livre", "buch"],
  title: ["title", "titre", "título", "titulo", "titel", "титул", "الباب"],
  chapter: ["chapter", "chapitre", "capítulo", "capitulo", "kapitel", "hoofdstuk", "глава", "الفصل"],
  section: ["section", "sección", "seccion", "abschnitt", "afdeling", "раздел", "الفرع", "القسم"],
  article: [
    "article", "art\\.", "art", "regulation", "rule", "artículo", "articulo", "artikel", "§", "статья", "المادة", "مادة", "articolo", "artigo",
  ],
  annex: [
    "annex", "annexe", "anexo", "anhang", "anlage", "bijlage", "приложение", "المرفق", "مرفق", "附件", "appendix", "appendice", "schedule",
  ],
};

/** Words of one language only, with which a header tells its language; the others are shared ("Article", "Section", "Titel"). */
export const telltaleWords: Record<string, string> = {
  chapter: "en", hoofdstuk: "nl", afdeling: "nl", bijlage: "nl", abschnitt: "de", anhang: "de", anlage: "de", chapitre: "fr", partie: "fr",
  artículo: "es", capítulo: "es", статья: "ru", глава: "ru", المادة: "ar", الفصل: "ar",
};
