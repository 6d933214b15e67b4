import { Refusal } from "../../ground/refusal.ts";

/** Somebody who codes a source, on the first or second seat; done is said once and stands. */
export type Assignment = { sourceId: string; seat: 1 | 2; coderId: string; name: string; doneDay: string | null };

/** A code that a coder gave to words of a segment, from `start` to below `end`. */
export type Coding = { id: string; sourceId: string; segmentId: string; code: string; coderId: string; start: number; end: number };

/** What was decided about a segment and a code that one coder gave it and the other did not. */
export type Decision = { sourceId: string; segmentId: string; code: string; isKept: boolean; because: string; by: string; day: string };

/** What somebody notes about a segment, a code or a source. */
export const memoSubjects = ["segment", "code", "source"] as const;
export type Memo = { id: string; assessmentId: string; about: (typeof memoSubjects)[number]; subject: string; /** The source it stands in; null of a code. */ sourceId: string | null; text: string; personId: string; by: string; day: string };
/** A memo with the number of the segment that it is about; null of a code or a source. */
export type PlacedMemo = Memo & { position: number | null };

/** unassigned: nobody codes it yet; apart: coders code it, each seeing their own codings alone; together: all have said that they are done. */
export type Standing = "unassigned" | "apart" | "together";
export function standingOf(assignments: readonly Pick<Assignment, "doneDay">[]): Standing {
  if (assignments.length === 0) return "unassigned";
  return assignments.every((it) => it.doneDay !== null) ? "together" : "apart";
}

/** The seat of somebody who codes this source now, or a refusal. */
export function coderOf(assignments: readonly Assignment[], personId: string): Assignment {
  const own = assignments.find((it) => it.coderId === personId);
  if (!own) throw new Refusal("not-allowed", "coding-not-assigned");
  if (own.doneDay !== null) throw new Refusal("not-now", "coding-done", { day: own.doneDay });
  return own;
}

/** A number from which intervals are drawn: the same for an assessment every time, another for each. */
export function startOf(id: string): number {
  let number = 2_166_136_261; // FNV-1a: every sign counts, and nothing rests on it
  for (let at = 0; at < id.length; at++) number = Math.imul(number ^ id.charCodeAt(at), 16_777_619);
  return number | 0 || 1;
}
