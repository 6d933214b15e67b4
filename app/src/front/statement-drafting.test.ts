// The drafting room of joint statements, through its doors: who finds it, how paragraphs come together, what keeps it from being opened.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { mainOf, wordsOf } from "../../test/html.ts";
import { dayOf } from "../ground/clock.ts";
import { asViewer } from "../ground/db/request.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { houseKeeper } from "../ground/viewer.ts";
import { releaseRemarks } from "../concepts/statements/store/drafting.ts";
import { listedBody } from "../concepts/stakeholders/networks/store.ts";
import { addMembership } from "../concepts/stakeholders/store/members.ts";

let house: TestHouse;
const people = { lantern: "", samudra: "", faro: "" };
const member = "member@lantern.example";
const bodies = { lantern: "", samudra: "", faro: "" };
const slugs = { lantern: "lantern-digital-rights", samudra: "samudra-policy-lab", faro: "faro-abierto" } as const;
const ask = async <T = Record<string, string>>(query: string) => (await rowsOf<T & Record<string, unknown>>(house.house.database.db, sql.raw(query))) as T[];

beforeAll(async () => {
  house = await openHouse({ sample: true });
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  for (const name of ["lantern", "samudra", "faro"] as const) {
    people[name] = stakeholders.find((it) => it.slug === slugs[name])!.focalPoint.email;
    await house.person({ email: people[name] });
    bodies[name] = (await listedBody(house.house.database.db, slugs[name]))!.id;
  }
  const { personId } = await house.person({ email: member });
  const since = house.house.clock();
  await addMembership(house.house.database.db, { id: house.house.chance.id(), stakeholderId: bodies.lantern, personId, role: "member", state: "active", capacity: null, showName: false, askedAt: since, since, endedAt: null });
}, 300_000);
afterAll(() => house?.close());
beforeEach(() => house.setClock("2026-06-09T10:00:00Z"));

const begun = async (more: Record<string, string> = {}) =>
  (await house.send(people.lantern, "/en/model/statements/new", { body: bodies.lantern, workingTitle: "For a right to be told", language: "en", drafters: slugs.samudra, closesDay: "2026-07-01", toleranceMinutes: "15", call: "", ...more })).headers.get("location")!;
/** A statement that two bodies draft, with these paragraphs; their ids come back. */
async function drafted(...texts: string[]): Promise<{ room: string; ids: string[] }> {
  const room = await begun();
  expect((await house.send(people.samudra, `${room}/joining`, { body: bodies.samudra })).headers.get("location")).toBe(room);
  const ids = [];
  for (const text of texts) ids.push((await house.send(people.lantern, `${room}/paragraphs`, { kind: "paragraph", text, after: "" })).headers.get("location")!.split("#p-")[1]!);
  return { room, ids };
}
const turnIn = (page: string) => /name="turn" value="(\d+)"/.exec(page)![1]!;
const hashIn = (page: string) => /name="sha256" value="([0-9a-f]{64})"/.exec(page)![1]!;
const live = (who: string, room: string, id: string, edition = 1) => house.send(who, `${room}/paragraphs/${id}/consent`, { edition: String(edition), consent: "live", because: "" });
const opening = async (room: string) => { const page = await house.read(people.lantern, `${room}/opening`); return house.send(people.lantern, `${room}/opening`, { turn: turnIn(page), sha256: hashIn(page) }); };
const publishing = async (room: string, kind: string) => { const page = await house.read(people.lantern, `${room}/version`); return house.send(people.lantern, `${room}/version`, { turn: turnIn(page), sha256: hashIn(page), kind, because: "Read again." }); };

test("who begins a statement is the focal point of a verified body; what was typed comes back with what is wrong", async () => {
  expect((await house.get(member, "/en/model/statements/new")).status).toBe(403);
  const form = { body: bodies.lantern, workingTitle: "No", language: "en", drafters: "nobody-of-this-name", toleranceMinutes: "0" };
  expect((await house.send(people.lantern, "/en/model/statements/new", form)).status).toBe(422);
  const answer = await house.send(people.lantern, "/en/model/statements/new", { ...form, workingTitle: "For a right to be told" });
  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain("nobody-of-this-name");
  expect(page).toContain('href="#drafters"');
  expect(await ask("select id from statements where working_title = 'For a right to be told'")).toEqual([]); // nothing stays of it
  expect((await house.send(people.lantern, "/en/model/statements/new", { ...form, workingTitle: "For a right", body: bodies.samudra, drafters: "" })).status).toBe(403);
}, 120_000);

