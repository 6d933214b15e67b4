// What pages weigh on the wire and how long the server takes over them: 50 requests each, one after another, over HTTP, on
// the embedded database and on PostgreSQL where one is at hand. Run after a build: npm run bench pages. Never a test.
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { signingKey } from "@travaux/record-proofs";
import { readDocument, walk, type TreatyText } from "@travaux/treaty-text";
import { findOrStartPostgres } from "../scripts/postgres.mjs";
import { budget, weightOf } from "../journeys/weight.ts";
import type { House } from "../app/src/ground/web/env.ts";

/** The application as it was built: its pages are JSX, which Node cannot strip. */
const built = async <T>(path: string): Promise<T> => (await import(new URL(`../app/dist/${path}.js`, import.meta.url).href)) as T;
const { createApp } = await built<typeof import("../app/src/app.ts")>("app");
const { furnish } = await built<typeof import("../app/src/bin/sample.ts")>("bin/sample");
const { loadRealDrafts } = await built<typeof import("../app/src/bin/real/load.ts")>("bin/real/load");
const { assetsFolder } = await built<typeof import("../app/src/bin/house.ts")>("bin/house");
const { loadProcess } = await built<typeof import("../app/src/concepts/processes/operations.ts")>("concepts/processes/operations");
const { processBySlug } = await built<typeof import("../app/src/concepts/processes/store.ts")>("concepts/processes/store");
const { importText, openInstrument, publishVersion } = await built<typeof import("../app/src/concepts/texts/operations.ts")>("concepts/texts/operations");
const { seededChance } = await built<typeof import("../app/src/ground/chance.ts")>("ground/chance");
const { openDatabase } = await built<typeof import("../app/src/ground/db/database.ts")>("ground/db/database");
const { asViewer } = await built<typeof import("../app/src/ground/db/request.ts")>("ground/db/request");
const { houseKeeper } = await built<typeof import("../app/src/ground/viewer.ts")>("ground/viewer");
const { openFileStore } = await built<typeof import("../app/src/ground/files/store.ts")>("ground/files/store");
const { silentLog } = await built<typeof import("../app/src/ground/log.ts")>("ground/log");
const { readSettings } = await built<typeof import("../app/src/ground/settings.ts")>("ground/settings");
const { readAssets } = await built<typeof import("../app/src/ground/web/assets.ts")>("ground/web/assets");

const requests = 50;
const size = { articles: 100, versions: 20, languages: ["en", "ar", "zh", "fr", "ru", "es"] as const };
const realData = fileURLToPath(new URL("../../shared/data", import.meta.url));
const say = (words: string) => void process.stderr.write(`${words}\n`);

const subjects = ["Each State Party", "The competent authority", "A service provider", "The Meeting of the Parties", "The Secretariat"];
const verbs = ["shall preserve", "may request", "shall publish", "shall consider", "may refuse"];
const objects = ["data stored in its territory", "the assistance described in this article", "a report on its measures", "the costs of a request", "the safeguards of its domestic law"];
const ends = ["without undue delay", "in accordance with its obligations under human rights law", "where the request so provides", "within ninety days", "to the widest extent possible"];

/** A text of 100 articles; from one version to the next a tenth of the sentences change. */
async function generated(version: number): Promise<TreatyText> {
  const pick = (from: string[], n: number) => from[n % from.length]!;
  const sentence = (article: number, paragraph: number) => {
    const seed = article * 7 + paragraph * 3;
    const changes = Math.floor((version + (seed % 10)) / 10); // each sentence changes every tenth version
    return `${pick(subjects, seed)} ${pick(verbs, seed + changes)} ${pick(objects, seed * 3 + 1)} of matter ${article} under heading ${paragraph}, ${pick(ends, seed + changes * 2)}.`;
  };
  const article = (n: number) => `Article ${n}\nMatter ${n} of the convention\n\n${[1, 2, 3, 4].map((it) => `${it}. ${sentence(n, it)} ${sentence(n, it + 4)}`).join("\n\n")}`;
  const chapters = Array.from({ length: size.articles }, (_, index) => (index % 10 === 0 ? `Chapter ${"I".repeat(1)}${index / 10}\nPart of ten articles\n\n${article(index + 1)}` : article(index + 1)).replace(/^Chapter I(\d+)/, (_, n: string) => `Chapter ${Number(n) + 1}`));
  return readDocument(new TextEncoder().encode(`A generated convention\n\n${chapters.join("\n\n")}\n`), { name: "generated.txt", language: "en" });
}

/** The same tree said to be in another language; its words stay, for only their number matters here. */
function inLanguage(text: TreatyText, language: string): TreatyText {
  return { ...text, language };
}

