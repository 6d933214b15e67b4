// Findings and their releases, through their doors: what those who assess see, what somebody else has to clear, and what everyone reads of it.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { closeAssessment, draftAssessment, openAssessment, putForm } from "../concepts/assessments/operations.ts";
import { allPathways } from "../concepts/pathways/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { asViewer, become } from "../ground/db/request.ts";
import { houseKeeper } from "../ground/viewer.ts";
import { responsesTo } from "./finding-taken-up.ts";

let house: TestHouse;
const [second, assessor] = ["second@officers.example", "assessor@assess.example"];
beforeAll(async () => {
  house = await openHouse({ sample: true });
  await house.person({ email: second, name: "Second Officer", roles: [{ role: "officer", processId: null }], secondFactor: true });
  await house.person({ email: assessor, name: "Lena Assessor", roles: [{ role: "assessor", processId: null }], secondFactor: true });
}, 300_000);
afterAll(() => house?.close());

const page = "/en/model/assessments/1/releases/1";
const desk = "/en/desk/model/assessments/1";

test("what was cleared is everyone’s, as a page, as tables, as data and as a report", async () => {
  const shown = await house.read("visitor", page);
  expect(shown).toContain("Someone to call at night is the first need everywhere");
  expect(shown).toContain("&lt; 10");
  expect(shown).toContain("cannot be told apart");
  expect(shown).toContain("We had the indicator on Friday.");
  expect(await house.read("visitor", "/en/model/findings")).toContain("One number for every bank");
  expect(await house.read("visitor", `${page}.csv`)).toContain("fewer than 10");
  expect((await house.get("visitor", `${page}.xlsx`)).status).toBe(200);
  expect(Buffer.from(await (await house.get("visitor", `${page}.docx`)).arrayBuffer()).subarray(0, 2).toString()).toBe("PK");
  for (const language of ["en", "ar"]) expect(Buffer.from(await (await house.get("visitor", `/${language}/model/assessments/1/releases/1.pdf`)).arrayBuffer()).subarray(0, 5).toString()).toBe("%PDF-");
}, 180_000);

test("the record was told the hash of what everyone can take along", async () => {
  const data = JSON.parse(await house.read("visitor", "/api/v1/model/assessments/1/releases/1")) as { sha256: string; document: unknown };
  expect(createHash("sha256").update(await house.read("visitor", `${page}.json`)).digest("hex")).toBe(data.sha256);
  const receipt = JSON.parse(await house.read("visitor", "/api/v1/model/assessments/1/releases/1/receipt")) as { statement: { sha256: string; what: string } };
  expect(receipt.statement).toMatchObject({ what: "findings released", sha256: data.sha256 });
});

test("what is prepared, its tables and its findings are for those who assess, and for nobody else anywhere", async () => {
  const paths = [`${desk}/findings`, `${desk}/findings/1`, `${desk}/findings/new`, `${desk}/tables/1`, `${desk}/tables/new`, `${desk}/releases/new`, `${desk}/releases/2`];
  for (const path of paths) {
    expect([path, (await house.get(assessor, path)).status]).toEqual([path, 200]);
    for (const who of ["visitor", "editor"]) expect([path, who, (await house.get(who, path)).status]).toEqual([path, who, 403]);
  }
  expect((await house.get("visitor", "/en/model/assessments/1/releases/2")).status).toBe(404);
  expect(await house.read("visitor", "/en/model/findings")).not.toContain("Nothing was told of the law");
}, 120_000);

test("each hidden cell stands at the desk with its reason, and each quote that is held", async () => {
  const shown = await house.read(assessor, `${desk}/releases/2`);
  expect(shown).toContain("under the threshold");
  expect(shown).toContain("Held: something in it points to somebody.");
  expect(shown).toContain("its source is told more coarsely, since few share it");
  expect(shown).toContain("desk@invented.example");
});

test("what a number or a quote rests on is for those who assess; everyone else reads that it is protected, whatever they ask for", async () => {
  const addresses = ["t1~african~telephone", "t2~african~never", "q1", "q999", "t9~x~y", "%25ff", "anything"].map((it) => `${page}/evidence/${it}`);
  const seen = await Promise.all(addresses.map(async (it) => [(await house.get("visitor", it)).status, (await house.read("visitor", it)).includes("people answered on the promise")]));
  expect(seen).toEqual(addresses.map(() => [200, true]));
  expect(await house.read(assessor, addresses[0]!)).toContain("In this cell: 2");
  expect(await house.read(assessor, addresses[2]!)).toContain("Given under");
  for (const it of addresses.slice(3, 5)) expect((await house.get(assessor, it)).status).toBe(404);
}, 120_000);

