import { createHash } from "node:crypto";
import { and, eq, gt, lt } from "drizzle-orm";
import type { Chance } from "./chance.ts";
import type { Db } from "./db/database.ts";
import { record } from "./journal.ts";
import { Refusal } from "./refusal.ts";
import { loginLinks, sessions } from "./tables.ts";
import { roles, visitor, type Role, type Viewer } from "./viewer.ts";

const linkMinutes = 15; // long enough to carry to a browser, short enough for a terminal's scroll-back
const sessionHours = 12; // a working day
const hash = (token: string) => createHash("sha256").update(token).digest("hex");
const later = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** A token for a one-use link to a session as `role`; it lives for 15 minutes. */
export async function offerSession(db: Db, as: { role: Role; name: string; processId: string | null }, now: Date, chance: Chance) {
  const token = chance.token();
  await db.insert(loginLinks).values({ tokenHash: hash(token), ...as, expiresAt: later(now, linkMinutes) });
  return token;
}

/** Who a link that was not used yet would sign in; null for a used, old or invented one. */
export async function offeredSession(db: Db, token: string, now: Date) {
  const [link] = await db.select().from(loginLinks).where(and(eq(loginLinks.tokenHash, hash(token)), gt(loginLinks.expiresAt, now)));
  return link ?? null;
}

/** Use up a link: the token of a new session comes back, for the cookie. */
export async function openSession(db: Db, linkToken: string, now: Date, chance: Chance) {
  const [link] = await db.delete(loginLinks).where(and(eq(loginLinks.tokenHash, hash(linkToken)), gt(loginLinks.expiresAt, now))).returning();
  if (!link) throw new Refusal("not-found", "login-link-used");
  const token = chance.token();
  const { role, name, processId } = link;
  const session = { id: chance.id(), tokenHash: hash(token), role, name, processId, openedAt: now, expiresAt: later(now, sessionHours * 60) };
  await db.insert(sessions).values(session);
  await record(db, viewerOf(session), "session opened", session.id, now);
  return { token, seconds: sessionHours * 3600 };
}

const viewerOf = (it: { id: string; role: string; name: string; processId: string | null }): Viewer => {
  const role = roles.find((known) => known === it.role);
  return role ? { role, sessionId: it.id, name: it.name, processId: it.processId } : visitor;
};

/** Who holds this session's token now; a visitor when nobody does. */
export async function viewerBy(db: Db, token: string | undefined, now: Date): Promise<Viewer> {
  if (!token) return visitor;
  const [session] = await db.select().from(sessions).where(and(eq(sessions.tokenHash, hash(token)), gt(sessions.expiresAt, now)));
  return session ? viewerOf(session) : visitor;
}

/** End the viewer's own session. */
export async function endSession(db: Db, viewer: Viewer, now: Date) {
  if (viewer.role === "visitor") return;
  await db.delete(sessions).where(eq(sessions.id, viewer.sessionId));
  await record(db, viewer, "session ended", viewer.sessionId, now);
}

/** Forget links and sessions that are over. */
export async function sweepSessions(db: Db, now: Date) {
  await db.delete(loginLinks).where(lt(loginLinks.expiresAt, now));
  await db.delete(sessions).where(lt(sessions.expiresAt, now));
}
