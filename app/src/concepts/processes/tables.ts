import { date, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Localized } from "../../ground/words.ts";
import type { Nature, Process, ProcessEvent, Sure } from "./process.ts";

const words = (name: string) => jsonb(name).$type<Localized>();
const evidence = { sure: text("sure").$type<Sure>(), sources: text("sources").array().notNull() };

export const processes = pgTable("processes", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  symbol: text("symbol").notNull(),
  nature: text("nature").$type<Nature>().notNull(),
  name: words("name").notNull(),
  shortName: words("short_name").notNull(),
  summary: words("summary").notNull(),
  rights: jsonb("rights").$type<Process["rights"]>(),
  openQuestions: jsonb("open_questions").$type<Process["openQuestions"]>().notNull(),
  position: integer("position").notNull(),
  officers: jsonb("officers").$type<Process["officers"]>().notNull().default([]),
});

const ofProcess = () => text("process_id").notNull().references(() => processes.id, { onDelete: "cascade" });

export const phases = pgTable("phases", {
  processId: ofProcess(), number: integer("number").notNull(), name: words("name").notNull(),
  from: text("from_month"), to: text("to_month"), note: words("note"), ...evidence,
}, (table) => [primaryKey({ columns: [table.processId, table.number] })]);

export const events = pgTable("events", {
  processId: ofProcess(), id: text("id").notNull(), position: integer("position").notNull(), kind: text("kind").$type<ProcessEvent["kind"]>().notNull(),
  title: words("title").notNull(), start: date("start_day"), end: date("end_day"), around: text("around"), when: words("when_in_words"),
  place: words("place"), mode: text("mode").$type<NonNullable<ProcessEvent["mode"]>>(), summary: words("summary"), access: words("access"),
  phase: integer("phase"), documents: text("documents").array().notNull(), ...evidence,
}, (table) => [primaryKey({ columns: [table.processId, table.id] })]);

export const documents = pgTable("documents", {
  processId: ofProcess(), symbol: text("symbol").notNull(), position: integer("position").notNull(), title: words("title").notNull(), date: date("day"), note: words("note"), ...evidence,
}, (table) => [primaryKey({ columns: [table.processId, table.symbol] })]);

export const figures = pgTable("figures", {
  processId: ofProcess(), position: integer("position").notNull(), label: words("label").notNull(), value: words("value").notNull(),
  asOf: date("as_of"), note: words("note"), ...evidence,
}, (table) => [primaryKey({ columns: [table.processId, table.position] })]);
