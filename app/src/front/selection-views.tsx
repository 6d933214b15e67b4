import type { Child } from "hono/jsx";
import { here, type Door } from "../ground/web/env.ts";
import { sentencesOfDraw } from "../ground/selection-words.ts";
import type { Words } from "../ground/words.ts";
import { countSaid, groupName } from "../concepts/registrations/views.tsx";
import { selectionFileAddress } from "../concepts/selections/addresses.ts";
import type { GroupChances, Replaced, Selection, SelectionFiles } from "../concepts/selections/selection.ts";
import { categoryName, valueName } from "../concepts/selections/words.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import type { MeetingRoom } from "./meeting-room.tsx";
import { chanceSaid } from "./own-place.tsx";

/** Quotas, at least and at most of each value. */
export const Quotas = ({ it, words, themes }: { it: Pick<Selection, "quotas" | "size" | "perOrganisation">; words: Words; themes: readonly Theme[] }) => (
  <>
    {it.quotas.length === 0 ? <p>{words.say("selections.quotas.none")}</p> : (
      <table class="stack" role="table"><caption>{words.say("selections.quotas.caption", { size: it.size })}</caption>
        <thead role="rowgroup"><tr role="row">{(["category", "value", "least", "most"] as const).map((one) => <th role="columnheader" scope="col">{words.say(`selections.column.${one}`)}</th>)}</tr></thead>
        <tbody role="rowgroup">{it.quotas.map((one) => <tr role="row"><th role="rowheader" scope="row">{categoryName(words, one.category)}</th><td role="cell" data-label={words.say("selections.column.value")}>{valueName(words, one, themes)}</td><td role="cell" data-label={words.say("selections.column.least")}>{words.number(one.min)}</td><td role="cell" data-label={words.say("selections.column.most")}>{words.number(one.max)}</td></tr>)}</tbody>
      </table>
    )}
    {it.perOrganisation !== null && <p>{words.say("selections.cap", { most: it.perOrganisation })}</p>}
  </>
);

/** The mean chance of each group; what would tell of a few is left out. */
export const ChancesByGroup = ({ it, words, least }: { it: GroupChances; words: Words; least: number }) => (
  <>
    {it.lowest !== null && it.highest !== null && <p>{words.say("selections.chances.ends", { lowest: chanceSaid(words.language, it.lowest), highest: chanceSaid(words.language, it.highest) })}</p>}
    {(["sector", "region"] as const).map((of) => (
      it[of].every((one) => one.count === null) ? <p>{words.say(`selections.chances.${of}`)}: {words.say("registrations.figures.none")}</p> : <table class="stack" role="table"><caption>{words.say(`selections.chances.${of}`)}</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say(`registrations.column.${of}`)}</th><th role="columnheader" scope="col">{words.say("registrations.figures.applied")}</th><th role="columnheader" scope="col">{words.say("selections.column.chance")}</th></tr></thead>
        <tbody role="rowgroup">{it[of].filter((one) => one.value !== "none" || one.count !== null).map((one) => <tr role="row"><th role="rowheader" scope="row">{groupName(words, of, one.value)}</th><td role="cell" data-label={words.say("registrations.figures.applied")}>{countSaid(words, one.count, least)}</td><td role="cell" data-label={words.say("selections.column.chance")}>{one.mean === null ? "–" : chanceSaid(words.language, one.mean)}</td></tr>)}</tbody>
      </table>
    ))}
    <p class="small soft">{words.say("selections.chances.note", { least })}</p>
  </>
);

