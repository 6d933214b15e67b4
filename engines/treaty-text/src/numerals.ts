/**
 * Numbers as treaties print them: 6, VI, vi, f, bis, premier, 六, ٦, الأولى. From strings to what they may mean; a letter such as
 * "i" means two things (the ninth letter, the first roman numeral), so every reading is kept and the context decides.
 */

export type NumeralType =
  | "decimal" | "lower-letter" | "upper-letter" | "lower-roman" | "upper-roman" | "double-letter"
  | "arabic-letter" | "cyrillic-letter" | "chinese" | "path" | "bullet";

export type Reading = { type: NumeralType; value: number };

const romanDigits: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
const romanPattern = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;

/** Value of a roman numeral in either case, or null. */
export function romanValue(text: string): number | null {
  const lower = text.toLowerCase();
  if (lower === "" || lower.length > 15 || !romanPattern.test(lower)) return null;
  let value = 0;
  for (let at = 0; at < lower.length; at++) {
    const here = romanDigits[lower[at]!]!;
    value += here < (romanDigits[lower[at + 1] ?? ""] ?? 0) ? -here : here;
  }
  return value;
}

/** Lower-case roman numeral of 1…3999. */
export function toRoman(value: number): string {
  const steps: [number, string][] = [
    [1000, "m"], [900, "cm"], [500, "d"], [400, "cd"], [100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"],
    [5, "v"], [4, "iv"], [1, "i"],
  ];
  let left = value;
  let out = "";
  for (const [worth, sign] of steps)
    while (left >= worth) {
      out += sign;
      left -= worth;
    }
  return out;
}

/** Letters as spreadsheets count: 1 is a, 26 z, 27 aa (Word repeats the letter instead: see `toWordLetters`). */
export function toWordLetters(value: number): string {
  const letter = String.fromCharCode(97 + ((value - 1) % 26));
  return letter.repeat(Math.min(10, Math.floor((value - 1) / 26) + 1));
}

const chineseDigits: Record<string, number> = {
  〇: 0, 零: 0, "○": 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 两: 2, 兩: 2,
};

/** Value of a Chinese numeral up to 9999 ("一百零二", "二十", "一〇二"), or null. */
export function chineseValue(text: string): number | null {
  if (!/^[〇零○一二三四五六七八九十百千两兩]{1,9}$/.test(text)) return null;
  if (!/[十百千]/.test(text)) return Number([...text].map((it) => chineseDigits[it]).join(""));
  let total = 0;
  let digit = 0;
  for (const it of text) {
    const unit = it === "十" ? 10 : it === "百" ? 100 : it === "千" ? 1000 : 0;
    if (unit) total += (digit || 1) * unit;
    digit = unit ? 0 : chineseDigits[it]!;
  }
  return total + digit;
}

/** Arabic letters in the abjad order that United Nations texts count in. */
const abjad = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
const cyrillic = "абвгдежзиклмнопрстуфхцчшщэюя";

/** Ordinal words in the feminine and masculine: articles (المادة الأولى), chapters (الفصل الأول), parts (Part One, Часть первая). */
const ordinalWords: [number, RegExp][] = [
  [1, /^(?:one|first|premier|première|premiere|1er|1re|1ère|primera?|primero|перв(?:ая|ый|ое)|الأولى?|الاولى?|erste[rs]?|einziger?)$/i],
  [2, /^(?:two|second|deuxi[eè]me|seconde?|segund[oa]|втор(?:ая|ой|ое)|الثاني(?:ة)?|zweite[rs]?)$/i],
  [3, /^(?:three|third|troisi[eè]me|tercer[oa]?|трет(?:ья|ий|ье)|الثالث(?:ة)?|dritte[rs]?)$/i],
  [4, /^(?:four|fourth|quatri[eè]me|cuart[oa]|четв[её]рт(?:ая|ый|ое)|الرابع(?:ة)?|vierte[rs]?)$/i],
  [5, /^(?:five|fifth|cinqui[eè]me|quint[oa]|пят(?:ая|ый|ое)|الخامس(?:ة)?|fünfte[rs]?)$/i],
  [6, /^(?:six|sixth|sixi[eè]me|sext[oa]|шест(?:ая|ой|ое)|السادس(?:ة)?|sechste[rs]?)$/i],
  [7, /^(?:seven|seventh|septi[eè]me|s[eé]ptim[oa]|седьм(?:ая|ой|ое)|السابع(?:ة)?|siebte[rs]?)$/i],
  [8, /^(?:eight|eighth|huiti[eè]me|octav[oa]|восьм(?:ая|ой|ое)|الثامن(?:ة)?|achte[rs]?)$/i],
  [9, /^(?:nine|ninth|neuvi[eè]me|noven[oa]|девят(?:ая|ый|ое)|التاسع(?:ة)?|neunte[rs]?)$/i],
  [10, /^(?:ten|tenth|dixi[eè]me|d[eé]cim[oa]|десят(?:ая|ый|ое)|العاشر(?:ة)?|zehnte[rs]?)$/i],
];

/** Value of an ordinal or number word, or null. */
export const ordinalValue = (word: string): number | null => ordinalWords.find(([, pattern]) => pattern.test(word))?.[0] ?? null;

/** Western digits for Arabic-Indic, Persian and full-width ones. */
export const westernDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹０-９]/g, (it) => {
    const code = it.charCodeAt(0);
    return String(code - (code >= 0xff10 ? 0xff10 : code >= 0x6f0 ? 0x6f0 : 0x660));
  });

