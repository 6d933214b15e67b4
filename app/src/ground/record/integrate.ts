// Entries that committed with their deeds get their places in the log: right after the request, at start, and now and then.
// Several processes may try at once; a lock lets one after the other, so places have no gaps and none is given twice.
import { edgeOf, grow, leafHash, openCheckpoint, rootFromTiles, signCheckpoint, tilePath, type ReadTiles, type Tile } from "@travaux/record-proofs";
import type { Database } from "../db/database.ts";
import { together } from "../db/together.ts";
import { StartRefusal } from "../start-refusal.ts";
import type { House } from "../web/env.ts";
import { addCheckpoint, addLeaves, keepTiles, lockRecord, newestCheckpoint, takePending, tilesOrDamage } from "./store.ts";

type Keeper = Pick<House, "database" | "record" | "clock">;

/** The run under way in this process, and the one after it, which who comes meanwhile shares: the first may have looked before they committed. */
const runs = new WeakMap<Database, { current: Promise<void> | null; next: Promise<void> | null }>();

/** Take every committed entry into the log, and sign its new checkpoint. Call it after the commit; it resolves when what was committed before the call has its place. */
export function integrate(house: Keeper): Promise<void> {
  const run = runs.get(house.database) ?? { current: null, next: null };
  runs.set(house.database, run);
  if (!run.current) return (run.current = takeIn(house).finally(() => (run.current = null)));
  run.next ??= run.current.catch(() => {}).then(() => {
    run.next = null;
    return integrate(house);
  });
  return run.next;
}

async function takeIn({ database, record, clock }: Keeper): Promise<void> {
  await database.db.transaction(async (tx) => {
    await lockRecord(tx);
    const [last, pending] = await together(() => newestCheckpoint(tx), () => takePending(tx));
    if (last && pending.length === 0) return; // nothing was entered, or another process was faster
    const before = last?.size ?? 0;
    const edge = edgeOf(before);
    const bytes = await tilesOrDamage(tx, edge);
    const { size, tiles } = grow(before, bytes, pending.map((it) => leafHash(it.commitment)));
    const root = await rootFromTiles(size, among([...edge.map((it, at) => ({ ...it, bytes: bytes[at]! })), ...tiles])); // its new edge is of its old one or made
    const checkpoint = { size, root, note: signCheckpoint({ size, root }, record.key), at: clock() };
    await together(() => addLeaves(tx, before, pending), () => keepTiles(tx, tiles), () => addCheckpoint(tx, checkpoint));
  });
}

/** Reads tiles from memory. */
function among(tiles: readonly (Tile & { bytes: Uint8Array })[]): ReadTiles {
  const known = new Map(tiles.map((it) => [tilePath(it), it.bytes]));
  return async (asked) => asked.map((it) => known.get(tilePath(it)) ?? null);
}

/** At start: what was committed before the last stop gets its place. A log that another key signed is refused: two keys would make two logs of one. */
export async function openRecord(house: Keeper): Promise<void> {
  const last = await newestCheckpoint(house.database.db);
  if (last && !openCheckpoint(last.note, house.record.key)) throw new StartRefusal(`The record in this database was signed by another key than ${house.record.key.name}. Bring back its key: the file keys/record in DATA_DIR, or the setting RECORD_KEY.`);
  await integrate(house);
}
