import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { officerOf } from "../ground/viewer.ts";
import { readChoices } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { partnershipAddress, partnershipDeskAddress, partnershipsDeskAddress } from "../concepts/partnerships/addresses.ts";
import { checklist } from "../concepts/partnerships/checklist.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { AsideInput, MergeInput, ReviewInput } from "../concepts/partnerships/inputs.ts";
import { merge } from "../concepts/partnerships/operations/merging.ts";
import { setAside } from "../concepts/partnerships/operations/questions.ts";
import { review } from "../concepts/partnerships/operations.ts";
import { waitingOf, type Waiting } from "../concepts/partnerships/partnership.ts";
import { alike, partnershipIdAt, waitingPartnerships } from "../concepts/partnerships/store.ts";
import { unanswered } from "../concepts/partnerships/store/questions.ts";
import { Facts, Partners, Results, Outward } from "../concepts/partnerships/views.tsx";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { tellReturned } from "./partnership-mail.ts";
import { presentPartnership } from "./partnership.tsx";
import { promisedBy } from "./promises.ts";
import { Reviewing } from "./reviewing.tsx";

const at = `${partnershipsDeskAddress}/:slug`;

/** Where officers of the house review what was proposed, merge what stands twice, and put aside what is no question. */
export const partnershipDesk = new Hono<Env>()
  .get(partnershipsDeskAddress, async (c) => { officerOf(c.var.viewer); return showDesk(c); })
  .get(at, async (c) => { officerOf(c.var.viewer); return showOne(c, await presentPartnership(c), untouched()); })
  .post(`${at}/review`, async (c) => {
    officerOf(c.var.viewer);
    const it = await presentPartnership(c);
    const read = await readChoices(c, ReviewInput, ["checks"]);
    if (!read.ok) return showOne(c, it, read.form, 422);
    const { turn, ...said } = read.input;
    const became = await review(c.var.db, c.var.viewer, { id: it.id, turn }, said, c.var.now, c.var.chance);
    if (said.outcome === "returned") await tellReturned(c, it, said.because);
    return onward(c, partnershipsDeskAddress, became === "published" ? "flash.partnership.published" : "flash.partnership.reviewed");
  })
  .post(`${at}/merging`, async (c) => {
    officerOf(c.var.viewer);
    const it = await presentPartnership(c);
    const form = await readForm(c, MergeInput);
    if (!form.ok) return showOne(c, it, form.form, 422);
    const into = await partnershipIdAt(c.var.db, form.input.into, c.var.viewer);
    if (!into) throw new Refusal("not-valid", "partnership-whole-unknown", { slug: form.input.into });
    await merge(c.var.db, c.var.viewer, { id: it.id, turn: form.input.turn }, into, form.input.because, c.var.now, c.var.chance);
    return onward(c, partnershipAddress({ slug: form.input.into }), "flash.partnership.merged");
  })
  .post(`${at}/questions`, async (c) => {
    officerOf(c.var.viewer);
    const it = await presentPartnership(c);
    const form = await readForm(c, AsideInput);
    if (!form.ok) return showOne(c, it, form.form, 422);
    await setAside(c.var.db, c.var.viewer, it, form.input, c.var.now);
    return onward(c, `${partnershipAddress(it)}#questions`, "flash.partnership.aside");
  });

const crumbs = (c: Door, step?: string) => [{ name: c.var.words.say("shell.desk"), address: here(c)("/desk") }, { name: c.var.words.say("partnerships.desk"), ...(step ? { address: here(c)(partnershipsDeskAddress) } : {}) }, ...(step ? [{ name: step }] : [])];

/** Since when a proposal waits for the officers: the day of its last confirmation. */
export const ripeSince = (it: ShownPartnership): string => it.waiting!.partners.map((one) => one.day ?? "").concat(it.waiting!.day).toSorted().at(-1)!;
/** What waits for officers, what has waited longest first. */
export const ripe = (all: readonly ShownPartnership[]) => all.filter((it) => it.waiting && waitingOf(it.waiting.partners, it.reviews) === "review").toSorted((a, b) => (ripeSince(a) < ripeSince(b) ? -1 : 1));

