// The rules of meetings without a house: hours that keep to the wall, plans and agendas that hold together, templates, and what each
// class may do.
import { daysAfter } from "../../ground/clock.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offsetMinutes, wallClock } from "../../ground/zones.ts";
import { sectors } from "../stakeholders/stakeholder.ts";
import { momentTyped } from "./inputs.ts";
import { undecided } from "./modalities.ts";
import { agendaMovedWith, heldOn, inOrder, wrongIn, wrongInAgenda, wrongInBlock, type BlockPlan, type MeetingPlan, type WholePlan } from "./plan.ts";
import { rightNames, rightsAt } from "./rights.ts";
import { planFrom, templateNames, templates } from "./templates.ts";
import { daysOfSeries, movedWith, sameHourOn } from "./times.ts";

const at = (moment: string) => new Date(moment);
const vienna = planFrom("consultation", at("2026-03-16T09:00:00Z"), "Europe/Vienna"); // 10:00 there
const plan = (patch: Partial<MeetingPlan> = {}): MeetingPlan => ({ ...vienna.plan, ...patch });
const block = (patch: Partial<BlockPlan> = {}): BlockPlan => ({ ...vienna.blocks[0]!, ...patch });
const shown = (it: Date, timeZone: string) => Object.values(wallClock(it, timeZone)).join(" ");

