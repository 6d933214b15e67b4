import type { Statement } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { boolean, check, date, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea } from "../../ground/record/tables.ts";
import { meetings } from "../meetings/tables.ts";
import { registrations } from "../registrations/tables.ts";
import type { Replaced, Selection, SelectionFiles } from "./selection.ts";

/** Draws of people for meetings; one that is being prepared is read by officers alone, under a row policy. */
export const selections = pgTable("selections", {
  id: text("id").primaryKey(),
  meetingId: text("meeting_id").notNull().unique().references(() => meetings.id, { onDelete: "cascade" }),
  state: text("state").$type<Selection["state"]>().notNull(), underRule: boolean("under_rule").notNull(),
  size: integer("size").notNull(), quotas: jsonb("quotas").$type<Selection["quotas"]>().notNull(), perOrganisation: integer("per_organisation"),
  method: text("method").$type<Selection["method"]>().notNull(), alternates: integer("alternates").notNull(), answerDays: integer("answer_days").notNull(),
  seedDay: date("seed_day"), seedPlace: text("seed_place"), poolHash: text("pool_hash"), quotasHash: text("quotas_hash"),
  chances: jsonb("chances").$type<Selection["chances"]>(), relaxation: jsonb("relaxation").$type<Selection["relaxation"]>(),
  publishedBy: text("published_by"), publishedDay: date("published_day"),
  seed: text("seed"), drawnBy: text("drawn_by"), drawnDay: date("drawn_day"), resultHash: text("result_hash"),
}, () => [
  check("selections_size", sql`size between 1 and 2000 and alternates between 0 and 2000`),
  check("selections_published", sql`(state = 'draft') = (published_day is null) and (state = 'draft' or pool_hash is not null)`),
  check("selections_drawn", sql`(state = 'drawn') = (seed is not null) and (state = 'drawn') = (drawn_by is not null)`),
]);

const ofSelection = () => text("selection_id").notNull().references(() => selections.id, { onDelete: "cascade" });

/** The pool by pseudonym, the chances and the result: for applicants and officers, and for everyone where the meeting is not under the Rule. */
export const selectionFiles = pgTable("selection_files", {
  selectionId: ofSelection().primaryKey(), pool: text("pool").notNull(), quotas: text("quotas").notNull(),
  chances: jsonb("chances").$type<SelectionFiles["chances"]>().notNull(), result: jsonb("result").$type<SelectionFiles["result"]>(),
});

/** Whose pseudonym is whose: for the person, and officers. */
export const selectionApplicants = pgTable("selection_applicants", {
  selectionId: ofSelection(), registrationId: text("registration_id").notNull().references(() => registrations.id, { onDelete: "cascade" }),
  pseudonym: text("pseudonym").notNull(), organisation: text("organisation").notNull(), inPool: boolean("in_pool").notNull(), acceptedDay: date("accepted_day"), declinedDay: date("declined_day"),
}, (table) => [primaryKey({ columns: [table.selectionId, table.registrationId] }), unique().on(table.selectionId, table.pseudonym)]);

/** What was done in a draw, with what the record was told: published, drawn, and each replacement by pseudonym. */
export const selectionDeeds = pgTable("selection_deeds", {
  selectionId: ofSelection(), number: integer("number").notNull(), what: text("what").$type<"published" | "drawn" | "replaced">().notNull(),
  leaver: text("leaver"), comer: text("comer"), comesFrom: text("comes_from").$type<Replaced["from"]>(), by: text("by").notNull(), day: date("day").notNull(),
  entry: uuid("entry").notNull().unique(), statement: jsonb("statement").$type<Statement>().notNull(), salt: bytea("salt").notNull(),
}, (table) => [primaryKey({ columns: [table.selectionId, table.number] })]);
