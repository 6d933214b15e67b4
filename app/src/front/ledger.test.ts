// What became of what was said: the ledger, its counts against a count by hand, its tables and feed, and the desk where states are set.
import { sql } from "drizzle-orm";
import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordsOf } from "../../test/html.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { queriesAt } from "../../test/queries.ts";
import { rowsOf } from "../ground/db/migrate.ts";

type Ask = {
  reference: string; ask: number; text: string; audience: string; attribution: string; by: { organisation: { slug: string } | null; sector: string | null; region: string | null };
  call: number | null; pins: { place: string; version: string | null }[]; state: string; standing: string; answer: { reason: string; by: string; line: string | null; link: string | null } | null;
};
type Ledger = { lines: number; publicNamed: number; pageSize: number; facets: Record<string, { value: string; count: number }[]>; asks: Ask[] };

let house: TestHouse;
let all: Ask[];
/** "3-rev-2 art_7" → "061". */
const articles = new Map<string, string>();
const ledger = async (question = "", who = "visitor") => JSON.parse(await house.read(who, `/api/v1/model/ledger${question}`)) as Ledger;

beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  const first = await ledger();
  all = [...first.asks];
  for (let page = 2; page <= Math.ceil(first.lines / first.pageSize); page++) all.push(...(await ledger(`?page=${page}`)).asks);
  for (const version of ["crp-1", "3", "3-rev-1", "3-rev-2"]) {
    const walk = (it: { id: string; dossier: string; children?: { id: string; dossier: string }[] }) => { articles.set(`${version} ${it.id}`, it.dossier); (it.children ?? []).forEach(walk as never); };
    (JSON.parse(await house.read("visitor", `/api/v1/model/text/convention/${version}`)) as { provisions: { id: string; dossier: string }[] }).provisions.forEach(walk);
  }
}, 420_000);
afterAll(() => house?.close());

const articlesOf = (it: Ask) => [...new Set(it.pins.map((pin) => articles.get(`${pin.version} ${pin.place.split("__")[0]}`)!))];
const of: Record<string, (it: Ask) => string[]> = {
  state: (it) => [it.standing], sector: (it) => [it.by.sector].filter((one) => one !== null), region: (it) => [it.by.region].filter((one) => one !== null),
  call: (it) => (it.call === null ? [] : [String(it.call)]), article: articlesOf,
};
const isCounted = (it: Ask) => it.audience === "public" && it.attribution === "named";
const fits = (it: Ask, choices: Record<string, string>, but?: string) => Object.entries(choices).every(([facet, value]) => facet === but || of[facet]!(it).includes(value));

