import { sql } from "drizzle-orm";
import { boolean, check, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, type AnyPgColumn } from "drizzle-orm/pg-core";
import { assessments } from "../assessments/tables.ts";
import { surveyAnswers } from "../assessments/tables.ts";
import { memoSubjects, type Assignment, type Memo } from "./coding.ts";
import { consents } from "./consent.ts";
import { guideKinds, type Guide } from "./guide.ts";
import { sourceKinds, voices, type Segment, type Source } from "./source.ts";

const listed = (all: readonly string[]) => all.map((it) => `'${it}'`).join(", ");
const ofAssessment = () => text("assessment_id").notNull().references(() => assessments.id, { onDelete: "cascade" });
const ofSource = () => text("source_id").notNull().references(() => codingSources.id, { onDelete: "cascade" });

/** What is asked in interviews and focus groups. */
export const codingGuides = pgTable("coding_guides", {
  assessmentId: ofAssessment(),
  kind: text("kind").$type<Guide["kind"]>().notNull(),
  opening: text("opening").notNull(),
  questions: jsonb("questions").$type<Guide["questions"]>().notNull(),
  by: text("by").notNull(),
  day: date("day").notNull(),
}, (table) => [primaryKey({ columns: [table.assessmentId, table.kind] }), check("coding_guides_kind", sql.raw(`kind in (${listed(guideKinds)})`))]);

/** Texts that are coded, for those who assess; without who was interviewed. */
export const codingSources = pgTable("coding_sources", {
  id: text("id").primaryKey(),
  assessmentId: ofAssessment(),
  number: integer("number").notNull(),
  kind: text("kind").$type<Source["kind"]>().notNull(),
  title: text("title").notNull(),
  language: text("language").$type<Source["language"]>().notNull(),
  consent: text("consent").$type<Source["consent"]>().notNull(),
  sector: text("sector").$type<Source["sector"]>(),
  region: text("region").$type<Source["region"]>(),
  heldDay: date("held_day"),
  question: text("question"),
  addedDay: date("added_day").notNull(),
  by: text("by").notNull(),
}, (table) => [
  unique().on(table.assessmentId, table.number), unique("coding_sources_question").on(table.assessmentId, table.question), unique("coding_sources_with_kind").on(table.id, table.kind),
  check("coding_sources_kind", sql.raw(`kind in (${listed(sourceKinds)}) and (kind = 'answers') = (question is not null)`)),
  check("coding_sources_consent", sql.raw(`consent in (${listed(consents)})`)),
]);

/** Who was interviewed: for officers alone. Of a focus group there is nobody, for the pair must exist and the check leaves it out. */
export const codingInterviewees = pgTable("coding_interviewees", {
  sourceId: text("source_id").primaryKey(),
  kind: text("kind").$type<"interview">().notNull(),
  name: text("name").notNull(),
  organisation: text("organisation").notNull(),
  contact: text("contact").notNull(),
  isNamed: boolean("is_named").notNull(),
}, (table) => [
  foreignKey({ name: "coding_interviewees_of_interview", columns: [table.sourceId, table.kind], foreignColumns: [codingSources.id, codingSources.kind] }).onDelete("cascade"),
  check("coding_interviewees_kind", sql`kind = 'interview'`),
]);

/** Pieces of sources, in their order. */
export const codingSegments = pgTable("coding_segments", {
  id: text("id").primaryKey(),
  sourceId: ofSource(),
  position: integer("position").notNull(),
  voice: text("voice").$type<Segment["voice"]>().notNull(),
  voiceNumber: integer("voice_number").notNull(),
  fromSeconds: integer("from_seconds"),
  toSeconds: integer("to_seconds"),
  text: text("text"),
  consent: text("consent").$type<Segment["consent"]>().notNull(),
  sector: text("sector").$type<Segment["sector"]>(),
  region: text("region").$type<Segment["region"]>(),
  answerId: text("answer_id").references(() => surveyAnswers.id, { onDelete: "set null" }),
}, (table) => [
  unique().on(table.sourceId, table.position), unique("coding_segments_of_source").on(table.id, table.sourceId), index("coding_segments_by_answer").on(table.answerId),
  check("coding_segments_voice", sql.raw(`voice in (${listed(voices)})`)), check("coding_segments_consent", sql.raw(`consent in (${listed(consents)})`)),
  check("coding_segments_unattributed", sql`consent <> 'unattributed' or (sector is null and region is null)`),
]);

