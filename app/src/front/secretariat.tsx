import { Hono } from "hono";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { officerOf } from "../ground/viewer.ts";
import { z } from "@hono/zod-openapi";
import { roomAddress, stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import type { ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";
import { ReasonInput } from "../concepts/stakeholders/inputs.ts";
import { featuresOf, likenessTo } from "../concepts/stakeholders/import/plan.ts";
import { mergeInto, undoMerge } from "../concepts/stakeholders/operations/merging.ts";
import { decline, verify } from "../concepts/stakeholders/operations/registration.ts";
import { reported } from "../concepts/stakeholders/store/letters.ts";
import { requestsWithoutFocalPoint, withoutFocalPoint } from "../concepts/stakeholders/store/members.ts";
import { standingMerges } from "../concepts/stakeholders/store/merges.ts";
import { knownWithNumbers, likeThese, stakeholderAt, waitingRegistrations } from "../concepts/stakeholders/store/stakeholders.ts";
import { countryName, kindLine, Named, sayLikeness } from "../concepts/stakeholders/views.tsx";
import { Deed } from "./members.tsx";
import { InWords } from "../ground/web/in-words.tsx";

const MergeInput = z.object({
  from: z.string().trim().min(1, "stakeholders.merge.from.needed"), into: z.string().trim().min(1, "stakeholders.merge.into.needed"),
});

/** What waits for the secretariat: registrations, requests, reports; and merging what is one. */
export const secretariatPages = new Hono<Env>()
  .get("/desk/secretariat", async (c) => showQueue(c))
  .post("/desk/registrations/:slug/verification", async (c) => {
    await verify(c.var.db, c.var.viewer, (await registration(c)).id, c.var.now);
    flash(c, "flash.stakeholder.verified");
    return c.redirect(here(c)("/desk/secretariat"), 303);
  })
  .get("/desk/registrations/:slug", async (c) => showRegistration(c, await registration(c), untouched()))
  .post("/desk/registrations/:slug/refusal", async (c) => {
    const it = await registration(c);
    const form = await readForm(c, ReasonInput);
    if (!form.ok) return showRegistration(c, it, form.form, 422);
    await decline(c.var.db, c.var.viewer, it.id, form.input.reason, c.var.now);
    flash(c, "flash.stakeholder.declined");
    return c.redirect(here(c)("/desk/secretariat"), 303);
  })
  .get("/desk/merges", async (c) => showMerges(c, untouched({ from: c.req.query("from") ?? "", into: c.req.query("into") ?? "" })))
  .post("/desk/merges", async (c) => {
    officerOf(c.var.viewer);
    const form = await readForm(c, MergeInput);
    if (!form.ok) return showMerges(c, form.form, 422);
    const { db, viewer, now, chance } = c.var;
    const { into } = await mergeInto(db, viewer, (await bodyAt(c, form.input.from)).id, (await bodyAt(c, form.input.into)).id, now, chance);
    flash(c, "flash.stakeholder.merged");
    return c.redirect(here(c)(stakeholderAddress(into)), 303);
  })
  .post("/desk/merges/:id/undoing", async (c) => {
    await undoMerge(c.var.db, c.var.viewer, inAddress(c, "id"), c.var.now);
    flash(c, "flash.merge.undone");
    return c.redirect(here(c)("/desk/merges"), 303);
  });

/** The stakeholder at a place in the address, as officers see it; "lantern" or the whole address of its page. */
async function bodyAt(c: Door, typed: string): Promise<ShownStakeholder> {
  officerOf(c.var.viewer);
  const slug = typed.replace(/[?#].*$/, "").replace(/\/+$/, "").split("/").at(-1) ?? "";
  const found = await stakeholderAt(c.var.db, slug, c.var.viewer);
  return "movedTo" in found ? bodyAt(c, found.movedTo) : found.it;
}
const registration = (c: Door) => bodyAt(c, inAddress(c, "slug"));

async function showQueue(c: Door) {
  const { db, viewer, words } = c.var;
  officerOf(viewer);
  const [waiting, requests, orphans, reports] = [await waitingRegistrations(db, viewer), await requestsWithoutFocalPoint(db), await withoutFocalPoint(db), await reported(db)];
  const title = words.say("stakeholders.secretariat");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <div class="actions"><a class="button" href={here(c)("/desk/merges")}>{words.say("stakeholders.merge")}</a> <a class="button" href={here(c)("/desk/lists")}>{words.say("stakeholders.lists")}</a></div>
      <section aria-labelledby="registrations"><h2 id="registrations">{words.say("stakeholders.queue.registrations", { count: waiting.length })}</h2>
        {waiting.length === 0 && <div class="empty"><p>{words.say("stakeholders.queue.none")}</p></div>}
        <ul class="entries">{waiting.map((it) => (
          <li class="row"><span><a href={here(c)(`/desk/registrations/${it.slug}`)}><InWords it={it.name} words={words} /></a> <span class="soft small">{kindLine(words, it)} · {words.day(it.registeredAt)}</span></span><Deed c={c} to={`/desk/registrations/${it.slug}/verification`} name="stakeholders.verify" main /></li>
        ))}</ul></section>
      <section aria-labelledby="requests"><h2 id="requests">{words.say("stakeholders.queue.requests", { count: requests.length })}</h2>
        <ul class="entries">{requests.map(({ it, name, email, slug, stakeholder }) => (
          <li class="row"><span><bdi>{name}</bdi> · <bdi>{email}</bdi> → <a href={here(c)(roomAddress({ slug }))}><Named it={stakeholder} words={words} /></a></span>
            <span class="actions"><Deed c={c} to={`${roomAddress({ slug })}/members/${it.id}/acceptance`} name="stakeholders.accept.focal" main /><Deed c={c} to={`${roomAddress({ slug })}/members/${it.id}/refusal`} name="stakeholders.decline" /></span></li>
        ))}</ul></section>
      <section aria-labelledby="reports"><h2 id="reports">{words.say("stakeholders.queue.reports", { count: reports.length })}</h2>
        <ul class="entries">{reports.map(({ it, name, personName }) => (
          <li class="row"><span><a href={here(c)(`/letters/${it.id}`)}>{it.subject || words.say("stakeholders.erased")}</a> <span class="soft small"><bdi>{personName}</bdi> → <Named it={name} words={words} /> · {it.reportedBecause}</span></span><Deed c={c} to={`/letters/${it.id}/settlement`} name="stakeholders.letter.settle" /></li>
        ))}</ul></section>
      {orphans.length > 0 && <section aria-labelledby="orphans"><h2 id="orphans">{words.say("stakeholders.queue.orphans", { count: orphans.length })}</h2>
        <p>{words.say("stakeholders.queue.orphans.text")}</p>
        <ul class="entries">{orphans.map((it) => <li><a href={here(c)(roomAddress(it))}><InWords it={it.name} words={words} /></a> <span class="soft small">{countryName(words, it.country)}</span></li>)}</ul></section>}
    </>);
}

async function showRegistration(c: Door, it: ShownStakeholder, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer } = c.var;
  officerOf(viewer);
  const self = await knownWithNumbers(db, it.id);
  const twins = (await likeThese(db, self)).flatMap((one) => { const like = likenessTo(one, featuresOf(self)); return like ? [{ one, like }] : []; });
  const name = words.pick(it.name);
  return showPage(c, { title: name.text, crumbs: [{ name: words.say("stakeholders.secretariat"), address: here(c)("/desk/secretariat") }, { name: name.text, lang: name.language }], unlisted: true },
    <>
      <p class="eyebrow">{kindLine(words, it)}</p>
      <div class="by-stakeholder"><h1><InWords it={it.name} words={words} /></h1></div>
      <p><strong>{words.say(`stakeholders.state.${it.state}`)}</strong> · {words.day(it.registeredAt)} · <a href={here(c)(stakeholderAddress(it))}>{words.say("stakeholders.profile")}</a></p>
      <h2>{words.say("stakeholders.twins", { count: twins.length })}</h2>
      {twins.length === 0 ? <p>{words.say("stakeholders.twins.none")}</p> : <ul class="entries">{twins.map(({ one, like }) => (
        <li class="row"><span><a href={here(c)(stakeholderAddress(one))}><Named it={one.name} words={words} /></a> <span class="soft small">{sayLikeness(words, like)}</span></span><a class="button little" href={here(c)(`/desk/merges?from=${it.slug}&into=${one.slug}`)}>{words.say("stakeholders.merge.this")}</a></li>
      ))}</ul>}
      {it.state === "registered" && <>
        <form method="post" action={here(c)(`/desk/registrations/${it.slug}/verification`)}><div class="actions"><button class="main">{words.say("stakeholders.verify")}</button></div></form>
        <ErrorSummary form={form} words={words} />
        <form method="post" action={here(c)(`/desk/registrations/${it.slug}/refusal`)}>
          <TextField name="reason" label={words.say("stakeholders.decline.reason")} hint={words.say("stakeholders.decline.hint")} form={form} required dir="auto" />
          <div class="actions"><button>{words.say("stakeholders.decline.registration")}</button></div>
        </form></>}
    </>, status);
}

async function showMerges(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { db, words, viewer } = c.var;
  officerOf(viewer);
  const merged = await standingMerges(db);
  const title = words.say("stakeholders.merge");
  return showPage(c, { title, crumbs: [{ name: words.say("stakeholders.secretariat"), address: here(c)("/desk/secretariat") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("stakeholders.merge.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)("/desk/merges")}>
        <TextField name="from" label={words.say("stakeholders.merge.from")} hint={words.say("stakeholders.merge.hint")} form={form} required />
        <TextField name="into" label={words.say("stakeholders.merge.into")} form={form} required />
        <div class="actions"><button class="main">{words.say("stakeholders.merge.do")}</button></div>
      </form>
      <section aria-labelledby="merged"><h2 id="merged">{words.say("stakeholders.merged", { count: merged.length })}</h2>
        <ul class="entries">{merged.map((it) => (
          <li class="row"><span><Named it={it.from.name} words={words} /> → <a href={here(c)(stakeholderAddress(it.into))}><Named it={it.into.name} words={words} /></a> <span class="soft small">{words.day(it.mergedAt)} · <bdi>{it.mergedBy}</bdi></span></span><Deed c={c} to={`/desk/merges/${it.id}/undoing`} name="stakeholders.merge.undo" /></li>
        ))}</ul></section>
    </>, status);
}
