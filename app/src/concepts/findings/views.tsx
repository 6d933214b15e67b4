import { total } from "@travaux/assessment-statistics";
import type { Child } from "hono/jsx";
import { InWords } from "../../ground/web/in-words.tsx";
import type { Words } from "../../ground/words.ts";
import { categoryNamed, cellWritten, dimensionNamed, rangeWritten, rankedIn, regionNamed, sectorNamed, sourceNamed } from "./names.ts";
import { cellAt, type PublicFinding, type PublicQuote, type PublicTable } from "./release.ts";
import { toldApart } from "./report.ts";

type Of = { table: PublicTable; threshold: number; words: Words; address: (what: string) => string };
/** A cell as its address names it: `t2.african.phone`. */
export const cellNamed = (table: Pick<PublicTable, "number">, at: readonly string[]): string => [`t${table.number}`, ...at].map((it) => encodeURIComponent(it)).join("~");

/** How deep a cell is set in colour: its share in fifths. */
const depthOf = (share: number | null) => (share === null ? "" : `h${Math.min(5, Math.floor(share * 5) + 1)}`);

const Cell = ({ table, at, threshold, words, address }: Of & { at: string[] }) => {
  const it = cellAt(table, at);
  if (!it) return <td>–</td>;
  if (it.hidden) return <td class="few"><a href={address(cellNamed(table, at))}>{it.hidden === "few" ? cellWritten(words, it, threshold) : <><span aria-hidden="true">+</span><span class="hidden">{words.say("findings.hidden.with", { threshold })}</span></>}</a></td>;
  return <td class={at[0] === total || at[1] === total ? "sum" : depthOf(it.share)}><a href={address(cellNamed(table, at))}>{cellWritten(words, it, threshold)}</a></td>;
};

/** A table by its rows and columns, one below the other for each layer. */
export const Matrix = ({ table, ...of }: Of) => {
  const { words } = of;
  const [rows, columns, layers] = table.dimensions;
  const name = words.pick(table.title).text;
  return (
    <>{(layers ? [...layers.categories.map((it) => it.key), total] : [null]).map((layer) => {
      const rest = layer === null ? [] : [layer];
      const caption = layer === null ? name : `${name}: ${categoryNamed(words, layers!, layer)}`;
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reachable by keyboard
        <div class="scroll" tabindex={0} role="region" aria-label={caption}><table class="matrix"><caption>{caption}</caption>
          <thead><tr><th scope="col">{dimensionNamed(words, rows!)}</th>{columns!.categories.map((it) => <th scope="col">{categoryNamed(words, columns!, it.key)}</th>)}<th scope="col">{words.say("findings.asked")}</th></tr></thead>
          <tbody>{[...rows!.categories.map((it) => it.key), total].map((row) => <tr><th scope="row">{categoryNamed(words, rows!, row)}</th>{[...columns!.categories.map((it) => it.key), total].map((column) => <Cell table={table} {...of} at={[row, column, ...rest]} />)}</tr>)}</tbody>
        </table></div>
      );
    })}</>
  );
};

/** The lines of a table in order of their shares, each with its range drawn and written, and which of them cannot be told apart. */
export const Ranges = ({ table, words }: Pick<Of, "table" | "words">) => {
  const lines = rankedIn(table).map(({ key, cell }) => ({ ...cell, name: categoryNamed(words, table.dimensions[1]!, key) }));
  if (lines.length < 2) return null;
  return (
    <>
      <table class="ledger"><caption>{words.say("findings.ranges.caption")}</caption>
        <thead><tr><th scope="col">{dimensionNamed(words, table.dimensions[1]!)}</th><th scope="col" class="w"><span class="hidden">{words.say("findings.ranges.scale")}</span></th><th scope="col" class="n">{words.say("findings.head.share")}</th></tr></thead>
        <tbody>{lines.map((it) => <tr><th scope="row">{it.name}</th><td class="w"><Range {...it} rightToLeft={words.direction === "rtl"} /></td><td class="n">{rangeWritten(words, it)}</td></tr>)}</tbody>
      </table>
      {toldApart(lines, words).map((it) => <p class="small">{it}</p>)}
    </>
  );
};

/** A range from 0 to 100, drawn; its numbers stand beside it. */
const Range = ({ low, high, share, rightToLeft }: { low: number | null; high: number | null; share: number | null; rightToLeft: boolean }) => {
  const at = (it: number) => Math.round((rightToLeft ? 1 - it : it) * 1000) / 10;
  const [from, to] = [Math.min(at(low!), at(high!)), Math.max(at(low!), at(high!))];
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="20" aria-hidden="true" focusable="false">
      <line x1="0" y1="5" x2="100" y2="5" stroke="currentColor" stroke-opacity=".3" stroke-width=".5" /><rect x={String(from)} y="3.2" width={String(Math.max(0.6, to - from))} height="3.6" fill="currentColor" fill-opacity=".4" /><rect x={String(at(share!) - 0.4)} y="1" width=".8" height="8" fill="currentColor" />
    </svg>
  );
};

/** Somebody’s words, with as much of who said them as may be said. */
export const Quoted = ({ it, words, address }: { it: PublicQuote; words: Words; address: string }) => (
  <figure class="view" id={`q${it.number}`}><blockquote class="lines" dir="auto" lang={it.language.slice(0, 2)}>“{it.words}”</blockquote>
    <figcaption class="kind">{sourceNamed(words, it)} <span><a href={address}>{words.say("findings.quote", { number: it.number })}</a></span></figcaption></figure>
);

/** A finding with where it holds, how sure it is, and what it rests on. */
export const FindingOf = ({ it, words, quotes, children }: { it: PublicFinding; words: Words; quotes: (number: number) => string; children?: Child }) => (
  <article class="card" id={`finding-${it.number}`} aria-labelledby={`finding-${it.number}-title`}>
    <p class="kind">{words.say(`findings.kind.${it.kind}`)} <span>{[words.list(it.regions.map((one) => regionNamed(words, one))), words.list(it.sectors.map((one) => sectorNamed(words, one))), it.dimension].filter(Boolean).join(" · ")}</span></p>
    <h3 id={`finding-${it.number}-title`}>{it.number}. <InWords it={it.title} words={words} /></h3>
    <p class="lines"><InWords it={it.text} words={words} /></p>
    <p class="small soft">{words.say(`findings.certainty.${it.certainty}`)}{it.tables.map((one) => <> · <a href={`#table-${one}`}>{words.say("findings.table", { number: one })}</a></>)}{it.quotes.map((one) => <> · <a href={quotes(one)}>{words.say("findings.quote", { number: one })}</a></>)}</p>
    {children}
  </article>
);
