import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { asks } from "../contributions/tables.ts";
import { settable, type SettableState } from "./answer.ts";

/** Changes of the states of asks, turn by turn: added, never changed. Row policies stand in the migration. */
export const answers = pgTable("answers", {
  contributionId: text("contribution_id").notNull(),
  number: integer("number").notNull(),
  turn: integer("turn").notNull(),
  state: text("state").$type<SettableState>().notNull(),
  reason: text("reason").notNull(),
  line: text("line"),
  link: text("link"),
  by: text("by").notNull(),
  day: date("day").notNull(),
}, (table) => [
  primaryKey({ columns: [table.contributionId, table.number, table.turn] }),
  foreignKey({ columns: [table.contributionId, table.number], foreignColumns: [asks.contributionId, asks.number] }).onDelete("cascade"),
  index("answers_by_day").on(table.day),
  check("answers_state", sql.raw(`state in (${settable.map((it) => `'${it}'`).join(", ")})`)),
]);