test("the room is found by the bodies that draft or are asked, and by nobody else, officers included", async () => {
  const room = await begun();
  const found = async () => { const seen = []; for (const who of ["visitor", member, people.lantern, people.samudra, people.faro, "editor", "officer"]) if ((await house.get(who, room)).status === 200) seen.push(who); return seen; };
  expect(await found()).toEqual([member, people.lantern, people.samudra]);
  await house.send(people.lantern, `${room}/paragraphs`, { kind: "paragraph", text: "Whoever is warned is told why.", after: "" });
  expect(await house.read(people.samudra, room)).not.toContain("Whoever is warned"); // asked, and not yet inside
  await house.send(people.samudra, `${room}/joining`, { body: bodies.samudra });
  expect(await house.read(people.samudra, room)).toContain("Whoever is warned");
  expect((await house.send(people.lantern, `${room}/leaving`, { body: bodies.lantern })).status).toBe(409); // whoever began it stays
  await house.send(people.samudra, `${room}/leaving`, { body: bodies.samudra });
  expect(await found()).toEqual([member, people.lantern]);
}, 120_000);

test("those asked to draft get a mail, find it among their own, and may decline", async () => {
  const room = await begun({ drafters: `https://travaux.test/en/stakeholders/${slugs.faro}` });
  expect(await ask(`select subject from outbox where recipient = '${people.faro}'`)).toEqual([{ subject: "Asked to draft: For a right to be told" }]);
  expect(await house.read(people.faro, "/en/memberships")).toContain("you are asked to draft it");
  expect((await house.send(people.faro, `${room}/refusal`, { body: bodies.faro })).headers.get("location")).toBe("/en/memberships");
  expect((await house.get(people.faro, room)).status).toBe(404);
}, 120_000);

test("a body says with which paragraphs it can live, its focal point alone; of the next wording it is asked again", async () => {
  const { room, ids: [id] } = await drafted("Whoever is warned is told why.");
  expect((await live(member, room, id!)).status).toBe(403);
  await live(people.lantern, room, id!);
  expect(await house.read(people.lantern, room)).toContain(">waits<");
  await live(people.samudra, room, id!);
  expect(await house.read(people.lantern, room)).toContain(">all can live with it<");
  expect((await house.send(member, `${room}/paragraphs/${id}`, { edition: "1", kind: "paragraph", text: "Whoever is warned is told why at once." })).headers.get("location")).toBe(`${room}#p-${id}`);
  expect(await house.read(people.lantern, room)).toContain(">waits<");
  expect((await live(people.samudra, room, id!, 1)).status).toBe(409); // a word on what no longer stands
  const without = await house.send(people.samudra, `${room}/paragraphs/${id}/consent`, { edition: "2", consent: "needs", because: "" });
  expect(without.status).toBe(422);
  expect(await without.text()).toContain("Say which change you need.");
}, 120_000);

test("whoever answers for two bodies that draft says for each what it can live with", async () => {
  const { room, ids: [id] } = await drafted("Whoever is warned is told why.");
  await house.send(people.lantern, `${room}/drafters`, { drafters: slugs.faro });
  await house.send(people.faro, `${room}/joining`, { body: bodies.faro });
  const keepsFaro = (email: string) => ask(`update memberships set person_id = (select id from people where email = '${email}') where stakeholder_id = '${bodies.faro}' and role = 'focal-point' and state = 'active'`);
  await keepsFaro(people.samudra);
  const consent = (body: string, said: string, because = "") => house.send(people.samudra, `${room}/paragraphs/${id}/consent`, { edition: "1", consent: said, because, body });
  expect([(await consent(bodies.samudra, "live")).status, (await consent(bodies.faro, "needs", "Say by whom.")).status, (await consent(bodies.lantern, "live")).status]).toEqual([303, 303, 403]);
  const said = mainOf(await house.read(people.samudra, room));
  expect(said).toContain("Faro Abierto: not without this change:");
  expect(wordsOf(said)).toContain("Can live with it: Samudra Policy Lab");
  await keepsFaro(people.faro);
}, 120_000);

