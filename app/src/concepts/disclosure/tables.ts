import { sql } from "drizzle-orm";
import { check, customType, date, index, jsonb, pgTable, primaryKey, text, timestamp, unique } from "drizzle-orm/pg-core";
import { people } from "../../ground/auth/tables.ts";
import type { Localized } from "../../ground/words.ts";
import type { Forum } from "./forum.ts";
import { combinations, type OfferedCombination } from "./rule.ts";
import type { Purpose } from "./tokens.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Forums: what asks for inputs, each of one process. */
export const forums = pgTable("forums", {
  id: text("id").primaryKey(),
  /** Processes stand above this concept; a forum goes with its process all the same (see the migration). */
  processId: text("process_id").notNull(),
  slug: text("slug").notNull(),
  title: jsonb("title").$type<Localized>().notNull(),
  about: jsonb("about").$type<Localized>(),
  openTo: text("open_to").$type<Forum["openTo"]>().notNull(),
  combinations: text("combinations").array().$type<OfferedCombination[]>().notNull(),
  purpose: text("purpose").$type<Purpose>().notNull().default("comment"),
  openedAt: moment("opened_at").notNull(),
  closedAt: moment("closed_at"),
}, (table) => [
  unique().on(table.processId, table.slug),
  check("forums_purpose", sql`purpose in ('comment', 'answer')`),
  check("forums_combinations_offered", sql.raw(`combinations <@ array[${combinations.map((it) => `'${it}'`).join(", ")}]::text[] and cardinality(combinations) > 0`)),
]);

/** Who was invited to a forum, and took it up: for officers and for oneself, under a row policy. */
export const participants = pgTable("forum_participants", {
  id: text("id").primaryKey(),
  forumId: text("forum_id").notNull().references(() => forums.id, { onDelete: "cascade" }),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  /** Stakeholders stand above this concept; the migration holds the reference. */
  stakeholderId: text("stakeholder_id").notNull(),
  invitedAt: moment("invited_at").notNull(),
  acceptedAt: moment("accepted_at"),
  endedAt: moment("ended_at"),
}, (table) => [unique().on(table.forumId, table.personId), index("forum_participants_by_person").on(table.personId)]);

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** Keys that sign tokens blind, one for each forum and purpose: the public halves, with the entries of the record that publish and end them. */
export const forumKeys = pgTable("forum_keys", {
  id: text("id").primaryKey(),
  forumId: text("forum_id").notNull().references(() => forums.id, { onDelete: "cascade" }),
  purpose: text("purpose").$type<Purpose>().notNull(),
  /** SubjectPublicKeyInfo in Base64url. */
  publicKey: text("public_key").notNull(),
  /** SHA-256 of the same in hexadecimal. */
  fingerprint: text("fingerprint").notNull(),
  madeDay: date("made_day").notNull(),
  destroyedDay: date("destroyed_day"),
  entry: text("entry").notNull(),
  salt: bytes("salt").notNull(),
  destroyedEntry: text("destroyed_entry"),
  destroyedSalt: bytes("destroyed_salt"),
}, (table) => [unique().on(table.forumId, table.purpose)]);

/** The private halves, deleted when their forum closes: written by officers, read through `forum_signing_key` alone. */
export const forumKeySecrets = pgTable("forum_key_secrets", {
  keyId: text("key_id").primaryKey().references(() => forumKeys.id, { onDelete: "cascade" }),
  /** PKCS #8. */
  privateKey: bytes("private_key").notNull(),
});

/** Who was given tokens, without a time; `request` is the hash of the blinded messages, which tell nothing of the tokens. */
export const tokenMarks = pgTable("forum_token_marks", {
  forumId: text("forum_id").notNull().references(() => forums.id, { onDelete: "cascade" }),
  purpose: text("purpose").$type<Purpose>().notNull(),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  request: text("request").notNull(),
}, (table) => [primaryKey({ columns: [table.forumId, table.purpose, table.personId] })]);

/** Tokens that were spent, by hash, without a time: so that none is spent twice. Read and written through `spend_token` alone. */
export const spentTokens = pgTable("spent_tokens", {
  keyId: text("key_id").notNull().references(() => forumKeys.id, { onDelete: "cascade" }),
  hash: text("hash").notNull(),
}, (table) => [primaryKey({ columns: [table.keyId, table.hash] })]);