const zones = ["Europe/Vienna", "America/New_York", "Africa/Nairobi", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "Pacific/Auckland", "UTC"];
const someZone = fc.constantFrom(...zones);
const someMoment = fc.date({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z"), noInvalidDate: true }).map((it) => new Date(Math.floor(it.getTime() / 60_000) * 60_000));

describe("hours", () => {
  test("a weekly series keeps its hour at the venue when the clocks change, and so moves by an hour elsewhere", () => {
    const days = ["2026-03-16", ...daysOfSeries("2026-03-16", { everyDays: 7, times: 3 })];
    expect(days).toEqual(["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06"]);
    const starts = days.map((it) => heldOn(it, vienna)!.plan.startsAt);
    expect(starts.map((it) => shown(it, "Europe/Vienna"))).toEqual(days.map((it) => `${it} 10:00`));
    expect(starts.map((it) => shown(it, "UTC").slice(-5))).toEqual(["09:00", "09:00", "08:00", "08:00"]);
  });

  test("a copy on a day without one of its hours is none", () => {
    const early = planFrom("side-event", at("2026-03-16T01:15:00Z"), "Europe/Vienna"); // 02:15 there
    expect([heldOn("2026-03-29", early), heldOn("2026-03-30", early)?.plan.startsAt.toISOString()]).toEqual([null, "2026-03-30T00:15:00.000Z"]);
  });

  test("an hour that the clocks leave out, one that comes twice, a day of no calendar and what is no hour are each told apart", () => {
    const typed = (day: string, hour: string) => { const it = momentTyped(day, hour, "Europe/Vienna"); return typeof it === "string" ? it : it.toISOString(); };
    expect([typed("2026-03-29", "02:30"), typed("2026-10-25", "02:30"), typed("2026-10-25", "02:30+02:00"), typed("2026-10-25", "02:30+01:00"), typed("2026-10-25", "02:30+05:00"), typed("2026-02-31", "10:00"), typed("2026-03-01", "25:00"), typed("2026-03-01", "9:05"), typed("2026-03-01", "٠٩:٠٥")])
      .toEqual(["calls.error.gap", "meetings.error.twice", "2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z", "calls.error.hour", "calls.error.day", "calls.error.hour", "2026-03-01T08:05:00.000Z", "2026-03-01T08:05:00.000Z"]);
  });

  test("what moves with something else is as far from it on the wall as before, in any zone, on any day", () => {
    fc.assert(fc.property(someMoment, fc.integer({ min: 0, max: 20_000 }), someMoment, someZone, (from, minutes, to, timeZone) => {
      const then = new Date(from.getTime() + minutes * 60_000);
      const moved = movedWith(then, { at: from, timeZone }, { at: to, timeZone });
      const wall = (it: Date) => it.getTime() / 60_000 + offsetMinutes(it, timeZone);
      expect(moved === null || wall(moved) - wall(to) === wall(then) - wall(from)).toBe(true);
    }));
  });

  test("the same hour on another day is that day and that hour, or there is none", () => {
    fc.assert(fc.property(someMoment, fc.integer({ min: -400, max: 400 }), someZone, (moment, days, timeZone) => {
      const { day, hour } = wallClock(moment, timeZone);
      const other = sameHourOn(daysAfter(day, days), moment, timeZone);
      expect(other === null ? null : wallClock(other, timeZone)).toEqual(other === null ? null : { day: daysAfter(day, days), hour });
    }));
  });

  test("an agenda moves along with its meeting, also to a venue with another clock", () => {
    const moved = agendaMovedWith(vienna.blocks, vienna.plan, { startsAt: at("2026-11-02T14:30:00Z"), timeZone: "America/New_York" })!; // 09:30 there
    expect(moved.map((it) => shown(it.startsAt, "America/New_York").slice(5))).toEqual(["11-02 09:30", "11-02 10:00", "11-02 14:30", "11-03 09:30", "11-03 14:30", "11-03 17:00"]);
  });
});

describe("plans", () => {
  test.each<[string, Partial<MeetingPlan>, string]>([
    ["ends when it begins", { endsAt: vienna.plan.startsAt }, "ends"], ["takes a season", { endsAt: at("2026-07-16T09:00:00Z") }, "long"], ["is in a zone that does not exist", { timeZone: "Europe/Atlantis" }, "zone"], ["has no title", { title: { en: " " } }, "title"],
    ["is held nowhere", { place: null }, "place"], ["takes nothing", { combinations: [] }, "combinations"],
    ["has two rooms of one name", { modalities: { ...undecided, rooms: [1, 2].map(() => ({ name: { en: "Hall" }, deskSeats: 1, otherSeats: 1, overflow: false })) } }, "rooms"],
    ["has fewer than no seats", { modalities: { ...undecided, rooms: [{ name: { en: "Hall" }, deskSeats: -1, otherSeats: 0, overflow: false }] } }, "rooms"], ["counts in halves", { modalities: { ...undecided, onlineMinutes: 2.5 } }, "count"],
    ["closes its registration before it opens", { modalities: { ...undecided, registration: { opensAt: "2026-03-10T00:00:00.000Z", closesAt: "2026-03-01T00:00:00.000Z" } } }, "window"],
    ["registers one class after it is over", { modalities: { ...undecided, registrationBySector: { academia: { opensAt: "2026-03-10T00:00:00.000Z", closesAt: "2026-03-20T00:00:00.000Z" } } } }, "window-after"],
  ])("one that %s is told so", (_, patch, wrong) => expect(wrongIn(plan(patch)).map((it) => it.wrong)).toEqual([wrong]));

  test("a block outside the meeting, in no room of it, over another in its room, in no language or of no rule is told so; in another room it may be at the same time", () => {
    const rooms = ["Hall 2", "Hall 5"].map((en) => ({ name: { en }, deskSeats: 10, otherSeats: 0, overflow: false }));
    const meeting = plan({ modalities: { ...undecided, rooms } });
    const [first, second] = [block({ room: "Hall 2" }), block({ room: "Hall 5" })];
    const of = (patch: Partial<BlockPlan>) => wrongInBlock(block(patch), meeting, []).map((it) => it.wrong);
    expect([of({ startsAt: at("2026-03-16T08:59:00Z") }), of({ endsAt: at("2026-03-18T00:00:00Z") }), of({ endsAt: first.startsAt }), of({ room: "Hall 9" }), of({ spoken: [] }), of({ interpreted: ["en"] }), of({ audience: "secretariat", attribution: "kind" })])
      .toEqual([["outside"], ["outside"], ["ends"], ["room"], ["spoken", ], ["interpreted"], ["combination"]]);
    expect([wrongInAgenda([first, second], meeting), wrongInAgenda([first, { ...first }], meeting)]).toEqual([null, { block: 1, wrong: "overlap" }]);
  });
});

describe("templates", () => {
  test.each(templateNames)("“%s” is a plan that may be announced as it is, wherever it begins", (name) => {
    for (const timeZone of zones) {
      const { plan: made, blocks } = planFrom(name, sameHourOn("2026-10-05", at("2026-10-05T10:00:00Z"), timeZone)!, timeZone);
      expect([wrongIn(made), wrongInAgenda(blocks, made), blocks.length > 0], timeZone).toEqual([[], null, true]);
    }
  });

  test("the workshop under the Rule takes ninety minutes: 15 to welcome, 35 to converse, 30 to ask, 10 to close; nothing in it is anybody’s", () => {
    const { plan: made, blocks } = planFrom("workshop", at("2026-10-05T11:30:00Z"), "UTC");
    expect(blocks.map((it) => [it.startsAt.toISOString().slice(11, 16), (it.endsAt.getTime() - it.startsAt.getTime()) / 60_000])).toEqual([["11:30", 15], ["11:45", 35], ["12:20", 30], ["12:50", 10]]);
    expect([made.combinations, new Set(blocks.map((it) => `${it.audience}/${it.attribution}`)), made.admission, made.openTo, blocks[1]!.roles]).toEqual([["participants/unattributed"], new Set(["participants/unattributed"]), "selected", "participants", { "co-chair": 2, speaker: 4 }]);
  });

  test("there is one for each kind of meeting, and none is in fewer than six languages", () => {
    expect(new Set(Object.values(templates).map((it) => it.kind)).size).toBe(7);
    for (const name of templateNames) expect(Object.keys(planFrom(name, at("2026-10-05T10:00:00Z"), "UTC").plan.title)).toHaveLength(6);
  });

  test("a copy of a copy on the first day again is the first", () => {
    const again = (whole: WholePlan) => heldOn("2026-03-16", heldOn("2026-11-09", whole)!)!;
    const blocks = inOrder(vienna.blocks);
    expect(again({ ...vienna, blocks }).blocks.map((it) => it.startsAt)).toEqual(blocks.map((it) => it.startsAt));
  });
});

describe("rights", () => {
  const before = at("2026-01-01T00:00:00Z");
  const of = (patch: Partial<MeetingPlan>, sector: (typeof sectors)[number] = "academia", accredited = false, now = before) => rightsAt({ ...vienna.plan, ...patch }, [], sector, { accredited, now });
  const first = (...given: Parameters<typeof of>) => { const [it] = of(...given); return `${it!.answer}: ${it!.key}`; };

  test("who may attend is said first: by what the meeting admits, and by what one is", () => {
    expect([first({ admission: "everyone" }), first({ admission: "accredited" }), first({ admission: "accredited" }, "academia", true), first({ admission: "accredited" }, "member-state"), first({ admission: "selected" }), first({ admission: "invited" }), first({ modalities: { ...undecided, sectors: ["academia"] } }, "private-sector")])
      .toEqual(["yes: attend", "some: attend.accredit", "yes: attend.accredited", "yes: attend", "by-lot: attend.lot", "some: attend.invited", "no: attend.others"]);
  });

  test("of an item under the Rule it says which; of a class with a window of its own, that window", () => {
    const window = { opensAt: "2026-03-01T00:00:00.000Z", closesAt: "2026-03-10T00:00:00.000Z" };
    const rights = rightsAt(plan({ modalities: { ...undecided, registrationBySector: { academia: window }, proofBySector: { academia: "letter" } } }), [{ number: 5, attribution: "unattributed", roles: {} }], "academia", { accredited: false, now: before });
    expect(rights.filter((it) => ["rule", "register", "proof.letter"].includes(it.key))).toEqual([{ answer: "yes", key: "register", values: { opens: window.opensAt, closes: window.closesAt } }, { answer: "some", key: "proof.letter", values: {} }, { answer: "no", key: "rule", values: { items: "5" } }]);
  });

  test("whoever comes after registration has closed is told no, and until when it was possible", () => {
    const window = { opensAt: "2026-03-01T00:00:00.000Z", closesAt: "2026-03-10T00:00:00.000Z" };
    const asked = (now: Date) => rightsAt(plan({ modalities: { ...undecided, registration: window } }), [], "academia", { accredited: false, now }).filter((it) => it.key.startsWith("register"));
    expect([asked(at("2026-03-09T23:59:00Z")), asked(at("2026-03-10T00:00:00Z"))]).toEqual([[{ answer: "yes", key: "register", values: { opens: window.opensAt, closes: window.closesAt } }], [{ answer: "no", key: "register.over", values: { closes: window.closesAt } }]]);
  });

  test("nobody is promised the floor of a room at a meeting that has none", () => {
    const speaking = { order: "list", minutes: null, spokespersons: false, online: true } as const;
    const floor = (format: "online" | "hybrid") => of({ format, modalities: { ...undecided, speaking } }).filter((it) => it.key.startsWith("speak") || it.key === "online").map((it) => it.key);
    expect([floor("online"), floor("hybrid")]).toEqual([["online"], ["speak", "online"]]);
  });

  test("every class has an answer of each template, no line comes twice, and none is unknown", () => {
    for (const name of templateNames) for (const sector of sectors) {
      const made = planFrom(name, at("2026-10-05T10:00:00Z"), "UTC");
      const keys = rightsAt(made.plan, made.blocks.map((it, index) => ({ ...it, number: index + 1 })), sector, { accredited: true, now: before }).map((it) => it.key);
      expect([keys.length > 3, new Set(keys).size === keys.length, keys.filter((it) => !rightNames.includes(it))]).toEqual([true, true, []]);
    }
  });
});
