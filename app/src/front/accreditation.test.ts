import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { queriesAt } from "../../test/queries.ts";
import { decoded, mainOf, wordsOf } from "../../test/html.ts";
import { seededChance } from "../ground/chance.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { asViewer } from "../ground/db/request.ts";
import { Refusal } from "../ground/refusal.ts";
import { houseKeeper } from "../ground/viewer.ts";
import { circulate } from "../concepts/accreditation/operations.ts";
import { accreditationsIn, accreditationsOf, isAccredited } from "../concepts/accreditation/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  for (const email of Object.values(people)) await house.person({ email });
});
afterAll(() => house.close());

/** Focal points of the sample: of a body that has not applied, of one that was objected to, of one whose file came back, of one that appeals, and of one that is accredited. */
const people = { liaison: "tomasz.lindqvist@model.example", heathermoor: "tui.pearce@heathermoor.example", sorrel: "marcia.bryan@sorrel.example", dune: "salim.noor@dunesea.example", lantern: "amina.wekesa@lantern.example", office: "henrike.solberg.diaz@model.example", pass: "prakriti.lamsal@highpass.example" } as const;
const bodies = { liaison: "model-unit-for-stakeholder-liaison", heathermoor: "heathermoor-fraud-survivors-trust", sorrel: "sorrel-alliance-for-accessible-justice", dune: "dune-sea-telecommunications-union", lantern: "lantern-digital-rights", office: "model-programme-office-of-the-conference", pontic: "pontic-network-operators-guild", karst: "karst-bar-association", pass: "high-pass-journalists-fund" } as const;
const own = (slug: string, deed = "") => `/en/model/accreditation/${slug}${deed && `/${deed}`}`;
const desk = (rest = "") => `/en/desk/model/accreditation${rest && `/${rest}`}`;
const said = async (who: string, path: string) => wordsOf(mainOf(await house.read(who, path)));
const ask = <T = Record<string, string>>(query: string) => rowsOf<T>(house.house.database.db, sql.raw(query));
const fileOf = async (slug: string) => (await ask<{ id: string; state: string; turn: number }>(`select a.id, a.state, a.turn from accreditations a join stakeholders s on s.id = a.stakeholder_id where s.slug = '${slug}' order by a.applied_day desc, a.turn desc limit 1`))[0]!;
const stateOf = async (slug: string) => (await fileOf(slug))?.state;
const seen = async (slug: string) => { const { id, turn } = await fileOf(slug); return `${id} ${turn}`; };
const turn = async (slug: string) => String((await fileOf(slug)).turn);
const done = async (answer: Promise<Response>) => { const it = await answer; if (it.status !== 303) throw new Error(`${it.status}: ${wordsOf(mainOf(await it.text())).slice(0, 400)}`); return it; };
const mails = async (to: string) => (await ask<{ body: string }>(`select body from outbox where recipient = '${to}' order by id`)).map((it) => it.body);
const publicNames = async () => (JSON.parse(await house.read("visitor", "/api/v1/model/accreditation")) as { accredited: { slug: string }[] }).accredited.map((it) => it.slug);
const statement = "We help stakeholders to find their way into the sessions of the Conference.";

test("everyone reads of each door on what ground it opens, until when, and by which rules; and who is accredited, since when, and carried over from where", async () => {
  const page = await said("visitor", "/en/model/accreditation");
  for (const it of ["Door C: Everyone else", "M/CONF.1/2, paragraphs 6–9", "Until the end of 19 Jul 2026 (UTC).", "Names lie before States for 21 days", "A refusal may be appealed once, within 30 days.", "4, carried over from 3", "Objection 4"]) expect(page).toContain(it);
  expect(page).not.toContain("Heathermoor");
  const csv = await house.read("visitor", "/en/model/accreditation.csv");
  expect(csv.split("\r\n")[0]).toBe("Organization or expert,Sector,Regional group,Door,Applied,Since,First phase,Phase");
  expect(csv).toContain("Lantern Digital Rights,Civil society,African States,C,2024-10-28,2025-01-20,3,4");
});

