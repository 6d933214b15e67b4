// What the row policies cost: the reading room's queries over 10,000 comments on a text of 100 articles, asked by the owner of the
// tables, past the policies, and by `travaux_viewer`, under them, turn about in one run; then how PostgreSQL finds words. On a
// PostgreSQL server only. Run after a build: npm run bench policies. Never a test. COMMENTS=1000 makes it a short one.
import { loadavg } from "node:os";
import { signingKey } from "@travaux/record-proofs";
import { readDocument } from "@travaux/treaty-text";
import { findOrStartPostgres, reason } from "../scripts/postgres.mjs";
import type { Db } from "../app/src/ground/db/database.ts";
import type { Viewer } from "../app/src/ground/viewer.ts";
import type { House } from "../app/src/ground/web/env.ts";

/** The application as it was built. */
const built = async <T>(path: string): Promise<T> => (await import(new URL(`../app/dist/${path}.js`, import.meta.url).href)) as T;
const { furnish } = await built<typeof import("../app/src/bin/sample.ts")>("bin/sample");
const store = await built<typeof import("../app/src/concepts/contributions/store.ts")>("concepts/contributions/store");
const { openForum } = await built<typeof import("../app/src/concepts/disclosure/operations.ts")>("concepts/disclosure/operations");
const { combinations } = await built<typeof import("../app/src/concepts/disclosure/rule.ts")>("concepts/disclosure/rule");
const { processBySlug } = await built<typeof import("../app/src/concepts/processes/store.ts")>("concepts/processes/store");
const { importText, openInstrument } = await built<typeof import("../app/src/concepts/texts/operations.ts")>("concepts/texts/operations");
const { seededChance } = await built<typeof import("../app/src/ground/chance.ts")>("ground/chance");
const { openDatabase } = await built<typeof import("../app/src/ground/db/database.ts")>("ground/db/database");
const { asViewer } = await built<typeof import("../app/src/ground/db/request.ts")>("ground/db/request");
const { silentLog } = await built<typeof import("../app/src/ground/log.ts")>("ground/log");
const { readSettings } = await built<typeof import("../app/src/ground/settings.ts")>("ground/settings");
const { actingAs, houseKeeper, visitor } = await built<typeof import("../app/src/ground/viewer.ts")>("ground/viewer");

const comments = Number(process.env.COMMENTS ?? 10_000);
const [articles, goal] = [100, 1.3];
/** As often as it takes for a median that stands: what is over in a moment more often. */
const roundsOf = (ms: number) => (ms < 20 ? 151 : 15);
const editor = houseKeeper("Bench");
const say = (words: string) => void process.stderr.write(`${words}\n`);

/** A text of 100 articles and a forum about it. */
async function makeText(house: House) {
  const { database: { db }, chance } = house;
  const now = house.clock();
  const bytes = new TextEncoder().encode(Array.from({ length: articles }, (_, index) => `Article ${index + 1}\nMatter ${index + 1}\n\n1. Each State Party shall take measures on matter ${index + 1}.`).join("\n\n"));
  const text = await readDocument(bytes, { name: "text.txt", language: "en" });
  return asViewer(db, editor, async (tx) => {
    const process = await processBySlug(tx, "model");
    const instrument = await openInstrument(tx, editor, process, { slug: "bench", title: { en: "Bench" } }, now, chance);
    const version = await importText(tx, editor, process, instrument, { symbol: "B/1", title: { en: "Bench" }, date: "2026-06-01", status: "draft" as const, language: "en", authenticity: "authentic" as const }, { bytes, name: "text.txt", text }, now, chance);
    const forum = await openForum(tx, editor, { slug: "bench", processId: process.id, title: { en: "Bench" }, about: null, openTo: "stakeholders", combinations }, now, chance);
    return { process, version, forum };
  });
}

/** Comments on every place of the text in turn: seven in ten public, two for participants, one for the secretariat; half named, half of a kind. */
async function makeComments(db: Db, { process, version, forum }: Awaited<ReturnType<typeof makeText>>) {
  const vocabulary = "safeguard evidence warrant custody retention notice appeal oversight proportionate independent judicial territory service provider victim remedy disclosure secrecy emergency preservation";
  const text = `
    with places as (select eid, provision_id, row_number() over (order by eid) - 1 as n, count(*) over () as of from places where version_id = '${version.id}'),
    bodies as (select id, row_number() over (order by slug) - 1 as n, count(*) over () as of from stakeholders where state = 'verified'),
    words as (select string_to_array('${vocabulary}', ' ') as list)
    select i, md5('c' || i)::uuid::text as id, 'C-' || upper(substr(md5('r' || i), 1, 9)) as reference, p.eid, p.provision_id, b.id as body,
      case when i % 10 < 7 then 'public' when i % 10 < 9 then 'participants' else 'secretariat' end as audience,
      case when i % 2 = 0 and i % 10 < 9 then 'kind' else 'named' end as attribution,
      (select string_agg(list[1 + (i::bigint * k * 7919 + k * 104729) % 20], ' ') from words, generate_series(1, 40) k) || case when i % 200 = 0 then ' zander' else '' end as words
    from generate_series(1, ${comments}) i join places p on p.n = i % p.of join bodies b on b.n = (i * 31) % b.of`;
  const run = (query: string) => db.execute(query);
  await run(`create table made as ${text}`);
  await run(`insert into contributions (id, reference, process_id, forum_id, kind, version_id, place, provision_id, language, audience, attribution, stakeholder_id, day, state)
    select id, reference, '${process.id}', '${forum.id}', 'comment', '${version.id}', eid, provision_id, 'en', audience, attribution, case when attribution = 'named' then body end, date '2026-06-01' + i % 30, 'shown' from made`);
  await run(`insert into wordings (contribution_id, edition, body, day, fingerprint, configuration, searchable) select id, 1, words, '2026-06-01', md5(words), 'english', words from made`);
  await run("insert into authorships (contribution_id, attribution, stakeholder_id, person_id, filed_at) select id, attribution, body, null, now() from made");
  await run("drop table made");
  await run("vacuum analyze");
}

