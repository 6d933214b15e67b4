import type { Sector } from "../concepts/stakeholders/stakeholder.ts";
import { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { redline } from "@travaux/treaty-text";
import { readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { showPage } from "../ground/web/page.tsx";
import type { Words } from "../ground/words.ts";
import type { Call } from "../concepts/calls/call.ts";
import { callsOf } from "../concepts/calls/store.ts";
import { checksOf, type Checked } from "../concepts/contributions/checks.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { acknowledgeSubmission, publishSubmission, returnSubmission } from "../concepts/contributions/operations/submissions.ts";
import { contributionByReference, surroundingsOf } from "../concepts/contributions/store.ts";
import { clearanceDays, clearancesOf, coAuthorsOfAll, inClearance, type ClearanceDays } from "../concepts/contributions/store/submissions.ts";
import { nameOf, Paragraphs, placeName, signatureOf } from "../concepts/contributions/views.tsx";
import { MarkOf } from "../concepts/disclosure/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { Redline } from "../concepts/texts/views.tsx";
import { tellOf } from "./author-mail.ts";
import { back, clearanceAt as at, frame, opened, type Opened } from "./clearance-desk.tsx";
import { redactedCopyPages } from "./redacted-copy.tsx";
import { FileList } from "./submission-parts.tsx";
import { officiatedProcess } from "./officiated.ts";

const ReturnInput = z.object({ because: z.string().trim().min(10, "clearance.because.needed").max(2000, "clearance.because.long") });
const AcknowledgeInput = z.object({ submission: z.array(z.string()).min(1, "clearance.none-chosen").max(100, "clearance.none-chosen") });

/** What comes in answer to calls, before anybody else reads it: acknowledge, publish, return with a reason, or publish a copy from which something was taken. */
export const clearancePages = new Hono<Env>()
  .get("/:process/clearance", async (c) => showLog(c))
  .get(at, async (c) => showQueue(c, await officiatedProcess(c), untouched()))
  .post(`${at}/acknowledgement`, async (c) => {
    const process = await officiatedProcess(c);
    const read = await readChoices(c, AcknowledgeInput, ["submission"]);
    if (!read.ok) return showQueue(c, process, read.form, 422);
    const { db, viewer, now, chance } = c.var;
    for (const reference of new Set(read.input.submission)) {
      const shown = await contributionByReference(db, process.id, reference, viewer);
      await acknowledgeSubmission(db, viewer, shown, now, chance);
      await tellOf(c, "contribution-acknowledged", process, shown);
    }
    return back(c, process, "flash.clearance.acknowledged");
  })
  .get(`${at}/:reference`, async (c) => showOne(c, await opened(c), untouched()))
  .post(`${at}/:reference/publication`, async (c) => {
    const { process, shown } = await opened(c);
    await publishSubmission(c.var.db, c.var.viewer, shown, null, c.var.now, c.var.chance);
    await tellOf(c, "contribution-published", process, shown);
    return back(c, process, "flash.clearance.published");
  })
  .post(`${at}/:reference/return`, async (c) => {
    const it = await opened(c);
    const form = await readForm(c, ReturnInput);
    if (!form.ok) return showOne(c, it, form.form, 422);
    await returnSubmission(c.var.db, c.var.viewer, it.shown, form.input.because, c.var.now, c.var.chance);
    await tellOf(c, "contribution-returned", it.process, it.shown);
    return back(c, it.process, "flash.clearance.returned");
  })
  .route("/", redactedCopyPages);

/** The sector whose rules hold for it: officers know it, unless nobody does. */
const sectorOf = (it: ShownContribution) => (it.inside?.organisation.sector ?? it.by.organisation?.sector ?? it.by.sector) as Sector | null;

/** What the house found, each a word and a sentence. */
const Checks = ({ checks, words }: { checks: readonly Checked[]; words: Words }) => (
  <ul class="rights">{checks.map(({ check, fine, values }) => <li><b class={fine ? "yes" : "some"}>{words.say(fine ? "clearance.fine" : "clearance.look")}</b><span>{words.say(`clearance.check.${check}.${fine ? "yes" : "no"}`, values)}</span></li>)}</ul>
);

async function showQueue(c: Door, process: Process, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const waiting = await inClearance(db, process.id, viewer);
  const calls = new Map((await callsOf(db, process.id, viewer)).map((it) => [it.id, it]));
  const coAuthors = await coAuthorsOfAll(db, waiting.map((it) => it.id));
  const stands = waiting.length === 0 ? null : await surroundingsOf(db, waiting);
  const title = words.say("clearance.title");
  return showPage(c, frame(c, process, title),
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("clearance.lede")} <a href={here(c)(`/${process.slug}/clearance`)}>{words.say("clearance.log")}</a></p>
      <ErrorSummary form={form} words={words} />
      {waiting.length === 0 ? <div class="empty"><p>{words.say("clearance.none")}</p></div> : (
        <form method="post" action={here(c)(`/desk/${process.slug}/clearance/acknowledgement`)}>
          <ul class="plain" id="submission">{waiting.map((it) => {
            const call = calls.get(it.callId ?? "");
            return (
              <li class="task">
                <p><time datetime={it.day}>{words.day(it.day)}</time><br />{it.acknowledgedDay === null ? <label class="pick"><input type="checkbox" name="submission" value={it.reference} /> <bdi>{it.reference}</bdi></label> : <><bdi>{it.reference}</bdi><br /><small class="soft">{words.say("clearance.acknowledged", { day: words.day(it.acknowledgedDay) })}</small></>}</p>
                <div>
                  <h2><a href={here(c)(`/desk/${process.slug}/clearance/${it.reference}`)} lang={it.language} dir="auto">{nameOf(words, it, stands!(it))}</a></h2>
                  <p class="small">{it.inside ? words.pick(it.inside.organisation.name).text : signatureOf(words, it)}{call && ` · ${words.say("answers.call", { number: call.number })}`} · <MarkOf it={it} words={words} /></p>
                  {call && it.document && <Checks checks={checksOf({ document: it.document, language: it.language, late: it.late }, call, sectorOf(it), coAuthors.get(it.id) ?? []).filter((one) => !one.fine)} words={words} />}
                </div>
              </li>
            );
          })}</ul>
          {waiting.some((it) => it.acknowledgedDay === null) && <div class="actions"><button class="main">{words.say("clearance.acknowledge")}</button></div>}
        </form>
      )}
    </>, status);
}

const filesAt = (c: Door, process: Process, shown: ShownContribution) => `${here(c)(contributionAddress(process, shown))}/attachments`;

/** A submission part by part, as it was filed. */
function Document({ c, it: { process, document, shown } }: { c: Door; it: Opened }) {
  const { words } = c.var;
  return (
    <div class="view">
      <p class="kind">{words.say("contributions.view")} <span>{signatureOf(words, shown)} · {words.languageName(shown.language)}</span></p>
      <h3 lang={shown.language} dir="auto">{document.title}</h3>
      {document.text && <Paragraphs text={document.text} lang={shown.language} />}
      <ol>{document.asks.map((ask) => (
        <li><Paragraphs text={ask.text} lang={shown.language} />{ask.pins.length > 0 && <p class="small soft">{ask.pins.map((pin) => placeName(words, pin.place)).join(" · ")}</p>}{ask.proposal && <p lang={shown.language} dir="auto"><Redline parts={redline(ask.proposal.before, ask.proposal.after)} /></p>}</li>
      ))}</ol>
      {document.answers.map((it) => <><h4>{words.say("clearance.question", { number: it.question })}</h4><Paragraphs text={it.text} lang={shown.language} /></>)}
      {document.interest && <p class="small">{words.say("clearance.interest")} <q dir="auto">{document.interest}</q></p>}
      <FileList files={document.attachments} named={{ words, files: filesAt(c, process, shown) }} />
    </div>
  );
}

async function showOne(c: Door, it: Opened, form: Typed, status: 200 | 422 = 200) {
  const { db, words } = c.var;
  const { process, shown, document, call, coAuthors } = it;
  const to = (step: string) => here(c)(`/desk/${process.slug}/clearance/${shown.reference}/${step}`);
  const acts = await clearancesOf(db, shown.id);
  return showPage(c, frame(c, process, `${document.title} · ${shown.reference}`, shown.reference),
    <>
      <p class="eyebrow"><bdi>{shown.reference}</bdi> · {words.say("answers.call", { number: call.number })} · <time datetime={shown.day}>{words.day(shown.day)}</time></p>
      <h1 lang={shown.language} dir="auto">{document.title}</h1>
      <p>{shown.inside ? words.pick(shown.inside.organisation.name).text : signatureOf(words, shown)} · <MarkOf it={shown} words={words} /></p>
      <ErrorSummary form={form} words={words} />
      <div class="split">
        <div><Document c={c} it={it} /></div>
        <div>
          <section class="card strong" aria-labelledby="checks"><h2 id="checks">{words.say("clearance.checks")}</h2><Checks checks={checksOf({ document, language: shown.language, late: shown.late }, call, sectorOf(shown), coAuthors)} words={words} /></section>
          {acts.length > 0 && <section class="card" aria-labelledby="acts"><h2 id="acts">{words.say("clearance.before")}</h2><ol class="dates">{acts.map((act) => <li><time datetime={act.day}>{words.day(act.day)}</time> <span>{words.say(`clearance.act.${act.act}`)}, {act.officer}{act.because && <>: <q dir="auto">{act.because}</q></>}</span></li>)}</ol></section>}
          <section class="card" aria-labelledby="decide"><h2 id="decide">{words.say("clearance.decide")}</h2>
            <form method="post" action={to("publication")}><div class="actions"><button class="main">{words.say("clearance.publish")}</button> <a class="button" href={to("redaction")}>{words.say("clearance.redact")}</a></div></form>
            <form method="post" action={to("return")}>
              <TextArea name="because" label={words.say("clearance.because")} hint={words.say("clearance.because.hint")} form={form} rows={3} required />
              <div class="actions"><button>{words.say("clearance.return")}</button></div>
            </form>
            <p class="small"><a href={here(c)(contributionAddress(process, shown))}>{words.say("clearance.page")}</a></p>
          </section>
        </div>
      </div>
    </>, status);
}

/** What was done with what came in, counted; with the rule by which it is done. */
async function showLog(c: Door) {
  const { db, viewer, words } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const calls = await callsOf(db, process.id, viewer);
  const rows = await clearanceDays(db, calls.map((it) => it.id));
  const shown = calls.flatMap((call) => { const row = rows.get(call.id); return row ? [{ call, row }] : []; });
  const title = words.say("clearance.log");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }], process: barOf(process, "process") },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("clearance.log.lede")}</p>
      {shown.length === 0 ? <div class="empty"><p>{words.say("clearance.log.none")}</p></div> : <Log c={c} shown={shown} />}
      <section aria-labelledby="rule"><h2 id="rule">{words.say("clearance.rule")}</h2><p>{words.say("clearance.rule.text")}</p><p>{words.say("clearance.rule.days")}</p></section>
    </>);
}

