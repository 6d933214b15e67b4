import { and, asc, eq, gt, inArray, isNull, ne, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { people } from "../../../ground/auth/tables.ts";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { PersonViewer, Viewer } from "../../../ground/viewer.ts";
import { discloseMember, membershipsFor, type ShownMember } from "../disclosure.ts";
import type { Membership, MembershipRole } from "../stakeholder.ts";
import { invitations, memberships, stakeholders } from "../tables.ts";
import type { Standing } from "./stakeholders.ts";

/** The verified stakeholders that a person may speak for, as one value in another question: what every viewer carries. */
export function speaksForAs(personId: SQLWrapper): SQL<PersonViewer["speaksFor"]> {
  const absorbed = sql`array(with recursive merged(id) as (select s.id from stakeholders s where s.merged_into_id = m.stakeholder_id union select s.id from stakeholders s join merged on s.merged_into_id = merged.id) select id from merged order by id)`;
  return sql`(select coalesce(json_agg(json_build_object('stakeholderId', m.stakeholder_id, 'isFocalPoint', m.role = 'focal-point', 'absorbed', ${absorbed}) order by m.since, m.id), '[]')
    from memberships m join stakeholders body on body.id = m.stakeholder_id where m.person_id = ${personId} and m.state = 'active' and body.state = 'verified')`;
}

/** The same as an answer of its own. */
export async function speaksFor(db: Db, personId: string): Promise<PersonViewer["speaksFor"]> {
  const [row] = await rowsOf<{ it: PersonViewer["speaksFor"] }>(db, sql`select ${speaksForAs(sql`${personId}`)} as it`);
  return row!.it;
}

/** The people of a stakeholder as `viewer` may know of them: its focal point first, then by the time they came. */
export async function membersOf(db: Db, stakeholderId: string, viewer: Viewer, standing: Standing): Promise<ShownMember[]> {
  const rows = await db.select({ it: memberships, name: people.name, email: people.email }).from(memberships).innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.stakeholderId, stakeholderId), membershipsFor(viewer, standing.isOwn)))
    .orderBy(sql`${memberships.role} = 'focal-point' desc`, asc(memberships.askedAt), asc(memberships.id));
  return rows.map(({ it, name, email }) => discloseMember({ ...it, name, email }, viewer, standing));
}

/** All memberships of a stakeholder as they are kept, for decisions. */
export const everyMembershipOf = (db: Db, stakeholderId: string): Promise<Membership[]> =>
  db.select().from(memberships).where(eq(memberships.stakeholderId, stakeholderId)).orderBy(asc(memberships.id));

/** A membership of this stakeholder, or a refusal. */
export async function membershipById(db: Db, stakeholderId: string, id: string): Promise<Membership> {
  const [row] = await db.select().from(memberships).where(and(eq(memberships.id, id), eq(memberships.stakeholderId, stakeholderId)));
  if (!row) throw new Refusal("not-found", "membership-unknown");
  return row;
}

/** The membership that a person has or asked for in a stakeholder; null when there is none. */
export async function liveMembership(db: Db, stakeholderId: string, personId: string): Promise<Membership | null> {
  const [row] = await db.select().from(memberships).where(and(eq(memberships.stakeholderId, stakeholderId), eq(memberships.personId, personId), inArray(memberships.state, ["asked", "active"])));
  return row ?? null;
}

/** Its focal point, or null when it has none. */
export async function focalPointOf(db: Db, stakeholderId: string): Promise<(Membership & { name: string; email: string; language: string }) | null> {
  const [row] = await db.select({ it: memberships, name: people.name, email: people.email, language: people.language }).from(memberships).innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(memberships.stakeholderId, stakeholderId), eq(memberships.state, "active"), eq(memberships.role, "focal-point")));
  return row ? { ...row.it, name: row.name, email: row.email, language: row.language } : null;
}

export const addMembership = (db: Db, it: Membership) => db.insert(memberships).values(it);
export const changeMembership = (db: Db, id: string, patch: Partial<Omit<Membership, "id">>) => db.update(memberships).set(patch).where(eq(memberships.id, id));

