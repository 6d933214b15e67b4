// Programmes of others, read: real files where they are, and small ones that were made up for what files get wrong. What repeats is
// compared with another reader (ical.js).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { meetingOf } from "../../../../test/meetings.ts";
import { plannedBlocks } from "./plan.ts";
import type { Item, Programme } from "./programme.ts";
import { readProgramme } from "./read.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, timeZone = "Africa/Nairobi") => readProgramme(bytes(text), timeZone) as Programme;
const file = (...events: string[][]) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...events.flatMap((it) => ["BEGIN:VEVENT", ...it, "END:VEVENT"]), "END:VCALENDAR", ""].join("\r\n");
const event = (...more: string[]) => ["UID:a", "SUMMARY:Opening", ...more];
const times = (it: Programme) => it.items.map((one) => [one.startsAt, one.endsAt, one.timeZone]);
const said = (it: Programme) => it.problems.map((one) => [one.line, one.field, one.code, one.found]);

describe("hours in a calendar", () => {
  test.each([
    ["in UTC", ["DTSTART:20261005T090000Z", "DTEND:20261005T100000Z"], "2026-10-05T09:00:00.000Z", "2026-10-05T10:00:00.000Z", "UTC"],
    ["in a zone", ["DTSTART;TZID=Europe/Vienna:20261026T090000", "DTEND;TZID=Europe/Vienna:20261026T100000"], "2026-10-26T08:00:00.000Z", "2026-10-26T09:00:00.000Z", "Europe/Vienna"],
    ["in a zone within quotes and another’s prefix", ['DTSTART;TZID="/mozilla.org/20070129_1/Europe/Vienna":20261024T090000', "DURATION:PT1H30M"], "2026-10-24T07:00:00.000Z", "2026-10-24T08:30:00.000Z", "Europe/Vienna"],
    ["without a zone, by the clock that was said", ["DTSTART:20261005T090000", "DTEND:20261005T100000"], "2026-10-05T06:00:00.000Z", "2026-10-05T07:00:00.000Z", "Africa/Nairobi"],
    ["on whole days, the day after the last named as the end", ["DTSTART;VALUE=DATE:20261005", "DTEND;VALUE=DATE:20261008"], "2026-10-04T21:00:00.000Z", "2026-10-07T21:00:00.000Z", "Africa/Nairobi"],
    ["on one whole day", ["DTSTART;VALUE=DATE:20261005"], "2026-10-04T21:00:00.000Z", "2026-10-05T21:00:00.000Z", "Africa/Nairobi"],
    ["that end in another zone than they begin", ["DTSTART;TZID=Europe/Vienna:20261005T090000", "DTEND:20261005T100000Z"], "2026-10-05T07:00:00.000Z", "2026-10-05T10:00:00.000Z", "Europe/Vienna"],
  ])("%s", (_, lines, startsAt, endsAt, timeZone) => {
    const it = read(file(event(...lines)));
    expect([said(it), times(it)]).toEqual([[], [[startsAt, endsAt, timeZone]]]);
  });

  test("a zone that its file describes under a name of its own is taken by the place it names; without one it is refused by its name", () => {
    const zone = (...more: string[]) => ["BEGIN:VTIMEZONE", "TZID:Our Clock", ...more, "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE"];
    const with_ = (lines: string[]) => file(event("DTSTART;TZID=Our Clock:20261005T090000", "DTEND;TZID=Our Clock:20261005T100000")).replace("BEGIN:VEVENT", `${lines.join("\r\n")}\r\nBEGIN:VEVENT`);
    expect(times(read(with_(zone("X-LIC-LOCATION:Europe/Vienna"))))).toEqual([["2026-10-05T07:00:00.000Z", "2026-10-05T08:00:00.000Z", "Europe/Vienna"]]);
    expect(said(read(with_(zone())))).toEqual([[15, "DTSTART", "zone-unknown", "Our Clock"]]);
  });
});

