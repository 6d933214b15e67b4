import { dayOf } from "../../ground/clock.ts";
import { here } from "../../ground/web/env.ts";
import { accreditationDeskAddress } from "../../concepts/accreditation/addresses.ts";
import { accreditationsIn, tracksOf } from "../../concepts/accreditation/store.ts";
import { waitingFiles } from "../../concepts/accreditation/waiting.ts";
import { promisedBy, type PromiseName } from "../promises.ts";
import { namesOf, type Task, type TaskSource } from "./task.ts";

const steps = { check: "completeness", circulate: "circulation", decide: "accreditation" } as const satisfies Record<string, PromiseName>;

/** Applications to check, names to lay before States, accreditations to decide: one task of each for a process, by the one that has waited longest; and what lies with the Conference, to be known. */
export const accreditationsDue: TaskSource = async (c, { processes }) => {
  const { db, viewer, words, now } = c.var;
  const tasks: Task[] = [];
  for (const process of processes) {
    const waiting = waitingFiles(await accreditationsIn(db, process.id, viewer), await tracksOf(db, process.id), dayOf(now));
    for (const step of ["check", "circulate", "decide", "referred"] as const) {
      const [oldest] = waiting[step];
      if (!oldest) continue;
      const said = { what: words.say(`tasks.accreditation.${step}`, { count: waiting[step].length, process: words.pick(process.shortName).text }), text: namesOf(words, waiting[step].map((it) => words.pick(it.file.body.name).text)), address: `${here(c)(accreditationDeskAddress(process))}#${step === "referred" ? "decide" : step}` };
      tasks.push(step === "referred" ? { ...said, due: null, watch: true } : { ...said, due: promisedBy(oldest.since, steps[step]) });
    }
  }
  return tasks;
};
