import { fileURLToPath } from "node:url";
import { secretOf } from "../ground/auth/secret.ts";
import { realChance } from "../ground/chance.ts";
import { realClock } from "../ground/clock.ts";
import { openDatabase } from "../ground/db/database.ts";
import { openFileStore } from "../ground/files/store.ts";
import { openLog } from "../ground/log.ts";
import { recordOf } from "../ground/record/log-key.ts";
import { baseUrlOf, type Settings } from "../ground/settings.ts";
import { readAssets } from "../ground/web/assets.ts";
import type { House } from "../ground/web/env.ts";

/** The folder of the build, from the emitted files and from the sources alike. */
export const assetsFolder = fileURLToPath(new URL("../../dist/assets", import.meta.url));

/** Open the house that the settings describe, with real time and real chance. */
export async function openHouse(settings: Settings, baseUrl = baseUrlOf(settings)): Promise<House> {
  const log = openLog(settings.logLevel);
  const keys = () => ({ secret: secretOf(settings), record: recordOf(settings, baseUrl) });
  const given = settings.databaseUrl ? keys() : null; // what is missing is said before anything is connected
  const database = await openDatabase({ databaseUrl: settings.databaseUrl, dataDir: settings.dataDir, log });
  const { secret, record } = given ?? keys(); // the folder is ours by now
  return { database, settings, baseUrl, clock: realClock, chance: realChance(), log, assets: readAssets(assetsFolder), secret, record, files: openFileStore(settings.filesFolder), jobs: null };
}
