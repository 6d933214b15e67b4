// The register of partnerships, through its doors: who is asked, who reviews, what is public when, and what everyone may read of it.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queriesAt } from "../../test/queries.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { asViewer } from "../ground/db/request.ts";
import { houseKeeper } from "../ground/viewer.ts";
import { checklist } from "../concepts/partnerships/checklist.ts";
import { remindPartners } from "./partnership-mail.ts";

let house: TestHouse;
/** Focal points of three bodies of the sample, and of one that is in nothing here. */
const people = { lantern: "amina.wekesa@lantern.example", samudra: "", faro: "", halcyon: "" };
const second = "second@officers.example";
beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  const of = (slug: string) => stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
  Object.assign(people, { lantern: of("lantern-digital-rights"), samudra: of("samudra-policy-lab"), faro: of("faro-abierto"), halcyon: of("halcyon-cloud") });
  for (const email of Object.values(people)) await house.person({ email });
  await house.person({ email: second, name: "Second Officer", roles: [{ role: "officer", processId: null }], secondFactor: true });
}, 300_000);
afterAll(() => house?.close());

const entry = {
  "title-en": "Open Ledger of Requests", "about-en": "Three bodies count requests for data and publish them.", "rights-en": "Whoever is counted may ask to be left out.", "data-en": "Numbers alone are shared.", form: "memorandum", status: "running",
  startsDay: "2025-05-01", endsDay: "", countries: "KE, ID", functions: ["research"], crimes: ["illegal-interception", "forgery"], sources: "https://ledger.example/about", results: "Requests counted: 410 https://ledger.example/2025",
  partners: "lantern-digital-rights: counts\nsamudra-policy-lab: publishes\nfaro-abierto: checks", partOf: "",
};
const propose = (who: string, more: Record<string, string | string[]> = {}) => house.send(who, "/en/partnerships/new", { ...entry, ...more });
const placeOf = (answer: Response) => answer.headers.get("location")!;
/** The turn and the body that a form of this page sends. */
const formOf = (page: string, deed: string) => { const form = page.split("<form").find((it) => it.includes(`/${deed}"`))!; return { turn: /name="turn" value="(\d+)"/.exec(form)?.[1] ?? "", body: /name="body" value="([^"]+)"/.exec(form)?.[1] ?? "" }; };
const press = async (who: string, place: string, deed: string, more: Record<string, string> = {}) => house.send(who, `${place}/${deed}`, { ...formOf(await house.read(who, place), deed), ...more });
const reviewed = async (who: string, place: string, more: Record<string, string | string[]> = {}) => {
  const desk = place.replace("/en/", "/en/desk/");
  return house.send(who, `${desk}/review`, { turn: /name="turn" value="(\d+)"/.exec(await house.read(who, desk))![1]!, outcome: "passes", checks: checklist.map((it) => it.slug), because: "", ...more });
};
const mailsTo = async (subject: string) => ((await house.house.database.db.execute(sql`select recipient from outbox where subject like ${subject} order by recipient`)) as unknown as { rows: { recipient: string }[] }).rows.map((it) => it.recipient).toSorted();
const statusOf = async (who: string, place: string) => (await house.get(who, place)).status;

