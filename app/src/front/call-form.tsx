import type { Child } from "hono/jsx";
import { Check, chosen, Checks, TextArea } from "../ground/web/choices.tsx";
import type { Door } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, type Typed } from "../ground/web/forms.tsx";
import { languages, ownNames, type Language } from "../ground/words.ts";
import { openings } from "../concepts/disclosure/forum.ts";
import { combinations } from "../concepts/disclosure/rule.ts";
import { plainWords } from "../concepts/disclosure/words.ts";
import { sectors } from "../concepts/stakeholders/stakeholder.ts";
import { versionName } from "../concepts/texts/views.tsx";
import type { Version } from "../concepts/texts/text.ts";
import type { Theme } from "../concepts/themes/theme.ts";

/** What the form offers to choose from. */
export type Offer = { versions: readonly Version[]; themes: readonly Theme[] };
/** Names under which several boxes may be ticked. */
export const ticked = ["languages", "sectors", "combination", "themes"] as const;

type Props = { c: Door; form: Typed; offer: Offer; action: string; announced: boolean; save: string };

/** Everything that is said of a call, to type without a script; what was typed comes back. */
export const CallForm = ({ c, form, offer, action, announced, save }: Props) => (
  <>
    <ErrorSummary form={form} words={c.var.words} />
    <form method="post" action={action}>
      <Texts c={c} form={form} language="en" />
      <details open={others.some((it) => Object.keys(form.problems).some((one) => one.endsWith(`-${it}`)))}><summary>{c.var.words.say("calls.form.translations")}</summary>{others.map((it) => <Texts c={c} form={form} language={it} />)}</details>
      <TextField name="mandateSymbol" label={c.var.words.say("calls.form.symbol")} hint={c.var.words.say("calls.form.symbol.hint")} form={form} required dir="auto" />
      <TextField name="required" label={c.var.words.say("calls.form.required")} hint={c.var.words.say("calls.form.required.hint")} form={form} inputmode="text" />
      <Times c={c} form={form} />
      <Who c={c} form={form} fixed={announced} />
      <Limits c={c} form={form} />
      <WhatAbout c={c} form={form} offer={offer} />
      <TextField name="contact" label={c.var.words.say("calls.form.contact")} hint={c.var.words.say("calls.form.contact.hint")} form={form} dir="auto" />
      {announced && <TextArea name="because" label={c.var.words.say("calls.form.because")} hint={c.var.words.say("calls.form.because.hint")} form={form} rows={2} />}
      <div class="actions"><button class="main">{save}</button></div>
    </form>
  </>
);
const others = languages.filter((it) => it !== "en");

const Texts = ({ c: { var: { words } }, form, language }: { c: Door; form: Typed; language: Language }) => {
  const name = { language: ownNames[language] };
  return (
    <>
      <TextField name={`title-${language}`} label={words.say("calls.form.title", name)} form={form} required={language === "en"} dir="auto" />
      <TextArea name={`about-${language}`} label={words.say("calls.form.about", name)} form={form} lang={language} rows={3} />
      <TextArea name={`mandate-${language}`} label={words.say("calls.form.mandate", name)} form={form} lang={language} rows={2} required={language === "en"} />
      <TextArea name={`questions-${language}`} label={words.say("calls.form.questions", name)} {...(language === "en" ? { hint: words.say("calls.form.questions.hint") } : {})} form={form} lang={language} rows={4} />
    </>
  );
};

const Group = ({ legend, hint, children }: { legend: string; hint?: string; children: Child }) => <fieldset class="field"><legend>{legend}</legend>{hint && <p class="hint">{hint}</p>}{children}</fieldset>;

