import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true });
/** The better-auth library fills the first six tables, under our names; a test holds them to what it asks for. */
export const people = pgTable("people", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(), // in small letters
  emailVerified: boolean("email_verified").notNull(),
  image: text("image"), // the library wants it; nothing fills it
  /** The language of mails to this person. */
  language: text("language").notNull().default("en"),
  twoFactorEnabled: boolean("two_factor_enabled").default(false),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

/** Open sessions. No network address and no browser's name is ever written: the library wants the columns. */
export const sessions = pgTable("sessions", {
  id: text("id").primaryKey(),
  token: text("token").notNull().unique(), // worth nothing without the secret that signs the cookie
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  expiresAt: moment("expires_at").notNull(),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
  ipAddress: text("ip_address"),
  userAgent: text("user_agent"),
  /** When a second factor was shown in this session. */
  secondFactorAt: moment("second_factor_at"),
}, (table) => [index("sessions_by_person").on(table.personId)]);

/** A person's identity at the organisation's provider. Its tokens are not kept. */
export const accounts = pgTable("accounts", {
  id: text("id").primaryKey(),
  accountId: text("account_id").notNull(),
  providerId: text("provider_id").notNull(),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  accessToken: text("access_token"),
  refreshToken: text("refresh_token"),
  idToken: text("id_token"),
  accessTokenExpiresAt: moment("access_token_expires_at"),
  refreshTokenExpiresAt: moment("refresh_token_expires_at"),
  scope: text("scope"),
  password: text("password"), // the library wants it; there are no passwords here
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
}, (table) => [index("accounts_by_person").on(table.personId), uniqueIndex("accounts_by_subject").on(table.providerId, table.accountId)]);

/** Mailed links and codes (hashed), challenges of passkeys and states of OIDC that wait for their answer. */
export const verifications = pgTable("verifications", {
  id: text("id").primaryKey(),
  identifier: text("identifier").notNull(),
  value: text("value").notNull(),
  expiresAt: moment("expires_at").notNull(),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
}, (table) => [index("verifications_by_identifier").on(table.identifier), index("verifications_by_value").on(table.value)]);

/** Public keys of passkeys. */
export const passkeys = pgTable("passkeys", {
  id: text("id").primaryKey(),
  name: text("name"),
  publicKey: text("public_key").notNull(),
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  credentialID: text("credential_id").notNull().unique(),
  counter: integer("counter").notNull(),
  deviceType: text("device_type").notNull(),
  backedUp: boolean("backed_up").notNull(),
  transports: text("transports"),
  createdAt: moment("created_at"),
  aaguid: text("aaguid"),
}, (table) => [index("passkeys_by_person").on(table.personId)]);

/** Secrets of authenticator apps, encrypted, and backup codes, hashed (backup-codes.ts). */
export const secondFactors = pgTable("second_factors", {
  id: text("id").primaryKey(),
  secret: text("secret").notNull(),
  backupCodes: text("backup_codes").notNull(),
  personId: text("person_id").notNull().unique().references(() => people.id, { onDelete: "cascade" }),
  verified: boolean("verified").default(true),
  failedVerificationCount: integer("failed_verification_count").default(0),
  lockedUntil: moment("locked_until"),
}, (table) => [index("second_factors_by_secret").on(table.secret)]);

/** What a person may do here, who said so and when. An empty process: the whole house. */
export const roles = pgTable("roles", {
  personId: text("person_id").notNull().references(() => people.id, { onDelete: "cascade" }),
  role: text("role").notNull(),
  processId: text("process_id").notNull().default(""),
  grantedBy: text("granted_by").notNull(),
  grantedAt: moment("granted_at").notNull(),
}, (table) => [primaryKey({ columns: [table.personId, table.role, table.processId] })]);

/** Stretches of time for counting what was asked in the name of a mail address; the key is thrown away with its stretch. */
export const limitWindows = pgTable("limit_windows", {
  name: text("name").primaryKey(),
  key: text("key").notNull(),
  endsAt: moment("ends_at").notNull(),
});

/** How often something was done about somebody in one stretch: under a hash that nobody can make again when its key is gone. */
export const limitCounts = pgTable("limit_counts", {
  window: text("window").notNull().references(() => limitWindows.name, { onDelete: "cascade" }),
  subject: text("subject").notNull(),
  count: integer("count").notNull(),
}, (table) => [primaryKey({ columns: [table.window, table.subject] })]);
