import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { Checks, readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames } from "../ground/words.ts";
import { newOfferAddress, offerAddress, offersAddress } from "../concepts/offers/addresses.ts";
import { offerInput, offerLists } from "../concepts/offers/inputs.ts";
import { offerKinds, postsADay, sides } from "../concepts/offers/offer.ts";
import { bodiesFor, postOffer } from "../concepts/offers/operations.ts";
import { regionalGroups } from "../concepts/stakeholders/stakeholder.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { answered } from "./profile-form.tsx";
import { findingTakenUp } from "./finding-taken-up.ts";

/** Where a focal point posts an offer or need. */
export const offerFormPages = new Hono<Env>()
  .get(newOfferAddress, async (c) => showForm(c, untouched({ side: c.req.query("side") === "need" ? "need" : "offer", language: c.var.words.language, ...(await begun(c)) })))
  .post(newOfferAddress, async (c) => {
    const { db, viewer, now, chance } = c.var;
    await bodiesFor(db, viewer);
    const form = await readChoices(c, offerInput(dayOf(now)), offerLists);
    if (!form.ok) return showForm(c, form.form, 422);
    return onward(c, offerAddress({ reference: await postOffer(db, viewer, form.input, now, chance) }), "flash.offer.posted");
  });

/** The words of a finding that it answers, and where that stands; nothing where none is named. */
async function begun(c: Door): Promise<Record<string, string>> {
  const taken = await findingTakenUp(c);
  return taken ? { title: c.var.words.pick(taken.it.title).text.slice(0, 120), text: `${c.var.words.pick(taken.it.text).text}\n\n${taken.address}`, regions: taken.it.regions.join(" "), themes: taken.it.themes.join(" ") } : {};
}

async function showForm(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const bodies = await bodiesFor(db, viewer);
  const themes = await allThemes(db);
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("offers.name"), address: here(c)(offersAddress) }, { name: words.say("offers.post") }];
  return showPage(c, { title: words.say("offers.post"), crumbs, unlisted: true },
    <>
      <h1>{words.say("offers.post")}</h1>
      <p class="lede">{words.say("offers.post.lede", { count: postsADay })}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(newOfferAddress)}>
        <ChoiceField name="body" label={words.say("offers.body")} choices={bodies.map((it) => ({ value: it.slug, name: words.pick(it.name).text }))} form={form} />
        <ChoiceField name="side" label={words.say("offers.by.side")} choices={sides.map((value) => ({ value, name: words.say(`offers.side.${value}`) }))} form={form} />
        <ChoiceField name="kind" label={words.say("offers.by.kind")} choices={offerKinds.map((value) => ({ value, name: words.say(`offers.kind.${value}`) }))} form={form} />
        <ChoiceField name="language" label={words.say("offers.language")} choices={languages.map((value) => ({ value, name: ownNames[value], lang: value }))} form={form} />
        <TextField name="title" label={words.say("offers.title.field")} form={form} required dir="auto" />
        <TextArea name="text" label={words.say("offers.text")} hint={words.say("offers.text.hint")} form={form} rows={6} required />
        <Checks name="themes" legend={words.say("shell.themes")} hint={words.say("offers.any.hint")} form={form} choices={themes.map((it) => ({ value: it.slug, name: words.pick(it.name).text, lang: words.pick(it.name).language }))} />
        <Checks name="regions" legend={words.say("offers.by.region")} hint={words.say("offers.any.hint")} form={form} choices={regionalGroups.map((value) => ({ value, name: words.say(`stakeholders.group.${value}`) }))} />
        <TextField name="countries" label={words.say("offers.countries")} hint={words.say("offers.countries.hint")} form={form} dir="auto" />
        <Checks name="languages" legend={words.say("offers.languages")} hint={words.say("offers.any.hint")} form={form} choices={answered.map((value) => ({ value, name: words.languageName(value) }))} />
        <TextField name="until" type="date" label={words.say("offers.until")} hint={words.say("offers.until.hint")} form={form} required />
        <div class="actions"><button class="main">{words.say("offers.post.button")}</button></div>
      </form>
    </>, status);
}
