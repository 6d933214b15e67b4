import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { allOf, decoded, mainOf, wordsOf } from "../../../test/html.ts";

let house: TestHouse;
const [ann, bob, cat] = ["ann@a.example", "bob@b.example", "cat@c.example"] as const;
const bodies = { [ann]: "kite-legal-clinic", [bob]: "plover-response-team", [cat]: "quiet-registrant" };
beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  for (const [email, name, country] of [[ann, "Kite Legal Clinic", "KE"], [bob, "Plover Response Team", "PE"], [cat, "Quiet Registrant", "FR"]] as const) {
    await house.person({ email });
    await house.send(email, "/en/registration", { kind: "organisation", name, sector: "civil-society", country, languages: "en", regionalGroup: country === "KE" ? "african" : "latin-american-caribbean" });
    if (email !== cat) await house.send("officer", `/en/desk/registrations/${bodies[email]}/verification`, {});
  }
});
afterAll(() => house.close());

const plain = { side: "need", kind: "data", language: "en", title: "Counts of phishing by month", text: "For a paper.\n\nIt will be open.", until: "2026-12-01" };
const post = (who: string, more: Record<string, string | string[]> = {}) => house.send(who, "/en/offers/new", { ...plain, body: bodies[who as typeof ann] ?? "", ...more });
const posted = async (who: string, more: Record<string, string | string[]> = {}) => { const answer = await post(who, more); expect(answer.status, await answer.text()).toBe(303); return answer.headers.get("location")!.split("/").at(-1)!; };
const page = async (reference: string, who = "visitor") => mainOf(await house.read(who, `/en/offers/${reference}`));
type Out = { reference: string; side: string; standing: string; title: Record<string, string>; matches?: { reference: string; reasons: { criterion: string; how: string; values: string[] }[] }[] };
const data = async (reference: string) => JSON.parse(await house.read("visitor", `/api/v1/offers/${reference}`)) as Out;
const open = async (asked = "") => JSON.parse(await house.read("visitor", `/api/v1/offers${asked}`)) as Out[];
const mails = async () => ((await house.house.database.db.execute("select recipient, body from outbox order by id")) as unknown as { rows: { recipient: string; body: string }[] }).rows;
let needed: string;
let offered: string;

test("the sample holds what its file says: what is over is not listed, and of what was withdrawn or taken down no words are left", async () => {
  const { offers } = JSON.parse(readFileSync(new URL("../../../../examples/model-conference/offers.json", import.meta.url), "utf8")) as { offers: { title: string; postedInDays: number; forDays: number; withdrawn?: true; removedBecause?: string }[] };
  const standing = offers.filter((it) => !it.withdrawn && !it.removedBecause && it.postedInDays + it.forDays >= 0);
  expect((await open()).map((it) => Object.values(it.title)[0]!).toSorted()).toEqual(standing.map((it) => it.title).toSorted());
  const { rows } = (await house.house.database.db.execute("select state, title::text || text::text as words, ended_because from offers where state <> 'open' order by state")) as unknown as { rows: { state: string; words: string }[] };
  expect(rows.map((it) => [it.state, it.words])).toEqual([["removed", "{}{}"], ["withdrawn", "{}{}"]]);
});

test("a focal point posts a need, and everybody reads it with the body that needs it", async () => {
  needed = await posted(ann, { themes: ["theft-or-fraud"], languages: ["en"] });
  const words = wordsOf(await page(needed));
  for (const said of ["Counts of phishing by month", "Kite Legal Clinic", "For a paper.", "until 1 Dec 2026", "Theft or fraud"]) expect(words.toLowerCase()).toContain(said.toLowerCase());
  expect((await open("?side=need&kind=data")).map((it) => it.reference)).toContain(needed);
  expect((await open("?side=offer&kind=data")).map((it) => it.reference)).not.toContain(needed);
});

test("nobody else posts: not a visitor, not somebody without a verified body, and not for the body of another", async () => {
  expect([(await post("visitor")).status, (await post(cat)).status, (await post("editor")).status, (await post(bob, { body: bodies[ann] })).status]).toEqual([403, 403, 403, 403]);
});

test("an offer that meets the need is shown with each reason in words, on both sides", async () => {
  offered = await posted(bob, { side: "offer", title: "Counts", themes: ["theft-or-fraud", "laundering"], regions: ["african"], languages: ["en", "es"] });
  const [match] = (await data(needed)).matches!.filter((it) => it.reference === offered);
  expect(match!.reasons).toEqual([{ criterion: "kind", how: "said", values: ["data"] }, { criterion: "theme", how: "said", values: ["theft-or-fraud"] }, { criterion: "place", how: "open", values: [] }, { criterion: "language", how: "said", values: ["en"] }]);
  const said = wordsOf(await page(needed));
  for (const one of ["Both are about this kind: Data.", "Both name the themes ICT-related theft or fraud.", "One of them is for anywhere.", "Both can do it in English."]) expect(said.toLowerCase()).toContain(one.toLowerCase());
  expect((await data(offered)).matches!.map((it) => it.reference)).toContain(needed);
});

