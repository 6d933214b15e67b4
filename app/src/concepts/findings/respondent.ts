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

/** Where questions stand in a form, their groups with them, by name; null within repeats, whose rounds are no rows. */
function pathsIn(form: Form): Map<string, string | null> {
  const paths = new Map<string, string | null>();
  for (const { it, inside } of itemsIn(form.items)) if (it.kind === "question" && !paths.has(it.name)) paths.set(it.name, inside.some((one) => one.kind === "repeat") ? null : `/${[...inside.map((one) => one.name), it.name].join("/")}`);
  return paths;
}
function askedOnce(form: Form, types: readonly string[]): { question: Question; path: string }[] {
  const paths = pathsIn(form);
  return askedIn(form).flatMap((question) => { const path = paths.get(question.name) ?? null; return path !== null && types.includes(question.type) ? [{ question, path }] : []; });
}
/** The name of the question at a place. */
export const nameAt = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const closed = ["select_one", "select_multiple"] as const;

/** Questions that a table can be made of: one or several out of a list, asked once of everybody. */
export const closedQuestions = (form: Form): Question[] => askedOnce(form, closed).map((it) => it.question);
/** Where the questions with these names stand, as far as a table can be made of them. */
export const closedPaths = (form: Form, names: readonly (string | null)[]): string[] => askedOnce(form, closed).filter((it) => names.includes(it.question.name)).map((it) => it.path);
/** Where the questions stand that were answered in one’s own words. */
export const openPaths = (form: Form): string[] => askedOnce(form, ["text"]).map((it) => it.path);
export const choicesOf = (form: Form, question: Question): readonly Choice[] => form.lists.get(question.list ?? "") ?? [];

type Answer = Pick<ShownAnswer, "id" | "audience" | "attribution" | "language" | "given" | "sector" | "region" | "body">;

/** The rows of an assessment: of answers, and of sources that are in segments alone. `wrote`: the places of the open questions to which an answer says something, where its segments are not there. */
export function respondentsOf(form: Form, assessment: Pick<Assessment, "respondent">, answers: readonly Answer[], segments: readonly CodedSegment[], wrote: ReadonlyMap<string, readonly string[]> = new Map()): Respondent[] {
  const said = segmentsByRespondent(segments);
  const chosenBy = sharedChoices(form);
  const dimensionsOf = shared((places: readonly string[]) => new Set(places.map(nameAt)));
  const fromSurvey = answers.map((it): Respondent => {
    const chosen = chosenBy(it);
    const asked = (name: string | null) => (name === null ? null : (chosen.get(name)?.[0] ?? null));
    const body = it.attribution === "named" ? (it.body?.id ?? null) : null;
    const [own, places] = [said.get(it.id), wrote.get(it.id)];
    return { key: it.id, sector: asked(assessment.respondent.sector) ?? it.sector, region: asked(assessment.respondent.region) ?? it.region, body, chosen, ...(own ? heldBy(own) : nothingHeld), ...(!own && places ? { dimensions: dimensionsOf(places) } : {}) };
  });
  const surveyed = new Set(answers.map((it) => it.id));
  const others = [...said].filter(([key]) => !surveyed.has(key)).map(([key, own]): Respondent => ({ key, sector: own[0]!.sector, region: own[0]!.region, body: null, chosen: new Map(), ...heldBy(own) }));
  return [...fromSurvey, ...others.toSorted((a, b) => (a.key < b.key ? -1 : 1))];
}

const segmentsByRespondent = (segments: readonly CodedSegment[]): Map<string, CodedSegment[]> => Map.groupBy(segments, (it) => it.respondent);

/** What was made of the same before, once for all: of a hundred thousand answers to a few questions most are alike. */
function shared<In, Out>(make: (it: In) => Out): (it: In) => Out {
  const known = new Map<In, Out>();
  return (it) => { if (!known.has(it)) known.set(it, make(it)); return known.get(it)!; };
}

/** What an answer chose, by question; answers that chose the same share it. */
function sharedChoices(form: Form): (it: Answer) => Respondent["chosen"] {
  const asked = askedOnce(form, closed).map(({ question, path }) => ({ name: question.name, path }));
  const made = shared((typed: string) => { const said = JSON.parse(typed) as string[]; return new Map(asked.map(({ name }, at) => [name, said[at]!.split(" ").filter(Boolean)])); });
  return (it) => made(JSON.stringify(asked.map(({ path }) => it.given?.[path] ?? "")));
}

const heldBy = (own: readonly CodedSegment[]) => ({ dimensions: new Set(own.map((it) => it.dimension)), codes: new Set(own.map((it) => it.code).filter(Boolean)), themes: new Set(own.flatMap((it) => it.themes)) });

const nothingHeld = heldBy([]);

/** What a whole answer to an open question is called, as a passage. */
export const passageOf = (answerId: string, question: string): string => `${answerId}:${question}`;

/** Answers in one’s own words as segments that nobody has coded: each stands in the dimension of its question. */
export function openAnswers(form: Form, assessment: Pick<Assessment, "respondent">, answers: readonly Answer[]): CodedSegment[] {
  const asked = askedOnce(form, ["text"]).map(({ question, path }) => ({ name: question.name, path }));
  const respondents = new Map(respondentsOf(form, assessment, answers, []).map((it) => [it.key, it]));
  return answers.flatMap((it) => asked.flatMap(({ name, path }): CodedSegment[] => {
    const words = it.given?.[path]?.trim() ?? "";
    const who = respondents.get(it.id)!;
    return words === "" ? [] : [{ id: passageOf(it.id, name), source: "survey", code: "", dimension: name, sector: who.sector, region: who.region, themes: [], consent: `${it.audience}/${it.attribution}` as OfferedCombination, words, language: it.language, byName: it.audience === "public" && it.attribution === "named" ? (it.body?.name.en ?? null) : null, respondent: it.id }];
  }));
}
