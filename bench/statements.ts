// 500 organisations sign one joint statement within a minute: how long each signer's pages take at the 95th percentile, the page on
// which they sign, the signature itself (with its entry in the record) and the statement with everybody who stands behind it; through
// the doors, with a session each, row policies held. Then as fast as it goes, beside what pgbench does of the same writes in the same
// tables. On a PostgreSQL server that waits for the disk. Target: p95 under 300 ms. Run after a build: npm run bench statements. Never a test.
import { availableParallelism, loadavg } from "node:os";
import { sql } from "drizzle-orm";
import type { Viewer } from "../app/src/ground/viewer.ts";
import { baseUrl, built, durablePostgres, furnishedHouse, say } from "./house.ts";
import { rateOf } from "./pgbench.ts";

const { createApp } = await built<typeof import("../app/src/app.ts")>("app");
const { authOn } = await built<typeof import("../app/src/ground/auth/auth.ts")>("ground/auth/auth");
const { findOrAddPerson } = await built<typeof import("../app/src/ground/auth/people.ts")>("ground/auth/people");
const { rowsOf } = await built<typeof import("../app/src/ground/db/migrate.ts")>("ground/db/migrate");
const { asViewer } = await built<typeof import("../app/src/ground/db/request.ts")>("ground/db/request");
const { actingAs, visitor } = await built<typeof import("../app/src/ground/viewer.ts")>("ground/viewer");
const { formToken, tokenField } = await built<typeof import("../app/src/ground/web/form-tokens.ts")>("ground/web/form-tokens");
const { processBySlug } = await built<typeof import("../app/src/concepts/processes/store.ts")>("concepts/processes/store");
const { addTo } = await built<typeof import("../app/src/concepts/statements/operations/drafting.ts")>("concepts/statements/operations/drafting");
const { begin } = await built<typeof import("../app/src/concepts/statements/operations/drafters.ts")>("concepts/statements/operations/drafters");
const { open } = await built<typeof import("../app/src/concepts/statements/operations/opening.ts")>("concepts/statements/operations/opening");
const { statementNow, textsOf } = await built<typeof import("../app/src/concepts/statements/store.ts")>("concepts/statements/store");

const [signers, seconds, clients] = [Number(process.env.SIGNERS ?? 500), Number(process.env.SECONDS ?? 60), 16];

const postgres = await durablePostgres();
const house = await furnishedHouse(postgres.url);
const { database } = house;
const app = createApp(house);

type Signer = { cookie: string; viewer: Viewer; body: string };
const formSeed = "seed-of-the-form-tokens-in-a-bench";

/** A verified body with its focal point, in a session. */
async function signerOf(number: number): Promise<Signer> {
  return asViewer(database.db, visitor, async (tx) => {
    const [body, email] = [`bench-body-${number}`, `focal-${number}@bench.example`];
    const { id: personId } = await findOrAddPerson(tx, { email, name: `Focal Point ${number}`, language: "en" }, house.clock(), house.chance);
    await database.db.execute(sql`insert into stakeholders (id, slug, kind, name, name_key, match_keys, sector, regional_group, languages, description, state, registered_at, verified_at, invented) values (${body}, ${body}, 'organisation', ${JSON.stringify({ en: `Invented Body ${number}` })}, ${body}, '{}', 'civil-society', 'african', '{en}', '{}', 'verified', now(), now(), true)`);
    await database.db.execute(sql`insert into memberships (id, stakeholder_id, person_id, role, state, asked_at, since) select ${`member-${number}`}, ${body}, id, 'focal-point', 'active', now(), now() from people where email = ${email}`);
    return { cookie: "", viewer: { ...actingAs(""), personId }, body };
  });
}
/** A session as the mailed link opens it. */
async function enter(it: Signer, number: number): Promise<Signer> {
  return asViewer(database.db, visitor, async (tx) => {
    const { api, noted } = authOn(tx, house);
    await api.signInMagicLink({ body: { email: `focal-${number}@bench.example` }, headers: new Headers() });
    const { headers, response } = await api.magicLinkVerify({ query: { token: noted.link! }, headers: new Headers(), returnHeaders: true });
    return { ...it, cookie: `${headers.getSetCookie()[0]!.split(";")[0]!}; form=${formSeed}`, viewer: { ...it.viewer, sessionId: response.session.id } as Viewer };
  });
}
say(`letting ${signers} signers in, twice …`);
const all: Signer[] = [];
for (let number = 0; number < signers * 2; number++) {
  const email = `focal-${number}@bench.example`;
  await asViewer(database.db, visitor, (tx) => findOrAddPerson(tx, { email, name: `Focal Point ${number}`, language: "en" }, house.clock(), house.chance));
  all.push(await enter(await signerOf(number), number));
}

const text = "Evidence is only as good as the means to question it; whoever is accused must have an expert of their own, in time and at a cost they can bear. ".repeat(3);
const statement = await (async () => {
  const [{ id: stakeholderId }] = await rowsOf<{ id: string }>(database.db, sql`select id from stakeholders where slug = 'lantern-digital-rights'`) as [{ id: string }];
  const viewer: Viewer = { ...actingAs("bench"), speaksFor: [{ stakeholderId, isFocalPoint: true }] };
  return asViewer(database.db, viewer, async (tx) => {
    const it = await begin(tx, viewer, await processBySlug(tx, "model"), { stakeholderId, workingTitle: "A statement of five hundred", language: "en", rules: { individuals: false, perParagraph: false, closesAt: null, toleranceMinutes: 0, callId: null }, drafters: [] }, house.clock(), house.chance);
    for (let paragraph = 0; paragraph < 20; paragraph++) await addTo(tx, viewer, it.id, { kind: "paragraph", text, afterId: null }, house.clock(), house.chance);
    await open(tx, viewer, { id: it.id, turn: it.turn }, null, house.clock(), house.chance);
    return { it: await statementNow(tx, it.id), sha256: (await textsOf(tx, it.id))[0]!.sha256 };
  });
})();
const path = `/en/model/statements/${statement.it.number}`;

