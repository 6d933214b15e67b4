// Commitments, through their doors: who reads one when, who answers for it, what is moved, done and closed, and whom the house reminds.
import { readSheet } from "read-excel-file/node";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { queriesAt } from "../../test/queries.ts";
import { asViewer } from "../ground/db/request.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { houseKeeper } from "../ground/viewer.ts";
import { remindOwners } from "./commitment-mail.ts";

let house: TestHouse;
const people = { lantern: "", samudra: "", faro: "", halcyon: "" };
const bodies = { lantern: "lantern-digital-rights", samudra: "samudra-policy-lab", faro: "faro-abierto", halcyon: "halcyon-cloud" } as const;
const ids: Record<string, string> = {};
beforeAll(async () => {
  house = await openHouse({ sample: true });
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  for (const [name, slug] of Object.entries(bodies)) people[name as keyof typeof people] = stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
  for (const email of Object.values(people)) await house.person({ email });
  for (const { id, slug } of await rowsOf<{ id: string; slug: string }>(house.house.database.db, sql`select id, slug from stakeholders`)) ids[slug] = id;
}, 300_000);
afterAll(() => house?.close());

const board = "/en/model/commitments";
const terms = { title: "A desk that answers", what: "We open a desk that answers within one hour.", indicator: "Anybody who calls is answered.", language: "en", dueDay: "2026-07-01", owners: "", themes: ["forgery"], meeting: "", finding: "" };
const propose = async (who: string, more: Record<string, string | string[]> = {}) => house.send(who, `${board}/new`, { body: "", ...terms, ...more });
const placeOf = (answer: Response) => answer.headers.get("location")!;
const proposed = async (who: string, more: Record<string, string | string[]> = {}) => { const answer = await propose(who, more); expect(answer.status, await answer.clone().text()).toBe(303); return placeOf(answer); };
const turnIn = (page: string) => /name="turn" value="(\d+)"/.exec(page)?.[1] ?? "1";
const act = async (who: string, place: string, deed: string, body: keyof typeof bodies | "", more: Record<string, string> = {}) => house.send(who, `${place}/${deed}`, { turn: turnIn(await house.read(who, place)), body: body === "" ? "" : ids[bodies[body]]!, ...more });
const done = async (...of: Parameters<typeof act>) => { const answer = await act(...of); expect(answer.status, await answer.clone().text()).toBe(303); };
const readers = async (place: string) => { const seen = []; for (const who of ["visitor", people.lantern, people.samudra, people.faro, "officer"]) if ((await house.get(who, place)).status === 200) seen.push(who); return seen; };
/** Who stands as an owner on the page for somebody, and who else was asked. */
const namedOn = async (who: string, place: string) => { const page = await house.read(who, place); return Object.values(bodies).filter((slug) => (page.split('id="owners"')[1] ?? "").split("</section>")[0]!.includes(`/stakeholders/${slug}"`)); };
const apiOf = async (place: string) => (await (await house.get("visitor", place.replace("/en", "/api/v1"))).json()) as { state: string; late: boolean; asked: number; owners: { stakeholder: string }[]; earlierDays: { day: string; because: string }[]; share: number | null; history: { what: string; by: string }[]; progress: { number: number; corrects: number | null }[] };
const mailsTo = async (subject: string) => (await rowsOf<{ to: string }>(house.house.database.db, sql`select recipient as to from outbox where subject = ${subject} order by recipient`)).map((it) => it.to);

test("what an officer records is read by those who are asked and officers alone, until one of them confirms", async () => {
  const place = await proposed("officer", { owners: "samudra-policy-lab\nhttps://travaux.test/en/stakeholders/faro-abierto" });
  expect(await readers(place)).toEqual([people.samudra, people.faro, "officer"]);
  expect((await house.get("visitor", place.replace("/en", "/api/v1"))).status).toBe(404);
  expect(await namedOn(people.samudra, place)).toEqual([bodies.samudra, bodies.faro]);
  for (const where of ["/en/desk", "/en/memberships", board]) expect(await house.read(people.samudra, where), where).toContain("You are asked to own it.");
  await done(people.faro, place, "confirmation", "faro");
  expect(await readers(place)).toEqual(["visitor", people.lantern, people.samudra, people.faro, "officer"]);
  expect([await namedOn("visitor", place), await namedOn(people.lantern, place), await namedOn(people.faro, place)]).toEqual([[bodies.faro], [bodies.faro], [bodies.samudra, bodies.faro]]);
  expect(await house.read("visitor", place)).toContain("one is still asked");
  expect((await apiOf(place)).asked).toBe(1);
});

