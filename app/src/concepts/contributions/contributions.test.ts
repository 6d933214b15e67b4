// Who reads which comment, and what of it: decided three times over, by the operations and queries under the row policies.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { asViewer } from "../../ground/db/request.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { actingAs, houseKeeper, visitor, type PersonViewer, type Viewer } from "../../ground/viewer.ts";
import { people } from "../../ground/auth/tables.ts";
import { speaksFor } from "../stakeholders/store/members.ts";
import { memberships, stakeholders } from "../stakeholders/tables.ts";
import { openForum } from "../disclosure/operations.ts";
import { combinations, disclosureOf, type OfferedCombination } from "../disclosure/rule.ts";
import type { Forum } from "../disclosure/forum.ts";
import { shelfOf } from "../texts/opened.ts";
import { placesIn } from "../texts/store/lineage.ts";
import { changeDisclosure, editComment, fileComment, fileUnattributed, holdComment, letGo, withdrawComment, type Filing } from "./operations.ts";
import { contributionByReference, contributionsOn, contributionsWith, wordingsOf } from "./store.ts";
import type { ShownContribution } from "./disclosure.ts";

const smallCell = { public: 10, members: 5 };
const now = new Date("2026-06-09T10:11:12Z");
let house: TestHouse;
let forum: Forum;
let subject: Filing["subject"];
let viewers: Record<"visitor" | "author" | "colleague" | "participant" | "stranger" | "officer" | "officer without second factor", Viewer>;
const officer = houseKeeper("T. Adeyemi");

const as = <T>(viewer: Viewer, fn: (tx: Parameters<Parameters<typeof asViewer>[2]>[0]) => Promise<T>) => asViewer(house.house.database.db, viewer, fn);
const filing = (combination: OfferedCombination, body: string, parent: ShownContribution | null = null): Filing => ({ forum, subject, disclosure: disclosureOf(combination), words: { body, language: "en", parent } });
const byAuthor = () => ({ stakeholderId: (viewers.author as PersonViewer).speaksFor[0]!.stakeholderId, showPerson: false });
const file = (combination: OfferedCombination, body: string, showPerson = false) => as(viewers.author, (tx) => fileComment(tx, viewers.author, filing(combination, body), { ...byAuthor(), showPerson }, smallCell, now, house.house.chance));
const seenBy = (viewer: Viewer, reference: string) => as(viewer, async (tx) => (await contributionsOn(tx, subject.versionId, viewer)).find((it) => it.reference === reference) ?? null);

beforeAll(async () => {
  house = await openHouse({ sample: true });
  const db = house.house.database.db;
  const { process, versions } = await shelfOf(db, "model", "convention", visitor);
  const version = versions.at(-1)!;
  const [place, { id: provisionId }] = [...(await placesIn(db, version.id))][0]!;
  subject = { processId: process.id, versionId: version.id, place, provisionId };
  forum = await as(officer, (tx) => openForum(tx, officer, { slug: "for-tests", processId: process.id, title: { en: "For tests" }, about: null, openTo: "stakeholders", combinations }, now, house.house.chance));
  const members = await rowsOf<{ person: string; body: string; sector: string }>(db, sql`select ${memberships.personId} as person, ${memberships.stakeholderId} as body, ${stakeholders.sector} as sector from ${memberships}
    join ${stakeholders} on ${stakeholders.id} = ${memberships.stakeholderId} join ${people} on ${people.id} = ${memberships.personId}
    where ${memberships.state} = 'active' and ${stakeholders.state} = 'verified' and ${stakeholders.sector} = 'civil-society' order by ${people.email}`);
  const person = (index: number, it: Partial<PersonViewer> = {}): PersonViewer => ({ ...actingAs("somebody"), personId: members[index]!.person, speaksFor: [{ stakeholderId: members[index]!.body, isFocalPoint: true }], secondFactor: false, ...it });
  const others = members.filter((it) => it.body !== members[0]!.body);
  viewers = {
    visitor, author: person(0), colleague: { ...person(0), personId: others[0]!.person }, participant: { ...person(0), personId: others[0]!.person, speaksFor: [{ stakeholderId: others[0]!.body, isFocalPoint: true }], participatesIn: [forum.id] },
    stranger: { ...person(0), personId: others[1]!.person, speaksFor: [{ stakeholderId: others[1]!.body, isFocalPoint: true }] }, officer, "officer without second factor": { ...officer, secondFactor: false },
  };
});
afterAll(() => house?.close());

