import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { folders } from "../../test/folder.ts";
import { baseUrlOf, environment, isTrial, readSettings, samplesWanted, settingsTable } from "./settings.ts";
import { StartRefusal } from "./start-refusal.ts";

const newFolder = folders();
const refusalOf = (env: Record<string, string>) => {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof StartRefusal) return error.message;
    throw error;
  }
  return undefined;
};

test("without any setting the house runs on this machine with its own database and the sample", () => {
  const settings = readSettings({});
  expect(settings).toEqual({
    port: 3000, host: "127.0.0.1", baseUrl: null, dataDir: resolve("data"), databaseUrl: "", filesFolder: resolve("data/files"),
    sample: "auto", smallCell: { public: 10, members: 5 }, logLevel: "info",
    authSecret: "", recordKey: "", recordWitnesses: [], smtpUrl: "", mailFrom: "", oidc: null, trustedProxies: 0, securityContact: "",
  });
  expect(baseUrlOf(settings)).toBe("http://127.0.0.1:3000");
  expect(samplesWanted(settings)).toBe(true);
});

test("an empty setting is an absent one", () => {
  expect(readSettings(Object.fromEntries(settingsTable.map((it) => [it.name, " "])))).toEqual(readSettings({}));
});

test("files are kept in the data folder, or in another folder named by its path or its address", () => {
  expect(readSettings({ DATA_DIR: "/srv/travaux" }).filesFolder).toBe("/srv/travaux/files");
  for (const it of ["/srv/uploads", "file:///srv/uploads", "/srv/travaux/../uploads"]) expect(readSettings({ FILES_URL: it }).filesFolder).toBe("/srv/uploads");
  expect(readSettings({ FILES_URL: "uploads" }).filesFolder).toBe(resolve("uploads"));
});

test("with port 0 the address holds the port really taken, and an IPv6 host its brackets", () => {
  expect(baseUrlOf(readSettings({ PORT: "0", HOST: "::1" }), 4711)).toBe("http://[::1]:4711");
});

test.for([
  ["PORT", "70000", "a whole number from 0 to 65535"],
  ["PORT", "http", "a whole number from 0 to 65535"],
  ["HOST", "my host", "a host name or address"],
  ["BASE_URL", "travaux.example", "an address such as https://travaux.example.org, without a path"],
  ["BASE_URL", "https://example.org/travaux", "an address such as https://travaux.example.org, without a path"],
  ["DATABASE_URL", "mysql://host/db", "postgres://user:password@host:5432/database, or empty"],
  ["FILES_URL", "s3://bucket/prefix", "a folder this user may write in, its file:/// address, or empty; s3:// is not taken"],
  ["FILES_URL", "file://elsewhere/files", "a folder this user may write in, its file:/// address, or empty; s3:// is not taken"],
  ["SAMPLE", "yes", "auto or no"],
  ["SMALL_CELL", "10", "two whole numbers with a comma between, neither under 3"],
  ["SMALL_CELL", "10,2", "two whole numbers with a comma between, neither under 3"],
  ["SMTP_URL", "mail.example.org", "smtp://user:password@host:587 or smtps://…, or empty"],
  ["MAIL_FROM", "Travaux", "an address, or a name with the address in <>"],
  ["OIDC_ISSUER", "login.example.org", "an address such as https://login.example.org, or empty"],
  ["TRUSTED_PROXIES", "10", "a whole number from 0 to 9"],
  ["SECURITY_CONTACT", "security@example.org", "mailto:security@example.org or an https address, or empty"],
  ["LOG_LEVEL", "loud", "silent, error, warn, info, debug"],
] as const)("%s=%s is refused in one sentence with what is allowed", ([name, value, allowed]) => {
  expect(refusalOf({ [name]: value })).toBe(`The setting ${name} is “${value}”; it may be ${allowed}. Mend it in the environment or in .env.`);
});

test("a secret is never shown, too short as it may be", () => {
  expect(refusalOf({ AUTH_SECRET: "hunter2" })).toBe("The setting AUTH_SECRET is “…”; it may be 32 characters or more, or empty. Mend it in the environment or in .env.");
});

test("a provider is refused without the secret shared with it, and has its host’s name until it gets another", () => {
  const oidc = { OIDC_ISSUER: "https://login.example.org", OIDC_CLIENT_ID: "travaux" };
  expect(refusalOf(oidc)).toContain("The setting OIDC_CLIENT_SECRET is “…”");
  expect(readSettings({ ...oidc, OIDC_CLIENT_SECRET: "s" }).oidc?.name).toBe("login.example.org");
});

test("a refused DATABASE_URL does not show its password", () => {
  expect(refusalOf({ DATABASE_URL: "mysql://me:s3cret@host/db" })).toContain("“mysql://…@host/db”");
});

test("the environment wins over the .env file, which wins over the defaults", () => {
  const folder = newFolder();
  writeFileSync(join(folder, ".env"), 'PORT=4000\nSMALL_CELL="20, 4" # by decree\nLOG_LEVEL=warn\n');
  const settings = readSettings(environment({ LOG_LEVEL: "error" }, folder));
  expect(settings).toMatchObject({ port: 4000, smallCell: { public: 20, members: 4 }, logLevel: "error", host: "127.0.0.1" });
});

test("a missing .env file is no matter", () => {
  const env = { PORT: "4000" };
  expect(environment(env, newFolder())).toEqual(env);
});

test("the sample and the outbox page are for a house that only this machine can reach", () => {
  const trials = [
    { BASE_URL: "http://localhost:8080" }, { BASE_URL: "http://127.0.0.9" }, { BASE_URL: "http://[::1]:3000/" }, { HOST: "::1" },
    { HOST: "0.0.0.0" }, { BASE_URL: "https://travaux.example.org" }, { BASE_URL: "http://localhost.example.org" }, { BASE_URL: "http://127.0.0.1.example.org" },
    { DATABASE_URL: "postgres://localhost/travaux" },
  ].map((env) => isTrial(readSettings(env)));
  expect(trials).toEqual([true, true, true, true, false, false, false, false, false]);
  expect(samplesWanted(readSettings({ SAMPLE: "no" }))).toBe(false);
});

test("every setting of the table is read, and its default is one it allows", () => {
  const asked: string[] = [];
  readSettings(new Proxy({}, { get: (_, name) => void asked.push(String(name)) }));
  expect(asked).toEqual(settingsTable.map((it) => it.name));
  expect(refusalOf(Object.fromEntries(settingsTable.map((it) => [it.name, it.default])))).toBeUndefined();
});
