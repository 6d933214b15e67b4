import { sql } from "drizzle-orm";
import { check, date, foreignKey, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { stakeholders } from "../../stakeholders/tables.ts";
import { partnerships } from "../tables.ts";
import { parts, type Assessment } from "./assessment.ts";

/** Rounds of self-assessments: for the partners of each, under a row policy. */
export const selfAssessmentRounds = pgTable("self_assessment_rounds", {
  partnershipId: text("partnership_id").notNull().references(() => partnerships.id, { onDelete: "cascade" }),
  number: integer("number").notNull(),
  openerId: text("opener_id").notNull().references(() => stakeholders.id),
  openedDay: date("opened_day").notNull(),
  partnerIds: text("partner_ids").array().notNull(),
  endedDay: date("ended_day"),
}, (table) => [
  primaryKey({ columns: [table.partnershipId, table.number] }),
  check("self_assessment_rounds_partners", sql`cardinality(partner_ids) >= 2 and opener_id = any (partner_ids)`),
]);

/** What a partner says of its partnership: for that body alone, and for no officer. What all said is told by self_assessment_together, without names. */
export const selfAssessments = pgTable("self_assessments", {
  partnershipId: text("partnership_id").notNull(),
  number: integer("number").notNull(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  scale: jsonb("scale").$type<Assessment["scale"]>().notNull(),
  words: jsonb("words").$type<Assessment["words"]>().notNull(),
  shows: text("shows").array().$type<Assessment["shows"]>().notNull(),
  day: date("day").notNull(),
}, (table) => [
  primaryKey({ columns: [table.partnershipId, table.number, table.stakeholderId] }),
  foreignKey({ name: "self_assessments_round_fk", columns: [table.partnershipId, table.number], foreignColumns: [selfAssessmentRounds.partnershipId, selfAssessmentRounds.number] }).onDelete("cascade"),
  check("self_assessments_shows", sql.raw(`shows <@ array[${parts.map((it) => `'${it}'`).join(", ")}]::text[]`)),
]);
