import { Hono } from "hono";
import { officerOf } from "../ground/viewer.ts";
import { readChoices } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { AsideInput } from "../concepts/partnerships/inputs.ts";
import { practiceAddress, practiceDeskAddress, practicesDeskAddress } from "../concepts/practices/addresses.ts";
import { checklist } from "../concepts/practices/checklist.ts";
import type { ShownPractice } from "../concepts/practices/disclosure.ts";
import { PracticeReviewInput } from "../concepts/practices/inputs.ts";
import { review } from "../concepts/practices/operations.ts";
import { waitingOf } from "../concepts/practices/practice.ts";
import { proposedPractices, unanswered } from "../concepts/practices/store.ts";
import { setAside } from "../concepts/practices/talking.ts";
import { About, Card } from "../concepts/practices/views.tsx";
import { tellReturnedPractice } from "./practice-mail.ts";
import { presentPractice } from "./practice.tsx";
import { Reviewing } from "./reviewing.tsx";

const at = `${practicesDeskAddress}/:slug`;

/** Where officers of the house review practices, and put aside what is no question. */
export const practiceDesk = new Hono<Env>()
  .get(practicesDeskAddress, async (c) => { officerOf(c.var.viewer); return showDesk(c); })
  .get(at, async (c) => { officerOf(c.var.viewer); return showOne(c, await presentPractice(c), untouched()); })
  .post(`${at}/review`, async (c) => {
    officerOf(c.var.viewer);
    const it = await presentPractice(c);
    const read = await readChoices(c, PracticeReviewInput, ["checks"]);
    if (!read.ok) return showOne(c, it, read.form, 422);
    const { turn, ...said } = read.input;
    const became = await review(c.var.db, c.var.viewer, { id: it.id, turn }, said, c.var.now, c.var.chance);
    if (said.outcome === "returned") await tellReturnedPractice(c, it, said.because);
    return onward(c, practicesDeskAddress, became === "published" ? "flash.partnership.published" : "flash.partnership.reviewed");
  })
  .post(`${at}/questions`, async (c) => {
    officerOf(c.var.viewer);
    const it = await presentPractice(c);
    const form = await readForm(c, AsideInput);
    if (!form.ok) return showOne(c, it, form.form, 422);
    await setAside(c.var.db, c.var.viewer, it, form.input, c.var.now);
    return onward(c, `${practiceAddress(it)}#questions`, "flash.partnership.aside");
  });

const crumbs = (c: Door, step?: string) => [{ name: c.var.words.say("shell.desk"), address: here(c)("/desk") }, { name: c.var.words.say("practices.desk"), ...(step ? { address: here(c)(practicesDeskAddress) } : {}) }, ...(step ? [{ name: step }] : [])];

async function showDesk(c: Door) {
  const { db, viewer, words } = c.var;
  const all = await proposedPractices(db, viewer);
  const title = words.say("practices.desk");
  return showPage(c, { title, crumbs: crumbs(c), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("practices.desk.lede")}</p>
      {(["review", "returned"] as const).map((waits) => { const some = all.filter((it) => waitingOf(it.reviews) === waits); return (
        <section aria-labelledby={waits}><h2 id={waits}>{words.say(`practices.desk.${waits}`)} ({words.number(some.length)})</h2>
          {some.length === 0 ? <p class="soft">{words.say("accreditation.desk.nothing")}</p> : <ul class="entries">{some.map((it) => <li><a href={here(c)(practiceDeskAddress(it))}><InWords it={it.title} words={words} /></a> <span class="small soft">{words.pick(it.owner.name).text} · {words.day(it.proposedDay)} · {words.say("practices.desk.passed", { count: it.reviews.filter((one) => one.outcome === "passes").length })}</span></li>)}</ul>}
        </section>
      ); })}
    </>);
}

async function showOne(c: Door, it: ShownPractice, form: Typed, status: 200 | 422 = 200) {
  const { db, words } = c.var;
  const name = words.pick(it.title).text;
  const open = await unanswered(db, [it.id]);
  return showPage(c, { title: name, crumbs: crumbs(c, name), unlisted: true },
    <>
      <div class="by-stakeholder"><h1><InWords it={it.title} words={words} /></h1></div>
      <p><a href={here(c)(practiceAddress(it))}>{words.say("partnerships.desk.page")}</a></p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div><Card it={it} words={words} />{it.state === "proposed" && waitingOf(it.reviews) === "review" && <Reviewing c={c} to={practiceDeskAddress(it)} it={it} checklist={checklist} hint="practices.review.because" form={form} />}</div>
        <div>
          <section class="card" aria-labelledby="about"><h2 id="about">{words.say("practices.about")}</h2><About it={it} words={words} address={here(c)} />
            {it.reviews.map((one) => <p class="small">{words.say(`partnerships.review.${one.outcome}`, { by: one.by, day: words.day(one.day) })}{one.because && <> <q class="lines" dir="auto">{one.because}</q></>}</p>)}</section>
          {open.map((one) => (
            <section class="card" aria-label={words.say("partnerships.question", { number: one.number })}><blockquote class="lines" dir="auto">{one.text}</blockquote>
              <form method="post" action={here(c)(`${practiceDeskAddress(it)}/questions`)}><input type="hidden" name="number" value={String(one.number)} /><div class="field"><label for={`aside-${one.number}`}>{words.say("calls.form.because")}</label><textarea id={`aside-${one.number}`} name="because" rows={2} dir="auto" required></textarea></div><button class="little">{words.say("partnerships.question.put-aside", { number: one.number })}</button></form></section>
          ))}
        </div>
      </div>
    </>, status);
}
