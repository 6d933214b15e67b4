// The house that a bench measures: built, on a PostgreSQL server, with the sample where it is asked for.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signingKey } from "@travaux/record-proofs";
import type { House } from "../app/src/ground/web/env.ts";
import { findOrStartPostgres, reason } from "../scripts/postgres.mjs";

/** A file of the built application, by its path under app/src without an ending. */
export const built = async <T>(path: string): Promise<T> => (await import(new URL(`../app/dist/${path}.js`, import.meta.url).href)) as T;
/** What a bench says while it works; its table goes to the standard output. */
export const say = (words: string) => void process.stderr.write(`${words}\n`);
export const baseUrl = "http://travaux.test";

/** A server that waits for the disk, with pgbench beside it; where there is none the bench says so and ends. */
export async function durablePostgres() {
  const postgres = await findOrStartPostgres({ durable: true });
  if (postgres?.folder) return { ...postgres, folder: postgres.folder };
  say(`not measured: ${reason || "pgbench of this machine's PostgreSQL is needed, so no TEST_DATABASE_URL"}`);
  return process.exit(0);
}

/** A house on this database, on the clock on the wall, with a key that is no secret. */
export async function houseOn(databaseUrl: string): Promise<House> {
  const { assetsFolder } = await built<typeof import("../app/src/bin/house.ts")>("bin/house");
  const { realChance } = await built<typeof import("../app/src/ground/chance.ts")>("ground/chance");
  const { openDatabase } = await built<typeof import("../app/src/ground/db/database.ts")>("ground/db/database");
  const { openFileStore } = await built<typeof import("../app/src/ground/files/store.ts")>("ground/files/store");
  const { silentLog } = await built<typeof import("../app/src/ground/log.ts")>("ground/log");
  const { openRecord } = await built<typeof import("../app/src/ground/record/integrate.ts")>("ground/record/integrate");
  const { readSettings } = await built<typeof import("../app/src/ground/settings.ts")>("ground/settings");
  const { readAssets } = await built<typeof import("../app/src/ground/web/assets.ts")>("ground/web/assets");
  const database = await openDatabase({ databaseUrl, log: silentLog });
  const house = { database, settings: readSettings({}), baseUrl, clock: () => new Date(), chance: realChance(), log: silentLog, assets: readAssets(assetsFolder), secret: "the secret of a bench, of no use elsewhere", record: { key: signingKey("travaux.test/record", new Uint8Array(32).fill(7)), witnesses: [] }, files: openFileStore(join(tmpdir(), "travaux-bench-files")), jobs: null } as House;
  await openRecord(house);
  return house;
}

/** The same with the sample in it, which takes half a minute. */
export async function furnishedHouse(databaseUrl: string): Promise<House> {
  const { furnish } = await built<typeof import("../app/src/bin/sample.ts")>("bin/sample");
  const house = await houseOn(databaseUrl);
  say("furnishing the sample …");
  await furnish(house, true, () => {});
  return house;
}
