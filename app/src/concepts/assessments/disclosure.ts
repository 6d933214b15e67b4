import { inArray, ne, or, sql, type SQL } from "drizzle-orm";
import { mayAssess, mayOfficiate, rolesInForce, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { Assessment } from "./assessment.ts";
import type { SurveyAnswer } from "./survey/answer.ts";
import { assessments } from "./tables.ts";

/** Assessments: everyone reads what was opened; officers and assessors of the process also what is being prepared. */
export function assessmentsFor(viewer: Viewer): SQL {
  if (mayKnow("assessment.draft", false)) return sql`true`;
  const processIds = rolesInForce(viewer).filter((it) => it.role !== "editor").map((it) => it.processId);
  if (processIds.includes(null)) return sql`true`;
  return or(ne(assessments.state, "draft"), processIds.length === 0 ? undefined : inArray(assessments.processId, processIds.filter((it) => it !== null)))!;
}

/** Rows: what was answered is for officers and assessors of the process; one's own is read by its own door. */
export const answersFor = (viewer: Viewer, { processId }: Pick<Assessment, "processId">): boolean => mayKnow("survey.answers", mayAssess(viewer, processId));

/** The body behind an answer, as it is shown. */
export type Respondent = { id: string; name: Localized; sector: string; region: string | null };
/** An answer as assessors read it: its sector and region, and the body where it may be known. */
export type ShownAnswer = Disclosed<Pick<SurveyAnswer, "id" | "version" | "language" | "audience" | "attribution" | "state" | "given"> & { sector: string | null; region: string | null; body: Respondent | null }>;

/** Fields: whose a named answer is, is known to assessors; whose one by kind is, to officers alone. */
export function discloseAnswer(it: Omit<SurveyAnswer, "assessmentId" | "fingerprint" | "codeHash">, author: Respondent | null, { processId }: Pick<Assessment, "processId">, viewer: Viewer): ShownAnswer {
  const { id, version, language, audience, attribution, state, given } = it;
  const body = author && mayKnow("survey.author", attribution === "named" || mayOfficiate(viewer, processId)) ? author : null;
  const kind = attribution === "named" ? { sector: author?.sector ?? null, region: author?.region ?? null } : { sector: it.shownSector, region: it.shownRegion };
  return { id, version, language, audience, attribution, state, given, ...kind, body } as ShownAnswer;
}
