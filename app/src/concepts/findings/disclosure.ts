import { eq, sql, type SQL } from "drizzle-orm";
import { mayAssess, type Viewer } from "../../ground/viewer.ts";
import type { Assessment } from "../assessments/assessment.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { Finding } from "./finding.ts";
import type { PlannedTable } from "./plan.ts";
import type { Release } from "./release.ts";
import { findingReleases } from "./tables.ts";

type Of = Pick<Assessment, "processId">;

/** Rows: tables and findings are for officers and assessors of the process; the public reads what a release shows of them. */
export const findingsFor = (viewer: Viewer, { processId }: Of): boolean => mayKnow("finding.row", mayAssess(viewer, processId));

/** Rows: a release that was cleared is everyone’s; one that is prepared is for officers and assessors of the process. */
export const releasesFor = (viewer: Viewer, { processId }: Of): SQL => (mayKnow("release.prepared", mayAssess(viewer, processId)) ? sql`true` : eq(findingReleases.state, "cleared"));

export type ShownFinding = Disclosed<Finding>;
export const discloseFinding = (it: Finding): ShownFinding => it as ShownFinding;
export type ShownTable = Disclosed<PlannedTable>;
export const discloseTable = (it: PlannedTable): ShownTable => it as ShownTable;
/** A release as it is shown: what it hides is not in its document. */
export type ShownRelease = Disclosed<Release>;
export const discloseRelease = (it: Release): ShownRelease => it as ShownRelease;
