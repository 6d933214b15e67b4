import { Hono } from "hono";
import { mayOfficiate } from "../ground/viewer.ts";
import { Checks, chosen, readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames, type Language } from "../ground/words.ts";
import { numberIn } from "../ground/web/number.ts";
import { findingsDeskAddress, releaseAddress, releaseDeskAddress, releasesDeskAddress } from "../concepts/findings/addresses.ts";
import type { ShownRelease } from "../concepts/findings/disclosure.ts";
import { ClearanceInput, ReleaseInput, releaseLists } from "../concepts/findings/inputs.ts";
import { sourceNamed } from "../concepts/findings/names.ts";
import { clearRelease, discardRelease, drafted, prepareRelease } from "../concepts/findings/operations.ts";
import type { WeighedQuote } from "../concepts/findings/quote.ts";
import { noteOf } from "../concepts/findings/report.ts";
import { chosenFor, findingsOf, releaseAt, releasesOf, tablesOf } from "../concepts/findings/store.ts";
import { FindingOf, Matrix, Ranges } from "../concepts/findings/views.tsx";
import { barOf } from "../concepts/texts/pages.tsx";
import { HiddenCells } from "./findings-desk.tsx";
import { assessingCrumbs, assessingRoom, heardFor, heardOf, type FindingsRoom } from "./findings-room.ts";
import { isLooking, lookedFor, Looking, passagesToChoose } from "./passages.tsx";

const at = "/desk/:process/assessments/:assessment{[1-9][0-9]*}/releases";
const one = `${at}/:release{[1-9][0-9]*}`;

/** Where a release is prepared, looked through with everything that it hides and why, and cleared by somebody else. */
export const releaseDesk = new Hono<Env>()
  .get(at, async (c) => { const room = await assessingRoom(c); return c.redirect(`${here(c)(findingsDeskAddress(room.process, room.assessment))}#releases`, 303); })
  .get(`${at}/new`, async (c) => showForm(c, await assessingRoom(c), untouched()))
  .post(`${at}/new`, async (c) => {
    const room = await assessingRoom(c);
    const read = await readChoices(c, ReleaseInput, releaseLists);
    if (isLooking(read.form)) return showForm(c, room, { ...read.form, problems: {} });
    if (!read.ok) return showForm(c, room, read.form, 422);
    const { db, viewer, now, chance } = c.var;
    const it = await prepareRelease(db, viewer, ofRoom(c, room), await heardFor(c, room, read.input), read.input, now, chance);
    return onward(c, releaseDeskAddress(room.process, room.assessment, it), "flash.findings.prepared");
  })
  .get(one, async (c) => { const room = await assessingRoom(c); return showPrepared(c, room, await releaseHere(c, room)); })
  .post(`${one}/clearance`, async (c) => {
    const room = await assessingRoom(c);
    const it = await releaseHere(c, room);
    const form = await readForm(c, ClearanceInput);
    const { db, viewer, now, chance } = c.var;
    const made = await chosenFor(db, room.assessment, it, viewer);
    await clearRelease(db, viewer, ofRoom(c, room), await heardFor(c, room, made ?? { tables: [], quotes: [] }), { id: it.id, sha256: form.ok ? form.input.sha256 : "" }, now, chance);
    return onward(c, releaseAddress(room.process, room.assessment, it), "flash.findings.cleared");
  })
  .post(`${one}/discard`, async (c) => {
    const room = await assessingRoom(c);
    const it = await releaseHere(c, room);
    await discardRelease(c.var.db, c.var.viewer, room.assessment, it.id, c.var.now);
    return onward(c, findingsDeskAddress(room.process, room.assessment), "flash.findings.discarded");
  });

const releaseHere = (c: Door, { assessment }: FindingsRoom) => releaseAt(c.var.db, assessment, numberIn(inAddress(c, "release")), c.var.viewer);
const ofRoom = (c: Door, { process, assessment }: FindingsRoom) => ({ process, assessment, threshold: c.var.house.settings.smallCell.public });
const crumbs = (c: Door, room: FindingsRoom, name: string) => assessingCrumbs(c, room, { name: c.var.words.say("findings.desk"), address: here(c)(findingsDeskAddress(room.process, room.assessment)) }, { name });

