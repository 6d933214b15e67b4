// A submission from filing to publication: who reads it when, who stands behind it, what a redacted copy leaves, and what it asks.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../../test/house.ts";
import { people } from "../../ground/auth/tables.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import { asViewer } from "../../ground/db/request.ts";
import { actingAs, houseKeeper, visitor, type PersonViewer, type Viewer } from "../../ground/viewer.ts";
import type { Call } from "../calls/call.ts";
import { addCall } from "../calls/store.ts";
import type { Forum } from "../disclosure/forum.ts";
import { releaseBatch } from "../disclosure/issue.ts";
import { openForum } from "../disclosure/operations.ts";
import { combinations, disclosureOf, type OfferedCombination } from "../disclosure/rule.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";
import { memberships, stakeholders } from "../stakeholders/tables.ts";
import { shelfOf } from "../texts/opened.ts";
import { placesIn } from "../texts/store/lineage.ts";
import type { Pin } from "./ask.ts";
import type { Contribution } from "./contribution.ts";
import { fileComment } from "./operations.ts";
import { acknowledgeSubmission, decideAsCoAuthor, fileSubmission, fileUnattributedSubmission, publishSubmission, refileSubmission, returnSubmission, takeBackSubmission, type SubmissionFiling } from "./operations/submissions.ts";
import { contributionByReference, contributionsWith, wordingsOf } from "./store.ts";
import { asksOf } from "./store/asks.ts";
import { clearanceCounts, clearancesOf, coAuthorsOf, submissionsTo } from "./store/submissions.ts";
import type { SubmissionDocument } from "./submission.ts";

const smallCell = { public: 10, members: 5 };
const now = new Date("2026-06-09T10:11:12Z");
const officer = houseKeeper("T. Adeyemi");
let house: TestHouse;
let forum: Forum;
let call: Call;
let pin: Pin;
let provisionId: string;
let viewers: Record<"visitor" | "author" | "coAuthor" | "stranger" | "officer", Viewer>;

const as = <T>(viewer: Viewer, fn: (tx: Parameters<Parameters<typeof asViewer>[2]>[0]) => Promise<T>) => asViewer(house.house.database.db, viewer, fn);
const document = (title: string, asks = [`We ask for a zander, ${title}.`, "We ask for daylight."]): SubmissionDocument =>
  ({ title, text: "Because it matters.", asks: asks.map((text) => ({ text, pins: [pin], themeIds: [], proposal: null })), answers: [], interest: null, attachments: [] });
const bodyOf = (name: "author" | "coAuthor") => (viewers[name] as PersonViewer).speaksFor[0]!.stakeholderId;
const filing = (title: string, more: Partial<SubmissionFiling> = {}): SubmissionFiling => ({ call, forum, disclosure: disclosureOf("public/named"), language: "en", document: document(title), onBehalfOf: [], ...more });
const file = (title: string, more: Partial<SubmissionFiling> = {}) => as(viewers.author, (tx) => fileSubmission(tx, viewers.author, filing(title, more), { stakeholderId: bodyOf("author"), showPerson: false, sector: "civil-society" }, smallCell, now, house.house.chance));
const seenBy = (viewer: Viewer, { reference }: Pick<Contribution, "reference">) => as(viewer, async (tx) => (await submissionsTo(tx, call.id, viewer)).find((it) => it.reference === reference) ?? null);
const readers = async (it: Contribution) => { const names: string[] = []; for (const [name, viewer] of Object.entries(viewers)) if (await seenBy(viewer, it)) names.push(name); return names; };
const opened = (viewer: Viewer, it: Contribution) => as(viewer, (tx) => contributionByReference(tx, call.processId, it.reference, viewer));
const byOfficer = async (it: Contribution, deed: (tx: Parameters<Parameters<typeof asViewer>[2]>[0], shown: Awaited<ReturnType<typeof opened>>) => Promise<void>) => as(officer, async (tx) => deed(tx, await contributionByReference(tx, call.processId, it.reference, officer)));
const publish = (it: Contribution, redacted: Parameters<typeof publishSubmission>[3] = null) => byOfficer(it, (tx, shown) => publishSubmission(tx, officer, shown, redacted, now, house.house.chance));
const standingBeside = async (it: Contribution) => { const shown = (await seenBy(visitor, it))!; return as(visitor, (tx) => coAuthorsOf(tx, shown)); };
const statesOf = (it: Contribution, viewer: Viewer = officer) => as(viewer, async (tx) => (await asksOf(tx, [it.id], viewer)).map((one) => one.state));

