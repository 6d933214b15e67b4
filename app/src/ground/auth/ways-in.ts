// A mailed link and a code: two ways in from one mail, of which one use closes both.
import { createHash } from "node:crypto";
import { and, eq, gt, or, sql } from "drizzle-orm";
import type { Db } from "../db/database.ts";
import type { House } from "../web/env.ts";
import { authOn } from "./auth.ts";
import { personByEmail, type Person } from "./people.ts";
import { verifications } from "./tables.ts";

/** What the library keeps of a link and a code; bound to the purpose of signing in by their form. */
const linkValue = (email: string) => JSON.stringify({ email });
const codeIdentifier = (email: string) => `sign-in-otp-${email}`;
const linkIdentifier = (token: string) => createHash("sha256").update(token).digest("base64url");

/** Mails with a way in to one address: enough for a bad day, too few to fill somebody's inbox. */
export const mailsToOne = { most: 5, minutes: 60 };

/** A code for `email`, whether anybody has that address or not; an earlier one ends. */
export async function offerCode(db: Db, house: House, email: string): Promise<string> {
  await db.delete(verifications).where(eq(verifications.identifier, codeIdentifier(email)));
  return authOn(db, house).api.createVerificationOTP({ body: { email, type: "sign-in" } });
}

/** A code as it stands in a mail: easier to type in two parts. */
export const inTwoParts = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`;

/** A link's token alone, as the command line prints it. */
export async function offerLink(db: Db, house: House, email: string): Promise<string> {
  const { api, noted } = authOn(db, house);
  await api.signInMagicLink({ body: { email }, headers: new Headers() });
  return noted.link!;
}

/** Whom a link that was not used yet would sign in, without using it; null for a used, old or invented one. */
export async function offeredBy(db: Db, token: string): Promise<{ email: string; person: Person | null } | null> {
  const [link] = await db.select({ value: verifications.value }).from(verifications)
    .where(and(eq(verifications.identifier, linkIdentifier(token)), gt(verifications.expiresAt, new Date()))); // the library's own clock
  if (!link) return null;
  const { email } = JSON.parse(link.value) as { email: string };
  return { email, person: await personByEmail(db, email) };
}

/** Signed in: the links and codes that were mailed to this address work no longer. */
export const closeWaysIn = (db: Db, email: string) =>
  db.delete(verifications).where(or(eq(verifications.value, linkValue(email)), eq(verifications.identifier, codeIdentifier(email))));

/** Forget what ran out. */
export const sweepWaysIn = (db: Db) => db.delete(verifications).where(sql`${verifications.expiresAt} < now()`);
