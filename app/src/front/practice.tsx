import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { answersFor, bodiesOf as ownIds, mayOfficiate, personOf } from "../ground/viewer.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { AnswerInput, QuestionInput } from "../concepts/partnerships/inputs.ts";
import { QuestionText } from "../concepts/partnerships/views.tsx";
import { changingAddress, checklistAddress, practiceAddress, practiceDeskAddress } from "../concepts/practices/addresses.ts";
import type { ShownPractice, ShownRepeat } from "../concepts/practices/disclosure.ts";
import { RepeatInput, RepeatOfInput, WithdrawalInput } from "../concepts/practices/inputs.ts";
import { focalPointOf, withdraw, type Seen } from "../concepts/practices/operations.ts";
import { outcomes, waitingOf } from "../concepts/practices/practice.ts";
import { changesOfPractice, memberBodies, practiceAt, questionsOf, repeatsOf, type ShownQuestion } from "../concepts/practices/store.ts";
import { answer, ask, confirm, repeat, unsay } from "../concepts/practices/talking.ts";
import { About, Card, PracticeHistory, RepeatText, Source } from "../concepts/practices/views.tsx";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { tellAskedPractice } from "./practice-mail.ts";
import { practiceCrumbs } from "./practices.tsx";

const at = "/practices/:slug";
type Bodies = Awaited<ReturnType<typeof bodiesOf>>;

/** A practice: what everyone reads, who repeated it, and what was asked of its owner. */
export const practicePages = new Hono<Env>()
  .get(at, async (c) => showPractice(c, await presentPractice(c), untouched()))
  .post(`${at}/withdrawal`, (c) => asOwner(c, WithdrawalInput, async (it, { turn, because }) => { await withdraw(c.var.db, c.var.viewer, { id: it.id, turn } satisfies Seen, because, c.var.now, c.var.chance); return onward(c, practiceAddress(it), "flash.practice.withdrawn"); }))
  .post(`${at}/repeats`, (c) => own(c, RepeatInput, async (it, said) => {
    const kept = await repeat(c.var.db, c.var.viewer, it, said, c.var.now, c.var.chance);
    return onward(c, `${practiceAddress(it)}#repeats`, kept.confirmedDay ? "flash.practice.repeated" : "flash.practice.repeat-waits");
  }, "member"))
  .post(`${at}/repeats/confirmation`, (c) => own(c, RepeatOfInput, async (it, { body }) => { await confirm(c.var.db, c.var.viewer, it, body, c.var.now, c.var.chance); return onward(c, `${practiceAddress(it)}#repeats`, "flash.practice.repeated"); }))
  .post(`${at}/repeats/removal`, (c) => own(c, RepeatOfInput, async (it, { body }) => { await unsay(c.var.db, c.var.viewer, it, body, c.var.now, c.var.chance); return onward(c, `${practiceAddress(it)}#repeats`, "flash.practice.unsaid"); }))
  .post(`${at}/questions`, (c) => own(c, QuestionInput, async (it, { body, text }) => { await tellAskedPractice(c, it, await ask(c.var.db, c.var.viewer, it, body, text, c.var.now)); return onward(c, `${practiceAddress(it)}#questions`, "flash.partnership.asked"); }))
  .post(`${at}/answers`, (c) => asOwner(c, AnswerInput, async (it, said) => { await answer(c.var.db, c.var.viewer, it, said, c.var.now); return onward(c, `${practiceAddress(it)}#questions`, "flash.partnership.answered"); }));

/** The practice of the address, for whoever may see it. */
export const presentPractice = (c: Door): Promise<ShownPractice> => practiceAt(c.var.db, inAddress(c, "slug"), c.var.viewer);

/** Read the form and do what it asks, in the name of a body; a form that is not right comes back with what was typed. Whoever speaks for none is told so before anybody looks at it. */
async function own<S extends Parameters<typeof readForm>[1]>(c: Door, schema: S, deed: (it: ShownPractice, input: S["_output"]) => Promise<Response>, who: "focal point" | "member" = "focal point"): Promise<Response> {
  const it = await presentPractice(c);
  personOf(c.var.viewer);
  if ((await (who === "member" ? memberBodies : bodiesOf)(c.var.db, c.var.viewer)).length === 0) throw new Refusal("not-allowed", "practice-not-owner");
  const read = await readForm(c, schema);
  return read.ok ? deed(it, read.input as S["_output"]) : showPractice(c, it, read.form, 422);
}

/** The same for what only the owner does. */
async function asOwner<S extends Parameters<typeof readForm>[1]>(c: Door, schema: S, deed: (it: ShownPractice, input: S["_output"]) => Promise<Response>): Promise<Response> {
  focalPointOf(c.var.viewer, (await presentPractice(c)).ownerId);
  return own(c, schema, deed);
}