beforeAll(async () => {
  house = await openHouse({ sample: true });
  const { db } = house.house.database;
  const { process, versions } = await shelfOf(db, "model", "convention", visitor);
  const [place, provision] = [...(await placesIn(db, versions.at(-1)!.id))][0]!;
  pin = { versionId: versions.at(-1)!.id, place };
  provisionId = provision.id;
  forum = await as(officer, (tx) => openForum(tx, officer, { slug: "call-for-tests", processId: process.id, title: { en: "Call 99" }, about: null, openTo: "stakeholders", combinations }, now, house.house.chance));
  call = {
    id: house.house.chance.id(), processId: process.id, forumId: forum.id, number: 99, kind: "submissions", state: "announced", title: { en: "Call 99" }, about: { en: "For tests" }, mandate: { en: "Test" }, mandateSymbol: "M/CONF.1/1",
    questions: [], wordLimit: 2000, wordLimitsBySector: {}, languages: ["en"], opensAt: new Date("2026-06-01T00:00:00Z"), closesAt: new Date("2026-06-20T00:00:00Z"), timeZone: "UTC", toleranceMinutes: 10, sectors: [], exclusive: false, openTo: "stakeholders", combinations, contact: null, announcedAt: now, cancelledBecause: null,
  };
  await as(officer, (tx) => addCall(tx, call));
  const members = await rowsOf<{ person: string; body: string }>(db, sql`select ${memberships.personId} as person, ${memberships.stakeholderId} as body from ${memberships} join ${stakeholders} on ${stakeholders.id} = ${memberships.stakeholderId} join ${people} on ${people.id} = ${memberships.personId}
    where ${memberships.state} = 'active' and ${memberships.role} = 'focal-point' and ${stakeholders.state} = 'verified' and ${stakeholders.sector} = 'civil-society' order by ${people.email}`);
  const person = (index: number): PersonViewer => ({ ...actingAs("somebody"), personId: members[index]!.person, speaksFor: [{ stakeholderId: members[index]!.body, isFocalPoint: true }], secondFactor: false });
  viewers = { visitor, author: person(0), coAuthor: person(1), stranger: person(2), officer };
});
afterAll(() => house?.close());

test("a submission is for its author and the secretariat until it is published, and then for its audience", async () => {
  const it = await file("For everyone");
  expect(await readers(it)).toEqual(["author", "officer"]);
  await publish(it);
  expect(await readers(it)).toEqual(["visitor", "author", "coAuthor", "stranger", "officer"]);
  expect((await seenBy(visitor, it))!.document!.asks.map((ask) => ask.text)).toEqual(["We ask for a zander, For everyone.", "We ask for daylight."]);
});

test.each(["public/named", "public/kind", "participants/named", "secretariat/named"] as OfferedCombination[])("filed as %s it is not found by search before it is published", async (combination) => {
  const word = `quokka${combination.replaceAll(/\W/g, "")}`;
  const it = await file(word, { disclosure: disclosureOf(combination) });
  const found = () => as(visitor, async (tx) => (await contributionsWith(tx, { words: word, language: "en" }, visitor)).length);
  expect(await found()).toBe(0);
  await publish(it);
  expect(await found()).toBe(combination.startsWith("public/") ? 1 : 0);
});

