// A forum in which somebody speaks without being anybody, and a browser with scripts that does so: the library's half of the tokens.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { sql } from "drizzle-orm";
import { fileUnattributed, type Filing } from "../src/concepts/contributions/operations.ts";
import type { Forum } from "../src/concepts/disclosure/forum.ts";
import { inviteToForum, joinForum, openForum } from "../src/concepts/disclosure/operations.ts";
import type { OfferedCombination } from "../src/concepts/disclosure/rule.ts";
import { tokensEach, type Purpose } from "../src/concepts/disclosure/tokens.ts";
import { processBySlug } from "../src/concepts/processes/store.ts";
import { placesIn } from "../src/concepts/texts/store/lineage.ts";
import { shelfOf } from "../src/concepts/texts/opened.ts";
import { asViewer } from "../src/ground/db/request.ts";
import { rowsOf } from "../src/ground/db/migrate.ts";
import { houseKeeper, visitor, type PersonViewer } from "../src/ground/viewer.ts";
import { formToken } from "../src/ground/web/form-tokens.ts";
import type { TestHouse } from "./house.ts";

export const keeper = houseKeeper("T. Adeyemi");
const suite = RSABSSA.SHA384.PSS.Randomized();
const toText = (it: Uint8Array) => Buffer.from(it).toString("base64url");
const toBytes = (it: string) => new Uint8Array(Buffer.from(it, "base64url"));

export type SpentToken = { nonce: string; signature: string };
export type Blinded = { nonce: Uint8Array; blinded: string; inverse: Uint8Array };

/** A forum of the Model Conference under the Chatham House Rule, unless said otherwise. */
export const openWorkshop = ({ house }: TestHouse, slug: string, combinations: OfferedCombination[] = ["participants/unattributed", "public/unattributed", "secretariat/unattributed"]): Promise<Forum> =>
  asViewer(house.database.db, keeper, async (tx) => openForum(tx, keeper, { slug, processId: (await processBySlug(tx, "model")).id, title: { en: `Workshop ${slug}` }, about: null, openTo: "participants", combinations }, house.clock(), house.chance));

/** Somebody who takes part in the forum, let in under this address. */
export const participant = async (it: TestHouse, forum: Forum, email: string): Promise<PersonViewer> => takePart(it, forum, await it.person({ email }));

/** Let somebody take part in the forum. */
export async function takePart(it: TestHouse, forum: Forum, viewer: PersonViewer): Promise<PersonViewer> {
  const { db } = it.house.database;
  await db.execute(sql`insert into memberships (id, stakeholder_id, person_id, role, state, show_name, asked_at, since)
    select ${`speaks-${viewer.personId}`}, id, ${viewer.personId}, 'member', 'active', false, now(), now() from stakeholders where state = 'verified' and merged_into_id is null
      and not exists (select from memberships where person_id = ${viewer.personId} and state = 'active') order by slug limit 1`); // whoever speaks for nobody is not invited
  const [body] = await rowsOf<{ id: string }>(db, sql`select stakeholder_id as id from memberships where person_id = ${viewer.personId} and state = 'active' order by id limit 1`);
  await asViewer(db, keeper, (tx) => inviteToForum(tx, keeper, forum, { personId: viewer.personId, stakeholderId: body!.id }, it.house.clock(), it.house.chance));
  await asViewer(db, viewer, (tx) => joinForum(tx, viewer, forum, it.house.clock()));
  return { ...viewer, participatesIn: [forum.id] };
}

/** The key that a forum publishes, as anybody gets it. */
export async function publishedKey({ app, house }: TestHouse, forum: Forum) {
  const answer = await app.request(`${house.baseUrl}/unattributed/keys/${forum.id}`);
  return (await answer.json()) as { key: string; fingerprint: string; open: boolean };
}

/** So many nonces, ten unless said, blinded for this forum's key. */
export async function blindFor(it: TestHouse, forum: Forum, count = 10): Promise<Blinded[]> {
  const key = await keyFrom((await publishedKey(it, forum)).key);
  return Promise.all(Array.from({ length: count }, async () => {
    const nonce = suite.prepare(crypto.getRandomValues(new Uint8Array(32)));
    const { blindedMsg, inv } = await suite.blind(key, nonce);
    return { nonce, blinded: toText(blindedMsg), inverse: inv };
  }));
}
const keyFrom = (spki: string) => crypto.subtle.importKey("spki", toBytes(spki), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);

/** Ask for signatures in a session, as the island does. */
export function askToSign({ app, house, cookiesOf }: TestHouse, who: string, viewer: PersonViewer, forum: Forum, blinded: string[], purpose: Purpose = "comment"): Promise<Response> {
  const cookie = cookiesOf(who);
  const seed = /form=([^;]+)/.exec(cookie)![1]!;
  return Promise.resolve(app.request(`${house.baseUrl}/en/model/forums/${forum.slug}/tokens`, {
    method: "POST", body: JSON.stringify({ purpose, blinded }),
    headers: { cookie, origin: house.baseUrl, "content-type": "application/json", "x-form-token": formToken(house, seed, viewer) },
  }));
}

/** All tokens of somebody for a purpose. */
export async function tokensOf(it: TestHouse, who: string, viewer: PersonViewer, forum: Forum, purpose: Purpose = "comment"): Promise<SpentToken[]> {
  const made = await blindFor(it, forum, tokensEach[purpose]);
  const answer = await askToSign(it, who, viewer, forum, made.map((one) => one.blinded), purpose);
  if (answer.status !== 200) throw new Error(`no tokens: ${answer.status} ${await answer.text()}`);
  const { signed } = (await answer.json()) as { signed: string[] };
  const key = await keyFrom((await publishedKey(it, forum)).key);
  return Promise.all(made.map(async ({ nonce, inverse }, at) => ({ nonce: toText(nonce), signature: toText(await suite.finalize(key, nonce, toBytes(signed[at]!), inverse)) })));
}

/** An input that is nobody's, for officers and participants of the forum, about the first place of the Model Conference's newest draft: its secret code. */
export async function unattributedIn({ house }: TestHouse, forum: Forum): Promise<string> {
  const { db } = house.database;
  const { process, versions } = await shelfOf(db, "model", "convention", visitor);
  const version = versions.at(-1)!;
  const [place, { id: provisionId }] = [...(await placesIn(db, version.id))][0]!;
  const filing: Filing = { forum, subject: { processId: process.id, versionId: version.id, place, provisionId }, disclosure: { audience: "participants", attribution: "unattributed" }, words: { body: "Nobody’s words.", language: "en", parent: null } };
  return (await asViewer(db, visitor, (tx) => fileUnattributed(tx, filing, house.clock(), house.chance))).code;
}

/** What a browser with a token sends, about a provision of the Model Conference. */
export const saying = (forum: Forum, token: SpentToken, body: string, more: Record<string, unknown> = {}) =>
  ({ forum: forum.id, combination: "participants/unattributed", language: "en", answers: "", process: "model", number: "003", version: "3-rev-2", body, token, ...more });

/** Speak through the unlinked door. */
export const speak = ({ app, house }: TestHouse, said: object, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(app.request(`${house.baseUrl}/unattributed/comments`, { method: "POST", body: JSON.stringify(said), headers: { "content-type": "application/json", ...headers } }));
