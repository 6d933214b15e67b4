// A call answered through its doors, without scripts: the form at every press, the page before it is sent, drafts, and what is filed.
import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { checkReceipt, type Receipt } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldsOf, openCall } from "../../test/calling.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { mainOf, wordsOf } from "../../test/html.ts";
import { formToken, tokenField } from "../ground/web/form-tokens.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import type { PersonViewer } from "../ground/viewer.ts";

const author = "amina.wekesa@lantern.example", stranger = "dewi.prabandari@samudra.example";
let house: TestHouse;
const people = new Map<string, PersonViewer>();
const answer = "/en/model/calls/14/answer";
type Fields = Record<string, string | string[]>;

beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  for (const email of [author, stranger, "colleague@lantern.example", "nobody@nowhere.example"]) people.set(email, await house.person({ email }));
  await openCall(house);
  await rows(sql`insert into memberships (id, stakeholder_id, person_id, role, state, show_name, asked_at, since) select gen_random_uuid()::text, m.stakeholder_id, c.id, 'member', 'active', false, now(), now() from memberships m join people p on p.id = m.person_id, people c where p.email = ${author} and m.state = 'active' and c.email = 'colleague@lantern.example'`);
});
afterAll(() => house?.close());

const rows = <Row>(query: ReturnType<typeof sql>) => rowsOf<Row>(house.house.database.db, query);
/** Press a button: the fields go with it, several of one name one after another. */
async function press(deed: string, fields: Fields, who = author, to = answer) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const it of [value].flat()) body.append(name, it);
  body.append("deed", deed);
  body.append(tokenField, formToken(house.house, "seed-of-the-form-tokens-in-tests", people.get(who)!));
  const sent = await house.app.request(`http://travaux.test${to}`, { method: "POST", body, headers: { cookie: house.cookiesOf(who), origin: "http://travaux.test" } });
  return { status: sent.status, to: sent.headers.get("location") ?? "", page: await sent.text() };
}
const opened = async (who = author, path = answer) => fieldsOf(await house.read(who, path));
/** A form in which all that is needed stands. */
const filled = async (more: Fields = {}, who = author): Promise<Fields> => ({ ...(await opened(who)), title: "Tie every power to the safeguard", text: "A power without its limit beside it\r\nwill be used without it.", "ask-1-text": "Refer to the safeguard.", "ask-1-find": "art. 7(1)", combination: "public/named", ...more });
const checked = async (more: Fields = {}, who = author) => fieldsOf((await press("check", await filled(more, who), who)).page);
/** File it; its reference. */
const filed = async (more: Fields = {}, who = author) => /contributions\/(C-[0-9A-Z]+)\/receipt/.exec((await press("send", await checked(more, who), who)).to)![1]!;
const said = (page: string) => wordsOf(mainOf(page));
const count = async (title: string) => (await rows<{ n: number }>(sql`select count(*)::int as n from wordings where document ->> 'title' = ${title}`))[0]!.n;

test("a visitor is asked to sign in, and whoever speaks for nobody is told who may answer", async () => {
  expect((await house.get("visitor", answer)).status).toBe(403);
  expect((await house.get("nobody@nowhere.example", answer)).status).toBe(403);
  expect((await house.get(author, answer)).status).toBe(200);
  expect((await house.get(author, "/en/model/calls/99/answer")).status).toBe(404);
});

