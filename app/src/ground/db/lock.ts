// Two processes on one PGlite folder both succeed, and then the committed rows of one are silently gone: PGlite's
// postmaster.pid holds a pretended pid (electric-sql/pglite #1106, #892). This file keeps the second one out.
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { StartRefusal } from "../start-refusal.ts";

/** Who has the data folder open. */
export type Holder = {
  pid: number;
  host: string;
  since: string; // ISO 8601
  process?: string; // what tells this process from a later one with the same pid, where the system says
  socket: string; // where it listens for commands
  key: string; // unlike any other lock's, from the same process in the same millisecond too
};

/** A lock that is held; `release` gives it back and does nothing when it is no longer ours. */
export type Lock = { release(): void };

/** Refused because another Travaux has the data folder open; `holder` says which. */
export class FolderInUse extends StartRefusal {
  readonly holder: Holder;
  constructor(folder: string, holder: Holder) {
    super(
      `The data folder ${folder} is open in another Travaux (process ${holder.pid}${holder.host === hostname() ? "" : ` on ${holder.host}`}) ` +
      `since ${holder.since.slice(0, 16).replace("T", " ")} UTC. Stop that one, or use its command socket (${holder.socket}): npx travaux does so by itself.`,
    );
    this.holder = holder;
  }
}

/** The holder touches its lock this often, so that it can be told alive from another machine or container. */
const beatMilliseconds = 5_000;
/** Six beats missed: a process so long without a turn of its event loop is not serving either. */
const deadAfterMilliseconds = 30_000;

/** Take the lock at `path` for `folder`, taking over that of a dead process; refuses while the holder lives. */
export function takeLock(path: string, folder: string, socket: string, now = new Date()): Lock {
  const mine: Holder = { pid: process.pid, host: hostname(), since: now.toISOString(), process: identityOf(process.pid), socket, key: randomUUID() };
  for (let attempt = 0; attempt < 5; attempt++) {
    const created = createLock(path, mine);
    if (created && attempt === 0) return held(path, mine);
    if (created) waitForOthers();
    const holder = holderOf(path);
    if (isSame(holder, mine)) return held(path, mine);
    if (holder) throw new FolderInUse(folder, holder);
    setAsideDead(path);
  }
  throw new StartRefusal(`The lock ${path} changes hands all the time: several Travaux start on ${folder} at once. Start one of them.`);
}

/** Another start that found the same dead lock may set ours aside for a moment: what stands after that counts. */
const waitForOthers = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);

const isSame = (a: Holder | null, b: Holder) => a?.key === b.key;

/** The living holder of the lock at `path`, or null when nobody holds it. */
export function holderOf(path: string): Holder | null {
  const holder = readHolder(path);
  return holder && isAlive(holder, path) ? holder : null;
}

/** As `wx`, but the file appears with its content: nobody ever reads half a lock. */
function createLock(path: string, mine: Holder): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    return createLockInPlace(path, mine);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Where the file system has no hard links (FAT, some mounts into containers). */
function createLockInPlace(path: string, mine: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(mine), { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Renaming tells whom we set aside: if a living one came in between, it is put back. */
function setAsideDead(path: string): void {
  const aside = `${path}.dead-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // another start was faster
  }
  const holder = readHolder(aside);
  if (holder && isAlive(holder, aside)) createLock(path, holder);
  rmSync(aside, { force: true });
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null; // absent, or not one of ours: nobody is behind it
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < deadAfterMilliseconds;
  if (!isRunning(holder.pid)) return false;
  return holder.process === undefined || holder.process === identityOf(holder.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // someone else's process, but a process
  }
}

/** The boot and the tick at which process `pid` began: in a container the next one often has the same pid. */
function identityOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const startTick = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]; // field 22 of proc_pid_stat(5)
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${startTick}`;
  } catch {
    return undefined; // not Linux: the pid alone decides
  }
}

function held(path: string, mine: Holder): Lock {
  const beat = setInterval(() => touch(path), beatMilliseconds).unref();
  return {
    release() {
      clearInterval(beat);
      if (isSame(readHolder(path), mine)) rmSync(path, { force: true });
    },
  };
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The folder was moved or removed under us; the next query says so in better words.
  }
}
