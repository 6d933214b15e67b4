import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uniqueIndex, type AnyPgColumn } from "drizzle-orm/pg-core";
import { people } from "../../ground/auth/tables.ts";
import type { Localized } from "../../ground/words.ts";
import { themes } from "../themes/tables.ts";
import type { Mapping } from "./import/heads.ts";
import type { Plan, Trace } from "./import/plan.ts";
import type { ReadTable } from "./import/table.ts";
import type { MergeTrace } from "./merge.ts";
import type { Exchange, IdentifierScheme, Membership, Stakeholder } from "./stakeholder.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Organisations and experts. */
export const stakeholders = pgTable("stakeholders", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  kind: text("kind").$type<Stakeholder["kind"]>().notNull(),
  name: jsonb("name").$type<Localized>().notNull(),
  /** The name as it is compared: see names.ts. */
  nameKey: text("name_key").notNull(),
  /** What every name of it is found by: see matchKeysOf in names.ts. */
  matchKeys: text("match_keys").array().notNull(),
  shortName: text("short_name"),
  sector: text("sector").$type<Stakeholder["sector"]>().notNull(),
  country: text("country"),
  regionalGroup: text("regional_group").$type<Stakeholder["regionalGroup"]>(),
  languages: text("languages").array().notNull(),
  description: jsonb("description").$type<Stakeholder["description"]>().notNull(),
  website: text("website"),
  /** The website's host without "www.", by which the same body is found. */
  websiteHost: text("website_host"),
  contactEmail: text("contact_email"),
  contactPublic: boolean("contact_public").notNull().default(false),
  state: text("state").$type<Stakeholder["state"]>().notNull(),
  declinedBecause: text("declined_because"),
  invented: boolean("invented").notNull().default(false),
  clearsBeforeFiling: boolean("clears_before_filing").notNull().default(false),
  registeredAt: moment("registered_at").notNull(),
  verifiedAt: moment("verified_at"),
  confirmedAt: moment("confirmed_at"),
  mergedIntoId: text("merged_into_id").references((): AnyPgColumn => stakeholders.id),
}, (table) => [
  // Two people who register one body at once: the second one's row is refused here, whatever was checked before.
  uniqueIndex("stakeholders_one_body").on(table.nameKey, sql`coalesce(${table.country}, '')`).where(sql`${table.mergedIntoId} is null and ${table.state} <> 'declined'`),
  index("stakeholders_by_match_key").using("gin", table.matchKeys),
  index("stakeholders_by_host").on(table.websiteHost),
  index("stakeholders_by_state").on(table.state),
  check("stakeholders_country_form", sql`${table.country} ~ '^[A-Z]{2}$'`),
  check("stakeholders_website_form", sql`${table.website} ~ '^https?://'`),
]);

/** Numbers by which registers know a stakeholder; one number belongs to one that is not declined. */
export const stakeholderIdentifiers = pgTable("stakeholder_identifiers", {
  id: text("id").primaryKey(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  scheme: text("scheme").$type<IdentifierScheme>().notNull(),
  value: text("value").notNull(),
  /** False once its stakeholder was declined, so that the true one can register. */
  held: boolean("held").notNull().default(true),
}, (table) => [
  uniqueIndex("stakeholder_identifiers_one_holder").on(table.scheme, table.value).where(sql`${table.held}`),
  index("stakeholder_identifiers_by_stakeholder").on(table.stakeholderId),
]);

/** What a stakeholder knows about. */
export const stakeholderThemes = pgTable("stakeholder_themes", {
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.stakeholderId, table.themeId] }), index("stakeholder_themes_by_theme").on(table.themeId)]);

/** What a stakeholder offers and looks for. */
export const exchanges = pgTable("stakeholder_exchanges", {
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  position: integer("position").notNull(),
  side: text("side").$type<Exchange["side"]>().notNull(),
  kind: text("kind").$type<Exchange["kind"]>().notNull(),
  text: text("text").notNull(),
}, (table) => [primaryKey({ columns: [table.stakeholderId, table.position] }), index("stakeholder_exchanges_by_kind").on(table.kind, table.side)]);

