import { spawn, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folders } from "../../../test/folder.ts";
import { FolderInUse, holderOf, takeLock, type Holder } from "./lock.ts";

const newFolder = folders();
const lockIn = (folder: string) => join(folder, "database.lock");
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

function leaveLock(folder: string, holder: Partial<Holder>) {
  const whole = { pid: deadPid(), host: hostname(), since: "2026-03-01T08:30:00.000Z", socket: "/s", key: "left", ...holder };
  writeFileSync(lockIn(folder), JSON.stringify(whole));
}

test("a second opener is refused with the first one's process, start and socket", () => {
  const folder = newFolder();
  const lock = takeLock(lockIn(folder), folder, "/run/control.sock", new Date("2026-03-01T08:30:00Z"));
  expect(() => takeLock(lockIn(folder), folder, "/run/control.sock")).toThrow(
    `The data folder ${folder} is open in another Travaux (process ${process.pid}) since 2026-03-01 08:30 UTC. ` +
    "Stop that one, or use its command socket (/run/control.sock): npx travaux does so by itself.",
  );
  expect(holderOf(lockIn(folder))).toMatchObject({ pid: process.pid, socket: "/run/control.sock" });
  lock.release();
  expect(holderOf(lockIn(folder))).toBeNull();
  takeLock(lockIn(folder), folder, "/run/control.sock").release();
  expect(readdirSync(folder)).toEqual([]);
});

test("the lock of a dead process is taken over", () => {
  const folder = newFolder();
  leaveLock(folder, {});
  takeLock(lockIn(folder), folder, "/s");
  expect(holderOf(lockIn(folder))?.pid).toBe(process.pid);
  expect(readdirSync(folder)).toEqual(["database.lock"]);
});

test("the lock of a dead process is taken over even if its pid has gone to another", () => {
  const folder = newFolder();
  leaveLock(folder, { pid: process.pid, process: "another boot/1" });
  takeLock(lockIn(folder), folder, "/s");
  expect(JSON.parse(readFileSync(lockIn(folder), "utf8")).process).not.toBe("another boot/1");
});

test("a lock nobody can read holds nobody out", () => {
  const folder = newFolder();
  writeFileSync(lockIn(folder), "");
  expect(() => takeLock(lockIn(folder), folder, "/s")).not.toThrow();
});

test("the lock of another machine holds for as long as that one touches it", () => {
  const folder = newFolder();
  leaveLock(folder, { host: "elsewhere", pid: 12 });
  expect(() => takeLock(lockIn(folder), folder, "/s")).toThrow("(process 12 on elsewhere)");
  const aMinuteAgo = new Date(Date.now() - 60_000);
  utimesSync(lockIn(folder), aMinuteAgo, aMinuteAgo);
  expect(() => takeLock(lockIn(folder), folder, "/s")).not.toThrow();
});

test("a lock given back late does not take away the next one's", () => {
  const folder = newFolder();
  const first = takeLock(lockIn(folder), folder, "/s", new Date(0));
  leaveLock(folder, {});
  takeLock(lockIn(folder), folder, "/s");
  first.release();
  expect(holderOf(lockIn(folder))).not.toBeNull();
});

test("of many who start at once over a dead one's lock, one gets it", async () => {
  const folder = newFolder();
  leaveLock(folder, {});
  const script = `
    import { takeLock } from ${JSON.stringify(new URL("./lock.ts", import.meta.url).href)};
    try { takeLock(process.argv[1] + "/database.lock", process.argv[1], "/s"); console.log("got it"); } catch (error) { console.log(error.name); }
    process.stdin.resume().on("end", () => process.exit());`;
  const said = await Promise.all(Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder], { stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => void child.stdin.end());
    return new Promise<string>((done) => child.stdout.once("data", (it) => done(String(it).trim())));
  }));
  expect(said.toSorted()).toEqual(["StartRefusal", "StartRefusal", "StartRefusal", "StartRefusal", "StartRefusal", "got it"]);
  expect(() => takeLock(lockIn(folder), folder, "/s")).toThrow(FolderInUse);
});
