import { dayOf } from "../ground/clock.ts";
import type { Db } from "../ground/db/database.ts";
import { record } from "../ground/journal.ts";
import { houseKeeper } from "../ground/viewer.ts";
import type { Door, House } from "../ground/web/env.ts";
import type { Localized } from "../ground/words.ts";
import { partnershipAddress } from "../concepts/partnerships/addresses.ts";
import type { Question } from "../concepts/partnerships/change.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import type { Denied } from "../concepts/partnerships/operations.ts";
import { namesOfBodies, partnershipAt } from "../concepts/partnerships/store.ts";
import { confirmationsDue, reminded } from "../concepts/partnerships/store/reminders.ts";
import { writeAbout, writeTo, type Kind, type Said } from "./write-about.ts";

const write = (c: Door, stakeholderId: string, kind: Kind, it: { slug: string; title: Localized }, said: Said) => writeAbout(c, stakeholderId, kind, { title: it.title, path: partnershipAddress(it) }, said);

const entryOf = ({ slug, public: shown, waiting }: ShownPartnership) => ({ slug, title: (shown ?? waiting)!.title });

/** Ask every partner of what waits that has not answered. */
export async function tellAsked(c: Door, slug: string): Promise<void> {
  const found = await partnershipAt(c.var.db, slug, c.var.viewer);
  if ("movedTo" in found || !found.it.waiting) return;
  const { title, partners } = found.it.waiting;
  for (const it of partners.filter((one) => one.state === "asked")) await write(c, it.stakeholderId, "partnership-asked", { slug, title }, (words) => ({ name: words.pick(it.body.name).text }));
}

/** Tell whoever proposed an edition why officers gave it back. */
export async function tellReturned(c: Door, { slug, waiting }: ShownPartnership, because: string): Promise<void> {
  if (waiting) await write(c, waiting.byId, "partnership-returned", { slug, title: waiting.title }, () => ({ because }));
}

/** Tell whoever proposed an edition that a body it named says that it is not in it. */
export async function tellDenied(c: Door, it: ShownPartnership, { byId, denierId, because }: Denied): Promise<void> {
  const [denier] = await namesOfBodies(c.var.db, [denierId]);
  await write(c, byId, "partnership-denied", entryOf(it), (words) => ({ name: words.pick(denier!.name).text, because }));
}

/** Tell every partner of a public entry that something was asked of it, and until when an answer is due. */
export async function tellQuestioned(c: Door, it: ShownPartnership, { text, dueDay }: Question): Promise<void> {
  for (const { stakeholderId } of it.public?.partners ?? []) await write(c, stakeholderId, "partnership-questioned", entryOf(it), (words) => ({ text, day: words.day(dueDay) }));
}

/** Ask whoever’s confirmation is eleven months old, or a year, to say again that an entry is still so: each of them once, whenever the house looks. */
export async function remindPartners(house: House, db: Db): Promise<void> {
  const [now, keeper] = [house.clock(), houseKeeper("yearly confirmation")];
  for (const it of await confirmationsDue(db, dayOf(now))) {
    const isWritten = await writeTo({ db, house }, it.bodyId, "partnership-again", { title: it.title, path: `${partnershipAddress(it)}#own` }, (words) => ({ name: words.pick(it.name).text, day: words.day(it.day), until: words.day(it.until) }));
    if (isWritten) await record(db, keeper, reminded, it.id, now, { stakeholder: it.stakeholderId });
  }
}
