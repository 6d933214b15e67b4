// When calls close, for calendars. A deadline is one moment everywhere, so it is written in UTC, and the clock it was set by stands in
// the words. What is cancelled stays there as cancelled. A calendar in which nothing changed is the same to the byte.
import { calendarText, type CalendarEntry } from "../../ground/calendar.ts";
import type { Words } from "../../ground/words.ts";
import type { Call } from "./call.ts";
import type { Change } from "./change.ts";
import { momentSaid } from "../../ground/clock-words.ts";

/** A call with the address to cite and what happened to it. */
export type ToldCall = { call: Call; address: string; changes: readonly Change[] };
export type CallCalendar = { name: string; host: string; words: Words; calls: readonly ToldCall[] };

/** The closing of each call. Drafts have none: hand in what everyone may read. */
export const closingsOf = (words: Words, host: string, calls: readonly ToldCall[]): CalendarEntry[] => calls.flatMap(({ call, address, changes }) => {
  const last = changes.at(-1);
  return !last ? [] : [{
    uid: `call-${call.id}@${host}`, sequence: last.sequence, created: changes[0]!.at, changed: last.at, when: { at: call.closesAt },
    summary: words.say("calls.calendar.closes", { number: call.number, title: words.pick(call.title).text }),
    description: [momentSaid(words, call.closesAt, call.timeZone, call.closesAt), call.cancelledBecause ?? words.pick(call.about).text, address].filter(Boolean).join("\n"),
    place: null, address, cancelled: call.state === "cancelled",
  }];
});

/** A calendar with an entry for the closing of each call. */
export const calendarOf = ({ name, host, words, calls }: CallCalendar): string => calendarText({ name, language: words.language, entries: closingsOf(words, host, calls) });
