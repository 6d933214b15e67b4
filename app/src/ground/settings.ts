import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { readSigningKey, readVerifierKey } from "@travaux/record-proofs";
import { z } from "zod";
import { logLevels, type LogLevel } from "./log.ts";
import { StartRefusal } from "./start-refusal.ts";

/** How this house is run. */
export type Settings = {
  port: number; // 0: a free one
  host: string;
  baseUrl: string | null; // an origin without a closing slash; null: from host and the port taken, see baseUrlOf
  dataDir: string; // absolute
  databaseUrl: string; // empty: embedded
  filesFolder: string; // absolute; where what people send along is kept
  sample: "auto" | "no";
  smallCell: { public: number; members: number }; // counts below these are not shown
  logLevel: LogLevel;
  authSecret: string; // empty: from a file in dataDir, see auth/secret.ts
  recordKey: string; // empty: from a file in dataDir, see record/log-key.ts
  recordWitnesses: string[]; // verifier keys whose cosignatures of the record are taken
  smtpUrl: string; // empty: no mail leaves the house
  mailFrom: string;
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  trustedProxies: number; // how many of them stand before us and write X-Forwarded-For
  securityContact: string; // empty: the page about this house
};

/** Below three, whoever knows of one row in a cell can tell the other. */
const smallestCell = 3;

/** 32 characters of base64 are 192 bits. */
const shortestSecret = 32;

/** Every setting as the reference page lists it: what it is without you, what it means, what it may be. */
export const settingsTable = [
  { name: "PORT", default: "3000", meaning: "The port to listen on; 0 takes a free one, and the line printed at start holds the address.", allowed: "a whole number from 0 to 65535" },
  { name: "HOST", default: "127.0.0.1", meaning: "The network address to listen on; 0.0.0.0 is all of them.", allowed: "a host name or address" },
  { name: "BASE_URL", default: "", meaning: "The address people use: links in mails, origin checks, OIDC. Empty: made from HOST and PORT.", allowed: "an address such as https://travaux.example.org, without a path" },
  { name: "DATA_DIR", default: "./data", meaning: "The folder of the embedded database, the files and the keys.", allowed: "a folder this user may write in" },
  { name: "DATABASE_URL", default: "", meaning: "The PostgreSQL server (15 or newer). Empty: the embedded database in DATA_DIR.", allowed: "postgres://user:password@host:5432/database, or empty" },
  { name: "FILES_URL", default: "", meaning: "Where the files that people send are kept. Empty: the folder files in DATA_DIR.", allowed: "a folder this user may write in, its file:/// address, or empty; s3:// is not taken" },
  { name: "SAMPLE", default: "auto", meaning: "Whether an empty house starts with the sample process: auto does so only when DATABASE_URL is empty and BASE_URL is this machine.", allowed: "auto or no" },
  { name: "SMALL_CELL", default: "10,5", meaning: "Counts below these are not shown: to the public, to members.", allowed: `two whole numbers with a comma between, neither under ${smallestCell}` },
  { name: "LOG_LEVEL", default: "info", meaning: "How much is logged.", allowed: logLevels.join(", ") },
  { name: "AUTH_SECRET", default: "", meaning: "Signs sessions and form tokens, and encrypts second factors. Empty: made at the first start and kept in DATA_DIR; needed with DATABASE_URL.", allowed: `${shortestSecret} characters or more, or empty` },
  { name: "RECORD_KEY", default: "", meaning: "Signs the record. Empty: made at the first start and kept in DATA_DIR; needed with DATABASE_URL.", allowed: "a signing key as `travaux record key` prints it, or empty" },
  { name: "RECORD_WITNESSES", default: "", meaning: "The witnesses whose cosignatures of the record are taken and shown.", allowed: "verifier keys such as witness.example.org+1a2b3c4d+BD…, with spaces between, or empty" },
  { name: "SMTP_URL", default: "", meaning: "The mail server. Empty: no mail leaves; a house for trying keeps them at /outbox.", allowed: "smtp://user:password@host:587 or smtps://…, or empty" },
  { name: "MAIL_FROM", default: "", meaning: "The sender of mails. Empty: travaux@ the host of BASE_URL.", allowed: "an address, or a name with the address in <>" },
  { name: "OIDC_ISSUER", default: "", meaning: "The organisation’s OpenID Connect provider. Empty: none.", allowed: "an address such as https://login.example.org, or empty" },
  { name: "OIDC_CLIENT_ID", default: "", meaning: "The name under which the provider knows this house.", allowed: "what the provider gave; needed with OIDC_ISSUER" },
  { name: "OIDC_CLIENT_SECRET", default: "", meaning: "The secret shared with the provider.", allowed: "what the provider gave; needed with OIDC_ISSUER" },
  { name: "OIDC_NAME", default: "", meaning: "The provider’s name on the button. Empty: its host.", allowed: "a few words" },
  { name: "TRUSTED_PROXIES", default: "0", meaning: "How many proxies stand before this house and write X-Forwarded-For: rate limits go by the address they saw.", allowed: "a whole number from 0 to 9" },
  { name: "SECURITY_CONTACT", default: "", meaning: "Where weaknesses are reported, for security.txt. Empty: the page about this house.", allowed: "mailto:security@example.org or an https address, or empty" },
] as const;

type Name = (typeof settingsTable)[number]["name"];

const origin = z.url({ protocol: /^https?$/ }).transform((it) => new URL(it))
  .refine((it) => it.pathname === "/" && it.search === "" && it.hash === "" && it.username === "").transform((it) => it.origin);