/** What was fixed before the draw, and what was drawn by whom: hashes, seed, place and day. */
export function DrawFacts({ it, words }: { it: Selection; words: Words }) {
  const rows: [string, Child, "code"?][] = [
    [words.say("selections.size"), words.number(it.size)], [words.say("selections.method"), words.say(`selections.method.${it.method}`)], [words.say("selections.alternates"), words.number(it.alternates)],
    [words.say("selections.declines"), words.say("selections.declines.rule", { days: it.answerDays })],
    [words.say("selections.seed.where"), it.seedDay && <>{words.day(it.seedDay)}, <bdi>{it.seedPlace}</bdi></>],
    [words.say("selections.pool.hash"), it.poolHash, "code"], [words.say("selections.quotas.hash"), it.quotasHash, "code"],
    [words.say("selections.seed"), it.seed && <bdi>{it.seed}</bdi>], [words.say("selections.drawn"), it.drawnDay && words.say("selections.drawn.by", { by: it.drawnBy ?? "", day: words.day(it.drawnDay) })], [words.say("selections.result.hash"), it.resultHash, "code"],
  ];
  return <dl class="facts">{rows.filter(([, value]) => value !== null).map(([name, value, code]) => <><dt>{name}</dt><dd>{code ? <code class="wrap" dir="ltr">{value}</code> : value}</dd></>)}</dl>;
}

/** The files to check the draw with, for whoever may have them, and how. */
export function Checking({ c, room: { process, meeting }, it, files }: { c: Door; room: Pick<MeetingRoom, "process" | "meeting">; it: Selection; files: SelectionFiles | null }) {
  const { words } = c.var;
  const to = (file: string) => here(c)(selectionFileAddress(process, meeting, file));
  return (
    <section aria-labelledby="check"><h2 id="check">{words.say("selections.check")}</h2>
      {!files && <p>{words.say("selections.check.under-rule")}</p>}
      <ul class="plain">
        {files && <li><a href={to("respondents.csv")} download><code>respondents.csv</code></a> {words.say("selections.file.pool")}</li>}
        <li><a href={to("categories.csv")} download><code>categories.csv</code></a> {words.say("selections.file.quotas")}</li>
        {files && <li><a href={to("lottery.json")} download><code>lottery.json</code></a> {words.say("selections.file.lottery")}</li>}
        {files?.result && <li><a href={to("result.json")} download><code>result.json</code></a> {words.say("selections.file.result")}</li>}
      </ul>
      {files?.result && <p>{words.say("selections.check.how")} <code class="wrap">travaux draw --check result.json --pool respondents.csv --quotas categories.csv</code></p>}
      {files?.result && <travaux-draw data-result={to("result.json")} data-pool={to("respondents.csv")} data-quotas={to("categories.csv")} data-sentences={JSON.stringify(sentencesOfDraw(words))}></travaux-draw>}
      {it.seed === null && files && <p class="small">{words.say("selections.check.before")}</p>}
    </section>
  );
}

/** Who came instead of whom, by pseudonym. */
export const Replacements = ({ of, words }: { of: readonly Replaced[]; words: Words }) => (
  <ul>{of.map((it) => <li>{words.say(it.into === null ? "selections.replaced.none" : `selections.replaced.${it.from!}`, { out: it.out, into: it.into ?? "", day: words.day(it.day) })}</li>)}</ul>
);

/** The panel by pseudonym, who is asked next, and who came instead of whom. */
export const PanelByPseudonym = ({ files, replaced, words }: { files: SelectionFiles; replaced: readonly Replaced[]; words: Words }) => (
  files.result && (
    <section aria-labelledby="panel"><h2 id="panel">{words.say("selections.panel")}</h2>
      <p>{words.say("selections.panel.text")}</p>
      <ul class="tags">{files.result.panel.map((it) => <li><code>{it}</code></li>)}</ul>
      <h3>{words.say("selections.alternates")}</h3>
      {files.result.alternates.length === 0 ? <p>{words.say("selections.alternates.none")}</p> : <ol>{files.result.alternates.map((it) => <li><code>{it}</code></li>)}</ol>}
      {replaced.length > 0 && <><h3>{words.say("selections.replaced")}</h3><Replacements of={replaced} words={words} /></>}
    </section>
  )
);
