import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readVerifierKey, signingKey } from "@travaux/record-proofs";
import type { Hono } from "hono";
import { createApp } from "../src/app.ts";
import { furnish } from "../src/bin/sample.ts";
import { authOn } from "../src/ground/auth/auth.ts";
import { countAsTwoFactors, findOrAddPerson, grantRole } from "../src/ground/auth/people.ts";
import { seededChance, type Chance } from "../src/ground/chance.ts";
import type { Database } from "../src/ground/db/database.ts";
import { asViewer } from "../src/ground/db/request.ts";
import { openFileStore } from "../src/ground/files/store.ts";
import { silentLog } from "../src/ground/log.ts";
import { readSettings } from "../src/ground/settings.ts";
import { visitor, type HeldRole, type PersonViewer, type Viewer } from "../src/ground/viewer.ts";
import { formToken, tokenField } from "../src/ground/web/form-tokens.ts";
import { readAssets } from "../src/ground/web/assets.ts";
import { assetsFolder } from "../src/bin/house.ts";
import type { Env, House } from "../src/ground/web/env.ts";
import { testDatabase } from "./database.ts";

/** Who may stand at a door in a test: nobody, an editor or officer of the whole house, or a person let in by `person`, by address. */
export type Who = "visitor" | "editor" | "officer" | (string & {});

/** Somebody for a test: without roles, and without a second factor, unless said. */
export type TestPerson = { email: string; name?: string; roles?: HeldRole[]; secondFactor?: boolean };

export type TestHouse = {
  house: House; app: Hono<Env>;
  /** The clock stands still at this moment until it is set. */
  setClock(to: string): void;
  /** What someone gets from an address: status, headers, body. */
  get(who: Who, path: string, headers?: Record<string, string>): Promise<Response>;
  /** The body of a page or document, as text. */
  read(who: Who, path: string): Promise<string>;
  /** Send a form as a page of ours would; redirects are not followed. */
  send(who: Who, path: string, form: Record<string, string | string[] | File>): Promise<Response>;
  /** Let somebody in, for `get`, `read` and `send` under their address; who they are comes back. */
  person(it: TestPerson): Promise<PersonViewer>;
  /** Cookies of somebody's session, and of the token that forms are sent with. */
  cookiesOf(who: Who): string;
  close(): Promise<void>;
};

const baseUrl = "http://travaux.test";

/** The record of a house for tests: always the same key, since copies of the sample are signed with it. */
const testRecord = (env: Record<string, string>) => ({ key: signingKey("travaux.test/record", new Uint8Array(32).fill(7)), witnesses: readSettings(env).recordWitnesses.map(readVerifierKey) });

/** Changes with everything that the sample is made of or by: it takes seconds to load, a copy of it a part of one. */
function sourcesHash() {
  const hash = createHash("sha256");
  for (const folder of ["../../engines", "../src", "../../examples"].map((it) => join(import.meta.dirname, it)))
    for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted())
      if (/(?<!\.test)\.(tsx?|json|txt)$/.test(path) && !path.includes("node_modules")) hash.update(path).update(readFileSync(join(folder, path)));
  return hash.digest("hex").slice(0, 12);
}

/** A house of its own with a clock that stands still and chance from a seed; with the samples when asked for. Sessions and mailed codes run on the real clock, which is the library's. */
export async function openHouse({ sample = false, seed = "test", env = {} }: { sample?: boolean; seed?: string; env?: Record<string, string> } = {}): Promise<TestHouse> {
  let now = new Date("2026-06-09T10:00:00Z");
  const filesFolder = join(tmpdir(), `travaux-test-files-${randomUUID()}`); // made when the first file comes
  const furnished = (it: Database, chance: Chance): House => ({ database: it, settings: readSettings(env), baseUrl, clock: () => now, chance, log: silentLog, assets: readAssets(assetsFolder), secret: "the secret of a house made for tests", record: testRecord(env), files: openFileStore(filesFolder), jobs: null });
  const fill = (it: Database) => furnish(furnished(it, seededChance("furniture")), sample, () => {});
  const database = await testDatabase({ name: `_${sample ? "sample" : "themes"}_${sourcesHash()}`, fill });
  const house = furnished(database, seededChance(seed));
  const app = createApp(house);
  const known = new Map<Who, { viewer: Viewer; cookie: string }>([["visitor", { viewer: visitor, cookie: "" }]]);
  const of = (who: Who) => known.get(who) ?? fail(who);
  const person: TestHouse["person"] = async (it) => {
    const opened = await letIn(house, it);
    known.set(it.email, opened);
    return opened.viewer;
  };
  for (const role of ["editor", "officer"] as const) {
    const it = { email: `${role}@test.example`, name: namesOf[role], roles: [{ role, processId: null }], secondFactor: role === "officer" };
    await person(it);
    known.set(role, of(it.email));
  }
  const cookiesOf = (who: Who) => [of(who).cookie, `form=${formSeed}`].filter(Boolean).join("; ");
  const get: TestHouse["get"] = async (who, path, headers = {}) => app.request(baseUrl + path, { headers: { ...(of(who).cookie ? { cookie: of(who).cookie } : {}), ...headers } });
  return {
    house, app, get, person, cookiesOf, setClock: (to) => void (now = new Date(to)),
    async close() {
      rmSync(filesFolder, { recursive: true, force: true });
      await database.close();
    },
    read: async (who, path) => (await get(who, path)).text(),
    async send(who, path, form) {
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...form, [tokenField]: formToken(house, formSeed, of(who).viewer) })) for (const it of [value].flat()) body.append(name, it);
      return app.request(baseUrl + path, { method: "POST", body, headers: { cookie: cookiesOf(who), origin: baseUrl } });
    },
  };
}

const namesOf = { editor: "Ines Calloway", officer: "Tomas Adeyemi" };
/** What a browser's cookie for forms holds; in a test always the same. */
const formSeed = "seed-of-the-form-tokens-in-tests";
const fail = (who: Who): never => { throw new RangeError(`nobody called ${who} was let into this test's house`); };

/** A person and an open session, as the library makes them; the door is tested in journeys and in sign-in.test.ts. */
async function letIn(house: House, { email, name = email.split("@")[0]!, roles = [], secondFactor = false }: TestPerson) {
  return asViewer(house.database.db, visitor, async (tx) => {
    const now = house.clock();
    const { id: personId } = await findOrAddPerson(tx, { email, name, language: "en" }, now, house.chance);
    for (const it of roles) await grantRole(tx, personId, it, "test", now);
    const { api, noted } = authOn(tx, house);
    await api.signInMagicLink({ body: { email }, headers: new Headers() });
    const { headers, response } = await api.magicLinkVerify({ query: { token: noted.link! }, headers: new Headers(), returnHeaders: true });
    if (secondFactor) await countAsTwoFactors(tx, response.session.id, new Date());
    const viewer: PersonViewer = { kind: "person", personId, sessionId: response.session.id, name, roles, speaksFor: [], participatesIn: [], secondFactor, fresh: true };
    return { viewer, cookie: headers.getSetCookie()[0]!.split(";")[0]! };
  });
}
