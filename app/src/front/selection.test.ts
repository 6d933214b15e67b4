// Being selected: quotas that can be kept, chances published before, a panel drawn once from words said in public, and who may know what.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wordsOf } from "../../test/html.ts";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { focalPoints, openMeeting, registering, type FocalPoint } from "../../test/meeting.ts";
import { runCommand } from "../bin/run-command.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { undecided } from "../concepts/meetings/modalities.ts";

let house: TestHouse;
let bodies: FocalPoint[];
beforeAll(async () => {
  house = await openHouse({ sample: true, env: { SMTP_URL: "smtp://localhost:2525" } });
  bodies = await focalPoints(house, 24);
  await house.person({ email: "stranger@example.org" });
}, 420_000);
afterAll(() => house?.close());

const page = (number: number) => `/en/model/meetings/${number}/selection`;
const desk = (number: number) => `/en/desk/model/meetings/${number}/selection`;
const women = { "min gender woman": "3", "max gender woman": "5", "min gender man": "3", "max gender man": "5" };
const plan = { size: "8", alternates: "3", answerDays: "5", method: "leximin", perOrganisation: "1", ...women };

/** A meeting for selected people for which every body has registered its focal point; registration is over. */
async function applied(number: number, more: Parameters<typeof openMeeting>[2] = {}): Promise<string[]> {
  house.setClock("2026-06-09T10:00:00Z");
  await openMeeting(house, number, { admission: "selected", modalities: { ...undecided, registration: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-20T15:00:00Z" } }, ...more });
  const pages = [];
  for (const [index, of] of bodies.entries()) pages.push((await house.send(of.email, `/en/model/meetings/${number}/registration`, registering(of, { name: `Person of ${of.slug}`, email: of.email, gender: index % 3 === 0 ? "woman" : "man", wish: more.admission === undefined ? "attend" : "panellist" }))).headers.get("location")!);
  house.setClock("2026-06-21T10:00:00Z");
  return pages;
}
const send = async (number: number, deed: string, form: Record<string, string> = {}) => (await house.send("officer", `${desk(number)}/${deed}`, form)).status;
/** Have the chances found; on a busy machine that takes longer than a request waits, and one looks again. */
async function computed(number: number): Promise<number> {
  for (let tries = 0; tries < 20; tries++) {
    const status = await send(number, "chances");
    if (status !== 303 || !(await house.read("officer", desk(number))).includes("Look again")) return status;
  }
  return 408;
}
const published = async (number: number) => [await send(number, "plan", plan), await computed(number), await send(number, "publication", { seedDay: "2026-06-22", seedPlace: "Conference hall, Nairobi" })];
const drawn = async (number: number, seed = "red lanterns over the harbour") => { house.setClock("2026-06-22T10:00:00Z"); return send(number, "draw", { seed }); };
type Result = { panel: string[]; alternates: string[] };
const resultFor = async (who: string, number: number) => JSON.parse(await house.read(who, `${page(number)}/result.json`)) as Result;
const pseudonymOf = async (number: number, registration: string) => (await rowsOf<{ pseudonym: string }>(house.house.database.db, sql`select a.pseudonym from selection_applicants a join registrations r on r.id = a.registration_id join meetings m on m.id = r.meeting_id where m.number = ${number} and r.id = ${registration.split("/").at(-1)!}`))[0]!.pseudonym;

test("quotas that nobody can keep come back with the smallest change that would do, in a sentence", async () => {
  await applied(921);
  const asked = { ...plan, size: "20", perOrganisation: "", "min gender woman": "12", "max gender woman": "20", "min gender man": "0", "max gender man": "20" };
  expect(await send(921, "plan", asked)).toBe(303);
  expect(wordsOf(await house.read("officer", desk(921)))).toMatch(/ask for 8\.|Look again/); // at once, unless the machine is busy
  expect(await computed(921)).toBe(303);
  const said = wordsOf(await house.read("officer", desk(921)));
  expect(said).toMatch(/12 of “woman” \(gender\) are asked for, 8 applied: ask for 8\./);
  expect(await send(921, "publication", { seedDay: "2026-06-22", seedPlace: "Nairobi" })).toBe(409);
}, 120_000);

test("bounds that contradict each other come back at their field, with what was typed", async () => {
  const answer = await house.send("officer", `${desk(921)}/plan`, { ...plan, "min gender woman": "9", "max gender woman": "2" });
  const text = await answer.text();
  expect([answer.status, text.includes("At least must not be more than at most."), text.includes('value="9"')]).toEqual([422, true, true]);
});

test("the plan begins with the seats of an organisation as its cap, and a place that somebody left empty stays no quota when the size changes", async () => {
  house.setClock("2026-06-09T10:00:00Z");
  await openMeeting(house, 928, { admission: "selected", modalities: { ...undecided, seatsPerOrganisation: 2, registration: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-05T15:00:00Z" } } });
  expect(await house.read("officer", desk(928))).toMatch(/name="perOrganisation"[^>]*value="2"/);
  await send(928, "plan", { ...plan, size: "20", "min gender woman": "3", "max gender woman": "" });
  const kept = await house.read("officer", desk(928));
  expect([/name="min gender woman"[^>]*value="3"/.test(kept), /name="max gender woman"[^>]*value="\d/.test(kept)]).toEqual([true, false]);
});

test("without quotas everybody has the same chance, and the draw can be checked all the same", async () => {
  await applied(932);
  expect([await send(932, "plan", { size: "6", alternates: "2", answerDays: "5", method: "leximin", perOrganisation: "" }), await computed(932), await send(932, "publication", { seedDay: "2026-06-22", seedPlace: "Conference hall, Nairobi" })]).toEqual([303, 303, 303]);
  const said = wordsOf(await house.read("visitor", page(932)));
  expect(["The lowest chance is 25.0%, the highest 25.0%.", "There are no quotas"].filter((it) => !said.includes(it))).toEqual([]);
  expect(await drawn(932)).toBe(303);
  const names = ["respondents.csv", "categories.csv", "result.json"];
  const files = Object.fromEntries(await Promise.all(names.map(async (it) => [it, Buffer.from(await house.read("visitor", `${page(932)}/${it}`)).toString("base64")] as const)));
  expect((await runCommand(null, { argv: ["draw", "--check", "result.json", "--pool", "respondents.csv", "--quotas", "categories.csv"], files, format: "text" }, () => {})).exit).toBe(0);
}, 120_000);

test("nothing is published while one class of organisations may still apply", async () => {
  await applied(929, { modalities: { ...undecided, registration: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-20T15:00:00Z" }, registrationBySector: { academia: { opensAt: "2026-06-01T00:00:00Z", closesAt: "2026-06-25T15:00:00Z" } } } });
  expect((await published(929)).at(-1)).toBe(409);
  house.setClock("2026-06-26T10:00:00Z");
  expect(await send(929, "publication", { seedDay: "2026-06-27", seedPlace: "Conference hall, Nairobi" })).toBe(303);
}, 120_000);

test("of a meeting that is not under the Rule anyone draws the same panel again, with the command, from the published files", async () => {
  await applied(922);
  expect(await published(922)).toEqual([303, 303, 303]);
  expect((await house.get("visitor", `${page(922)}/result.json`)).status).toBe(404);
  expect(await drawn(922)).toBe(303);
  const names = ["respondents.csv", "categories.csv", "result.json"];
  const files = Object.fromEntries(await Promise.all(names.map(async (it) => [it, Buffer.from(await house.read("visitor", `${page(922)}/${it}`)).toString("base64")] as const)));
  const check = await runCommand(null, { argv: ["draw", "--check", "result.json", "--pool", "respondents.csv", "--quotas", "categories.csv"], files, format: "text" }, () => {});
  expect([check.exit, check.stdout.trim().split("\n").at(-1)]).toEqual([0, "The panel follows from the pool, the quotas and the seed."]);
  const result = await resultFor("visitor", 922);
  expect(result.panel.length).toBe(8);
  const list = (await house.read("officer", `${desk(922)}/panel.csv`)).trim().split("\r\n");
  expect([list.length, list.every((it) => bodies.some((one) => it.endsWith(`,${one.email}`))), (await house.get("visitor", `${desk(922)}/panel.csv`)).status]).toEqual([8, true, 403]);
  const everything = (await Promise.all(["", ...names.map((it) => `/${it}`)].map((it) => house.read("visitor", page(922) + it)))).join("\n");
  expect(bodies.filter((it) => everything.includes(`Person of ${it.slug}`) || everything.includes(it.email))).toEqual([]);
}, 120_000);

test("a panel is drawn once: a second attempt hears who drew it and when, and changes nothing", async () => {
  const before = await house.read("visitor", `${page(922)}/result.json`);
  const again = await house.send("officer", `${desk(922)}/draw`, { seed: "other words entirely" });
  expect([again.status, /drawn by Tomas Adeyemi on 22 Jun/.test(wordsOf(await again.text()))]).toEqual([409, true]);
  expect(await house.read("visitor", `${page(922)}/result.json`)).toBe(before);
});

test("applicants know their own pseudonym and chance; nobody else’s page of them is found", async () => {
  const pages = await applied(923);
  await published(923);
  const own = wordsOf(await house.read(bodies[0]!.email, pages[0]!));
  const pseudonym = await pseudonymOf(923, pages[0]!);
  expect([own.includes(pseudonym), /Chance\s+\d+\.\d%/.test(own)]).toEqual([true, true]);
  const readers = [];
  for (const who of ["visitor", "stranger@example.org", bodies[1]!.email]) if ((await house.get(who, pages[0]!)).status !== 404) readers.push(who);
  expect(readers).toEqual([]);
}, 120_000);

test("nothing is drawn before it is published, before its day, without words, or while somebody can still apply; nothing is changed after", async () => {
  await applied(924);
  await send(924, "plan", plan);
  expect(await house.read("officer", desk(924))).not.toContain("Type the words");
  house.setClock("2026-06-19T10:00:00Z");
  await computed(924);
  expect(wordsOf(await house.read("officer", desk(924)))).toContain("The quotas can be kept.");
  expect([await send(924, "draw", { seed: "red lanterns" }), await send(924, "publication", { seedDay: "2026-06-22", seedPlace: "Nairobi" })]).toEqual([409, 409]);
  house.setClock("2026-06-21T10:00:00Z");
  expect(await send(924, "publication", { seedDay: "2026-06-22", seedPlace: "Nairobi" })).toBe(303);
  expect([await send(924, "draw", { seed: "red lanterns" }), await send(924, "draw", { seed: " " }), await send(924, "plan", { ...plan, size: "9" })]).toEqual([409, 422, 409]);
}, 120_000);

test("whoever withdraws between the computing and the publishing has the chances found anew", async () => {
  const pages = await applied(925);
  await send(925, "plan", plan);
  await computed(925);
  await house.send(bodies[3]!.email, `${pages[3]}/withdrawal`, {});
  expect(await send(925, "publication", { seedDay: "2026-06-22", seedPlace: "Nairobi" })).toBe(409);
  expect([await computed(925), await send(925, "publication", { seedDay: "2026-06-22", seedPlace: "Nairobi" })]).toEqual([303, 303]);
}, 120_000);

test("somebody drawn accepts; another declines and is replaced by the rule, once, and both hear of it", async () => {
  const pages = await applied(926);
  await published(926);
  await drawn(926);
  const { panel, alternates } = await resultFor("visitor", 926);
  const places = await Promise.all(pages.map(async (it, index) => ({ page: it, email: bodies[index]!.email, pseudonym: await pseudonymOf(926, it) })));
  const [accepts, declines] = places.filter((it) => panel.includes(it.pseudonym));
  const outside = places.find((it) => !panel.includes(it.pseudonym))!;
  expect(wordsOf(await house.read(accepts!.email, accepts!.page))).toContain("You were drawn. Please answer by 27 Jun 2026.");
  expect([(await house.send(accepts!.email, `${accepts!.page}/acceptance`, {})).status, (await house.send(outside.email, `${outside.page}/acceptance`, {})).status]).toEqual([303, 409]);
  expect(wordsOf(await house.read(accepts!.email, accepts!.page))).not.toContain("Please answer");
  expect(await send(926, "replacement", { pseudonym: accepts!.pseudonym })).toBe(409);
  await house.send(declines!.email, `${declines!.page}/withdrawal`, {});
  expect([await send(926, "replacement", { pseudonym: declines!.pseudonym }), await send(926, "replacement", { pseudonym: declines!.pseudonym })]).toEqual([303, 409]);
  const said = wordsOf(await house.read("visitor", page(926)));
  const into = new RegExp(`For ${declines!.pseudonym}, who declined, comes (A-\\w+)`).exec(said)?.[1];
  expect(alternates.length === 0 || alternates.includes(into!)).toBe(true);
  const comer = places.find((it) => it.pseudonym === into)!;
  const mails = await rowsOf<{ body: string }>(house.house.database.db, sql`select body from outbox where recipient = ${comer.email} and body like '%You were drawn%'`);
  expect(mails.length).toBeGreaterThanOrEqual(1);
  expect(wordsOf(await house.read(comer.email, comer.page))).toContain("You were drawn.");
}, 120_000);

test("whoever declines a place on the panel of an open meeting stays registered, and is replaced; of a meeting for those selected the registration goes with the place", async () => {
  const pages = await applied(933, { admission: "stakeholders" });
  await published(933);
  await drawn(933);
  const { panel } = await resultFor("visitor", 933);
  const places = await Promise.all(pages.map(async (it, index) => ({ page: it, email: bodies[index]!.email, pseudonym: await pseudonymOf(933, it) })));
  const declines = places.find((it) => panel.includes(it.pseudonym))!;
  expect((await house.send(declines.email, `${declines.page}/refusal`, {})).status).toBe(303);
  const own = wordsOf(await house.read(declines.email, declines.page));
  expect([own.includes("You declined on 22 Jun 2026."), own.includes("Withdraw")]).toEqual([true, true]);
  expect([(await house.send(declines.email, `${declines.page}/refusal`, {})).status, (await house.send(declines.email, `${declines.page}/acceptance`, {})).status]).toEqual([409, 409]);
  expect([await send(933, "replacement", { pseudonym: declines.pseudonym }), await send(933, "replacement", { pseudonym: declines.pseudonym })]).toEqual([303, 409]);
  expect(wordsOf(await house.read("visitor", page(933)))).toContain(`For ${declines.pseudonym}, who declined, comes A-`);
  await house.send(bodies[0]!.email, `${pages[0]}/refusal`, {});
  const ofSelected = await applied(934);
  expect((await house.send(bodies[0]!.email, `${ofSelected[0]}/refusal`, {})).status).toBe(409);
}, 120_000);

test("under the Rule the public has hashes, method and protected chances; applicants alone the pool and the result; no page, file or export has a name", async () => {
  await applied(927, { attributions: ["named", "unattributed"] });
  await published(927);
  await drawn(927);
  const having = [];
  for (const who of ["visitor", "stranger@example.org", "editor", bodies[0]!.email, "officer"]) for (const file of ["respondents.csv", "result.json", "lottery.json"]) if ((await house.get(who, `${page(927)}/${file}`)).status === 200) having.push(`${who === bodies[0]!.email ? "applicant" : who} ${file}`);
  expect(having).toEqual(["applicant", "officer"].flatMap((who) => ["respondents.csv", "result.json", "lottery.json"].map((file) => `${who} ${file}`)));
  const said = await house.read("visitor", page(927));
  const { panel } = await resultFor("officer", 927);
  expect([panel.filter((it) => said.includes(it)), bodies.filter((it) => said.includes(it.slug))]).toEqual([[], []]);
  expect(said).toMatch(/[0-9a-f]{64}/);
  expect(await Promise.all(["registrations.docx", "registrations/indico.csv", "selection/panel.csv"].map(async (it) => (await house.get("officer", `/en/desk/model/meetings/927/${it}`)).status))).toEqual([403, 403, 403]);
}, 120_000);

test("of groups of fewer than ten neither a count nor a chance is told, and what was published enters the record", async () => {
  const small = bodies.filter((one) => bodies.filter((it) => it.region === one.region).length < 10).length;
  expect(small).toBeGreaterThan(0); // there is something that could be told
  const said = wordsOf(await house.read("visitor", page(927)));
  const counts = [...said.matchAll(/(?:Group|States|society|Academia|sector)[^\d]{0,20}(\d+)\s+\d+\.\d%/g)].map(([, it]) => Number(it));
  expect(counts.filter((it) => it < 10)).toEqual([]);
  expect(JSON.parse(await house.read("visitor", `${page(927)}/entries/1`))).toMatchObject({ statement: { what: "selection published", size: 8 } });
  expect(JSON.parse(await house.read("visitor", `${page(927)}/entries/2`))).toMatchObject({ statement: { what: "selection drawn", seed: "red lanterns over the harbour" } });
});
