import { pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { people } from "../../ground/auth/tables.ts";

/** Addresses of personal calendars, one a person, as hashes: whoever reads this table can open none. */
export const calendarFeeds = pgTable("calendar_feeds", {
  personId: text("person_id").primaryKey().references(() => people.id, { onDelete: "cascade" }),
  tokenHash: text("token_hash").notNull().unique(),
  madeAt: timestamp("made_at", { withTimezone: true }).notNull(),
});
