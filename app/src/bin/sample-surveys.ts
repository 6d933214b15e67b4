import { readFileSync } from "node:fs";
import type { Given, Sheet } from "@travaux/survey-forms";
import { addPerson } from "../ground/auth/people.ts";
import { seededChance, type Chance } from "../ground/chance.ts";
import { daysAfter } from "../ground/clock.ts";
import type { Db } from "../ground/db/database.ts";
import { asViewer, become } from "../ground/db/request.ts";
import { actingAs, houseKeeper, type PersonViewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Localized } from "../ground/words.ts";
import { surveyCombinations, type Assessment, type AssessmentPlan, type SurveyCombination } from "../concepts/assessments/assessment.ts";
import { sheetsOfContent, type FormContent } from "../concepts/assessments/form/content.ts";
import { beginDraft } from "../concepts/assessments/form/operations.ts";
import { closeAssessment, draftAssessment, openAssessment, putForm } from "../concepts/assessments/operations.ts";
import { assessmentAt } from "../concepts/assessments/store.ts";
import { fileAnswer, fileAnswerAsSession, type SurveyFiling } from "../concepts/assessments/survey/operations.ts";
import { dimensions, languageInForms, partnershipTemplate, templateRespondent } from "../concepts/assessments/template.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { disclosureOf } from "../concepts/disclosure/rule.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { verifiedKinds } from "../concepts/stakeholders/store/stakeholders.ts";
import { allThemes } from "../concepts/themes/store.ts";

type Said = Pick<AssessmentPlan, "title" | "about" | "limits">;
type Weights<T extends string = string> = Record<T, number>;
type Surveys = {
  seed: string; people: string; regions: Weights; sectors: Weights; combinations: Weights<SurveyCombination>; crimes: Weights;
  partnerships: Said & { drafted: string; opened: string; second: string; closes: string; closed: string };
  readiness: Said & { openDays: number; closesInDays: number; respondent: AssessmentPlan["respondent"]; sheets: Sheet[] };
  prepared: Said & { closesInDays: number };
  sentences: Record<string, string[]>; translated: Record<"es" | "fr", Record<string, string[]>>;
};

const officer = houseKeeper("T. Adeyemi");
const at = (day: string, minute = 9 * 60) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000);

/** The invented needs assessments of the Model Conference: one of three regions that is closed, one that is open to be tried, one that is being prepared. */
export async function loadSurveys(house: House) {
  const invented = JSON.parse(readFileSync(new URL("../../../examples/model-conference/surveys.json", import.meta.url), "utf8")) as Surveys;
  await asViewer(house.database.db, officer, async (tx) => {
    const process = await processBySlug(tx, "model");
    const scene = { tx, house, process, invented };
    await loadClosed(scene);
    await become(tx, officer);
    await loadOpen(scene);
    await loadPrepared(scene);
  });
}
type Scene = { tx: Db; house: House; process: Process; invented: Surveys };
const planOf = ({ title, about, limits }: Said, closesDay: string, respondent: AssessmentPlan["respondent"]): AssessmentPlan => ({ title, about, limits, openTo: "stakeholders", combinations: [...surveyCombinations], closesDay, respondent });
const template = async ({ tx }: Scene, title: Localized): Promise<FormContent> => partnershipTemplate(title.en, (await allThemes(tx)).filter((it) => it.kind === "offence"));

/** The template, and in its second version a question more. */
async function loadClosed(scene: Scene) {
  const { tx, house, process, invented: { partnerships: it } } = scene;
  const drafted = await draftAssessment(tx, officer, process, planOf(it, it.closes, templateRespondent), at(it.drafted), house.chance);
  const content = await template(scene, it.title);
  await putForm(tx, officer, drafted, sheetsOfContent(content), at(it.drafted));
  await openAssessment(tx, officer, drafted, at(it.opened), house.chance);
  await putForm(tx, officer, drafted, sheetsOfContent(withYears(content)), at(it.second));
  const assessment = await assessmentAt(tx, process, drafted.number, officer);
  await loadAnswers(scene, assessment, await forumById(tx, assessment.forumId));
  await become(tx, officer);
  await closeAssessment(tx, officer, assessment, at(it.closed), house.chance);
}
const withYears = (content: FormContent): FormContent => {
  const place = content.lines.findIndex((it) => it.name === "motive") + 1;
  return { ...content, lines: content.lines.toSpliced(place, 0, { type: "integer", name: "years", "label::English (en)": "For how many years?", "label::Français (fr)": "Depuis combien d’années ?", "label::Español (es)": "¿Desde hace cuántos años?", "label::Русский (ru)": "Сколько лет?", "label::中文 (zh)": "已有多少年？", "label::العربية (ar)": "منذ كم سنة؟", relevant: "${initiative} != 'no'", constraint: ". >= 0 and . <= 50" }) };
};

async function loadOpen({ tx, house, process, invented: { readiness: it } }: Scene) {
  const today = house.clock().toISOString().slice(0, 10);
  const opened = at(daysAfter(today, -it.openDays));
  const assessment = await draftAssessment(tx, officer, process, planOf(it, daysAfter(today, it.closesInDays), it.respondent), opened, house.chance);
  await putForm(tx, officer, assessment, it.sheets, opened);
  await openAssessment(tx, officer, assessment, opened, house.chance);
}
async function loadPrepared(scene: Scene) {
  const { tx, house, process, invented: { prepared: it } } = scene;
  const assessment = await draftAssessment(tx, officer, process, planOf(it, daysAfter(house.clock().toISOString().slice(0, 10), it.closesInDays), { region: null, sector: null, crime: null }), house.clock(), house.chance);
  await beginDraft(tx, officer, assessment, await template(scene, it.title), house.clock());
}

