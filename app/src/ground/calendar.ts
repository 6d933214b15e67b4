// Calendars as text (RFC 5545), written by ical-generator: one way for deadlines and meetings. Hours stand in a zone with its changes, or
// in UTC. DTSTAMP is the last change: the same entries are the same to the byte. Why the library is handed what it is: docs/decisions/0029.
import { TZDate } from "@date-fns/tz";
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency, type ICalEventData } from "ical-generator";
import { daysAfter } from "./clock.ts";
import { isolatesOut } from "./web/xml.ts";
import type { Language } from "./words.ts";
import { timeZoneLines } from "./zone-changes.ts";
import { comesTwice } from "./zones.ts";

/** When an entry is: at one moment by everyone's clock; from one to another by the clock of a place; or on whole days ("2026-10-05"), the last one included. */
export type EntryTime = { at: Date } | { from: Date; to: Date; timeZone: string } | { firstDay: string; lastDay: string };

/** Something in a calendar. `sequence` rises with each change (RFC 5546, 2.1.5); `uid` never changes. */
export type CalendarEntry = {
  uid: string; sequence: number; created: Date; changed: Date; when: EntryTime;
  summary: string; description: string; place: string | null; address: string; cancelled: boolean;
};
export type Calendar = { name: string; language: Language; entries: readonly CalendarEntry[] };

/** No control characters and no isolates: RFC 5545 has no place for the first, and few calendars show the second as nothing. */
const plain = (it: string) => isolatesOut(it.toWellFormed()).replaceAll(/\r\n?/g, "\n").replaceAll(/[^\P{Cc}\t\n]/gu, "");
/** The library writes names of calendars and ids of entries as they come (11.1.2), which could end their line. */
const escaped = (it: string) => plain(it).replaceAll(/\s+/g, " ").trim().replaceAll(/[\\;,]/g, (sign) => `\\${sign}`);
/** An address has no escapes, and the library would write some: what cannot stand in one is written as percent signs say. */
const uri = (it: string) => plain(it).replaceAll(/[\s"<>\\^`{|};,]/g, encodeURIComponent);

/** Whether hours stand in the zone of their place; those that come twice there stand in UTC, since readers differ in which of the two they take (RFC 5545, 3.3.5, says the first). */
const inZone = ({ from, to, timeZone }: Extract<EntryTime, { timeZone: string }>) => timeZone !== "UTC" && !comesTwice(from, timeZone) && !comesTwice(to, timeZone);

/** A deadline and whole days take nobody's time: only hours at which one is somewhere do. */
function timeOf(when: EntryTime): Pick<ICalEventData, "start" | "end" | "allDay" | "timezone" | "transparency"> {
  if ("at" in when) return { start: when.at, transparency: ICalEventTransparency.TRANSPARENT };
  if ("firstDay" in when) return { start: new Date(`${when.firstDay}T00:00:00Z`), end: new Date(`${daysAfter(when.lastDay, 1)}T00:00:00Z`), allDay: true, transparency: ICalEventTransparency.TRANSPARENT };
  const { from, to, timeZone } = when;
  const busy = { transparency: ICalEventTransparency.OPAQUE };
  return inZone(when) ? { start: new TZDate(from, timeZone), end: new TZDate(to, timeZone), timezone: timeZone, ...busy } : { start: from, end: to, ...busy };
}

const dataOf = (it: CalendarEntry): ICalEventData => ({
  id: escaped(it.uid), sequence: it.sequence, stamp: it.changed, created: it.created, lastModified: it.changed, ...timeOf(it.when),
  summary: plain(it.summary), description: plain(it.description), ...(it.place ? { location: { title: plain(it.place) } } : {}),
  url: uri(it.address), status: it.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
});

/** A zone with its changes around the entries that name it. */
function zoneText(entries: readonly CalendarEntry[], timeZone: string): string {
  const moments = entries.flatMap(({ when }) => ("timeZone" in when && when.timeZone === timeZone && inZone(when) ? [when.from.getTime(), when.to.getTime()] : []));
  return timeZoneLines(timeZone, new Date(Math.min(...moments)), new Date(Math.max(...moments))).join("\n");
}

/** The calendar as a file. */
export function calendarText({ name, language, entries }: Calendar): string {
  const calendar = ical({
    name: escaped(name), method: ICalCalendarMethod.PUBLISH, prodId: { company: "Travaux", product: "Travaux", language: language.toUpperCase() },
    timezone: { name: null, generator: (timeZone) => zoneText(entries, timeZone) },
  });
  for (const entry of entries) calendar.createEvent(dataOf(entry));
  return `${calendar.toString()}\r\n`;
}
