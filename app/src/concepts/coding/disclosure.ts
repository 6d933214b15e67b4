import { mayAssess, mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Assessment } from "../assessments/assessment.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { Coding, Memo, Standing } from "./coding.ts";
import type { Interviewee, Segment, Source } from "./source.ts";

type Of = Pick<Assessment, "processId">;

/** Rows: interviews, answers that are coded, codebook and search are for officers and assessors of the process. */
export const codingFor = (viewer: Viewer, { processId }: Of): boolean => mayKnow("coding.row", mayAssess(viewer, processId));

/** Fields: who was interviewed is known to officers alone. */
export const discloseInterviewee = (it: Interviewee | null, { processId }: Of, viewer: Viewer): Disclosed<Interviewee> | null =>
  it && mayKnow("coding.interviewee", mayOfficiate(viewer, processId)) ? (it as Disclosed<Interviewee>) : null;

export type ShownSource = Disclosed<Source & { standing: Standing }>;
export const discloseSource = (it: Source & { standing: Standing }): ShownSource => it as ShownSource;
export type ShownSegment = Disclosed<Segment>;
/** Fields: of what is quoted without sector and region, nobody is told them here either. */
export const discloseSegment = (it: Segment): ShownSegment => it as ShownSegment;

const isOwn = (viewer: Viewer, personId: string) => viewer.kind === "person" && viewer.personId !== "" && viewer.personId === personId;

/** Rows: while coders code apart, each reads their own codings alone, and officers none. */
export const codingsShown = (all: readonly Coding[], isApart: (sourceId: string) => boolean, viewer: Viewer): Coding[] =>
  all.filter((it) => mayKnow("coding.blind", !isApart(it.sourceId) || isOwn(viewer, it.coderId)));

/** Rows: and their own notes about what they code. */
export const memosShown = <M extends Memo>(all: readonly M[], isApart: (sourceId: string) => boolean, viewer: Viewer): M[] =>
  all.filter((it) => mayKnow("coding.memo", it.sourceId === null || !isApart(it.sourceId) || isOwn(viewer, it.personId)));