test("whoever proposes for their own body confirms by doing so, and the others are asked by mail", async () => {
  const place = await proposed(people.lantern, { title: "Counting appeals together", body: ids[bodies.lantern]!, owners: "samudra-policy-lab" });
  expect([await namedOn("visitor", place), (await apiOf(place)).state]).toEqual([[bodies.lantern], "open"]);
  expect(await mailsTo("Will you own it? Counting appeals together")).toEqual([people.samudra]);
  expect((await propose(people.lantern, { body: ids[bodies.samudra]! })).status).toBe(403);
  expect((await propose(people.lantern, { body: "", owners: "faro-abierto" })).status).toBe(403); // as an officer, which she is not
  expect((await propose("visitor")).status).toBe(403);
});

test("a form that is not right comes back with what was typed", async () => {
  const answer = await propose(people.lantern, { body: ids[bodies.lantern]!, what: "Short", owners: "not/a body\n<b>", dueDay: "tomorrow" });
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain("Say in at least ten characters what will be done.");
  expect(page).toContain("A desk that answers");
  expect((await propose(people.lantern, { body: ids[bodies.lantern]!, owners: "nobody-of-this-name" })).status).toBe(422);
  expect((await propose(people.lantern, { body: ids[bodies.lantern]!, dueDay: "2020-01-01" })).status).toBe(422);
  expect((await propose(people.lantern, { body: ids[bodies.lantern]!, meeting: "99999" })).status).toBe(422);
});

test("a body declines with a reason that only those inside read, and two who confirm at once are both owners", async () => {
  const place = await proposed("officer", { title: "Two at once", owners: "samudra-policy-lab\nfaro-abierto\nlantern-digital-rights" });
  const seen = turnIn(await house.read(people.samudra, place));
  await done(people.lantern, place, "refusal", "lantern", { because: "We have no staff for it." });
  for (const who of ["samudra", "faro"] as const) expect((await house.send(people[who], `${place}/confirmation`, { turn: seen, body: ids[bodies[who]]! })).status).toBe(303);
  expect(await namedOn("visitor", place)).toEqual([bodies.samudra, bodies.faro]);
  const knowers = [];
  for (const who of ["visitor", people.halcyon, people.lantern, people.samudra, "officer"]) if ((await house.read(who, place)).includes("We have no staff for it.")) knowers.push(who);
  expect(knowers).toEqual([people.lantern, people.samudra, "officer"]);
  expect((await act(people.lantern, place, "confirmation", "lantern")).status).toBe(409); // it has answered, until it is asked anew
  await done("officer", place, "owners", "", { owners: "lantern-digital-rights" });
  await done(people.lantern, place, "confirmation", "lantern");
  expect(await namedOn("visitor", place)).toEqual([bodies.lantern, bodies.samudra, bodies.faro]);
});

test("the last day moves with a reason, and the days before stay in sight", async () => {
  const place = await proposed(people.lantern, { title: "Moved twice", body: ids[bodies.lantern]! });
  const before = turnIn(await house.read(people.lantern, place));
  await done(people.lantern, place, "last-day", "lantern", { dueDay: "2026-08-01", movedBecause: "The room is not ready." });
  await done(people.lantern, place, "last-day", "lantern", { dueDay: "2026-09-01", movedBecause: "The staff come in August." });
  expect((await apiOf(place)).earlierDays.map((it) => [it.day, it.because])).toEqual([["2026-07-01", "The room is not ready."], ["2026-08-01", "The staff come in August."]]);
  expect(await house.read("visitor", place)).toContain("moved because");
  expect((await house.send(people.lantern, `${place}/last-day`, { turn: before, body: ids[bodies.lantern]!, dueDay: "2026-10-01", movedBecause: "I saw an old page." })).status).toBe(409);
  expect((await act(people.samudra, place, "last-day", "samudra", { dueDay: "2026-10-01", movedBecause: "It is not mine." })).status).toBe(403);
  expect((await act(people.lantern, place, "last-day", "lantern", { dueDay: "2026-10-01", movedBecause: "" })).status).toBe(422);
});

