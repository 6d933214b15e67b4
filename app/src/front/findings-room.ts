import { assessorOf, type Viewer } from "../ground/viewer.ts";
import { here, inAddress, type Door } from "../ground/web/env.ts";
import type { Assessment } from "../concepts/assessments/assessment.ts";
import { numberIn } from "../ground/web/number.ts";
import { assessmentAddress, assessmentDeskAddress } from "../concepts/assessments/addresses.ts";
import { assessmentAt } from "../concepts/assessments/store.ts";
import { heardIn, type Heard, type Needed } from "../concepts/findings/operations.ts";
import { findingsAddress } from "../concepts/findings/addresses.ts";
import type { Chosen } from "../concepts/findings/release.ts";
import { namesOfBodies, tablesOf } from "../concepts/findings/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { codedSegments } from "./coded-segments.ts";

export type FindingsRoom = { process: Process; assessment: Assessment };

/** The process and the assessment of the address, as `viewer` may know of them. */
export async function findingsRoom(c: Door, viewer: Viewer = c.var.viewer): Promise<FindingsRoom> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  return { process, assessment: await assessmentAt(c.var.db, process, numberIn(inAddress(c, "assessment")), viewer) };
}

/** The same for those who assess; everybody else is refused. */
export async function assessingRoom(c: Door): Promise<FindingsRoom> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  assessorOf(c.var.viewer, process.id);
  return findingsRoom(c);
}

/** What an assessment was told, as far as it is needed, with all that is coded of it. */
export async function heardOf(c: Door, { assessment }: FindingsRoom, needed: Partial<Needed> = {}): Promise<Heard> {
  const { db, viewer } = c.var;
  return heardIn(db, viewer, assessment, await codedSegments(db, assessment, viewer), await namesOfBodies(db), { plans: [], passages: [], ...needed });
}

/** The same for a release: what its tables count and its quotes say. */
export async function heardFor(c: Door, room: FindingsRoom, { tables, quotes }: Pick<Chosen, "tables" | "quotes">): Promise<Heard> {
  const planned = await tablesOf(c.var.db, room.assessment, c.var.viewer);
  return heardOf(c, room, { plans: planned.filter((it) => tables.includes(it.number)).map((it) => it.plan), passages: quotes });
}

type Crumb = { name: string; lang?: string; address?: string };
const processCrumb = (c: Door, process: Process): Crumb => ({ name: c.var.words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) });
/** Where the reader is, in public. */
export const releaseCrumbs = (c: Door, { process, assessment }: FindingsRoom, name: string): Crumb[] =>
  [processCrumb(c, process), { name: c.var.words.say("findings.title"), address: here(c)(findingsAddress(process)) }, { name: c.var.words.pick(assessment.title).text, address: here(c)(assessmentAddress(process, assessment)) }, { name }];
/** Where those who assess are. */
export const assessingCrumbs = (c: Door, { process, assessment }: FindingsRoom, ...rest: Crumb[]): Crumb[] =>
  [{ name: c.var.words.say("shell.desk"), address: here(c)("/desk") }, { name: c.var.words.pick(assessment.title).text, address: here(c)(assessmentDeskAddress(process, assessment)) }, ...rest];
