import { canMail, sendMail } from "../ground/mail.ts";
import { addressIn, type Door } from "../ground/web/env.ts";
import { isLanguage, wordsIn, type Localized } from "../ground/words.ts";
import { partnershipAddress } from "../concepts/partnerships/addresses.ts";
import type { Question } from "../concepts/partnerships/change.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import type { Denied } from "../concepts/partnerships/operations.ts";
import { namesOfBodies, partnershipAt } from "../concepts/partnerships/store.ts";
import { focalPointOf } from "../concepts/stakeholders/store/members.ts";

/** Write to whoever answers for a body; `said` makes the words in their language. */
async function write(c: Door, stakeholderId: string, kind: "partnership-asked" | "partnership-denied" | "partnership-returned" | "partnership-questioned", it: { slug: string; title: Localized }, values: Record<string, string>) {
  const { db, house } = c.var;
  const focal = canMail(house.settings) ? await focalPointOf(db, stakeholderId) : null;
  if (!focal) return;
  const language = isLanguage(focal.language) ? focal.language : "en";
  await sendMail(db, house, { to: focal.email, language, kind, values: { title: wordsIn(language).pick(it.title).text, address: house.baseUrl + addressIn(language)(partnershipAddress(it)), ...values } });
}

const entryOf = ({ slug, public: shown, waiting }: ShownPartnership) => ({ slug, title: (shown ?? waiting)!.title });

/** Ask every partner of what waits that has not answered. */
export async function tellAsked(c: Door, slug: string): Promise<void> {
  const found = await partnershipAt(c.var.db, slug, c.var.viewer);
  if ("movedTo" in found || !found.it.waiting) return;
  const { title, partners } = found.it.waiting;
  for (const it of partners.filter((one) => one.state === "asked")) await write(c, it.stakeholderId, "partnership-asked", { slug, title }, { name: it.body.name.en });
}

/** Tell whoever proposed an edition why officers gave it back. */
export async function tellReturned(c: Door, { slug, waiting }: ShownPartnership, because: string): Promise<void> {
  if (waiting) await write(c, waiting.byId, "partnership-returned", { slug, title: waiting.title }, { because });
}

/** Tell whoever proposed an edition that a body it named says that it is not in it. */
export async function tellDenied(c: Door, it: ShownPartnership, { byId, denierId, because }: Denied): Promise<void> {
  const [denier] = await namesOfBodies(c.var.db, [denierId]);
  await write(c, byId, "partnership-denied", entryOf(it), { name: denier!.name.en, because });
}

/** Tell every partner of a public entry that something was asked of it, and until when an answer is due. */
export async function tellQuestioned(c: Door, it: ShownPartnership, { text, dueDay }: Question): Promise<void> {
  for (const { stakeholderId } of it.public?.partners ?? []) await write(c, stakeholderId, "partnership-questioned", entryOf(it), { text, day: dueDay });
}
