import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { answersFor, mayOfficiate } from "../ground/viewer.ts";
import { TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { LinkedData } from "../ground/web/linked-data.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { assessmentAddress, changingAddress, checklistAddress, comparisonAddress, partnershipAddress, partnershipDeskAddress } from "../concepts/partnerships/addresses.ts";
import type { ShownEdition, ShownPartner, ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { AnswerInput, ConfirmationInput, DenialInput, QuestionInput, SeenInput } from "../concepts/partnerships/inputs.ts";
import { linkedData } from "../concepts/partnerships/linked-data.ts";
import { confirm, confirmAgain, deny, leave, takeBack, type Seen } from "../concepts/partnerships/operations.ts";
import { answer, ask } from "../concepts/partnerships/operations/questions.ts";
import { waitingOf } from "../concepts/partnerships/partnership.ts";
import { alike, changesOfPartnership, familyOf, partnershipAt, type Twin } from "../concepts/partnerships/store.ts";
import { questionsOf, type ShownQuestion } from "../concepts/partnerships/store/questions.ts";
import { Differences, Facts, fieldSaid, Freshness, History, Outward, Partners, QuestionText, Results } from "../concepts/partnerships/views.tsx";
import { practiceAddress } from "../concepts/practices/addresses.ts";
import { practicesWithin } from "../concepts/practices/store.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { tellDenied, tellQuestioned } from "./partnership-mail.ts";
import { registerCrumbs } from "./partnerships.tsx";

const at = "/partnerships/:slug";

/** An entry of the register: what everyone reads, what its partners do with it, and what was asked of it. */
export const partnershipPages = new Hono<Env>()
  .get(at, async (c) => {
    const found = await partnershipAt(c.var.db, inAddress(c, "slug"), c.var.viewer);
    return "movedTo" in found ? c.redirect(here(c)(partnershipAddress({ slug: found.movedTo })), 301) : showEntry(c, found.it, untouched());
  })
  .post(`${at}/confirmation`, (c) => own(c, ConfirmationInput, async (it, seen, { body }) => { await confirm(c.var.db, c.var.viewer, seen, body, c.var.now); return onward(c, partnershipAddress(it), "flash.partnership.confirmed"); }))
  .post(`${at}/denial`, (c) => own(c, DenialInput, async (it, seen, { body, because }) => {
    await tellDenied(c, it, await deny(c.var.db, c.var.viewer, seen, body, because, c.var.now));
    return onward(c, partnershipAddress(it), "flash.partnership.denied");
  }))
  .post(`${at}/renewal`, (c) => own(c, ConfirmationInput, async (it, seen, { body }) => { await confirmAgain(c.var.db, c.var.viewer, seen, body, c.var.now, c.var.chance); return onward(c, partnershipAddress(it), "flash.partnership.confirmed"); }))
  .post(`${at}/leaving`, (c) => own(c, DenialInput, async (it, seen, { body, because }) => { await leave(c.var.db, c.var.viewer, seen, body, because, c.var.now, c.var.chance); return onward(c, partnershipAddress(it), "flash.partnership.left"); }))
  .post(`${at}/withdrawal`, (c) => own(c, SeenInput, async (it, seen) => { await takeBack(c.var.db, c.var.viewer, seen, c.var.now); return onward(c, partnershipAddress(it), "flash.partnership.taken-back"); }, "inside"))
  .post(`${at}/questions`, (c) => own(c, QuestionInput, async (it, _, { body, text }) => {
    await tellQuestioned(c, it, await ask(c.var.db, c.var.viewer, it, body, text, c.var.now));
    return onward(c, `${partnershipAddress(it)}#questions`, "flash.partnership.asked");
  }))
  .post(`${at}/answers`, (c) => own(c, AnswerInput, async (it, _, { body, ...said }) => { await answer(c.var.db, c.var.viewer, it, said, body, c.var.now); return onward(c, `${partnershipAddress(it)}#questions`, "flash.partnership.answered"); }));

/** The partnership of the address; who merged it leads on by its page. */
export async function presentPartnership(c: Door): Promise<ShownPartnership> {
  const found = await partnershipAt(c.var.db, inAddress(c, "slug"), c.var.viewer);
  if ("movedTo" in found) throw new Refusal("not-now", "partnership-closed");
  return found.it;
}

/** Read the form and do what it asks, in the name of a body; a form that is not right comes back with what was typed. Whoever is no focal point is told so before anybody looks at it. */
async function own<S extends Parameters<typeof readForm>[1]>(c: Door, schema: S, deed: (it: ShownPartnership, seen: Seen, input: S["_output"]) => Promise<Response>, who: "anybody" | "inside" = "anybody"): Promise<Response> {
  const it = await presentPartnership(c);
  if ((await bodiesOf(c.var.db, c.var.viewer)).length === 0) throw new Refusal("not-allowed", c.var.viewer.kind === "visitor" ? "sign-in-first" : "partnership-not-partner");
  if (who === "inside" && !it.inside) throw new Refusal("not-allowed", "partnership-not-partner");
  const read = await readForm(c, schema);
  if (!read.ok) return showEntry(c, it, read.form, 422);
  const turn = (read.input as { turn?: number }).turn ?? it.turn;
  return deed(it, { id: it.id, turn }, read.input as S["_output"]);
}

type Page = { c: Door; it: ShownPartnership; form: Typed };

async function showEntry(c: Door, it: ShownPartnership, form: Typed, status: 200 | 422 = 200) {
  const { db, words, house, now, viewer } = c.var;
  const entry = (it.public ?? it.waiting)!;
  if (!entry) throw new Refusal("not-found", "partnership-unknown");
  const name = words.pick(entry.title);
  const [changes, questions, family] = [await changesOfPartnership(db, it.id), await questionsOf(db, it.id), await familyOf(db, { id: it.id, partOfId: entry.partOfId })];
  const [bodies, lessons] = [await bodiesOf(db, viewer), await practicesWithin(db, it.id)];
  const link = (slug: string) => here(c)(stakeholderAddress({ slug }));
  const address = house.baseUrl + here(c)(partnershipAddress(it));
  const invented = entry.partners.some((one) => one.body.invented);
  return showPage(c, { title: name.text, crumbs: registerCrumbs(c, { name: name.text, lang: name.language }), unlisted: !it.public || invented, formats: it.public ? [{ name: words.say("footer.json"), address: `/api/v1${partnershipAddress(it)}`, type: "application/json" }] : [] },
    <>
      {it.state !== "published" && <div class="empty"><p><strong>{words.say(`partnerships.state.${it.state}`)}</strong></p></div>}
      <p class="eyebrow">{[words.say("partnerships.one"), invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}</p>
      <div class="by-stakeholder"><h1><InWords it={entry.title} words={words} /></h1></div>
      <p class="lede"><InWords it={entry.about} words={words} /></p>
      <ErrorSummary form={form} words={words} />
      {mayOfficiate(viewer) && <p><a href={here(c)(partnershipDeskAddress(it))}>{words.say("partnerships.desk.open")}</a></p>}
      {it.waiting && it.state !== "withdrawn" && <WaitingPart c={c} it={it} form={form} bodies={bodies} twins={await alike(db, it, it.waiting, viewer)} />}
      <div class="split">
        <div>
          <Facts it={entry} words={words} address={here(c)} />
          <section aria-labelledby="results"><h2 id="results">{words.say("partnerships.results")}</h2><Results it={entry} words={words} /></section>
          <section aria-labelledby="sources"><h2 id="sources">{words.say("partnerships.sources")}</h2><ul>{entry.sources.map((one) => <li><Outward to={one} /></li>)}</ul></section>
          {it.public && <Questions c={c} it={it} form={form} questions={questions} bodies={bodies} />}
          {lessons.length > 0 && <section aria-labelledby="practices"><h2 id="practices">{words.say("practices.name")}</h2><ul class="plain">{lessons.map((one) => <li><a href={here(c)(practiceAddress(one))}><InWords it={one.title} words={words} /></a></li>)}</ul></section>}
          {changes.length > 0 && <section aria-labelledby="history"><h2 id="history">{words.say("partnerships.history")}</h2><History changes={changes} words={words} receipt={(sequence) => `/api/v1${partnershipAddress(it)}/changes/${sequence}/receipt`} /></section>}
        </div>
        <div>
          <section class="card strong" aria-labelledby="who"><h2 id="who">{words.say("partnerships.partners")}</h2>
            <Partners partners={entry.partners} words={words} address={link} {...(it.public ? {} : { waiting: true as const })} />
            {it.public && <Freshness partners={entry.partners} words={words} day={dayOf(now)} />}
          </section>
          {it.state === "published" && <Own c={c} it={it} form={form} />}
          {(family.whole || family.parts.length > 0) && <section class="card" aria-labelledby="family"><h2 id="family">{words.say("partnerships.family")}</h2><ul class="plain">
            {family.whole && <li>{words.say("partnerships.part-of")} <a href={here(c)(partnershipAddress(family.whole))}><InWords it={family.whole.title} words={words} /></a></li>}
            {family.parts.map((one) => <li>{words.say("partnerships.part")} <a href={here(c)(partnershipAddress(one))}><InWords it={one.title} words={words} /></a></li>)}
          </ul></section>}
          {it.public && <p class="small"><a href={here(c)(`${comparisonAddress}?one=${it.slug}`)}>{words.say("partnerships.compare")}</a></p>}
        </div>
      </div>
      {it.public && it.state === "published" && <LinkedData it={linkedData(it.public, address, (slug) => house.baseUrl + link(slug))} />}
    </>, status);
}

const deedAddress = ({ c, it }: Pick<Page, "c" | "it">, deed: string) => here(c)(`${partnershipAddress(it)}/${deed}`);
/** A press in the name of a body. */
const Press = ({ c, it, body, deed, say, main }: Pick<Page, "c" | "it"> & { body: ShownPartner; deed: string; say: "partnerships.confirm" | "partnerships.renew"; main?: true }) => (
  <form method="post" action={deedAddress({ c, it }, deed)}><input type="hidden" name="turn" value={String(it.turn)} /><input type="hidden" name="body" value={body.stakeholderId} /><button class={main ? "main" : "little"}>{c.var.words.say(say, { name: c.var.words.pick(body.body.name).text })}</button></form>
);
/** The same with a reason; a page may have several of these, so each has a field of its own. */
function Reasoned({ c, it, form, body, deed, say }: Page & { body: ShownPartner; deed: string; say: "partnerships.deny" | "partnerships.leave" }) {
  const { words } = c.var;
  const mine = form.values.body === body.stakeholderId && c.req.path.endsWith(`/${deed}`);
  const problem = mine ? form.problems.because : undefined;
  const [id, said] = [problem ? "because" : `${deed}-${body.stakeholderId}`, words.say(say, { name: words.pick(body.body.name).text })];
  return (
    <details open={problem !== undefined}><summary>{said}</summary>
      <form method="post" action={deedAddress({ c, it }, deed)}><input type="hidden" name="turn" value={String(it.turn)} /><input type="hidden" name="body" value={body.stakeholderId} />
        <div class={problem ? "field invalid" : "field"}><label for={id}>{words.say("calls.form.because")}</label>{problem && <p class="error">{problem}</p>}<textarea id={id} name="because" rows={2} dir="auto" required aria-invalid={problem ? "true" : undefined}>{mine ? form.values.because : ""}</textarea></div>
        <button class="little">{said}</button></form>
    </details>
  );
}

/** What is not public yet: where it stands, what it changes, and for each partner a yes or a no. */
function WaitingPart({ c, it, form, bodies, twins }: Page & { bodies: Awaited<ReturnType<typeof bodiesOf>>; twins: Twin[] }) {
  const { words, viewer } = c.var;
  const next: ShownEdition = it.waiting!;
  const mine = next.partners.filter((one) => answersFor(viewer, one.stakeholderId));
  const mayChange = bodies.length > 0 && (mine.some((one) => one.state === "confirmed") || (it.public?.partners ?? []).some((one) => answersFor(viewer, one.stakeholderId)));
  return (
    <section class="card strong" aria-labelledby="next"><h2 id="next">{words.say(it.public ? "partnerships.waiting.change" : "partnerships.waiting.new")}</h2>
      <p>{words.say(`partnerships.waits.${waitingOf(next.partners, it.reviews)}`)} <a href={here(c)(checklistAddress)}>{words.say("partnerships.checklist")}</a></p>
      {it.public && <><p>{words.say("partnerships.changed", { fields: words.list(next.changed.map((one) => fieldSaid(words, one))) })}</p><Differences before={it.public} after={next} words={words} />
        <details><summary>{words.say("partnerships.waiting.read")}</summary><h3><InWords it={next.title} words={words} /></h3><p><InWords it={next.about} words={words} /></p><Facts it={next} words={words} address={here(c)} /><Results it={next} words={words} /><ul>{next.sources.map((one) => <li><Outward to={one} /></li>)}</ul></details>
        <Partners partners={next.partners} words={words} address={(slug) => here(c)(stakeholderAddress({ slug }))} waiting /></>}
      {it.reviews.map((one) => <p class="small">{words.say(`partnerships.review.${one.outcome}`, { by: one.by, day: words.day(one.day) })}{one.because && <> <q class="lines" dir="auto">{one.because}</q></>}</p>)}
      {twins.length > 0 && <><p>{words.say("partnerships.alike")}</p><ul class="plain">{twins.map((one) => <li><a href={here(c)(partnershipAddress(one))}><InWords it={one.title} words={words} /></a> <span class="small soft">{words.say(`partnerships.alike.${one.likeness}`)}</span></li>)}</ul></>}
      {mine.map((one) => <>{one.state !== "confirmed" && <Press c={c} it={it} body={one} deed="confirmation" say="partnerships.confirm" main />}{one.state !== "denied" && next.byId !== one.stakeholderId && <Reasoned c={c} it={it} form={form} body={one} deed="denial" say="partnerships.deny" />}</>)}
      {mayChange && <p><a class="button" href={here(c)(changingAddress(it))}>{words.say("partnerships.change")}</a></p>}
      {answersFor(viewer, next.byId) && <form method="post" action={deedAddress({ c, it }, "withdrawal")}><input type="hidden" name="turn" value={String(it.turn)} /><button class="little">{words.say("partnerships.take-back")}</button></form>}
    </section>
  );
}

/** What a partner does with a public entry: say that it is still true, change it, leave it. */
function Own({ c, it, form }: Page) {
  const { words, viewer } = c.var;
  const mine = it.public!.partners.filter((one) => answersFor(viewer, one.stakeholderId));
  if (mine.length === 0) return null;
  return (
    <section class="card" aria-labelledby="own"><h2 id="own">{words.say("partnerships.own")}</h2>
      {mine.map((one) => <><p><Named it={one.body.name} words={words} /></p><Press c={c} it={it} body={one} deed="renewal" say="partnerships.renew" /><Reasoned c={c} it={it} form={form} body={one} deed="leaving" say="partnerships.leave" /></>)}
      <p><a href={here(c)(assessmentAddress(it))}>{words.say("partnerships.self.title")}</a></p>
      {!it.waiting && <p><a class="button" href={here(c)(changingAddress(it))}>{words.say("partnerships.change")}</a></p>}
    </section>
  );
}

/** Where a partner answers a question; what was typed comes back. */
function Answering({ c, it, form, number, body }: Page & { number: number; body: ShownPartner }) {
  const { words } = c.var;
  const mine = form.values.number === String(number);
  const problem = mine ? form.problems.answer : undefined;
  const id = problem ? "answer" : `answer-${number}`;
  return (
    <form method="post" action={deedAddress({ c, it }, "answers")}><input type="hidden" name="number" value={String(number)} /><input type="hidden" name="body" value={body.stakeholderId} />
      <div class={problem ? "field invalid" : "field"}><label for={id}>{words.say("partnerships.question.answer")}</label>{problem && <p class="error">{problem}</p>}<textarea id={id} name="answer" rows={3} dir="auto" required aria-invalid={problem ? "true" : undefined}>{mine ? form.values.answer : ""}</textarea></div>
      <button>{words.say("partnerships.question.answer")}</button></form>
  );
}

/** What was asked of an entry, before everyone; a form for whoever speaks for a body, and one for partners to answer. */
function Questions({ c, it, form, questions, bodies }: Page & { questions: ShownQuestion[]; bodies: Awaited<ReturnType<typeof bodiesOf>> }) {
  const { words, viewer, now } = c.var;
  const partners = it.public!.partners.filter((one) => answersFor(viewer, one.stakeholderId));
  const open = it.state === "published";
  const chosen = (all: { id: string; name: { en: string } }[]) => all.map((one) => ({ value: one.id, name: words.pick(one.name).text }));
  return (
    <section aria-labelledby="questions"><h2 id="questions">{words.say("partnerships.questions")}</h2>
      {questions.length === 0 && <p class="soft">{words.say("partnerships.questions.none")}</p>}
      <ol class="plain">{questions.map((one) => (
        <li id={`question-${one.number}`} class="view"><QuestionText it={one} words={words} day={dayOf(now)} address={(slug) => here(c)(stakeholderAddress({ slug }))} />
          {open && partners.length > 0 && one.answer === null && one.asideBecause === null && <Answering c={c} it={it} form={form} number={one.number} body={partners[0]!} />}
        </li>
      ))}</ol>
      {open && bodies.length > 0 && <details open={form.problems.text !== undefined}><summary>{words.say("partnerships.question.ask")}</summary>
        <form method="post" action={deedAddress({ c, it }, "questions")}><p class="hint">{words.say("partnerships.question.hint")}</p>
          <ChoiceField name="body" label={words.say("partnerships.question.as")} form={form} choices={chosen(bodies)} /><TextArea name="text" label={words.say("partnerships.question.text")} form={form} rows={3} required /><button>{words.say("partnerships.question.ask")}</button></form>
      </details>}
    </section>
  );
}
