// The rules of calls, without a database: when one is open, what its clock shows, and what may still be changed of it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../ground/refusal.ts";
import { languages } from "../../ground/words.ts";
import { combinations } from "../disclosure/rule.ts";
import { sectors } from "../stakeholders/stakeholder.ts";
import { isLate, isOpen, lastMoment, refuseUnlessMayAnswer, refuseUnlessOpen, stageOf, wordLimitFor, type Call, type Plan } from "./call.ts";
import { comesTwice, daysBetween, momentsAt, offsetText, wallClock, zoneNamed } from "../../ground/zones.ts";
import { placesIn } from "./inputs.ts";
import { changedIn, narrowedIn, wrongIn } from "./plan.ts";

const plan: Plan = {
  title: { en: "Who may observe" }, about: { en: "" }, mandate: { en: "It was asked for." }, mandateSymbol: "M/CONF.1/7, paragraph 14", questions: [{ number: 1, text: { en: "Who?" }, required: true }],
  wordLimit: 2000, wordLimitsBySector: { academia: 3000 }, languages: ["en", "fr"], opensAt: new Date("2026-05-21T06:00:00Z"), closesAt: new Date("2026-06-26T15:00:00Z"), timeZone: "Africa/Nairobi",
  toleranceMinutes: 30, sectors: ["civil-society", "academia"], exclusive: false, openTo: "stakeholders", combinations: ["public/named"], contact: null, pins: [], themeIds: [],
};
const { pins: _, themeIds: __, ...own } = plan;
const call: Call = { ...own, id: "c", processId: "p", forumId: "f", number: 14, kind: "submissions", state: "announced", announcedAt: new Date("2026-05-20T06:00:00Z"), cancelledBecause: null };
const at = (time: string) => new Date(time);
const codeOf = (fn: () => void) => { try { fn(); return null; } catch (error) { if (error instanceof Refusal) return [error.kind, error.code, error.values]; throw error; } };

describe("a call", () => {
  test.each([
    ["a second before it opens", "2026-05-21T05:59:59Z", false, false, "coming"], ["as it opens", "2026-05-21T06:00:00Z", true, false, "open"],
    ["at the closing second", "2026-06-26T15:00:00Z", true, false, "open"], ["a millisecond later", "2026-06-26T15:00:00.001Z", true, true, "late"],
    ["at the end of the tolerance", "2026-06-26T15:30:00Z", true, true, "late"], ["a millisecond after that", "2026-06-26T15:30:00.001Z", false, false, "closed"],
  ] as const)("%s is answered accordingly", (_, time, open, late, stage) => {
    expect([isOpen(call, at(time)), isLate(call, at(time)), stageOf(call, at(time))]).toEqual([open, late, stage]);
  });

  test("that is a draft or cancelled is never open", () => {
    for (const state of ["draft", "cancelled"] as const) expect([isOpen({ ...call, state }, at("2026-06-01T00:00:00Z")), stageOf({ ...call, state }, at("2026-06-01T00:00:00Z"))]).toEqual([false, state]);
  });

  test("says why nothing is taken, with the day and hour of its own clock", () => {
    const said = { call: 14, title: "Who may observe", place: "Africa/Nairobi" };
    expect(codeOf(() => refuseUnlessOpen(call, at("2026-05-20T00:00:00Z")))).toEqual(["not-now", "call-not-open-yet", { ...said, day: "2026-05-21", hour: "09:00" }]);
    expect(codeOf(() => refuseUnlessOpen(call, at("2026-06-27T00:00:00Z")))).toEqual(["not-now", "call-closed", { ...said, day: "2026-06-26", hour: "18:00" }]);
    expect(codeOf(() => refuseUnlessOpen({ ...call, state: "cancelled", cancelledBecause: "Postponed." }, at("2026-06-01T00:00:00Z")))).toEqual(["not-now", "call-cancelled", { call: 14, because: "Postponed." }]);
    expect(codeOf(() => refuseUnlessOpen({ ...call, state: "draft" }, at("2026-06-01T00:00:00Z")))?.[0]).toBe("not-found");
    expect([codeOf(() => refuseUnlessOpen(call, at("2026-06-26T15:20:00Z"))), new Refusal("not-now", "call-closed", { ...said, day: "2026-06-26", hour: "18:00" }).message]).toEqual([null, "Call 14, “Who may observe”, closed on 2026-06-26 at 18:00 by the clock of Africa/Nairobi."]);
  });

  test("is for the classes it names, or for all; a class has its own limit, or that of all others", () => {
    expect(sectors.filter((it) => codeOf(() => refuseUnlessMayAnswer(call, it)) === null)).toEqual(["civil-society", "academia"]);
    expect(sectors.filter((it) => codeOf(() => refuseUnlessMayAnswer({ ...call, sectors: [] }, it)) === null)).toEqual(sectors);
    expect([wordLimitFor(call, "academia"), wordLimitFor(call, "civil-society")]).toEqual([3000, 2000]);
  });

  test("is open exactly from its opening to its last moment, whatever the times", () => {
    fc.assert(fc.property(fc.date({ noInvalidDate: true, min: at("2020-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") }), fc.nat(10_000_000), fc.nat(1440), fc.integer({ min: -20_000_000, max: 20_000_000 }), (opensAt, length, toleranceMinutes, shift) => {
      const it = { ...call, opensAt, closesAt: new Date(opensAt.getTime() + 1 + length), toleranceMinutes };
      const now = new Date(opensAt.getTime() + shift);
      expect(isOpen(it, now)).toBe(now >= opensAt && now <= lastMoment(it));
      expect(isLate(it, now)).toBe(isOpen(it, now) && now > it.closesAt);
      expect(["open", "late"].includes(stageOf(it, now))).toBe(isOpen(it, now));
    }));
  });
});

