import type { Statement } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { people } from "../../ground/auth/tables.ts";
import { bytea } from "../../ground/record/tables.ts";
import { meetings } from "../meetings/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import type { Figures } from "./figures.ts";
import type { Decision, Registration } from "./registration.ts";

/** A file as it is kept: what it is called, the hash of what came and of what is kept. */
export type AttachmentRow = { name: string; mediaType: string; bytes: number; received: string; kept: string };

/** People whom bodies registered for meetings: for officers, the body and the person, under a row policy. */
export const registrations = pgTable("registrations", {
  id: text("id").primaryKey(),
  meetingId: text("meeting_id").notNull().references(() => meetings.id, { onDelete: "cascade" }),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  personId: text("person_id").references(() => people.id, { onDelete: "set null" }),
  registeredBy: text("registered_by").references(() => people.id, { onDelete: "set null" }),
  name: text("name").notNull(), email: text("email").notNull(),
  mode: text("mode").$type<Registration["mode"]>().notNull(),
  days: text("days").array().notNull(), blocks: integer("blocks").array().notNull(),
  wish: text("wish").$type<Registration["wish"]>().notNull(),
  gender: text("gender").$type<Registration["gender"]>(), firstTime: boolean("first_time").notNull(), expertise: text("expertise"),
  accessibility: text("accessibility"), visaLetter: boolean("visa_letter").notNull(), interpretation: text("interpretation").$type<Registration["interpretation"]>(),
  proof: jsonb("proof").$type<AttachmentRow>(),
  state: text("state").$type<Registration["state"]>().notNull(), turn: integer("turn").notNull(),
  line: text("line"), appliedDay: date("applied_day").notNull(), decidedBy: text("decided_by"), decidedDay: date("decided_day"),
  came: boolean("came"), spoke: boolean("spoke"),
  entry: uuid("entry").notNull().unique(), statement: jsonb("statement").$type<Statement>().notNull(), salt: bytea("salt").notNull(),
}, (table) => [
  index("registrations_by_meeting").on(table.meetingId), index("registrations_by_body").on(table.stakeholderId), index("registrations_by_person").on(table.personId),
  check("registrations_state", sql`state in ('applied', 'proof-asked', 'registered', 'waiting', 'declined', 'withdrawn')`),
]);

/** Decisions on them that are not sent yet: for the officers of the meeting alone, and gone once they are sent or taken back. */
export const preparedRegistrations = pgTable("registration_prepared", {
  registrationId: text("registration_id").primaryKey().references(() => registrations.id, { onDelete: "cascade" }),
  meetingId: text("meeting_id").notNull().references(() => meetings.id, { onDelete: "cascade" }),
  turn: integer("turn").notNull(), decision: text("decision").$type<Decision>().notNull(), line: text("line"), by: text("by").notNull(), day: date("day").notNull(),
}, (table) => [index("registration_prepared_by_meeting").on(table.meetingId)]);

/** Counts of them that a named officer published, each once, with what would tell of a few left out: for everyone. */
export const registrationFigures = pgTable("registration_figures", {
  meetingId: text("meeting_id").notNull().references(() => meetings.id, { onDelete: "cascade" }),
  what: text("what").$type<"applied" | "chosen" | "came" | "spoke">().notNull(),
  figures: jsonb("figures").$type<Figures>().notNull(), by: text("by").notNull(), day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.meetingId, table.what] }), check("registration_figures_what", sql`what in ('applied', 'chosen', 'came', 'spoke')`)]);
