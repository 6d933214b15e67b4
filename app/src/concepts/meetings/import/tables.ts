import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { meetings } from "../tables.ts";

/** By which names a file knew what was taken in from it, so that taking it in twice adds nothing. */
export const meetingImports = pgTable("meeting_imports", {
  meetingId: text("meeting_id").notNull().references(() => meetings.id, { onDelete: "cascade" }),
  uid: text("uid").notNull(),
  what: text("what").$type<"meeting" | "block">().notNull(),
}, (table) => [primaryKey({ columns: [table.meetingId, table.uid] })]);