type Query = (tx: Db, viewer: Viewer) => Promise<unknown>;
/** Milliseconds of a query inside its transaction: as the viewer's role, or as the owner's. */
async function timed(db: Db, viewer: Viewer, query: Query, asOwner: boolean): Promise<number> {
  return asViewer(db, viewer, async (tx) => {
    if (asOwner) await tx.execute("select set_config('role', 'none', true)");
    const started = performance.now();
    await query(tx, viewer);
    return performance.now() - started;
  }, "read");
}
const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

async function bench(db: Db, made: Awaited<ReturnType<typeof makeText>>) {
  const provisionIds = (await db.execute(`select distinct provision_id as id from contributions limit 100`) as unknown as { rows: { id: string }[] }).rows.map((it) => it.id);
  const [{ reference }] = (await db.execute("select reference from contributions where audience = 'public' limit 1") as unknown as { rows: [{ reference: string }] }).rows;
  let turn = 0;
  const queries: Record<string, Query> = {
    "all views on a version, as data": (tx, viewer) => store.contributionsOn(tx, made.version.id, viewer),
    "how many on each place of a version": (tx, viewer) => store.countsOn(tx, made.version.id, viewer),
    "views on one provision": (tx, viewer) => store.contributionsAbout(tx, provisionIds[turn++ % provisionIds.length]!, viewer),
    "one view by its reference": (tx, viewer) => store.contributionByReference(tx, made.process.id, reference, viewer),
    "words found in one of 200": (tx, viewer) => store.contributionsWith(tx, { words: "zander", language: "en" }, viewer),
  };
  const participant = { ...actingAs("participant"), personId: "participant", participatesIn: [made.forum.id], secondFactor: false };
  const viewers: Record<string, Viewer> = { visitor, participant, officer: editor };
  console.log(`\n${comments} comments on ${articles} articles; median ms, both by turns; load average ${loadavg()[0]!.toFixed(1)}\n${"".padEnd(52)}   as owner  as viewer      ratio`);
  for (const [query, ask] of Object.entries(queries)) for (const [name, viewer] of Object.entries(viewers)) {
    const [past, under]: [number[], number[]] = [[], []];
    for (let rounds = 6; past.length < rounds + 6; rounds = roundsOf(median(past))) for (const [times, asOwner] of [[past, true], [under, false]] as const) times.push(await timed(db, viewer, ask, asOwner));
    for (const times of [past, under]) times.splice(0, 6); // the first ones pay for plans and caches
    const ratio = median(under) / median(past);
    console.log(`${`${query}, ${name}`.padEnd(52)}${[median(past), median(under), ratio].map((it) => it.toFixed(2).padStart(11)).join("")}  ${ratio < goal ? `under the goal of ${goal}` : `OVER the goal of ${goal}`}`);
  }
}

/** How PostgreSQL finds words: what the search function runs inside, and what the same search would be under a policy. */
async function plans(db: Db) {
  const explain = async (title: string, query: string, role: string) => asViewer(db, visitor, async (tx) => {
    await tx.execute(`select set_config('role', '${role}', true)`);
    const { rows } = (await tx.execute(`explain (analyze, costs off, summary off, timing off) ${query}`)) as unknown as { rows: Record<string, string>[] };
    console.log(`\n${title}\n${rows.map((it) => `  ${it["QUERY PLAN"]}`).join("\n")}`);
  }, "read");
  const search = "select contribution_id from wordings join contributions on id = contribution_id and contributions.edition = wordings.edition where found @@ websearch_to_tsquery('english', 'zander') and state = 'shown' and audience = 'public' limit 50";
  await explain("Inside contributions_matching, past the policies:", search, "none");
  await explain("The same words asked under the policies, which is why the function is there:", search, "travaux_viewer");
}

const postgres = await findOrStartPostgres();
if (!postgres?.url) {
  say(`No PostgreSQL at hand: ${reason}. Row policies are measured on a server only.`);
  process.exit(0);
}
const database = await openDatabase({ databaseUrl: postgres.url, log: silentLog });
const house = { database, settings: readSettings({}), baseUrl: "http://127.0.0.1", clock: () => new Date("2026-06-09T10:00:00Z"), chance: seededChance("bench"), log: silentLog, record: { key: signingKey("travaux.test/record", new Uint8Array(32).fill(7)), witnesses: [] } } as unknown as House;
say("making the data …");
await furnish(house, true, () => {});
const made = await makeText(house);
await makeComments(database.db, made);
await bench(database.db, made);
await plans(database.db);
await database.close();
await postgres.stop?.();
