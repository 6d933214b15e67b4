import { and, desc, eq, max } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import { processes } from "../processes/tables.ts";
import type { Assessment } from "./assessment.ts";
import { assessmentsFor } from "./disclosure.ts";
import type { FormVersion } from "./form-version.ts";
import type { FormDraft } from "./form/content.ts";
import { assessmentFormDrafts, assessmentForms, assessments } from "./tables.ts";

/** The assessments of a process that `viewer` may know of, the newest number first. */
export const assessmentsOf = (db: Db, processId: string, viewer: Viewer): Promise<Assessment[]> =>
  db.select().from(assessments).where(and(eq(assessments.processId, processId), assessmentsFor(viewer))).orderBy(desc(assessments.number));

/** The assessment of this number of a process, if `viewer` may know of it; else it is not found. */
export async function assessmentAt(db: Db, process: { id: string }, number: number, viewer: Viewer): Promise<Assessment> {
  const [it] = await db.select().from(assessments).where(and(eq(assessments.processId, process.id), eq(assessments.number, number), assessmentsFor(viewer)));
  if (!it) throw new Refusal("not-found", "assessment-unknown", { number });
  return it;
}

/** The assessment whose answers stand in this forum, if `viewer` may know of it; null for a forum of its own. */
export async function assessmentOfForum(db: Db, forumId: string, viewer: Viewer): Promise<Assessment | null> {
  const [it] = await db.select().from(assessments).where(and(eq(assessments.forumId, forumId), assessmentsFor(viewer)));
  return it ?? null;
}

/** An assessment as it is kept, locked until the transaction ends: for decisions, after `viewer` was found to know of it. */
export async function lockedAssessment(db: Db, id: string): Promise<Assessment> {
  const [it] = await db.select().from(assessments).where(eq(assessments.id, id)).for("update");
  if (!it) throw new Refusal("not-found", "page-unknown");
  return it;
}

/** The next number in this process; two officers at once get two, since the process is locked until the transaction ends. */
export async function nextNumber(db: Db, processId: string): Promise<number> {
  await db.select({ id: processes.id }).from(processes).where(eq(processes.id, processId)).for("update");
  const [last] = await db.select({ number: max(assessments.number) }).from(assessments).where(eq(assessments.processId, processId));
  return (last?.number ?? 0) + 1;
}

export const addAssessment = (db: Db, it: Assessment) => db.insert(assessments).values(it);
export const changeAssessment = (db: Db, id: string, patch: Partial<Omit<Assessment, "id">>) => db.update(assessments).set(patch).where(eq(assessments.id, id));
export const removeAssessment = (db: Db, id: string) => db.delete(assessments).where(eq(assessments.id, id));

/** A version as it is listed: its sheets are read where they are needed. */
export type ListedVersion = Omit<FormVersion, "sheets">;
const listedColumns = { assessmentId: assessmentForms.assessmentId, version: assessmentForms.version, title: assessmentForms.title, sha256: assessmentForms.sha256, questions: assessmentForms.questions, madeDay: assessmentForms.madeDay, by: assessmentForms.by };

/** The versions of an assessment's questionnaire, the newest first. */
export const versionsOf = (db: Db, assessmentId: string): Promise<ListedVersion[]> =>
  db.select(listedColumns).from(assessmentForms).where(eq(assessmentForms.assessmentId, assessmentId)).orderBy(desc(assessmentForms.version));

/** One version with its sheets, the newest unless said; null where there is none. */
export async function formVersion(db: Db, assessmentId: string, version?: number): Promise<FormVersion | null> {
  const [it] = await db.select().from(assessmentForms).where(and(eq(assessmentForms.assessmentId, assessmentId), version === undefined ? undefined : eq(assessmentForms.version, version))).orderBy(desc(assessmentForms.version)).limit(1);
  return it ?? null;
}

export const addFormVersion = (db: Db, it: FormVersion) => db.insert(assessmentForms).values(it);

/** What is being written of a questionnaire, for officers; null where nobody writes. `locked`: until the transaction ends, for a decision. */
export async function formDraft(db: Db, assessmentId: string, locked?: "locked"): Promise<FormDraft | null> {
  const asked = db.select().from(assessmentFormDrafts).where(eq(assessmentFormDrafts.assessmentId, assessmentId));
  const [it] = await (locked ? asked.for("update") : asked);
  return it ?? null;
}
export const addFormDraft = (db: Db, it: FormDraft) => db.insert(assessmentFormDrafts).values(it);
export const changeFormDraft = (db: Db, { assessmentId, ...it }: FormDraft) => db.update(assessmentFormDrafts).set(it).where(eq(assessmentFormDrafts.assessmentId, assessmentId));
export const removeFormDraft = (db: Db, assessmentId: string) => db.delete(assessmentFormDrafts).where(eq(assessmentFormDrafts.assessmentId, assessmentId));
