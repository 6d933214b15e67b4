// Meetings as calendars show them, read back by a reader that knows nothing of ours (ical.js, of Thunderbird): with the zones as the file
// itself describes them, and not as this machine knows them.
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { blockOf, changeOf, meetingOf } from "../../../test/meetings.ts";
import { calendarText } from "../../ground/calendar.ts";
import { languages, wordsIn } from "../../ground/words.ts";
import { timeZoneLines, zoneChanges } from "../../ground/zone-changes.ts";
import { momentsAt } from "../../ground/zones.ts";
import { meetingEntries, type ToldMeeting } from "./calendar.ts";
import { isUnderTheRule } from "./meeting.ts";

const address = "https://travaux.example/model/meetings/40";
const told = (patch: Partial<ToldMeeting> = {}): ToldMeeting => ({ meeting: meetingOf(), address, blocks: [], changes: [changeOf(0)], ...patch });
const calendar = (all: ToldMeeting[], language: (typeof languages)[number] = "en") => calendarText({ name: "Meetings", language, entries: meetingEntries(wordsIn(language), "travaux.example", all) });

/** The entries of a calendar, their moments by the zones of the file alone. */
function readBack(text: string) {
  const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zones = new Map(component.getAllSubcomponents("vtimezone").map((it) => [String(it.getFirstPropertyValue("tzid")), new ICAL.Timezone(it)]));
  return component.getAllSubcomponents("vevent").map((it) => {
    const moment = (name: string) => {
      const property = it.getFirstProperty(name)!;
      const time = property.getFirstValue() as unknown as ICAL.Time;
      const tzid = property.getParameter("tzid") as string | undefined;
      if (time.isDate) return time.toString();
      if (tzid) time.zone = zones.get(tzid)!;
      return new Date(time.toUnixTime() * 1000).toISOString();
    };
    const value = (name: string) => String(it.getFirstPropertyValue(name) ?? "");
    return { uid: value("uid"), from: moment("dtstart"), to: moment("dtend"), zone: it.getFirstProperty("dtstart")!.getParameter("tzid") as string | undefined, summary: value("summary"), description: value("description"), place: value("location"), sequence: Number(value("sequence")), status: value("status"), stamp: value("dtstamp"), url: value("url") };
  });
}

