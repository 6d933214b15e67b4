// How many durable comments a second the house takes, each with its receipt: filed through its doors with form tokens and row
// policies, entered in the record, and the receipt with its proof read back. On a PostgreSQL server that waits for the disk, beside
// pgbench (pgbench.ts) with the same writes to the same tables, on the same server with as many clients. Target: at least 100 a
// second, within 3 times. Run after a build: npm run bench comments. Never a test.
import { availableParallelism, loadavg } from "node:os";
import { commitmentTo } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import type { Filing } from "../app/src/concepts/contributions/operations.ts";
import type { PersonViewer } from "../app/src/ground/viewer.ts";
import type { House } from "../app/src/ground/web/env.ts";
import { baseUrl, built, durablePostgres, furnishedHouse } from "./house.ts";
import { pgbench } from "./pgbench.ts";

const { createApp } = await built<typeof import("../app/src/app.ts")>("app");
const { authOn } = await built<typeof import("../app/src/ground/auth/auth.ts")>("ground/auth/auth");
const { fileComment } = await built<typeof import("../app/src/concepts/contributions/operations.ts")>("concepts/contributions/operations");
const { proofsOf } = await built<typeof import("../app/src/concepts/contributions/store.ts")>("concepts/contributions/store");
const { disclosureOf } = await built<typeof import("../app/src/concepts/disclosure/rule.ts")>("concepts/disclosure/rule");
const { forumById } = await built<typeof import("../app/src/concepts/disclosure/store.ts")>("concepts/disclosure/store");
const { speaksFor } = await built<typeof import("../app/src/concepts/stakeholders/store/members.ts")>("concepts/stakeholders/store/members");
const { personByEmail } = await built<typeof import("../app/src/ground/auth/people.ts")>("ground/auth/people");
const { rowsOf } = await built<typeof import("../app/src/ground/db/migrate.ts")>("ground/db/migrate");
const { receiptOf } = await built<typeof import("../app/src/ground/record/receipts.ts")>("ground/record/receipts");
const { integrate } = await built<typeof import("../app/src/ground/record/integrate.ts")>("ground/record/integrate");
const { actingAs, visitor } = await built<typeof import("../app/src/ground/viewer.ts")>("ground/viewer");
const { asViewer } = await built<typeof import("../app/src/ground/db/request.ts")>("ground/db/request");

const seconds = Number(process.env.SECONDS ?? 10);
const clients = 16;
const author = "amina.wekesa@lantern.example";

/** Somebody who speaks for a sample body, with a session. */
async function sessionOf(house: House, email: string): Promise<string> {
  return asViewer(house.database.db, visitor, async (tx) => {
    const { api, noted } = authOn(tx, house);
    await api.signInMagicLink({ body: { email }, headers: new Headers() });
    const { headers } = await api.magicLinkVerify({ query: { token: noted.link! }, headers: new Headers(), returnHeaders: true });
    return headers.getSetCookie()[0]!.split(";")[0]!;
  });
}

type App = ReturnType<typeof createApp>;

/** The comment form as it came, with the cookie of its token. */
async function formOf(app: App, session: string) {
  const { versions } = (await (await app.request(`${baseUrl}/api/v1/model/text/convention`)).json()) as { versions: { slug: string }[] };
  const { provisions } = (await (await app.request(`${baseUrl}/api/v1/model/text/convention/${versions.at(-1)!.slug}`)).json()) as { provisions: { dossier: string }[] };
  const path = `/en/model/p/${provisions.find((it) => it.dossier)!.dossier}/${versions.at(-1)!.slug}/comment`;
  const answer = await app.request(baseUrl + path, { headers: { cookie: session } });
  const page = await answer.text();
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? new RegExp(`name="${name}"[^>]*>\\s*<option value="([^"]*)"`).exec(page)?.[1] ?? "";
  const seed = answer.headers.getSetCookie().map((it) => it.split(";")[0]).find((it) => it!.startsWith("form="))!;
  return { path, cookie: `${session}; ${seed}`, fields: { forum: value("forum"), stakeholder: value("stakeholder"), "form-token": value("form-token"), combination: "public/named", language: "en", answers: "" } };
}

