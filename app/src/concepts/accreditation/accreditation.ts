import { daysAfter } from "../../ground/clock.ts";
import { Refusal, type RefusalCode } from "../../ground/refusal.ts";
import type { Localized } from "../../ground/words.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";

/** received: waits to be checked; returned: with a reason, to be completed; refused, withdrawn and lapsed are ends, though a refusal may be appealed. */
export const states = ["received", "returned", "complete", "circulated", "referred", "accredited", "refused", "appealed", "withdrawn", "lapsed"] as const;
export type State = (typeof states)[number];
/** States from which no new application is needed: a body has one such file in a process at most. */
export const liveStates = ["received", "returned", "complete", "circulated", "referred", "accredited", "appealed"] as const satisfies readonly State[];
/** Whether a file goes on, so that its body need not, and may not, apply anew. */
export const isLive = ({ state }: { state: State }): boolean => (liveStates as readonly State[]).includes(state);

/** note: written down, nothing more; refers: whoever is objected to is decided by the Conference; blocks: nobody is accredited while one stands. */
export const effects = ["note", "refers", "blocks"] as const;
export const deciders = ["officer", "conference"] as const;

/** A document that a track asks for: "letter", and what it is. */
export type AskedDocument = { kind: string; name: Localized };

/** A door into the room: on what ground, for whom, what it asks, and by which rules it opens. */
export type Track = {
  id: string; processId: string;
  /** "C": by which it is cited. */
  letter: string;
  name: Localized; about: Localized;
  /** What it rests on, in words and by symbol: "M/CONF.1/2, paragraph 6". */
  basis: Localized; basisSymbol: string;
  /** Who may apply; empty: every verified stakeholder. */
  sectors: Sector[];
  documents: AskedDocument[];
  /** Days for which names lie before States; 0: they are not circulated. */
  circulationDays: number;
  /** Whether an objection needs a reason, whether its author is told, and whether the body it is about is named beside it. */
  reasonRequired: boolean; authorPublic: boolean; namesPublic: boolean;
  effect: (typeof effects)[number]; decidedBy: (typeof deciders)[number];
  /** Days after a refusal in which it may be appealed; 0: not at all. */
  appealDays: number;
  /** Days in UTC on which applications are taken, both included; null: without end on that side. */
  opensDay: string | null; closesDay: string | null;
  /** Whether the accredited go on to the next phase unless an officer says otherwise. */
  carriesOver: boolean;
};

/** One body's way through a door. */
export type Accreditation = {
  id: string; processId: string; trackId: string; stakeholderId: string;
  state: State;
  /** Counted up with every deed: whoever decides says which one they have seen. */
  turn: number;
  appliedDay: string; circulatedDay: string | null;
  /** The last day on which a State may object. */
  windowEnds: string | null;
  decidedDay: string | null;
  /** The last day of an appeal. */
  appealUntil: string | null; appealedDay: string | null;
  /** The numbers of the phases for which it was applied and for which it holds now. */
  appliedPhase: number; phase: number;
  /** Whether the body agrees to be named in the register of objections. */
  named: boolean;
};

/** What is done with a file. */
export const deeds = ["applied", "resubmitted", "returned", "completed", "circulated", "objected", "objection-withdrawn", "objection-set-aside", "replied", "referred", "accredited", "refused", "appealed", "carried-over", "lapsed", "withdrawn"] as const;
export type Deed = (typeof deeds)[number];
/** What an officer decides, and prepares before it is sent. */
export const outcomes = ["accredited", "refused", "referred"] as const satisfies readonly Deed[];
export type Outcome = (typeof outcomes)[number];

/** Deeds that move a file: whence and where to. Those about an objection leave it where it is. */
export const moves = {
  resubmitted: { from: ["returned"], to: "received" },
  returned: { from: ["received"], to: "returned" },
  completed: { from: ["received"], to: "complete" },
  circulated: { from: ["complete"], to: "circulated" },
  referred: { from: ["complete", "circulated"], to: "referred" },
  accredited: { from: ["complete", "circulated", "referred", "appealed"], to: "accredited" },
  refused: { from: ["complete", "circulated", "referred", "appealed"], to: "refused" },
  appealed: { from: ["refused"], to: "appealed" },
  "carried-over": { from: ["accredited"], to: "accredited" },
  lapsed: { from: ["accredited"], to: "lapsed" },
  withdrawn: { from: [...liveStates], to: "withdrawn" },
} as const satisfies Partial<Record<Deed, { from: readonly State[]; to: State }>>;
export type Move = keyof typeof moves;