async function timed(times: number[], ask: () => Promise<Response> | Response, expected: number) {
  const started = performance.now();
  const answer = await ask();
  const words = await answer.text();
  times.push(performance.now() - started);
  if (answer.status !== expected) throw new Error(`${answer.status} instead of ${expected}: ${words.replaceAll(/<[^>]+>|\s+/g, " ").slice(0, 400)}`);
}
const pages = { "the page to sign on": [] as number[], "the signature": [] as number[], "the statement with its signatories": [] as number[] };

/** One signer, from the page to sign on to the statement with their name. */
async function signs({ cookie, viewer, body }: Signer) {
  await timed(pages["the page to sign on"], () => app.request(`${baseUrl}${path}/signing`, { headers: { cookie } }), 200);
  await timed(pages["the signature"], () => app.request(`${baseUrl}${path}/signing`, { method: "POST", headers: { cookie, origin: baseUrl, "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ body, version: "1", capacity: "Director", accepted: `en:${statement.sha256}`, extent: "whole", link: "", name: "", [tokenField]: formToken(house, formSeed, viewer) }) }), 303);
  await timed(pages["the statement with its signatories"], () => app.request(`${baseUrl}${path}`, { headers: { cookie } }), 200);
}
const percentile = (times: readonly number[], share: number) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;

say(`${signers} sign within ${seconds} seconds …`);
const gap = (seconds * 1000) / signers;
await Promise.all(all.slice(0, signers).map(async (one, at) => { await new Promise((resolve) => setTimeout(resolve, at * gap)); await signs(one); }));
const spread = Object.fromEntries(Object.entries(pages).map(([name, times]) => [name, { p50: percentile(times, 0.5), p95: percentile(times, 0.95) }]));

say("and as fast as it goes …");
let next = signers;
const started = performance.now();
await Promise.all(Array.from({ length: clients }, async () => {
  for (let at = next++; at < signers * 2; at = next++) {
    const { cookie, viewer, body } = all[at]!;
    const sent = await app.request(`${baseUrl}${path}/signing`, { method: "POST", headers: { cookie, origin: baseUrl, "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ body, version: "1", capacity: "Director", accepted: `en:${statement.sha256}`, extent: "whole", link: "", name: "", [tokenField]: formToken(house, formSeed, viewer) }) });
    if (sent.status !== 303) throw new Error(`refused with ${sent.status}`);
  }
}));
const ours = signers / ((performance.now() - started) / 1000);

/** The same rows, written by pgbench: the act, its entry for the record, its line in the journal. */
function pgbench(url: string, folder: string): number {
  const id = "md5(:n::text || 'a')", uuid = `(substr(${id}, 1, 8) || '-' || substr(${id}, 9, 4) || '-4' || substr(${id}, 14, 3) || '-8' || substr(${id}, 18, 3) || '-' || substr(${id}, 21, 12))`;
  const told = JSON.stringify({ what: "joint statement signed", statement: 1, version: 1, who: "bench-body-1", by: "bench-body-1", capacity: "Director", texts: { en: statement.sha256 }, paragraphs: null, day: "2026-01-01", sequence: 1 }).replaceAll('":', '": '); // pgbench takes “:1” for a variable
  const microsecond = "(extract(epoch from clock_timestamp()) * 1000000)::bigint % 100000000 * 16 + :client_id"; // its own for every act
  return rateOf(url, folder, ["\\set n random(1, 1000000000000000)", "begin;",
    `insert into statement_acts (id, statement_id, signatory, sequence, what, version, stakeholder_id, capacity, accepted, at, entry, statement, salt) values (${uuid}, '${statement.it.id}', 'body' || chr(58) || 'bench-body-1', ${microsecond}, 'signed', 1, 'bench-body-1', 'Director', '[{"language": "en", "sha256": "${statement.sha256}"}]', now(), ${uuid}::uuid, '${told}', sha256('bench'));`,
    `insert into record_pending (entry, commitment) values (${uuid}::uuid, sha256('bench'));`,
    `insert into journal (at, what, subject, details) values (now(), 'joint statement signed', '${statement.it.id}', '{}');`, "commit;"].join("\n"), { clients, seconds: 8 });
}
const [there] = await rowsOf<{ count: number }>(database.db, sql`select count(distinct signatory)::int as count from statement_acts where statement_id = ${statement.it.id}`);
const theirs = pgbench(postgres.url, postgres.folder);
await database.close();

console.log(`\nPostgreSQL ${postgres.version}, fsync and synchronous_commit on, ${signers} signers in ${seconds} seconds, then ${signers} more at once by ${clients} clients (${there!.count} there), ${availableParallelism()} cores for both; load ${loadavg()[0]!.toFixed(1)}`);
for (const [name, { p50, p95 }] of Object.entries(spread)) console.log(`${name.padEnd(44)} p50 ${p50.toFixed(0).padStart(5)} ms   p95 ${p95.toFixed(0).padStart(5)} ms   ${p95 < 300 ? "within" : "OVER"} the goal of 300`);
console.log(`signatures as fast as they come              ${(ours * 60).toFixed(0).padStart(6)} a minute   ${ours * 60 >= 500 ? "over" : "UNDER"} the goal of 500; pgbench ${(theirs / ours).toFixed(1)} times as many`);
console.log(`pgbench: the same rows alone                 ${(theirs * 60).toFixed(0).padStart(6)} a minute   prepared; no policies, no pages, no place in the record`);
await postgres.stop();