test("every ask has one state, which follows acknowledgement and publication", async () => {
  const it = await file("States");
  expect(await statesOf(it)).toEqual(["received", "received"]);
  await byOfficer(it, (tx, shown) => acknowledgeSubmission(tx, officer, shown, now, house.house.chance));
  expect(await statesOf(it)).toEqual(["acknowledged", "acknowledged"]);
  expect(await statesOf(it, visitor)).toEqual([]);
  await publish(it);
  expect(await statesOf(it, visitor)).toEqual(["published", "published"]);
});

test("a comment is one ask, pinned where it stands", async () => {
  const comment = await as(viewers.author, (tx) => fileComment(tx, viewers.author, { forum, subject: { processId: call.processId, ...pin, provisionId }, disclosure: disclosureOf("public/named"), words: { body: "Keep it.", language: "en", parent: null } }, { stakeholderId: bodyOf("author"), showPerson: false }, smallCell, now, house.house.chance));
  expect(await as(visitor, (tx) => asksOf(tx, [comment.id], visitor))).toEqual([{ contributionId: comment.id, number: 1, state: "published", pins: [pin], themeIds: [] }]);
});

test("it is not published before all on whose behalf it is filed have spoken, and those who declined do not stand beside it", async () => {
  const it = await file("Together", { onBehalfOf: [bodyOf("coAuthor")] });
  expect(await readers(it)).toEqual(["author", "coAuthor", "officer"]);
  await expect(publish(it)).rejects.toMatchObject({ code: "co-authors-have-not-confirmed" });
  const shown = await opened(viewers.coAuthor, it);
  await as(viewers.coAuthor, (tx) => decideAsCoAuthor(tx, viewers.coAuthor, shown, bodyOf("coAuthor"), true, now, house.house.chance));
  await expect(as(viewers.coAuthor, (tx) => decideAsCoAuthor(tx, viewers.coAuthor, shown, bodyOf("coAuthor"), false, now, house.house.chance))).rejects.toMatchObject({ code: "co-author-decided" });
  await publish(it);
  expect((await standingBeside(it)).map((one) => [one.organisation.id, one.state])).toEqual([[bodyOf("coAuthor"), "confirmed"]]);

  const alone = await file("Alone after all", { onBehalfOf: [bodyOf("coAuthor")] });
  await as(viewers.coAuthor, async (tx) => decideAsCoAuthor(tx, viewers.coAuthor, await contributionByReference(tx, call.processId, alone.reference, viewers.coAuthor), bodyOf("coAuthor"), false, now, house.house.chance));
  expect(await readers(alone)).toEqual(["author", "officer"]);
  await publish(alone);
  expect(await standingBeside(alone)).toEqual([]);
});

test("of a redacted copy nobody but its author and the secretariat reads what was taken out, in any edition, list or search", async () => {
  const it = await file("A name xylophone");
  await publish(it, { document: document("A name [taken out]", ["We ask for [taken out].", "We ask for daylight."]), because: "names-a-person" });
  expect((await seenBy(visitor, it))!.redactedBecause).toBe("names-a-person");
  for (const [name, viewer] of Object.entries(viewers)) {
    const shown = (await seenBy(viewer, it))!;
    const editions = await as(viewer, (tx) => wordingsOf(tx, shown));
    expect([name, JSON.stringify([shown, editions]).includes("xylophone")]).toEqual([name, name === "author" || name === "officer"]);
  }
  expect(await as(visitor, (tx) => contributionsWith(tx, { words: "xylophone", language: "en" }, visitor))).toEqual([]);
  expect(await statesOf(it)).toEqual(["published", "published"]);
});

test("what is returned comes back under its number, also after the closing time, and its asks are those of the new edition", async () => {
  const it = await file("First try");
  await byOfficer(it, (tx, shown) => returnSubmission(tx, officer, shown, "The second ask is empty.", now, house.house.chance));
  expect((await opened(viewers.author, it)).state).toBe("returned");
  const later = new Date("2026-06-25T00:00:00Z");
  await as(viewers.author, async (tx) => refileSubmission(tx, viewers.author, await contributionByReference(tx, call.processId, it.reference, viewers.author), call, document("Second try", ["Only one."]), later, house.house.chance));
  expect(await statesOf(it)).toEqual(["received"]);
  await publish(it);
  expect((await seenBy(visitor, it))!.document!.title).toBe("Second try");
  expect((await as(viewers.author, (tx) => clearancesOf(tx, it.id))).map((one) => [one.turn, one.act, one.because])).toEqual([[1, "returned", "The second ask is empty."], [2, "published", null]]);
  expect(await as(visitor, (tx) => clearancesOf(tx, it.id))).toEqual([]);
});

