import { dayOf } from "../../ground/clock.ts";
import type { Language } from "../../ground/words.ts";
import { regionalGroups, type RegionalGroup } from "../stakeholders/stakeholder.ts";

export const sides = ["offer", "need"] as const;
export type Side = (typeof sides)[number];

/** What is offered and looked for; one list, so that both can meet. */
export const offerKinds = ["training", "mentoring", "travel", "interpretation", "equipment", "technical-assistance", "data", "expertise"] as const;
export type OfferKind = (typeof offerKinds)[number];

/** removed: taken down by an officer; the reason stands in its place. Of what is not open no words are kept. */
export const offerStates = ["open", "withdrawn", "removed"] as const;

/** What became of an inquiry, as either end says. */
export const outcomes = ["met", "partly", "not"] as const;
export type Outcome = (typeof outcomes)[number];

/** An offer or need that a verified body posted. */
export type Offer = {
  id: string;
  /** Its place in addresses: "O-7K2M9QX". */
  reference: string;
  stakeholderId: string; side: Side; kind: OfferKind;
  /** As typed, by the language it was typed in; empty once it is not open. */
  title: Partial<Record<Language, string>>; text: Partial<Record<Language, string>>;
  /** Slugs of themes; none: any. */
  themes: string[];
  /** For whom or from where; none of both: anywhere. ISO 3166-1 alpha-2. */
  regions: RegionalGroup[]; countries: string[];
  /** BCP 47; none: any. */
  languages: string[];
  /** Day, the last one included. */
  until: string;
  state: (typeof offerStates)[number];
  postedDay: string; endedDay: string | null;
  /** The officer who took it down, and why. */
  endedBy: string | null; endedBecause: string | null;
};

/** An inquiry about an offer or need: by which body, in which correspondence, and what became of it as each end says. */
export type Inquiry = { id: string; offerId: string; stakeholderId: string; correspondenceId: string; day: string; posterOutcome: Outcome | null; askerOutcome: Outcome | null };

/** Where it stands today: open until its last day is over. */
export const standingOf = (it: Pick<Offer, "state" | "until">, now: Date): "open" | "expired" | "withdrawn" | "removed" => (it.state === "open" && it.until < dayOf(now) ? "expired" : it.state);

/** A body posts so many a day at most: more than it has to offer, less than a campaign. */
export const postsADay = 5;
/** What is posted holds for two years at most: after that, nobody knows. */
export const longestDays = 731;

/** Its words and the language they are in: the reader’s where they exist, else the first. */
export function wordsOf(it: Offer["title"], language: Language): { text: string; language: string } {
  const [first = "en", text = ""] = it[language] ? [language, it[language]] : (Object.entries(it)[0] ?? []);
  return { text, language: first };
}

/** What a list is narrowed by; null: by nothing. */
export type OfferFilter = { side: Side | null; kind: OfferKind | null; region: RegionalGroup | null; theme: string | null; language: string | null };
const oneOf = <T extends string>(all: readonly T[], asked: string | null): T | null => all.find((it) => it === asked) ?? null;

/** What an address asks for; whatever in it makes no sense is left out. */
export const readOfferFilter = (asked: URLSearchParams): OfferFilter => ({
  side: oneOf(sides, asked.get("side")), kind: oneOf(offerKinds, asked.get("kind")), region: oneOf(regionalGroups, asked.get("region")), theme: asked.get("theme")?.slice(0, 80) || null, language: asked.get("language")?.slice(0, 10) || null,
});
