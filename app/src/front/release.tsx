import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { pdfOf } from "../ground/report/pdf.ts";
import { wordOf } from "../ground/report/word.ts";
import { visitor } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { numberIn } from "../ground/web/number.ts";
import { evidenceAddress, findingsAddress, releaseAddress, releasesDeskAddress } from "../concepts/findings/addresses.ts";
import { findingsFor, type ShownRelease } from "../concepts/findings/disclosure.ts";
import { kinds } from "../concepts/findings/finding.ts";
import { categoryNamed, dimensionNamed, regionNamed, sourceNamed } from "../concepts/findings/names.ts";
import { chosenFor, clearedIn, releaseAt, releasesOf } from "../concepts/findings/store.ts";
import { cellAt, type PublicFinding, type ReleaseDocument } from "../concepts/findings/release.ts";
import { placesOf } from "../concepts/findings/plan.ts";
import { noteOf, reportOf } from "../concepts/findings/report.ts";
import { rowsOf } from "../concepts/findings/rows.ts";
import { FindingOf, Matrix, Quoted, Ranges } from "../concepts/findings/views.tsx";
import { newOfferAddress } from "../concepts/offers/addresses.ts";
import type { Pathway } from "../concepts/pathways/pathway.ts";
import { allPathways } from "../concepts/pathways/store.ts";
import { proposingAddress as committingAddress } from "../concepts/commitments/addresses.ts";
import { proposingAddress } from "../concepts/practices/addresses.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { attached } from "./directory.tsx";
import { findingNamed, responsesTo } from "./finding-taken-up.ts";
import { findingsRoom, heardOf, releaseCrumbs, type FindingsRoom } from "./findings-room.ts";

const at = "/:process/assessments/:assessment{[1-9][0-9]*}/releases";
const one = `${at}/:release{[1-9][0-9]*}`;
const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** What was released of an assessment: the same for everyone, read from what was cleared and from nothing else; and what each number and quote rests on, for those who assess. */
export const releasePages = new Hono<Env>()
  .get("/:process/findings", (c) => showFindings(c))
  .get(`${at}/:file{[1-9][0-9]*\\.(?:csv|xlsx|json|docx|pdf)}`, async (c) => { const it = await released(c); return fileOf(c, it, inAddress(c, "file").split(".")[1]!); })
  .get(one, async (c) => showRelease(c, await released(c)))
  .get(`${one}/evidence/:what`, async (c) => showEvidence(c, await released(c), inAddress(c, "what")));

type Released = FindingsRoom & { release: ShownRelease };

/** The cleared release of the address; of one that is prepared this door knows nothing, whoever asks. */
async function released(c: Door): Promise<Released> {
  const room = await findingsRoom(c, visitor);
  const release = await releaseAt(c.var.db, room.assessment, numberIn((inAddress(c, "release") || inAddress(c, "file")).replace(/\.[a-z]+$/, "")), visitor);
  return { ...room, release };
}
/** A release to take along: tables, data, or the report in Word or as PDF. */
async function fileOf(c: Door, it: Released, ending: string) {
  const { words } = c.var;
  const name = nameOf(it, ending);
  if (ending === "csv") return attached(c, name, "text/csv; charset=utf-8", csvOf(rowsOf(it.release.document, words)));
  if (ending === "xlsx") return attached(c, name, spreadsheet, await xlsxOf(rowsOf(it.release.document, words), words.say("findings.title"), words.direction === "rtl"));
  if (ending === "json") return attached(c, name, "application/json", JSON.stringify(it.release.document));
  if (ending === "docx") return attached(c, name, word, await wordOf(reportHere(c, it)));
  return attached(c, name, "application/pdf", await pdfOf(reportHere(c, it)));
}
const nameOf = ({ process, assessment, release }: Released, ending: string) => `${process.slug}-assessment-${assessment.number}-release-${release.number}.${ending}`;
const clearedWords = (c: Door, { clearedBy, clearedDay, preparedBy }: ShownRelease) => c.var.words.say("findings.cleared", { preparer: preparedBy, name: clearedBy ?? "", day: c.var.words.day(clearedDay!) });
const reportHere = (c: Door, it: Released) => reportOf(it.release.document, { process: it.process.name, day: c.var.words.day(it.release.clearedDay!), by: clearedWords(c, it.release), address: c.var.house.baseUrl + here(c)(releaseAddress(it.process, it.assessment, it.release)), sha256: it.release.sha256 }, c.var.words);

