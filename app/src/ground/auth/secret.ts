import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../settings.ts";
import { StartRefusal } from "../start-refusal.ts";

/** The secret of this house: the setting, or for an embedded house a file of its own that only this user reads, made at the first start. */
export function secretOf({ authSecret, databaseUrl, dataDir }: Settings): string {
  if (authSecret) return authSecret;
  if (databaseUrl) throw new StartRefusal("With DATABASE_URL the setting AUTH_SECRET is needed, the same for every process: set it to 32 random characters or more, for example from `openssl rand -base64 32`.");
  const path = join(dataDir, "secret");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" }); // never over one that is there
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw new StartRefusal(`The secret ${path} cannot be written (${(error as NodeJS.ErrnoException).code}). Allow this user to write in DATA_DIR, or set AUTH_SECRET.`);
  }
  chmodSync(path, 0o600);
  return readFileSync(path, "utf8");
}
