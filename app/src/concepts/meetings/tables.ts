import type { Statement } from "@travaux/record-proofs";
import { sql } from "drizzle-orm";
import { boolean, check, date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid, type AnyPgColumn } from "drizzle-orm/pg-core";
import { people } from "../../ground/auth/tables.ts";
import { bytea } from "../../ground/record/tables.ts";
import type { Localized } from "../../ground/words.ts";
import { combinations } from "../disclosure/rule.ts";
import { processes } from "../processes/tables.ts";
import { stakeholders } from "../stakeholders/tables.ts";
import { versions } from "../texts/tables.ts";
import { themes } from "../themes/tables.ts";
import type { MeetingChange } from "./change.ts";
import type { Block, Meeting, MeetingLink, Outcome, Speaker } from "./meeting.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const words = (name: string) => jsonb(name).$type<Localized>();

/** Meetings of processes; one that is being prepared is read by officers of its process alone, under a row policy. */
export const meetings = pgTable("meetings", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  /** The forum that opens under this id when the meeting is announced: until then there is none, since that a forum exists is public. */
  forumId: text("forum_id").notNull().unique(),
  number: integer("number").notNull(),
  kind: text("kind").$type<Meeting["kind"]>().notNull(),
  state: text("state").$type<Meeting["state"]>().notNull(),
  title: words("title").notNull(),
  about: words("about").notNull(),
  phase: integer("phase"),
  format: text("format").$type<Meeting["format"]>().notNull(),
  place: words("place"),
  timeZone: text("time_zone").notNull(),
  startsAt: moment("starts_at").notNull(),
  endsAt: moment("ends_at").notNull(),
  organisers: jsonb("organisers").$type<Localized[]>().notNull(),
  partOfId: text("part_of_id").references((): AnyPgColumn => meetings.id, { onDelete: "set null" }),
  preparesId: text("prepares_id").references((): AnyPgColumn => meetings.id, { onDelete: "set null" }),
  series: text("series"),
  admission: text("admission").$type<Meeting["admission"]>().notNull(),
  openTo: text("open_to").$type<Meeting["openTo"]>().notNull(),
  combinations: text("combinations").array().$type<Meeting["combinations"]>().notNull(),
  modalities: jsonb("modalities").$type<Meeting["modalities"]>().notNull(),
  contact: text("contact"),
  announcedAt: moment("announced_at"),
  closedAt: moment("closed_at"),
  cancelledBecause: text("cancelled_because"),
  /** The event of the process file whose place on the line of time this meeting takes. */
  event: text("event"),
  /** Counted up by every change, so that an officer does not write over what another just wrote; by whom the last one was. */
  edition: integer("edition").notNull().default(0), editedBy: text("edited_by").notNull().default(""),
}, (table) => [
  unique().on(table.processId, table.number), index("meetings_by_start").on(table.startsAt),
  check("meetings_end_after_starting", sql`ends_at > starts_at`),
  check("meetings_combinations_offered", sql.raw(`combinations <@ array[${combinations.map((it) => `'${it}'`).join(", ")}]::text[] and cardinality(combinations) > 0`)),
  check("meetings_announced", sql`(state = 'draft') = (announced_at is null)`),
  check("meetings_closed", sql`(state = 'closed') = (closed_at is not null)`),
  check("meetings_cancelled", sql`(state = 'cancelled') = (cancelled_because is not null)`),
]);

const ofMeeting = () => text("meeting_id").notNull().references(() => meetings.id, { onDelete: "cascade" });

/** The agenda: timed blocks, each with its room, languages, audience and attribution. */
export const meetingBlocks = pgTable("meeting_blocks", {
  meetingId: ofMeeting(), number: integer("number").notNull(),
  title: words("title").notNull(), about: words("about"), opening: words("opening"),
  startsAt: moment("starts_at").notNull(), endsAt: moment("ends_at").notNull(),
  room: text("room"),
  spoken: text("spoken").array().$type<Block["spoken"]>().notNull(), interpreted: text("interpreted").array().$type<Block["interpreted"]>().notNull(),
  captions: boolean("captions").notNull(),
  roles: jsonb("roles").$type<NonNullable<Block["roles"]>>().notNull().default({}),
  audience: text("audience").$type<Block["audience"]>().notNull(), attribution: text("attribution").$type<Block["attribution"]>().notNull(),
  forumId: text("forum_id").unique(),
}, (table) => [primaryKey({ columns: [table.meetingId, table.number] }), check("meeting_blocks_end_after_starting", sql`ends_at > starts_at`)]);

