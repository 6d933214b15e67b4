// Speaking without being anybody, through the doors: with a token and without a session, or in a session that is put aside.
import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { askToSign, blindFor, keeper, openWorkshop, participant, publishedKey, saying, speak, tokensOf, type SpentToken } from "../../test/speaking.ts";
import { createApp } from "../app.ts";
import { fileUnattributedAsSession, openByCode, withdrawByCode } from "../concepts/contributions/unattributed/operations.ts";
import { contributionsIn } from "../concepts/contributions/store.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { leastInBatch, releaseBatch } from "../concepts/disclosure/issue.ts";
import { closeForum } from "../concepts/disclosure/operations.ts";
import { checkReceipt, type UnattributedReceipt } from "@travaux/record-proofs";
import { placesIn } from "../concepts/texts/store/lineage.ts";
import { shelfOf } from "../concepts/texts/opened.ts";
import type { Db } from "../ground/db/database.ts";
import { asViewer } from "../ground/db/request.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { openLog } from "../ground/log.ts";
import { visitor, type PersonViewer, type Viewer } from "../ground/viewer.ts";
import { tellUnlinked } from "../ground/web/unlinked.ts";

const [ada, bo] = ["ada@speaks.example", "bo@speaks.example"];
let house: TestHouse;
let forum: Forum;
let viewers: Record<string, PersonViewer>;
let tokens: SpentToken[];
let spare: SpentToken[];
type Receipt = Record<string, string> & { statement: Record<string, string> };

const ask = <Row>(query: ReturnType<typeof sql>) => rowsOf<Row>(house.house.database.db, query);
const next = () => tokens.pop()!;
const said = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code];
const release = (it: Forum) => asViewer(house.house.database.db, keeper, (tx) => releaseBatch(tx, keeper, it, house.house.clock(), house.house.chance));
const receiptOf = async (body: string, more: Record<string, unknown> = {}, it = forum, token = next()) => {
  const answer = await speak(house, saying(it, token, body, more));
  expect(answer.status).toBe(201);
  return (await answer.json()) as Receipt;
};
const typeCode = (form: Record<string, string>, deed = "", headers: Record<string, string> = {}) =>
  house.app.request(`${house.house.baseUrl}/en/unattributed${deed}`, { method: "POST", body: new URLSearchParams(form), headers });

beforeAll(async () => {
  house = await openHouse({ sample: true });
  forum = await openWorkshop(house, "under-the-rule");
  viewers = { [ada]: await participant(house, forum, ada), [bo]: await participant(house, forum, bo) };
  spare = await tokensOf(house, "spare@speaks.example", await participant(house, forum, "spare@speaks.example"), forum);
  tokens = [...(await tokensOf(house, ada, viewers[ada]!, forum)), ...(await tokensOf(house, bo, viewers[bo]!, forum))];
});
afterAll(() => house?.close());

test("a participant’s tokens are signed once; the same request again, for an answer that was lost, gives the same", async () => {
  const cleo = await participant(house, forum, "cleo@speaks.example");
  const blinded = (await blindFor(house, forum)).map((it) => it.blinded);
  const sign = async (them: string[]) => askToSign(house, "cleo@speaks.example", cleo, forum, them);
  const [first, second] = [await (await sign(blinded)).json(), await (await sign(blinded)).json()];
  expect(second).toEqual(first);
  const others = (await blindFor(house, forum)).map((it) => it.blinded);
  expect((await sign(others)).status).toBe(409);
  expect(await (await sign(others)).text()).toContain("You were given your tokens");
});

test("visitors, strangers and officers who do not take part get no tokens", async () => {
  const stranger = await house.person({ email: "stranger@speaks.example" });
  const blinded = (await blindFor(house, forum)).map((it) => it.blinded);
  expect((await askToSign(house, "stranger@speaks.example", stranger, forum, blinded)).status).toBe(403);
  expect((await house.send("officer", `/en/model/forums/${forum.slug}/tokens`, {})).status).toBe(403);
  expect((await house.send("visitor", `/en/model/forums/${forum.slug}/tokens`, {})).status).toBe(403);
  expect((await askToSign(house, ada, viewers[ada]!, forum, ["x", "y"])).status).toBe(422);
});

