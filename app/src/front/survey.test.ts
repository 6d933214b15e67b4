// Answering a survey, through its doors: page by page in plain forms, under a name, by kind or as nobody.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkReceipt, type Receipt, type UnattributedReceipt } from "@travaux/record-proofs";
import { openHouse, type TestHouse } from "../../test/house.ts";
import { decoded, mainOf, wordsOf } from "../../test/html.ts";
import { tokensOf } from "../../test/speaking.ts";
import { changeForm, closeSurvey, openSurvey, sheet, shortForm, speaker } from "../../test/surveying.ts";
import type { Assessment } from "../concepts/assessments/assessment.ts";
import { answersIn } from "../concepts/assessments/survey/store.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import { asViewer } from "../ground/db/request.ts";
import { rowsOf } from "../ground/db/migrate.ts";
import { actingAs, houseKeeper, type PersonViewer, type Viewer } from "../ground/viewer.ts";

let house: TestHouse;
let assessment: Assessment;
let people: Record<"ada" | "bo" | "cy" | "di" | "ed" | "flo" | "gus", PersonViewer>;
const mail = (name: string) => `${name}@survey.example`;
const at = (it: Assessment = assessment) => `/en/model/assessments/${it.number}/survey`;
const ask = <Row>(query: ReturnType<typeof sql>) => rowsOf<Row>(house.house.database.db, query);

const whole = { "/you/sector": "civil", "/you/staff": "3", "/partners/any": "yes", "/partners/which": "A hotline with two banks.", "/need[1]/what": "Someone to call at night." };
const shown = "/you/sector /you/staff /partners/any /partners/which /need[1]/what";
const chosen = (combination: string, more: Record<string, string> = {}) => ({ combination, version: "1", language: "", ...more });
/** Everything at once, as the last page would send it. */
const sendWhole = (who: string, combination: string, more: Record<string, string> = {}, it = assessment) => house.send(mail(who), at(it), { ...chosen(combination), ...whole, shown, deed: "send", page: "1", ...more });
const codeIn = (html: string) => wordsOf(/<code class="secret"[^>]*>([^]*?)<\/code>/.exec(html)![1]!);
const receiptIn = (html: string) => JSON.parse(decoded(/<pre dir="ltr"[^>]*>([^]*?)<\/pre>/.exec(html)![1]!)) as UnattributedReceipt;
const read = (viewer: Viewer, it = assessment) => asViewer(house.house.database.db, viewer, (tx) => answersIn(tx, it, viewer));
const assessor = { ...actingAs("Nia Okafor", [{ role: "assessor", processId: null }]), personId: "assessor" };
const officer = houseKeeper("T. Adeyemi");

beforeAll(async () => {
  house = await openHouse({ sample: true });
  assessment = await openSurvey(house);
  const bodies = await ask<{ slug: string }>(sql`select slug from stakeholders where state = 'verified' and merged_into_id is null order by slug limit 7`);
  people = Object.fromEntries(await Promise.all((["ada", "bo", "cy", "di", "ed", "flo", "gus"] as const).map(async (name, index) => [name, await speaker(house, mail(name), bodies[index]!.slug)]))) as typeof people;
});
afterAll(() => house?.close());

