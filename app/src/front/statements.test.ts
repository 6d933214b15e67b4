// Joint statements, through their doors: who signs what, who counts for which version, and what anybody can recount.
import { sql } from "drizzle-orm";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { asViewer } from "../ground/db/request.ts";
import { integrate } from "../ground/record/integrate.ts";
import { viewerBy } from "../ground/auth/sessions.ts";
import type { Viewer } from "../ground/viewer.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { speaksForAs } from "../concepts/stakeholders/store/members.ts";
import { participationsAs } from "../concepts/stakeholders/store/participants.ts";
import { addTo, reword } from "../concepts/statements/operations/drafting.ts";
import { begin } from "../concepts/statements/operations/drafters.ts";
import { open, publish, translate } from "../concepts/statements/operations/opening.ts";
import { recount, type StatementRecord } from "../concepts/statements/recount.ts";
import type { JointStatement, Rules } from "../concepts/statements/statement.ts";
import { draftOf } from "../concepts/statements/store/drafting.ts";
import { statementNow } from "../concepts/statements/store.ts";

let house: TestHouse;
/** Focal points of bodies of the sample. */
const people = { lantern: "", samudra: "", faro: "", halcyon: "" };
const ids: Record<string, string> = {};
const slugs = { lantern: "lantern-digital-rights", samudra: "samudra-policy-lab", faro: "faro-abierto", halcyon: "halcyon-cloud" };
beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  for (const [who, slug] of Object.entries(slugs)) {
    people[who as keyof typeof people] = stakeholders.find((it) => it.slug === slug)!.focalPoint.email;
    await house.person({ email: people[who as keyof typeof people] });
    ids[who] = (await rows<{ id: string }>(sql`select id from stakeholders where slug = ${slug}`))[0]!.id;
  }
}, 300_000);
afterAll(() => house?.close());

const rows = async <T,>(query: ReturnType<typeof sql>) => ((await house.house.database.db.execute(query)) as unknown as { rows: T[] }).rows;
/** Somebody of the sample as the house knows them at a door. */
const viewerOf = async (email: string): Promise<Viewer> => (await viewerBy(house.house.database.db, house.house, house.cookiesOf(email), { speaksFor: speaksForAs, participatesIn: participationsAs })).viewer;
const as = async <T,>(email: string, work: (db: Parameters<typeof draftOf>[0], viewer: Viewer) => Promise<T>) => { const viewer = await viewerOf(email); return asViewer(house.house.database.db, viewer, (tx) => work(tx, viewer)); };
const { lantern } = people;
const openRules: Rules = { individuals: true, perParagraph: false, closesAt: null, toleranceMinutes: 0, callId: null };

/** An open statement of Lantern with two paragraphs, in English. */
async function openStatement(rules: Partial<Rules> = {}): Promise<JointStatement> {
  return as(people.lantern, async (db, viewer) => {
    const { chance, clock } = house.house;
    const it = await begin(db, viewer, await processBySlug(db, "model"), { stakeholderId: ids.lantern!, workingTitle: "On research in good faith", language: "en", rules: { ...openRules, ...rules }, drafters: [] }, clock(), chance);
    await addTo(db, viewer, it.id, { kind: "paragraph", text: "Research in good faith keeps people safe.", afterId: null }, clock(), chance);
    await addTo(db, viewer, it.id, { kind: "ask", text: "Protect researchers who act in good faith.", afterId: null }, clock(), chance);
    await open(db, viewer, { id: it.id, turn: it.turn }, null, clock(), chance);
    return statementNow(db, it.id);
  });
}
async function newVersion(id: string, kind: "correction" | "change", from: string, to: string) {
  return as(people.lantern, async (db, viewer) => {
    const { chance, clock } = house.house;
    const whole = (await draftOf(db, id)).find((one) => one.wording.text.includes(from))!;
    await reword(db, viewer, id, whole.paragraph.id, { edition: whole.paragraph.edition, kind: whole.paragraph.kind, text: whole.wording.text.replace(from, to) }, clock());
    const it = await statementNow(db, id);
    await publish(db, viewer, { id, turn: it.turn }, { kind, because: "The drafters agreed." }, null, clock(), chance);
  });
}

