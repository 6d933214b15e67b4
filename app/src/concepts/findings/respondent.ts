// Everyone who was asked, one row each: whoever answered the survey, and whoever was interviewed or sat in a focus group. All tables count the same people, so
// that their totals agree and nobody can be worked out from two tables that count different ones.
import { askedIn, type Choice, type Form, itemsIn, type Question } from "@travaux/survey-forms";
import type { Assessment } from "../assessments/assessment.ts";
import type { ShownAnswer } from "../assessments/disclosure.ts";
import type { OfferedCombination } from "../disclosure/rule.ts";

/**
 * A passage that somebody coded, or a whole answer to an open question. `respondent` is the same for everything that one source said; `byName` is there only where it
 * may be quoted under a name; `themes` are places of themes in addresses.
 */
export type CodedSegment = {
  id: string; source: "survey" | "interview" | "group";
  code: string; dimension: string;
  sector: string | null; region: string | null; themes: readonly string[];
  consent: OfferedCombination; words: string; language: string;
  byName: string | null; respondent: string;
};

/** One row of all tables. `chosen`: what was chosen, by question; `body`: of those who answered under their name. */
export type Respondent = { key: string; sector: string | null; region: string | null; body: string | null; chosen: ReadonlyMap<string, readonly string[]>; dimensions: ReadonlySet<string>; codes: ReadonlySet<string>; themes: ReadonlySet<string> };

/** Where a question stands in a form, its groups with it; null within repeats, whose rounds are no rows. */
function pathOfQuestion(form: Form, name: string): string | null {
  for (const { it, inside } of itemsIn(form.items)) if (it.kind === "question" && it.name === name) return inside.some((one) => one.kind === "repeat") ? null : `/${[...inside.map((one) => one.name), name].join("/")}`;
  return null;
}

/** Questions that a table can be made of: one or several out of a list, asked once of everybody. */
export const closedQuestions = (form: Form): Question[] => askedIn(form).filter((it) => (it.type === "select_one" || it.type === "select_multiple") && pathOfQuestion(form, it.name) !== null);
/** Questions that were answered in one’s own words. */
export const openQuestions = (form: Form): Question[] => askedIn(form).filter((it) => it.type === "text" && pathOfQuestion(form, it.name) !== null);
export const choicesOf = (form: Form, question: Question): readonly Choice[] => form.lists.get(question.list ?? "") ?? [];

type Answer = Pick<ShownAnswer, "id" | "audience" | "attribution" | "language" | "given" | "sector" | "region" | "body">;

/** The rows of an assessment: of answers, and of sources that are in segments alone. */
export function respondentsOf(form: Form, assessment: Pick<Assessment, "respondent">, answers: readonly Answer[], segments: readonly CodedSegment[]): Respondent[] {
  const said = segmentsByRespondent(segments);
  const paths = new Map(closedQuestions(form).map((it) => [it.name, pathOfQuestion(form, it.name)!]));
  const fromSurvey = answers.map((it): Respondent => {
    const chosen = new Map([...paths].map(([name, path]) => [name, (it.given?.[path] ?? "").split(" ").filter(Boolean)]));
    const asked = (name: string | null) => (name === null ? null : (chosen.get(name)?.[0] ?? null));
    const body = it.attribution === "named" ? (it.body?.id ?? null) : null;
    return { key: it.id, sector: asked(assessment.respondent.sector) ?? it.sector, region: asked(assessment.respondent.region) ?? it.region, body, chosen, ...heldBy(said.get(it.id) ?? []) };
  });
  const surveyed = new Set(answers.map((it) => it.id));
  const others = [...said].filter(([key]) => !surveyed.has(key)).map(([key, own]): Respondent => ({ key, sector: own[0]!.sector, region: own[0]!.region, body: null, chosen: new Map(), ...heldBy(own) }));
  return [...fromSurvey, ...others.toSorted((a, b) => (a.key < b.key ? -1 : 1))];
}

function segmentsByRespondent(segments: readonly CodedSegment[]): Map<string, CodedSegment[]> {
  const found = new Map<string, CodedSegment[]>();
  for (const it of segments) found.set(it.respondent, [...(found.get(it.respondent) ?? []), it]);
  return found;
}

const heldBy = (own: readonly CodedSegment[]) => ({ dimensions: new Set(own.map((it) => it.dimension)), codes: new Set(own.map((it) => it.code).filter(Boolean)), themes: new Set(own.flatMap((it) => it.themes)) });

/** Answers in one’s own words as segments that nobody has coded: each stands in the dimension of its question. */
export function openAnswers(form: Form, assessment: Pick<Assessment, "respondent">, answers: readonly Answer[]): CodedSegment[] {
  const asked = openQuestions(form).map((it) => ({ name: it.name, path: pathOfQuestion(form, it.name)! }));
  const respondents = new Map(respondentsOf(form, assessment, answers, []).map((it) => [it.key, it]));
  return answers.flatMap((it) => asked.flatMap(({ name, path }): CodedSegment[] => {
    const words = it.given?.[path]?.trim() ?? "";
    const who = respondents.get(it.id)!;
    return words === "" ? [] : [{ id: `${it.id}:${name}`, source: "survey", code: "", dimension: name, sector: who.sector, region: who.region, themes: [], consent: `${it.audience}/${it.attribution}` as OfferedCombination, words, language: it.language, byName: it.audience === "public" && it.attribution === "named" ? (it.body?.name.en ?? null) : null, respondent: it.id }];
  }));
}
