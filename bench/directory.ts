// How long the directory takes over 50,000 invented stakeholders: the search with all its facets and its page, and the whole
// answer over HTTP beside a bare handler that answers a page of equal bytes; on PostgreSQL where one is at hand, and on the
// embedded database. Run after a build: npm run bench directory. Never a test. BODIES=5000 makes it a short one.
import type { AddressInfo } from "node:net";
import { loadavg } from "node:os";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { signingKey } from "@travaux/record-proofs";
import { findOrStartPostgres } from "../scripts/postgres.mjs";
import type { House } from "../app/src/ground/web/env.ts";
import { inventedBodies, type InventedBody } from "./invented.ts";

/** The application as it was built: its pages are JSX, which Node cannot strip. */
const built = async <T>(path: string): Promise<T> => (await import(new URL(`../app/dist/${path}.js`, import.meta.url).href)) as T;
const { createApp } = await built<typeof import("../app/src/app.ts")>("app");
const { furnish } = await built<typeof import("../app/src/bin/sample.ts")>("bin/sample");
const { assetsFolder } = await built<typeof import("../app/src/bin/house.ts")>("bin/house");
const { readDirectoryQuery } = await built<typeof import("../app/src/concepts/stakeholders/directory/directory.ts")>("concepts/stakeholders/directory/directory");
const { listedBodies, searchDirectory } = await built<typeof import("../app/src/concepts/stakeholders/directory/store.ts")>("concepts/stakeholders/directory/store");
const { addStakeholders } = await built<typeof import("../app/src/concepts/stakeholders/store/stakeholders.ts")>("concepts/stakeholders/store/stakeholders");
const { exchanges, stakeholderThemes } = await built<typeof import("../app/src/concepts/stakeholders/tables.ts")>("concepts/stakeholders/tables");
const { allThemes } = await built<typeof import("../app/src/concepts/themes/store.ts")>("concepts/themes/store");
const { seededChance } = await built<typeof import("../app/src/ground/chance.ts")>("ground/chance");
const { openDatabase } = await built<typeof import("../app/src/ground/db/database.ts")>("ground/db/database");
const { asViewer } = await built<typeof import("../app/src/ground/db/request.ts")>("ground/db/request");
const { silentLog } = await built<typeof import("../app/src/ground/log.ts")>("ground/log");
const { readSettings } = await built<typeof import("../app/src/ground/settings.ts")>("ground/settings");
const { visitor } = await built<typeof import("../app/src/ground/viewer.ts")>("ground/viewer");
const { readAssets } = await built<typeof import("../app/src/ground/web/assets.ts")>("ground/web/assets");

const bodies = Number(process.env.BODIES ?? 50_000);
const rounds = 12;
const goal = 50; // ms, 95 of 100 searches with facets and page, on PostgreSQL
const say = (words: string) => void process.stderr.write(`${words}\n`);

/** What people ask: everything, one choice, several, words common and rare, other scripts, slips, far pages, every order. */
const questions = [
  "", "sector=civil-society", "sector=academia&region=african", "country=KE", "expertise=electronic-evidence&exchange=offers-training", "region=asia-pacific&language=en&language=fr",
  "q=judges", "q=digital+rights", "q=electronic+evidence&sector=civil-society&language=en", "q=belator", "q=digital+rigths", "q=потерпевшим", "q=受害者", "q=الاحتيال",
  "order=name", "order=country&page=40", "page=900",
];

