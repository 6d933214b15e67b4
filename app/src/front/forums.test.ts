// Forums, through their doors: who opens one, who is invited, and that nobody else learns who takes part.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { mainOf, wordsOf } from "../../test/html.ts";
import { combinations } from "../concepts/disclosure/rule.ts";
import { plainWords } from "../concepts/disclosure/words.ts";
import { languages, wordsIn } from "../ground/words.ts";

const stranger = "stranger@test.example";
const workshop = { "title-en": "Workshop on safeguards", "title-fr": "Atelier sur les garanties", "about-en": "Under the Chatham House Rule.", openTo: "participants", combination: "participants/unattributed" };
const at = "/en/model/forums/workshop-on-safeguards";

let house: TestHouse;
let focalPoints: { email: string; name: string }[];
const main = async (who: string, path: string) => wordsOf(mainOf(await house.read(who, path)));
const sent = async (who: string, path: string, form: Record<string, string> = {}) => { const it = await house.send(who, path, form); return [it.status, it.headers.get("location")]; };

beforeAll(async () => {
  house = await openHouse({ sample: true });
  const rows = await house.house.database.db.execute(`select p.email, p.name from people p join memberships m on m.person_id = p.id join stakeholders s on s.id = m.stakeholder_id
    where m.state = 'active' and m.role = 'focal-point' and s.state = 'verified' group by p.email, p.name having count(*) = 1 order by p.email limit 2`);
  focalPoints = (rows as unknown as { rows: typeof focalPoints }).rows;
  for (const { email, name } of focalPoints) await house.person({ email, name });
  await house.person({ email: stranger });
  await house.send("officer", "/en/desk/model/forums", workshop);
});
afterAll(() => house?.close());

test("a forum says to everyone, in plain words and each of six languages, what may be written in it and who may know", async () => {
  for (const language of languages) {
    const words = wordsIn(language);
    const { name, readers, knowers } = plainWords(words, "participants/unattributed");
    const page = await main("visitor", `/${language}/model/forums/workshop-on-safeguards`);
    for (const it of [name, readers, knowers, words.say("forums.for.participants")]) expect(page).toContain(it);
  }
  expect(await main("visitor", "/fr/model/forums")).toContain("Atelier sur les garanties");
});

test("as data, the forums of a process say the same, with their keys and never with who takes part", async () => {
  const all = JSON.parse(await house.read("visitor", "/api/v1/model/forums")) as { forum: string; openedDay: string }[];
  expect(all.map((it) => it.forum)).toEqual(expect.arrayContaining(["workshop-on-safeguards", "call-14"]));
  const it = await house.read("officer", "/api/v1/model/forums/workshop-on-safeguards");
  expect(JSON.parse(it)).toMatchObject({ process: "model", title: { en: expect.stringContaining("Workshop on safeguards") as string }, openTo: "participants", combinations: expect.arrayContaining(["participants/unattributed"]) as string[], open: true, closedDay: null });
  const { keys } = JSON.parse(it) as { keys: { fingerprint: string; publicKey: string }[] };
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) {
    expect(createHash("sha256").update(Buffer.from(key.publicKey, "base64url")).digest("hex")).toBe(key.fingerprint);
    expect((await main("visitor", at)).replaceAll(" ", "")).toContain(key.fingerprint);
  }
  expect((await house.get("visitor", "/api/v1/model/forums/no-such-forum")).status).toBe(404);
});

test("a forum is opened by an officer of its process, with a title, at least one combination, and once", async () => {
  const path = "/en/desk/model/forums";
  expect([(await house.send("editor", path, workshop)).status, (await house.send("visitor", path, workshop)).status]).toEqual([403, 403]);
  const wrong = await house.send("officer", path, { "title-en": "", "about-en": "Kept as typed.", openTo: "stakeholders" });
  const page = await wrong.text();
  expect([wrong.status, page.includes("Write a title in English."), page.includes("Tick at least one."), page.includes("Kept as typed.")]).toEqual([422, true, true, true]);
  expect(await (await house.send("officer", path, workshop)).text()).toContain("This process has a forum of this name already.");
  expect(await sent("officer", path, { ...workshop, "title-en": "Second workshop", combination: "public/named" })).toEqual([303, "/en/model/forums/second-workshop"]);
  expect((await house.send("officer", path, { ...workshop, "title-en": "Other", combination: "secretariat/kind" })).status).toBe(422);
  expect(await (await house.send("officer", "/en/desk/committee/forums", workshop)).text()).toContain("Nothing is filed in a record of real events");
  const form = await main("officer", path);
  for (const it of combinations) expect(form).toContain(plainWords(wordsIn("en"), it).name);
});