test("with a token somebody speaks, and gets a receipt that holds what it should and no more", async () => {
  const answer = await speak(house, saying(forum, next(), "The safeguard is missing."));
  expect([answer.status, answer.headers.get("set-cookie"), answer.headers.get("cache-control")]).toEqual([201, null, "no-store"]);
  const it = (await answer.json()) as UnattributedReceipt;
  expect(Object.keys(it).toSorted()).toEqual(["code", "day", "forum", "receipt", "travaux", "version"]);
  expect(Object.keys(it.receipt.statement as object).toSorted()).toEqual(["combination", "day", "fingerprint", "forum", "place", "version", "what"]);
  expect(it).toMatchObject({ forum: forum.id, day: "2026-06-09", receipt: { entry: null, checkpoint: null, statement: { fingerprint: createHash("sha256").update("The safeguard is missing.").digest("hex"), combination: "participants/unattributed" } } });
  const findings = await checkReceipt(it);
  expect(findings.filter((one) => !one.ok)).toEqual([]);
  expect(findings.filter((one) => one.ok).map((one) => one.name)).toContain("promise");
});

test("a cookie that was sent by mistake is not looked at, and none is set", async () => {
  for (const cookie of [house.cookiesOf(ada), house.cookiesOf("officer"), "flash=%5B%22flash.released%22%5D"]) {
    const answer = await speak(house, saying(forum, next(), "With a cookie."), { cookie });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([201, null]);
    const page = await house.app.request(`${house.house.baseUrl}/en/unattributed`, { headers: { cookie } });
    expect([page.status, page.headers.get("set-cookie"), page.headers.get("vary"), page.headers.get("cache-control"), page.headers.get("referrer-policy")]).toEqual([200, null, null, "no-store", "no-referrer"]);
    expect(await page.text()).toBe(await (await house.app.request(`${house.house.baseUrl}/en/unattributed`)).text());
  }
});

test("a token is spent once; forged ones, those of another forum, and what the forum does not take are refused", async () => {
  const token = next();
  await receiptOf("Once.", {}, forum, token);
  expect(await said(await speak(house, saying(forum, token, "Twice.")))).toEqual([409, "token-spent"]);
  const forged = { nonce: token.nonce, signature: Buffer.alloc(256, 7).toString("base64url") };
  expect(await said(await speak(house, saying(forum, forged, "Forged.")))).toEqual([403, "token-unknown"]);
  const other = await openWorkshop(house, "another");
  expect(await said(await speak(house, saying(other, next(), "Elsewhere.")))).toEqual([403, "token-unknown"]);
  const narrow = await openWorkshop(house, "narrow", ["secretariat/unattributed", "participants/named"]);
  const dan = await participant(house, narrow, "dan@speaks.example");
  const [spare] = await tokensOf(house, "dan@speaks.example", dan, narrow);
  expect(await said(await speak(house, saying(narrow, spare!, "Too wide.")))).toEqual([422, "combination-not-offered"]);
  expect((await speak(house, saying(narrow, spare!, "To officers.", { combination: "secretariat/unattributed" }))).status).toBe(201); // what was refused spent nothing
});

