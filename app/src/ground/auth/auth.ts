// How people sign in, on the better-auth library. It brings sessions, mailed links and codes, passkeys, authenticator apps and
// OpenID Connect; our pages call its functions in the request's own transaction, and none of its addresses is mounted.
import { passkey } from "@better-auth/passkey";
import { betterAuth, type BetterAuthOptions } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { createAuthEndpoint, sessionMiddleware } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { emailOTP, magicLink, twoFactor } from "better-auth/plugins";
import type { Db } from "../db/database.ts";
import type { House } from "../web/env.ts";
import { keptHashed } from "./backup-codes.ts";
import { accounts, passkeys, people, secondFactors, sessions, verifications } from "./tables.ts";
import { providerOf } from "./provider.ts";

/** A mailed link or code lives so long: time to fetch a mail on a slow link, too short to be found later in an inbox (ASVS 5.0, 6.5.5). */
export const mailMinutes = 10;
/** A session that nobody used for a week ends, and any session after thirty days. */
export const idleDays = 7;
export const longestDays = 30;
/** A session is prolonged by whatever is asked in it a day later. */
export const prolongedAfterDays = 1;
/** A second factor counts for a working day. */
export const secondFactorHours = 12;
/** A factor shown so long ago is asked anew before what changes how one signs in (ASVS 5.0, 7.5.1). */
export const freshMinutes = 10;
/** Eight digits and three tries a code: one chance in 33 million, five codes an hour at most. */
const codeLength = 8;

/** What the library tells us while it works: tokens for our mails, and how a passkey was used. */
type Noted = {
  link?: string;
  userVerified?: boolean;
  /** The provider says that the address is not verified. */
  unverified?: boolean;
};

const secondsOf = { minute: 60, day: 86_400 };
const isSecure = (house: House) => house.baseUrl.startsWith("https:");

/** A cookie of the house: bound to this host by its name where the browser can check that. */
export const cookieName = (house: House, name: string) => (isSecure(house) ? `__Host-${name}` : name);

/** The library on `db`, a database or a transaction; made for each request, which takes about a millisecond. */
export function authOn(db: Db, house: House, { provider = false } = {}) {
  const noted: Noted = {};
  const auth = betterAuth({ ...common(db, house), plugins: [...plugins(house, noted), ...(provider ? [providerOf(house, noted)] : [])] as ReturnType<typeof plugins> });
  return { api: auth.api, options: auth.options as BetterAuthOptions, context: auth.$context, noted };
}

/** Without plugins: where things are kept, under which names, for how long. */
function common(db: Db, house: House) {
  const name = (it: string) => ({ name: cookieName(house, it), attributes: { secure: isSecure(house), httpOnly: true, sameSite: "lax" as const, path: "/" } });
  return {
    appName: "Travaux", baseURL: house.baseUrl, basePath: "/auth", secret: house.secret, trustedOrigins: [house.baseUrl],
    telemetry: { enabled: false }, rateLimit: { enabled: false }, // ours: web/limits.ts
    logger: { log: (level: string, message: string) => house.log[level === "error" ? "warn" : "debug"]({ library: "better-auth" }, message.split(":")[0]!) }, // what follows may hold an address
    database: drizzleAdapter(db, { provider: "pg", schema: { people, sessions, accounts, verifications, passkeys, secondFactors }, transaction: true }),
    user: { modelName: "people", additionalFields: { language: { type: "string", required: false, input: false } } },
    session: {
      modelName: "sessions", fields: { userId: "personId" }, expiresIn: idleDays * secondsOf.day, updateAge: prolongedAfterDays * secondsOf.day, freshAge: freshMinutes * secondsOf.minute,
      additionalFields: { secondFactorAt: { type: "date", required: false, input: false } },
    },
    account: { modelName: "accounts", fields: { userId: "personId" }, updateAccountOnSignIn: false, accountLinking: { enabled: true } },
    verification: { modelName: "verifications" },
    advanced: {
      useSecureCookies: false, // the names below bring their own prefix
      cookies: { session_token: name("session"), state: name("oidc") },
      defaultCookieAttributes: { secure: isSecure(house), httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { disableIpTracking: true }, database: { generateId: () => house.chance.id() },
    },
    databaseHooks: {
      session: { create: { before: async (it) => ({ data: { ...it, ipAddress: null, userAgent: null } }) } },
      account: { create: { before: async (it) => ({ data: { ...it, accessToken: null, refreshToken: null, idToken: null, scope: null } }) } },
    },
  } satisfies BetterAuthOptions;
}

const plugins = (house: House, noted: Noted) => [
  magicLink({ storeToken: "hashed", expiresIn: mailMinutes * secondsOf.minute, generateToken: () => house.chance.token(), sendMagicLink: async ({ token }) => void (noted.link = token) }),
  emailOTP({ storeOTP: "hashed", otpLength: codeLength, expiresIn: mailMinutes * secondsOf.minute, allowedAttempts: 3, disableSignUp: true, sendVerificationOTP: async () => {} }),
  twoFactor({ issuer: "Travaux", allowPasswordless: true, backupCodeOptions: { storeBackupCodes: keptHashed(house) }, schema: { twoFactor: { modelName: "secondFactors", fields: { userId: "personId" } } } }),
  passkey({
    rpName: "Travaux", rpID: new URL(house.baseUrl).hostname, origin: house.baseUrl, schema: { passkey: { modelName: "passkeys", fields: { userId: "personId" } } },
    authenticatorSelection: { residentKey: "required", userVerification: "required" }, advanced: { webAuthnChallengeCookie: "passkey" },
    authentication: { afterVerification: async ({ verification }) => void (noted.userVerified = verification.authenticationInfo.userVerified) },
  }),
  rising,
];

/** After a second factor the session goes on under a new token: whoever knew the old one is left outside. */
const rising = {
  id: "rising",
  endpoints: {
    riseWithSecondFactor: createAuthEndpoint("/rise", { method: "POST", use: [sessionMiddleware] }, async (ctx) => {
      const { session, user } = ctx.context.session;
      const risen = await ctx.context.internalAdapter.createSession(user.id, false, { secondFactorAt: new Date() } as object);
      await ctx.context.internalAdapter.deleteSession(session.token);
      await setSessionCookie(ctx, { session: risen, user });
      return ctx.json({ id: risen.id });
    }),
  },
};
