import { Refusal } from "../../ground/refusal.ts";
import type { Localized } from "../../ground/words.ts";
import type { RegionalGroup } from "../stakeholders/stakeholder.ts";
import { freshUntil } from "../stakeholders/stakeholder.ts";

/** proposed: seen by its partners and officers alone; published: for everyone; withdrawn: taken back, or left by all but one; merged: its address leads on. */
export const states = ["proposed", "published", "withdrawn", "merged"] as const;
export type State = (typeof states)[number];

/** What a partnership does. */
export const functions = ["information-sharing", "joint-operations", "victim-support", "capacity-building", "awareness", "research", "policy-dialogue"] as const;
export type Doing = (typeof functions)[number];

/** In which legal form it stands. */
export const forms = ["agreement", "memorandum", "statute", "contract", "association", "informal"] as const;
export type Form = (typeof forms)[number];

export const statuses = ["planned", "running", "ended"] as const;
export type Status = (typeof statuses)[number];

/** asked: its focal point has not answered; denied: never shown; left: was confirmed in public, and is not part of it any more. */
export const partnerStates = ["asked", "confirmed", "denied", "left"] as const;
export type PartnerState = (typeof partnerStates)[number];

/** What came of it, in the words of whoever proposed it, and where anybody can see that. */
export type Result = { text: string; /** http or https. */ evidence: string };

/** What an entry says; localized words exist in English at least, where there are any. */
export type Entry = {
  title: Localized; about: Localized;
  form: Form; basis: Localized;
  /** Safeguards for rights and for data. */
  rights: Localized; data: Localized;
  resources: Localized; governance: Localized;
  /** ISO 3166-1 alpha-2; regions follow from them, and may stand by themselves. */
  countries: string[]; regions: RegionalGroup[];
  functions: Doing[];
  status: Status; startsDay: string | null; endsDay: string | null;
  results: Result[];
  /** http or https. */
  sources: string[];
  /** The partnership that this one is part of. */
  partOfId: string | null;
  /** The themes that are offences. */
  crimeIds: string[];
};
export type Named = { stakeholderId: string; role: string };
/** What somebody proposes: an entry and who is in it. */
export type Proposal = Entry & { partners: Named[] };
export type Field = keyof Proposal;

/** A partnership as it is kept; what it says stands in its editions. */
export type Partnership = {
  id: string; slug: string; state: State;
  /** The edition that everyone reads; 0 while there is none. The next one, if there is one, waits. */
  edition: number;
  /** Counted up with every deed: whoever decides says which one they have seen. */
  turn: number;
  proposerId: string; proposedDay: string; publishedDay: string | null;
  mergedIntoId: string | null;
};

/** An edition of what it says, with who proposed it and on what day; `changed` are the fields in which it differs from the one before. */
export type Edition = Entry & { partnershipId: string; edition: number; byId: string; day: string; changed: Field[]; publishedDay: string | null };

/** A partner of an edition. `role` is in its proposer's words; `because`: why it denies. */
export type Partner = { partnershipId: string; edition: number; stakeholderId: string; role: string; state: PartnerState; because: string | null; /** When it answered, or last said that it is still so. */ day: string | null };

export const reviewOutcomes = ["passes", "returned"] as const;
/** What an officer found. `reviewer` tells two officers apart: the id of a person, or the name of a command. */
export type Review = { partnershipId: string; edition: number; reviewer: string; by: string; outcome: (typeof reviewOutcomes)[number]; checks: string[]; because: string | null; day: string };

/** A partnership is of two at least; and of no more than so many, since each of them answers. */
export const partnerNumbers = { least: 2, most: 60 } as const;
/** So many officers review each edition, no two the same. */
export const reviewsNeeded = 2;
/** Days in which a question that was asked in public is answered. */
export const answerDays = 30;

