// The built application as whoever runs a house meets it: two commands, in processes of their own.
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { signingKey, writeSigningKey } from "@travaux/record-proofs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../app/src/ground/db/database.ts";
import { silentLog as log } from "../app/src/ground/log.ts";
import { nextDraft } from "./next-draft.ts";

/** What a house on a server needs besides its address. */
const AUTH_SECRET = "a secret of thirty-two characters, or more";
const RECORD_KEY = writeSigningKey(signingKey("travaux.example.org/record", new Uint8Array(32).fill(1)));

const built = (name: string) => fileURLToPath(new URL(`../app/dist/bin/${name}.js`, import.meta.url));
const home = mkdtempSync(join(tmpdir(), "travaux-start-"));
const folder = (name: string) => join(home, name);

/** Nothing of this machine's own settings reaches the house. */
const environment = (settings: Record<string, string>) => ({ PATH: process.env.PATH, LOG_LEVEL: "warn", HOST: "127.0.0.1", PORT: "0", ...settings });

type Ended = { exit: number | null; stdout: string; stderr: string };
type Running = { address: string; pid: number; said: { stdout: string; stderr: string }; seconds: number; end(signal: NodeJS.Signals): Promise<Ended> };
const children = new Set<ChildProcess>();

function run(name: string, args: string[], settings: Record<string, string>) {
  const child = spawn(process.execPath, [built(name), ...args], { cwd: home, env: environment(settings), stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (it: Buffer) => { said.stdout += it.toString(); });
  child.stderr.on("data", (it: Buffer) => { said.stderr += it.toString(); });
  children.add(child);
  const ended = once(child, "close").then(([exit]): Ended => (children.delete(child), { exit: exit as number | null, ...said }));
  return { child, said, ended };
}

/** Start the house and wait for its address. */
async function start(settings: Record<string, string>): Promise<Running> {
  const started = performance.now();
  const { child, said, ended } = run("serve", [], settings);
  const address = await Promise.race([
    new Promise<string>((done) => child.stdout!.on("data", () => { const found = /http:\/\/\S+/.exec(said.stdout); if (found) done(found[0]); })),
    ended.then((it) => { throw new Error(`it did not start: ${it.stderr}`); }),
  ]);
  const seconds = (performance.now() - started) / 1000;
  return { address, pid: child.pid!, said, seconds, end: (signal) => (child.kill(signal), ended) };
}

const serve = (settings: Record<string, string>) => run("serve", [], settings).ended;
const travaux = (args: string[], settings: Record<string, string>) => run("travaux", args, settings).ended;

beforeAll(() => { writeFileSync(folder("draft.txt"), nextDraft()); });
afterEach(() => { for (const it of children) it.kill("SIGKILL"); });
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("npm start in an empty folder", () => {
  const settings = { DATA_DIR: folder("data") };

  test("prints one line with the address, serves the sample, takes commands meanwhile, and has kept all of it at the next start", async () => {
    const first = await start(settings);
    expect(first.said.stdout).toBe(`Travaux is open at ${first.address} (a trial, on the embedded database: a power cut may damage it; for real use set DATABASE_URL)\n`);
    expect(first.said.stderr).toMatch(/^An empty house: loading the sample/);
    expect(await (await fetch(`${first.address}/en`)).text()).toContain("Second revised draft text");

    const login = await travaux(["login", "--as", "editor", "--name", "Ines Calloway"], settings);
    expect(login).toEqual({ exit: 0, stdout: expect.stringMatching(new RegExp(`^${first.address}/login/\\S+\\n$`)), stderr: "" });
    expect(await (await fetch(login.stdout.trim())).text()).toContain("For Ines Calloway. The link works once.");

    const texts = await travaux(["texts"], settings);
    expect(texts.stdout.split("\n").map((it) => it.trim().split(/\s+/)[0])).toEqual(["model/convention", "crp-1", "3", "3-rev-1", "3-rev-2", "committee", ""]);

    const imported = await travaux(["import", "text", "draft.txt", "--instrument", "model/convention", "--symbol", "M/CONF.1/3/Rev.3", "--date", "2026-06-08", "--version", "Third revised draft", "--publish"], settings);
    expect(imported.exit).toBe(0);
    expect(imported.stdout).toMatch(/^M\/CONF\.1\/3\/Rev\.3: 49 articles, 100% of the characters kept, \d+ doubts\./);
    const newest = `${first.address}/en/model/text/convention/3-rev-3`;
    expect((await fetch(newest)).status).toBe(200);

    expect((await first.end("SIGTERM")).exit).toBe(0);
    const second = await start(settings);
    process.stdout.write(`start in an empty folder: ${first.seconds.toFixed(1)} s; the second start: ${second.seconds.toFixed(1)} s\n`);
    expect(second.said.stderr).toBe("");
    expect((await fetch(newest.replace(first.address, second.address))).status).toBe(200);

    await second.end("SIGKILL"); // as a power cut would, as far as the process is concerned
    const third = await start(settings);
    expect((await fetch(newest.replace(first.address, third.address))).status).toBe(200);
    expect((await third.end("SIGTERM")).exit).toBe(0);
  });
});

describe("what whoever runs a house can mend is said in a sentence, and nothing else is printed:", () => {
  /** Exit code 1, and one line that begins so: no second line, so no stack. */
  const sentence = (beginning: string) => ({ exit: 1, stdout: "", stderr: expect.stringMatching(new RegExp(`^${beginning}[^\\n]*\\n$`)) as unknown });

  test("the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await serve({ DATA_DIR: folder("port"), PORT: String(port) })).toEqual(sentence(`Port ${port} on 127\\.0\\.0\\.1 is taken by another program\\. Stop that one, or choose another`));
    other.close();
  });

  test("the data folder cannot be written", async () => {
    writeFileSync(folder("a-file"), "");
    expect(await serve({ DATA_DIR: folder("a-file/data") })).toEqual(sentence(`The data folder .*a-file/data cannot be written \\(\\w+\\)\\. Allow this user to write there, or set DATA_DIR to another folder\\.`));
  });

  test("the folder is open in another house", async () => {
    const settings = { DATA_DIR: folder("open"), SAMPLE: "no" };
    const house = await start(settings);
    expect(await serve(settings)).toEqual(sentence(`The data folder .*open is open in another Travaux \\(process ${house.pid}\\) since .* Stop that one`));
    expect((await house.end("SIGTERM")).exit).toBe(0);
    expect((await travaux(["texts"], settings)).stdout).toBe("No process yet.\n"); // free again
  });

  test("the secret is missing that all processes of a house on a database server must share", async () => {
    expect(await serve({ DATABASE_URL: "postgres://somebody@127.0.0.1/travaux" })).toEqual(sentence("With DATABASE_URL the setting AUTH_SECRET is needed, the same for every process"));
    expect(await serve({ DATABASE_URL: "postgres://somebody@127.0.0.1/travaux", AUTH_SECRET })).toEqual(sentence("With DATABASE_URL the setting RECORD_KEY is needed, the same for every process"));
  });

  test("the database server cannot be reached", async () => {
    const nobody = createServer().listen(0, "127.0.0.1");
    await once(nobody, "listening");
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    const unreachable = await serve({ DATABASE_URL: `postgres://somebody:a-secret@127.0.0.1:${port}/travaux`, AUTH_SECRET, RECORD_KEY });
    expect(unreachable).toEqual(sentence(`The database server at 127\\.0\\.0\\.1:${port}/travaux cannot be reached \\(ECONNREFUSED\\)`));
  });

  test("the data is from a newer version", async () => {
    const dataDir = folder("newer");
    const database = await openDatabase({ dataDir, log });
    await database.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of the future', ${Date.UTC(2040, 0, 1)})`);
    await database.close();
    expect(await serve({ DATA_DIR: dataDir })).toEqual(sentence(`This data was made by a newer Travaux \\(it has a migration of 2040-01-01 that this one does not know\\); nothing was changed\\.`));
  });

  test("a setting is wrong", async () => {
    expect(await serve({ DATA_DIR: folder("setting"), PORT: "door" })).toEqual(sentence(`The setting PORT is “door”; it may be a whole number from 0 to 65535\\.`));
    expect(readdirSync(home)).not.toContain("setting"); // refused before anything was made
  });
});