const at = (it: JointStatement, rest = "") => `/en/model/statements/${it.number}${rest}`;
/** What the form on the signing page sends, in every language it has. */
async function formOf(who: string, it: JointStatement, more: Record<string, string | string[]> = {}) {
  const page = await house.read(who, at(it, "/signing"));
  const accepted = [...page.matchAll(/name="accepted" value="([^"]+)"/g)].map((one) => one[1]!);
  return { version: /name="version" value="(\d+)"/.exec(page)?.[1] ?? "", accepted, body: "", name: "", capacity: "Director", extent: "whole", link: "", ...more };
}
const sign = async (who: keyof typeof people, it: JointStatement, more: Record<string, string | string[]> = {}) => house.send(people[who], at(it, "/signing"), await formOf(people[who], it, { body: ids[who]!, ...more }));
const countOf = async (it: JointStatement, on = "") => { const count = JSON.parse(await house.read("visitor", `/api/v1/model/statements/${it.number}/count${on}`)) as { version: number; organisations: number; people: number }; return [count.version, count.organisations, count.people]; };
const press = (who: keyof typeof people, it: JointStatement, deed: string, more: Record<string, string> = {}) => house.send(people[who], at(it, `/signing/${deed}`), { body: ids[who]!, because: "", ...more });
void lantern;

describe("a signature", () => {
  test("is on the text that was read, and stands in the record and on the page", async () => {
    const it = await openStatement();
    expect((await sign("samudra", it)).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 1, 0]);
    const page = await house.read("visitor", at(it));
    expect(page).toContain("One organisation stands behind it.");
    expect(page).toContain("Samudra Policy Lab");
    expect(page).toContain(`Cite as: Lantern Digital Rights, “On research in good faith”, joint statement ${it.number}, version 1 of 9 Jun 2026, <a href="http://travaux.test${at(it)}?on=2026-06-09">`);
    const text = await house.get("visitor", at(it, "/texts/1-en.txt"));
    const bytes = Buffer.from(await text.arrayBuffer());
    const [{ sha256 }] = await rows<{ sha256: string }>(sql`select sha256 from statement_texts where statement_id = ${it.id}`) as [{ sha256: string }];
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  });

  test("given twice, or by two people at once, is there once", async () => {
    const it = await openStatement();
    const form = await formOf(people.samudra, it, { body: ids.samudra! });
    const answers = await Promise.all([1, 2, 3].map(() => house.send(people.samudra, at(it, "/signing"), form)));
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([303, 409, 409]);
    expect(await countOf(it)).toEqual([1, 1, 0]);
  });

  test("on a hash that is none of its texts, on another version, or on no language is refused, and nothing is signed", async () => {
    const it = await openStatement();
    const form = await formOf(people.samudra, it, { body: ids.samudra! });
    expect((await house.send(people.samudra, at(it, "/signing"), { ...form, accepted: [`en:${"0".repeat(64)}`] })).status).toBe(409);
    expect((await house.send(people.samudra, at(it, "/signing"), { ...form, version: "2" })).status).toBe(409);
    const none = await house.send(people.samudra, at(it, "/signing"), { ...form, accepted: [] });
    expect([none.status, (await none.text()).includes("Director")]).toEqual([422, true]);
    expect(await countOf(it)).toEqual([1, 0, 0]);
  });

  test("of a text that changed while it was read says so, and shows what changed", async () => {
    const it = await openStatement();
    const form = await formOf(people.samudra, it, { body: ids.samudra! });
    await newVersion(it.id, "change", "good faith keeps", "good faith, and its publication, keep");
    const answer = await house.send(people.samudra, at(it, "/signing"), form);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("is now another one than you read");
    expect(await countOf(it)).toEqual([2, 0, 0]);
  });

  test("for a body one does not speak for is refused", async () => {
    const it = await openStatement();
    expect((await house.send(people.samudra, at(it, "/signing"), await formOf(people.samudra, it, { body: ids.faro! }))).status).toBe(403);
    expect(await countOf(it)).toEqual([1, 0, 0]);
  });

  test("of a person counts apart, where the drafters let people sign, and nowhere else", async () => {
    const [it, bodies] = [await openStatement(), await openStatement({ individuals: false })];
    expect((await house.send(people.faro, at(it, "/signing"), await formOf(people.faro, it, { body: "", name: "Ana Invented", capacity: "Researcher" }))).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 0, 1]);
    expect((await house.send(people.faro, at(bodies, "/signing"), await formOf(people.faro, bodies, { body: "", name: "Ana Invented", accepted: [] , capacity: "Researcher" }))).status).toBe(422);
  });

  test("of a person goes with them when they erase themselves", async () => {
    const it = await openStatement();
    await house.person({ email: "leaver@people.example" });
    await house.send("leaver@people.example", at(it, "/signing"), await formOf("leaver@people.example", it, { body: "", name: "Leaver Invented", capacity: "Reader" }));
    expect(JSON.parse(await house.read("leaver@people.example", "/en/own-data/export"))).toMatchObject({ statements: { signed: [{ name: "Leaver Invented", capacity: "Reader" }], waiting: [] } });
    expect((await house.send("leaver@people.example", "/en/own-data/erasure", { sure: "yes" })).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 0, 0]);
    expect(await house.read("visitor", at(it))).not.toContain("Leaver Invented");
  });

  test("under some paragraphs is taken where the drafters allow it", async () => {
    const [it, whole] = [await openStatement({ perParagraph: true }), await openStatement()];
    expect((await sign("samudra", it, { extent: "some", paragraphs: ["2"] })).status).toBe(303);
    expect(await house.read("visitor", at(it))).toContain("paragraphs 2");
    expect((await sign("samudra", it, { extent: "some", paragraphs: ["7"] })).status).toBe(422);
    expect((await sign("samudra", whole, { extent: "some", paragraphs: ["1"] })).status).toBe(422);
  });

  test("comes too late after the deadline with its tolerance", async () => {
    const it = await openStatement({ closesAt: new Date("2026-06-09T10:00:00Z"), toleranceMinutes: 30 });
    const form = await formOf(people.samudra, it, { body: ids.samudra! });
    house.setClock("2026-06-09T10:30:00Z");
    expect((await house.send(people.samudra, at(it, "/signing"), form)).status).toBe(303);
    house.setClock("2026-06-09T10:30:01Z");
    expect((await house.send(people.faro, at(it, "/signing"), { ...form, body: ids.faro! })).status).toBe(409);
    house.setClock("2026-06-09T10:00:00Z");
  });
});

