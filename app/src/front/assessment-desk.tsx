import { Hono, type MiddlewareHandler } from "hono";
import { askedIn, type Form, itemsIn, type Problem, readForm, type Sheet, spoken, writeForm } from "@travaux/survey-forms";
import { Refusal } from "../ground/refusal.ts";
import { assessorOf, mayOfficiate, officerOf } from "../ground/viewer.ts";
import { readChoices } from "../ground/web/choices.tsx";
import { sheetsOf } from "../ground/files/workbook.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { sentForm, TextField, ErrorSummary, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { explain } from "../ground/refusal.ts";
import type { Key, Words } from "../ground/words.ts";
import { assessmentAddress, assessmentDeskAddress, assessmentsAddress, formFileAddress, preparingAddress, questionnaireAddress, questionsAddress } from "../concepts/assessments/addresses.ts";
import type { Assessment } from "../concepts/assessments/assessment.ts";
import { numberIn } from "../ground/web/number.ts";
import { formOf, type FormVersion } from "../concepts/assessments/form-version.ts";
import { changesBetween } from "../concepts/assessments/form/changes.ts";
import { workbookOf } from "../concepts/assessments/form/workbook.ts";
import { AssessmentInput, typedPlan } from "../concepts/assessments/inputs.ts";
import { changeAssessmentPlan, closeAssessment, discardAssessment, draftAssessment, openAssessment, putForm } from "../concepts/assessments/operations.ts";
import { assessmentAt, formDraft, formVersion, versionsOf, type ListedVersion } from "../concepts/assessments/store.ts";
import { answeredCount } from "../concepts/assessments/survey/store.ts";
import { forumAddress } from "../concepts/disclosure/addresses.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { spreadsheet } from "../concepts/stakeholders/directory/export.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { AssessmentForm, tickedInPlan } from "./assessment-form.tsx";
import { codingAddress } from "../concepts/coding/addresses.ts";
import { findingsDeskAddress } from "../concepts/findings/addresses.ts";
import { officiatedProcess } from "./officiated.ts";

const at = "/desk/:process/assessments/:assessment{[1-9][0-9]*}";

/** Where officers prepare an assessment, put in its questionnaire, open its survey and close it; assessors look on. */
export const assessmentDesk = new Hono<Env>()
  .get("/:process/assessments/:assessment{[1-9][0-9]*}/forms/:form{[1-9][0-9]*\\.xlsx}", async (c) => sendForm(c))
  .get("/desk/:process/assessments", async (c) => showPreparing(c, await officiatedProcess(c), untouched({ openTo: "stakeholders", combination: "public/named public/kind public/unattributed secretariat/named secretariat/unattributed" })))
  .post("/desk/:process/assessments", async (c) => prepare(c, await officiatedProcess(c)))
  .get(at, async (c) => {
    const process = await processBySlug(c.var.db, inAddress(c, "process"));
    assessorOf(c.var.viewer, process.id);
    return showDesk(c, { process, it: await assessmentAt(c.var.db, process, numberIn(inAddress(c, "assessment")), c.var.viewer) });
  })
  .post(`${at}/plan`, async (c) => changePlan(c, await assessmentRoom(c)))
  .post(`${at}/form`, async (c) => takeForm(c, await assessmentRoom(c)))
  .post(`${at}/opening`, async (c) => {
    const { process, it } = await assessmentRoom(c);
    await openAssessment(c.var.db, c.var.viewer, it, c.var.now, c.var.chance);
    return onward(c, assessmentDeskAddress(process, it), "flash.assessment.opened");
  })
  .post(`${at}/closing`, async (c) => {
    const { process, it } = await assessmentRoom(c);
    if ((await sentForm(c)).sure !== "yes") return showDesk(c, { process, it }, { values: typedPlan(it), problems: { sure: c.var.words.say("assessments.close.sure.needed") } });
    await closeAssessment(c.var.db, c.var.viewer, it, c.var.now, c.var.chance);
    return onward(c, assessmentDeskAddress(process, it), "flash.assessment.closed");
  })
  .post(`${at}/removal`, async (c) => {
    const { process, it } = await assessmentRoom(c);
    await discardAssessment(c.var.db, c.var.viewer, it, c.var.now);
    return onward(c, assessmentsAddress(process), "flash.assessment.discarded");
  });

