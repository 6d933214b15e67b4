import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid, type AnyPgColumn } from "drizzle-orm/pg-core";
import type { Statement } from "@travaux/record-proofs";
import { bytea } from "../../ground/record/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { themes } from "../themes/tables.ts";
import type { Change } from "./change.ts";
import { forms, functions, partnerStates, reviewOutcomes, states, statuses, type Edition, type Partner, type Partnership, type Review } from "./partnership.ts";

const oneOf = (column: string, all: readonly string[]) => sql.raw(`${column} in (${all.map((it) => `'${it}'`).join(", ")})`);
const ofPartnership = () => text("partnership_id").notNull().references(() => partnerships.id, { onDelete: "cascade" });

/** The register; what was never public is for its partners and the officers, under a row policy. */
export const partnerships = pgTable("partnerships", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  state: text("state").$type<Partnership["state"]>().notNull(),
  edition: integer("edition").notNull(),
  turn: integer("turn").notNull(),
  proposerId: text("proposer_id").notNull().references(() => stakeholders.id),
  proposedDay: date("proposed_day").notNull(),
  publishedDay: date("published_day"),
  mergedIntoId: text("merged_into_id").references((): AnyPgColumn => partnerships.id),
}, (table) => [
  index("partnerships_by_state").on(table.state),
  check("partnerships_state", oneOf("state", states)),
  check("partnerships_published", sql`(edition > 0) = (published_day is not null) and (state <> 'published' or edition > 0)`),
  check("partnerships_merged", sql`(state = 'merged') = (merged_into_id is not null)`),
]);

const words = (name: string) => jsonb(name).$type<Edition["title"]>().notNull();
/** What a partnership says, edition by edition. The next after the public one waits, and is for its partners and the officers. */
export const partnershipEditions = pgTable("partnership_editions", {
  partnershipId: ofPartnership(),
  edition: integer("edition").notNull(),
  byId: text("by_id").notNull().references(() => stakeholders.id),
  day: date("day").notNull(),
  changed: text("changed").array().$type<Edition["changed"]>().notNull(),
  publishedDay: date("published_day"),
  title: words("title"), about: words("about"),
  form: text("form").$type<Edition["form"]>().notNull(),
  basis: words("basis"), rights: words("rights"), data: words("data"), resources: words("resources"), governance: words("governance"),
  countries: text("countries").array().notNull(),
  regions: text("regions").array().$type<Edition["regions"]>().notNull(),
  functions: text("functions").array().$type<Edition["functions"]>().notNull(),
  status: text("status").$type<Edition["status"]>().notNull(),
  startsDay: date("starts_day"),
  endsDay: date("ends_day"),
  results: jsonb("results").$type<Edition["results"]>().notNull(),
  sources: text("sources").array().notNull(),
  partOfId: text("part_of_id").references(() => partnerships.id),
  /** What the title is compared by: see nameKeyOf in stakeholders/names.ts. */
  titleKey: text("title_key").notNull(),
}, (table) => [
  primaryKey({ columns: [table.partnershipId, table.edition] }), index("partnership_editions_by_title").on(table.titleKey),
  check("partnership_editions_form", oneOf("form", forms)), check("partnership_editions_status", oneOf("status", statuses)),
  check("partnership_editions_functions", sql.raw(`functions <@ array[${functions.map((it) => `'${it}'`).join(", ")}]::text[] and cardinality(functions) > 0`)),
  check("partnership_editions_days", sql`ends_day is null or (starts_day is not null and ends_day >= starts_day)`),
  check("partnership_editions_part_of", sql`part_of_id <> partnership_id`),
]);

