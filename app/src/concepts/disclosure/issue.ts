import { dayOf } from "../../ground/clock.ts";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord, enterSealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { personOf, type Viewer } from "../../ground/viewer.ts";
import { hasUnattributed, isOpen, officerOfForum, refuseUnlessMayWrite, type Forum } from "./forum.ts";
import { addKey, changeKey, destroyPrivateKeys, holdOpen, keyOf, keysOf, releaseWaiting, signingKey, spend } from "./store/keys.ts";
import { hashOfRequest, hashOfToken, isSigned, makeKeyPair, signatureBytes, signBlind, tokensEach, type Purpose, type Token } from "./tokens.ts";


/** Make the key of a forum that takes what is nobody's, and publish it in the record: a house that gave each participant another key could tell them apart. */
export async function makeKeys(db: Db, forum: Forum, now: Date, chance: Chance): Promise<void> {
  if (!hasUnattributed(forum)) return;
  const { purpose } = forum;
  const pair = await makeKeyPair();
  const { publicKey, fingerprint } = pair;
  const { entry, salt } = await enterRecord(db, chance, { what: "forum key published", forum: forum.id, purpose, fingerprint, day: dayOf(now) });
  await addKey(db, { id: chance.id(), forumId: forum.id, purpose, publicKey, fingerprint, madeDay: dayOf(now), destroyedDay: null, entry, salt, destroyedEntry: null, destroyedSalt: null }, pair);
}

/** Destroy the private halves of a forum's keys, and say so in the record. */
export async function destroyKeys(db: Db, forum: Forum, now: Date, chance: Chance): Promise<void> {
  for (const key of await keysOf(db, forum.id)) {
    if (key.destroyedDay) continue;
    const { entry, salt } = await enterRecord(db, chance, { what: "forum key destroyed", forum: forum.id, purpose: key.purpose, fingerprint: key.fingerprint, day: dayOf(now) });
    await changeKey(db, key.id, { destroyedDay: dayOf(now), destroyedEntry: entry, destroyedSalt: salt });
  }
  await destroyPrivateKeys(db, forum.id);
}

/**
 * Sign what a browser blinded, in the order sent, for somebody who may write in the forum: once for each person and purpose. That
 * it was done is marked, without a time. The same request is answered again, so that an answer lost on the way costs nobody their tokens.
 */
export async function issueTokens(db: Db, viewer: Viewer, forum: Forum, purpose: Purpose, blinded: readonly Uint8Array[], now: Date): Promise<Uint8Array[]> {
  personOf(viewer);
  if (!isOpen(forum, now)) throw new Refusal("not-now", "forum-closed", { forum: forum.title.en });
  refuseUnlessMayWrite(viewer, forum, now);
  if (!hasUnattributed(forum)) throw new Refusal("not-valid", "combination-not-offered", { forum: forum.title.en });
  if (blinded.length !== tokensEach[purpose] || blinded.some((it) => it.length !== signatureBytes)) throw new Refusal("not-valid", "tokens-unreadable");
  const key = await signingKey(db, forum.id, purpose, hashOfRequest(blinded));
  if (!key) throw new Refusal("not-now", "tokens-given", { forum: forum.title.en });
  const signed = blinded.map((it) => signBlind(key, it));
  if (signed.some((it) => it === null)) throw new Refusal("not-valid", "tokens-unreadable");
  return signed as Uint8Array[];
}

/** Spend a token of this forum, or refuse: forged, of another forum, spent before, or after the forum closed. */
export async function spendToken(db: Db, forum: Forum, purpose: Purpose, token: Token): Promise<void> {
  await refuseUnlessOpen(db, forum);
  const key = await keyOf(db, forum.id, purpose);
  if (!key || !isSigned(key.publicKey, token)) throw new Refusal("not-allowed", "token-unknown", { forum: forum.title.en });
  if (!(await spend(db, key.id, hashOfToken(token)))) throw new Refusal("not-now", "token-spent");
}

/** Refuse what comes after the forum closed; until the transaction ends it cannot be closed. */
export async function refuseUnlessOpen(db: Db, forum: Forum): Promise<void> {
  if (!(await holdOpen(db, forum.id))) throw new Refusal("not-now", "forum-closed", { forum: forum.title.en });
}

/** A batch of fewer would tell who spoke to whoever saw one other person not speak; design.md: small cells are never under 3. */
export const leastInBatch = 3;

/**
 * Show what waits in a forum, in one batch and an order that chance alone decides, and enter the commitments in another; nothing
 * while fewer than `leastInBatch` wait, unless the forum is closed. How many were shown comes back, and is all the journal learns.
 */
export async function releaseBatch(db: Db, viewer: Viewer, forum: Forum, now: Date, chance: Chance): Promise<number> {
  officerOfForum(viewer, forum);
  const { inputs, entering } = await releaseWaiting(db, forum.id, Buffer.from(chance.bytes(32)).toString("hex"), leastInBatch);
  await enterSealed(db, ...entering.map((it) => ({ entry: it.entry, commitment: new Uint8Array(Buffer.from(it.commitment, "hex")) })));
  if (inputs > 0) await record(db, viewer, "inputs released", forum.id, now, { inputs });
  return inputs;
}
