import { here } from "../../ground/web/env.ts";
import { partnershipDeskAddress } from "../../concepts/partnerships/addresses.ts";
import { waitingPartnerships } from "../../concepts/partnerships/store.ts";
import { ripe, ripeSince } from "../partnership-desk.tsx";
import { promisedBy } from "../promises.ts";
import type { TaskSource } from "./task.ts";

/** Partnerships that every partner has confirmed and two officers have not yet reviewed. */
export const partnershipsDue: TaskSource = async (c, { house }) => {
  if (!house) return [];
  const { db, viewer, words } = c.var;
  return ripe(await waitingPartnerships(db, viewer)).map((it) => ({
    due: promisedBy(ripeSince(it), "partnership"), what: words.say("tasks.partnership", { title: words.pick(it.waiting!.title).text }), text: words.say("partnerships.review.text", { count: it.reviews.length }), address: here(c)(partnershipDeskAddress(it)),
  }));
};