test("what was done stands, is corrected by a further entry, and a closing report ends it", async () => {
  const place = await proposed(people.lantern, { title: "Step by step", body: ids[bodies.lantern]! });
  await done(people.lantern, place, "progress", "lantern", { text: "Half of the desk is built.", share: "50", evidence: "https://lantern.example/desk", evidenceText: "", corrects: "" });
  await done(people.lantern, place, "progress", "lantern", { text: "A third of it is, in truth.", share: "33", evidence: "", evidenceText: "Counted by hand.", corrects: "1" });
  expect(await apiOf(place)).toMatchObject({ state: "under-way", share: 33, progress: [{ number: 1, corrects: null }, { number: 2, corrects: 1 }] });
  expect((await act(people.lantern, place, "progress", "lantern", { text: "More than everything.", share: "101", evidence: "", evidenceText: "", corrects: "" })).status).toBe(422);
  expect((await act(people.lantern, place, "progress", "lantern", { text: "A trick of an address.", share: "", evidence: "javascript:alert(1)", evidenceText: "", corrects: "" })).status).toBe(422);
  expect((await act(people.lantern, place, "closing", "lantern", { as: "done", outcome: "", report: "It is open and answers." })).status).toBe(422);
  expect((await act("officer", place, "closing", "", { as: "given-up", outcome: "", report: "The secretariat gives it up." })).status).toBe(409); // it has an owner
  await done(people.lantern, place, "closing", "lantern", { as: "done", outcome: "partly", report: "It is open and answers by day." });
  expect((await apiOf(place)).history.map((it) => it.what)).toEqual(["done", "progressed", "progressed", "opened"]);
  expect((await act(people.lantern, place, "progress", "lantern", { text: "And then some more.", share: "", evidence: "", evidenceText: "", corrects: "" })).status).toBe(409);
});

test("each thing that happened in public has a receipt that stands in the record", async () => {
  const place = await proposed(people.lantern, { title: "With a receipt", body: ids[bodies.lantern]! });
  const receipt = await (await house.get("visitor", `${place.replace("/en", "/api/v1")}/changes/0/receipt`)).json() as { statement: Record<string, unknown>; entry: unknown };
  expect([receipt.statement.what, receipt.statement.title, receipt.statement.by, receipt.entry !== null]).toEqual(["commitment opened", "With a receipt", "Lantern Digital Rights", true]);
});

test("when every owner has left it stays, says so, and stands on the officers’ desk until another confirms", async () => {
  expect(await house.read(people.faro, "/en/desk")).toContain("Your commitments");
  const place = await proposed(people.lantern, { title: "Left alone", body: ids[bodies.lantern]! });
  await done(people.lantern, place, "departure", "lantern", { leftBecause: "We close our office." });
  const page = await house.read("visitor", place);
  expect([page.includes("Without an owner"), page.includes("left on"), await namedOn("visitor", place)]).toEqual([true, true, [bodies.lantern]]); // as a former owner
  expect([await house.read("officer", "/en/desk"), await house.read("officer", "/en/desk/model/commitments")].map((it) => it.includes("Left alone"))).toEqual([true, true]);
  await done("officer", place, "owners", "", { owners: "samudra-policy-lab" });
  await done(people.samudra, place, "confirmation", "samudra");
  expect((await house.read("officer", "/en/desk")).includes("Left alone")).toBe(false);
  expect((await apiOf(place)).owners.map((it) => it.stakeholder)).toEqual([bodies.samudra]);
});

test("two names that were merged are one owner, and a body that is gone leaves the commitment to the others", async () => {
  const place = await proposed("officer", { title: "Of two names", owners: "samudra-policy-lab\nfaro-abierto\nlantern-digital-rights" });
  for (const who of ["samudra", "faro", "lantern"] as const) await done(people[who], place, "confirmation", who);
  const { db } = house.house.database;
  await db.execute(sql`update stakeholders set merged_into_id = ${ids[bodies.samudra]!} where slug = 'faro-abierto'`);
  expect((await apiOf(place)).owners.map((it) => it.stakeholder)).toEqual([bodies.lantern, bodies.samudra]);
  await db.execute(sql`update stakeholders set merged_into_id = null where slug = 'faro-abierto'`);
  await db.execute(sql`delete from commitment_owners where commitment_id = (select id from commitments where title = 'Of two names') and stakeholder_id <> ${ids[bodies.lantern]!}`); // as when a list that was read by mistake is taken back
  expect((await apiOf(place)).owners.map((it) => it.stakeholder)).toEqual([bodies.lantern]);
});

test("what a commitment was born of may go, and the commitment stays", async () => {
  const place = await proposed(people.lantern, { title: "Born of what is gone", body: ids[bodies.lantern]!, finding: "model.1.1.2" });
  const { db } = house.house.database;
  await db.transaction(async (tx) => { await tx.execute(sql`delete from finding_releases`); expect(await rowsOf(tx, sql`select finding_release_id as release from commitments where title = 'Born of what is gone'`)).toEqual([{ release: null }]); throw new Error("taken back"); }).catch((error: unknown) => expect((error as Error).message).toBe("taken back"));
  expect(await house.read("visitor", place)).toContain("#finding-2");
});

