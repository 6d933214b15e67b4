import { sql } from "drizzle-orm";
import { customType, date, index, integer, jsonb, pgTable, primaryKey, real, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { Fidelity, Kind } from "@travaux/treaty-text";
import type { Statement } from "@travaux/record-proofs";
import { bytea } from "../../ground/record/tables.ts";
import type { Localized } from "../../ground/words.ts";
import { processes } from "../processes/tables.ts";
import { themes } from "../themes/tables.ts";
import type { Alignment, Authenticity, Status } from "./text.ts";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/** A text under negotiation. */
export const instruments = pgTable("instruments", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  slug: text("slug").notNull(),
  title: jsonb("title").$type<Localized>().notNull(),
  position: integer("position").notNull(),
}, (table) => [unique().on(table.processId, table.slug)]);

/** A dated draft with its symbol; a visitor sees it once it is published. */
export const versions = pgTable("versions", {
  id: text("id").primaryKey(),
  instrumentId: text("instrument_id").notNull().references(() => instruments.id, { onDelete: "cascade" }),
  sequence: integer("sequence").notNull(),
  slug: text("slug").notNull(),
  symbol: text("symbol").notNull(),
  date: date("day").notNull(),
  status: text("status").$type<Status>().notNull(),
  title: jsonb("title").$type<Localized>().notNull(),
  publishedAt: timestamp("published_at", { withTimezone: true }),
  publishedBy: text("published_by"),
}, (table) => [unique().on(table.instrumentId, table.slug), unique().on(table.instrumentId, table.symbol), unique().on(table.instrumentId, table.sequence)]);

/** What shows that a version was published as it is: the statement entered in the record, and its salt. */
export const versionEntries = pgTable("version_entries", {
  versionId: text("version_id").primaryKey().references(() => versions.id, { onDelete: "cascade" }),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytea("salt").notNull(),
});

/** A version in a language, as it was read from a document. */
export const editions = pgTable("editions", {
  id: text("id").primaryKey(),
  versionId: text("version_id").notNull().references(() => versions.id, { onDelete: "cascade" }),
  language: text("language").notNull(),
  authenticity: text("authenticity").$type<Authenticity>().notNull(),
  source: text("source"),
  fileName: text("file_name").notNull(),
  sha256: text("sha256").notNull(),
  fidelity: jsonb("fidelity").$type<Fidelity>().notNull(),
  importedAt: timestamp("imported_at", { withTimezone: true }).notNull(),
  importedBy: text("imported_by").notNull(),
}, (table) => [unique().on(table.versionId, table.language)]);

/** The words of one provision in an edition, in reading order; children follow their parent. */
export const passages = pgTable("passages", {
  editionId: text("edition_id").notNull().references(() => editions.id, { onDelete: "cascade" }),
  position: integer("position").notNull(),
  id: text("eid").notNull(),
  parentId: text("parent_eid"),
  kind: text("kind").$type<Kind>().notNull(),
  number: text("number"),
  heading: text("heading"),
  text: text("text").notNull(),
  closing: text("closing"),
  /** The words cut for the search of their language, and that language's configuration. */
  searchable: text("searchable").notNull(),
  configuration: text("configuration").notNull(),
  found: tsvector("found").generatedAlwaysAs(sql`(case configuration
    when 'english' then to_tsvector('pg_catalog.english', searchable) when 'french' then to_tsvector('pg_catalog.french', searchable)
    when 'spanish' then to_tsvector('pg_catalog.spanish', searchable) when 'russian' then to_tsvector('pg_catalog.russian', searchable)
    when 'arabic' then to_tsvector('pg_catalog.arabic', searchable) when 'german' then to_tsvector('pg_catalog.german', searchable)
    else to_tsvector('pg_catalog.simple', searchable) end)`),
}, (table) => [primaryKey({ columns: [table.editionId, table.position] }), unique().on(table.editionId, table.id), index("passages_found").using("gin", table.found)]);

/** A provision through every version: what stays when number, place and words change. */
export const provisions = pgTable("provisions", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  instrumentId: text("instrument_id").notNull().references(() => instruments.id, { onDelete: "cascade" }),
  /** "014"; what stands inside an article goes by its article's: "014-3". */
  number: text("number").notNull(),
  /** A number given before a correction leads on to the provision that it turned out to be. */
  becameId: text("became_id"),
}, (table) => [unique().on(table.processId, table.number)]);

/** Where a provision stands in a version. */
export const places = pgTable("places", {
  versionId: text("version_id").notNull().references(() => versions.id, { onDelete: "cascade" }),
  id: text("eid").notNull(),
  provisionId: text("provision_id").notNull().references(() => provisions.id),
}, (table) => [primaryKey({ columns: [table.versionId, table.id] }), unique().on(table.versionId, table.provisionId), index("places_by_provision").on(table.provisionId)]);

/** How the provisions of a version go with those of the version before it: suggested, or decided by a named editor. */
export const alignments = pgTable("alignments", {
  id: text("id").primaryKey(),
  versionId: text("version_id").notNull().references(() => versions.id, { onDelete: "cascade" }),
  old: text("old_eids").array().notNull(),
  new: text("new_eids").array().notNull(),
  changes: text("changes").array().$type<Alignment["changes"]>().notNull(),
  similarity: real("similarity").notNull(),
  position: integer("position").notNull(),
  state: text("state").$type<Alignment["state"]>().notNull(),
  decidedBy: text("decided_by"),
  decidedAt: timestamp("decided_at", { withTimezone: true }),
}, (table) => [index("alignments_by_version").on(table.versionId, table.position)]);

/** Which themes a provision is about, through all its versions. */
export const provisionThemes = pgTable("provision_themes", {
  provisionId: text("provision_id").notNull().references(() => provisions.id, { onDelete: "cascade" }),
  themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.provisionId, table.themeId] })]);
