import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import { mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Forum, Participant } from "./forum.ts";
import { participantsFor } from "./disclosure.ts";
import { forums, participants } from "./tables.ts";

/** Forums of a process, in the order in which they opened. That a forum exists is public. */
export const forumsOf = (db: Db, processId: string): Promise<Forum[]> => db.select().from(forums).where(eq(forums.processId, processId)).orderBy(asc(forums.openedAt), asc(forums.slug));

/** Forums of all processes that nobody has closed. */
export const openForums = (db: Db): Promise<Forum[]> => db.select().from(forums).where(isNull(forums.closedAt)).orderBy(asc(forums.openedAt), asc(forums.slug));

/** The forum at this place of a process, or a refusal. */
export async function forumBySlug(db: Db, processId: string, slug: string): Promise<Forum> {
  const [forum] = await db.select().from(forums).where(and(eq(forums.processId, processId), eq(forums.slug, slug)));
  if (!forum) throw new Refusal("not-found", "page-unknown");
  return forum;
}

export async function forumById(db: Db, id: string): Promise<Forum> {
  const [forum] = await db.select().from(forums).where(eq(forums.id, id));
  if (!forum) throw new Refusal("not-found", "page-unknown");
  return forum;
}

export const addForum = (db: Db, it: Forum) => db.insert(forums).values(it);
export const changeForum = (db: Db, id: string, patch: Partial<Omit<Forum, "id">>) => db.update(forums).set(patch).where(eq(forums.id, id));

/** Forums of the processes in which `viewer` is an officer. */
export const forumsOfficiated = async (db: Db, viewer: Viewer): Promise<string[]> =>
  (await db.select({ id: forums.id, processId: forums.processId }).from(forums)).filter((it) => mayOfficiate(viewer, it.processId)).map((it) => it.id);

/** Who takes part in a forum or is invited, as far as `viewer` may know: all for its officers, oneself for everyone else. */
export const participantsIn = (db: Db, forum: Forum, viewer: Viewer): Promise<Participant[]> =>
  db.select().from(participants).where(and(eq(participants.forumId, forum.id), isNull(participants.endedAt), participantsFor(forum, viewer))).orderBy(asc(participants.invitedAt), asc(participants.id));

/** Whether and how a person is invited to a forum. */
export async function participantOf(db: Db, forumId: string, personId: string): Promise<Participant | null> {
  const [row] = await db.select().from(participants).where(and(eq(participants.forumId, forumId), eq(participants.personId, personId)));
  return row ?? null;
}
export const addParticipant = (db: Db, it: Participant) => db.insert(participants).values(it);
export const changeParticipant = (db: Db, id: string, patch: Partial<Omit<Participant, "id">>) => db.update(participants).set(patch).where(eq(participants.id, id));

/** Where this person is invited or takes part, with the forums, in the order of the invitations. */
export const participationsIn = (db: Db, personId: string) =>
  db.select({ it: participants, forum: forums }).from(participants).innerJoin(forums, eq(forums.id, participants.forumId))
    .where(and(eq(participants.personId, personId), isNull(participants.endedAt))).orderBy(asc(participants.invitedAt), asc(participants.id));
