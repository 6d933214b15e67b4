import { canMail, sendMail } from "../ground/mail.ts";
import type { Door } from "../ground/web/env.ts";
import { addressIn } from "../ground/web/env.ts";
import { isLanguage, wordsIn } from "../ground/words.ts";
import { namesOfBodies } from "../concepts/partnerships/store.ts";
import { focalPointOf } from "../concepts/stakeholders/store/members.ts";
import { signingAddress } from "../concepts/statements/addresses.ts";
import type { StatementPlace } from "./statement-place.ts";
import { titleOf } from "./statement-place.ts";

/** Tell the focal point of a body that somebody of it would sign a statement. */
export async function tellWaits(c: Door, place: StatementPlace, stakeholderId: string): Promise<void> {
  const { db, house } = c.var;
  const focal = canMail(house.settings) ? await focalPointOf(db, stakeholderId) : null;
  if (!focal || (c.var.viewer.kind === "person" && focal.personId === c.var.viewer.personId)) return;
  const [body] = await namesOfBodies(db, [stakeholderId]);
  const language = isLanguage(focal.language) ? focal.language : "en";
  const words = wordsIn(language);
  await sendMail(db, house, { to: focal.email, language, kind: "statement-waits", values: { title: words.pick(titleOf(place)).text, name: words.pick(body!.name).text, address: house.baseUrl + addressIn(language)(signingAddress(place.process, place.it)) } });
}

/** Mail a link by which a body without an account comes to sign; in the language of whoever sends it, since nobody knows another. */
export async function tellInvited(c: Door, place: StatementPlace, email: string, link: string): Promise<void> {
  const { db, house, words } = c.var;
  await sendMail(db, house, { to: email, language: words.language, kind: "statement-invitation", values: { title: words.pick(titleOf(place)).text, name: words.pick(place.it.initiator.name).text, address: `${house.baseUrl}${addressIn(words.language)(signingAddress(place.process, place.it, link))}` } });
}