async function showRelease(c: Door, room: Released) {
  const { words, viewer, db } = c.var;
  const { process, assessment, release, release: { document } } = room;
  const path = releaseAddress(process, assessment, release);
  const responses = await allPathways(db);
  const evidence = (what: string) => here(c)(evidenceAddress(process, assessment, release, what));
  const newer = (await releasesOf(db, assessment, visitor)).find((it) => it.state === "cleared" && it.document.corrects === release.number);
  const formats = (["docx", "pdf", "csv", "xlsx", "json"] as const).map((ending) => ({ name: words.say(`findings.as.${ending}`), address: here(c)(`${path}.${ending}`), type: { docx: word, pdf: "application/pdf", csv: "text/csv", xlsx: spreadsheet, json: "application/json" }[ending] }));
  const practices = document.findings.filter((it) => it.kind === "practice");
  const others = kinds.filter((it) => it !== "practice").flatMap((kind) => { const own = document.findings.filter((it) => it.kind === kind); return own.length === 0 ? [] : [{ kind, own }]; });
  return showPage(c, { title: words.pick(document.title).text, crumbs: releaseCrumbs(c, room, words.say("findings.release", { number: release.number })), process: barOf(process, null), formats },
    <>
      <p class="eyebrow">{words.say("findings.release", { number: release.number })} · {words.say("findings.assessment", { number: assessment.number })}</p>
      <h1><InWords it={document.title} words={words} /></h1>
      <p class="lede lines"><InWords it={document.summary} words={words} /></p>
      <p class="small">{clearedWords(c, release)}{document.corrects !== null && <> {words.say("findings.corrects", { number: document.corrects })}</>}</p>
      {newer && <p class="note">{words.say("findings.corrected")} <a href={here(c)(releaseAddress(process, assessment, newer))}>{words.say("findings.release", { number: newer.number })}</a></p>}
      <div class="actions">{formats.slice(0, 4).map((it, place) => <>{place > 0 && " · "}<a href={it.address} type={it.type}>{it.name}</a></>)}{findingsFor(viewer, assessment) && <> · <a href={here(c)(releasesDeskAddress(process, assessment))}>{words.say("findings.desk.releases")}</a></>}</div>
      {document.tables.length > 0 && <section aria-labelledby="tables"><h2 id="tables">{words.say("findings.tables")}</h2><p class="small soft">{words.say("findings.matrix.note", { threshold: document.threshold })}</p>
        {document.tables.map((table) => <section id={`table-${table.number}`} aria-label={words.say("findings.table", { number: table.number })}><Matrix table={table} threshold={document.threshold} words={words} address={evidence} /><p class="small soft">{noteOf(document, table, words)}</p><Ranges table={table} words={words} /></section>)}</section>}
      <div class="split">
        <div>
          {others.map(({ kind, own }) => <section aria-labelledby={kind}><h2 id={kind}>{words.say(`findings.kinds.${kind}`)}</h2>{own.map((it) => <FindingOf it={it} words={words} quotes={(number) => `#q${number}`}><Use c={c} room={room} it={it} responses={responses} /></FindingOf>)}</section>)}
          {document.quotes.length > 0 && <section aria-labelledby="words"><h2 id="words">{words.say("findings.quotes")}</h2>{document.quotes.map((it) => <Quoted it={it} words={words} address={evidence(`q${it.number}`)} />)}</section>}
        </div>
        <div>
          <section class="card" aria-labelledby="how"><h2 id="how">{words.say("findings.how")}</h2><How c={c} document={document} /></section>
        </div>
      </div>
      {practices.length > 0 && <section aria-labelledby="practices"><h2 id="practices">{words.say("findings.practices")}</h2><div class="cards">{practices.map((it) => <FindingOf it={it} words={words} quotes={(number) => `#q${number}`}><Use c={c} room={room} it={it} responses={responses} /></FindingOf>)}</div></section>}
      {document.gaps.length > 0 && <section aria-labelledby="gaps"><h2 id="gaps">{words.say("findings.gaps")}</h2><p class="small soft">{words.say("findings.gaps.text")}</p><ul>{document.gaps.map((it) => <li>{regionNamed(words, it.region)}: {it.dimension}</li>)}</ul></section>}
      <p class="small soft">{words.say("findings.report.check.text")} <code class="wrap">{release.sha256}</code></p>
    </>);
}