test("who applied or was refused stands on no public page, in no table and in no data, and small numbers of them are not told", async () => {
  const hidden = ["Heathermoor", "Sorrel", "Pontic", "Dune Sea", "High Pass", "Karst", "Inter-Island"];
  const shown = await Promise.all(["/en/model/accreditation", "/en/model/accreditation.csv", "/api/v1/model/accreditation"].map((it) => house.read("visitor", it)));
  expect(hidden.filter((name) => shown.some((it) => it.includes(name)))).toEqual([]);
  const { figures } = JSON.parse(shown[2]!) as { figures: { underWay: number | null; refused: number | null; accredited: number; kind: string }[] };
  expect(figures.filter((it) => it.underWay !== null || it.refused !== null)).toEqual([]);
  expect(figures.find((it) => it.kind === "total")!.accredited).toBe((await publicNames()).length);
});

test("each body reads its own file whole, the officers every one, and for everybody else none is there", async () => {
  expect(await said(people.heathermoor, own(bodies.heathermoor))).toContain("Heathermoor Fraud Survivors’ Trust has followed the subject of the Conference since its mandate");
  for (const who of ["visitor", people.lantern, "editor"]) expect([who, (await house.get(who, own(bodies.heathermoor))).status]).toEqual([who, 404]);
  expect((await house.get("officer", own(bodies.heathermoor))).status).toBe(200);
  expect((await house.get(people.lantern, own(bodies.lantern))).status).toBe(200);
});

test("a body applies, is found complete, and is accredited; it is told each time, and its profile is public among the accredited once it is sent", async () => {
  expect(await said(people.liaison, "/en/model/accreditation")).toContain("Apply through Door A: On invitation");
  const wrong = await house.send(people.liaison, own(bodies.liaison, "application?track=A"), { statement: "Too short.", "document-letter": "" });
  expect([wrong.status, decoded(await wrong.text()).includes("Too short.")]).toEqual([422, true]);
  await done(house.send(people.liaison, own(bodies.liaison, "application?track=A"), { statement, "document-letter": "https://liaison.example/letter.pdf" }));
  expect((await house.send(people.liaison, own(bodies.liaison, "application?track=A"), { statement, "document-letter": "again" })).status).toBe(409);
  await done(house.send("officer", desk(`${bodies.liaison}/completeness`), { turn: await turn(bodies.liaison) }));
  const file = await fileOf(bodies.liaison);
  await done(house.send("officer", desk("decisions"), { file: await seen(bodies.liaison), outcome: "accredited", because: "", [`line-${file.id}`]: "Welcome among us." }));
  expect([await stateOf(bodies.liaison), (await publicNames()).includes(bodies.liaison)]).toEqual(["complete", false]);
  expect(await said(people.liaison, own(bodies.liaison))).not.toContain("Welcome among us.");
  expect((await mails(people.liaison)).filter((it) => it.includes("Welcome"))).toEqual([]);
  await done(house.send("officer", desk("decisions/sending"), {}));
  expect([await stateOf(bodies.liaison), (await publicNames()).includes(bodies.liaison)]).toEqual(["accredited", true]);
  expect(await said(people.liaison, own(bodies.liaison))).toContain("Welcome among us.");
  expect((await mails(people.liaison)).map((it) => /Found complete|Accredited/.exec(it)?.[0])).toEqual(["Found complete", "Accredited"]);
});

test("a decision that is prepared can be taken back, and then nobody ever hears of it", async () => {
  await done(house.send("officer", desk("decisions"), { file: await seen(bodies.karst), outcome: "refused", because: "A reason that nobody will read." }));
  expect(await said("officer", desk())).toContain("A reason that nobody will read.");
  await done(house.send("officer", desk(`${bodies.karst}/preparation/removal`), {}));
  expect([await stateOf(bodies.karst), (await said("officer", desk())).includes("A reason that nobody will read.")]).toEqual(["referred", false]);
  expect((await house.send("officer", desk("decisions/sending"), {})).status).toBe(409);
});