test.each([
  ["a day that is over", { until: "2026-06-08" }, "Give a day from today on, within two years."],
  ["a day that no calendar has", { until: "2026-02-31" }, "Give a day from today on, within two years."],
  ["a day too far off", { until: "2029-01-01" }, "Give a day from today on, within two years."],
  ["a language that is none", { languages: ["qqq"] }, "One of these is no language that is known here."],
  ["markup for a language", { languages: ["<b>"] }, "One of these is no language that is known here."],
  ["a country that is none", { countries: "Kenya, Atlantis" }, "One of these is no country or territory. Write each by its name, with commas between them."],
  ["a kind that is none", { kind: "money" }, "Choose what it is from the list."],
  ["no title", { title: " " }, "Say in a line what it is."],
  ["too many words", { text: "x".repeat(2001) }, "This is too long. Shorten it."],
  ["a character that turns the text", { title: "Data \u202Egnp.exe" }, "This holds a hidden character that turns the direction of the text. Type it anew."],
])("what is posted with %s is refused beside its field, and what was typed comes back", async (_, wrong, sentence) => {
  const before = (await open()).length;
  const answer = await post(ann, wrong);
  const text = decoded(await answer.text());
  expect([answer.status, text.includes(sentence), text.includes("It will be open.") || "text" in wrong]).toEqual([422, true, true]);
  expect((await open()).length).toBe(before);
});

test("a theme that nobody knows is refused", async () => expect((await post(ann, { themes: ["dragons"] })).status).toBe(422));

test("scripts, markup and formulas are words wherever an offer stands, and in the table", async () => {
  const hostile = '=1+1"><svg onload=alert(1)><script>alert(1)</script>';
  const reference = await posted(bob, { side: "offer", title: hostile, text: `${hostile}\n\n@SUM(1)` });
  for (const path of ["/en/offers", `/ar/offers/${reference}`, `/en/offers/${needed}`]) {
    const text = await house.read("visitor", path);
    expect([text.includes("<svg"), text.includes("<script>alert"), text.includes("&lt;svg")], path).toEqual([false, false, true]);
  }
  const csv = await house.read("visitor", "/en/offers.csv");
  const cells = (parse(csv, { bom: true }) as string[][]).flat();
  expect([cells.some((it) => it.startsWith("'=1+1")), cells.filter((it) => /^[=+@-]/.test(it))]).toEqual([true, []]);
  await house.send(bob, `/en/offers/${reference}/withdrawal`, {});
});

