// Comments through their doors: written, read by whom they are for, answered, changed, withdrawn, held back; and what goes out about them.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { queriesAt } from "../../test/queries.ts";
import { allOf, mainOf, wordsOf } from "../../test/html.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { languages, wordsIn } from "../ground/words.ts";

let house: TestHouse;
const author = "amina.wekesa@lantern.example", stranger = "dewi.prabandari@samudra.example", participant = "rosalind.thackeray@delegation.example";
const everyone = ["visitor", author, stranger, participant, "officer"];
const ofForum = { public: everyone, participants: [author, participant, "officer"], secretariat: [author, "officer"] } as const;
const text = "/en/model/text/convention/3-rev-2";
let place: { number: string; comment: string };
let forum: string;
let stakeholder: string;

beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  for (const email of [author, stranger, participant]) await house.person({ email });
  const provisions = (JSON.parse(await house.read("visitor", "/api/v1/model/text/convention/3-rev-2")) as { provisions: Tree[] }).provisions;
  const number = dossierOf(provisions, "art_30")!;
  place = { number, comment: `/en/model/p/${number}/3-rev-2/comment` };
  const form = await house.read(author, place.comment);
  forum = /name="forum" value="([^"]+)"/.exec(form)![1]!;
  stakeholder = /<option value="([^"]+)"[^>]*>Lantern/.exec(form)![1]!;
});
afterAll(() => house?.close());

type Tree = { id: string; dossier: string; children: Tree[] };
const dossierOf = (all: readonly Tree[], id: string): string | null => all.map((it) => (it.id === id ? it.dossier : dossierOf(it.children, id))).find((it) => it !== null) ?? null;
const status = async (who: string, path: string) => (await house.get(who, path)).status;
const pageOf = (reference: string) => `/en/model/contributions/${reference}`;
/** File through the form; where it leads, and the reference of what was filed. */
async function write(body: string, more: Record<string, string> = {}, who = author) {
  const answer = await house.send(who, place.comment, { forum, stakeholder, combination: "public/named", language: "en", answers: "", body, ...more });
  const to = answer.headers.get("location") ?? "";
  return { status: answer.status, to, reference: /contributions\/([^/]+)\/receipt/.exec(to)?.[1] ?? "", page: answer.status === 303 ? "" : await answer.text() };
}
const mails = () => rowsOf<{ recipient: string; subject: string; body: string; language: string }>(house.house.database.db, sql`select recipient, subject, body, language from outbox where subject like 'C-%' or body like '%contributions/C-%' order by created_at`);
const own = (who: string) => rowsOf<{ id: string }>(house.house.database.db, sql`select m.stakeholder_id as id from memberships m join people p on p.id = m.person_id where p.email = ${who} and m.state = 'active'`).then((it) => it[0]!.id);

test("before anything is sent, the form says of each combination who reads it, who knows whose words it is, and what can be changed; beside the official text", async () => {
  const form = mainOf(await house.read(author, place.comment));
  const choices = allOf(form, "label").filter((it) => /^For (everyone|participants|the secretariat)/.test(it));
  expect(choices.map((it) => it.split(/ (?=Everyone|Participants of|Only)/)[0])).toEqual(["For everyone, in the organisation’s name", "For everyone, sector and region only", "For participants, in the organisation’s name", "For participants, sector and region only", "For the secretariat, in the organisation’s name"]);
  for (const it of choices) expect(it).toMatch(/read it.*(sees which organisation|secretariat knows).*consent/);
  expect(form).toContain('class="official treaty"');
});

test("what is filed has a receipt, which its own people and officers open and nobody else", async () => {
  const { status: code, to, reference } = await write("Thirty days are too few for a court.");
  expect(code).toBe(303);
  const receipt = wordsOf(mainOf(await house.read(author, to)));
  expect(receipt).toContain(reference);
  expect(receipt).toMatch(/Filed on 9 Jun 2026 at 10:00:00 UTC, by Amina Wekesa for Lantern Digital Rights/);
  expect(await Promise.all(everyone.map((who) => status(who, to)))).toEqual([404, 200, 404, 404, 200]);
});

