// How many durable answers to a survey a second the house takes, each that is to be nobody's with its token spent and its receipt:
// through the unlinked door, row policies held. On a PostgreSQL server that waits for the disk, beside what pgbench does of the same
// writes in the same tables with as many clients. Target: at least 100 a second. Run after a build: npm run bench surveys. Never a test.
import { constants, createPrivateKey, randomBytes, sign } from "node:crypto";
import { availableParallelism, loadavg } from "node:os";
import { sql } from "drizzle-orm";
import { baseUrl, built, durablePostgres, furnishedHouse, say } from "./house.ts";
import { rateOf } from "./pgbench.ts";

const { createApp } = await built<typeof import("../app/src/app.ts")>("app");
const { draftAssessment, openAssessment, putForm } = await built<typeof import("../app/src/concepts/assessments/operations.ts")>("concepts/assessments/operations");
const { processBySlug } = await built<typeof import("../app/src/concepts/processes/store.ts")>("concepts/processes/store");
const { rowsOf } = await built<typeof import("../app/src/ground/db/migrate.ts")>("ground/db/migrate");
const { houseKeeper } = await built<typeof import("../app/src/ground/viewer.ts")>("ground/viewer");
const { asViewer } = await built<typeof import("../app/src/ground/db/request.ts")>("ground/db/request");

const count = Number(process.env.ANSWERS ?? 2000);
const clients = 16;

const postgres = await durablePostgres();
const house = await furnishedHouse(postgres.url);
const { database } = house;
const app = createApp(house);

/** Forty questions of all kinds, so that an answer has the size of a real one. */
const sheets = [
  { name: "survey", rows: [["type", "name", "label"], ...Array.from({ length: 40 }, (_, index) => [index % 3 === 0 ? "select_one yn" : index % 3 === 1 ? "integer" : "text", `q${index + 1}`, `Question ${index + 1}`])] },
  { name: "choices", rows: [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]] },
];
const keeper = houseKeeper("a bench");
const survey = await asViewer(database.db, keeper, async (tx) => {
  const process = await processBySlug(tx, "model");
  const closesDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const it = await draftAssessment(tx, keeper, process, { title: { en: "Bench" }, about: { en: "" }, limits: { en: "" }, openTo: "stakeholders", combinations: ["secretariat/unattributed"], closesDay, respondent: { region: null, sector: null, crime: null } }, house.clock(), house.chance);
  await putForm(tx, keeper, it, sheets, house.clock());
  await openAssessment(tx, keeper, it, house.clock(), house.chance);
  return it;
});
const [secret] = await rowsOf<{ key: Uint8Array }>(database.db, sql`select private_key as key from forum_key_secrets join forum_keys on id = key_id where forum_id = ${survey.forumId}`);
const key = createPrivateKey({ key: Buffer.from(secret!.key), format: "der", type: "pkcs8" });
say(`signing ${count} tokens …`);
const tokens = Array.from({ length: count }, () => { const nonce = randomBytes(64); return { nonce: nonce.toString("base64url"), signature: sign("sha384", nonce, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }).toString("base64url") }; });
const given = JSON.stringify(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`/q${index + 1}`, index % 3 === 0 ? "yes" : index % 3 === 1 ? "12" : "Someone to call at a company, at night, who may decide."])));

/** Answers a second through the unlinked door. */
async function answered(): Promise<number> {
  const started = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    for (let at = next++; at < count; at = next++) {
      const body = new URLSearchParams({ combination: "secretariat/unattributed", version: "1", language: "", given, deed: "send", page: "1", once: `${at}`.padStart(43, "b"), "token-nonce": tokens[at]!.nonce, "token-signature": tokens[at]!.signature });
      const sent = await app.request(`${baseUrl}/en/unattributed/survey/model/${survey.number}`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body });
      if (sent.status !== 200) throw new Error(`refused with ${sent.status}: ${(await sent.text()).replaceAll(/<[^>]+>|\s+/g, " ").slice(0, 400)}`);
    }
  }));
  return count / ((performance.now() - started) / 1000);
}

/** The same rows, written by pgbench: an answer, its token, its commitment. */
function pgbench(url: string, folder: string): number {
  const id = "md5(:n::text || 'a')", uuid = `(substr(${id}, 1, 8) || '-' || substr(${id}, 9, 4) || '-4' || substr(${id}, 14, 3) || '-8' || substr(${id}, 18, 3) || '-' || substr(${id}, 21, 12))`;
  return rateOf(url, folder, ["\\set n random(1, 1000000000000000)", "begin;",
    `insert into survey_answers (id, assessment_id, version, language, audience, attribution, state, given, fingerprint, code_hash) values (${uuid}, '${survey.id}', 1, 'en', 'secretariat', 'unattributed', 'waiting', '${given.replaceAll("'", "''")}', ${id}, md5(:n::text || 'c'));`,
    `insert into spent_tokens (key_id, hash) select id, ${id} from forum_keys where forum_id = '${survey.forumId}';`,
    `insert into unattributed_commitments (entry, forum_id, commitment) values (${id}, '${survey.forumId}', sha256('bench'));`, "commit;"].join("\n"), { clients, seconds: 8 });
}

const ours = await answered();
const [there] = await rowsOf<{ count: number }>(database.db, sql`select count(*)::int as count from survey_answers where assessment_id = ${survey.id}`);
const theirs = pgbench(postgres.url, postgres.folder);
await database.close();
console.log(`\nPostgreSQL ${postgres.version}, fsync and synchronous_commit on, ${clients} clients, ${count} answers of 40 questions (${there!.count} there), ${availableParallelism()} cores for both; load average ${loadavg()[0]!.toFixed(1)}`);
console.log(`answers through the unlinked door, each with token and receipt  ${ours.toFixed(0).padStart(6)} a second   ${ours >= 100 ? "over" : "UNDER"} the goal of 100; pgbench ${(theirs / ours).toFixed(1)} times as many`);
console.log(`pgbench: the same rows alone                                    ${theirs.toFixed(0).padStart(6)} a second   prepared; no policies, no pages, no receipts`);
await postgres.stop();
