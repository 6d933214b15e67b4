// What the embedded database acknowledged, on a disk that was waited for. PGlite never syncs its files: after a power cut its last
// rows may be gone. So the rows of what people send are written here and synced before their transaction commits, and put back at the
// next start; once the database's own files are synced, the inbox is empty again.
// What is nobody's goes to a file of its own that is written anew each time, in an order drawn by chance, with the day as its time.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, utimesSync, writeSync } from "node:fs";
import { randomInt } from "node:crypto";
import { dirname, join } from "node:path";

/** A row as it stands after a transaction: `kept` whole, or null when it is gone; `key` its primary key. */
export type InboxRow = { relation: string; key: Record<string, unknown>; kept: Record<string, unknown> | null; unlinked: boolean };

/** The disk as the inbox uses it: each call is back once the bytes are there. */
export type Disk = { append(path: string, text: string): void; replace(path: string, text: string, at?: Date): void; remove(path: string): void };

export type Inbox = {
  /** What is in it, oldest first; of each row the last state. */
  rows(): InboxRow[];
  /** Put rows in, synced when it is back; calling what comes back takes them out again (the transaction failed). */
  keep(rows: readonly InboxRow[]): () => void;
  /** Empty it: the database's own files are on disk. */
  clear(): void;
};

const nameOf = (it: Pick<InboxRow, "relation" | "key">) => `${it.relation} ${JSON.stringify(it.key)}`;
const lineOf = (it: InboxRow) => `${JSON.stringify(it)}\n`;

/** The inbox in `folder`, with whatever the last run left in it. A last line that a power cut tore was never acknowledged, and is left out. */
export function openInbox(folder: string, disk: Disk = syncedDisk): Inbox {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [linked, unlinked] = [join(folder, "linked.jsonl"), join(folder, "unlinked.jsonl")];
  let held = new Map([...read(linked), ...read(unlinked)].map((it) => [nameOf(it), it]));
  const of = (which: boolean) => [...held.values()].filter((it) => it.unlinked === which);
  const writeAll = () => {
    disk.replace(linked, of(false).map(lineOf).join(""));
    disk.replace(unlinked, shuffled(of(true)).map(lineOf).join(""), today());
  };
  return {
    rows: () => [...held.values()],
    keep(rows) {
      const before = held;
      const again = rows.some((it) => before.has(nameOf(it))); // a former state of a row may hold what the new one no longer says
      held = new Map([...before, ...rows.map((it) => [nameOf(it), it] as const)]);
      if (again) writeAll();
      else {
        const added = rows.filter((it) => !it.unlinked);
        if (added.length > 0) disk.append(linked, added.map(lineOf).join(""));
        if (added.length < rows.length) disk.replace(unlinked, shuffled(of(true)).map(lineOf).join(""), today());
      }
      return () => { held = before; writeAll(); };
    },
    clear() {
      held = new Map();
      for (const it of [linked, unlinked]) disk.remove(it);
    },
  };
}

function read(path: string): InboxRow[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  lines.pop(); // what follows the last line end was not written whole
  return lines.map((it) => JSON.parse(it) as InboxRow);
}

/** Midnight: the file's own time tells the day and no more. */
const today = () => new Date(new Date().setUTCHours(0, 0, 0, 0));

/** Fisher and Yates, by the operating system's chance: the order in the file is nobody's order of coming. */
function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}

/** Write, and wait for the disk: of the file, and of its folder when the file is new in it. */
const syncedDisk: Disk = {
  append(path, text) {
    const isNew = !existsSync(path);
    written(path, "a", text);
    if (isNew) syncFolder(dirname(path));
  },
  replace(path, text, at) {
    written(`${path}.new`, "w", text, at);
    renameSync(`${path}.new`, path);
    syncFolder(dirname(path));
  },
  remove(path) {
    rmSync(path, { force: true });
    syncFolder(dirname(path));
  },
};

function written(path: string, flag: "a" | "w", text: string, at?: Date) {
  const file = openSync(path, flag, 0o600);
  try {
    writeSync(file, text);
    if (at) utimesSync(path, at, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(folder: string) {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Wait until everything in a folder is on disk. */
export function syncEverything(folder: string) {
  for (const it of readdirSync(folder, { withFileTypes: true, recursive: true })) syncFolder(join(it.parentPath, it.name)); // a file is synced as a folder is
  syncFolder(folder);
}
