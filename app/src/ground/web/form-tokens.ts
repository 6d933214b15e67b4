// That a form was sent from a page of ours, in two ways, each of which must hold alone: by its origin (hono/csrf, in app.ts), and
// by a token. The token is a MAC over a random cookie and the session (a signed double submit): no table, nothing to expire.
// Every page leaves the house through showPage, which puts the token into each form: none can be forgotten.
import { createHmac, timingSafeEqual } from "node:crypto";
import { sentForm } from "./forms.tsx";
import { getCookie, setCookie } from "hono/cookie";
import type { MiddlewareHandler } from "hono";
import { cookieName } from "../auth/auth.ts";
import { Refusal } from "../refusal.ts";
import type { Viewer } from "../viewer.ts";
import type { Door, Env, House } from "./env.ts";
import { keyFor } from "./limits.ts";

/** The name of the hidden field, and of the header by which scripts send the same. */
export const tokenField = "form-token";
export const tokenHeader = "x-form-token";
const cookie = "form";

/** The token that a browser with this cookie must send, in this session. */
export const formToken = (house: House, seed: string, viewer: Viewer) =>
  createHmac("sha256", keyFor(house, "form tokens")).update(`${seed} ${viewer.kind === "visitor" ? "" : viewer.sessionId}`).digest("base64url");

const postForm = /<form\b[^>]*\bmethod="post"[^>]*>/g; // in attributes our renderer writes “>” as an entity

/** Is there a form on this page that sends something? */
export const holdsForm = (html: string) => html.search(postForm) >= 0;

/** The page with the token in each form that sends something, and the cookie it goes with. */
export function withFormTokens(c: Door, html: string): string {
  const { house, viewer } = c.var;
  const name = cookieName(house, cookie);
  const seed = getCookie(c, name) || house.chance.token();
  if (!getCookie(c, name)) setCookie(c, name, seed, { path: "/", httpOnly: true, sameSite: "Lax", secure: house.baseUrl.startsWith("https:") });
  const field = `<input type="hidden" name="${tokenField}" value="${formToken(house, seed, viewer)}"/>`;
  return html.replaceAll(postForm, (form) => form + field);
}

/** Refuse what was sent without the token of a page of ours. The API takes no cookies for writing and needs none. */
export const tokensChecked: MiddlewareHandler<Env> = async (c, next) => {
  if (["GET", "HEAD", "OPTIONS"].includes(c.req.method) || c.req.path.startsWith("/api/")) return next();
  const seed = getCookie(c, cookieName(c.var.house, cookie));
  const sent = c.req.header(tokenHeader) ?? (await fieldOf(c));
  if (!seed || typeof sent !== "string" || !same(sent, formToken(c.var.house, seed, c.var.viewer))) throw new Refusal("not-allowed", "form-out-of-date");
  return next();
};

async function fieldOf(c: Door) {
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header("content-type") ?? "")) return undefined;
  return (await sentForm(c))[tokenField];
}

const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
