// When calls close, for calendars (RFC 5545, by ical-generator). A deadline is one moment everywhere, so it is written in UTC, and
// the clock it was set by stands in the words. UID stays through every edit, SEQUENCE rises with each (RFC 5546, 2.1.5), and what is
// cancelled stays there as cancelled. DTSTAMP is the last change: a calendar in which nothing changed is the same to the byte.
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { isolatesOut } from "../../ground/web/xml.ts";
import type { Words } from "../../ground/words.ts";
import type { Call } from "./call.ts";
import type { Change } from "./change.ts";
import { momentSaid } from "../../ground/clock-words.ts";

export type CallCalendar = { name: string; host: string; words: Words; calls: readonly { call: Call; address: string; changes: readonly Change[] }[] };

/** No control characters and no isolates: RFC 5545 has no place for the first, and few calendars show the second as nothing. */
const plain = (it: string) => isolatesOut(it.toWellFormed()).replaceAll(/[^\P{Cc}\t\n]/gu, "");

/** The library escapes every text but the calendar's own name (11.1.2: NAME and X-WR-CALNAME go out as they come in), which could end its line. */
const asName = (it: string) => plain(it).replaceAll(/\s+/g, " ").trim().replaceAll(/[\\;,]/g, (sign) => `\\${sign}`);

/** A calendar with an entry for the closing of each call. Drafts have no entry: hand in what everyone may read. */
export function calendarOf({ name, host, words, calls }: CallCalendar): string {
  const calendar = ical({ name: asName(name), method: ICalCalendarMethod.PUBLISH, prodId: { company: "Travaux", product: "Travaux", language: words.language.toUpperCase() } });
  for (const { call, address, changes } of calls) {
    const last = changes.at(-1);
    if (!last) continue;
    calendar.createEvent({
      id: `call-${call.id}@${host}`, sequence: last.sequence, stamp: last.at, created: changes[0]!.at, lastModified: last.at, start: call.closesAt,
      summary: plain(words.say("calls.calendar.closes", { number: call.number, title: words.pick(call.title).text })),
      description: plain([momentSaid(words, call.closesAt, call.timeZone, call.closesAt), call.cancelledBecause ?? words.pick(call.about).text, address].filter(Boolean).join("\n")),
      url: address, status: call.state === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}
