// Who may keep an answer, decided in one place: what a visitor gets may be kept by anyone who asks again whether it still holds;
// what somebody with a session gets, and every no, is kept by nobody. Whoever serves something else says so itself.
import { etag } from "hono/etag";
import type { MiddlewareHandler } from "hono";
import type { Door, Env } from "./env.ts";

export const forEveryone = "public, max-age=0, must-revalidate";
export const forNobody = "private, no-store";

/** Is this answer the same for whoever has no session? Redirects depend on the reader's language, refusals on the moment. */
const isOpen = (c: Door) => ["GET", "HEAD"].includes(c.req.method) && c.res.status === 200 && c.var.viewer?.kind === "visitor" && !c.var.viewAs && !c.res.headers.has("Set-Cookie");

const tag = etag();

/** Say who may keep an answer and what it depends on; a tag to ask again with has only what may be kept, so that none tells of another's page. */
export const keptBy: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", isOpen(c) ? forEveryone : forNobody);
  c.header("Vary", withCookie(c.res.headers.get("Vary")));
  if (c.res.headers.get("Cache-Control")!.startsWith("public")) await tag(c, async () => {});
};

const withCookie = (vary: string | null) => (!vary ? "Cookie" : /\bcookie\b/i.test(vary) ? vary : `${vary}, Cookie`);