test("a public comment stands beside the text and never in it: in the margin, on the provision, on its page, in data, table, feed, search and profile", async () => {
  const words = "Marmalade keeps better than evidence.";
  const { reference } = await write(words, { showPerson: "yes" });
  const room = await house.read("visitor", `${text}?leaf=all`);
  expect(room.replaceAll(/<aside class="margin"[^]*?<\/aside>/g, "")).not.toContain(words);
  expect(wordsOf(/<aside class="margin" aria-label="About Article 30"[^]*?<\/aside>/.exec(room)![0])).toMatch(/2 views.*Add a view on art. 30/);
  const onProvision = mainOf(await house.read("visitor", `/en/model/p/${place.number}`));
  expect(onProvision).toContain(words);
  expect(onProvision.replaceAll(/<div class="view"[^]*?<\/div>|<section aria-labelledby="ledger"[^]*?<\/section>/g, "")).not.toContain(words);
  const page = wordsOf(mainOf(await house.read("visitor", pageOf(reference))));
  expect(page).toContain("Lantern Digital Rights , Amina Wekesa");
  for (const path of [`/api/v1/model/contributions/${reference}`, "/api/v1/model/text/convention/3-rev-2/contributions", `${text}/contributions.csv`, "/en/model/contributions.atom", "/en/search?q=marmalade"]) expect(await house.read("visitor", path), path).toContain(words);
  expect(await house.read("visitor", "/en/stakeholders/lantern-digital-rights")).toContain(pageOf(reference));
  expect(await house.read(author, "/en/contributions")).toContain(words);
});

test.each([["public/named", "public"], ["public/kind", "public"], ["participants/named", "participants"], ["participants/kind", "participants"], ["secretariat/named", "secretariat"]] as const)("a comment filed as %s is found by its circle and its author, at every door; for everyone else it is not there", async (combination, audience) => {
  const word = `zebu${combination.replace("/", "")}`;
  const { reference } = await write(`The ${word} waits at the border.`, { combination });
  const doors = [pageOf(reference), `/api/v1/model/contributions/${reference}`, `/en/model/p/${place.number}`, "/api/v1/model/text/convention/3-rev-2/contributions", `${text}/contributions.csv`, `/en/search?q=${word}`];
  const readers: Record<string, string[]> = {};
  for (const door of doors) readers[door] = (await Promise.all(everyone.map(async (who) => ((await house.read(who, door)).includes(`The ${word}`) ? who : "")))).filter(Boolean);
  const ofSearch = (door: string) => (door.includes("/search") ? ofForum[audience].filter((it) => it !== author || audience !== "secretariat") : ofForum[audience]); // the index knows circles, not authors
  expect(readers).toEqual(Object.fromEntries(doors.map((door) => [door, ofSearch(door)])));
  expect(await status(stranger, pageOf(reference))).toBe(audience === "public" ? 200 : 404);
  const named = (await Promise.all(everyone.map(async (who) => (mainOf(await house.read(who, pageOf(reference))).includes("Lantern Digital Rights") ? who : "")))).filter(Boolean);
  expect(named).toEqual(combination.endsWith("named") ? ofForum[audience] : [author, "officer"]);
});

test("a rejected form comes back with what was typed and a sentence beside each field", async () => {
  const none = await write("Half a sentence", { combination: "" });
  expect(none.status).toBe(422);
  expect(none.page).toContain("Half a sentence");
  expect(none.page).toContain("Choose who may read it, and under what name.");
  const long = await write("x".repeat(3001), { combination: "participants/kind", language: "fr" });
  expect(long.page).toMatch(/value="participants\/kind"[^>]* checked/);
  expect(long.page).toMatch(/value="fr"[^>]* selected/);
  expect(long.page).toContain("Keep it under 3,000 characters.");
  expect((await write("For others", { stakeholder: await own(stranger) })).page).toContain("Choose for whom you write.");
  expect((await write("Unheard of", { combination: "public/unattributed" })).page).toContain("does not take inputs with this audience and attribution");
});

