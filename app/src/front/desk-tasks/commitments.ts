import { here } from "../../ground/web/env.ts";
import { commitmentAddress } from "../../concepts/commitments/addresses.ts";
import { withoutOwner } from "../../concepts/commitments/store.ts";
import type { Task, TaskSource } from "./task.ts";

/** Commitments that nobody owns any more, by their last day. */
export const commitmentsDue: TaskSource = async (c, { processes }) => {
  const { db, viewer, words } = c.var;
  const tasks: Task[] = [];
  for (const process of processes) for (const it of await withoutOwner(db, process, viewer)) {
    tasks.push({ due: it.dueDay, what: words.say("tasks.commitment", { title: it.title }), text: words.say("commitments.state.without-owner.text"), address: `${here(c)(commitmentAddress(process, it))}#own` });
  }
  return tasks;
};
