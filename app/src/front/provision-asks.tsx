import { redline } from "@travaux/treaty-text";
import { here, type Door } from "../ground/web/env.ts";
import { ledgerAddress } from "../concepts/answers/addresses.ts";
import { standings } from "../concepts/answers/answer.ts";
import { ledgerQueryAddress } from "../concepts/answers/ledger.ts";
import { rowsBy, sumOf } from "../concepts/answers/standing-rows.ts";
import { ledgerOf, pinnedTo, proposalsOn, standingsBy, type LedgerLine, type StateCell } from "../concepts/answers/store/ledger.ts";
import { barStyle, Key, LedgerTable, StandingMark, StandingTable, type AroundLedger } from "../concepts/answers/views.tsx";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { placeName, regionName, sectorName, signatureOf } from "../concepts/contributions/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { regionalGroups, sectors } from "../concepts/stakeholders/stakeholder.ts";
import { Redline } from "../concepts/texts/views.tsx";

/** Asks and proposed wordings on one page of a dossier: the ledger has the rest. */
export const asksHere = 10;
export const proposalsHere = 8;

export type AsksOn = { process: Process; number: string; cells: StateCell[]; lines: LedgerLine[]; all: number; proposals: LedgerLine[]; around: AroundLedger };

/** What was asked about a provision and what stands in it, through all its versions, and what became of it. */
export async function asksOn(c: Door, process: Process, number: string, most = { asks: asksHere, proposals: proposalsHere }): Promise<AsksOn> {
  const { db, viewer } = c.var;
  const cells = await standingsBy(db, [process.id], { article: number });
  const { lines, all } = await ledgerOf(db, process.id, viewer, { choices: { article: number }, page: 1, most: most.asks });
  const proposals = await proposalsOn(db, process.id, viewer, number, most.proposals);
  return { process, number, cells, lines, all, proposals, around: { c, pins: await pinnedTo(db, [...lines, ...proposals].flatMap((it) => it.ask.pins)) } };
}

/** Rows of public named asks by sector, in the order of sectors. */
export const sectorRows = (c: Door, cells: readonly StateCell[]) =>
  rowsBy(cells.toSorted((a, b) => sectors.indexOf(a.sector) - sectors.indexOf(b.sector)), (it) => c.var.words.say(`stakeholders.sector.${it.sector}`));

/** The lengths of the bars on such a page. */
export const asksStyle = (c: Door, it: AsksOn) => (it.cells.length === 0 ? "" : barStyle(sectorRows(c, it.cells)));

/** What became of all that was asked, in four lines. */
export function Became({ c, it }: { c: Door; it: AsksOn }) {
  const { words } = c.var;
  const [row] = rowsBy(it.cells, () => "");
  if (!row) return null;
  return (
    <section class="card strong" aria-labelledby="sum">
      <h2 id="sum">{words.say("provision.became", { count: sumOf(row.counts) })}</h2>
      <ul class="plain">{standings.map((standing) => <li class="row"><StandingMark standing={standing} words={words} /> <span class="n">{words.number(row.counts[standing])}</span></li>)}</ul>
      <p class="small soft">{words.say("provision.became.note")}</p>
    </section>
  );
}

/** Public named asks by sector, with how they stand, and by sector and region. */
export function Positions({ c, it }: { c: Door; it: AsksOn }) {
  const { words } = c.var;
  if (it.cells.length === 0) return null;
  return (
    <section aria-labelledby="positions">
      <h2 id="positions">{words.say("provision.positions")}</h2>
      <p class="small soft">{words.say("answers.rule")}</p>
      <div class="split even">
        <div><Key words={words} /><StandingTable rows={sectorRows(c, it.cells)} head={words.say("stakeholders.sector")} caption={words.say("provision.positions.sector")} words={words} /></div>
        <Regions c={c} it={it} />
      </div>
    </section>
  );
}

/** Five depths of a cell, by its share of the greatest: as the matrix of the design has them. */
const depth = (count: number, most: number) => `h${Math.min(5, Math.max(1, Math.ceil((count / most) * 5)))}`;

