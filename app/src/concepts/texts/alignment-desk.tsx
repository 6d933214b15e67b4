import { citation, walk, type Doubt, type Fidelity, type Provision, type TreatyText } from "@travaux/treaty-text";
import { isKey, type Words } from "../../ground/words.ts";
import { deskAddress, versionAddress } from "./addresses.ts";
import type { Shelf } from "./opened.ts";
import { countsOf } from "./room.tsx";
import { alike, isOuter, surelyAlike, type Alignment, type Version } from "./text.ts";

/** What the desk lists: articles and headings, or also what stands inside them. */
const levels = ["articles", "inside"] as const;
export type Level = (typeof levels)[number];
export const isLevel = (it: string): it is Level => levels.some((level) => level === it);

type Desk = {
  words: Words; shelf: Shelf; version: Version; older: Version | null; address: (path: string) => string; level: Level;
  rows: Alignment[]; fidelity: Fidelity; before: TreatyText | null; after: TreatyText;
};

/** A version being prepared: what the importer doubts, what goes with what, and the way to publish. */
export function AlignmentDesk(desk: Desk) {
  const { words, version, shelf, address, older } = desk;
  const own = deskAddress(shelf.process, shelf.instrument, version);
  return (
    <>
      <p class="eyebrow">{version.publishedAt ? words.say("align.published", { day: words.day(version.publishedAt) }) : words.say("texts.unpublished")}</p>
      <h1><bdi>{version.symbol}</bdi></h1>
      <div class="actions">
        {!version.publishedAt && <form method="post" action={address(`${own}/publication`)}><button class="main">{words.say("align.publish")}</button></form>}
        <a class="button" href={address(versionAddress(shelf.process, shelf.instrument, version))}>{words.say("desk.preview")}</a>
        {!version.publishedAt && <form method="post" action={address(`${own}/removal`)}><button>{words.say("align.discard")}</button></form>}
      </div>
      <FidelityReport {...desk} />
      {older ? <Alignments {...desk} own={own} /> : <div class="empty"><p>{words.say("align.first")}</p></div>}
    </>
  );
}

/** How much of the document arrived, what it holds, and what a person should look at. */
function FidelityReport({ words, fidelity, after }: Desk) {
  const share = fidelity.charactersIn === 0 ? 1 : fidelity.charactersKept / fidelity.charactersIn;
  return (
    <section aria-labelledby="fidelity">
      <h2 id="fidelity">{words.say("align.fidelity")}</h2>
      <dl class="figures">
        <div><dt>{words.say("align.kept")}</dt><dd>{words.percent(share)}</dd></div>
        {[...countsOf(after)].map(([kind, count]) => <div><dt>{words.say(`kind.${kind as "article"}`)}</dt><dd>{words.number(count)}</dd></div>)}
        <div><dt>{words.say("align.doubts")}</dt><dd>{words.number(fidelity.doubts.length)}</dd></div>
      </dl>
      {fidelity.doubts.length === 0 ? <p>{words.say("align.doubts.none")}</p> : (
        <details open={fidelity.doubts.length <= 8 ? true : undefined}>
          <summary>{words.say("align.doubts.show", { count: fidelity.doubts.length })}</summary>
          <ul class="small">{fidelity.doubts.map((it) => <li><code>{it.where}</code> <DoubtIn words={words} doubt={it} /></li>)}</ul>
        </details>
      )}
    </section>
  );
}

/** A doubt in the reader's language; the engine's own sentence, which names numbers, follows it in English. */
function DoubtIn({ words, doubt }: { words: Words; doubt: Doubt }) {
  if (words.language === "en") return <>{doubt.what}</>;
  const key = `doubt.${doubt.code}`;
  return <>{words.say(isKey(key) ? key : "doubt.other")} <span class="soft" lang="en" dir="ltr">{doubt.what}</span></>;
}

/** Least certain first: what an editor must look at stands on top. */
const certainty = (it: Alignment) => (it.state !== "suggested" ? 3 : it.changes.length === 1 && it.changes[0] === "same" ? 2 : it.similarity);