describe("the clock of a call", () => {
  test.each([["africa/nairobi", "Africa/Nairobi"], [" Europe/Vienna ", "Europe/Vienna"], ["america/new york", "America/New_York"], ["utc", "UTC"], ["America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"]])("is found by the name %j", (typed, name) => expect(zoneNamed(typed)?.toLowerCase()).toBe(name.toLowerCase()));
  test.each(["", "Nairobi", "+03:00", "Mars/Olympus", "Etc/GMT-3", "GMT", "Africa/Nairobi'; drop", "__proto__", "Africa/"])("is not found by %j", (typed) => expect(zoneNamed(typed)).toBeNull());

  test("shows one hour twice when it is put back, and leaves one out when it is put forward", () => {
    expect(momentsAt("2026-10-25", "02:30", "Europe/Vienna").map((it) => it.toISOString())).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]);
    expect(momentsAt("2026-03-29", "02:30", "Europe/Vienna")).toEqual([]);
    expect(momentsAt("2026-06-26", "18:00", "Africa/Nairobi").map((it) => it.toISOString())).toEqual(["2026-06-26T15:00:00.000Z"]);
    expect(momentsAt("2026-04-05", "01:45", "Australia/Lord_Howe").map((it) => it.toISOString()), "put back by half an hour").toEqual(["2026-04-04T14:45:00.000Z", "2026-04-04T15:15:00.000Z"]);
    expect(momentsAt("2011-12-30", "12:00", "Pacific/Apia"), "a day that Samoa left out").toEqual([]);
    expect([comesTwice(at("2026-10-25T00:30:00Z"), "Europe/Vienna"), comesTwice(at("2026-10-25T02:30:00Z"), "Europe/Vienna")]).toEqual([true, false]);
  });

  test("says how far it is from UTC, and counts days by its own calendar", () => {
    expect(["Africa/Nairobi", "America/New_York", "Asia/Kathmandu", "UTC"].map((it) => offsetText(at("2026-06-26T15:00:00Z"), it))).toEqual(["+03:00", "-04:00", "+05:45", "+00:00"]);
    expect([daysBetween(at("2026-06-09T20:59:00Z"), call.closesAt, "Africa/Nairobi"), daysBetween(at("2026-06-09T21:01:00Z"), call.closesAt, "Africa/Nairobi")]).toEqual([17, 16]);
  });

  const anyZone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const anyMinute = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2037, 0, 1) / 60_000 }).map((it) => new Date(it * 60_000));
  test("in every zone, what it shows at a moment leads back to that moment, and to no more than two", () => {
    fc.assert(fc.property(anyZone, anyMinute, (zone, moment) => {
      const { day, hour } = wallClock(moment, zone);
      const found = momentsAt(day, hour, zone);
      expect(found.map((it) => it.getTime())).toContain(moment.getTime());
      expect(found.length).toBeLessThanOrEqual(2);
      for (const it of found) expect(wallClock(it, zone)).toEqual({ day, hour });
      expect(zoneNamed(zone.toLowerCase())).toBe(/\//.test(zone) && !zone.startsWith("Etc/") ? zone : zone === "UTC" ? "UTC" : null);
    }), { numRuns: 300 });
  });
});

