import { here } from "../../ground/web/env.ts";
import { withoutFocalPoint } from "../../concepts/stakeholders/store/members.ts";
import { staleCount } from "../../concepts/stakeholders/store/stakeholders.ts";
import type { Task, TaskSource } from "./task.ts";

/** Profiles that nobody has confirmed for a year, and bodies that nobody answers for: no day was promised, they wait for a quiet hour. */
export const profilesDue: TaskSource = async (c, { house }) => {
  if (!house) return [];
  const { db, words, now } = c.var;
  const [stale, orphans] = [await staleCount(db, now), (await withoutFocalPoint(db)).length];
  const task = (what: "stale" | "orphans", count: number, address: string): Task[] => (count === 0 ? [] : [{ due: null, what: words.say(`tasks.${what}`, { count }), text: words.say(`tasks.${what}.text`), address: here(c)(address), watch: true }]);
  return [...task("stale", stale, "/directory?order=confirmed"), ...task("orphans", orphans, "/desk/secretariat#orphans")];
};
