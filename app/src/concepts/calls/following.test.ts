// What those who follow calls get: a feed and a calendar, read back by the rules of RFC 4287 and RFC 5545.
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { languages, wordsIn } from "../../ground/words.ts";
import type { Call } from "./call.ts";
import { calendarOf } from "./calendar.ts";
import type { Change } from "./change.ts";
import { atomOf } from "./feed.ts";

/** RFC 5545, 3.1: lines end with CRLF and hold 75 octets at most; a line that begins with a space goes on with the one before it. */
function linesOf(calendar: string): string[] {
  expect(calendar.endsWith("\r\n")).toBe(true);
  const physical = calendar.split("\r\n").slice(0, -1);
  expect(physical.filter((it) => Buffer.byteLength(it) > 75 || /[\n\r]/.test(it) || /[^\P{Cc}\t]/u.test(it) || !it.isWellFormed())).toEqual([]);
  const lines: string[] = [];
  for (const it of physical) if (/^[ \t]/.test(it)) lines.push(lines.pop()! + it.slice(1)); else lines.push(it);
  return lines;
}
/** 3.3.11: a backslash before a backslash, semicolon or comma, and \n for a line end. */
const unescaped = (it: string) => it.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));
type Event = Record<string, string>;
function eventsIn(calendar: string): { head: Event; events: Event[] } {
  const [head, events]: [Event, Event[]] = [{}, []];
  let open: string[] = [];
  for (const line of linesOf(calendar)) {
    const [, name = "", value = ""] = /^([A-Z-]+)(?:;[^:"]*(?:"[^"]*"[^:"]*)*)?:([^]*)$/.exec(line) ?? [];
    expect(name, line).not.toBe("");
    if (name === "BEGIN") { open.push(value); if (value === "VEVENT") events.push({}); }
    else if (name === "END") { expect(open.at(-1)).toBe(value); open = open.slice(0, -1); }
    else (open.at(-1) === "VEVENT" ? events.at(-1)! : head)[name] = unescaped(value);
  }
  expect(open).toEqual([]);
  return { head, events };
}

/** An Atom document by a parser that takes well-formed XML alone: its entries, element by element. */
function entriesIn(feed: string): Record<string, string>[] {
  const entries: Record<string, string>[] = [];
  const parser = new SaxesParser({ xmlns: false });
  let [text, inside] = ["", false];
  parser.on("opentag", ({ name, attributes }) => { text = ""; if (name === "entry") { inside = true; entries.push({}); } if (inside && name === "link") entries.at(-1)!.link = String(attributes.href); });
  parser.on("text", (it) => { text += it; });
  parser.on("closetag", ({ name }) => { if (name === "entry") inside = false; else if (inside && name !== "link" && name !== "author") entries.at(-1)![name] = text; });
  parser.on("error", (error) => { throw error; });
  parser.write(feed).close();
  return entries;
}

describe("whatever is written in a call", () => {
  const nasty = "Fish; chips, \\ and \"salt\"\r\nEND:VEVENT\nBEGIN:VEVENT\u0000\u0007\u2066\uD800 <b>&amp; ]]> ";
  const long = `${"ع".repeat(90)}${"中".repeat(60)}${"👩‍👩‍👧".repeat(30)}`;
  const call = (patch: Partial<Call>): Call => ({
    id: "01900000-0000-7000-8000-000000000001", processId: "p", forumId: "f", number: 14, kind: "submissions", state: "announced", title: { en: nasty }, about: { en: long }, mandate: { en: "" }, mandateSymbol: "", questions: [], wordLimit: 1, wordLimitsBySector: {}, languages: ["en"],
    opensAt: new Date("2026-06-01T06:00:00Z"), closesAt: new Date("2026-06-26T15:00:00Z"), timeZone: "Africa/Nairobi", toleranceMinutes: 0, sectors: [], exclusive: false, openTo: "stakeholders", combinations: ["public/named"], contact: null, announcedAt: new Date("2026-05-01T06:00:00Z"), cancelledBecause: null, ...patch,
  });
  const change = (sequence: number, patch: Partial<Change> = {}): Change => ({ callId: "c", sequence, what: sequence === 0 ? "announced" : "changed", at: new Date(`2026-05-0${sequence + 1}T06:00:00Z`), by: nasty, because: sequence === 0 ? null : nasty, changed: {}, entry: "e", ...patch });
  const address = "https://travaux.example/model/calls/14";

  test.each(languages)("a calendar in %s holds it escaped and folded, and nothing of it becomes an entry of its own", (language) => {
    const words = wordsIn(language);
    const { head, events } = eventsIn(calendarOf({ name: `Calls, ${nasty}`, host: "travaux.example", words, calls: [{ call: call({}), address, changes: [change(0), change(1)] }] }));
    expect([head.VERSION, head.METHOD, events.length]).toEqual(["2.0", "PUBLISH", 1]);
    expect(events[0]).toMatchObject({ UID: "call-01900000-0000-7000-8000-000000000001@travaux.example", SEQUENCE: "1", DTSTAMP: "20260502T060000Z", CREATED: "20260501T060000Z", "LAST-MODIFIED": "20260502T060000Z", DTSTART: "20260626T150000Z", STATUS: "CONFIRMED", URL: address });
    expect(events[0]!.SUMMARY).toContain("Fish; chips, \\ and \"salt\"\nEND:VEVENT\nBEGIN:VEVENT\uFFFD <b>&amp; ]]>");
    expect(events[0]!.DESCRIPTION).toContain(long);
  });

  test("a feed holds it as words, with the old hour struck through where it closes later", () => {
    const moved = { closesAt: { before: "2026-06-26T15:00:00.000Z", after: "2026-07-03T15:00:00.000Z" } };
    const entries = entriesIn(atomOf({ id: address, title: nasty, self: address, words: wordsIn("en"), calls: [{ call: call({ about: { en: nasty } }), address, changes: [change(0), change(1, { what: "extended", changed: moved, because: "Late <i>report</i>." })] }] }));
    expect(entries.map((it) => [it.id, it.updated, it.link])).toEqual([[`${address}#change-1`, "2026-05-02T06:00:00.000Z", address], [`${address}#change-0`, "2026-05-01T06:00:00.000Z", address]]);
    expect(entries[0]!.content).toBe("<p>Late &lt;i&gt;report&lt;/i&gt;.</p><p>Closes: <del>Fri 26 June, 18:00 Nairobi</del> <ins>Fri 3 July, 18:00 Nairobi</ins></p>");
    expect(entries[1]!.content).not.toMatch(/<b>/);
  });

  test("an entry keeps its name through every edit, its number rises, and what is cancelled stays as cancelled", () => {
    const told = [[change(0)], [change(0), change(1)], [change(0), change(1), change(2, { what: "cancelled" })]].map((changes, index) => eventsIn(calendarOf({ name: "Calls", host: "travaux.example", words: wordsIn("en"), calls: [{ call: call(index === 2 ? { state: "cancelled", cancelledBecause: "Put off." } : {}), address, changes }] })).events[0]!);
    expect(new Set(told.map((it) => it.UID)).size).toBe(1);
    expect(told.map((it) => [it.SEQUENCE, it.STATUS])).toEqual([["0", "CONFIRMED"], ["1", "CONFIRMED"], ["2", "CANCELLED"]]);
  });
});

describe("in a house", () => {
  let house: TestHouse;
  beforeAll(async () => { house = await openHouse({ sample: true }); });
  afterAll(() => house?.close());

  test("the calendar has every announced call, each call one of its own, and both change with it", async () => {
    const numbers = (text: string) => eventsIn(text).events.map((it) => Number(/calls\/(\d+)$/.exec(it.URL!)![1])).toSorted((a, b) => a - b);
    expect(numbers(await house.read("visitor", "/en/model/calls.ics"))).toEqual([11, 12, 13, 14, 15]);
    const answer = await house.get("visitor", "/ar/model/calls/14.ics");
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, "text/calendar; charset=utf-8", "public, max-age=0, must-revalidate"]);
    const before = eventsIn(await answer.text()).events[0]!;
    expect(before.DTSTART).toBe("20260626T150000Z");
    expect(await house.read("visitor", "/ar/model/calls/14.ics")).toBe(await house.read("officer", "/ar/model/calls/14.ics"));
    await house.send("officer", "/en/desk/model/calls/14/extension", { closesDay: "2026-07-03", closesHour: "18:00", because: "The report is late." });
    const after = eventsIn(await house.read("visitor", "/ar/model/calls/14.ics")).events[0]!;
    expect([after.UID === before.UID, Number(after.SEQUENCE) - Number(before.SEQUENCE), after.DTSTART]).toEqual([true, 1, "20260703T150000Z"]);
    await house.send("officer", "/en/desk/model/calls/14/cancellation", { because: "Put off." });
    expect(eventsIn(await house.read("visitor", "/en/model/calls.ics")).events.find((it) => it.UID === before.UID)).toMatchObject({ STATUS: "CANCELLED", SEQUENCE: String(Number(before.SEQUENCE) + 2) });
    expect((await house.get("visitor", "/en/model/calls/99.ics")).status).toBe(404);
  });

  test("the feed tells what happened to each call, the newest first, with an address that leads there", async () => {
    const entries = entriesIn(await house.read("visitor", "/fr/model/calls.atom"));
    expect(entries.slice(0, 2).map((it) => it.title)).toEqual([expect.stringMatching(/^L’appel 14 est annulé : /), expect.stringMatching(/^L’appel 14 est prolongé : /)]);
    expect(entries.map((it) => it.updated)).toEqual(entries.map((it) => it.updated).toSorted((a, b) => (a! < b! ? 1 : -1)));
    for (const it of entries) expect((await house.get("visitor", `/en${new URL(it.link!).pathname}`)).status).toBe(200);
    const page = await house.read("visitor", "/en/model/calls/14");
    for (const it of ["application/atom+xml", "text/calendar"]) expect(page).toContain(`<link rel="alternate" type="${it}"`);
  });
});
