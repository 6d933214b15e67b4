import { pinWritten } from "../contributions/answer.ts";
import { here, type Door } from "../../ground/web/env.ts";
import type { Words } from "../../ground/words.ts";
import { callAddress } from "../calls/addresses.ts";
import { contributionAddress, replyAddress } from "../contributions/addresses.ts";
import { beginning, placeName, regionName, sectorName, Signature } from "../contributions/views.tsx";
import { MarkOf } from "../disclosure/views.tsx";
import { provisionAddress } from "../texts/addresses.ts";
import { daysWaiting, standingOf, standings, type Standing } from "./answer.ts";
import type { ShownAnswer } from "./disclosure.ts";
import { type FoldedCampaign, type LedgerLine, type PinnedTo } from "./store/ledger.ts";

/** What every view of the ledger needs of the page around it. */
export type AroundLedger = { c: Door; pins: ReadonlyMap<string, PinnedTo> };

/** How a standing is drawn: the names of the design. */
export const drawnAs: Record<Standing, string> = { reflected: "reflected", partly: "partly", "not-reflected": "not", unanswered: "unanswered" };

/** A word and a shape: how an ask stands. */
export const StandingMark = ({ standing, words }: { standing: Standing; words: Words }) => <span class={`state ${drawnAs[standing]}`}>{words.say(`answers.standing.${standing}`)}</span>;

/** Characters of an ask in a list: its sense, not its argument. */
const charactersOfAsk = 160;

/** An ask by the beginning of its words, with the way to it. */
export function AskName({ line: { shown, ask, text, asksInAll, stands }, c }: { line: LedgerLine; c: Door }) {
  const { words } = c.var;
  return (
    <>
      <a href={`${here(c)(contributionAddress(stands.process, shown))}#ask-${ask.number}`} lang={shown.language} dir="auto">{beginning(text.replaceAll(/\s+/g, " "), charactersOfAsk)}</a>
      <br /><small class="soft">{words.say("answers.ask.of", { reference: shown.reference, number: ask.number, count: asksInAll })}</small>
    </>
  );
}

/** Whose ask it is, as far as that may be said. */
function From({ line: { shown }, c }: { line: LedgerLine; c: Door }) {
  const { words } = c.var;
  const kind = [(shown.by.organisation ?? shown.by.sector) && sectorName(words, shown), regionName(words, shown)].filter((it): it is string => Boolean(it));
  return (
    <>
      <Signature it={shown} around={{ words, address: here(c), stands: () => { throw new RangeError("a signature stands nowhere"); } }} />
      {kind.length > 0 && <><br /><small class="soft">{kind.join(" · ")}</small></>}
      {!(shown.audience === "public" && shown.attribution === "named") && <><br /><MarkOf it={shown} words={words} /></>}
    </>
  );
}

/** Those who ask the same in one campaign: how many, and each with the way to its own ask. */
function Signers({ line, campaign: { organisations, others, lead }, c }: { line: LedgerLine; campaign: FoldedCampaign; c: Door }) {
  const { words } = c.var;
  const signer = (it: LedgerLine["shown"], number: number) => <li><Signature it={it} around={{ words, address: here(c), stands: () => { throw new RangeError("a signature stands nowhere"); } }} /> · <a href={`${here(c)(contributionAddress(line.stands.process, it))}#ask-${number}`}><bdi>{it.reference}</bdi></a></li>;
  return (
    <details class="signers"><summary>{words.say("answers.campaign", { count: organisations })}</summary>
      <ul class="small">{signer(line.shown, line.ask.number)}{others.map((it) => signer(it.shown, it.number))}</ul>
      {line.stands.call && <p class="small"><a href={here(c)(`${callAddress(line.stands.process, line.stands.call)}/campaigns/${lead}`)}>{words.say("answers.campaign.page")}</a></p>}
    </details>
  );
}

/** The places an ask is pinned to, each with the way to its dossier. */
export function Pins({ line: { ask, stands }, around: { c, pins } }: { line: LedgerLine; around: AroundLedger }) {
  const { words } = c.var;
  if (ask.pins.length === 0) return <span class="soft">{words.say("answers.pinned.none")}</span>;
  return (
    <>{ask.pins.map((pin, index) => {
      const to = pins.get(pinWritten(pin));
      return <>{index > 0 && <br />}{to ? <><a href={here(c)(provisionAddress(stands.process, to.number, { slug: to.version }))}>{placeName(words, pin.place)}</a>, <bdi>{to.symbol}</bdi></> : placeName(words, pin.place)}</>;
    })}</>
  );
}

/** Where a reason can be seen. */
const LinkOf = ({ link, c }: { link: string; c: Door }) => <a href={link.startsWith("/") ? here(c)(link) : link} rel="nofollow noreferrer">{c.var.words.say("answers.link.open")}</a>;

/** What was said of an ask: when, by whom, why; and that it is grouped or reported, where it has no answer beyond that. */
export function Said({ answer, c }: { answer: ShownAnswer; c: Door }) {
  return <>{(answer.state === "grouped" || answer.state === "reported") && `${c.var.words.say(`answers.state.${answer.state}`)} · `}<ReasonOf answer={answer} c={c} /></>;
}

