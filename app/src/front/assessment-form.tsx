import { chosen, TextArea } from "../ground/web/choices.tsx";
import type { Door } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, type Typed } from "../ground/web/forms.tsx";
import { languages, ownNames, type Language } from "../ground/words.ts";
import { surveyCombinations } from "../concepts/assessments/assessment.ts";
import { openings } from "../concepts/disclosure/forum.ts";

/** Names under which several boxes may be ticked. */
export const tickedInPlan = ["combination"] as const;

type Props = { c: Door; form: Typed; action: string; /** Once it is open, its rule stands. */ isOpen: boolean; save: string; /** Questions with choices of its newest questionnaire; null while it has none. */ questions: { name: string; label: string }[] | null };

/** Everything that is said of an assessment, to type without a script; what was typed comes back. */
export const AssessmentForm = ({ c: { var: { words } }, form, action, isOpen, save, questions }: Props) => (
  <>
    <ErrorSummary form={form} words={words} />
    <form method="post" action={action}>
      <Texts words={words} form={form} language="en" />
      <details open={others.some((it) => Object.keys(form.problems).some((one) => one.endsWith(`-${it}`)))}><summary>{words.say("calls.form.translations")}</summary>{others.map((it) => <Texts words={words} form={form} language={it} />)}</details>
      <TextField name="closesDay" type="date" label={words.say("assessments.form.closes")} hint={words.say("assessments.form.closes.hint")} form={form} required />
      {isOpen ? <Standing form={form} /> : <>
        <ChoiceField name="openTo" label={words.say("assessments.form.who")} form={form} choices={openings.map((it) => ({ value: it, name: words.say(`forums.for.${it}`) }))} />
        <Combinations words={words} form={form} />
      </>}
      {questions && <fieldset class="field"><legend>{words.say("assessments.form.respondent")}</legend><p class="hint">{words.say("assessments.form.respondent.hint")}</p>
        {(["region", "sector", "crime"] as const).map((it) => <ChoiceField name={it} label={words.say(`assessments.form.${it}`)} form={form} choices={[{ value: "", name: words.say("assessments.form.none") }, ...questions.map(({ name, label }) => ({ value: name, name: `${label} (${name})` }))]} />)}
      </fieldset>}
      <div class="actions"><button class="main">{save}</button></div>
    </form>
  </>
);
const others = languages.filter((it) => it !== "en");
type Said = { words: Door["var"]["words"]; form: Typed };

const Texts = ({ words, form, language }: Said & { language: Language }) => {
  const name = { language: ownNames[language] };
  return (
    <>
      <TextField name={`title-${language}`} label={words.say("calls.form.title", name)} form={form} required={language === "en"} dir="auto" />
      <TextArea name={`about-${language}`} label={words.say("calls.form.about", name)} form={form} lang={language} rows={3} />
      <TextArea name={`limits-${language}`} label={words.say("assessments.form.limits", name)} {...(language === "en" ? { hint: words.say("assessments.form.limits.hint") } : {})} form={form} lang={language} rows={3} />
    </>
  );
};

/** Who may answer and under which rule stands once the survey is open; it is sent along unseen. */
const Standing = ({ form }: { form: Typed }) => (
  <>
    <input type="hidden" name="openTo" value={form.values.openTo} />
    {surveyCombinations.filter((it) => chosen(form, "combination").has(it)).map((it) => <input type="hidden" name="combination" value={it} />)}
  </>
);

/** What may be done with the words of an answer, to tick. */
function Combinations({ words, form }: Said) {
  const problem = form.problems.combination;
  const own = chosen(form, "combination");
  return (
    <fieldset class={problem ? "field invalid" : "field"} id="combination" aria-describedby={problem ? "combination-error" : undefined}>
      <legend>{words.say("assessments.form.combinations")}</legend>
      <p class="hint">{words.say("assessments.form.combinations.hint")}</p>
      {problem && <p class="error" id="combination-error">{problem}</p>}
      {surveyCombinations.map((it) => <label class="choice"><input type="checkbox" name="combination" value={it} checked={own.has(it)} /><span><b>{words.say(`assessments.combination.${it}`)}</b>{words.say(`assessments.combination.${it}.text`)}</span></label>)}
    </fieldset>
  );
}
