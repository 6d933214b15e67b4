import type { Statement } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { check, date, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Release as Ledger } from "@travaux/assessment-statistics";
import { bytea } from "../../ground/record/tables.ts";
import type { Localized } from "../../ground/words.ts";
import { assessments } from "../assessments/tables.ts";
import { certainties, kinds, type Finding } from "./finding.ts";
import type { PlannedTable } from "./plan.ts";
import { releaseStates, type Chosen, type Release } from "./release.ts";

const oneOf = (column: string, all: readonly string[]) => sql.raw(`${column} in (${all.map((it) => `'${it}'`).join(", ")})`);
const ofAssessment = () => text("assessment_id").notNull().references(() => assessments.id, { onDelete: "cascade" });
const words = (name: string) => jsonb(name).$type<Localized>().notNull();

/** Tables as they are planned, without a count: for officers and assessors of the process, under a row policy. */
export const plannedTables = pgTable("planned_tables", {
  id: text("id").primaryKey(), assessmentId: ofAssessment(), number: integer("number").notNull(),
  title: words("title"), plan: jsonb("plan").$type<PlannedTable["plan"]>().notNull(), madeDay: date("made_day").notNull(), by: text("by").notNull(),
}, (table) => [unique().on(table.assessmentId, table.number)]);

/** Findings, and what they rest on: for officers and assessors of the process. What everyone reads of them stands in releases. */
export const findings = pgTable("findings", {
  id: text("id").primaryKey(), assessmentId: ofAssessment(), number: integer("number").notNull(),
  kind: text("kind").$type<Finding["kind"]>().notNull(), certainty: text("certainty").$type<Finding["certainty"]>().notNull(), dimension: text("dimension").notNull(),
  title: words("title"), text: words("text"),
  regions: text("regions").array().notNull(), sectors: text("sectors").array().notNull(), themes: text("themes").array().notNull(),
  tables: integer("tables").array().notNull(), segments: text("segments").array().notNull(), madeDay: date("made_day").notNull(), by: text("by").notNull(),
}, (table) => [unique().on(table.assessmentId, table.number), check("findings_kind", oneOf("kind", kinds)), check("findings_certainty", oneOf("certainty", certainties))]);

/** Releases: once cleared for everyone, before for officers and assessors; then they stand. The document is kept as the text that was hashed. */
export const findingReleases = pgTable("finding_releases", {
  id: text("id").primaryKey(), assessmentId: ofAssessment(), number: integer("number").notNull(),
  state: text("state").$type<Release["state"]>().notNull(), document: text("document").notNull(), sha256: text("sha256").notNull(),
  preparedBy: text("prepared_by").notNull(), preparedDay: date("prepared_day").notNull(), clearedBy: text("cleared_by"), clearedDay: date("cleared_day"),
  entry: uuid("entry").unique(), statement: jsonb("statement").$type<Statement>(), salt: bytea("salt"),
}, (table) => [
  unique().on(table.assessmentId, table.number), check("finding_releases_state", oneOf("state", releaseStates)),
  check("finding_releases_cleared", sql`(state = 'cleared') = (cleared_day is not null) and (state = 'cleared') = (cleared_by is not null) and (state = 'cleared') = (entry is not null) and (entry is null) = (statement is null) and (entry is null) = (salt is null)`),
]);

/** What a release was made of, and its tables with the counts that it hides: for officers and assessors, for ever, so that the next one cannot be subtracted from it. */
export const releaseLedgers = pgTable("release_ledgers", {
  releaseId: text("release_id").primaryKey().references(() => findingReleases.id, { onDelete: "cascade" }),
  chosen: jsonb("chosen").$type<Chosen>().notNull(), ledger: jsonb("ledger").$type<Ledger[]>().notNull(), preparer: text("preparer").notNull(),
});
