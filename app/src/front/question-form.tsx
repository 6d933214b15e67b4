import { functionNames } from "@travaux/survey-forms";
import { Check, TextArea } from "../ground/web/choices.tsx";
import { ChoiceField, TextField, type Typed } from "../ground/web/forms.tsx";
import type { Words } from "../ground/words.ts";
import type { FormContent } from "../concepts/assessments/form/content.ts";
import { asksFor, itemTypes, type ItemType } from "../concepts/assessments/form/item.ts";

type Props = { words: Words; content: FormContent; type: ItemType; isNew: boolean; form: Typed; action: string; turn: number; /** The line before which a new item goes. */ before: string | null };

/** Everything that may be said of one item of its kind; what is seldom wanted opens. */
export function ItemForm({ words, content, type, isNew, form, action, turn, before }: Props) {
  const asks = asksFor(type);
  const many = content.languages.length > 1;
  const inLanguage = (key: "label" | "hint" | "choices" | "constraintMessage" | "requiredMessage", at: number) => (many ? words.say("assessments.item.in", { field: words.say(`assessments.item.${key}`), language: content.languages[at]! || words.say("assessments.language.none") }) : words.say(`assessments.item.${key}`));
  const spoken = (key: "label" | "hint" | "constraintMessage" | "requiredMessage") => content.languages.map((_, at) => <TextArea name={`${key}-${at}`} label={inLanguage(key, at)} form={form} rows={2} />);
  const isMore = ["relevant", "constraint", "calculation", "initial", "choiceFilter", "appearance", "requiredWhen"].some((it) => form.values[it]);
  return (
    <form method="post" action={action}>
      <input type="hidden" name="turn" value={String(turn)} />{before !== null && <input type="hidden" name="before" value={before} />}
      {asks.isLimit || isNew ? <><input type="hidden" name="type" value={type} /><p>{words.say("assessments.type")}: <b>{words.say(`assessments.type.${type}`)}</b></p></>
        : <ChoiceField name="type" label={words.say("assessments.type")} form={form} choices={itemTypes.filter((it) => it !== "group" && it !== "repeat").map((it) => ({ value: it, name: words.say(`assessments.type.${it}`) }))} />}
      {asks.words && spoken("label")}
      {asks.choices && content.languages.map((_, at) => <TextArea name={`choices-${at}`} label={inLanguage("choices", at)} {...(at === 0 ? { hint: words.say("assessments.item.choices.hint") } : {})} form={form} rows={6} />)}
      {asks.choices && <Check name="other" label={words.say("assessments.item.other")} form={form} />}
      {asks.range && <div class="inline">{(["start", "end", "step"] as const).map((it) => <TextField name={it} label={words.say(`assessments.item.${it}`)} form={form} inputmode="numeric" />)}</div>}
      {asks.answer && <Check name="required" label={words.say("assessments.required")} form={form} />}
      {asks.count && <TextField name="count" label={words.say("assessments.item.count")} hint={words.say("assessments.item.count.hint")} form={form} />}
      {type === "calculate" && <TextArea name="calculation" label={words.say("assessments.item.calculation")} form={form} rows={2} />}
      <TextField name="name" label={words.say("assessments.item.name")} hint={words.say("assessments.item.name.hint")} form={form} />
      <details open={isMore}><summary>{words.say("assessments.item.more")}</summary>
        {asks.words && !asks.isLimit && spoken("hint")}
        <TextArea name="relevant" label={words.say("assessments.item.relevant")} hint={words.say("assessments.item.relevant.hint")} form={form} rows={2} />
        {asks.answer && <>
          <TextArea name="constraint" label={words.say("assessments.item.constraint")} hint={words.say("assessments.item.constraint.hint")} form={form} rows={2} />{spoken("constraintMessage")}
          <TextField name="requiredWhen" label={words.say("assessments.item.requiredWhen")} form={form} />{spoken("requiredMessage")}
          <Check name="readOnly" label={words.say("assessments.item.readOnly")} form={form} />
        </>}
        {asks.answer && <TextArea name="calculation" label={words.say("assessments.item.calculation")} form={form} rows={2} />}
        {asks.initial && <TextField name="initial" label={words.say("assessments.item.initial")} form={form} />}
        {asks.choices && <TextField name="choiceFilter" label={words.say("assessments.item.choiceFilter")} hint={words.say("assessments.item.choiceFilter.hint")} form={form} />}
        <TextField name="appearance" label={words.say("assessments.item.appearance")} hint={words.say("assessments.item.appearance.hint")} form={form} />
        <Help words={words} />
      </details>
      <div class="actions"><button class="main">{words.say("calls.save")}</button></div>
    </form>
  );
}

/** What may be written in an expression: from the engine’s own list. */
const Help = ({ words }: { words: Words }) => (
  <details><summary>{words.say("assessments.help")}</summary>
    <p>{words.say("assessments.help.text")}</p>
    <ul class="plain">{["${question} = 'choice'", "selected(${question}, 'choice')", "${age} >= 18 and not(${role} = 'other')", ". <= 100"].map((it) => <li><code dir="ltr">{it}</code></li>)}</ul>
    <p>{words.say("assessments.help.functions")}</p>
    {functionNames.map((names) => <p class="small"><code dir="ltr">{names.join(" · ")}</code></p>)}
  </details>
);
