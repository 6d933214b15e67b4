import { Refusal } from "../../ground/refusal.ts";
import type { Language } from "../../ground/words.ts";

/** proposed: nobody has confirmed, and only those asked and officers see it; open: an owner has confirmed, for everyone; under-way: something was done; done and given-up: closed with a report. */
export const states = ["proposed", "open", "under-way", "done", "given-up"] as const;
export type State = (typeof states)[number];

/** asked: its focal point has not answered; declined: it does not take this on; left: it had confirmed, and is no owner any more. */
export const ownerStates = ["asked", "confirmed", "declined", "left"] as const;
export type OwnerState = (typeof ownerStates)[number];

/** Whether what was agreed as a sign came about. */
export const outcomes = ["met", "partly", "not-met"] as const;
export type Outcome = (typeof outcomes)[number];

/** What a commitment says, in the words and the language of whoever proposed it. */
export type Terms = {
  title: string;
  /** What will be done; plain text. */
  what: string;
  /** How one will know that it was done. */
  indicator: string;
  language: Language;
  /** The last day, "2026-05-01"; it ends with that day in UTC. */
  dueDay: string;
};

/**
 * What a commitment was born of: a meeting, a joint statement or a released finding; all null: it stands by itself. At most one of them is there
 * (a check of the table).
 */
export type Origin = { meetingId: string | null; statementId: string | null; findingReleaseId: string | null; findingNumber: number | null };
/** Born of nothing: it stands by itself. */
export const ofItself: Origin = { meetingId: null, statementId: null, findingReleaseId: null, findingNumber: null };
/** Of what a commitment was born. */
export const born = (it: Origin): "meeting" | "statement" | "finding" | "itself" => (it.meetingId !== null ? "meeting" : it.statementId !== null ? "statement" : it.findingReleaseId !== null ? "finding" : "itself");

/** A commitment as it is kept; who owns it stands in its owners. */
export type Commitment = Terms & Origin & {
  id: string; processId: string; number: number; state: State;
  /** Counted up when its day moves and when it closes: whoever confirms, moves or closes says which one they have seen. */
  turn: number;
  /** The body that proposed it; null: an officer did. */
  proposerId: string | null;
  proposedDay: string;
  /** The day on which the first owner confirmed, from which everyone reads it. */
  openedDay: string | null;
  closedDay: string | null;
  /** The closing report. */
  outcome: Outcome | null; report: string | null;
};

/** A body that was asked to own a commitment. `day`: when it was asked, or answered last; `because`: why it declined or left. */
export type Owner = { commitmentId: string; stakeholderId: string; state: OwnerState; askedDay: string; confirmedDay: string | null; day: string; because: string | null };

/** Something that an owner did; corrected by a further entry alone. `share`: how much is done, from 0 to 100, by its own estimate. */
export type Progress = { commitmentId: string; number: number; stakeholderId: string | null; text: string; share: number | null; evidence: string | null; evidenceText: string | null; corrects: number | null; day: string };

/** What may happen to a commitment in public. */
export const deeds = ["opened", "joined", "progressed", "moved", "left", "done", "given-up"] as const;
export type Deed = (typeof deeds)[number];
/** Something that happened in public, with its entry in the record. `by` names the body or officer whose deed it is; `before` and `after` are the days of a move. */
export type CommitmentChange = { commitmentId: string; sequence: number; what: Deed; stakeholderId: string | null; day: string; by: string; because: string | null; before: string | null; after: string | null; entry: string };

/** So many bodies own one at most: each of them answers for it. */
export const mostOwners = 30;

const closed: ReadonlySet<State> = new Set(["done", "given-up"]);
export const isClosed = ({ state }: Pick<Commitment, "state">): boolean => closed.has(state);
/** Whether it is in hand: everyone reads it, and it is not closed. */
export const isInHand = (it: Pick<Commitment, "state">): boolean => it.state !== "proposed" && !isClosed(it);
/** Whether its last day is over, in UTC, and it is not closed. What nobody has confirmed is late for nobody. */
export const isLate = (it: Pick<Commitment, "state" | "dueDay">, today: string): boolean => isInHand(it) && today > it.dueDay;
/** Whether it is in hand and nobody owns it any more. */
export const isWithoutOwner = (it: Pick<Commitment, "state">, owners: readonly Pick<Owner, "state">[]): boolean => isInHand(it) && !owners.some((one) => one.state === "confirmed");