async function showDesk(c: Door) {
  const { db, viewer, words } = c.var;
  const all = await waitingPartnerships(db, viewer);
  const shelves: [Waiting, ShownPartnership[]][] = [["review", ripe(all)], ...(["returned", "asked", "denied"] as const).map((it): [Waiting, ShownPartnership[]] => [it, all.filter((one) => waitingOf(one.waiting!.partners, one.reviews) === it)])];
  const title = words.say("partnerships.desk");
  return showPage(c, { title, crumbs: crumbs(c), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("partnerships.desk.lede")}</p>
      {shelves.map(([waits, some]) => (
        <section aria-labelledby={waits}><h2 id={waits}>{words.say(`partnerships.waits.${waits}`)} ({words.number(some.length)})</h2>
          {some.length === 0 ? <p class="soft">{words.say("accreditation.desk.nothing")}</p> : <ul class="entries">{some.map((it) => (
            <li><a href={here(c)(partnershipDeskAddress(it))}><InWords it={it.waiting!.title} words={words} /></a> <span class="small soft">{words.say(it.public ? "partnerships.waiting.change" : "partnerships.waiting.new")} · {waits === "review" ? words.say("partnerships.desk.due", { day: words.day(promisedBy(ripeSince(it), "partnership")), count: it.reviews.length }) : words.day(it.waiting!.day)}</span></li>
          ))}</ul>}
        </section>
      ))}
    </>);
}

async function showOne(c: Door, it: ShownPartnership, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const entry = (it.waiting ?? it.public)!;
  const name = words.pick(entry.title).text;
  const [twins, open] = [await alike(db, it, entry, viewer), await unanswered(db, [it.id])];
  return showPage(c, { title: name, crumbs: crumbs(c, name), unlisted: true },
    <>
      <h1>{name}</h1>
      <p class="lede"><InWords it={entry.about} words={words} /> <a href={here(c)(partnershipAddress(it))}>{words.say("partnerships.desk.page")}</a></p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div>
          <Facts it={entry} words={words} address={here(c)} />
          <Results it={entry} words={words} />
          <ul>{entry.sources.map((one) => <li><Outward to={one} /></li>)}</ul>
          {it.waiting && waitingOf(it.waiting.partners, it.reviews) === "review" && <Reviewing c={c} to={partnershipDeskAddress(it)} it={it} checklist={checklist} hint="partnerships.review.because" form={form.values.outcome === undefined ? untouched() : form} />}
        </div>
        <div>
          <section class="card" aria-labelledby="who"><h2 id="who">{words.say("partnerships.partners")}</h2><Partners partners={entry.partners} words={words} address={(slug) => here(c)(stakeholderAddress({ slug }))} {...(it.waiting ? { waiting: true as const } : {})} />
            {it.reviews.map((one) => <p class="small">{words.say(`partnerships.review.${one.outcome}`, { by: one.by, day: words.day(one.day) })}{one.because && <> <q class="lines" dir="auto">{one.because}</q></>}</p>)}</section>
          <Twins c={c} it={it} form={form} twins={twins} />
          {open.map((one) => (
            <section class="card" aria-label={words.say("partnerships.question", { number: one.it.number })}><blockquote class="lines" dir="auto">{one.it.text}</blockquote>
              <form method="post" action={here(c)(`${partnershipDeskAddress(it)}/questions`)}><input type="hidden" name="number" value={String(one.it.number)} /><div class="field"><label for={`aside-${one.it.number}`}>{words.say("calls.form.because")}</label><textarea id={`aside-${one.it.number}`} name="because" rows={2} dir="auto" required>{form.values.number === String(one.it.number) ? form.values.because : ""}</textarea></div><button class="little">{words.say("partnerships.question.put-aside", { number: one.it.number })}</button></form></section>
          ))}
        </div>
      </div>
    </>, status);
}

/** Entries that may be the same, and a form to make two one. */
const Twins = ({ c: { var: { words } }, c, it, form, twins }: { c: Door; it: ShownPartnership; form: Typed; twins: Awaited<ReturnType<typeof alike>> }) => (
  <section class="card" aria-labelledby="twins"><h2 id="twins">{words.say("partnerships.alike")}</h2>
    {twins.length === 0 ? <p class="soft">{words.say("partnerships.alike.none")}</p> : <ul class="plain">{twins.map((one) => <li><a href={here(c)(partnershipAddress(one))}><InWords it={one.title} words={words} /></a> <span class="small soft">{words.say(`partnerships.alike.${one.likeness}`)}</span></li>)}</ul>}
    <details open={form.problems.into !== undefined}><summary>{words.say("partnerships.merge")}</summary>
      <form method="post" action={here(c)(`${partnershipDeskAddress(it)}/merging`)}><input type="hidden" name="turn" value={String(it.turn)} />
        <TextField name="into" label={words.say("partnerships.merge.into")} hint={words.say("partnerships.form.part-of.hint")} form={form.values.into === undefined ? untouched({ into: twins[0]?.slug ?? "" }) : form} required />
        <div class="field"><label for="merge-because">{words.say("calls.form.because")}</label><textarea id="merge-because" name="because" rows={2} dir="auto" required>{form.values.into === undefined ? "" : form.values.because}</textarea></div><button class="little">{words.say("partnerships.merge")}</button></form>
    </details>
  </section>
);