test("who speaks for no stakeholder, or is not invited, is told what is missing", async () => {
  await house.person({ email: "nobody@test.example" });
  expect(await status("visitor", place.comment)).toBe(403);
  expect(wordsOf(mainOf(await house.read("nobody@test.example", place.comment)))).toContain("speaks for a stakeholder that the secretariat has verified");
  expect((await house.get(stranger, `${place.comment}?answers=C-0000000`)).status).toBe(404);
});

test("an answer stands under what it answers, and is for no more readers", async () => {
  const parent = await write("May participants see this alone?", { combination: "participants/named" });
  const form = mainOf(await house.read(participant, `${place.comment}?answers=${parent.reference}`));
  expect(allOf(form, "label").filter((it) => it.startsWith("For ")).every((it) => !it.startsWith("For everyone"))).toBe(true);
  const delegation = await own(participant);
  expect((await write("Too wide.", { answers: parent.reference, stakeholder: delegation, combination: "public/named" }, participant)).page).toContain("An answer cannot be for more readers than what it answers.");
  const answer = await write("They may.", { answers: parent.reference, stakeholder: delegation, combination: "participants/named" }, participant);
  expect(mainOf(await house.read(author, pageOf(parent.reference)))).toContain(`id="${answer.reference}"`);
  expect(wordsOf(mainOf(await house.read(author, pageOf(answer.reference))))).toContain(`Answers ${parent.reference}`);
});

test("whoever filed what is answered gets a mail in their language; not about their own words, nor about an answer that they may not read or whose hour would tell", async () => {
  const { db } = house.house.database;
  await db.execute(sql`update people set language = 'fr' where email = ${author}`);
  const parent = await write("Who answers, and how do I learn of it?");
  const before = (await mails()).length;
  const answer = async (who: string, combination: string) => void (await write("An answer.", { answers: parent.reference, combination, stakeholder: await own(who) }, who));
  await answer(author, "public/named");
  await answer(participant, "secretariat/named");
  await answer(participant, "public/kind");
  expect((await mails()).length).toBe(before);
  await answer(participant, "public/named");
  const [mail] = (await mails()).slice(before);
  expect(mail).toMatchObject({ recipient: author, language: "fr", subject: `${parent.reference} a reçu une réponse` });
  expect(mail!.body).toContain(`http://travaux.test/fr/model/contributions/${parent.reference}`);
  await db.execute(sql`update people set language = 'en' where email = ${author}`);
});

test("its author writes other words; every edition stays to be read, with what changed marked", async () => {
  const { reference } = await write("The register should be yearly.");
  expect(wordsOf(mainOf(await house.read(author, `${pageOf(reference)}/edition`)))).toContain("The register should be yearly.");
  expect((await house.send(author, `${pageOf(reference)}/edition`, { body: " " })).status).toBe(422);
  expect((await house.send(stranger, `${pageOf(reference)}/edition`, { body: "Mine now." })).status).toBe(403);
  await house.send(author, `${pageOf(reference)}/edition`, { body: "The register should be public and yearly." });
  const page = mainOf(await house.read("visitor", pageOf(reference)));
  expect(page).toContain("<ins>public and </ins>");
  expect(wordsOf(page)).toMatch(/edition 1 .* edition 2/);
  expect((JSON.parse(await house.read("visitor", `/api/v1/model/contributions/${reference}`)) as { editions: { body: string }[] }).editions.map((it) => it.body)).toEqual(["The register should be yearly.", "The register should be public and yearly."]);
});

