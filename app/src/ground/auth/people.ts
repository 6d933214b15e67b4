import { and, asc, count, desc, eq, ne, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { Chance } from "../chance.ts";
import type { Db } from "../db/database.ts";
import { isLanguage, type Language } from "../words.ts";
import { roles as knownRoles, type HeldRole, type PersonViewer, type Role } from "../viewer.ts";
import { passkeys, people, roles, secondFactors, sessions } from "./tables.ts";

/** Somebody who can sign in. */
export type Person = { id: string; name: string; email: string; language: Language; hasSecondFactor: boolean };

const personFrom = (it: typeof people.$inferSelect): Person =>
  ({ id: it.id, name: it.name, email: it.email, language: isLanguage(it.language) ? it.language : "en", hasSecondFactor: it.twoFactorEnabled === true });

/** Mail addresses are compared in small letters; the part before the @ too, as every large provider has it. */
export const plainAddress = (it: string) => it.trim().toLowerCase();

/** The person with this address, or null. */
export async function personByEmail(db: Db, email: string): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.email, plainAddress(email)));
  return row ? personFrom(row) : null;
}

/** The person with this id, or null. */
export async function personById(db: Db, id: string): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id));
  return row ? personFrom(row) : null;
}

/** A new person; the address must have been proven, or have been given by whoever runs the house. */
export async function addPerson(db: Db, it: { name: string; email: string; language: Language }, now: Date, chance: Chance): Promise<Person> {
  const row = newPerson(it, now, chance);
  await db.insert(people).values(row);
  return personFrom(row);
}

const newPerson = (it: { name: string; email: string; language: Language }, now: Date, chance: Chance) =>
  ({ id: chance.id(), name: it.name, email: plainAddress(it.email), language: it.language, emailVerified: true, image: null, twoFactorEnabled: false, createdAt: now, updatedAt: now });

/** The person with this address, made if there is none yet; of two who make them at once, one does. */
export async function findOrAddPerson(db: Db, it: { name: string; email: string; language: Language }, now: Date, chance: Chance): Promise<Person> {
  const known = await personByEmail(db, it.email);
  if (known) return known;
  await db.insert(people).values(newPerson(it, now, chance)).onConflictDoNothing();
  return (await personByEmail(db, it.email))!;
}

/** Give a role to a person; giving it again changes nothing. */
export const grantRole = (db: Db, personId: string, { role, processId }: HeldRole, grantedBy: string, now: Date) =>
  db.insert(roles).values({ personId, role, processId: processId ?? "", grantedBy, grantedAt: now }).onConflictDoNothing();

/** Take a role from a person. */
export const withdrawRole = (db: Db, personId: string, { role, processId }: HeldRole) =>
  db.delete(roles).where(and(eq(roles.personId, personId), eq(roles.role, role), eq(roles.processId, processId ?? "")));

const isRole = (it: string): it is Role => knownRoles.some((role) => role === it);

/** The roles a person holds. */
export const rolesOf = async (db: Db, personId: string): Promise<HeldRole[]> =>
  heldAmong(await db.select({ role: roles.role, processId: roles.processId }).from(roles).where(eq(roles.personId, personId)).orderBy(asc(roles.role), asc(roles.processId)));

const heldAmong = (rows: readonly { role: string; processId: string }[]): HeldRole[] => rows.flatMap(({ role, processId }) => (isRole(role) ? [{ role, processId: processId || null }] : []));

/** What concepts above know of a person, each as one value in a question: whom they speak for, and in which forums they take part. */
export type Standing = { speaksFor(personId: SQLWrapper): SQL<PersonViewer["speaksFor"]>; participatesIn(personId: SQLWrapper): SQL<string[]> };

