import { Refusal } from "../../ground/refusal.ts";
import type { PersonViewer } from "../../ground/viewer.ts";
import type { Meeting } from "../meetings/meeting.ts";
import { isForSector, registrationFor, type Modalities, type Window } from "../meetings/modalities.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";
import { isLive, modesAt, type Registration } from "./registration.ts";

/** Whether somebody may register for a meeting at all, by whom it is for. */
export const takesRegistrations = ({ state, admission }: Pick<Meeting, "state" | "admission">) => state === "announced" && admission !== "invited";

/** Whether one may register at this moment. */
export const isWindowOpen = ({ opensAt, closesAt }: Window, now: Date) => new Date(opensAt) <= now && now < new Date(closesAt);

/** What is asked of this class as a proof; null: nothing. */
export const proofAsked = ({ proofBySector }: Pick<Modalities, "proofBySector">, sector: Sector) => { const it = proofBySector[sector] ?? "none"; return it === "none" ? null : it; };

/** A body whose people want to come: its class, and whether it is accredited to the process. */
export type Body = { id: string; sector: Sector; accredited: boolean };

/** Refuse a body that may not register people for this meeting now. */
export function admitBody(meeting: Meeting, body: Body, viewer: PersonViewer, now: Date): void {
  const values = { meeting: meeting.number };
  if (!viewer.speaksFor.some((it) => it.stakeholderId === body.id && it.isFocalPoint)) throw new Refusal("not-allowed", "registration-by-focal-point", values);
  if (!takesRegistrations(meeting)) throw new Refusal("not-now", meeting.state === "announced" ? "registration-by-invitation" : "registration-meeting-not-open", values);
  if (!isForSector(meeting.modalities, body.sector)) throw new Refusal("not-allowed", "registration-not-for-class", values);
  if (meeting.admission === "accredited" && !body.accredited) throw new Refusal("not-allowed", "registration-not-accredited", values);
  const window = registrationFor(meeting.modalities, body.sector);
  if (!window) throw new Refusal("not-now", "registration-not-open", values);
  if (!isWindowOpen(window, now)) throw new Refusal("not-now", now < new Date(window.opensAt) ? "registration-not-yet" : "registration-closed", { ...values, day: (now < new Date(window.opensAt) ? window.opensAt : window.closesAt).slice(0, 10) });
}

/** Refuse a way of coming that the meeting has not, more people of a body than the meeting takes of each, and somebody who is registered already. Where people are drawn, a body may apply with more than its seats: its cap in the draw keeps them. */
export function admitPerson({ number, format, admission, modalities: { seatsPerOrganisation, delegatesPerOrganisation } }: Meeting, own: readonly Pick<Registration, "state" | "mode" | "email">[], wanted: Pick<Registration, "mode" | "email">): void {
  if (!modesAt(format).includes(wanted.mode)) throw new Refusal("not-valid", "registration-mode", { meeting: number });
  const live = own.filter(isLive);
  if (live.some((it) => it.email === wanted.email)) throw new Refusal("not-valid", "registration-twice", { meeting: number });
  if (delegatesPerOrganisation !== null && live.length >= delegatesPerOrganisation) throw new Refusal("not-valid", "registration-too-many", { meeting: number, limit: delegatesPerOrganisation });
  const inRoom = live.filter((it) => it.mode !== "online").length;
  if (wanted.mode !== "online" && admission !== "selected" && seatsPerOrganisation !== null && inRoom >= seatsPerOrganisation) throw new Refusal("not-valid", "registration-seats-taken", { meeting: number, limit: seatsPerOrganisation });
}