const How = ({ c: { var: { words } }, document }: { c: Door; document: ReleaseDocument }) => (
  <>
    <dl class="facts"><dt>{words.say("findings.asked")}</dt><dd>{words.number(document.asked)}</dd>
      {document.openedDay && document.closedDay && <><dt>{words.say("findings.survey")}</dt><dd>{words.days(document.openedDay, document.closedDay)}</dd></>}
      <dt>{words.say("findings.threshold")}</dt><dd>{words.number(document.threshold)}</dd></dl>
    <p class="small lines"><InWords it={document.about} words={words} /></p>
    <p class="small soft lines"><InWords it={document.limits} words={words} /></p>
    <p class="small soft">{words.say("findings.self-chosen")}</p>
  </>
);

/** What somebody can do with a finding: answer it with a practice, join who works on it, post the need, or commit to do something about it. */
const Use = ({ c, c: { var: { words } }, room, it, responses }: { c: Door; room: Released; it: PublicFinding; responses: readonly Pathway[] }) => {
  const named = findingNamed(room.process, room.release.document, it);
  return <p class="small use"><a href={here(c)(`${proposingAddress}?finding=${named}`)}>{words.say("findings.use.practice")}</a> · <a href={here(c)(responsesTo(it, responses))}>{words.say("findings.use.pathway")}</a> · <a href={here(c)(`${newOfferAddress}?side=need&finding=${named}`)}>{words.say("findings.use.need")}</a> · <a href={here(c)(`${committingAddress(room.process)}?finding=${named}`)}>{words.say("findings.use.commitment")}</a></p>;
};

/** All that was released in a process. */
async function showFindings(c: Door) {
  const { words, db } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const cleared = await clearedIn(db, process.id, visitor);
  const title = words.say("findings.title");
  return showPage(c, { title, crumbs: [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }], process: barOf(process, null), formats: [{ name: words.say("footer.json"), address: `/api/v1${findingsAddress(process)}`, type: "application/json" }] },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("findings.lede")}</p>
      {cleared.length === 0 && <div class="empty"><p>{words.say("findings.none")}</p></div>}
      {cleared.map((it) => { const address = here(c)(releaseAddress(process, { number: it.document.assessment }, it)); return (
        <section aria-label={`${words.pick(it.document.title).text}, ${words.say("findings.assessment", { number: it.document.assessment })}, ${words.say("findings.release", { number: it.number })}`}><h2><a href={address}><InWords it={it.document.title} words={words} /></a></h2>
          <p class="small">{words.say("findings.release", { number: it.number })} · {words.day(it.clearedDay!)}</p>
          <ul class="entries">{it.document.findings.map((one) => <li><h3><a href={`${address}#finding-${one.number}`}><InWords it={one.title} words={words} /></a></h3><p class="small soft">{words.say(`findings.kind.${one.kind}`)} · {words.list(one.regions.map((region) => regionNamed(words, region)))} · {words.say(`findings.certainty.${one.certainty}`)}</p></li>)}</ul></section>
      ); })}
    </>);
}

