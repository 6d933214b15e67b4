import { date, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Localized } from "../../ground/words.ts";
import { processes } from "../processes/tables.ts";
import type { RegionalGroup } from "../stakeholders/stakeholder.ts";
import { themes } from "../themes/tables.ts";
import type { Binding, Fact, Pathway } from "./pathway.ts";

/** Existing responses, as the record of a process carries them. Public throughout. */
export const pathways = pgTable("pathways", {
  id: text("id").primaryKey(),
  processId: text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" }),
  slug: text("slug").notNull().unique(),
  position: integer("position").notNull(),
  kind: text("kind").$type<Pathway["kind"]>().notNull(),
  name: jsonb("name").$type<Localized>().notNull(),
  about: jsonb("about").$type<Fact>().notNull(),
  standing: text("standing").$type<Pathway["standing"]>().notNull(),
  status: jsonb("status").$type<Fact>().notNull(),
  regions: text("regions").array().$type<RegionalGroup[]>().notNull(),
  ways: jsonb("ways").$type<Pathway["ways"]>().notNull(),
  takes: jsonb("takes").$type<Pathway["takes"]>().notNull(),
  next: jsonb("next_dates").$type<Pathway["next"]>().notNull(),
  address: text("address"),
  checked: date("checked_day").notNull(),
});

export const pathwayThemes = pgTable("pathway_themes", {
  pathwayId: text("pathway_id").notNull().references(() => pathways.id, { onDelete: "cascade" }),
  themeId: text("theme_id").notNull().references(() => themes.id, { onDelete: "cascade" }),
}, (table) => [primaryKey({ columns: [table.pathwayId, table.themeId] })]);

/** What a State did about an instrument. */
export const pathwayBindings = pgTable("pathway_bindings", {
  pathwayId: text("pathway_id").notNull().references(() => pathways.id, { onDelete: "cascade" }),
  country: text("country").notNull(),
  what: text("what").$type<Binding["what"]>().notNull(),
  day: date("day").notNull(),
  sure: text("sure").$type<Binding["sure"]>().notNull(),
  sources: text("sources").array().notNull(),
}, (table) => [primaryKey({ columns: [table.pathwayId, table.country, table.what] })]);
