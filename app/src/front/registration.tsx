import { Hono } from "hono";
import { countries } from "../ground/countries/countries.ts";
import { readChoices } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, untouched, type Typed } from "../ground/web/forms.tsx";
import { takeTurn } from "../ground/web/limits.ts";
import { flash, showPage } from "../ground/web/page.tsx";
import { inFlow, wayIn } from "../ground/web/way-back.ts";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf } from "../ground/viewer.ts";
import type { Words } from "../ground/words.ts";
import { roomAddress, stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import type { ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";
import { JoiningInput, listFields, ProfileInput, StakeholderInput } from "../concepts/stakeholders/inputs.ts";
import { changeProfile, changeStakeholderWhole, mayManage, nearTwins, registerStakeholder, type NearTwin } from "../concepts/stakeholders/operations/registration.ts";
import { detailsOf, type Details } from "../concepts/stakeholders/store/stakeholders.ts";
import { allThemes } from "../concepts/themes/store.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import { countryName, sayLikeness } from "../concepts/stakeholders/views.tsx";
import { ManagedForm, OwnFields, SelfFields, VerifiedFields } from "./profile-form.tsx";
import { managed } from "./members.tsx";

/** The secretariat looks at each registration: one person fills its queue with ten a day at most. */
const registrationLimit = { most: 10, minutes: 24 * 60 };

/** Registering a body, and changing what its profile says. Whoever came from a page that waits for the body goes back to it. */
export const registrationPages = new Hono<Env>()
  .get("/stakeholders/new", (c) => c.redirect(here(c)("/registration"), 302))
  .get("/registration", async (c) => {
    personOf(c.var.viewer);
    return showForm(c, untouched({ kind: "organisation", languages: c.var.words.language }), []);
  })
  .post("/registration", async (c) => {
    const { db, viewer, now, chance } = c.var;
    personOf(viewer);
    const form = await readChoices(c, StakeholderInput.and(JoiningInput), listFields);
    if (!form.ok) return showForm(c, form.form, [], 422);
    const twins = form.form.values.different === "yes" ? [] : await nearTwins(db, viewer, form.input);
    if (twins.length > 0) return showForm(c, form.form, twins, 422);
    if (!(await takeTurn(db, "registration", personOf(viewer).personId, registrationLimit, now))) throw new Refusal("too-many", "day-limit");
    const it = await registerStakeholder(db, viewer, form.input, { capacity: form.input.capacity, showName: form.input.showName }, now, chance);
    flash(c, "flash.stakeholder.registered");
    return c.redirect(wayIn(c) ?? here(c)(roomAddress(it)), 303);
  })
  .get("/desk/stakeholders/:slug/profile", async (c) => {
    const { it } = await editable(c);
    return showEditing(c, it, untouched(valuesOf(it, await detailsOf(c.var.db, it.id))));
  })
  .post("/desk/stakeholders/:slug/profile", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const { it } = await editable(c);
    const whole = isOpen(c, it);
    const form = whole ? await readChoices(c, StakeholderInput, listFields) : await readChoices(c, ProfileInput, listFields);
    if (!form.ok) return showEditing(c, it, form.form, 422);
    if (whole) await changeStakeholderWhole(db, viewer, it.id, form.input as StakeholderInput, now, chance);
    else await changeProfile(db, viewer, it.id, form.input, now);
    flash(c, "flash.stakeholder.changed");
    return c.redirect(here(c)(roomAddress(it)), 303);
  });

/** The stakeholder whose profile the viewer may change, or a refusal. */
async function editable(c: Door) {
  const found = await managed(c);
  await mayManage(c.var.db, c.var.viewer, found.it.id);
  return found;
}

/** Whether also what is verified may be changed: before it is, or by an officer. */
const isOpen = (c: Door, it: ShownStakeholder) => it.state !== "verified" || mayOfficiate(c.var.viewer);

/** A profile as its form shows it. */
function valuesOf(it: ShownStakeholder, { identifiers, expertise, exchanges }: Details): Record<string, string> {
  const { en, ...otherNames } = it.name;
  return {
    kind: it.kind, name: en, ...Object.fromEntries(Object.entries(otherNames).map(([language, text]) => [`name.${language}`, text])),
    shortName: it.shortName ?? "", sector: it.sector, country: it.country ?? "", regionalGroup: it.regionalGroup ?? "", website: it.website ?? "",
    contactEmail: it.inside?.contactEmail ?? "", contactPublic: it.inside?.contactPublic ? "yes" : "", languages: it.languages.join(" "), expertise: expertise.map((one) => one.slug).join(" "),
    ...Object.fromEntries(Object.entries(it.description).map(([language, text]) => [`description.${language}`, text])), ...Object.fromEntries(identifiers.map((one) => [one.scheme, one.value])),
    offers: kindsOf(exchanges, "offers"), needs: kindsOf(exchanges, "needs"), ...Object.fromEntries(exchanges.map((one) => [`${one.side}.${one.kind}`, one.text])),
  };
}
const kindsOf = (items: Details["exchanges"], side: "offers" | "needs") => items.filter((it) => it.side === side).map((it) => it.kind).join(" ");

/** Every country by its name, in the order of the language. */
export const countryChoices = (words: Words) => countries.map((it) => ({ value: it.code, name: words.pick(it.name).text })).toSorted((a, b) => words.compare(a.name, b.name));
const themeChoices = (words: Words, themes: Theme[]) => themes.map((it) => { const { text, language } = words.pick(it.name); return { value: it.slug, name: text, lang: language }; });

async function showForm(c: Door, form: Typed, twins: NearTwin[], status: 200 | 422 = 200) {
  const { words, db } = c.var;
  const title = words.say("stakeholders.register");
  return showPage(c, { title, crumbs: [{ name: words.say("stakeholders.mine"), address: here(c)("/memberships") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("stakeholders.register.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={inFlow(c, "/registration")}>
        {twins.length > 0 && <Twins c={c} twins={twins} />}
        <VerifiedFields form={form} words={words} countries={countryChoices(words)} />
        <OwnFields form={form} words={words} themes={themeChoices(words, await allThemes(db))} />
        <SelfFields form={form} words={words} />
        <div class="actions"><button class="main">{words.say("stakeholders.register.send")}</button></div>
      </form>
    </>, status);
}

/** Bodies that this one may be: whoever registers looks at them before anything is sent. */
function Twins({ c, twins }: { c: Door; twins: NearTwin[] }) {
  const { words } = c.var;
  return (
    <div class="errors" role="alert" tabindex={-1} id="twins">
      <h2>{words.say("stakeholders.twins", { count: twins.length })}</h2>
      <ul>
        {twins.map(({ shown, ...like }) => (
          <li>{shown
            ? <><a href={here(c)(stakeholderAddress(shown))}><bdi>{words.pick(shown.name).text}</bdi></a>{shown.country && <>, {countryName(words, shown.country)}</>} – {sayLikeness(words, like)}. <a href={here(c)(`${stakeholderAddress(shown)}/joining`)}>{words.say("stakeholders.join")}</a></>
            : words.say("stakeholders.twins.unseen")}</li>
        ))}
      </ul>
      {twins.some((it) => it.certain) ? <p>{words.say("stakeholders.twins.certain")}</p> : <label class="choice"><input type="checkbox" name="different" value="yes" /><span><b>{words.say("stakeholders.twins.different")}</b>{words.say("stakeholders.twins.different.text")}</span></label>}
    </div>
  );
}

async function showEditing(c: Door, it: ShownStakeholder, form: Typed, status: 200 | 422 = 200) {
  const { words, db } = c.var;
  const name = words.pick(it.name);
  const title = words.say("stakeholders.edit", { name: name.text });
  return showPage(c, { title, crumbs: [{ name: name.text, lang: name.language, address: here(c)(roomAddress(it)) }, { name: words.say("stakeholders.edit.short") }], unlisted: true },
    <>
      <h1>{title}</h1>
      <ErrorSummary form={form} words={words} />
      <ManagedForm>
        {isOpen(c, it) ? <VerifiedFields form={form} words={words} countries={countryChoices(words)} /> : <p class="lede">{words.say("stakeholders.edit.verified")}</p>}
        <OwnFields form={form} words={words} themes={themeChoices(words, await allThemes(db))} />
        <div class="actions"><button class="main">{words.say("stakeholders.save")}</button></div>
      </ManagedForm>
    </>, status);
}
