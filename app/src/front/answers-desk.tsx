import { Hono } from "hono";
import { officerOf } from "../ground/viewer.ts";
import { readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import type { Words } from "../ground/words.ts";
import { answersDeskAddress, ledgerAddress } from "../concepts/answers/addresses.ts";
import { daysAheadOf, linkOf, settable, type SettableState } from "../concepts/answers/answer.ts";
import { AnswerInput, LineInput, mostAtOnce, nameOfAsk, type AskName } from "../concepts/answers/inputs.ts";
import { readLedgerQuery, type LedgerQuery } from "../concepts/answers/ledger.ts";
import { setStates } from "../concepts/answers/operations.ts";
import { evennessOf, facetNames, ledgerCounts, ledgerOf, type Evenness, type LedgerLine } from "../concepts/answers/store/ledger.ts";
import { AskName as Ask, Pins, StandingOf, type AroundLedger } from "../concepts/answers/views.tsx";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import { beginning, signatureOf } from "../concepts/contributions/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { tellOf } from "./author-mail.ts";
import { aroundLines, LedgerLeaves, LedgerQuestion } from "./ledger.tsx";
import { officiatedProcess } from "./officiated.ts";

/** Where officers say what became of asks: what waits longest stands first; several at once, a line for each, looked over before it is set. */
export const answersDeskPages = new Hono<Env>()
  .get("/desk/:process/answers", async (c) => showDesk(c, await officiatedProcess(c), untouched()))
  .post("/desk/:process/answers", async (c) => {
    const process = await officiatedProcess(c);
    const form = await readAnswer(c);
    if (!form.ok || form.form.values.step === "change") return showDesk(c, process, form.form, form.ok ? 200 : 422);
    const asks = await chosenAsks(c, process, form.input.ask, form.form);
    if (form.form.values.step !== "set") return showCheck(c, process, asks, form.input, form.form);
    await setStates(c.var.db, c.var.viewer, asks, form.input, c.var.now, c.var.chance);
    for (const shown of new Map(asks.map((it) => [it.shown.id, it.shown])).values()) await tellOf(c, "contribution-asks-answered", process, shown);
    flash(c, "flash.answers.set", { count: asks.length });
    return c.redirect(here(c)(answersDeskAddress(process)), 303);
  });

/** The line that is said of one ask alone stands in a field of its own name. */
const lineField = (it: AskName) => `line-${it.reference}-${it.number}`;

type ReadAnswer = { ok: true; input: AnswerInput; form: Typed } | { ok: false; form: Typed };

/** The form as it was sent: asks, what is said of them together, and a line for each; with a sentence at each field that is wrong. */
async function readAnswer(c: Door): Promise<ReadAnswer> {
  const { words, house } = c.var;
  const read = await readChoices(c, AnswerInput, ["ask"]);
  if (!read.ok) return read;
  const problems: Record<string, string> = {};
  const link = read.input.link === null ? null : linkOf(read.input.link, house.baseUrl);
  if (read.input.link !== null && link === null) problems.link = words.say("answers.link.wrong");
  for (const it of read.input.ask) if (!LineInput.safeParse(lineOf(read.form, it)).success) problems[lineField(it)] = words.say("answers.line.long");
  const form = { values: read.form.values, problems };
  return Object.keys(problems).length > 0 ? { ok: false, form } : { ok: true, input: { ...read.input, link }, form };
}
const lineOf = ({ values }: Typed, it: AskName) => (values[lineField(it)] ?? "").trim();

type Chosen = { shown: ShownContribution; number: number; line: string | null };

/** The asks of the form, each with its contribution, once for several asks of one. */
async function chosenAsks(c: Door, process: Process, names: readonly AskName[], form: Typed): Promise<Chosen[]> {
  const { db, viewer } = c.var;
  const byReference = new Map<string, ShownContribution>();
  for (const { reference } of names) if (!byReference.has(reference)) byReference.set(reference, await contributionByReference(db, process.id, reference, viewer));
  return names.map((it) => ({ shown: byReference.get(it.reference)!, number: it.number, line: lineOf(form, it) || null }));
}

const sectorOf = (words: Words, sector: string) => words.say(`stakeholders.sector.${sector as "academia"}`);

/** What the desk asks for: without an answer unless something else is chosen. */
function queryOf(c: Door): LedgerQuery {
  const asked = new URL(c.req.url).searchParams;
  const query = readLedgerQuery(asked);
  return { ...query, choices: { ...query.choices, state: query.choices.state ?? "unanswered" } };
}

function frame(c: Door, process: Process, title: string) {
  const { words } = c.var;
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  return { title, crumbs, process: barOf(process, "process"), unlisted: true };
}

async function showDesk(c: Door, process: Process, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words, now } = c.var;
  const query = queryOf(c);
  const even = await evennessOf(db, process.id);
  const order = { by: "waiting", daysAhead: daysAheadOf(even), today: now.toISOString().slice(0, 10) } as const;
  const { lines, all } = await ledgerOf(db, process.id, viewer, { ...query, most: mostAtOnce, order });
  const around = await aroundLines(c, lines);
  const path = answersDeskAddress(process);
  const title = words.say("answers.desk.title");
  return showPage(c, frame(c, process, title),
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("answers.desk.lede")} <a href={here(c)(ledgerAddress(process))}>{words.say("answers.ledger.title")}</a></p>
      <ErrorSummary form={form} words={words} />
      <LedgerQuestion c={c} query={query} counts={await ledgerCounts(db, process.id, query.choices)} names={await facetNames(db, process.id, words.language)} path={path} />
      {lines.length === 0 ? <div class="empty"><p>{words.say("answers.none")}</p></div> : (
        <form method="post" action={`${here(c)(path)}${new URL(c.req.url).search}`}>
          <fieldset id="ask" class={form.problems.ask ? "field invalid" : "field"}><legend>{words.say("answers.desk.choose")}</legend>
            {form.problems.ask && <p class="error">{form.problems.ask}</p>}
            <ul class="plain">{lines.map((line) => <Choice line={line} around={around} form={form} />)}</ul>
          </fieldset>
          <Saying words={words} form={form} />
          <div class="actions"><button class="main" name="step" value="check">{words.say("answers.desk.check")}</button></div>
        </form>
      )}
      <LedgerLeaves c={c} query={query} all={all} path={path} size={mostAtOnce} />
      <Even even={even} words={words} />
    </>, status);
}

