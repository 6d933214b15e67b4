// The organisation's own provider, by OpenID Connect: code flow with PKCE, state and nonce. The library checks signature,
// issuer, audience, time and nonce of the ID token; here stands what it leaves open.
import { genericOAuth } from "better-auth/plugins";
import type { House } from "../web/env.ts";

/** The name of the one provider in addresses and in `accounts`. */
export const providerId = "organisation";

type Profile = { sub?: string; email?: string; email_verified?: boolean; name?: string };

/** The configured provider as a plugin; making it asks the provider for its configuration. */
export function providerOf(house: House, noted: { unverified?: boolean }) {
  const { issuer, clientId, clientSecret, name } = house.settings.oidc!;
  return genericOAuth({
    config: [{
      providerId, name, clientId, clientSecret, discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
      scopes: ["openid", "email", "profile"], pkce: true, requireIdTokenVerification: true,
      getUserInfo: async ({ idToken, accessToken }) => profileOf(issuer, idToken, accessToken, noted),
    }],
  });
}

/** The person as the provider vouches for them; null without an ID token, without a subject, or without an address that is verified. */
async function profileOf(issuer: string, idToken: string | undefined, accessToken: string | undefined, noted: { unverified?: boolean }) {
  if (!idToken) return null;
  const told = JSON.parse(Buffer.from(idToken.split(".")[1]!, "base64url").toString("utf8")) as Profile; // the library has verified it
  const profile = told.email ? told : { ...(await userInfo(issuer, accessToken)), iss: issuer };
  if (!told.sub || profile.sub !== told.sub || !profile.email) return null; // OpenID Connect Core 5.3.2: another's user info is of no use
  if (profile.email_verified !== true) {
    noted.unverified = true;
    return null;
  }
  return { ...profile, id: told.sub, sub: told.sub, email: profile.email.toLowerCase(), emailVerified: true, name: profile.name ?? profile.email.split("@")[0]! };
}

async function userInfo(issuer: string, accessToken: string | undefined): Promise<Profile> {
  const { userinfo_endpoint: address } = await asked<{ userinfo_endpoint?: string }>(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  return address && accessToken ? asked<Profile>(address, { authorization: `Bearer ${accessToken}` }) : {};
}

async function asked<T>(address: string, headers: Record<string, string> = {}): Promise<T> {
  const answer = await fetch(address, { headers, redirect: "error", signal: AbortSignal.timeout(providerSeconds * 1000) });
  return (await answer.json()) as T;
}

/** A provider that has not answered by then is told as being away. */
export const providerSeconds = 10;

/** Does the provider call itself as the settings call it? OpenID Connect Discovery 4.3 asks for the very same words. */
export const isTheProvider = (house: House, known: { id: string; issuer?: string }[]) =>
  known.some((it) => it.id === providerId && it.issuer?.replace(/\/$/, "") === house.settings.oidc!.issuer.replace(/\/$/, ""));
