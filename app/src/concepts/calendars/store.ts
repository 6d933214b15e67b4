import { eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { rowsOf } from "../../ground/db/migrate.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { calendarFeeds } from "./tables.ts";

export type CalendarFeed = typeof calendarFeeds.$inferSelect;

/** When a person made the address of their calendar; null: they have none. */
export async function feedOf(db: Db, personId: string): Promise<Pick<CalendarFeed, "madeAt"> | null> {
  const [row] = await db.select({ madeAt: calendarFeeds.madeAt }).from(calendarFeeds).where(eq(calendarFeeds.personId, personId));
  return row ?? null;
}

/** Keep an address in place of the one that the person had. */
export const keepFeed = (db: Db, it: CalendarFeed) => db.insert(calendarFeeds).values(it).onConflictDoUpdate({ target: calendarFeeds.personId, set: { tokenHash: it.tokenHash, madeAt: it.madeAt } });

/** Forget the address of a person; whether there was one. */
export const removeFeedOf = async (db: Db, personId: string): Promise<boolean> => (await db.delete(calendarFeeds).where(eq(calendarFeeds.personId, personId)).returning({ personId: calendarFeeds.personId })).length > 0;

/** Whose calendar has an address with this hash; null: nobody's. Nobody is signed in here, so the database answers this and nothing else. */
export async function personOfFeed(db: Db, tokenHash: string): Promise<string | null> {
  const [row] = await rowsOf<{ person: string | null }>(db, sql`select calendar_feed_person(${tokenHash}) as person`);
  return row?.person ?? null;
}

/** A body as its deadlines need it. */
export type DatedBody = { id: string; slug: string; sector: Sector; name: { en: string }; registeredAt: Date; confirmedAt: Date | null };

/** These bodies, by id. */
export async function datedBodies(db: Db, ids: readonly string[]): Promise<DatedBody[]> {
  if (ids.length === 0) return [];
  const columns = { id: stakeholders.id, slug: stakeholders.slug, sector: stakeholders.sector, name: stakeholders.name, registeredAt: stakeholders.registeredAt, confirmedAt: stakeholders.confirmedAt };
  return (await db.select(columns).from(stakeholders).where(inArray(stakeholders.id, [...ids]))).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
