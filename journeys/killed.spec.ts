// Promise 1, tried: comments arrive while the built house is killed with SIGKILL at moments of chance, over and over. Each whose
// receipt page was sent is there at the end, none is there twice, receipts verify offline, and the record is one unbroken log.
// On both databases, with as many kills as KILLS says: 15 here, since each costs a start of the house (3 s, 10 s on a busy machine);
// KILLS=1000 makes it the long run.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkReceipt, writeSigningKey, type Receipt } from "@travaux/record-proofs";
import { afterAll, describe, expect, test, vi } from "vitest";
import { openHouse } from "../app/test/house.ts";
import { openDatabase } from "../app/src/ground/db/database.ts";
import { silentLog as log } from "../app/src/ground/log.ts";
import { formToken, tokenField } from "../app/src/ground/web/form-tokens.ts";

const kills = Number(process.env.KILLS ?? 15);
const comments = Math.max(200, kills * 7);
vi.setConfig({ testTimeout: 120_000 + kills * 20_000, hookTimeout: 300_000 });
const home = mkdtempSync(join(tmpdir(), "travaux-killed-"));
const children = new Set<ChildProcess>();
afterAll(() => { for (const it of children) it.kill("SIGKILL"); rmSync(home, { recursive: true, force: true }); });

type Prepared = { settings: Record<string, string>; cookie: string; token: string; path: string; version: string; form: Record<string, string>; end(): Promise<void> };

/** A furnished house on disk or on the server, in which a focal point has a session and a form to fill in. */
async function prepare(kind: "embedded" | "server"): Promise<Prepared> {
  if (kind === "server") process.env.TEST_DATABASE_URL = process.env.TRAVAUX_TEST_POSTGRES;
  else delete process.env.TEST_DATABASE_URL;
  const house = await openHouse({ sample: true });
  const email = "amina.wekesa@lantern.example";
  const person = await house.person({ email });
  const cookie = house.cookiesOf(email);
  const { versions } = JSON.parse(await house.read("visitor", "/api/v1/model/text/convention")) as { versions: { slug: string }[] };
  const version = versions.at(-1)!.slug;
  const { provisions } = JSON.parse(await house.read("visitor", `/api/v1/model/text/convention/${version}`)) as { provisions: { id: string; dossier: string; children: { id: string; dossier: string }[] }[] };
  const article = provisions.flatMap((it) => [it, ...it.children]).find((it) => it.id.endsWith("art_7") && it.dossier)!;
  const path = `/en/model/p/${article.dossier}/${version}/comment`;
  const page = await house.read(email, path);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? new RegExp(`name="${name}"[^>]*>\\s*<option value="([^"]*)"`).exec(page)?.[1] ?? "";
  const form = { forum: value("forum"), combination: "public/named", stakeholder: value("stakeholder"), language: "en", answers: "" };
  const seed = /form=([^;]+)/.exec(cookie)![1]!;
  const common = { AUTH_SECRET: house.house.secret, RECORD_KEY: writeSigningKey(house.house.record.key), LOG_LEVEL: "error", HOST: "127.0.0.1", SAMPLE: "no" };
  const token = formToken(house.house, seed, person);
  if (house.house.database.connection.kind === "server") return { settings: { ...common, DATABASE_URL: house.house.database.connection.url }, cookie, token, path, version, form, end: () => house.close() };
  const dataDir = join(home, "data");
  const dump = await house.house.database.dump();
  await house.close();
  await (await openDatabase({ dataDir, dump, log })).close();
  return { settings: { ...common, DATA_DIR: dataDir }, cookie, token, path, version, form, end: async () => {} };
}

type Running = { address: string; kill(): Promise<void> };