test("what is proposed is seen by its partners and officers alone, until all confirm and two officers have reviewed it", async () => {
  const place = placeOf(await propose(people.lantern));
  expect(place).toBe("/en/partnerships/open-ledger-of-requests");
  expect(await mailsTo("Is % in this partnership?%")).toEqual([people.faro, people.samudra].toSorted());
  const readers = async () => { const seen = []; for (const who of ["visitor", people.halcyon, people.faro, "officer"]) if ((await statusOf(who, place)) === 200) seen.push(who); return seen; };
  expect(await readers()).toEqual([people.faro, "officer"]);
  expect((await reviewed("officer", place)).status).toBe(409); // not every partner has answered
  expect((await press(people.samudra, place, "confirmation")).status).toBe(303);
  expect((await press(people.faro, place, "confirmation")).status).toBe(303);
  expect(await house.read("officer", "/en/desk")).toContain("Review a partnership: Open Ledger of Requests");
  expect((await reviewed("officer", place, { checks: ["sources"] })).status).toBe(422);
  expect((await reviewed("officer", place)).status).toBe(303);
  expect(await readers()).toEqual([people.faro, "officer"]);
  expect((await reviewed("officer", place)).status).toBe(409); // the same officer twice
  expect((await reviewed(second, place)).status).toBe(303);
  expect(await readers()).toEqual(["visitor", people.halcyon, people.faro, "officer"]);
  const data = JSON.parse(await house.read("visitor", "/api/v1/partnerships/open-ledger-of-requests")) as { partners: { stakeholder: string; confirmedDay: string }[]; regions: string[]; history: { what: string }[] };
  expect(data.partners.map((it) => [it.stakeholder, it.confirmedDay])).toEqual([["faro-abierto", "2026-06-09"], ["lantern-digital-rights", "2026-06-09"], ["samudra-policy-lab", "2026-06-09"]]);
  expect([data.regions, data.history.map((it) => it.what)]).toEqual([["african", "asia-pacific"], ["published"]]);
  expect((JSON.parse(await house.read("visitor", "/api/v1/partnerships/open-ledger-of-requests/changes/0/receipt")) as { statement: { what: string } }).statement.what).toBe("partnership published");
}, 120_000);

test("a change of a public entry waits beside it and is asked of every other partner again", async () => {
  const place = "/en/partnerships/open-ledger-of-requests";
  const form = await house.read(people.faro, `${place}/change`);
  const turn = /name="turn" value="(\d+)"/.exec(form)![1]!;
  expect((await house.send(people.faro, `${place}/change`, { ...entry, "about-en": "Three bodies count requests for data, and appeals.", turn })).status).toBe(303);
  expect(await house.read("visitor", place)).not.toContain("and appeals");
  const asked = await house.read(people.samudra, place);
  expect(asked).toContain("What changes: What it does.");
  expect(asked).toContain("asked, not answered yet");
  expect((await house.send(people.samudra, `${place}/confirmation`, { ...formOf(asked, "confirmation"), turn: "1" })).status).toBe(409); // somebody acted since
  for (const who of [people.samudra, people.lantern]) await press(who, place, "confirmation");
  for (const who of ["officer", second]) await reviewed(who, place);
  const { history } = JSON.parse(await house.read("visitor", "/api/v1/partnerships/open-ledger-of-requests")) as { history: { what: string; changed: object }[] };
  expect(history.map((it) => [it.what, it.changed])).toEqual([["changed", { about: { before: { en: "Three bodies count requests for data and publish them." }, after: { en: "Three bodies count requests for data, and appeals." } } }], ["published", {}]]);
  const page = await house.read("visitor", place);
  expect(page).toContain("and appeals");
  expect(page).toMatch(/Changed, after review by .*What changes: What it does\./s);
}, 120_000);

test("a partner that denies is not shown, the entry is not published with it, and whoever named it is told", async () => {
  const place = placeOf(await propose(people.lantern, { "title-en": "Denied Ledger" }));
  await press(people.faro, place, "confirmation");
  expect((await press(people.samudra, place, "denial", { because: "Nobody asked us." })).status).toBe(303);
  expect((await reviewed("officer", place)).status).toBe(409);
  expect(await house.read(people.lantern, place)).toContain("Nobody asked us.");
  expect(await house.read(people.faro, place)).not.toContain("Samudra");
  const { rows } = (await house.house.database.db.execute("select recipient, body from outbox where subject like 'Not in the partnership%' order by created_at desc limit 1")) as unknown as { rows: { recipient: string; body: string }[] };
  expect([rows[0]?.recipient, rows[0]?.body.includes("Nobody asked us.")]).toEqual([people.lantern, true]);
  const turn = /name="turn" value="(\d+)"/.exec(await house.read(people.lantern, `${place}/change`))![1]!;
  await house.send(people.lantern, `${place}/change`, { ...entry, "title-en": "Denied Ledger", partners: "lantern-digital-rights: counts\nfaro-abierto: checks", turn });
  expect(await house.read("officer", place.replace("/en/", "/en/desk/"))).toContain("Review"); // what the other confirmed still stands
  for (const who of ["officer", second]) expect((await reviewed(who, place)).status).toBe(303);
  expect(await house.read("visitor", place)).not.toContain("Samudra");
}, 120_000);

