import { isAPIError } from "better-auth/api";
import type { Db } from "../db/database.ts";
import { record } from "../journal.ts";
import type { Door } from "../web/env.ts";
import { takeTurn } from "../web/limits.ts";
import { actingAs } from "../viewer.ts";
import { authOn } from "./auth.ts";
import { knowBrowser } from "./known-browsers.ts";
import { tellOfChange } from "./notices.ts";
import { cookiesOnly } from "./sessions.ts";
import { endSession } from "./people.ts";
import { closeWaysIn } from "./ways-in.ts";

/**
 * Ask the library in the name of this browser: its cookies go to the answer. Null when the library says no; what it wrote until
 * then stays, for failed tries must count.
 */
export async function ask<T>(c: Door, call: (it: { headers: Headers; returnHeaders: true }) => Promise<{ headers: Headers; response: T }>): Promise<T | null> {
  try {
    const { headers, response } = await call({ headers: cookiesOnly(c.req.header("cookie")), returnHeaders: true });
    passCookies(c, headers);
    return response;
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}

/** Hand the cookies of the library's answer to the browser. */
export function passCookies(c: Door, headers: Headers) {
  for (const it of headers.getSetCookie()) c.header("Set-Cookie", it, { append: true });
}

/** Codes tried for one address, over all the mails of an hour. */
const triesForOne = { most: 15, minutes: 60 };

/** Open a session by the code that was mailed to `email`; null when it is wrong, old, or too many were tried. */
export async function openByCode(c: Door, email: string, code: string) {
  const { db, house, now } = c.var;
  if (!(await takeTurn(db, "codes", email, triesForOne, now))) return null;
  return ask(c, (it) => authOn(db, house).api.signInEmailOTP({ body: { email, otp: code }, ...it }));
}

/** Somebody is in: a session that this browser had before ends, other ways in are closed, the journal knows, and so does its owner if the browser is new. */
export async function signedIn(c: Door, db: Db, user: { id: string; name: string; email: string; createdAt: Date }) {
  const { viewer, now, house } = c.var;
  if (viewer.kind === "person") await endSession(db, viewer.personId, viewer.sessionId);
  await closeWaysIn(db, user.email);
  await record(db, { ...actingAs(user.name), personId: user.id }, "session opened", user.id, now);
  const isNew = !knowBrowser(c, user.id);
  if (isNew && user.createdAt < now) await tellOfChange(db, house, user.id, "signed-in", now); // not whoever registers in this moment
}