describe("a statement that lives on", () => {
  test("carries signatures through a correction, asks again after a change, and keeps who counts for what", async () => {
    const it = await openStatement();
    for (const who of ["samudra", "faro", "halcyon"] as const) await sign(who, it);
    await newVersion(it.id, "correction", "keeps", "keep");
    expect(await countOf(it)).toEqual([2, 3, 0]);
    await newVersion(it.id, "change", "people safe", "people and their data safe, everywhere, always");
    expect(await countOf(it)).toEqual([3, 0, 0]);
    expect(await house.read("visitor", at(it))).toContain("3 signed an earlier version and have not said anything of this one");
    const asked = await house.read(people.samudra, at(it, "/signing"));
    expect(asked).toContain("do you stand behind version 3 too?");
    expect(asked).toMatch(/<ins>.*their data/s);
    expect((await sign("samudra", await as(people.lantern, (db) => statementNow(db, it.id)))).status).toBe(303);
    expect((await press("faro", it, "refusal")).status).toBe(303);
    expect(await countOf(it)).toEqual([3, 1, 0]);
    expect(await house.read("visitor", at(it))).toContain("One signed an earlier version and has not said anything of this one");
  });

  test("keeps withdrawals with their day, and counts what stood on any day", async () => {
    const it = await openStatement();
    await sign("samudra", it);
    house.setClock("2026-06-10T10:00:00Z");
    await sign("faro", it);
    house.setClock("2026-06-12T10:00:00Z");
    expect((await press("samudra", it, "withdrawal", { because: "Our board has decided otherwise." })).status).toBe(303);
    expect([await countOf(it, "?on=2026-06-09"), await countOf(it, "?on=2026-06-10"), await countOf(it, "?on=2026-06-11"), await countOf(it)]).toEqual([[1, 1, 0], [1, 2, 0], [1, 2, 0], [1, 1, 0]]);
    const page = await house.read("visitor", at(it));
    expect(page).toContain("Our board has decided otherwise.");
    expect((await press("samudra", it, "withdrawal")).status).toBe(409);
    house.setClock("2026-06-09T10:00:00Z");
  });

  test("has languages with hashes of their own; one that is put right asks who signed it to look again, and they still count", async () => {
    const it = await openStatement();
    const french = (text: string) => as(people.lantern, async (db, viewer) => { const now = await statementNow(db, it.id); return translate(db, viewer, { id: it.id, turn: now.turn }, { language: "fr", title: "De la recherche de bonne foi", texts: [text, "Protégez les chercheurs de bonne foi."], translator: "Atelier inventé" }, house.house.clock(), house.house.chance); });
    await french("La recherche de bonne foi protege les gens.");
    const form = await formOf(people.samudra, it, { body: ids.samudra! });
    expect(form.accepted.map((one) => one.slice(0, 2))).toEqual(["en", "fr"]);
    await house.send(people.samudra, at(it, "/signing"), { ...form, accepted: [form.accepted[1]!] });
    const page = await house.read("visitor", "/fr/model/statements/" + it.number);
    expect(page).toContain("La recherche de bonne foi protege les gens.");
    expect(page).toContain("Atelier inventé");
    await french("La recherche de bonne foi protège les gens.");
    expect(await countOf(it)).toEqual([1, 1, 0]);
    expect(await house.read(people.samudra, at(it, "/signing"))).toContain("was put right since");
    expect((await house.send(people.samudra, at(it, "/signing"), { ...form, accepted: [form.accepted[1]!] })).status).toBe(409);
    expect((await sign("samudra", it)).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 1, 0]);
    expect(await house.read(people.samudra, at(it, "/signing"))).not.toContain("was put right since");
  });
});

