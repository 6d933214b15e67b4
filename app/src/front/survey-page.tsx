import type { Child } from "hono/jsx";
import type { UnattributedReceipt } from "@travaux/record-proofs";
import { pathOf } from "@travaux/survey-forms";
import { here, type Door } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import type { Words } from "../ground/words.ts";
import { assessmentAddress, assessmentsAddress, questionnaireAddress, surveyAddress } from "../concepts/assessments/addresses.ts";
import { formOf } from "../concepts/assessments/form-version.ts";
import type { SurveyAnswer, SurveyAuthorship, SurveyDraft } from "../concepts/assessments/survey/answer.ts";
import { faultsOf, isPageAsked, isShown, labelSaid, nodesOn, placeOf, questionsOn, withSpareRounds, type Filling, type PlacedFault } from "../concepts/assessments/survey/filling.ts";
import { plainText, SurveyText } from "../concepts/assessments/survey/text.tsx";
import { CombinationSaid } from "../concepts/assessments/views.tsx";
import { ReceiptBlock, tokensAddress } from "../concepts/contributions/unattributed/views.tsx";
import { barOf } from "../concepts/texts/pages.tsx";
import { codeFor, fillingIn, isNobodys, versionAt, type Chosen, type Sitting, type SurveyDesk } from "./survey-desk.ts";
import { answerSaid, SurveyItems } from "./survey-fields.tsx";

/** What is wrong with an answer: what its form says of it, else what the house says. */
export const faultSaid = (words: Words, { code, message }: Pick<PlacedFault, "code" | "message">): string => (message ? plainText(message) : words.say(`survey.fault.${code}`));

/** Where somebody is who answers. */
function around(c: Door, { process, assessment }: SurveyDesk) {
  const { words } = c.var;
  const name = words.say("assessments.number", { number: assessment.number });
  const crumbs = [{ name: words.say("assessments.title"), address: here(c)(assessmentsAddress(process)) }, { name, address: here(c)(assessmentAddress(process, assessment)) }, { name: words.say("survey.title") }];
  return { crumbs, process: barOf(process, "assessments"), unlisted: true };
}
const titleOf = ({ var: { words } }: Door, { assessment }: SurveyDesk) => `${words.say("survey.title")}: ${words.pick(assessment.title).text}`;

/** The form of a page: what was chosen goes with it; where nothing is kept, what was typed so far as well. */
function SurveyForm({ c, sitting, page, children }: { c: Door; sitting: Sitting; page: number | "check" | "start" | "all"; children?: Child }) {
  const { desk, chosen, given, once } = sitting;
  const nobodys = isNobodys(chosen);
  const unlinked = here(c)(`/unattributed/survey/${desk.process.slug}/${desk.assessment.number}`);
  const takesNobodys = desk.assessment.combinations.some((it) => it.endsWith("/unattributed"));
  return (
    <form method="post" action={here(c)(surveyAddress(desk.process, desk.assessment))} novalidate data-unattributed-page={takesNobodys && (nobodys || page === "start") ? unlinked : undefined}>
      <input type="hidden" name="forum" value={desk.forum.id} /><input type="hidden" name="version" value={String(chosen.version)} />
      {page !== "start" && <><input type="hidden" name="combination" value={chosen.combination} /><input type="hidden" name="language" value={chosen.language} /><input type="hidden" name="stakeholder" value={chosen.stakeholder} /><input type="hidden" name="page" value={typeof page === "number" ? String(page + 1) : page === "all" ? page : "1"} /></>}
      {nobodys && <><input type="hidden" name="once" value={once} /><input type="hidden" name="given" value={JSON.stringify(given)} /></>}
      {children}
    </form>
  );
}

/** Pressing Enter in a field goes on, whatever button stands first in sight. */
const Forward = ({ deed }: { deed: string }) => <button class="hidden" name="deed" value={deed} tabindex={-1} aria-hidden="true" />;

type Start = { own: (SurveyAnswer & { authorship: SurveyAuthorship }) | null; draft: SurveyDraft | null; chosen: Chosen; problems: Record<string, string> };