test("what is taken back before it was published is never read by anybody again", async () => {
  const it = await file("Never mind wombat");
  await as(viewers.author, async (tx) => takeBackSubmission(tx, viewers.author, await contributionByReference(tx, call.processId, it.reference, viewers.author), now, house.house.chance));
  expect(await readers(it)).toEqual(["author", "officer"]);
  expect((await seenBy(officer, it))!.body).toBeNull();
  await expect(publish(it)).rejects.toMatchObject({ code: "submission-not-in-clearance" });
});

test("an unattributed submission reaches the secretariat with its batch, asks and all, and is published as nobody’s", async () => {
  const filings = ["One", "Two", "Three"].map((title) => filing(title, { disclosure: disclosureOf("public/unattributed") }));
  const filed: string[] = [];
  for (const one of filings) filed.push((await as(visitor, (tx) => fileUnattributedSubmission(tx, one, now, house.house.chance))).reference);
  const seen = () => as(officer, async (tx) => (await submissionsTo(tx, call.id, officer)).filter((it) => filed.includes(it.reference)));
  expect(await seen()).toEqual([]);
  await as(officer, (tx) => releaseBatch(tx, officer, forum, now, house.house.chance));
  const released = await seen();
  expect(released.map((it) => it.state)).toEqual(["received", "received", "received"]);
  expect((await as(officer, (tx) => asksOf(tx, released.map((it) => it.id), officer))).length).toBe(6);
  await as(officer, async (tx) => publishSubmission(tx, officer, released[0]!, null, now, house.house.chance));
  expect(await as(visitor, async (tx) => (await submissionsTo(tx, call.id, visitor)).filter((it) => filed.includes(it.reference)).map((it) => [it.reference, it.by]))).toEqual([[released[0]!.reference, { organisation: null, person: null, sector: null, region: null }]]);
});

test("everyone may read how many public and named submissions were cleared in which way, and not those of others", async () => {
  const before = await as(visitor, (tx) => clearanceCounts(tx, call.id));
  await publish(await file("Counted"));
  await publish(await file("Not counted", { disclosure: disclosureOf("secretariat/named") }));
  const after = await as(visitor, (tx) => clearanceCounts(tx, call.id));
  expect(after.get("published")! - before.get("published")!).toBe(1);
});

test("a call takes no submission before it opens, after its tolerance, in another language, or from another sector", async () => {
  const at = (moment: string, more: Partial<SubmissionFiling> = {}, sector: Sector = "civil-society") => as(viewers.author, (tx) => fileSubmission(tx, viewers.author, filing("Late", more), { stakeholderId: bodyOf("author"), showPerson: false, sector }, smallCell, new Date(moment), house.house.chance));
  await expect(at("2026-05-31T23:59:59Z")).rejects.toMatchObject({ code: "call-not-open-yet" });
  await expect(at("2026-06-20T00:10:01Z")).rejects.toMatchObject({ code: "call-closed" });
  expect((await at("2026-06-20T00:09:59Z")).late).toBe(true);
  expect((await at("2026-06-19T23:59:59Z")).late).toBe(false);
  await expect(at("2026-06-10T00:00:00Z", { language: "fr" })).rejects.toMatchObject({ code: "call-not-in-this-language" });
  await expect(at("2026-06-10T00:00:00Z", { call: { ...call, sectors: ["academia"] } })).rejects.toMatchObject({ code: "call-for-others" });
  await expect(at("2026-06-10T00:00:00Z", { document: { ...document("Empty", []), text: " " } })).rejects.toMatchObject({ code: "submission-empty" });
});