/** Each facet counted by hand under the choices of all others. */
function byHand(facet: string, choices: Record<string, string>) {
  const counts = new Map<string, number>();
  for (const it of all) if (isCounted(it) && fits(it, choices, facet)) for (const value of of[facet]!(it)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
}

test.each<Record<string, string>>([{}, { sector: "academia" }, { state: "unanswered", call: "2" }, { article: "061" }, { region: "african", sector: "civil-society", article: "061" }, { call: "4", state: "reflected" }, { sector: "un-entity" }])("every facet is counted right under %o", async (choices) => {
  const { publicNamed, facets, lines, asks } = await ledger(`?${new URLSearchParams(choices)}`);
  expect(publicNamed).toBe(all.filter((it) => isCounted(it) && fits(it, choices)).length);
  expect(lines).toBe(all.filter((it) => fits(it, choices)).length);
  expect(asks.every((it) => fits(it, choices))).toBe(true);
  for (const facet of Object.keys(of)) expect(Object.fromEntries(facets[facet]!.map((it) => [it.value, it.count])), facet).toEqual(byHand(facet, choices));
});

test("asks by sector and region, and of nobody, stand in the ledger and in no count; those of nobody under no sector", () => {
  const others = all.filter((it) => !isCounted(it));
  expect(new Set(others.map((it) => it.attribution))).toEqual(new Set(["kind", "unattributed"]));
  expect(others.filter((it) => it.by.organisation !== null)).toEqual([]);
  expect(others.filter((it) => it.attribution === "unattributed").map((it) => [it.by.sector, it.by.region])).toEqual(others.filter((it) => it.attribution === "unattributed").map(() => [null, null]));
});

test("what is still with the secretariat, returned or held back is not in the ledger, for an officer neither", async () => {
  const shut = await rowsOf<{ reference: string }>(house.house.database.db, sql`select reference from contributions where state <> 'shown'`);
  const seen = new Set((await Promise.all([1, 2, 3, 4].map((page) => ledger(`?page=${page}`, "officer")))).flatMap((it) => it.asks.map((one) => one.reference)));
  expect(shut.length).toBeGreaterThan(4);
  expect(shut.filter((it) => seen.has(it.reference))).toEqual([]);
});

test("the sample shows at least sixty inputs of forty organisations over four versions, with states and reasons", () => {
  const submitted = all.filter((it) => it.call !== null);
  expect(new Set(submitted.map((it) => it.reference)).size).toBeGreaterThanOrEqual(60);
  expect(new Set(submitted.flatMap((it) => it.by.organisation?.slug ?? [])).size).toBeGreaterThanOrEqual(40);
  expect(new Set(submitted.flatMap((it) => it.pins.map((pin) => pin.version)))).toEqual(new Set(["crp-1", "3", "3-rev-1", "3-rev-2"]));
  expect(new Set(submitted.map((it) => it.standing))).toEqual(new Set(["reflected", "partly", "not-reflected", "unanswered"]));
  expect(submitted.filter((it) => it.standing !== "unanswered" && !it.answer?.reason)).toEqual([]);
});

test("an organisation reads on its page what was said of its ask, replies to it, another to that reply, and replies are offered until their forum is closed", async () => {
  const it = all.find((one) => one.text.startsWith("Ask each State to publish once a year"))!;
  const page = await house.read("visitor", `/en/model/contributions/${it.reference}`);
  expect(page).toContain("No delegation took it up in either of the two readings.");
  const replies = [...page.matchAll(/Please look again: article 43|The same is true of four of the treaties/g)].map((one) => one[0]);
  expect(replies).toEqual(["Please look again: article 43", "The same is true of four of the treaties"]);
  const mayReply = async (call: number) => (await house.read("visitor", `/en/model/contributions/${all.find((one) => one.call === call)!.reference}`)).includes("/reply");
  expect([await mayReply(1), await mayReply(4)]).toEqual([false, true]);
});

test("the home page and the page of the process count what the ledger counts", async () => {
  const reflected = all.filter((it) => isCounted(it) && it.by.sector === "academia" && it.standing === "reflected").length;
  for (const path of ["/en", "/en/model"]) {
    const row = /<tr role="row"><th role="rowheader" scope="row">Academia<\/th>.*?<\/tr>/.exec(await house.read("visitor", path))![0];
    expect(Number(/<td role="cell" class="n">(\d+)<\/td>/.exec(row)![1]), path).toBe(reflected);
  }
});

test("a provision’s page says what became of what was asked about it, through all its versions", async () => {
  const here = all.filter((it) => isCounted(it) && articlesOf(it).includes("061"));
  const page = await house.read("visitor", "/en/model/p/061");
  expect(page).toContain(`What became of public named asks: ${here.length}`);
  for (const [standing, name] of [["reflected", "Reflected"], ["partly", "Partly reflected"], ["not-reflected", "Not reflected"], ["unanswered", "No answer yet"]] as const)
    expect(page).toContain(`${name}</span> <span class="n">${here.filter((it) => it.standing === standing).length}</span>`);
  expect(wordsOf(page)).toContain("Proposed wordings, side by side");
  expect(/<ins[^>]*>[^<]*behalf/.test(page)).toBe(true);
});

const deskForm = (more: Record<string, string>) => ({ state: "partly", reason: "Named in one chapter of the two that matter.", link: "/en/model/p/061", step: "check", ...more });
const unanswered = () => all.find((it) => isCounted(it) && it.state === "published" && it.call !== null)!;

test("an officer looks over what will be said, says it, and the author is told; everyone reads who said it and why", async () => {
  const it = unanswered();
  const form = deskForm({ ask: `${it.reference}/${it.ask}`, [`line-${it.reference}-${it.ask}`]: "Of this one alone." });
  const check = await house.send("officer", "/en/desk/model/answers", form);
  expect([check.status, wordsOf(await check.text()).includes("This is published as the word of Tomas Adeyemi.")]).toEqual([200, true]);
  expect((await ledger(`?state=unanswered`)).asks.length).toBeGreaterThan(0);
  expect(await rowsOf(house.house.database.db, sql`select 1 from answers where line = 'Of this one alone.'`)).toEqual([]);
  expect((await house.send("officer", "/en/desk/model/answers", { ...form, step: "set" })).status).toBe(303);
  const after = [...(await ledger()).asks].find((one) => one.reference === it.reference && one.ask === it.ask)!;
  expect([after.state, after.answer]).toEqual(["partly", { state: "partly", reason: "Named in one chapter of the two that matter.", line: "Of this one alone.", link: "/model/p/061", by: "Tomas Adeyemi", day: "2026-06-09", turn: 1 }]);
  expect(await rowsOf(house.house.database.db, sql`select subject from outbox where subject like ${`%${it.reference}%`}`)).toEqual([{ subject: `What became of your asks in ${it.reference}` }]);
  expect(await house.read("visitor", "/en/model/ledger.atom")).toContain(`${it.reference}#ask-${it.ask}-1</id>`);
  const row = new RegExp(`<tr role="row" id="ask-${it.ask}">.*?</tr>`, "s").exec(await house.read("visitor", `/en/model/contributions/${it.reference}`))![0];
  expect([/partly reflected/i.test(wordsOf(row)), wordsOf(row).includes("Tomas Adeyemi: Named in one chapter of the two that matter. Of this one alone."), row.includes('href="/en/model/p/061"')]).toEqual([true, true, true]);
});

test("what cannot be said is refused with what was typed, and nothing is set", async () => {
  const ask = /name="ask" value="([^"]+)"/.exec(await house.read("officer", "/en/desk/model/answers"))![1]!;
  const [reference] = ask.split("/");
  const before = await rowsOf(house.house.database.db, sql`select count(*)::int as count from answers`);
  const refused = async (form: Record<string, string>) => { const answer = await house.send("officer", "/en/desk/model/answers", form); return [answer.status, await answer.text()] as const; };
  const [short, page] = await refused(deskForm({ ask, reason: "Seven words are not enough for this." }));
  expect([short, page.includes("Seven words are not enough for this.</textarea>"), page.includes("Say why, in at least eight words."), page.includes(`value="${ask}" checked`)]).toEqual([422, true, true, true]);
  expect((await refused(deskForm({ ask, link: "javascript:alert(1)", step: "set" })))[0]).toBe(422);
  expect((await refused(deskForm({ ask: "C-0000000/1", step: "set" })))[0]).toBe(404);
  expect((await refused(deskForm({ ask: `${reference}/99`, step: "set" })))[0]).toBe(404);
  expect((await house.send("editor", "/en/desk/model/answers", deskForm({ ask, step: "set" }))).status).toBe(403);
  expect(await rowsOf(house.house.database.db, sql`select count(*)::int as count from answers`)).toEqual(before);
});