test("whoever is invited gets a mail, answers, and leaves; what they wrote is not touched", async () => {
  const [guest] = focalPoints as [{ email: string; name: string }];
  expect(await sent("officer", `${at}/invitations`, { email: guest.email })).toEqual([303, at]);
  const mails = await house.read("visitor", "/en/outbox");
  expect([mails.includes("Invitation to take part: Workshop on safeguards"), mails.includes(guest.email)]).toEqual([true, true]);
  expect(await main(guest.email, "/en/memberships")).toContain("Invitations to forums Workshop on safeguards");
  expect(await main(guest.email, at)).toContain("You are invited to take part");
  expect(await sent(guest.email, `${at}/joining`)).toEqual([303, at]);
  expect(await main(guest.email, at)).toContain("You take part.");
  expect(await main(guest.email, "/en/memberships")).toContain("Forums you take part in Workshop on safeguards");
  expect(await main(guest.email, at)).toContain("Choose a provision to write on");
  expect(await sent(guest.email, `${at}/leaving`)).toEqual([303, at]);
  expect(await main(guest.email, at)).not.toContain("You take part.");
  expect((await house.send(guest.email, `${at}/joining`, {})).status).toBe(403);
});

test("only who speaks for a verified stakeholder is invited, and only by officers", async () => {
  expect(await (await house.send("officer", `${at}/invitations`, { email: stranger })).text()).toContain("Nobody with this address speaks for a verified organisation or expert.");
  expect(await (await house.send("officer", `${at}/invitations`, { email: "no address" })).text()).toContain("Write a mail address.");
  expect((await house.send("editor", `${at}/invitations`, { email: focalPoints[0]!.email })).status).toBe(403);
  expect((await house.send(stranger, `${at}/joining`, {})).status).toBe(403);
});

test("who takes part is seen by officers, and by nobody else: not even by another participant", async () => {
  for (const { email } of focalPoints) {
    await house.send("officer", `${at}/invitations`, { email });
    await house.send(email, `${at}/joining`, {});
  }
  const [one, other] = focalPoints as [{ email: string; name: string }, { email: string; name: string }];
  const seers: string[] = [];
  for (const who of ["visitor", "editor", stranger, other.email, "officer"]) for (const path of [at, "/en/model/forums"]) if ((await house.read(who, path)).includes(one.name)) seers.push(`${who} ${path}`);
  expect(seers).toEqual([`officer ${at}`]);
});

test("whoever no longer speaks for the body they were invited for takes part no more", async () => {
  const { email } = focalPoints[1]!;
  const db = house.house.database.db;
  const takesPart = async () => (await main(email, at)).includes("You take part.");
  await house.send("officer", `${at}/invitations`, { email });
  await house.send(email, `${at}/joining`, {});
  const set = (state: string) => db.execute(sql`update memberships set state = ${state} where person_id = (select id from people where email = ${email}) and state in ('active', 'ended')`);
  expect(await takesPart()).toBe(true);
  await set("ended");
  expect(await takesPart()).toBe(false);
  await set("active");
});

test("an officer ends a participation, and closes the forum for good once they say that they are sure", async () => {
  const [one] = focalPoints as [{ email: string; name: string }];
  const ending = /action="([^"]+participants\/[^"]+ending)"/.exec((await house.read("officer", at)).split(one.name)[1]!)![1]!;
  expect((await house.send(one.email, ending, {})).status).toBe(403);
  expect(await sent("officer", ending)).toEqual([303, at]);
  expect(await house.read("officer", at)).not.toContain(one.name);
  expect((await house.send("officer", `${at}/closing`, {})).status).toBe(422);
  expect(await sent("officer", `${at}/closing`, { sure: "yes" })).toEqual([303, at]);
  house.setClock("2026-06-09T10:00:01Z");
  expect(await main("visitor", at)).toContain("Closed on 9 Jun 2026");
  expect(await main("visitor", "/en/model/forums")).toContain("Closed forums Workshop on safeguards");
  expect((await house.send("officer", `${at}/invitations`, { email: one.email })).status).toBe(409);
});

test("a forum that is not there, or stands in another process, is not found", async () => {
  expect([(await house.get("visitor", "/en/model/forums/nowhere")).status, (await house.get("visitor", "/en/committee/forums/workshop-on-safeguards")).status]).toEqual([404, 404]);
});

test("one's own data names the forums one takes part in, and whoever erases themselves takes part no more", async () => {
  await house.send("officer", "/en/desk/model/forums", { ...workshop, "title-en": "Last workshop" });
  const email = "erased@test.example";
  const { personId } = await house.person({ email, name: "Somebody Erased" });
  const { db } = house.house.database;
  await db.execute(`insert into memberships (id, stakeholder_id, person_id, role, state, asked_at, since) select 'm-erased', id, '${personId}', 'member', 'active', now(), now() from stakeholders where slug = 'tamarind-legal-network'`);
  await house.send("officer", "/en/model/forums/last-workshop/invitations", { email });
  await house.send(email, "/en/model/forums/last-workshop/joining", {});
  const { forums } = JSON.parse(await house.read(email, "/en/own-data/export")) as { forums: { forum: string; acceptedAt: string | null }[] };
  expect(forums.map((it) => [it.forum, it.acceptedAt])).toEqual([["last-workshop", "2026-06-09T10:00:01.000Z"]]);
  expect(await house.read("officer", "/en/model/forums/last-workshop")).toContain("Somebody Erased");
  expect((await house.send(email, "/en/own-data/erasure", { sure: "yes" })).status).toBe(303);
  expect(await main("officer", "/en/model/forums/last-workshop")).toContain("Nobody is invited yet.");
});