/** What a person is in which stakeholder, and asked to be; the stakeholders come with their place and name. */
export const membershipsOfPerson = (db: Db, personId: string) =>
  db.select({ it: memberships, slug: stakeholders.slug, name: stakeholders.name, state: stakeholders.state, invented: stakeholders.invented }).from(memberships).innerJoin(stakeholders, eq(stakeholders.id, memberships.stakeholderId))
    .where(eq(memberships.personId, personId)).orderBy(asc(memberships.askedAt), asc(memberships.id));

/** Bodies of which a person is an active member, those that are not verified yet included, by their addresses. */
export const bodiesOfPerson = (db: Db, personId: string) =>
  db.select({ id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name, state: stakeholders.state }).from(memberships).innerJoin(stakeholders, eq(stakeholders.id, memberships.stakeholderId))
    .where(and(eq(memberships.personId, personId), eq(memberships.state, "active"), ne(stakeholders.state, "declined"), isNull(stakeholders.mergedIntoId))).orderBy(asc(stakeholders.slug));

export type Invitation = { id: string; stakeholderId: string; email: string; role: MembershipRole; invitedBy: string; invitedAt: Date; expiresAt: Date };

export const addInvitation = (db: Db, it: Invitation) =>
  db.insert(invitations).values(it).onConflictDoUpdate({ target: [invitations.stakeholderId, invitations.email], set: { role: it.role, invitedBy: it.invitedBy, invitedAt: it.invitedAt, expiresAt: it.expiresAt } });

/** Invitations of a stakeholder that still hold. */
export const invitationsOf = (db: Db, stakeholderId: string, now: Date): Promise<Invitation[]> =>
  db.select().from(invitations).where(and(eq(invitations.stakeholderId, stakeholderId), gt(invitations.expiresAt, now))).orderBy(asc(invitations.invitedAt));

/** Invitations to the address of this person that still hold, with the names of who invites. */
export const invitationsTo = (db: Db, personId: string, now: Date) =>
  db.select({ it: invitations, slug: stakeholders.slug, name: stakeholders.name }).from(invitations).innerJoin(people, eq(people.email, invitations.email)).innerJoin(stakeholders, eq(stakeholders.id, invitations.stakeholderId))
    .where(and(eq(people.id, personId), eq(people.emailVerified, true), gt(invitations.expiresAt, now), isNull(stakeholders.mergedIntoId))).orderBy(asc(invitations.invitedAt));

export const removeInvitation = (db: Db, id: string) => db.delete(invitations).where(eq(invitations.id, id));
/** Remove an invitation of this stakeholder; whether there was one. */
export const removeInvitationOf = async (db: Db, stakeholderId: string, id: string) => (await db.delete(invitations).where(and(eq(invitations.id, id), eq(invitations.stakeholderId, stakeholderId))).returning({ id: invitations.id })).length > 0;

/** Requests to join bodies that have no focal point: the secretariat decides these. */
export const requestsWithoutFocalPoint = (db: Db) =>
  db.select({ it: memberships, name: people.name, email: people.email, slug: stakeholders.slug, stakeholder: stakeholders.name }).from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId)).innerJoin(stakeholders, eq(stakeholders.id, memberships.stakeholderId))
    .where(and(eq(memberships.state, "asked"), isNull(stakeholders.mergedIntoId),
      sql`not exists (select 1 from memberships f where f.stakeholder_id = ${stakeholders.id} and f.state = 'active' and f.role = 'focal-point')`))
    .orderBy(asc(memberships.askedAt)).limit(200);

/** Verified stakeholders that nobody answers for. */
export const withoutFocalPoint = (db: Db) =>
  db.select({ id: stakeholders.id, slug: stakeholders.slug, name: stakeholders.name, country: stakeholders.country }).from(stakeholders)
    .where(and(eq(stakeholders.state, "verified"), isNull(stakeholders.mergedIntoId),
      sql`not exists (select 1 from memberships f where f.stakeholder_id = ${stakeholders.id} and f.state = 'active' and f.role = 'focal-point')`))
    .orderBy(asc(stakeholders.registeredAt), asc(stakeholders.id)).limit(100);
