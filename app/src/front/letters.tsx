import { Hono } from "hono";
import { TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { sendMail } from "../ground/mail.ts";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf } from "../ground/viewer.ts";
import type { Key } from "../ground/words.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import type { ShownStakeholder } from "../concepts/stakeholders/disclosure.ts";
import { LetterInput, ReasonInput } from "../concepts/stakeholders/inputs.ts";
import { answerLetter, lettersADay, reportAbuse, setBlock, settleReport, writeTo, type Place, type Post } from "../concepts/stakeholders/operations/correspondence.ts";
import { correspondenceFor, correspondencesOf } from "../concepts/stakeholders/store/letters.ts";
import { stakeholderAt, standingIn } from "../concepts/stakeholders/store/stakeholders.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { Deed } from "./members.tsx";

/** Letters to a body and its answers: the house carries them, and shows neither side the other's address. */
export const letterPages = new Hono<Env>()
  .get("/stakeholders/:slug/letter", async (c) => showWriting(c, await addressee(c), untouched()))
  .post("/stakeholders/:slug/letter", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const it = await addressee(c);
    const form = await readForm(c, LetterInput);
    if (!form.ok) return showWriting(c, it, form.form, 422);
    const id = await writeTo(db, viewer, it.id, form.input, post(c), place(c), now, chance);
    flash(c, "flash.letter.sent");
    return c.redirect(here(c)(`/letters/${id}`), 303);
  })
  .get("/letters", async (c) => showAll(c))
  .get("/letters/:id", async (c) => showOne(c, untouched()))
  .post("/letters/:id", async (c) => {
    const { db, viewer, now, chance } = c.var;
    const form = await readForm(c, LetterInput.pick({ body: true }));
    if (!form.ok) return showOne(c, form.form, 422);
    await answerLetter(db, viewer, inAddress(c, "id"), form.input.body, post(c), place(c), now, chance);
    return back(c, "flash.letter.sent");
  })
  .post("/letters/:id/blocking", async (c) => {
    await setBlock(c.var.db, c.var.viewer, inAddress(c, "id"), true, c.var.now);
    return back(c, "flash.letter.blocked");
  })
  .post("/letters/:id/unblocking", async (c) => {
    await setBlock(c.var.db, c.var.viewer, inAddress(c, "id"), false, c.var.now);
    return back(c, "flash.letter.unblocked");
  })
  .post("/letters/:id/report", async (c) => {
    const form = await readForm(c, ReasonInput);
    if (!form.ok) return showOne(c, form.form, 422);
    await reportAbuse(c.var.db, c.var.viewer, inAddress(c, "id"), form.input.reason, c.var.now);
    return back(c, "flash.letter.reported");
  })
  .post("/letters/:id/settlement", async (c) => {
    await settleReport(c.var.db, c.var.viewer, inAddress(c, "id"), c.var.now);
    flash(c, "flash.letter.settled");
    return c.redirect(here(c)("/desk/secretariat"), 303);
  });

const post = (c: Door): Post => (mail) => sendMail(c.var.db, c.var.house, mail);
const place = (c: Door): Place => (id) => `${c.var.house.baseUrl}${here(c)(`/letters/${id}`)}`;

async function addressee(c: Door): Promise<ShownStakeholder> {
  personOf(c.var.viewer);
  const found = await stakeholderAt(c.var.db, inAddress(c, "slug"), c.var.viewer);
  if ("movedTo" in found) throw new Refusal("not-found", "stakeholder-unknown", { slug: inAddress(c, "slug") });
  return found.it;
}

function back(c: Door, key: Key) {
  flash(c, key);
  return c.redirect(here(c)(`/letters/${inAddress(c, "id")}`), 303);
}

