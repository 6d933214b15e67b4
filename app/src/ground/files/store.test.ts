import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { folders } from "../../../test/folder.ts";
import { openFileStore } from "./store.ts";

const newFolder = folders();
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytesOf = (text: string) => new TextEncoder().encode(text);
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile()).map((it) => it.parentPath.slice(-2) + it.name);

test("what is kept is found by the SHA-256 of its bytes, byte for byte, by another process too, and equal files are one", async () => {
  const folder = join(newFolder(), "files");
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
    const kept = await openFileStore(folder).put(bytes);
    expect(kept).toEqual({ hash: sha256(bytes), bytes: bytes.length });
    expect(Buffer.from((await openFileStore(folder).get(kept.hash))!).equals(Buffer.from(bytes))).toBe(true);
  }), { numRuns: 40 });
  const store = openFileStore(folder);
  const before = filesIn(folder);
  await Promise.all(Array.from({ length: 20 }, () => store.put(bytesOf("the same"))));
  expect(filesIn(folder).filter((it) => !before.includes(it))).toEqual([sha256(bytesOf("the same"))]);
});

test("a file that was removed, or never came, is not there, and removing it again is no mistake", async () => {
  const store = openFileStore(newFolder());
  const { hash } = await store.put(bytesOf("a position"));
  await store.remove(hash);
  await store.remove(hash);
  expect([await store.get(hash), await store.get(sha256(bytesOf("another")))]).toEqual([null, null]);
});

test("what is no hash leads nowhere, least of all out of the folder", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "secret"), "x");
  const store = openFileStore(join(folder, "files"));
  for (const it of ["", "../secret", "..%2fsecret", "A".repeat(64), `${"a".repeat(63)}/`, `${"a".repeat(64)}\n`, "a".repeat(65), `${"a".repeat(62)}..`])
    for (const work of [store.get(it), store.remove(it)]) await expect(work).rejects.toThrow(RangeError);
  expect(readFileSync(join(folder, "secret"), "utf8")).toBe("x");
});

test("files and folders are for this user only", async () => {
  const folder = join(newFolder(), "files");
  const { hash } = await openFileStore(folder).put(bytesOf("a position"));
  const file = join(folder, hash.slice(0, 2), hash.slice(2));
  expect([folder, join(folder, hash.slice(0, 2)), file].map((it) => (statSync(it).mode & 0o777).toString(8))).toEqual(["700", "700", "600"]);
});

test("a file that the disk has damaged is told from a whole one, and is mended when it comes again", async () => {
  const folder = newFolder();
  const store = openFileStore(folder);
  const { hash } = await store.put(bytesOf("a position"));
  const file = join(folder, hash.slice(0, 2), hash.slice(2));
  writeFileSync(file, "a positiom");
  await expect(store.get(hash)).rejects.toThrow(hash);
  await store.put(bytesOf("a position"));
  expect(Buffer.from((await store.get(hash))!).toString()).toBe("a position");
});

test("what a killed process left unfinished is forgotten after a day, and not before", async () => {
  const folder = newFolder();
  for (const [name, days] of [["unfinished-old", 2], ["unfinished-new", 0]] as const) {
    writeFileSync(join(folder, name), "half");
    utimesSync(join(folder, name), new Date(), new Date(Date.now() - days * 86_400_000));
  }
  await openFileStore(folder).put(bytesOf("a position"));
  expect(readdirSync(folder).filter((it) => it.startsWith("unfinished-"))).toEqual(["unfinished-new"]);
});

test("a store that cannot be written says so, and one that can says how much room is left", async () => {
  const folder = newFolder();
  expect(await openFileStore(join(folder, "new", "files")).check()).toEqual({ folder: join(folder, "new", "files"), problem: null, freeBytes: expect.any(Number) as number });
  writeFileSync(join(folder, "taken"), "");
  expect(await openFileStore(join(folder, "taken", "files")).check()).toEqual({ folder: join(folder, "taken", "files"), problem: "ENOTDIR", freeBytes: null });
  symlinkSync("/nonexistent/elsewhere", join(folder, "broken"));
  expect((await openFileStore(join(folder, "broken")).check()).problem).not.toBe(null);
  if (process.getuid?.() === 0) return; // nothing is forbidden to root
  mkdirSync(join(folder, "closed"));
  chmodSync(join(folder, "closed"), 0o500);
  expect((await openFileStore(join(folder, "closed")).check()).problem).toBe("EACCES");
});

