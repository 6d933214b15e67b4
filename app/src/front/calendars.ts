import { Hono } from "hono";
import { calendarText, type CalendarEntry } from "../ground/calendar.ts";
import { visitor } from "../ground/viewer.ts";
import { forEveryone } from "../ground/web/caching.ts";
import { inAddress, type Door, type Env } from "../ground/web/env.ts";
import { callAddress } from "../concepts/calls/addresses.ts";
import type { Call } from "../concepts/calls/call.ts";
import { closingsOf } from "../concepts/calls/calendar.ts";
import { callsOf, changesOfCalls } from "../concepts/calls/store.ts";
import { meetingAddress } from "../concepts/meetings/addresses.ts";
import { meetingEntries, type ToldMeeting } from "../concepts/meetings/calendar.ts";
import { meetingNumberIn, type Meeting } from "../concepts/meetings/meeting.ts";
import { blocksOfMeetings, meetingByNumber, meetingsOf } from "../concepts/meetings/store.ts";
import { happenedTo } from "../concepts/meetings/store/following.ts";
import type { Process } from "../concepts/processes/process.ts";
import { allProcesses, processBySlug } from "../concepts/processes/store.ts";

/** Calendars that are the same for everyone: all of the house, the meetings of a process, and one meeting. */
export const calendarPages = new Hono<Env>()
  .get("/calendar.ics", async (c) => {
    const all = await allProcesses(c.var.db);
    const entries: CalendarEntry[] = [];
    for (const it of all) entries.push(...(await meetingsIn(c, it)), ...closingsOf(c.var.words, hostOf(c), await toldCalls(c, it, await callsOf(c.var.db, it.id, visitor))));
    return publicCalendar(c, c.var.words.say("calendar.house"), entries);
  })
  .get("/:process/meetings.ics", async (c) => {
    const process = await processBySlug(c.var.db, inAddress(c, "process"));
    return publicCalendar(c, nameOf(c, process), await meetingsIn(c, process));
  })
  .get("/:process/meetings/:calendar{[1-9][0-9]*\\.ics}", async (c) => {
    const process = await processBySlug(c.var.db, inAddress(c, "process"));
    const meeting = await meetingByNumber(c.var.db, process.id, meetingNumberIn(inAddress(c, "calendar").replace(/\.ics$/, "")), visitor);
    return publicCalendar(c, nameOf(c, process), meetingEntries(c.var.words, hostOf(c), await toldMeetings(c, [process], [meeting])));
  });

/** The name of this house in the names of entries. */
export const hostOf = (c: Door) => new URL(c.var.house.baseUrl).hostname;
const nameOf = (c: Door, process: Process) => `${c.var.words.pick(process.shortName).text}: ${c.var.words.say("calendar.meetings")}`;

const meetingsIn = async (c: Door, process: Process) => meetingEntries(c.var.words, hostOf(c), await toldMeetings(c, [process], await meetingsOf(c.var.db, process.id, visitor)));

/** Meetings with their agendas, what happened to them and their addresses, which are in no language: two queries, however many meetings. */
export async function toldMeetings(c: Door, processes: readonly Process[], meetings: readonly Meeting[]): Promise<ToldMeeting[]> {
  const ids = meetings.map((it) => it.id);
  const [blocks, changes] = [await blocksOfMeetings(c.var.db, ids), await happenedTo(c.var.db, ids)];
  return meetings.flatMap((meeting) => {
    const process = processes.find((it) => it.id === meeting.processId);
    return process ? [{ meeting, address: c.var.house.baseUrl + meetingAddress(process, meeting), blocks: blocks.get(meeting.id) ?? [], changes: changes.get(meeting.id) ?? [] }] : [];
  });
}

/** The same of calls. */
export async function toldCalls(c: Door, process: Process, calls: readonly Call[]) {
  const changes = await changesOfCalls(c.var.db, calls.map((it) => it.id));
  return calls.map((call) => ({ call, address: c.var.house.baseUrl + callAddress(process, call), changes: changes.get(call.id) ?? [] }));
}

/** A calendar that is the same for everyone. */
export function publicCalendar(c: Door, name: string, entries: readonly CalendarEntry[]) {
  c.header("Cache-Control", forEveryone);
  return c.body(calendarText({ name, language: c.var.words.language, entries }), 200, { "Content-Type": "text/calendar; charset=utf-8" });
}
