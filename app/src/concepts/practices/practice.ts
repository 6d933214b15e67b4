import type { Localized } from "../../ground/words.ts";
import { isWeb, reviewsNeeded, type Review } from "../partnerships/partnership.ts";
import type { RegionalGroup } from "../stakeholders/stakeholder.ts";

/** proposed: for its owner and officers alone; published: for everyone, as it stands; withdrawn: taken back, with a reason where it was public. */
export const states = ["proposed", "published", "withdrawn"] as const;
export type State = (typeof states)[number];

/** How strong the evidence is, the weakest first: told by those who did it; counted; before and after; beside others who did not; by a draw of who does. */
export const strengths = ["told", "counted", "before-after", "compared", "randomised"] as const;
export type Strength = (typeof strengths)[number];

/** What a card says; localized words exist in English at least, where there are any. */
export type Entry = {
  title: Localized; context: Localized; problem: Localized; done: Localized; result: Localized;
  /** What it takes to repeat it. */
  takes: Localized;
  safeguards: Localized;
  /** What went wrong: a card without it teaches half. */
  wrong: Localized;
  strength: Strength;
  /** http or https; where the result can be seen. Needed for whatever is more than told. */
  evidence: string[];
  regions: RegionalGroup[];
  themeIds: string[];
  /** Public partnerships of its owner in which it was done. */
  partnershipIds: string[];
};
export type Field = keyof Entry;

/** A practice as it is kept. */
export type Practice = {
  id: string; slug: string; state: State;
  /** Counted up with every deed: whoever decides says which one they have seen. */
  turn: number;
  ownerId: string; proposedDay: string; publishedDay: string | null;
  /** Why it was taken back. */
  withdrawnBecause: string | null;
} & Omit<Entry, "themeIds" | "partnershipIds">;

/** What an officer found of a practice. */
export type PracticeReview = Omit<Review, "partnershipId" | "edition"> & { practiceId: string };

/** How it went where somebody repeated it. */
export const outcomes = ["same", "partly", "not"] as const;
export type Outcome = (typeof outcomes)[number];
/** “We repeated this”: what another body did and what came of it; for everyone once its focal point has confirmed it. */
export type Repeat = { practiceId: string; stakeholderId: string; text: string; outcome: Outcome; evidence: string | null; day: string; confirmedDay: string | null };

/** Something that somebody asked the owner before everyone. */
export type PracticeQuestion = { practiceId: string; number: number; text: string; askerId: string; day: string; dueDay: string; answer: string | null; answererId: string | null; answeredDay: string | null; asideBecause: string | null };

/** What may happen to a practice in public. */
export const deeds = ["published", "repeated", "taken-back", "withdrawn"] as const;
export type Deed = (typeof deeds)[number];
/** Something that happened in public, with its entry in the record; `by` names the officers or the body whose deed it is, and `stakeholderId` the body that repeated it or took that back. Sequence 0 is the publication. */
export type PracticeChange = { practiceId: string; sequence: number; what: Deed; stakeholderId: string | null; day: string; by: string; because: string | null; entry: string };

/** Where a proposal stands: with whoever proposed it, or with the officers. */
export const waitingOf = (reviews: readonly Pick<PracticeReview, "outcome">[]): "returned" | "review" => (reviews.some((it) => it.outcome === "returned") ? "returned" : "review");

/** Whether a practice may be shown to everyone: two different officers have found nothing missing, and none has given it back. */
export const mayBePublished = (reviews: readonly Pick<PracticeReview, "outcome" | "reviewer">[]): boolean =>
  waitingOf(reviews) === "review" && new Set(reviews.map((it) => it.reviewer)).size >= reviewsNeeded;

/** What is wrong with a card, by field. */
export function wrongIn(it: Entry): Field[] {
  const needed = ["context", "problem", "done", "result", "takes", "safeguards", "wrong"] as const;
  const rules: [Field, boolean][] = [
    ["title", it.title.en.trim().length >= 3], ...needed.map((field): [Field, boolean] => [field, it[field].en.trim() !== ""]),
    ["evidence", it.evidence.every(isWeb) && (it.strength === "told" || it.evidence.length > 0)], ["themeIds", it.themeIds.length > 0], ["regions", it.regions.length > 0],
  ];
  return rules.filter(([, holds]) => !holds).map(([field]) => field);
}
