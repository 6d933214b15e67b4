// How long every door that touches the answers of one assessment takes over 100,000 of them, and how much more memory than a light page: each door
// in a process of its own, after a light page, beside PostgreSQL counting and copying the same rows. Goal: 2 seconds and 500 MB a page. What
// writes as many rows as there are answers is shown without a goal. Run after a build: npm run bench many-answers. Never a test.
// ANSWERS=5000 makes it a short one. On a machine that others use, seconds wait for their turn; what the house computed does not.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { findOrStartPostgres, reason } from "../scripts/postgres.mjs";
import { baseUrl, built, furnishedHouse, houseOn, say } from "./house.ts";
import type { House } from "../app/src/ground/web/env.ts";
import type { HeldRole, PersonViewer } from "../app/src/ground/viewer.ts";

/** The application as it was built: its pages are JSX, which Node cannot strip. */
const { createApp } = await built<typeof import("../app/src/app.ts")>("app");
const { draftAssessment, openAssessment, putForm } = await built<typeof import("../app/src/concepts/assessments/operations.ts")>("concepts/assessments/operations");
const { processBySlug } = await built<typeof import("../app/src/concepts/processes/store.ts")>("concepts/processes/store");
const { regionalGroups } = await built<typeof import("../app/src/concepts/stakeholders/stakeholder.ts")>("concepts/stakeholders/stakeholder");
const { authOn } = await built<typeof import("../app/src/ground/auth/auth.ts")>("ground/auth/auth");
const { countAsTwoFactors, findOrAddPerson, grantRole } = await built<typeof import("../app/src/ground/auth/people.ts")>("ground/auth/people");
const { rowsOf } = await built<typeof import("../app/src/ground/db/migrate.ts")>("ground/db/migrate");
const { asViewer } = await built<typeof import("../app/src/ground/db/request.ts")>("ground/db/request");
const { houseKeeper, visitor } = await built<typeof import("../app/src/ground/viewer.ts")>("ground/viewer");
const { formToken, tokenField } = await built<typeof import("../app/src/ground/web/form-tokens.ts")>("ground/web/form-tokens");

const count = Number(process.env.ANSWERS ?? 100_000);
const goal = { seconds: 2, megabytes: 500 };
const formSeed = "a seed of a bench";

/** Who comes to a door: nobody, two officers, and somebody who assesses. */
const comers = { officer: "officer", second: "officer", assessor: "assessor" } as const;
type Who = "visitor" | keyof typeof comers;
type Session = { cookie: string; viewer: PersonViewer };
type Door = { name: string; who: Who; path: string; form?: Record<string, string | string[]>; writes?: "as many rows" };
type Opened = { status: number; seconds: number; computed: number; megabytes: number; bytes: number; location: string; said: string };

/** The most memory that this process has held so far in MB, as Linux counts it; elsewhere as Node does. */
const peak = () => { try { return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) / 1024; } catch { return process.resourceUsage().maxRSS / 1024; } };

/** One door, opened once in this process. */
async function openDoor({ url, door, session }: { url: string; door: Door; session: Session | null }): Promise<Opened> {
  const house = await houseOn(url);
  const app = createApp(house);
  const cookie = [session?.cookie, `form=${formSeed}`].filter(Boolean).join("; ");
  await (await app.request(`${baseUrl}/en/about`, { headers: { cookie } })).text();
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...door.form, [tokenField]: formToken(house, formSeed, session?.viewer ?? visitor) })) for (const it of [value].flat()) form.append(name, it);
  const before = process.memoryUsage().rss / 2 ** 20;
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const answer = await app.request(baseUrl + door.path, { headers: { cookie, ...(door.form ? { origin: baseUrl } : {}) }, ...(door.form ? { method: "POST", body: form } : {}) });
  const body = await answer.arrayBuffer();
  const [seconds, { user, system }] = [(performance.now() - started) / 1000, process.cpuUsage(cpu)];
  const said = answer.status < 400 ? (/name="sha256" value="([0-9a-f]{64})"/.exec(Buffer.from(body).toString("latin1"))?.[1] ?? "") : Buffer.from(body).toString("utf8").replaceAll(/<style.*?<\/style>|<[^>]+>|\s+/gs, " ").slice(0, 600);
  return { status: answer.status, seconds, computed: (user + system) / 1e6, megabytes: Math.max(0, peak() - before), bytes: body.byteLength, location: answer.headers.get("location") ?? "", said };
}