test.each([
  ["of one body", { partners: "lantern-digital-rights: alone" }, "A partnership is of two bodies at least."], ["with a body twice", { partners: "lantern-digital-rights: a\nlantern-digital-rights: b" }, "name none twice"],
  ["with a body that nobody verified", { partners: "lantern-digital-rights: a\nred-quay-privacy-watch: b" }, "There is no verified body red-quay-privacy-watch"], ["that ends before it starts", { endsDay: "2025-04-30" }, "It must end after it starts"],
  ["whose source is no address", { sources: "a shelf in the office" }, "Give at least one source"], ["whose source is a script", { sources: "javascript:alert(1)" }, "Give at least one source"], ["whose result has no evidence", { results: "It worked" }, "Each line needs a result"],
  ["in no country", { countries: "" }, "Name a country, or choose a region."], ["in a country that is none", { countries: "XX" }, "codes of two letters"], ["against nothing", { crimes: [] as string[] }, "Choose at least one type of crime."], ["part of nothing known", { partOf: "no-such-thing" }, "There is no partnership no-such-thing"],
])("a partnership %s comes back with a sentence", async (_, wrong, sentence) => {
  const answer = await propose(people.lantern, { "title-en": "Wrong Ledger", ...wrong });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(sentence);
});

test("a partnership is no part of what is part of it", async () => {
  const form = await house.read("officer", "/en/partnerships/first-hour");
  expect(form).toContain("First Hour, exercises in the islands");
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  const kestrel = stakeholders.find((it) => it.slug === "kestrel-response-network")!.focalPoint.email;
  await house.person({ email: kestrel });
  const turn = /name="turn" value="(\d+)"/.exec(await house.read(kestrel, "/en/partnerships/first-hour/change"))![1]!;
  const answer = await house.send(kestrel, "/en/partnerships/first-hour/change", { ...entry, "title-en": "First Hour", partners: "kestrel-response-network: keeps\ntideline-insurance-group: pays", partOf: "first-hour-exercises-in-the-islands", turn });
  expect([answer.status, (await answer.text()).includes("no part of itself")]).toEqual([422, true]);
});

test("scripts, drawings and formulas stay words: on the page, in linked data and in the table", async () => {
  const hostile = `</script><script>alert(1)</script><svg onload=alert(2)>"'&`;
  const place = placeOf(await propose(people.lantern, { "title-en": `=HYPERLINK("https://x.example") ${hostile}`, "about-en": hostile, "rights-en": hostile, partners: `lantern-digital-rights: ${hostile}\nfaro-abierto: =1+1` }));
  await press(people.faro, place, "confirmation");
  for (const who of ["officer", second]) await reviewed(who, place);
  const page = await house.read("visitor", place);
  expect(page).not.toMatch(/<script>alert|<svg onload/);
  expect(JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)![1]!)).toMatchObject({ "@type": "Project" });
  const table = await house.read("visitor", "/en/partnerships.csv?q=HYPERLINK");
  expect(table.split("\r\n")[1]).toMatch(/^"'=HYPERLINK/);
}, 120_000);

