import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { dayOf } from "../ground/clock.ts";
import { Refusal } from "../ground/refusal.ts";
import { readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import type { Key, Words } from "../ground/words.ts";
import { outcomes, type Track } from "../concepts/accreditation/accreditation.ts";
import { accreditationAddress, accreditationDeskAddress, fileDeskAddress } from "../concepts/accreditation/addresses.ts";
import type { ShownAccreditation, ShownPrepared } from "../concepts/accreditation/disclosure.ts";
import { BatchInput, CarryInput, DecisionInput, lineField, LineInput, seenName, WindowInput } from "../concepts/accreditation/inputs.ts";
import { carryOver, circulate, prepareDecisions, sendDecisions, setWindow, unprepare } from "../concepts/accreditation/operations.ts";
import { accreditationsIn, filesOfBody, preparedIn, standingAgainst, trackByLetter, tracksOf } from "../concepts/accreditation/store.ts";
import { oldestFirst, waitingFiles, type Waiting as WaitingFile } from "../concepts/accreditation/waiting.ts";
import { doorName, StateMark, windowSaid } from "../concepts/accreditation/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { courseOf } from "../concepts/processes/store.ts";
import { Named } from "../concepts/stakeholders/views.tsx";
import { barOf } from "../concepts/texts/pages.tsx";
import { tellBodies } from "./accreditation-mail.ts";
import { officiatedProcess } from "./officiated.ts";

const at = "/desk/:process/accreditation";

/** What waits for the secretariat, the oldest promise first: lay names before States, decide several at once, send what is prepared, carry over. */
export const accreditationDesk = new Hono<Env>()
  .get(at, async (c) => showDesk(c, await officiatedProcess(c), untouched()))
  .post(`${at}/circulation`, async (c) => {
    const process = await officiatedProcess(c);
    const read = await readChoices(c, BatchInput, ["file"]);
    if (!read.ok) return showDesk(c, process, read.form, 422);
    await tellBodies(c, process, await circulate(c.var.db, c.var.viewer, process, read.input.file, c.var.now, c.var.chance));
    return back(c, process, "flash.accreditation.done");
  })
  .post(`${at}/decisions`, async (c) => {
    const process = await officiatedProcess(c);
    const read = await readChoices(c, DecisionInput, ["file"]);
    if (!read.ok) return showDesk(c, process, read.form, 422);
    const { file, outcome, because } = read.input;
    const lines = new Map(file.map(({ id }) => [id, LineInput.safeParse(read.form.values[lineField(id)] ?? "")] as const));
    if ([...lines.values()].some((it) => !it.success)) return showDesk(c, process, { values: read.form.values, problems: { because: c.var.words.say("forums.error.long") } }, 422);
    await prepareDecisions(c.var.db, c.var.viewer, process, file, { outcome, because, lines: new Map([...lines].map(([id, it]) => [id, it.data ?? ""])) }, c.var.now);
    return back(c, process, "flash.accreditation.prepared");
  })
  .post(`${at}/decisions/sending`, async (c) => {
    const process = await officiatedProcess(c);
    await tellBodies(c, process, await sendDecisions(c.var.db, c.var.viewer, process, c.var.now, c.var.chance));
    return back(c, process, "flash.accreditation.sent");
  })
  .post(`${at}/carrying-over`, async (c) => {
    const process = await officiatedProcess(c);
    const read = await readChoices(c, CarryInput, ["except"]);
    if (!read.ok) return showDesk(c, process, read.form, 422);
    const { phase, except, because } = read.input;
    if (!(await courseOf(c.var.db, process)).phases.some((it) => it.number === phase)) throw new Refusal("not-found", "page-unknown");
    await tellBodies(c, process, await carryOver(c.var.db, c.var.viewer, process, phase, new Set(except), because, c.var.now, c.var.chance));
    return back(c, process, "flash.accreditation.sent");
  })
  .post(`${at}/windows`, async (c) => {
    const process = await officiatedProcess(c);
    const form = await readForm(c, WindowInput);
    if (!form.ok) return showDesk(c, process, form.form, 422);
    const { letter, ...window } = form.input;
    await setWindow(c.var.db, c.var.viewer, process, await trackByLetter(c.var.db, process.id, letter), window, c.var.now);
    return back(c, process, "flash.accreditation.done");
  })
  .post(`${at}/:slug/preparation/removal`, async (c) => {
    const process = await officiatedProcess(c);
    const prepared = await preparedIn(c.var.db, process.id, c.var.viewer);
    const files = await filesOfBody(c.var.db, process.id, inAddress(c, "slug"), c.var.viewer);
    if (files.length === 0) throw new Refusal("not-found", "page-unknown");
    const file = files.find((it) => prepared.has(it.id));
    if (!file) throw new Refusal("not-now", "decision-not-prepared");
    await unprepare(c.var.db, c.var.viewer, process, file.id, c.var.now);
    return back(c, process, "flash.accreditation.unprepared");
  });

function back(c: Door, process: Process, key: Key) {
  flash(c, key);
  return c.redirect(here(c)(accreditationDeskAddress(process)), 303);
}

/** What is around a page of the desk. */
export function deskFrame(c: Door, process: Process, title: string, step?: string) {
  const { words } = c.var;
  const desk = words.say("accreditation.desk.title");
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, ...(step ? [{ name: desk, address: here(c)(accreditationDeskAddress(process)) }, { name: step }] : [{ name: desk }])];
  return { title, crumbs, process: barOf(process, "process"), unlisted: true };
}

