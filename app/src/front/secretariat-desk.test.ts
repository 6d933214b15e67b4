// The desk of an officer through its doors: what waits and until when it was promised, programmes read from files, and lists for Word.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { meetingOf } from "../../test/meetings.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { mainOf } from "../../test/html.ts";
import { focalPoints, openMeeting, registerPast } from "../../test/meeting.ts";
import { unpacked } from "../../test/unpacked.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { houseKeeper } from "../ground/viewer.ts";
import { undecided } from "../concepts/meetings/modalities.ts";
import { addMeeting, blocksOf, meetingsOf } from "../concepts/meetings/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";

let house: TestHouse;
let processId: string;
const keeper = houseKeeper("test");
const meetings = () => meetingsOf(house.house.database.db, processId, keeper);
const words = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
const desk = async (who = "officer") => mainOf(await house.read(who, "/en/desk"));
/** The titles of the tasks on one shelf. */
const shelf = (page: string, name: string) => [...(new RegExp(`<section aria-labelledby="tasks-${name}">([^]*?)</section>`).exec(page)?.[1] ?? "").matchAll(/<h3><a[^>]*>([^]*?)<\/a>/g)].map((it) => words(it[1]!).trim());

beforeAll(async () => {
  house = await openHouse({ sample: true });
  processId = (await processBySlug(house.house.database.db, "model")).id;
  await addMeeting(house.house.database.db, meetingOf({ processId, id: "m-900", forumId: "f-900", number: 900, state: "draft", announcedAt: null, title: { en: "Meeting to announce" }, startsAt: new Date("2026-07-07T07:00:00Z"), endsAt: new Date("2026-07-07T15:00:00Z") }));
}, 300_000);
afterAll(() => house?.close());

describe("what waits", () => {
  test("stands under late, today and this week by the day that was promised, and moves there as days go by", async () => {
    const { db } = house.house.database;
    await db.execute(sql`update stakeholders set registered_at = '2026-06-02T08:00:00Z' where slug = 'red-quay-privacy-watch'`); // seven days were promised
    expect(shelf(await desk(), "today")).toEqual(["Verify or decline Red Quay Privacy Watch", "Announce meeting 900: Meeting to announce"]); // 28 days before 7 July
    house.setClock("2026-06-10T08:00:00Z");
    const late = await desk();
    expect(shelf(late, "late")).toEqual(expect.arrayContaining(["Verify or decline Red Quay Privacy Watch", "Announce meeting 900: Meeting to announce"]));
    expect(words(late)).toContain("9 Jun 2026 one day late");
    house.setClock("2026-06-09T10:00:00Z");
  });

  test("is what the heading counts, and what is only to be known is not", async () => {
    const page = await desk();
    const due = shelf(page, "late").length + shelf(page, "today").length;
    expect(words(page)).toContain(due === 1 ? "One thing needs your decision today" : `${due} things need your decision today`);
    expect(shelf(page, "watch").some((it) => it.startsWith("Call "))).toBe(false); // none closes within a week of 9 June
  });

  test("is done there with one press, and is gone then", async () => {
    expect((await house.send("officer", "/en/desk/registrations/red-quay-privacy-watch/verification", {})).status).toBe(303);
    expect(shelf(await desk(), "today")).toEqual(["Announce meeting 900: Meeting to announce"]);
  });

  test("an officer of one process sees what waits in it, and nothing of the house; an editor sees no tasks", async () => {
    await house.person({ email: "process@desk.example", roles: [{ role: "officer", processId }], secondFactor: true });
    const page = await desk("process@desk.example");
    expect([shelf(page, "today"), page.includes("/desk/registrations/"), page.includes("bodies.docx")]).toEqual([["Announce meeting 900: Meeting to announce"], false, false]);
    expect(await desk("editor")).not.toContain("tasks-");
  });
});

