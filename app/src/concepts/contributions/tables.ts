import { sql } from "drizzle-orm";
import { boolean, check, customType, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, type AnyPgColumn } from "drizzle-orm/pg-core";
import type { Statement } from "@travaux/record-proofs";
import { people } from "../../ground/auth/tables.ts";
import { forums } from "../disclosure/tables.ts";
import type { Attribution, Audience } from "../disclosure/rule.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { provisions, versions } from "../texts/tables.ts";
import type { Authorship, Contribution, HeldReason, State } from "./contribution.ts";

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** Inputs, without their words and without who wrote them. Row policies and checks stand in the migration. */
export const contributions = pgTable("contributions", {
  id: text("id").primaryKey(),
  reference: text("reference").notNull().unique(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  forumId: text("forum_id").notNull().references(() => forums.id, { onDelete: "cascade" }),
  kind: text("kind").$type<Contribution["kind"]>().notNull(),
  versionId: text("version_id").notNull().references(() => versions.id, { onDelete: "cascade" }),
  place: text("place").notNull(),
  provisionId: text("provision_id").notNull().references(() => provisions.id, { onDelete: "cascade" }),
  parentId: text("parent_id"),
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