function Alignments(desk: Desk & { own: string }) {
  const { words, rows, level, older, own, address, before, after } = desk;
  const [old, now] = [provisionsIn(before!), provisionsIn(after)];
  const atLevel = rows.filter((it) => level === "inside" || [...it.old.map((id) => old.get(id)), ...it.new.map((id) => now.get(id))].some((provision) => provision && isOuter(provision.kind)));
  const open = atLevel.filter((it) => it.state === "suggested" && certainty(it) < 2);
  const sure = alike(rows, surelyAlike);
  return (
    <section aria-labelledby="alignment">
      <h2 id="alignment">{words.say("align.heading", { symbol: older!.symbol })}</h2>
      <p>{words.say("align.lede")}</p>
      <div class="actions">
        {sure.length > 0 && <form method="post" action={address(`${own}/confirmation?level=${level}`)}><button>{words.say("align.confirm.sure", { count: sure.length })}</button></form>}
        <a href={level === "articles" ? "?level=inside" : "?"}>{words.say(level === "articles" ? "align.level.inside" : "align.level.articles")}</a>
      </div>
      <table class="stack align" role="table">
        <caption>{words.say("align.caption", { open: open.length, count: atLevel.length })}</caption>
        <thead role="rowgroup"><tr role="row">{(["align.now", "align.before", "align.what", "align.decision"] as const).map((it) => <th role="columnheader" scope="col">{words.say(it)}</th>)}</tr></thead>
        <tbody role="rowgroup">{atLevel.toSorted((a, b) => certainty(a) - certainty(b)).map((it) => <Row desk={desk} it={it} old={old} now={now} />)}</tbody>
      </table>
    </section>
  );
}

type Index = ReadonlyMap<string, Provision>;
const provisionsIn = (text: TreatyText): Index => new Map([...walk(text.provisions)].map((it) => [it.id, it]));

function Row({ desk, it, old, now }: { desk: Desk & { own: string }; it: Alignment; old: Index; now: Index }) {
  const { words, before, after, address, own, level } = desk;
  const action = address(`${own}/decisions?level=${level}`);
  const anchor = it.new[0] ?? it.old[0]!;
  return (
    <tr role="row" id={anchor}>
      <th role="rowheader" scope="row">{it.new.length === 0 ? <span class="soft">{words.say("align.none")}</span> : it.new.map((id) => <Name text={after} id={id} index={now} words={words} />)}</th>
      <td role="cell" data-label={words.say("align.before")}>{it.old.length === 0 ? <span class="soft">{words.say("align.none")}</span> : it.old.map((id) => <Name text={before!} id={id} index={old} words={words} />)}</td>
      <td role="cell" data-label={words.say("align.what")}>{words.list(it.changes.map((change) => words.say(`change.${change}`)))} {it.old.length > 0 && it.new.length > 0 && <span class="score soft">{words.percent(it.similarity)}</span>}</td>
      <td role="cell">
        {it.state === "suggested"
          ? <form method="post" action={action}><Hidden it={it} /><button class="little">{words.say("align.confirm")}<span class="hidden"> {anchor}</span></button></form>
          : <span class="small">{words.say(`align.${it.state}`, { name: it.decidedBy ?? "", day: it.decidedAt ? words.day(it.decidedAt) : "" })}</span>}
        <Correction desk={desk} it={it} action={action} anchor={anchor} />
      </td>
    </tr>
  );
}

const Hidden = ({ it }: { it: Alignment }) => <>{it.old.map((id) => <input type="hidden" name="old" value={id} />)}{it.new.map((id) => <input type="hidden" name="new" value={id} />)}</>;

function Name({ text, id, index, words }: { text: TreatyText; id: string; index: Index; words: Words }) {
  const provision = index.get(id);
  const said = provision?.heading ?? provision?.text.slice(0, 60);
  return <span>{citation(text, id, words.language)}{said && <> <span class="soft" lang={text.language ?? undefined}>{said}{!provision?.heading && (provision?.text.length ?? 0) > 60 ? "…" : ""}</span></>}<br /></span>;
}

/** Say what really goes with it: ids of either side, several for a split or merger, none for what is new or gone. */
function Correction({ desk: { words, version, older }, it, action, anchor }: { desk: Desk; it: Alignment; action: string; anchor: string }) {
  const field = (side: "old" | "new", name: string) => (
    <label>{name} <input name={side} value={it[side].join(" ")} list={`${side}-ids`} /></label>
  );
  return (
    <details>
      <summary>{words.say("align.correct")}<span class="hidden"> {anchor}</span></summary>
      <form method="post" action={action} class="inline">
        {field("new", words.say("align.correct.new", { symbol: version.symbol }))}
        {field("old", words.say("align.correct.old", { symbol: older?.symbol ?? "" }))}
        <p class="hint">{words.say("align.correct.hint")}</p>
        <button class="little">{words.say("align.correct.save")}</button>
      </form>
    </details>
  );
}
