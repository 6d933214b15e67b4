import { sql } from "drizzle-orm";
import { boolean, check, customType, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, type AnyPgColumn } from "drizzle-orm/pg-core";
import type { Statement } from "@travaux/record-proofs";
import { people } from "../../ground/auth/tables.ts";
import { forums } from "../disclosure/tables.ts";
import type { Attribution, Audience } from "../disclosure/rule.ts";
import { calls } from "../calls/tables.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { provisions, versions } from "../texts/tables.ts";
import { themes } from "../themes/tables.ts";
import type { TypedAnswer } from "./answer.ts";
import { askStates, type AskState } from "./ask.ts";
import type { ClearanceAct } from "./clearance.ts";
import type { Authorship, Contribution, HeldReason, State } from "./contribution.ts";
import { draftClearances, type DraftClearance } from "./draft.ts";
import type { CoAuthorState, SubmissionDocument } from "./submission.ts";

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** Inputs, without their words and without who wrote them. Row policies and checks stand in the migration. */
export const contributions = pgTable("contributions", {
  id: text("id").primaryKey(),
  reference: text("reference").notNull().unique(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  forumId: text("forum_id").notNull().references(() => forums.id, { onDelete: "cascade" }),
  kind: text("kind").$type<Contribution["kind"]>().notNull(),
  versionId: text("version_id").references(() => versions.id, { onDelete: "cascade" }),
  place: text("place"),
  provisionId: text("provision_id").references(() => provisions.id, { onDelete: "cascade" }),
  callId: text("call_id").references(() => calls.id, { onDelete: "cascade" }),
  late: boolean("late").notNull().default(false),
  parentId: text("parent_id"),
  askNumber: integer("ask_number"),
  language: text("language").notNull(),
  audience: text("audience").$type<Audience>().notNull(),
  attribution: text("attribution").$type<Attribution>().notNull(),
  stakeholderId: text("stakeholder_id").references(() => stakeholders.id),
  personId: text("person_id").references(() => people.id, { onDelete: "set null" }),
  shownSector: text("shown_sector"),
  shownRegion: text("shown_region"),
  day: date("day").notNull(),
  state: text("state").$type<State>().notNull(),
  heldReason: text("held_reason").$type<HeldReason>(),
  heldBecause: text("held_because"),
  heldDay: date("held_day"),
  acknowledgedDay: date("acknowledged_day"),
  publishedDay: date("published_day"),
  edition: integer("edition").notNull().default(1),
  codeHash: text("code_hash").unique(),
  stands: boolean("stands"),
  standsDay: date("stands_day"),
}, (table) => [
  unique("contributions_with_attribution").on(table.id, table.attribution),
  foreignKey({ columns: [table.parentId], foreignColumns: [table.id] }).onDelete("set null"),
  index("contributions_by_version").on(table.versionId, table.place),
  index("contributions_by_provision").on(table.provisionId),
  index("contributions_by_stakeholder").on(table.stakeholderId),
  index("contributions_by_forum").on(table.forumId),
  index("contributions_by_call").on(table.callId),
  index("contributions_by_parent").on(table.parentId),
  check("contributions_cleared", sql`${table.kind} = 'submission' or ${table.state} not in ('received', 'returned', 'taken-back')`),
  check("contributions_about", sql`case ${table.kind} when 'comment' then ${table.versionId} is not null and ${table.place} is not null and ${table.provisionId} is not null and ${table.callId} is null
    when 'submission' then ${table.callId} is not null and ${table.versionId} is null and ${table.parentId} is null
    else ${table.versionId} is null and ${table.callId} is null end`),
  check("contributions_offered", sql`(${table.audience}, ${table.attribution}) in (('public', 'named'), ('public', 'kind'), ('public', 'unattributed'), ('participants', 'named'), ('participants', 'kind'), ('participants', 'unattributed'), ('secretariat', 'named'), ('secretariat', 'unattributed'))`),
  check("contributions_named", sql`(${table.attribution} = 'named') = (${table.stakeholderId} is not null) and (${table.personId} is null or ${table.attribution} = 'named')`),
  check("contributions_kind", sql`${table.attribution} = 'kind' or (${table.shownSector} is null and ${table.shownRegion} is null)`),
  check("contributions_code", sql`(${table.attribution} = 'unattributed') = (${table.codeHash} is not null)`),
  check("contributions_waiting", sql`${table.state} <> 'waiting' or ${table.attribution} = 'unattributed'`),
  check("contributions_stands", sql`(${table.stands} is null) = (${table.standsDay} is null)`),
  check("contributions_random_id", sql`${table.attribution} <> 'unattributed' or ${table.id} ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'`),
  check("contributions_held", sql`(${table.state} = 'held') = (${table.heldReason} is not null)`),
]);

/** The words, edition by edition; null once erased. */
export const wordings = pgTable("wordings", {
  contributionId: text("contribution_id").notNull().references(() => contributions.id, { onDelete: "cascade" }),
  edition: integer("edition").notNull(),
  body: text("body"),
  document: jsonb("document").$type<SubmissionDocument>(),
  inside: boolean("inside").notNull().default(false),
  redactedBecause: text("redacted_because"),
  day: date("day").notNull(),
  fingerprint: text("fingerprint").notNull(),
  configuration: text("configuration").notNull(),
  /** The words cut for the search of their language, null with them. */
  searchable: text("searchable"),
  found: tsvector("found").generatedAlwaysAs(sql`(case configuration
    when 'english' then to_tsvector('pg_catalog.english', searchable) when 'french' then to_tsvector('pg_catalog.french', searchable)
    when 'spanish' then to_tsvector('pg_catalog.spanish', searchable) when 'russian' then to_tsvector('pg_catalog.russian', searchable)
    when 'arabic' then to_tsvector('pg_catalog.arabic', searchable) else to_tsvector('pg_catalog.simple', searchable) end)`),
}, (table) => [primaryKey({ columns: [table.contributionId, table.edition] }), index("wordings_found").using("gin", table.found)]);

const ofAttributed = (table: { contributionId: AnyPgColumn; attribution: AnyPgColumn }, name: string) => [
  // An unattributed input has none: the pair must exist in contributions, and the check leaves it out.
  foreignKey({ name: `${name}_of_attributed`, columns: [table.contributionId, table.attribution], foreignColumns: [contributions.id, contributions.attribution] }).onDelete("cascade").onUpdate("cascade"),
  check(`${name}_attributed`, sql.raw("attribution in ('named', 'kind')")),
];

/** Who wrote it and when, to the second: for its own organisation and the forum's officers. */
export const authorships = pgTable("authorships", {
  contributionId: text("contribution_id").primaryKey(),
  attribution: text("attribution").$type<Authorship["attribution"]>().notNull(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  personId: text("person_id").references(() => people.id, { onDelete: "set null" }),
  filedAt: timestamp("filed_at", { withTimezone: true }).notNull(),
}, (table) => [...ofAttributed(table, "authorships"), index("authorships_by_stakeholder").on(table.stakeholderId)]);

/** What the record was told about it, with the salts: for the same. */
export const proofs = pgTable("contribution_proofs", {
  entry: text("entry").primaryKey(),
  contributionId: text("contribution_id").notNull(),
  attribution: text("attribution").$type<Authorship["attribution"]>().notNull(),
  what: text("what").notNull(),
  day: date("day").notNull(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytes("salt").notNull(),
}, (table) => [...ofAttributed(table, "contribution_proofs"), index("contribution_proofs_by_contribution").on(table.contributionId)]);

/** Commitments of unattributed inputs that wait for their batch: with no input, no order and no time. */
export const unattributedCommitments = pgTable("unattributed_commitments", {
  /** Random; its name in the record. */
  entry: text("entry").primaryKey(),
  forumId: text("forum_id").notNull().references(() => forums.id, { onDelete: "cascade" }),
  commitment: bytes("commitment").notNull(),
});

const oneOf = (values: readonly string[]) => sql.raw(values.map((it) => `'${it}'`).join(", "));

/** Asks of contributions, by number: exactly one state each. Their words stand in the document of the edition that holds; made by a trigger on `wordings`. */
export const asks = pgTable("asks", {
  contributionId: text("contribution_id").notNull().references(() => contributions.id, { onDelete: "cascade" }),
  number: integer("number").notNull(),
  state: text("state").$type<AskState>().notNull(),
}, (table) => [primaryKey({ columns: [table.contributionId, table.number] }), index("asks_by_state").on(table.state), check("asks_state", sql`${table.state} in (${oneOf(askStates)})`)]);

const ofAsk = (table: { contributionId: AnyPgColumn; number: AnyPgColumn }) =>
  foreignKey({ columns: [table.contributionId, table.number], foreignColumns: [asks.contributionId, asks.number] }).onDelete("cascade");

/** Where an ask is pinned: places of versions. */
export const askPins = pgTable("ask_pins", {
  contributionId: text("contribution_id").notNull(),
  number: integer("number").notNull(),
  versionId: text("version_id").notNull().references(() => versions.id, { onDelete: "cascade" }),
  place: text("place").notNull(),
}, (table) => [primaryKey({ columns: [table.contributionId, table.number, table.versionId, table.place] }), ofAsk(table), index("ask_pins_by_place").on(table.versionId, table.place)]);

/** Themes to which an ask is pinned. */
export const askThemes = pgTable("ask_themes", {
  contributionId: text("contribution_id").notNull(),
  number: integer("number").notNull(),
  themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.contributionId, table.number, table.themeId] }), ofAsk(table), index("ask_themes_by_theme").on(table.themeId)]);

