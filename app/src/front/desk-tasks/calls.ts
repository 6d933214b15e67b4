import { daysAfter } from "../../ground/clock.ts";
import { here } from "../../ground/web/env.ts";
import { wallClock } from "../../ground/zones.ts";
import { callAddress, callDeskAddress } from "../../concepts/calls/addresses.ts";
import { stageOf } from "../../concepts/calls/call.ts";
import { momentSaid } from "../../ground/clock-words.ts";
import { callsOf } from "../../concepts/calls/store.ts";
import type { Task, TaskSource } from "./task.ts";

/** Calls in preparation, due on the day on which they would open; and those that close within a week, to be known. */
export const callsDue: TaskSource = async (c, { processes }) => {
  const { db, viewer, words, now } = c.var;
  const tasks: Task[] = [];
  for (const process of processes) for (const call of await callsOf(db, process.id, viewer)) {
    const [stage, title] = [stageOf(call, now), words.pick(call.title).text];
    const closes = wallClock(call.closesAt, call.timeZone).day;
    if (stage === "draft") tasks.push({ due: wallClock(call.opensAt, call.timeZone).day, what: words.say("tasks.call.announce", { number: call.number, title }), text: words.say("tasks.call.announce.text", { moment: momentSaid(words, call.opensAt, call.timeZone, now) }), address: here(c)(callDeskAddress(process, call)) });
    if (stage === "open" && closes <= daysAfter(now.toISOString().slice(0, 10), 7)) tasks.push({ due: closes, what: words.say("tasks.call.closes", { number: call.number, title }), text: momentSaid(words, call.closesAt, call.timeZone, now), address: here(c)(callAddress(process, call)), watch: true });
  }
  return tasks;
};
