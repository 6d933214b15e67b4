import { Refusal } from "../../ground/refusal.ts";
import { answered, isAnswered, type AskState } from "../contributions/ask.ts";
import type { Contribution } from "../contributions/contribution.ts";

/** What the secretariat says became of an ask: published, grouped with others, reported, or answered. Received, acknowledged and published follow clearance. */
export const settable = ["grouped", "reported", ...answered] as const satisfies readonly AskState[];
export type SettableState = (typeof settable)[number];

/** One change of an ask's state: never changed afterwards, only followed by another. */
export type Answer = {
  contributionId: string;
  /** The ask's number in its contribution. */
  number: number;
  /** From 1: which change of this ask it was. */
  turn: number;
  state: SettableState;
  /** Why, in at least eight words; said of all asks that were answered together. */
  reason: string;
  /** What is said of this ask alone; null: nothing more. */
  line: string | null;
  /** Where the reason can be seen: "/model/p/014" in this house, or an https address; null: nowhere. */
  link: string | null;
  /** The officer who set it, as their name was on that day. */
  by: string;
  day: string;
};

/**
 * What may follow each state: onward, and from one answer to another or to the same with a better reason; never back. What is not
 * published yet is not answered: clearance comes first.
 */
export const mayFollow: Record<AskState, readonly SettableState[]> = {
  received: [], acknowledged: [],
  published: settable, grouped: settable, reported: ["reported", ...answered],
  reflected: answered, partly: answered, "not-reflected": answered,
};

type Answerable = Pick<Contribution, "state" | "reference">;

/** Refuse to answer an ask of what is not shown, or to lead it where its state does not go. */
export function refuseUnlessFollows(it: Answerable, number: number, from: AskState, to: SettableState) {
  if (it.state !== "shown") throw new Refusal("not-now", "ask-not-shown", { reference: it.reference });
  if (!mayFollow[from].includes(to)) throw new Refusal("not-now", "ask-state-back", { reference: it.reference, number });
}

/** Words that a reason has at least: fewer say that it was decided, and not why. */
export const fewestWords = 8;
const segmenter = new Intl.Segmenter("und", { granularity: "word" });
/** Words of a text in any language, Chinese by its dictionary. */
export const wordsIn = (text: string) => [...segmenter.segment(text)].filter((it) => it.isWordLike).length;

/** How an ask stands as everyone reads it: one of the three answers, or that there is none yet. */
export const standings = [...answered, "unanswered"] as const;
export type Standing = (typeof standings)[number];
/** An ask that is grouped or reported still has no answer. */
export const standingOf = (state: AskState): Standing => (isAnswered(state) ? state : "unanswered");

const dayInMilliseconds = 86_400_000;
/** Whole days from one day to another: "2026-06-01", "2026-06-09" → 8. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayInMilliseconds);

/** How long an ask has waited for its answer on `today`; null once it has one. */
export const daysWaiting = (state: AskState, since: string, today: string) => (isAnswered(state) ? null : daysBetween(since, today));

/**
 * A link as it is kept: an address of this house without host and language ("/model/p/014"), or an https address elsewhere. Null
 * for what is neither: no script, no other scheme, no name and password.
 */
export function linkOf(typed: string, baseUrl: string): string | null {
  if (!URL.canParse(typed, baseUrl)) return null;
  const url = new URL(typed, baseUrl);
  if (url.username !== "" || url.password !== "") return null;
  if (url.origin === new URL(baseUrl).origin) return url.pathname.replace(/^\/(?:ar|zh|en|fr|ru|es)(?=\/|$)/, "") + url.search + url.hash || "/";
  return url.protocol === "https:" ? url.href : null;
}

/** Days that each sector is given, so that those whose sector waits longer than others come earlier: by how much its median wait is over the shortest. */
export function daysAheadOf(all: readonly { sector: string; medianDays: number | null }[]): Map<string, number> {
  const known = all.flatMap((it) => (it.medianDays === null ? [] : [{ sector: it.sector, days: it.medianDays }]));
  const shortest = Math.min(...known.map((it) => it.days));
  return new Map(known.map((it) => [it.sector, Math.round(it.days - shortest)]));
}