type Waiting = WaitingFile<ShownAccreditation>;

async function showDesk(c: Door, process: Process, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words, now } = c.var;
  const [day, tracks, all, prepared] = [dayOf(now), await tracksOf(db, process.id), await accreditationsIn(db, process.id, viewer), await preparedIn(db, process.id, viewer)];
  const trackOf = new Map(tracks.map((it) => [it.id, it]));
  const { check, circulate: toCirculate, decide, before, referred } = waitingFiles(all.filter((it) => !prepared.has(it.id)), tracks, day);
  const toDecide = oldestFirst([...decide, ...referred]);
  const standing = await standingAgainst(db, all.map((it) => it.id));
  const row = { c, process, standing };
  const title = words.say("accreditation.desk.title");
  return showPage(c, deskFrame(c, process, title),
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("accreditation.desk.lede")} <a href={here(c)(accreditationAddress(process))}>{words.say("accreditation.title")}</a></p>
      <ErrorSummary form={form} words={words} />
      {prepared.size > 0 && <PreparedOnes {...row} files={all} prepared={prepared} />}
      <Shelf words={words} id="check" title={words.say("accreditation.desk.check")} files={check}>{check.map((it) => <Row {...row} it={it} />)}</Shelf>
      <Shelf words={words} id="decide" title={words.say("accreditation.desk.decide")} files={toDecide}><Deciding {...row} files={toDecide} form={form} /></Shelf>
      <Shelf words={words} id="circulate" title={words.say("accreditation.desk.circulate")} files={toCirculate}>
        <form method="post" action={here(c)(`${accreditationDeskAddress(process)}/circulation`)}><ul class="plain">{toCirculate.map((it) => <Row {...row} it={it} form={form} />)}</ul><div class="actions"><button class="main">{words.say("accreditation.desk.circulate.do")}</button></div></form>
      </Shelf>
      <Shelf words={words} id="before" title={words.say("accreditation.state.circulated")} files={before}>{before.map((it) => <Row {...row} it={it} until />)}</Shelf>
      <CarryingOver {...row} files={all.filter((it) => it.state === "accredited")} tracks={trackOf} phases={(await courseOf(db, process)).phases} form={form} />
      <Windows c={c} process={process} tracks={tracks} form={form} />
    </>, status);
}

const Shelf = ({ words, id, title, files, children }: { words: Words; id: string; title: string; files: readonly Waiting[]; children?: Child }) => (
  <section aria-labelledby={id}><h2 id={id}>{title} ({words.number(files.length)})</h2>{files.length === 0 ? <p class="soft">{words.say("accreditation.desk.nothing")}</p> : children}</section>
);

type RowProps = { c: Door; process: Process; standing: ReadonlyMap<string, number> };

/** One file in a list: since when it waits, a box to tick where several are decided, and the way to it. */
function Row({ c, process, standing, it: { file, since }, form, until, children }: RowProps & { it: Waiting; form?: Typed; until?: true; children?: Child }) {
  const { words } = c.var;
  const count = standing.get(file.id) ?? 0;
  const name = seenName(file);
  const when = words.say(until ? "accreditation.desk.until" : "accreditation.desk.since", { day: words.day(since) });
  const body = <Named it={file.body.name} words={words} />;
  const content = (
    <>
      <p>{form ? <label class="pick"><input type="checkbox" name="file" value={name} checked={(form.values.file ?? "").includes(name)} /> <span>{body}</span></label> : <>{body}<br /></>}<small class="soft">{when}</small></p>
      <div><p><StateMark state={file.state} words={words} /> · {words.say("accreditation.door", { door: file.letter })}{count > 0 && <> · <strong>{words.say("accreditation.desk.standing", { count })}</strong></>}</p><p class="small"><a href={here(c)(fileDeskAddress(process, file.body))}>{words.say("accreditation.desk.open", { name: words.pick(file.body.name).text })}</a></p></div>
      {children}
    </>
  );
  return form ? <li class="task">{content}</li> : <div class="task">{content}</div>;
}

/** Several decided alike, each with a line of its own. */
function Deciding({ files, form, ...row }: RowProps & { files: readonly Waiting[]; form: Typed }) {
  const { words } = row.c.var;
  return (
    <form method="post" action={here(row.c)(`${accreditationDeskAddress(row.process)}/decisions`)}>
      <ul class="plain" id="file">{files.map((it) => {
        const field = lineField(it.file.id);
        return <Row {...row} it={it} form={form}><div class="field"><label for={field}>{words.say("accreditation.desk.line")}</label><input id={field} name={field} dir="auto" maxlength={500} value={form.values[field]} /></div></Row>;
      })}</ul>
      <ChoiceField name="outcome" label={words.say("accreditation.desk.outcome")} form={form} choices={[{ value: "", name: words.say("accreditation.desk.outcome.choose") }, ...outcomes.map((value) => ({ value, name: words.say(`accreditation.outcome.${value}`) }))]} />
      <TextArea name="because" label={words.say("calls.form.because")} hint={words.say("accreditation.desk.because.hint")} form={form} rows={3} />
      <div class="actions"><button class="main">{words.say("prepared.prepare")}</button></div>
    </form>
  );
}