test("an objection blocks until it is set aside; the body answers beside it for everyone, and is named only once it agrees", async () => {
  const refused = await house.send("officer", desk("decisions"), { file: await seen(bodies.heathermoor), outcome: "accredited", because: "" });
  expect([refused.status, (await refused.text()).includes("An objection to “Heathermoor Fraud Survivors’ Trust” stands.")]).toEqual([409, true]);
  await done(house.send(people.heathermoor, own(bodies.heathermoor, "reply"), { number: "4", reply: "For the secretariat alone." }));
  expect(await said("visitor", "/en/model/accreditation")).not.toContain("For the secretariat alone.");
  expect(await said("officer", desk(bodies.heathermoor))).toContain("For the secretariat alone.");
  await done(house.send(people.heathermoor, own(bodies.heathermoor, "reply"), { number: "4", reply: "It was a list of public dates.", beside: "yes" }));
  expect(await said("visitor", "/en/model/accreditation")).toMatch(/to a body that is not named[^]*It was a list of public dates\./);
  await done(house.send(people.heathermoor, own(bodies.heathermoor, "naming"), { named: "yes" }));
  expect(await said("visitor", "/en/model/accreditation")).toContain("Heathermoor");
  await done(house.send(people.heathermoor, own(bodies.heathermoor, "naming"), {}));
  expect(await said("visitor", "/en/model/accreditation")).not.toContain("Heathermoor");
  await done(house.send("officer", desk(`${bodies.heathermoor}/settlement`), { number: "4", outcome: "set-aside", because: "The list was public." }));
  await done(house.send("officer", desk("decisions"), { file: await seen(bodies.heathermoor), outcome: "accredited", because: "" }));
  await done(house.send("officer", desk("decisions/sending"), {}));
  expect(await stateOf(bodies.heathermoor)).toBe("accredited");
});

test("while a State may object nobody decides; and what it says needs a reason, which the body reads in its mail", async () => {
  const early = await house.send("officer", desk("decisions"), { file: await seen(bodies.pass), outcome: "accredited", because: "" });
  expect([early.status, await stateOf(bodies.pass)]).toEqual([409, "circulated"]);
  expect((await house.send("officer", desk(`${bodies.pass}/objections`), { turn: await turn(bodies.pass), author: "", reason: "" })).status).toBe(422);
  await done(house.send("officer", desk(`${bodies.pass}/objections`), { turn: await turn(bodies.pass), author: "Written here although it may not be", reason: "Its grants are not published." }));
  expect((await ask<{ author: string | null }>("select author from objections where number = 5"))[0]!.author).toBeNull();
  expect((await mails(people.pass)).at(-1)).toContain("Its grants are not published.");
});

test("what came back is completed and sent again; a refusal is appealed, and the appeal decides", async () => {
  expect(await said(people.sorrel, own(bodies.sorrel, "application"))).toContain("The annual report that you name is of 2021.");
  await done(house.send(people.sorrel, own(bodies.sorrel, "application"), { statement, "document-letter": "https://sorrel.example/letter.pdf", "document-report": "https://sorrel.example/2025.pdf" }));
  expect(await stateOf(bodies.sorrel)).toBe("received");
  expect(await said("officer", desk(bodies.dune))).toContain("Eleven of our nineteen members are private");
  expect((await house.send(people.dune, own(bodies.dune, "appeal"), { turn: await turn(bodies.dune), appeal: "Once more, with the same words." })).status).toBe(409);
  await done(house.send("officer", desk("decisions"), { file: await seen(bodies.dune), outcome: "accredited", because: "The list of members settles it." }));
  await done(house.send("officer", desk("decisions/sending"), {}));
  expect(await said(people.dune, own(bodies.dune))).toContain("The list of members settles it.");
});

test("a body withdraws at any time, also once it is accredited, and may apply anew", async () => {
  await done(house.send(people.office, own(bodies.office, "application?track=A"), { statement, "document-letter": "by post, 2 June" }));
  await done(house.send(people.office, own(bodies.office, "withdrawal"), { turn: "1" }));
  expect(await stateOf(bodies.office)).toBe("withdrawn");
  await done(house.send(people.office, own(bodies.office, "application?track=A"), { statement, "document-letter": "by post, 9 June" }));
  expect((await ask<{ state: string }>("select a.state from accreditations a join stakeholders s on s.id = a.stakeholder_id where s.slug = 'model-programme-office-of-the-conference'")).map((it) => it.state).toSorted()).toEqual(["received", "withdrawn"]);
});

