// How long the register takes over 5,000 invented partnerships of 2,000 bodies: its page, its matrix, its timeline and its network over HTTP, beside a
// bare handler that answers as many bytes as the matrix; on PostgreSQL where one is at hand, and on the embedded database. Run after
// a build: npm run bench register. Never a test. PARTNERSHIPS=500 makes it a short one.
import type { AddressInfo } from "node:net";
import { loadavg } from "node:os";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { signingKey } from "@travaux/record-proofs";
import { findOrStartPostgres } from "../scripts/postgres.mjs";
import type { House } from "../app/src/ground/web/env.ts";
import { inventedBodies, numbersFrom } from "./invented.ts";

/** The application as it was built: its pages are JSX, which Node cannot strip. */
const built = async <T>(path: string): Promise<T> => (await import(new URL(`../app/dist/${path}.js`, import.meta.url).href)) as T;
const { createApp } = await built<typeof import("../app/src/app.ts")>("app");
const { furnish } = await built<typeof import("../app/src/bin/sample.ts")>("bin/sample");
const { assetsFolder } = await built<typeof import("../app/src/bin/house.ts")>("bin/house");
const { forms, functions, statuses } = await built<typeof import("../app/src/concepts/partnerships/partnership.ts")>("concepts/partnerships/partnership");
const { list } = await built<typeof import("../app/src/concepts/partnerships/register/store.ts")>("concepts/partnerships/register/store");
const { partnershipCrimes, partnershipEditions, partnershipPartners, partnerships } = await built<typeof import("../app/src/concepts/partnerships/tables.ts")>("concepts/partnerships/tables");
const { addStakeholders } = await built<typeof import("../app/src/concepts/stakeholders/store/stakeholders.ts")>("concepts/stakeholders/store/stakeholders");
const { regionalGroups } = await built<typeof import("../app/src/concepts/stakeholders/stakeholder.ts")>("concepts/stakeholders/stakeholder");
const { allThemes } = await built<typeof import("../app/src/concepts/themes/store.ts")>("concepts/themes/store");
const { seededChance } = await built<typeof import("../app/src/ground/chance.ts")>("ground/chance");
const { openDatabase } = await built<typeof import("../app/src/ground/db/database.ts")>("ground/db/database");
const { silentLog } = await built<typeof import("../app/src/ground/log.ts")>("ground/log");
const { readSettings } = await built<typeof import("../app/src/ground/settings.ts")>("ground/settings");
const { readAssets } = await built<typeof import("../app/src/ground/web/assets.ts")>("ground/web/assets");

const count = Number(process.env.PARTNERSHIPS ?? 5000);
const rounds = 20;
const goal = 100; // ms, 95 of 100 answers of the matrix over HTTP, on PostgreSQL
const say = (words: string) => void process.stderr.write(`${words}\n`);

/** What people ask of the register: everything, one choice, several, words common and rare, far pages, the gaps of a region. */
const pages = ["/en/partnerships", "/en/partnerships?crime=theft-or-fraud", "/en/partnerships?crime=theft-or-fraud&function=research&region=african", "/en/partnerships?q=together", "/en/partnerships?q=partnership+4711", "/en/partnerships?page=120", "/en/partnerships?view=map", "/en/partnerships/timeline", "/en/partnerships/network", "/en/partnerships/network?region=african"];
const matrices = ["/en/partnerships/matrix", "/en/partnerships/matrix?region=african", "/en/partnerships/matrix?region=asia-pacific&sector=academia", "/en/partnerships/matrix?status=running"];

