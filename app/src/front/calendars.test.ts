// Calendars of a house through its doors: what everyone gets, and what one person gets at an address of their own.
import { sql } from "drizzle-orm";
import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blockOf, changeOf, meetingOf } from "../../test/meetings.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import type { PersonViewer } from "../ground/viewer.ts";
import { calendarFeeds } from "../concepts/calendars/tables.ts";
import { addParticipant } from "../concepts/disclosure/store.ts";
import { forums } from "../concepts/disclosure/tables.ts";
import { undecided } from "../concepts/meetings/modalities.ts";
import type { Meeting } from "../concepts/meetings/meeting.ts";
import { addBlocks, addMeeting, changeMeetingRow } from "../concepts/meetings/store.ts";
import { meetingChanges, meetingSpeakers, speakerInvitations } from "../concepts/meetings/tables.ts";
import { processBySlug } from "../concepts/processes/store.ts";

let house: TestHouse;
let focal: PersonViewer;
const id = (digit: string) => `01900000-0000-7000-8000-00000000${digit.padStart(4, "0")}`;
const email = "focal@calendars.example";

const eventsIn = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent").map((it) => ({ summary: String(it.getFirstPropertyValue("summary")), sequence: Number(it.getFirstPropertyValue("sequence")), status: String(it.getFirstPropertyValue("status")) }));
const isCommitment = (summary: string) => /^(Due|Closed): /.test(summary);
const summaries = (text: string) => eventsIn(text).map((it) => it.summary);

/** Meetings of the model process, each with its forum, as they stand once they are announced. */
async function meeting(number: number, title: string, patch: Partial<Meeting> = {}, attribution: "named" | "unattributed" = "named") {
  const { db } = house.house.database;
  const process = await processBySlug(db, "model");
  const it = meetingOf({ id: id(`a${number}`), forumId: id(`f${number}`), processId: process.id, number, title: { en: title }, ...patch });
  await addMeeting(db, it);
  await addBlocks(db, [blockOf({ meetingId: it.id, attribution })]);
  if (it.state === "draft") return;
  await db.insert(forums).values({ id: it.forumId, processId: process.id, slug: `meeting-${number}`, title: it.title, about: null, openTo: "participants", combinations: ["public/named"], openedAt: it.announcedAt!, closedAt: null });
  await happened(it.id, 0);
}
const happened = async (meetingId: string, sequence: number) => {
  const { entry, ...it } = changeOf(sequence, { meetingId });
  await house.house.database.db.insert(meetingChanges).values({ ...it, entry: `${entry.slice(0, 24)}${meetingId.slice(-6)}${sequence}aaaaa`, statement: {}, salt: new Uint8Array(32) });
};
const takesPart = (number: number) => addParticipant(house.house.database.db, { id: id(`e${number}`), forumId: id(`f${number}`), personId: focal.personId, stakeholderId: focal.speaksFor[0]!.stakeholderId, invitedAt: new Date("2026-05-01T06:00:00Z"), acceptedAt: new Date("2026-05-02T06:00:00Z"), endedAt: null });

/** The address that the account shows once. */
async function newAddress(): Promise<string> {
  const page = await (await house.send(email, "/en/account/calendar", {})).text();
  return /<code>http:\/\/travaux\.test([^<]+)<\/code>/.exec(page)![1]!;
}

beforeAll(async () => {
  house = await openHouse({ sample: true });
  const { db } = house.house.database;
  const { personId } = await house.person({ email });
  const [body] = await rowsOf<{ id: string }>(db, sql`select id from stakeholders where slug = 'lantern-digital-rights'`);
  await db.execute(sql`insert into memberships (id, stakeholder_id, person_id, role, state, capacity, show_name, asked_at, since) values ('m-calendar', ${body!.id}, ${personId}, 'member', 'active', '', false, '2026-05-01', '2026-05-01')`);
  focal = { kind: "person", personId, sessionId: "", name: "", roles: [], speaksFor: [{ stakeholderId: body!.id, isFocalPoint: false }], participatesIn: [], secondFactor: false, fresh: false };
  const window = { opensAt: "2026-06-01T06:00:00.000Z", closesAt: "2026-09-20T15:00:00.000Z" };
  await meeting(41, "Open consultation", { modalities: { ...undecided, registration: window } });
  await meeting(42, "Workshop under the Rule", {}, "unattributed");
  await meeting(43, "Panel of mine");
  await meeting(44, "Zanderfisch in preparation", { state: "draft", announcedAt: null });
  await meeting(45, "Somebody else’s briefing");
  for (const it of [41, 42]) await takesPart(it);
  await db.insert(meetingSpeakers).values({ id: "speaker", meetingId: id("a43"), block: 1, position: 1, role: "panellist", state: "accepted", name: "Focal", affiliation: null, stakeholderId: null, biography: null, consents: [] });
  await db.insert(speakerInvitations).values({ speakerId: "speaker", email, personId, invitedAt: new Date("2026-05-01T06:00:00Z"), answeredAt: new Date("2026-05-02T06:00:00Z") });
}, 300_000);
afterAll(() => house?.close());

