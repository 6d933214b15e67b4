import { integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { Localized } from "../../ground/words.ts";
import type { Theme } from "./theme.ts";

export const themes = pgTable("themes", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  kind: text("kind").$type<Theme["kind"]>().notNull(),
  name: jsonb("name").$type<Localized>().notNull(),
  about: jsonb("about").$type<Localized>(),
  position: integer("position").notNull(),
});