type Page = { c: Door; it: ShownPractice; form: Typed; bodies: Bodies };
const deedAddress = ({ c, it }: Pick<Page, "c" | "it">, deed: string) => here(c)(`${practiceAddress(it)}/${deed}`);

async function showPractice(c: Door, it: ShownPractice, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer } = c.var;
  const name = words.pick(it.title);
  const [bodies, members, questions, repeats] = [await bodiesOf(db, viewer), await memberBodies(db, viewer), await questionsOf(db, it.id), await repeatsOf(db, it.id, viewer)];
  const changes = await changesOfPractice(db, it.id);
  const page: Page = { c, it, form, bodies };
  const isPublic = it.publishedDay !== null;
  return showPage(c, { title: name.text, crumbs: practiceCrumbs(c, { name: name.text, lang: name.language }), unlisted: !isPublic || it.owner.invented, formats: isPublic ? [{ name: words.say("footer.json"), address: `/api/v1${practiceAddress(it)}`, type: "application/json" }] : [] },
    <>
      {it.state !== "published" && <div class="empty"><p><strong>{words.say(`practices.state.${it.state}`)}</strong>{it.withdrawnBecause && <> <q class="lines" dir="auto">{it.withdrawnBecause}</q></>}</p></div>}
      <p class="eyebrow">{[words.say("practices.one"), it.owner.invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}</p>
      <div class="by-stakeholder"><h1><InWords it={it.title} words={words} /></h1></div>
      <Source it={it} words={words} address={here(c)} />
      <ErrorSummary form={form} words={words} />
      {mayOfficiate(viewer) && <p><a href={here(c)(practiceDeskAddress(it))}>{words.say("practices.desk.open")}</a></p>}
      <div class="split">
        <div>
          <Card it={it} words={words} />
          {isPublic && <Repeats {...page} bodies={members} repeats={repeats} />}
          {isPublic && <Questions {...page} questions={questions} />}
          {changes.length > 0 && <section aria-labelledby="history"><h2 id="history">{words.say("partnerships.history")}</h2><PracticeHistory changes={changes} words={words} receipt={(sequence) => `/api/v1${practiceAddress(it)}/changes/${sequence}/receipt`} /></section>}
        </div>
        <div>
          <section class="card strong" aria-labelledby="about"><h2 id="about">{words.say("practices.about")}</h2><About it={it} words={words} address={here(c)} />{it.publishedDay && <p class="small">{words.say("practices.published", { day: words.day(it.publishedDay) })} <a href={here(c)(checklistAddress)}>{words.say("partnerships.checklist")}</a></p>}</section>
          {answersFor(viewer, it.ownerId) && it.state !== "withdrawn" && <Owner {...page} />}
        </div>
      </div>
    </>, status);
}

/** What its owner does with a card: see what officers found, change what is not public, take it back. */
function Owner({ c, c: { var: { words } }, it, form }: Page) {
  return (
    <section class="card" aria-labelledby="own"><h2 id="own">{words.say("partnerships.own")}</h2>
      {it.state === "proposed" && <><p>{words.say(`practices.waits.${waitingOf(it.reviews)}`)}</p>
        {it.reviews.map((one) => <p class="small">{words.say(`partnerships.review.${one.outcome}`, { by: one.by, day: words.day(one.day) })}{one.because && <> <q class="lines" dir="auto">{one.because}</q></>}</p>)}
        <p><a class="button" href={here(c)(changingAddress(it))}>{words.say("practices.change")}</a></p></>}
      {it.state === "published" && <p class="small">{words.say("practices.stands")}</p>}
      <details open={form.problems.because !== undefined}><summary>{words.say("practices.withdraw")}</summary>
        <form method="post" action={deedAddress({ c, it }, "withdrawal")}><input type="hidden" name="turn" value={String(it.turn)} /><TextArea name="because" label={words.say("calls.form.because")} form={form} rows={2} required /><button class="little">{words.say("practices.withdraw")}</button></form></details>
    </section>
  );
}