export type AssessmentRoom = { process: Process; it: Assessment };
/** The assessment of the address, for officers of its process. */
export async function assessmentRoom(c: Door): Promise<AssessmentRoom> {
  const process = await officiatedProcess(c);
  return { process, it: await assessmentAt(c.var.db, process, numberIn(inAddress(c, "assessment")), c.var.viewer) };
}

/** What became of an uploaded workbook before the transaction began: its sheets, or why there are none; null where no file came. */
type Upload = { sheets: Sheet[] } | Refusal | null;

/** Read a questionnaire before the request's transaction begins: a large workbook takes a while, and the embedded database has one session for everybody. */
export const readFormUpload: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method !== "POST" || c.var.viewer.kind === "visitor") return next();
  const { file } = await sentForm(c);
  c.set("upload", file instanceof File && file.size > 0 ? await sheetsIn(file) : null);
  return next();
};
async function sheetsIn(file: File): Promise<Upload> {
  try {
    return { sheets: await sheetsOf(new Uint8Array(await file.arrayBuffer()), file.name) };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Put in the questionnaire that was sent, or say everything that is wrong with it; then nothing of it is kept. */
async function takeForm(c: Door, room: AssessmentRoom) {
  const { db, viewer, words, now } = c.var;
  const { process, it } = room;
  officerOf(viewer, process.id);
  const upload = c.var.upload as Upload;
  const typed = (problem: string): Typed => ({ values: typedPlan(it), problems: { file: problem } });
  if (upload === null || upload === undefined) return showDesk(c, room, typed(words.say("stakeholders.list.file.needed")));
  if (upload instanceof Refusal) return showDesk(c, room, typed(Object.values(explain(upload, words)).join(" ")));
  const { problems, isUsable, form } = readForm(upload.sheets);
  if (!isUsable) return showDesk(c, room, typed(words.say("assessments.upload.errors", { count: problems.filter((one) => one.severity === "error").length })), problems);
  if (askedIn(form).length === 0) return showDesk(c, room, typed(words.say("refusal.form-asks-nothing")), problems);
  const kept = await putForm(db, viewer, it, upload.sheets, now);
  if (problems.length > 0) return showDesk(c, { process, it }, untouched(typedPlan(it)), problems, kept.version);
  return onward(c, assessmentDeskAddress(process, it), "flash.assessment.form", { version: kept.version });
}

async function showPreparing(c: Door, process: Process, form: Typed) {
  const { words } = c.var;
  const title = words.say("assessments.new");
  const crumbs = [{ name: words.say("assessments.title"), address: here(c)(assessmentsAddress(process)) }, { name: title }];
  return showPage(c, { title, crumbs, process: barOf(process, "assessments"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("assessments.new.lede")}</p>
      <AssessmentForm c={c} form={form} action={here(c)(preparingAddress(process))} isOpen={false} save={words.say("assessments.save.draft")} questions={null} />
    </>, statusOf(form));
}
const statusOf = (form: Typed) => (Object.keys(form.problems).length > 0 ? 422 : 200);

async function prepare(c: Door, process: Process) {
  const { db, viewer, now, chance } = c.var;
  const read = await readChoices(c, AssessmentInput, tickedInPlan);
  if (!read.ok) return showPreparing(c, process, read.form);
  const it = await draftAssessment(db, viewer, process, read.input, now, chance);
  return onward(c, assessmentDeskAddress(process, it), "flash.assessment.drafted");
}

async function changePlan(c: Door, room: AssessmentRoom) {
  const { db, viewer, now } = c.var;
  const read = await readChoices(c, AssessmentInput, tickedInPlan);
  if (!read.ok) return showDesk(c, room, read.form);
  await changeAssessmentPlan(db, viewer, room.it, read.input, now);
  return onward(c, assessmentDeskAddress(room.process, room.it), "flash.assessment.changed");
}

/** One version of the questionnaire as an XLSForm, for whoever may know of the assessment: read in again it is the same form. */
async function sendForm(c: Door) {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const it = await assessmentAt(db, process, numberIn(inAddress(c, "assessment")), viewer);
  const version = await formVersion(db, it.id, numberIn(inAddress(c, "form").replace(/\.xlsx$/, "")));
  if (!version) throw new Refusal("not-found", "page-unknown");
  const bytes = await workbookOf(writeForm(formOf(version)));
  return c.body(bytes, 200, { "Content-Type": spreadsheet, "Content-Disposition": `attachment; filename="assessment-${it.number}-version-${version.version}.xlsx"` });
}

/** Questions with choices that are asked once: those that may say where a respondent stands. */
const choosingIn = (form: Form, language: string) => [...itemsIn(form.items)].flatMap(({ it, inside }) => (it.kind === "question" && it.list !== null && !inside.some((one) => one.kind === "repeat") ? [{ name: it.name, label: spoken(it.label, language, form.defaultLanguage) || it.name }] : []));

async function showDesk(c: Door, { process, it }: AssessmentRoom, form: Typed = untouched(typedPlan(it)), problems: readonly Problem[] = [], keptAs: number | null = null) {
  const { db, viewer, words } = c.var;
  const isOfficer = mayOfficiate(viewer, process.id);
  const [versions, newest, draft] = [await versionsOf(db, it.id), await formVersion(db, it.id), isOfficer ? await formDraft(db, it.id) : null];
  const title = words.say("assessments.number", { number: it.number });
  const to = (more: string) => here(c)(`${assessmentDeskAddress(process, it)}${more}`);
  const crumbs = [{ name: words.say("assessments.title"), address: here(c)(assessmentsAddress(process)) }, { name: title }];
  return showPage(c, { title: `${title}: ${words.pick(it.title).text}`, crumbs, process: barOf(process, "assessments"), unlisted: true },
    <>
      <p class="eyebrow">{title} · {words.say(`assessments.state.${it.state}`)}</p>
      <h1><InWords it={it.title} words={words} /></h1>
      <p>{words.say(it.closedDay ? "assessments.closed.on" : "assessments.until", { day: words.day(it.closedDay ?? it.closesDay) })}{it.state !== "draft" && <> · {words.say(it.state === "open" ? "assessments.answered.open" : "assessments.answered", { count: await answeredCount(db, it.id) })}</>}</p>
      {it.state !== "draft" && <p><a href={here(c)(assessmentAddress(process, it))}>{words.say("assessments.page")}</a>{isOfficer && it.state === "open" && <> · <a href={here(c)(forumAddress(process, await forumById(db, it.forumId)))}>{words.say("assessments.invite")}</a></>}</p>}
      <nav aria-labelledby="work"><h2 id="work">{words.say("assessments.work")}</h2><div class="actions"><a class="button" href={here(c)(codingAddress(process, it))}>{words.say("assessments.work.coding")}</a> <a class="button" href={here(c)(findingsDeskAddress(process, it))}>{words.say("findings.desk")}</a></div></nav>
      <section aria-labelledby="questionnaire"><h2 id="questionnaire">{words.say("assessments.questionnaire")}</h2>
        {keptAs !== null && <p role="status">{words.say("assessments.upload.warned", { version: keptAs })}</p>}
        <Problems problems={problems} words={words} />
        {versions.length === 0 ? <p>{words.say("assessments.form.missing")}</p> : <p><a href={here(c)(questionnaireAddress(process, it))}>{words.say("assessments.read")}</a></p>}
        {isOfficer && it.state !== "closed" && <>
          <p><a class="button" href={here(c)(questionsAddress(process, it))}>{words.say(draft ? "assessments.write.on" : "assessments.write")}</a></p>
          <form method="post" action={to("/form")} enctype="multipart/form-data">
            <TextField name="file" type="file" label={words.say("assessments.upload")} hint={words.say("assessments.upload.hint")} accept=".xlsx" form={form} required />
            <div class="actions"><button>{words.say("assessments.upload.send")}</button></div>
          </form>
        </>}
        {versions.length > 0 && <Versions c={c} process={process} it={it} versions={versions} />}
        {newest && newest.version > 1 && <Changes words={words} before={(await formVersion(db, it.id, newest.version - 1))!} after={newest} />}
      </section>
      {isOfficer && it.state === "draft" && <section class="card strong" aria-labelledby="opening"><h2 id="opening">{words.say("assessments.open")}</h2>
        <p>{words.say("assessments.open.text")}</p>
        <div class="actions">
          <form method="post" action={to("/opening")}><button class="main">{words.say("assessments.open")}</button></form>
          <form method="post" action={to("/removal")}><button>{words.say("assessments.discard")}</button></form>
        </div>
      </section>}
      {isOfficer && it.state === "open" && <section class="card strong" aria-labelledby="closing"><h2 id="closing">{words.say("assessments.close")}</h2>
        <p>{words.say("assessments.close.text")}</p>
        <form method="post" action={to("/closing")}>{form.problems.sure && <ErrorSummary form={{ values: {}, problems: { sure: form.problems.sure } }} words={words} />}
          <label class="choice" id="sure"><input type="checkbox" name="sure" value="yes" /><span>{words.say("assessments.close.sure")}</span></label>
          <div class="actions"><button>{words.say("assessments.close")}</button></div></form>
      </section>}
      {isOfficer && it.state !== "closed" && <section aria-labelledby="plan"><h2 id="plan">{words.say("calls.plan")}</h2>
        {it.state === "open" && <p>{words.say("assessments.plan.open")}</p>}
        <AssessmentForm c={c} form={form.problems.file || form.problems.sure ? untouched(form.values) : form} action={to("/plan")} isOpen={it.state === "open"} save={words.say("calls.save")} questions={newest ? choosingIn(formOf(newest), "") : null} />
      </section>}
    </>, statusOf(form));
}

/** Everything that is wrong with a questionnaire, and its mend. */
export const Problems = ({ problems, words }: { problems: readonly Problem[]; words: Words }) => {
  if (problems.length === 0) return null;
  const labels = { row: words.say("assessments.problem.row"), column: words.say("assessments.problem.column"), what: words.say("assessments.problem.what") };
  return (
    <table class="stack" role="table"><caption>{words.say("assessments.problems", { count: problems.length })}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("assessments.problem.sheet")}</th>{Object.values(labels).map((it) => <th role="columnheader" scope="col">{it}</th>)}</tr></thead>
      <tbody role="rowgroup">{problems.slice(0, mostShown).map((it) => (
        <tr role="row"><th role="rowheader" scope="row" dir="auto">{it.sheet}</th><td role="cell" data-label={labels.row}>{words.number(it.row)}</td><td role="cell" data-label={labels.column} dir="auto">{it.column}</td>
          <td role="cell" data-label={labels.what}><b>{words.say(`assessments.problem.${it.severity}`)}</b> {problemIn(words, it)}</td></tr>
      ))}</tbody></table>
  );
};
/** More nobody mends at once; whoever has more sends the file again. */
const mostShown = 200;
/** A problem in the reader's language, with what to do. */
export const problemIn = (words: Words, { code, values }: Problem): string => words.say(`surveys.problem.${code}` as Key, values);

const Versions = ({ c, process, it, versions }: { c: Door; process: Process; it: Assessment; versions: readonly ListedVersion[] }) => {
  const { words } = c.var;
  const labels = { day: words.say("assessments.version.day"), by: words.say("assessments.version.by"), questions: words.say("assessments.version.questions"), sha256: "SHA-256" };
  return (
    <table class="stack" role="table"><caption>{words.say("assessments.versions")}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("assessments.version")}</th>{Object.values(labels).map((one) => <th role="columnheader" scope="col">{one}</th>)}</tr></thead>
      <tbody role="rowgroup">{versions.map((one) => (
        <tr role="row"><th role="rowheader" scope="row"><a href={here(c)(formFileAddress(process, it, one.version))}>{words.say("assessments.version.file", { version: one.version })}</a></th>
          <td role="cell" data-label={labels.day}><time datetime={one.madeDay}>{words.day(one.madeDay)}</time></td><td role="cell" data-label={labels.by} dir="auto">{one.by}</td><td role="cell" data-label={labels.questions}>{words.number(one.questions)}</td>
          <td role="cell" data-label={labels.sha256}><code class="hash">{one.sha256}</code></td></tr>
      ))}</tbody></table>
  );
};

/** What the newest version asks otherwise than the one before. */
const Changes = ({ words, before, after }: { words: Words; before: FormVersion; after: FormVersion }) => {
  const changes = changesBetween(formOf(before), formOf(after));
  const lines = (["added", "removed", "changed"] as const).filter((it) => changes[it].length > 0);
  return (
    <div><h3>{words.say("assessments.changes", { before: before.version, after: after.version })}</h3>
      {lines.length === 0 ? <p>{words.say("assessments.changes.none")}</p> : <ul>{lines.map((it) => <li>{words.say(`assessments.changes.${it}`)} {changes[it].map((name, index) => <>{index > 0 && ", "}<code dir="auto">{name}</code></>)}</li>)}</ul>}
    </div>
  );
};
