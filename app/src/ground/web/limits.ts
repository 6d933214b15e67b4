// How often somebody may ask. By network address in this process's memory, under a hash whose key is thrown away with the
// stretch of time it counts; by mail address or person in the database, in the same way.
import { createHmac, randomBytes } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import { lt, sql } from "drizzle-orm";
import type { MiddlewareHandler } from "hono";
import type { Db } from "../db/database.ts";
import { limitCounts, limitWindows } from "../auth/tables.ts";
import { Refusal } from "../refusal.ts";
import type { Door, Env, House } from "./env.ts";

/** So often in so many minutes. */
export type Limit = { most: number; minutes: number };

const hashed = (key: string | Buffer, subject: string) => createHmac("sha256", key).update(subject).digest("base64url");
const stretchOf = (now: Date, minutes: number) => Math.floor(now.getTime() / (minutes * 60_000));

/** Refuse whoever sends forms here more often than `limit`, counted by network address. */
export function limitedByAddress({ most, minutes }: Limit): MiddlewareHandler<Env> {
  let counted = { stretch: -1, key: randomBytes(16), counts: new Map<string, number>() };
  return async (c, next) => {
    if (["GET", "HEAD"].includes(c.req.method)) return next();
    const stretch = stretchOf(c.var.now, minutes);
    if (counted.stretch !== stretch) counted = { stretch, key: randomBytes(16), counts: new Map() };
    const who = hashed(counted.key, addressOf(c));
    const count = (counted.counts.get(who) ?? 0) + 1;
    counted.counts.set(who, count);
    if (count > most) {
      c.header("Retry-After", String(minutes * 60));
      throw new Refusal("too-many", "too-many-tries", { minutes });
    }
    return next();
  };
}

/** The address that the outermost trusted proxy saw, or our own peer's. An IPv6 network counts as one. */
function addressOf(c: Door): string {
  const { trustedProxies } = c.var.house.settings;
  const seen = (c.req.header("x-forwarded-for") ?? "").split(",").map((it) => it.trim()).filter(Boolean);
  const address = (trustedProxies > 0 ? seen.at(-trustedProxies) : undefined) ?? peerOf(c);
  return address.includes(":") && !address.includes(".") ? address.split(":").slice(0, 4).join(":") : address;
}

/** A request that came over no socket (in a test) has no address; all of them count as one. */
const peerOf = (c: Door) => (c.env && "incoming" in (c.env as object) ? getConnInfo(c).remote.address ?? "" : "");

/**
 * Take one of the turns that `subject` has under `name`: false when none is left. Several processes count together. The
 * subject is kept as a hash; its key goes with the stretch, and then nobody can tell whom a count was about.
 */
export async function takeTurn(db: Db, name: string, subject: string, { most, minutes }: Limit, now: Date): Promise<boolean> {
  const stretch = stretchOf(now, minutes);
  const window = `${name} ${stretch}`;
  await forgetPast(db, now);
  await db.insert(limitWindows).values({ name: window, key: randomBytes(32).toString("base64url"), endsAt: new Date((stretch + 1) * minutes * 60_000) }).onConflictDoNothing();
  const [{ key }] = (await db.select({ key: limitWindows.key }).from(limitWindows).where(sql`${limitWindows.name} = ${window}`)) as [{ key: string }];
  const [row] = await db.insert(limitCounts).values({ window, subject: hashed(key, subject), count: 1 })
    .onConflictDoUpdate({ target: [limitCounts.window, limitCounts.subject], set: { count: sql`${limitCounts.count} + 1` } }).returning({ count: limitCounts.count });
  return row!.count <= most;
}

/** Throw away the keys and counts of stretches that are over. */
export const forgetPast = (db: Db, now: Date) => db.delete(limitWindows).where(lt(limitWindows.endsAt, now));

/** The key for one purpose, from the secret of the house: one that leaks opens nothing else. */
export const keyFor = (house: House, purpose: string) => createHmac("sha256", house.secret).update(purpose).digest();
