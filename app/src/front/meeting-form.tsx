import type { Child } from "hono/jsx";
import { Check, Checks, chosen, TextArea } from "../ground/web/choices.tsx";
import type { Door } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, type Typed } from "../ground/web/forms.tsx";
import { languages, ownNames, type Key, type Language } from "../ground/words.ts";
import { openings } from "../concepts/disclosure/forum.ts";
import { combinations } from "../concepts/disclosure/rule.ts";
import { plainWords } from "../concepts/disclosure/words.ts";
import { admissions, formats, meetingKinds, speakerRoles, type KeptMeeting } from "../concepts/meetings/meeting.ts";
import { accessibilities, proofs, publications, speakingOrders } from "../concepts/meetings/modalities.ts";
import type { Course } from "../concepts/processes/process.ts";
import { sectors } from "../concepts/stakeholders/stakeholder.ts";
import type { Version } from "../concepts/texts/text.ts";
import { versionName } from "../concepts/texts/views.tsx";
import type { Theme } from "../concepts/themes/theme.ts";

/** What the forms offer to choose from. */
export type MeetingOffer = { course: Course; others: KeptMeeting[]; versions: readonly Version[]; themes: readonly Theme[] };

type Props = { c: Door; form: Typed; offer: MeetingOffer; action: string; announced: boolean; save: string };
type Part = Pick<Props, "c" | "form">;

const others = languages.filter((it) => it !== "en");

/** Everything that is said of a meeting but its agenda, to type without a script; what was typed comes back. */
export const MeetingForm = ({ c, form, offer, action, announced, save }: Props) => {
  const { words } = c.var;
  return (
    <>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={action} novalidate>
        <input type="hidden" name="edition" value={form.values.edition} />
        <Translated c={c} form={form} names={["title", "about", "place", "organisers"]} many={["about", "organisers"]} />
        <Times c={c} form={form} />
        <WhatKind c={c} form={form} offer={offer} />
        <Who c={c} form={form} fixed={announced} />
        <Rooms c={c} form={form} />
        <Registration c={c} form={form} />
        <Speaking c={c} form={form} />
        <TextField name="contact" label={words.say("calls.form.contact")} hint={words.say("calls.form.contact.hint")} form={form} dir="auto" />
        <Because c={c} form={form} announced={announced} />
        <div class="actions"><button class="main">{save}</button></div>
      </form>
    </>
  );
};

/** The same words in English, and folded away in every other language. */
export const Translated = ({ c, form, names, many = [] }: Part & { names: readonly TranslatedName[]; many?: readonly string[] }) => {
  const fields = (language: Language) => names.map((name) => <Words c={c} form={form} name={name} language={language} many={many.includes(name)} />);
  return (
    <>
      {fields("en")}
      <details open={others.some((it) => names.some((name) => form.problems[`${name}-${it}`]))}><summary>{c.var.words.say("calls.form.translations")}</summary>{others.map(fields)}</details>
    </>
  );
};
type TranslatedName = Extract<Key, `meetings.form.in.${string}`> extends `meetings.form.in.${infer Name}` ? Name : never;

const Words = ({ c: { var: { words } }, form, name, language, many }: Part & { name: TranslatedName; language: Language; many: boolean }) => {
  const label = words.say(`meetings.form.in.${name}`, { language: ownNames[language] });
  return many ? <TextArea name={`${name}-${language}`} label={label} form={form} lang={language} rows={3} /> : <TextField name={`${name}-${language}`} label={label} form={form} dir="auto" required={language === "en" && name === "title"} />;
};

export const Because = ({ c: { var: { words } }, form, announced }: Part & { announced: boolean }) => (announced ? <TextArea name="because" label={words.say("calls.form.because")} hint={words.say("calls.form.because.hint")} form={form} rows={2} required /> : null);

const Group = ({ legend, hint, children }: { legend: string; hint?: string; children: Child }) => <fieldset class="field"><legend>{legend}</legend>{hint && <p class="hint">{hint}</p>}{children}</fieldset>;

/** A day and an hour side by side. */
export const Moment = ({ c: { var: { words } }, form, day, hour, name }: Part & { day: string; hour: string; name: "starts" | "ends" | "opens" | "closes" }) => (
  <div class="inline">
    <TextField name={day} type="date" label={words.say(`meetings.form.${name}.day`)} form={form} />
    <TextField name={hour} label={words.say(`meetings.form.${name}.hour`)} form={form} />
  </div>
);

const Times = ({ c, form }: Part) => (
  <Group legend={c.var.words.say("meetings.form.times")} hint={c.var.words.say("meetings.form.times.hint")}>
    <TextField name="timeZone" label={c.var.words.say("calls.form.zone")} hint={c.var.words.say("calls.form.zone.hint")} form={form} required />
    <Moment c={c} form={form} day="startsDay" hour="startsHour" name="starts" />
    <Moment c={c} form={form} day="endsDay" hour="endsHour" name="ends" />
  </Group>
);

