// What goes out: tables, findings and quotes of an assessment, fixed as one document when they are prepared, cleared by another person, and never changed. Everything
// that the public reads of an assessment is read from such documents alone.
import { createHash } from "node:crypto";
import type { Localized } from "../../ground/words.ts";
import type { Assessment } from "../assessments/assessment.ts";
import { type Finding, openGaps, type OpenGap } from "./finding.ts";
import type { PlannedTable } from "./plan.ts";
import type { ProtectedTable, Weighting } from "./protection.ts";
import type { Attributed, WeighedQuote } from "./quote.ts";
import type { Respondent } from "./respondent.ts";

/** What a release is made of, by number and id. `read`: segments whose pointers somebody has read and lets stand; `corrects`: the number of the release that it takes the place of. */
export type Chosen = { tables: number[]; findings: number[]; quotes: string[]; read: string[]; corrects: number | null; summary: Localized };

/** "few": under the threshold; "with": hidden so that the others cannot be worked out. */
export type PublicCell = { at: string[]; count: number | null; hidden: "few" | "with" | null; share: number | null; low: number | null; high: number | null };
export type PublicDimension = { key: string; of: string; name: Localized | null; several: boolean; categories: { key: string; name: Localized | null }[] };
export type PublicTable = { number: number; title: Localized; dimensions: PublicDimension[]; agreeFrom: string | null; cells: PublicCell[]; weighting: Weighting | null };
export type PublicFinding = Pick<Finding, "number" | "kind" | "certainty" | "dimension" | "title" | "text" | "regions" | "sectors" | "themes" | "tables"> & { quotes: number[] };
export type PublicQuote = Attributed & { number: number; words: string; language: string; dimension: string; source: string };

/** A release as everyone reads it, once it is cleared. */
export type ReleaseDocument = {
  travaux: "release"; version: 1;
  process: string; assessment: number; title: Localized; about: Localized; limits: Localized;
  release: number; corrects: number | null; summary: Localized;
  /** How many were asked, which the page of the survey says too; the threshold under which counts are hidden. */
  asked: number; threshold: number; openedDay: string | null; closedDay: string | null;
  tables: PublicTable[]; findings: PublicFinding[]; quotes: PublicQuote[]; gaps: OpenGap[];
};

/** prepared: seen by those who assess; cleared: everyone’s; discarded before it was cleared: gone. */
export const releaseStates = ["prepared", "cleared"] as const;
export type Release = {
  id: string; assessmentId: string; number: number; state: (typeof releaseStates)[number];
  document: ReleaseDocument; sha256: string;
  preparedBy: string; preparedDay: string;
  clearedBy: string | null; clearedDay: string | null;
};

type Parts = { process: { slug: string }; assessment: Assessment; number: number; threshold: number; chosen: Chosen; planned: readonly PlannedTable[]; tables: readonly ProtectedTable[]; findings: readonly Finding[]; quotes: readonly WeighedQuote[]; respondents: readonly Respondent[] };

/** The document of a release: nothing in it that is hidden, and quotes that are held are not there. Quotes stand in an order that says nothing of their sources. */
export function documentOf({ process, assessment, number, threshold, chosen, planned, tables, findings, quotes, respondents }: Parts): ReleaseDocument {
  const { title, about, limits, openedDay, closedDay } = assessment;
  const shown = quotes.filter((it) => it.held === null && it.attributed).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const numberOf = new Map(shown.map((it, at) => [it.segment.id, at + 1]));
  const regions = [...new Set(respondents.flatMap((it) => it.region ?? []))].toSorted();
  const enough = regions.filter((region) => respondents.filter((it) => it.region === region).length >= threshold);
  return inOrder({
    travaux: "release", version: 1, process: process.slug, assessment: assessment.number, title, about, limits, release: number, corrects: chosen.corrects, summary: chosen.summary,
    asked: respondents.length, threshold, openedDay, closedDay,
    tables: tables.map((it) => publicTable(it, planned.find((one) => one.number === it.number)!)),
    findings: findings.map(({ number, kind, certainty, dimension, title, text, regions, sectors, themes, tables: restsOn, segments }) => ({ number, kind, certainty, dimension, title, text, regions, sectors, themes, tables: restsOn.filter((it) => chosen.tables.includes(it)), quotes: segments.flatMap((it) => numberOf.get(it) ?? []).toSorted((a, b) => a - b) })),
    quotes: shown.map(({ segment, attributed }, at) => ({ ...attributed!, number: at + 1, words: segment.words, language: segment.language, dimension: segment.dimension, source: segment.source })),
    gaps: openGaps(findings, enough, [...new Set(findings.map((it) => it.dimension))].toSorted()),
  });
}

/** The same with the keys of everything in it in the order of the alphabet, whatever order a database gave them: its JSON is then the same too. */
function inOrder<T>(it: T): T {
  if (Array.isArray(it)) return it.map(inOrder) as T;
  if (it === null || typeof it !== "object") return it;
  return Object.fromEntries(Object.entries(it).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, inOrder(value)])) as T;
}

const orderOf = ({ segment }: WeighedQuote) => createHash("sha256").update(`${segment.dimension}\n${segment.words}`).digest("hex");

const publicTable = ({ number, dimensions, cells, weighting }: ProtectedTable, { title, plan }: PlannedTable): PublicTable => ({
  number, title, agreeFrom: plan.agreeFrom, weighting,
  dimensions: dimensions.map(({ key, source, name, several, categories }) => ({ key, of: source.of, name, several, categories: categories.map((it) => ({ ...it })) })),
  cells: cells.map(({ at, count, why, share, low, high }) => ({ at, count, hidden: why === null ? null : why === "small" ? "few" : "with", share: rounded(share), low: rounded(low), high: rounded(high) })),
});

/** Shares to a tenth of a per cent: more digits would say more of a weighted answer than its count does. */
const rounded = (it: number | null) => (it === null ? null : Math.round(it * 1000) / 1000);

/** SHA-256 of a document as JSON, so that anybody can reckon it anew from what is public. */
export const hashOf = (it: ReleaseDocument): string => createHash("sha256").update(JSON.stringify(it)).digest("hex");

/** The cell of a table at these categories; null where there is none. */
export const cellAt = (table: PublicTable, at: readonly string[]): PublicCell | null => table.cells.find((it) => it.at.length === at.length && it.at.every((one, dimension) => one === at[dimension])) ?? null;

/** The middle answers of a row of an ordered question: only where every answer of the row is shown, since a middle would tell of hidden ones. Two where it lies between them. */
export function medianOf(table: PublicTable, row: string): string[] {
  const column = table.dimensions[1]!;
  const cells = column.categories.filter((it) => it.key !== "unsaid").map((it) => ({ key: it.key, count: cellAt(table, [row, it.key])?.count ?? null }));
  if (table.agreeFrom === null || table.dimensions.length !== 2 || cells.some((it) => it.count === null)) return [];
  const half = cells.reduce((sum, it) => sum + it.count!, 0) / 2;
  let below = 0;
  for (const [at, it] of cells.entries()) {
    below += it.count!;
    if (half > 0 && below > half) return [it.key];
    if (half > 0 && below === half) return [it.key, cells.slice(at + 1).find((one) => one.count! > 0)!.key];
  }
  return [];
}
