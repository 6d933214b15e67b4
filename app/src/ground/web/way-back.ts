// Back to the page from which somebody went to sign in. It travels in addresses and forms, where anybody can write anything:
// it is looked at each time it is used, and what is no page of this house leads nowhere.
import { languages } from "../words.ts";
import { here, type Door } from "./env.ts";

/** Longer ones are searches with many choices; a mail would break the line of its link. */
const longest = 300;

const ofAPage = new RegExp(`^/(?:${languages.join("|")})/[^/]`);
/** Where one signs in and ends it: whoever is in has nothing to do there. A link's token stands in no other address. */
const ofSigningIn = /^\/\w\w\/(?:sign-in|login|session|second-factor|account\/proof)(?:[/?#]|$)/;

/** The path of a page of this house, as a browser would understand it; null for anything else, for the start page and for pages of signing in. */
export function wayBack(to: unknown): string | null {
  if (typeof to !== "string" || to.length > longest || !ofAPage.test(to) || /[\\\s\p{Cc}]/u.test(to)) return null;
  const { origin, pathname, search, hash } = new URL(to, base); // takes “..” out, after which it may be another
  const path = pathname + search + hash;
  return origin === base && ofAPage.test(path) && !ofSigningIn.test(path) ? path : null;
}
const base = "http://house.invalid";

/** `address` with the way back in it, if there is one. */
export const withWayBack = (address: string, to: string | null) => (to ? `${address}?to=${encodeURIComponent(to)}` : address);

/** The page from which somebody came to sign in, or to register: every step has it in its address. */
export const wayIn = (c: Door): string | null => wayBack(c.req.query("to"));
/** The address of the next step. */
export const inFlow = (c: Door, path: string): string => withWayBack(here(c)(path), wayIn(c));

/** Where to come back to from this request: its own page, that of the form it was sent from, or what it was told itself. */
export function wayBackFrom(c: Door): string | null {
  const { pathname, search, searchParams } = new URL(c.req.url);
  if (c.req.method !== "POST") return wayBack(pathname + search) ?? wayBack(searchParams.get("to"));
  const { baseUrl } = c.var.house;
  const from = c.req.header("referer") ?? "";
  return from.startsWith(`${baseUrl}/`) ? wayBack(from.slice(baseUrl.length)) : null;
}

