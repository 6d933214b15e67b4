import { arrayOverlaps, inArray, sql, type SQL } from "drizzle-orm";
import { bodiesOf, type Viewer } from "../../../ground/viewer.ts";
import type { Disclosed } from "../../disclosure/disclosed.ts";
import { mayKnow } from "../../disclosure/guards.ts";
import type { Assessment, Round, Saying, Standing } from "./assessment.ts";
import { selfAssessmentRounds, selfAssessments } from "./tables.ts";

/** Rows: a round is for the bodies that are asked in it, and for no officer. */
export const roundsFor = (viewer: Viewer): SQL => (bodiesOf(viewer).length === 0 ? sql`false` : arrayOverlaps(selfAssessmentRounds.partnerIds, bodiesOf(viewer)));

/** Rows: what a partner says is for that body alone, whatever has come of its round. */
export function assessmentsFor(viewer: Viewer): SQL {
  if (mayKnow("self-assessment.row", false)) return sql`true`;
  return bodiesOf(viewer).length === 0 ? sql`false` : inArray(selfAssessments.stakeholderId, bodiesOf(viewer));
}

/** A round as its partners see it: how many have answered, what their own body said, and, once all have, what was said without whose it is. */
export type ShownRound = Disclosed<Round & { answered: number; standing: Standing; own: Assessment[]; together: Saying[] }>;
export const discloseRound = (it: Round & { answered: number; standing: Standing; own: Assessment[]; together: Saying[] }): ShownRound => it as ShownRound;
