import { dayOf } from "../../ground/clock.ts";
import { here, type Door } from "../../ground/web/env.ts";
import type { Meeting } from "../../concepts/meetings/meeting.ts";
import { registrationEnds } from "../../concepts/meetings/modalities.ts";
import { meetingsOf } from "../../concepts/meetings/store.ts";
import { registrationsAt } from "../../concepts/registrations/store.ts";
import { selectionDeskAddress } from "../../concepts/selections/addresses.ts";
import { panelOf } from "../../concepts/selections/operations.ts";
import { applies, type Selection } from "../../concepts/selections/selection.ts";
import { selectionAt } from "../../concepts/selections/store.ts";
import { answerUntil } from "../own-place.tsx";
import { promisedBy } from "../promises.ts";
import type { Task, TaskSource } from "./task.ts";

type Step = Omit<Task, "address">;

/** The next step of each draw for a meeting to come: to publish it once registration is over, to draw on the day of the seed, to replace who declined, to write to who does not answer. */
export const selectionsDue: TaskSource = async (c, { processes }) => {
  const { db, viewer, now } = c.var;
  const tasks: Task[] = [];
  for (const process of processes) for (const meeting of await meetingsOf(db, process.id, viewer)) {
    if (meeting.state !== "announced" || meeting.startsAt <= now) continue;
    const selection = await selectionAt(db, meeting, viewer);
    const steps = selection?.state === "drawn" ? await afterDraw(c, meeting, selection) : selection?.state === "published" ? [drawing(c, meeting, selection)] : selection || meeting.admission === "selected" ? await planning(c, meeting) : [];
    tasks.push(...steps.map((it) => ({ ...it, address: here(c)(selectionDeskAddress(process, meeting)) })));
  }
  return tasks;
};

const named = ({ var: { words } }: Door, meeting: Meeting) => ({ number: meeting.number, title: words.pick(meeting.title).text });

async function planning(c: Door, meeting: Meeting): Promise<Step[]> {
  const { db, viewer, words, now } = c.var;
  const ends = registrationEnds(meeting.modalities);
  if (ends === null || now < new Date(ends)) return [];
  const count = (await registrationsAt(db, meeting.id, viewer)).filter((it) => applies(meeting, it)).length;
  const closed = dayOf(new Date(ends));
  return count === 0 ? [] : [{ due: promisedBy(closed, "draw"), what: words.say("tasks.draw.plan", named(c, meeting)), text: words.say("tasks.draw.plan.text", { day: words.day(closed), count }) }];
}

const drawing = (c: Door, meeting: Meeting, { seedDay, seedPlace }: Selection): Step =>
  ({ due: seedDay, what: c.var.words.say("tasks.draw.draw", named(c, meeting)), text: c.var.words.say("tasks.draw.draw.text", { day: c.var.words.day(seedDay!), place: seedPlace! }) });

/** Who declined and was not replaced, and who has not answered; each due on the day until which the first of them was asked to answer. */
async function afterDraw(c: Door, meeting: Meeting, selection: Selection): Promise<Step[]> {
  const { db, viewer, words, now } = c.var;
  const { panel, gone, replaced } = await panelOf(db, viewer, meeting, selection);
  const out = new Set(gone.map((it) => it.applicant.pseudonym));
  const firstDay = (those: typeof panel) => those.map((it) => answerUntil(selection, it.applicant, replaced)!).toSorted()[0]!;
  const leaving = gone.filter((it) => !replaced.some((one) => one.out === it.applicant.pseudonym));
  const silent = panel.filter((it) => !out.has(it.applicant.pseudonym) && it.applicant.acceptedDay === null);
  const steps: Step[] = [];
  if (leaving.length > 0) steps.push({ due: firstDay(leaving), what: words.say("tasks.draw.replace", { ...named(c, meeting), count: leaving.length }), text: words.say("tasks.draw.replace.text") });
  if (silent.length > 0) steps.push({ due: firstDay(silent), what: words.say("tasks.draw.answer", { ...named(c, meeting), count: silent.length }), text: words.say("tasks.draw.answer.text", { day: words.day(firstDay(silent)) }), ...(firstDay(silent) >= dayOf(now) ? { watch: true as const } : {}) });
  return steps;
}