/** What a number or a quote rests on. Whoever may not know reads that it is protected, whatever they ask for: no address tells whether there is something behind it. */
async function showEvidence(c: Door, room: Released, what: string) {
  const { words } = c.var;
  const title = words.say("findings.evidence");
  const page = (body: unknown) => showPage(c, { title, crumbs: [...releaseCrumbs(c, room, words.say("findings.release", { number: room.release.number })).slice(0, -1), { name: words.say("findings.release", { number: room.release.number }), address: here(c)(releaseAddress(room.process, room.assessment, room.release)) }, { name: title }], process: barOf(room.process, null), unlisted: true }, <><h1>{title}</h1>{body as never}</>);
  if (!findingsFor(c.var.viewer, room.assessment)) return page(<p class="lede">{words.say("findings.protected")}</p>);
  return page(await (what.startsWith("q") ? quoteEvidence(c, room, Number(what.slice(1))) : cellEvidence(c, room, what)));
}

async function quoteEvidence(c: Door, room: Released, number: number) {
  const { words, db } = c.var;
  const [quote, chosen] = [room.release.document.quotes.find((it) => it.number === number), await chosenFor(db, room.assessment, room.release, c.var.viewer)];
  const heard = await heardOf(c, room, { passages: chosen?.quotes ?? [] });
  const found = quote && heard.segments.find((it) => chosen?.quotes.includes(it.id) && it.words === quote.words && it.dimension === quote.dimension);
  if (!quote || !found) throw new Refusal("not-found", "page-unknown");
  return <><blockquote class="lines" dir="auto">“{quote.words}”</blockquote><p>{sourceNamed(words, quote)}</p><p class="small">{words.say("findings.evidence.rests", { findings: words.list(room.release.document.findings.filter((it) => it.quotes.includes(number)).map((it) => words.number(it.number))) || "–" })}</p><dl class="facts"><dt>{words.say("findings.evidence.passage")}</dt><dd><code>{found.id}</code></dd><dt>{words.say("findings.evidence.rule")}</dt><dd>{found.consent}</dd></dl></>;
}

/** So many of the answers in a cell are listed. */
const mostListed = 1000;

async function cellEvidence(c: Door, room: Released, what: string) {
  const { words } = c.var;
  const [first = "", ...at] = what.split("~").map((it) => { try { return decodeURIComponent(it); } catch { return it; } });
  const table = room.release.document.tables.find((it) => `t${it.number}` === first);
  const cell = table && cellAt(table, at);
  if (!table || !cell) throw new Refusal("not-found", "page-unknown");
  const dimensions = table.dimensions.map((it) => ({ ...it, source: it.of === "question" ? ({ of: "question", name: it.key.slice("question:".length) } as const) : ({ of: it.of as "region" } as const) }));
  const [rows, columns, layers] = dimensions.map((it) => it.source);
  const heard = await heardOf(c, room, { plans: [{ rows: rows!, columns: columns!, layers: layers ?? null, margins: [], agreeFrom: null }] });
  const inside = heard.respondents.filter((it) => at.every((category, dimension) => category === "Total" || placesOf(dimensions[dimension]!, it).includes(category)));
  return <><p class="lede">{table.dimensions.map((it, dimension) => `${dimensionNamed(words, it)}: ${categoryNamed(words, it, at[dimension]!)}`).join(" · ")}</p><p>{words.say("findings.evidence.count", { count: inside.length })}{cell.hidden && <> {words.say(`findings.hidden.${cell.hidden}`, { threshold: room.release.document.threshold })}</>}</p><details><summary>{words.say("findings.evidence.answers")}</summary>{inside.length > mostListed && <p class="hint">{words.say("coding.found.first", { count: mostListed })}</p>}<ol>{inside.slice(0, mostListed).map((it) => <li><code>{it.key}</code></li>)}</ol></details></>;
}