/** Who speaks for whom, and who asked to. Ended ones stay: what was done in them is attributed. */
export const memberships = pgTable("memberships", {
  id: text("id").primaryKey(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  personId: text("person_id").notNull().references(() => people.id),
  role: text("role").$type<Membership["role"]>().notNull(),
  state: text("state").$type<Membership["state"]>().notNull(),
  capacity: text("capacity"),
  showName: boolean("show_name").notNull().default(false),
  askedAt: moment("asked_at").notNull(),
  since: moment("since"),
  endedAt: moment("ended_at"),
}, (table) => [
  uniqueIndex("memberships_once").on(table.stakeholderId, table.personId).where(sql`${table.state} in ('asked', 'active')`),
  uniqueIndex("memberships_one_focal_point").on(table.stakeholderId).where(sql`${table.state} = 'active' and ${table.role} = 'focal-point'`),
  index("memberships_by_person").on(table.personId),
]);

/** Addresses that a focal point invited; taken up by whoever signs in with the address. */
export const invitations = pgTable("stakeholder_invitations", {
  id: text("id").primaryKey(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  /** In lower case. */
  email: text("email").notNull(),
  role: text("role").$type<Membership["role"]>().notNull(),
  invitedBy: text("invited_by").notNull(),
  invitedAt: moment("invited_at").notNull(),
  expiresAt: moment("expires_at").notNull(),
}, (table) => [unique("invitations_once").on(table.stakeholderId, table.email), index("invitations_by_email").on(table.email)]);

/** Two stakeholders that were one: what moved, so that it can move back while nothing is built on it. */
export const merges = pgTable("stakeholder_merges", {
  id: text("id").primaryKey(),
  fromId: text("from_id").notNull().references(() => stakeholders.id),
  intoId: text("into_id").notNull().references(() => stakeholders.id),
  mergedAt: moment("merged_at").notNull(),
  mergedBy: text("merged_by").notNull(),
  moved: jsonb("moved").$type<MergeTrace>().notNull(),
  undoneAt: moment("undone_at"),
}, (table) => [index("merges_by_into").on(table.intoId), index("merges_by_from").on(table.fromId)]);

/** A member list that was read: previewed, applied or taken back. The rows themselves go when it is applied. */
export const memberLists = pgTable("stakeholder_imports", {
  id: text("id").primaryKey(),
  fileName: text("file_name").notNull(),
  mapping: jsonb("mapping").$type<Mapping>().notNull(),
  /** The file as read, until it is applied. */
  table: jsonb("table").$type<ReadTable>(),
  plan: jsonb("plan").$type<Plan>().notNull(),
  /** What applying it changed, for taking it back. */
  trace: jsonb("trace").$type<Trace>(),
  readAt: moment("read_at").notNull(),
  readBy: text("read_by").notNull(),
  appliedAt: moment("applied_at"),
  undoneAt: moment("undone_at"),
});

/** Letters between a person and a stakeholder, relayed without showing an address. */
export const correspondences = pgTable("correspondences", {
  id: text("id").primaryKey(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  personId: text("person_id").notNull().references(() => people.id),
  subject: text("subject").notNull(),
  openedAt: moment("opened_at").notNull(),
  reportedAt: moment("reported_at"),
  reportedBecause: text("reported_because"),
  settledAt: moment("settled_at"),
}, (table) => [index("correspondences_by_stakeholder").on(table.stakeholderId), index("correspondences_by_person").on(table.personId, table.openedAt)]);

export const letters = pgTable("letters", {
  id: text("id").primaryKey(),
  correspondenceId: text("correspondence_id").notNull().references(() => correspondences.id, { onDelete: "cascade" }),
  /** "person": who wrote first; "stakeholder": whoever answers for the body. */
  side: text("side").$type<"person" | "stakeholder">().notNull(),
  personId: text("person_id").notNull().references(() => people.id),
  body: text("body").notNull(),
  sentAt: moment("sent_at").notNull(),
}, (table) => [index("letters_by_correspondence").on(table.correspondenceId, table.sentAt), index("letters_by_person").on(table.personId, table.sentAt)]);

/** People whose letters a stakeholder does not take. */
export const blockedSenders = pgTable("blocked_senders", {
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  personId: text("person_id").notNull().references(() => people.id),
  blockedAt: moment("blocked_at").notNull(),
}, (table) => [primaryKey({ columns: [table.stakeholderId, table.personId] })]);
