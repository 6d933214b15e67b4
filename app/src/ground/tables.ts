import { bigserial, index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Links that `travaux login` prints: good for one use, and only the hash of the token is kept. */
export const loginLinks = pgTable("login_links", {
  tokenHash: text("token_hash").primaryKey(),
  role: text("role").notNull(),
  name: text("name").notNull(),
  processId: text("process_id"),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
});

/** Open sessions; a cookie holds the token, this its hash. */
export const sessions = pgTable("sessions", {
  id: text("id").primaryKey(),
  tokenHash: text("token_hash").notNull().unique(),
  role: text("role").notNull(),
  name: text("name").notNull(),
  processId: text("process_id"),
  openedAt: timestamp("opened_at", { withTimezone: true }).notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
});

/** The private journal: what happened, to what, by whom, when. The public record is fed by it. */
export const journal = pgTable("journal", {
  id: bigserial("id", { mode: "number" }).primaryKey(),
  at: timestamp("at", { withTimezone: true }).notNull(),
  by: text("by"),
  what: text("what").notNull(),
  subject: text("subject").notNull(),
  details: jsonb("details"),
}, (table) => [index("journal_by_subject").on(table.subject)]);
