import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { migrationsFolder } from "../src/ground/db/migrate.ts";

const breakpoint = "--> statement-breakpoint";
/** A migration that makes a table, and the role that requests run as with its rights, as our own migration does. */
export const withViewerRole = (statement: string) =>
  [statement, ...readFileSync(join(migrationsFolder, "0007_row_policies.sql"), "utf8").split(breakpoint).filter((it) => /create role|grant /.test(it))].join(breakpoint);

/** A folder of migrations as drizzle-kit writes them, one a statement, written a day apart from 2026-01-01 on; call at the top of the file. */
export function migrationsOf(...statements: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "travaux-migrations-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const entries = statements.map((statement, idx) => {
    const tag = `${String(idx).padStart(4, "0")}_made`;
    writeFileSync(join(folder, `${tag}.sql`), statement);
    return { idx, version: "7", when: Date.UTC(2026, 0, 1 + idx), tag, breakpoints: true };
  });
  mkdirSync(join(folder, "meta"));
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ version: "7", dialect: "postgresql", entries }));
  return folder;
}
