// Meetings for calendars. What lasts a day is one entry, from its beginning to its end, with the agenda in its words. What lasts several is
// one entry for each day that has something on its agenda, from the first block to the last: as one entry a session of ten days would
// stand there as 240 hours, nights and weekends included, and as its blocks it would be sixty, which nobody can leave together. Several
// days of which no agenda is known yet are one entry of whole days. Hours stand in the zone of the venue.
import type { CalendarEntry, EntryTime } from "../../ground/calendar.ts";
import type { Words } from "../../ground/words.ts";
import { wallClock } from "../../ground/zones.ts";
import type { MeetingChange } from "./change.ts";
import type { Block, Meeting } from "./meeting.ts";

/** A meeting with its agenda, the address to cite and what happened to it. */
export type ToldMeeting = { meeting: Meeting; address: string; blocks: readonly Block[]; changes: readonly MeetingChange[] };

type Timed = Pick<Block, "startsAt" | "endsAt">;
const byStart = (a: Timed, b: Timed) => a.startsAt.getTime() - b.startsAt.getTime();

/** The last day of a meeting in its venue's calendar; what ends at midnight ends on the day before. */
const lastDayOf = ({ endsAt, timeZone }: Pick<Meeting, "endsAt" | "timeZone">) => wallClock(new Date(endsAt.getTime() - 1), timeZone).day;

type Part = { when: EntryTime; blocks: readonly Block[] };

/** A meeting as what stands in a calendar: in its order, one part a day. */
export function partsOf(meeting: Meeting, blocks: readonly Block[]): Part[] {
  const { startsAt, endsAt, timeZone } = meeting;
  const firstDay = wallClock(startsAt, timeZone).day;
  if (firstDay === lastDayOf(meeting) || endsAt.getTime() - startsAt.getTime() <= 86_400_000) return [{ when: { from: startsAt, to: endsAt, timeZone }, blocks: blocks.toSorted(byStart) }];
  if (blocks.length === 0) return [{ when: { firstDay, lastDay: lastDayOf(meeting) }, blocks }];
  return [...Map.groupBy(blocks.toSorted(byStart), (it) => wallClock(it.startsAt, timeZone).day).values()].map((ofDay) => ({
    when: { from: ofDay[0]!.startsAt, to: new Date(Math.max(...ofDay.map((it) => it.endsAt.getTime()))), timeZone }, blocks: ofDay,
  }));
}

/** What stands in calendars for these meetings. Drafts have nothing: hand in what everyone may read. */
export const meetingEntries = (words: Words, host: string, told: readonly ToldMeeting[]): CalendarEntry[] => told.flatMap(({ meeting, address, blocks, changes }) => {
  const last = changes.at(-1);
  if (!last || meeting.state === "draft") return [];
  const parts = partsOf(meeting, blocks);
  return parts.map((part, index) => ({
    uid: `meeting-${meeting.id}${index === 0 ? "" : `-${index + 1}`}@${host}`, sequence: last.sequence, created: changes[0]!.at, changed: last.at, when: part.when,
    summary: summaryOf(words, meeting, index + 1, parts.length), description: describe(words, meeting, part, address),
    place: meeting.place ? words.pick(meeting.place).text : meeting.format === "online" ? words.say("calendar.online") : null, address, cancelled: meeting.state === "cancelled",
  }));
});

function summaryOf(words: Words, meeting: Meeting, day: number, days: number): string {
  const title = words.pick(meeting.title).text;
  const named = days === 1 ? title : words.say("calendar.day", { title, day, days });
  return meeting.state === "cancelled" ? words.say("calendar.cancelled", { title: named }) : named;
}

/** What it is about, or why it was cancelled; the agenda by the venue's clock; where to read on. */
function describe(words: Words, { timeZone, cancelledBecause, about }: Meeting, { blocks }: Part, address: string): string {
  const agenda = blocks.map((it) => `${wallClock(it.startsAt, timeZone).hour}–${wallClock(it.endsAt, timeZone).hour} ${words.pick(it.title).text}`);
  const clock = agenda.length > 0 ? [words.say("calendar.clock", { zone: timeZone }), ...agenda] : [];
  return [cancelledBecause ?? words.pick(about).text, ...clock, address].filter(Boolean).join("\n");
}
