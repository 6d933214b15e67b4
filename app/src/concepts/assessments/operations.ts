import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import type { Sheet } from "@travaux/survey-forms";
import { closeForum, openForum } from "../disclosure/operations.ts";
import { forumById, forumsOf } from "../disclosure/store.ts";
import type { Process } from "../processes/process.ts";
import { lastMoment, type Assessment, type AssessmentPlan } from "./assessment.ts";
import { hashOfSheets, usableForm, type FormVersion } from "./form-version.ts";
import { addAssessment, addFormVersion, changeAssessment, formVersion, lockedAssessment, nextNumber, removeAssessment } from "./store.ts";
import { releaseAnswers } from "./survey/store.ts";

/** Prepare an assessment: officers and assessors of its process see it, nobody else. */
export async function draftAssessment(db: Db, viewer: Viewer, process: Process, plan: AssessmentPlan, now: Date, chance: Chance): Promise<Assessment> {
  officerOf(viewer, process.id);
  if (process.nature === "record") throw new Refusal("not-valid", "assessment-in-record", { process: process.shortName.en });
  const it: Assessment = { ...plan, id: chance.id(), forumId: chance.id(), processId: process.id, number: await nextNumber(db, process.id), state: "draft", openedDay: null, closedDay: null };
  await addAssessment(db, it);
  await record(db, viewer, "assessment drafted", it.id, now, { number: it.number });
  return it;
}

/** Put another plan in the place of an assessment's. Once its survey is open, who may answer, under which rule, and until when not earlier, stand. */
export async function changeAssessmentPlan(db: Db, viewer: Viewer, { id }: Assessment, plan: AssessmentPlan, now: Date): Promise<void> {
  const it = await lockedAssessment(db, id);
  officerOf(viewer, it.processId);
  if (it.state === "closed") throw new Refusal("not-now", "assessment-closed", { number: it.number });
  const stands = it.openTo === plan.openTo && [...it.combinations].toSorted().join() === [...plan.combinations].toSorted().join() && plan.closesDay >= it.closesDay;
  if (it.state === "open" && !stands) throw new Refusal("not-valid", "assessment-narrowed", { number: it.number });
  await changeAssessment(db, id, plan);
  await record(db, viewer, "assessment changed", id, now, { number: it.number });
}

/** Put another version of the questionnaire in its place, or refuse it by its first error. Whoever has begun to answer ends with the version they began with. */
export async function putForm(db: Db, viewer: Viewer, { id }: Assessment, sheets: readonly Sheet[], now: Date): Promise<FormVersion> {
  const it = await lockedAssessment(db, id);
  const by = officerOf(viewer, it.processId);
  if (it.state === "closed") throw new Refusal("not-now", "assessment-closed", { number: it.number });
  const { form, questions } = usableForm(sheets);
  const before = await formVersion(db, id);
  const kept = sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) }));
  const next: FormVersion = { assessmentId: id, version: (before?.version ?? 0) + 1, title: form.title || it.title.en, sheets: kept, sha256: hashOfSheets(kept), questions, madeDay: dayOf(now), by };
  if (before?.sha256 === next.sha256) return before;
  await addFormVersion(db, next);
  await record(db, viewer, "questionnaire put in", id, now, { number: it.number, version: next.version });
  return next;
}

/** Open the survey: its page is public from now on, and its forum opens with the rule that stands in its plan. */
export async function openAssessment(db: Db, viewer: Viewer, { id }: Assessment, now: Date, chance: Chance): Promise<void> {
  const it = await lockedAssessment(db, id);
  officerOf(viewer, it.processId);
  if (it.state !== "draft") throw new Refusal("not-now", "assessment-open", { number: it.number });
  if (lastMoment(it) <= now) throw new Refusal("not-valid", "assessment-over-before-open", { number: it.number });
  const form = await formVersion(db, id);
  if (!form) throw new Refusal("not-now", "assessment-without-form", { number: it.number });
  const slugs = new Set((await forumsOf(db, it.processId)).map((one) => one.slug));
  const slug = slugs.has(`assessment-${it.number}`) ? `assessment-${it.number}-${it.forumId.slice(-8)}` : `assessment-${it.number}`;
  await openForum(db, viewer, { id: it.forumId, slug, processId: it.processId, title: it.title, about: it.about.en ? it.about : null, openTo: it.openTo, combinations: it.combinations, purpose: "answer" }, now, chance);
  await changeAssessment(db, id, { state: "open", openedDay: dayOf(now) });
  await enterRecord(db, chance, { what: "survey opened", assessment: id, number: it.number, form: form.sha256, closes: it.closesDay, day: dayOf(now) });
  await record(db, viewer, "survey opened", id, now, { number: it.number });
}

/** Close the survey: nothing more is answered, what was nobody's is shown to those who assess, in an order that chance decides, and the keys are destroyed. */
export async function closeAssessment(db: Db, viewer: Viewer, { id }: Assessment, now: Date, chance: Chance): Promise<void> {
  const it = await lockedAssessment(db, id);
  officerOf(viewer, it.processId);
  if (it.state !== "open") throw new Refusal("not-now", it.state === "draft" ? "assessment-not-open" : "assessment-closed", { number: it.number });
  const forum = await forumById(db, it.forumId);
  if (forum.closedAt === null) await closeForum(db, viewer, forum, now, chance);
  await changeAssessment(db, id, { state: "closed", closedDay: dayOf(now) });
  await releaseAnswers(db, id, Buffer.from(chance.bytes(32)).toString("hex"));
  await record(db, viewer, "survey closed", id, now, { number: it.number });
}

/** Throw away what was never opened. */
export async function discardAssessment(db: Db, viewer: Viewer, { id }: Assessment, now: Date): Promise<void> {
  const it = await lockedAssessment(db, id);
  officerOf(viewer, it.processId);
  if (it.state !== "draft") throw new Refusal("not-now", "assessment-open", { number: it.number });
  await removeAssessment(db, id);
  await record(db, viewer, "assessment discarded", id, now, { number: it.number });
}