/** One ask to choose, with the line that is said of it alone. */
function Choice({ line, around, form }: { line: LedgerLine; around: AroundLedger; form: Typed }) {
  const { c } = around;
  const { words } = c.var;
  const name = { reference: line.shown.reference, number: line.ask.number };
  const field = lineField(name);
  const problem = form.problems[field];
  return (
    <li class="task">
      <label class="pick"><input type="checkbox" name="ask" value={nameOfAsk(name)} checked={(form.values.ask ?? "").split(" ").includes(nameOfAsk(name))} /> <bdi>{nameOfAsk(name)}</bdi></label>
      <div><p><Ask line={line} c={c} /><br /><small>{signatureOf(words, line.shown)} · <Pins line={line} around={around} /></small></p><p><StandingOf line={line} c={c} /></p></div>
      <div class={problem ? "field invalid" : "field"}><label for={field}>{words.say("answers.line")}</label>{problem && <p class="error" id={`${field}-error`}>{problem}</p>}<input id={field} name={field} dir="auto" maxlength={500} value={form.values[field]} aria-describedby={problem ? `${field}-error` : undefined} /></div>
    </li>
  );
}

/** What is said of all that are chosen: their state, why, and where it can be seen. */
const Saying = ({ words, form }: { words: Words; form: Typed }) => (
  <>
    <ChoiceField name="state" label={words.say("answers.desk.state")} form={form} choices={[{ value: "", name: words.say("answers.desk.state.choose") }, ...settable.map((value) => ({ value, name: words.say(`answers.state.${value}`) }))]} />
    <TextArea name="reason" label={words.say("answers.reason")} hint={words.say("answers.reason.hint")} form={form} rows={3} required />
    <TextField name="link" label={words.say("answers.link")} hint={words.say("answers.link.hint")} form={form} />
  </>
);

