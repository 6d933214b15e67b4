import { Refusal } from "../../ground/refusal.ts";
import type { TypedAnswer } from "./answer.ts";

/** private: for its writer alone; asked: its colleagues read it, and its focal point is to clear it; cleared: that very text; returned: with a note. */
export const draftClearances = ["private", "asked", "cleared", "returned"] as const;
export type DraftClearance = (typeof draftClearances)[number];

/** An answer to a call that is not sent yet; or that was, and then holds nothing but what it became. */
export type Draft = {
  /** Random; the key in its form, by which the same is never filed twice. */
  id: string;
  callId: string; personId: string;
  /** For whom it is written. */
  stakeholderId: string;
  /** Counts up at each change: a tab that holds an older one does not write over it. */
  edition: number;
  /** Null once it was sent. */
  content: TypedAnswer | null;
  keptAt: Date;
  clearance: DraftClearance;
  /** What was asked to be cleared, or was: `clearedText`. */
  clearanceText: string | null; clearanceNote: string | null; clearedBy: string | null;
  /** What it became. */
  contributionId: string | null;
};

/** A draft is kept so long after it was last changed. */
export const daysKept = 30;
/** The moment before which drafts are forgotten. */
export const forgottenBefore = (now: Date) => new Date(now.getTime() - daysKept * 86_400_000);

/** Drafts that one person may have at once: more are a program’s. */
export const mostDrafts = 50;

/** The draft with other words, as it is kept now: what was cleared or is to be cleared is no longer that if the text is another. */
export function changed(it: Draft, content: TypedAnswer, text: string, now: Date): Draft {
  const same = it.clearanceText === text;
  return { ...it, stakeholderId: content.stakeholder, content, edition: it.edition + 1, keptAt: now, ...(same ? {} : { clearance: "private", clearanceText: null, clearanceNote: null, clearedBy: null }) };
}

/** Refuse to clear or return what nobody asked to be cleared, or what has changed since the page was opened. */
export function refuseUnlessToClear(it: Pick<Draft, "clearance" | "clearanceText" | "edition">, edition: number) {
  if (it.clearance !== "asked") throw new Refusal("not-now", "draft-not-asked");
  if (it.edition !== edition) throw new Refusal("not-now", "draft-changed");
}

/** Whether a text may leave the organisation: it needs no clearing, its focal point sends it, or it is that which was cleared. */
export const mayLeave = ({ clears, isFocalPoint }: { clears: boolean; isFocalPoint: boolean }, it: Pick<Draft, "clearance" | "clearanceText"> | null, text: string) =>
  !clears || isFocalPoint || (it?.clearance === "cleared" && it.clearanceText === text);
