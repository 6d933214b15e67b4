// Promise 1, tried: comments and submissions arrive while the built house is killed with SIGKILL at moments of chance, over and over. Each whose
// receipt page was sent is there at the end, none is there twice, receipts verify offline, and the record is one unbroken log.
// On both databases, with as many kills as KILLS says: 12 here, and KILLS=1000 makes it the long run. The modules of the next house
// are read while one still runs (waiting-house.ts), so that a kill costs the opening of a house and no more.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkReceipt, writeSigningKey, type Receipt } from "@travaux/record-proofs";
import { afterAll, describe, expect, test, vi } from "vitest";
import { fieldsOf, openCall } from "../app/test/calling.ts";
import { openHouse } from "../app/test/house.ts";
import { nobodysAnswer, openSurvey, signedTokens } from "../app/test/surveying.ts";
import { openDatabase } from "../app/src/ground/db/database.ts";
import { silentLog as log } from "../app/src/ground/log.ts";
import { formToken, tokenField } from "../app/src/ground/web/form-tokens.ts";

const kills = Number(process.env.KILLS ?? 12);
const comments = Math.max(200, kills * 10);
vi.setConfig({ testTimeout: 120_000 + kills * 20_000, hookTimeout: 300_000 });
const home = mkdtempSync(join(tmpdir(), "travaux-killed-"));
const children = new Set<ChildProcess>();
afterAll(() => { for (const it of children) it.kill("SIGKILL"); rmSync(home, { recursive: true, force: true }); });

const answerPath = "/en/model/calls/14/answer";
type Prepared = { settings: Record<string, string>; cookie: string; token: string; path: string; version: string; form: Record<string, string>; answer: Record<string, string | string[]>; survey: string; tokens: Token[]; end(): Promise<void> };
type Token = { nonce: string; signature: string };
/** As many as the long run asks for; a usual one tries fewer. */
const answers = kills >= 100 ? 500 : 150;

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
  await openCall(house, { closesAt: new Date(Date.now() + 30 * 86_400_000) }); // the houses below go by the time of day
  const answer = fieldsOf(await house.read(email, answerPath));
  const survey = await openSurvey(house, { closesDay: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) });
  const tokens = await signedTokens(house.house.database.db, survey, answers);
  const surveyed = { survey: `/en/unattributed/survey/model/${survey.number}`, tokens };
  const seed = /form=([^;]+)/.exec(cookie)![1]!;
  const common = { AUTH_SECRET: house.house.secret, RECORD_KEY: writeSigningKey(house.house.record.key), LOG_LEVEL: "error", HOST: "127.0.0.1", SAMPLE: "no" };
  const token = formToken(house.house, seed, person);
  if (house.house.database.connection.kind === "server") return { settings: { ...common, DATABASE_URL: house.house.database.connection.url }, cookie, token, path, version, form, answer, ...surveyed, end: () => house.close() };
  const dataDir = mkdtempSync(join(home, "data-"));
  const dump = await house.house.database.dump();
  await house.close();
  await (await openDatabase({ dataDir, dump, log })).close();
  return { settings: { ...common, DATA_DIR: dataDir }, cookie, token, path, version, form, answer, ...surveyed, end: async () => {} };
}

type Running = { address: string; kill(): Promise<void> };

/** A house that has read its modules, or is about to, and has touched neither its data nor its port; `open` lets it begin. */
function wait(settings: Record<string, string>, port: number): { open(): Promise<Running> } {
  const emitted = fileURLToPath(new URL("../app/dist/bin/serve.js", import.meta.url));
  const env = { PATH: process.env.PATH, PORT: String(port), BASE_URL: "http://travaux.test", WAITING_CACHE: join(home, "modules"), ...settings };
  const child = spawn(process.execPath, ["--import", new URL("./waiting-house.ts", import.meta.url).href, emitted], { cwd: home, env, stdio: ["pipe", "pipe", "pipe"] });
  children.add(child);
  const ended = once(child, "exit").then(() => void children.delete(child));
  let said = "";
  const isOpen = new Promise<void>((done) => child.stdout.on("data", () => done()));
  child.stderr.on("data", (it: Buffer) => { said += it.toString(); });
  return {
    async open() {
      child.stdin.write("!");
      await Promise.race([isOpen, ended.then(() => { throw new Error(`it did not start: ${said}`); })]);
      return { address: `http://127.0.0.1:${port}`, kill: async () => { child.kill("SIGKILL"); await ended; } };
    },
  };
}

