import { sql } from "drizzle-orm";
import { check, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Statement } from "@travaux/record-proofs";
import { bytea } from "../../ground/record/tables.ts";
import { partnerships } from "../partnerships/tables.ts";
import { reviewOutcomes } from "../partnerships/partnership.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { themes } from "../themes/tables.ts";
import { deeds, outcomes, states, strengths, type Practice, type PracticeChange, type PracticeReview, type Repeat } from "./practice.ts";

const oneOf = (column: string, all: readonly string[]) => sql.raw(`${column} in (${all.map((it) => `'${it}'`).join(", ")})`);
const ofPractice = () => text("practice_id").notNull().references(() => practices.id, { onDelete: "cascade" });
const words = (name: string) => jsonb(name).$type<Practice["title"]>().notNull();

/** Practices and lessons; what was never public is for its owner and the officers, under a row policy. */
export const practices = pgTable("practices", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  state: text("state").$type<Practice["state"]>().notNull(),
  turn: integer("turn").notNull(),
  ownerId: text("owner_id").notNull().references(() => stakeholders.id),
  proposedDay: date("proposed_day").notNull(),
  publishedDay: date("published_day"),
  withdrawnBecause: text("withdrawn_because"),
  title: words("title"), context: words("context"), problem: words("problem"), done: words("done"), result: words("result"), takes: words("takes"), safeguards: words("safeguards"), wrong: words("wrong"),
  strength: text("strength").$type<Practice["strength"]>().notNull(),
  evidence: text("evidence").array().notNull(),
  regions: text("regions").array().$type<Practice["regions"]>().notNull(),
}, (table) => [
  index("practices_by_state").on(table.state), index("practices_by_owner").on(table.ownerId),
  check("practices_state", oneOf("state", states)), check("practices_published", sql`state <> 'published' or published_day is not null`),
  check("practices_withdrawn", sql`state = 'withdrawn' or withdrawn_because is null`),
  check("practices_strength", sql.raw(`strength in (${strengths.map((it) => `'${it}'`).join(", ")}) and (strength = 'told' or cardinality(evidence) > 0)`)),
]);

/** What a practice is about. */
export const practiceThemes = pgTable("practice_themes", { practiceId: ofPractice(), themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }) },
  (table) => [primaryKey({ columns: [table.practiceId, table.themeId] }), index("practice_themes_by_theme").on(table.themeId)]);

/** In which partnerships it was done. */
export const practicePartnerships = pgTable("practice_partnerships", { practiceId: ofPractice(), partnershipId: text("partnership_id").notNull().references(() => partnerships.id, { onDelete: "cascade" }) },
  (table) => [primaryKey({ columns: [table.practiceId, table.partnershipId] }), index("practice_partnerships_by_partnership").on(table.partnershipId)]);

/** What officers found: for the owner and the officers. */
export const practiceReviews = pgTable("practice_reviews", {
  practiceId: ofPractice(),
  reviewer: text("reviewer").notNull(),
  by: text("by").notNull(),
  outcome: text("outcome").$type<PracticeReview["outcome"]>().notNull(),
  checks: text("checks").array().notNull(),
  because: text("because"),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.practiceId, table.reviewer] }), check("practice_reviews_outcome", sql.raw(`outcome in (${reviewOutcomes.map((it) => `'${it}'`).join(", ")}) and (outcome = 'passes' or because is not null)`))]);

/** Who repeated it, and what came of it: for everyone once the focal point of that body has confirmed it. */
export const practiceRepeats = pgTable("practice_repeats", {
  practiceId: ofPractice(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  text: text("text").notNull(),
  outcome: text("outcome").$type<Repeat["outcome"]>().notNull(),
  evidence: text("evidence"),
  day: date("day").notNull(),
  confirmedDay: date("confirmed_day"),
}, (table) => [primaryKey({ columns: [table.practiceId, table.stakeholderId] }), index("practice_repeats_by_stakeholder").on(table.stakeholderId), check("practice_repeats_outcome", oneOf("outcome", outcomes))]);

/** What happened to a practice in public, for everyone, with what the record was told of it. */
export const practiceChanges = pgTable("practice_changes", {
  practiceId: ofPractice(),
  sequence: integer("sequence").notNull(),
  what: text("what").$type<PracticeChange["what"]>().notNull(),
  stakeholderId: text("stakeholder_id").references(() => stakeholders.id),
  day: date("day").notNull(),
  by: text("by").notNull(),
  because: text("because"),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [
  primaryKey({ columns: [table.practiceId, table.sequence] }), check("practice_changes_what", oneOf("what", deeds)),
  check("practice_changes_body", sql`(stakeholder_id is not null) = (what in ('repeated', 'taken-back'))`),
]);

/** Questions to the owners of public practices, and what was answered: for everyone. */
export const practiceQuestions = pgTable("practice_questions", {
  practiceId: ofPractice(),
  number: integer("number").notNull(),
  text: text("text").notNull(),
  askerId: text("asker_id").notNull().references(() => stakeholders.id),
  day: date("day").notNull(),
  dueDay: date("due_day").notNull(),
  answer: text("answer"),
  answererId: text("answerer_id").references(() => stakeholders.id),
  answeredDay: date("answered_day"),
  asideBecause: text("aside_because"),
}, (table) => [primaryKey({ columns: [table.practiceId, table.number] }), check("practice_questions_answered", sql`(answer is null) = (answered_day is null) and (answer is null) = (answerer_id is null)`)]);