describe("the steps of meetings and of accreditation", () => {
  const whole = async () => words(await desk());
  const line = async (pattern: RegExp) => pattern.exec(await whole())?.[0] ?? null;

  test("an application for accreditation waits to be checked, then before States, then for a decision, each until the day that was promised", async () => {
    const { db } = house.house.database;
    const [it] = await rowsOf<{ id: string }>(db, sql`select a.id from accreditations a join accreditation_tracks t on t.id = a.track_id where t.circulation_days > 0 and a.state = 'accredited' limit 1`);
    const past = (change: ReturnType<typeof sql>) => db.transaction(async (tx) => { await tx.execute(sql`set local session_replication_role = replica`); await tx.execute(change); }); // no deed leads there from where the sample is
    const set = (change: ReturnType<typeof sql>) => past(sql`update accreditations set ${change} where id = ${it!.id}`);
    const dueOf = async (what: string) => line(new RegExp(`\\d+ \\w+ 2\\d{3} [\\w ]{5,20} Model Conference on cybercrime: ${what} \\(\\d+\\)`));
    await past(sql`update accreditations set state = 'withdrawn' where state in ('received', 'complete', 'circulated', 'referred', 'appealed')`);
    await set(sql`state = 'received', applied_day = '2026-06-03', circulated_day = null, window_ends = null, decided_day = null`);
    const checked = await dueOf("applications for accreditation to check");
    await set(sql`state = 'complete'`);
    const laid = await dueOf("names to lay before States");
    await set(sql`state = 'circulated', circulated_day = '2026-05-01', window_ends = '2026-06-08'`);
    const decided = await dueOf("accreditations to decide");
    expect([checked, laid, decided]).toEqual(["10 Jun 2026 in one day Model Conference on cybercrime: applications for accreditation to check (1)", "17 Jun 2026 in 8 days Model Conference on cybercrime: names to lay before States (1)", "22 Jun 2026 in 13 days Model Conference on cybercrime: accreditations to decide (1)"]);
    await set(sql`state = 'referred'`);
    expect(shelf(await desk(), "watch")).toContain("Model Conference on cybercrime: accreditations that lie with the Conference (1)");
  });

  test("a draw waits to be published, for its seed, for replacements and for answers; people registered for another meeting wait for a decision", async () => {
    const bodies = await focalPoints(house, 4);
    const modalities = { ...undecided, registration: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-12T15:00:00Z" } };
    const [drawn, open] = [await openMeeting(house, 930, { admission: "selected", modalities }), await openMeeting(house, 931, { modalities })];
    for (const it of bodies) await registerPast(house, drawn, it);
    await registerPast(house, open, bodies[0]!);
    expect(await line(/16 Jun 2026 in 7 days Decide on registrations for meeting 931 \(1\)/)).not.toBeNull();
    expect(await whole()).not.toContain("meeting 930");
    house.setClock("2026-06-13T10:00:00Z");
    expect(await line(/19 Jun 2026 in 6 days Publish quotas and chances for meeting 930: Meeting for tests 930 Registration closed on 12 Jun 2026\. Applied: 4\./)).not.toBeNull();
    const at = "/en/desk/model/meetings/930/selection";
    await house.send("officer", `${at}/plan`, { size: "2", alternates: "2", answerDays: "3", method: "leximin", perOrganisation: "" });
    while ((await house.read("officer", at)).includes("Look again")) await house.send("officer", `${at}/chances`, {});
    expect((await house.send("officer", `${at}/publication`, { seedDay: "2026-06-15", seedPlace: "Conference hall" })).status).toBe(303);
    expect(await line(/15 Jun 2026 in 2 days Draw for meeting 930/)).not.toBeNull();
    house.setClock("2026-06-15T10:00:00Z");
    await house.send("officer", `${at}/draw`, { seed: "two words" });
    expect(shelf(await desk(), "watch")).toContain("Drawn for meeting 930 and without an answer: Meeting for tests 930 (2)");
    const { panel } = JSON.parse(await house.read("visitor", "/en/model/meetings/930/selection/result.json")) as { panel: string[] };
    await house.house.database.db.execute(sql`update registrations set state = 'withdrawn' from selection_applicants a where a.registration_id = registrations.id and a.pseudonym = ${panel[0]!}`);
    expect(await line(/18 Jun 2026 in 3 days Replace who declined at meeting 930: Meeting for tests 930 \(1\)/)).not.toBeNull();
    house.setClock("2026-06-19T10:00:00Z");
    expect(shelf(await desk(), "late")).toEqual(expect.arrayContaining(["Drawn for meeting 930 and without an answer: Meeting for tests 930 (1)", "Replace who declined at meeting 930: Meeting for tests 930 (1)"]));
    house.setClock("2026-06-09T10:00:00Z");
  }, 120_000);
});

describe("a programme from a file", () => {
  const calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...[["one", "Briefing", "20261005T090000"], ["two", "Second briefing", "20261006T090000"], ["three", "Broken", "20260231T090000"]].flatMap(([uid, title, start]) => ["BEGIN:VEVENT", `UID:${uid}`, `SUMMARY:${title}`, `DTSTART;TZID=Europe/Vienna:${start}`, "DURATION:PT2H", "LOCATION:Hall 1", "END:VEVENT"]), "END:VCALENDAR", ""].join("\r\n");
  const at = "/en/desk/model/meetings/import";
  const upload = (text: string, more: Record<string, string> = {}) => house.send("officer", at, { file: new File([text], "programme.ics"), into: "as-briefing", timeZone: "UTC", ...more });
  /** What the preview would send with every box ticked that can be. */
  function ticked(page: string) {
    const unescape = (it: string) => it.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    const field = (name: string) => unescape(new RegExp(`name="${name}" value="([^"]*)"`).exec(page)![1]!);
    return { into: field("into"), items: field("items"), entry: [...page.matchAll(/name="entry" value="([^"]*)" checked/g)].map((it) => unescape(it[1]!)) };
  }

  test("is shown with what could not be read, by line, and nothing of it is kept before it is said so", async () => {
    const before = (await meetings()).length;
    const answer = await upload(calendar);
    const page = mainOf(await answer.text());
    expect(answer.status).toBe(200);
    expect(words(page)).toContain("2 new, 0 taken in before, 1 that could not be read. Nothing has been kept yet.");
    expect(words(page)).toContain("21 DTSTART This is no day and hour of the calendar. 20260231T090000");
    expect((await meetings()).length).toBe(before);
  });

  test("becomes meetings in preparation that officers alone see; kept twice it adds nothing", async () => {
    const form = ticked(await (await upload(calendar)).text());
    expect((await house.send("officer", at, form)).status).toBe(303);
    const added = (await meetings()).filter((it) => it.kind === "briefing" && it.state === "draft");
    expect(added.map((it) => [it.title.en, it.startsAt.toISOString(), it.endsAt.toISOString(), it.timeZone, it.place?.en])).toEqual([["Briefing", "2026-10-05T07:00:00.000Z", "2026-10-05T09:00:00.000Z", "Europe/Vienna", "Hall 1"], ["Second briefing", "2026-10-06T07:00:00.000Z", "2026-10-06T09:00:00.000Z", "Europe/Vienna", "Hall 1"]]);
    const count = (await meetings()).length;
    expect(words(mainOf(await (await upload(calendar)).text()))).toContain("0 new, 2 taken in before");
    await house.send("officer", at, form); // an old page, sent once more
    expect((await meetings()).length).toBe(count);
    expect(await house.read("visitor", "/en/model/meetings.ics")).not.toContain("Second briefing");
  });

  test("becomes the agenda of a meeting in preparation, but for what lies outside it; speakers are noted and asked nothing", async () => {
    const moment = (time: string) => ({ date: "2026-07-07", time, tz: "Africa/Nairobi" });
    const talk = (id: string, from: string, to: string) => ({ id, title: `Talk ${id}`, startDate: moment(from), endDate: moment(to), speakers: [{ first_name: "Ana", last_name: "Ruiz", affiliation: "Faro" }] });
    const indico = JSON.stringify({ results: [{ id: "7", title: "Day", startDate: moment("10:00:00"), endDate: moment("18:00:00"), contributions: [talk("2", "11:00:00", "12:00:00"), talk("1", "10:00:00", "11:00:00"), talk("3", "05:00:00", "06:00:00")] }] });
    const page = await (await house.send("officer", at, { file: new File([indico], "day.json"), into: "into-900", timeZone: "UTC" })).text();
    expect(words(mainOf(page))).toContain("outside the hours of the meeting");
    expect((await house.send("officer", at, ticked(page))).status).toBe(303);
    const { db } = house.house.database;
    expect((await blocksOf(db, "m-900")).map((it) => [it.number, it.title.en, it.startsAt.toISOString()])).toEqual([[1, "Talk 1", "2026-07-07T07:00:00.000Z"], [2, "Talk 2", "2026-07-07T08:00:00.000Z"]]);
    expect(await rowsOf(db, sql`select name, state, consents::text as consents from meeting_speakers where meeting_id = 'm-900' order by block`)).toEqual([{ name: "Ana Ruiz", state: "invited", consents: "{}" }, { name: "Ana Ruiz", state: "invited", consents: "{}" }]);
    expect(await rowsOf(db, sql`select i.* from speaker_invitations i join meeting_speakers s on s.id = i.speaker_id where s.meeting_id = 'm-900'`)).toEqual([]);
    await house.send("officer", at, ticked(page));
    expect(await blocksOf(db, "m-900")).toHaveLength(2);
  });

  test.each([
    ["no file", {}, "", "Choose a file."], ["a zone that does not exist", { timeZone: "Mars/Base" }, calendar, "zone"], ["no word of what it becomes", { into: "" }, calendar, "Say what the file becomes."],
    ["a list of registrants", {}, '{"registrants": []}', "lists registrants"], ["something else", {}, "Name,Day", "is neither a calendar nor a timetable"],
  ])("with %s comes back with a sentence at its field", async (_, more, text, sentence) => {
    const answer = await upload(text, more);
    expect([answer.status, words(mainOf(await answer.text())).includes(sentence)]).toEqual([422, true]);
  });

  test("a preview that was meddled with is refused whole", async () => {
    const form = ticked(await (await upload(calendar.replaceAll("UID:", "UID:other-"))).text());
    for (const items of ["{", "[]".replace("]", '{"uid":1}]'), form.items.replace("Europe/Vienna", "Mars/Base")]) expect((await house.send("officer", at, { ...form, items })).status).toBe(422);
  });
});

describe("for Word", () => {
  const text = async (path: string) => words(unpacked(Buffer.from(await (await house.get("officer", path)).arrayBuffer())));
  test("the list of bodies has who is verified and who answers for them", async () => {
    const list = await text("/en/desk/bodies.docx");
    expect(["Lantern Digital Rights", "Red Quay Privacy Watch", "Focal point"].filter((it) => !list.includes(it))).toEqual([]);
  });
  test("the note of the day has what was decided on it, and of another day not", async () => {
    const [open] = await rowsOf<{ id: string; turn: number }>(house.house.database.db, sql`select r.id, r.turn from registrations r join meetings m on m.id = r.meeting_id where m.number = 931`);
    await house.send("officer", "/en/desk/model/meetings/931/registrations/decisions", { decision: "registered", chosen: `${open!.id} ${open!.turn}` });
    await house.send("officer", "/en/desk/model/meetings/931/registrations/decisions/sending", {});
    const note = await text("/en/desk/decisions.docx");
    expect(["Red Quay Privacy Watch", "Meeting 931 · Meeting for tests 931 · registered: 1"].filter((it) => !note.includes(it))).toEqual([]);
    const [step] = await rowsOf<{ day: string; by: string; name: string }>(house.house.database.db, sql`select t.day::text as day, t.by, s.name->>'en' as name from accreditation_steps t join accreditations a on a.id = t.accreditation_id join stakeholders s on s.id = a.stakeholder_id where t.deed = 'accredited' and t.by is not null limit 1`);
    house.setClock(`${step!.day}T10:00:00Z`);
    expect(await text("/en/desk/decisions.docx")).toContain(`${step!.name} · Accredited · ${step!.by}`);
    house.setClock("2026-06-20T10:00:00Z");
    expect(await text("/ar/desk/decisions.docx")).not.toContain("Red Quay Privacy Watch");
  });
});

test("what the secretariat promises is there for everyone", async () => expect(words(mainOf(await house.read("visitor", "/en/promises")))).toContain("An ask has an answer 90"));