test("somebody answers page by page, leaves, comes back where they were, reads it once more and sends it", async () => {
  const begun = await house.send(mail("ada"), at(), { ...chosen("public/named"), deed: "begin" });
  expect([begun.status, begun.headers.get("location")]).toEqual([303, `${at()}?page=1`]);
  const first = mainOf(await house.read(mail("ada"), `${at()}?page=1`));
  expect(wordsOf(first)).toContain("Your sector (must be answered)");
  const wrong = await house.send(mail("ada"), at(), { ...chosen("public/named"), page: "1", shown: "/you/sector /you/staff", "/you/staff": "-1", deed: "next" });
  const again = mainOf(await wrong.text());
  expect([wrong.status, wordsOf(again).includes("Answer this question."), wordsOf(again).includes("Write none as 0."), again.includes('value="-1"')]).toEqual([422, true, true, true]);
  const next = await house.send(mail("ada"), at(), { ...chosen("public/named"), page: "1", shown: "/you/sector /you/staff", "/you/sector": "civil", "/you/staff": "3", deed: "next" });
  expect(next.headers.get("location")).toBe(`${at()}?page=2`);
  const second = mainOf(await house.read(mail("ada"), `${at()}?page=2`));
  expect([second.includes("Do you have a partnership?"), second.includes("Which, with")]).toEqual([true, false]);
  const saved = await house.send(mail("ada"), at(), { ...chosen("public/named"), page: "2", shown: "/partners/any /partners/which", "/partners/any": "yes", deed: "save" });
  expect(saved.headers.get("location")).toBe(at());
  expect(wordsOf(mainOf(await house.read(mail("ada"), at())))).toContain("You have begun");
  expect(wordsOf(mainOf(await house.read(mail("ada"), `${at()}?page=2`))), "asked now, with what was answered before in its words").toContain("Which, with 3 people?");
  await house.send(mail("ada"), at(), { ...chosen("public/named"), page: "2", shown: "/partners/any /partners/which", "/partners/any": "yes", "/partners/which": "A hotline with two banks.", deed: "next" });
  await house.send(mail("ada"), at(), { ...chosen("public/named"), page: "3", shown: "/need[1]/what", "/need[1]/what": "Someone to call at night.", deed: "add:/need" });
  expect(wordsOf(mainOf(await house.read(mail("ada"), `${at()}?page=3`)))).toContain("A need 2");
  await house.send(mail("ada"), at(), { ...chosen("public/named"), page: "3", shown: "/need[1]/what /need[2]/what", "/need[1]/what": "Someone to call at night.", "/need[2]/what": "A legal basis.", deed: "check" });
  const check = wordsOf(mainOf(await house.read(mail("ada"), `${at()}?page=check`)));
  for (const it of ["Civil society", "A hotline with two banks.", "A legal basis.", "Quoted under our name"]) expect(check).toContain(it);
  const sent = await house.send(mail("ada"), at(), { ...chosen("public/named"), deed: "send" });
  expect([sent.status, sent.headers.get("location")]).toEqual([303, at()]);
  expect(wordsOf(mainOf(await house.read(mail("ada"), at())))).toContain("You have answered");
  const receipt = (await (await house.get(mail("ada"), `${at()}/receipt.json`)).json()) as Receipt;
  expect((receipt.statement as { what: string }).what).toBe("survey answered");
  const [kept] = await read(officer);
  expect(kept!.given).toEqual({ "/you/sector": "civil", "/you/staff": "3", "/partners/any": "yes", "/partners/which": "A hotline with two banks.", "/need[1]/what": "Someone to call at night.", "/need[2]/what": "A legal basis." });
});

test("what is not asked is not sent, however it came", async () => {
  expect((await sendWhole("bo", "secretariat/named", { "/partners/any": "no" })).status).toBe(303);
  const mine = (await read(officer)).find((it) => it.body?.id === people.bo.speaksFor[0]!.stakeholderId);
  expect(mine!.given).toEqual({ "/you/sector": "civil", "/you/staff": "3", "/partners/any": "no", "/need[1]/what": "Someone to call at night." });
});

test("an answer is changed under the same rule, in the place of the one before, and not under another", async () => {
  const before = (await read(officer)).length;
  expect((await sendWhole("bo", "secretariat/named", { "/you/staff": "7" })).status).toBe(303);
  expect((await read(officer)).length).toBe(before);
  expect((await sendWhole("bo", "public/named")).status).toBe(409);
});

