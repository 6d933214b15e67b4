import { ChoiceField, ErrorSummary, TextField, type Typed } from "../ground/web/forms.tsx";
import { Check, Checks, TextArea } from "../ground/web/choices.tsx";
import { here, type Door } from "../ground/web/env.ts";
import { filesField } from "../ground/web/uploads.ts";
import { languages, type Localized } from "../ground/words.ts";
import { wallClock } from "../ground/zones.ts";
import type { Meeting } from "../concepts/meetings/meeting.ts";
import { proofAsked } from "../concepts/registrations/admission.ts";
import { registrationAddress } from "../concepts/registrations/addresses.ts";
import { genders, modesAt, wishes } from "../concepts/registrations/registration.ts";
import type { Sector } from "../concepts/stakeholders/stakeholder.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import type { MeetingRoom } from "./meeting-room.tsx";

/** A body for which the viewer may register people. */
export type OwnBody = { id: string; name: Localized; sector: Sector };

/** The days of a meeting by the clock of its place. */
export function daysOf({ startsAt, endsAt, timeZone }: Pick<Meeting, "startsAt" | "endsAt" | "timeZone">): string[] {
  const last = wallClock(new Date(endsAt.getTime() - 1), timeZone).day;
  const days = [wallClock(startsAt, timeZone).day];
  while (days.at(-1)! < last && days.length < 60) days.push(new Date(Date.parse(`${days.at(-1)}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10));
  return days;
}

/** The form by which a focal point registers somebody; what needs a file stands last. */
export function RegistrationForm({ c, room: { process, meeting, blocks }, form, bodies, themes }: { c: Door; room: MeetingRoom; form: Typed; bodies: OwnBody[]; themes: readonly Theme[] }) {
  const { words } = c.var;
  const days = daysOf(meeting);
  const none = { value: "", name: words.say("registrations.form.unsaid") };
  const proofs = bodies.map((it) => proofAsked(meeting.modalities, it.sector)).filter((it) => it !== null);
  const offered = modesAt(meeting.format);
  return (
    <form method="post" action={here(c)(registrationAddress(process, meeting))} enctype="multipart/form-data" novalidate id="registration">
      <ErrorSummary form={form} words={words} />
      <ChoiceField name="stakeholder" label={words.say("registrations.form.body")} form={form} choices={bodies.map((it) => { const { text, language } = words.pick(it.name); return { value: it.id, name: text, lang: language }; })} />
      <fieldset class="field" id="wish"><legend>{words.say("registrations.form.wish")}</legend>{wishes.map((it) => <label class="choice"><input type="radio" name="wish" value={it} checked={(form.values.wish ?? "attend") === it} /><span><b>{words.say(`registrations.wish.${it}`)}</b>{words.say(`registrations.wish.${it}.text`)}</span></label>)}</fieldset>
      <TextField name="name" label={words.say("registrations.form.name")} hint={words.say("registrations.form.name.hint")} form={form} autocomplete="off" dir="auto" required />
      <TextField name="email" type="email" label={words.say("registrations.form.email")} hint={words.say("registrations.form.email.hint")} form={form} autocomplete="off" required />
      <ChoiceField name="mode" label={words.say("registrations.form.mode")} form={form} choices={offered.map((it) => ({ value: it, name: words.say(`registrations.mode.${it}`) }))} />
      {days.length > 1 && <Checks name="days" legend={words.say("registrations.form.days")} form={form} choices={days.map((it) => ({ value: it, name: words.day(it) }))} />}
      {blocks.length > 0 && <Checks name="blocks" legend={words.say("registrations.form.blocks")} hint={words.say("registrations.form.blocks.hint")} form={form} choices={blocks.map((it) => { const { text, language } = words.pick(it.title); return { value: String(it.number), name: `${it.number}. ${text}`, lang: language }; })} />}
      <details open={meeting.admission === "selected"}><summary>{words.say("registrations.form.balance")}</summary>
        <p class="hint">{words.say("registrations.form.balance.hint")}</p>
        <ChoiceField name="gender" label={words.say("registrations.form.gender")} form={form} choices={[none, ...genders.map((it) => ({ value: it, name: words.say(`registrations.gender.${it}`) }))]} />
        <ChoiceField name="expertise" label={words.say("registrations.form.expertise")} form={form} choices={[none, ...themes.map((it) => { const { text, language } = words.pick(it.name); return { value: it.slug, name: text, lang: language }; })]} />
        <Check name="firstTime" label={words.say("registrations.form.first")} form={form} />
      </details>
      <fieldset class="field"><legend>{words.say("registrations.form.needs")}</legend>
        <TextArea name="accessibility" label={words.say("registrations.form.accessibility")} form={form} rows={2} />
        {meeting.modalities.visaLetterDays !== null && <Check name="visaLetter" label={words.say("registrations.form.visa")} text={words.say("registrations.form.visa.text", { days: meeting.modalities.visaLetterDays })} form={form} />}
        <ChoiceField name="interpretation" label={words.say("registrations.form.interpretation")} form={form} choices={[none, ...languages.map((it) => ({ value: it, name: words.languageName(it) }))]} />
      </fieldset>
      {proofs.length > 0 && <ProofField c={c} form={form} what={[...new Set(proofs.map((it) => words.say(`registrations.proof.${it}`)))].join("; ")} />}
      <p class="small">{words.say("registrations.form.who-sees")}</p>
      <div class="actions"><button class="main">{words.say("registrations.form.send")}</button></div>
    </form>
  );
}

/** The field for the document that a class is asked for. */
export const ProofField = ({ c: { var: { words } }, form, what }: { c: Door; form: Typed; what: string }) => (
  <fieldset class={form.problems[filesField] ? "field invalid" : "field"} id={filesField}><legend>{words.say("registrations.form.proof")}</legend>
    <p class="hint" id="proof-hint">{words.say("registrations.form.proof.hint", { what })}</p>
    {form.problems[filesField] && <p class="error" id="files-error">{form.problems[filesField]}</p>}
    <label>{words.say("answering.files.choose")} <input type="file" name={filesField} accept=".docx,.pdf,.txt" aria-describedby={form.problems[filesField] ? "proof-hint files-error" : "proof-hint"} /></label>
  </fieldset>
);
