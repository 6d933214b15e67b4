import { daysAfter } from "../ground/clock.ts";

// Within how many days the secretariat answers, decision by decision: the one list of it. The page for everyone is made from it, the desk
// counts by it, and a test holds docs/reference/promises.md to it. Days are those of the calendar, weekends included.
export const promises = {
  /** A registration is verified or declined. */
  registration: 7,
  /** Whoever asks to speak for a body that has no focal point is answered. */
  joining: 7,
  /** A letter that was reported is settled. */
  report: 3,
  /** What came in answer to a call is acknowledged. */
  acknowledgement: 3,
  /** And is published, returned, or published as a redacted copy. */
  clearance: 14,
  /** An ask has an answer. */
  answer: 90,
  /** A meeting is announced so many days before it begins. */
  announcement: 28,
  /** What a meeting left is cleared after it is closed. */
  outcomes: 14,
  /** A speaker who was invited and has not answered is written to again. */
  speaker: 7,
  /** An application for accreditation is checked for completeness. */
  completeness: 7,
  /** And laid before States, where its track asks for that. */
  circulation: 14,
  /** It is decided, or sent on to the Conference, after the last day for objections. */
  accreditation: 14,
  /** Whoever registered for a meeting hears whether they have a place, unless places are drawn. */
  place: 7,
  /** Where places are drawn, quotas and chances are published after registration closes. */
  draw: 7,
  /** A partnership that all its partners have confirmed is reviewed. */
  partnership: 14,
  /** A practice that was proposed is reviewed. */
  practice: 14,
} as const;
export type PromiseName = keyof typeof promises;
export const promiseNames = Object.keys(promises) as PromiseName[];


/** The day until which a decision was promised about what came on `day`. */
export const promisedBy = (day: string, what: PromiseName) => daysAfter(day, promises[what]);