test("a question is asked and answered before everyone, an answer that is late is marked, and what is none is put aside", async () => {
  const place = "/en/partnerships/clear-signal";
  const before = await house.read("visitor", place);
  expect(before).toContain("May we read the model agreement");
  expect(before).toContain("No answer; it was due by");
  const { body } = formOf(await house.read(people.faro, place), "answers");
  expect((await house.send(people.halcyon, `${place}/answers`, { number: "2", body, answer: "Not ours to answer." })).status).toBe(403);
  expect((await house.send(people.faro, `${place}/answers`, { number: "2", body, answer: "Yes: it is on the site." })).status).toBe(303);
  expect(await house.read("visitor", place)).toMatch(/answered late.*Yes: it is on the site\./s);
  const asking = formOf(await house.read(people.halcyon, place), "questions");
  const own = /<option value="([^"]+)"/.exec((await house.read(people.halcyon, place)).split('/questions"')[1]!)![1]!;
  expect((await house.send(people.halcyon, `${place}/questions`, { ...asking, body: own, text: "Buy our cloud, it is cheap." })).status).toBe(303);
  expect((await house.send("officer", "/en/desk/partnerships/clear-signal/questions", { number: "3", because: "It is an advertisement." })).status).toBe(303);
  const after = await house.read("visitor", place);
  expect([after.includes("Buy our cloud"), after.includes("It is an advertisement.")]).toEqual([false, true]);
}, 60_000);

test("two entries for one partnership are suggested, and merged without losing a confirmation", async () => {
  const merged = await house.get("visitor", "/en/partnerships/clear-signal-network");
  expect([merged.status, merged.headers.get("location")]).toEqual([301, "/en/partnerships/clear-signal"]);
  expect(await house.read("visitor", "/en/partnerships/clear-signal")).toContain("Sorrel Alliance"); // who confirmed the other one
  const twin = placeOf(await propose(people.lantern, { "title-en": "OPEN LEDGER of requests!" }));
  const desk = twin.replace("/en/", "/en/desk/");
  const page = await house.read("officer", desk);
  expect(page).toContain("same title");
  const [turn, because] = [/name="turn" value="(\d+)"/.exec(page)![1]!, "It is the same ledger."];
  expect((await house.send("officer", `${desk}/merging`, { turn, into: twin, because })).status).toBe(422); // not into itself
  expect(placeOf(await house.send("officer", `${desk}/merging`, { turn, into: "open-ledger-of-requests", because }))).toBe("/en/partnerships/open-ledger-of-requests");
  expect([(await house.get(people.lantern, twin)).headers.get("location"), await statusOf("visitor", twin)]).toEqual(["/en/partnerships/open-ledger-of-requests", 404]); // nobody else knew of it
});

test("a partner leaves, and of two that one leaves nothing is left in the register", async () => {
  expect(await house.read("visitor", "/en/partnerships/street-to-screen")).toContain("Our programme of grants has ended.");
  const place = "/en/partnerships/denied-ledger";
  expect((await press(people.faro, place, "leaving", { because: "It is over for us." })).status).toBe(303);
  expect(await house.read("visitor", place)).toContain("This entry was withdrawn.");
  expect(await house.read("visitor", "/en/partnerships?q=denied")).toContain("No partnership of the register is like this.");
});

type Register = { total: number; partnerships: { slug: string; crimes: string[]; functions: string[]; regions: string[]; countries: string[]; status: string; form: string; partners: { sector: string }[]; stale: boolean }[]; facets: Record<string, { value: string; count: number }[]> };
const register = async (question = "") => JSON.parse(await house.read("visitor", `/api/v1/partnerships${question}`)) as Register;
const whole = async () => { const all = []; for (let page = 1; ; page++) { const it = await register(`?page=${page}`); all.push(...it.partnerships); if (all.length >= it.total || it.partnerships.length === 0) return all; } };

