// Moments in the reader's words, by the clock of a place.
import type { Language, Localized, Words } from "./words.ts";
import { offsetMinutes, wallClock } from "./zones.ts";

/** The seats of the United Nations and of its regional commissions, as each language writes them; other clocks go by the city of their zone. */
const seats: Record<string, Localized> = {
  "Africa/Addis_Ababa": { en: "Addis Ababa", ar: "أديس أبابا", zh: "亚的斯亚贝巴", fr: "Addis-Abeba", ru: "Аддис-Абеба", es: "Addis Abeba" },
  "Africa/Nairobi": { en: "Nairobi", ar: "نيروبي", zh: "内罗毕", fr: "Nairobi", ru: "Найроби", es: "Nairobi" },
  "America/New_York": { en: "New York", ar: "نيويورك", zh: "纽约", fr: "New York", ru: "Нью-Йорк", es: "Nueva York" },
  "America/Santiago": { en: "Santiago", ar: "سانتياغو", zh: "圣地亚哥", fr: "Santiago", ru: "Сантьяго", es: "Santiago" },
  "Asia/Bangkok": { en: "Bangkok", ar: "بانكوك", zh: "曼谷", fr: "Bangkok", ru: "Бангкок", es: "Bangkok" },
  "Asia/Beirut": { en: "Beirut", ar: "بيروت", zh: "贝鲁特", fr: "Beyrouth", ru: "Бейрут", es: "Beirut" },
  "Europe/Vienna": { en: "Vienna", ar: "فيينا", zh: "维也纳", fr: "Vienne", ru: "Вена", es: "Viena" },
  "Europe/Zurich": { en: "Zurich", ar: "زيورخ", zh: "苏黎世", fr: "Zurich", ru: "Цюрих", es: "Zúrich" },
};

/** Where a clock hangs: “Nairobi”. */
export const placeOfClock = (words: Words, timeZone: string): string => {
  const seat = seats[timeZone];
  return seat ? words.pick(seat).text : timeZone.split("/").at(-1)!.replaceAll("_", " ");
};

const formats = new Map<string, Intl.DateTimeFormat>();
function formatted(language: Language, at: Date, options: Intl.DateTimeFormatOptions): string {
  const name = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options);
  formats.set(name, format);
  return format.format(at);
}

/** “18:00”, by the clock of a zone. */
export const hourSaid = (words: Words, at: Date, timeZone: string): string => formatted(words.language, at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });

/** “Fri 26 June, 18:00 Nairobi”: the day, the hour and whose clock. The year stands there where it is not this one. */
export function momentSaid(words: Words, at: Date, timeZone: string, now: Date): string {
  const otherYear = wallClock(at, timeZone).day.slice(0, 4) !== wallClock(now, timeZone).day.slice(0, 4);
  const day = formatted(words.language, at, { weekday: "short", day: "numeric", month: "long", ...(otherYear ? { year: "numeric" } : {}), timeZone });
  return words.say("calls.clock", { day, time: hourSaid(words, at, timeZone), place: placeOfClock(words, timeZone) });
}

/** The same by the clock that everyone shares: “26 June 2026, 15:00 UTC”. */
export const universally = (words: Words, at: Date): string =>
  words.say("calls.clock", { day: formatted(words.language, at, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }), time: hourSaid(words, at, "UTC"), place: "UTC" });

/** “Thursday 2 July 2026”, by the clock of a zone; “Thu 2 July” when it is `short`. */
export const daySaid = (words: Words, at: Date, timeZone: string, short = false): string =>
  formatted(words.language, at, short ? { weekday: "short", day: "numeric", month: "long", timeZone } : { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone });

/** “UTC+3”, “UTC−3:30”: how far a clock is ahead of the one that everyone shares. */
export function offsetSaid(at: Date, timeZone: string): string {
  const offset = offsetMinutes(at, timeZone);
  const minutes = Math.abs(offset) % 60;
  return offset === 0 ? "UTC" : `UTC${offset < 0 ? "−" : "+"}${Math.floor(Math.abs(offset) / 60)}${minutes ? `:${String(minutes).padStart(2, "0")}` : ""}`;
}
