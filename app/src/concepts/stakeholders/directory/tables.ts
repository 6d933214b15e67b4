import { customType, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
/** As many bits as a row of PostgreSQL holds without moving them elsewhere; one for each of so many entries. */
const bits = customType<{ data: string }>({ dataType: () => "bit(4096)" });

// Everything here is derived, by triggers (see the migration “directory” and docs/decisions): a listed body has an entry with
// a number; each value of a facet has a row of bits per 4096 entries. Counts of facets are then bits counted, not rows.

/** A listed body: verified, and no other one. */
export const directoryEntries = pgTable("directory_entries", {
  number: integer("number").primaryKey().generatedByDefaultAsIdentity({ minValue: 0, startWith: 0 }),
  stakeholderId: text("stakeholder_id").notNull().unique(),
  /** "sector:academia", "country:KE", … and what they were before the last change. */
  facets: text("facets").array().notNull(),
  former: text("former").array().notNull(),
  country: text("country"),
  confirmedAt: timestamp("confirmed_at", { withTimezone: true }),
  /** Its names folded, in the order ar, zh, en, fr, ru, es: what a list by name goes by. Their indexes are made by the migration. */
  sortKeys: text("sort_keys").array().notNull(),
}, (table) => [index("directory_entries_by_confirmation").on(table.confirmedAt.desc().nullsLast(), table.number)]);

/** What a search looks into. */
export const directoryTexts = pgTable("directory_texts", {
  number: integer("number").primaryKey().references(() => directoryEntries.number, { onDelete: "cascade" }),
  found: tsvector("found").notNull(),
}, (table) => [index("directory_texts_found").using("gin", table.found)]);

/** The part of it that is a name: what is called so comes first. Of its own, since rows that are small are read sooner. */
export const directoryNames = pgTable("directory_names", {
  number: integer("number").primaryKey().references(() => directoryEntries.number, { onDelete: "cascade" }),
  named: tsvector("named").notNull(),
}, (table) => [index("directory_names_named").using("gin", table.named)]);

/** Which entries of a segment have a value. */
export const directoryBits = pgTable("directory_bits", {
  facet: text("facet").notNull(), value: text("value").notNull(), segment: integer("segment").notNull(),
  bits: bits("bits").notNull(),
}, (table) => [primaryKey({ columns: [table.facet, table.value, table.segment] })]);

/** Words of listed bodies, for telling what a mistyped one was meant to be; `key` in Latin letters. */
export const directoryWords = pgTable("directory_words", {
  word: text("word").primaryKey(),
  key: text("key").notNull(), // its trigram index is made by the migration, after the extension
});

/** Bodies that changed in this transaction, and ":" with its number, whose trigger makes their entries; empty again when it ends. */
export const directoryQueue = pgTable("directory_queue", { stakeholderId: text("stakeholder_id").primaryKey() });