const logged = ["published", "published-redacted", "returned"] as const;
/** From how many on it is said how many were returned: the database keeps smaller numbers to itself. */
const fewestCounted = 10;

function Log({ c, shown }: { c: Door; shown: readonly { call: Call; row: ClearanceDays }[] }) {
  const { words } = c.var;
  const days = (it: number | null) => (it === null ? "–" : words.number(it));
  const counted = (it: number | null) => (it === null ? words.say("clearance.fewer", { count: fewestCounted }) : words.number(it));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard
    <div class="scroll" tabindex={0} role="region" aria-label={words.say("clearance.log")}>
      <table>
        <caption>{words.say("clearance.log.caption")}</caption>
        <thead><tr><th scope="col">{words.say("answers.facet.call")}</th>{logged.map((it) => <th scope="col" class="n">{words.say(`clearance.act.${it}`)}</th>)}<th scope="col" class="n">{words.say("clearance.days.acknowledged")}</th><th scope="col" class="n">{words.say("clearance.days.published")}</th></tr></thead>
        <tbody>{shown.map(({ call, row }) => (
          <tr><th scope="row">{words.say("answers.call", { number: call.number })}: {words.pick(call.title).text}</th>{logged.map((it) => <td class="n">{counted(row.counts[it])}</td>)}<td class="n">{days(row.toAcknowledge)}</td><td class="n">{days(row.toPublish)}</td></tr>
        ))}</tbody>
      </table>
    </div>
  );
}