describe("where a call takes one answer of each body", () => {
  const hash = "a".repeat(64);
  let body = "";
  beforeAll(async () => {
    await rows(sql`update calls set exclusive = true where number = 14`);
    body = (await rows<{ id: string }>(sql`select m.stakeholder_id as id from memberships m join people p on p.id = m.person_id where p.email = ${author} and m.state = 'active'`))[0]!.id;
    await rows(sql`insert into statements (id, process_id, number, state, turn, initiator_id, working_title, language, version, individuals, per_paragraph, tolerance_minutes, call_id, begun_day, opened_day) select 'joint', process_id, 77, 'open', 2, ${body}, 'Joint', 'en', 1, false, false, 0, id, '2026-06-01', '2026-06-02' from calls where number = 14`);
    await rows(sql`insert into statement_versions values ('joint', 1, 'first', '', '2026-06-02')`);
    await rows(sql`insert into statement_texts values ('joint', 1, 'en', 1, 'Joint', '[]', null, ${hash}, '2026-06-02')`);
  });
  afterAll(async () => {
    await rows(sql`delete from statements where id = 'joint'`);
    await rows(sql`update calls set exclusive = false where number = 14`);
  });
  const sign = () => house.send(author, "/en/model/statements/77/signing", { version: "1", accepted: [`en:${hash}`], body, name: "", capacity: "Director", extent: "whole", link: "" });
  const answers = async () => (await rows<{ n: number }>(sql`select ((select count(*) from contributions c join authorships a on a.contribution_id = c.id where c.call_id = (select id from calls where number = 14) and a.stakeholder_id = ${body} and c.state = 'received') + (select count(*) from statement_acts where statement_id = 'joint'))::int as n`))[0]!.n;

  test.each([0, 15, 40])("who files an answer and signs a statement %i ms later, before the answer is in, has done one of the two", async (later) => {
    const before = await answers();
    const fields = await checked({ title: "At the same moment" });
    const [sent, signed] = await Promise.all([press("send", fields), setTimeout(later).then(sign)]);
    expect([signed.status, sent.status].toSorted((a, b) => a - b)).toEqual([303, 409]);
    expect(await answers()).toBe(before + 1);
    await rows(sql`delete from statement_acts where statement_id = 'joint'`);
    await rows(sql`update contributions set state = 'taken-back' where id in (select contribution_id from wordings where document ->> 'title' = 'At the same moment')`);
  });

  test("who filed one answer files no second, and signs no statement", async () => {
    const before = await answers();
    await filed({ title: "The only one" });
    const again = await press("send", await checked({ title: "Another one" }));
    expect([again.status, said(again.page).includes("yours answered it in C-"), fieldsOf(again.page).title]).toEqual([409, true, "Another one"]);
    expect((await sign()).status).toBe(409);
    expect(await answers()).toBe(before + 1);
    await rows(sql`update contributions set state = 'taken-back' where id in (select contribution_id from wordings where document ->> 'title' = 'The only one')`);
  });

  test("whoever signed a joint statement in answer to it is told which one before writing and when sending, and nothing that was typed is lost", async () => {
    expect((await sign()).status).toBe(303);
    expect(said(await house.read(author, answer))).toContain("Each organisation answers once: by itself, or by one joint statement that it signs. Lantern Digital Rights: This call takes one answer of each organisation, and yours stands behind statement 77.");
    const sent = await press("send", await checked({ title: "Our own beside it" }));
    expect([sent.status, said(sent.page).includes("yours stands behind statement 77"), fieldsOf(sent.page).title]).toEqual([409, true, "Our own beside it"]);
  });

  test("nor stands behind what another files", async () => {
    const reference = await filed({ title: "With Lantern beside us", onBehalf: body }, stranger);
    const refused = await house.send(author, `/en/model/contributions/${reference}/co-authors`, { stakeholder: body, confirms: "yes" });
    expect([refused.status, wordsOf(mainOf(await refused.text())).includes("yours stands behind statement 77")]).toEqual([409, true]);
    expect((await house.send(author, `/en/model/contributions/${reference}/co-authors`, { stakeholder: body, confirms: "no" })).status).toBe(303);
  });
});

test("an answer is filled in, checked as it will stand, and sent; its receipt says so, and its own people read it", async () => {
  const before = await press("check", await filled());
  expect(before.status).toBe(200);
  expect(said(before.page)).toMatch(/Tie every power to the safeguard.*Refer to the safeguard\. art\. 7\(1\), M\/CONF\.1\/3\/Rev\.2.*16 of 2,000 words.*For everyone, in the organisation’s name/);
  const sent = await press("send", fieldsOf(before.page));
  expect(sent.status).toBe(303);
  expect(said(await house.read(author, sent.to))).toMatch(/Received\..*Filed on 9 Jun 2026 at 10:00:00 UTC, by Amina Wekesa for Lantern Digital Rights/);
  const page = sent.to.replace("/receipt", "");
  expect(said(await house.read(author, page))).toContain("A power without its limit beside it");
  expect((await house.get("visitor", page)).status).toBe(404);
});

