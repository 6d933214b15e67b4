import { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { codeOf, type Problem } from "@travaux/survey-forms";
import { Refusal } from "../ground/refusal.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, readForm, sentForm, TextField, untouched } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, type Words } from "../ground/words.ts";
import { assessmentDeskAddress, assessmentsAddress, questionsAddress } from "../concepts/assessments/addresses.ts";
import { formOf } from "../concepts/assessments/form-version.ts";
import { afterItem, choicesIn, contentOf, depthsOf, emptyContent, headingIn, limitOf, listOf, readContent, withItem, withItemMoved, withoutItem, type Cells, type FormContent, type FormDraft } from "../concepts/assessments/form/content.ts";
import { isItemType, itemTypes, lineTyped, typedItem, typeOfLine, type ItemType } from "../concepts/assessments/form/item.ts";
import { beginDraft, changeDraft, dropDraft, keepAsVersion } from "../concepts/assessments/form/operations.ts";
import { formDraft, formVersion } from "../concepts/assessments/store.ts";
import { languageInForms, partnershipTemplate } from "../concepts/assessments/template.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { assessmentRoom, problemIn, Problems, type AssessmentRoom } from "./assessment-desk.tsx";
import { ItemForm } from "./question-form.tsx";

const at = "/desk/:process/assessments/:assessment{[1-9][0-9]*}/questions";

/** Where officers write the questions of an assessment, without a spreadsheet and without a script: a draft, until they keep it as a version. */
export const questionsDesk = new Hono<Env>()
  .get(at, async (c) => showQuestions(c, await assessmentRoom(c)))
  .post(at, async (c) => begin(c, await assessmentRoom(c)))
  .post(`${at}/settings`, async (c) => {
    const room = await assessmentRoom(c);
    const sent = await sentForm(c);
    const chosen = [sent.languages ?? []].flat().filter((it) => typeof it === "string");
    await changeDraft(c.var.db, c.var.viewer, room.it, turnIn(sent.turn), (content) => withSettings(content, textIn(sent.title), chosen), c.var.now);
    return onward(c, questionsAddress(room.process, room.it), "flash.questionnaire.changed");
  })
  .get(`${at}/new`, async (c) => showItem(c, await assessmentRoom(c), null))
  .post(`${at}/new`, async (c) => saveItem(c, await assessmentRoom(c), null))
  .post(`${at}/keeping`, async (c) => {
    const { process, it } = await assessmentRoom(c);
    const { version } = await keepAsVersion(c.var.db, c.var.viewer, it, turnIn((await sentForm(c)).turn), c.var.now);
    return onward(c, assessmentDeskAddress(process, it), "flash.assessment.form", { version });
  })
  .post(`${at}/discarding`, async (c) => {
    const { process, it } = await assessmentRoom(c);
    await dropDraft(c.var.db, c.var.viewer, it, turnIn((await sentForm(c)).turn));
    return onward(c, assessmentDeskAddress(process, it), "flash.questionnaire.dropped");
  })
  .get(`${at}/:item{[0-9]+}`, async (c) => showItem(c, await assessmentRoom(c), indexIn(c)))
  .post(`${at}/:item{[0-9]+}`, async (c) => saveItem(c, await assessmentRoom(c), indexIn(c)))
  .post(`${at}/:item{[0-9]+}/place`, async (c) => {
    const sent = await sentForm(c);
    return change(c, turnIn(sent.turn), (content, index) => withItemMoved(content, index, sent.step === "up" ? -1 : 1));
  })
  .post(`${at}/:item{[0-9]+}/removal`, async (c) => change(c, turnIn((await sentForm(c)).turn), withoutItem));

const textIn = (it: unknown): string => (typeof it === "string" ? it.trim().slice(0, 500) : "");
const turnIn = (it: unknown): number => (typeof it === "string" && /^\d{1,9}$/.test(it) ? Number(it) : 0);
const indexIn = (c: Door): number => Number(inAddress(c, "item").slice(0, 9));

/** Change the item of the address. */
async function change(c: Door, turn: number, how: (content: FormContent, index: number) => FormContent) {
  const { process, it } = await assessmentRoom(c);
  const index = indexIn(c);
  await changeDraft(c.var.db, c.var.viewer, it, turn, (content) => { lineAt(content, index); return how(content, index); }, c.var.now);
  return onward(c, questionsAddress(process, it), "flash.questionnaire.changed");
}
function lineAt({ lines }: FormContent, index: number): Cells {
  const line = lines[index];
  if (!line || limitOf(line)?.at === "end") throw new Refusal("not-found", "page-unknown");
  return line;
}

/** A questionnaire under another title and in other languages; what was said in one that goes is taken out. */
function withSettings(content: FormContent, title: string, chosen: readonly string[]): FormContent {
  const all = offeredLanguages(content);
  const kept = all.filter((it) => chosen.includes(it));
  const next = kept.length > 0 ? kept : content.languages;
  const gone = content.languages.filter((it) => !next.includes(it));
  const without = (cells: Cells): Cells => Object.fromEntries(Object.entries(cells).filter(([heading]) => !gone.some((it) => (it === "" ? ["label", "hint", "constraint_message", "required_message"].includes(heading) : heading.endsWith(`::${it}`)))));
  const { default_language: byDefault, ...settings } = content.settings;
  return { settings: { ...settings, ...(title ? { form_title: title } : {}), ...(byDefault && next.includes(byDefault) ? { default_language: byDefault } : {}) }, languages: next, lines: content.lines.map(without), choices: content.choices.map(without) };
}
/** The questionnaire's own languages, and those of the house. */
const offeredLanguages = ({ languages: own }: FormContent): string[] => [...new Set([...own, ...languages.map(languageInForms)])];

async function begin(c: Door, { process, it }: AssessmentRoom) {
  const { db, viewer, now, words } = c.var;
  const { from } = await sentForm(c);
  const newest = await formVersion(db, it.id);
  const title = words.pick(it.title).text;
  const content = from === "version" && newest ? contentOf(formOf(newest)) : from === "template" ? partnershipTemplate(title, (await allThemes(db)).filter((one) => one.kind === "offence")) : emptyContent(title, [languageInForms(words.language)]);
  await beginDraft(db, viewer, it, content, now);
  return onward(c, questionsAddress(process, it), "flash.questionnaire.begun");
}

const crumbsOf = (c: Door, { process, it }: AssessmentRoom, step?: string) => {
  const { words } = c.var;
  const own = words.say("assessments.write");
  return [{ name: words.say("assessments.title"), address: here(c)(assessmentsAddress(process)) }, { name: words.say("assessments.number", { number: it.number }), address: here(c)(assessmentDeskAddress(process, it)) }, ...(step ? [{ name: own, address: here(c)(questionsAddress(process, it)) }, { name: step }] : [{ name: own }])];
};

async function showQuestions(c: Door, room: AssessmentRoom) {
  const { db, words } = c.var;
  const { process, it } = room;
  const [draft, newest] = [await formDraft(db, it.id), await formVersion(db, it.id)];
  const title = words.say("assessments.write");
  const to = (more: string) => here(c)(`${questionsAddress(process, it)}${more}`);
  return showPage(c, { title, crumbs: crumbsOf(c, room), process: barOf(process, "assessments"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("assessments.write.lede")}</p>
      {it.state === "closed" ? <p>{words.say("refusal.assessment-closed", { number: it.number })}</p> : draft ? <Writing c={c} draft={draft} next={(newest?.version ?? 0) + 1} to={to} /> : (
        <form method="post" action={to("")}><fieldset class="field"><legend>{words.say("assessments.begin")}</legend>
          {newest && <label class="choice"><input type="radio" name="from" value="version" checked /><span>{words.say("assessments.begin.version", { version: newest.version })}</span></label>}
          <label class="choice"><input type="radio" name="from" value="template" checked={!newest} /><span>{words.say("assessments.begin.template")}</span></label>
          <label class="choice"><input type="radio" name="from" value="empty" /><span>{words.say("assessments.begin.empty")}</span></label>
        </fieldset><div class="actions"><button class="main">{words.say("assessments.begin")}</button></div></form>
      )}
    </>);
}

type To = (more: string) => string;

function Writing({ c, draft, next, to }: { c: Door; draft: FormDraft; next: number; to: To }) {
  const { words } = c.var;
  const { content } = draft;
  const { problems, isUsable } = readContent(content);
  const elsewhere = problems.filter((one) => one.sheet !== "survey" || one.row < 2);
  const turn = <input type="hidden" name="turn" value={String(draft.turn)} />;
  const own = offeredLanguages(content);
  return (
    <>
      <p class="small soft">{words.say("assessments.draft.changed", { by: draft.by, day: words.day(draft.changedDay) })}</p>
      <Problems problems={elsewhere} words={words} />
      <ol class="items plain">{content.lines.map((line, index) => limitOf(line)?.at === "end" ? null : <ItemLine words={words} content={content} line={line} index={index} problems={problems.filter((one) => one.sheet === "survey" && one.row === index + 2)} to={to} turn={draft.turn} />)}</ol>
      {content.lines.length === 0 && <div class="empty"><p>{words.say("assessments.items.none")}</p></div>}
      <section class="card" aria-labelledby="adding"><h2 id="adding">{words.say("assessments.add")}</h2>
        <form method="get" action={to("/new")}>
          <ChoiceField name="type" label={words.say("assessments.type")} form={untouched({ type: "text" })} choices={itemTypes.map((it) => ({ value: it, name: words.say(`assessments.type.${it}`) }))} />
          <ChoiceField name="before" label={words.say("assessments.place")} form={untouched({ before: String(content.lines.length) })} choices={placesIn(words, content)} />
          <div class="actions"><button>{words.say("assessments.add")}</button></div>
        </form>
      </section>
      <details><summary>{words.say("assessments.settings")}</summary>
        <form method="post" action={to("/settings")}>{turn}
          <TextField name="title" label={words.say("assessments.settings.title")} form={untouched({ title: content.settings.form_title ?? "" })} dir="auto" />
          <fieldset class="field"><legend>{words.say("calls.form.languages")}</legend><ul class="tags checks">{own.map((it) => <li><label><input type="checkbox" name="languages" value={it} checked={content.languages.includes(it)} /> {it || words.say("assessments.language.none")}</label></li>)}</ul></fieldset>
          <div class="actions"><button>{words.say("calls.save")}</button></div>
        </form>
      </details>
      <section class="card strong" aria-labelledby="keeping"><h2 id="keeping">{words.say("assessments.keep", { version: next })}</h2>
        <p>{words.say(isUsable && content.lines.length > 0 ? "assessments.keep.text" : "assessments.keep.problems")}</p>
        <div class="actions">
          <form method="post" action={to("/keeping")}>{turn}<button class="main">{words.say("assessments.keep", { version: next })}</button></form>
          <form method="post" action={to("/discarding")}>{turn}<button>{words.say("assessments.draft.drop")}</button></form>
        </div>
      </section>
    </>
  );
}

/** What an item is called in a list: its words in the reader's language, else in the first that has some, else its name. */
const labelOf = (words: Words, { languages: own }: FormContent, line: Cells): string => [...own.filter((it) => codeOf(it) === words.language), ...own].map((it) => line[headingIn("label", it)]).find(Boolean) ?? line.name ?? "";

/** Before each item, or at the end. */
const placesIn = (words: Words, content: FormContent) => [
  ...content.lines.flatMap((line, index) => [{ value: String(index), name: limitOf(line)?.at === "end" ? words.say("assessments.place.end", { item: labelOf(words, content, opening(content, index)) }) : words.say("assessments.place.before", { item: short(labelOf(words, content, line)) }) }]),
  { value: String(content.lines.length), name: words.say("assessments.place.last") },
];
const short = (it: string) => (it.length > 60 ? `${it.slice(0, 59)}…` : it);
/** The line that began what ends at this one. */
const opening = ({ lines }: FormContent, end: number): Cells => lines.find((line, index) => limitOf(line)?.at === "begin" && afterItem(lines, index) - 1 === end) ?? {};

const ItemLine = ({ words, content, line, index, problems, to, turn }: { words: Words; content: FormContent; line: Cells; index: number; problems: readonly Problem[]; to: To; turn: number }) => {
  const type = typeOfLine(line) ?? "text";
  const label = labelOf(words, content, line);
  const list = listOf(line.type ?? "");
  const mark = `item-${index}`;
  return (
    <li class={`item depth-${Math.min(5, depthsOf(content.lines)[index]!)}`} id={mark}>
      <p><a href={to(`/${index}`)} id={`${mark}-name`} dir="auto">{label || line.type}</a> <span class="small soft">{words.say(`assessments.type.${type}`)}{line.name && <> · <code dir="ltr">{line.name}</code></>}{list && <> · {words.say("assessments.choices.count", { count: choicesIn(content, list).length })}</>}{line.required && <> · {words.say("assessments.required")}</>}</span></p>
      {line.relevant && <p class="small soft">{words.say("assessments.only.expression")} <code dir="ltr">{line.relevant}</code></p>}
      {problems.length > 0 && <ul class="plain error">{problems.map((one) => <li><b>{words.say(`assessments.problem.${one.severity}`)}</b> {problemIn(words, one)}</li>)}</ul>}
      <div class="actions">
        <form method="post" action={to(`/${index}/place`)} class="inline"><input type="hidden" name="turn" value={String(turn)} /><button name="step" value="up" aria-describedby={`${mark}-name`}>{words.say("assessments.up")}</button> <button name="step" value="down" aria-describedby={`${mark}-name`}>{words.say("assessments.down")}</button> <button formaction={to(`/${index}/removal`)} aria-describedby={`${mark}-name`}>{words.say("assessments.remove")}</button></form>
      </div>
    </li>
  );
};

/** An item as it is sent: texts by the name of their field; what is no field of the form is not read. */
const ItemSent = z.record(z.string().max(40), z.unknown()).transform((sent) => Object.fromEntries(Object.entries(sent).flatMap(([name, it]) => (typeof it === "string" ? [[name, it.slice(0, 100_000)]] : [])))).pipe(z.record(z.string(), z.string()));

/** The draft, or a way back to where one is begun. */
async function draftOf(c: Door, { it }: AssessmentRoom): Promise<FormDraft> {
  const draft = await formDraft(c.var.db, it.id);
  if (!draft || it.state === "closed") throw new Refusal("not-found", "page-unknown");
  return draft;
}

async function showItem(c: Door, room: AssessmentRoom, index: number | null) {
  const { words } = c.var;
  const draft = await draftOf(c, room);
  const { content } = draft;
  const line = index === null ? null : lineAt(content, index);
  const asked = c.req.query("type") ?? "text";
  const type: ItemType = line ? (typeOfLine(line) ?? "text") : isItemType(asked) ? asked : "text";
  const before = /^\d{1,6}$/.test(c.req.query("before") ?? "") ? c.req.query("before")! : String(content.lines.length);
  const title = line ? words.say("assessments.item", { item: short(labelOf(words, content, line) || (line.type ?? "")) }) : words.say("assessments.item.new");
  const problems = index === null ? [] : readContent(content).problems.filter((one) => one.sheet === "survey" && one.row === index + 2);
  return showPage(c, { title, crumbs: crumbsOf(c, room, title), process: barOf(room.process, "assessments"), unlisted: true },
    <>
      <h1 dir="auto">{title}</h1>
      <Problems problems={problems} words={words} />
      <ItemForm words={words} content={content} type={type} isNew={line === null} form={untouched(line ? typedItem(content, line) : { type })} action={here(c)(`${questionsAddress(room.process, room.it)}/${index ?? "new"}`)} turn={draft.turn} before={line ? null : before} />
    </>);
}

async function saveItem(c: Door, room: AssessmentRoom, index: number | null) {
  const { db, viewer, now } = c.var;
  const read = await readForm(c, ItemSent);
  const typed = read.ok ? read.input : {};
  await changeDraft(db, viewer, room.it, turnIn(typed.turn), (content) => {
    const before = index === null ? null : lineAt(content, index);
    const { line, content: next } = lineTyped(content, typed, before);
    return index === null ? withItem(next, turnIn(typed.before), line) : { ...next, lines: next.lines.with(index, line) };
  }, now);
  return onward(c, questionsAddress(room.process, room.it), "flash.questionnaire.changed");
}