if (process.env.TRAVAUX_BENCH_DOOR) {
  process.stdout.write(JSON.stringify(await openDoor(JSON.parse(process.env.TRAVAUX_BENCH_DOOR) as Parameters<typeof openDoor>[0])));
  process.exit(0);
}

const regions = regionalGroups.slice(0, 5);
const lists = { regions, sectors: ["civil-society", "academia", "private-sector"], scale: ["never", "seldom", "often", "always"], needs: ["telephone", "law", "training", "staff", "money", "trust"] };
/** Forty questions of all kinds: where somebody stands, scales, several choices, numbers, and ten in one's own words. */
const questions = Array.from({ length: 40 }, (_, at) => (at === 0 ? ["select_one regions", "region"] : at === 1 ? ["select_one sectors", "sector"] : at < 14 ? ["select_one scale", `scale${at}`] : at < 18 ? ["select_multiple needs", `need${at}`] : at < 30 ? ["integer", `number${at}`] : ["text", `words${at}`])) as [string, string][];
const sheets = [
  { name: "survey", rows: [["type", "name", "label"], ...questions.map(([type, name], at) => [type, name, `Question ${at + 1}`])] },
  { name: "choices", rows: [["list_name", "name", "label"], ...Object.entries(lists).flatMap(([list, names]) => names.map((name) => [list, name, name]))] },
];

async function letIn(house: House, name: string, role: HeldRole["role"]): Promise<Session> {
  const email = `${name}@bench.example`;
  return asViewer(house.database.db, visitor, async (tx) => {
    const { id: personId } = await findOrAddPerson(tx, { email, name, language: "en" }, house.clock(), house.chance);
    await grantRole(tx, personId, { role, processId: null }, "bench", house.clock());
    const { api, noted } = authOn(tx, house);
    await api.signInMagicLink({ body: { email }, headers: new Headers() });
    const { headers, response } = await api.magicLinkVerify({ query: { token: noted.link! }, headers: new Headers(), returnHeaders: true });
    await countAsTwoFactors(tx, response.session.id, new Date());
    return { cookie: headers.getSetCookie()[0]!.split(";")[0]!, viewer: { kind: "person", personId, sessionId: response.session.id, name, roles: [{ role, processId: null }], speaksFor: [], participatesIn: [], secondFactor: true, fresh: true } };
  });
}

/** An open survey of the Model Conference. */
const openSurvey = (house: House) => asViewer(house.database.db, houseKeeper("a bench"), async (tx) => {
  const keeper = houseKeeper("a bench");
  const process = await processBySlug(tx, "model");
  const closesDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const it = await draftAssessment(tx, keeper, process, { title: { en: "Bench" }, about: { en: "" }, limits: { en: "" }, openTo: "stakeholders", combinations: ["public/named", "public/kind", "public/unattributed", "secretariat/unattributed"], closesDay, respondent: { region: "region", sector: "sector", crime: null } }, house.clock(), house.chance);
  await putForm(tx, keeper, it, sheets, house.clock());
  await openAssessment(tx, keeper, it, house.clock(), house.chance);
  return it;
});

/** What somebody typed, in SQL, from the number of their answer. */
function givenInSql(): string {
  const oneOf = (names: readonly string[], salt: number) => `(array[${names.map((it) => `'${it}'`).join(",")}])[1 + ((n * 7919 + n / ${salt + 3} + ${salt}) % ${names.length})]`;
  const typed = ([type, name]: [string, string], at: number) => (type.startsWith("select_one") ? oneOf(lists[type.split(" ")[1] as keyof typeof lists], at) : type.startsWith("select_multiple") ? `${oneOf(lists.needs.slice(0, 3), at)} || ' ' || ${oneOf(lists.needs.slice(3), at + 1)}` : type === "integer" ? `((n * 31 + ${at}) % 90)::text` : `'Answer ' || n || ' to ${name}: someone to call at a company, at night, who may decide.'`);
  return `jsonb_build_object(${questions.map((it, at) => `'/${it[1]}', ${typed(it, at)}`).join(", ")})`;
}

