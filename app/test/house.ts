import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { createApp } from "../src/app.ts";
import { furnish } from "../src/bin/sample.ts";
import { seededChance, type Chance } from "../src/ground/chance.ts";
import type { Database } from "../src/ground/db/database.ts";
import { asViewer } from "../src/ground/db/request.ts";
import { silentLog } from "../src/ground/log.ts";
import { offerSession, openSession } from "../src/ground/sessions.ts";
import { readSettings } from "../src/ground/settings.ts";
import { visitor } from "../src/ground/viewer.ts";
import { readAssets } from "../src/ground/web/assets.ts";
import { assetsFolder } from "../src/bin/house.ts";
import type { Env, House } from "../src/ground/web/env.ts";
import { testDatabase } from "./database.ts";

/** Who may stand at a door in a test; an editor of the whole house. */
export type Who = "visitor" | "editor";

export type TestHouse = {
  house: House; app: Hono<Env>;
  /** The clock stands still at this moment until it is set. */
  setClock(to: string): void;
  /** What someone gets from an address: status, headers, body. */
  get(who: Who, path: string, headers?: Record<string, string>): Promise<Response>;
  /** The body of a page or document, as text. */
  read(who: Who, path: string): Promise<string>;
  /** Send a form; redirects are not followed. */
  send(who: Who, path: string, form: Record<string, string | File>): Promise<Response>;
  close(): Promise<void>;
};

const baseUrl = "http://travaux.test";

/** Changes with everything that the sample is made of or by: it takes seconds to load, a copy of it a part of one. */
function sourcesHash() {
  const hash = createHash("sha256");
  for (const folder of ["../../engines", "../src", "../../examples"].map((it) => join(import.meta.dirname, it)))
    for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted())
      if (/(?<!\.test)\.(tsx?|json|txt)$/.test(path) && !path.includes("node_modules")) hash.update(path).update(readFileSync(join(folder, path)));
  return hash.digest("hex").slice(0, 12);
}

/** A house of its own with a clock that stands still and chance from a seed; with the samples when asked for. */
export async function openHouse({ sample = false, seed = "test" }: { sample?: boolean; seed?: string } = {}): Promise<TestHouse> {
  let now = new Date("2026-06-09T10:00:00Z");
  const furnished = (it: Database, chance: Chance): House => ({ database: it, settings: readSettings({}), baseUrl, clock: () => now, chance, log: silentLog, assets: readAssets(assetsFolder) });
  const fill = (it: Database) => furnish(furnished(it, seededChance("furniture")), sample, () => {});
  const database = await testDatabase({ name: `_${sample ? "sample" : "themes"}_${sourcesHash()}`, fill });
  const house = furnished(database, seededChance(seed));
  const app = createApp(house);
  const cookie = await editorsCookie(house);
  const cookies = (who: Who): Record<string, string> => (who === "visitor" ? {} : { cookie });
  const get: TestHouse["get"] = async (who, path, headers = {}) => app.request(baseUrl + path, { headers: { ...cookies(who), ...headers } });
  return {
    house, app, get, setClock: (to) => void (now = new Date(to)), close: () => database.close(),
    read: async (who, path) => (await get(who, path)).text(),
    async send(who, path, form) {
      const body = new FormData();
      for (const [name, value] of Object.entries(form)) body.append(name, value);
      return app.request(baseUrl + path, { method: "POST", body, headers: { ...cookies(who), origin: baseUrl } });
    },
  };
}

async function editorsCookie(house: House) {
  return asViewer(house.database.db, visitor, async (tx) => {
    const link = await offerSession(tx, { role: "editor", name: "Ines Calloway", processId: null }, house.clock(), house.chance);
    const { token } = await openSession(tx, link, house.clock(), house.chance);
    return `session=${token}`;
  });
}
