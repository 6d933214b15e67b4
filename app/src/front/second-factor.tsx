import { z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { backupCode } from "../ground/auth/backup-codes.ts";
import { personById } from "../ground/auth/people.ts";
import { showSecondFactor } from "../ground/auth/second-factor.ts";
import { personOf } from "../ground/viewer.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, plainDigits, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { wayBack, withWayBack } from "../ground/web/way-back.ts";

/** Six digits of the app in any script, or a backup code; spaces do not matter. */
export const FactorInput = z.object({ code: z.string().transform((it) => plainDigits(it).replaceAll(/\s/g, "")).pipe(z.string().refine((it) => /^\d{6}$/.test(it) || backupCode.test(it), "account.factor.needed")) });

/** Where somebody with a session shows the second factor that they have set up. */
export const secondFactorPages = new Hono<Env>()
  .get("/second-factor", async (c) => {
    const person = await personById(c.var.db, personOf(c.var.viewer).personId);
    return person?.hasSecondFactor ? showForm(c, untouched()) : c.redirect(here(c)("/account#factor"), 303);
  })
  .post("/second-factor", async (c) => {
    personOf(c.var.viewer);
    const form = await readForm(c, FactorInput);
    if (!form.ok) return showForm(c, form.form, 422);
    if (!(await showSecondFactor(c, form.input.code))) return showForm(c, wrongCode(c), 422);
    flash(c, "flash.factor.shown");
    return c.redirect(wayBack(c.req.query("to")) ?? here(c)("/desk"), 303);
  });

/** What is said of a code that was not taken. */
export const wrongCode = (c: Door): Typed => ({ values: {}, problems: { code: c.var.words.say("account.factor.wrong") } });

/** The field for the code, with its hint. */
export const FactorField = ({ c, form }: { c: Door; form: Typed }) =>
  <TextField name="code" label={c.var.words.say("account.factor.code")} hint={c.var.words.say("account.factor.hint")} form={form} required autocomplete="one-time-code" />;

function showForm(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  return showPage(c, { title: words.say("account.factor"), crumbs: [{ name: words.say("account.title"), address: here(c)("/account") }, { name: words.say("account.factor") }], unlisted: true },
    <>
      <h1>{words.say("account.factor")}</h1>
      <p class="lede">{words.say("account.factor.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={withWayBack(here(c)("/second-factor"), wayBack(c.req.query("to")))} novalidate>
        <FactorField c={c} form={form} />
        <button class="main">{words.say("account.factor.show")}</button>
      </form>
      <p class="small">{words.say("account.factor.lost")}</p>
    </>, status);
}