test("the calendar of a process has its announced meetings, each meeting one of its own, and an officer gets the same as everyone", async () => {
  const all = ["Open consultation", "Workshop under the Rule", "Panel of mine", "Somebody else’s briefing"];
  const own = (it: string) => /consultation|Workshop under|Panel of|briefing/.test(it);
  expect(summaries(await house.read("visitor", "/en/model/meetings.ics")).filter((it) => all.includes(it))).toEqual(all);
  expect(summaries(await house.read("visitor", "/en/model/meetings/41.ics"))).toEqual(["Open consultation"]);
  expect(await house.read("officer", "/en/model/meetings.ics")).toBe(await house.read("visitor", "/en/model/meetings.ics"));
  expect((await house.get("officer", "/en/model/meetings/44.ics")).status).toBe(404);
  const everything = summaries(await house.read("visitor", "/en/calendar.ics"));
  expect([everything.filter((it) => own(it) && all.includes(it)).length, everything.filter((it) => /^Call \d+ closes/.test(it)).length, everything.some((it) => it.includes("Zanderfisch"))]).toEqual([4, 5, false]);
});

test("an entry changes with its meeting, and a calendar that nothing happened to stays the same to the byte", async () => {
  const before = await house.read("visitor", "/en/model/meetings/45.ics");
  house.setClock("2026-06-10T11:00:00Z");
  expect(await house.read("visitor", "/en/model/meetings/45.ics")).toBe(before);
  await changeMeetingRow(house.house.database.db, id("a45"), { state: "cancelled", cancelledBecause: "The hall is closed." });
  await happened(id("a45"), 1);
  expect(eventsIn(await house.read("visitor", "/en/model/meetings/45.ics"))).toEqual([{ summary: "Cancelled: Somebody else’s briefing", sequence: 1, status: "CANCELLED" }]);
});

test("one’s own calendar has the meetings in which one takes part or speaks and one’s deadlines, and tells nothing of who is under the Rule", async () => {
  const address = await newAddress();
  const answer = await house.get("visitor", address); // a calendar program comes without a session
  expect([answer.status, answer.headers.get("cache-control"), answer.headers.get("referrer-policy"), answer.headers.get("etag")]).toEqual([200, "private, no-store", "no-referrer", null]);
  const found = summaries(await answer.text());
  const here = new Set(["Open consultation", "Workshop under the Rule", "Panel of mine", "Somebody else’s briefing"]);
  expect(found.filter((it) => here.has(it.replace("Registration closes: ", "")))).toEqual(["Open consultation", "Panel of mine", "Registration closes: Open consultation"]);
  expect(found.filter((it) => !it.startsWith("Call ") && !it.startsWith("Registration closes: ") && !isCommitment(it))).toEqual(["Open consultation", "Panel of mine"]);
  expect(found.some((it) => it.startsWith("Call 14 closes"))).toBe(true);
});

test("the last days of what one’s bodies undertook are in one’s own calendar, and those of others are not", async () => {
  const undertook = ({ owners }: { owners: { stakeholder: string }[] }) => owners.some((it) => it.stakeholder === "lantern-digital-rights");
  const all = JSON.parse(await house.read("visitor", "/api/v1/model/commitments")) as { title: string; dueDay: string; owners: { stakeholder: string }[] }[];
  expect([all.some(undertook), all.every(undertook)]).toEqual([true, false]);
  expect(summaries(await house.read("visitor", await newAddress())).filter((it) => isCommitment(it))).toEqual(all.filter(undertook).map((it) => `Due: ${it.title}`));
});

test("a meeting for which one is registered is in one’s own calendar, but none of which a part is under the Rule", async () => {
  const { db } = house.house.database;
  await meeting(46, "Registered for this");
  await meeting(47, "Registered under the Rule", {}, "unattributed");
  await meeting(48, "Waiting for this");
  for (const [number, state] of [[46, "registered"], [47, "registered"], [48, "waiting"]] as const) await db.execute(sql`insert into registrations select (jsonb_populate_record(r, ${JSON.stringify({ id: id(`b${number}`), entry: id(`c${number}`), meeting_id: id(`a${number}`), person_id: focal.personId, email, state })}::jsonb)).* from registrations r limit 1`);
  const found = summaries(await house.read("visitor", await newAddress()));
  expect(found.filter((it) => /Registered|Waiting/.test(it))).toEqual(["Registered for this"]);
});

test("a new address ends the old one, a revoked one is not found, and the house keeps neither", async () => {
  const old = await newAddress();
  const fresh = await newAddress();
  expect([(await house.get("visitor", old)).status, (await house.get("visitor", fresh)).status]).toEqual([404, 200]);
  const kept = JSON.stringify(await house.house.database.db.select().from(calendarFeeds));
  expect(kept).toContain(focal.personId);
  expect(kept).not.toContain(/calendar\/(.+)\.ics/.exec(fresh)![1]);
  expect(await house.read(email, "/en/account/calendar")).not.toContain(/calendar\/(.+)\.ics/.exec(fresh)![1]);
  expect((await house.send(email, "/en/account/calendar/revocation", {})).status).toBe(303);
  expect([(await house.get("visitor", fresh)).status, (await house.send(email, "/en/account/calendar/revocation", {})).status]).toEqual([404, 409]);
});

test("the address of an officer’s calendar opens nothing that an officer reads", async () => {
  const page = await (await house.send("officer", "/en/account/calendar", {})).text();
  const address = /<code>http:\/\/travaux\.test([^<]+)<\/code>/.exec(page)![1]!;
  expect(await house.read("visitor", address)).not.toContain("Zanderfisch");
});

test("whoever erases themselves leaves no address behind", async () => {
  const gone = "gone@calendars.example";
  await house.person({ email: gone });
  const page = await (await house.send(gone, "/en/account/calendar", {})).text();
  const address = /<code>http:\/\/travaux\.test([^<]+)<\/code>/.exec(page)![1]!;
  expect((await house.get("visitor", address)).status).toBe(200);
  await house.send(gone, "/en/own-data/erasure", { sure: "yes" });
  expect((await house.get("visitor", address)).status).toBe(404);
});
