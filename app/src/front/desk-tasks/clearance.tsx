import { here, type Door } from "../../ground/web/env.ts";
import type { ShownContribution } from "../../concepts/contributions/disclosure.ts";
import { inClearance } from "../../concepts/contributions/store/submissions.ts";
import type { Process } from "../../concepts/processes/process.ts";
import { promisedBy } from "../promises.ts";
import { namesOf, type Task, type TaskSource } from "./task.ts";

/** Submissions that wait to be acknowledged, and those that wait to be published or returned: one task of each for a process, by its oldest. */
export const clearanceDue: TaskSource = async (c, { processes }) => {
  const tasks: Task[] = [];
  for (const process of processes) {
    const waiting = await inClearance(c.var.db, process.id, c.var.viewer); // by day
    const [fresh, acknowledged] = [waiting.filter((it) => it.acknowledgedDay === null), waiting.filter((it) => it.acknowledgedDay !== null)];
    if (fresh.length > 0) tasks.push({ ...about(c, process, fresh, "acknowledgement"), deed: <Acknowledge c={c} process={process} all={fresh.slice(0, mostAtOnce)} /> });
    if (acknowledged.length > 0) tasks.push(about(c, process, acknowledged, "clearance"));
  }
  return tasks;
};

/** So many are acknowledged with one press; the desk of clearance has all. */
const mostAtOnce = 20;

function about(c: Door, process: Process, all: readonly ShownContribution[], what: "acknowledgement" | "clearance"): Task {
  const { words } = c.var;
  return {
    due: promisedBy(all.map((it) => it.day).toSorted()[0]!, what), what: words.say(`tasks.${what}`, { count: all.length, process: words.pick(process.shortName).text }),
    text: namesOf(words, all.map((it) => it.reference)), address: here(c)(`/desk/${process.slug}/clearance`),
  };
}

const Acknowledge = ({ c, process, all }: { c: Door; process: Process; all: readonly ShownContribution[] }) => (
  <form method="post" action={here(c)(`/desk/${process.slug}/clearance/acknowledgement`)}>{all.map((it) => <input type="hidden" name="submission" value={it.reference} />)}<button class="little main">{c.var.words.say("tasks.acknowledge", { count: all.length })}</button></form>
);
