import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { personOf, type Viewer } from "../../ground/viewer.ts";
import { officerOfForum, isOpen, type Forum } from "./forum.ts";
import { destroyKeys, makeKeys, releaseBatch } from "./issue.ts";
import type { Purpose } from "./tokens.ts";
import { addForum, addParticipant, changeForum, changeParticipant, participantOf } from "./store.ts";

/** Open a forum: what may be written in it, for whom and under whose name, is fixed from then on. `id`: the one that it was promised; else one is drawn. `purpose`: what is written in it, comments unless said. */
export async function openForum(db: Db, viewer: Viewer, it: Omit<Forum, "id" | "purpose" | "openedAt" | "closedAt"> & { id?: string; purpose?: Purpose }, now: Date, chance: Chance): Promise<Forum> {
  officerOfForum(viewer, it);
  const forum: Forum = { ...it, purpose: it.purpose ?? "comment", id: it.id ?? chance.id(), openedAt: now, closedAt: null };
  await addForum(db, forum);
  await makeKeys(db, forum, now, chance);
  await record(db, viewer, "forum opened", forum.id, now, { slug: forum.slug });
  return forum;
}

/** Invite somebody, who speaks for a stakeholder, to take part. Who was invited before is not invited twice. */
export async function inviteToForum(db: Db, viewer: Viewer, forum: Forum, who: { personId: string; stakeholderId: string }, now: Date, chance: Chance): Promise<void> {
  officerOfForum(viewer, forum);
  if (!isOpen(forum, now)) throw new Refusal("not-now", "forum-closed", { forum: forum.title.en });
  const known = await participantOf(db, forum.id, who.personId);
  if (known) await changeParticipant(db, known.id, { ...who, endedAt: null });
  else await addParticipant(db, { id: chance.id(), forumId: forum.id, ...who, invitedAt: now, acceptedAt: null, endedAt: null });
  await record(db, viewer, "invited to forum", forum.id, now);
}

/** Take part in a forum that one is invited to. */
export async function joinForum(db: Db, viewer: Viewer, forum: Forum, now: Date): Promise<void> {
  const known = await participantOf(db, forum.id, personOf(viewer).personId);
  if (!known || known.endedAt) throw new Refusal("not-allowed", "not-invited", { forum: forum.title.en });
  if (!isOpen(forum, now)) throw new Refusal("not-now", "forum-closed", { forum: forum.title.en });
  if (!known.acceptedAt) await changeParticipant(db, known.id, { acceptedAt: now });
}

/** Leave a forum, or have somebody leave it. What they wrote stays as they wrote it. */
export async function leaveForum(db: Db, viewer: Viewer, forum: Forum, personId: string, now: Date): Promise<void> {
  if (personOf(viewer).personId !== personId) officerOfForum(viewer, forum);
  const known = await participantOf(db, forum.id, personId);
  if (!known || known.endedAt) throw new Refusal("not-found", "page-unknown");
  await changeParticipant(db, known.id, { endedAt: now });
}

/** Close a forum: nothing more is written in it, what waits in it is shown, and its private keys are destroyed. */
export async function closeForum(db: Db, viewer: Viewer, forum: Forum, now: Date, chance: Chance): Promise<void> {
  officerOfForum(viewer, forum);
  if (!isOpen(forum, now)) throw new Refusal("not-now", "forum-closed", { forum: forum.title.en });
  await changeForum(db, forum.id, { closedAt: now });
  await releaseBatch(db, viewer, forum, now, chance);
  await destroyKeys(db, forum, now, chance);
  await record(db, viewer, "forum closed", forum.id, now);
}