test("the same send twice, also at the same moment, files one submission and leads to the same receipt", async () => {
  const fields = await checked({ title: "Sent twice" });
  const [one, two] = await Promise.all([press("send", fields), press("send", fields)]);
  expect([one.status, two.to, (await press("send", fields)).to]).toEqual([303, one.to, one.to]);
  expect(await count("Sent twice")).toBe(1);
});

test("a rejected form comes back complete: a summary first, a sentence at each field, everything typed kept", async () => {
  const { status, page } = await press("check", await filled({ title: "", text: "word ".repeat(2001), "ask-1-find": "art. 99(9)", "ask-2-text": "", "ask-2-find": "art. 8", combination: "", interested: "yes" }));
  expect(status).toBe(422);
  expect(said(page)).toMatch(/6 things are missing or wrong/);
  for (const it of ["Give it a title.", "Text, asks and answers have 2,005 words. The limit is 2,000: 5 too many.", "“art. 99(9)” does not stand in this draft.", "Say what you ask for, or remove this ask.", "Choose who may read it, and under what name.", "Say which interest it is, or untick the box."]) expect(said(page)).toContain(it);
  const fields = fieldsOf(page);
  expect([(fields.text as string).length, fields["ask-1-text"], fields["ask-1-find"], fields.interested]).toEqual([10_005, "Refer to the safeguard.", "art. 99(9)", "yes"]);
});

test("an ask is pinned by the call’s own provision, by citation, by number and by theme, and any of it is taken out again", async () => {
  const first = await opened();
  const offered = /<select name="ask-1-pin">[^]*?<option value="([^"]+ art_7__para_1)">/.exec(await house.read(author, answer))![1]!;
  let page = (await press("pin-1", { ...first, "ask-1-pin": offered, "ask-1-find": "8" })).page;
  page = (await press("pin-1", { ...fieldsOf(page), "ask-1-find": "P-003" })).page;
  expect((fieldsOf(page)["ask-1-pin"] as string[]).map((it) => it.split(" ")[1]).filter(Boolean)).toHaveLength(3);
  const fields = fieldsOf(page);
  page = (await press("stay", { ...fields, "ask-1-pin": (fields["ask-1-pin"] as string[]).slice(0, 1) })).page;
  expect([fieldsOf(page)["ask-1-pin"]].flat().filter(Boolean)).toEqual([offered]);
});

test("asks are added and removed without losing what stands in the others", async () => {
  let page = (await press("add-ask", await filled())).page;
  page = (await press("add-ask", { ...fieldsOf(page), "ask-2-text": "Second." })).page;
  page = (await press("remove-ask-1", { ...fieldsOf(page), "ask-3-text": "Third." })).page;
  const { ["ask-1-text"]: one, ["ask-2-text"]: two, ["ask-3-text"]: three } = fieldsOf(page);
  expect([one, two, three]).toEqual(["Second.", "Third.", undefined]);
});

test("wording is proposed by editing the provision’s own words, and shown as a redline before it is sent and on its page", async () => {
  const page = (await press("propose-1", await filled())).page;
  const own = fieldsOf(page)["ask-1-wording"] as string;
  expect(own.length).toBeGreaterThan(40);
  expect((await press("check", fieldsOf(page))).status).toBe(422); // nothing is changed yet
  const edited = await press("check", { ...fieldsOf(page), title: "Proposed", "ask-1-wording": `${own} Zander excepted.` });
  expect(edited.page).toMatch(/<ins>[^<]*Zander excepted\./);
  const { to } = await press("send", fieldsOf(edited.page));
  expect(await house.read(author, to.replace("/receipt", ""))).toMatch(/<ins>[^<]*Zander excepted\./);
});

test("the limit is that of the class of the stakeholder, and title and proposed wording do not count", async () => {
  await openCall(house, { number: 15, wordLimit: 5, wordLimitsBySector: { "civil-society": 8 } });
  const own = { ...(await opened(author, "/en/model/calls/15/answer")), combination: "public/named", title: "A title of very many words indeed, which nobody counts", "ask-1-find": "7", "ask-1-text": "One two three." };
  const at = (text: string) => press("check", { ...own, text }, author, "/en/model/calls/15/answer");
  expect((await at("one two three four five")).status).toBe(200);
  expect(said((await at("one two three four five six")).page)).toContain("have 9 words. The limit is 8: 1 too many.");
});