/** Why an ask stands as it does: when that was said, by whom, and where it can be seen. */
export function ReasonOf({ answer, c }: { answer: ShownAnswer; c: Door }) {
  return (
    <>
      {c.var.words.say("answers.said", { day: c.var.words.day(answer.day), name: answer.by })} <q dir="auto">{answer.reason}</q>
      {answer.line && <> <q dir="auto">{answer.line}</q></>}{answer.link && <> <LinkOf link={answer.link} c={c} /></>}
    </>
  );
}

/** How an ask stands, why, and since when it waits; with the way to reply to the reason. */
export function StandingOf({ line: { shown, ask, answer, since, stands }, c }: { line: LedgerLine; c: Door }) {
  const { words, now } = c.var;
  const days = daysWaiting(ask.state, since, now.toISOString().slice(0, 10));
  return (
    <>
      <StandingMark standing={standingOf(ask.state)} words={words} />
      {days !== null && <><br /><small class="soft">{words.say("answers.waiting", { count: Math.max(0, days) })}</small></>}
      {answer && <><br /><small><Said answer={answer} c={c} /> <a href={here(c)(replyAddress(stands.process, shown, ask.number))}>{words.say("answers.reply")}</a></small></>}
    </>
  );
}

/** Asks line by line: what, from whom, about what, what became of it. */
export function LedgerTable({ lines, around, caption }: { lines: readonly LedgerLine[]; around: AroundLedger; caption: string }) {
  const { c } = around;
  const { words } = c.var;
  return (
    <table class="stack" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup"><tr role="row">{(["ask", "from", "pinned", "state"] as const).map((it) => <th role="columnheader" scope="col">{words.say(`answers.column.${it}`)}</th>)}</tr></thead>
      <tbody role="rowgroup">{lines.map((line) => (
        <tr role="row">
          <th role="rowheader" scope="row"><AskName line={line} c={c} /></th>
          <td role="cell" data-label={words.say("answers.column.from")}>{line.campaign ? <Signers line={line} campaign={line.campaign} c={c} /> : <From line={line} c={c} />}</td>
          <td role="cell" data-label={words.say("answers.column.pinned")}><Pins line={line} around={around} /></td>
          <td role="cell"><StandingOf line={line} c={c} /></td>
        </tr>
      ))}</tbody>
    </table>
  );
}

/** What the colours and shapes of bars mean. */
export const Key = ({ words }: { words: Words }) => <ul class="key">{standings.map((it) => <li><span class="bar" aria-hidden="true"><i class={`${drawnAs[it]} v1`}></i></span> {words.say(`answers.standing.${it}`)}</li>)}</ul>;

/** What a row is about, with the way to more of it, and whether that is invented. */
export type StandingRow = { name: string; counts: Record<Standing, number>; address?: string; invented?: boolean };

/** Rules of a page's own style for the bars of these rows: their lengths. */
export const barStyle = (rows: readonly StandingRow[]) => [...new Set([1, ...rows.flatMap((it) => Object.values(it.counts))])].toSorted((a, b) => a - b).map((it) => `.v${it}{--v:${it}}`).join("");

/** Public named asks by rows and standing, as bars and numbers. */
export function StandingTable({ rows, head, caption, words }: { rows: readonly StandingRow[]; head: string; caption: string; words: Words }) {
  return (
    <table class="ledger" role="table">
      <caption class="hidden">{caption}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{head}</th><th role="columnheader" scope="col" class="w"><span class="hidden">{words.say("answers.share")}</span></th>
        {standings.map((it) => <th role="columnheader" scope="col" class="n"><span class="bar chip" aria-hidden="true"><i class={`${drawnAs[it]} v1`}></i></span><span class="hidden">{words.say(`answers.standing.${it}`)}</span></th>)}</tr></thead>
      <tbody role="rowgroup">{rows.map(({ name, counts, address, invented }) => (
        <tr role="row">
          <th role="rowheader" scope="row">{address ? <a href={address}>{name}</a> : name}{invented && <><br /><small class="soft">{words.say("texts.invented")}</small></>}</th>
          <td role="cell" class="w"><span class="bar" aria-hidden="true">{standings.filter((it) => counts[it] > 0).map((it) => <i class={`${drawnAs[it]} v${counts[it]}`}></i>)}</span></td>
          {standings.map((it) => <td role="cell" class="n">{words.number(counts[it])}</td>)}
        </tr>
      ))}</tbody>
    </table>
  );
}

/** One line about an ask, for lists of what changed last; where these are of several processes, with the name of its own. */
export function LatestItem({ line, around, withProcess }: { line: LedgerLine; around: AroundLedger; withProcess: boolean }) {
  const { c } = around;
  const { words } = c.var;
  return (
    <li>
      <div class="row"><span>{withProcess && <><small class="soft">{words.pick(line.stands.process.shortName).text}</small><br /></>}<AskName line={line} c={c} /> · <From line={line} c={c} /></span> <StandingMark standing={standingOf(line.ask.state)} words={words} /></div>
      {line.answer && <p class="small soft"><Said answer={line.answer} c={c} /></p>}
    </li>
  );
}
