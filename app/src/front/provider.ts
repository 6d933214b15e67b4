import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Hono } from "hono";
import { isAPIError } from "better-auth/api";
import { authOn } from "../ground/auth/auth.ts";
import { passCookies, signedIn } from "../ground/auth/calls.ts";
import { isTheProvider, providerId, providerSeconds } from "../ground/auth/provider.ts";
import { cookiesOnly } from "../ground/auth/sessions.ts";
import { Refusal, type RefusalCode } from "../ground/refusal.ts";
import { addressIn, here, type Door, type Env } from "../ground/web/env.ts";
import { isSecure } from "../ground/web/page.tsx";
import { wayBack } from "../ground/web/way-back.ts";
import { isLanguage, languages, wordsIn } from "../ground/words.ts";

/** The way through the organisation's provider, outside the request's transaction: another machine takes its time. */
export const providerDoors = new Hono<Env>()
  .post(`/:language{(?:${languages.join("|")})}/sign-in/provider`, async (c) => {
    const { api } = await provider(c);
    const to = here(c)("/account");
    const begun = await api.signInSocial({ body: { provider: providerId, callbackURL: to, errorCallbackURL: to, disableRedirect: true }, headers: cookiesOnly(undefined), returnHeaders: true });
    passCookies(c, begun.headers);
    const way = { language: c.var.words.language, to: wayBack(c.req.query("to")) ?? "" };
    for (const [name, value] of Object.entries(way)) setCookie(c, name, value, { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(c), maxAge: 600 });
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
    deleteCookie(c, "to", { path: "/", secure: isSecure(c) });
    return c.redirect(wayBack(getCookie(c, "to")) ?? addressIn(c.var.words.language)("/account"), 303);
  });

/** What is done with every way in. */
async function noteSession(c: Door, api: Awaited<ReturnType<typeof provider>>["api"], cookies: string[]) {
  const opened = await api.getSession({ headers: cookiesOnly(cookies.map((it) => it.split(";")[0]!).join("; ")) });
  if (opened) await signedIn(c, c.var.house.database.db, opened.user);
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