test("changes of different words are put together, changes of the same words are shown, and nothing typed is lost", async () => {
  const { room, ids: [id] } = await drafted("The Conference shall meet each year in Geneva and report to all.");
  const change = (who: string, edition: number, text: string) => house.send(who, `${room}/paragraphs/${id}`, { edition: String(edition), kind: "paragraph", text });
  await change(people.lantern, 1, "The Conference shall meet twice a year in Geneva and report to all.");
  expect((await change(people.samudra, 1, "The Conference shall meet each year in Geneva and report to everyone.")).status).toBe(303);
  const page = await house.read(people.samudra, room);
  expect(page).toContain("The Conference shall meet twice a year in Geneva and report to everyone.");
  const collided = await change(people.samudra, 1, "The Conference shall meet monthly in Geneva and report to all.");
  expect(collided.status).toBe(409);
  const shown = await collided.text();
  expect(shown).toContain("Somebody else changed the same words");
  expect(/<textarea id="text"[^>]*>([^<]*)</.exec(shown)![1]).toBe("The Conference shall meet monthly in Geneva and report to all.");
  const edition = Number(/name="edition" value="(\d+)"/.exec(shown)![1]);
  expect(edition).toBe(3);
  expect((await change(people.samudra, edition, "The Conference shall meet monthly in Geneva and report to everyone.")).status).toBe(303);
  expect(await house.read(people.samudra, `${room}/paragraphs/${id}`)).toContain("<del>");
  await house.send(people.lantern, `${room}/paragraphs/${id}/removal`, { edition: "4" });
  const gone = await change(people.samudra, 4, "Words that took an hour.");
  expect(gone.status).toBe(409);
  expect(await gone.text()).toContain("Words that took an hour.");
  const long = await house.send(people.samudra, `${room}/paragraphs`, { kind: "paragraph", text: "x".repeat(6001), after: "" });
  expect(long.status).toBe(422);
  expect(await long.text()).toContain("x".repeat(6001));
}, 120_000);

test("paragraphs are put in order, and taken in from a document", async () => {
  const { room, ids } = await drafted("First.", "Third.");
  await house.send(people.samudra, `${room}/paragraphs`, { kind: "ask", text: "Second.", after: ids[0]! });
  const order = async () => [...(await house.read(people.lantern, room)).matchAll(/<p lang="en" dir="auto">([A-Z][a-z]+\.)<\/p>/g)].map((it) => it[1]);
  expect(await order()).toEqual(["First.", "Second.", "Third."]);
  await house.send(people.lantern, `${room}/paragraphs/${ids[1]}/place`, { direction: "up", edition: "1" });
  expect(await order()).toEqual(["First.", "Third.", "Second."]);
  const file = new File(["We are alarmed.\n\nWe ask States to answer.\n"], "draft.txt");
  expect((await house.send(people.lantern, `${room}/import`, { file, language: "en" })).status).toBe(303);
  expect(await house.read(people.lantern, room)).toContain("We ask States to answer.");
  expect((await house.send(people.lantern, `${room}/import`, { file: new File(["\u0000"], "nothing.docx"), language: "en" })).status).toBe(422);
  expect((await house.send(people.lantern, `${room}/import`, { language: "en" })).status).toBe(422);
}, 120_000);

test("what nobody says is read from the night on, and who said it is nowhere", async () => {
  const { room, ids: [id] } = await drafted("Whoever is warned is told why.");
  const before = await ask<{ count: number }>("select count(*)::int as count from journal");
  await house.send(people.samudra, `${room}/paragraphs/${id}/remarks`, { attribution: "unattributed", text: "Our ministry would object." });
  expect(await ask<{ count: number }>("select count(*)::int as count from journal")).toEqual(before);
  const row = (await ask(`select * from statement_remarks where paragraph_id = '${id}'`))[0]!;
  expect({ who: row.stakeholder_id, state: row.state, edition: Number(row.edition) }).toEqual({ who: null, state: "waiting", edition: 0 });
  for (const who of [people.lantern, people.samudra]) expect(await house.read(who, room)).not.toContain("Our ministry");
  const night = (day: string) => asViewer(house.house.database.db, houseKeeper("daily release"), (tx) => releaseRemarks(tx, day));
  await night(dayOf(house.house.clock())); // the same day: not yet
  expect(await house.read(people.lantern, room)).not.toContain("Our ministry");
  await night("2026-06-10");
  expect(await house.read(people.lantern, room)).toContain("Our ministry would object.");
  await house.send(member, `${room}/paragraphs/${id}/remarks`, { attribution: "named", text: "Say who tells." });
  expect(await house.read(people.samudra, room)).toContain("Say who tells.");
}, 120_000);

