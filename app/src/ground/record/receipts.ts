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
export async function receiptOf(db: Db, { key }: HouseRecord, { statement, salt, entry, commitment }: Sealed, day: string): Promise<Receipt> {
  const [positions, checkpoint] = await together(() => positionsOf(db, [entry]), () => servedCheckpoint(db));
  const index = positions.get(entry);
  if (index === undefined || !checkpoint || checkpoint.size <= index) return writePromisedReceipt({ key, statement, salt, promise: signPromise(commitment, day, key) });
  const proof = await proveInclusion(index, checkpoint.size, tilesFrom(db));
  return writeReceipt({ key, statement, salt, index, proof, checkpoint: checkpoint.note });
}

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
  return (tiles) => Promise.all(tiles.map((tile) => {
    const path = tilePath(tile);
    if (!known.has(path)) known.set(path, Promise.resolve(read([tile])).then(([it]) => it ?? null));
    return known.get(path)!;
  }));
}
