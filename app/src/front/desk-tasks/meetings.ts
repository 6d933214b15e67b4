import { dayOf, daysAfter } from "../../ground/clock.ts";
import { here } from "../../ground/web/env.ts";
import { wallClock } from "../../ground/zones.ts";
import { meetingDeskAddress } from "../../concepts/meetings/addresses.ts";
import { meetingsOf } from "../../concepts/meetings/store.ts";
import { waitingIn } from "../../concepts/meetings/store/waiting.ts";
import { promisedBy, promises } from "../promises.ts";
import type { Task, TaskSource } from "./task.ts";

/** Meetings to announce, what closed ones left to clear, and speakers who have not answered. */
export const meetingsDue: TaskSource = async (c, { processes }) => {
  const { db, viewer, words, now } = c.var;
  const tasks: Task[] = [];
  for (const process of processes) {
    const all = await meetingsOf(db, process.id, viewer);
    const { uncleared, unanswered } = await waitingIn(db, all.map((it) => it.id));
    for (const it of all) {
      const named = { number: it.number, title: words.pick(it.title).text };
      const address = here(c)(meetingDeskAddress(process, it));
      const starts = wallClock(it.startsAt, it.timeZone).day;
      if (it.state === "draft") tasks.push({ due: daysAfter(starts, -promises.announcement), what: words.say("tasks.meeting.announce", named), text: words.say("tasks.meeting.announce.text", { day: words.day(starts) }), address });
      if (it.closedAt && uncleared.has(it.id)) tasks.push({ due: promisedBy(dayOf(it.closedAt), "outcomes"), what: words.say("tasks.meeting.outcomes", { ...named, count: uncleared.get(it.id)! }), text: words.say("tasks.meeting.outcomes.text"), address });
      const speakers = it.state === "cancelled" || it.startsAt <= now ? undefined : unanswered.get(it.id);
      if (speakers) tasks.push({ due: promisedBy(dayOf(speakers.since), "speaker"), what: words.say("tasks.meeting.speakers", { ...named, count: speakers.count }), text: words.say("tasks.meeting.speakers.text", { day: words.day(speakers.since) }), address });
    }
  }
  return tasks;
};