test("of an answer by kind an assessor learns the sector at most, an officer the organisation", async () => {
  expect((await sendWhole("cy", "public/kind")).status).toBe(303);
  const [toAssessor, toOfficer] = [(await read(assessor)).find((it) => it.attribution === "kind")!, (await read(officer)).find((it) => it.attribution === "kind")!];
  expect([toAssessor.body, toOfficer.body?.id]).toEqual([null, people.cy.speaksFor[0]!.stakeholderId]);
  expect(await read(people.ada), "and another respondent nothing").toEqual([]);
});

test("without scripts an answer is nobody’s too: its receipt proves it, once for each, and nothing leads from one to the other", async () => {
  const start = mainOf(await (await house.send(mail("di"), at(), { ...chosen("secretariat/unattributed"), deed: "begin" })).text());
  const once = /name="once" value="([\w-]+)"/.exec(start)![1]!;
  expect(await ask(sql`select 1 as it from survey_drafts where person_id = ${people.di.personId}`), "and nothing is saved on the way").toEqual([]);
  const page = mainOf(await (await sendWhole("di", "secretariat/unattributed", { once, given: "{}" })).text());
  expect(wordsOf(page)).toContain("Your answer was received");
  const receipt = receiptIn(page);
  const findings = await checkReceipt(receipt);
  expect([findings.filter((one) => !one.ok), findings.map((one) => one.name).includes("promise")], "the record promises to take it in").toEqual([[], true]);
  const again = mainOf(await (await sendWhole("di", "secretariat/unattributed", { once, given: "{}" })).text());
  expect(receiptIn(again), "sent twice, it is kept once").toEqual(receipt);
  expect((await sendWhole("di", "secretariat/unattributed", { once: "b".repeat(43), given: "{}" })).status, "and nobody answers twice").toBe(409);
  expect((await sendWhole("di", "public/named")).status, "under a name neither").toBe(409);
  expect((await read(officer)).filter((it) => it.attribution === "unattributed"), "nobody reads it before the survey is closed").toEqual([]);
  const opened = await house.app.request(`${house.house.baseUrl}/en/unattributed`, { method: "POST", body: new URLSearchParams({ code: codeIn(page) }) });
  expect(wordsOf(mainOf(await opened.text()))).toContain("A hotline with two banks.");
});

test("a browser with a token answers without a session; no token, a forged one or one that was spent is refused", async () => {
  const forum = await forumById(house.house.database.db, assessment.forumId);
  const [token] = await tokensOf(house, mail("ed"), people.ed, forum, "answer");
  const post = (more: Record<string, string>) => house.app.request(`${house.house.baseUrl}/en/unattributed/survey/model/${assessment.number}`, { method: "POST", body: new URLSearchParams({ ...chosen("public/unattributed"), ...whole, given: "{}", shown, deed: "send", page: "1", once: "c".repeat(43), ...more }) });
  expect((await post({})).status).toBe(422);
  expect((await post({ "token-nonce": token!.nonce, "token-signature": Buffer.alloc(256, 1).toString("base64url") })).status).toBe(403);
  const sent = await post({ "token-nonce": token!.nonce, "token-signature": token!.signature });
  expect([sent.status, sent.headers.get("set-cookie")]).toEqual([200, null]);
  expect((await post({ "token-nonce": token!.nonce, "token-signature": token!.signature, once: "d".repeat(43) })).status, "one token, one answer").toBe(409);
  expect((await post({ "token-nonce": token!.nonce, "token-signature": token!.signature })).status, "the same again is the same").toBe(200);
  expect((await sendWhole("ed", "public/named")).status, "and whoever has the token answers by it alone").toBe(409);
});

