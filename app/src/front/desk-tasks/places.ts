import { dayOf } from "../../ground/clock.ts";
import { here } from "../../ground/web/env.ts";
import { meetingsOf } from "../../concepts/meetings/store.ts";
import { registrationDeskAddress } from "../../concepts/registrations/addresses.ts";
import { roomOf } from "../../concepts/registrations/operations.ts";
import { registrationsAt } from "../../concepts/registrations/store.ts";
import { promisedBy } from "../promises.ts";
import type { Task, TaskSource } from "./task.ts";

/** People who registered for a meeting to come and have no answer, and seats that became free while somebody waits. Where places are drawn, the draw answers. */
export const placesDue: TaskSource = async (c, { processes }) => {
  const { db, viewer, words, now } = c.var;
  const tasks: Task[] = [];
  for (const process of processes) for (const meeting of await meetingsOf(db, process.id, viewer)) {
    if (meeting.state !== "announced" || meeting.startsAt <= now || meeting.admission === "selected") continue;
    const all = await registrationsAt(db, meeting.id, viewer); // by day
    const undecided = all.filter((it) => it.state === "applied");
    const next = roomOf(meeting, all).next.filter((it) => it.state === "waiting").length;
    const [text, address] = [words.pick(meeting.title).text, here(c)(registrationDeskAddress(process, meeting))];
    if (undecided.length > 0) tasks.push({ due: promisedBy(undecided[0]!.appliedDay, "place"), what: words.say("tasks.places", { number: meeting.number, count: undecided.length }), text, address });
    if (next > 0) tasks.push({ due: dayOf(now), what: words.say("tasks.seats", { number: meeting.number, count: next }), text, address });
  }
  return tasks;
};