test("whoever prepared a release does not clear it, an assessor clears none, and what was cleared stands", async () => {
  const prepared = await house.send("officer", `${desk}/releases/new`, { "summary-en": "Needs by sector for the conference.", tables: ["4"], findings: ["10"] });
  const place = prepared.headers.get("location")!;
  expect(place).toMatch(/releases\/3$/);
  const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(await house.read(second, place))![1]!;
  expect((await house.send("officer", `${place}/clearance`, { sha256 })).status).toBe(403);
  expect((await house.send(assessor, `${place}/clearance`, { sha256 })).status).toBe(403);
  expect((await house.send(second, `${place}/clearance`, { sha256: "0".repeat(64) })).status).toBe(409);
  expect((await house.send(second, `${place}/clearance`, { sha256 })).headers.get("location")).toBe("/en/model/assessments/1/releases/3");
  expect((await house.send(second, `${place}/clearance`, { sha256 })).status).toBe(409);
  expect((await house.send(second, `${place}/discard`, {})).status).toBe(409);
  expect(await house.read("visitor", "/en/model/assessments/1/releases/3")).toContain("Nothing was told of the law");
}, 120_000);

test("a release that would come out differently by now is not cleared", async () => {
  const place = "/en/desk/model/assessments/1/releases/2"; // prepared before release 3 went out
  const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(await house.read(second, place))![1]!;
  const form = { kind: "gap", certainty: "low", "title-en": "Changed since", "text-en": "This was changed after it was prepared.", dimension: "Law" };
  expect((await house.send(assessor, `${desk}/findings/10`, form)).status).toBe(303);
  expect((await house.send(second, `${place}/clearance`, { sha256 })).status).toBe(409);
  expect(await house.read("visitor", "/en/model/assessments/1/releases/3")).not.toContain("Changed since"); // what went out stands as it was
  expect((await house.send(second, `${place}/discard`, {})).status).toBe(303);
}, 120_000);

test("a finding rests on something, a table asks what the form asks, and a correction says what it corrects", async () => {
  expect((await house.send(assessor, `${desk}/findings/new`, { kind: "need", certainty: "low", "title-en": "On nothing", "text-en": "This rests on nothing at all.", dimension: "Law" })).status).toBe(422);
  expect((await house.send(assessor, `${desk}/tables/new`, { "title-en": "What nobody asked", rows: "region", columns: "question:wealth" })).status).toBe(422);
  expect((await house.send(assessor, `${desk}/tables/new`, { "title-en": "Needs by answers", rows: "region", columns: "question:need", layers: "", "margin-region": "african: x" })).status).toBe(422);
  const place = (await house.send(assessor, `${desk}/releases/new`, { "summary-en": "The same, corrected by hand.", findings: ["1"], corrects: "1" })).headers.get("location")!;
  const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(await house.read(second, place))![1]!;
  expect((await house.send(second, `${place}/clearance`, { sha256 })).status).toBe(303);
  expect(await house.read("visitor", page)).toContain("This release was corrected by a later one");
  expect(await house.read("visitor", "/en/model/findings")).not.toContain("One number for every bank");
}, 120_000);

test("whoever takes a finding up begins with its words: a practice that answers it, or a need", async () => {
  const { stakeholders } = (await import("../../../examples/model-conference/stakeholders.json", { with: { type: "json" } })).default as { stakeholders: { slug: string; focalPoint: { email: string } }[] };
  const { email } = stakeholders.find((it) => it.slug === "lantern-digital-rights")!.focalPoint;
  await house.person({ email });
  const shown = await house.read(email, page);
  const [practice, need] = [/href="([^"]*practices\/new\?finding=model\.1\.1\.5)"/.exec(shown)![1]!, /href="([^"]*offers\/new\?side=need&amp;finding=model\.1\.1\.5)"/.exec(shown)![1]!.replace("&amp;", "&")];
  expect(await house.read(email, practice)).toContain("Each office takes its own account");
  expect(await house.read(email, need)).toContain("#finding-5");
  expect(await house.read(email, practice.replace("1.1.5", "1.2.10"))).not.toContain("Nothing was told of the law"); // of what nobody cleared there is nothing to take up
  for (const it of ["model", "model.1.1.999", "..", "model.999999999.1.1"]) expect((await house.get(email, `/en/practices/new?finding=${it}`)).status).toBe(200);
}, 120_000);