const WhatKind = ({ c: { var: { words } }, form, offer: { course, others: meetings } }: Part & { offer: MeetingOffer }) => {
  const none = { value: "", name: words.say("calls.form.version.none") };
  const known = meetings.map((it) => ({ value: it.id, name: `${words.say("meetings.number", { number: it.number })}: ${words.pick(it.title).text}` }));
  return (
    <Group legend={words.say("meetings.form.what")}>
      <ChoiceField name="kind" label={words.say("meetings.kind")} form={form} choices={meetingKinds.map((it) => ({ value: it, name: words.say(`meetings.kind.${it}`) }))} />
      <ChoiceField name="format" label={words.say("meetings.format")} form={form} choices={formats.map((it) => ({ value: it, name: words.say(`meetings.format.${it}`) }))} />
      <ChoiceField name="phase" label={words.say("meetings.form.phase")} form={form} choices={[none, ...course.phases.map((it) => ({ value: String(it.number), name: `${it.number} ${words.pick(it.name).text}` }))]} />
      <details open={Boolean(form.values.partOf || form.values.prepares || form.values.event)}><summary>{words.say("meetings.form.related")}</summary>
        <ChoiceField name="partOf" label={words.say("meetings.part.of")} form={form} choices={[none, ...known]} />
        <ChoiceField name="prepares" label={words.say("meetings.prepares")} form={form} choices={[none, ...known]} />
        <ChoiceField name="event" label={words.say("meetings.form.event")} hint={words.say("meetings.form.event.hint")} form={form} choices={[none, ...course.events.map((it) => ({ value: it.id, name: words.pick(it.title).text }))]} />
      </details>
    </Group>
  );
};

/** Who may be there and under which rule; once the forum is open its rule is fixed, so it is sent along unseen. */
const Who = ({ c: { var: { words } }, form, fixed }: Part & { fixed: boolean }) => (
  <>
    <ChoiceField name="admission" label={words.say("meetings.form.admission")} form={form} choices={admissions.map((it) => ({ value: it, name: words.say(`meetings.admission.${it}`) }))} />
    <Checks name="sectors" legend={words.say("meetings.form.sectors")} hint={words.say("calls.form.sectors.hint")} form={form} choices={sectors.map((it) => ({ value: it, name: words.say(`stakeholders.sector.${it}`) }))} />
    {fixed ? <>
      <input type="hidden" name="openTo" value={form.values.openTo} />
      {combinations.filter((it) => chosen(form, "combination").has(it)).map((it) => <input type="hidden" name="combination" value={it} />)}
    </> : <>
      <ChoiceField name="openTo" label={words.say("forums.writers")} form={form} choices={openings.map((it) => ({ value: it, name: words.say(`forums.for.${it}`) }))} />
      <fieldset class={form.problems.combination ? "field invalid" : "field"} id="combination">
        <legend>{words.say("forums.combinations")}</legend>
        {form.problems.combination && <p class="error">{form.problems.combination}</p>}
        {combinations.map((it) => { const { name, readers, knowers } = plainWords(words, it); return <label class="choice"><input type="checkbox" name="combination" value={it} checked={chosen(form, "combination").has(it)} /><span><b>{name}</b>{readers} {knowers}</span></label>; })}
      </fieldset>
    </>}
  </>
);

const Number = ({ c: { var: { words } }, form, name }: Part & { name: CountName }) => <TextField name={name} label={words.say(`meetings.form.${name}`)} form={form} inputmode="numeric" />;
type CountName = "seatsPerOrganisation" | "delegatesPerOrganisation" | "speakerLinks" | "speakerLinksPerOrganisation" | "onlineMinutes" | "wordLimit" | "visaLetterDays" | "speakingMinutes";

const Rooms = ({ c, form }: Part) => {
  const { words } = c.var;
  return (
    <Group legend={words.say("meetings.form.rooms")} hint={words.say("meetings.form.empty")}>
      <TextArea name="rooms" label={words.say("meetings.places")} hint={words.say("meetings.form.rooms.hint")} form={form} rows={3} />
      {(["seatsPerOrganisation", "delegatesPerOrganisation", "speakerLinks", "speakerLinksPerOrganisation", "onlineMinutes"] as const).map((it) => <Number c={c} form={form} name={it} />)}
      <TextField name="platform" label={words.say("meetings.form.platform")} form={form} dir="auto" />
      <Check name="webcast" label={words.say("meetings.webcast")} form={form} />
      <Check name="listenerLinks" label={words.say("meetings.listeners")} form={form} />
      <Checks name="accessibility" legend={words.say("meetings.form.accessibility")} form={form} choices={accessibilities.map((it) => ({ value: it, name: words.say(`meetings.access.${it}`) }))} />
      <Check name="travelFund" label={words.say("meetings.travel")} form={form} />
      <Number c={c} form={form} name="visaLetterDays" />
    </Group>
  );
};