/** What was changed about what may be done with a segment, by whom and why. */
export const codingConsentChanges = pgTable("coding_consent_changes", {
  segmentId: text("segment_id").notNull().references(() => codingSegments.id, { onDelete: "cascade" }),
  sequence: integer("sequence").notNull(),
  from: text("from").$type<Segment["consent"]>().notNull(),
  to: text("to").$type<Segment["consent"]>().notNull(),
  because: text("because").notNull(),
  by: text("by").notNull(),
  day: date("day").notNull(),
}, (table) => [
  primaryKey({ columns: [table.segmentId, table.sequence] }),
  check("coding_consent_changes_because", sql.raw(`because <> '' or array_position(array[${listed(consents)}], "to") >= array_position(array[${listed(consents)}], "from")`)),
]);

/** The codebook of an assessment; a code that is retired is given no more. */
export const codingCodes = pgTable("coding_codes", {
  assessmentId: ofAssessment(),
  guid: text("guid").notNull(),
  parent: text("parent"),
  position: integer("position").notNull(),
  name: text("name").notNull(),
  definition: text("definition").notNull(),
  example: text("example").notNull(),
  colour: text("colour"),
  isCodable: boolean("is_codable").notNull(),
  retiredDay: date("retired_day"),
}, (table) => [
  primaryKey({ columns: [table.assessmentId, table.guid] }),
  foreignKey({ name: "coding_codes_parent", columns: [table.assessmentId, table.parent], foreignColumns: [table.assessmentId as AnyPgColumn, table.guid as AnyPgColumn] }),
  check("coding_codes_guid", sql`guid ~ '^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$' and parent <> guid`),
  check("coding_codes_colour", sql`colour ~ '^#[0-9A-F]{6}$'`),
]);

/** Who codes what, and whether they are done. */
export const codingAssignments = pgTable("coding_assignments", {
  sourceId: ofSource(),
  seat: integer("seat").$type<Assignment["seat"]>().notNull(),
  coderId: text("coder_id").notNull(),
  name: text("name").notNull(),
  doneDay: date("done_day"),
}, (table) => [primaryKey({ columns: [table.sourceId, table.seat] }), unique().on(table.sourceId, table.coderId), check("coding_assignments_seat", sql`seat in (1, 2)`)]);

/** What coders gave: each reads their own alone until all are done. */
export const codings = pgTable("codings", {
  id: text("id").primaryKey(),
  sourceId: text("source_id").notNull(),
  segmentId: text("segment_id").notNull(),
  assessmentId: text("assessment_id").notNull(),
  code: text("code").notNull(),
  coderId: text("coder_id").notNull(),
  start: integer("start").notNull(),
  end: integer("end").notNull(),
}, (table) => [
  unique().on(table.segmentId, table.code, table.coderId, table.start, table.end), index("codings_by_source").on(table.sourceId),
  foreignKey({ name: "codings_of_segment", columns: [table.segmentId, table.sourceId], foreignColumns: [codingSegments.id, codingSegments.sourceId] }).onDelete("cascade"),
  foreignKey({ name: "codings_of_code", columns: [table.assessmentId, table.code], foreignColumns: [codingCodes.assessmentId, codingCodes.guid] }).onDelete("cascade"),
  check("codings_passage", sql`start >= 0 and "end" > start`),
]);

/** What became of places where coders differ. */
export const codingDecisions = pgTable("coding_decisions", {
  sourceId: text("source_id").notNull(),
  segmentId: text("segment_id").notNull(),
  code: text("code").notNull(),
  isKept: boolean("is_kept").notNull(),
  because: text("because").notNull(),
  by: text("by").notNull(),
  day: date("day").notNull(),
}, (table) => [
  primaryKey({ columns: [table.segmentId, table.code] }),
  foreignKey({ name: "coding_decisions_of_segment", columns: [table.segmentId, table.sourceId], foreignColumns: [codingSegments.id, codingSegments.sourceId] }).onDelete("cascade"),
]);

/** What is noted; of what is coded apart each reads their own alone. */
export const codingMemos = pgTable("coding_memos", {
  id: text("id").primaryKey(),
  assessmentId: ofAssessment(),
  about: text("about").$type<Memo["about"]>().notNull(),
  subject: text("subject").notNull(),
  sourceId: text("source_id").references(() => codingSources.id, { onDelete: "cascade" }),
  text: text("text").notNull(),
  personId: text("person_id").notNull(),
  by: text("by").notNull(),
  day: date("day").notNull(),
}, (table) => [index("coding_memos_by_assessment").on(table.assessmentId), check("coding_memos_about", sql.raw(`about in (${listed(memoSubjects)}) and (about = 'code') = (source_id is null)`))]);
