import { dayOf } from "../../ground/clock.ts";
import { here } from "../../ground/web/env.ts";
import { answersDeskAddress } from "../../concepts/answers/addresses.ts";
import { ledgerOf } from "../../concepts/answers/store/ledger.ts";
import { promisedBy } from "../promises.ts";
import type { Task, TaskSource } from "./task.ts";

/** Asks without an answer: one task for a process, by the one that has waited longest. */
export const answersDue: TaskSource = async (c, { processes }) => {
  const { db, viewer, words, now } = c.var;
  const tasks: Task[] = [];
  for (const process of processes) {
    const { lines, all } = await ledgerOf(db, process.id, viewer, { choices: { state: "unanswered" }, page: 1, most: 1, order: { by: "waiting", daysAhead: new Map(), today: dayOf(now) } });
    const [oldest] = lines;
    if (oldest) tasks.push({ due: promisedBy(oldest.since, "answer"), what: words.say("tasks.answers", { count: all, process: words.pick(process.shortName).text }), text: words.say("tasks.answers.text", { day: words.day(oldest.since) }), address: here(c)(answersDeskAddress(process)) });
  }
  return tasks;
};
