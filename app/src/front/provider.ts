import { getCookie, setCookie } from "hono/cookie";
import { Hono } from "hono";
import { isAPIError } from "better-auth/api";
import { authOn } from "../ground/auth/auth.ts";
import { passCookies } from "../ground/auth/calls.ts";
import { isTheProvider, providerId, providerSeconds } from "../ground/auth/provider.ts";
import { cookiesOnly } from "../ground/auth/sessions.ts";
import { endSession } from "../ground/auth/people.ts";
import { record } from "../ground/journal.ts";
import { Refusal, type RefusalCode } from "../ground/refusal.ts";
import { actingAs } from "../ground/viewer.ts";
import { addressIn, here, type Door, type Env } from "../ground/web/env.ts";
import { isSecure } from "../ground/web/page.tsx";
import { isLanguage, languages, wordsIn } from "../ground/words.ts";

/** The way through the organisation's provider, outside the request's transaction: another machine takes its time. */
export const providerDoors = new Hono<Env>()
  .post(`/:language{(?:${languages.join("|")})}/sign-in/provider`, async (c) => {
    const { api } = await provider(c);
    const to = here(c)("/account");
    const begun = await api.signInSocial({ body: { provider: providerId, callbackURL: to, errorCallbackURL: to, disableRedirect: true }, headers: cookiesOnly(undefined), returnHeaders: true });
    passCookies(c, begun.headers);
    setCookie(c, "language", c.var.words.language, { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(c), maxAge: 600 });
    return c.redirect((begun.response as { url: string }).url, 303);
  })
  .get(`/auth/callback/${providerId}`, async (c) => {
    const language = getCookie(c, "language");
    if (isLanguage(language)) c.set("words", wordsIn(language));
    const { api, noted } = await provider(c);
    const answer = await within(api.callbackOAuth({ method: "GET", params: { id: providerId }, query: c.req.query(), headers: cookiesOnly(c.req.header("cookie")), asResponse: true }).catch((error: unknown) => {
      if (isAPIError(error)) throw new Refusal("not-allowed", "provider-refused");
      throw error;
    }));
    const said = new URL(answer.headers.get("location") ?? "/", c.var.house.baseUrl).searchParams.get("error");
    if (said || answer.status >= 400) throw new Refusal("not-allowed", noted.unverified ? "provider-unverified" : reasonOf(said));
    passCookies(c, answer.headers);
    await noteSession(c, api, answer.headers.getSetCookie());
    return c.redirect(addressIn(c.var.words.language)("/account"), 303);
  });

/** As with the other ways in: a session that this browser had before ends, and the journal knows of the new one. */
async function noteSession(c: Door, api: Awaited<ReturnType<typeof provider>>["api"], cookies: string[]) {
  const { viewer, house, now } = c.var;
  const { db } = house.database;
  if (viewer.kind === "person") await endSession(db, viewer.personId, viewer.sessionId);
  const opened = await api.getSession({ headers: cookiesOnly(cookies.map((it) => it.split(";")[0]!).join("; ")) });
  if (opened) await record(db, actingAs(opened.user.name), "session opened", opened.user.id, now);
}

/** The library with the provider of the settings, which has answered and calls itself by the right name. */
async function provider(c: Door) {
  const { house } = c.var;
  if (!house.settings.oidc) throw new Refusal("not-found", "page-unknown");
  const auth = authOn(house.database.db, house, { provider: true });
  const { socialProviders } = await within(auth.context);
  if (!isTheProvider(house, socialProviders as { id: string; issuer?: string }[])) throw new Refusal("not-now", "provider-away", { name: house.settings.oidc.name });
  return auth;
}

/** What is said of an answer that cannot be taken; `error` is the library's word, never shown. */
const reasonOf = (error: string | null): RefusalCode =>
  error === "access_denied" ? "provider-denied" : error === "state_mismatch" || error === "state_not_found" ? "provider-out-of-date" : "provider-refused";

async function within<T>(work: Promise<T>): Promise<T> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Refusal("not-now", "provider-away", { name: "" })), providerSeconds * 1000);
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}