/** Houses one after the other, of which the next two are always waiting. */
function housesOn(settings: Record<string, string>, port: number): () => Promise<Running> {
  const next = [wait(settings, port), wait(settings, port)];
  return () => { next.push(wait(settings, port)); return next.shift()!.open(); };
}

/** Read the receipt page to which a filing leads, whole; the reference on it. */
async function receiptAfter(sent: Response, address: string, headers: Record<string, string>): Promise<string> {
  const location = sent.headers.get("location");
  if (sent.status !== 303 || !location) throw new Error(`refused with ${sent.status}: ${(await sent.text()).replaceAll(/<[^>]+>|\s+/g, " ").slice(0, 400)}`);
  const receipt = await fetch(new URL(location, address), { headers });
  expect(receipt.status).toBe(200);
  await receipt.text(); // the page was sent, whole
  return /contributions\/(C-[0-9A-Z]+)/i.exec(location)![1]!;
}

/** File one comment as a browser would, and read its receipt page; its reference, or null when the house died meanwhile. */
async function file(address: string, it: Prepared, body: string): Promise<string | null> {
  const headers = { cookie: it.cookie, origin: "http://travaux.test" };
  const sent = await fetch(address + it.path, { method: "POST", redirect: "manual", headers: { ...headers, "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ ...it.form, body, [tokenField]: it.token }) });
  return receiptAfter(sent, address, headers);
}

/** The same for a submission, under the key of its form; sent again under the same key, it is filed once. */
async function submit(address: string, it: Prepared, { key, title }: Sending): Promise<string> {
  const headers = { cookie: it.cookie, origin: "http://travaux.test" };
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...it.answer, draft: key, title, text: `${title}: because it matters.`, "ask-1-text": "We ask for daylight.", "ask-1-find": "7", combination: "public/named", deed: "send", [tokenField]: it.token })) for (const one of [value].flat()) body.append(name, one);
  const sent = await fetch(address + answerPath, { method: "POST", redirect: "manual", headers, body });
  return receiptAfter(sent, address, headers);
}
type Sending = { key: string; title: string };

/** Four writers at once; what was cut off is sent again as it was, as whoever gets no answer does. */
async function submitUntilKilled(address: string, it: Prepared, waiting: Sending[], acknowledged: Map<string, string>) {
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      try {
        acknowledged.set(one.title, await submit(address, it, one));
      } catch (error) {
        waiting.unshift(one);
        if (!isGone(error)) throw error;
        return;
      }
    }
  }));
}

const isGone = (error: unknown) => error instanceof TypeError; // fetch failed: refused, reset or cut off

/** So many more were acknowledged. By what was done and not by the clock: on a busy machine a house that was just opened does nothing for a while. */
async function acknowledgedSince(acknowledged: ReadonlyMap<string, string>, more: number) {
  const before = acknowledged.size;
  while (acknowledged.size - before < more) await delay(2);
}

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
    const open = housesOn(it.settings, port);
    let last = 0;
    for (let killed = 0; killed < kills; killed++) {
      const running = await open();
      const until = Math.ceil((comments * (killed + 1)) / kills);
      const writing = writeUntilKilled(running.address, it, () => (last < until + 40 ? ++last : null), acknowledged);
      await Promise.race([writing, acknowledgedSince(acknowledged, Math.floor(Math.random() * 9))]);
      await delay(Math.random() * 60); // with four on their way, at any moment of theirs
      await running.kill();
      await writing;
      if ((killed + 1) % 100 === 0) process.stdout.write(`${kind}: ${killed + 1} kills, ${acknowledged.size} acknowledged\n`);
    }
    const running = await open();
    await writeUntilKilled(running.address, it, () => (last < comments ? ++last : null), acknowledged);
    const there = (await everything(running.address, it.version)).filter((one) => one.body?.startsWith("Comment number"));
    expect(acknowledged.size).toBeGreaterThan(comments / 4); // the trial tried something
    const names = new Set(there.map((one) => `${one.reference} ${one.body}`));
    expect([...acknowledged].filter(([body, reference]) => !names.has(`${reference} ${body}`))).toEqual([]);
    expect(there.length).toBe(new Set(there.map((one) => one.body)).size);
    await receiptsVerify(running.address, it, [...acknowledged.values()]);
    await running.kill();
    await it.end();
    process.stdout.write(`${kind}: ${kills} kills, ${last} comments sent, ${acknowledged.size} acknowledged, ${there.length} there, none lost, none twice\n`);
  });
});

