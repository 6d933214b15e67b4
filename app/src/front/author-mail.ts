import { canMail, composed, postMail, type MailKind } from "../ground/mail.ts";
import { addressIn, type Door } from "../ground/web/env.ts";
import { languages } from "../ground/words.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import type { Contribution } from "../concepts/contributions/contribution.ts";
import { tellAuthor } from "../concepts/contributions/store.ts";

type Told = Extract<MailKind, `contribution-${string}`>;
type About = Pick<Contribution, "id" | "reference">;

/** Write to whoever filed a contribution, in their language; the database finds them, and nobody else learns who it is. */
export async function tellOf(c: Door, kind: Told, process: { slug: string }, it: About, answerId: string | null = null): Promise<void> {
  const { db, house, chance, now } = c.var;
  if (!canMail(house.settings)) return;
  const place = (language: string) => house.baseUrl + addressIn(language)(contributionAddress(process, it));
  const said = Object.fromEntries(languages.map((language) => [language, composed(language, kind, { reference: it.reference, address: place(language) })]));
  const id = chance.id();
  if (await tellAuthor(db, { contributionId: it.id, answerId }, { id, said }, now)) await postMail(db, house, id);
}

/** The same about an answer. Only about a named one: the minute at which a mail comes would tell when a protected one was filed. */
export async function tellOfAnswer(c: Door, process: { slug: string }, it: About, answer: Pick<Contribution, "id" | "attribution">): Promise<void> {
  if (answer.attribution === "named") await tellOf(c, "contribution-answered", process, it, answer.id);
}