test("at the closing second and within the tolerance it is taken and marked late; after it, refused, with the text kept as a draft", async () => {
  const fields = await checked({ title: "At the last second" });
  const after = await checked({ title: "Too late" });
  house.setClock("2026-06-20T15:00:00Z");
  expect((await press("send", await checked({ title: "In time" }))).status).toBe(303);
  house.setClock("2026-06-20T15:09:59Z");
  expect((await press("send", fields)).status).toBe(303);
  house.setClock("2026-06-20T15:10:01Z");
  const refused = await press("send", after);
  house.setClock("2026-06-09T10:00:00Z");
  expect(refused.status).toBe(409);
  expect(said(refused.page)).toContain("Call 14, “Safeguards in chapter II”, closed on 20 Jun 2026 at 18:00");
  expect(fieldsOf(refused.page).title).toBe("Too late");
  expect(await rows(sql`select c.late, w.document ->> 'title' as title from contributions c join wordings w on w.contribution_id = c.id where w.document ->> 'title' in ('In time', 'At the last second', 'Too late') order by 2`)).toEqual([{ late: true, title: "At the last second" }, { late: false, title: "In time" }]);
  expect((await rows<{ title: string }>(sql`select content ->> 'title' as title from drafts where content ->> 'title' = 'Too late'`)).length).toBe(1);
});

test("before a call opens, a draft is kept and nothing is sent", async () => {
  await openCall(house, { number: 16, opensAt: new Date("2026-06-15T00:00:00Z") });
  const path = "/en/model/calls/16/answer";
  const fields = { ...(await opened(author, path)), title: "Early", "ask-1-text": "Refer.", "ask-1-find": "7", combination: "public/named" };
  const refused = await press("send", fields, author, path);
  expect([refused.status, said(refused.page).includes("Call 16, “Safeguards in chapter II”, opens on 15 Jun 2026")]).toEqual([409, true]);
  expect((await press("save", fieldsOf(refused.page), author, path)).status).toBe(303);
});

test("a draft is kept on the server, opened again by its writer alone, and gone once it is sent", async () => {
  const { status, to } = await press("save", await filled({ title: "Half done" }));
  expect(status).toBe(303);
  expect(fieldsOf(await house.read(author, to)).title).toBe("Half done");
  expect(said(await house.read(author, answer))).toContain("Half done");
  for (const who of [stranger, "colleague@lantern.example", "officer"]) expect((await house.get(who, to)).status, who).toBe(who === "officer" ? 403 : 404);
  const check = await press("check", fieldsOf(await house.read(author, to)));
  await press("send", fieldsOf(check.page));
  expect(await rows(sql`select content from drafts where content ->> 'title' = 'Half done'`)).toEqual([]);
  expect((await house.get(author, to)).headers.get("location")).toMatch(/receipt$/);
});

test("of two windows on one draft the older one does not write over the newer: it is told, and shows both", async () => {
  const { to } = await press("save", await filled({ title: "Two windows" }));
  const [left, right] = [fieldsOf(await house.read(author, to)), fieldsOf(await house.read(author, to))];
  await press("save", { ...right, text: "Newer, from the right." });
  const told = await press("save", { ...left, text: "Older, from the left." });
  expect(told.status).toBe(409);
  expect(said(told.page)).toMatch(/Another window kept something newer of this draft\..*Newer, from the right\./);
  expect(fieldsOf(told.page).text).toBe("Older, from the left.");
  expect((await press("save", fieldsOf(told.page))).status).toBe(303); // now they know
  expect(fieldsOf(await house.read(author, to)).text).toBe("Older, from the left.");
});

test("what is to be nobody’s is never kept as a draft; checked, it takes the draft with it; sent twice, it is filed once with the same receipt", async () => {
  const { to } = await press("save", await filled({ title: "First a draft" }));
  const fields = { ...fieldsOf(await house.read(author, to)), combination: "public/unattributed", title: "Nobody’s" };
  expect(said((await press("save", fields)).page)).toContain("A draft is kept under your name, and this is to be nobody’s.");
  const check = await press("check", fields);
  expect(await rows(sql`select 1 from drafts where content ->> 'title' in ('First a draft', 'Nobody’s')`)).toEqual([]);
  const [one, two] = [await press("send", fieldsOf(check.page)), await press("send", fieldsOf(check.page))];
  const code = (page: string) => /data-code="">([^<]+)</.exec(page)![1]!;
  expect([one.status, code(two.page), await count("Nobody’s")]).toEqual([200, code(one.page), 1]);
  expect(await rows(sql`select a.* from authorships a join wordings w using (contribution_id) where w.document ->> 'title' = 'Nobody’s'`)).toEqual([]);
  const again = await press("send", { ...fieldsOf(check.page), title: "Other words" });
  expect(said(again.page)).toContain("This form was sent before, with other words.");
});