test("the desk begins with what has waited longest, and says whether sectors are answered alike", async () => {
  const page = await house.read("officer", "/en/desk/model/answers");
  const days = [...page.matchAll(/Waiting for (\d+) days?/g)].map((it) => Number(it[1]));
  expect(days.length).toBeGreaterThan(20);
  expect(days[0]).toBeGreaterThan(days.at(-1)!);
  expect(wordsOf(page)).toContain("Is the ledger even?");
});

test("the tables hold every line of the ledger, and nothing in them calculates", async () => {
  const it = all.find((one) => isCounted(one) && one.state === "published" && one.call === 4 && one !== unanswered())!;
  await house.send("officer", "/en/desk/model/answers", deskForm({ ask: `${it.reference}/${it.ask}`, state: "reported", reason: "=HYPERLINK(1) is how this reason begins, in eight words or more.", step: "set" }));
  const csv = await house.read("visitor", "/en/model/ledger.csv");
  expect(csv).toContain("'=HYPERLINK(1) is how this reason begins");
  const rows = await readSheet(Buffer.from(await (await house.get("visitor", "/en/model/ledger.xlsx?call=4")).arrayBuffer()));
  expect(rows.length - 1).toBe((await ledger("?call=4")).lines);
  expect(rows[0]!.slice(0, 4)).toEqual(["Contribution", "Ask no.", "Ask", "From"]);
  expect(rows.flat().filter((cell) => typeof cell === "string" && /^[=+@-]/.test(cell))).toEqual([]);
});

const queriesOf = (path: string) => queriesAt(house, path);

test.each(["/en/model/ledger", "/en/model/ledger.csv", "/api/v1/model/ledger"])("%s takes as many queries for many asks as for one", async (path) => {
  const few = all.find((it) => isCounted(it) && it.call === 1 && it.by.sector === "intergovernmental")!;
  expect(all.filter((it) => it.call === 1).length).toBeGreaterThan(all.filter((it) => it.call === 1 && it.by.sector === few.by.sector).length * 5);
  expect(await queriesOf(`${path}?call=1`)).toBe(await queriesOf(`${path}?call=1&sector=intergovernmental`));
});