async function makeBodies(house: House) {
  const { db } = house.database;
  const themes = (await allThemes(db)).map((it) => it.id);
  const started = performance.now();
  let batch: InventedBody[] = [];
  const keep = () => asViewer(db, visitor, async (tx) => {
    await addStakeholders(tx, batch.map((it) => it.body));
    const known = batch.flatMap(({ body, themes: ids }) => ids.map((index) => ({ stakeholderId: body.id, themeId: themes[index]! })));
    const given = batch.flatMap(({ body, exchanges: items }) => items.map((it, position) => ({ ...it, stakeholderId: body.id, position })));
    if (known.length > 0) await tx.insert(stakeholderThemes).values(known);
    if (given.length > 0) await tx.insert(exchanges).values(given);
  });
  for (const it of inventedBodies(bodies, themes.length)) {
    if (batch.push(it) < 2500) continue;
    await keep();
    batch = [];
  }
  if (batch.length > 0) await keep();
  await db.execute("vacuum analyze"); // as the server's own housekeeping does in time
  say(`  ${bodies} bodies in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

const spread = (times: number[]) => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};

async function timed(times: number[], deed: () => Promise<unknown>) {
  const started = performance.now();
  await deed();
  times.push(performance.now() - started);
}

/** Search, facets and page in a transaction of their own, as a request has it; one after another, each question in turn. */
async function searches(house: House) {
  const { db } = house.database;
  const ask = (question: string) => asViewer(db, visitor, async (tx) => listedBodies(tx, (await searchDirectory(tx, readDirectoryQuery(new URLSearchParams(question)), "en")).ids), "read");
  for (const it of questions) await ask(it); // the first time pays for plans and caches
  const each = new Map(questions.map((it) => [it, [] as number[]]));
  for (let round = 0; round < rounds; round++) for (const it of questions) await timed(each.get(it)!, () => ask(it));
  return each;
}

/** The whole answer over HTTP, and that of a handler which does nothing but answer as many bytes, turn about. */
async function answers(house: House) {
  let page = "";
  const app = new Hono().get("/bare", (c) => c.html(page)).mount("/", createApp(house).fetch);
  const server = await new Promise<ReturnType<typeof serve>>((done) => { const it = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => done(it)); });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = async (path: string) => (await fetch(address + path, { headers: { "accept-encoding": "identity" } })).text();
  page = await get("/en/directory");
  const [whole, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) for (const it of questions) {
    await timed(whole, () => get(`/en/directory?${it}`));
    await timed(bare, () => get("/bare"));
  }
  server.close();
  return { whole, bare, bytes: Buffer.byteLength(page) };
}

async function bench(kind: string, database: House["database"]) {
  const house: House = { database, settings: readSettings({}), baseUrl: "http://127.0.0.1", clock: () => new Date("2026-06-09T10:00:00Z"), chance: seededChance("bench"), log: silentLog, assets: readAssets(assetsFolder), record: { key: signingKey("bench/record", new Uint8Array(32)), witnesses: [] } } as Partial<House> as House;
  say(`${kind}: making the data …`);
  await furnish(house, false, () => {});
  await makeBodies(house);
  const each = await searches(house);
  const { whole, bare, bytes } = await answers(house);
  await database.close();
  const line = (name: string, times: number[], note = "") => { const it = spread(times); console.log(`${name.padEnd(62)}${[it.p50, it.p95, it.p99].map((one) => one.padStart(9)).join("")}  ${note}`); };
  console.log(`\n${kind}, ${bodies} bodies; ms; load average ${loadavg()[0]!.toFixed(1)}\n${"".padEnd(62)}${["p50", "p95", "p99"].map((it) => it.padStart(9)).join("")}`);
  for (const [question, times] of each) line(`  ?${question}`, times);
  const all = [...each.values()].flat();
  line("search + facets + page", all, Number(spread(all).p95) < goal ? `under the goal of ${goal}` : `OVER the goal of ${goal}`);
  line(`the whole answer over HTTP, ${(bytes / 1000).toFixed(0)} kB`, whole);
  line("a bare handler answering as many bytes", bare);
  return { "search + facets + page": spread(all).p95, "the whole answer over HTTP": spread(whole).p95, "a bare handler answering as many bytes": spread(bare).p95 };
}
type Measured = Awaited<ReturnType<typeof bench>>;

/** What 95 of 100 stay under, the databases beside each other. */
function compare(measured: Record<string, Measured>) {
  const row = (name: string, cells: string[]) => console.log(`${name.padEnd(42)}${cells.map((it) => it.padStart(20)).join("")}`);
  console.log(`\n95 of 100 within, ms; ${bodies} bodies`);
  row("", Object.keys(measured));
  for (const name of Object.keys(Object.values(measured)[0]!) as (keyof Measured)[]) row(name, Object.values(measured).map((it) => it[name]));
}

const measured: Record<string, Measured> = {};
const postgres = await findOrStartPostgres();
if (postgres?.url) {
  measured[`PostgreSQL ${postgres.version}`] = await bench(`PostgreSQL ${postgres.version}`, await openDatabase({ databaseUrl: postgres.url, log: silentLog }));
  await postgres.stop?.();
} else say("PostgreSQL: not measured, none is at hand");
measured["embedded database"] = await bench("embedded database", await openDatabase({ log: silentLog }));
compare(measured);
