import { dayOf } from "../../ground/clock.ts";
import { Refusal } from "../../ground/refusal.ts";
import { bodiesOf, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import type { Review } from "./partnership.ts";

/** What is reviewed: whose it is, what was found of it already, and whether everything on its checklist was ticked. */
type Reviewed = { bodies: readonly string[]; reviews: readonly Pick<Review, "reviewer">[]; isComplete: (checks: readonly string[]) => boolean };
/** What one officer found, whatever it is about. */
export type Found = Omit<Review, "partnershipId" | "edition">;

/** What an officer finds, for partnerships and practices alike: refused for whoever speaks for one of its bodies or reviewed it before, for a pass with a gap in the checklist, and for a return without a reason. */
export function foundBy(viewer: Viewer, about: Reviewed, { outcome, checks, because }: Pick<Review, "outcome" | "checks"> & { because: string }, now: Date): Found {
  const by = officerOf(viewer);
  if (bodiesOf(viewer).some((it) => about.bodies.includes(it))) throw new Refusal("not-allowed", "partnership-own-review");
  const reviewer = personOf(viewer).personId || by;
  if (about.reviews.some((it) => it.reviewer === reviewer)) throw new Refusal("not-now", "partnership-reviewed");
  if (outcome === "passes" ? !about.isComplete(checks) : because.trim() === "") throw new Refusal("not-valid", "partnership-not-right", { field: outcome === "passes" ? "checks" : "because" });
  return { reviewer, by, outcome, checks, because: because.trim() || null, day: dayOf(now) };
}