test("a questionnaire that changes while somebody answers leaves them the version that they began with", async () => {
  await house.send(mail("flo"), at(), { ...chosen("public/named"), deed: "begin" });
  await changeForm(house, assessment, [sheet("survey", "type | name | label | required", "text | new | A new question | yes"), ...shortForm.slice(1)]);
  expect(wordsOf(mainOf(await house.read(mail("flo"), `${at()}?page=1`)))).toContain("Your sector");
  expect((await sendWhole("flo", "public/named")).status).toBe(303);
  expect((await read(officer)).find((it) => it.body?.id === people.flo.speaksFor[0]!.stakeholderId)!.version).toBe(1);
  expect(wordsOf(mainOf(await house.read(mail("gus"), at())))).toContain("One question");
});

test("whoever takes an answer back has its words erased", async () => {
  expect((await house.send(mail("flo"), `${at()}/withdrawal`, {})).status).toBe(303);
  expect((await read(officer)).some((it) => it.body?.id === people.flo.speaksFor[0]!.stakeholderId)).toBe(false);
  const [row] = await ask<{ given: unknown }>(sql`select given from survey_answers s join survey_authorships a on a.answer_id = s.id where a.person_id = ${people.flo.personId}`);
  expect(row!.given).toBeNull();
});

test("answers with which a calculation never comes to an end are not sent, and it says so", async () => {
  const restless = await openSurvey(house, { sheets: [sheet("survey", "type | name | label | relevant", "begin_group | g | Group | ./a = ''", "text | a | What do you need? |", "end_group |||")] });
  const answer = await house.send(mail("gus"), at(restless), { ...chosen("public/named"), "/g/a": "A law.", shown: "/g/a", deed: "send", page: "1" });
  expect(wordsOf(mainOf(await answer.text()))).toContain("A calculation of this questionnaire never comes to an end with these answers, so it cannot be sent.");
  expect(await read(officer, restless)).toEqual([]);
});

test("closed, the survey takes nothing more, and what was nobody’s is read without a name", async () => {
  await closeSurvey(house, assessment);
  expect((await sendWhole("gus", "public/named", { version: "1" })).status).toBe(409);
  const nobodys = (await read(assessor)).filter((it) => it.attribution === "unattributed");
  expect(nobodys.map((it) => [it.state, it.body, it.sector, it.given!["/partners/which"]])).toEqual([["kept", null, null, "A hotline with two banks."], ["kept", null, null, "A hotline with two banks."]]);
  expect(await ask(sql`select 1 as it from forum_key_secrets s join forum_keys k on k.id = s.key_id where k.forum_id = ${assessment.forumId}`), "nor can anybody forge a token any more").toEqual([]);
});

test("what stands in the database cannot be answered before a survey opens, changed in what it stands for, or given a second author", async () => {
  const other = await openSurvey(house, { state: "draft" });
  expect((await sendWhole("gus", "public/named", {}, other)).status).toBe(404);
  const refused = (query: ReturnType<typeof sql>) => house.house.database.db.execute(query).then(() => null, (error: { cause?: { constraint?: string } }) => error.cause?.constraint ?? null);
  expect(await refused(sql`insert into survey_answers (id, assessment_id, version, language, audience, attribution, state, given, fingerprint) values ('x', ${other.id}, 1, 'en', 'public', 'named', 'kept', '{}', '')`)).toBe("survey_answers_in_time");
  expect(await refused(sql`update survey_answers set audience = 'public' where audience = 'secretariat'`)).toBe("survey_answers_stand");
  expect(await refused(sql`update assessments set state = 'open', closed_day = null where id = ${assessment.id}`)).toBe("assessments_stand");
  const [nobodys] = await ask<{ id: string }>(sql`select id from survey_answers where attribution = 'unattributed' limit 1`);
  expect(await refused(sql`insert into survey_authorships (answer_id, assessment_id, attribution, stakeholder_id, person_id, filed_at, entry, statement, salt) select ${nobodys!.id}, ${assessment.id}, 'named', ${people.gus.speaksFor[0]!.stakeholderId}, ${people.gus.personId}, now(), 'e', '{}', ''`)).toBe("survey_authorships_of_attributed");
});