/** A process that keeps file after file and says each hash once it is kept. */
const keeping = `
const { openFileStore } = await import(process.argv[1]);
const store = openFileStore(process.argv[2]);
for (let n = Number(process.argv[3]); ; n++) {
  const { hash } = await store.put(new TextEncoder().encode(("file " + n + " ").repeat(20000)));
  process.stdout.write(hash + "\\n");
}`;

test("whatever a process said it had kept is whole after the process was killed in the middle of its work", async () => {
  const folder = join(newFolder(), "files");
  const said: string[] = [];
  for (const [round, moment] of [30, 55, 80, 120, 160].entries()) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", keeping, pathToFileURL(join(import.meta.dirname, "store.ts")).href, folder, String(round * 10_000)], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((done) => child.once("exit", done));
    const lines = createInterface(child.stdout);
    lines.on("line", (it) => said.push(it));
    await new Promise((done) => lines.once("line", done));
    await wait(moment);
    child.kill("SIGKILL");
    await ended;
  }
  const store = openFileStore(folder);
  const lost: string[] = [];
  for (const hash of said) if (!(await store.get(hash).catch(() => null))) lost.push(hash);
  expect([said.length > 5, lost]).toEqual([true, []]);
  const halves = filesIn(folder).filter((it) => !it.includes("unfinished-")).filter((it) => sha256(readFileSync(join(folder, it.slice(0, 2), it.slice(2)))) !== it);
  expect(halves).toEqual([]);
  expect(existsSync(folder)).toBe(true);
});

const longAgo = new Date("2020-01-01T00:00:00Z");
const aged = (folder: string, hash: string) => utimesSync(join(folder, hash.slice(0, 2), hash.slice(2)), longAgo, longAgo);

test("a sweep takes old files that nobody names, and neither those that are named nor those that were kept again", async () => {
  const folder = newFolder();
  const store = openFileStore(folder);
  const [named, young, renewed, again, old] = await Promise.all(["named", "young", "renewed", "again", "old"].map(async (it) => (await store.put(bytesOf(it))).hash)) as [string, string, string, string, string];
  for (const it of [named, renewed, again, old]) aged(folder, it);
  expect([await store.renew(renewed), await store.renew(sha256(bytesOf("never came")))]).toEqual([true, false]);
  await store.put(bytesOf("again"));
  expect(await store.sweep(new Set([named]), new Date("2020-01-02T00:00:00Z"))).toBe(1);
  expect(filesIn(folder).toSorted()).toEqual([named, young, renewed, again].toSorted());
});

test("what a sweep had put aside when it was killed goes back, whether it was named or not", async () => {
  const folder = newFolder();
  const store = openFileStore(folder);
  const { hash } = await store.put(bytesOf("a position"));
  renameSync(join(folder, hash.slice(0, 2), hash.slice(2)), join(folder, `swept-${hash}`));
  expect(await store.sweep(new Set(), longAgo)).toBe(0);
  expect(await store.get(hash)).toEqual(Buffer.from("a position"));
});

test("a file that comes again while a sweep goes on is there afterwards", async () => {
  const folder = newFolder();
  const [store, sweeper] = [openFileStore(folder), openFileStore(folder)];
  const names = Array.from({ length: 12 }, (_, at) => `position ${at}`);
  for (let round = 0; round < 15; round++) {
    for (const it of names) aged(folder, (await store.put(bytesOf(it))).hash);
    const [, , ...kept] = await Promise.all([sweeper.sweep(new Set(), new Date("2020-01-02T00:00:00Z")), wait(round % 4), ...names.map(async (it, at) => { await wait(at % 3); return store.put(bytesOf(it)); })]) as [unknown, unknown, ...{ hash: string }[]];
    expect((await Promise.all(kept.map((it) => store.get(it.hash)))).every((it) => it !== null)).toBe(true);
  }
});
