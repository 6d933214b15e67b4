import type { Child } from "hono/jsx";
import { Check, Checks, chosen, TextArea } from "../ground/web/choices.tsx";
import { ChoiceField, TextField, type Typed } from "../ground/web/forms.tsx";
import { languages, ownNames, type Words } from "../ground/words.ts";
import { exchangeKinds, identifierSchemes, kinds, regionalGroups, sectors } from "../concepts/stakeholders/stakeholder.ts";

type Part = { form: Typed; words: Words };
type Choices = { value: string; name: string; lang?: string }[];
const others = languages.filter((it) => it !== "en");
/** Languages that bodies answer in: the six, and those most often asked for besides. */
/** Languages that are offered in forms: the six, and those that many bodies answer in. */
export const answered = [...languages, "pt", "sw", "hi", "bn", "ur", "fa", "tr", "id", "ja", "ko", "de", "it", "nl", "pl", "uk", "ro", "ka", "kk", "am", "ha"];

/** A form that posts to its own address. */
export const ManagedForm = ({ children }: { children?: Child }) => <form method="post">{children}</form>;

/** What the secretariat verifies: who a body is. */
export const VerifiedFields = ({ form, words, countries }: Part & { countries: Choices }) => (
  <>
    <h2>{words.say("stakeholders.form.who")}</h2>
    <ChoiceField name="kind" label={words.say("stakeholders.form.kind.label")} choices={kinds.map((value) => ({ value, name: words.say(`stakeholders.kind.${value}`) }))} form={form} />
    <TextField name="name" label={words.say("stakeholders.form.name.label")} hint={words.say("stakeholders.form.name.hint")} form={form} required dir="auto" />
    <details open={others.some((it) => form.values[`name.${it}`] || form.problems[`name.${it}`])}>
      <summary>{words.say("stakeholders.form.names")}</summary>
      {others.map((it) => <TextField name={`name.${it}`} label={words.say("stakeholders.form.name.in", { language: ownNames[it] })} form={form} dir="auto" />)}
    </details>
    <ChoiceField name="sector" label={words.say("stakeholders.sector")} choices={[{ value: "", name: words.say("stakeholders.form.choose") }, ...sectors.map((value) => ({ value, name: words.say(`stakeholders.sector.${value}`) }))]} form={form} />
    <ChoiceField name="country" label={words.say("stakeholders.country")} hint={words.say("stakeholders.form.country.hint")} choices={[{ value: "", name: words.say("stakeholders.form.no.country") }, ...countries]} form={form} />
    <ChoiceField name="regionalGroup" label={words.say("stakeholders.group")} hint={words.say("stakeholders.form.group.hint")} choices={[{ value: "", name: words.say("stakeholders.form.no.group") }, ...regionalGroups.map((value) => ({ value, name: words.say(`stakeholders.group.${value}`) }))]} form={form} />
    <details open={identifierSchemes.some((it) => form.values[it] || form.problems[it])}>
      <summary>{words.say("stakeholders.form.identifiers")}</summary>
      {identifierSchemes.map((it) => <TextField name={it} label={words.say(`stakeholders.form.${it}.label`)} hint={words.say(`stakeholders.form.${it}.hint`)} form={form} />)}
    </details>
  </>
);

/** What a body says of itself. */
export const OwnFields = ({ form, words, themes }: Part & { themes: Choices }) => (
  <>
    <h2>{words.say("stakeholders.form.about")}</h2>
    <TextField name="shortName" label={words.say("stakeholders.form.short")} form={form} dir="auto" />
    <TextField name="website" label={words.say("stakeholders.website")} hint={words.say("stakeholders.form.website.hint")} form={form} />
    <TextField name="contactEmail" type="email" label={words.say("stakeholders.contact")} hint={words.say("stakeholders.form.contact.hint")} form={form} />
    <Check name="contactPublic" label={words.say("stakeholders.form.public")} text={words.say("stakeholders.form.public.text")} form={form} />
    <Checks name="languages" legend={words.say("stakeholders.form.languages")} form={form} choices={answered.map((value) => ({ value, name: words.languageName(value) }))} />
    <Checks name="expertise" legend={words.say("stakeholders.expertise")} hint={words.say("stakeholders.form.expertise.hint")} form={form} choices={themes} />
    <fieldset class="field"><legend>{words.say("stakeholders.form.description")}</legend>
      {languages.map((it) => <TextArea name={`description.${it}`} label={<bdi lang={it}>{ownNames[it]}</bdi>} form={form} rows={it === words.language || form.values[`description.${it}`] ? 4 : 1} lang={it} />)}
    </fieldset>
    {(["offers", "needs"] as const).map((side) => <ExchangeFields side={side} form={form} words={words} />)}
  </>
);

/** A box and a line of words for each kind of thing that is offered or looked for. */
const ExchangeFields = ({ side, form, words }: Part & { side: "offers" | "needs" }) => {
  const ticked = chosen(form, side);
  return (
    <fieldset class="field"><legend>{words.say(`stakeholders.${side}`)}</legend>
      <p class="hint">{words.say("stakeholders.form.exchange.hint")}</p>
      {exchangeKinds.map((kind) => {
        const name = words.say(`stakeholders.exchange.${kind}`);
        return (
          <div class="row exchange">
            <label><input type="checkbox" name={side} value={kind} checked={ticked.has(kind)} /> {name}</label>
            <input name={`${side}.${kind}`} id={`${side}.${kind}`} value={form.values[`${side}.${kind}`]} dir="auto" maxlength={300} aria-label={words.say("stakeholders.form.exchange.words", { kind: name })} aria-invalid={form.problems[`${side}.${kind}`] ? "true" : undefined} />
          </div>
        );
      })}
    </fieldset>
  );
};

/** What whoever registers or joins says of themselves. */
export const SelfFields = ({ form, words }: Part) => (
  <>
    <h2>{words.say("stakeholders.form.you")}</h2>
    <p>{words.say("stakeholders.form.you.text")}</p>
    <TextField name="capacity" label={words.say("stakeholders.capacity")} hint={words.say("stakeholders.capacity.hint")} form={form} dir="auto" />
    <Check name="showName" label={words.say("stakeholders.show.name")} text={words.say("stakeholders.show.name.text")} form={form} />
  </>
);
