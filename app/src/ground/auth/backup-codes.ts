// Backup codes as they are kept: each under scrypt with a salt of its set, so that a copy of the database opens nothing. Ten
// letters and digits are 59 bits, fewer than the 112 for which a plain hash would do (ASVS 5.0, 6.5.2). The library compares
// what is shown with what is kept as it stands; so a code is first turned into what would be kept of it.
import { createHmac, randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import type { Db } from "../db/database.ts";
import type { House } from "../web/env.ts";
import { keyFor } from "../web/limits.ts";
import { secondFactors } from "./tables.ts";

const stretched = promisify<Buffer, Buffer, number, Buffer>(scrypt); // Node's own cost: N 2^14, r 8; some 40 ms a code

/** A code as people have it: five letters or digits, a hyphen, five more. */
export const backupCode = /^[A-Za-z0-9]{5}-[A-Za-z0-9]{5}$/;

/** What is kept of a code: the salt of its set and the hash. The secret of the house is in it too: without that, nothing can be tried. */
async function hashed(house: House, code: string, salt: string): Promise<string> {
  const keyed = createHmac("sha256", keyFor(house, "backup codes")).update(code).digest();
  return `${salt}.${(await stretched(keyed, Buffer.from(salt, "base64url"), 32)).toString("base64url")}`;
}

/** How the library keeps a set of codes: new ones as hashes, those that are hashes already as they are. It never gets one back. */
export const keptHashed = (house: House) => ({
  async encrypt(json: string) {
    const salt = randomBytes(16).toString("base64url");
    return JSON.stringify(await Promise.all((JSON.parse(json) as string[]).map(async (it) => (backupCode.test(it) ? hashed(house, it, salt) : it))));
  },
  decrypt: async (kept: string) => kept,
});

/** What would be kept of `code` if it were one of this person's: under the salt of their set. */
export async function asKept(db: Db, house: House, personId: string, code: string): Promise<string> {
  const [row] = await db.select({ kept: secondFactors.backupCodes }).from(secondFactors).where(eq(secondFactors.personId, personId));
  const salt = /^\["([\w-]+)\./.exec(row?.kept ?? "")?.[1] ?? "";
  return hashed(house, code, salt);
}
