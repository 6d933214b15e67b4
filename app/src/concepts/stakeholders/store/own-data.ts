import { and, asc, eq, isNull } from "drizzle-orm";
import { accounts, passkeys, people, roles, secondFactors, sessions } from "../../../ground/auth/tables.ts";
import { closeWaysIn } from "../../../ground/auth/ways-in.ts";
import type { Db } from "../../../ground/db/database.ts";
import { journal } from "../../../ground/tables.ts";
import { forums, participants, tokenMarks } from "../../disclosure/tables.ts";
import { blockedSenders, correspondences, invitations, letters, memberships, stakeholders } from "../tables.ts";

/** Everything that the house keeps about a person; secrets of signing in are counted, not shown. */
export async function allAbout(db: Db, personId: string) {
  const [person] = await db.select({ id: people.id, name: people.name, email: people.email, language: people.language, createdAt: people.createdAt }).from(people).where(eq(people.id, personId));
  return {
    person,
    roles: await db.select({ role: roles.role, processId: roles.processId, grantedBy: roles.grantedBy, grantedAt: roles.grantedAt }).from(roles).where(eq(roles.personId, personId)),
    sessions: await db.select({ openedAt: sessions.createdAt, lastUsedAt: sessions.updatedAt, expiresAt: sessions.expiresAt }).from(sessions).where(eq(sessions.personId, personId)),
    passkeys: await db.select({ name: passkeys.name, addedAt: passkeys.createdAt }).from(passkeys).where(eq(passkeys.personId, personId)),
    memberships: await db.select({ stakeholder: stakeholders.slug, role: memberships.role, state: memberships.state, capacity: memberships.capacity, showName: memberships.showName, askedAt: memberships.askedAt, since: memberships.since, endedAt: memberships.endedAt })
      .from(memberships).innerJoin(stakeholders, eq(stakeholders.id, memberships.stakeholderId)).where(eq(memberships.personId, personId)).orderBy(asc(memberships.askedAt)),
    invitations: person ? await db.select({ stakeholder: stakeholders.slug, invitedAt: invitations.invitedAt, expiresAt: invitations.expiresAt }).from(invitations).innerJoin(stakeholders, eq(stakeholders.id, invitations.stakeholderId)).where(eq(invitations.email, person.email)) : [],
    forums: await db.select({ forum: forums.slug, invitedAt: participants.invitedAt, acceptedAt: participants.acceptedAt, endedAt: participants.endedAt }).from(participants).innerJoin(forums, eq(forums.id, participants.forumId)).where(eq(participants.personId, personId)).orderBy(asc(participants.invitedAt)),
    letters: await db.select({ correspondence: letters.correspondenceId, side: letters.side, body: letters.body, sentAt: letters.sentAt }).from(letters).where(eq(letters.personId, personId)).orderBy(asc(letters.sentAt)),
    correspondences: await db.select({ id: correspondences.id, subject: correspondences.subject, openedAt: correspondences.openedAt }).from(correspondences).where(eq(correspondences.personId, personId)).orderBy(asc(correspondences.openedAt)),
    /** In which forums this person was given tokens; what was said with them is nobody's. */
    tokensGiven: (await db.select({ forum: forums.slug }).from(tokenMarks).innerJoin(forums, eq(forums.id, tokenMarks.forumId)).where(eq(tokenMarks.personId, personId)).orderBy(asc(forums.slug))).map((it) => it.forum),
    recorded: await db.select({ at: journal.at, what: journal.what, subject: journal.subject }).from(journal).where(eq(journal.byPerson, personId)).orderBy(asc(journal.id)),
  };
}
export type OwnData = Awaited<ReturnType<typeof allAbout>>;

export const renamePerson = (db: Db, personId: string, name: string, now: Date) => db.update(people).set({ name, updatedAt: now }).where(eq(people.id, personId));

/**
 * Replace what says who a person is, and forget how they sign in. Rows that others rely on keep their place: who spoke for a
 * body, and when. Their letters lose their words. The journal held their id only, which now says nothing of them.
 */
export async function erasePerson(db: Db, personId: string, now: Date) {
  const [before] = await db.select({ email: people.email }).from(people).where(eq(people.id, personId));
  for (const table of [sessions, accounts, passkeys, secondFactors, roles]) await db.delete(table).where(eq(table.personId, personId));
  if (before) await db.delete(invitations).where(eq(invitations.email, before.email));
  if (before) await closeWaysIn(db, before.email);
  await db.delete(blockedSenders).where(eq(blockedSenders.personId, personId));
  await db.update(participants).set({ endedAt: now }).where(and(eq(participants.personId, personId), isNull(participants.endedAt)));
  await db.update(letters).set({ body: "" }).where(eq(letters.personId, personId));
  await db.update(correspondences).set({ subject: "" }).where(eq(correspondences.personId, personId));
  await db.update(memberships).set({ capacity: null, showName: false }).where(eq(memberships.personId, personId));
  await db.update(people).set({ name: "", email: `erased-${personId}@invalid`, emailVerified: false, image: null, twoFactorEnabled: false, updatedAt: now }).where(eq(people.id, personId));
}
