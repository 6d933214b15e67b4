import { dayOf } from "../ground/clock.ts";
import type { Db } from "../ground/db/database.ts";
import { record } from "../ground/journal.ts";
import { houseKeeper } from "../ground/viewer.ts";
import type { Door, House } from "../ground/web/env.ts";
import { commitmentAddress } from "../concepts/commitments/addresses.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";
import { remindersDue, reminded, type ReminderDue } from "../concepts/commitments/store/reminders.ts";
import { namesOfBodies } from "../concepts/partnerships/store.ts";
import { writeAbout, writeTo } from "./write-about.ts";

/** Ask these bodies, in the language of whoever answers for each, whether they own a commitment. */
export async function tellAskedOwners(c: Door, it: Pick<ShownCommitment, "number" | "title" | "dueDay">, process: { slug: string }, stakeholderIds: readonly string[]): Promise<void> {
  const names = new Map((await namesOfBodies(c.var.db, stakeholderIds)).map((one) => [one.id, one.name] as const));
  for (const id of stakeholderIds) await writeAbout(c, id, "commitment-asked", { title: it.title, path: `${commitmentAddress(process, it)}#own` }, (words) => ({ name: words.pick(names.get(id)!).text, day: words.day(it.dueDay) }));
}

const kinds = { due: "commitment-due", late: "commitment-late", asked: "commitment-asked-again" } as const;

/**
 * Call commitments to mind whose last day comes or is over, and ask once more whoever has not answered. Mail and journal stand in one transaction, so
 * that each is written exactly once however often the house looks, and wherever it was ended.
 */
export async function remindOwners(house: House, db: Db): Promise<void> {
  const [now, keeper] = [house.clock(), houseKeeper("commitments")];
  for (const it of await remindersDue(db, dayOf(now))) if (await written(house, db, it)) await record(db, keeper, reminded, it.id, now, { stakeholder: it.stakeholderId, reminder: it.key });
}
const written = (house: House, db: Db, it: ReminderDue): Promise<boolean> =>
  writeTo({ db, house }, it.bodyId, kinds[it.kind], { title: it.title, path: `${commitmentAddress({ slug: it.process }, it)}#own` }, (words) => ({ name: words.pick(it.name).text, day: words.day(it.dueDay), since: words.day(it.askedDay) }));