test("it is made narrower freely, wider only with a tick, and nobody’s with a code that is shown once", async () => {
  const { reference } = await write("We may regret this name.");
  const change = (combination: string, more: Record<string, string> = {}) => house.send(author, `${pageOf(reference)}/disclosure`, { combination, ...more });
  expect((await change("participants/kind")).status).toBe(303);
  expect(await status("visitor", pageOf(reference))).toBe(404);
  const refused = await change("public/named");
  expect(refused.status).toBe(422);
  const back = await refused.text();
  expect(back).toContain("More people would learn more by this change than before.");
  expect(back).toMatch(/value="public\/named"[^>]* checked/);
  expect((await change("public/named", { consent: "yes" })).status).toBe(303);
  expect(await status("visitor", pageOf(reference))).toBe(200);
  const made = await change("public/unattributed");
  expect([made.status, made.headers.get("location"), made.headers.get("cache-control")]).toEqual([200, null, "private, no-store"]);
  expect(wordsOf(mainOf(await made.text()))).toMatch(/([0-9A-Z]{5}-){5}[0-9A-Z]/);
  expect(await house.read(author, "/en/contributions")).not.toContain(reference);
  expect((await change("public/named", { consent: "yes" })).status).toBe(403);
  expect(mainOf(await house.read("officer", pageOf(reference)))).not.toContain("Lantern Digital Rights");
});

test("its author withdraws it, after being told that this is for good; a stub stays, without a word of it", async () => {
  const { reference } = await write("Ibis tomorrow, ibis today.");
  expect(wordsOf(mainOf(await house.read(author, `${pageOf(reference)}/withdrawal`)))).toContain("This cannot be undone");
  expect(await status("visitor", `${pageOf(reference)}/withdrawal`)).toBe(403);
  expect((await house.send(author, `${pageOf(reference)}/withdrawal`, {})).status).toBe(303);
  for (const who of everyone) {
    const page = mainOf(await house.read(who, pageOf(reference)));
    expect(page).not.toContain("Ibis");
    expect(wordsOf(page)).toContain("Withdrawn by its author.");
  }
  expect((await house.send(author, `${pageOf(reference)}/withdrawal`, {})).status).toBe(409);
});

test("the secretariat holds it back with a reason that everyone reads, and lets it go; its author hears of both and reads their words", async () => {
  const { reference } = await write("Mr. X of room 12 takes bribes.");
  const before = (await mails()).length;
  expect((await house.send(author, `${pageOf(reference)}/hold`, { reason: "insult", because: "x" })).status).toBe(403);
  expect((await house.send("officer", `${pageOf(reference)}/hold`, { reason: "names-a-person", because: "" })).status).toBe(422);
  await house.send("officer", `${pageOf(reference)}/hold`, { reason: "names-a-person", because: "A name without proof." });
  const held = wordsOf(mainOf(await house.read("visitor", pageOf(reference))));
  expect(held).toContain("Held back by the secretariat on 9 Jun 2026: it names a private person. A name without proof.");
  expect(held).not.toContain("bribes");
  expect(await house.read("visitor", "/en/search?q=bribes")).not.toContain("room 12");
  expect(await house.read(author, pageOf(reference))).toContain("bribes");
  await house.send("officer", `${pageOf(reference)}/release`, {});
  expect(await house.read("visitor", pageOf(reference))).toContain("bribes");
  expect((await mails()).slice(before).map((it) => [it.recipient, it.subject])).toEqual([[author, `${reference} is held back`], [author, `${reference} can be read again`]]);
});

