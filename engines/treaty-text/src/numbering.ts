/** Labels that a browser or a word processor draws before list items. */
import { toRoman, toWordLetters } from "./numerals.ts";

/** The number of an HTML list item as drawn: `type` is the attribute of `ol`. */
export function listLabel(value: number, type: string): string {
  if (value < 1 || value > 3999) return `${value}.`;
  if (type === "a") return `${toWordLetters(value)}.`;
  if (type === "A") return `${toWordLetters(value).toUpperCase()}.`;
  if (type === "i") return `${toRoman(value)}.`;
  return type === "I" ? `${toRoman(value).toUpperCase()}.` : `${value}.`;
}

const chineseDigits = "〇一二三四五六七八九";
const toChinese = (value: number): string =>
  value < 10 ? chineseDigits[value]! : value < 20 ? `十${value % 10 ? chineseDigits[value % 10] : ""}` : value < 100 ? `${chineseDigits[Math.floor(value / 10)]}十${value % 10 ? chineseDigits[value % 10] : ""}` : String(value);

const arabicLetters = [..."أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"];
const russianLetters = [..."абвгдежзиклмнопрстуфхцчшщэюя"];

/** A number in one of Word's formats (ST_NumberFormat); "" for bullets and none. */
export function wordNumber(value: number, format: string): string {
  if (value < 1 || value > 3999) return String(value);
  switch (format) {
    case "lowerLetter": return toWordLetters(value);
    case "upperLetter": return toWordLetters(value).toUpperCase();
    case "lowerRoman": return toRoman(value);
    case "upperRoman": return toRoman(value).toUpperCase();
    case "decimalZero": return String(value).padStart(2, "0");
    case "bullet": case "none": return "";
    case "arabicAlpha": case "arabicAbjad": return arabicLetters[value - 1] ?? String(value);
    case "russianLower": return russianLetters[value - 1] ?? String(value);
    case "chineseCounting": case "chineseCountingThousand": case "ideographDigital": case "japaneseCounting": case "taiwaneseCounting":
      return toChinese(value);
    case "ordinal": return `${value}.`;
    default: return String(value);
  }
}
