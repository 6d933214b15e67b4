import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { Statement as Sealed } from "@travaux/record-proofs";
import { people } from "../../ground/auth/tables.ts";
import { bytea } from "../../ground/record/tables.ts";
import type { Language } from "../../ground/words.ts";
import { calls } from "../calls/tables.ts";
import { contributions } from "../contributions/tables.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { actKinds, type ActKind } from "./counting.ts";
import { consents, remarkAttributions, type ConsentKind, type Remark } from "./drafting.ts";
import type { Accepted } from "./signing.ts";
import { deeds, drafterStates, paragraphKinds, states, versionKinds, type Deed, type DrafterState, type ParagraphKind, type State, type StatementText, type VersionKind } from "./statement.ts";

const oneOf = (column: string, all: readonly string[]) => sql.raw(`${column} in (${all.map((it) => `'${it}'`).join(", ")})`);
const moment = (name: string) => timestamp(name, { withTimezone: true });
const ofStatement = () => text("statement_id").notNull().references(() => statements.id, { onDelete: "cascade" });
const ofParagraph = () => text("paragraph_id").notNull().references(() => statementParagraphs.id, { onDelete: "cascade" });
const body = (name = "stakeholder_id") => text(name).references(() => stakeholders.id);

/** Joint statements; while they are drafted, they are for the bodies that draft them, under a row policy. */
export const statements = pgTable("statements", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  number: integer("number").notNull(),
  state: text("state").$type<State>().notNull(),
  turn: integer("turn").notNull(),
  initiatorId: body("initiator_id").notNull(),
  workingTitle: text("working_title").notNull(),
  language: text("language").$type<Language>().notNull(),
  version: integer("version").notNull(),
  individuals: boolean("individuals").notNull(),
  perParagraph: boolean("per_paragraph").notNull(),
  closesAt: moment("closes_at"),
  toleranceMinutes: integer("tolerance_minutes").notNull(),
  callId: text("call_id").references(() => calls.id),
  begunDay: date("begun_day").notNull(),
  openedDay: date("opened_day"),
  closedDay: date("closed_day"),
  closedBecause: text("closed_because"),
  deliveredId: text("delivered_id").references(() => contributions.id),
}, (table) => [
  unique().on(table.processId, table.number), index("statements_by_call").on(table.callId),
  check("statements_state", oneOf("state", states)),
  check("statements_opened", sql`(state in ('open', 'closed')) = (opened_day is not null) and (opened_day is not null) = (version > 0)`),
  check("statements_ended", sql`(state in ('closed', 'abandoned')) = (closed_day is not null)`),
  check("statements_tolerance", sql`tolerance_minutes between 0 and 1440`),
]);

/** Who drafts: known to those who draft; once it is open, to everyone. */
export const statementDrafters = pgTable("statement_drafters", {
  statementId: ofStatement(),
  stakeholderId: body().notNull(),
  state: text("state").$type<DrafterState>().notNull(),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.statementId, table.stakeholderId] }), index("statement_drafters_by_body").on(table.stakeholderId), check("statement_drafters_state", oneOf("state", drafterStates))]);

/** Paragraphs while they are drafted: for those who draft. */
export const statementParagraphs = pgTable("statement_paragraphs", {
  id: text("id").primaryKey(),
  statementId: ofStatement(),
  position: integer("position").notNull(),
  kind: text("kind").$type<ParagraphKind>().notNull(),
  edition: integer("edition").notNull(),
  removed: boolean("removed").notNull(),
}, (table) => [index("statement_paragraphs_by_place").on(table.statementId, table.position), check("statement_paragraphs_kind", oneOf("kind", paragraphKinds))]);

/** What a paragraph said, edition by edition: for those who draft. */
export const statementWordings = pgTable("statement_wordings", {
  paragraphId: ofParagraph(),
  edition: integer("edition").notNull(),
  text: text("text").notNull(),
  byId: body("by_id").notNull(),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.paragraphId, table.edition] })]);

/** Who can live with an edition, and who cannot without which change: for those who draft. */
export const statementConsents = pgTable("statement_consents", {
  paragraphId: ofParagraph(),
  edition: integer("edition").notNull(),
  stakeholderId: body().notNull(),
  consent: text("consent").$type<ConsentKind>().notNull(),
  because: text("because"),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.paragraphId, table.edition, table.stakeholderId] }), check("statement_consents_consent", sql.raw(`consent in (${consents.map((it) => `'${it}'`).join(", ")}) and (consent = 'live' or because is not null)`))]);

/** What is said about paragraphs in the room, by name or by nobody: for those who draft. */
export const statementRemarks = pgTable("statement_remarks", {
  id: text("id").primaryKey(),
  statementId: ofStatement(),
  paragraphId: ofParagraph(),
  edition: integer("edition").notNull(),
  attribution: text("attribution").$type<Remark["attribution"]>().notNull(),
  stakeholderId: body(),
  text: text("text").notNull(),
  day: date("day").notNull(),
  state: text("state").$type<Remark["state"]>().notNull(),
}, (table) => [
  index("statement_remarks_by_paragraph").on(table.paragraphId), check("statement_remarks_attribution", oneOf("attribution", remarkAttributions)),
  check("statement_remarks_nobody", sql`(attribution = 'named') = (stakeholder_id is not null)`),
  check("statement_remarks_state", sql`state = 'shown' or (state = 'waiting' and attribution = 'unattributed')`),
]);