test("the table calculates nothing, and the feed is well formed and the same for everyone", async () => {
  await write('=HYPERLINK("http://x.example","<b>&")\u0007 ]]>');
  const csv = await house.read("visitor", `${text}/contributions.csv`);
  expect(csv).toContain(`"'=HYPERLINK(""http://x.example""`);
  const [anonymous, officer] = [await house.get("visitor", "/en/model/contributions.atom"), await house.read("officer", "/en/model/contributions.atom")];
  const feed = await anonymous.text();
  expect(officer).toBe(feed);
  expect(anonymous.headers.get("content-type")).toContain("application/atom+xml");
  expect(feed).not.toMatch(/[^\P{Cc}\n]|<b>|&(?!amp;|lt;|gt;|quot;|apos;)/u);
  const open: string[] = [];
  for (const [, closes, name, alone] of feed.replaceAll(/<\?xml.*?\?>/g, "").matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (closes) expect(open.pop()).toBe(name);
    else if (!alone) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(new Set([...feed.matchAll(/<(?:updated|published)>([^<]*)</g)].map((it) => it[1]!.slice(10)))).toEqual(new Set(["T00:00:00Z"]));
});

const queriesOf = (path: string) => queriesAt(house, path);

test("the reading room and a provision take as many queries for many comments as for one", async () => {
  const number = async (id: string) => dossierOf((JSON.parse(await house.read("visitor", "/api/v1/model/text/convention/3-rev-2")) as { provisions: Tree[] }).provisions, id)!;
  const another = `/en/model/p/${await number("art_31")}/3-rev-2/comment`;
  const paths = [text, `/en/model/p/${await number("art_31")}`, "/api/v1/model/text/convention/3-rev-2/contributions", "/en/stakeholders/lantern-digital-rights"];
  const add = () => house.send(author, another, { forum, stakeholder, combination: "public/named", language: "en", answers: "", body: "One more." });
  await add();
  const before = await Promise.all(paths.map(queriesOf));
  for (let more = 0; more < 4; more++) await add();
  expect(await Promise.all(paths.map(queriesOf))).toEqual(before);
  expect(Math.min(...before)).toBeGreaterThan(3);
});

test("paragraphs of a form are paragraphs of the page, and a break that came or went has a sign in the edition’s changes", async () => {
  const { reference } = await write("It begins.\r\n\r\nIt goes on.\r\nIt ends.");
  const filed = (page: string) => /class="view"[^>]*>.*?<\/p>(.*?)<\/div>/s.exec(page)![1]!;
  expect(filed(mainOf(await house.read("visitor", pageOf(reference))))).toBe('<p lang="en" dir="auto">It begins.</p><p lang="en" dir="auto">It goes on.<br/>It ends.</p>');
  await house.send(author, `${pageOf(reference)}/edition`, { body: "It begins. It goes on.\r\nIt ends.\r\n\r\nTruly." });
  const page = mainOf(await house.read("visitor", pageOf(reference)));
  const sign = '<span aria-hidden="true">¶</span><span class="hidden">paragraph break</span>';
  const marked = page.slice(page.indexOf("edition 2 · <time"));
  expect(marked).toContain(`It begins.<del>${sign}</del><ins> </ins>It goes on.<br/>It ends.<ins>${sign}</ins></p><p lang="en" dir="auto"><ins>Truly.</ins></p>`);
});

test("on an Arabic page an English view has its rule at its own beginning, and what the page says of it runs as the page does", async () => {
  const { reference } = await write("English words.");
  const page = mainOf(await house.read("visitor", pageOf(reference).replace("/en/", "/ar/")));
  expect(page).toMatch(/<div class="view" dir="ltr"><p class="kind" dir="rtl">/);
  expect(mainOf(await house.read("visitor", `/ar/model/p/${place.number}/3-rev-2`))).toMatch(/<div class="view" id="C-\w+" dir="ltr"><p class="kind" dir="rtl">/);
});

test("in the Arabic reading room the number of an article follows its name, also over an English text", async () => {
  const page = await house.read("visitor", "/ar/model/text/convention/3-rev-2?leaf=all");
  expect(page).toMatch(/<span lang="ar" dir="rtl">الفصل [^<]* · المادة 8<\/span>Illegal access/);
});

test.each(languages)("every page of a comment is whole in %s", async (language) => {
  const { reference } = await write("Said in many languages.");
  const paths = [pageOf(reference), `${pageOf(reference)}/receipt`, `${pageOf(reference)}/edition`, `${pageOf(reference)}/disclosure`, `${pageOf(reference)}/withdrawal`, place.comment, "/en/contributions"].map((it) => it.replace("/en/", `/${language}/`));
  for (const path of paths) {
    const page = await house.get(author, path);
    expect(page.status, path).toBe(200);
    expect(await page.text()).toContain(wordsIn(language).say("shell.skip"));
  }
});
