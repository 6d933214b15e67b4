import { check, date, index, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { Localized } from "../../../ground/words.ts";
import { stakeholders } from "../tables.ts";
import type { ItemKind, NetworkKind } from "./network.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const ofNetwork = () => text("network_id").notNull().references(() => networks.id, { onDelete: "cascade" });

export const networks = pgTable("networks", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  kind: text("kind").$type<NetworkKind>().notNull(),
  name: jsonb("name").$type<Localized>().notNull(),
  about: jsonb("about").$type<Localized>().notNull(),
  convenorId: text("convenor_id").notNull().references(() => stakeholders.id),
  foundedAt: moment("founded_at").notNull(),
});

/** Who is in a network: true when both ends have said so. */
export const networkTies = pgTable("network_ties", {
  networkId: ofNetwork(),
  stakeholderId: text("stakeholder_id").notNull().references(() => stakeholders.id, { onDelete: "cascade" }),
  declaredAt: moment("declared_at"),
  confirmedAt: moment("confirmed_at"),
}, (table) => [primaryKey({ columns: [table.networkId, table.stakeholderId] }), index("network_ties_by_stakeholder").on(table.stakeholderId), check("network_ties_one_end", sql`${table.declaredAt} is not null or ${table.confirmedAt} is not null`)]);

/** Papers, calls and meetings in a network's room. */
export const networkItems = pgTable("network_items", {
  id: text("id").primaryKey(),
  networkId: ofNetwork(),
  kind: text("kind").$type<ItemKind>().notNull(),
  title: text("title").notNull(),
  address: text("address").notNull(),
  day: date("day").notNull(),
}, (table) => [index("network_items_by_network").on(table.networkId, table.day), check("network_items_address_form", sql`${table.address} ~ '^https?://'`)]);