test("two officers at once: whoever comes second is told who acted and when, and nothing of theirs is done", async () => {
  const before = await turn(bodies.pontic);
  await done(house.send("officer", desk(`${bodies.pontic}/completeness`), { turn: before }));
  const second = await house.send("officer", desk(`${bodies.pontic}/return`), { turn: before, because: "The other officer did not see this." });
  expect([second.status, wordsOf(await second.text()).includes("“Pontic Network Operators’ Guild” moved on: Tomas Adeyemi acted on its file on 9 Jun 2026.")]).toEqual([409, true]);
  expect(await stateOf(bodies.pontic)).toBe("complete");
  await done(house.send("officer", desk("decisions"), { file: await seen(bodies.karst), outcome: "accredited", because: "" }));
  const twice = await house.send("officer", desk("decisions"), { file: await seen(bodies.karst), outcome: "refused", because: "The second officer says no." });
  expect([twice.status, wordsOf(await twice.text()).includes("is prepared already, by Tomas Adeyemi")]).toEqual([409, true]);
  await done(house.send("officer", desk(`${bodies.karst}/preparation/removal`), {}));
});

test("several are laid before States, or none: one that may not be stops them all", async () => {
  const { db } = house.house.database;
  const officer = houseKeeper("T. Adeyemi");
  const files = [await fileOf(bodies.pontic), await fileOf(bodies.karst)];
  const deed = asViewer(db, officer, async (tx) => circulate(tx, officer, await processBySlug(tx, "model"), files, house.house.clock(), seededChance("several")));
  await expect(deed).rejects.toBeInstanceOf(Refusal);
  expect(await stateOf(bodies.pontic)).toBe("complete");
  await done(house.send("officer", desk("circulation"), { file: await seen(bodies.pontic) }));
  expect(await stateOf(bodies.pontic)).toBe("circulated");
});

test("everybody accredited goes on to the next phase but for those excepted, who read why; a door shut for others stays shut", async () => {
  const { id } = await fileOf(bodies.lantern);
  expect((await house.send("officer", desk("carrying-over"), { phase: "5", except: id, because: "" })).status).toBe(422);
  await done(house.send("officer", desk("carrying-over"), { phase: "5", except: id, because: "It asked to leave the process." }));
  expect([await stateOf(bodies.lantern), (await publicNames()).includes("lantern-digital-rights"), (await publicNames()).includes("samudra-policy-lab")]).toEqual(["lapsed", false, true]);
  expect((await mails(people.lantern)).at(-1)).toContain("It asked to leave the process.");
  expect(await said("visitor", "/en/model/accreditation")).toContain("5, carried over from 3");
  expect((await house.send(people.lantern, own(bodies.lantern, "application?track=A"), { statement, "document-letter": "x" })).status).toBe(403);
  await done(house.send("officer", desk("windows"), { letter: "C", opensDay: "", closesDay: "2026-06-08" }));
  expect((await house.send(people.lantern, own(bodies.lantern, "application?track=C"), { statement, "document-letter": "x", "document-report": "y" })).status).toBe(409);
});

test("other concepts learn who is accredited, and of nobody else", async () => {
  const { db } = house.house.database;
  const process = await processBySlug(db, "model");
  const slugs = (await accreditationsOf(db, process.id)).map((it) => it.body.slug);
  expect(slugs).toEqual(await publicNames());
  const all = await accreditationsIn(db, process.id, houseKeeper("T. Adeyemi"));
  const answers = await Promise.all(all.map(async (it) => [it.body.slug, it.state === "accredited", await isAccredited(db, process.id, it.stakeholderId)] as const));
  expect(answers.filter(([slug, , is]) => is !== slugs.includes(slug))).toEqual([]);
});

test("every step of every file stands in the record, and in the journal", async () => {
  const [steps] = await ask<{ steps: number; entered: number; noted: number }>("select (select count(*)::int from accreditation_steps) as steps, (select count(*)::int from accreditation_steps s join record_leaves l on l.entry = s.entry) as entered, (select count(*)::int from accreditation_steps s where exists (select from journal j where j.subject = s.accreditation_id and j.what = 'accreditation ' || s.deed)) as noted");
  expect(steps!.steps).toBeGreaterThan(100);
  expect([steps!.entered, steps!.noted]).toEqual([steps!.steps, steps!.steps]);
});

test("the public page takes as many queries for one body as for thirty", async () => {
  const many = await queriesAt(house, "/en/model/accreditation");
  await ask("update accreditations set state = 'withdrawn' where state = 'accredited' and stakeholder_id <> (select id from stakeholders where slug = 'samudra-policy-lab')");
  expect([await publicNames(), await queriesAt(house, "/en/model/accreditation")]).toEqual([["samudra-policy-lab"], many]);
});