const ofBlock = (table: { meetingId: AnyPgColumn; block: AnyPgColumn }) => foreignKey({ columns: [table.meetingId, table.block], foreignColumns: [meetingBlocks.meetingId, meetingBlocks.number] }).onDelete("cascade").onUpdate("cascade");

/** The provisions that a block is about, each of one version. */
export const meetingBlockPins = pgTable("meeting_block_pins", {
  meetingId: ofMeeting(), block: integer("block").notNull(),
  versionId: text("version_id").notNull().references(() => versions.id, { onDelete: "cascade" }), place: text("place").notNull(),
}, (table) => [primaryKey({ columns: [table.meetingId, table.block, table.versionId, table.place] }), index("meeting_block_pins_by_place").on(table.versionId, table.place), ofBlock(table)]);

/** The themes that a block is about. */
export const meetingBlockThemes = pgTable("meeting_block_themes", {
  meetingId: ofMeeting(), block: integer("block").notNull(),
  themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.meetingId, table.block, table.themeId] }), index("meeting_block_themes_by_theme").on(table.themeId), ofBlock(table)]);

/** Papers of a meeting, those promised among them. */
export const meetingDocuments = pgTable("meeting_documents", {
  meetingId: ofMeeting(), position: integer("position").notNull(), symbol: text("symbol"), title: words("title").notNull(),
  address: text("address"), dueDay: date("due_day"), block: integer("block"),
}, (table) => [primaryKey({ columns: [table.meetingId, table.position] })]);

/** Ways in by network: those for participants are read by them and officers alone, under a row policy. */
export const meetingLinks = pgTable("meeting_links", {
  id: text("id").primaryKey(), meetingId: ofMeeting(), block: integer("block"),
  use: text("use").$type<MeetingLink["use"]>().notNull(), address: text("address").notNull(), audience: text("audience").$type<MeetingLink["audience"]>().notNull(),
}, (table) => [index("meeting_links_by_meeting").on(table.meetingId)]);

/** Who has a role in a block; others see them once they accepted, as far as they agreed, and never where a block's words are nobody's. */
export const meetingSpeakers = pgTable("meeting_speakers", {
  id: text("id").primaryKey(), meetingId: ofMeeting(), block: integer("block").notNull(), position: integer("position").notNull(),
  role: text("role").$type<Speaker["role"]>().notNull(), state: text("state").$type<Speaker["state"]>().notNull(),
  name: text("name").notNull(), affiliation: words("affiliation"), stakeholderId: text("stakeholder_id").references(() => stakeholders.id, { onDelete: "set null" }),
  biography: words("biography"), consents: text("consents").array().$type<Speaker["consents"]>().notNull(),
}, (table) => [index("meeting_speakers_by_meeting").on(table.meetingId, table.block), ofBlock(table)]);

/** How speakers are reached, apart from who they are: for officers and themselves, under a row policy. */
export const speakerInvitations = pgTable("speaker_invitations", {
  speakerId: text("speaker_id").primaryKey().references(() => meetingSpeakers.id, { onDelete: "cascade" }),
  email: text("email").notNull(), personId: text("person_id").references(() => people.id, { onDelete: "set null" }),
  invitedAt: moment("invited_at").notNull(), answeredAt: moment("answered_at"),
}, (table) => [index("speaker_invitations_by_person").on(table.personId)]);

/** What a meeting left: for officers until it is cleared. */
export const meetingOutcomes = pgTable("meeting_outcomes", {
  meetingId: ofMeeting(), kind: text("kind").$type<Outcome["kind"]>().notNull(), number: integer("number").notNull(), text: words("text").notNull(),
  clearedBy: text("cleared_by"), clearedDay: date("cleared_day"),
}, (table) => [primaryKey({ columns: [table.meetingId, table.kind, table.number] }), check("meeting_outcomes_cleared", sql`(cleared_by is null) = (cleared_day is null)`)]);

/** What happened to a meeting from its announcement on: for everyone, with what the record was told of it. */
export const meetingChanges = pgTable("meeting_changes", {
  meetingId: ofMeeting(),
  /** Counted from 0, which is the announcement. */
  sequence: integer("sequence").notNull(),
  what: text("what").$type<MeetingChange["what"]>().notNull(),
  at: moment("at").notNull(),
  by: text("by").notNull(),
  because: text("because"),
  changed: jsonb("changed").$type<MeetingChange["changed"]>().notNull(),
  entry: uuid("entry").notNull().unique(),
  statement: jsonb("statement").$type<Statement>().notNull(),
  salt: bytea("salt").notNull(),
}, (table) => [primaryKey({ columns: [table.meetingId, table.sequence] })]);