/** Before the first question: what was answered or saved, and what may be done with the answer. */
export async function showStart(c: Door, desk: SurveyDesk, { own, draft, chosen, problems }: Start) {
  const { words } = c.var;
  const { assessment, process } = desk;
  const version = await versionAt(c, desk, chosen.version);
  const form = formOf(version);
  const typed: Typed = { values: { combination: chosen.combination, stakeholder: chosen.stakeholder, language: chosen.language }, problems };
  const sitting: Sitting = { desk, version, form, chosen, given: {}, once: "" };
  const answered = own && own.state !== "withdrawn";
  return showPage(c, { ...around(c, desk), title: titleOf(c, desk) },
    <>
      <p class="eyebrow">{words.say("assessments.number", { number: assessment.number })} · {words.say("survey.closes", { day: words.day(assessment.closesDay) })}</p>
      <h1><InWords it={assessment.title} words={words} /></h1>
      <ErrorSummary form={typed} words={words} />
      {answered && <Answered c={c} desk={desk} own={own} />}
      {draft && <section class="card strong" aria-labelledby="draft"><h2 id="draft">{words.say("survey.draft")}</h2><p>{words.say("survey.draft.text", { day: words.day(draft.savedAt) })}</p><p class="actions"><a class="button main" href={`${here(c)(surveyAddress(process, assessment))}?page=1`}>{words.say("survey.draft.go-on")}</a></p></section>}
      <p class="lede">{words.say("survey.start.lede", { count: version.questions })} <a href={here(c)(questionnaireAddress(process, assessment))}>{words.say("survey.read-first")}</a></p>
      <SurveyForm c={c} sitting={sitting} page="start">
        <fieldset class={problems.combination ? "field invalid" : "field"} id="combination"><legend>{words.say("survey.combination")}</legend><p class="hint">{words.say("survey.combination.hint")}</p>
          {problems.combination && <p class="error">{problems.combination}</p>}
          {assessment.combinations.map((it) => <label class="choice"><input type="radio" name="combination" value={it} required checked={chosen.combination === it} /><CombinationSaid it={it} words={words} /></label>)}
        </fieldset>
        <Means c={c} desk={desk} />
        {desk.bodies.length > 1 && <ChoiceField name="stakeholder" label={words.say("contributions.stakeholder")} hint={words.say("survey.stakeholder.hint")} form={typed} choices={desk.bodies.map((it) => ({ value: it.id, name: words.pick(it.name).text, lang: words.pick(it.name).language }))} />}
        {desk.bodies.length === 1 && <input type="hidden" name="stakeholder" value={desk.bodies[0]!.id} />}
        {form.languages.length > 1 && <ChoiceField name="language" label={words.say("survey.language")} form={typed} choices={form.languages.map((it) => ({ value: it, name: it, lang: codeFor(it, words.language) }))} />}
        <div class="actions"><button class="main" name="deed" value="begin">{words.say(answered ? "survey.change" : "survey.begin")}</button> <button name="deed" value="begin-whole">{words.say("survey.begin.whole")}</button></div>
        <p class="small soft">{words.say("survey.begin.whole.text")}</p>
      </SurveyForm>
    </>, Object.keys(problems).length > 0 ? 422 : 200);
}

/** How an answer stays nobody's, and the island that sends it without the session; it fetches its one token when that is chosen, and not before. */
function Means({ c, desk }: { c: Door; desk: SurveyDesk }) {
  const { words } = c.var;
  if (!desk.linked || !desk.assessment.combinations.some((it) => it.endsWith("/unattributed"))) return null;
  const tokens = JSON.stringify({ [desk.forum.id]: here(c)(tokensAddress(desk.process, desk.forum)) });
  return (
    <details class="means"><summary>{words.say("unattributed.means.title")}</summary>
      <travaux-unattributed data-when="chosen" data-tokens={tokens} data-ready={words.say("survey.means.ready")} data-making={words.say("unattributed.means.making")} data-without={words.say("survey.means.without")} data-lost={words.say("unattributed.means.lost")}><p role="status">{words.say("survey.means.without")}</p></travaux-unattributed>
      <p class="small">{words.say("unattributed.means.style")}</p>
    </details>
  );
}