/** A fifth of the answers bears a name, a fifth a kind; of the others there is nobody. */
async function fill({ database: { db } }: House, assessment: string) {
  const started = performance.now();
  const uuid = (salt: string) => `(select substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-' || substr(h, 21, 12) from (select md5(n || '${salt}') as h) as made)`;
  await db.execute(sql.raw(`insert into survey_answers (id, assessment_id, version, language, audience, attribution, state, given, fingerprint, code_hash, shown_sector, shown_region)
    select ${uuid("answer")}, '${assessment}', 1, 'en', case when n % 7 = 0 and n % 5 > 1 then 'secretariat' else 'public' end, case n % 5 when 0 then 'named' when 1 then 'kind' else 'unattributed' end, case when n % 5 > 1 then 'waiting' else 'kept' end, ${givenInSql()}, md5(n::text), case when n % 5 > 1 then md5(n || 'code') end, case when n % 5 = 1 then 'academia' end, case when n % 5 = 1 then 'african' end from generate_series(1, ${count}) n`));
  await db.execute(sql.raw(`insert into people (id, name, email, email_verified, created_at, updated_at) select 'bench-' || n, 'Person ' || n, n || '@people.bench.example', true, now(), now() from generate_series(1, ${count}) n where n % 5 < 2`));
  await db.execute(sql.raw(`insert into survey_authorships (answer_id, assessment_id, attribution, stakeholder_id, person_id, filed_at, entry, statement, salt)
    select ${uuid("answer")}, '${assessment}', case n % 5 when 0 then 'named' else 'kind' end, ids[1 + n % cardinality(ids)], 'bench-' || n, now(), 'bench-' || n, '{}', 'salt' from generate_series(1, ${count}) n, (select array_agg(id order by id) as ids from stakeholders) as bodies where n % 5 < 2`));
  await db.execute(sql`vacuum analyze`); // as the server's own housekeeping does in time
  say(`  ${count} answers to ${questions.length} questions in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

const postgres = await findOrStartPostgres();
if (!postgres) {
  say(`not measured: ${reason}`);
  process.exit(0);
}
const house = await furnishedHouse(postgres.url);
const survey = await openSurvey(house);
await fill(house, survey.id);
const sessions = Object.fromEntries(await Promise.all(Object.entries(comers).map(async ([name, role]) => [name, await letIn(house, name, role)]))) as Record<keyof typeof comers, Session>;

const [page, desk] = [`/en/model/assessments/${survey.number}`, `/en/desk/model/assessments/${survey.number}`];
const coding = `${desk}/coding`;
const shown: (Door & Opened)[] = [];

/** Open a door in a process of its own. */
function open(door: Door): Opened {
  const session = door.who === "visitor" ? null : sessions[door.who];
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], { env: { ...process.env, TRAVAUX_BENCH_DOOR: JSON.stringify({ url: postgres!.url, door, session }) }, encoding: "utf8", maxBuffer: 1e9 });
  const opened = child.status === 0 ? (JSON.parse(child.stdout) as Opened) : { status: 0, seconds: Number.NaN, computed: Number.NaN, megabytes: Number.NaN, bytes: 0, location: "", said: child.stderr.split("\n").find((it) => /error/i.test(it)) ?? child.stderr.slice(0, 300) };
  shown.push({ ...door, ...opened });
  const isOver = opened.seconds > goal.seconds || opened.megabytes > goal.megabytes;
  say(`  ${opened.status} ${opened.seconds.toFixed(1).padStart(6)} s (${opened.computed.toFixed(1)} computing) ${opened.megabytes.toFixed(0).padStart(5)} MB ${(opened.bytes / 1e6).toFixed(2).padStart(7)} MB sent  ${isOver && !door.writes ? "OVER " : ""}${door.who}: ${door.name}${opened.status >= 400 || opened.status === 0 ? ` ${opened.said}` : ""}`);
  return opened;
}
const read = (who: Who, name: string, path: string) => open({ who, name, path });
const send = (who: Who, name: string, path: string, form: Door["form"], writes?: Door["writes"]) => open({ who, name, path, form: form ?? {}, ...(writes ? { writes } : {}) });
const both = (name: string, path: string) => (["officer", "assessor"] as const).forEach((who) => read(who, name, path));

/** Two code a source each in five hundred places, and differ in one of ten; both are done. */
async function code(source: number) {
  const { db } = house.database;
  const [officer, assessor] = [sessions.officer.viewer.personId, sessions.assessor.viewer.personId];
  await db.execute(sql`insert into coding_codes (assessment_id, guid, parent, position, name, definition, example, colour, is_codable) values (${survey.id}, '00000000-0000-4000-8000-000000000001', null, 1, 'Telephone', '', '', null, true), (${survey.id}, '00000000-0000-4000-8000-000000000002', null, 2, 'Law', '', '', null, true) on conflict do nothing`);
  send("officer", "give a source to two coders", `${coding}/sources/${source}/assignment`, { first: officer, second: assessor });
  for (const coder of [officer, assessor])
    await db.execute(sql`insert into codings (id, source_id, segment_id, assessment_id, code, coder_id, start, "end") select md5(s.id || ${coder}), s.source_id, s.id, ${survey.id}, case when s.position % 10 = 0 and ${coder} = ${officer} then '00000000-0000-4000-8000-000000000002' else '00000000-0000-4000-8000-000000000001' end, ${coder}, 0, 6
      from coding_segments s join coding_sources o on o.id = s.source_id where o.assessment_id = ${survey.id} and o.number = ${source} and s.position <= 500`);
  send("officer", "say that one is done with a source", `${coding}/sources/${source}/done`, {});
  send("assessor", "say that one is done with a source", `${coding}/sources/${source}/done`, {});
}

say(`opening doors over ${count} answers …`);
read("visitor", "the survey's page", page);
read("officer", "the desk of the assessment", desk);
send("officer", "close the survey", `${desk}/closing`, { sure: "yes" }, "as many rows");
await house.database.db.execute(sql`vacuum analyze`);
read("officer", "the desk once closed", desk);
both("all findings", `${desk}/findings`);
read("officer", "a new table's form", `${desk}/tables/new`);
send("officer", "plan a table: region by several choices", `${desk}/tables/new`, { "title-en": "Needs", rows: "region", columns: "question:need14" });
send("officer", "plan a table: scale by region by sector", `${desk}/tables/new`, { "title-en": "Scale", rows: "region", columns: "question:scale2", layers: "sector", agree: "often" });
send("officer", "plan a weighted table", `${desk}/tables/new`, { "title-en": "Weighted", rows: "region", columns: "question:scale3", layers: "", "margin-region": regions.map((it, at) => `${it}: ${10 + at}`).join("\n") });
send("officer", "plan a table of open answers", `${desk}/tables/new`, { "title-en": "Words", rows: "region", columns: "dimension" });
for (const table of [1, 2, 3, 4]) read("officer", `table ${table}`, `${desk}/tables/${table}`);
both("a new finding's form", `${desk}/findings/new`);
const [answer] = await rowsOf<{ id: string }>(house.database.db, sql`select id from survey_answers where assessment_id = ${survey.id} and attribution = 'kind' order by id limit 1`);
send("assessor", "keep a finding", `${desk}/findings/new`, { kind: "need", certainty: "high", "title-en": "A telephone", "text-en": "Someone to call at night is missing.", dimension: "Needs", regions: ["african"], tables: ["1"], segments: [`${answer!.id}:words30`] });
read("officer", "a finding", `${desk}/findings/1`);
both("a new release's form", `${desk}/releases/new`);
send("assessor", "prepare a release", `${desk}/releases/new`, { "summary-en": "What 100,000 answered.", tables: ["1", "2", "3"], findings: ["1"], quotes: [`${answer!.id}:words30`] });
const { said: sha256 } = read("officer", "a release's preview", `${desk}/releases/1`);
read("assessor", "a release's preview", `${desk}/releases/1`);
send("officer", "clear a release", `${desk}/releases/1/clearance`, { sha256 });
for (const who of ["visitor", "officer"] as const) read(who, "the release", `${page}/releases/1`);
for (const ending of ["csv", "xlsx", "json", "docx", "pdf"]) read("visitor", `the release as ${ending}`, `${page}/releases/1.${ending}`);
read("visitor", "the release by API", `/api/v1/model/assessments/${survey.number}/releases/1`);
read("visitor", "all findings by API", "/api/v1/model/findings");
both("the evidence of a cell", `${page}/releases/1/evidence/t1~african~telephone`);
read("officer", "the evidence of a quote", `${page}/releases/1/evidence/q1`);
read("officer", "coding", coding);
send("assessor", "take ten questions' answers to be coded", `${coding}/answers`, {}, "as many rows");
await house.database.db.execute(sql`vacuum analyze`);
read("officer", "coding with ten sources", coding);
both("a source", `${coding}/sources/1`);
read("officer", "a source's last page", `${coding}/sources/1?page=${Math.ceil(count / 200)}`);
await code(1);
both("search for a common word", `${coding}/search?q=call`);
read("officer", "search for common words", `${coding}/search?q=someone+night`);
both("search for a rare word", `${coding}/search?q=${count - 1}`);
read("officer", "search by code", `${coding}/search?code=00000000-0000-4000-8000-000000000002`);
both("agreement", `${coding}/agreement`);
read("officer", "differences", `${coding}/sources/1/differences`);
both("all findings, with what is coded", `${desk}/findings`);
read("officer", "a new finding's form, with what is coded", `${desk}/findings/new`);
read("officer", "table 1, with what is coded", `${desk}/tables/1`);
read("officer", "the project as REFI-QDA, a million passages", `${coding}/project.qdpx`);

/** The same rows, counted and copied by PostgreSQL. */
async function baseline(): Promise<string> {
  const timed = async (deed: () => unknown) => { const started = performance.now(); await deed(); return ((performance.now() - started) / 1000).toFixed(2); };
  const counting = await timed(() => house.database.db.execute(sql`select count(*) from survey_answers where assessment_id = ${survey.id}`));
  const grouping = await timed(() => house.database.db.execute(sql`select given->>'/region', given->>'/need14', count(*) from survey_answers where assessment_id = ${survey.id} group by 1, 2`));
  const copying = await timed(() => house.database.db.execute(sql.raw(`copy (select id, given from survey_answers where assessment_id = '${survey.id}') to '/dev/null'`)));
  return `PostgreSQL alone: count(*) ${counting} s; grouped by two questions ${grouping} s; COPY of all ${copying} s`;
}

console.log(`\n${count} answers to ${questions.length} questions, PostgreSQL ${postgres.version}; each door opened once in a process of its own; load average ${loadavg()[0]!.toFixed(1)}`);
console.log(await baseline());
console.log("| door | who | answer | seconds | of which the house computed | MB more | MB sent |\n|---|---|--:|--:|--:|--:|--:|");
for (const it of shown) console.log(`| ${it.name} | ${it.who} | ${it.status} | ${it.seconds.toFixed(2)} | ${it.computed.toFixed(2)} | ${it.megabytes.toFixed(0)} | ${(it.bytes / 1e6).toFixed(2)} |`);
const over = shown.filter((it) => !it.writes && (it.status === 0 || it.status >= 400 || it.seconds > goal.seconds || it.megabytes > goal.megabytes));
console.log(over.length === 0 ? `every page within ${goal.seconds} s and ${goal.megabytes} MB` : `over ${goal.seconds} s or ${goal.megabytes} MB, or refused: ${over.map((it) => `${it.name} (${it.who})`).join(", ")}`);
await house.database.close();
await postgres.stop();
