import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** Vite reads no `jsxImportSource` for test files, so it is said here. */
const oxc = { jsx: { runtime: "automatic" as const, importSource: "hono/jsx" } };
const postgres = process.env.TRAVAUX_TEST_POSTGRES;
const browser = process.env.TRAVAUX_BROWSER;

const app = (name: string, tests: { include?: string[]; exclude?: string[] }, env: Record<string, string> = {}) => ({
  oxc, test: { name, root: "app", include: everyTest, ...tests, env: { NODE_ENV: "test", LOG_LEVEL: "silent", ...env }, testTimeout: 60_000, hookTimeout: 120_000 },
});
const everyTest = ["{src,test}/**/*.test.{ts,tsx}"];

/** Tests of the application for which it is the same which database there is: nothing that they import asks for one. They run once. */
function testsOfNoDatabase(): string[] {
  const asks = new Map<string, boolean>();
  const asksFor = (file: string): boolean => {
    const known = asks.get(file);
    if (known !== undefined) return known;
    asks.set(file, false); // a circle asks no more than its other parts
    const text = readFileSync(file, "utf8");
    const imported = [...text.matchAll(/^(?:import|export) (?!type\b)[^;]*?from "(\.[^"]+\.tsx?)"/gm)].map((it) => resolve(dirname(file), it[1]!));
    const found = text.includes("TEST_DATABASE_URL") || imported.some(asksFor);
    asks.set(file, found);
    return found;
  };
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((it) => /^(src|test)\/.*\.test\.tsx?$/.test(it)).map((it) => join("app", it));
  return files.filter((it) => !asksFor(resolve(it))).map((it) => relative("app", it));
}
const same = testsOfNoDatabase();

export default defineConfig({
  oxc,
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: "engines", root: "engines", include: ["**/*.test.ts"], testTimeout: 60_000 } },
      app("no database", { include: same }),
      app("embedded database", { exclude: same }),
      ...(postgres ? [app("PostgreSQL", { exclude: same }, { TEST_DATABASE_URL: postgres })] : []),
      ...(browser ? [{ oxc, test: { name: "journeys", root: "journeys", include: ["**/*.spec.ts"], env: { NODE_ENV: "test", LOG_LEVEL: "silent" }, testTimeout: 120_000, hookTimeout: 180_000 } }] : []),
    ],
  },
});