/** The session that a token opens, who holds it, and all that their viewer carries: one question, for every request asks it. */
export async function sessionByToken(db: Db, token: string, { speaksFor, participatesIn }: Standing) {
  const held = sql<{ role: string; processId: string }[]>`(select coalesce(json_agg(json_build_object('role', r.role, 'processId', r.process_id) order by r.role, r.process_id), '[]') from roles r where r.person_id = ${people.id})`;
  const [row] = await db.select({
    session: { id: sessions.id, createdAt: sessions.createdAt, expiresAt: sessions.expiresAt, secondFactorAt: sessions.secondFactorAt },
    person: { id: people.id, name: people.name, hasApp: people.twoFactorEnabled }, held, speaksFor: speaksFor(people.id), participatesIn: participatesIn(people.id),
  }).from(sessions).innerJoin(people, eq(people.id, sessions.personId)).where(eq(sessions.token, token));
  return row ? { ...row, roles: heldAmong(row.held) } : null;
}

/** Everybody who holds a role, who gave it and when. */
export async function roleHolders(db: Db) {
  const rows = await db.select({ personId: people.id, name: people.name, email: people.email, role: roles.role, processId: roles.processId, grantedBy: roles.grantedBy, grantedAt: roles.grantedAt })
    .from(roles).innerJoin(people, eq(people.id, roles.personId)).orderBy(asc(people.name), asc(roles.role));
  return rows.flatMap((it) => (isRole(it.role) ? [{ ...it, role: it.role, processId: it.processId || null }] : []));
}

/** How many hold this role for the whole house: the last officer keeps it. */
export async function howManyHold(db: Db, role: Role): Promise<number> {
  const [row] = await db.select({ count: count() }).from(roles).where(and(eq(roles.role, role), eq(roles.processId, "")));
  return row!.count;
}

/** A person's open sessions, the last used first. */
export const sessionsOf = (db: Db, personId: string) =>
  db.select({ id: sessions.id, openedAt: sessions.createdAt, lastUsedAt: sessions.updatedAt }).from(sessions).where(eq(sessions.personId, personId)).orderBy(desc(sessions.updatedAt), desc(sessions.createdAt));

/** End one session, only if it is this person's; whether it was. */
export const endSession = async (db: Db, personId: string, sessionId: string) => (await db.delete(sessions).where(and(eq(sessions.personId, personId), eq(sessions.id, sessionId))).returning({ id: sessions.id })).length > 0;

/** End all sessions of a person but one. */
export const endOtherSessions = (db: Db, personId: string, sessionId: string) => db.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, sessionId)));

/** A session that was opened by something which counts as two factors at once. */
export const countAsTwoFactors = (db: Db, sessionId: string, now: Date) => db.update(sessions).set({ secondFactorAt: now }).where(eq(sessions.id, sessionId));

/** A session that was opened in place of another by the same person, by its token: what the other had shown goes on to count. */
export const carrySecondFactor = (db: Db, fromId: string, token: string) =>
  db.update(sessions).set({ secondFactorAt: sql`(select before.second_factor_at from sessions before where before.id = ${fromId})` }).where(eq(sessions.token, token));

/** After a second factor was removed it no longer counts anywhere. */
export const uncountSecondFactor = (db: Db, personId: string) => db.update(sessions).set({ secondFactorAt: null }).where(eq(sessions.personId, personId));

/** A person's passkeys, the oldest first. */
export const passkeysOf = (db: Db, personId: string) =>
  db.select({ id: passkeys.id, name: passkeys.name, addedAt: passkeys.createdAt }).from(passkeys).where(eq(passkeys.personId, personId)).orderBy(asc(passkeys.createdAt));

/** Forget a passkey, only if it is this person's; whether it was. */
export const removePasskey = async (db: Db, personId: string, passkeyId: string) => (await db.delete(passkeys).where(and(eq(passkeys.personId, personId), eq(passkeys.id, passkeyId))).returning({ id: passkeys.id })).length > 0;

/** Forget a person's second factors and sessions: somebody lost a phone, and whoever runs the house vouches for them. */
export async function forgetSecondFactor(db: Db, personId: string) {
  await db.delete(secondFactors).where(eq(secondFactors.personId, personId));
  await db.delete(passkeys).where(eq(passkeys.personId, personId));
  await db.delete(sessions).where(eq(sessions.personId, personId));
  await db.update(people).set({ twoFactorEnabled: false }).where(eq(people.id, personId));
}
