// A table of an assessment as it is planned: what its rows and columns are, whether it counts or gives shares, whether it is weighted. Only the plan is kept; the
// counts are made anew from the answers each time, until a release fixes them.
import { type Form, spoken } from "@travaux/survey-forms";
import { type Dimension, type FrequencyTable } from "@travaux/assessment-statistics";
import { Refusal } from "../../ground/refusal.ts";
import { languages, type Localized } from "../../ground/words.ts";
import { choicesOf, closedQuestions, type Respondent } from "./respondent.ts";

/** What a dimension of a table may be: where somebody stands, a closed question of the form, or what their words were coded as. */
export type Source = { of: "region" | "sector" | "dimension" | "code" | "theme" } | { of: "question"; name: string };

/** How the population is spread, where that is known: for each category of a dimension a number. */
export type KnownMargin = { by: "region" | "sector"; totals: Readonly<Record<string, number>> };

/** `rows` by `columns`, and by one more dimension where `layers` says so. `agreeFrom`: of an ordered question, the first category that agrees. */
export type TablePlan = { rows: Source; columns: Source; layers: Source | null; margins: readonly KnownMargin[]; agreeFrom: string | null };

/** A planned table of an assessment: its number stands in addresses. */
export type PlannedTable = { id: string; assessmentId: string; number: number; title: Localized; plan: TablePlan; madeDay: string; by: string };

/** A dimension with its categories. `several`: one respondent may be in several of them, so each is a table of its own: named or not. */
export type PlannedDimension = { key: string; name: Localized | null; source: Source; categories: readonly { key: string; name: Localized | null }[]; several: boolean };

/** Whoever said nothing stands in a category of their own, so that all tables count everybody. */
export const unsaid = "unsaid";
/** The two sides of a category that one may be in beside others. */
export const isIn = "in";
export const isOut = "out";

/** What a table is made of: its dimensions. Where its respondents stand is known without asking. */
export const sourcesIn = ({ rows, columns, layers }: TablePlan): Source[] => [rows, columns, ...(layers ? [layers] : [])];

export const sourceKey = (it: Source): string => (it.of === "question" ? `question:${it.name}` : it.of);

/** The dimensions of a plan with the categories that the form, and the respondents, give them. Refuses what the form does not ask, and one dimension twice. */
export function dimensionsOf(plan: TablePlan, form: Form, respondents: readonly Respondent[]): PlannedDimension[] {
  const sources = sourcesIn(plan);
  if (new Set(sources.map(sourceKey)).size < sources.length) throw new Refusal("not-valid", "table-dimension-twice");
  return sources.map((source) => dimensionOf(source, form, respondents));
}

/** So many dimensions can be protected together. */
const mostDimensions = 3;

/** The dimensions of a table with those by which it is weighted behind them, although nobody is shown these: what is weighted may be shown only where its parts may. */
export function withMargins(dimensions: readonly PlannedDimension[], plan: TablePlan, form: Form, respondents: readonly Respondent[]): PlannedDimension[] {
  const missing = plan.margins.filter((it) => !dimensions.some((one) => one.key === it.by));
  if (dimensions.length + missing.length > mostDimensions) throw new Refusal("not-valid", "table-too-deep");
  return [...dimensions, ...missing.map((it) => dimensionOf({ of: it.by }, form, respondents))];
}

function dimensionOf(source: Source, form: Form, respondents: readonly Respondent[]): PlannedDimension {
  const found = (of: (it: Respondent) => Iterable<string>) => [...new Set(respondents.flatMap((it) => [...of(it)]))].toSorted().map((key) => ({ key, name: null }));
  const key = sourceKey(source);
  if (source.of === "region" || source.of === "sector") {
    const of = source.of;
    return orUnsaid({ key, name: null, source, several: false, categories: found((it) => (it[of] === null ? [] : [it[of]!])) }, respondents);
  }
  if (source.of !== "question") return { key, name: null, source, several: true, categories: found((it) => (source.of === "dimension" ? it.dimensions : source.of === "code" ? it.codes : it.themes)) };
  const question = closedQuestions(form).find((it) => it.name === source.name);
  if (!question) throw new Refusal("not-valid", "table-question-unknown", { name: source.name });
  const categories = choicesOf(form, question).map((it) => ({ key: it.name, name: inLanguages(form, it.label) }));
  const several = question.type === "select_multiple";
  return orUnsaid({ key, name: inLanguages(form, question.label), source, several, categories }, respondents);
}

/** With a category more where somebody said nothing. */
function orUnsaid(it: PlannedDimension, respondents: readonly Respondent[]): PlannedDimension {
  const isMissing = !it.several && respondents.some((one) => placesOf(it, one)[0] === unsaid);
  return isMissing ? { ...it, categories: [...it.categories, { key: unsaid, name: null }] } : it;
}

