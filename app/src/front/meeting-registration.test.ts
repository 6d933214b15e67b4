// Registering for a meeting: who may, what is asked, what the secretariat decides, and who reads of it.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordsOf } from "../../test/html.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { focalPoints, openMeeting, registering, type FocalPoint } from "../../test/meeting.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { undecided } from "../concepts/meetings/modalities.ts";
import { unpacked } from "../../test/unpacked.ts";

let house: TestHouse;
let [a, b, c]: FocalPoint[] = [];
beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  [a, b, c] = await focalPoints(house, 3);
  await house.person({ email: "stranger@example.org" });
}, 420_000);
afterAll(() => house?.close());

const at = (number: number) => `/en/model/meetings/${number}/registration`;
const desk = (number: number) => `/en/desk/model/meetings/${number}/registrations`;
const window = { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-20T15:00:00Z" };
const rows = (number: number) => rowsOf<{ id: string; name: string; email: string; state: string; turn: number; line: string | null }>(house.house.database.db, sql`select r.id, r.name, r.email, r.state, r.turn, r.line from registrations r join meetings m on m.id = r.meeting_id where m.number = ${number} order by r.name`);
const mailsTo = (address: string) => rowsOf<{ body: string }>(house.house.database.db, sql`select body from outbox where recipient = ${address} order by created_at`);

test("a focal point registers somebody, who gets a receipt and is told; nobody else reads of it", async () => {
  await openMeeting(house, 901);
  const sent = await house.send(a!.email, at(901), registering(a!, { name: "Marisol Zander", email: "zander@example.org", visaLetter: "yes", accessibility: "A seat near the door" }));
  expect(sent.status).toBe(303);
  const page = sent.headers.get("location")!;
  expect(wordsOf(await house.read(a!.email, page))).toContain("A seat near the door");
  expect(JSON.parse(await house.read(a!.email, `${page}/receipt`))).toMatchObject({ statement: { what: "registered for a meeting" } });
  expect((await mailsTo("zander@example.org")).at(-1)!.body).toContain("We have received the registration");
  const readers = [];
  for (const who of ["visitor", "stranger@example.org", b!.email, "editor", a!.email, "officer"]) if ((await house.get(who, page)).status === 200) readers.push(who);
  expect(readers).toEqual([a!.email, "officer"]);
  const told = [];
  for (const who of ["visitor", b!.email, a!.email]) if ((await house.read(who, at(901))).includes("Zander")) told.push(who);
  expect(told).toEqual([a!.email]);
});

test("outside its window, for another class or by somebody who is no focal point nobody is registered, and each is told why", async () => {
  await openMeeting(house, 902, { modalities: { ...undecided, registration: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-05T00:00:00Z" } } });
  await openMeeting(house, 903, { modalities: { ...undecided, registration: window, sectors: ["un-entity"] } });
  await openMeeting(house, 904, { admission: "invited" });
  const answers = [];
  for (const [who, number] of [[a!.email, 902], [a!.email, 903], [a!.email, 904], ["stranger@example.org", 901], ["visitor", 901]] as const) {
    const answer = await house.send(who, at(number), registering(a!));
    answers.push([answer.status, /closed on 5 Jun|not open to your class|by invitation|focal point of their|Sign in|signed in/i.exec(wordsOf(await answer.text()))?.[0] !== undefined]);
  }
  expect(answers).toEqual([[409, true], [403, true], [409, true], [403, true], [403, true]]);
});

test("what was typed comes back with a sentence at the field, and limits for each organisation hold", async () => {
  await openMeeting(house, 905, { modalities: { ...undecided, registration: window, delegatesPerOrganisation: 2, seatsPerOrganisation: 1 } });
  const wrong = await house.send(a!.email, at(905), registering(a!, { email: "no address", name: "Typed Before" }));
  expect([wrong.status, (await wrong.text()).includes('value="Typed Before"')]).toEqual([422, true]);
  const statuses = [];
  for (const [name, mode] of [["one", "room"], ["two", "room"], ["one", "online"], ["two", "online"], ["three", "online"]] as const) statuses.push((await house.send(a!.email, at(905), registering(a!, { email: `${name}@example.org`, mode }))).status);
  expect(statuses).toEqual([303, 422, 422, 303, 422]);
});

test("a class that is asked for a proof sends one, and only its readers can have it; it can be asked for again", async () => {
  await openMeeting(house, 906, { modalities: { ...undecided, registration: window, proofBySector: { [a!.sector]: "letter" } } });
  expect((await house.send(a!.email, at(906), registering(a!))).status).toBe(422);
  const letter = () => new File(["We send Noor Example."], "letter.txt", { type: "text/plain" });
  const sent = await house.send(a!.email, at(906), registering(a!, { files: letter() }));
  expect(sent.status).toBe(303);
  const page = sent.headers.get("location")!;
  expect(await house.read("officer", `${page}/proof`)).toContain("We send Noor Example.");
  expect((await house.get(b!.email, `${page}/proof`)).status).toBe(404);
  const [it] = await rows(906);
  expect((await house.send("officer", `${desk(906)}/decisions`, { decision: "proof-asked", chosen: `${it!.id} 0`, [`line-${it!.id}`]: "It is not signed." })).status).toBe(303);
  expect(await send(906)).toBe(303);
  expect((await mailsTo("noor@example.org")).at(-1)!.body).toContain("It is not signed.");
  expect((await house.send(a!.email, `${page}/proof`, { files: letter() })).status).toBe(303);
  expect((await rows(906))[0]!.state).toBe("applied");
});

/** Send what is prepared. */
const send = async (number: number) => (await house.send("officer", `${desk(number)}/decisions/sending`, {})).status;

test("a decision is told to nobody until it is sent, and can be taken back until then; what changed meanwhile is not sent", async () => {
  await openMeeting(house, 935);
  const pages = [];
  for (const [index, who] of [a!, b!, c!].entries()) pages.push((await house.send(who.email, at(935), registering(who, { name: `Person ${index}`, email: `told${index}@example.org` }))).headers.get("location")!);
  const byName = async () => new Map((await rows(935)).map((it) => [it.email, it]));
  const ids = [...(await byName()).values()].map((it) => `${it.id} 0`);
  expect((await house.send("officer", `${desk(935)}/decisions`, { decision: "registered", chosen: ids, line: "Welcome to all." })).status).toBe(303);
  const told = async (index: number) => (await mailsTo(`told${index}@example.org`)).filter((it) => it.body.includes("Welcome to all.")).length;
  expect([await told(0), wordsOf(await house.read(a!.email, pages[0]!)).includes("Welcome to all.")]).toEqual([0, false]);
  expect(wordsOf(await house.read("officer", desk(935)))).toContain("Prepared, not sent (3)");
  const taken = (await byName()).get("told1@example.org")!;
  expect((await house.send("officer", `${desk(935)}/decisions/removal`, { registration: taken.id })).status).toBe(303);
  await house.send(c!.email, `${pages[2]}/withdrawal`, {});
  expect(wordsOf(await house.read("officer", desk(935)))).toContain("The registration has changed since: this is not sent.");
  expect(await send(935)).toBe(303);
  expect([...(await byName()).entries()].map(([email, it]) => `${email} ${it.state}`).toSorted()).toEqual(["told0@example.org registered", "told1@example.org applied", "told2@example.org withdrawn"]);
  expect([await told(0), await told(1), await told(2), await send(935)]).toEqual([1, 0, 0, 409]);
}, 120_000);

test("of two officers who decide at once the second hears who was first, and nothing of theirs is kept", async () => {
  await openMeeting(house, 907);
  for (const [index, who] of [a!, b!].entries()) await house.send(who.email, at(907), registering(who, { name: `Person ${index}`, email: `p${index}@example.org` }));
  const [first, second] = await rows(907);
  expect((await house.send("officer", `${desk(907)}/decisions`, { decision: "registered", chosen: `${first!.id} 0` })).status).toBe(303);
  const prepared = await house.send("officer", `${desk(907)}/decisions`, { decision: "declined", chosen: [`${first!.id} 0`, `${second!.id} 0`] });
  expect([prepared.status, wordsOf(await prepared.text()).includes("is prepared already, by Tomas Adeyemi")]).toEqual([409, true]);
  expect(await send(907)).toBe(303);
  const late = await house.send("officer", `${desk(907)}/decisions`, { decision: "declined", chosen: [`${first!.id} 0`, `${second!.id} 0`] });
  expect([late.status, wordsOf(await late.text()).includes("by Tomas Adeyemi")]).toEqual([409, true]);
  expect((await rows(907)).map((it) => it.state)).toEqual(["registered", "applied"]);
});

test("seats are given by the rule; who gets none waits; a seat that is given back goes to whoever is next", async () => {
  await openMeeting(house, 908, { modalities: { ...undecided, registration: window, rooms: [{ name: { en: "Hall" }, deskSeats: 1, otherSeats: 1, overflow: false }] } });
  const pages = [];
  for (const [index, who] of [a!, b!, c!].entries()) pages.push((await house.send(who.email, at(908), registering(who, { name: `Person ${index}`, email: `${who.slug}@example.org` }))).headers.get("location")!);
  expect((await house.send("officer", `${desk(908)}/seats`, {})).status).toBe(303);
  expect((await rows(908)).map((it) => it.state)).toEqual(["applied", "applied", "applied"]);
  expect(await send(908)).toBe(303);
  expect((await rows(908)).map((it) => it.state).toSorted()).toEqual(["registered", "registered", "waiting"]);
  const leaving = (await rows(908)).findIndex((it) => it.state === "registered");
  expect((await house.send([a!, b!, c!][leaving]!.email, `${pages[leaving]}/withdrawal`, {})).status).toBe(303);
  await house.send("officer", `${desk(908)}/seats`, {});
  await send(908);
  expect((await rows(908)).map((it) => it.state).toSorted()).toEqual(["registered", "registered", "withdrawn"]);
});

test("who is registered takes part in the meeting’s forum, and no longer once withdrawn, even by a colleague", async () => {
  const meeting = await openMeeting(house, 909);
  const page = (await house.send(a!.email, at(909), registering(a!, { email: a!.email }))).headers.get("location")!;
  const taking = async () => (await rowsOf<{ ended: boolean }>(house.house.database.db, sql`select ended_at is not null as ended from forum_participants where forum_id = ${meeting.forumId}`)).map((it) => it.ended);
  await house.send("officer", `${desk(909)}/decisions`, { decision: "registered", chosen: `${(await rows(909))[0]!.id} 0` });
  await send(909);
  expect(await taking()).toEqual([false]);
  await house.send(a!.email, `${page}/withdrawal`, {});
  expect(await taking()).toEqual([true]);
});

test("somebody without an account finds their registration, their letter and the meeting’s forum once they sign in with the address that it was made for; nobody else does", async () => {
  const meeting = await openMeeting(house, 913);
  const page = (await house.send(a!.email, at(913), registering(a!, { name: "Late Comer", email: "late.comer@example.org", visaLetter: "yes" }))).headers.get("location")!;
  await house.send("officer", `${desk(913)}/decisions`, { decision: "registered", chosen: `${(await rows(913))[0]!.id} 0` });
  await send(913);
  for (const email of ["late.comer@example.org", "other.comer@example.org"]) await house.person({ email });
  expect(await Promise.all(["late.comer@example.org", "other.comer@example.org"].map(async (who) => (await house.get(who, page)).status))).toEqual([200, 404]);
  expect((await house.get("late.comer@example.org", `${page}/letter.docx`)).status).toBe(200);
  expect(await rowsOf(house.house.database.db, sql`select p.email from forum_participants f join people p on p.id = f.person_id where f.forum_id = ${meeting.forumId}`)).toEqual([{ email: "late.comer@example.org" }]);
  expect((await house.send("late.comer@example.org", `${page}/withdrawal`, {})).status).toBe(303);
});

test("where places are drawn nobody is promised a decision or a seat by the waiting list", async () => {
  await openMeeting(house, 914, { admission: "selected" });
  const page = (await house.send(a!.email, at(914), registering(a!, { email: "drawn@example.org" }))).headers.get("location")!;
  const said = [wordsOf(await house.read(a!.email, page)), (await mailsTo("drawn@example.org")).at(-1)!.body];
  expect(said.map((it) => [it.includes("Places are drawn by lot"), it.includes("The secretariat decides")])).toEqual([[true, false], [true, false]]);
  expect(said[1]).not.toContain("\n\n\n");
});

test("the form says until when one may register, by the clock of the place, once for classes alike, and begins with every day", async () => {
  await openMeeting(house, 915, { modalities: { ...undecided, registration: window, registrationBySector: { academia: { ...window, closesAt: "2026-06-25T15:00:00Z" } } } });
  const page = await house.read(a!.email, at(915));
  expect([...wordsOf(page).matchAll(/until (\w+,? \d+ June)/g)].map(([, it]) => it)).toHaveLength(2);
  expect([...page.matchAll(/name="days" value="([^"]+)" checked/g)].map(([, it]) => it)).toEqual(["2026-07-02", "2026-07-03"]);
});

test("a letter for the visa is there for whoever asked for one, once registered: for Word and to print", async () => {
  await openMeeting(house, 910, { contact: "visas@conference.example" });
  const page = (await house.send(a!.email, at(910), registering(a!, { name: "Ana Ferreira", visaLetter: "yes" }))).headers.get("location")!;
  expect((await house.get(a!.email, `${page}/letter`)).status).toBe(409);
  await house.send("officer", `${desk(910)}/decisions`, { decision: "registered", chosen: `${(await rows(910))[0]!.id} 0` });
  await send(910);
  const letter = wordsOf(await house.read(a!.email, `${page}/letter`));
  expect(["confirms that Ana Ferreira", "Registered for the secretariat by Tomas Adeyemi", "at visas@conference.example"].filter((it) => !letter.includes(it))).toEqual([]);
  const word = await house.get(a!.email, `${page}/letter.docx`);
  expect(unpacked(Buffer.from(await word.arrayBuffer()))).toContain("Ana Ferreira");
  expect((await house.get(b!.email, `${page}/letter.docx`)).status).toBe(404);
});

test("before a meeting has an agenda, no list of names goes out where its forum takes words that are nobody’s", async () => {
  await openMeeting(house, 960, { attributions: [], combinations: ["participants/named", "participants/unattributed"] });
  await house.send(a!.email, at(960), registering(a!, { name: "Early Person" }));
  expect(await Promise.all(["csv", "xlsx", "docx"].map(async (it) => (await house.get("officer", `${desk(960)}.${it}`)).status))).toEqual([403, 403, 403]);
  expect(await house.read("officer", desk(960))).not.toContain(`${desk(960)}.csv`);
});

test("lists go out for officers alone; of a meeting under the Rule there is no list of participants, and nobody notes who came", async () => {
  await openMeeting(house, 911, { startsAt: new Date("2026-06-09T07:00:00Z") });
  await openMeeting(house, 912, { startsAt: new Date("2026-06-09T07:00:00Z"), attributions: ["named", "unattributed"] });
  for (const number of [911, 912]) {
    await house.send(a!.email, at(number), registering(a!, { name: "=Formula Person" }));
    await house.send("officer", `${desk(number)}/decisions`, { decision: "registered", chosen: `${(await rows(number))[0]!.id} 0` });
    await send(number);
  }
  expect(await house.read("officer", `${desk(911)}.csv`)).toContain("'=Formula Person");
  expect([(await house.get(a!.email, `${desk(911)}.csv`)).status, (await house.get("officer", `${desk(911)}.xlsx`)).status]).toEqual([403, 200]);
  expect(await Promise.all([911, 912].flatMap((it) => [`${desk(it)}.csv`, `${desk(it)}.xlsx`, `${desk(it)}.docx`, `${desk(it)}/indico.csv`].map(async (file) => (await house.get("officer", file)).status)))).toEqual([200, 200, 200, 200, 403, 403, 403, 403]);
  expect(await house.read("officer", `${desk(911)}/indico.csv`)).toMatch(/^'=Formula,Person,[^,]+,,,noor@example\.org\r\n$/);
  expect((await house.get(a!.email, `${desk(911)}/indico.csv`)).status).toBe(403);
  const tick = async (number: number) => (await house.send("officer", `${desk(number)}/attendance`, { shown: (await rows(number))[0]!.id, came: (await rows(number))[0]!.id })).status;
  expect([await tick(911), await tick(912)]).toEqual([303, 403]);
  expect([(await house.send("officer", `${desk(911)}/figures`, { what: "came" })).status, (await house.send("officer", `${desk(911)}/figures`, { what: "came" })).status, (await house.send("officer", `${desk(912)}/figures`, { what: "came" })).status]).toEqual([303, 409, 403]);
  expect(wordsOf(await house.read("visitor", at(911)))).not.toMatch(/Formula/);
});
