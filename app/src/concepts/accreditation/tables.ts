import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Statement } from "@travaux/record-proofs";
import { bytea } from "../../ground/record/tables.ts";
import type { Localized } from "../../ground/words.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { liveStates, states, type Accreditation, type Deed, type Outcome, type Track } from "./accreditation.ts";
import type { Objection } from "./objection.ts";

const oneOf = (column: string, all: readonly string[]) => sql.raw(`${column} in (${all.map((it) => `'${it}'`).join(", ")})`);

/** Doors into the room of a process, with their rules; read by everyone. */
export const tracks = pgTable("accreditation_tracks", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  letter: text("letter").notNull(),
  name: jsonb("name").$type<Localized>().notNull(),
  about: jsonb("about").$type<Localized>().notNull(),
  basis: jsonb("basis").$type<Localized>().notNull(),
  basisSymbol: text("basis_symbol").notNull(),
  sectors: text("sectors").array().$type<Track["sectors"]>().notNull(),
  documents: jsonb("documents").$type<Track["documents"]>().notNull(),
  circulationDays: integer("circulation_days").notNull(),
  reasonRequired: boolean("reason_required").notNull(),
  authorPublic: boolean("author_public").notNull(),
  namesPublic: boolean("names_public").notNull(),
  effect: text("effect").$type<Track["effect"]>().notNull(),
  decidedBy: text("decided_by").$type<Track["decidedBy"]>().notNull(),
  appealDays: integer("appeal_days").notNull(),
  opensDay: date("opens_day"),
  closesDay: date("closes_day"),
  carriesOver: boolean("carries_over").notNull(),
}, (table) => [unique().on(table.processId, table.letter), check("accreditation_tracks_days", sql`circulation_days between 0 and 365 and appeal_days between 0 and 365`), check("accreditation_tracks_window", sql`closes_day >= opens_day`)]);

/** Where each body stands. Everyone reads who is accredited; the rest is for the body and the officers, under a row policy. */
export const accreditations = pgTable("accreditations", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  trackId: text("track_id").notNull().references(() => tracks.id),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  state: text("state").$type<Accreditation["state"]>().notNull(),
  turn: integer("turn").notNull(),
  appliedDay: date("applied_day").notNull(),
  circulatedDay: date("circulated_day"),
  windowEnds: date("window_ends"),
  decidedDay: date("decided_day"),
  appealUntil: date("appeal_until"),
  appealedDay: date("appealed_day"),
  appliedPhase: integer("applied_phase").notNull(),
  phase: integer("phase").notNull(),
  named: boolean("named").notNull(),
}, (table) => [
  uniqueIndex("accreditations_one_at_a_time").on(table.processId, table.stakeholderId).where(oneOf("state", liveStates)),
  index("accreditations_by_stakeholder").on(table.stakeholderId),
  check("accreditations_state", oneOf("state", states)),
  check("accreditations_circulated", sql`(circulated_day is null) = (window_ends is null) and (state <> 'circulated' or window_ends is not null)`),
  check("accreditations_decided", sql`state not in ('accredited', 'refused', 'appealed', 'lapsed') or decided_day is not null`),
]);

/** What a body sent: for itself and the officers. */
export const accreditationFiles = pgTable("accreditation_files", {
  accreditationId: text("accreditation_id").primaryKey().references(() => accreditations.id, { onDelete: "cascade" }),
  statement: text("statement").notNull(),
  /** By kind: where each document can be read, or how it was sent. */
  documents: jsonb("documents").$type<Record<string, string>>().notNull(),
  /** What the body says against a refusal. */
  appeal: text("appeal"),
});

/** What happened to a file, turn by turn, with what the record was told of it: for the body and the officers. */
export const accreditationSteps = pgTable("accreditation_steps", {
  accreditationId: text("accreditation_id").notNull().references(() => accreditations.id, { onDelete: "cascade" }),
  turn: integer("turn").notNull(),
  deed: text("deed").$type<Deed>().notNull(),
  day: date("day").notNull(),
  /** The officer's name; null for what the body did itself. */
  by: text("by"),
  because: text("because"),
  /** The last day of what a deed began, the phase it leads to or the number of the objection it is about. */
  until: date("until"), phase: integer("phase"), objection: integer("objection"),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [primaryKey({ columns: [table.accreditationId, table.turn] })]);

/** Decisions that are not sent yet: for the officers alone, and gone once they are sent or taken back. */
export const preparedDecisions = pgTable("accreditation_prepared", {
  accreditationId: text("accreditation_id").primaryKey().references(() => accreditations.id, { onDelete: "cascade" }),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  turn: integer("turn").notNull(),
  outcome: text("outcome").$type<Outcome>().notNull(),
  because: text("because"),
  by: text("by").notNull(),
  day: date("day").notNull(),
});

/** The register of objections, for everyone. */
export const objections = pgTable("objections", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  trackId: text("track_id").notNull().references(() => tracks.id),
  number: integer("number").notNull(),
  author: text("author"),
  reason: text("reason"),
  day: date("day").notNull(),
  state: text("state").$type<Objection["state"]>().notNull(),
  settledDay: date("settled_day"),
  settledBecause: text("settled_because"),
  reply: text("reply"),
  repliedDay: date("replied_day"),
  namedId: text("named_id").references(() => stakeholders.id),
}, (table) => [unique().on(table.processId, table.number), check("objections_settled", sql`state in ('standing', 'withdrawn', 'set-aside') and (state = 'standing') = (settled_day is null)`)]);

/** Which file an objection is about, and what the body answered in confidence: for that body and the officers. */
export const objectionFiles = pgTable("objection_files", {
  objectionId: text("objection_id").primaryKey().references(() => objections.id, { onDelete: "cascade" }),
  accreditationId: text("accreditation_id").notNull().references(() => accreditations.id, { onDelete: "cascade" }),
  reply: text("reply"),
}, (table) => [index("objection_files_by_accreditation").on(table.accreditationId)]);
