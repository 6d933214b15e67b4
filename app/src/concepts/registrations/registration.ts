import { Refusal, type RefusalCode } from "../../ground/refusal.ts";
import type { Language } from "../../ground/words.ts";
import type { Meeting } from "../meetings/meeting.ts";
import type { AttachmentRow } from "./tables.ts";

/**
 * applied: waits for the secretariat. proof-asked: what was sent as a proof does not do. registered: has a seat, or a link. waiting: the
 * room is full. declined, withdrawn: over; who was declined or has withdrawn may apply again.
 */
export const registrationStates = ["applied", "proof-asked", "registered", "waiting", "declined", "withdrawn"] as const;
export type RegistrationState = (typeof registrationStates)[number];

export const modes = ["room", "online", "both"] as const;

/** A decision that is not sent yet: on which turn of the registration it was made, and a line for that person alone. */
export type PreparedDecision = { registrationId: string; meetingId: string; turn: number; decision: Decision; line: string | null; by: string; day: string };

/** How one may take part in a meeting of this format. */
export const modesAt = (format: Meeting["format"]): readonly (typeof modes)[number][] => (format === "online" ? ["online"] : format === "in-person" ? ["room"] : modes);
export const wishes = ["attend", "panellist"] as const;
/** Given by the person where they wish; never guessed. */
export const genders = ["woman", "man", "another"] as const;

/** A body's person at a meeting: known to officers, the body and the person. */
export type Registration = {
  id: string; meetingId: string; stakeholderId: string;
  /** The account with this address, where there is one; and who of the body sent it. */
  personId: string | null; registeredBy: string | null;
  name: string; email: string;
  mode: (typeof modes)[number];
  /** Days of the meeting on which they come, and blocks in which they would speak. */
  days: string[]; blocks: number[];
  wish: (typeof wishes)[number];
  gender: (typeof genders)[number] | null;
  /** Whether they never took part in a meeting of this process. */
  firstTime: boolean;
  /** The theme that they know best, by its place: "electronic-evidence". */
  expertise: string | null;
  /** What they need: in their words; a letter for a visa; a language to be interpreted into. */
  accessibility: string | null; visaLetter: boolean; interpretation: Language | null;
  proof: AttachmentRow | null;
  state: RegistrationState;
  /** Counts decisions and answers, so that of two officers at once the second hears of the first. */
  turn: number;
  /** What the secretariat wrote to this person alone. */
  line: string | null;
  appliedDay: string; decidedBy: string | null; decidedDay: string | null;
  /** Ticked afterwards; null: not said, and never for a meeting under the Rule. */
  came: boolean | null; spoke: boolean | null;
};

/** What officers decide. */
export const decisions = ["registered", "waiting", "declined", "proof-asked"] as const;
export type Decision = (typeof decisions)[number];

/** What may follow each state by a decision; who has withdrawn is asked nothing any more. */
export const mayBecome: Record<RegistrationState, readonly Decision[]> = {
  applied: decisions, "proof-asked": ["registered", "waiting", "declined"], registered: ["waiting", "declined"], waiting: ["registered", "declined"], declined: ["registered", "waiting"], withdrawn: [],
};

/** Whether somebody still wants to come and was not declined. */
export const isLive = ({ state }: Pick<Registration, "state">) => state !== "declined" && state !== "withdrawn";
/** Whether they sit in the room. */
export const takesSeat = ({ state, mode }: Pick<Registration, "state" | "mode">) => state === "registered" && mode !== "online";

/** Refuse a decision that does not follow, or that was made on what somebody else has changed since. */
export function refuseUnlessFollows(it: Registration, to: Decision, seenTurn: number): void {
  const said = (code: RefusalCode) => new Refusal("not-now", code, { name: it.name, state: it.state, by: it.decidedBy ?? "", day: it.decidedDay ?? it.appliedDay });
  if (it.state === "withdrawn") throw said("registration-withdrawn");
  if (it.turn !== seenTurn) throw said("registration-decided-meanwhile");
  if (!mayBecome[it.state].includes(to)) throw said("registration-decided-meanwhile");
}