const circles = { public: Object.keys({ visitor: 0, author: 0, colleague: 0, participant: 0, stranger: 0, officer: 0, "officer without second factor": 0 }), participants: ["author", "colleague", "participant", "officer"], secretariat: ["author", "colleague", "officer"] };
const attributed = combinations.filter((it) => !it.endsWith("unattributed"));

test.each(attributed)("a comment filed as %s is read by its circle and its own organisation, which alone with officers know its author and moment", async (combination) => {
  const { audience, attribution } = disclosureOf(combination);
  const { reference } = await file(combination, `Zander ${combination} swims.`);
  const readers: string[] = [], knowers: string[] = [], namers: string[] = [];
  for (const [name, viewer] of Object.entries(viewers)) {
    const it = await seenBy(viewer, reference);
    if (it) expect(it.body).toBe(`Zander ${combination} swims.`);
    if (it) readers.push(name);
    if (it?.inside) knowers.push(name);
    if (it?.by.organisation) namers.push(name);
  }
  expect(readers).toEqual(circles[audience]);
  expect(knowers).toEqual(["author", "colleague", "officer"]);
  expect(namers).toEqual(attribution === "named" ? circles[audience] : []);
});

test("a person is named beside the organisation only if they wish it", async () => {
  const [with_, without] = [await file("public/named", "I stand by this.", true), await file("public/named", "We stand by this.")];
  expect((await seenBy(visitor, with_.reference))!.by.person).not.toBeNull();
  expect((await seenBy(visitor, without.reference))!.by.person).toBeNull();
});

test("of sector and region only what ten others share is said", async () => {
  const { reference } = await file("public/kind", "Somebody of a kind.");
  const { by } = (await seenBy(visitor, reference))!;
  const [{ count }] = await rowsOf<{ count: number }>(house.house.database.db, sql`select count(*)::int as count from stakeholders where state = 'verified' and merged_into_id is null and sector = 'civil-society'`) as [{ count: number }];
  expect(by).toEqual({ organisation: null, person: null, sector: count >= 10 ? "civil-society" : null, region: null });
});

test("an unattributed input waits, unseen by everyone, officers too", async () => {
  const receipt = await as(visitor, (tx) => fileUnattributed(tx, filing("participants/unattributed", "Nobody says so."), now, house.house.chance));
  expect(receipt.code).toMatch(/^([0-9A-Z]{5}-){5}[0-9A-Z]$/);
  for (const viewer of Object.values(viewers)) expect(await seenBy(viewer, receipt.reference)).toBeNull();
  const [row] = await rowsOf<{ authors: number; proofs: number; journal: number }>(house.house.database.db, sql`select (select count(*)::int from authorships a join contributions c on c.id = a.contribution_id where c.reference = ${receipt.reference}) as authors,
    (select count(*)::int from contribution_proofs p join contributions c on c.id = p.contribution_id where c.reference = ${receipt.reference}) as proofs, (select count(*)::int from journal j join contributions c on c.id = j.subject where c.reference = ${receipt.reference}) as journal`);
  expect(row).toEqual({ authors: 0, proofs: 0, journal: 0 });
});

test("the database gives no unattributed input an author, whoever asks it to", async () => {
  const receipt = await as(visitor, (tx) => fileUnattributed(tx, filing("public/unattributed", "Nobody at all."), now, house.house.chance));
  const author = byAuthor().stakeholderId;
  const asOwner = (query: ReturnType<typeof sql>) => house.house.database.db.execute(query).then(() => "done", () => "refused");
  expect(await asOwner(sql`insert into authorships select id, 'named', ${author}, null, now() from contributions where reference = ${receipt.reference}`)).toBe("refused");
  expect(await asOwner(sql`insert into authorships select id, attribution, ${author}, null, now() from contributions where reference = ${receipt.reference}`)).toBe("refused");
  expect(await asOwner(sql`update contributions set stakeholder_id = ${author} where reference = ${receipt.reference}`)).toBe("refused");
  expect(await asOwner(sql`update contributions set attribution = 'named', code_hash = null, stakeholder_id = ${author}, state = 'shown' where reference = ${receipt.reference}`)).toBe("refused");
});

