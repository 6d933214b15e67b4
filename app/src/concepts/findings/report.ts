import { total } from "@travaux/assessment-statistics";
import type { Chapter, Report, ReportBlock, ReportRow } from "../../ground/report/report.ts";
import type { Localized, Words } from "../../ground/words.ts";
import { kinds } from "./finding.ts";
import { categoryNamed, cellWritten, dimensionNamed, rangeWritten, rankedIn, regionNamed, sectorNamed, sourceNamed } from "./names.ts";
import { notToldApart } from "./protection.ts";
import { cellAt, medianOf, type PublicFinding, type PublicTable, type ReleaseDocument } from "./release.ts";

type About = { process: Localized; day: string; by: string; address: string; sha256: string };

/** A release as a report: findings by kind with the tables and quotes they rest on, how it is known, and what was not found. Nothing stands in it that is not in the document. */
export function reportOf(it: ReleaseDocument, { process, day, by, address, sha256 }: About, words: Words): Report {
  const text = (one: Localized) => words.pick(one).text;
  const chapters: Chapter[] = [
    { title: words.say("findings.report.summary"), blocks: [{ kind: "paragraph", text: text(it.summary) }, { kind: "paragraph", text: words.say("findings.report.counts", { asked: it.asked, findings: it.findings.length, threshold: it.threshold }) }] },
    ...kinds.flatMap((kind) => { const own = it.findings.filter((one) => one.kind === kind); return own.length === 0 ? [] : [{ title: words.say(`findings.kinds.${kind}`), blocks: own.flatMap((one) => findingBlocks(it, one, words)) }]; }),
    ...(it.tables.length === 0 ? [] : [{ title: words.say("findings.tables"), blocks: [{ kind: "paragraph", text: words.say("findings.matrix.note", { threshold: it.threshold }) } as const, ...it.tables.flatMap((one) => tableBlocks(it, one, words))] }]),
    { title: words.say("findings.how"), blocks: [{ kind: "paragraph", text: text(it.about) }, { kind: "paragraph", text: text(it.limits) }, { kind: "paragraph", text: words.say("findings.self-chosen") }] },
    ...(it.gaps.length === 0 ? [] : [{ title: words.say("findings.gaps"), blocks: [{ kind: "paragraph", text: words.say("findings.gaps.text") } as const, { kind: "list", items: it.gaps.map((one) => `${regionNamed(words, one.region)}: ${one.dimension}`) } as const] }]),
  ];
  return {
    title: text(it.title), process: text(process), day, about: [words.say("findings.release", { number: it.release }), by, address], language: words.language, direction: words.direction, contents: words.say("findings.report.contents"), annex: words.say("findings.report.annex"),
    chapters, annexes: [{ title: words.say("findings.report.check"), blocks: [{ kind: "paragraph", text: words.say("findings.report.check.text") }, { kind: "note", text: `SHA-256 ${sha256}` }] }],
  };
}

function findingBlocks(it: ReleaseDocument, one: PublicFinding, words: Words): ReportBlock[] {
  const where = [words.list(one.regions.map((region) => regionNamed(words, region))), words.list(one.sectors.map((sector) => sectorNamed(words, sector))), one.dimension].filter(Boolean).join(" · ");
  const rests = one.tables.flatMap((number) => it.tables.find((table) => table.number === number) ?? []).map((table) => words.say("findings.table", { number: table.number }));
  return [
    { kind: "section", text: words.pick(one.title).text }, { kind: "paragraph", text: words.pick(one.text).text },
    { kind: "note", text: [words.say("findings.finding", { number: one.number }), where, words.say(`findings.certainty.${one.certainty}`), words.list(rests)].filter(Boolean).join(" · ") },
    ...it.quotes.filter((quote) => one.quotes.includes(quote.number)).map((quote): ReportBlock => ({ kind: "quote", text: `“${quote.words}”`, attribution: sourceNamed(words, quote), language: quote.language })),
  ];
}

function tableBlocks(it: ReleaseDocument, table: PublicTable, words: Words): ReportBlock[] {
  const [rows, columns, layers] = table.dimensions;
  const caption = `${words.say("findings.table", { number: table.number })}. ${words.pick(table.title).text}`;
  const head = [dimensionNamed(words, rows!), ...columns!.categories.map((one) => categoryNamed(words, columns!, one.key)), words.say("findings.asked")];
  const layered = layers ? [...layers.categories.map((one) => one.key), total] : [null];
  const written = (at: string[]) => { const cell = cellAt(table, at); return cell ? cellWritten(words, cell, it.threshold) : ""; };
  const body = layered.flatMap((layer): ReportRow[] => [...rows!.categories.map((one) => one.key), total].map((row) => {
    const rest = layer === null ? [] : [layer];
    return { head: [categoryNamed(words, rows!, row), layer === null ? "" : categoryNamed(words, layers!, layer)].filter(Boolean).join(", "), cells: [...columns!.categories.map((one) => written([row, one.key, ...rest])), written([row, total, ...rest])] };
  }));
  return [{ kind: "table", caption, head, rows: body, note: noteOf(it, table, words) }, ...rangeBlocks(table, words)];
}

/** What has to be said below a table: whether it is weighted, and the middle answers of an ordered question. */
export function noteOf({ threshold }: Pick<ReleaseDocument, "threshold">, table: PublicTable, words: Words): string {
  const weighted = table.weighting === null ? words.say("findings.unweighted") : table.weighting.about ? words.say("findings.weighted", { effective: words.number(Math.round(table.weighting.about.effective)), most: words.number(Math.round(table.weighting.about.most * 10) / 10) }) : words.say("findings.weighted.untold");
  const open = table.weighting && table.weighting.gaps.length > 0 ? words.say("findings.weighted.gaps", { gaps: words.list(table.weighting.gaps) }) : "";
  const middle = medianOf(table, total).map((key) => categoryNamed(words, table.dimensions[1]!, key));
  return [weighted, open, middle.length > 0 ? words.say("findings.median", { middle: words.list(middle) }) : "", words.say("findings.hidden.note", { threshold })].filter(Boolean).join(" ");
}

function rangeBlocks(table: PublicTable, words: Words): ReportBlock[] {
  const lines = rankedIn(table).map(({ key, cell }) => ({ ...cell, name: categoryNamed(words, table.dimensions[1]!, key), written: rangeWritten(words, cell) }));
  if (lines.length < 2) return [];
  const inWords = words.list(lines.map((it) => `${it.name}: ${it.written}`));
  const apart = toldApart(lines, words);
  return [{ kind: "ranges", caption: words.say("findings.ranges.caption"), inWords, head: [dimensionNamed(words, table.dimensions[1]!), words.say("findings.head.share")], ranges: lines.map((it) => ({ label: it.name, low: it.low! * 100, high: it.high! * 100, middle: it.share! * 100, written: it.written })) }, ...(apart.length > 0 ? [{ kind: "note" as const, text: apart.join(" ") }] : [])];
}

/** A sentence for each two lines, one after the other, that this many answers do not tell apart. */
export const toldApart = (lines: readonly { name: string; share: number | null; low: number | null; high: number | null }[], words: Words): string[] => notToldApart(lines).map(([one, other]) => words.say("findings.not-apart", { one: one.name, other: other.name }));