/** Where an edition that is not public stands: with its partners, with whoever proposed it, or with the officers. */
export type Waiting = "denied" | "asked" | "returned" | "review";
export function waitingOf(partners: readonly Pick<Partner, "state">[], reviews: readonly Pick<Review, "outcome">[]): Waiting {
  if (partners.some((it) => it.state === "denied")) return "denied";
  if (partners.some((it) => it.state === "asked")) return "asked";
  return reviews.some((it) => it.outcome === "returned") ? "returned" : "review";
}

/** Whether an edition may be shown to everyone: every partner has confirmed, and two officers have found nothing missing. */
export const mayBePublished = (partners: readonly Pick<Partner, "state">[], reviews: readonly Pick<Review, "outcome" | "reviewer">[]): boolean =>
  waitingOf(partners, reviews) === "review" && partners.length >= partnerNumbers.least && new Set(reviews.map((it) => it.reviewer)).size >= reviewsNeeded;

/** The day from which on an entry is stale: twelve months after the oldest confirmation of its partners. */
export function staleFrom(partners: readonly Pick<Partner, "day">[]): string | null {
  const oldest = partners.map((it) => it.day).filter((it) => it !== null).toSorted()[0];
  if (!oldest) return null;
  const at = new Date(`${oldest}T00:00:00Z`);
  return freshUntil({ confirmedAt: at, registeredAt: at }).toISOString().slice(0, 10);
}
/** Whether one of its partners has not said for twelve months that it is still so. */
export const isStale = (partners: readonly Pick<Partner, "day">[], day: string): boolean => { const from = staleFrom(partners); return from !== null && day >= from; };

const ordered = (it: unknown): unknown => (Array.isArray(it) ? it.map((one) => JSON.stringify(ordered(one))).toSorted()
  : it !== null && typeof it === "object" ? Object.fromEntries(Object.entries(it).filter(([, one]) => one !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, ordered(one)])) : it);

/** The fields in which two proposals differ, whatever order things were said in. */
export const changedIn = (before: Proposal, after: Proposal): Field[] => (Object.keys(before) as Field[]).filter((it) => JSON.stringify(ordered(before[it])) !== JSON.stringify(ordered(after[it])));

/**
 * Who is asked again when an edition that waits is changed: everyone, but where nothing changed other than that those who denied
 * were taken out; then what others confirmed still stands.
 */
export function staysConfirmed(before: Proposal & { denied: readonly string[] }, after: Proposal): boolean {
  const { denied, ...proposal } = before;
  return changedIn({ ...proposal, partners: proposal.partners.filter((it) => !denied.includes(it.stakeholderId)) }, after).length === 0;
}

/** What is wrong with a proposal, by field. */
export function wrongIn(it: Proposal): Field[] {
  const rules: [Field, boolean][] = [
    ["title", it.title.en.trim().length >= 3], ["about", it.about.en.trim() !== ""], ["functions", it.functions.length > 0], ["crimeIds", it.crimeIds.length > 0],
    ["regions", it.regions.length > 0], ["rights", it.rights.en.trim() !== ""], ["data", it.data.en.trim() !== ""], ["sources", it.sources.length > 0 && it.sources.every(isWeb)],
    ["results", it.results.every((one) => one.text.trim() !== "" && isWeb(one.evidence))], ["endsDay", it.endsDay === null || (it.startsDay !== null && it.startsDay <= it.endsDay)],
    ["status", it.status !== "ended" || it.endsDay !== null],
  ];
  return rules.filter(([, holds]) => !holds).map(([field]) => field);
}

/** Whether this is an address of the web. */
export const isWeb = (it: string): boolean => /^https?:\/\//i.test(it) && URL.canParse(it);

/** Refuse a partnership of one, or of the same body twice. */
export function refuseAlone(partners: readonly Named[]): void {
  const bodies = new Set(partners.map((it) => it.stakeholderId));
  if (bodies.size < partnerNumbers.least || bodies.size < partners.length || bodies.size > partnerNumbers.most) throw new Refusal("not-valid", "partnership-of-one", { least: partnerNumbers.least, most: partnerNumbers.most });
}