test("owners are reminded before and after the last day, and who is asked once more, each exactly once", async () => {
  await proposed(people.halcyon, { title: "Called to mind", body: ids[bodies.halcyon]!, owners: "samudra-policy-lab" });
  const on = (day: string) => asViewer(house.house.database.db, houseKeeper("commitments"), (tx) => remindOwners({ ...house.house, clock: () => new Date(`${day}T06:40:00Z`) }, tx));
  const written = async () => Promise.all(["Not answered yet: Called to mind", "Due on 1 Jul 2026: Called to mind", "Late: Called to mind"].map(async (it) => (await mailsTo(it)).length));
  const counts: number[][] = [];
  for (const day of ["2026-06-15", "2026-06-16", "2026-06-17", "2026-06-17", "2026-06-28", "2026-07-01", "2026-07-02", "2026-07-02", "2026-07-31", "2026-08-01"]) { await on(day); counts.push(await written()); }
  expect(counts).toEqual([[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 0], [1, 2, 0], [1, 2, 0], [1, 2, 1], [1, 2, 1], [1, 2, 1], [1, 2, 2]]);
  expect(await mailsTo("Late: Called to mind")).toEqual([people.halcyon, people.halcyon]);
}, 120_000);

test("the board is narrowed by status, theme and owner, as a page, as data and as tables", async () => {
  await proposed(people.lantern, { title: "=1+1", body: ids[bodies.lantern]!, themes: ["extradition"] });
  const found = async (query: string) => ((await (await house.get("visitor", `/api/v1/model/commitments?${query}`)).json()) as { title: string; owners: { stakeholder: string }[] }[]);
  expect((await found("theme=extradition&owner=lantern-digital-rights")).some((it) => it.title === "=1+1")).toBe(true);
  expect((await found("owner=halcyon-cloud")).every((it) => it.owners.some((one) => one.stakeholder === "halcyon-cloud"))).toBe(true);
  const csv = await (await house.get("visitor", `${board}.csv?theme=extradition`)).text();
  expect(csv).toContain("'=1+1");
  const sheet = await readSheet(Buffer.from(await (await house.get("visitor", `${board}.xlsx?theme=extradition`)).arrayBuffer()));
  expect(sheet.flat()).toContain("'=1+1");
  expect(await (await house.get("visitor", `${board}.ics`)).text()).toContain("SUMMARY:Due: Counting appeals together");
  expect(await (await house.get("visitor", `${board}.atom`)).text()).toContain("<title>Counting appeals together</title>");
  expect(await house.read("visitor", `${board}?view=list&status=open`)).toContain("<table");
});

test("a commitment leads from the meeting it was born at, and from its owners’ pages", async () => {
  const [meeting] = await rowsOf<{ number: number }>(house.house.database.db, sql`select number from meetings where state = 'closed' and process_id = (select id from processes where slug = 'model') order by number limit 1`);
  const place = await proposed(people.lantern, { title: "Born in the room", body: ids[bodies.lantern]!, meeting: String(meeting!.number) });
  expect(await house.read("visitor", `/en/model/meetings/${meeting!.number}`)).toContain(`href="${place}"`);
  expect(await house.read("visitor", "/en/stakeholders/lantern-digital-rights")).toContain(`href="${place}"`);
  expect(await house.read(people.lantern, `/en/model/meetings/${meeting!.number}`)).toContain(`${board}/new?meeting=${meeting!.number}`);
});

test("a commitment begins with the words of a finding and leads back to it", async () => {
  const [finding] = await (await house.get("visitor", "/api/v1/model/findings")).json() as { assessment: number; release: number; number: number; title: { en: string } }[];
  const named = `model.${finding!.assessment}.${finding!.release}.${finding!.number}`;
  expect(await house.read(people.lantern, `${board}/new?finding=${named}`)).toContain(finding!.title.en.replaceAll("'", "&#39;"));
  const place = await proposed(people.lantern, { title: "Answering what was found", body: ids[bodies.lantern]!, finding: named });
  expect(await house.read("visitor", place)).toContain(`#finding-${finding!.number}`);
  expect((await propose(people.lantern, { body: ids[bodies.lantern]!, finding: "model.99.1.1" })).status).toBe(422);
});

test("the board takes as many queries for one commitment as for all", async () => {
  expect(await queriesAt(house, `${board}?owner=halcyon-cloud`)).toBe(await queriesAt(house, board));
});
