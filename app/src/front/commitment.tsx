import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { mayOfficiate, personOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { numberIn } from "../ground/web/number.ts";
import { onward, showPage } from "../ground/web/page.tsx";
import { commitmentAddress, commitmentsDeskAddress, commitmentsFeedAddress } from "../concepts/commitments/addresses.ts";
import { isClosed, isWithoutOwner } from "../concepts/commitments/commitment.ts";
import type { ShownCommitment, ShownProgress } from "../concepts/commitments/disclosure.ts";
import { AskingInput, ClosingInput, ConfirmationInput, DepartureInput, MoveInput, ProgressInput, RefusalInput } from "../concepts/commitments/inputs.ts";
import { ask, close, closeUnowned, confirm, decline, leave, lookedUp, move, progress } from "../concepts/commitments/operations.ts";
import { changesOfCommitment, commitmentByNumber, progressOf } from "../concepts/commitments/store.ts";
import { CommitmentHistory, EarlierDays, LastDay, Owners, ProgressList, Said, SaidLines, shareSaid, Standing } from "../concepts/commitments/views.tsx";
import { releaseAddress } from "../concepts/findings/addresses.ts";
import { statementAddress } from "../concepts/statements/addresses.ts";
import { meetingAddress } from "../concepts/meetings/addresses.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { CommitmentDeeds, type CommitmentRoom } from "./commitment-deeds.tsx";
import { tellAskedOwners } from "./commitment-mail.ts";
import { commitmentCrumbs } from "./commitments.tsx";

const at = "/:process/commitments/:commitment{[1-9][0-9]*}";

/** A commitment: what was undertaken, by whom and until when, what was done, how it ended; and what its owners do with it. */
export const commitmentPages = new Hono<Env>()
  .get(at, async (c) => showCommitment(c, await present(c), untouched()))
  .post(`${at}/confirmation`, (c) => inHand(c, ConfirmationInput, async ({ it, process }, seen) => {
    await confirm(c.var.db, c.var.viewer, it, seen, c.var.now, c.var.chance);
    return onward(c, commitmentAddress(process, it), "flash.commitment.opened");
  }))
  .post(`${at}/refusal`, (c) => inHand(c, RefusalInput, async ({ it, process }, said) => {
    await decline(c.var.db, c.var.viewer, it, said, c.var.now);
    return onward(c, commitmentAddress(process, it), "flash.commitment.declined");
  }))
  .post(`${at}/progress`, (c) => inHand(c, ProgressInput, async ({ it, process }, said) => {
    await progress(c.var.db, c.var.viewer, it, said, c.var.now, c.var.chance);
    return onward(c, `${commitmentAddress(process, it)}#progress`, "flash.commitment.progressed");
  }))
  .post(`${at}/last-day`, (c) => inHand(c, MoveInput, async ({ it, process }, said) => {
    await move(c.var.db, c.var.viewer, it, said, c.var.now, c.var.chance);
    return onward(c, commitmentAddress(process, it), "flash.commitment.moved");
  }))
  .post(`${at}/closing`, (c) => inHand(c, ClosingInput, async ({ it, process }, { body, ...report }) => {
    const { db, viewer, now, chance } = c.var;
    await (body === "" ? closeUnowned(db, viewer, it, report, now, chance) : close(db, viewer, it, { ...report, body }, now, chance));
    return onward(c, commitmentAddress(process, it), "flash.commitment.closed");
  }, "owners and officers"))
  .post(`${at}/departure`, (c) => inHand(c, DepartureInput, async ({ it, process }, said) => {
    await leave(c.var.db, c.var.viewer, it, said, c.var.now, c.var.chance);
    return onward(c, commitmentAddress(process, it), "flash.commitment.left");
  }))
  .post(`${at}/owners`, (c) => inHand(c, AskingInput, async ({ it, process }, { owners }) => {
    const asked = await ask(c.var.db, c.var.viewer, it, (await lookedUp(c.var.db, { owners, themes: [] })).ownerIds, c.var.now);
    await tellAskedOwners(c, it, process, asked);
    return onward(c, commitmentAddress(process, it), "flash.commitment.asked", { count: asked.length });
  }, "owners and officers"));

/** The commitment of the address, for whoever may know of it. */
async function present(c: Door): Promise<CommitmentRoom> {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  return { process, it: await commitmentByNumber(c.var.db, process, numberIn(inAddress(c, "commitment")), c.var.viewer) };
}

/** Read the form and do what it asks, in the name of a body; a form that is not right comes back with what was typed. Whoever answers for none is told so before anybody looks at it; of what officers do too they are let through. */
async function inHand<S extends Parameters<typeof readForm>[1]>(c: Door, schema: S, deed: (room: CommitmentRoom, input: S["_output"]) => Promise<Response>, who: "owners" | "owners and officers" = "owners"): Promise<Response> {
  const room = await present(c);
  personOf(c.var.viewer);
  const officiates = who === "owners and officers" && mayOfficiate(c.var.viewer, room.process.id);
  if (!officiates && (await bodiesOf(c.var.db, c.var.viewer)).length === 0) throw new Refusal("not-allowed", "commitment-not-owner");
  const read = await readForm(c, schema);
  return read.ok ? deed(room, read.input as S["_output"]) : showCommitment(c, room, read.form, 422);
}

async function showCommitment(c: Door, { process, it }: CommitmentRoom, form: Typed, status: 200 | 422 = 200) {
  const { db, words, now, viewer } = c.var;
  const [entries, changes, today] = [await progressOf(db, it.id), await changesOfCommitment(db, it.id), dayOf(now)];
  const isPublic = it.openedDay !== null;
  const formats = isPublic ? [{ name: words.say("footer.json"), address: `/api/v1${commitmentAddress(process, it)}`, type: "application/json" }, { name: words.say("commitments.feed"), address: here(c)(commitmentsFeedAddress(process)), type: "application/atom+xml" }] : [];
  const invented = [...it.owners, ...it.others].some((one) => one.body.invented);
  return showPage(c, { title: it.title, crumbs: commitmentCrumbs(c, process, { name: words.say("commitments.number", { number: it.number }) }), process: barOf(process, "process"), unlisted: !isPublic || invented, formats },
    <>
      {it.state === "proposed" && <div class="empty"><p>{words.say("commitments.state.proposed.text")}</p></div>}
      {isWithoutOwner(it, it.owners) && <div class="empty"><p><strong>{words.say("commitments.status.without-owner")}.</strong> {words.say("commitments.state.without-owner.text")}</p></div>}
      <p class="eyebrow">{[words.say("commitments.number", { number: it.number }), invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}</p>
      <div class="by-stakeholder"><h1><Said text={it.title} language={it.language} words={words} /></h1></div>
      <p><Standing it={it} words={words} today={today} /> {!isClosed(it) && <LastDay it={it} words={words} today={today} />}</p>
      {!isClosed(it) && <EarlierDays it={it} words={words} />}
      <ErrorSummary form={form} words={words} />
      {mayOfficiate(viewer, process.id) && <p><a href={here(c)(commitmentsDeskAddress(process))}>{words.say("commitments.desk")}</a></p>}
      <div class="split">
        <div>
          {it.report && <Report c={c} it={it} today={today} />}
          <section aria-labelledby="what"><h2 id="what">{words.say("commitments.form.what")}</h2><SaidLines text={it.what} language={it.language} words={words} />
            <h3>{words.say("commitments.form.indicator")}</h3><SaidLines text={it.indicator} language={it.language} words={words} /></section>
          {isPublic && <Done c={c} it={it} entries={entries} />}
          {changes.length > 0 && <section aria-labelledby="history"><h2 id="history">{words.say("commitments.history")}</h2><CommitmentHistory changes={changes} words={words} receipt={(sequence) => `/api/v1${commitmentAddress(process, it)}/changes/${sequence}/receipt`} /></section>}
        </div>
        <div>
          <About c={c} room={{ process, it }} />
          <CommitmentDeeds c={c} room={{ process, it }} entries={entries} form={form} />
        </div>
      </div>
    </>, status);
}

/** How it ended: the report, and whether the sign came about. */
const Report = ({ c: { var: { words } }, it, today }: { c: Door; it: ShownCommitment; today: string }) => (
  <section class="card strong" aria-labelledby="report"><h2 id="report">{words.say("commitments.report")}</h2>
    <p class="small"><strong>{words.say(it.state === "done" ? "commitments.closed.done" : "commitments.closed.given-up", { day: words.day(it.closedDay!) })}</strong>{it.outcome && <> · {words.say("commitments.outcome")}: {words.say(`commitments.outcome.${it.outcome}`)}</>}</p>
    <p class="small"><LastDay it={it} words={words} today={today} /></p><EarlierDays it={it} words={words} />
    <p class="lines" dir="auto">{it.report}</p>
  </section>
);

const Done = ({ c, c: { var: { words } }, it, entries }: { c: Door; it: ShownCommitment; entries: readonly ShownProgress[] }) => (
  <section aria-labelledby="progress"><h2 id="progress">{words.say("commitments.progress")}</h2>
    {it.share !== null && <p>{words.say("commitments.share", { share: shareSaid(words, it.share) })}</p>}
    {entries.length === 0 ? <p class="soft">{words.say("commitments.progress.none")}</p> : <ProgressList entries={entries} words={words} address={(slug) => here(c)(stakeholderAddress({ slug }))} />}
  </section>
);

/** Who owns it, what it was born of, and what it is about; for those inside, also who else was asked. */
function About({ c, room: { process, it } }: { c: Door; room: CommitmentRoom }) {
  const { words } = c.var;
  const address = (slug: string) => here(c)(stakeholderAddress({ slug }));
  const [former, others] = [it.others.filter((one) => one.state === "left"), it.others.filter((one) => one.state !== "left")];
  const rows: [string, Child][] = [
    ...(it.source ? [[words.say(`commitments.born.${it.source.of}`), <a href={here(c)(sourceAddress(process, it.source))}><InWords it={it.source.title} words={words} /></a>] satisfies [string, Child]] : []),
    ...(it.themes.length > 0 ? [[words.say("commitments.themes"), it.themes.map((one, at) => <>{at > 0 && " · "}<a href={here(c)(`/themes/${one.slug}`)}><InWords it={one.name} words={words} /></a></>)] satisfies [string, Child]] : []),
  ];
  return (
    <section class="card strong" aria-labelledby="owners"><h2 id="owners">{words.say("commitments.owners")}</h2>
      {it.owners.length === 0 ? <p class="soft">{words.say("commitments.column.none")}</p> : <Owners owners={it.owners} words={words} address={address} />}
      {it.asked > 0 && !isClosed(it) && <p class="small">{words.say("commitments.asked", { count: it.asked })}</p>}
      {former.length > 0 && <><h3>{words.say("commitments.former")}</h3><Owners owners={former} words={words} address={address} /></>}
      {others.length > 0 && <><h3>{words.say("commitments.others")}</h3><p class="small soft">{words.say("commitments.others.hint")}</p><Owners owners={others} words={words} address={address} /></>}
      {rows.length > 0 && <dl class="facts">{rows.map(([name, said]) => <><dt>{name}</dt><dd>{said}</dd></>)}</dl>}
      <p class="small soft">{words.say(it.openedDay ? "commitments.opened" : "commitments.proposed", { day: words.day(it.openedDay ?? it.proposedDay) })}</p>
    </section>
  );
}

const sourceAddress = (process: Process, it: NonNullable<ShownCommitment["source"]>): string =>
  it.of === "meeting" ? meetingAddress(process, it) : it.of === "statement" ? statementAddress(process, it) : `${releaseAddress(process, { number: it.assessment }, { number: it.release })}#finding-${it.number}`;
