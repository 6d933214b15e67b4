import { Refusal } from "../../ground/refusal.ts";
import { mayAssess, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Forum } from "../disclosure/forum.ts";
import type { OfferedCombination } from "../disclosure/rule.ts";

/** draft: seen by officers and assessors of the process alone; open: its survey is answered; closed: what was answered is read and coded. */
export const assessmentStates = ["draft", "open", "closed"] as const;

/**
 * Which combinations of the house's table a survey may take: they say what may be done with the words of an answer. “public” may be
 * quoted, as far as its attribution goes; “secretariat” is counted and never quoted. Nothing is read by participants alone.
 */
export const surveyCombinations = ["public/named", "public/kind", "public/unattributed", "secretariat/named", "secretariat/unattributed"] as const satisfies readonly OfferedCombination[];
export type SurveyCombination = (typeof surveyCombinations)[number];

/** Questions of the form that say where a respondent stands, by name; null where the form asks no such thing. */
export type RespondentQuestions = { region: string | null; sector: string | null; crime: string | null };

/** A needs assessment: a survey, interviews and focus groups, and what was found. */
export type Assessment = {
  id: string; processId: string;
  /** The forum whose rule the answers stand under; it opens under this id with the survey. */
  forumId: string;
  /** "Assessment 2": counted for each process. */
  number: number;
  state: (typeof assessmentStates)[number];
  title: Localized; about: Localized;
  /** What it cannot tell, and why: stands on its page and in its report. */
  limits: Localized;
  /** Who may answer: any stakeholder's person, or those invited to its forum. */
  openTo: Forum["openTo"]; combinations: SurveyCombination[];
  /** The last day on which answers are taken, wherever on Earth it still is that day. */
  closesDay: string;
  openedDay: string | null; closedDay: string | null;
  respondent: RespondentQuestions;
};

/** What an officer says of an assessment. */
export type AssessmentPlan = Pick<Assessment, "title" | "about" | "limits" | "openTo" | "combinations" | "closesDay" | "respondent">;

/** When the last day is over everywhere: noon of the next day by UTC, for the last clocks to end a day are twelve hours behind it. */
export const lastMoment = ({ closesDay }: Pick<Assessment, "closesDay">) => new Date(Date.parse(`${closesDay}T12:00:00Z`) + 24 * 3600_000);

/** Whether its survey is answered now. */
export const isAnswerable = (it: Pick<Assessment, "state" | "closesDay">, now: Date): boolean => it.state === "open" && now < lastMoment(it);

/** Refuse an answer before the survey opens or after it is over. */
export function refuseUnlessAnswerable(it: Assessment, now: Date): void {
  if (it.state === "draft") throw new Refusal("not-found", "page-unknown");
  if (!isAnswerable(it, now)) throw new Refusal("not-now", "survey-closed", { title: it.title.en, day: it.closesDay });
}

/** Whether a viewer may know of an assessment at all. */
export const isKnown = (it: Pick<Assessment, "state" | "processId">, viewer: Viewer): boolean => it.state !== "draft" || mayAssess(viewer, it.processId);