describe("what repeats", () => {
  const occurrences = (rule: string, start: string) => {
    const expansion = new ICAL.Event(new ICAL.Component(ICAL.parse(file(event(start, rule))) as unknown[]).getFirstSubcomponent("vevent")!).iterator();
    const days: string[] = [];
    for (let it = expansion.next(); it && days.length < 100; it = expansion.next()) days.push(it.toString().slice(0, 10));
    return days;
  };
  const days = (it: Programme) => it.items.map((one) => new Date(Date.parse(one.startsAt) + 3 * 3_600_000).toISOString().slice(0, 10));

  test.each(["RRULE:FREQ=DAILY;COUNT=5", "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20261020T060000Z", "RRULE:FREQ=WEEKLY;COUNT=4", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=9", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,MO;UNTIL=20261231T060000Z", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=6;WKST=SU", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=6"])("by %s is written out on the days that another reader finds", (rule) => {
    const start = "DTSTART;TZID=Africa/Nairobi:20261005T090000";
    const found = read(file(event(start, "DTEND;TZID=Africa/Nairobi:20261005T100000", rule)));
    expect([said(found), days(found)]).toEqual([[], occurrences(rule, start)]);
    expect(new Set(found.items.map((it) => it.uid)).size).toBe(found.items.length);
  });

  test("keeps the hour of its clock when clocks go back in between, and leaves out the dates that its file takes out", () => {
    const found = read(file(event("DTSTART;TZID=Europe/Vienna:20261019T090000", "DTEND;TZID=Europe/Vienna:20261019T100000", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Vienna:20261019T090000")));
    expect(times(found).map(([from]) => from)).toEqual(["2026-10-26T08:00:00.000Z", "2026-11-02T08:00:00.000Z"]);
  });

  test.each(["FREQ=MONTHLY;COUNT=3", "FREQ=WEEKLY", "FREQ=DAILY;COUNT=61", "FREQ=WEEKLY;BYDAY=1MO;COUNT=3", "FREQ=DAILY;BYSETPOS=1;COUNT=3", "FREQ=SECONDLY;UNTIL=99991231", "FREQ=DAILY;INTERVAL=0;COUNT=3", "FREQ=DAILY;UNTIL=soon"])("by %s is refused by name, and nothing hangs", (rule) => {
    const found = read(file(event("DTSTART:20261005T090000Z", "DTEND:20261005T100000Z", `RRULE:${rule}`)));
    expect([found.items.length, found.problems.map((it) => [it.line, it.field, it.code])]).toEqual([0, [[9, "RRULE", "repeats"]]]);
  });
});

describe("what cannot be read is told by its line, and the rest is read", () => {
  const good = ["UID:good", "SUMMARY:Good", "DTSTART:20261005T090000Z", "DTEND:20261005T100000Z"];
  test.each<[string, string[], [number, string, string, string]]>([
    ["31 February", event("DTSTART:20260231T090000Z", "DTEND:20260231T100000Z"), [7, "DTSTART", "date-wrong", "20260231T090000Z"]],
    ["an hour that the clocks leave out", event("DTSTART;TZID=Europe/Vienna:20260329T023000", "DTEND;TZID=Europe/Vienna:20260329T040000"), [7, "DTSTART", "gap", "2026-03-29 02:30 Europe/Vienna"]],
    ["an end before the beginning", event("DTSTART:20261005T090000Z", "DTEND:20261005T080000Z"), [8, "DTEND", "ends-before", "20261005T080000Z"]],
    ["no end", event("DTSTART:20261005T090000Z"), [4, "DTEND", "end-missing", ""]],
    ["no beginning", event(), [4, "DTSTART", "start-missing", ""]],
    ["no title", ["UID:a", "DTSTART:20261005T090000Z"], [4, "SUMMARY", "title-missing", ""]],
    ["no name of its own", ["SUMMARY:Opening", "DTSTART:20261005T090000Z"], [4, "UID", "uid-missing", ""]],
    ["the name of another", ["UID:good", "SUMMARY:Again", "DTSTART:20261005T090000Z", "DTEND:20261005T100000Z"], [4, "UID", "twice", "good"]],
    ["one date of what repeats", event("DTSTART:20261005T090000Z", "RECURRENCE-ID:20261004T090000Z"), [8, "RECURRENCE-ID", "override", "20261004T090000Z"]],
    ["what was cancelled", event("DTSTART:20261005T090000Z", "STATUS:CANCELLED"), [8, "STATUS", "cancelled", "CANCELLED"]],
    ["a length that is none", event("DTSTART:20261005T090000Z", "DURATION:-PT1H"), [8, "DURATION", "duration-wrong", "-PT1H"]],
    ["a line without a colon", event("DTSTART:20261005T090000Z", "DTEND:20261005T100000Z", "Nothing at all"), [9, "", "line-broken", "Nothing at all"]],
  ])("%s", (_, lines, problem) => {
    const first = problem[2] === "twice" ? [file(good, lines), [[10, ...problem.slice(1)]]] as const : [file(lines, good), [problem]] as const;
    const found = read(first[0]);
    expect(said(found)).toEqual(first[1]);
    expect(found.items.map((it) => it.title)).toContain("Good");
  });

  test("a file that was cut off keeps what was whole", () => {
    const whole = file(good, event("DTSTART:20261006T090000Z", "DTEND:20261006T100000Z"));
    const found = read(whole.slice(0, whole.lastIndexOf("DTEND") + 3));
    expect([found.items.map((it) => it.title), found.problems.map((it) => [it.line, it.code])]).toEqual([["Good"], [[10, "end-missing"], [14, "line-broken"]]]);
  });

  test.each([["", "empty"], ["BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "empty"], ["Name,Day\nOpening,5", "not-a-programme"], ["{", "not-a-programme"], ['{"a": 1}', "not-a-programme"], ['{"registrants": [{"registrant_id": "1"}]}', "registrants"]])("a file that is no programme is refused as a whole: %j is %s", (text, unreadable) => {
    expect(read(text)).toEqual({ unreadable });
  });
  test("bytes that are no letters are no programme", () => expect(readProgramme(new Uint8Array([0x42, 0xff, 0xfe]), "UTC")).toEqual({ unreadable: "not-a-programme" }));
});

test("folded lines, escapes, mark-up and what stands inside an alarm come out as words", () => {
  const text = file(["UID:a", "SUMMARY:Fish\\, chips\\; and", "  salt", "DESCRIPTION:<p>One &amp; two</p><br>three\\nfour", "LOCATION:Hall \\\\ 2", "DTSTART:20261005T090000Z", "DTEND:20261005T100000Z", "BEGIN:VALARM", "DESCRIPTION:Wake up", "DTSTART:19700101T000000Z", "END:VALARM"]).replaceAll("\r\n", "\n");
  const [it] = read(text).items;
  expect([it!.title, it!.about, it!.place]).toEqual(["Fish, chips; and salt", "One & two\n\nthree\nfour", "Hall \\ 2"]);
});

describe("the timetable of another house", () => {
  const at = (time: string, date = "2026-10-05") => ({ date, time, tz: "Europe/Zurich" });
  const talk = (id: string, from: string, to: string, more: object = {}) => ({ _type: "Contribution", id, title: `Talk ${id}`, description: "", startDate: at(from), endDate: at(to), room: "Hall 1", ...more });
  const indico = (contributions: object[], more: object = {}) => JSON.stringify({ results: [{ id: "7", title: "Workshop", description: "", startDate: at("09:00:00"), endDate: at("18:00:00"), location: "Geneva", contributions, ...more }] });

  test("of Indico is a meeting with its contributions in their order, and whoever speaks", () => {
    const found = read(indico([talk("2", "10:00:00", "11:00:00"), talk("1", "09:00:00", "10:00:00", { speakers: [{ first_name: "Ana", last_name: "Ruiz", affiliation: "Faro" }, { fullName: "Okoro, Ben" }] })], { sessions: [{ id: "0", title: "Break", startDate: at("11:00:00"), endDate: at("11:30:00"), contributions: [] }] }));
    expect(found.items.map((it) => [it.uid, it.title, it.startsAt, it.place])).toEqual([["indico-7", "Workshop", "2026-10-05T07:00:00.000Z", "Geneva"]]);
    expect(found.items[0]!.parts.map((it) => [it.uid, it.title, it.startsAt, it.place, it.speakers])).toEqual([
      ["indico-7-c1", "Talk 1", "2026-10-05T07:00:00.000Z", "Hall 1", [{ name: "Ana Ruiz", affiliation: "Faro" }, { name: "Okoro, Ben", affiliation: "" }]], ["indico-7-c2", "Talk 2", "2026-10-05T08:00:00.000Z", "Hall 1", []], ["indico-7-s0", "Break", "2026-10-05T09:00:00.000Z", "", []],
    ]);
  });

  test("of Indico is read but for what is wrong in it, which is told by its field", () => {
    const found = read(indico([talk("1", "09:00:00", "08:00:00"), talk("2", "25:00:00", "26:00:00"), talk("3", "09:00:00", "10:00:00", { title: "" }), talk("4", "09:00:00", "10:00:00", { startDate: { ...at("09:00:00"), tz: "Mars/Base" } }), talk("5", "09:00:00", "10:00:00")]));
    expect([said(found).map((it) => it.slice(0, 3)), found.items[0]!.parts.map((it) => it.title)]).toEqual([[[2, "endDate", "ends-before"], [3, "startDate", "date-wrong"], [3, "endDate", "date-wrong"], [4, "title", "title-missing"], [5, "startDate", "zone-unknown"]], ["Talk 5"]]);
  });

  test("of pretalx is a meeting with the talks of its days and rooms", () => {
    const found = read(JSON.stringify({ schedule: { version: "1", conference: { acronym: "open", title: "Open Conference", time_zone_name: "Europe/Berlin", start: "2026-10-05", end: "2026-10-05", days: [{ index: 1, rooms: { "Hall 1": [{ guid: "g1", title: "Keys", date: "2026-10-05T09:00:00+02:00", duration: "00:45", persons: [{ public_name: "Ana Ruiz" }] }, { guid: "g2", title: "Late", date: "tomorrow", duration: "00:45" }] } }] } } }));
    expect([found.items[0]!.title, found.items[0]!.parts.map((it) => [it.title, it.startsAt, it.endsAt, it.place, it.speakers.length]), said(found)]).toEqual(["Open Conference", [["Keys", "2026-10-05T07:00:00.000Z", "2026-10-05T07:45:00.000Z", "Hall 1", 1]], [[3, "date", "date-wrong", "tomorrow"]]]);
  });
});

test("as the agenda of a meeting, what lies outside it, has no hour or was taken in before is said and left out", () => {
  const item = (uid: string, from: string, to: string, patch: Partial<Item> = {}): Item => ({ uid, line: 1, title: uid, about: "", startsAt: `2026-10-05T${from}:00.000Z`, endsAt: `2026-10-05T${to}:00.000Z`, timeZone: "UTC", wholeDays: false, place: "", speakers: [], parts: [], ...patch });
  const fates = plannedBlocks([item("in", "06:00", "07:00"), item("early", "05:00", "07:00"), item("late", "07:00", "08:30"), item("again", "06:00", "07:00"), item("day", "00:00", "23:00", { wholeDays: true })], new Set(["again"]), meetingOf()).map((it) => [it.item.uid, it.fate]);
  expect(fates).toEqual([["in", "new"], ["early", "outside"], ["late", "outside"], ["again", "known"], ["day", "whole-day"]]);
});

const real = join(import.meta.dirname, "../../../../../../shared/data/calendar");
/** Files of others, where they are at hand; they are not ours to carry. */
describe.skipIf(!existsSync(real))("real programmes (skipped where the folder of real data is not beside the house)", () => {
  const paths = (existsSync(real) ? readdirSync(real, { recursive: true, encoding: "utf8" }) : []).filter((it) => /\.(ics|json)$/.test(it) && !it.startsWith("pretalx/"));
  test.each(paths)("%s is read whole", (path) => {
    const bytes_ = readFileSync(join(real, path));
    const found = readProgramme(bytes_, "UTC") as Programme;
    expect(found.problems).toEqual([]);
    if (path.endsWith(".ics")) {
      const theirs = new ICAL.Component(ICAL.parse(bytes_.toString("utf8")) as unknown[]).getAllSubcomponents("vevent").map((it) => [String(it.getFirstPropertyValue("uid")), new Date((it.getFirstPropertyValue("dtstart") as unknown as ICAL.Time).toUnixTime() * 1000).toISOString()]);
      expect(found.items.map((it) => [it.uid, it.startsAt])).toEqual(theirs);
    } else expect(found.items.map((it) => it.title)).toEqual(["Export Test"]);
  });
  test("the schema of schedules is no schedule, and is refused as such", () => expect(readProgramme(readFileSync(join(real, "pretalx/schedule.json")), "UTC")).toEqual({ unreadable: "not-a-programme" }));
});