const cell = z.string().trim().regex(/^\d+$/).transform(Number).refine((it) => it >= smallestCell);

/** Text that `read` reads; what it throws is another value than is allowed. */
const readableBy = (read: (text: string) => unknown) => z.string().refine((it) => {
  try {
    return read(it) !== undefined;
  } catch {
    return false;
  }
});

const shape = z.object({
  PORT: z.string().regex(/^\d{1,5}$/).transform(Number).refine((it) => it <= 65535),
  HOST: z.string().regex(/^[\w.:-]+$/),
  BASE_URL: z.literal("").transform(() => null).or(origin),
  DATA_DIR: z.string().transform((it) => resolve(it)),
  DATABASE_URL: z.literal("").or(z.url({ protocol: /^postgres(ql)?$/ })),
  FILES_URL: z.string().regex(/^(?![a-z][a-z0-9+.-]+:)/i).or(readableBy(fileURLToPath).transform((it) => fileURLToPath(it))), // two letters or more before the colon, for "C:" is a disk
  SAMPLE: z.enum(["auto", "no"]),
  SMALL_CELL: z.string().transform((it) => it.split(",")).pipe(z.tuple([cell, cell])),
  LOG_LEVEL: z.enum(logLevels),
  AUTH_SECRET: z.literal("").or(z.string().min(shortestSecret)),
  RECORD_KEY: z.literal("").or(readableBy(readSigningKey)),
  RECORD_WITNESSES: z.string().transform((it) => it.split(/[\s,]+/).filter(Boolean)).pipe(z.array(readableBy(readVerifierKey))),
  SMTP_URL: z.literal("").or(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: z.string().regex(/^$|^[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/),
  OIDC_ISSUER: z.literal("").or(z.url({ protocol: /^https?$/ })),
  OIDC_CLIENT_ID: z.string(),
  OIDC_CLIENT_SECRET: z.string(),
  OIDC_NAME: z.string().max(60),
  TRUSTED_PROXIES: z.string().regex(/^\d$/).transform(Number),
  SECURITY_CONTACT: z.literal("").or(z.url({ protocol: /^(mailto|https)$/ })),
});

/** What a provider needs besides its address. */
const withIssuer = shape.superRefine((it, context) => {
  for (const name of ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const) if (it.OIDC_ISSUER && !it[name]) context.addIssue({ code: "custom", path: [name], message: "needed" });
});

/** Read the settings from `env`; what is absent or empty has its default, a wrong value is refused in one sentence. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(settingsTable.map((it) => [it.name, env[it.name]?.trim() || it.default]));
  const read = withIssuer.safeParse(given);
  if (!read.success) throw new StartRefusal(whatIsWrong(read.error.issues[0]!.path[0] as Name, given));
  const it = read.data;
  const [forPublic, forMembers] = it.SMALL_CELL;
  return {
    port: it.PORT, host: it.HOST, baseUrl: it.BASE_URL, dataDir: it.DATA_DIR, databaseUrl: it.DATABASE_URL, filesFolder: it.FILES_URL ? resolve(it.FILES_URL) : resolve(it.DATA_DIR, "files"),
    sample: it.SAMPLE, smallCell: { public: forPublic, members: forMembers }, logLevel: it.LOG_LEVEL,
    authSecret: it.AUTH_SECRET, recordKey: it.RECORD_KEY, recordWitnesses: it.RECORD_WITNESSES, smtpUrl: it.SMTP_URL, mailFrom: it.MAIL_FROM, trustedProxies: it.TRUSTED_PROXIES, securityContact: it.SECURITY_CONTACT,
    oidc: it.OIDC_ISSUER ? { issuer: it.OIDC_ISSUER, clientId: it.OIDC_CLIENT_ID, clientSecret: it.OIDC_CLIENT_SECRET, name: it.OIDC_NAME || new URL(it.OIDC_ISSUER).host } : null,
  };
}

/** The environment over the `.env` file of `folder`, as `process.loadEnvFile` has it: the environment wins. */
export function environment(env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): Record<string, string | undefined> {
  try {
    return { ...parseEnv(readFileSync(resolve(folder, ".env"), "utf8")), ...env };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return env;
    throw new StartRefusal(`The file ${resolve(folder, ".env")} cannot be read (${code}). Allow this user to read it, or remove it.`);
  }
}

/** The address of the house, without a closing slash; `port` is the one really taken when PORT is 0. */
export function baseUrlOf(settings: Settings, port = settings.port): string {
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return settings.baseUrl ?? `http://${host}:${port}`;
}

/** Whether this is a house for trying, on this machine only: the sample and the outbox page are for it alone. */
export function isTrial(settings: Settings): boolean {
  return settings.databaseUrl === "" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrlOf(settings)).hostname);
}

/** Whether an empty house may start with the sample process. */
export const samplesWanted = (settings: Settings): boolean => settings.sample === "auto" && isTrial(settings);

function whatIsWrong(name: Name, given: Record<string, string>): string {
  const value = name.endsWith("_SECRET") || name === "RECORD_KEY" ? "…" : given[name]!.replace(/\/\/.*@/, "//…@").replaceAll(/PRIVATE\+KEY\+\S*/g, "…"); // never print a password, or a key in the wrong place
  const { allowed } = settingsTable.find((it) => it.name === name)!;
  return `The setting ${name} is “${value}”; it may be ${allowed}. Mend it in the environment or in .env.`;
}