describe("whoever speaks for a body", () => {
  const member = "member@lantern.example";
  test("without being its focal point puts a signature forward, which its focal point confirms or takes away", async () => {
    await house.person({ email: member });
    await rows(sql`insert into memberships (id, stakeholder_id, person_id, role, state, asked_at, since) select 'm-statement', ${ids.samudra}, id, 'member', 'active', now(), now() from people where email = ${member}`);
    const it = await openStatement();
    expect((await house.send(member, at(it, "/signing"), await formOf(member, it, { body: ids.samudra! }))).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 0, 0]);
    const page = await house.read(people.samudra, at(it, "/signing"));
    const pending = /name="pending" value="([^"]+)"/.exec(page)![1]!;
    expect((await house.send(member, at(it, "/signing/confirmation"), { pending })).status).toBe(403);
    expect((await house.send(people.faro, at(it, "/signing/confirmation"), { pending })).status).toBe(409);
    expect((await house.send(people.samudra, at(it, "/signing/confirmation"), { pending })).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 1, 0]);
    const [mail] = await rows<{ recipient: string }>(sql`select recipient from outbox where subject like 'A signature waits for you%'`);
    expect(mail?.recipient).toBe(people.samudra);
  });

  test("and speaks for it no more has put nothing forward for it", async () => {
    const it = await openStatement();
    await house.send(member, at(it, "/signing"), await formOf(member, it, { body: ids.samudra! }));
    const pending = /name="pending" value="([^"]+)"/.exec(await house.read(people.samudra, at(it, "/signing")))![1]!;
    await rows(sql`update memberships set state = 'ended', ended_at = now() where id = 'm-statement'`);
    expect((await house.send(people.samudra, at(it, "/signing/confirmation"), { pending })).status).toBe(409);
    expect(await countOf(it)).toEqual([1, 0, 0]);
  });
});