/** Those on whose behalf a submission is also filed: each confirms by its own focal point. */
export const coAuthors = pgTable("co_authors", {
  contributionId: text("contribution_id").notNull().references(() => contributions.id, { onDelete: "cascade" }),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  state: text("state").$type<CoAuthorState>().notNull(),
  personId: text("person_id").references(() => people.id, { onDelete: "set null" }),
  decidedDay: date("decided_day"),
}, (table) => [primaryKey({ columns: [table.contributionId, table.stakeholderId] }), index("co_authors_by_stakeholder").on(table.stakeholderId)]);

/** What the secretariat did with a submission before it was shown, act by act: for its author and officers; the public reads counts. */
export const clearances = pgTable("clearances", {
  contributionId: text("contribution_id").notNull().references(() => contributions.id, { onDelete: "cascade" }),
  turn: integer("turn").notNull(),
  act: text("act").$type<ClearanceAct>().notNull(),
  because: text("because"),
  officer: text("officer").notNull(),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.contributionId, table.turn] })]);

/** Submissions that the secretariat takes out of the campaign that their words would put them in: by whom and why, for whoever reads them. */
export const campaignExceptions = pgTable("campaign_exceptions", {
  contributionId: text("contribution_id").primaryKey().references(() => contributions.id, { onDelete: "cascade" }),
  because: text("because").notNull(),
  officer: text("officer").notNull(),
  day: date("day").notNull(),
});