const Times = ({ c: { var: { words } }, form }: { c: Door; form: Typed }) => (
  <Group legend={words.say("calls.form.times")} hint={words.say("calls.form.times.hint")}>
    <TextField name="timeZone" label={words.say("calls.form.zone")} hint={words.say("calls.form.zone.hint")} form={form} required />
    <div class="inline">
      <TextField name="opensDay" type="date" label={words.say("calls.form.opens.day")} form={form} required />
      <TextField name="opensHour" label={words.say("calls.form.opens.hour")} form={form} required />
    </div>
    <div class="inline">
      <TextField name="closesDay" type="date" label={words.say("calls.form.closes.day")} form={form} required />
      <TextField name="closesHour" label={words.say("calls.form.closes.hour")} form={form} required />
    </div>
    <TextField name="toleranceMinutes" label={words.say("calls.form.tolerance")} hint={words.say("calls.form.tolerance.hint")} form={form} inputmode="numeric" />
  </Group>
);

/** Who may answer, and under which rule; once the forum is open its rule is fixed, so it is sent along unseen. */
const Who = ({ c, form, fixed }: { c: Door; form: Typed; fixed: boolean }) => {
  const { words } = c.var;
  return (
    <>
      <Checks name="sectors" legend={words.say("calls.form.sectors")} hint={words.say("calls.form.sectors.hint")} form={form} choices={sectors.map((it) => ({ value: it, name: words.say(`stakeholders.sector.${it}`) }))} />
      {fixed ? <>
        <input type="hidden" name="openTo" value={form.values.openTo} />
        {combinations.filter((it) => chosen(form, "combination").has(it)).map((it) => <input type="hidden" name="combination" value={it} />)}
      </> : <>
        <ChoiceField name="openTo" label={words.say("forums.writers")} form={form} choices={openings.map((it) => ({ value: it, name: words.say(`forums.for.${it}`) }))} />
        <Combinations c={c} form={form} />
      </>}
      <Check name="exclusive" label={words.say("calls.form.exclusive")} text={words.say("calls.form.exclusive.text")} form={form} />
      <Checks name="languages" legend={words.say("calls.form.languages")} form={form} choices={languages.map((it) => ({ value: it, name: ownNames[it], lang: it }))} />
    </>
  );
};

/** Every combination of the table with what it means, to tick. */
function Combinations({ c: { var: { words } }, form }: { c: Door; form: Typed }) {
  const problem = form.problems.combination;
  const own = chosen(form, "combination");
  return (
    <fieldset class={problem ? "field invalid" : "field"} id="combination" aria-describedby={problem ? "combination-error" : undefined}>
      <legend>{words.say("forums.combinations")}</legend>
      {problem && <p class="error" id="combination-error">{problem}</p>}
      {combinations.map((it) => { const { name, readers, knowers } = plainWords(words, it); return <label class="choice"><input type="checkbox" name="combination" value={it} checked={own.has(it)} /><span><b>{name}</b>{readers} {knowers}</span></label>; })}
    </fieldset>
  );
}

const Limits = ({ c: { var: { words } }, form }: { c: Door; form: Typed }) => (
  <Group legend={words.say("calls.limit")} hint={words.say("calls.form.limit.hint")}>
    <TextField name="wordLimit" label={words.say("calls.form.limit")} form={form} inputmode="numeric" required />
    <details open={sectors.some((it) => form.values[`limit-${it}`] || form.problems[`limit-${it}`])}><summary>{words.say("calls.form.limits")}</summary>
      {sectors.map((it) => <TextField name={`limit-${it}`} label={words.say(`stakeholders.sector.${it}`)} form={form} inputmode="numeric" />)}
    </details>
  </Group>
);

const WhatAbout = ({ c: { var: { words } }, form, offer }: { c: Door; form: Typed; offer: Offer }) => (
  <Group legend={words.say("calls.what")}>
    <ChoiceField name="version" label={words.say("calls.form.version")} form={form} choices={[{ value: "", name: words.say("calls.form.version.none") }, ...offer.versions.map((it) => ({ value: it.id, name: versionName(words, it) }))]} />
    <TextField name="pins" label={words.say("calls.form.pins")} hint={words.say("calls.form.pins.hint")} form={form} />
    <details open={chosen(form, "themes").size > 0}><summary>{words.say("shell.themes")}</summary>
      <Checks name="themes" legend={words.say("shell.themes")} form={form} choices={offer.themes.map((it) => ({ value: it.slug, name: words.pick(it.name).text, lang: words.pick(it.name).language }))} />
    </details>
  </Group>
);