test("whoever asks writes to the focal point through the house, once for each body; neither side sees an address", async () => {
  await house.house.database.db.execute("delete from outbox");
  expect((await house.send(cat, `/en/offers/${needed}/inquiry`, { body: bodies[cat], text: "May we?" })).status).toBe(403);
  const asked = await house.send(bob, `/en/offers/${needed}/inquiry`, { body: bodies[bob], text: "We have them by month." });
  expect([asked.status, asked.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/en\/letters\//)]);
  const [mail] = await mails();
  expect([mail!.recipient, mail!.body.includes("We have them by month."), mail!.body.includes(bob)]).toEqual([ann, true, false]);
  expect((await house.send(bob, `/en/offers/${needed}/inquiry`, { body: bodies[bob], text: "Again." })).status).toBe(409);
  expect((await house.send(ann, `/en/offers/${needed}/inquiry`, { body: bodies[ann], text: "To myself." })).status).toBe(422);
});

test("each end says what became of it; nobody else sees that anybody asked, officers included", async () => {
  const inquiry = /inquiries\/([^/]+)\/outcome/.exec(await page(needed, ann))![1]!;
  const say = async (who: string, outcome: string) => (await house.send(who, `/en/offers/${needed}/inquiries/${inquiry}/outcome`, { outcome })).status;
  expect([await say(ann, "met"), await say(bob, "partly"), await say(bob, "splendid"), await say(cat, "met"), await say("officer", "met"), await say("visitor", "met")]).toEqual([303, 303, 422, 404, 404, 403]);
  expect(wordsOf(await page(needed, ann))).toContain("You say: met · The other end says: partly met");
  expect(wordsOf(await page(needed, bob))).toContain("You say: partly met · The other end says: met");
  for (const who of ["visitor", cat, "officer", "editor"]) expect((await page(needed, who)).includes("/inquiries/"), who).toBe(false);
});

test("what was met is counted for everybody only where the number is large, and what is open plainly", async () => {
  const gaps = JSON.parse(await house.read("visitor", "/api/v1/offers/gaps")) as { open: { region: string; kind: string; needs: number; offers: number; unmet: number }[]; met: { met: number | null }[] };
  expect(gaps.met.every((it) => it.met === null)).toBe(true);
  const all = await open();
  expect(gaps.open.reduce((sum, it) => sum + it.needs, 0)).toBeGreaterThanOrEqual(all.filter((it) => it.side === "need").length);
  const cells = mainOf(await house.read("visitor", "/en/offers/gaps"));
  expect(cells.match(/<td class="few">not shown<\/td>/g)!.length).toBe(48);
  expect(allOf(cells, "h1")).toEqual(["What is missing where"]);
});

test("what a merged body posted goes on under the one that it was merged into: that is written to, and withdraws it", async () => {
  await house.person({ email: "dan@d.example" });
  await house.send("dan@d.example", "/en/registration", { kind: "organisation", name: "Heron Data Desk", sector: "academia", country: "UY", languages: "en", regionalGroup: "latin-american-caribbean" });
  await house.send("officer", "/en/desk/registrations/heron-data-desk/verification", {});
  const left = (await house.send("dan@d.example", "/en/offers/new", { ...plain, body: "heron-data-desk", side: "offer", title: "Left behind" })).headers.get("location")!.split("/").at(-1)!;
  expect((await house.send("officer", "/en/desk/merges", { from: "heron-data-desk", into: bodies[bob] })).status).toBe(303);
  await house.house.database.db.execute("delete from outbox");
  expect((await house.send(ann, `/en/offers/${left}/inquiry`, { body: bodies[ann], text: "Is it still there?" })).status).toBe(303);
  expect((await mails()).map((it) => it.recipient)).toEqual([bob]);
  expect((await house.send(bob, `/en/offers/${left}/withdrawal`, {})).status).toBe(303);
});

test("an officer takes down what is spam: the words are gone, the reason stands for everybody, and it can be asked about no more", async () => {
  const spam = await posted(bob, { side: "offer", title: "Buy our tokens", text: "Cheap tokens." });
  expect((await house.send(ann, `/en/offers/${spam}/removal`, { reason: "Spam" })).status).toBe(403);
  expect((await house.send("officer", `/en/offers/${spam}/removal`, { reason: "" })).status).toBe(422);
  expect((await house.send("officer", `/en/offers/${spam}/removal`, { reason: "It sells <b>tokens</b>." })).status).toBe(303);
  const words = wordsOf(await page(spam));
  expect([words.includes("It sells <b>tokens</b>.") || words.includes("It sells &lt;b&gt;tokens&lt;/b&gt;."), words.includes("Cheap tokens"), words.includes("Buy our tokens")]).toEqual([true, false, false]);
  expect((await open()).map((it) => it.reference)).not.toContain(spam);
  expect((await house.send(ann, `/en/offers/${spam}/inquiry`, { body: bodies[ann], text: "Hello" })).status).toBe(409);
  expect((await house.send("officer", `/en/offers/${spam}/removal`, { reason: "Again" })).status).toBe(409);
});

test("what its body withdrew leaves no words; nobody else withdraws it", async () => {
  expect((await house.send(bob, `/en/offers/${needed}/withdrawal`, {})).status).toBe(403);
  expect((await house.send(ann, `/en/offers/${needed}/withdrawal`, {})).status).toBe(303);
  expect(await data(needed)).toMatchObject({ standing: "withdrawn", title: {}, text: {}, matches: [] });
  expect((await house.send(ann, `/en/offers/${needed}/withdrawal`, {})).status).toBe(409);
});

test("a body posts five a day, and again tomorrow", async () => {
  const statuses = [];
  for (let index = 0; index < 5; index++) statuses.push((await post(ann)).status);
  expect(statuses).toEqual([303, 303, 303, 303, 409]); // one was posted above
  house.setClock("2026-06-10T10:00:00Z");
  expect((await post(ann)).status).toBe(303);
});

test("what is over is not listed, says so, and can be asked about no more", async () => {
  house.setClock("2026-12-02T10:00:00Z");
  expect((await open()).map((it) => it.reference)).not.toContain(offered);
  expect(wordsOf(await page(offered))).toContain("Over since 1 Dec 2026.");
  expect((await house.send(ann, `/en/offers/${offered}/inquiry`, { body: bodies[ann], text: "Hello" })).status).toBe(409);
  house.setClock("2026-06-10T10:00:00Z");
});
