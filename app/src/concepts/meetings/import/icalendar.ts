// Programmes as iCalendar (RFC 5545): the events of a file. Hours are taken by the zone they name, by the runtime's rules for it; hours that
// name none are by the clock that the reader of the file says. What cannot be read is told by its line and left out, never guessed.
import { daysAfter } from "../../../ground/clock.ts";
import { momentsAt, wallClock, zoneNamed } from "../../../ground/zones.ts";
import { contentLines, unescaped, type ContentLine } from "./lines.ts";
import { beginningOf, excerpt, longest, mostItems, plainWords, type Item, type Programme, type ProgrammeProblem, type Unreadable } from "./programme.ts";
import { repeatedDays } from "./repeats.ts";

type Event = { line: number; lines: ContentLine[] };
type Found = { day: string; hour: string | null; timeZone: string };

/** Why an event is left out; without a line, it is the event's first. */
class Unread extends Error {
  readonly problem: Omit<ProgrammeProblem, "line"> & { line?: number };
  constructor(problem: Omit<ProgrammeProblem, "line"> & { line?: number }) {
    super(problem.code);
    this.problem = problem;
  }
}
const refuse = (code: ProgrammeProblem["code"], at: ContentLine, found = at.value): never => { throw new Unread({ line: at.line, field: at.name, code, found: excerpt(found) }); };

