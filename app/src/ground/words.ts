import { IntlMessageFormat } from "intl-messageformat";
import ar from "./words/ar.json" with { type: "json" };
import en from "./words/en.json" with { type: "json" };
import es from "./words/es.json" with { type: "json" };
import fr from "./words/fr.json" with { type: "json" };
import ru from "./words/ru.json" with { type: "json" };
import zh from "./words/zh.json" with { type: "json" };

/** The six languages of the house, in the order in which the United Nations lists them in English. */
export const languages = ["ar", "zh", "en", "fr", "ru", "es"] as const;
export type Language = (typeof languages)[number];
export const isLanguage = (it: string | undefined): it is Language => languages.some((language) => language === it);

/** Each language's name of itself. */
export const ownNames: Record<Language, string> = {
  ar: "العربية", zh: "中文", en: "English", fr: "Français", ru: "Русский", es: "Español",
};

/** Which way a text in this language runs, whatever the page around it does. */
export const directionOf = (language: string): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** What can be said; every key is born in all six languages (words.test.ts). */
export type Key = keyof typeof en;
export const isKey = (it: string): it is Key => Object.hasOwn(en, it);
export type Values = Record<string, string | number | Date>;

const catalogues: Record<Language, Record<Key, string>> = { ar, zh, en, fr, ru, es };
const compiled = new Map<string, IntlMessageFormat>();

function message(language: Language, key: Key) {
  const name = `${language} ${key}`;
  const known = compiled.get(name);
  if (known) return known;
  const made = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
  compiled.set(name, made);
  return made;
}

/** Words of the record that exist in some of the languages; English always. */
export type Localized = { en: string } & Partial<Record<Language, string>>;

export type Words = {
  language: Language;
  direction: "ltr" | "rtl";
  /** The sentence for `key`, in this language. */
  say(key: Key, values?: Values): string;
  /** Words of the record and the language they are in: this one if they exist in it, else English. */
  pick(it: Localized): { text: string; language: Language };
  number(it: number): string;
  /** 0.83 → "83%". */
  percent(it: number): string;
  /** "2026-05-18" or a Date, written out: "18 May 2026". */
  day(it: string | Date): string;
  /** "2026-05" → "May 2026". */
  month(it: string): string;
  /** Two days as one stretch of time: "3–14 Nov 2025". */
  days(from: string, to: string): string;
  list(items: string[]): string;
  /** A symbol, number or foreign name that keeps its own direction inside a line of this language (UAX #9, isolates). */
  isolate(it: string): string;
  /** The name of a language, in this one. */
  languageName(code: string): string;
  compare(a: string, b: string): number;
};

/** A letter that runs from left to right, in a line that does not. What is Arabic throughout needs no isolate: within a line of English, “المادة 7” would be torn apart by one. */
const foreign = /[^\P{L}\p{Script=Arabic}]/u;

/** A calendar day has no hour; noon in Greenwich keeps it the same day everywhere we format it. */
const noon = (it: string | Date) => (typeof it === "string" ? new Date(`${it.length === 7 ? `${it}-01` : it}T12:00:00Z`) : it);

function make(language: Language): Words {
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", ...options });
  const day = date({ day: "numeric", month: "short", year: "numeric" });
  const month = date({ month: "short", year: "numeric" });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const names = new Intl.DisplayNames(language, { type: "language" });
  const isolate = (it: string) => (directionOf(language) === "rtl" ? `\u2068${it}\u2069` : it);
  const isolated = (values: Values = {}): Values => Object.fromEntries(Object.entries(values).map(([name, it]) => [name, typeof it === "string" && foreign.test(it) ? isolate(it) : it]));
  const collator = new Intl.Collator(language, { numeric: true });
  return {
    language, direction: directionOf(language),
    say: (key, values) => String(message(language, key).format(isolated(values))),
    pick: (it) => (it[language] ? { text: it[language], language } : { text: it.en, language: "en" }),
    number: (it) => number.format(it), percent: (it) => percent.format(it),
    day: (it) => day.format(noon(it)), month: (it) => month.format(noon(it)),
    days: (from, to) => (from === to ? day.format(noon(from)) : day.formatRange(noon(from), noon(to))),
    list: (items) => list.format(items.map(isolate)), isolate, languageName: (code) => names.of(code) ?? code,
    compare: (a, b) => collator.compare(a, b),
  };
}

const made = new Map<Language, Words>();
/** Everything the house says in a language, with its dates and numbers. */
export function wordsIn(language: Language): Words {
  const words = made.get(language) ?? make(language);
  made.set(language, words);
  return words;
}

/** The language of the house that a browser asks for first; English when it asks for none of ours. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const asked = (acceptLanguage ?? "").split(",").map((it) => {
    const [tag = "", quality] = it.trim().split(/\s*;\s*q\s*=\s*/i);
    return { language: tag.split("-")[0]!.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) || 0 };
  });
  return asked.toSorted((a, b) => b.quality - a.quality).map((it) => it.language).find(isLanguage) ?? "en";
}