test("its author edits it, and every edition can be read; narrows it; widens it by consent; withdraws it, words and all", async () => {
  const { author } = viewers;
  const { reference } = await file("public/named", "First words.");
  const open = (viewer = author) => as(viewer, (tx) => contributionByReference(tx, subject.processId, reference, viewer));
  const open0 = (tx: Parameters<typeof contributionByReference>[0]) => contributionByReference(tx, subject.processId, reference, author);
  await as(author, async (tx) => editComment(tx, author, await open0(tx), "Second words.", now, house.house.chance));
  const editions = await as(visitor, async (tx) => (await wordingsOf(tx, await contributionByReference(tx, subject.processId, reference, visitor))).map((it) => it.body));
  expect(editions).toEqual(["First words.", "Second words."]);

  await as(author, async (tx) => changeDisclosure(tx, author, await open0(tx), forum, { to: "public/kind", consent: false }, smallCell, now, house.house.chance));
  expect((await open(visitor)).by.organisation).toBeNull();
  const widening = (consent: boolean) => as(author, async (tx) => changeDisclosure(tx, author, await open0(tx), forum, { to: "public/named", consent }, smallCell, now, house.house.chance));
  await expect(widening(false)).rejects.toMatchObject({ code: "consent-needed" });
  await widening(true);
  expect((await open(visitor)).by.organisation).not.toBeNull();

  await as(author, async (tx) => withdrawComment(tx, author, await open0(tx), now, house.house.chance));
  expect(await open(officer)).toMatchObject({ state: "withdrawn", body: null, fingerprint: null });
  expect(await rowsOf(house.house.database.db, sql`select body from wordings w join contributions c on c.id = w.contribution_id where c.reference = ${reference} and body is not null`)).toEqual([]);
});

test("made unattributed by its author, it forgets who wrote it, in every table, and can never be given back", async () => {
  const { author } = viewers;
  const it = await file("public/named", "I wish I had not signed this.", true);
  const { code } = await as(author, async (tx) => changeDisclosure(tx, author, await contributionByReference(tx, subject.processId, it.reference, author), forum, { to: "public/unattributed", consent: false }, smallCell, now, house.house.chance));
  expect(code).toMatch(/^[0-9A-Z-]{31}$/);
  const db = house.house.database.db;
  const [links] = await rowsOf<Record<string, number>>(db, sql`select (select count(*)::int from authorships where contribution_id = ${it.id}) as authorships, (select count(*)::int from contribution_proofs where contribution_id = ${it.id}) as proofs,
    (select count(*)::int from journal where subject = ${it.id}) as journal, (select count(*)::int from contributions where id = ${it.id} and (stakeholder_id is not null or person_id is not null)) as names`);
  expect(links).toEqual({ authorships: 0, proofs: 0, journal: 0, names: 0 });
  expect(await seenBy(author, it.reference)).toMatchObject({ own: false, inside: null });
});

test("the secretariat holds a comment back with its reason, seen by all; the words by its author and officers; and lets it go", async () => {
  const { reference } = await file("public/named", "Somebody is a fool.");
  const on = (fn: typeof letGo) => as(officer, async (tx) => fn(tx, officer, await contributionByReference(tx, subject.processId, reference, officer), now, house.house.chance));
  await as(officer, async (tx) => holdComment(tx, officer, await contributionByReference(tx, subject.processId, reference, officer), { reason: "insult", because: "It calls a person a fool." }, now, house.house.chance));
  const held = await seenBy(visitor, reference);
  expect(held).toMatchObject({ body: null, fingerprint: null, held: { reason: "insult", because: "It calls a person a fool.", day: "2026-06-09" } });
  expect((await seenBy(viewers.author, reference))!.body).toBe("Somebody is a fool.");
  await on(letGo);
  expect((await seenBy(visitor, reference))!.body).toBe("Somebody is a fool.");
});

test("search finds words for those who may read them", async () => {
  await file("participants/named", "A pelican in the annex.");
  const found = async (viewer: Viewer) => (await as(viewer, (tx) => contributionsWith(tx, { words: "pelican", language: "en" }, viewer))).length;
  expect(await found(viewers.participant)).toBe(1);
  expect([await found(visitor), await found(viewers.stranger), await found(officer)]).toEqual([0, 0, 1]);
});

test("what a body wrote stays its own, under the name it had, when it is merged into another", async () => {
  const { reference } = await file("public/kind", "Words of the first body.");
  const stranger = viewers.stranger as PersonViewer;
  const db = house.house.database.db;
  await db.execute(sql`update stakeholders set merged_into_id = ${stranger.speaksFor[0]!.stakeholderId} where id = ${byAuthor().stakeholderId}`);
  const merged: Viewer = { ...stranger, speaksFor: await speaksFor(db, stranger.personId) };
  expect(await seenBy(merged, reference)).toMatchObject({ own: true, inside: { organisation: { id: byAuthor().stakeholderId } } });
  await db.execute(sql`update stakeholders set merged_into_id = null where id = ${byAuthor().stakeholderId}`);
  expect(await seenBy({ ...stranger, speaksFor: await speaksFor(db, stranger.personId) }, reference)).toMatchObject({ own: false, inside: null });
});
