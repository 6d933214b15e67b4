import { sendMail } from "../ground/mail.ts";
import { addressIn, type Door } from "../ground/web/env.ts";
import { namesOfBodies } from "../concepts/partnerships/store.ts";
import { focalPointOf } from "../concepts/stakeholders/store/members.ts";
import { signingAddress } from "../concepts/statements/addresses.ts";
import { writeAbout } from "./write-about.ts";
import { titleOf, type StatementPlace } from "./statement-place.ts";

/** Tell the focal point of a body that somebody else of it would sign a statement. */
export async function tellWaits(c: Door, place: StatementPlace, stakeholderId: string): Promise<void> {
  const { db, viewer } = c.var;
  if (viewer.kind === "person" && (await focalPointOf(db, stakeholderId))?.personId === viewer.personId) return; // of a body that is not verified yet
  const [body] = await namesOfBodies(db, [stakeholderId]);
  await writeAbout(c, stakeholderId, "statement-waits", { path: signingAddress(place.process, place.it), title: titleOf(place) }, (words) => ({ name: words.pick(body!.name).text }));
}

/** Mail a link by which a body without an account comes to sign; in the language of whoever sends it, since nobody knows another. */
export async function tellInvited(c: Door, place: StatementPlace, email: string, link: string): Promise<void> {
  const { db, house, words } = c.var;
  await sendMail(db, house, { to: email, language: words.language, kind: "statement-invitation", values: { title: words.pick(titleOf(place)).text, name: words.pick(place.it.initiator.name).text, address: `${house.baseUrl}${addressIn(words.language)(signingAddress(place.process, place.it, link))}` } });
}