function Answered({ c, desk, own }: { c: Door; desk: SurveyDesk; own: NonNullable<Start["own"]> }) {
  const { words } = c.var;
  const at = surveyAddress(desk.process, desk.assessment);
  return (
    <section class="card" aria-labelledby="answered"><h2 id="answered">{words.say("survey.answered")}</h2>
      <p>{words.say("survey.answered.text", { day: words.day(own.authorship.filedAt) })}</p>
      <div class="actions"><a class="button" href={here(c)(`${at}/receipt.json`)} download="travaux-receipt.json">{words.say("survey.receipt")}</a> <form method="post" action={here(c)(`${at}/withdrawal`)}><button>{words.say("survey.withdraw")}</button></form></div>
    </section>
  );
}

/** One page of questions. */
export function showPageOf(c: Door, sitting: Sitting, filling: Filling, page: number, problems: Record<string, string>) {
  const { words } = c.var;
  const { desk, chosen } = sitting;
  const at = Math.min(page, filling.pages.length - 1);
  const it = filling.pages[at]!;
  const asked = filling.pages.map((one, index) => ({ one, index })).filter(({ one }) => isPageAsked(filling, one));
  const place = asked.findIndex(({ index }) => index === at);
  const lang = codeFor(chosen.language, words.language);
  const drawing = { filling, problems, words, lang };
  return showPage(c, { ...around(c, desk), title: titleOf(c, desk) },
    <>
      <p class="eyebrow">{words.say("survey.page", { page: Math.max(1, place + 1), pages: asked.length })}</p>
      <h1><InWords it={desk.assessment.title} words={words} /></h1>
      <ErrorSummary form={{ values: {}, problems }} words={words} />
      <SurveyForm c={c} sitting={sitting} page={at}>
        <Forward deed="next" />
        <input type="hidden" name="shown" value={questionsOn(filling, it).map((one) => one.path).join(" ")} />
        <SurveyItems nodes={nodesOn(filling, it).filter((one) => isShown(filling, one))} drawing={drawing} />
        <div class="actions"><button class="main" name="deed" value="next">{words.say("survey.next")}</button> {place > 0 && <button name="deed" value="back">{words.say("survey.back")}</button>} {!isNobodys(chosen) && <button name="deed" value="save">{words.say("survey.save")}</button>} <button class="little" name="deed" value="check">{words.say("survey.check")}</button></div>
      </SurveyForm>
      <p class="small soft">{words.say(isNobodys(chosen) ? "survey.kept.nobodys" : "survey.kept")}</p>
    </>, Object.keys(problems).length > 0 ? 422 : 200);
}

/** So many rounds of a repeat are kept at hand on the page that goes on without a connection. */
const roundsAtHand = 3;

/** All questions on one page: for going on without a connection, since the page knows by itself what is asked. */
export function showWhole(c: Door, sitting: Sitting, problems: Record<string, string> = {}) {
  const { words } = c.var;
  const { desk, chosen, version } = sitting;
  const before = fillingIn(c, sitting);
  const there = pathsOf(before);
  const filling = fillingIn(c, { ...sitting, given: withSpareRounds(before, roundsAtHand) });
  const spare = new Set([...filling.tree.places.keys()].filter((node) => placeOf(filling, node).item?.kind === "repeat").map((node) => pathOf(filling.tree, node)).filter((path) => !there.has(path)));
  const isSpare = (path: string) => [...spare].some((one) => path.startsWith(`${one}/`));
  const lang = codeFor(chosen.language, words.language);
  return showPage(c, { ...around(c, desk), title: titleOf(c, desk), script: "survey" },
    <>
      <p class="eyebrow">{words.say("survey.whole")}</p>
      <h1><InWords it={desk.assessment.title} words={words} /></h1>
      <ErrorSummary form={{ values: {}, problems }} words={words} />
      <SurveyForm c={c} sitting={sitting} page="all">
        <travaux-survey data-form={here(c)(`${surveyAddress(desk.process, desk.assessment)}/form.json?version=${version.version}`)} data-language={chosen.language} data-name={`${desk.assessment.id}-${version.version}-${chosen.combination}`} data-keeps={isNobodys(chosen) ? "no" : "yes"}
          data-kept={words.say("survey.whole.kept")} data-waits={words.say("survey.whole.waits")} data-back={words.say("survey.whole.back")} data-sending={words.say("survey.whole.sending")}>
          <p role="status" class="small soft">{words.say("survey.whole.text")}</p>
          <label class="choice" hidden><input type="checkbox" data-keep="" checked={!isNobodys(chosen)} /><span>{words.say(isNobodys(chosen) ? "survey.whole.keep.nobodys" : "survey.whole.keep")}</span></label>
        </travaux-survey>
        <input type="hidden" name="shown" value={filling.pages.flatMap((it) => questionsOn(filling, it)).map((it) => it.path).filter((path) => !isSpare(path)).join(" ")} />
        {filling.pages.map((it) => <SurveyItems nodes={nodesOn(filling, it)} drawing={{ filling, problems, words, lang, whole: { spare } }} />)}
        <div class="actions"><button class="main" name="deed" value="send">{words.say("survey.send")}</button> <button name="deed" value="stay">{words.say("answering.stay")}</button> {!isNobodys(chosen) && <button name="deed" value="save">{words.say("survey.save")}</button>}</div>
      </SurveyForm>
    </>, Object.keys(problems).length > 0 ? 422 : 200);
}
const pathsOf = (filling: Filling): ReadonlySet<string> => new Set([...filling.tree.places.keys()].map((node) => pathOf(filling.tree, node)));