/** Answers to calls that are not sent yet, for whoever writes them, and colleagues asked to clear them; sent ones hold nothing but what they became, so that none is filed twice. */
export const drafts = pgTable("drafts", {
  id: text("id").primaryKey(),
  callId: text("call_id").notNull().references(() => calls.id, { onDelete: "cascade" }),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  edition: integer("edition").notNull(),
  content: jsonb("content").$type<TypedAnswer>(),
  keptAt: timestamp("kept_at", { withTimezone: true }).notNull(),
  clearance: text("clearance").$type<DraftClearance>().notNull(),
  clearanceText: text("clearance_text"),
  clearanceNote: text("clearance_note"),
  clearedBy: text("cleared_by").references(() => people.id, { onDelete: "set null" }),
  /** Goes with the authorship: what is made nobody’s leaves no draft that tells. */
  contributionId: text("contribution_id").references(() => authorships.contributionId, { onDelete: "cascade" }),
}, (table) => [
  index("drafts_by_person").on(table.personId), index("drafts_by_stakeholder").on(table.stakeholderId),
  check("drafts_sent", sql`(${table.content} is null) = (${table.contributionId} is not null)`),
  check("drafts_clearance", sql`${table.clearance} in (${oneOf(draftClearances)}) and (${table.clearance} = 'private') = (${table.clearanceText} is null)`),
]);