async function start(settings: Record<string, string>, port: number): Promise<Running> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("../app/dist/bin/serve.js", import.meta.url))], { cwd: home, env: { PATH: process.env.PATH, PORT: String(port), BASE_URL: "http://travaux.test", ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const ended = once(child, "exit").then(() => void children.delete(child));
  let said = "";
  const open = new Promise<void>((done) => child.stdout.on("data", () => done()));
  child.stderr.on("data", (it: Buffer) => { said += it.toString(); });
  await Promise.race([open, ended.then(() => { throw new Error(`it did not start: ${said}`); })]);
  return { address: `http://127.0.0.1:${port}`, kill: async () => { child.kill("SIGKILL"); await ended; } };
}

/** File one comment as a browser would, and read its receipt page; its reference, or null when the house died meanwhile. */
async function file(address: string, it: Prepared, body: string): Promise<string | null> {
  const headers = { cookie: it.cookie, origin: "http://travaux.test" };
  const sent = await fetch(address + it.path, { method: "POST", redirect: "manual", headers: { ...headers, "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ ...it.form, body, [tokenField]: it.token }) });
  const location = sent.headers.get("location");
  if (sent.status !== 303 || !location) throw new Error(`refused with ${sent.status}: ${(await sent.text()).replaceAll(/<[^>]+>|\s+/g, " ").slice(0, 400)}`);
  const receipt = await fetch(new URL(location, address), { headers });
  expect(receipt.status).toBe(200);
  await receipt.text(); // the page was sent, whole
  return /contributions\/(C-[0-9A-Z]+)/i.exec(location)![1]!;
}

const isGone = (error: unknown) => error instanceof TypeError; // fetch failed: refused, reset or cut off

/** Four writers at once, until the house dies. */
async function writeUntilKilled(address: string, it: Prepared, next: () => number | null, acknowledged: Map<string, string>) {
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let number = next(); number !== null; number = next()) {
      const body = `Comment number ${number} of this trial.`;
      try {
        acknowledged.set(body, (await file(address, it, body))!);
      } catch (error) {
        if (!isGone(error)) throw error;
        return;
      }
    }
  }));
}

async function everything(address: string, version: string): Promise<{ body: string; reference: string }[]> {
  const all: { body: string; reference: string }[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const it = (await (await fetch(`${address}/api/v1/model/text/convention/${version}/contributions?page=${page}`)).json()) as { pages: number; contributions: { body: string; reference: string }[] };
    all.push(...it.contributions);
    pages = it.pages;
  }
  return all;
}

const kinds = process.env.TRAVAUX_TEST_POSTGRES ? (["embedded", "server"] as const) : (["embedded"] as const);
describe.each(kinds)("on the %s database", (kind) => {
  test(`of comments filed while the house is killed ${kills} times, every one with a receipt is there once`, async () => {
    const it = await prepare(kind);
    const acknowledged = new Map<string, string>();
    const port = 20_000 + (process.pid % 20_000) + (kind === "server" ? 1 : 0);
    let last = 0;
    for (let killed = 0; killed < kills; killed++) {
      const running = await start(it.settings, port);
      const until = Math.ceil((comments * (killed + 1)) / kills);
      const writing = writeUntilKilled(running.address, it, () => (last < until + 40 ? ++last : null), acknowledged);
      await delay(200 + Math.random() * 1200); // long enough for some to be on their way
      await running.kill();
      await writing;
    }
    const running = await start(it.settings, port);
    await writeUntilKilled(running.address, it, () => (last < comments ? ++last : null), acknowledged);
    const there = (await everything(running.address, it.version)).filter((one) => one.body?.startsWith("Comment number"));
    expect(acknowledged.size).toBeGreaterThan(comments / 4); // the trial tried something
    expect([...acknowledged].filter(([body, reference]) => !there.some((one) => one.body === body && one.reference === reference))).toEqual([]);
    expect(there.length).toBe(new Set(there.map((one) => one.body)).size);
    await receiptsVerify(running.address, it, [...acknowledged.values()]);
    await running.kill();
    await it.end();
    process.stdout.write(`${kind}: ${kills} kills, ${last} comments sent, ${acknowledged.size} acknowledged, ${there.length} there, none lost, none twice\n`);
  });
});

/** Every receipt is whole and offline right, and no two have one place. */
async function receiptsVerify(address: string, it: Prepared, references: string[]) {
  const places = new Set<number>();
  for (const reference of references) {
    const receipt = (await (await fetch(`${address}/en/model/contributions/${reference}/receipt.json`, { headers: { cookie: it.cookie } })).json()) as Receipt;
    const findings = await checkReceipt(receipt);
    expect(findings.filter((one) => !one.ok), reference).toEqual([]);
    places.add(receipt.entry!.index);
  }
  expect(places.size).toBe(references.length);
}