const ofEdition = { partnershipId: text("partnership_id").notNull(), edition: integer("edition").notNull() };
/** The crime types of an edition. */
export const partnershipCrimes = pgTable("partnership_crimes", {
  ...ofEdition, themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.partnershipId, table.edition, table.themeId] }), index("partnership_crimes_by_theme").on(table.themeId), foreignKey({ name: "partnership_crimes_edition_fk", columns: [table.partnershipId, table.edition], foreignColumns: [partnershipEditions.partnershipId, partnershipEditions.edition] }).onDelete("cascade")]);

/** Who is in an edition: everyone reads who confirmed one that is public; the rest is for the partners and the officers. */
export const partnershipPartners = pgTable("partnership_partners", {
  ...ofEdition, stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  role: text("role").notNull(),
  state: text("state").$type<Partner["state"]>().notNull(),
  because: text("because"),
  day: date("day"),
}, (table) => [
  primaryKey({ columns: [table.partnershipId, table.edition, table.stakeholderId] }), index("partnership_partners_by_stakeholder").on(table.stakeholderId),
  foreignKey({ name: "partnership_partners_edition_fk", columns: [table.partnershipId, table.edition], foreignColumns: [partnershipEditions.partnershipId, partnershipEditions.edition] }).onDelete("cascade"),
  check("partnership_partners_state", oneOf("state", partnerStates)), check("partnership_partners_answered", sql`(state = 'asked') = (day is null)`),
]);

/** What officers found: for the partners and the officers. */
export const partnershipReviews = pgTable("partnership_reviews", {
  ...ofEdition, reviewer: text("reviewer").notNull(),
  by: text("by").notNull(),
  outcome: text("outcome").$type<Review["outcome"]>().notNull(),
  checks: text("checks").array().notNull(),
  because: text("because"),
  day: date("day").notNull(),
}, (table) => [
  primaryKey({ columns: [table.partnershipId, table.edition, table.reviewer] }),
  foreignKey({ name: "partnership_reviews_edition_fk", columns: [table.partnershipId, table.edition], foreignColumns: [partnershipEditions.partnershipId, partnershipEditions.edition] }).onDelete("cascade"),
  check("partnership_reviews_outcome", sql.raw(`outcome in (${reviewOutcomes.map((it) => `'${it}'`).join(", ")}) and (outcome = 'passes' or because is not null)`)),
]);

/** What happened in public, for everyone, with what the record was told of it. */
export const partnershipChanges = pgTable("partnership_changes", {
  partnershipId: ofPartnership(),
  sequence: integer("sequence").notNull(),
  what: text("what").$type<Change["what"]>().notNull(),
  day: date("day").notNull(),
  by: text("by").notNull(),
  because: text("because"),
  changed: jsonb("changed").$type<Change["changed"]>().notNull(),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [primaryKey({ columns: [table.partnershipId, table.sequence] })]);

/** Questions to public entries, and what was answered: for everyone. */
export const partnershipQuestions = pgTable("partnership_questions", {
  partnershipId: ofPartnership(),
  number: integer("number").notNull(),
  text: text("text").notNull(),
  askerId: text("asker_id").notNull().references(() => stakeholders.id),
  day: date("day").notNull(),
  dueDay: date("due_day").notNull(),
  answer: text("answer"),
  answererId: text("answerer_id").references(() => stakeholders.id),
  answeredDay: date("answered_day"),
  asideBecause: text("aside_because"),
}, (table) => [primaryKey({ columns: [table.partnershipId, table.number] }), check("partnership_questions_answered", sql`(answer is null) = (answered_day is null) and (answer is null) = (answerer_id is null)`)]);

/** What a search finds a public partnership by: made from its edition and its partners whenever either changes. */
export const partnershipListings = pgTable("partnership_listings", {
  partnershipId: text("partnership_id").primaryKey().references(() => partnerships.id, { onDelete: "cascade" }),
  /** "crime:ransomware", "function:research", "region:african" and so on. */
  facets: text("facets").array().notNull(),
  /** All its words in all languages, folded. */
  words: text("words").notNull(),
}, (table) => [index("partnership_listings_by_facet").using("gin", table.facets)]);