test("bad input that is text is kept and told in a sentence, or filed as it is", async () => {
  const turned = await press("check", await filled({ title: "Safe\u202Egnp.exe" }));
  expect(said(turned.page)).toContain("It holds an invisible character that turns the direction");
  const odd = `${"(".repeat(100_000)}${")".repeat(10_000)} with a\0NUL`;
  const began = Date.now();
  expect((await press("check", await filled({ title: "Parentheses", text: odd }))).status).toBe(200);
  expect(Date.now() - began).toBeLessThan(10_000);
  const long = await press("check", await filled({ text: "x".repeat(1_000_000) }));
  expect([long.status, said(long.page).includes("Keep it under 120,000 characters."), (fieldsOf(long.page).text as string).length]).toEqual([422, true, 1_000_000]);
});

test("an organisation that clears its texts inside has its focal point clear that very text before a member sends it", async () => {
  const colleague = "colleague@lantern.example";
  await rows(sql`update stakeholders set clears_before_filing = true where slug = 'lantern-digital-rights'`);
  const check = await press("check", await filled({ title: "To be cleared" }, colleague), colleague);
  expect(said(check.page)).toContain("Your organisation clears texts inside before they are filed.");
  const refused = await press("send", fieldsOf(check.page), colleague);
  expect([refused.status, said(refused.page).includes("this very text is not cleared")]).toEqual([409, true]);
  const asked = await press("ask-clearing", fieldsOf(refused.page), colleague);
  expect(asked.status).toBe(303);
  const id = /draft=([^&]+)/.exec(asked.to)![1]!;
  expect((await house.get(stranger, `/en/drafts/${id}`)).status).toBe(404);
  const page = await house.read(author, `/en/drafts/${id}`);
  expect(said(page)).toContain("To be cleared");
  const edition = /name="edition" value="(\d+)"/.exec(page)![1]!;
  expect((await house.send(colleague, `/en/drafts/${id}/clearing`, { edition })).status).toBe(403);
  expect((await house.send(author, `/en/drafts/${id}/clearing`, { edition: "99" })).status).toBe(409);
  expect((await house.send(author, `/en/drafts/${id}/clearing`, { edition })).status).toBe(303);
  const changed = await press("check", { ...fieldsOf(await house.read(colleague, asked.to)), text: "Other words." }, colleague);
  const other = await press("send", fieldsOf(changed.page), colleague);
  expect(other.status).toBe(409); // cleared was another text
  const again = await press("ask-clearing", fieldsOf(other.page), colleague);
  await house.send(author, `/en/drafts/${id}/clearing`, { edition: /name="edition" value="(\d+)"/.exec(await house.read(author, `/en/drafts/${id}`))![1]! });
  const cleared = await press("check", fieldsOf(await house.read(colleague, again.to)), colleague);
  expect((await press("send", fieldsOf(cleared.page), colleague)).status).toBe(303);
  await rows(sql`update stakeholders set clears_before_filing = false where slug = 'lantern-digital-rights'`);
});

const pageOf = (reference: string) => `/en/model/contributions/${reference}`;
const officer = (reference: string, state: string) => rows(sql`update contributions set state = ${state}, published_day = '2026-06-10', acknowledged_day = '2026-06-10' where reference = ${reference}`);

