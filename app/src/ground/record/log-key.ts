import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSigningKey, readVerifierKey, signingKey, writeSigningKey, type SigningKey, type VerifierKey } from "@travaux/record-proofs";
import type { Settings } from "../settings.ts";
import { StartRefusal } from "../start-refusal.ts";

/** Who signs the record of this house, and whose cosignatures it takes. The name of the key is the log’s origin, and stays. */
export type HouseRecord = { key: SigningKey; witnesses: VerifierKey[] };

/** The key and the witnesses of this house: from the settings, or for an embedded house a key of its own that only this user reads, made at the first start. */
export function recordOf(settings: Settings, baseUrl: string): HouseRecord {
  const witnesses = settings.recordWitnesses.map(readVerifierKey);
  if (settings.recordKey) return { key: readSigningKey(settings.recordKey), witnesses };
  if (settings.databaseUrl) throw new StartRefusal(`With DATABASE_URL the setting RECORD_KEY is needed, the same for every process: set it to what \`npx travaux record key ${originOf(baseUrl)}\` prints, once and for ever.`);
  return { key: keptKey(settings.dataDir, originOf(baseUrl)), witnesses };
}

/** A log is named by the address it is served at, without the scheme. */
export const originOf = (baseUrl: string): string => `${new URL(baseUrl).host}/record`;

/** A new key with this name. */
export const newKey = (origin: string): SigningKey => signingKey(origin, new Uint8Array(randomBytes(32)));

function keptKey(dataDir: string, origin: string): SigningKey {
  const folder = join(dataDir, "keys");
  const path = join(folder, "record");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, writeSigningKey(newKey(origin)), { mode: 0o600, flag: "wx" }); // never over one that is there
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw new StartRefusal(`The key of the record, ${path}, cannot be written (${(error as NodeJS.ErrnoException).code}). Allow this user to write in DATA_DIR, or set RECORD_KEY.`);
  }
  chmodSync(path, 0o600);
  return readKept(path);
}

function readKept(path: string): SigningKey {
  try {
    return readSigningKey(readFileSync(path, "utf8").trim());
  } catch (error) {
    if (error instanceof RangeError) throw new StartRefusal(`The file ${path} holds no key of a record. Bring back the one that it held, from a copy of DATA_DIR.`);
    throw error;
  }
}
