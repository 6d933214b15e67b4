import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { personOf } from "../ground/viewer.ts";
import { Checks, readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames, type Language } from "../ground/words.ts";
import { partnershipsWith } from "../concepts/partnerships/store.ts";
import { changingAddress, checklistAddress, practiceAddress, proposingAddress } from "../concepts/practices/addresses.ts";
import type { ShownPractice } from "../concepts/practices/disclosure.ts";
import { listFields, localizedFields, PracticeInput, typedOf } from "../concepts/practices/inputs.ts";
import { change, entryOf, focalPointOf, propose } from "../concepts/practices/operations.ts";
import { strengths } from "../concepts/practices/practice.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { regionalGroups } from "../concepts/stakeholders/stakeholder.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { findingTakenUp } from "./finding-taken-up.ts";
import { presentPractice } from "./practice.tsx";
import { practiceCrumbs } from "./practices.tsx";

/** Propose a practice, or change one that is not public yet: the same form, in plain HTML. */
export const practiceForm = new Hono<Env>()
  .get(proposingAddress, async (c) => { await someBody(c); return showForm(c, null, untouched(await begun(c))); })
  .post(proposingAddress, async (c) => {
    await someBody(c);
    const read = await readChoices(c, PracticeInput, listFields);
    if (!read.ok) return showForm(c, null, read.form, 422);
    const { db, viewer, now, chance } = c.var;
    focalPointOf(viewer, read.input.body);
    const it = await propose(db, viewer, read.input.body, await entryOf(db, viewer, read.input.body, read.input), now, chance);
    return onward(c, practiceAddress(it), "flash.practice.proposed");
  })
  .get("/practices/:slug/change", async (c) => { const it = await changeable(c); return showForm(c, it, untouched(typedOf(it, { body: it.ownerId, themes: it.themes.map((one) => one.slug), partnerships: it.partnerships.map((one) => one.slug) }, it.turn))); })
  .post("/practices/:slug/change", async (c) => {
    const it = await changeable(c);
    const read = await readChoices(c, PracticeInput, listFields);
    if (!read.ok) return showForm(c, it, read.form, 422);
    const { db, viewer, now } = c.var;
    await change(db, viewer, { id: it.id, turn: read.input.turn }, await entryOf(db, viewer, it.ownerId, read.input), now);
    return onward(c, practiceAddress(it), "flash.practice.changed");
  });

/** An empty card, or one that begins with a finding that it answers. */
async function begun(c: Door): Promise<Record<string, string>> {
  const taken = await findingTakenUp(c);
  if (!taken) return { strength: "counted" };
  const { it, address } = taken;
  return { strength: "counted", ...Object.fromEntries(languages.flatMap((one) => [[`title-${one}`, it.title[one] ?? ""], [`problem-${one}`, it.text[one] ?? ""]])), evidence: address, regions: it.regions.join(" "), themes: it.themes.join(" ") };
}

/** Whoever speaks for a verified body, or a refusal. */
async function someBody(c: Door) {
  personOf(c.var.viewer);
  if ((await bodiesOf(c.var.db, c.var.viewer)).length === 0) throw new Refusal("not-allowed", "practice-not-owner");
}

async function changeable(c: Door): Promise<ShownPractice> {
  const it = await presentPractice(c);
  focalPointOf(c.var.viewer, it.ownerId);
  if (it.state !== "proposed") throw new Refusal("not-now", it.state === "published" ? "practice-stands" : "practice-closed");
  return it;
}

const others = languages.filter((it) => it !== "en");

async function showForm(c: Door, it: ShownPractice | null, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer } = c.var;
  const title = words.say(it ? "practices.change" : "practices.propose");
  const bodies = await bodiesOf(db, viewer);
  const together = (await partnershipsWith(db, it ? [it.ownerId] : bodies.map((one) => one.id), viewer)).filter((one) => one.state === "published" && one.public);
  const name = it && words.pick(it.title);
  const crumbs = practiceCrumbs(c, ...(it && name ? [{ name: name.text, lang: name.language, address: here(c)(practiceAddress(it)) }] : []), { name: title });
  const choices = <T extends string>(all: readonly T[], say: (one: T) => string) => all.map((value) => ({ value, name: say(value) }));
  return showPage(c, { title, crumbs, unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("practices.form.lede")} <a href={here(c)(checklistAddress)}>{words.say("partnerships.checklist")}</a></p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(it ? changingAddress(it) : proposingAddress)}>
        <input type="hidden" name="turn" value={form.values.turn ?? "0"} />
        {it ? <input type="hidden" name="body" value={it.ownerId} /> : <ChoiceField name="body" label={words.say("practices.owner")} form={form} choices={bodies.map((one) => ({ value: one.id, name: words.pick(one.name).text }))} />}
        <Texts c={c} form={form} language="en" />
        <details open={others.some((one) => Object.keys(form.problems).some((field) => field.endsWith(`-${one}`)))}><summary>{words.say("calls.form.translations")}</summary>{others.map((one) => <Texts c={c} form={form} language={one} />)}</details>
        <ChoiceField name="strength" label={words.say("practices.strength")} hint={words.say("practices.form.strength.hint")} form={form} choices={choices(strengths, (one) => words.say(`practices.strength.${one}`))} />
        <TextArea name="evidence" label={words.say("partnerships.evidence")} hint={words.say("partnerships.form.sources.hint")} form={form} rows={2} />
        <Checks name="themes" legend={words.say("practices.facet.theme")} form={form} choices={(await allThemes(db)).map((one) => ({ value: one.slug, name: words.pick(one.name).text, lang: words.pick(one.name).language }))} />
        <Checks name="regions" legend={words.say("practices.facet.region")} form={form} choices={choices(regionalGroups, (one) => words.say(`stakeholders.group.${one}`))} />
        {together.length > 0 && <Checks name="partnerships" legend={words.say("practices.together")} form={form} choices={together.map((one) => ({ value: one.slug, name: words.pick(one.public!.title).text, lang: words.pick(one.public!.title).language }))} />}
        <div class="actions"><button class="main">{words.say(it ? "practices.change.send" : "practices.propose.send")}</button></div>
      </form>
    </>, status);
}

const Texts = ({ c: { var: { words } }, form, language }: { c: Door; form: Typed; language: Language }) => (
  <>{localizedFields.map((name) => {
    const [label, required] = [words.say("partnerships.form.in", { field: words.say(`practices.field.${name}`), language: ownNames[language] }), language === "en"];
    return name === "title" ? <TextField name={`title-${language}`} label={label} form={form} required={required} dir="auto" /> : <TextArea name={`${name}-${language}`} label={label} form={form} lang={language} rows={language === "en" ? 3 : 2} required={required} />;
  })}</>
);
