import type { Statement } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { check, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea } from "../../ground/record/tables.ts";
import { findingReleases } from "../findings/tables.ts";
import { meetings } from "../meetings/tables.ts";
import { processes } from "../processes/tables.ts";
import { statements } from "../statements/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { themes } from "../themes/tables.ts";
import { deeds, outcomes, ownerStates, states, type Commitment, type CommitmentChange, type Owner } from "./commitment.ts";

const oneOf = (column: string, all: readonly string[]) => sql.raw(`${column} in (${all.map((it) => `'${it}'`).join(", ")})`);
const ofCommitment = () => text("commitment_id").notNull().references(() => commitments.id, { onDelete: "cascade" });
/** A body that may go: what it did stays, and says no name. */
const body = (name: string) => text(name).references(() => stakeholders.id, { onDelete: "set null" });

/** Commitments of a process; what nobody has confirmed is for those who were asked and the officers of the process, under a row policy. */
export const commitments = pgTable("commitments", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  number: integer("number").notNull(),
  state: text("state").$type<Commitment["state"]>().notNull(),
  turn: integer("turn").notNull(),
  title: text("title").notNull(), what: text("what").notNull(), indicator: text("indicator").notNull(),
  language: text("language").$type<Commitment["language"]>().notNull(),
  dueDay: date("due_day").notNull(),
  /** What it was born of: at most one of these. */
  meetingId: text("meeting_id").references(() => meetings.id, { onDelete: "set null" }),
  statementId: text("statement_id").references(() => statements.id, { onDelete: "set null" }),
  findingReleaseId: text("finding_release_id").references(() => findingReleases.id, { onDelete: "set null" }),
  findingNumber: integer("finding_number"),
  proposerId: body("proposer_id"),
  proposedDay: date("proposed_day").notNull(),
  openedDay: date("opened_day"),
  closedDay: date("closed_day"),
  outcome: text("outcome").$type<Commitment["outcome"]>(),
  report: text("report"),
}, (table) => [
  unique().on(table.processId, table.number), index("commitments_by_meeting").on(table.meetingId), index("commitments_by_due_day").on(table.dueDay),
  check("commitments_state", oneOf("state", states)),
  check("commitments_origin", sql`num_nonnulls(meeting_id, statement_id, finding_release_id) <= 1 and (finding_release_id is null or finding_number is not null)`),
  check("commitments_opened", sql`(opened_day is not null or state in ('proposed', 'given-up')) and (opened_day is null or state <> 'proposed')`),
  check("commitments_closed", sql`(state in ('done', 'given-up')) = (closed_day is not null) and (closed_day is null) = (report is null)`),
  check("commitments_outcome", sql.raw(`(state = 'done') = (outcome is not null) and (outcome is null or outcome in (${outcomes.map((it) => `'${it}'`).join(", ")}))`)),
]);

/** What a commitment is about. */
export const commitmentThemes = pgTable("commitment_themes", { commitmentId: ofCommitment(), themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }) },
  (table) => [primaryKey({ columns: [table.commitmentId, table.themeId] }), index("commitment_themes_by_theme").on(table.themeId)]);

/** Who was asked to own it: everyone reads who confirmed, and who had; who was asked or declined is for those inside. A body that goes takes its place with it, and the commitment stays. */
export const commitmentOwners = pgTable("commitment_owners", {
  commitmentId: ofCommitment(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  state: text("state").$type<Owner["state"]>().notNull(),
  askedDay: date("asked_day").notNull(),
  confirmedDay: date("confirmed_day"),
  day: date("day").notNull(),
  because: text("because"),
}, (table) => [
  primaryKey({ columns: [table.commitmentId, table.stakeholderId] }), index("commitment_owners_by_stakeholder").on(table.stakeholderId),
  check("commitment_owners_state", oneOf("state", ownerStates)),
  check("commitment_owners_answered", sql`(state not in ('confirmed', 'left') or confirmed_day is not null) and (state in ('declined', 'left')) = (because is not null)`),
]);

/** What owners did: for everyone, and only added to. */
export const commitmentProgress = pgTable("commitment_progress", {
  commitmentId: ofCommitment(),
  number: integer("number").notNull(),
  stakeholderId: body("stakeholder_id"),
  text: text("text").notNull(),
  share: integer("share"),
  evidence: text("evidence"), evidenceText: text("evidence_text"),
  corrects: integer("corrects"),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.commitmentId, table.number] }), check("commitment_progress_share", sql`share between 0 and 100`), check("commitment_progress_corrects", sql`corrects < number`)]);

/** What happened in public, for everyone, with what the record was told of it. */
export const commitmentChanges = pgTable("commitment_changes", {
  commitmentId: ofCommitment(),
  sequence: integer("sequence").notNull(),
  what: text("what").$type<CommitmentChange["what"]>().notNull(),
  stakeholderId: body("stakeholder_id"),
  day: date("day").notNull(),
  by: text("by").notNull(),
  because: text("because"),
  before: date("before"), after: date("after"),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [
  primaryKey({ columns: [table.commitmentId, table.sequence] }), check("commitment_changes_what", oneOf("what", deeds)),
  check("commitment_changes_moved", sql`(what = 'moved') = (before is not null) and (before is null) = (after is null) and (what <> 'moved' or because is not null)`),
]);