describe("hours of meetings", () => {
  test.each([
    ["Vienna before its clocks go back", "Europe/Vienna", "2026-10-24", "10:00", "2026-10-24T08:00:00.000Z"],
    ["Vienna after its clocks went back", "Europe/Vienna", "2026-10-26", "10:00", "2026-10-26T09:00:00.000Z"],
    ["Nairobi, where no clock ever changes", "Africa/Nairobi", "2026-10-26", "10:00", "2026-10-26T07:00:00.000Z"],
    ["New York a week later", "America/New_York", "2026-11-02", "10:00", "2026-11-02T15:00:00.000Z"],
    ["Santiago, south of the equator", "America/Santiago", "2026-09-07", "10:00", "2026-09-07T13:00:00.000Z"],
    ["Kathmandu, a quarter of an hour aside", "Asia/Kathmandu", "2026-10-05", "10:00", "2026-10-05T04:15:00.000Z"],
  ])("are those of the clock in %s", (_, timeZone, day, hour, moment) => {
    const startsAt = momentsAt(day, hour, timeZone)[0]!;
    const text = calendar([told({ meeting: meetingOf({ timeZone, startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) }) })]);
    expect(text).toContain(`DTSTART;TZID=${timeZone}:${day.replaceAll("-", "")}T100000`);
    expect(readBack(text).map((it) => [it.from, it.zone, Date.parse(it.to) - Date.parse(it.from)])).toEqual([[moment, timeZone, 3_600_000]]);
  });

  test("an hour that comes twice stands in UTC, since readers differ in which of the two they take it for", () => {
    const at = (startsAt: Date) => readBack(calendar([told({ meeting: meetingOf({ timeZone: "Europe/Vienna", startsAt, endsAt: new Date("2026-10-25T04:00:00Z") }) })]))[0]!;
    expect(momentsAt("2026-10-25", "02:30", "Europe/Vienna").map(at).map((it) => [it.from, it.zone])).toEqual([["2026-10-25T00:30:00.000Z", undefined], ["2026-10-25T01:30:00.000Z", undefined]]);
  });

  test("a meeting across the change of clocks lasts as long as it lasts", () => {
    const [one] = readBack(calendar([told({ meeting: meetingOf({ timeZone: "Europe/Vienna", startsAt: new Date("2026-10-24T22:30:00Z"), endsAt: new Date("2026-10-25T03:00:00Z") }) })]));
    expect([one!.from, one!.to]).toEqual(["2026-10-24T22:30:00.000Z", "2026-10-25T03:00:00.000Z"]);
  });

  test.each(["Europe/Vienna", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Nairobi", "Asia/Kathmandu"])("every hour of two years by the rules of %s as they are written is the hour of its clock", (timeZone) => {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(timeZoneLines(timeZone, new Date("2026-01-01T00:00:00Z"), new Date("2027-12-31T00:00:00Z")).join("\r\n")) as unknown[]));
    const wrong: string[] = [];
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 7 * 3_600_000) {
      const [day, hour] = [new Date(at).toISOString().slice(0, 10), new Date(at).toISOString().slice(11, 16)];
      const moments = momentsAt(day, hour, timeZone);
      const time = ICAL.Time.fromDateTimeString(`${day}T${hour}:00`);
      time.zone = zone;
      if (moments.length === 1 && time.toUnixTime() * 1000 !== moments[0]!.getTime()) wrong.push(`${day} ${hour}: ${moments[0]!.toISOString()}`);
    }
    expect(wrong).toEqual([]);
  });

  test("the clocks of Vienna change twice a year, at the minute of the law", () => {
    expect(zoneChanges("Europe/Vienna", 2026)).toEqual([{ at: new Date("2026-03-29T01:00:00Z"), before: 60, after: 120 }, { at: new Date("2026-10-25T01:00:00Z"), before: 120, after: 60 }]);
    expect(zoneChanges("Africa/Nairobi", 2026)).toEqual([]);
  });
});

describe("a session of several days", () => {
  const session = (blocks: ToldMeeting["blocks"]) => told({ meeting: meetingOf({ timeZone: "Europe/Vienna", title: { en: "Fifth session" }, startsAt: new Date("2026-10-23T08:00:00Z"), endsAt: new Date("2026-10-26T16:00:00Z") }), blocks });
  const block = (number: number, title: string, from: string, to: string) => blockOf({ number, title: { en: title }, startsAt: new Date(from), endsAt: new Date(to) });

  test("is one entry a day from its first block to its last, with that day's agenda; a weekend has none", () => {
    const entries = readBack(calendar([session([block(2, "Item 2", "2026-10-23T13:00:00Z", "2026-10-23T16:00:00Z"), block(1, "Opening", "2026-10-23T08:00:00Z", "2026-10-23T11:00:00Z"), block(3, "Closing", "2026-10-26T09:00:00Z", "2026-10-26T12:00:00Z")])]));
    expect(entries.map((it) => [it.summary, it.from, it.to])).toEqual([["Fifth session, day 1 of 2", "2026-10-23T08:00:00.000Z", "2026-10-23T16:00:00.000Z"], ["Fifth session, day 2 of 2", "2026-10-26T09:00:00.000Z", "2026-10-26T12:00:00.000Z"]]);
    expect(entries[0]!.description).toBe(`What the draft needs.\nAgenda, by the clock of Europe/Vienna:\n10:00–13:00 Opening\n15:00–18:00 Item 2\n${address}`);
    expect(entries[1]!.description).toContain("10:00–13:00 Closing"); // the clocks went back in between
    expect(new Set(entries.map((it) => it.uid)).size).toBe(2);
  });

  test("is one entry of whole days while no agenda is known, and its first day keeps its name when there is one", () => {
    const [whole] = readBack(calendar([session([])]));
    expect([whole!.from, whole!.to]).toEqual(["2026-10-23", "2026-10-27"]); // the day after the last (RFC 5545, 3.6.1)
    expect(readBack(calendar([session([block(1, "Opening", "2026-10-23T08:00:00Z", "2026-10-23T11:00:00Z")])]))[0]!.uid).toBe(whole!.uid);
  });
});