/** What a form calls something, in the languages of the house that it has. */
function inLanguages(form: Form, labels: Readonly<Record<string, string>>): Localized {
  const codes = new Map(form.languages.map((it) => [codeIn(it), it]));
  const said = languages.flatMap((it) => { const called = codes.get(it); return called !== undefined && labels[called] ? [[it, labels[called]] as const] : []; });
  return { en: spoken(labels, form.defaultLanguage), ...Object.fromEntries(said) };
}
const codeIn = (called: string) => /\(([a-z]{2,3})\)\s*$/i.exec(called)?.[1]?.toLowerCase() ?? called.slice(0, 2).toLowerCase();

/** Where a respondent stands in a dimension: one category, or those they are in. */
export function placesOf({ source, several, categories }: PlannedDimension, it: Respondent): readonly string[] {
  if (several) return source.of === "question" ? (it.chosen.get(source.name) ?? []) : [...(source.of === "dimension" ? it.dimensions : source.of === "code" ? it.codes : it.themes)];
  const said = source.of === "question" ? it.chosen.get(source.name)?.[0] : source.of === "region" ? it.region : source.of === "sector" ? it.sector : null;
  return [said !== undefined && said !== null && categories.some((one) => one.key === said) ? said : unsaid];
}

/** A table as it is counted: with one for each category of the dimensions that allow several. `shown`: the category that each such table is of, by dimension. */
export type CountedTable = { table: FrequencyTable; shown: readonly (string | null)[]; contributions: number[][] };

/** The counts of a planned table, whose margins stand for everybody. `population` keeps assessments apart. That nobody of a few said something is hidden like a few, below the threshold. */
export function countedTables(dimensions: readonly PlannedDimension[], respondents: readonly Respondent[], { population, threshold }: { population: string; threshold: number }): CountedTable[] {
  const alike = likeIn(dimensions, respondents);
  return combinations(dimensions.map((it) => (it.several ? it.categories.map((one) => one.key) : [null]))).map((shown) => {
    const counted: Dimension[] = dimensions.map((it, at) => (shown[at] === null ? { name: it.key, categories: it.categories.map((one) => one.key) } : { name: `${it.key}=${shown[at]}`, categories: [isIn, isOut] }));
    const size = counted.reduce((product, it) => product * it.categories.length, 1);
    const cells = Array.from({ length: size }, () => ({ alone: 0, byBody: new Map<string, number>() }));
    for (const { places, alone, byBody } of alike) {
      const inner = places.reduce((place, own, at) => {
        const level = shown[at] === null ? counted[at]!.categories.indexOf(own[0]!) : own.includes(shown[at]!) ? 0 : 1;
        return place * counted[at]!.categories.length + level;
      }, 0);
      cells[inner]!.alone += alone;
      for (const [body, count] of byBody) cells[inner]!.byBody.set(body, (cells[inner]!.byBody.get(body) ?? 0) + count);
    }
    const brought = cells.map(({ alone, byBody }) => [...Array.from({ length: alone }, () => 1), ...byBody.values()]);
    const counts = brought.map((it) => it.reduce((sum, one) => sum + one, 0));
    const telling = new Set(emptyOfFew(counts, counted.map((it) => it.categories.length), threshold));
    return { table: { dimensions: counted, counts, population }, shown, contributions: brought.map((it, inner) => (telling.has(inner) ? [1] : it)) };
  });
}

/** Respondents who stand in the same places: how many without a body, and how many of each. */
type Alike = { places: readonly (readonly string[])[]; alone: number; byBody: Map<string, number> };

function likeIn(dimensions: readonly PlannedDimension[], respondents: readonly Respondent[]): Alike[] {
  const found = new Map<string, Alike>();
  for (const it of respondents) {
    const places = dimensions.map((dimension) => placesOf(dimension, it));
    const key = JSON.stringify(places);
    const alike = found.get(key) ?? { places, alone: 0, byBody: new Map<string, number>() };
    found.set(key, alike);
    if (it.body === null) alike.alone += 1;
    else alike.byBody.set(it.body, (alike.byBody.get(it.body) ?? 0) + 1);
  }
  return [...found.values()];
}

/** Empty cells of a row, column or layer with only a few in it: that none of these few said something tells of each. The engine hides them as if one answered for all. */
function emptyOfFew(counts: readonly number[], sizes: readonly number[], threshold: number): number[] {
  const levels = counts.map((_, inner) => sizes.map((size, at) => Math.floor(inner / sizes.slice(at + 1).reduce((product, it) => product * it, 1)) % size));
  const sums = sizes.map((size, at) => Array.from({ length: size }, (_, level) => counts.reduce((sum, it, inner) => sum + (levels[inner]![at] === level ? it : 0), 0)));
  return [...counts.keys()].filter((inner) => counts[inner] === 0 && sums.some((all, at) => { const sum = all[levels[inner]![at]!]!; return sum > 0 && sum < threshold; }));
}

const combinations = <T>(lists: readonly (readonly T[])[]): T[][] => lists.reduce<T[][]>((all, list) => all.flatMap((it) => list.map((one) => [...it, one])), [[]]);
