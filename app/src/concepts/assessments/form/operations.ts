import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import type { Assessment } from "../assessment.ts";
import type { FormVersion } from "../form-version.ts";
import { putForm } from "../operations.ts";
import { addFormDraft, changeFormDraft, formDraft, lockedAssessment, removeFormDraft } from "../store.ts";
import { sheetsOfContent, type FormContent, type FormDraft } from "./content.ts";

/** So long may a questionnaire be that is written in the browser, in characters of JSON: some hundred pages. */
const largestDraft = 1_000_000;

/** The questionnaire that is being written, for an officer; refused where none is, or where it was changed since it was looked at. */
async function draftAt(db: Db, viewer: Viewer, { id }: Assessment, turn: number): Promise<{ it: Assessment; draft: FormDraft }> {
  const it = await lockedAssessment(db, id);
  officerOf(viewer, it.processId);
  if (it.state === "closed") throw new Refusal("not-now", "assessment-closed", { number: it.number });
  const draft = await formDraft(db, id, "locked");
  if (!draft) throw new Refusal("not-found", "page-unknown");
  if (draft.turn !== turn) throw new Refusal("not-now", "questionnaire-changed");
  return { it, draft };
}

/** Begin to write a questionnaire with what is handed in; what is being written already stays. */
export async function beginDraft(db: Db, viewer: Viewer, { id }: Assessment, content: FormContent, now: Date): Promise<void> {
  const it = await lockedAssessment(db, id);
  const by = officerOf(viewer, it.processId);
  if (it.state === "closed") throw new Refusal("not-now", "assessment-closed", { number: it.number });
  if (await formDraft(db, id)) return;
  await addFormDraft(db, { assessmentId: id, turn: 1, content, changedDay: dayOf(now), by });
}

/** Change what is being written; `turn`: as it was looked at. What is wrong with it is kept too, and said: a version it becomes only when it can be used. */
export async function changeDraft(db: Db, viewer: Viewer, assessment: Assessment, turn: number, change: (content: FormContent) => FormContent, now: Date): Promise<void> {
  const { it, draft } = await draftAt(db, viewer, assessment, turn);
  const content = change(draft.content);
  if (JSON.stringify(content).length > largestDraft) throw new Refusal("too-large", "questionnaire-large");
  await changeFormDraft(db, { assessmentId: it.id, turn: turn + 1, content, changedDay: dayOf(now), by: officerOf(viewer, it.processId) });
}

/** Keep what was written as the next version of the questionnaire; refused by its first error. */
export async function keepAsVersion(db: Db, viewer: Viewer, assessment: Assessment, turn: number, now: Date): Promise<FormVersion> {
  const { it, draft } = await draftAt(db, viewer, assessment, turn);
  const kept = await putForm(db, viewer, it, sheetsOfContent(draft.content), now);
  await removeFormDraft(db, it.id);
  return kept;
}

/** Throw away what was being written; versions stay. */
export async function dropDraft(db: Db, viewer: Viewer, assessment: Assessment, turn: number): Promise<void> {
  const { it } = await draftAt(db, viewer, assessment, turn);
  await removeFormDraft(db, it.id);
}
