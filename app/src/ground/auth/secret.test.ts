import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folders } from "../../../test/folder.ts";
import { readSettings } from "../settings.ts";
import { secretOf } from "./secret.ts";

const newFolder = folders();

test("an embedded house makes its secret at the first start, for this user only, and keeps it", () => {
  const dataDir = join(newFolder(), "data");
  const settings = readSettings({ DATA_DIR: dataDir });
  const secret = secretOf(settings);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(secretOf(settings)).toBe(secret);
  expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
  expect(secretOf(readSettings({ DATA_DIR: newFolder() }))).not.toBe(secret);
});

test("a secret that others could read is closed to them", () => {
  const dataDir = newFolder();
  writeFileSync(join(dataDir, "secret"), "kept from before, long enough it is", { mode: 0o644 });
  expect(secretOf(readSettings({ DATA_DIR: dataDir }))).toBe(readFileSync(join(dataDir, "secret"), "utf8"));
  expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
});

test("on a database server the secret is a setting, and its absence is refused in one sentence", () => {
  const AUTH_SECRET = "thirty-two characters, or some more";
  expect(secretOf(readSettings({ DATABASE_URL: "postgres://localhost/travaux", AUTH_SECRET }))).toBe(AUTH_SECRET);
  expect(() => secretOf(readSettings({ DATABASE_URL: "postgres://localhost/travaux" }))).toThrow("With DATABASE_URL the setting AUTH_SECRET is needed, the same for every process: set it to 32 random characters or more, for example from `openssl rand -base64 32`.");
});
