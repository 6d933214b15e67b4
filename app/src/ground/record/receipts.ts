import { proveInclusion, signPromise, type ReadTiles, tilePath, writePromisedReceipt, writeReceipt, type Receipt } from "@travaux/record-proofs";
import type { Db } from "../db/database.ts";
import { together } from "../db/together.ts";
import type { Sealed } from "./enter.ts";
import type { HouseRecord } from "./log-key.ts";
import { newestCosigned, positionsOf, tilesFrom } from "./store.ts";

/** The newest checkpoint as it is served: signed by the log, and below by the witnesses that cosigned it. Null in a log that was never opened. */
export async function servedCheckpoint(db: Db): Promise<{ size: number; root: Uint8Array; note: string; at: Date } | null> {
  const newest = await newestCosigned(db);
  return newest && { ...newest.checkpoint, note: newest.checkpoint.note + newest.lines.join("") };
}

/**
 * The receipt for an entry: with its place and proof once it stands in the log; before that, with the promise, made on `day`
 * (YYYY-MM-DD), to take it in. It is for whoever may see the statement, and for nobody else.
 */
export const receiptOf = async (db: Db, record: HouseRecord, sealed: Sealed, day: string): Promise<Receipt> => (await receiptsOf(db, record, [sealed], day))[0]!;

/** The receipts of many entries at once, in their order: each tile is read once. `day`: of what has no place yet. */
export async function receiptsOf(db: Db, { key }: HouseRecord, all: readonly Sealed[], day: string): Promise<Receipt[]> {
  const [positions, checkpoint] = await together(() => positionsOf(db, all.map((it) => it.entry)), () => servedCheckpoint(db));
  const tiles = readOnce(tilesFrom(db));
  return Promise.all(all.map(async ({ statement, salt, entry, commitment }) => {
    const index = positions.get(entry);
    if (index === undefined || !checkpoint || checkpoint.size <= index) return writePromisedReceipt({ key, statement, salt, promise: signPromise(commitment, day, key) });
    return writeReceipt({ key, statement, salt, index, proof: await proveInclusion(index, checkpoint.size, tiles), checkpoint: checkpoint.note });
  }));
}

/** A reader of tiles that asks for none twice. */
function readOnce(read: ReadTiles): ReadTiles {
  const known = new Map<string, Promise<Uint8Array | null>>();
  return (tiles) => {
    const missing = tiles.filter((it) => !known.has(tilePath(it)));
    const asked = missing.length === 0 ? null : read(missing);
    for (const [at, it] of missing.entries()) known.set(tilePath(it), Promise.resolve(asked!).then((all) => all[at] ?? null));
    return Promise.all(tiles.map((it) => known.get(tilePath(it))!));
  };
}