test("every facet is counted under the choices of all others, as counting by hand would", async () => {
  const all = await whole();
  const of: Record<string, (it: Register["partnerships"][number]) => string[]> = {
    crime: (it) => it.crimes, function: (it) => it.functions, region: (it) => it.regions, country: (it) => it.countries, form: (it) => [it.form], status: (it) => [it.status],
    sector: (it) => [...new Set(it.partners.map((one) => one.sector))], // three partners of one sector are one partnership with it
  };
  const found = await register("?crime=theft-or-fraud&crime=laundering&function=victim-support");
  const against = (it: Register["partnerships"][number]) => it.crimes.some((one) => ["theft-or-fraud", "laundering"].includes(one));
  const helps = (it: Register["partnerships"][number]) => it.functions.includes("victim-support");
  expect(found.partnerships.map((it) => it.slug).toSorted()).toEqual(all.filter((it) => against(it) && helps(it)).map((it) => it.slug).toSorted());
  const both = all.filter((it) => against(it) && helps(it));
  const under = { crime: all.filter(helps), function: all.filter(against), region: both, country: both, sector: both, form: both, status: both };
  for (const facet of ["crime", "function", "region", "country", "sector", "form", "status"] as const) {
    const byHand = Map.groupBy(under[facet].flatMap((it) => of[facet]!(it)), (it) => it);
    expect(byHand.size, facet).toBeGreaterThan(0);
    expect(Object.fromEntries(found.facets[facet]!.map((it) => [it.value, it.count])), facet).toEqual(Object.fromEntries([...byHand].map(([value, some]) => [value, some.length])));
  }
});

test("partners of a sector that was chosen are found and counted, whatever the sectors of the others", async () => {
  const all = await whole();
  const found = await register("?sector=academia&sector=private-sector");
  const has = (...wanted: string[]) => all.filter((it) => it.partners.some((one) => wanted.includes(one.sector)));
  expect(found.total).toBe(has("academia", "private-sector").length);
  for (const { value, count } of found.facets.sector!) expect(count, value).toBe(has(value).length); // a facet is not narrowed by its own choice
  const regions = Map.groupBy(has("academia", "private-sector").flatMap((it) => it.regions), (it) => it);
  expect(Object.fromEntries(found.facets.region!.map((it) => [it.value, it.count]))).toEqual(Object.fromEntries([...regions].map(([value, some]) => [value, some.length])));
});

test("the matrix counts what the register holds, and each of its noughts leads to who could", async () => {
  const all = await whole();
  const cells = JSON.parse(await house.read("visitor", "/api/v1/partnerships/matrix")) as { crime: string; function: string; count: number }[];
  const byHand = Map.groupBy(all.flatMap((it) => it.crimes.flatMap((crime) => it.functions.map((one) => `${crime}/${one}`))), (it) => it);
  expect(Object.fromEntries(cells.map((it) => [`${it.crime}/${it.function}`, it.count]))).toEqual(Object.fromEntries([...byHand].map(([cell, some]) => [cell, some.length])));
  const page = await house.read("visitor", "/en/partnerships/matrix?region=african");
  expect(page).toContain('href="/en/directory?region=african&amp;expertise=legal-persons"');
  expect(page).toMatch(/Legal persons|legal persons/i);
});

test("an entry of which a partner was silent for a year is stale, and confirmed again it is not", async () => {
  expect(await house.read("visitor", "/en/partnerships/follow-the-coin")).toContain("Not confirmed for a year.");
  expect(await house.read("visitor", "/en/partnerships/clear-signal")).not.toContain("Not confirmed for a year.");
});

test("what waits for a focal point stands among their organisations: to answer, and until when", async () => {
  const place = placeOf(await propose(people.lantern, { "title-en": "Waiting Ledger" }));
  const mine = await house.read(people.samudra, "/en/memberships");
  expect(mine).toMatch(/Waiting Ledger.*?It waits for you/s);
  await press(people.samudra, place, "confirmation");
  expect(await house.read(people.samudra, "/en/memberships")).toMatch(/Waiting Ledger.*?It waits for partners to answer/s);
  expect(await house.read("officer", "/en/memberships")).not.toContain("Waiting Ledger");
}, 60_000);