const Registration = ({ c, form }: Part) => {
  const { words } = c.var;
  return (
    <Group legend={words.say("meetings.form.registration")} hint={words.say("meetings.form.registration.hint")}>
      <Moment c={c} form={form} day="opensDay" hour="opensHour" name="opens" />
      <Moment c={c} form={form} day="closesDay" hour="closesHour" name="closes" />
      <details open={sectors.some((it) => form.values[`window-${it}`] || form.problems[`window-${it}`] || (form.values[`proof-${it}`] ?? "none") !== "none")}><summary>{words.say("meetings.form.by.class")}</summary>
        <p class="hint">{words.say("meetings.form.window.hint")}</p>
        {sectors.map((it) => <div class="inline">
          <TextField name={`window-${it}`} label={words.say("meetings.form.window", { sector: words.say(`stakeholders.sector.${it}`) })} form={form} />
          <ChoiceField name={`proof-${it}`} label={words.say("meetings.form.proof", { sector: words.say(`stakeholders.sector.${it}`) })} form={form} choices={proofs.map((one) => ({ value: one, name: words.say(`meetings.proof.${one}`) }))} />
        </div>)}
      </details>
    </Group>
  );
};

const Speaking = ({ c, form }: Part) => {
  const { words } = c.var;
  return (
    <Group legend={words.say("meetings.form.speaking")}>
      <ChoiceField name="speakingOrder" label={words.say("meetings.form.order")} form={form} choices={[{ value: "", name: words.say("meetings.order.none") }, ...speakingOrders.map((it) => ({ value: it, name: words.say(`meetings.order.${it}`) }))]} />
      <Number c={c} form={form} name="speakingMinutes" />
      <Check name="spokespersons" label={words.say("meetings.form.spokespersons")} form={form} />
      <Check name="speakOnline" label={words.say("meetings.form.speakOnline")} form={form} />
      <ChoiceField name="publication" label={words.say("meetings.form.publication")} form={form} choices={publications.map((it) => ({ value: it, name: words.say(`meetings.publication.${it}`) }))} />
      <Number c={c} form={form} name="wordLimit" />
      <Checks name="languagesTaken" legend={words.say("meetings.form.languages")} form={form} choices={languages.map((it) => ({ value: it, name: ownNames[it], lang: it }))} />
    </Group>
  );
};

type BlockProps = Part & { offer: MeetingOffer; rooms: readonly { name: { en: string } }[]; action: string; announced: boolean; fixed: boolean; save: string };

/** A block of the agenda, to type without a script. */
export const BlockForm = ({ c, form, offer, rooms, action, announced, fixed, save }: BlockProps) => {
  const { words } = c.var;
  const choices = languages.map((it) => ({ value: it, name: ownNames[it], lang: it }));
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="edition" value={form.values.edition} />
      <Translated c={c} form={form} names={["title", "about", "opening"]} many={["about"]} />
      <TextField name="day" type="date" label={words.say("meetings.form.day")} form={form} />
      <div class="inline"><TextField name="startsHour" label={words.say("meetings.form.starts.hour")} form={form} /><TextField name="endsHour" label={words.say("meetings.form.ends.hour")} form={form} /></div>
      <TextField name="endsDay" type="date" label={words.say("meetings.form.ends.other")} form={form} />
      <ChoiceField name="room" label={words.say("meetings.form.room")} form={form} choices={[{ value: "", name: words.say("calls.form.version.none") }, ...rooms.map((it) => ({ value: it.name.en, name: it.name.en }))]} />
      <Checks name="spoken" legend={words.say("meetings.spoken.title")} form={form} choices={choices} />
      <Checks name="interpreted" legend={words.say("meetings.form.interpreted")} form={form} choices={choices} />
      <Check name="captions" label={words.say("meetings.captions")} form={form} />
      {fixed ? <input type="hidden" name="combination" value={form.values.combination} /> : <ChoiceField name="combination" label={words.say("meetings.form.rule")} hint={words.say("meetings.form.rule.hint")} form={form} choices={combinations.map((it) => ({ value: it, name: plainWords(words, it).name }))} />}
      <details open={speakerRoles.some((it) => form.values[`role-${it}`] || form.problems[`role-${it}`])}><summary>{words.say("meetings.form.roles")}</summary>{speakerRoles.map((it) => <TextField name={`role-${it}`} label={words.say("meetings.form.role", { role: words.say(`meetings.role.${it}`) })} form={form} inputmode="numeric" />)}</details>
      <ChoiceField name="version" label={words.say("calls.form.version")} form={form} choices={[{ value: "", name: words.say("calls.form.version.none") }, ...offer.versions.map((it) => ({ value: it.id, name: versionName(words, it) }))]} />
      <TextField name="pins" label={words.say("calls.form.pins")} hint={words.say("calls.form.pins.hint")} form={form} />
      <details open={chosen(form, "themes").size > 0}><summary>{words.say("shell.themes")}</summary><Checks name="themes" legend={words.say("shell.themes")} form={form} choices={offer.themes.map((it) => ({ value: it.slug, name: words.pick(it.name).text, lang: words.pick(it.name).language }))} /></details>
      <Because c={c} form={form} announced={announced} />
      <div class="actions"><button class="main">{save}</button></div>
    </form>
  );
};
