import { sql } from "drizzle-orm";
import { check, customType, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique } from "drizzle-orm/pg-core";
import type { Given, Sheet } from "@travaux/survey-forms";
import type { Statement } from "@travaux/record-proofs";
import { people } from "../../ground/auth/tables.ts";
import type { Localized } from "../../ground/words.ts";
import type { Attribution, Audience } from "../disclosure/rule.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { assessmentStates, surveyCombinations, type Assessment } from "./assessment.ts";
import type { FormContent } from "./form/content.ts";
import { answerStates, type SurveyAnswer, type SurveyAuthorship } from "./survey/answer.ts";

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const listed = (all: readonly string[]) => all.map((it) => `'${it}'`).join(", ");
const ofAssessment = () => text("assessment_id").notNull().references(() => assessments.id, { onDelete: "cascade" });
const words = (name: string) => jsonb(name).$type<Localized>().notNull();

/** Needs assessments; a draft is for officers and assessors of its process, under a row policy. */
export const assessments = pgTable("assessments", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  /** The forum that opens under this id with the survey: until then there is none. */
  forumId: text("forum_id").notNull().unique(),
  number: integer("number").notNull(),
  state: text("state").$type<Assessment["state"]>().notNull(),
  title: words("title"), about: words("about"), limits: words("limits"),
  openTo: text("open_to").$type<Assessment["openTo"]>().notNull(),
  combinations: text("combinations").array().$type<Assessment["combinations"]>().notNull(),
  closesDay: date("closes_day").notNull(),
  openedDay: date("opened_day"),
  closedDay: date("closed_day"),
  respondent: jsonb("respondent").$type<Assessment["respondent"]>().notNull(),
}, (table) => [
  unique().on(table.processId, table.number),
  check("assessments_state", sql.raw(`state in (${listed(assessmentStates)})`)),
  check("assessments_days", sql`(state = 'draft') = (opened_day is null) and (state = 'closed') = (closed_day is not null)`),
  check("assessments_combinations", sql.raw(`combinations <@ array[${listed(surveyCombinations)}]::text[] and cardinality(combinations) > 0`)),
]);

/** Versions of questionnaires, added to and never changed: who may know of the assessment may read its questions. */
export const assessmentForms = pgTable("assessment_forms", {
  assessmentId: ofAssessment(),
  version: integer("version").notNull(),
  title: text("title").notNull(),
  sheets: jsonb("sheets").$type<Sheet[]>().notNull(),
  sha256: text("sha256").notNull(),
  questions: integer("questions").notNull(),
  madeDay: date("made_day").notNull(),
  by: text("by").notNull(),
}, (table) => [primaryKey({ columns: [table.assessmentId, table.version] })]);

/** What is being written of a questionnaire, until it is kept as a version: for officers of the process. */
export const assessmentFormDrafts = pgTable("assessment_form_drafts", {
  assessmentId: text("assessment_id").primaryKey().references(() => assessments.id, { onDelete: "cascade" }),
  turn: integer("turn").notNull(),
  content: jsonb("content").$type<FormContent>().notNull(),
  changedDay: date("changed_day").notNull(),
  by: text("by").notNull(),
});

/** What was answered, without who: see docs/explanation/the-rule.md for what holds of the three attributions. */
export const surveyAnswers = pgTable("survey_answers", {
  id: text("id").primaryKey(),
  assessmentId: ofAssessment(),
  version: integer("version").notNull(),
  language: text("language").notNull(),
  audience: text("audience").$type<Audience>().notNull(),
  attribution: text("attribution").$type<Attribution>().notNull(),
  state: text("state").$type<SurveyAnswer["state"]>().notNull(),
  shownSector: text("shown_sector"),
  shownRegion: text("shown_region"),
  given: jsonb("given").$type<Given>(),
  fingerprint: text("fingerprint").notNull(),
  codeHash: text("code_hash").unique(),
}, (table) => [
  unique("survey_answers_with_attribution").on(table.id, table.attribution), index("survey_answers_by_assessment").on(table.assessmentId),
  foreignKey({ name: "survey_answers_form_fk", columns: [table.assessmentId, table.version], foreignColumns: [assessmentForms.assessmentId, assessmentForms.version] }),
  check("survey_answers_state", sql.raw(`state in (${listed(answerStates)}) and (state <> 'waiting' or attribution = 'unattributed') and (state = 'withdrawn') = (given is null)`)),
  check("survey_answers_offered", sql.raw(`audience || '/' || attribution in (${listed(surveyCombinations)})`)),
  check("survey_answers_kind", sql`attribution = 'kind' or (shown_sector is null and shown_region is null)`),
  check("survey_answers_code", sql`(attribution = 'unattributed') = (code_hash is not null)`),
  check("survey_answers_random_id", sql`attribution <> 'unattributed' or id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'`),
]);

/** Who answered: what is nobody's has none, for the pair must exist and the check leaves it out. One answer for each person. */
export const surveyAuthorships = pgTable("survey_authorships", {
  answerId: text("answer_id").primaryKey(),
  assessmentId: ofAssessment(),
  attribution: text("attribution").$type<SurveyAuthorship["attribution"]>().notNull(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  filedAt: timestamp("filed_at", { withTimezone: true }).notNull(),
  entry: text("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytes("salt").notNull(),
}, (table) => [
  unique().on(table.assessmentId, table.personId), index("survey_authorships_by_stakeholder").on(table.stakeholderId),
  foreignKey({ name: "survey_authorships_of_attributed", columns: [table.answerId, table.attribution], foreignColumns: [surveyAnswers.id, surveyAnswers.attribution] }).onDelete("cascade"),
  check("survey_authorships_attributed", sql`attribution in ('named', 'kind')`),
]);

/** What was saved under a name or a kind to go on with later, for oneself; of what is to be nobody's nothing is. */
export const surveyDrafts = pgTable("survey_drafts", {
  assessmentId: ofAssessment(),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id),
  version: integer("version").notNull(),
  language: text("language").notNull(),
  combination: text("combination").notNull(),
  given: jsonb("given").$type<Given>().notNull(),
  savedAt: timestamp("saved_at", { withTimezone: true }).notNull(),
}, (table) => [primaryKey({ columns: [table.assessmentId, table.personId] }), check("survey_drafts_attributed", sql`combination not like '%/unattributed'`)]);

/** Who has answered without leaving a name, in a session: no link to what, and no time. */
export const surveyMarks = pgTable("survey_marks", { assessmentId: ofAssessment(), personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }) },
  (table) => [primaryKey({ columns: [table.assessmentId, table.personId] })]);
