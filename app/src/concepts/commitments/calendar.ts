// The last days of commitments, for calendars: whole days in nobody's time. A day that moved is the same entry with a higher number; what
// is closed stays there and says so.
import type { CalendarEntry } from "../../ground/calendar.ts";
import type { Words } from "../../ground/words.ts";
import { isClosed, type CommitmentChange } from "./commitment.ts";
import type { ShownCommitment } from "./disclosure.ts";

/** A commitment in public, with the address to cite and what happened to it, the first first. */
export type ToldCommitment = { it: ShownCommitment; address: string; changes: readonly CommitmentChange[] };
const momentOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** The last day of each. What nobody has confirmed has none: hand in what everyone may read. */
export const lastDays = (words: Words, host: string, told: readonly ToldCommitment[]): CalendarEntry[] => told.flatMap(({ it, address, changes }) => {
  const last = changes.at(-1);
  return !last ? [] : [{
    uid: `commitment-${it.id}@${host}`, sequence: last.sequence, created: momentOf(changes[0]!.day), changed: momentOf(last.day), when: { firstDay: it.dueDay, lastDay: it.dueDay },
    summary: words.say(isClosed(it) ? "commitments.calendar.closed" : "commitments.calendar.due", { title: it.title }),
    description: [it.what, words.list(it.owners.map((one) => words.pick(one.body.name).text)), address].filter(Boolean).join("\n"), place: null, address, cancelled: it.state === "given-up",
  }];
});