test("a statement is not opened while something divides, nor on another text than the one that was seen", async () => {
  const { room, ids: [id] } = await drafted("Whoever is warned is told why.");
  expect((await house.get(people.samudra, `${room}/opening`)).status).toBe(403);
  const page = await house.read(people.lantern, `${room}/opening`);
  await house.send(people.samudra, `${room}/paragraphs/${id}/consent`, { edition: "1", consent: "needs", because: "Say by whom." });
  const divided = await house.read(people.lantern, `${room}/opening`);
  expect(divided).toContain("It cannot be frozen yet.");
  expect((await house.send(people.lantern, `${room}/opening`, { turn: turnIn(page), sha256: hashIn(page) })).status).toBe(409);
  await house.send(people.lantern, `${room}/paragraphs/${id}`, { edition: "1", kind: "paragraph", text: "Whoever is warned is told why, by the police." });
  expect((await house.send(people.lantern, `${room}/opening`, { turn: turnIn(page), sha256: hashIn(page) })).status).toBe(409); // a word changed since
  expect((await opening(room)).status).toBe(303);
  expect((await ask(`select subject from outbox where recipient = '${people.samudra}' order by created_at desc, id desc limit 1`))[0]!.subject).toBe("Open for signature: For a right to be told");
  expect((await house.get(people.faro, room)).status).toBe(403); // that it exists is public by now; its room is not
}, 120_000);

test("a correction alters few words; more is a change, and those who draft hear of either", async () => {
  const { room, ids: [id] } = await drafted("Whoever is warned is told why.");
  await opening(room);
  expect(await house.read(people.lantern, `${room}/version`)).toContain("The text is the same as the one that is signed now.");
  await house.send(people.lantern, `${room}/paragraphs/${id}`, { edition: "1", kind: "paragraph", text: "Nobody is ever warned of anything at all by anybody whosoever it may be here or elsewhere." });
  const refused = await publishing(room, "correction");
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("that is more than a correction");
  expect((await publishing(room, "change")).status).toBe(303);
  expect((await ask(`select subject from outbox where recipient = '${people.samudra}' order by created_at desc, id desc limit 1`))[0]!.subject).toBe("A new version: For a right to be told");
}, 120_000);

test("a translation has every paragraph; after a change it begins with those whose original stands", async () => {
  const { room, ids } = await drafted("Whoever is warned is told why.", "States shall answer within a month.");
  await opening(room);
  const translating = async (texts: string[]) => house.send(people.samudra, `${room}/translations/fr`, { turn: turnIn(await house.read(people.samudra, `${room}/translations/fr`)), language: "fr", title: "Pour un droit à savoir", translator: "Samudra", ...Object.fromEntries(texts.map((it, at) => [`text-${at}`, it])) });
  const gap = await translating(["Qui est averti sait pourquoi.", ""]);
  expect(gap.status).toBe(422);
  expect(await gap.text()).toContain("Qui est averti sait pourquoi.");
  expect((await translating(["Qui est averti sait pourquoi.", "Les États répondent en un mois."])).status).toBe(303);
  expect(await house.read(people.lantern, room)).toContain("Languages: 2 of 6");
  await house.send(people.lantern, `${room}/paragraphs/${ids[1]}`, { edition: "1", kind: "paragraph", text: "States shall answer within one week of being asked." });
  await publishing(room, "change");
  expect(await house.read(people.lantern, room)).toContain("Languages: 1 of 6");
  const again = await house.read(people.samudra, `${room}/translations/fr`);
  expect([...again.matchAll(/<textarea[^>]*>([^<]*)<\/textarea>/g)].map((it) => it[1])).toEqual(["Qui est averti sait pourquoi.", ""]);
  expect((await house.get(people.samudra, `${room}/translations/en`)).status).toBe(404);
}, 120_000);

