import { Hono } from "hono";
import type { Form } from "@travaux/survey-forms";
import { Checks, chosen, readChoices, TextArea } from "../ground/web/choices.tsx";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { onward, showPage } from "../ground/web/page.tsx";
import { languages, ownNames, type Language } from "../ground/words.ts";
import { numberIn } from "../ground/web/number.ts";
import { findingDeskAddress, findingsDeskAddress, releaseDeskAddress, releasesDeskAddress, tableDeskAddress, tablesDeskAddress } from "../concepts/findings/addresses.ts";
import type { ShownFinding } from "../concepts/findings/disclosure.ts";
import { certainties, kinds, openGaps } from "../concepts/findings/finding.ts";
import { FindingInput, findingLists, TableInput } from "../concepts/findings/inputs.ts";
import { categoryNamed, dimensionNamed, regionNamed, sectorNamed } from "../concepts/findings/names.ts";
import { find, findAnew, type FindingEntry, formHeard, planTable, previewTable } from "../concepts/findings/operations.ts";
import type { PlannedDimension } from "../concepts/findings/plan.ts";
import type { ProtectedTable } from "../concepts/findings/protection.ts";
import { closedQuestions, type Respondent } from "../concepts/findings/respondent.ts";
import { findingAt, findingsOf, releasesOf, tableAt, tablesOf } from "../concepts/findings/store.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { assessingCrumbs, assessingRoom, heardOf, type FindingsRoom } from "./findings-room.ts";
import { isLooking, lookedFor, Looking, passagesToChoose } from "./passages.tsx";

const at = "/desk/:process/assessments/:assessment{[1-9][0-9]*}";

/** Where those who assess plan tables and say what was found; plain HTML forms. */
export const findingsDesk = new Hono<Env>()
  .get(`${at}/findings`, async (c) => showAll(c, await assessingRoom(c)))
  .get(`${at}/findings/new`, async (c) => { return showFindingForm(c, await assessingRoom(c), null, untouched({ kind: "need", certainty: "moderate" })); })
  .post(`${at}/findings/new`, async (c) => keepFinding(c, await assessingRoom(c), null))
  .get(`${at}/findings/:finding{[1-9][0-9]*}`, async (c) => { const room = await assessingRoom(c); const it = await findingHere(c, room); return showFindingForm(c, room, it, untouched(typedOf(it))); })
  .post(`${at}/findings/:finding{[1-9][0-9]*}`, async (c) => { const room = await assessingRoom(c); return keepFinding(c, room, await findingHere(c, room)); })
  .get(`${at}/tables/new`, async (c) => { const room = await assessingRoom(c); return showTableForm(c, room, await formHeard(c.var.db, c.var.viewer, room.assessment), untouched({ rows: "region" })); })
  .post(`${at}/tables/new`, async (c) => {
    const room = await assessingRoom(c);
    const read = await readChoices(c, TableInput, []);
    if (!read.ok) return showTableForm(c, room, await formHeard(c.var.db, c.var.viewer, room.assessment), read.form, 422);
    const it = await planTable(c.var.db, c.var.viewer, room.assessment, await heardOf(c, room, { plans: [read.input.plan] }), read.input, c.var.now, c.var.chance);
    return onward(c, tableDeskAddress(room.process, room.assessment, it), "flash.findings.kept");
  })
  .get(`${at}/tables/:table{[1-9][0-9]*}`, async (c) => showTable(c, await assessingRoom(c)));

const findingHere = (c: Door, { assessment }: FindingsRoom) => findingAt(c.var.db, assessment, numberIn(inAddress(c, "finding")), c.var.viewer);

