import { Refusal } from "../../ground/refusal.ts";
import type { Contribution } from "./contribution.ts";
import type { CoAuthorState } from "./submission.ts";

/** What the secretariat does with a submission, each act once in the log. */
export const clearanceActs = ["acknowledged", "returned", "published", "published-redacted"] as const;
export type ClearanceAct = (typeof clearanceActs)[number];
export type Clearance = { contributionId: string; turn: number; act: ClearanceAct; because: string | null; officer: string; day: string };

type Decided = Pick<Contribution, "kind" | "state" | "reference" | "acknowledgedDay">;

function refuseUnlessInClearance(it: Decided) {
  if (it.kind !== "submission" || it.state !== "received") throw new Refusal("not-now", "submission-not-in-clearance", { reference: it.reference });
}

/** Refuse to acknowledge twice, or what is no submission in clearance. */
export function refuseUnlessAcknowledgeable(it: Decided) {
  refuseUnlessInClearance(it);
  if (it.acknowledgedDay) throw new Refusal("not-now", "submission-acknowledged", { reference: it.reference });
}

/** Refuse to return what is not in clearance. */
export const refuseUnlessReturnable = refuseUnlessInClearance;

/** Refuse to publish before every organisation on whose behalf it is filed has confirmed, or declined and was left out. */
export function refuseUnlessPublishable(it: Decided, coAuthors: readonly { state: CoAuthorState }[]) {
  refuseUnlessInClearance(it);
  const waiting = coAuthors.filter((one) => one.state === "asked").length;
  if (waiting > 0) throw new Refusal("not-now", "co-authors-have-not-confirmed", { reference: it.reference, count: waiting });
}