/** The events of an iCalendar file. `timeZone`: the clock of hours that name none. */
export function readICalendar(text: string, timeZone: string): Programme | Unreadable {
  const { lines, broken } = contentLines(text.replace(/^\uFEFF/, ""));
  if (!lines.some((it) => it.name === "BEGIN" && it.value.trim().toUpperCase() === "VCALENDAR")) return { unreadable: "not-a-programme" };
  const problems: ProgrammeProblem[] = broken.map((it) => ({ line: it.line, field: "", code: "line-broken", found: excerpt(it.text) }));
  const { events, zones, open } = componentsIn(lines);
  if (open) problems.push({ line: open.line, field: open.name, code: "end-missing", found: excerpt(open.value) });
  const items: Item[] = [];
  const seen = new Set<string>();
  for (const it of events) {
    try {
      const read = itemsOf(it, (typed, at) => zoneIn(typed, zones) ?? refuse("zone-unknown", at, typed), timeZone);
      const [first] = read;
      if (first && seen.has(first.uid)) throw new Unread({ line: it.line, field: "UID", code: "twice", found: excerpt(first.uid) });
      for (const one of read) seen.add(one.uid);
      items.push(...read);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      problems.push({ ...error.problem, line: error.problem.line ?? it.line });
    }
  }
  if (items.length > mostItems) problems.push({ line: items[mostItems]!.line, field: "VEVENT", code: "too-many", found: String(items.length) });
  if (items.length === 0 && problems.length === 0) return { unreadable: "empty" };
  return { format: "icalendar", items: items.slice(0, mostItems), problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** Events with their own lines, those of what stands inside them (alarms) left out; the IANA names that zones of the file say they go by; a component that nothing ends. */
function componentsIn(lines: readonly ContentLine[]) {
  const events: Event[] = [];
  const zones = new Map<string, string>();
  const open: ContentLine[] = [];
  let zone: { id: string; place: string } = { id: "", place: "" };
  for (const it of lines) {
    const inside = open.at(-1)?.value.trim().toUpperCase();
    if (it.name === "BEGIN") {
      open.push(it);
      if (it.value.trim().toUpperCase() === "VEVENT") events.push({ line: it.line, lines: [] });
      if (it.value.trim().toUpperCase() === "VTIMEZONE") zone = { id: "", place: "" };
    } else if (it.name === "END") {
      if (inside === "VTIMEZONE") zones.set(zone.id, zone.place);
      if (inside === it.value.trim().toUpperCase()) open.pop();
    } else if (inside === "VEVENT") events.at(-1)!.lines.push(it);
    else if (inside === "VTIMEZONE" && it.name === "TZID") zone.id = it.value;
    else if (inside === "VTIMEZONE" && it.name === "X-LIC-LOCATION") zone.place = it.value;
  }
  const first = open[0];
  const unfinished = first?.value.trim().toUpperCase() === "VCALENDAR" && open.length > 1 ? open[1]! : first;
  if (unfinished && events.at(-1)?.line === unfinished.line) events.pop(); // it may have been cut off in the middle
  return { events, zones, open: unfinished ?? null };
}

/** "Europe/Vienna", also as "/mozilla.org/20070129_1/Europe/Vienna", or by the place that the file's own zone names. A name that is none of these has rules that only its maker knows. */
function zoneIn(typed: string, zones: ReadonlyMap<string, string>): string | null {
  const parts = typed.split("/").filter(Boolean);
  return [typed, zones.get(typed) ?? "", parts.slice(-2).join("/"), parts.slice(-3).join("/")].map((it) => zoneNamed(it)).find((it) => it !== null) ?? null;
}
type ZoneOf = (typed: string, at: ContentLine) => string;

function itemsOf({ line, lines }: Event, zoneOf: ZoneOf, floating: string): Item[] {
  const first = (name: string) => lines.find((it) => it.name === name);
  const said = (name: string) => unescaped(first(name)?.value ?? "");
  const missing = (field: string, code: ProgrammeProblem["code"]): never => { throw new Unread({ field, code, found: "" }); };
  const uid = said("UID").trim().slice(0, 300) || missing("UID", "uid-missing");
  const override = first("RECURRENCE-ID");
  if (override) refuse("override", override);
  if (/^cancelled$/i.test(said("STATUS").trim())) refuse("cancelled", first("STATUS")!);
  const title = plainWords(said("SUMMARY"), longest.title).replaceAll("\n", " ") || missing("SUMMARY", "title-missing");
  const at = first("DTSTART") ?? missing("DTSTART", "start-missing");
  const start = timeIn(at, zoneOf, floating);
  const rest = { line, title, about: plainWords(said("DESCRIPTION"), longest.about), timeZone: start.timeZone, wholeDays: start.hour === null, place: plainWords(said("LOCATION"), longest.place).replaceAll("\n", " "), speakers: [], parts: [] };
  const from = momentOf(start, at);
  const lasts = lengthOf(lines, start, from, zoneOf, floating);
  return daysOf(lines, start, zoneOf).map((day) => {
    const startsAt = day === start.day ? from : momentOf({ ...start, day }, at);
    const endsAt = start.hour === null ? beginningOf(daysAfter(day, lasts), start.timeZone) : new Date(startsAt.getTime() + lasts);
    return { ...rest, uid: day === start.day ? uid : `${uid}#${day}`, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  });
}

/** A day, or a day and an hour by a clock: "20261005", "20261005T100000", "20261005T100000Z". */
function timeIn(it: ContentLine, zoneOf: ZoneOf, floating: string): Found {
  const [, year, month, date, hours, minutes, seconds, utc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(it.value.trim()) ?? refuse("date-wrong", it);
  const day = `${year}-${month}-${date}`;
  if (!isDay(day) || (hours !== undefined && (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60))) refuse("date-wrong", it);
  const { TZID } = it.parameters;
  return { day, hour: hours === undefined ? null : `${hours}:${minutes}`, timeZone: utc ? "UTC" : TZID ? zoneOf(TZID, it) : floating };
}
/** Neither 31 February, which JavaScript reads as 3 March, nor one of the year 0. */
const isDay = (day: string) => { const at = new Date(`${day}T00:00:00Z`); return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && !day.startsWith("0000"); };

const momentOf = ({ day, hour, timeZone }: Found, at: ContentLine): Date => (hour === null ? beginningOf(day, timeZone) : (momentsAt(day, hour, timeZone)[0] ?? refuse("gap", at, `${day} ${hour} ${timeZone}`)));

/** How long it lasts: milliseconds, or where it has no hour, days. */
function lengthOf(lines: readonly ContentLine[], start: Found, from: Date, zoneOf: ZoneOf, floating: string): number {
  const [end, duration] = [lines.find((it) => it.name === "DTEND"), lines.find((it) => it.name === "DURATION")];
  if (end) {
    const until = timeIn(end, zoneOf, floating);
    if ((until.hour === null) !== (start.hour === null)) refuse("date-wrong", end);
    const lasts = start.hour === null ? (Date.parse(until.day) - Date.parse(start.day)) / 86_400_000 : momentOf(until, end).getTime() - from.getTime();
    return lasts > 0 ? lasts : refuse("ends-before", end);
  }
  if (start.hour === null && !duration) return 1; // RFC 5545, 3.6.1
  if (!duration) throw new Unread({ field: "DTEND", code: "end-missing", found: "" });
  const [, weeks = "0", days = "0", hours = "0", minutes = "0"] = /^P(?:(\d{1,2})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$/.exec(duration.value.trim()) ?? refuse("duration-wrong", duration);
  const inDays = Number(weeks) * 7 + Number(days);
  const lasts = start.hour === null ? inDays : ((inDays * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
  return lasts > 0 ? lasts : refuse("duration-wrong", duration);
}

/** The days on which it is, those that the file takes out left out. */
function daysOf(lines: readonly ContentLine[], start: Found, zoneOf: ZoneOf): string[] {
  const rule = lines.find((it) => it.name === "RRULE");
  const dates = lines.find((it) => it.name === "RDATE" || it.name === "EXRULE");
  if (dates) refuse("repeats", dates, dates.name);
  if (!rule) return [start.day];
  const dayOf = (value: string, parameters: Record<string, string> = {}) => {
    const it = timeIn({ line: rule.line, name: "RRULE", parameters, value }, zoneOf, start.timeZone);
    return it.hour === null || it.timeZone === start.timeZone ? it.day : wallClock(momentOf(it, rule), start.timeZone).day;
  };
  const days = repeatedDays(rule.value, start.day, (until) => (/^\d{8}(T\d{6}Z?)?$/.test(until) ? dayOf(until) : null));
  if (!Array.isArray(days)) return refuse("repeats", rule, days.unknown);
  const out = new Set(lines.filter((it) => it.name === "EXDATE").flatMap((it) => it.value.split(",").map((one) => dayOf(one, it.parameters))));
  return days.filter((it) => !out.has(it));
}
