// When the clocks of a zone change, and those changes as a VTIMEZONE (RFC 5545, 3.6.5). The rules are those of the IANA database inside
// the runtime's Intl, as everywhere in the house, so that the names of zones and their rules come from one place and cannot differ.
// Each change is written as itself, not as a rule for ever: rules of zones are changed by law, and a calendar speaks of its own years.
import { offsetMinutes, wallClock } from "./zones.ts";

/** A moment at which the clocks of a zone change: how far they are ahead of UTC before and after, in minutes. */
export type ZoneChange = { at: Date; before: number; after: number };

const minute = 60_000;
/** Half a day: no zone changed its clocks twice within one. */
const step = 12 * 60 * minute;

const known = new Map<string, ZoneChange[]>();

/** The changes of a zone within a year by UTC, in their order. */
export function zoneChanges(timeZone: string, year: number): ZoneChange[] {
  const name = `${timeZone} ${year}`;
  const changes = known.get(name) ?? changesBetween(timeZone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
  known.set(name, changes);
  return changes;
}

function changesBetween(timeZone: string, from: number, to: number): ZoneChange[] {
  const changes: ZoneChange[] = [];
  const ahead = (at: number) => offsetMinutes(new Date(at), timeZone);
  for (let at = from; at < to; at += step) if (ahead(at) !== ahead(at + step)) changes.push(changeWithin(ahead, at, at + step));
  return changes;
}

/** The first minute that shows the new clock: the interval is halved until one minute is left. */
function changeWithin(ahead: (at: number) => number, from: number, to: number): ZoneChange {
  const before = ahead(from);
  while (to - from > minute) {
    const middle = from + Math.floor((to - from) / 2 / minute) * minute;
    if (ahead(middle) === before) from = middle;
    else to = middle;
  }
  return { at: new Date(to), before, after: ahead(to) };
}

/** "20261025T030000": what a clock shows, without a zone. */
export function clockText(at: Date, timeZone: string): string {
  const { day, hour } = wallClock(at, timeZone);
  return `${day.replaceAll("-", "")}T${hour.replace(":", "")}00`;
}
const utcClock = (milliseconds: number) => new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d+/g, "").replace("Z", "");

const two = (it: number) => String(it).padStart(2, "0");
const offset = (minutes: number) => `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`;

/** One stretch of the clock, from what it showed before it began. */
const observance = (kind: "STANDARD" | "DAYLIGHT", start: string, before: number, after: number) =>
  [`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${offset(before)}`, `TZOFFSETTO:${offset(after)}`, `TZNAME:UTC${offset(after)}`, `END:${kind}`];

/** The lines of a VTIMEZONE that holds from the year before `first` to the year after `last`. */
export function timeZoneLines(timeZone: string, first: Date, last: Date): string[] {
  const years = Array.from({ length: last.getUTCFullYear() - first.getUTCFullYear() + 3 }, (_, index) => first.getUTCFullYear() - 1 + index);
  const start = Date.UTC(years[0]!, 0, 1);
  const from = offsetMinutes(new Date(start), timeZone);
  const changes = years.flatMap((it) => zoneChanges(timeZone, it));
  return [
    "BEGIN:VTIMEZONE", `TZID:${timeZone}`, ...observance("STANDARD", utcClock(start + from * minute), from, from),
    ...changes.flatMap(({ at, before, after }) => observance(after > before ? "DAYLIGHT" : "STANDARD", utcClock(at.getTime() + before * minute), before, after)),
    "END:VTIMEZONE",
  ];
}
