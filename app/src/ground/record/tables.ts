import { sql } from "drizzle-orm";
import { bigint, bigserial, check, customType, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Bytes; both drivers take them, and give them back as they like. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea", fromDriver: (it) => new Uint8Array(it) });

// The record, see docs/explanation/the-record.md. No column here says what an entry is about: that, with its salt, is kept by
// whose deed it was, and can be erased there.

/** Commitments that committed with their deed and wait for a place in the log; seconds at most. */
export const recordPending = pgTable("record_pending", {
  id: bigserial("id", { mode: "number" }).primaryKey(),
  entry: uuid("entry").notNull().unique(),
  commitment: bytea("commitment").notNull(),
}, (table) => [check("record_pending_commitment_length", sql`length(${table.commitment}) = 32`)]);

/** The log: commitments in their order, from 0, without a gap. Nothing here is ever changed or removed; the database refuses it. */
export const recordLeaves = pgTable("record_leaves", {
  position: bigint("position", { mode: "number" }).primaryKey(),
  entry: uuid("entry").notNull().unique(),
  commitment: bytea("commitment").notNull(),
}, (table) => [check("record_leaves_commitment_length", sql`length(${table.commitment}) = 32`)]);

/** The tiles of its tree, each at its widest: a narrower state of it is a prefix. */
export const recordTiles = pgTable("record_tiles", {
  level: integer("level").notNull(),
  index: bigint("index", { mode: "number" }).notNull(),
  hashes: bytea("hashes").notNull(),
}, (table) => [primaryKey({ columns: [table.level, table.index] })]);

/** What the log signed: its root at each size that it had. Never changed or removed. */
export const recordCheckpoints = pgTable("record_checkpoints", {
  size: bigint("size", { mode: "number" }).primaryKey(),
  root: bytea("root").notNull(),
  note: text("note").notNull(),
  at: timestamp("at", { withTimezone: true }).notNull(),
});

/** Lines that witnesses put under a checkpoint; the newest of each. */
export const recordCosignatures = pgTable("record_cosignatures", {
  size: bigint("size", { mode: "number" }).notNull().references(() => recordCheckpoints.size),
  /** Name and id of the witness’s key, "witness.example+1a2b3c4d". */
  witness: text("witness").notNull(),
  line: text("line").notNull(),
  at: timestamp("at", { withTimezone: true }).notNull(),
}, (table) => [primaryKey({ columns: [table.size, table.witness] })]);
