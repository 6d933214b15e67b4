// What a person's calendar holds besides meetings: when what their bodies were asked for is due.
import type { CalendarEntry } from "../../ground/calendar.ts";
import type { Words } from "../../ground/words.ts";
import { mayAnswer, type Call } from "../calls/call.ts";
import type { Meeting } from "../meetings/meeting.ts";
import { isForSector, registrationFor } from "../meetings/modalities.ts";
import { freshUntil, type Sector } from "../stakeholders/stakeholder.ts";
import type { DatedBody } from "./store.ts";

/** Whether a call asks somebody: a body of theirs, or themselves where it asks only those who were invited. */
export const isAsked = (call: Pick<Call, "sectors" | "openTo" | "forumId">, sectors: readonly Sector[], participatesIn: readonly string[]): boolean =>
  sectors.some((it) => mayAnswer(call, it)) && (call.openTo === "stakeholders" || participatesIn.includes(call.forumId));

type Told = { meeting: Meeting; address: string; changes: readonly { sequence: number; at: Date }[] };

/** When registration for these meetings closes for bodies of these classes: one entry where it is the same for several. */
export const registrationsClosing = (words: Words, host: string, told: readonly Told[], sectors: readonly Sector[]): CalendarEntry[] => told.flatMap(({ meeting, address, changes }) => {
  const last = changes.at(-1);
  if (!last || meeting.state === "cancelled") return [];
  const closings = new Set(sectors.filter((it) => isForSector(meeting.modalities, it)).flatMap((it) => registrationFor(meeting.modalities, it)?.closesAt ?? []));
  return [...closings].toSorted().map((closesAt, index) => ({
    uid: `registration-${meeting.id}${index === 0 ? "" : `-${index + 1}`}@${host}`, sequence: last.sequence, created: changes[0]!.at, changed: last.at, when: { at: new Date(closesAt) },
    summary: words.say("calendar.registration.closes", { title: words.pick(meeting.title).text }), description: address, place: null, address, cancelled: false,
  }));
});

/** When the profiles of bodies are to be confirmed. The number of an entry is the day on which it was last confirmed: it rises with each. */
export const confirmationsDue = (words: Words, host: string, bodies: readonly DatedBody[], addressOf: (body: DatedBody) => string): CalendarEntry[] => bodies.map((it) => {
  const changed = it.confirmedAt ?? it.registeredAt;
  return {
    uid: `confirmation-${it.id}@${host}`, sequence: Math.floor(changed.getTime() / 86_400_000), created: it.registeredAt, changed, when: { at: freshUntil(it) },
    summary: words.say("calendar.confirmation.due", { name: words.pick(it.name).text }), description: addressOf(it), place: null, address: addressOf(it), cancelled: false,
  };
});
