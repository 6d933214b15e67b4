// Where files are kept: in a folder, each under the SHA-256 of its bytes. A file is on the disk, and found again after a power cut,
// before `put` comes back; it is never changed, since other bytes have another name; and what is read is checked against its name.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A kept file: its SHA-256 in hexadecimal, and its size. */
export type StoredFile = { hash: string; bytes: number };

/** The files of a house. Equal bytes are one file: whoever removes it has made sure that nobody else refers to it. */
export type FileStore = {
  /** Keep a file; once this comes back it is not lost. */
  put(bytes: Uint8Array): Promise<StoredFile>;
  /** The bytes, or null where there is no such file. RangeError for what is no hash. */
  get(hash: string): Promise<Uint8Array | null>;
  /** Forget a file; nothing happens where there is none. RangeError for what is no hash. */
  remove(hash: string): Promise<void>;
  /** Let a kept file count as kept now; false where there is none. RangeError for what is no hash. */
  renew(hash: string): Promise<boolean>;
  /** Forget the files that were last kept before `until` and are not named; how many went. One that comes again meanwhile stays. */
  sweep(named: ReadonlySet<string>, until: Date): Promise<number>;
  /** Whether a file can be kept now, and how many bytes are free. */
  check(): Promise<{ folder: string; problem: string | null; freeBytes: number | null }>;
};

/** The name under which bytes are kept. */
export const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The store in `folder`, which is made when the first file comes. */
export function openFileStore(folder: string): FileStore {
  const pathOf = (hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError(`“${hash.slice(0, 80)}” is no SHA-256 in hexadecimal.`);
    return join(folder, hash.slice(0, 2), hash.slice(2));
  };
  let swept: Promise<void> | undefined;
  return {
    async put(bytes) {
      await (swept ??= forgetUnfinished(folder));
      const hash = hashOf(bytes);
      const path = pathOf(hash);
      if (!(await isWhole(path, hash)) || !(await renewed(path))) await write(folder, path, bytes); // it may go between the two
      await syncFolders(folder, path);
      return { hash, bytes: bytes.byteLength };
    },
    async get(hash) {
      const bytes = await unlessMissing(readFile(pathOf(hash)));
      if (bytes && hashOf(bytes) !== hash) throw new Error(`The kept file ${hash} is damaged: its bytes have another hash.`);
      return bytes;
    },
    async remove(hash) {
      const path = pathOf(hash);
      await rm(path, { force: true });
      await unlessMissing(synced(dirname(path)));
    },
    renew: (hash) => renewed(pathOf(hash)),
    async sweep(named, until) {
      await restore(folder, pathOf);
      let gone = 0;
      for (const hash of await hashesIn(folder)) if (!named.has(hash) && (await takenAway(folder, pathOf(hash), hash, until))) gone++;
      return gone;
    },
    check: () => checked(folder),
  };
}

const unlessMissing = <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });

/** Is the file there, every byte of it? One that a disk has damaged is written anew. */
async function isWhole(path: string, hash: string): Promise<boolean> {
  const bytes = await unlessMissing(readFile(path));
  return bytes !== null && hashOf(bytes) === hash;
}

/** Its time set to now, and on the disk: another process may have written it this moment, and not have come so far. False where there is none. */
async function renewed(path: string): Promise<boolean> {
  const now = new Date();
  return (await unlessMissing(utimes(path, now, now).then(() => synced(path)).then(() => true))) ?? false;
}

/** The hashes of all kept files. */
async function hashesIn(folder: string): Promise<string[]> {
  const heads = ((await unlessMissing(readdir(folder))) ?? []).filter((it) => /^[0-9a-f]{2}$/.test(it));
  const all = await Promise.all(heads.map(async (head) => ((await unlessMissing(readdir(join(folder, head)))) ?? []).map((tail) => head + tail)));
  return all.flat().filter((it) => /^[0-9a-f]{64}$/.test(it));
}

const sweptBegins = "swept-";

/** Take a file away that was last kept before `until`. It is first put aside: whoever keeps it again at this moment writes it anew, or is found to have renewed it, and it goes back. */
async function takenAway(folder: string, path: string, hash: string, until: Date): Promise<boolean> {
  const isOld = async (at: string) => ((await unlessMissing(stat(at)))?.mtimeMs ?? Infinity) < until.getTime();
  if (!(await isOld(path))) return false;
  const aside = join(folder, sweptBegins + hash);
  if ((await unlessMissing(rename(path, aside).then(() => true))) === null) return false;
  if (!(await isOld(aside))) {
    await rename(aside, path);
    return false;
  }
  await rm(aside, { force: true });
  await unlessMissing(synced(dirname(path)));
  return true;
}

/** What a sweep had put aside when it was killed goes back: nobody knows whether it was to go. */
async function restore(folder: string, pathOf: (hash: string) => string): Promise<void> {
  const left = ((await unlessMissing(readdir(folder))) ?? []).filter((it) => it.startsWith(sweptBegins));
  for (const it of left) await unlessMissing(rename(join(folder, it), pathOf(it.slice(sweptBegins.length))));
}

/** Written under another name in the same folder and then given its own: nobody ever sees half of it. */
async function write(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = unfinishedIn(folder);
  try {
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** What a process was writing when it was killed, a day ago or longer: nobody was told that it is kept. */
async function forgetUnfinished(folder: string): Promise<void> {
  const left = ((await unlessMissing(readdir(folder))) ?? []).filter((it) => it.startsWith(unfinishedBegins));
  for (const it of left) {
    const age = Date.now() - ((await unlessMissing(stat(join(folder, it))))?.mtimeMs ?? Infinity);
    if (age > aDay) await rm(join(folder, it), { force: true });
  }
}
const unfinishedBegins = "unfinished-";
const unfinishedIn = (folder: string) => join(folder, `${unfinishedBegins}${randomUUID()}`);
const aDay = 86_400_000;

/** Tell the disk to write down what it holds of a file or folder. */
async function synced(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name is kept when the folder that holds it is: the file's own, that folder's, and the one in which the store was made. */
async function syncFolders(folder: string, path: string): Promise<void> {
  for (const it of [dirname(path), folder, dirname(folder)]) await synced(it);
}

async function checked(folder: string) {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const probe = unfinishedIn(folder);
    await (await open(probe, "wx", 0o600)).close();
    await rm(probe);
    const { bavail, bsize } = await statfs(folder);
    return { folder, problem: null, freeBytes: bavail * bsize };
  } catch (error) {
    return { folder, problem: (error as NodeJS.ErrnoException).code ?? String(error), freeBytes: null };
  }
}
