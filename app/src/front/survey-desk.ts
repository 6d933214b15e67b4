import { codeOf, type Form, type Given } from "@travaux/survey-forms";
import { Refusal } from "../ground/refusal.ts";
import { inAddress, type Door } from "../ground/web/env.ts";
import { isLanguage, type Language } from "../ground/words.ts";
import { refuseUnlessAnswerable, type Assessment, type SurveyCombination } from "../concepts/assessments/assessment.ts";
import { numberIn } from "../ground/web/number.ts";
import type { FormVersion } from "../concepts/assessments/form-version.ts";
import { assessmentAt, formVersion } from "../concepts/assessments/store.ts";
import { fillingOf, formLanguage, givenWith, mostGiven, type Filling } from "../concepts/assessments/survey/filling.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { verifiedBodies } from "../concepts/stakeholders/store/stakeholders.ts";

/** Where somebody sits down to answer a survey, and for whom they may speak. `linked`: in a session; else nobody in particular sits there. */
export type SurveyDesk = { process: Process; assessment: Assessment; forum: Forum; bodies: Awaited<ReturnType<typeof verifiedBodies>>; linked: boolean };

/** The desk of the address; refused before the survey opens and after its last day. */
export async function surveyDesk(c: Door, linked: boolean): Promise<SurveyDesk> {
  const { db, viewer, now } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const assessment = await assessmentAt(db, process, numberIn(inAddress(c, "assessment")), viewer);
  refuseUnlessAnswerable(assessment, now);
  return { process, assessment, forum: await forumById(db, assessment.forumId), bodies: linked && viewer.kind === "person" ? await verifiedBodies(db, { ids: viewer.speaksFor.map((it) => it.stakeholderId), like: "" }, 50) : [], linked };
}

/** What a respondent chose before the first question. */
export type Chosen = { combination: SurveyCombination | ""; stakeholder: string; language: string; version: number };
/** A survey in somebody's hands: which version of the form, what was chosen and what was typed. `once`: a secret from which all that is drawn for an answer that is nobody's is made. */
export type Sitting = { desk: SurveyDesk; version: FormVersion; form: Form; chosen: Chosen; given: Given; once: string };

export const isNobodys = ({ combination }: Pick<Chosen, "combination">): boolean => combination.endsWith("/unattributed");

/** The form of a version of this assessment, the newest unless one is said, by its number or as somebody typed it; a version that there never was is refused. */
export async function versionAt(c: Door, { assessment }: SurveyDesk, said?: number | string): Promise<FormVersion> {
  const version = Number(said);
  const found = await formVersion(c.var.db, assessment.id, Number.isSafeInteger(version) && version > 0 ? version : undefined);
  if (!found) throw new Refusal("not-found", "page-unknown");
  return found;
}

/** The survey as it stands, in the respondent's language. */
export const fillingIn = ({ var: { now, chance } }: Door, { form, chosen, given }: Pick<Sitting, "form" | "chosen" | "given">): Filling =>
  fillingOf(form, given, { now, language: chosen.language, random: () => new DataView(chance.bytes(4).slice().buffer).getUint32(0) / 2 ** 32 });

/** The language of the form for whoever reads this page. */
export const languageFor = ({ var: { words } }: Door, form: Form): string => formLanguage(form, words.language);
/** The code of a form's language for the `lang` of its words; that of the page where it has no name. */
export const codeFor = (language: string, page: Language): string => codeOf(language) || page;
/** The language in which an answer counts as given: the form's, where the house speaks it. */
export const answeredIn = (language: string, page: Language): Language => { const code = codeOf(language); return isLanguage(code) ? code : page; };

/** Fields by name, each with all that was sent under it. */
export type Sent = Readonly<Record<string, readonly string[]>>;
export const sentBy = (body: Record<string, unknown>): Sent =>
  Object.fromEntries(Object.entries(body).map(([name, it]) => [name, [it].flat().filter((one): one is string => typeof one === "string")]));

/** What the form of a page that is nobody's carries along, since nothing of it is kept anywhere; {} for what is not readable. */
export function carriedIn(sent: Sent): Given {
  const text = sent.given?.[0] ?? "";
  if (text === "" || text.length > mostGiven) return {};
  try {
    const read = JSON.parse(text) as unknown;
    return typeof read === "object" && read !== null ? Object.fromEntries(Object.entries(read).filter((it): it is [string, string] => it[0].startsWith("/") && typeof it[1] === "string")) : {};
  } catch {
    return {};
  }
}

/** What was typed on a page, put into what was typed before. Only what the page showed counts: a box that is not there was not unticked. */
export const typedInto = (before: Given, sent: Sent): Given => givenWith(before, (sent.shown?.[0] ?? "").split(" ").filter((it) => it.startsWith("/")).slice(0, 2000), sent);