async function showForm(c: Door, room: FindingsRoom, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const { process, assessment } = room;
  const listed = ["quotes", "read"] as const;
  const passages = listed.flatMap((it) => [...chosen(form, it)]);
  const [heard, tables, findings, releases] = [await heardOf(c, room, { passages, looked: lookedFor(form, true) }), await tablesOf(db, assessment, viewer), await findingsOf(db, assessment, viewer), await releasesOf(db, assessment, viewer)];
  const title = words.say("findings.desk.prepare");
  const summary = (language: Language) => <TextArea name={`summary-${language}`} label={words.say("partnerships.form.in", { field: words.say("findings.report.summary"), language: ownNames[language] })} form={form} lang={language} rows={3} required={language === "en"} />;
  const { shown, isShort } = passagesToChoose(heard.segments.filter((it) => it.consent.startsWith("public/")), form, listed);
  const quotes = shown.map((it) => ({ value: it.id, name: `${it.dimension}: “${it.words.slice(0, 200)}”`, lang: it.language.slice(0, 2) }));
  return showPage(c, { title, crumbs: crumbs(c, room, title), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("findings.prepare.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${releasesDeskAddress(process, assessment)}/new`)}>
        {summary("en")}<details><summary>{words.say("calls.form.translations")}</summary>{languages.filter((it) => it !== "en").map(summary)}</details>
        <Checks name="tables" legend={words.say("findings.tables")} form={form} choices={tables.map((it) => ({ value: String(it.number), name: `${words.say("findings.table", { number: it.number })}: ${words.pick(it.title).text}` }))} />
        <Checks name="findings" legend={words.say("findings.title")} form={form} choices={findings.map((it) => ({ value: String(it.number), name: `${it.number}. ${words.pick(it.title).text}` }))} />
        <Looking c={c} form={form} isShort={isShort} />
        <Checks name="quotes" legend={words.say("findings.quotes")} hint={words.say("findings.prepare.quotes")} form={form} choices={quotes} />
        <Checks name="read" legend={words.say("findings.prepare.read")} hint={words.say("findings.prepare.read.hint")} form={form} choices={quotes} />
        <ChoiceField name="corrects" label={words.say("findings.prepare.corrects")} form={form} choices={[{ value: "", name: "–" }, ...releases.filter((it) => it.state === "cleared").map((it) => ({ value: String(it.number), name: words.say("findings.release", { number: it.number }) }))]} />
        <div class="actions"><button class="main">{words.say("findings.prepare.send")}</button></div>
      </form>
    </>, status);
}

async function showPrepared(c: Door, room: FindingsRoom, it: ShownRelease) {
  const { db, viewer, words } = c.var;
  const { process, assessment } = room;
  const title = words.say("findings.release", { number: it.number });
  const made = await chosenFor(db, assessment, it, viewer);
  const found = it.state === "prepared" && made ? await drafted(db, viewer, ofRoom(c, room), await heardFor(c, room, made), made, it.number) : null;
  const to = here(c)(releaseDeskAddress(process, assessment, it));
  const { document } = it;
  return showPage(c, { title, crumbs: crumbs(c, room, title), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say(`findings.state.${it.state}.text`, { name: it.preparedBy, day: words.day(it.preparedDay) })}</p>
      {it.state === "cleared" && <p><a href={here(c)(releaseAddress(process, assessment, it))}>{words.say("findings.preview.public")}</a></p>}
      {found && <section aria-labelledby="hidden"><h2 id="hidden">{words.say("findings.preview.cells")}</h2><HiddenCells c={c} tables={found.tables} /></section>}
      {found && found.quotes.length > 0 && <section aria-labelledby="held"><h2 id="held">{words.say("findings.quotes")}</h2><ul class="entries">{found.quotes.map((one) => <li><Weighed c={c} it={one} /></li>)}</ul></section>}
      <section aria-labelledby="public"><h2 id="public">{words.say("findings.preview.as")}</h2>
        <p class="lines"><InWords it={document.summary} words={words} /></p>
        {document.tables.map((table) => <section id={`table-${table.number}`} aria-label={words.say("findings.table", { number: table.number })}><Matrix table={table} threshold={document.threshold} words={words} address={() => "#hidden"} /><p class="small soft">{noteOf(document, table, words)}</p><Ranges table={table} words={words} /></section>)}
        {document.findings.map((one) => <FindingOf it={one} words={words} quotes={() => "#held"} />)}</section>
      {it.state === "prepared" && (
        <div class="actions">
          {mayOfficiate(viewer, assessment.processId) && <form method="post" action={`${to}/clearance`}><input type="hidden" name="sha256" value={it.sha256} /><p class="hint">{words.say("findings.clear.hint", { name: it.preparedBy })}</p><button class="main">{words.say("findings.clear")}</button></form>}
          <form method="post" action={`${to}/discard`}><button>{words.say("findings.discard")}</button></form>
        </div>
      )}
    </>);
}

const Weighed = ({ c: { var: { words } }, it: { segment, attributed, pointers, held } }: { c: Door; it: WeighedQuote }) => (
  <>
    <blockquote class="lines" dir="auto">“{segment.words}”</blockquote>
    <p class="small">{held ? <strong>{words.say(`findings.held.${held}`)}</strong> : attributed && sourceNamed(words, { ...attributed, number: 0, words: "", language: "", dimension: "", source: "" })}{attributed?.coarsened && <> · {words.say("findings.coarsened")}</>}{pointers.length > 0 && <> · {words.say("findings.points", { words: words.list(pointers.map((one) => words.isolate(one.words))) })}</>}</p>
  </>
);