describe("a plan", () => {
  test("is right, or says at which field it is not", () => {
    expect(wrongIn(plan)).toEqual([]);
    const wrong = (patch: Partial<Plan>) => wrongIn({ ...plan, ...patch }).map((it) => `${it.field}: ${it.wrong}`);
    expect([wrong({ closesAt: plan.opensAt }), wrong({ timeZone: "Nowhere/Land" }), wrong({ languages: [] }), wrong({ combinations: [] }), wrong({ combinations: ["secretariat/kind" as "public/named"] }), wrong({ toleranceMinutes: 1441 }), wrong({ title: { en: " " } }), wrong({ questions: [{ number: 2, text: { en: "Who?" }, required: false }] })])
      .toEqual([["closesAt: closes"], ["timeZone: zone"], ["languages: languages"], ["combinations: combinations"], ["combinations: combinations"], ["toleranceMinutes: tolerance"], ["title: title"], ["questions: questions"]]);
  });

  test("takes limits from 1 to 100,000 whole words and no others, for all and for each class", () => {
    fc.assert(fc.property(fc.oneof(fc.integer({ min: -10, max: 100_010 }), fc.double()), fc.constantFrom(...sectors), (limit, sector) => {
      const isRight = Number.isInteger(limit) && limit >= 1 && limit <= 100_000;
      expect(wrongIn({ ...plan, wordLimit: limit }).length === 0).toBe(isRight);
      expect(wrongIn({ ...plan, wordLimitsBySector: { [sector]: limit } }).length === 0).toBe(isRight);
    }));
  });

  const before = at("2026-05-01T00:00:00Z");
  test("may be widened once it is announced, and not narrowed", () => {
    const narrowed = (patch: Partial<Plan>, now = before) => narrowedIn(plan, { ...plan, ...patch }, now);
    expect([narrowed({ closesAt: at("2026-06-26T14:59:00Z") }), narrowed({ toleranceMinutes: 29 }), narrowed({ languages: ["en"] }), narrowed({ sectors: ["academia"] }), narrowed({ wordLimit: 1999 }), narrowed({ wordLimitsBySector: { academia: 2999 } }), narrowed({ wordLimitsBySector: {} }), narrowed({ exclusive: false, openTo: "participants" }), narrowed({ combinations: [...combinations] }), narrowed({ opensAt: at("2026-05-22T06:00:00Z") }), narrowed({ opensAt: at("2026-05-20T06:00:00Z") }, at("2026-05-21T07:00:00Z"))])
      .toEqual([["closesAt"], ["toleranceMinutes"], ["languages"], ["sectors"], ["wordLimit"], ["wordLimitsBySector"], ["wordLimitsBySector"], ["openTo"], ["combinations"], ["opensAt"], ["opensAt"]]);
    const wider: Partial<Plan> = { closesAt: at("2026-07-03T15:00:00Z"), toleranceMinutes: 60, languages: [...languages], sectors: [], wordLimit: 4000, wordLimitsBySector: {}, opensAt: at("2026-05-20T06:00:00Z"), title: { en: "Another title" } };
    expect([narrowed(wider), changedIn(plan, { ...plan, ...wider }).toSorted()]).toEqual([[], ["closesAt", "languages", "opensAt", "sectors", "title", "toleranceMinutes", "wordLimit", "wordLimitsBySector"]]);
  });

  test("is not changed by the order in which things are ticked", () => expect(changedIn(plan, { ...plan, languages: ["fr", "en"], sectors: ["academia", "civil-society"], wordLimitsBySector: { academia: 3000 } })).toEqual([]));

  test("whoever could answer an announced call at some moment in some language with so many words still can after any change that is let through", () => {
    const anyPlan = fc.record({ closes: fc.nat(100), tolerance: fc.nat(100), spoken: fc.subarray([...languages], { minLength: 1 }), who: fc.subarray([...sectors]), limit: fc.integer({ min: 1, max: 50 }), limits: fc.dictionary(fc.constantFrom(...sectors), fc.integer({ min: 1, max: 50 })) })
      .map((it): Plan => ({ ...plan, closesAt: new Date(plan.opensAt.getTime() + 60_000 * (1 + it.closes)), toleranceMinutes: it.tolerance, languages: it.spoken, sectors: it.who, wordLimit: it.limit, wordLimitsBySector: it.limits }));
    const may = (it: Plan, minute: number, language: (typeof languages)[number], sector: (typeof sectors)[number], words: number) =>
      isOpen({ ...call, ...it }, new Date(it.opensAt.getTime() + minute * 60_000)) && it.languages.includes(language) && (it.sectors.length === 0 || it.sectors.includes(sector)) && words <= wordLimitFor(it, sector);
    /** Another plan that is the one or more in most fields, and anything in one. */
    const grown = (one: Plan, other: Plan, odd: keyof Plan): Plan => ({
      ...one, closesAt: new Date(Math.max(one.closesAt.getTime(), other.closesAt.getTime())), toleranceMinutes: Math.max(one.toleranceMinutes, other.toleranceMinutes), languages: [...new Set([...one.languages, ...other.languages])],
      sectors: one.sectors.length === 0 ? [] : [...new Set([...one.sectors, ...other.sectors])], wordLimit: Math.max(one.wordLimit, other.wordLimit), [odd]: other[odd],
    });
    let told = 0;
    fc.assert(fc.property(anyPlan, anyPlan, fc.constantFrom(...(["closesAt", "toleranceMinutes", "languages", "sectors", "wordLimit", "wordLimitsBySector", "title"] as const)), fc.nat(150), fc.constantFrom(...languages), fc.constantFrom(...sectors), fc.nat(50), (one, drawn, odd, minute, language, sector, words) => {
      const other = grown(one, drawn, odd);
      if (narrowedIn(one, other, before).length > 0 || !may(one, minute, language, sector, words)) return;
      told += 1;
      expect(may(other, minute, language, sector, words)).toBe(true);
    }), { numRuns: 3000 });
    expect(told).toBeGreaterThan(20);
  });
});

test.each<[string, string[] | null]>([
  ["", []], ["21–24; 28(1)", ["art_21", "art_22", "art_23", "art_24", "art_28__para_1"]], ["art. 7(1)(a), preamble", ["art_7__para_1__point_a", "preamble"]], ["٢١؛ 22", ["art_21", "art_22"]],
  ["24-21", null], ["1-999", null], ["something else", null], ["(".repeat(60), null], ["21; 21", ["art_21"]],
])("provisions typed as %j are %j", (typed, places) => expect(placesIn(typed)).toEqual(places));
