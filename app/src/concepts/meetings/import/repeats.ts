// Entries that repeat (RFC 5545, 3.3.10), as far as programmes use it: every n days or weeks, so many times or until a day, on named days of
// the week. Days are counted by the calendar of the entry's own zone, so that its hour stays what the clock shows. Everything else is not
// guessed at: it is refused by its name.
import { daysAfter } from "../../../ground/clock.ts";
import { mostTimes } from "./programme.ts";

const weekDays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const weekDay = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const known = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"]);

/** The days on which an entry that begins on `day` is, that one included; or the part of the rule that is not understood. */
export function repeatedDays(rule: string, day: string, untilDay: (until: string) => string | null): string[] | { unknown: string } {
  const parts = Object.fromEntries(rule.toUpperCase().split(";").filter(Boolean).map((it) => it.split("=", 2) as [string, string]));
  const stranger = Object.keys(parts).find((it) => !known.has(it));
  if (stranger) return { unknown: `${stranger}=${parts[stranger] ?? ""}` };
  const { FREQ, INTERVAL = "1", COUNT, UNTIL, BYDAY } = parts;
  if (FREQ !== "DAILY" && FREQ !== "WEEKLY") return { unknown: `FREQ=${FREQ ?? ""}` };
  if (!/^[1-9]\d?$/.test(INTERVAL)) return { unknown: `INTERVAL=${INTERVAL}` };
  if (COUNT === undefined && UNTIL === undefined) return { unknown: `FREQ=${FREQ}` }; // for ever
  if (COUNT !== undefined && !/^[1-9]\d{0,3}$/.test(COUNT)) return { unknown: `COUNT=${COUNT}` };
  const last = UNTIL === undefined ? null : untilDay(UNTIL);
  if (UNTIL !== undefined && last === null) return { unknown: `UNTIL=${UNTIL}` };
  const named = BYDAY === undefined ? null : BYDAY.split(",");
  if (named && (FREQ === "DAILY" || named.some((it) => !weekDays.includes(it)))) return { unknown: `BYDAY=${BYDAY}` };
  const most = Math.min(COUNT === undefined ? mostTimes + 1 : Number(COUNT), mostTimes + 1);
  const days = FREQ === "DAILY" ? daily(day, Number(INTERVAL), most, last) : weekly({ day, interval: Number(INTERVAL), named, monday: parts.WKST !== "SU" }, most, last);
  return days.length > mostTimes ? { unknown: COUNT === undefined ? `UNTIL=${UNTIL}` : `COUNT=${COUNT}` } : days;
}

function daily(day: string, interval: number, most: number, last: string | null): string[] {
  return Array.from({ length: most }, (_, index) => daysAfter(day, index * interval)).filter((it) => last === null || it <= last);
}

function weekly({ day, interval, named, monday }: { day: string; interval: number; named: string[] | null; monday: boolean }, most: number, last: string | null): string[] {
  const from = daysAfter(day, -((weekDay(day) + (monday ? 6 : 0)) % 7)); // the first day of its week
  const wanted = new Set((named ?? [weekDays[weekDay(day)]!]).map((it) => weekDays.indexOf(it)));
  const days = new Set([day]); // DTSTART is always one of them
  for (let week = 0; week <= mostTimes && days.size < most; week++) for (let index = 0; index < 7 && days.size < most; index++) {
    const it = daysAfter(from, week * interval * 7 + index);
    if (it >= day && wanted.has(weekDay(it)) && (last === null || it <= last)) days.add(it);
  }
  return [...days].toSorted();
}
