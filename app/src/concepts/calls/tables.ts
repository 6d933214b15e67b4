import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { Statement } from "@travaux/record-proofs";
import { bytea } from "../../ground/record/tables.ts";
import type { Localized } from "../../ground/words.ts";
import { combinations } from "../disclosure/rule.ts";
import { processes } from "../processes/tables.ts";
import { themes } from "../themes/tables.ts";
import { versions } from "../texts/tables.ts";
import type { Call } from "./call.ts";
import type { Change } from "./change.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Invitations to contribute; a draft is read by officers of its process alone, under a row policy. */
export const calls = pgTable("calls", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  /** The forum that opens under this id when the call is announced: until then there is none, since that a forum exists is public. */
  forumId: text("forum_id").notNull().unique(),
  number: integer("number").notNull(),
  kind: text("kind").$type<Call["kind"]>().notNull(),
  state: text("state").$type<Call["state"]>().notNull(),
  title: jsonb("title").$type<Localized>().notNull(),
  about: jsonb("about").$type<Localized>().notNull(),
  mandate: jsonb("mandate").$type<Localized>().notNull(),
  mandateSymbol: text("mandate_symbol").notNull(),
  questions: jsonb("questions").$type<Call["questions"]>().notNull(),
  wordLimit: integer("word_limit").notNull(),
  wordLimitsBySector: jsonb("word_limits_by_sector").$type<Call["wordLimitsBySector"]>().notNull(),
  languages: text("languages").array().$type<Call["languages"]>().notNull(),
  opensAt: moment("opens_at").notNull(),
  closesAt: moment("closes_at").notNull(),
  timeZone: text("time_zone").notNull(),
  toleranceMinutes: integer("tolerance_minutes").notNull(),
  sectors: text("sectors").array().$type<Call["sectors"]>().notNull(),
  openTo: text("open_to").$type<Call["openTo"]>().notNull(),
  combinations: text("combinations").array().$type<Call["combinations"]>().notNull(),
  exclusive: boolean("exclusive").notNull().default(false),
  contact: text("contact"),
  announcedAt: moment("announced_at"),
  cancelledBecause: text("cancelled_because"),
}, (table) => [
  unique().on(table.processId, table.number), index("calls_by_closing").on(table.closesAt),
  check("calls_close_after_opening", sql`closes_at > opens_at`),
  check("calls_word_limit", sql`word_limit between 1 and 100000`),
  check("calls_tolerance", sql`tolerance_minutes between 0 and 1440`),
  check("calls_languages", sql`cardinality(languages) > 0`),
  check("calls_combinations_offered", sql.raw(`combinations <@ array[${combinations.map((it) => `'${it}'`).join(", ")}]::text[] and cardinality(combinations) > 0`)),
  check("calls_announced", sql`(state = 'draft') = (announced_at is null)`),
  check("calls_cancelled", sql`(state = 'cancelled') = (cancelled_because is not null)`),
]);

/** The provisions that a call is about, each of one version. */
export const callPins = pgTable("call_pins", {
  callId: text("call_id").notNull().references(() => calls.id, { onDelete: "cascade" }),
  versionId: text("version_id").notNull().references(() => versions.id, { onDelete: "cascade" }),
  place: text("place").notNull(),
}, (table) => [primaryKey({ columns: [table.callId, table.versionId, table.place] }), index("call_pins_by_place").on(table.versionId, table.place)]);

/** The themes that a call is about. */
export const callThemes = pgTable("call_themes", {
  callId: text("call_id").notNull().references(() => calls.id, { onDelete: "cascade" }),
  themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.callId, table.themeId] }), index("call_themes_by_theme").on(table.themeId)]);

/** What happened to a call from its announcement on: for everyone, with what the record was told of it. */
export const callChanges = pgTable("call_changes", {
  callId: text("call_id").notNull().references(() => calls.id, { onDelete: "cascade" }),
  /** Counted from 0, which is the announcement. */
  sequence: integer("sequence").notNull(),
  what: text("what").$type<Change["what"]>().notNull(),
  at: moment("at").notNull(),
  by: text("by").notNull(),
  because: text("because"),
  changed: jsonb("changed").$type<Change["changed"]>().notNull(),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [primaryKey({ columns: [table.callId, table.sequence] })]);