/** File comments with so many clients at once, reading back each receipt if asked to; how many a second. */
async function comments(app: App, { path, cookie, fields }: Awaited<ReturnType<typeof formOf>>, withReceipt = true) {
  const end = performance.now() + seconds * 1000;
  let filed = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let number = 0; performance.now() < end; number++) {
      const body = new URLSearchParams({ ...fields, body: `Comment ${number} of client ${client}: an authority shall state, in each request, the safeguard on which it rests.` });
      const sent = await app.request(baseUrl + path, { method: "POST", headers: { cookie, origin: baseUrl, "content-type": "application/x-www-form-urlencoded" }, body });
      if (sent.status !== 303) throw new Error(`refused with ${sent.status}: ${(await sent.text()).replaceAll(/<[^>]+>|\s+/g, " ").slice(0, 400)}`);
      filed += 1;
      if (!withReceipt) continue;
      const receipt = await app.request(`${baseUrl}${sent.headers.get("location")!}.json`, { headers: { cookie } });
      if (!((await receipt.json()) as { entry: unknown }).entry) throw new Error("a receipt without its place in the record");
    }
  }));
  return filed / ((performance.now() - started) / 1000);
}

/** The deed alone, as often as it goes with so many at once: its transaction, its place in the record, its receipt with the proof. */
async function deeds(house: House, asked: Awaited<ReturnType<typeof formOf>>["fields"], subject: Filing["subject"]) {
  const { db } = house.database;
  const forum = await forumById(db, asked.forum);
  const { id: personId } = (await personByEmail(db, author))!;
  const viewer: PersonViewer = { ...actingAs("a bench"), personId, speaksFor: await speaksFor(db, personId) };
  const end = performance.now() + seconds * 1000;
  const started = performance.now();
  let filed = 0;
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    for (let number = 0; performance.now() < end; number++) {
      const filing: Filing = { forum, subject, disclosure: disclosureOf("public/named"), words: { body: `Deed ${number} of client ${client}: an authority shall state, in each request, the safeguard on which it rests.`, language: "en", parent: null } };
      const it = await asViewer(db, viewer, (tx) => fileComment(tx, viewer, filing, { stakeholderId: asked.stakeholder, showPerson: false }, house.settings.smallCell, house.clock(), house.chance));
      await integrate(house);
      const receipt = await asViewer(db, viewer, async (tx) => {
        const [proof] = await proofsOf(tx, it.processId, it.reference, viewer);
        return receiptOf(tx, house.record, { ...proof!, commitment: commitmentTo(proof!.statement, proof!.salt) }, proof!.day);
      }, "read");
      if (!receipt.entry) throw new Error("a receipt without its place in the record");
      filed += 1;
    }
  }));
  return filed / ((performance.now() - started) / 1000);
}

const postgres = await durablePostgres();
const house = await furnishedHouse(postgres.url);
const { database } = house;
const app = createApp(house);
const form = await formOf(app, await sessionOf(house, author));
await comments(app, form); // the first time pays for plans and caches
const [subject] = await rowsOf<Filing["subject"]>(database.db, sql`select process_id as "processId", version_id as "versionId", place, provision_id as "provisionId" from contributions limit 1`);
const ours = [
  ["through the doors, receipt fetched: two requests", await comments(app, form)],
  ["through the doors, without the receipt: one request", await comments(app, form, false)],
  ["the deed alone: transaction, record, receipt", await deeds(house, form.fields, subject!)],
] as const;
await database.close();
const { writes, all } = await pgbench(postgres.url, postgres.folder, { clients, seconds });
console.log(`\nPostgreSQL ${postgres.version}, fsync and synchronous_commit on, ${clients} clients, ${seconds} s each, ${availableParallelism()} cores for both; load average ${loadavg()[0]!.toFixed(1)}`);
const line = (name: string, rate: number, note: string) => console.log(`${name.padEnd(58)}${rate.toFixed(0).padStart(6)} a second   ${note}`);
for (const [name, rate] of ours) line(name, rate, `${rate >= 100 ? "over" : "UNDER"} the goal of 100; pgbench ${(all / rate).toFixed(1)} times as many (goal: at most 3), writes alone ${(writes / rate).toFixed(1)}`);
line("pgbench: the writes, the place in the record, the reads", all, "prepared; no policies, no pages, no proofs made");
line("pgbench: the writes of a comment alone", writes, "prepared; one transaction of six inserts");
await postgres.stop();