/** Who repeated it and how it went there; a form for whoever speaks for another body. */
function Repeats({ c, c: { var: { words, viewer } }, it, form, bodies, repeats }: Page & { repeats: ShownRepeat[] }) {
  const others = bodies.filter((one) => one.id !== it.owner.id);
  const mine = ownIds(viewer);
  const problem = form.values.outcome === undefined ? undefined : form.problems.text;
  const field = problem ? "text" : "repeat-text"; // where the summary of errors leads; the question has no error then
  return (
    <section aria-labelledby="repeats"><h2 id="repeats">{words.say("practices.repeats")}</h2>
      {repeats.length === 0 && <p class="soft">{words.say("practices.repeats.none")}</p>}
      <ol class="plain">{repeats.map((one) => (
        <li class="view"><RepeatText it={one} words={words} address={(slug) => here(c)(stakeholderAddress({ slug }))} />
          {mine.includes(one.stakeholderId) && answersFor(viewer, one.stakeholderId) && <div class="actions">
            {one.confirmedDay === null && <form method="post" action={deedAddress({ c, it }, "repeats/confirmation")}><input type="hidden" name="body" value={one.stakeholderId} /><button class="little">{words.say("practices.repeat.confirm")}</button></form>}
            <form method="post" action={deedAddress({ c, it }, "repeats/removal")}><input type="hidden" name="body" value={one.stakeholderId} /><button class="little">{words.say("practices.repeat.unsay")}</button></form></div>}
        </li>
      ))}</ol>
      {it.state === "published" && others.length > 0 && <details open={form.values.outcome !== undefined && Object.keys(form.problems).length > 0}><summary>{words.say("practices.repeat")}</summary>
        <form method="post" action={deedAddress({ c, it }, "repeats")}><p class="hint">{words.say("practices.repeat.hint")}</p>
          <ChoiceField name="body" label={words.say("partnerships.question.as")} form={form} choices={others.map((one) => ({ value: one.id, name: words.pick(one.name).text }))} />
          <ChoiceField name="outcome" label={words.say("practices.outcome")} form={form} choices={outcomes.map((value) => ({ value, name: words.say(`practices.outcome.${value}`) }))} />
          <div class={problem ? "field invalid" : "field"}><label for={field}>{words.say("practices.repeat.text")}</label>{problem && <p class="error" id="repeat-error">{problem}</p>}<textarea id={field} name="text" rows={4} dir="auto" required aria-invalid={problem ? "true" : undefined} aria-describedby={problem ? "repeat-error" : undefined}>{form.values.outcome === undefined ? "" : form.values.text}</textarea></div>
          <TextField name="evidence" label={words.say("partnerships.evidence")} hint={words.say("practices.repeat.evidence")} form={form} /><button>{words.say("practices.repeat.send")}</button></form>
      </details>}
    </section>
  );
}

/** What was asked of the owner, before everyone; a form for whoever speaks for a body, and one for the owner to answer. */
function Questions({ c, c: { var: { words, viewer, now } }, it, form, bodies, questions }: Page & { questions: ShownQuestion[] }) {
  const mayAnswer = it.state === "published" && answersFor(viewer, it.ownerId);
  return (
    <section aria-labelledby="questions"><h2 id="questions">{words.say("partnerships.questions")}</h2>
      {questions.length === 0 && <p class="soft">{words.say("partnerships.questions.none")}</p>}
      <ol class="plain">{questions.map((one) => (
        <li id={`question-${one.number}`} class="view"><QuestionText it={one} words={words} day={dayOf(now)} address={(slug) => here(c)(stakeholderAddress({ slug }))} />
          {mayAnswer && one.answer === null && one.asideBecause === null && <form method="post" action={deedAddress({ c, it }, "answers")}>
            <input type="hidden" name="number" value={String(one.number)} /><input type="hidden" name="body" value={it.ownerId} />
            <div class="field"><label for={`answer-${one.number}`}>{words.say("partnerships.question.answer")}</label><textarea id={`answer-${one.number}`} name="answer" rows={3} dir="auto" required>{form.values.number === String(one.number) ? form.values.answer : ""}</textarea></div><button>{words.say("partnerships.question.answer")}</button></form>}
        </li>
      ))}</ol>
      {it.state === "published" && bodies.length > 0 && <details open={form.problems.text !== undefined && form.values.outcome === undefined}><summary>{words.say("partnerships.question.ask")}</summary>
        <form method="post" action={deedAddress({ c, it }, "questions")}><p class="hint">{words.say("practices.question.hint")}</p>
          <div class="field"><label for="asks-as">{words.say("partnerships.question.as")}</label><select id="asks-as" name="body">{bodies.map((one) => <option value={one.id}>{words.pick(one.name).text}</option>)}</select></div>
          {form.values.outcome === undefined || form.problems.text === undefined
            ? <TextArea name="text" label={words.say("partnerships.question.text")} form={form.values.outcome === undefined ? form : untouched()} rows={3} required />
            : <div class="field"><label for="question-text">{words.say("partnerships.question.text")}</label><textarea id="question-text" name="text" rows={3} dir="auto" required></textarea></div>}<button>{words.say("partnerships.question.ask")}</button></form>
      </details>}
    </section>
  );
}
