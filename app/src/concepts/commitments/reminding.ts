// When whom to remind. Each reminder has a key; what was written under it is not written again, however often the house looks and
// whenever it was ended in between.
import { daysAfter } from "../../ground/clock.ts";
import { isInHand, isLate, type Commitment, type Owner } from "./commitment.ts";

/** So many days before the last one owners are reminded. */
export const remindedBefore = [14, 3] as const;
/** What is late is called to mind on the day after, and so many days after each time. */
export const lateAgainDays = 30;
/** Whoever has not answered for so many days is asked once more. */
export const askedAgainDays = 7;

export type ReminderKind = "due" | "late" | "asked";
/** A reminder that is due. `key` tells it from all others to the same body about the same commitment; it names the last day, so that what is moved is called to mind anew. */
export type Reminder = { kind: ReminderKind; key: string };

type Standing = Pick<Commitment, "state" | "dueDay">;

/** What to write to this body about this commitment on this day; null: nothing. Of several that were missed only the last. */
export function reminderFor(it: Standing, owner: Pick<Owner, "state" | "askedDay" | "confirmedDay">, today: string): Reminder | null {
  if (owner.state === "asked") return (it.state === "proposed" || isInHand(it)) && today >= daysAfter(owner.askedDay, askedAgainDays) ? { kind: "asked", key: `asked ${owner.askedDay}` } : null;
  if (owner.state !== "confirmed" || !isInHand(it)) return null;
  return isLate(it, today) ? { kind: "late", key: `late ${it.dueDay} ${roundOf(it.dueDay, today)}` } : dueSoon(it.dueDay, owner.confirmedDay, today);
}

/** The how-manieth time it is late: 1 on the day after, 2 thirty days later. */
const roundOf = (dueDay: string, today: string): number => Math.floor((daysBetween(dueDay, today) - 1) / lateAgainDays) + 1;
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Whoever confirmed on that day or since has just read the last day, and is not reminded of it. */
function dueSoon(dueDay: string, confirmedDay: string | null, today: string): Reminder | null {
  const days = remindedBefore.filter((it) => today >= daysAfter(dueDay, -it)).at(-1);
  return days === undefined || (confirmedDay !== null && confirmedDay >= daysAfter(dueDay, -days)) ? null : { kind: "due", key: `due ${dueDay} ${days}` };
}
