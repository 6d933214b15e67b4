import { here } from "../../ground/web/env.ts";
import { practiceDeskAddress } from "../../concepts/practices/addresses.ts";
import { waitingOf } from "../../concepts/practices/practice.ts";
import { proposedPractices } from "../../concepts/practices/store.ts";
import { promisedBy } from "../promises.ts";
import type { TaskSource } from "./task.ts";

/** Practices that two officers have not yet reviewed. */
export const practicesDue: TaskSource = async (c, { house }) => {
  if (!house) return [];
  const { db, viewer, words } = c.var;
  return (await proposedPractices(db, viewer)).filter((it) => waitingOf(it.reviews) === "review").map((it) => ({
    due: promisedBy(it.proposedDay, "practice"), what: words.say("tasks.practice", { title: words.pick(it.title).text }), text: words.say("practices.desk.passed", { count: it.reviews.length }), address: here(c)(practiceDeskAddress(it)),
  }));
};