/** What is decided and not sent: nobody knows of it yet, and it can be taken back. */
function PreparedOnes({ c, process, files, prepared }: RowProps & { files: readonly ShownAccreditation[]; prepared: ReadonlyMap<string, ShownPrepared> }) {
  const { words } = c.var;
  const waiting = files.flatMap((file) => { const it = prepared.get(file.id); return it ? [{ file, it }] : []; });
  return (
    <section class="card strong" aria-labelledby="prepared"><h2 id="prepared">{words.say("prepared.title")} ({words.number(waiting.length)})</h2>
      <p>{words.say("accreditation.desk.prepared.text")}</p>
      <ul class="entries">{waiting.map(({ file, it }) => (
        <li><p><strong><Named it={file.body.name} words={words} /></strong>: {words.say(`accreditation.outcome.${it.outcome}`)} <span class="soft">{words.say("accreditation.step.by", { name: it.by })}</span>{it.because && <> <q class="lines" dir="auto">{it.because}</q></>}</p>
          <form method="post" action={here(c)(`${fileDeskAddress(process, file.body)}/preparation/removal`)}><button class="little">{words.say("accreditation.desk.undo", { name: words.pick(file.body.name).text })}</button></form></li>
      ))}</ul>
      <form method="post" action={here(c)(`${accreditationDeskAddress(process)}/decisions/sending`)}><div class="actions"><button class="main">{words.say("prepared.send")}</button></div></form>
    </section>
  );
}

/** Everybody goes on to the next phase, but for those ticked. */
function CarryingOver({ c, process, files, tracks, phases, form }: RowProps & { files: readonly ShownAccreditation[]; tracks: ReadonlyMap<string, Track>; phases: Awaited<ReturnType<typeof courseOf>>["phases"]; form: Typed }) {
  const { words } = c.var;
  const later = phases.filter((it) => files.some((file) => file.phase < it.number));
  if (later.length === 0) return null;
  return (
    <section aria-labelledby="carry"><h2 id="carry">{words.say("accreditation.desk.carry")}</h2>
      <p>{words.say("accreditation.desk.carry.text")}</p>
      <form method="post" action={here(c)(`${accreditationDeskAddress(process)}/carrying-over`)}>
        <ChoiceField name="phase" label={words.say("accreditation.column.phase")} form={form} choices={[{ value: "", name: words.say("accreditation.desk.phase.choose") }, ...later.map((it) => ({ value: String(it.number), name: `${words.number(it.number)} ${words.pick(it.name).text}` }))]} />
        <details><summary>{words.say("accreditation.desk.except")}</summary>
          <ul class="plain">{files.map((it) => <li><label class="pick"><input type="checkbox" name="except" value={it.id} checked={form.values.phase === undefined ? !tracks.get(it.trackId)!.carriesOver : (form.values.except ?? "").includes(it.id)} /> <span><Named it={it.body.name} words={words} /></span></label></li>)}</ul>
          <div class={form.problems.because && form.values.phase !== undefined ? "field invalid" : "field"}><label for="except-because">{words.say("calls.form.because")}</label><textarea id="except-because" name="because" rows={2} dir="auto">{form.values.phase === undefined ? "" : form.values.because}</textarea></div>
        </details>
        <div class="actions"><button>{words.say("accreditation.desk.carry.do")}</button></div>
      </form>
    </section>
  );
}

/** From when until when each door takes applications. */
const Windows = ({ c, process, tracks, form }: { c: Door; process: Process; tracks: readonly Track[]; form: Typed }) => (
  <section aria-labelledby="windows"><h2 id="windows">{c.var.words.say("accreditation.window")}</h2>
    {tracks.map((it) => {
      const own = form.values.letter === it.letter ? form : untouched({ opensDay: it.opensDay ?? "", closesDay: it.closesDay ?? "" });
      return (
        <form method="post" class="inline" action={here(c)(`${accreditationDeskAddress(process)}/windows`)} aria-label={doorName(c.var.words, it)}>
          <p><strong>{doorName(c.var.words, it)}</strong><br /><small class="soft">{windowSaid(c.var.words, it, c.var.now)}</small></p><input type="hidden" name="letter" value={it.letter} />
          {(["opensDay", "closesDay"] as const).map((name) => <label>{c.var.words.say(`accreditation.desk.${name}`)} <input type="date" name={name} value={own.values[name]} aria-invalid={own.problems[name] ? "true" : undefined} /></label>)}
          <button class="little">{c.var.words.say("stakeholders.save")}</button>
        </form>
      );
    })}
  </section>
);
