import { isAPIError } from "better-auth/api";
import { record } from "../journal.ts";
import type { Door } from "../web/env.ts";
import { actingAs } from "../viewer.ts";
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

/** Somebody is in: a session that this browser had before ends, other ways in are closed, and the journal knows. */
export async function signedIn(c: Door, user: { id: string; name: string; email: string }) {
  const { db, viewer, now } = c.var;
  if (viewer.kind === "person") await endSession(db, viewer.personId, viewer.sessionId);
  await closeWaysIn(db, user.email);
  await record(db, actingAs(user.name), "session opened", user.id, now);
}