/** Versions of a statement that was opened: for everyone. */
export const statementVersions = pgTable("statement_versions", {
  statementId: ofStatement(),
  version: integer("version").notNull(),
  kind: text("kind").$type<VersionKind>().notNull(),
  because: text("because").notNull(),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.statementId, table.version] }), check("statement_versions_kind", sql.raw(`kind in (${versionKinds.map((it) => `'${it}'`).join(", ")}) and (kind = 'first') = (version = 1)`))]);

/** A version in one language, frozen to its hash: for everyone. */
export const statementTexts = pgTable("statement_texts", {
  statementId: ofStatement(),
  version: integer("version").notNull(),
  language: text("language").$type<Language>().notNull(),
  edition: integer("edition").notNull(),
  title: text("title").notNull(),
  paragraphs: jsonb("paragraphs").$type<StatementText["paragraphs"]>().notNull(),
  translator: text("translator"),
  sha256: text("sha256").notNull(),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.statementId, table.version, table.language, table.edition] }), index("statement_texts_by_hash").on(table.sha256), check("statement_texts_hash", sql`sha256 ~ '^[0-9a-f]{64}$'`)]);

/** What happened to a statement in public, for everyone, with what the record was told of it. */
export const statementChanges = pgTable("statement_changes", {
  statementId: ofStatement(),
  sequence: integer("sequence").notNull(),
  what: text("what").$type<Deed>().notNull(),
  version: integer("version").notNull(),
  language: text("language").$type<Language>(),
  day: date("day").notNull(),
  by: text("by").notNull(),
  because: text("because"),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Sealed>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [primaryKey({ columns: [table.statementId, table.sequence] }), check("statement_changes_what", oneOf("what", deeds))]);

/** Signatures, refusals of a newer version, and withdrawals: kept for good. Everyone reads those of verified bodies and of people. */
export const statementActs = pgTable("statement_acts", {
  id: text("id").primaryKey(),
  statementId: ofStatement(),
  /** A body under the id it had then, or a person: "body:…", "person:…". */
  signatory: text("signatory").notNull(),
  /** Counted from 1 for each signatory: two who sign for one body at once cannot both be first. */
  sequence: integer("sequence").notNull(),
  what: text("what").$type<ActKind>().notNull(),
  version: integer("version").notNull(),
  stakeholderId: body(),
  personId: text("person_id").references(() => people.id),
  /** Under which name and in which capacity: of a person who signs for themselves both, of a body’s the capacity. */
  name: text("name"),
  capacity: text("capacity"),
  accepted: jsonb("accepted").$type<Accepted[]>().notNull(),
  /** The numbers of the paragraphs that are signed; null: the whole. */
  paragraphs: integer("paragraphs").array(),
  because: text("because"),
  at: moment("at").notNull(),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Sealed>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [
  unique("statement_acts_one_after_another").on(table.statementId, table.signatory, table.sequence), index("statement_acts_by_version").on(table.statementId, table.version), index("statement_acts_by_body").on(table.stakeholderId),
  check("statement_acts_what", oneOf("what", actKinds)),
  check("statement_acts_who", sql`(stakeholder_id is null) <> (person_id is null) and signatory = coalesce('body:' || stakeholder_id, 'person:' || person_id)`),
  check("statement_acts_signed", sql`(what = 'signed') = (jsonb_array_length(accepted) > 0)`),
]);

/** Signatures that somebody of a body put forward and its focal point has not confirmed: for that body alone. */
export const statementPendings = pgTable("statement_pendings", {
  id: text("id").primaryKey(),
  statementId: ofStatement(),
  stakeholderId: body().notNull(),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  version: integer("version").notNull(),
  capacity: text("capacity").notNull(),
  accepted: jsonb("accepted").$type<Accepted[]>().notNull(),
  paragraphs: integer("paragraphs").array(),
  day: date("day").notNull(),
}, (table) => [unique("statement_pendings_one_for_each").on(table.statementId, table.stakeholderId), index("statement_pendings_by_body").on(table.stakeholderId)]);

/** Links that were mailed to bodies without an account: neither the address nor the link itself is kept. For those who draft. */
export const statementInvitations = pgTable("statement_invitations", {
  id: text("id").primaryKey(),
  statementId: ofStatement(),
  /** SHA-256 of what stands in the link, in hexadecimal. */
  tokenHash: text("token_hash").notNull().unique(),
  byId: body("by_id").notNull(),
  day: date("day").notNull(),
  /** From this day on the link leads nowhere. */
  endsDay: date("ends_day").notNull(),
  usedDay: date("used_day"),
}, (table) => [index("statement_invitations_by_statement").on(table.statementId)]);