test("what is empty, too long, about nothing or no JSON at all is refused, and spends no token", async () => {
  const token = next();
  for (const more of [{ body: "" }, { body: "x".repeat(3001) }, { token: { nonce: "AA", signature: token.signature } }, { combination: "public/kin" }]) expect(await said(await speak(house, saying(forum, token, "Well.", more)))).toEqual([422, "unattributed-unreadable"]);
  expect(await said(await speak(house, saying(forum, token, "Well.", { number: "999" })))).toEqual([404, "provision-unknown"]);
  expect(await said(await speak(house, saying(forum, token, "Well.", { answers: "C-0000000" })))).toEqual([404, "contribution-unknown"]);
  expect(await said(await speak(house, saying(forum, token, "Well.", { process: "committee" })))).toEqual([404, "page-unknown"]);
  expect((await house.app.request(`${house.house.baseUrl}/unattributed/comments`, { method: "POST", body: "no" })).status).toBe(422);
  expect((await house.app.request(`${house.house.baseUrl}/unattributed/comments`, { method: "POST", body: "x".repeat(70_000), headers: { "content-length": "70000" } })).status).toBe(413);
  expect((await speak(house, saying(forum, token, "Well."))).status).toBe(201);
});

test("of two who spend one token at once, one is heard", async () => {
  const token = next();
  const answers = await Promise.all(Array.from({ length: 4 }, (_, at) => speak(house, saying(forum, token, `At once ${at}.`))));
  expect(answers.map((it) => it.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
  expect(await ask(sql`select count(*)::int as count from wordings where body like 'At once%'`)).toEqual([{ count: 1 }]);
});

test("by their tables nobody can tell who spoke or when: no author, no session, no time, no number that rises, no line in the journal", async () => {
  const [before] = await ask<{ count: number }>(sql`select count(*)::int as count from journal`);
  const { code } = await receiptOf("No trace of me.");
  expect((await typeCode({ code: code! })).status).toBe(200);
  expect(await ask(sql`select count(*)::int as count from journal`)).toEqual([before]);
  const tables = ["contributions", "wordings", "forum_keys", "forum_key_secrets", "forum_token_marks", "spent_tokens", "unattributed_commitments"];
  const columns = await ask<{ at: string; type: string; given: string | null; identity: string }>(sql`select table_name || '.' || column_name as at, data_type as type, column_default as given, is_identity as identity from information_schema.columns where table_schema = 'public' and table_name in ${tables}`);
  expect(new Set(columns.map((it) => it.at.split(".")[0]))).toEqual(new Set(tables));
  expect(columns.filter((it) => /time|serial|bigint/.test(it.type) || it.identity === "YES" || it.given?.includes("nextval"))).toEqual([]);
  expect(columns.filter((it) => it.given !== null).map((it) => it.at).toSorted()).toEqual(["contributions.edition", "contributions.late", "wordings.inside"]);
  expect(await ask(sql`select 1 from contributions where attribution = 'unattributed' and (stakeholder_id is not null or person_id is not null or shown_sector is not null or id !~ '^.{14}4')`)).toEqual([]);
  const refused = (query: ReturnType<typeof sql>) => ask(query).then(() => "done", () => "refused"); // as the owner of the database, whom no policy holds
  expect(await refused(sql`update contributions set person_id = ${viewers[ada]!.personId} where attribution = 'unattributed'`)).toBe("refused");
  expect(await refused(sql`update contributions set id = '01890000-0000-7000-8000-000000000000' where id = (select id from contributions where attribution = 'unattributed' limit 1)`)).toBe("refused");
  expect(await refused(sql`update contributions set stands = true where attribution = 'unattributed'`)).toBe("refused");
});

test("the role of requests reads no private key, no spent token, no waiting commitment and nobody else’s mark", async () => {
  for (const table of ["forum_key_secrets", "spent_tokens", "unattributed_commitments"]) await expect(asViewer(house.house.database.db, keeper, (tx) => tx.execute(sql.raw(`select * from ${table}`)))).rejects.toThrow("Failed query");
  const marks = await asViewer(house.house.database.db, viewers[ada]!, (tx) => rowsOf<{ person_id: string }>(tx, sql`select person_id from forum_token_marks`));
  expect(marks).toEqual([{ person_id: viewers[ada]!.personId }]);
  const keys = await asViewer(house.house.database.db, { ...viewers[ada]!, participatesIn: [] }, (tx) => rowsOf<{ key: unknown }>(tx, sql`select forum_signing_key(${forum.id}, 'comment', 'x') as key`));
  expect(keys).toEqual([{ key: null }]);
});

test("the log learns method and status of these doors once a day, and neither path nor time nor who", async () => {
  const lines: string[] = [];
  const logged = { ...house.house, log: openLog("debug", { write: (line) => void lines.push(line) }) };
  const app = createApp(logged);
  const [code, cookie] = [(await receiptOf("Logged?")).code!, house.cookiesOf(ada)];
  await app.request("http://travaux.test/unattributed/comments", { method: "POST", body: JSON.stringify(saying(forum, next(), "Logged!")), headers: { cookie } });
  await app.request("http://travaux.test/unattributed/comments", { method: "POST", body: "{", headers: { cookie } });
  await app.request("http://travaux.test/en/unattributed", { method: "POST", body: new URLSearchParams({ code }), headers: { cookie } });
  expect(lines).toEqual([]);
  tellUnlinked(logged);
  expect(lines.map((it) => { const { time: _, level: __, ...rest } = JSON.parse(it) as Record<string, unknown>; return rest; })).toEqual([
    { method: "POST", status: 200, requests: 1, msg: "requests without a link" }, { method: "POST", status: 201, requests: 1, msg: "requests without a link" }, { method: "POST", status: 422, requests: 1, msg: "requests without a link" },
  ]);
  tellUnlinked(logged);
  expect(lines.length).toBe(3);
});

test("in a session without a token the same is filed and nothing of the session, so that nobody can tell which way was used", async () => {
  const { process, versions } = await shelfOf(house.house.database.db, "model", "convention", visitor);
  const [place, { id: provisionId }] = [...(await placesIn(house.house.database.db, versions.at(-1)!.id))][0]!;
  const filing = { forum, subject: { processId: process.id, versionId: versions.at(-1)!.id, place, provisionId }, disclosure: { audience: "participants", attribution: "unattributed" } as const, words: { body: "Without scripts.", language: "en", parent: null } };
  const [before] = await ask<{ count: number }>(sql`select count(*)::int as count from journal`);
  const file = (viewer: PersonViewer) => asViewer(house.house.database.db, viewer, (tx) => fileUnattributedAsSession(tx, viewer, filing, house.house.clock(), house.house.chance));
  await file(viewers[bo]!);
  await receiptOf("With scripts.");
  await expect(file({ ...viewers[bo]!, participatesIn: [] })).rejects.toMatchObject({ code: "forum-for-participants" });
  expect(await ask(sql`select count(*)::int as count from journal`)).toEqual([before]);
  const rows = await ask<Record<string, unknown>>(sql`select c.*, w.edition as wording from contributions c join wordings w on w.contribution_id = c.id where body in ('With scripts.', 'Without scripts.')`);
  const [one, other] = rows.map(({ id: _, reference: __, code_hash: ___, place: ____, provision_id: _____, version_id: ______, ...rest }) => rest);
  expect(one).toEqual(other);
});

test("inputs wait until three can be shown together; then all are written anew in one stroke, in an order that chance decides", async () => {
  const workshop = await openWorkshop(house, "batches");
  const eve = await participant(house, workshop, "eve@speaks.example");
  const own = await tokensOf(house, "eve@speaks.example", eve, workshop);
  const shown = () => asViewer(house.house.database.db, eve, async (tx) => (await contributionsIn(tx, workshop.id, eve)).map((it) => it.body));
  for (const body of ["Batch 1.", "Batch 2."]) await receiptOf(body, {}, workshop, own.pop()!);
  expect([await release(workshop), await shown()]).toEqual([0, []]);
  for (const body of ["Batch 3.", "Batch 4.", "Batch 5."]) await receiptOf(body, {}, workshop, own.pop()!);
  const [before] = await ask<{ count: number }>(sql`select count(*)::int as count from journal`);
  const arrived = (await ask<{ id: string }>(sql`select id from contributions where forum_id = ${workshop.id} order by ctid`)).map((it) => it.id);
  expect(await release(workshop)).toBe(5);
  expect((await shown()).map(String).toSorted()).toEqual(["Batch 1.", "Batch 2.", "Batch 3.", "Batch 4.", "Batch 5."]);
  const stored = await ask<{ id: string; by: string; words: string }>(sql`select c.id, c.xmin::text as by, w.xmin::text as words from contributions c join wordings w on w.contribution_id = c.id where forum_id = ${workshop.id} order by c.ctid`);
  expect(stored.map((it) => it.id).toSorted()).toEqual(arrived.toSorted());
  expect(stored.map((it) => it.id)).not.toEqual(arrived); // 1 of 120 orders; the seed of the test's chance is fixed
  const spent = await ask<{ by: string }>(sql`select s.xmin::text as by from spent_tokens s join forum_keys k on k.id = s.key_id where k.forum_id = ${workshop.id}`);
  expect(new Set([...stored.flatMap((it) => [it.by, it.words]), ...spent.map((it) => it.by)]).size).toBe(1);
  expect(await ask(sql`select entry from unattributed_commitments where forum_id = ${workshop.id}`)).toEqual([]);
  const lines = await ask<{ what: string; subject: string; details: object }>(sql`select what, subject, details from journal order by id desc limit 1`);
  expect(lines).toEqual([{ what: "inputs released", subject: workshop.id, details: { inputs: 5 } }]);
  expect(await ask(sql`select count(*)::int as count from journal`)).toEqual([{ count: before!.count + 1 }]);
});

test("an officer lets out what waits, by a button; nobody else does", async () => {
  expect((await house.send(ada, `/en/model/forums/${forum.slug}/release`, {})).status).toBe(403);
  const answer = await house.send("officer", `/en/model/forums/${forum.slug}/release`, {});
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/en/model/forums/${forum.slug}`]);
  expect(await ask(sql`select 1 from contributions where forum_id = ${forum.id} and state = 'waiting'`)).toEqual([]);
});

test("closing a forum shows even the one input that waits, destroys the private key, and nothing is spent or signed from then on", async () => {
  const workshop = await openWorkshop(house, "closing");
  const fay = await participant(house, workshop, "fay@speaks.example");
  const own = await tokensOf(house, "fay@speaks.example", fay, workshop);
  await receiptOf("The last word.", {}, workshop, own.pop()!);
  const secrets = () => ask<{ count: number }>(sql`select count(*)::int as count from forum_key_secrets s join forum_keys k on k.id = s.key_id where k.forum_id = ${workshop.id}`);
  expect(await secrets()).toEqual([{ count: 1 }]);
  await asViewer(house.house.database.db, keeper, (tx) => closeForum(tx, keeper, workshop, house.house.clock(), house.house.chance));
  expect(await secrets()).toEqual([{ count: 0 }]);
  expect(await publishedKey(house, workshop)).toMatchObject({ open: false });
  expect(await ask(sql`select state from contributions where forum_id = ${workshop.id}`)).toEqual([{ state: "shown" }]);
  expect(await said(await speak(house, saying(workshop, own.pop()!, "After the end.")))).toEqual([409, "forum-closed"]);
  const blinded = Array.from({ length: 10 }, () => Buffer.alloc(256, 1).toString("base64url"));
  expect((await askToSign(house, "fay@speaks.example", fay, workshop, blinded)).status).toBe(409);
});

test("the secret code opens an input, and nothing else does; it stands in no address", async () => {
  const { code } = await receiptOf("Open sesame.");
  const page = await typeCode({ code: ` ${code!.toLowerCase().replaceAll("-", " ")} ` });
  const html = await page.text();
  expect([page.status, page.headers.get("location"), page.headers.get("set-cookie")]).toEqual([200, null, null]);
  expect(html).toContain("Open sesame.");
  expect(html).toContain("It waits for others");
  expect(html).not.toContain(`?`.concat("code"));
  const wrong = await typeCode({ code: "00000-00000-00000-00000-00000-0" });
  expect([wrong.status, (await wrong.text()).includes("No input is opened by this code.")]).toEqual([404, true]);
  expect((await typeCode({ code: "" })).status).toBe(422);
});

test("whoever has the code says whether it still stands, narrows it and withdraws it; nobody widens it", async () => {
  const { code } = await receiptOf("For everyone, at first.", { combination: "public/unattributed" });
  for (const body of ["Filling one.", "Filling two."]) await receiptOf(body);
  expect(await release(forum)).toBeGreaterThanOrEqual(leastInBatch);
  const visible = async (who: string) => (await ask<{ id: string }>(sql`select id from contributions where code_hash = ${createHash("sha256").update(code!.replaceAll("-", "")).digest("hex")}`)).length > 0 && who;
  expect(await visible("owner")).toBe("owner");
  expect(await (await typeCode({ code: code!, stands: "no" }, "/standing")).text()).toContain("no longer stands");
  expect((await typeCode({ code: code!, audience: "participants" }, "/audience")).status).toBe(200);
  expect((await typeCode({ code: code!, audience: "public" }, "/audience")).status).toBe(403);
  expect((await typeCode({ code: code! }, "/withdrawal")).status).toBe(422);
  expect(await (await typeCode({ code: code!, sure: "yes" }, "/withdrawal")).text()).toContain("It is withdrawn");
  expect(await ask(sql`select state, audience, stands, stands_day::text as day, body from contributions c join wordings w on w.contribution_id = c.id where code_hash = ${createHash("sha256").update(code!.replaceAll("-", "")).digest("hex")}`)).toEqual([{ state: "withdrawn", audience: "participants", stands: false, day: "2026-06-09", body: null }]);
  expect((await typeCode({ code: code!, sure: "yes" }, "/withdrawal")).status).toBe(409);
});

test("what is withdrawn just as a batch is released stays withdrawn, whichever of the two is first", async () => {
  const { db } = house.house.database;
  const now = house.house.clock();
  const codes: string[] = [];
  for (let at = 0; at < 3; at++) codes.push((await receiptOf(`Meanwhile ${at}.`)).code!);
  /** Do `first` and hold its transaction open while `then` begins. */
  const overlapping = async (viewer: Viewer, first: (tx: Db) => Promise<unknown>, then: () => Promise<unknown>) => {
    const begun = Promise.withResolvers<void>();
    const one = asViewer(db, viewer, async (tx) => { await first(tx); begun.resolve(); await setTimeout(300); });
    await begun.promise;
    await Promise.all([one, then()]);
  };
  const withdraw = async (tx: Db, code: string) => withdrawByCode(tx, await openByCode(tx, code));
  await overlapping(visitor, (tx) => withdraw(tx, codes[0]!), () => release(forum));
  for (const body of ["Filler 1.", "Filler 2.", "Filler 3."]) await receiptOf(body, {}, forum, spare.pop()!);
  await overlapping(keeper, (tx) => releaseBatch(tx, keeper, forum, now, house.house.chance), () => asViewer(db, visitor, (tx) => withdraw(tx, codes[1]!)));
  expect(await ask(sql`select body from wordings where body in ('Meanwhile 0.', 'Meanwhile 1.')`)).toEqual([]);
});

test("what is withdrawn while it waits was never there", async () => {
  const { code } = await receiptOf("A slip of the tongue.");
  expect((await typeCode({ code: code!, sure: "yes" }, "/withdrawal")).status).toBe(200);
  expect(await ask(sql`select 1 from wordings where body like 'A slip%'`)).toEqual([]);
  expect((await typeCode({ code: code! })).status).toBe(404);
});
