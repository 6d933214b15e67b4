import { dayOf } from "../../ground/clock.ts";
import { here } from "../../ground/web/env.ts";
import { reported } from "../../concepts/stakeholders/store/letters.ts";
import { Deed } from "../members.tsx";
import { promisedBy } from "../promises.ts";
import type { TaskSource } from "./task.ts";

/** Letters that somebody reported. */
export const lettersDue: TaskSource = async (c, { house }) => {
  if (!house) return [];
  const { db, words } = c.var;
  return (await reported(db)).map(({ it, name }) => ({
    due: promisedBy(dayOf(it.reportedAt!), "report"), what: words.say("tasks.report", { name: words.pick(name).text }), text: it.reportedBecause ?? "", address: here(c)(`/letters/${it.id}`), deed: <Deed c={c} to={`/letters/${it.id}/settlement`} name="stakeholders.letter.settle" />,
  }));
};