test("the receipt of a submission is whole: its bytes make its fingerprint, and the mail to whoever filed it says both", async () => {
  const reference = await filed({ title: "Receipted" });
  const receipt = (await (await house.get(author, `${pageOf(reference)}/receipt.json`)).json()) as Receipt & { statement: Record<string, string> };
  expect((await checkReceipt(receipt)).filter((it) => !it.ok)).toEqual([]);
  const bytes = Buffer.from(await (await house.get(author, `${pageOf(reference)}/received.json`)).arrayBuffer());
  const fingerprint = createHash("sha256").update(bytes).digest("hex");
  expect([receipt.statement.what, receipt.statement.fingerprint]).toEqual(["submission filed", fingerprint]);
  expect((JSON.parse(bytes.toString("utf8")) as { text: string }).text).toBe("A power without its limit beside it\nwill be used without it.");
  const [mail] = await rows<{ recipient: string; body: string }>(sql`select recipient, body from outbox where subject like ${`${reference}%`}`);
  expect([mail!.recipient, mail!.body.includes(fingerprint)]).toEqual([author, true]);
  for (const step of ["/receipt.json", "/received.json"]) expect((await house.get(stranger, pageOf(reference) + step)).status).toBe(404);
});

test("those on whose behalf it is filed are found by name, asked by mail and on their page; their focal point confirms; the author leaves out who does not", async () => {
  const found = await press("seek", await filled({ seek: "Samudra", title: "Together" }));
  const [, id] = /name="onBehalf" value="([^"]+)"[^>]*>\s*<span[^>]*>Samudra/.exec(found.page)!;
  const check = await press("check", { ...fieldsOf(found.page), onBehalf: id! });
  expect(said(check.page)).toMatch(/Lantern Digital Rights ?, Samudra Policy Lab/);
  const reference = /contributions\/(C-[0-9A-Z]+)/.exec((await press("send", fieldsOf(check.page))).to)![1]!;
  expect((await rows<{ recipient: string }>(sql`select recipient from outbox where body like ${`%${reference}%`} order by recipient`)).map((it) => it.recipient)).toEqual([author, stranger]);
  expect(said(await house.read(stranger, "/en/contributions"))).toMatch(/Your organisation is asked to stand behind.*Together/);
  expect((await house.send(author, `${pageOf(reference)}/co-authors`, { stakeholder: id!, confirms: "yes" })).status).toBe(403);
  expect((await house.send(stranger, `${pageOf(reference)}/co-authors`, { stakeholder: id!, confirms: "yes" })).status).toBe(303);
  expect(said(await house.read(author, pageOf(reference)))).toContain("Samudra Policy Lab has confirmed");
  expect((await house.send(author, `${pageOf(reference)}/co-authors/leaving-out`, { stakeholder: id! })).status).toBe(409);
  const again = fieldsOf(await house.read(author, `${answer}?again=${reference}`));
  const changed = await press("check", { ...again, text: "Other words for all of us." });
  expect((await press("send", fieldsOf(changed.page))).status).toBe(303);
  expect(said(await house.read(author, pageOf(reference)))).toContain("Samudra Policy Lab has not answered yet"); // they had confirmed other words
  expect((await house.send(author, `${pageOf(reference)}/co-authors/leaving-out`, { stakeholder: id! })).status).toBe(303);
  expect((await house.get(stranger, pageOf(reference))).status).toBe(404);
});

test("what is filed for several stands under their names", async () => {
  const [{ id }] = await rows<{ id: string }>(sql`select id from stakeholders where slug = 'samudra-policy-lab'`) as [{ id: string }];
  expect(said((await press("check", await filled({ onBehalf: id, combination: "public/kind" }))).page)).toContain("What is filed on behalf of several stands under their names.");
});

test("a submission that was returned says why to its author, and is filed again under its number, also after the closing time", async () => {
  const reference = await filed({ title: "First try" });
  await officer(reference, "returned");
  await rows(sql`insert into clearances select id, 1, 'returned', 'The second ask is empty.', 'Tomas Adeyemi', '2026-06-10' from contributions where reference = ${reference}`);
  expect(said(await house.read(author, pageOf(reference)))).toMatch(/Returned by Tomas Adeyemi on 10 Jun 2026: The second ask is empty\./);
  house.setClock("2026-06-25T10:00:00Z");
  const check = await press("check", { ...fieldsOf(await house.read(author, `${answer}?again=${reference}`)), title: "Second try" });
  const sent = await press("send", fieldsOf(check.page));
  house.setClock("2026-06-09T10:00:00Z");
  expect(sent.to).toContain(reference);
  expect(said(await house.read(author, pageOf(reference)))).toMatch(/Second try.*edition 2/);
});

