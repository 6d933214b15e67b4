// A copy of a submission from which something is taken out, words or files: looked at first, and published in the place of what was filed.
import { Hono } from "hono";
import { redline } from "@travaux/treaty-text";
import { Check, TextArea } from "../ground/web/choices.tsx";
import type { Door, Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, sentForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import { publishSubmission } from "../concepts/contributions/operations/submissions.ts";
import { writtenOut } from "../concepts/contributions/submission.ts";
import { Redline } from "../concepts/texts/views.tsx";
import { tellOf } from "./author-mail.ts";
import { back, clearanceAt, frame, opened, type Opened } from "./clearance-desk.tsx";
import { fileField, filesLeftOut, redactedFrom, redactionFields, withoutWordsOf, type RedactionField } from "./redaction.ts";
import { wordsOfFiles } from "./redaction-files.ts";

const at = `${clearanceAt}/:reference/redaction`;

/** The form of a redacted copy: each part in a field of its own, each file with its choice. */
export const redactedCopyPages = new Hono<Env>()
  .get(at, async (c) => {
    const it = await opened(c);
    return showRedacting(c, it, untouched(Object.fromEntries(redactionFields(it.document).map((field) => [field.name, field.text]))));
  })
  .post(at, async (c) => redact(c, await opened(c)));

/** The copy as it would be published, beside what it takes out; set on the second sending. */
async function redact(c: Door, it: Opened) {
  const { db, viewer, now, chance, words } = c.var;
  const sent = await sentForm(c);
  const values = Object.fromEntries(Object.entries(sent).filter((one): one is [string, string] => typeof one[1] === "string"));
  const because = (values.because ?? "").trim();
  const mayStay = values.stay === "yes";
  const files = mayStay ? [] : await wordsOfFiles(c.var.house, filesLeftOut(it.document, values));
  const { document, standing } = withoutWordsOf(files, redactedFrom(it.document, values));
  const problems: Record<string, string> = {};
  for (const { field, name, found } of standing) problems[field] ??= words.say("clearance.redact.standing", { name, found });
  for (const { name } of files.filter((one) => one.text === null)) problems.stay ??= words.say("clearance.redact.unread", { name });
  if (because.length < 10) problems.because = words.say("clearance.because.needed");
  if (because.length > 2000) problems.because = words.say("clearance.because.long");
  if (writtenOut(document) === writtenOut(it.document)) problems.title = words.say("clearance.redact.nothing");
  const form = { values: { ...values, ...Object.fromEntries(redactionFields(document).map((field) => [field.name, field.text])) }, problems };
  if (Object.keys(problems).length > 0) return showRedacting(c, it, form, 422);
  if (values.step !== "publish") return showRedacting(c, it, form);
  await publishSubmission(db, viewer, it.shown, { document, because }, now, chance);
  await tellOf(c, "contribution-published", it.process, it.shown);
  return back(c, it.process, "flash.clearance.redacted");
}

function showRedacting(c: Door, it: Opened, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const { process, shown, document } = it;
  const title = words.say("clearance.redact");
  const fields = redactionFields(document);
  const changed = fields.filter((field) => form.values[field.name] !== undefined && form.values[field.name]!.replaceAll("\r\n", "\n") !== field.text);
  const leftOut = filesLeftOut(document, form.values);
  const isChanged = changed.length + leftOut.length > 0;
  const label = ({ part, number }: RedactionField) => words.say(`clearance.part.${part}`, { number });
  return showPage(c, frame(c, process, `${title} · ${shown.reference}`, `${title}, ${shown.reference}`),
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("clearance.redact.lede")}</p>
      <ErrorSummary form={form} words={words} />
      {isChanged && (
        <section aria-labelledby="change"><h2 id="change">{words.say("clearance.redact.change")}</h2>
          <dl>{changed.map((field) => <><dt>{label(field)}</dt><dd lang={shown.language} dir="auto"><Redline parts={redline(field.text, form.values[field.name]!.replaceAll("\r\n", "\n"))} /></dd></>)}</dl>
          {leftOut.length > 0 && <ul>{leftOut.map(({ file }) => <li>{words.say("clearance.redact.file-gone", { name: words.isolate(file.name) })}</li>)}</ul>}</section>
      )}
      <form method="post">
        {fields.map((field) => (field.part === "title" ? <TextField name={field.name} label={label(field)} form={form} dir="auto" /> : <TextArea name={field.name} label={label(field)} form={form} rows={field.part === "text" ? 10 : 3} lang={shown.language} />))}
        <FileChoices c={c} it={it} form={form} asksToStay={leftOut.length > 0} />
        <TextArea name="because" label={words.say("clearance.redact.because")} hint={words.say("clearance.redact.because.hint")} form={form} rows={2} required />
        <div class="actions"><button name="step" value="look" class={isChanged ? undefined : "main"}>{words.say("clearance.redact.look")}</button> {isChanged && <button class="main" name="step" value="publish">{words.say("clearance.redact.publish")}</button>}</div>
      </form>
    </>, status);
}

/** For each file: leave it as it is, or leave it out; and whether words that also stand in one left out may stay where they stand. */
function FileChoices({ c: { var: { words } }, it: { document }, form, asksToStay }: { c: Door; it: Opened; form: Typed; asksToStay: boolean }) {
  if (document.attachments.length === 0) return null;
  const choices = [{ value: "keep", name: words.say("clearance.redact.file.keep") }, { value: "out", name: words.say("clearance.redact.file.out") }];
  return (
    <fieldset class="field"><legend>{words.say("submissions.files")}</legend>
      <p class="hint">{words.say("clearance.redact.files.hint")}</p>
      {document.attachments.map((file, index) => file && <ChoiceField name={fileField(index)} label={file.name} form={form} choices={choices} />)}
      {asksToStay && <>{form.problems.stay && <p class="error" id="stay-error">{form.problems.stay}</p>}<Check name="stay" label={words.say("clearance.redact.stay")} text={words.say("clearance.redact.stay.text")} form={form} /></>}
    </fieldset>
  );
}
