/** standing: neither withdrawn by its author nor set aside by whoever decides. */
export const objectionStates = ["standing", "withdrawn", "set-aside"] as const;
export type ObjectionState = (typeof objectionStates)[number];

/** What everybody reads of an objection. Which body it is about is told where the track says so or the body agrees; else nothing here leads to it. */
export type Objection = {
  id: string; processId: string; trackId: string;
  /** Counted for each process. */
  number: number;
  /** The State that objects, where the track tells; else null, and kept nowhere. */
  author: string | null;
  reason: string | null;
  day: string;
  state: ObjectionState;
  settledDay: string | null; settledBecause: string | null;
  /** The body's answer, where it wishes it to stand beside. */
  reply: string | null; repliedDay: string | null;
  /** The body, where it is told. */
  namedId: string | null;
};

/** What ties an objection to the file it is about: for that body and the officers. `reply`: an answer to the secretariat alone. */
export type ObjectionFile = { objectionId: string; accreditationId: string; reply: string | null };