const letterValue = (letter: string): number => letter.toLowerCase().charCodeAt(0) - 96;

function latinReadings(text: string): Reading[] {
  const upper = text === text.toUpperCase();
  if (!upper && text !== text.toLowerCase()) return [];
  const letters: NumeralType = upper ? "upper-letter" : "lower-letter";
  const roman = romanValue(text);
  const readings: Reading[] = [];
  if (text.length === 1) readings.push({ type: letters, value: letterValue(text) });
  // A lone c, d, l or m is a letter: no list of a treaty reaches the hundredth roman item.
  if (roman !== null && (text.length > 1 || /[ivx]/i.test(text))) readings.push({ type: upper ? "upper-roman" : "lower-roman", value: roman });
  if (text.length === 2 && text[0] === text[1])
    readings.push({ type: "double-letter", value: letterValue(text) }, { type: letters, value: 26 + letterValue(text) });
  return readings;
}

/** Everything that a printed number may mean, the likelier first; empty if it is none. */
export function readings(printed: string): Reading[] {
  const text = westernDigits(printed);
  if (/^\d{1,4}$/.test(text)) return [{ type: "decimal", value: Number(text) }];
  if (/^[A-Za-z]{1,8}$/.test(text)) return latinReadings(text);
  const chinese = chineseValue(text);
  if (chinese !== null) return [{ type: "chinese", value: chinese }];
  const bare = text.replace(/ـ/g, "").replace(/^[اإآ]$/, "أ").replace(/^ة$/, "ه");
  if (bare.length === 1 && abjad.includes(bare)) return [{ type: "arabic-letter", value: abjad.indexOf(bare) + 1 }];
  if (text.length === 1 && cyrillic.includes(text)) return [{ type: "cyrillic-letter", value: cyrillic.indexOf(text) + 1 }];
  return [];
}

/** Latin additions for provisions that were put in between, in their order. */
export const additions = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

const additionPattern = /^(.*?)[ .]*\b(bis|ter|quater|quat|quinquies|quin|sexies|septies|octies|novies|decies)?[ .]*(alt\.? ?\d*)?\.?$/i;

/** A printed number taken apart: its stem, and a rank that orders 1, 1a, 1 bis, 1 ter, 1 Alt. */
export function takeApart(printed: string): { stem: string; rank: number } {
  const [, stem = printed, latin = "", alternative = ""] = additionPattern.exec(printed) ?? [];
  const letter = /^(\d+)[ -]?([a-z])$/i.exec(stem);
  const latinRank = latin ? 30 * (1 + additions.findIndex((it) => it.startsWith(latin.toLowerCase().slice(0, 4)))) : 0;
  const rank = latinRank + (letter ? letterValue(letter[2]!) : 0) + (alternative ? 1000 : 0);
  return { stem: letter ? letter[1]! : stem.trim(), rank };
}

/** The number as it goes into an id: ASCII where the script allows ("六" is 6, "premier" is 1, "ب" is b), no spaces. */
export function numberForId(printed: string): string {
  const { stem } = takeApart(printed);
  const word = ordinalValue(stem) ?? chineseValue(stem);
  const [first] = readings(stem);
  const letter = first?.type === "arabic-letter" ? (first.value <= 26 ? String.fromCharCode(96 + first.value) : String(first.value)) : null;
  const plain = word !== null ? printed.replace(stem, String(word)) : letter !== null ? printed.replace(stem, letter) : printed;
  return westernDigits(plain).replace(/[\s\u00a0]+/g, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "x";
}
