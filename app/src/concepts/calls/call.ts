import { Refusal } from "../../ground/refusal.ts";
import type { Language, Localized } from "../../ground/words.ts";
import type { Forum } from "../disclosure/forum.ts";
import type { OfferedCombination } from "../disclosure/rule.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";
import { wallClock } from "../../ground/zones.ts";

/** What a call asks for. Panellists, applications, surveys and signatures will stand beside it. */
export const callKinds = ["submissions"] as const;

/** draft: seen by officers of the process alone; announced: public, from then on only widened; cancelled: public, with its reason. */
export const callStates = ["draft", "announced", "cancelled"] as const;

/** A numbered question; `number` counts from 1. */
export type Question = { number: number; text: Localized; required: boolean };

/** A provision that a call is about: a place of a published version, "art_24__para_2". */
export type Pin = { versionId: string; place: string };

/** An invitation to contribute, with its mandate and its deadline. */
export type Call = {
  id: string; processId: string;
  /** The forum whose rule its answers stand under; it opens when the call is announced, under this id. */
  forumId: string;
  /** "Call 14": counted for each process. */
  number: number;
  kind: (typeof callKinds)[number]; state: (typeof callStates)[number];
  title: Localized; about: Localized;
  /** What it rests on, in words and by symbol: "M/CONF.1/5, paragraph 12". */
  mandate: Localized; mandateSymbol: string;
  questions: Question[];
  /** Words at most; by class of stakeholder where that differs, the first is for all others. */
  wordLimit: number; wordLimitsBySector: Partial<Record<Sector, number>>;
  /** In which it may be answered. */
  languages: Language[];
  opensAt: Date; closesAt: Date;
  /** IANA name of the zone whose clock is shown: "Africa/Nairobi". */
  timeZone: string;
  /** What comes within so many minutes after closing is taken, marked as late. */
  toleranceMinutes: number;
  /** Who may answer; empty: every verified stakeholder. */
  sectors: Sector[];
  /** Whether those invited to its forum alone may answer, and which combinations of audience and attribution it takes. */
  openTo: Forum["openTo"]; combinations: OfferedCombination[];
  /** Whether it takes one answer of each body: who signs a joint statement in answer to it signs no other, and files nothing of its own. */
  exclusive: boolean;
  /** Where to ask. */
  contact: string | null;
  announcedAt: Date | null; cancelledBecause: string | null;
};

/** What an officer says of a call; the rest is its history. */
export type Plan = Omit<Call, "id" | "processId" | "forumId" | "number" | "kind" | "state" | "announcedAt" | "cancelledBecause"> & { pins: Pin[]; themeIds: string[] };
export type Field = keyof Plan;

/** A day: the longest tolerance. Whoever needs more extends the call, which is public. */
export const longestTolerance = 1440;
/** A word limit is one of these at least and at most: 100,000 words are some 300 pages. */
export const wordLimits = { least: 1, most: 100_000 } as const;
export const mostQuestions = 40;
export const mostPins = 60;

/** The last moment at which something is taken: the closing with the tolerance. */
export const lastMoment = (call: Pick<Call, "closesAt" | "toleranceMinutes">) => new Date(call.closesAt.getTime() + call.toleranceMinutes * 60_000);

type Timed = Pick<Call, "state" | "opensAt" | "closesAt" | "toleranceMinutes">;

/** Whether an answer is taken now: announced, and between its opening and its closing with the tolerance. */
export const isOpen = (call: Timed, now: Date): boolean => call.state === "announced" && call.opensAt <= now && now <= lastMoment(call);

/** Whether an answer that is taken now counts as late: after the closing, within the tolerance. */
export const isLate = (call: Timed, now: Date): boolean => isOpen(call, now) && now > call.closesAt;

/** Where a call stands. */
export type Stage = "draft" | "cancelled" | "coming" | "open" | "late" | "closed";
export function stageOf(call: Timed, now: Date): Stage {
  if (call.state !== "announced") return call.state;
  if (now < call.opensAt) return "coming";
  return isLate(call, now) ? "late" : isOpen(call, now) ? "open" : "closed";
}

/** How many words a stakeholder of this class may send. */
export const wordLimitFor = (call: Pick<Call, "wordLimit" | "wordLimitsBySector">, sector: Sector): number => call.wordLimitsBySector[sector] ?? call.wordLimit;

/** A moment as a refusal says it: the day and hour of the call's own clock. */
const said = (call: Call, at: Date) => { const { day, hour } = wallClock(at, call.timeZone); return { call: call.number, title: call.title.en, day, hour, place: call.timeZone }; };

/** Refuse an answer that comes too early or too late, or to a call that was cancelled. */
export function refuseUnlessOpen(call: Call, now: Date): void {
  const stage = stageOf(call, now);
  if (stage === "draft") throw new Refusal("not-found", "page-unknown");
  if (stage === "cancelled") throw new Refusal("not-now", "call-cancelled", { call: call.number, because: call.cancelledBecause ?? "" });
  if (stage === "coming") throw new Refusal("not-now", "call-not-open-yet", said(call, call.opensAt));
  if (stage === "closed") throw new Refusal("not-now", "call-closed", said(call, call.closesAt));
}

/** Whether a stakeholder of this class may answer. */
export const mayAnswer = (call: Pick<Call, "sectors">, sector: Sector): boolean => call.sectors.length === 0 || call.sectors.includes(sector);

/** Refuse a stakeholder of a class that was not asked. */
export function refuseUnlessMayAnswer(call: Call, sector: Sector): void {
  if (!mayAnswer(call, sector)) throw new Refusal("not-allowed", "call-for-others", { call: call.number, title: call.title.en });
}