test("whoever signed, a body or a person in their own name, hears of a change and of a language that was put right, and finds it among what waits for them", async () => {
  const { room } = await drafted("Whoever is warned is told why.");
  const [path, reader] = [room.replace("/drafting", ""), "reader@people.example"];
  await house.person({ email: reader, name: "Ana Invented" });
  await house.send(people.lantern, `${room}/rules`, { turn: turnIn(await house.read(people.lantern, `${room}/rules`)), workingTitle: "For a right to be told", closesDay: "", toleranceMinutes: "0", call: "", individuals: "yes" });
  await opening(room);
  const translating = async (text: string) => house.send(people.samudra, `${room}/translations/fr`, { turn: turnIn(await house.read(people.samudra, `${room}/translations/fr`)), language: "fr", title: "Pour un droit à savoir", translator: "Samudra", "text-0": text });
  await translating("Qui est averti sait pourquoi.");
  const signing = async (who: string, body: string) => { const page = await house.read(who, `${path}/signing`); return house.send(who, `${path}/signing`, { version: "1", accepted: [...page.matchAll(/name="accepted" value="(fr:[^"]+)"/g)].map((it) => it[1]!), body, name: body === "" ? "Ana Invented" : "", capacity: "Reader", extent: "whole", link: "" }); };
  expect([(await signing(reader, "")).status, (await signing(people.faro, bodies.faro)).status]).toEqual([303, 303]);
  await ask("delete from outbox");
  const mails = async (subject: string) => Object.fromEntries((await ask<{ recipient: string; body: string }>(`select recipient, body from outbox where subject like '${subject}:%'`)).map((it) => [it.recipient, /which (.+?) signed/.exec(it.body)?.[1]]));
  const both = { [people.faro]: "Faro Abierto", [reader]: "Ana Invented" };
  await translating("Quiconque est averti sait pourquoi.");
  expect(await mails("Put right")).toEqual(both);
  expect(await house.read(reader, "/en/memberships")).toContain("A language that you signed was put right: look again.");
  const [{ id }] = await ask<{ id: string }>(`select p.id from statement_paragraphs p join statements s on s.id = p.statement_id where s.number = ${path.split("/").at(-1)}`) as [{ id: string }];
  await house.send(people.lantern, `${room}/paragraphs/${id}`, { edition: "1", kind: "paragraph", text: "Whoever is warned is told why, and by whom." });
  await publishing(room, "change");
  expect(await mails("Changed, and you decide again")).toEqual(both);
  expect(await house.read(reader, "/en/memberships")).toContain("Its meaning has changed since: do you stand behind version 2 too?");
}, 120_000);

test("the initiator changes the rules until it is open, then only to a later day; it gives up, or closes, with a reason", async () => {
  const { room } = await drafted("Whoever is warned is told why.");
  const rules = async (more: Record<string, string>) => house.send(people.lantern, `${room}/rules`, { turn: turnIn(await house.read(people.lantern, `${room}/rules`)), workingTitle: "For a right to be told", closesDay: "2026-07-01", toleranceMinutes: "15", call: "", ...more });
  expect((await rules({ individuals: "yes" })).status).toBe(303);
  await opening(room);
  expect((await rules({ individuals: "yes", closesDay: "2026-06-20" })).status).toBe(409);
  expect((await rules({ individuals: "yes", closesDay: "2026-07-20" })).status).toBe(303);
  const close = async (because: string) => house.send(people.lantern, `${room}/closing`, { turn: turnIn(await house.read(people.lantern, room)), because });
  expect((await close("No")).status).toBe(422);
  expect((await close("The session is over.")).status).toBe(303);
  const page = await house.read(people.lantern, room);
  expect(page).toContain("The session is over.");
  expect(page).not.toContain("A new paragraph");
  const other = await drafted("Never said.");
  await house.send(people.lantern, `${other.room}/abandonment`, { turn: turnIn(await house.read(people.lantern, other.room)), because: "We agree on nothing." });
  expect((await house.get("visitor", other.room)).status).toBe(404);
  expect(await house.read(people.samudra, other.room)).toContain("We agree on nothing.");
}, 120_000);