/** Everything once more before it is sent: what is wrong first, each with the way to it. */
export function showCheck(c: Door, sitting: Sitting, filling: Filling) {
  const { words } = c.var;
  const { desk, chosen } = sitting;
  const faults = faultsOf(filling);
  const pages = filling.pages.map((it, index) => ({ it, index })).filter(({ it }) => isPageAsked(filling, it));
  return showPage(c, { ...around(c, desk), title: titleOf(c, desk) },
    <>
      <p class="eyebrow">{words.say("survey.check.eyebrow")}</p>
      <h1>{words.say("survey.check")}</h1>
      {!filling.isAtRest && <div class="errors" role="alert"><p>{words.say("survey.never-at-rest")}</p></div>}
      <SurveyForm c={c} sitting={sitting} page="check">
        {faults.length > 0 && <section class="errors" role="alert" tabindex={-1} id="errors"><h2>{words.say("form.errors", { count: faults.length })}</h2>
          <ul>{faults.map((it) => <li><button class="little" name="deed" value={`page:${it.page + 1}`}>{plainText(labelSaid(filling, it.question.label)) || it.question.name}</button> {faultSaid(words, it)}</li>)}</ul></section>}
        {pages.map(({ it, index }, place) => <Said c={c} filling={filling} page={it} index={index} place={place} lang={codeFor(chosen.language, words.language)} />)}
        {chosen.combination !== "" && <section class="card strong" aria-labelledby="rule"><h2 id="rule">{words.say("survey.combination")}</h2><p><CombinationSaid it={chosen.combination} words={words} /></p></section>}
        <div class="actions">{faults.length === 0 && filling.isAtRest && <button class="main" name="deed" value="send">{words.say("survey.send")}</button>} {!isNobodys(chosen) && <button name="deed" value="save">{words.say("survey.save")}</button>}</div>
      </SurveyForm>
    </>, faults.length > 0 ? 422 : 200);
}

/** What was answered on one page, with the way back to it. */
function Said({ c: { var: { words } }, filling, page, index, place, lang }: { c: Door; filling: Filling; page: Filling["pages"][number]; index: number; place: number; lang: string }) {
  const name = words.say("survey.page.one", { page: place + 1 });
  const questions = questionsOn(filling, page).filter(({ node }) => placeOf(filling, node).isAsked);
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby={`page-${index}`}><h2 id={`page-${index}`}>{name}</h2>
      <dl class="facts wide">{questions.map(({ node, question }) => { const said = answerSaid(filling, node, question, words); return <><dt lang={lang} dir="auto"><SurveyText text={labelSaid(filling, question.label) || question.name} /></dt><dd dir="auto">{said || <span class="soft">{words.say("survey.no-answer")}</span>}</dd></>; })}</dl>
      <p><button class="little" name="deed" value={`page:${index + 1}`}>{words.say("survey.page.change", { page: place + 1 })}</button></p>
    </section>
  );
}

/** The receipt of an answer that is nobody's: on this page and nowhere else. */
export function showReceipt(c: Door, { desk }: Sitting, receipt: UnattributedReceipt) {
  const { words } = c.var;
  const title = words.say("unattributed.receipt.title");
  return showPage(c, { ...around(c, desk), title }, <><h1>{words.say("survey.received")}</h1><ReceiptBlock c={c} receipt={receipt} /></>);
}
