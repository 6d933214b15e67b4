import { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { tellOfChange } from "../ground/auth/notices.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { Check } from "../ground/web/choices.tsx";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { personOf } from "../ground/viewer.ts";
import { answeredBy } from "../concepts/assessments/survey/store.ts";
import { codedBy } from "../concepts/coding/store/codings.ts";
import { feedOf, removeFeedOf } from "../concepts/calendars/store.ts";
import { filedBy } from "../concepts/contributions/store.ts";
import { draftsOf, removeDraftsOf } from "../concepts/contributions/store/drafts.ts";
import { directionTrick, tidy } from "../concepts/stakeholders/names.ts";
import { forgetOwnSignatures, signedBy } from "../concepts/statements/store/signing.ts";
import { correctName, eraseSelf, ownData } from "../concepts/stakeholders/operations/own-data.ts";
import { askAnew } from "./proof.tsx";

const NameInput = z.object({ name: z.string().transform(tidy).refine((it) => it.length > 0 && it.length <= 120, "stakeholders.own.name.needed").refine((it) => directionTrick(it) < 0, "stakeholders.form.direction") });
const ErasureInput = z.object({ sure: z.literal("yes", "stakeholders.own.erase.sure") });

/** What the house keeps about a person: to take along, to correct, to erase. */
export const ownDataPages = new Hono<Env>()
  .get("/own-data", async (c) => showOwn(c, untouched({ name: personOf(c.var.viewer).name })))
  .get("/own-data/export", async (c) => {
    const { db, viewer } = c.var;
    const { personId } = personOf(viewer);
    const data = { ...(await ownData(db, viewer)), contributions: await filedBy(db, personId), drafts: await draftsOf(db, personId), surveys: await answeredBy(db, personId), coding: await codedBy(db, personId), statements: await signedBy(db, personId), calendar: await feedOf(db, personId) };
    c.header("Content-Disposition", 'attachment; filename="travaux-own-data.json"');
    c.header("Cache-Control", "private, no-store");
    return c.json(data);
  })
  .post("/own-data/correction", async (c) => {
    const form = await readForm(c, NameInput);
    if (!form.ok) return showOwn(c, form.form, 422);
    const { db, house, viewer, now } = c.var;
    await correctName(db, viewer, form.input.name, now);
    if (form.input.name !== personOf(viewer).name) await tellOfChange(db, house, personOf(viewer).personId, "name-corrected", now);
    flash(c, "flash.own.corrected");
    return c.redirect(here(c)("/own-data"), 303);
  })
  .post("/own-data/erasure", async (c) => {
    const form = await readForm(c, ErasureInput);
    if (!form.ok) return showOwn(c, { values: { name: personOf(c.var.viewer).name }, problems: form.form.problems }, 422);
    const asked = await askAnew(c, "erasure");
    if (asked) return asked;
    await forgetOwnSignatures(c.var.db);
    await eraseSelf(c.var.db, c.var.viewer, c.var.now);
    await removeFeedOf(c.var.db, personOf(c.var.viewer).personId);
    await removeDraftsOf(c.var.db, personOf(c.var.viewer).personId);
    flash(c, "flash.own.erased");
    return c.redirect(here(c)("/"), 303);
  });

async function showOwn(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const { person, memberships, letters, sessions } = await ownData(db, viewer);
  const title = words.say("stakeholders.own.title");
  return showPage(c, { title, crumbs: [{ name: words.say("stakeholders.mine"), address: here(c)("/memberships") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <ErrorSummary form={form} words={words} />
      <p class="lede">{words.say("stakeholders.own.lede", { memberships: memberships.length, letters: letters.length, sessions: sessions.length })}</p>
      <dl class="facts"><dt>{words.say("stakeholders.own.email")}</dt><dd><bdi>{person?.email}</bdi></dd></dl>
      <div class="actions"><a class="button" href={here(c)("/own-data/export")} download="travaux-own-data.json">{words.say("stakeholders.own.export")}</a></div>
      <section aria-labelledby="correct"><h2 id="correct">{words.say("stakeholders.own.correct")}</h2>
        <form method="post" action={here(c)("/own-data/correction")}>
          <TextField name="name" label={words.say("stakeholders.own.name")} form={form} required dir="auto" />
          <div class="actions"><button class="little">{words.say("stakeholders.save")}</button></div>
        </form></section>
      <section aria-labelledby="erase"><h2 id="erase">{words.say("stakeholders.own.erase")}</h2>
        <p>{words.say("stakeholders.own.erase.goes")}</p><p>{words.say("stakeholders.own.erase.stays")}</p>
        <form method="post" action={here(c)("/own-data/erasure")}>
          {form.problems.sure && <p class="error">{form.problems.sure}</p>}
          <Check name="sure" label={words.say("stakeholders.own.erase.yes")} text={words.say("stakeholders.own.erase.final")} form={untouched()} />
          <div class="actions"><button>{words.say("stakeholders.own.erase")}</button></div>
        </form></section>
    </>, status);
}