describe("a mailed link", () => {
  test("leads whoever has no account to the statement in three steps; a forged one leads nowhere", async () => {
    const it = await openStatement();
    await rows(sql`delete from outbox`);
    expect((await house.send(people.lantern, at(it, "/invitations"), { email: "new@body.example" })).status).toBe(303);
    expect((await house.send(people.faro, at(it, "/invitations"), { email: "new@body.example" })).status).toBe(403);
    const [{ body }] = await rows<{ body: string }>(sql`select body from outbox where recipient = 'new@body.example'`) as [{ body: string }];
    const path = /http:\/\/travaux\.test(\S+)/.exec(body)![1]!;
    const page = await house.read("visitor", path);
    expect(page).toContain("Three steps to sign");
    expect((await house.get("visitor", `${path}x`)).status).toBe(404);
    expect(JSON.stringify(await rows(sql`select * from statement_invitations`))).not.toContain("new@body.example");
    house.setClock("2026-07-20T10:00:00Z");
    expect((await house.get("visitor", path)).status).toBe(404);
    house.setClock("2026-06-09T10:00:00Z");
  });

  test("of a body that is registered on the way counts once the body is verified and its focal point confirms", async () => {
    const it = await openStatement();
    await house.person({ email: "founder@new.example" });
    await rows(sql`insert into stakeholders (id, slug, kind, name, name_key, match_keys, sector, languages, description, state, registered_at) values ('s-new', 'new-body', 'organisation', '{"en":"New Body"}', 'new body', '{}', 'academia', '{en}', '{}', 'registered', now())`);
    await rows(sql`insert into memberships (id, stakeholder_id, person_id, role, state, asked_at, since) select 'm-new', 's-new', id, 'focal-point', 'active', now(), now() from people where email = 'founder@new.example'`);
    expect((await house.send("founder@new.example", at(it, "/signing"), await formOf("founder@new.example", it, { body: "s-new" }))).status).toBe(303);
    expect(await house.read("visitor", at(it))).not.toContain("New Body");
    await rows(sql`update stakeholders set state = 'verified', verified_at = '2026-06-09T10:00:00Z' where id = 's-new'`);
    const pending = /name="pending" value="([^"]+)"/.exec(await house.read("founder@new.example", at(it, "/signing")))![1]!;
    expect((await house.send("founder@new.example", at(it, "/signing/confirmation"), { pending })).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 1, 0]);
  });
});

describe("two names of one body", () => {
  test("count once, whichever signed first, and one withdrawal is of both", async () => {
    const it = await openStatement();
    await sign("samudra", it);
    await sign("halcyon", it);
    expect(await countOf(it)).toEqual([1, 2, 0]);
    await rows(sql`update stakeholders set merged_into_id = ${ids.samudra} where id = ${ids.halcyon}`);
    expect(await countOf(it)).toEqual([1, 1, 0]);
    expect((await sign("samudra", it)).status).toBe(409);
    expect((await press("samudra", it, "withdrawal")).status).toBe(303);
    expect(await countOf(it)).toEqual([1, 0, 0]);
    await rows(sql`update stakeholders set merged_into_id = null where id = ${ids.halcyon}`);
  });
});

describe("the record of a statement", () => {
  test("is recounted by anybody, and whoever changes a word, a name or a number is found out", async () => {
    const it = await openStatement();
    for (const who of ["samudra", "faro"] as const) await sign(who, it);
    await newVersion(it.id, "change", "people safe", "people safe, and States informed");
    await sign("faro", await as(people.lantern, (db) => statementNow(db, it.id)));
    await integrate(house.house);
    const record = JSON.parse(await house.read("visitor", `/api/v1/model/statements/${it.number}/record`)) as StatementRecord;
    expect(await recount(record)).toEqual({ ok: true, counts: [{ version: 1, organisations: 2, people: 0 }, { version: 2, organisations: 1, people: 0 }], wrong: [] });
    const altered = (change: (it: StatementRecord) => void) => { const copy = structuredClone(record); change(copy); return recount(copy).then((one) => one.ok); };
    expect(await altered((one) => { one.texts[0]!.paragraphs[0]!.text = "Another text."; })).toBe(false);
    expect(await altered((one) => { one.counts[0]!.organisations = 3; })).toBe(false);
    expect(await altered((one) => { one.acts.pop(); })).toBe(false);
    expect(await altered((one) => { (one.acts[0]!.statement as { who: string }).who = "halcyon-cloud"; })).toBe(false);
    expect(await altered((one) => { one.versions[1]!.kind = "correction"; })).toBe(false);
  });
});