test("whoever looks for who works on a finding comes to the responses of its theme and region, as far as there are any, or to the finder with its sector", async () => {
  const { db } = house.house.database;
  const pathways = await asViewer(db, houseKeeper("test"), (tx) => allPathways(tx));
  const [theme, region] = [pathways.flatMap((it) => it.themes)[0]!, pathways.flatMap((it) => it.regions)[0]!];
  const of = (it: Partial<Parameters<typeof responsesTo>[0]>) => responsesTo({ regions: [], sectors: [], themes: [], ...it }, pathways);
  expect(of({ themes: ["nothing-like-it", theme] })).toBe(`/pathways?theme=${theme}#found`);
  expect(of({ regions: [region] })).toBe(`/pathways?region=${region}#found`);
  expect(of({ regions: ["a-valley"], sectors: ["academia"] })).toBe("/pathways/find?sector=academia");
  expect(of({ regions: ["a-valley"], sectors: ["academia", "private-sector"] })).toBe("/pathways/find");
  for (const it of [of({ themes: [theme] }), of({ regions: [region] }), of({ sectors: ["academia"] })]) expect((await house.get("visitor", `/en${it.split("#")[0]!}`)).status).toBe(200);
  expect(await house.read("visitor", page)).toMatch(/href="\/en\/pathways(\?[^"]+#found|\/find[^"]*)"/);
});

/** A closed survey with so many answers in words, of which nobody bears a name. */
const answeredBy = (count: number, called = "many") => asViewer(house.house.database.db, houseKeeper("test"), async (tx) => {
  const [officer, { clock, chance }] = [houseKeeper("test"), house.house];
  const plan = { title: { en: "Many" }, about: { en: "" }, limits: { en: "" }, openTo: "stakeholders" as const, combinations: ["public/kind" as const], closesDay: "2026-12-31", respondent: { region: "region", sector: null, crime: null } };
  const it = await draftAssessment(tx, officer, await processBySlug(tx, "model"), plan, clock(), chance);
  await putForm(tx, officer, it, [{ name: "survey", rows: [["type", "name", "label"], ["select_one regions", "region", "Where?"], ["text", "why", "Why?"]] }, { name: "choices", rows: [["list_name", "name", "label"], ["regions", "african", "Africa"], ["regions", "asia-pacific", "Asia"]] }], clock());
  await openAssessment(tx, officer, it, clock(), chance);
  await tx.execute(sql`reset role`);
  await tx.execute(sql`insert into survey_answers (id, assessment_id, version, language, audience, attribution, state, given, fingerprint) select ${called}::text || '-' || lpad(n::text, 6, '0'), ${it.id}, 1, 'en', 'public', 'kind', 'kept', jsonb_build_object('/region', case when n % 3 = 0 then 'african' else 'asia-pacific' end, '/why', 'Reason number ' || n), n::text from generate_series(1, ${count}::int) n`);
  await become(tx, officer);
  await closeAssessment(tx, officer, it, clock(), chance);
  return `/en/desk/model/assessments/${it.number}`;
});

test("of more passages than can stand on a page somebody looks for words, and loses nothing of what was typed and ticked", async () => {
  const many = await answeredBy(700);
  const shown = await house.read(assessor, `${many}/findings/new`);
  expect([shown.match(/name="segments"/g)?.length, shown.includes("There are more passages than can stand here")]).toEqual([500, true]);
  expect(await house.read(assessor, `${desk}/findings/new`)).not.toContain("There are more passages");
  const typed = { kind: "need", certainty: "low", "title-en": "Typed before", "text-en": "", dimension: "Why", segments: ["many-000001:why"] };
  const looked = await house.send(assessor, `${many}/findings/new`, { ...typed, look: "reason 69", deed: "look" });
  const found = await looked.text();
  expect([looked.status, found.includes("Typed before"), /value="many-000001:why" checked/.test(found), found.includes("many-000690:why"), found.includes("many-000002:why"), /class="errors"/.test(found)]).toEqual([200, true, true, true, false, false]);
  expect(await house.read(assessor, `${many}/findings`)).not.toContain("Typed before");
  expect((await house.send(assessor, `${many}/findings/new`, { ...typed, "text-en": "It rests on what one of them said.", segments: ["many-000690:why"] })).status).toBe(303);
  expect((await house.read(assessor, `${many}/releases/new`)).match(/name="quotes"/g)?.length).toBe(500);
  const quoting = await house.send(assessor, `${many}/releases/new`, { "summary-en": "A release with one quote.", findings: ["1"], quotes: ["many-000690:why"] });
  expect(await house.read(assessor, quoting.headers.get("location")!)).toContain("Reason number 690");
}, 120_000);

test("a table counts everybody, however many they are", async () => {
  const many = await answeredBy(3000, "all");
  const place = (await house.send(assessor, `${many}/tables/new`, { "title-en": "Why by region", rows: "region", columns: "dimension" })).headers.get("location")!;
  expect((await house.get(assessor, place)).status).toBe(200);
  const release = (await house.send(assessor, `${many}/releases/new`, { "summary-en": "A table of everybody.", tables: ["1"] })).headers.get("location")!;
  expect(await house.read(assessor, release)).toMatch(/3,000/);
}, 120_000);
