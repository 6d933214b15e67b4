import { defineConfig } from "vitest/config";

/** Vite reads no `jsxImportSource` for test files, so it is said here. */
const oxc = { jsx: { runtime: "automatic" as const, importSource: "hono/jsx" } };
const postgres = process.env.TRAVAUX_TEST_POSTGRES;
const browser = process.env.TRAVAUX_BROWSER;

const app = (name: string, env: Record<string, string>) => ({
  oxc, test: { name, root: "app", include: ["{src,test}/**/*.test.{ts,tsx}"], env: { NODE_ENV: "test", LOG_LEVEL: "silent", ...env }, testTimeout: 60_000, hookTimeout: 120_000 },
});

export default defineConfig({
  oxc,
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: "engines", root: "engines", include: ["**/*.test.ts"], testTimeout: 60_000 } },
      app("embedded database", {}),
      ...(postgres ? [app("PostgreSQL", { TEST_DATABASE_URL: postgres })] : []),
      ...(browser ? [{ oxc, test: { name: "journeys", root: "journeys", include: ["**/*.spec.ts"], env: { NODE_ENV: "test", LOG_LEVEL: "silent" }, testTimeout: 120_000, hookTimeout: 180_000 } }] : []),
    ],
  },
});