/** Fewer kills than for comments: what is tried is the same transaction, and above all what is sent again. */
const cuts = Math.ceil(kills / 3);
describe.each(kinds)("of submissions on the %s database", (kind) => {
  test(`that are sent again after each of ${cuts} kills, every one is there once, with its receipt`, async () => {
    const it = await prepare(kind);
    const all = Array.from({ length: 200 }, (_, index): Sending => ({ key: crypto.randomUUID(), title: `Submission number ${index + 1} of this trial` }));
    const [waiting, acknowledged] = [[...all], new Map<string, string>()];
    const port = 20_100 + (process.pid % 20_000) + (kind === "server" ? 1 : 0);
    const open = housesOn(it.settings, port);
    for (let cut = 0; cut < cuts && waiting.length > 0; cut++) {
      const running = await open();
      const writing = submitUntilKilled(running.address, it, waiting, acknowledged);
      await delay(200 + Math.random() * 2500);
      await running.kill();
      await writing;
    }
    const running = await open();
    await submitUntilKilled(running.address, it, waiting, acknowledged);
    const said = (await (await fetch(`${running.address}/api/v1/model/calls/14/contributions`, { headers: { cookie: it.cookie } })).json()) as { contributions: { reference: string; body: string }[] };
    const more = (await (await fetch(`${running.address}/api/v1/model/calls/14/contributions?page=2`, { headers: { cookie: it.cookie } })).json()) as typeof said;
    const there = new Map([...said.contributions, ...more.contributions].map((one) => [one.reference, one.body.split("\n")[0]!]));
    expect([...there.values()].toSorted()).toEqual(all.map((one) => one.title).toSorted());
    expect([...acknowledged].filter(([title, reference]) => there.get(reference) !== title)).toEqual([]);
    await receiptsVerify(running.address, it, [...acknowledged.values()]);
    await running.kill();
    await it.end();
    process.stdout.write(`${kind}: ${cuts} kills, ${all.length} submissions, ${acknowledged.size} acknowledged, ${there.size} there, none lost, none twice\n`);
  });
});

describe.each(kinds)("of answers to a survey on the %s database", (kind) => {
  test(`of ${answers} that arrive while the house is killed ${cuts} times and are sent again, every one is there once`, async () => {
    const it = await prepare(kind);
    const waiting = it.tokens.map((token, index) => ({ token, once: `${index}`.padStart(43, "s"), words: `Answer number ${index + 1} of this trial` }));
    const codes = new Map<string, string>();
    const open = housesOn(it.settings, 20_200 + (process.pid % 20_000) + (kind === "server" ? 1 : 0));
    for (let cut = 0; cut < cuts && waiting.length > 0; cut++) {
      const running = await open();
      const writing = answerUntilKilled(running.address, it, waiting, codes);
      await delay(200 + Math.random() * 1500);
      await running.kill();
      await writing;
    }
    const running = await open();
    await answerUntilKilled(running.address, it, waiting, codes);
    expect([codes.size, new Set(codes.values()).size], "each has a receipt, and no two the same").toEqual([answers, answers]);
    const lost: string[] = [];
    for (const [words, code] of codes) if (!(await opened(running.address, code)).includes(words)) lost.push(words);
    expect(lost, "and each code opens what its receipt was given for").toEqual([]);
    const page = await (await fetch(`${running.address}${it.survey.replace("/unattributed/survey/model", "/model/assessments")}`)).text();
    expect(page.replaceAll(/<[^>]+>|\s+/g, " "), "none is there twice").toContain(`some ${answers} answers`);
    await running.kill();
    await it.end();
    process.stdout.write(`${kind}: ${cuts} kills, ${answers} answers to a survey, none lost, none twice\n`);
  });
});

type Waiting = { token: Token; once: string; words: string };
/** Four browsers at once; what was cut off is sent again as it was, with its token and its secret. */
async function answerUntilKilled(address: string, { survey }: Prepared, waiting: Waiting[], codes: Map<string, string>) {
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      try {
        const sent = await fetch(address + survey, { method: "POST", body: nobodysAnswer(one.token, one.once, one.words) });
        const code = /<code class="secret"[^>]*>([^<]+)</.exec(await sent.text())?.[1];
        if (sent.status !== 200 || !code) throw new Error(`refused with ${sent.status}`);
        codes.set(one.words, code);
      } catch (error) {
        waiting.unshift(one);
        if (!isGone(error)) throw error;
        return;
      }
    }
  }));
}
const opened = async (address: string, code: string) => (await fetch(`${address}/en/unattributed`, { method: "POST", body: new URLSearchParams({ code }) })).text();

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