async function keepFinding(c: Door, room: FindingsRoom, it: ShownFinding | null) {
  const { db, viewer, now, chance } = c.var;
  const read = await readChoices(c, FindingInput, findingLists);
  if (isLooking(read.form)) return showFindingForm(c, room, it, { ...read.form, problems: {} });
  if (!read.ok) return showFindingForm(c, room, it, read.form, 422);
  if (it) await findAnew(db, viewer, room.assessment, it.number, read.input, now);
  else await find(db, viewer, room.assessment, read.input, now, chance);
  return onward(c, findingsDeskAddress(room.process, room.assessment), "flash.findings.kept");
}

const typedOf = (it: FindingEntry): Record<string, string> => ({
  kind: it.kind, certainty: it.certainty, dimension: it.dimension, ...Object.fromEntries(languages.flatMap((one) => [[`title-${one}`, it.title[one] ?? ""], [`text-${one}`, it.text[one] ?? ""]])),
  regions: it.regions.join(" "), sectors: it.sectors.join(" "), themes: it.themes.join(" "), tables: it.tables.join(" "), segments: it.segments.join(" "),
});

async function showAll(c: Door, room: FindingsRoom) {
  const { db, viewer, words } = c.var;
  const { process, assessment } = room;
  const [heard, findings, tables, releases] = [await heardOf(c, room), await findingsOf(db, assessment, viewer), await tablesOf(db, assessment, viewer), await releasesOf(db, assessment, viewer)];
  const regions = [...new Set(heard.respondents.flatMap((it) => it.region ?? []))].toSorted();
  const gaps = openGaps(findings, regions, [...new Set(findings.map((it) => it.dimension))].toSorted());
  const title = words.say("findings.desk");
  return showPage(c, { title, crumbs: assessingCrumbs(c, room, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("findings.desk.lede", { asked: heard.respondents.length })}</p>
      <div class="actions"><a class="button main" href={here(c)(`${findingsDeskAddress(process, assessment)}/new`)}>{words.say("findings.desk.find")}</a> <a href={here(c)(`${tablesDeskAddress(process, assessment)}/new`)}>{words.say("findings.desk.plan")}</a> · <a href={here(c)(`${releasesDeskAddress(process, assessment)}/new`)}>{words.say("findings.desk.prepare")}</a></div>
      <section aria-labelledby="findings"><h2 id="findings">{words.say("findings.title")} ({words.number(findings.length)})</h2>
        <ul class="entries">{findings.map((it) => <li><a href={here(c)(findingDeskAddress(process, assessment, it))}>{it.number}. <InWords it={it.title} words={words} /></a> <span class="small soft">{words.say(`findings.kind.${it.kind}`)} · {it.dimension} · {words.list(it.regions.map((one) => regionNamed(words, one)))}</span></li>)}</ul></section>
      <section aria-labelledby="tables"><h2 id="tables">{words.say("findings.tables")} ({words.number(tables.length)})</h2>
        <ul class="entries">{tables.map((it) => <li><a href={here(c)(tableDeskAddress(process, assessment, it))}>{words.say("findings.table", { number: it.number })}: <InWords it={it.title} words={words} /></a></li>)}</ul></section>
      <section aria-labelledby="releases"><h2 id="releases">{words.say("findings.desk.releases")}</h2>
        <ul class="entries">{releases.map((it) => <li><a href={here(c)(releaseDeskAddress(process, assessment, it))}>{words.say("findings.release", { number: it.number })}</a> <span class="small soft">{words.say(`findings.state.${it.state}`)} · {it.preparedBy} · {words.day(it.preparedDay)}</span></li>)}</ul></section>
      {gaps.length > 0 && <section aria-labelledby="gaps"><h2 id="gaps">{words.say("findings.gaps")}</h2><ul>{gaps.map((it) => <li>{regionNamed(words, it.region)}: {it.dimension}</li>)}</ul></section>}
    </>);
}

/** Fields of words in English, and in the other languages behind a fold. */
const Translated = ({ c: { var: { words } }, form, title, text }: { c: Door; form: Typed; title: string; text: string | null }) => {
  const fields = (language: Language) => (<><TextField name={`title-${language}`} label={words.say("partnerships.form.in", { field: title, language: ownNames[language] })} form={form} required={language === "en"} dir="auto" />{text && <TextArea name={`text-${language}`} label={words.say("partnerships.form.in", { field: text, language: ownNames[language] })} form={form} lang={language} rows={3} required={language === "en"} />}</>);
  return <>{fields("en")}<details><summary>{words.say("calls.form.translations")}</summary>{languages.filter((it) => it !== "en").map(fields)}</details></>;
};

async function showFindingForm(c: Door, room: FindingsRoom, it: ShownFinding | null, form: Typed, status: 200 | 422 = 200) {
  const { db, viewer, words } = c.var;
  const { process, assessment } = room;
  const title = it ? words.say("findings.finding", { number: it.number }) : words.say("findings.desk.find");
  const [tables, heard] = [await tablesOf(db, assessment, viewer), await heardOf(c, room, { passages: [...chosen(form, "segments")], looked: lookedFor(form, false) })];
  const passages = passagesToChoose(heard.segments, form, ["segments"]);
  const found = (of: (one: Respondent) => string | null) => [...new Set(heard.respondents.flatMap((one) => of(one) ?? []))].toSorted();
  return showPage(c, { title, crumbs: assessingCrumbs(c, room, { name: words.say("findings.desk"), address: here(c)(findingsDeskAddress(process, assessment)) }, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(it ? findingDeskAddress(process, assessment, it) : `${findingsDeskAddress(process, assessment)}/new`)}>
        <ChoiceField name="kind" label={words.say("findings.form.kind")} form={form} choices={kinds.map((value) => ({ value, name: words.say(`findings.kind.${value}`) }))} />
        <Translated c={c} form={form} title={words.say("findings.form.title")} text={words.say("findings.form.text")} />
        <TextField name="dimension" label={words.say("findings.by.dimension")} form={form} dir="auto" />
        <ChoiceField name="certainty" label={words.say("findings.form.certainty")} form={form} choices={certainties.map((value) => ({ value, name: words.say(`findings.certainty.${value}`) }))} />
        <Checks name="regions" legend={words.say("findings.by.region")} form={form} choices={found((one) => one.region).map((value) => ({ value, name: regionNamed(words, value) }))} />
        <Checks name="sectors" legend={words.say("findings.by.sector")} form={form} choices={found((one) => one.sector).map((value) => ({ value, name: sectorNamed(words, value) }))} />
        <Checks name="themes" legend={words.say("findings.by.theme")} form={form} choices={(await allThemes(db)).map((one) => ({ value: one.slug, name: words.pick(one.name).text }))} />
        <Checks name="tables" legend={words.say("findings.form.tables")} form={form} choices={tables.map((one) => ({ value: String(one.number), name: `${words.say("findings.table", { number: one.number })}: ${words.pick(one.title).text}` }))} />
        <Looking c={c} form={form} isShort={passages.isShort} />
        <Checks name="segments" legend={words.say("findings.form.segments")} form={form} choices={passages.shown.map((one) => ({ value: one.id, name: `${one.dimension}: “${one.words.slice(0, 160)}”` }))} />
        <div class="actions"><button class="main">{words.say("findings.form.keep")}</button></div>
      </form>
    </>, status);
}

function showTableForm(c: Door, room: FindingsRoom, asked: Form, form: Typed, status: 200 | 422 = 200) {
  const { words } = c.var;
  const { process, assessment } = room;
  const title = words.say("findings.desk.plan");
  const sources = [...(["region", "sector", "dimension", "code", "theme"] as const).map((value) => ({ value: value as string, name: words.say(`findings.by.${value}`) })), ...closedQuestions(asked).map((it) => ({ value: `question:${it.name}`, name: Object.values(it.label).find(Boolean) ?? it.name }))];
  return showPage(c, { title, crumbs: assessingCrumbs(c, room, { name: words.say("findings.desk"), address: here(c)(findingsDeskAddress(process, assessment)) }, { name: title }), process: barOf(process, null), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("findings.form.table.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(`${tablesDeskAddress(process, assessment)}/new`)}>
        <Translated c={c} form={form} title={words.say("findings.form.title")} text={null} />
        <ChoiceField name="rows" label={words.say("findings.head.rows")} form={form} choices={sources} />
        <ChoiceField name="columns" label={words.say("findings.head.columns")} form={form} choices={sources} />
        <ChoiceField name="layers" label={words.say("findings.head.layers")} form={form} choices={[{ value: "", name: "–" }, ...sources]} />
        <TextField name="agree" label={words.say("findings.form.agree")} hint={words.say("findings.form.agree.hint")} form={form} />
        <TextArea name="margin-region" label={words.say("findings.form.margin", { by: words.say("findings.by.region") })} hint={words.say("findings.form.margin.hint")} form={form} rows={3} />
        <TextArea name="margin-sector" label={words.say("findings.form.margin", { by: words.say("findings.by.sector") })} hint={words.say("findings.form.margin.hint")} form={form} rows={3} />
        <div class="actions"><button class="main">{words.say("findings.form.keep")}</button></div>
      </form>
    </>, status);
}

async function showTable(c: Door, room: FindingsRoom) {
  const { words, db, viewer, house } = c.var;
  const it = await tableAt(db, room.assessment, numberIn(inAddress(c, "table")), viewer);
  const heard = await heardOf(c, room, { plans: [it.plan] });
  const threshold = house.settings.smallCell.public;
  const found = await previewTable(heard, room.assessment, it.plan, threshold);
  const name = words.pick(it.title).text;
  return showPage(c, { title: name, crumbs: assessingCrumbs(c, room, { name: words.say("findings.desk"), address: here(c)(findingsDeskAddress(room.process, room.assessment)) }, { name }), process: barOf(room.process, null), unlisted: true },
    <>
      <h1><InWords it={it.title} words={words} /></h1>
      <p class="lede">{words.say("findings.preview.table", { threshold })}</p>
      <h2>{words.say("findings.preview.cells")}</h2>
      <HiddenCells c={c} tables={[{ ...found, number: it.number }]} />
    </>);
}

const named = (it: PlannedDimension) => ({ of: it.source.of, categories: it.categories, name: it.name });

/** Each cell of some tables that is hidden, why, and between which numbers somebody who knows all that is shown could place it. */
export const HiddenCells = ({ c: { var: { words } }, tables }: { c: Door; tables: readonly ProtectedTable[] }) => (
  <>{tables.map((table) => { const hidden = table.cells.filter((it) => it.why !== null); return (
    <div>
      <h3>{words.say("findings.table", { number: table.number })}: {words.say("findings.preview.hidden", { hidden: hidden.length, cells: table.cells.length })}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard */}
      {hidden.length > 0 && <div class="scroll" tabindex={0} role="region" aria-label={`${words.say("findings.preview.why")}: ${words.say("findings.table", { number: table.number })}`}><table><caption>{words.say("findings.preview.why")}</caption>
        <thead><tr>{table.dimensions.map((it) => <th scope="col">{dimensionNamed(words, named(it))}</th>)}<th scope="col">{words.say("findings.preview.because")}</th><th scope="col">{words.say("findings.preview.range")}</th></tr></thead>
        <tbody>{hidden.map((cell) => <tr>{cell.at.map((key, place) => (place === 0 ? <th scope="row">{categoryNamed(words, named(table.dimensions[0]!), key)}</th> : <td>{categoryNamed(words, named(table.dimensions[place]!), key)}</td>))}<td>{words.say(`findings.why.${cell.why!}`)}</td><td>{cell.range ? `${words.number(cell.range[0])}–${cell.range[1] === null ? "∞" : words.number(cell.range[1])}` : ""}</td></tr>)}</tbody></table></div>}
    </div>
  ); })}</>
);