/** All that will be said, to be looked over before it is. */
function showCheck(c: Door, process: Process, asks: readonly Chosen[], input: { state: SettableState; reason: string; link: string | null }, form: Typed) {
  const { words, viewer } = c.var;
  const title = words.say("answers.desk.check.title");
  const kept = ["state", "reason", "link"].map((name) => <input type="hidden" name={name} value={form.values[name] ?? ""} />);
  return showPage(c, frame(c, process, title),
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("answers.desk.check.lede", { name: officerOf(viewer, process.id) })}</p>
      <dl class="facts">
        <dt>{words.say("answers.desk.state")}</dt><dd>{words.say(`answers.state.${input.state}`)}</dd>
        <dt>{words.say("answers.reason")}</dt><dd><q dir="auto">{input.reason}</q></dd>
        {input.link && <><dt>{words.say("answers.link")}</dt><dd><bdi>{input.link}</bdi></dd></>}
      </dl>
      <ul class="entries">{asks.map(({ shown, number, line }) => (
        <li><strong><bdi>{nameOfAsk({ reference: shown.reference, number })}</bdi></strong> {signatureOf(words, shown)}: <q lang={shown.language} dir="auto">{beginning(shown.document?.asks[number - 1]?.text ?? shown.body ?? "", 160)}</q>{line && <p class="small">{words.say("answers.line")}: <q dir="auto">{line}</q></p>}</li>
      ))}</ul>
      <form method="post" action={`${here(c)(answersDeskAddress(process))}${new URL(c.req.url).search}`}>
        {kept}
        {asks.map(({ shown, number, line }) => { const name = { reference: shown.reference, number }; return <><input type="hidden" name="ask" value={nameOfAsk(name)} /><input type="hidden" name={lineField(name)} value={line ?? ""} /></>; })}
        <div class="actions"><button class="main" name="step" value="set">{words.say("answers.desk.set", { count: asks.length })}</button> <button name="step" value="change">{words.say("answers.desk.change")}</button></div>
      </form>
    </>);
}

/** Whether all sectors are answered alike: of public named asks. */
export function Even({ even, words }: { even: readonly Evenness[]; words: Words }) {
  if (even.length === 0) return null;
  const slowest = even.filter((it) => it.medianDays !== null).toSorted((a, b) => b.medianDays! - a.medianDays!);
  return (
    <section class="card strong" aria-labelledby="even">
      <h2 id="even">{words.say("answers.even")}</h2>
      <table><caption class="small">{words.say("answers.even.caption")}</caption>
        <thead><tr><th scope="col">{words.say("stakeholders.sector")}</th><th scope="col" class="n">{words.say("answers.even.answered")}</th><th scope="col" class="n">{words.say("answers.even.days")}</th></tr></thead>
        <tbody>{even.map((it) => <tr><th scope="row">{sectorOf(words, it.sector)}</th><td class="n">{words.say("answers.even.of", { count: it.answered, all: it.all })}</td><td class="n">{it.medianDays === null ? "–" : words.number(Math.round(it.medianDays))}</td></tr>)}</tbody>
      </table>
      {slowest.length > 1 && slowest[0]!.medianDays! > slowest.at(-1)!.medianDays! && <p class="small">{words.say("answers.even.slowest", { sector: sectorOf(words, slowest[0]!.sector) })}</p>}
    </section>
  );
}