describe("a statement that answers a call", () => {
  const onlyCall = async () => (await rows<{ id: string; number: number; forum: string }>(sql`select id, number, forum_id as forum from calls where state = 'announced' and opens_at < '2026-06-09T10:00:00Z' and closes_at > '2026-06-09T10:00:00Z' and 'public/named' = any (combinations) and open_to = 'stakeholders' and cardinality(sectors) = 0 order by number limit 1`))[0]!;

  test("which takes one answer of each: whoever signs it signs no other, and files nothing of its own; whoever filed signs none", async () => {
    const call = await onlyCall();
    await rows(sql`update calls set exclusive = true where id = ${call.id}`);
    const [one, other] = [await openStatement({ callId: call.id }), await openStatement({ callId: call.id })];
    expect((await sign("samudra", one)).status).toBe(303);
    const refused = await sign("samudra", other);
    expect([refused.status, (await refused.text()).includes(`yours stands behind statement ${one.number}`)]).toEqual([409, true]);
    expect((await press("samudra", one, "withdrawal")).status).toBe(303);
    expect((await sign("samudra", other)).status).toBe(303);
    await rows(sql`insert into contributions (id, reference, process_id, forum_id, kind, call_id, language, audience, attribution, stakeholder_id, day, state, edition) select 'alone', 'C-ALONE', process_id, forum_id, 'submission', id, 'en', 'secretariat', 'named', ${ids.faro}, '2026-06-09', 'received', 1 from calls where id = ${call.id}`);
    await rows(sql`insert into authorships (contribution_id, attribution, stakeholder_id, person_id, filed_at) select 'alone', 'named', ${ids.faro}, id, now() from people where email = ${people.faro}`);
    const filed = await sign("faro", other);
    expect([filed.status, (await filed.text()).includes("yours answered it in C-ALONE")]).toEqual([409, true]);
    await rows(sql`update calls set exclusive = false where id = ${call.id}`);
  });

  test("is delivered to it as one submission of all who stand behind it, whose asks are numbered, admitted bodies first, and again once that was taken back", async () => {
    const call = await onlyCall();
    const it = await openStatement({ callId: call.id });
    for (const who of ["samudra", "halcyon"] as const) await sign(who, it);
    const page = await house.read(people.lantern, at(it));
    const turn = /delivery"[^]*?name="turn" value="(\d+)"/.exec(page)![1]!;
    expect((await house.send(people.samudra, at(it, "/delivery"), { turn })).status).toBe(403);
    expect((await house.send(people.lantern, at(it, "/delivery"), { turn })).status).toBe(303);
    expect((await house.send(people.lantern, at(it, "/delivery"), { turn: String(Number(turn) + 1) })).status).toBe(409);
    const [submission] = await rows<{ asks: number; confirmed: number; state: string }>(sql`select c.state, (select count(*)::int from asks a where a.contribution_id = c.id) as asks, (select count(*)::int from co_authors o where o.contribution_id = c.id and o.state = 'confirmed') as confirmed from contributions c join statements s on s.delivered_id = c.id where s.id = ${it.id}`);
    expect(submission).toEqual({ state: "received", asks: 1, confirmed: 2 });
    expect(await house.read("visitor", at(it))).toContain("It was delivered to this call");
    const [{ reference }] = await rows<{ reference: string }>(sql`select reference from contributions c join statements s on s.delivered_id = c.id where s.id = ${it.id}`) as [{ reference: string }];
    await rows(sql`update accreditations set state = 'lapsed' where process_id = ${it.processId} and stakeholder_id = ${ids.halcyon} and state = 'accredited'`);
    const filed = await house.read(people.lantern, `/en/model/contributions/${reference}`);
    expect(filed).toContain("<bdi>Lantern Digital Rights and Samudra Policy Lab</bdi> also on behalf of Halcyon Cloud</p>");
    expect(await house.read(people.lantern, at(it))).not.toContain(`${at(it)}/delivery`);
    expect((await house.send(people.lantern, `/en/model/contributions/${reference}/withdrawal`, {})).status).toBe(303);
    const again = /delivery"[^]*?name="turn" value="(\d+)"/.exec(await house.read(people.lantern, at(it)))![1]!;
    expect((await house.send(people.lantern, at(it, "/delivery"), { turn: again })).status).toBe(303);
  });
});

test("a statement is taken along as Word, PDF, table, feed and picture, the same for everyone", async () => {
  const it = await openStatement();
  await sign("samudra", it);
  const answers = await Promise.all(["docx", "pdf", "csv", "xlsx", "atom", "svg"].map((ending) => house.get("visitor", at(it, `.${ending}`))));
  expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200, 200]);
  const texts = await Promise.all(answers.map(async (one) => Buffer.from(await one.arrayBuffer()).toString("latin1")));
  expect([texts[0]!.slice(0, 2), texts[1]!.slice(0, 5)]).toEqual(["PK", "%PDF-"]);
  expect(texts[2]).toContain("Samudra Policy Lab");
  expect(texts[4]).toContain("Samudra Policy Lab signed version 1");
  expect(texts[5]).toMatch(/<svg [^>]*aria-label="1 organisation signed"/);
  expect(texts[5]).not.toContain("<script");
});
