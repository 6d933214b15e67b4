import { createHmac, timingSafeEqual } from "node:crypto";
import { and, eq, lt, or, sql } from "drizzle-orm";
import { parse } from "hono/utils/cookie";
import type { Db } from "../db/database.ts";
import { visitor, type Viewer } from "../viewer.ts";
import type { House } from "../web/env.ts";
import { authOn, cookieName, freshMinutes, idleDays, longestDays, prolongedAfterDays, secondFactorHours } from "./auth.ts";
import { sessionByToken, type Standing } from "./people.ts";
import { sessions } from "./tables.ts";

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

type Held = NonNullable<Awaited<ReturnType<typeof sessionByToken>>>;

/** Neither over nor due to be prolonged: then there is nothing for the library to do. */
const isInItsMidst = ({ session }: Held) => isYounger(session.expiresAt, (prolongedAfterDays - idleDays) * 24) && isYounger(session.createdAt, longestDays * 24);

function viewerOf({ session, person, roles, speaksFor, participatesIn }: Held): Viewer {
  const factors = { secondFactor: isYounger(session.secondFactorAt, secondFactorHours), fresh: isFresh(session, person.hasApp === true) };
  return { kind: "person", personId: person.id, sessionId: session.id, name: person.name, roles, speaksFor, participatesIn, ...factors };
}

/** What the library signed with this secret: the value before a full stop, and its MAC in Base 64. Made here and now: waiting for another thread took longer than all the rest. */
function signedValue(signed: string | undefined, secret: string): string | null {
  const [, value = "", mac = ""] = /^(.*)\.(.*)$/s.exec(signed ?? "") ?? [];
  const due = createHmac("sha256", secret).update(value).digest();
  const given = Buffer.from(mac, "base64");
  return given.length === due.length && timingSafeEqual(given, due) ? value : null;
}

/**
 * Who holds the session of these cookies, and the cookie that prolongs it; a visitor when nobody does. In the midst of a session
 * that is one question; what is forged, over or due is the library's to judge, and only what it lets pass is asked about.
 */
export async function viewerBy(db: Db, house: House, cookie: string | undefined, standing: Standing): Promise<{ viewer: Viewer; setCookie: string[] }> {
  const nobody = { viewer: visitor, setCookie: [] };
  const name = cookieName(house, "session");
  if (!cookie?.includes(`${name}=`)) return nobody;
  const token = signedValue(parse(cookie, name)[name], house.secret);
  const known = token ? await sessionByToken(db, token, standing) : null;
  if (known && isInItsMidst(known)) return { viewer: viewerOf(known), setCookie: [] };
  const { headers, response } = await readerOf(house).getSession({ headers: cookiesOnly(cookie), returnHeaders: true });
  if (!response) return nobody;
  const { session } = response;
  if (ageInHours(session.createdAt) > longestDays * 24) {
    await db.delete(sessions).where(eq(sessions.id, session.id));
    return nobody;
  }
  const held = await sessionByToken(db, session.token, standing);
  return held ? { viewer: viewerOf(held), setCookie: headers.getSetCookie() } : nobody;
}

/** Forget sessions that are over. */
export const sweepSessions = (db: Db) =>
  db.delete(sessions).where(or(lt(sessions.expiresAt, sql`now()`), and(lt(sessions.createdAt, sql.raw(`now() - interval '${longestDays} days'`)))));