test("whoever left an entry is not shown in it to those inside either", async () => {
  for (const who of ["visitor", "officer"]) expect(/id="who">.*?<\/section>/s.exec(await house.read(who, "/en/partnerships/street-to-screen"))![0], who).not.toContain("Tideline");
});

test("what a change does is set beside what everyone reads, for those whom it asks", async () => {
  const page = await house.read("officer", "/en/partnerships/one-form-of-request");
  expect(page).toMatch(/<del[^>]*>Companies, a bureau[^<]*must stand in it\.<\/del> <ins[^>]*>Companies, a bureau[^<]*may be refused\.<\/ins>/);
  expect(await house.read("visitor", "/en/partnerships/one-form-of-request")).not.toContain("may be refused");
});

test("whoever has not confirmed for eleven months is asked once, and once more when the entry is stale; who confirms is asked no more", async () => {
  const place = placeOf(await propose(people.halcyon, { "title-en": "Yearly Count", partners: "halcyon-cloud: counts\nsamudra-policy-lab: publishes" }));
  await press(people.samudra, place, "confirmation");
  for (const who of ["officer", second]) await reviewed(who, place);
  const on = (day: string) => asViewer(house.house.database.db, houseKeeper("yearly confirmation"), (tx) => remindPartners({ ...house.house, clock: () => new Date(`${day}T06:20:00Z`) }, tx));
  const asked = () => mailsTo("Still true? Yearly Count");
  const asking: string[][] = [];
  for (const day of ["2027-05-09", "2027-05-10", "2027-05-11"]) { await on(day); asking.push(await asked()); } // confirmed on 9 June 2026: stale from 9 June 2027 on
  expect(asking).toEqual([[], [people.halcyon, people.samudra].toSorted(), [people.halcyon, people.samudra].toSorted()]);
  await asViewer(house.house.database.db, houseKeeper("test"), (tx) => // one of them says so again on 12 May; the clock of this house stands still in June of the year before
    tx.execute(sql`update partnership_partners set day = '2027-05-12' where stakeholder_id = (select id from stakeholders where slug = 'samudra-policy-lab') and partnership_id = (select id from partnerships where slug = 'yearly-count')`));
  for (const day of ["2027-06-09", "2027-06-10"]) await on(day);
  expect(await asked()).toEqual([people.halcyon, people.halcyon, people.samudra].toSorted());
}, 120_000);

test("two to four entries stand beside each other, and the register over the years", async () => {
  const page = await house.read("visitor", "/en/partnerships/comparison?one=clear-signal&one=first-hour&one=asset-desk");
  expect([...page.matchAll(/<th scope="col"><a href="\/en\/partnerships\/([^"]+)"/g)].map((it) => it[1])).toEqual(["clear-signal", "first-hour"]); // what is not public is not compared
  expect(await house.read("visitor", "/en/partnerships/comparison?one=clear-signal")).toContain("One is not enough to compare");
  const years = await house.read("visitor", "/en/partnerships/timeline?crime=system-interference");
  expect([...years.matchAll(/<th scope="row"><a href="\/en\/partnerships\/([^"]+)"/g)].map((it) => it[1])).toEqual(["first-hour-exercises-in-the-islands", "black-sea-drills", "balkan-takedown-table", "first-hour"]);
});

test("a title that somebody else’s proposal has, unseen, is no hindrance", async () => {
  expect(await statusOf(people.lantern, "/en/partnerships/asset-desk")).toBe(404);
  const answer = await propose(people.lantern, { "title-en": "Asset Desk" });
  expect([answer.status, /^\/en\/partnerships\/asset-desk-[0-9a-f]+$/.test(placeOf(answer))]).toEqual([303, true]);
});

test("the register takes as many queries for one partnership as for a page of them", async () => {
  expect(await queriesAt(house, "/en/partnerships?q=steppe+school")).toBe(await queriesAt(house, "/en/partnerships"));
});
