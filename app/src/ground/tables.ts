import { bigserial, index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Mails on their way, and in a house for trying all that were sent: see ground/mail.ts. */
export const outbox = pgTable("outbox", {
  id: text("id").primaryKey(),
  recipient: text("recipient").notNull(),
  language: text("language").notNull(),
  subject: text("subject").notNull(),
  body: text("body").notNull(), // plain text; the HTML is made from it
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
}, (table) => [index("outbox_by_time").on(table.createdAt)]);

/**
 * The private journal: what happened, to what, by whom, when. The public record is fed by it. A person stands in it as an id
 * only, without a foreign key: whoever erases themselves leaves an id behind that nothing explains any more.
 */
export const journal = pgTable("journal", {
  id: bigserial("id", { mode: "number" }).primaryKey(),
  at: timestamp("at", { withTimezone: true }).notNull(),
  byPerson: text("by_person"),
  by: text("by"), // what acted where no person did: a command, the sample; in lines of before the names of people
  what: text("what").notNull(),
  subject: text("subject").notNull(),
  details: jsonb("details"),
}, (table) => [index("journal_by_subject").on(table.subject), index("journal_by_person").on(table.byPerson)]);
