import { date, index, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { stakeholders } from "../stakeholders/tables.ts";
import { themes } from "../themes/tables.ts";
import type { RegionalGroup } from "../stakeholders/stakeholder.ts";
import type { Inquiry, Offer } from "./offer.ts";

/** Offers and needs of bodies. Public; of what is not open the words are gone. */
export const offers = pgTable("offers", {
  id: text("id").primaryKey(),
  reference: text("reference").notNull().unique(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  side: text("side").$type<Offer["side"]>().notNull(),
  kind: text("kind").$type<Offer["kind"]>().notNull(),
  title: jsonb("title").$type<Offer["title"]>().notNull(),
  text: jsonb("text").$type<Offer["text"]>().notNull(),
  regions: text("regions").array().$type<RegionalGroup[]>().notNull(),
  countries: text("countries").array().notNull(),
  languages: text("languages").array().notNull(),
  until: date("until_day").notNull(),
  state: text("state").$type<Offer["state"]>().notNull(),
  postedDay: date("posted_day").notNull(),
  endedDay: date("ended_day"),
  endedBy: text("ended_by"),
  endedBecause: text("ended_because"),
}, (table) => [index("offers_by_body").on(table.stakeholderId, table.postedDay), index("offers_by_state").on(table.state, table.until)]);

export const offerThemes = pgTable("offer_themes", {
  offerId: text("offer_id").notNull().references(() => offers.id, { onDelete: "cascade" }),
  themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.offerId, table.themeId] })]);

/** Who asked about what; for both ends alone. One inquiry of a body about an offer; their letters are a correspondence. */
export const offerInquiries = pgTable("offer_inquiries", {
  id: text("id").primaryKey(),
  offerId: text("offer_id").notNull().references(() => offers.id, { onDelete: "cascade" }),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  /** No reference: letters do not go through the inbox. */
  correspondenceId: text("correspondence_id").notNull(),
  day: date("day").notNull(),
  posterOutcome: text("poster_outcome").$type<Inquiry["posterOutcome"]>(),
  askerOutcome: text("asker_outcome").$type<Inquiry["askerOutcome"]>(),
}, (table) => [unique("offer_inquiries_once").on(table.offerId, table.stakeholderId)]);
