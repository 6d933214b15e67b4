import { fingerprint, hashesIn, leafHash, openCheckpoint, rootFromTiles, sameBytes, tileAt, tileWidth } from "@travaux/record-proofs";
import type { Db } from "../db/database.ts";
import type { HouseRecord } from "./log-key.ts";
import { nameOf } from "./cosign.ts";
import { commitmentsIn, cosignaturesOf, newestCheckpoint, tilesFrom, type KeptCheckpoint } from "./store.ts";

/** Whether something is as it should be, and a line that says so or what to mend. */
export type Health = { ok: boolean; note: string };

/** Whether this house holds the key that signed its log, and whether the log's newest tiles and entries give the root that was signed. */
export async function healthOfRecord(db: Db, { key }: HouseRecord): Promise<Health> {
  const newest = await newestCheckpoint(db);
  if (!newest) return { ok: true, note: `none yet: it is opened at the first start, under ${key.name}` };
  if (!openCheckpoint(newest.note, key)) return { ok: false, note: `signed by another key than ${key.name} (${fingerprint(key.publicKey)}): bring back its key, the file keys/record in DATA_DIR or the setting RECORD_KEY` };
  const damage = await damageIn(db, newest);
  if (damage) return { ok: false, note: `${damage}: bring back a copy of the database, and keep this one to find out why` };
  return { ok: true, note: `${key.name}, ${newest.size} entries, signed on ${newest.at.toISOString().slice(0, 16).replace("T", " at ")} UTC, root ${fingerprint(newest.root)}` };
}

/** What does not fit in the newest tile, the entries behind it and the signed root; null when all does. `travaux verify --log` checks a whole copy. */
async function damageIn(db: Db, { size, root }: KeptCheckpoint): Promise<string | null> {
  const read = tilesFrom(db);
  const whole = await rootFromTiles(size, read).catch((error: unknown) => { if (error instanceof RangeError) return null; throw error; }); // a tile is missing
  if (!whole || !sameBytes(whole, root)) return `its tiles do not give the root signed at ${size} entries`;
  const last = size === 0 ? null : tileAt(0, Math.floor((size - 1) / tileWidth), size)!;
  const [hashes] = last ? await read([last]) : [new Uint8Array()];
  const entries = await commitmentsIn(db, (last?.index ?? 0) * tileWidth, size + 1);
  const fits = entries.length === (last?.width ?? 0) && hashesIn(hashes!).every((it, at) => sameBytes(it, leafHash(entries[at]!)));
  return fits ? null : `its newest entries are not those of its tiles, at ${size} entries`;
}

/** Who outside is named to watch the log, and who of them cosigned its newest checkpoint. */
export async function healthOfWitnesses(db: Db, { witnesses }: HouseRecord): Promise<Health> {
  if (witnesses.length === 0) return { ok: true, note: "none named, so nobody outside would notice two histories: see RECORD_WITNESSES" };
  const newest = await newestCheckpoint(db);
  const cosigned = new Set(newest ? (await cosignaturesOf(db, newest.size)).map((it) => it.witness) : []);
  return { ok: true, note: witnesses.map((it) => `${it.name} ${cosigned.has(nameOf(it)) ? "cosigned the newest checkpoint" : "has not cosigned the newest checkpoint"}`).join("; ") };
}
