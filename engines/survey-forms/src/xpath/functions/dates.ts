import type { FormFunctions } from "../functions.ts";
import { asMoment, asNumber, asText, Moment, type Value } from "../values.ts";
import { ofValues } from "./takes.ts";

const aDay = 86_400_000;
/** A value as a moment, or an empty text where it is none. */
const moment = (it: Value, make: (it: Moment) => Value): Value => { const found = asMoment(it); return found ? make(found) : ""; };

const two = (it: number) => String(it).padStart(2, "0");
/** The letters of OpenRosa's formats that need no language. */
const signs: Record<string, (it: Date) => string> = {
  Y: (it) => String(it.getUTCFullYear()).padStart(4, "0"), y: (it) => String(it.getUTCFullYear()).slice(-2), m: (it) => two(it.getUTCMonth() + 1), n: (it) => String(it.getUTCMonth() + 1),
  d: (it) => two(it.getUTCDate()), e: (it) => String(it.getUTCDate()), H: (it) => two(it.getUTCHours()), h: (it) => String(it.getUTCHours()), M: (it) => two(it.getUTCMinutes()), S: (it) => two(it.getUTCSeconds()), "3": (it) => String(it.getUTCMilliseconds()).padStart(3, "0"),
  b: (it) => it.toLocaleString("en", { month: "short", timeZone: "UTC" }), a: (it) => it.toLocaleString("en", { weekday: "short", timeZone: "UTC" }), "%": () => "%",
};
const format = (it: Value, pattern: Value): Value => moment(it, (one) => asText(pattern).replaceAll(/%(.)/g, (whole, sign: string) => signs[sign]?.(one.date) ?? whole));

/** Hours as a part of the day: “12:00” is a half. */
function partOfDay(text: string): number {
  const [, hours, minutes, seconds = "0"] = /^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?/.exec(text) ?? [];
  return hours === undefined ? Number.NaN : (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
}

/** Whole months from one day to another; negative the other way round. */
function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return months - (to.getUTCDate() < from.getUTCDate() ? 1 : 0);
}
function later({ date, hasHour }: Moment, [years = 0, months = 0, days = 0, hours = 0, minutes = 0]: readonly number[]): Value {
  const at = Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate() + days, date.getUTCHours() + hours, date.getUTCMinutes() + minutes, date.getUTCSeconds());
  return Number.isNaN(at) ? "" : new Moment(at / aDay, hasHour || hours !== 0 || minutes !== 0);
}

/** What works on days and hours, in Coordinated Universal Time. */
export const dateFunctions: FormFunctions = {
  today: { least: 0, most: 0, run: (_, { world }) => new Moment(Math.floor(world.now.getTime() / aDay), false) },
  now: { least: 0, most: 0, run: (_, { world }) => new Moment(world.now.getTime() / aDay, true) },
  date: ofValues(1, (it) => moment(it, (one) => new Moment(Math.floor(one.days), false))),
  "date-time": ofValues(1, (it) => moment(it, (one) => new Moment(one.days, true))),
  "decimal-date-time": ofValues(1, (it) => asMoment(it)?.days ?? Number.NaN),
  "decimal-date": ofValues(1, (it) => Math.floor(asMoment(it)?.days ?? Number.NaN)),
  "decimal-time": ofValues(1, (it) => { const hour = partOfDay(asText(it)); const days = asMoment(it)?.days; return Number.isNaN(hour) && days !== undefined ? days - Math.floor(days) : hour; }),
  /** Of the Community Health Toolkit (docs.communityhealthtoolkit.org): whole months between two days; a day so many years, months, days, hours and minutes later. */
  "difference-in-months": ofValues(2, (from, to) => { const [a, b] = [asMoment(from!), asMoment(to!)]; return a && b ? monthsBetween(a.date, b.date) : ""; }),
  "add-date": ofValues(2, (it, ...by) => moment(it!, (one) => later(one, by.map(asNumber))), 6),
  "format-date": ofValues(2, format),
  "format-date-time": ofValues(2, format),
};
