// Mails wait in the table `outbox`, written in the transaction of the deed, so that neither stands without the other. A job
// takes each to the mail server and then forgets it; the job itself holds no address. A house for trying keeps them to be read.
import { asc, desc, eq, lt } from "drizzle-orm";
import { createTransport, type Transporter } from "nodemailer";
import type { Db } from "./db/database.ts";
import type { Jobs } from "./jobs.ts";
import { Refusal } from "./refusal.ts";
import { baseUrlOf, isTrial, type Settings } from "./settings.ts";
import { outbox } from "./tables.ts";
import type { House } from "./web/env.ts";
import { directionOf, wordsIn, type Key, type Language, type Values } from "./words.ts";

/** What is said in a mail: the catalogue's `mail.KIND.subject` and `mail.KIND`, in the reader's language. */
export type MailKind = Extract<Key, `mail.${string}.subject`> extends `mail.${infer Kind}.subject` ? Kind : never;
export type Mail = { to: string; language: Language; kind: MailKind; values: Values };

/** A mail as it waits. */
export type Waiting = typeof outbox.$inferSelect;

/** May a mail leave this house, or at least be read in it? */
export const canMail = (settings: Settings) => settings.smtpUrl !== "" || isTrial(settings);

/** Write a mail; it goes out once `tx` is committed. Refuses where no mail server is set up. */
export async function sendMail(tx: Db, house: House, { to, language, kind, values }: Mail): Promise<void> {
  if (!canMail(house.settings)) throw new Refusal("not-now", "mail-not-set-up");
  const id = house.chance.id();
  await tx.insert(outbox).values({ id, recipient: to, language, ...composed(language, kind, values), createdAt: house.clock() });
  await postMail(tx, house, id);
}

/** The words of a mail in a language. */
export function composed(language: Language, kind: MailKind, values: Values): { subject: string; body: string } {
  const words = wordsIn(language);
  return { subject: words.say(`mail.${kind}.subject` as Key, values), body: bare(words.say(`mail.${kind}` as Key, values)) };
}

/** Have a mail that stands in the outbox taken away once `tx` is committed. */
export async function postMail(tx: Db, house: House, id: string): Promise<void> {
  if (house.settings.smtpUrl && house.jobs) await house.jobs.send(tx, jobName, { id });
}

/** Addresses of pages stand on lines of their own and need no isolates, which some mail programs would take for a part of them. */
const bare = (it: string) => it.replaceAll(/\u2068(https?:[^\u2069]+)\u2069/g, "$1");

const jobName = "mail";

/** Take mails to the server of the settings as jobs, and every five minutes those which nobody sent a job for. */
export async function deliverMails(jobs: Jobs, house: House): Promise<{ close(): void }> {
  const { smtpUrl } = house.settings;
  if (!smtpUrl) return { close() {} };
  const { db } = house.database;
  const server = createTransport(smtpUrl, { disableFileAccess: true, disableUrlAccess: true });
  await jobs.work<{ id: string }>(jobName, async ({ id }) => {
    const [mail] = await db.select().from(outbox).where(eq(outbox.id, id));
    if (mail) await deliver(db, server, house, mail);
  });
  await jobs.every("left-mails", "*/5 * * * *", async () => {
    const overdue = new Date(house.clock().getTime() - tries);
    await db.delete(outbox).where(lt(outbox.createdAt, new Date(house.clock().getTime() - giveUp)));
    for (const mail of await db.select().from(outbox).where(lt(outbox.createdAt, overdue)).orderBy(asc(outbox.createdAt)).limit(100)) await deliver(db, server, house, mail);
  });
  return { close: () => server.close() };
}

/** Jobs try for about an hour; what is older was written where no jobs run, or met a server that was away for longer. */
const tries = 3_600_000;

/** Three days on, no server has taken it and nobody waits for it any more. */
const giveUp = 72 * 3_600_000;

/** At most twice, never lost: it is forgotten only once the server has taken it. */
async function deliver(db: Db, server: Transporter, house: House, mail: Waiting) {
  await server.sendMail({ from: senderOf(house), to: mail.recipient, subject: mail.subject, text: mail.body, html: htmlOf(mail), headers: { "Auto-Submitted": "auto-generated" }, messageId: `<${mail.id}@${hostOf(house)}>` });
  await db.delete(outbox).where(eq(outbox.id, mail.id));
}

const hostOf = (house: House) => new URL(house.baseUrl || baseUrlOf(house.settings)).hostname;
const senderOf = (house: House) => house.settings.mailFrom || `Travaux <travaux@${hostOf(house)}>`;

const escaped = (it: string) => it.replaceAll(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);

/** The same words with paragraphs and links, and nothing else: no picture, no counter, no style from elsewhere. */
export function htmlOf({ language, subject, body }: Pick<Waiting, "language" | "subject" | "body">): string {
  const paragraphs = body.split("\n\n").map((it) => `<p>${escaped(it).replaceAll("\n", "<br>").replaceAll(/https?:\/\/[^\s<\u2069]+/g, (address) => `<a href="${address}">${address}</a>`)}</p>`);
  return `<!DOCTYPE html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${paragraphs.join("")}</body></html>`;
}

/** The last mails of a house for trying, the newest first; elsewhere there is no such page. */
export async function keptMails(db: Db, settings: Settings): Promise<Waiting[]> {
  if (!isTrial(settings) || settings.smtpUrl) throw new Refusal("not-found", "page-unknown");
  return db.select().from(outbox).orderBy(desc(outbox.createdAt), desc(outbox.id)).limit(50);
}
