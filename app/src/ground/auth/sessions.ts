import { and, eq, lt, or, sql } from "drizzle-orm";
import type { Db } from "../db/database.ts";
import { visitor, type PersonViewer, type Viewer } from "../viewer.ts";
import type { House } from "../web/env.ts";
import { authOn, cookieName, freshMinutes, longestDays, secondFactorHours } from "./auth.ts";
import { rolesOf } from "./people.ts";
import { sessions } from "./tables.ts";

/** What concepts above know of a person: which stakeholders they speak for, and in which forums they take part. */
export type Standing = { speaksFor(db: Db, personId: string): Promise<PersonViewer["speaksFor"]>; participatesIn(db: Db, personId: string): Promise<string[]> };

/** The only header the library is shown: it has no business with addresses and browsers' names. */
export const cookiesOnly = (cookie: string | undefined) => new Headers(cookie ? { cookie } : {});

const ageInHours = (since: Date) => (Date.now() - since.getTime()) / 3_600_000; // the library's own clock
const isYounger = (at: Date | null | undefined, hours: number) => at instanceof Date && ageInHours(at) < hours;

/** Whether a factor was shown in this session a moment ago: the second one by whoever has set up an app, else whatever opened the session. */
function isFresh(session: { createdAt: Date; secondFactorAt?: Date | null | undefined }, hasApp: boolean) {
  const hours = freshMinutes / 60;
  return isYounger(session.secondFactorAt, hours) || (!hasApp && isYounger(session.createdAt, hours));
}

/** Making the library takes as long as a page: for looking at sessions, outside any transaction, one is kept for each house and address. */
const readers = new WeakMap<House, { baseUrl: string; api: ReturnType<typeof authOn>["api"] }>();
function readerOf(house: House) {
  const kept = readers.get(house);
  if (kept?.baseUrl === house.baseUrl) return kept.api;
  const { api } = authOn(house.database.db, house);
  readers.set(house, { baseUrl: house.baseUrl, api });
  return api;
}

/** Who holds the session of these cookies, and the cookie that prolongs it; a visitor when nobody does. */
export async function viewerBy(db: Db, house: House, cookie: string | undefined, standing: Standing): Promise<{ viewer: Viewer; setCookie: string[] }> {
  const nobody = { viewer: visitor, setCookie: [] };
  if (!cookie?.includes(`${cookieName(house, "session")}=`)) return nobody;
  const { headers, response } = await readerOf(house).getSession({ headers: cookiesOnly(cookie), returnHeaders: true });
  if (!response) return nobody;
  const { session, user } = response;
  if (ageInHours(session.createdAt) > longestDays * 24) {
    await db.delete(sessions).where(eq(sessions.id, session.id));
    return nobody;
  }
  const [roles, speaksFor, participatesIn] = [await rolesOf(db, user.id), await standing.speaksFor(db, user.id), await standing.participatesIn(db, user.id)];
  const factors = { secondFactor: isYounger(session.secondFactorAt, secondFactorHours), fresh: isFresh(session, (user as { twoFactorEnabled?: boolean | null }).twoFactorEnabled === true) };
  const viewer: Viewer = { kind: "person", personId: user.id, sessionId: session.id, name: user.name, roles, speaksFor, participatesIn, ...factors };
  return { viewer, setCookie: headers.getSetCookie() };
}

/** Forget sessions that are over. */
export const sweepSessions = (db: Db) =>
  db.delete(sessions).where(or(lt(sessions.expiresAt, sql`now()`), and(lt(sessions.createdAt, sql.raw(`now() - interval '${longestDays} days'`)))));