/** Refuse what closed stands. */
export function refuseClosed(it: Pick<Commitment, "state">): void {
  if (isClosed(it)) throw new Refusal("not-now", "commitment-closed");
}
/** Refuse whoever saw other terms than those that hold now. */
export function refuseUnseen({ turn }: Pick<Commitment, "turn">, seen: number): void {
  if (turn !== seen) throw new Refusal("not-now", "commitment-elsewhere");
}
/** Refuse what is done in public where nobody has confirmed yet, or where it is closed. */
export function refuseUnlessInHand(it: Pick<Commitment, "state">): void {
  refuseClosed(it);
  if (!isInHand(it)) throw new Refusal("not-now", "commitment-not-open");
}

/** A body says yes. The first yes opens the commitment for everyone; a body that had declined or left may say yes after all once it is asked anew. */
export function confirmed(it: Commitment, owner: Owner, day: string): { owner: Owner; patch: Partial<Commitment>; what: "opened" | "joined" } {
  refuseClosed(it);
  if (owner.state !== "asked") throw new Refusal("not-now", "commitment-answered");
  return { owner: { ...owner, state: "confirmed", confirmedDay: day, day, because: null }, patch: it.state === "proposed" ? { state: "open", openedDay: day } : {}, what: it.state === "proposed" ? "opened" : "joined" };
}

/** A body says no, and why; its reason is for officers and those who are in it. */
export function declined(it: Commitment, owner: Owner, because: string, day: string): Owner {
  refuseClosed(it);
  if (owner.state !== "asked") throw new Refusal("not-now", "commitment-answered");
  return { ...owner, state: "declined", day, because };
}

/** An owner goes; the day stays. */
export function left(it: Commitment, owner: Owner, because: string, day: string): Owner {
  refuseUnlessInHand(it);
  if (owner.state !== "confirmed") throw new Refusal("not-now", "commitment-answered");
  return { ...owner, state: "left", day, because };
}

/** Something was done: what was open is under way. */
export function progressed(it: Commitment): Partial<Commitment> {
  refuseUnlessInHand(it);
  return it.state === "open" ? { state: "under-way" } : {};
}

/** Another last day: not a day that is over, and not the one that it has. */
export function moved(it: Commitment, dueDay: string, today: string): Partial<Commitment> {
  refuseUnlessInHand(it);
  refusePast(dueDay, today);
  if (dueDay === it.dueDay) throw new Refusal("not-valid", "commitment-same-day");
  return { dueDay, turn: it.turn + 1 };
}
/** Refuse a last day that is over already. */
export function refusePast(dueDay: string, today: string): void {
  if (dueDay < today) throw new Refusal("not-valid", "commitment-past");
}

/** What a closing report says. Done: whether the sign came about; given up: why. */
export type Closing = { as: "done" | "given-up"; outcome: Outcome | null; report: string };
/** Close it with a report. What nobody has confirmed is never done: it is given up, by officers. */
export function closing(it: Commitment, { as, outcome, report }: Closing, day: string): Partial<Commitment> {
  refuseClosed(it);
  if (as === "done" && it.state === "proposed") throw new Refusal("not-now", "commitment-not-open");
  if ((as === "done") !== (outcome !== null)) throw new Refusal("not-valid", "commitment-outcome");
  return { state: as, outcome, report, closedDay: day, turn: it.turn + 1 };
}

/** How far it is, by the last entry that says so and was not corrected; null: nobody has said. */
export function shareDone(progress: readonly Pick<Progress, "number" | "share" | "corrects">[]): number | null {
  const corrected = new Set(progress.map((it) => it.corrects));
  return progress.filter((it) => it.share !== null && !corrected.has(it.number)).toSorted((a, b) => a.number - b.number).at(-1)?.share ?? null;
}
