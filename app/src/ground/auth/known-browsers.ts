// Whether somebody has signed in from this browser before. The browser keeps that itself, as marks that only this house can
// make and nobody can read a person from; the house keeps nothing of browsers.
import { createHmac } from "node:crypto";
import { getCookie, setCookie } from "hono/cookie";
import type { Door } from "../web/env.ts";
import { keyFor } from "../web/limits.ts";
import { cookieName } from "./auth.ts";

/** A year: browsers keep no cookie for longer than some 400 days. */
const seconds = 365 * 86_400;
/** People who share a browser: more than that, and the first is told again. */
const mostPeople = 5;

/** Mark this browser as one that the person signs in from; whether it was one already. */
export function knowBrowser(c: Door, personId: string): boolean {
  const { house } = c.var;
  const name = cookieName(house, "known");
  const mark = createHmac("sha256", keyFor(house, "known browsers")).update(personId).digest("base64url").slice(0, 22); // 132 bits
  const marks = (getCookie(c, name) ?? "").split(".").filter(Boolean);
  const others = marks.filter((it) => it !== mark).slice(0, mostPeople - 1);
  setCookie(c, name, [mark, ...others].join("."), { path: "/", httpOnly: true, sameSite: "Lax", secure: house.baseUrl.startsWith("https:"), maxAge: seconds });
  return marks.includes(mark);
}