/** Lots by a seed of their own: the same answers in every house. */
function lotsOf(chance: Chance) {
  const below = (under: number) => Buffer.from(chance.bytes(4)).readUInt32LE() % under;
  const one = <T>(all: readonly T[]): T => all[below(all.length)]!;
  const weighed = <T extends string>(weights: Weights<T>): T => {
    let left = below(Object.values<number>(weights).reduce((sum, it) => sum + it, 0));
    for (const [it, weight] of Object.entries(weights) as [T, number][]) { if (left < weight) return it; left -= weight; }
    throw new RangeError("no weight is left");
  };
  return { below, one, weighed };
}
type Lots = ReturnType<typeof lotsOf>;

/** Every answer is filed through the operations of the house, as whoever gives it, on its day. */
async function loadAnswers(scene: Scene, assessment: Assessment, forum: Forum) {
  const { tx, house, invented } = scene;
  const lots = lotsOf(seededChance(invented.seed));
  const bodies = await verifiedKinds(tx);
  const regions = Object.entries(invented.regions).flatMap(([region, count]) => Array.from({ length: count }, () => region));
  const { opened, second, closes } = invented.partnerships;
  const days = (Date.parse(closes) - Date.parse(opened)) / 86_400_000;
  for (const [index, region] of regions.map((it) => ({ it, place: lots.below(2 ** 20) })).toSorted((a, b) => a.place - b.place).map(({ it }) => it).entries()) {
    const sector = lots.weighed(invented.sectors);
    const now = at(daysAfter(opened, 1 + Math.floor((index * (days - 1)) / regions.length)), 6 * 60 + lots.below(12 * 60));
    const body = lots.one(bodies.filter((it) => it.region === region && it.sector === sector).concat(bodies.filter((it) => it.region === region).slice(0, 1)));
    const viewer = await respondent(scene, index, body.id);
    const language = region === "latin-american-caribbean" && lots.below(2) === 0 ? "es" : region === "african" && lots.below(4) === 0 ? "fr" : "en";
    const combination = lots.weighed(invented.combinations);
    const version = now < at(second) ? 1 : 2;
    const filing: SurveyFiling = { assessment, forum, version, language: languageInForms(language), disclosure: disclosureOf(combination), given: answered(invented, lots, { region, sector, language, version }) };
    await become(tx, viewer);
    if (combination.endsWith("/unattributed")) await fileAnswerAsSession(tx, viewer, filing, { once: `the secret that stands in the form of respondent ${index}`, key: house.secret }, now);
    else await fileAnswer(tx, viewer, filing, body.id, smallCell, now, house.chance);
    await become(tx, officer);
  }
}
const smallCell = { public: 10, members: 5 };

/** Somebody of a body who answers, and is in no room of the sample. */
async function respondent({ tx, house, invented }: Scene, index: number, stakeholderId: string): Promise<PersonViewer> {
  const name = `Invented respondent ${index + 1}`;
  const { id } = await addPerson(tx, { name, email: `respondent-${index + 1}@${invented.people}`, language: "en" }, house.clock(), house.chance);
  return { ...actingAs(name), personId: id, speaksFor: [{ stakeholderId, isFocalPoint: false }] };
}

/** What one of them answers, by its path in the template. */
function answered({ crimes, sentences, translated }: Surveys, { below, one, weighed }: Lots, { region, sector, language, version }: { region: string; sector: string; language: "en" | "es" | "fr"; version: number }): Given {
  const kind = below(5) === 0 ? "expert" : "organisation";
  const initiative = weighed({ yes: 6, planned: 2, ended: 1, no: 2 });
  const said = (dimension: string) => {
    const own = language === "en" ? undefined : translated[language][dimension];
    const all = own ?? sentences[dimension]!;
    const [first, more] = [one(all), one(all)];
    return below(3) === 0 && more !== first ? `${first} ${more}` : first;
  };
  const groups: Record<string, readonly string[]> = { partnership: initiative === "no" ? [] : ["mechanism", "motive"], experience: ["strengths", "needs", "challenges", "opportunities"], outlook: ["resources", "safeguards", "success", "recommendation"] };
  const open = Object.entries(groups).flatMap(([group, names]) => names.filter((it) => (dimensions as readonly string[]).includes(it) && below(8) > 0).map((it) => [`/${group}/${it}`, said(it)] as const));
  const placed = ["rating_trust", "rating_speed", "rating_law"].map((it) => [`/placing/${it}`, weighed({ "1": 1, "2": 3, "3": 4, "4": 3, "5": 1 })] as const);
  return {
    "/respondent/kind": kind, "/respondent/sector": sector, "/respondent/region": region, ...(kind === "organisation" ? { "/respondent/size": weighed({ "to-10": 4, "to-50": 3, "to-250": 2, more: 1 }) } : {}),
    "/crimes/crime": [...new Set([weighed(crimes), weighed(crimes)])].join(" "), "/partnership/initiative": initiative, ...(version > 1 && initiative !== "no" ? { "/partnership/years": String(below(12)) } : {}), ...Object.fromEntries([...open, ...placed]),
  };
}
