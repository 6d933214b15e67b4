import { createHash } from "node:crypto";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { become } from "../../ground/db/request.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { personOf, type PersonViewer, type Viewer } from "../../ground/viewer.ts";
import { speaksFor } from "../stakeholders/store/members.ts";
import { participationsOf } from "../stakeholders/store/participants.ts";
import { feedOf, keepFeed, personOfFeed, removeFeedOf } from "./store.ts";

/** What is kept of a token: 256 bits of chance need no salt. */
const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Make the address of one's calendar, or a new one in place of the old, which ends. The token comes back once and is kept nowhere. */
export async function makeFeed(db: Db, viewer: Viewer, now: Date, chance: Chance): Promise<string> {
  const { personId } = personOf(viewer);
  const had = await feedOf(db, personId);
  const token = chance.token();
  await keepFeed(db, { personId, tokenHash: hashOf(token), madeAt: now });
  await record(db, viewer, had ? "calendar address renewed" : "calendar address made", personId, now);
  return token;
}

/** End the address of one's calendar. */
export async function revokeFeed(db: Db, viewer: Viewer, now: Date): Promise<void> {
  const { personId } = personOf(viewer);
  if (!(await removeFeedOf(db, personId))) throw new Refusal("not-now", "calendar-without-address");
  await record(db, viewer, "calendar address revoked", personId, now);
}

/**
 * Whose calendar this is, as a viewer without any role: an address that is kept in a calendar opens nothing that an officer reads. From
 * here to its end the transaction asks as this person. What nobody has is not found.
 */
export async function openFeed(db: Db, token: string): Promise<PersonViewer> {
  const personId = await personOfFeed(db, hashOf(token));
  if (!personId) throw new Refusal("not-found", "page-unknown");
  const bare: PersonViewer = { kind: "person", personId, sessionId: "", name: "", roles: [], speaksFor: [], participatesIn: [], secondFactor: false, fresh: false };
  await become(db, bare);
  const viewer = { ...bare, speaksFor: await speaksFor(db, personId), participatesIn: await participationsOf(db, personId) };
  await become(db, viewer);
  return viewer;
}