async function makePartnerships({ database: { db } }: House) {
  const started = performance.now();
  const bodies = [...inventedBodies(2000, 0)].map((it) => it.body);
  await addStakeholders(db, bodies);
  const crimes = (await allThemes(db)).filter((it) => it.kind === "offence");
  const chance = numbersFrom(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
  const some = <T>(from: readonly T[], most: number): T[] => [...new Set(Array.from({ length: 1 + Math.floor(chance() * most) }, () => pick(from)))];
  const none = { en: "" };
  const make = (number: number) => db.transaction(async (tx) => {
    const [partnershipId, partners, day] = [`partnership-${String(number).padStart(5, "0")}`, some(bodies, 5), `2025-${String(1 + (number % 12)).padStart(2, "0")}-15`];
    await tx.insert(partnerships).values({ id: partnershipId, slug: `invented-${number}`, state: "published", edition: 1, turn: 1, proposerId: partners[0]!.id, proposedDay: day, publishedDay: day, mergedIntoId: null });
    await tx.insert(partnershipEditions).values({
      partnershipId, edition: 1, byId: partners[0]!.id, day, changed: [], publishedDay: day, title: { en: `Invented partnership ${number}` }, about: { en: "Bodies that do not exist do something together." }, form: pick(forms), basis: none, rights: { en: "Somebody answers complaints." }, data: { en: "Numbers alone." },
      resources: none, governance: none, countries: partners.flatMap((it) => it.country ?? []), regions: some(regionalGroups, 2), functions: some(functions, 3), status: pick(statuses.slice(0, 2)), startsDay: `20${String(15 + (number % 11))}-01-01`, endsDay: null, results: [], sources: ["https://sources.example/"], partOfId: null, titleKey: `invented partnership ${number}`,
    });
    await tx.insert(partnershipCrimes).values(some(crimes, 3).map((it) => ({ partnershipId, edition: 1, themeId: it.id })));
    await tx.insert(partnershipPartners).values(partners.map((it) => ({ partnershipId, edition: 1, stakeholderId: it.id, role: "takes part", state: "confirmed" as const, because: null, day })));
    await list(tx, partnershipId);
  });
  for (let number = 0; number < count; number++) await make(number);
  await db.execute("vacuum analyze"); // as the server's own housekeeping does in time
  say(`  ${count} partnerships in ${((performance.now() - started) / 1000).toFixed(0)} s`);
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

/** Whole answers over HTTP, one after another, and those of a handler that does nothing but answer as many bytes, turn about. */
async function answers(house: House) {
  let page = "";
  const app = new Hono().get("/bare", (c) => c.html(page)).mount("/", createApp(house).fetch);
  const server = await new Promise<ReturnType<typeof serve>>((done) => { const it = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => done(it)); });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = async (path: string) => (await fetch(address + path, { headers: { "accept-encoding": "identity" } })).text();
  page = await get(matrices[0]!);
  for (const it of [...pages, ...matrices]) await get(it); // the first time pays for plans and caches
  const [each, bare] = [new Map([...pages, ...matrices].map((it) => [it, [] as number[]])), [] as number[]];
  for (let round = 0; round < rounds; round++) for (const it of [...pages, ...matrices]) {
    await timed(each.get(it)!, () => get(it));
    await timed(bare, () => get("/bare"));
  }
  server.close();
  return { each, bare, bytes: Buffer.byteLength(page) };
}

async function bench(kind: string, database: House["database"]) {
  const house = { database, settings: readSettings({}), baseUrl: "http://127.0.0.1", clock: () => new Date("2026-06-09T10:00:00Z"), chance: seededChance("bench"), log: silentLog, assets: readAssets(assetsFolder), record: { key: signingKey("bench/record", new Uint8Array(32)), witnesses: [] } } as Partial<House> as House;
  say(`${kind}: making the data …`);
  await furnish(house, false, () => {});
  await makePartnerships(house);
  const { each, bare, bytes } = await answers(house);
  await database.close();
  const line = (name: string, times: number[], note = "") => { const it = spread(times); console.log(`${name.padEnd(72)}${[it.p50, it.p95, it.p99].map((one) => one.padStart(9)).join("")}  ${note}`); };
  console.log(`\n${kind}, ${count} partnerships; ms; load average ${loadavg()[0]!.toFixed(1)}\n${"".padEnd(72)}${["p50", "p95", "p99"].map((it) => it.padStart(9)).join("")}`);
  for (const [path, times] of each) line(`  ${path}`, times);
  const matrix = matrices.flatMap((it) => each.get(it)!);
  line(`the matrix, ${(bytes / 1000).toFixed(0)} kB`, matrix, Number(spread(matrix).p95) < goal ? `under the goal of ${goal}` : `OVER the goal of ${goal}`);
  line("a bare handler answering as many bytes", bare);
}

const postgres = await findOrStartPostgres();
if (postgres?.url) {
  await bench(`PostgreSQL ${postgres.version}`, await openDatabase({ databaseUrl: postgres.url, log: silentLog }));
  await postgres.stop?.();
} else say("PostgreSQL: not measured, none is at hand");
await bench("embedded database", await openDatabase({ log: silentLog }));