function showWriting(c: Door, it: ShownStakeholder, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const name = words.pick(it.name);
  const title = words.say("stakeholders.letter.title", { name: name.text });
  return showPage(c, { title, crumbs: [{ name: name.text, lang: name.language, address: here(c)(stakeholderAddress(it)) }, { name: words.say("stakeholders.letter") }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("stakeholders.letter.lede")}</p>
      {it.languages.length > 0 && <p>{words.say("stakeholders.letter.languages", { languages: words.list(it.languages.map(words.languageName)) })}</p>}
      <ErrorSummary form={form} words={words} />
      <form method="post">
        <TextField name="subject" label={words.say("stakeholders.letter.subject")} form={form} required dir="auto" />
        <TextArea name="body" label={words.say("stakeholders.letter.body")} hint={words.say("stakeholders.letter.hint", { count: lettersADay })} form={form} rows={10} required />
        <div class="actions"><button class="main">{words.say("stakeholders.letter.send")}</button></div>
      </form>
    </>, status);
}

async function showAll(c: Door) {
  const { db, viewer, words } = c.var;
  const all = await correspondencesOf(db, personOf(viewer));
  const title = words.say("stakeholders.letters");
  return showPage(c, { title, crumbs: [{ name: words.say("stakeholders.mine"), address: here(c)("/memberships") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      {all.length === 0 && <div class="empty"><p>{words.say("stakeholders.letters.none")}</p></div>}
      <ul class="entries">{all.map(({ it, personName, name }) => <li><a href={here(c)(`/letters/${it.id}`)} dir="auto">{it.subject || words.say("stakeholders.erased")}</a> <span class="soft small"><bdi>{personName || words.say("stakeholders.erased")}</bdi> → <Named it={name} words={words} /> · {words.day(it.openedAt)}</span></li>)}</ul>
    </>);
}

async function showOne(c: Door, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const person = personOf(viewer);
  const { it, personName, slug, name, letters, blocked } = await correspondenceFor(db, inAddress(c, "id"), person);
  const answers = (await standingIn(db, it.stakeholderId, viewer)).isFocalPoint;
  const isSender = it.personId === person.personId;
  const subject = it.subject || words.say("stakeholders.erased");
  const to = `/letters/${it.id}`;
  return showPage(c, { title: subject, crumbs: [{ name: words.say("stakeholders.letters"), address: here(c)("/letters") }, { name: subject }], unlisted: true },
    <>
      <p class="eyebrow"><bdi>{personName || words.say("stakeholders.erased")}</bdi> → <a href={here(c)(stakeholderAddress({ slug }))}><Named it={name} words={words} /></a></p>
      <h1 dir="auto">{subject}</h1>
      {it.reportedAt && <div class="empty"><p>{words.say(it.settledAt ? "stakeholders.letter.settled" : "stakeholders.letter.reported")}</p></div>}
      <ol class="plain">{letters.map((one) => (
        <li class="card"><p class="small soft">{one.side === "person" ? <bdi>{personName || words.say("stakeholders.erased")}</bdi> : <Named it={name} words={words} />} · <time datetime={one.sentAt.toISOString().slice(0, 10)}>{words.day(one.sentAt)}</time></p>
          {one.body ? one.body.split(/\n{2,}/).map((paragraph) => <p dir="auto">{paragraph}</p>) : <p class="soft">{words.say("stakeholders.letter.erased")}</p>}</li>
      ))}</ol>
      <ErrorSummary form={form} words={words} />
      {(answers || isSender) && <form method="post" action={here(c)(to)}>
        <TextArea name="body" label={words.say("stakeholders.letter.answer")} form={form} rows={6} required />
        <div class="actions"><button class="main">{words.say("stakeholders.letter.send")}</button></div>
      </form>}
      {answers && <><Deed c={c} to={`${to}/${blocked ? "unblocking" : "blocking"}`} name={blocked ? "stakeholders.letter.unblock" : "stakeholders.letter.block"} /><p class="small soft">{words.say("stakeholders.letter.block.text")}</p></>}
      {(answers || isSender) && !(it.reportedAt && !it.settledAt) && <details open={Boolean(form.problems.reason)}><summary>{words.say("stakeholders.letter.report")}</summary>
        <form method="post" action={here(c)(`${to}/report`)}>
          <TextField name="reason" label={words.say("stakeholders.letter.report.reason")} hint={words.say("stakeholders.letter.report.hint")} form={form} required dir="auto" />
          <div class="actions"><button class="little">{words.say("stakeholders.letter.report")}</button></div>
        </form></details>}
      {mayOfficiate(viewer) && it.reportedAt && !it.settledAt && <Deed c={c} to={`${to}/settlement`} name="stakeholders.letter.settle" />}
    </>, status);
}
