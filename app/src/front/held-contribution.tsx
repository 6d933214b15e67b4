// What the secretariat may do to a contribution: hold it back with a reason, and let it go.
import { Hono } from "hono";
import { TextArea } from "../ground/web/choices.tsx";
import type { Door, Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { officerOf } from "../ground/viewer.ts";
import { heldReasons, refuseUnlessShown } from "../concepts/contributions/contribution.ts";
import { HoldInput } from "../concepts/contributions/inputs.ts";
import { holdComment, letGo } from "../concepts/contributions/operations.ts";
import { tellOf } from "./author-mail.ts";
import { back, contributionAt as at, opened, pageOf, type Opened } from "./opened-contribution.tsx";

/** The form of officers. */
export const heldContributionPages = new Hono<Env>()
  .get(`${at}/hold`, async (c) => showHolding(c, await moderated(c), untouched()))
  .post(`${at}/hold`, async (c) => {
    const it = await moderated(c);
    const form = await readForm(c, HoldInput);
    if (!form.ok) return showHolding(c, it, form.form, 422);
    await holdComment(c.var.db, c.var.viewer, it.shown, form.input, c.var.now, c.var.chance);
    await tellOf(c, "contribution-held", it.process, it.shown);
    return back(c, it, "flash.contribution.held");
  })
  .post(`${at}/release`, async (c) => {
    const it = await moderated(c);
    await letGo(c.var.db, c.var.viewer, it.shown, c.var.now, c.var.chance);
    await tellOf(c, "contribution-released", it.process, it.shown);
    return back(c, it, "flash.contribution.released");
  });

/** The contribution of the address, for officers of its process. */
async function moderated(c: Door): Promise<Opened> {
  const it = await opened(c);
  officerOf(c.var.viewer, it.process.id);
  return it;
}

function showHolding(c: Door, it: Opened, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  refuseUnlessShown(it.shown);
  const title = words.say("contributions.hold");
  return pageOf(c, it, `${title} · ${it.shown.reference}`,
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.hold.text")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <ChoiceField name="reason" label={words.say("contributions.hold.reason")} form={form} choices={heldReasons.map((value) => ({ value, name: words.say(`contributions.reason.${value}`) }))} />
        <TextArea name="because" label={words.say("contributions.hold.because")} hint={words.say("contributions.hold.because.hint")} form={form} rows={3} required />
        <div class="actions"><button class="main">{words.say("contributions.hold")}</button></div>
      </form>
    </>, { step: title, status });
}
