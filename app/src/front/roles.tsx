import { z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { tellOfChange } from "../ground/auth/notices.ts";
import { grantRole, howManyHold, personByEmail, personById, plainAddress, roleHolders, withdrawRole } from "../ground/auth/people.ts";
import { record } from "../ground/journal.ts";
import { Refusal } from "../ground/refusal.ts";
import { officerOf, personOf, roles } from "../ground/viewer.ts";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { allProcesses } from "../concepts/processes/store.ts";

const RoleInput = z.object({ email: z.string().transform(plainAddress).pipe(z.email("signin.email.needed")), role: z.enum(roles), process: z.string() });
const HeldInput = z.object({ person: z.string(), role: z.enum(roles), process: z.string() });

/** Who holds which role, given and taken by officers of the whole house. */
export const rolePages = new Hono<Env>()
  .get("/desk/roles", async (c) => (officerOf(c.var.viewer), showRoles(c, untouched({ role: "editor", process: "" }))))
  .post("/desk/roles", async (c) => {
    const { db, house, viewer, now, words } = c.var;
    const by = officerOf(viewer);
    const form = await readForm(c, RoleInput);
    if (!form.ok) return showRoles(c, form.form, 422);
    const { email, role, process } = form.input;
    const person = await personByEmail(db, email);
    if (!person) return showRoles(c, { values: form.input, problems: { email: words.say("account.roles.nobody") } }, 422);
    const known = process === "" || (await allProcesses(db)).some((it) => it.id === process);
    if (!known) throw new Refusal("not-found", "page-unknown");
    await grantRole(db, person.id, { role, processId: process || null }, by, now);
    await record(db, viewer, "role given", person.id, now, { role, process });
    await tellOfChange(db, house, person.id, "role-given", now, role);
    flash(c, "flash.role.given");
    return c.redirect(here(c)("/desk/roles"), 303);
  })
  .post("/desk/roles/removal", async (c) => {
    const { db, house, viewer, now } = c.var;
    officerOf(viewer);
    const form = await readForm(c, HeldInput);
    if (!form.ok || !(await personById(db, form.input.person))) throw new Refusal("not-found", "page-unknown");
    const { person, role, process } = form.input;
    if (role === "officer" && process === "" && (await howManyHold(db, "officer")) === 1) throw new Refusal("not-now", "last-officer");
    await withdrawRole(db, person, { role, processId: process || null });
    await record(db, viewer, "role taken", person, now, { role, process });
    await tellOfChange(db, house, person, "role-taken", now, role);
    flash(c, "flash.role.taken");
    return c.redirect(here(c)("/desk/roles"), 303);
  });

async function showRoles(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer } = c.var;
  const [holders, processes] = [await roleHolders(db), await allProcesses(db)];
  const processName = (id: string | null) => { const it = processes.find((process) => process.id === id); return it ? words.pick(it.shortName).text : words.say("account.roles.house"); };
  return showPage(c, { title: words.say("account.roles.title"), crumbs: [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.say("account.roles.title") }], unlisted: true },
    <>
      <h1>{words.say("account.roles.title")}</h1>
      <table class="stack">
        <caption>{words.say("account.roles.caption", { count: holders.length })}</caption>
        <thead><tr><th scope="col">{words.say("account.name")}</th><th scope="col">{words.say("account.role")}</th><th scope="col">{words.say("account.roles.given")}</th><th scope="col">{words.say("account.roles.take")}</th></tr></thead>
        <tbody>{holders.map((it) => (
          <tr>
            <th scope="row"><bdi>{it.name}</bdi> <span class="soft small"><bdi>{it.email}</bdi></span></th>
            <td>{words.say(`role.${it.role}`)} · {processName(it.processId)}</td>
            <td>{words.say("account.roles.by", { name: it.grantedBy, day: words.day(it.grantedAt) })}</td>
            <td>
              <form method="post" action={here(c)("/desk/roles/removal")}>
                <input type="hidden" name="person" value={it.personId} /><input type="hidden" name="role" value={it.role} /><input type="hidden" name="process" value={it.processId ?? ""} />
                <button class="little" aria-label={words.say("account.roles.take.which", { name: it.name, role: words.say(`role.${it.role}`) })} disabled={it.personId === personOf(viewer).personId && it.role === "officer"}>{words.say("account.roles.take")}</button>
              </form>
            </td>
          </tr>
        ))}</tbody>
      </table>
      <h2>{words.say("account.roles.give")}</h2>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)("/desk/roles")} novalidate>
        <TextField name="email" type="email" label={words.say("signin.email")} hint={words.say("account.roles.hint")} form={form} required />
        <ChoiceField name="role" label={words.say("account.role")} form={form} choices={roles.map((it) => ({ value: it, name: words.say(`role.${it}`) }))} />
        <ChoiceField name="process" label={words.say("account.roles.where")} form={form} choices={[{ value: "", name: words.say("account.roles.house") }, ...processes.map((it) => ({ value: it.id, name: words.pick(it.shortName).text }))]} />
        <button class="main">{words.say("account.roles.give")}</button>
      </form>
    </>, status);
}