async function addGenerated(house: House) {
  const editor = houseKeeper("Bench");
  const { db } = house.database;
  const at = (version: number) => new Date(Date.UTC(2020, version, 1)).toISOString().slice(0, 10);
  const started = performance.now();
  await asViewer(db, editor, (tx) => loadProcess(tx, { slug: "generated", symbol: "G/1", nature: "own", name: { en: "Generated" }, shortName: { en: "Generated" }, summary: { en: "For measuring." }, phases: [], events: [] }, house.clock(), house.chance));
  const instrument = await asViewer(db, editor, async (tx) => openInstrument(tx, editor, await processBySlug(tx, "generated"), { slug: "convention", title: { en: "A generated convention" } }, house.clock(), house.chance));
  for (let version = 1; version <= size.versions; version++) {
    const text = await generated(version);
    await asViewer(db, editor, async (tx) => {
      const process = await processBySlug(tx, "generated");
      for (const language of size.languages) {
        const label = { symbol: `G/1/${version}`, date: at(version), status: "draft" as const, language, authenticity: "authentic" as const, title: { en: `Draft ${version}` } };
        const kept = await importText(tx, editor, process, instrument, label, { bytes: new Uint8Array([version]), name: "generated.txt", text: inLanguage(text, language) }, house.clock(), house.chance);
        if (language === size.languages.at(-1)) await publishVersion(tx, editor, process, instrument, kept, house.clock(), house.chance);
      }
    });
    if (version % 5 === 0) say(`  ${version} of ${size.versions} generated versions, ${[...walk(text.provisions)].length} provisions in ${size.languages.length} languages each, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
}

const pages = [
  ["home", "/en"], ["process", "/en/model"], ["public record", "/en/committee"], ["reading room, sample marked", "/en/model/text/convention/3-rev-2?with=3"],
  ["provision of the sample", "/en/model/p/014"],
  ["reading room, real draft, page 1", "/en/data-protection/text/regulation/eu-2016-679"], ["reading room, real draft, page 2", "/en/data-protection/text/regulation/eu-2016-679?leaf=2"],
  ["reading room, real draft, page 3", "/en/data-protection/text/regulation/eu-2016-679?leaf=3"], ["provision of the real draft", "/en/data-protection/p/024"],
  ["reading room, generated", "/en/generated/text/convention/20"], ["reading room, generated, 1 to 20", "/en/generated/text/convention/20?with=1"],
  ["provision, 100 articles × 20 versions", "/en/generated/p/050"],
] as const;

type Measured = { name: string; kB: string[]; over: string; p50: string; p95: string };

async function measure(address: string, name: string, path: string): Promise<Measured | null> {
  const first = await fetch(address + path);
  if (first.status !== 200) return say(`  ${path}: ${first.status}`), null;
  const { html, css, script } = await weightOf(address + path);
  const times: number[] = [];
  for (let n = 0; n < requests; n++) {
    const started = performance.now();
    await (await fetch(address + path, { headers: { "accept-encoding": "gzip" } })).arrayBuffer();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const kB = [html, css, script, html + css].map((it) => (it / 1000).toFixed(1));
  return { name, kB, over: html + css > budget.page || script > budget.script ? "OVER" : "", p50: times[Math.floor(requests * 0.5)]!.toFixed(0), p95: times[Math.floor(requests * 0.95)]!.toFixed(0) };
}

async function bench(kind: string, database: House["database"]) {
  const house: House = { database, settings: readSettings({}), baseUrl: "", clock: () => new Date("2026-06-09T10:00:00Z"), chance: seededChance("bench"), log: silentLog, assets: readAssets(assetsFolder), secret: "bench", record: { key: signingKey("bench/record", new Uint8Array(32)), witnesses: [] }, files: openFileStore(join(tmpdir(), "travaux-bench-files")), jobs: null };
  say(`${kind}: making the data …`);
  await furnish(house, true, () => {});
  if (existsSync(`${realData}/gdpr-lobbyplag`)) await loadRealDrafts(house, { from: realData }, () => {});
  await addGenerated(house);
  await database.db.execute("analyze"); // as the server's own housekeeping does in time
  const server = await new Promise<ReturnType<typeof serve>>((done) => { const it = serve({ fetch: createApp(house).fetch, port: 0, hostname: "127.0.0.1" }, () => done(it)); });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  house.baseUrl = address;
  const rows: Measured[] = [];
  for (const [name, path] of pages) {
    const row = await measure(address, name, path);
    if (row) rows.push(row);
  }
  server.close();
  await database.close();
  print(kind, rows);
}

function print(kind: string, rows: Measured[]) {
  const line = (name: string, cells: string[]) => `${name.padEnd(40)}${cells.map((it) => it.padStart(9)).join("")}`;
  console.log(`\n${kind}; kB after gzip, budget ${budget.page / 1000} with styles and ${budget.script / 1000} of script; ms over ${requests} requests`);
  console.log(line("page", ["HTML", "CSS", "JS", "HTML+CSS", "p50", "p95", ""]));
  for (const it of rows) console.log(line(it.name, [...it.kB, it.p50, it.p95, it.over]));
}

await bench("embedded database", await openDatabase({ log: silentLog }));
const postgres = await findOrStartPostgres();
if (postgres?.url) {
  await bench(`PostgreSQL ${postgres.version}`, await openDatabase({ databaseUrl: postgres.url, log: silentLog }));
  await postgres.stop?.();
} else say("PostgreSQL: not measured, none is at hand");
