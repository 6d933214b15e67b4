import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { Checks, readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames, type Language } from "../ground/words.ts";
import { changingAddress, checklistAddress, partnershipAddress, proposingAddress } from "../concepts/partnerships/addresses.ts";
import type { ShownEdition, ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { listFields, localizedFields, PartnershipInput, typedOf } from "../concepts/partnerships/inputs.ts";
import { change, focalPointAmong, proposalOf, propose } from "../concepts/partnerships/operations.ts";
import { forms, functions, statuses } from "../concepts/partnerships/partnership.ts";
import { alike, familyOf, partnershipAt } from "../concepts/partnerships/store.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { regionalGroups } from "../concepts/stakeholders/stakeholder.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { tellAsked } from "./partnership-mail.ts";
import { registerCrumbs } from "./partnerships.tsx";

/** Propose a partnership, or a change of one: the same form, in plain HTML. */
export const partnershipForm = new Hono<Env>()
  .get(proposingAddress, async (c) => { await someBody(c); return showForm(c, null, untouched({ form: "agreement", status: "running", partners: (await bodiesOf(c.var.db, c.var.viewer)).slice(0, 1).map((it) => `${it.slug}: `).join("") })); })
  .post(proposingAddress, async (c) => {
    await someBody(c);
    const read = await readChoices(c, PartnershipInput, listFields);
    if (!read.ok) return showForm(c, null, read.form, 422);
    const proposal = await named(c, read.input, read.form);
    if ("problems" in proposal) return showForm(c, null, proposal, 422);
    const { db, viewer, now, chance } = c.var;
    const it = await propose(db, viewer, proposal, now, chance);
    await tellAsked(c, it.slug);
    const twins = await alike(db, it, proposal, viewer);
    return onward(c, partnershipAddress(it), twins.length > 0 ? "flash.partnership.alike" : "flash.partnership.proposed");
  })
  .get("/partnerships/:slug/change", async (c) => { const it = await changeable(c); return showForm(c, it, untouched(await typedFrom(c, it))); })
  .post("/partnerships/:slug/change", async (c) => {
    const it = await changeable(c);
    const read = await readChoices(c, PartnershipInput, listFields);
    if (!read.ok) return showForm(c, it, read.form, 422);
    const proposal = await named(c, read.input, read.form);
    if ("problems" in proposal) return showForm(c, it, proposal, 422);
    await change(c.var.db, c.var.viewer, { id: it.id, turn: read.input.turn }, proposal, c.var.now);
    await tellAsked(c, it.slug);
    return onward(c, partnershipAddress(it), "flash.partnership.changed");
  });

/** Whoever is the focal point of a verified body, or a refusal. */
async function someBody(c: Door) {
  personOf(c.var.viewer);
  if ((await bodiesOf(c.var.db, c.var.viewer)).length === 0) throw new Refusal("not-allowed", "partnership-not-partner");
}

/** What was typed with everything it names; or the form with a sentence beside the field that names what is not there. */
async function named(c: Door, input: PartnershipInput, form: Typed) {
  try {
    return await proposalOf(c.var.db, c.var.viewer, input);
  } catch (error) {
    const field = error instanceof Refusal ? ({ "partnership-body-unknown": "partners", "partnership-whole-unknown": "partOf" } as Record<string, string>)[error.code] : undefined;
    if (!field || !(error instanceof Refusal)) throw error;
    return { values: form.values, problems: { [field]: c.var.words.say(`refusal.${error.code}`, error.values) } };
  }
}

async function changeable(c: Door): Promise<ShownPartnership> {
  const found = await partnershipAt(c.var.db, inAddress(c, "slug"), c.var.viewer);
  if ("movedTo" in found) throw new Refusal("not-now", "partnership-closed");
  const { it } = found;
  focalPointAmong(c.var.viewer, [...(it.public?.partners ?? []), ...(it.waiting?.partners ?? [])].filter((one) => one.state === "confirmed").map((one) => one.stakeholderId));
  if (it.state === "withdrawn") throw new Refusal("not-now", "partnership-closed");
  return it;
}

/** The edition that a change begins from: the one that waits, else the public one. */
async function typedFrom(c: Door, it: ShownPartnership): Promise<Record<string, string>> {
  const from: ShownEdition = (it.waiting ?? it.public)!;
  const partners = from.partners.filter((one) => one.state !== "denied" && one.state !== "left");
  const slugs = new Map(partners.map((one) => [one.stakeholderId, one.body.slug]));
  const { whole } = await familyOf(c.var.db, { id: it.id, partOfId: from.partOfId });
  return typedOf({ ...from, partners }, { slugOf: (id) => slugs.get(id) ?? "", crimes: from.crimes.map((one) => one.slug), partOf: whole?.slug ?? "" }, it.turn);
}

const others = languages.filter((it) => it !== "en");

async function showForm(c: Door, it: ShownPartnership | null, form: Typed, status: 200 | 422 = 200) {
  const { db, words } = c.var;
  const title = words.say(it ? "partnerships.change" : "partnerships.propose");
  const offences = (await allThemes(db)).filter((one) => one.kind === "offence");
  const name = it && words.pick((it.public ?? it.waiting)!.title);
  const crumbs = registerCrumbs(c, ...(it && name ? [{ name: name.text, lang: name.language, address: here(c)(partnershipAddress(it)) }] : []), { name: title });
  const choices = <T extends string>(all: readonly T[], say: (one: T) => string) => all.map((value) => ({ value, name: say(value) }));
  return showPage(c, { title, crumbs, unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say(it?.public ? "partnerships.form.change.lede" : "partnerships.form.lede")} <a href={here(c)(checklistAddress)}>{words.say("partnerships.checklist")}</a></p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(it ? changingAddress(it) : proposingAddress)}>
        <input type="hidden" name="turn" value={form.values.turn ?? "0"} />
        <Texts c={c} form={form} language="en" />
        <details open={others.some((one) => Object.keys(form.problems).some((field) => field.endsWith(`-${one}`)))}><summary>{words.say("calls.form.translations")}</summary>{others.map((one) => <Texts c={c} form={form} language={one} />)}</details>
        <TextArea name="partners" label={words.say("partnerships.partners")} hint={words.say("partnerships.form.partners.hint")} form={form} rows={5} required />
        <Checks name="crimes" legend={words.say("partnerships.against")} form={form} choices={offences.map((one) => ({ value: one.slug, name: words.pick(one.name).text, lang: words.pick(one.name).language }))} />
        <Checks name="functions" legend={words.say("partnerships.functions")} form={form} choices={choices(functions, (one) => words.say(`partnerships.function.${one}`))} />
        <TextField name="countries" label={words.say("partnerships.form.countries")} hint={words.say("partnerships.form.countries.hint")} form={form} />
        <Checks name="regions" legend={words.say("partnerships.facet.region")} hint={words.say("partnerships.form.regions.hint")} form={form} choices={choices(regionalGroups, (one) => words.say(`stakeholders.group.${one}`))} />
        <ChoiceField name="form" label={words.say("partnerships.form")} form={form} choices={choices(forms, (one) => words.say(`partnerships.form.${one}`))} />
        <ChoiceField name="status" label={words.say("partnerships.facet.status")} form={form} choices={choices(statuses, (one) => words.say(`partnerships.status.${one}`))} />
        <div class="inline"><TextField name="startsDay" type="date" label={words.say("partnerships.head.starts")} form={form} /><TextField name="endsDay" type="date" label={words.say("partnerships.head.ends")} form={form} /></div>
        <TextArea name="results" label={words.say("partnerships.results")} hint={words.say("partnerships.form.results.hint")} form={form} rows={4} />
        <TextArea name="sources" label={words.say("partnerships.sources")} hint={words.say("partnerships.form.sources.hint")} form={form} rows={3} required />
        <TextField name="partOf" label={words.say("partnerships.part-of")} hint={words.say("partnerships.form.part-of.hint")} form={form} />
        <div class="actions"><button class="main">{words.say(it ? "partnerships.change.send" : "partnerships.propose.send")}</button></div>
      </form>
    </>, status);
}

const needed = new Set(["title", "about", "rights", "data"]);
const Texts = ({ c: { var: { words } }, form, language }: { c: Door; form: Typed; language: Language }) => (
  <>{localizedFields.map((name) => {
    const [label, required] = [words.say("partnerships.form.in", { field: words.say(`partnerships.field.${name}`), language: ownNames[language] }), language === "en" && needed.has(name)];
    return name === "title" ? <TextField name={`title-${language}`} label={label} form={form} required={required} dir="auto" /> : <TextArea name={`${name}-${language}`} label={label} form={form} lang={language} rows={language === "en" ? 3 : 2} required={required} />;
  })}</>
);