describe("what happens to a meeting", () => {
  test("an entry keeps its name through every change, its number rises, it is stamped with the last, and what is cancelled stays as cancelled", () => {
    const steps = [told(), told({ changes: [changeOf(0), changeOf(1)] }), told({ meeting: meetingOf({ state: "cancelled", cancelledBecause: "The hall is closed." }), changes: [changeOf(0), changeOf(1), changeOf(2, { what: "cancelled" })] })].map((it) => readBack(calendar([it]))[0]!);
    expect(new Set(steps.map((it) => it.uid))).toEqual(new Set(["meeting-01900000-0000-7000-8000-0000000000a1@travaux.example"]));
    expect(steps.map((it) => [it.sequence, it.status, it.stamp])).toEqual([[0, "CONFIRMED", "2026-05-01T06:00:00Z"], [1, "CONFIRMED", "2026-05-02T06:00:00Z"], [2, "CANCELLED", "2026-05-03T06:00:00Z"]]);
    expect([steps[2]!.summary, steps[2]!.description.split("\n")[0]]).toEqual(["Cancelled: Consultation on the draft", "The hall is closed."]);
  });

  test("a calendar in which nothing changed is the same to the byte", () => expect(calendar([told()])).toBe(calendar([told()])));

  test("what is being prepared stands in no calendar, even when it is handed in by mistake", () => expect(readBack(calendar([told({ meeting: meetingOf({ state: "draft", announcedAt: null }), changes: [] }), told({ meeting: meetingOf({ state: "draft" }) })]))).toEqual([]));
});

describe("whatever is written about a meeting", () => {
  const nasty = "Fish; chips, \\n and \"salt\"\r\nEND:VEVENT\nBEGIN:VEVENT\u0000\u0007 ";
  const long = `${"ع".repeat(90)}${"中".repeat(60)}${"👩‍👩‍👧".repeat(30)}`;

  test.each(languages)("in %s comes back as it was, and nothing of it becomes an entry of its own", (language) => {
    const text = calendar([told({ meeting: meetingOf({ title: { en: nasty }, about: { en: long }, place: { en: nasty } }), blocks: [blockOf({ title: { en: nasty } })] })], language);
    expect(text.split("\r\n").filter((it) => Buffer.byteLength(it) > 75 || /[\n\r]/.test(it))).toEqual([]);
    const entries = readBack(text);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ summary: expect.stringContaining("Fish; chips, \\n and \"salt\"\nEND:VEVENT") as unknown, place: expect.stringContaining("Fish; chips") as unknown, url: address });
    expect(entries[0]!.description).toContain(long);
  });
});

test("a meeting stands under the Rule as soon as one of its parts does, when its forum takes nothing else, and before it has an agenda when its forum takes it at all", () => {
  const blocks = [blockOf(), blockOf({ number: 2, attribution: "unattributed" })];
  expect([isUnderTheRule(blocks, meetingOf()), isUnderTheRule([blockOf()], meetingOf()), isUnderTheRule([], meetingOf({ combinations: ["participants/unattributed"] })), isUnderTheRule([], meetingOf())]).toEqual([true, false, true, false]);
  const both = meetingOf({ combinations: ["participants/named", "participants/unattributed"] });
  expect([isUnderTheRule([], both), isUnderTheRule([blockOf()], both)]).toEqual([true, false]);
});