function Regions({ c, it: { cells, process, number } }: { c: Door; it: AsksOn }) {
  const { words } = c.var;
  const countOf = (sector: string | null, region: string | null) => cells.filter((it) => (sector === null || it.sector === sector) && (region === null || it.region === region)).reduce((sum, it) => sum + it.count, 0);
  const [here_, regions] = [sectors.filter((it) => countOf(it, null) > 0), regionalGroups.filter((it) => countOf(null, it) > 0)];
  const most = Math.max(1, ...here_.flatMap((sector) => regions.map((region) => countOf(sector, region))));
  const toLedger = (sector: string, region: string) => here(c)(ledgerQueryAddress(ledgerAddress(process), { choices: { article: number, sector, region }, page: 1 }));
  const title = words.say("provision.positions.region");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard
    <div class="scroll" tabindex={0} role="region" aria-label={title}>
      <table class="matrix">
        <caption class="hidden">{title}</caption>
        <thead><tr><th scope="col">{words.say("stakeholders.sector")}</th>{regions.map((it) => <th scope="col">{words.say(`stakeholders.group.${it}`)}</th>)}<th scope="col">{words.say("provision.positions.all")}</th></tr></thead>
        <tbody>
          {here_.map((sector) => (
            <tr><th scope="row">{words.say(`stakeholders.sector.${sector}`)}</th>
              {regions.map((region) => { const count = countOf(sector, region); return count === 0 ? <td><span class="soft">{words.number(0)}</span></td> : <td class={depth(count, most)}><a href={toLedger(sector, region)}>{words.number(count)}</a></td>; })}
              <td class="sum">{words.number(countOf(sector, null))}</td></tr>
          ))}
          <tr><th scope="row">{words.say("provision.positions.all")}</th>{regions.map((it) => <td class="sum">{words.number(countOf(null, it))}</td>)}<td class="sum">{words.number(countOf(null, null))}</td></tr>
        </tbody>
      </table>
    </div>
  );
}

/** The ledger of asks on it: what was said last first. */
export function AsksHere({ c, it }: { c: Door; it: AsksOn }) {
  const { words } = c.var;
  if (it.lines.length === 0) return null;
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">{words.say("answers.ledger.title")}</h2>
      <LedgerTable lines={it.lines} around={it.around} caption={words.say("provision.ledger.caption", { shown: it.lines.length, all: it.all })} />
      <p class="small"><a href={here(c)(ledgerQueryAddress(ledgerAddress(it.process), { choices: { article: it.number }, page: 1 }))}>{words.say("provision.ledger.all")}</a></p>
    </section>
  );
}

/** The words that were proposed in the place of those of a draft, side by side. */
export function Proposals({ c, it }: { c: Door; it: AsksOn }) {
  const { words } = c.var;
  if (it.proposals.length === 0) return null;
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals">{words.say("provision.proposals")}</h2>
      <p class="small soft">{words.say("provision.proposals.text")}</p>
      <div class="lineage">{it.proposals.map((line) => <Proposal c={c} line={line} around={it.around} />)}</div>
    </section>
  );
}

function Proposal({ c, line, around }: { c: Door; line: LedgerLine; around: AroundLedger }) {
  const { words } = c.var;
  const { shown, ask, stands } = line;
  const proposal = shown.document?.asks[ask.number - 1]?.proposal;
  const [pin] = ask.pins;
  if (!proposal) return null;
  const symbol = pin && around.pins.get(`${pin.versionId} ${pin.place}`)?.symbol;
  const kind = [(shown.by.organisation ?? shown.by.sector) && sectorName(words, shown), regionName(words, shown)].filter(Boolean).join(" · ");
  return (
    <div class="view">
      <p class="kind">{signatureOf(words, shown)} <span>{[kind, pin && placeName(words, pin.place), symbol && words.isolate(symbol)].filter(Boolean).join(" · ")}</span></p>
      <p dir="auto"><Redline parts={redline(proposal.before, proposal.after)} /></p>
      <p class="small"><a href={`${here(c)(contributionAddress(stands.process, shown))}#ask-${ask.number}`}>{words.say("answers.ask", { reference: shown.reference, number: ask.number })}</a></p>
    </div>
  );
}