type Ruled = Pick<Track, "circulationDays" | "effect" | "decidedBy" | "appealDays">;
type Situation = Pick<Accreditation, "state" | "windowEnds" | "appealUntil" | "appealedDay">;

/** Why a deed is not done now: the code of a refusal; null when it may be. `standing`: objections that were neither withdrawn nor set aside. */
export function problemWith(deed: Move, it: Situation, track: Ruled, standing: number, day: string): RefusalCode | null {
  if (!(moves[deed].from as readonly State[]).includes(it.state)) return "accreditation-elsewhere";
  if (deed === "circulated" && track.circulationDays === 0) return "accreditation-not-circulated";
  if (deed === "appealed") return track.appealDays === 0 || it.appealedDay !== null || it.appealUntil === null || day > it.appealUntil ? "accreditation-no-appeal" : null;
  if (deed === "accredited" || deed === "refused" || deed === "referred") return problemWithDeciding(deed, it, track, standing, day);
  return null;
}

/** Nobody decides while somebody may still object, nor in the place of the Conference. */
function problemWithDeciding(outcome: Outcome, it: Situation, track: Ruled, standing: number, day: string): RefusalCode | null {
  if (it.state === "complete" && track.circulationDays > 0) return "accreditation-circulate-first";
  if (it.state === "circulated" && (it.windowEnds === null || day <= it.windowEnds)) return "accreditation-window-open";
  if (outcome === "referred" || it.state === "referred" || it.state === "appealed") return null;
  if (track.decidedBy === "conference" || (standing > 0 && track.effect === "refers")) return "accreditation-conference-decides";
  return outcome === "accredited" && standing > 0 && track.effect === "blocks" ? "accreditation-objection-stands" : null;
}


/** What a deed changes of a file. */
export function changedBy(deed: Move, it: Accreditation, track: Ruled, day: string, phase?: number): Partial<Accreditation> {
  const moved = { state: moves[deed].to as State, turn: it.turn + 1 };
  switch (deed) {
    case "circulated": return { ...moved, circulatedDay: day, windowEnds: daysAfter(day, track.circulationDays) };
    case "accredited": return { ...moved, decidedDay: day, appealUntil: null };
    case "refused": return { ...moved, decidedDay: day, appealUntil: track.appealDays > 0 && it.appealedDay === null ? daysAfter(day, track.appealDays) : null };
    case "appealed": return { ...moved, appealedDay: day };
    case "carried-over": return { ...moved, phase: phase ?? it.phase };
    default: return moved;
  }
}

/** Whether applications are taken on this day. */
export const isOpen = (track: Pick<Track, "opensDay" | "closesDay">, day: string): boolean => (track.opensDay === null || track.opensDay <= day) && (track.closesDay === null || day <= track.closesDay);
/** Whether a body of this sector may come through this door. */
export const mayApply = (track: Pick<Track, "sectors">, sector: Sector): boolean => track.sectors.length === 0 || track.sectors.includes(sector);
/** Whether a State may object on this day. */
export const mayBeObjectedTo = (it: Pick<Accreditation, "state" | "windowEnds">, day: string): boolean => it.state === "circulated" && it.windowEnds !== null && day <= it.windowEnds;
/** Whether an officer may decide about it on this day. */
export const waitsForDecision = (it: Situation, track: Ruled, day: string): boolean => problemWith("referred", it, track, 0, day) === null || it.state === "referred" || it.state === "appealed";

/** Refuse an application to a door that is shut, or that is for others. */
export function refuseUnlessOpen(track: Track, sector: Sector, day: string): void {
  if (!mayApply(track, sector)) throw new Refusal("not-allowed", "accreditation-for-others", { track: track.letter });
  if (!isOpen(track, day)) throw new Refusal("not-now", "accreditation-closed", { track: track.letter });
}
