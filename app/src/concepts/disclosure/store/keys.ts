import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { forumKeys, forumKeySecrets } from "../tables.ts";
import type { KeyPair, Purpose } from "../tokens.ts";

/** A key of a forum as everybody may see it. */
export type ForumKey = typeof forumKeys.$inferSelect;

/** The keys of a forum, in the order of their purposes. */
export const keysOf = (db: Db, forumId: string): Promise<ForumKey[]> => db.select().from(forumKeys).where(eq(forumKeys.forumId, forumId)).orderBy(forumKeys.purpose);

/** The key of a forum for a purpose; null where it has none. */
export async function keyOf(db: Db, forumId: string, purpose: Purpose): Promise<ForumKey | null> {
  const [key] = await db.select().from(forumKeys).where(and(eq(forumKeys.forumId, forumId), eq(forumKeys.purpose, purpose)));
  return key ?? null;
}

/** Keep both halves of a new key. */
export async function addKey(db: Db, key: ForumKey, { privateKey }: Pick<KeyPair, "privateKey">): Promise<void> {
  await db.insert(forumKeys).values(key);
  await db.insert(forumKeySecrets).values({ keyId: key.id, privateKey });
}
export const changeKey = (db: Db, id: string, patch: Partial<Omit<ForumKey, "id">>) => db.update(forumKeys).set(patch).where(eq(forumKeys.id, id));

/** Delete the private halves of a forum's keys. */
export const destroyPrivateKeys = (db: Db, forumId: string) => db.execute(sql`select destroy_forum_keys(${forumId})`);

/** The private key, for one request of somebody who may have tokens; null for everyone else, and for a second request. */
export async function signingKey(db: Db, forumId: string, purpose: Purpose, request: string): Promise<Uint8Array | null> {
  const [row] = await rowsOf<{ key: Uint8Array | null }>(db, sql`select forum_signing_key(${forumId}, ${purpose}, ${request}) as key`);
  return row?.key ?? null;
}

/** Spend a token: false if it was spent before, or its key is gone. */
export async function spend(db: Db, keyId: string, hash: string): Promise<boolean> {
  const [row] = await rowsOf<{ spent: boolean }>(db, sql`select spend_token(${keyId}, ${hash}) as spent`);
  return row!.spent;
}

/** Whether the forum is open; it stays so until the transaction ends. */
export async function holdOpen(db: Db, forumId: string): Promise<boolean> {
  const [row] = await rowsOf<{ open: boolean }>(db, sql`select hold_forum_open(${forumId}) as open`);
  return row!.open;
}

/** Show what waits in a forum if enough does; how many, and the commitments to enter, in an order that `seed` decides. */
export async function releaseWaiting(db: Db, forumId: string, seed: string, least: number): Promise<{ inputs: number; entering: { entry: string; commitment: string }[] }> {
  const [row] = await rowsOf<{ released: { inputs: number; entering: { entry: string; commitment: string }[] } }>(db, sql`select release_waiting(${forumId}, ${seed}, ${least}) as released`);
  return row!.released;
}