test("before it is published its author takes it back, and nobody else learns that it was there; it is neither withdrawn nor held nor edited like a comment", async () => {
  const reference = await filed({ title: "Never mind" });
  expect((await house.send("officer", `${pageOf(reference)}/hold`, { reason: "off-topic", because: "It is." })).status).toBe(409);
  expect((await house.send(author, `${pageOf(reference)}/edition`, { body: "Other words." })).status).toBe(409);
  expect((await house.send(author, `${pageOf(reference)}/withdrawal`, {})).status).toBe(303);
  expect(said(await house.read(author, pageOf(reference)))).toContain("Taken back by its author before it was published.");
  expect((await house.send(author, `${pageOf(reference)}/withdrawal`, {})).status).toBe(409);
  expect([(await house.get("visitor", pageOf(reference))).status, (await house.get(stranger, pageOf(reference))).status]).toEqual([404, 404]);
});

test("once published, its page says what became of it, ask by ask, and takes replies to the whole or to an ask", async () => {
  const reference = await filed({ title: "Published" });
  expect((await house.get(stranger, `${pageOf(reference)}/reply`)).status).toBe(404);
  await officer(reference, "shown");
  const page = said(await house.read("visitor", pageOf(reference)));
  expect(page).toMatch(/What became of it.*Received 9 Jun 2026.*Acknowledged 10 Jun 2026.*Published 10 Jun 2026.*1\. Refer to the safeguard\..*art\. 7\(1\), M\/CONF\.1\/3\/Rev\.2/);
  const stakeholder = /<option value="([^"]+)"[^>]*>Samudra/.exec(await house.read(stranger, `${pageOf(reference)}/reply?ask=1`))![1]!;
  const reply = { ask: "1", body: "We agree with this ask.", language: "en", combination: "public/named", stakeholder };
  expect((await house.send(stranger, `${pageOf(reference)}/reply`, { ...reply, ask: "9" })).status).toBe(422);
  const sent = await house.send(stranger, `${pageOf(reference)}/reply`, reply);
  expect(sent.status).toBe(303);
  const own = /contributions\/(C-[0-9A-Z]+)/.exec(sent.headers.get("location")!)![1]!;
  expect(said(await house.read("visitor", pageOf(reference)))).toContain("We agree with this ask.");
  expect(said(await house.read("visitor", pageOf(own)))).toMatch(new RegExp(`Answers ${reference} · Ask 1`));
  const receipt = (await (await house.get(stranger, `${pageOf(own)}/receipt.json`)).json()) as Receipt;
  expect((await checkReceipt(receipt)).filter((it) => !it.ok)).toEqual([]);
});

test("a reply is for no wider circle than what it answers", async () => {
  const reference = await filed({ title: "For participants", combination: "participants/named" });
  await officer(reference, "shown");
  const form = await house.read(author, `${pageOf(reference)}/reply`);
  expect([...form.matchAll(/name="combination" value="([^"]+)"/g)].map((it) => it[1])).not.toContain("public/named");
  const stakeholder = /<option value="([^"]+)"[^>]*>Lantern/.exec(form)![1]!;
  expect((await house.send(author, `${pageOf(reference)}/reply`, { ask: "", body: "Wider.", language: "en", combination: "public/named", stakeholder })).status).toBe(422);
});

test("as data, a submission has its document and its asks with their states, and a call what was submitted to it", async () => {
  const reference = await filed({ title: "As data" });
  expect((await house.get("visitor", `/api/v1/model/contributions/${reference}`)).status).toBe(404);
  await officer(reference, "shown");
  const it = JSON.parse(await house.read("visitor", `/api/v1/model/contributions/${reference}`)) as { kind: string; call: number; document: { title: string }; asks: unknown[] };
  expect([it.kind, it.call, it.document.title, it.asks.length]).toEqual(["submission", 14, "As data", 1]);
  expect(it.asks[0]).toMatchObject({ number: 1, state: "received", text: "Refer to the safeguard.", pins: [{ version: "3-rev-2", place: "art_7__para_1" }] });
  const list = JSON.parse(await house.read("visitor", "/api/v1/model/calls/14/contributions")) as { contributions: { reference: string; state: string }[] };
  expect(list.contributions.map((one) => one.reference)).toContain(reference);
  expect(new Set(list.contributions.map((one) => one.state))).toEqual(new Set(["shown"]));
});
