// Practices and lessons, through their doors: who sees a card when, who says that they repeated it, what everyone may search.
import { readSheet } from "read-excel-file/node";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { listedBody } from "../concepts/stakeholders/networks/store.ts";
import { addMembership } from "../concepts/stakeholders/store/members.ts";
import { checklist } from "../concepts/practices/checklist.ts";

let house: TestHouse;
const people = { lantern: "amina.wekesa@lantern.example", samudra: "", faro: "" };
const second = "second@officers.example";
beforeAll(async () => {
  house = await openHouse({ sample: true });
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  const of = (slug: string) => stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
  Object.assign(people, { lantern: of("lantern-digital-rights"), samudra: of("samudra-policy-lab"), faro: of("faro-abierto") });
  for (const email of Object.values(people)) await house.person({ email });
  await house.person({ email: second, name: "Second Officer", roles: [{ role: "officer", processId: null }], secondFactor: true });
}, 300_000);
afterAll(() => house?.close());

const card = {
  "title-en": "Counting appeals", "context-en": "Requests for data in two countries.", "problem-en": "Nobody knew who complained.", "done-en": "We count appeals beside requests.", "result-en": "Appeals doubled in a year.", "takes-en": "One person, one day a month.",
  "safeguards-en": "Numbers under ten are covered.", "wrong-en": "The first table counted some appeals twice.", strength: "counted", evidence: "https://lantern.example/appeals", regions: ["african"], themes: ["personal-data", "forgery"],
};
/** The value of a body in the form on this page. */
const bodyIn = (page: string) => /<(?:select|input)[^>]*name="body"[^>]*>(?:<option value="([^"]+)")?/.exec(page)?.[1] ?? /name="body" value="([^"]+)"/.exec(page)![1]!;
const propose = async (who: string, more: Record<string, string | string[]> = {}) => house.send(who, "/en/practices/new", { body: bodyIn(await house.read(who, "/en/practices/new")), ...card, ...more });
const place = "/en/practices/counting-appeals";
const turnIn = (page: string) => /name="turn" value="(\d+)"/.exec(page)![1]!;
const review = async (who: string, more: Record<string, string | string[]> = {}) => house.send(who, `/en/desk/practices/counting-appeals/review`, { turn: turnIn(await house.read(who, "/en/desk/practices/counting-appeals")), outcome: "passes", checks: checklist.map((it) => it.slug), because: "", ...more });
const readers = async () => { const seen = []; for (const who of ["visitor", people.samudra, people.lantern, "officer"]) if ((await house.get(who, place)).status === 200) seen.push(who); return seen; };

test("a card says what went wrong and where its result can be seen, or comes back with what was typed", async () => {
  const answer = await propose(people.lantern, { "wrong-en": "", evidence: "javascript:alert(1)" });
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain("We count appeals beside requests.");
  expect(page).toContain("Give addresses that begin with https:// or http://");
  expect((await propose(people.lantern, { evidence: "" })).status).toBe(422);
}, 120_000);

test("what is proposed is seen by its owner and officers alone, until two different officers have reviewed it", async () => {
  expect((await propose(people.lantern)).headers.get("location")).toBe(place);
  expect(await readers()).toEqual([people.lantern, "officer"]);
  expect((await review("officer", { checks: ["owner"] })).status).toBe(422);
  expect((await review("officer")).status).toBe(303);
  expect((await review("officer")).status).toBe(409); // the same officer twice
  expect(await readers()).toEqual([people.lantern, "officer"]);
  expect((await review(second)).status).toBe(303);
  expect(await readers()).toEqual(["visitor", people.samudra, people.lantern, "officer"]);
  expect((await house.get(people.lantern, `${place}/change`)).status).toBe(409); // what is public stands
}, 120_000);

test("another body says that it repeated it, its owner does not, and everyone reads how it went", async () => {
  const page = await house.read(people.samudra, place);
  const form = page.split("<form").find((it) => it.includes('/repeats"'))!;
  const said = { body: bodyIn(form), outcome: "not", text: "<b>Nobody</b> appealed here.", evidence: "" };
  expect((await house.send(people.samudra, `${place}/repeats`, said)).status).toBe(303);
  expect((await house.send(people.faro, `${place}/repeats`, said)).status).toBe(403);
  const shown = await house.read("visitor", place);
  expect(shown).toContain("It did not work here");
  expect(shown).toContain("&lt;b&gt;Nobody&lt;/b&gt; appealed here.");
  const data = JSON.parse(await house.read("visitor", "/api/v1/practices/counting-appeals")) as { repeats: { stakeholder: string; outcome: string }[] };
  expect(data.repeats.map((it) => [it.stakeholder, it.outcome])).toEqual([["samudra-policy-lab", "not"]]);
  expect(await house.read(people.lantern, place)).not.toContain('/repeats"');
}, 120_000);

test("the owner answers what it is asked, before everyone", async () => {
  const asks = (await house.read(people.faro, place)).split("<form").find((it) => it.includes('/questions"'))!;
  expect((await house.send(people.faro, `${place}/questions`, { body: bodyIn(asks), text: "Who counts the appeals?" })).status).toBe(303);
  expect((await house.send(people.faro, `${place}/answers`, { body: "", number: "1", answer: "We do." })).status).toBe(403);
  expect((await house.send(people.lantern, `${place}/answers`, { body: "", number: "1", answer: "The registrar of each court does." })).status).toBe(303);
  expect(await house.read("visitor", place)).toContain("The registrar of each court does.");
}, 120_000);

test("practices are found by words and facets, as a page, as CSV and as data, and a number says what a choice would leave", async () => {
  const data = JSON.parse(await house.read("visitor", "/api/v1/practices?theme=personal-data")) as { total: number; practices: { slug: string }[]; facets: Record<string, { value: string; count: number }[]> };
  expect(data.practices.map((it) => it.slug).toSorted()).toEqual(["counting-appeals", "reading-the-log-together"]);
  expect(data.facets.region).toEqual([{ value: "african", count: 1 }, { value: "eastern-european", count: 1 }]);
  expect((JSON.parse(await house.read("visitor", "/api/v1/practices")) as { total: number }).total).toBe(21); // twenty of the sample, and this one
  const csv = await house.read("visitor", "/en/practices.csv?q=appeals");
  expect([csv.includes("Counting appeals"), csv.includes("A roster for the first hour")]).toEqual([true, false]);
}, 120_000);

test("a practice names no partnership in which its owner has no part", async () => {
  expect((await propose(people.lantern, { "title-en": "Another", partnerships: ["first-hour"] })).status).toBe(422);
  expect((await propose(people.lantern, { "title-en": "Another one", partnerships: ["plateau-bench-book"] })).status).toBe(303);
}, 60_000);

type Receipt = { statement: Record<string, unknown>; entry: { index: number } | null };
const receipt = async (sequence: number) => JSON.parse(await house.read("visitor", `/api/v1/practices/counting-appeals/changes/${sequence}/receipt`)) as Receipt;

test("what is published stands in the record, and so does that somebody repeated it, each with a receipt for everyone", async () => {
  const [published, repeated] = [await receipt(0), await receipt(1)];
  expect(published.statement).toMatchObject({ what: "practice published", practice: "counting-appeals", owner: "lantern-digital-rights", by: "Tomas Adeyemi, Second Officer", day: "2026-06-09" });
  expect(repeated.statement).toMatchObject({ what: "practice repeated", practice: "counting-appeals", stakeholder: "samudra-policy-lab", outcome: "not" });
  expect([published.entry, repeated.entry].every((it) => it !== null && it.index >= 0)).toBe(true);
  expect((await house.get("visitor", "/api/v1/practices/counting-appeals/changes/2/receipt")).status).toBe(404);
  expect((await house.get("visitor", "/api/v1/practices/a-school-for-parents/changes/0/receipt")).status).toBe(404); // not public
  expect(await house.read("visitor", place)).toContain('href="/api/v1/practices/counting-appeals/changes/1/receipt"');
}, 60_000);

test("what a member reports waits for their focal point, who is told of it, and nobody else reads it before", async () => {
  const { house: { database: { db }, chance, clock } } = house;
  const member = "member@faro.example";
  const [{ personId }, body, since] = [await house.person({ email: member }), (await listedBody(db, "faro-abierto"))!, clock()];
  await addMembership(db, { id: chance.id(), stakeholderId: body.id, personId, role: "member", state: "active", capacity: null, showName: false, askedAt: since, since, endedAt: null });
  const readersOfIt = async () => { const seen = []; for (const who of ["visitor", "officer", people.lantern, people.faro, member]) if ((await house.read(who, place)).includes("Two towns count them now.")) seen.push(who); return seen; };
  expect((await house.send(member, `${place}/repeats`, { body: body.id, outcome: "partly", text: "Two towns count them now.", evidence: "" })).status).toBe(303);
  expect((await house.send(member, `${place}/repeats/confirmation`, { body: body.id })).status).toBe(403);
  expect(await readersOfIt()).toEqual([people.faro, member]);
  expect(await house.read(people.faro, "/en/memberships")).toContain("Somebody of your organisation reported on 9 Jun 2026 that you repeated it");
  for (let press = 0; press < 2; press++) expect((await house.send(people.faro, `${place}/repeats/confirmation`, { body: body.id })).status).toBe(303);
  expect(await readersOfIt()).toEqual(["visitor", "officer", people.lantern, people.faro, member]);
  expect((await receipt(2)).statement).toMatchObject({ what: "practice repeated", stakeholder: "faro-abierto" });
  expect((await house.send(people.faro, `${place}/repeats/removal`, { body: body.id })).status).toBe(303);
  expect(await readersOfIt()).toEqual([]);
  expect((await receipt(3)).statement).toMatchObject({ what: "practice taken-back", stakeholder: "faro-abierto" }); // pressed twice, confirmed once
}, 120_000);

test("an officer who speaks for its owner does not review a practice", async () => {
  expect((await propose(people.lantern, { "title-en": "Our own" })).status).toBe(303);
  await house.person({ email: people.lantern, roles: [{ role: "officer", processId: null }], secondFactor: true });
  const desk = "/en/desk/practices/our-own";
  const found = { turn: turnIn(await house.read("officer", desk)), outcome: "passes", checks: checklist.map((it) => it.slug), because: "" };
  expect((await house.send(people.lantern, `${desk}/review`, found)).status).toBe(403);
  expect((await house.send("officer", `${desk}/review`, found)).status).toBe(303);
}, 60_000);

test("a title that somebody else’s proposal has, unseen, is no hindrance", async () => {
  expect((await house.get(people.samudra, "/en/practices/a-school-for-parents")).status).toBe(404);
  const { status, headers } = await propose(people.samudra, { "title-en": "A school for parents" });
  expect([status, /^\/en\/practices\/a-school-for-parents-[0-9a-f]+$/.test(headers.get("location") ?? "")]).toEqual([303, true]);
}, 60_000);

test("scripts, drawings and formulas in every field are words on every page and in every table", async () => {
  const hostile = '=HYPERLINK("https://evil.example")<script>alert(1)</script><svg onload=alert(1)><img src=x onerror=alert(1)>';
  const fields = Object.fromEntries(["title", "context", "problem", "done", "result", "takes", "safeguards", "wrong"].flatMap((it) => ["en", "ar"].map((language) => [`${it}-${language}`, hostile])));
  for (const evidence of ["data:text/html,<script>alert(1)</script>", "https://ok.example/\njavascript:alert(1)", "//evil.example"]) expect((await propose(people.samudra, { ...fields, evidence })).status, evidence).toBe(422);
  const own = (await propose(people.samudra, { ...fields, evidence: 'https://ok.example/?"><script>alert(1)</script>' })).headers.get("location")!;
  const desk = own.replace("/en/", "/en/desk/");
  for (const who of ["officer", second]) expect((await house.send(who, `${desk}/review`, { turn: turnIn(await house.read(who, desk)), outcome: "passes", checks: checklist.map((it) => it.slug), because: "" })).status).toBe(303);
  const said = { body: bodyIn((await house.read(people.faro, own)).split("<form").find((it) => it.includes('/repeats"'))!), text: hostile };
  expect((await house.send(people.faro, `${own}/repeats`, { ...said, outcome: "same", evidence: "javascript:alert(1)" })).status).toBe(422);
  expect((await house.send(people.faro, `${own}/repeats`, { ...said, outcome: "same", evidence: "" })).status).toBe(303);
  expect((await house.send(people.faro, `${own}/questions`, said)).status).toBe(303);
  expect((await house.send(people.samudra, `${own}/answers`, { ...said, number: "1", answer: hostile })).status).toBe(303);
  for (const [who, path] of [["visitor", own], ["visitor", own.replace("/en/", "/ar/")], ["visitor", "/en/practices?q=evil"], ["officer", desk], ["officer", "/en/desk/practices"], [people.samudra, "/en/memberships"]] as const) {
    const whole = await house.read(who, path);
    const page = whole.slice(whole.indexOf("<main"));
    for (const it of ["<script>alert", "<svg onload", "<img src=x", 'href="javascript:', 'href="data:']) expect(page, `${path}: ${it}`).not.toContain(it);
  }
  expect(await house.read("visitor", own)).toContain("&lt;svg onload=alert(1)&gt;");
  const csv = await house.read("visitor", "/en/practices.csv?q=hyperlink");
  expect([csv.includes('"\'=HYPERLINK(""https://evil.example"")'), /(^|,)"?=/m.test(csv)]).toEqual([true, false]);
  const sheet = await readSheet(Buffer.from(await (await house.get("visitor", "/en/practices.xlsx?q=hyperlink")).arrayBuffer()));
  expect(sheet.length).toBe(2);
  expect(sheet[1]!.filter((it) => String(it).startsWith("="))).toEqual([]);
  expect(sheet[1]![0]).toBe(`'${hostile}`);
}, 120_000);

test("the table of practices is the same in both forms, for what was asked", async () => {
  const sheet = await readSheet(Buffer.from(await (await house.get("visitor", "/en/practices.xlsx?q=roster")).arrayBuffer()));
  expect(sheet[0]!.slice(0, 3)).toEqual(["Title", "Address", "Done by"]);
  expect(sheet.slice(1).map((row) => row[0])).toEqual(["A roster for the first hour"]);
});

test("what its owner takes back stays where it was, with the reason", async () => {
  expect((await house.send(people.lantern, `${place}/withdrawal`, { turn: turnIn(await house.read(people.lantern, place)), because: "The second year was counted wrongly." })).status).toBe(303);
  const page = await house.read("visitor", place);
  expect(page).toContain("Withdrawn by its owner.");
  expect(page).toContain("The second year was counted wrongly.");
  expect(await house.read("visitor", "/en/practices")).not.toContain("Counting appeals");
  expect((await receipt(4)).statement).toMatchObject({ what: "practice withdrawn", by: "Lantern Digital Rights", because: "The second year was counted wrongly." });
}, 60_000);

test("what was never public and is taken back leaves nothing in the history", async () => {
  const own = (await propose(people.samudra, { "title-en": "Our second" })).headers.get("location")!;
  expect((await house.send(people.samudra, `${own}/withdrawal`, { turn: turnIn(await house.read(people.samudra, own)), because: "It was too early." })).status).toBe(303);
  expect(await rowsOf(house.house.database.db, sql`select sequence from practice_changes c join practices p on p.id = c.practice_id where p.slug = 'our-second'`)).toEqual([]);
}, 60_000);
