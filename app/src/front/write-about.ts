import { personById } from "../ground/auth/people.ts";
import type { Db } from "../ground/db/database.ts";
import { canMail, sendMail } from "../ground/mail.ts";
import { addressIn, type Door, type House } from "../ground/web/env.ts";
import { isLanguage, wordsIn, type Localized, type Words } from "../ground/words.ts";
import { focalPointOf } from "../concepts/stakeholders/store/members.ts";

/** Kinds of mail about what stands at a page of the house. */
export type Kind = "partnership-asked" | "partnership-denied" | "partnership-returned" | "partnership-questioned" | "partnership-again" | "practice-returned" | "practice-questioned" | "self-assessment-opened" | "self-assessment-complete"
  | "statement-asked" | "statement-opened" | "statement-changed" | "statement-corrected" | "statement-put-right" | "statement-version" | "statement-waits" | "commitment-asked" | "commitment-asked-again" | "commitment-due" | "commitment-late";
/** Which page, and how what stands there is called. */
type Place = { path: string; title: Localized | string };
/** What a mail says beside title and address, in the words of its reader. */
export type Said = (words: Words) => Record<string, string>;

type Post = { db: Db; house: House };

/** Write to whoever answers for a body about what stands at a path of the house, in their language; false where nobody can be written to. */
export async function writeTo(post: Post, stakeholderId: string, kind: Kind, it: Place, said: Said): Promise<boolean> {
  return send(post, await focalPointOf(post.db, stakeholderId), kind, it, said);
}
/** The same out of a request. */
export const writeAbout = (c: Door, stakeholderId: string, kind: Kind, it: Place, said: Said = () => ({})) => writeTo(c.var, stakeholderId, kind, it, said);
/** The same to a person, about what they did in their own name. */
export const writeToPerson = async (c: Door, personId: string, kind: Kind, it: Place, said: Said) => send(c.var, await personById(c.var.db, personId), kind, it, said);

async function send({ db, house }: Post, to: { email: string; language: string } | null, kind: Kind, it: Place, said: Said): Promise<boolean> {
  if (!to || !canMail(house.settings)) return false;
  const language = isLanguage(to.language) ? to.language : "en";
  const words = wordsIn(language);
  await sendMail(db, house, { to: to.email, language, kind, values: { title: typeof it.title === "string" ? it.title : words.pick(it.title).text, address: house.baseUrl + addressIn(language)(it.path), ...said(words) } });
  return true;
}
