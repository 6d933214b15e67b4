// The second factor: six digits from an authenticator app, or a backup code. The library checks them; here stands that each
// works once, how often one may try, and that the session goes on under a new token.
import { createHash } from "node:crypto";
import { isAPIError } from "better-auth/api";
import { and, eq, gt } from "drizzle-orm";
import { record } from "../journal.ts";
import { personOf } from "../viewer.ts";
import type { Door } from "../web/env.ts";
import { takeTurn } from "../web/limits.ts";
import { authOn, cookieName } from "./auth.ts";
import { asKept } from "./backup-codes.ts";
import { ask, passCookies } from "./calls.ts";
import { cookiesOnly } from "./sessions.ts";
import { secondFactors, verifications } from "./tables.ts";

/** Tries in a quarter of an hour: a code of six digits, good for a minute and a half, is then guessed once in some twenty years. */
const triesForOne = { most: 10, minutes: 15 };

/** What is shown once: the secret for the app, and ten codes for the day the app is lost. */
export type Setup = { uri: string; secret: string; backupCodes: string[] };

/** Begin to set up an authenticator app; null when one is set up already. */
export async function beginSecondFactor(c: Door): Promise<Setup | null> {
  const begun = await ask(c, (it) => authOn(c.var.db, c.var.house).api.enableTwoFactor({ body: {}, ...it }));
  if (!begun || begun.method !== "totp") return null;
  return { uri: begun.totpURI, secret: new URL(begun.totpURI).searchParams.get("secret") ?? "", backupCodes: begun.backupCodes };
}

/** New backup codes; the old ones work no longer. */
export const newBackupCodes = async (c: Door) =>
  (await ask(c, (it) => authOn(c.var.db, c.var.house).api.generateBackupCodes({ body: {}, ...it })))?.backupCodes ?? null;

/** Show a code of the app or a backup code: true when it was right, and then this session has a second factor. */
export async function showSecondFactor(c: Door, code: string): Promise<boolean> {
  const { db, house, now, viewer } = c.var;
  const { personId } = personOf(viewer);
  if (!(await takeTurn(db, "second factor", personId, triesForOne, now))) return false;
  const isFromApp = /^\d{6}$/.test(code);
  if (isFromApp && !(await firstUse(c, personId, code))) return false;
  const cookies = await checked(c, isFromApp, code);
  if (!cookies) return false;
  const { headers } = await authOn(db, house).api.riseWithSecondFactor({ headers: cookiesOnly(cookies), returnHeaders: true });
  passCookies(c, headers);
  await record(db, viewer, "second factor shown", personId, now);
  return true;
}

/** The cookies to go on with when the code was right: setting up an app changes the session. */
async function checked(c: Door, isFromApp: boolean, code: string): Promise<string | null> {
  const { db, house, viewer } = c.var;
  const { api } = authOn(db, house);
  const cookie = c.req.header("cookie") ?? "";
  try {
    const body = { code: isFromApp ? code : await asKept(db, house, personOf(viewer).personId, code) };
    const asked = { body, headers: cookiesOnly(cookie), returnHeaders: true } as const;
    const { headers } = isFromApp ? await api.verifyTOTP(asked) : await api.verifyBackupCode(asked);
    const renewed = headers.getSetCookie().find((it) => it.startsWith(`${cookieName(house, "session")}=`));
    return renewed ? renewed.split(";")[0]! : cookie;
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}

/** A code of the app opens once, though it would be right for a minute and a half (RFC 6238, 5.2). */
async function firstUse({ var: { db, chance } }: Door, personId: string, code: string): Promise<boolean> {
  await db.select({ id: secondFactors.id }).from(secondFactors).where(eq(secondFactors.personId, personId)).for("update"); // one try at a time
  const identifier = createHash("sha256").update(`app code ${personId} ${code}`).digest("base64url");
  const at = new Date(); // the library's own clock
  const [used] = await db.select({ id: verifications.id }).from(verifications).where(and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, at)));
  if (used) return false;
  await db.insert(verifications).values({ id: chance.id(), identifier, value: "used", expiresAt: new Date(at.getTime() + 120_000), createdAt: at, updatedAt: at });
  return true;
}
