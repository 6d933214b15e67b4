import type { Language, Localized } from "../../ground/words.ts";

export const kinds = ["organisation", "expert"] as const;
export const sectors = ["civil-society", "academia", "private-sector", "intergovernmental", "member-state", "un-entity"] as const;
export type Sector = (typeof sectors)[number];

/** The regional groups of the United Nations, by the words of its own list; a body of no one country has none. */
export const regionalGroups = ["african", "asia-pacific", "eastern-european", "latin-american-caribbean", "western-european-others"] as const;
export type RegionalGroup = (typeof regionalGroups)[number];

/** registered: waits for the secretariat; only its own people and officers see it. */
export const states = ["registered", "verified", "declined"] as const;
export type State = (typeof states)[number];

/** What a body may offer or look for; one list, so that offers and needs can meet. */
export const exchangeKinds = ["expertise", "panellist", "training", "partners", "funding", "mentoring", "travel", "interpretation", "technical-assistance"] as const;
export type ExchangeKind = (typeof exchangeKinds)[number];
export type Exchange = { side: "offers" | "needs"; kind: ExchangeKind; /** In the body's own words; may be empty. */ text: string };

export const identifierSchemes = ["ecosoc", "ror", "lei"] as const;
export type IdentifierScheme = (typeof identifierSchemes)[number];
/** `value` as its register writes it, without spaces or address: "05gq02987", "5493001KJTIIGC8Y1R12", "646742". */
export type Identifier = { scheme: IdentifierScheme; value: string };

/** An organisation or an expert that takes part. What a viewer may see of it is decided in disclosure.ts. */
export type Stakeholder = {
  id: string;
  /** Its place in addresses: "lantern-digital-rights". */
  slug: string;
  kind: (typeof kinds)[number];
  name: Localized;
  shortName: string | null;
  sector: Sector;
  /** ISO 3166-1 alpha-2; null for a body of no one country. */
  country: string | null;
  regionalGroup: RegionalGroup | null;
  /** BCP 47 codes of the languages it answers in. */
  languages: string[];
  description: Partial<Record<Language, string>>;
  /** http or https. */
  website: string | null;
  contactEmail: string | null;
  /** Whether its address may be read by the public. */
  contactPublic: boolean;
  state: State;
  declinedBecause: string | null;
  /** Made up for a sample, and marked so wherever it is shown. */
  invented: boolean;
  /** Whether texts are cleared inside the organisation before they are filed. */
  clearsBeforeFiling: boolean;
  registeredAt: Date;
  verifiedAt: Date | null;
  /** When its focal point last said that this is still true. */
  confirmedAt: Date | null;
  /** The stakeholder that this one turned out to be; its address leads on there. */
  mergedIntoId: string | null;
};

/** A confirmation holds for twelve months. */
const monthsFresh = 12;

/** Whether nobody has said for twelve months that a profile is still true; `confirmedAt` null: never. */
export function isStale(it: { confirmedAt: Date | null; registeredAt: Date }, now: Date): boolean {
  return now >= freshUntil(it);
}

/** The moment from which on a profile is stale: twelve calendar months after it was confirmed, else registered. */
export function freshUntil({ confirmedAt, registeredAt }: { confirmedAt: Date | null; registeredAt: Date }): Date {
  const since = confirmedAt ?? registeredAt;
  const until = new Date(since);
  until.setUTCMonth(until.getUTCMonth() + monthsFresh);
  // 29 February has no twin in most years: the last day of the month stands for it.
  if (until.getUTCDate() !== since.getUTCDate()) until.setUTCDate(0);
  return until;
}

export const membershipRoles = ["focal-point", "member"] as const;
export type MembershipRole = (typeof membershipRoles)[number];

/** asked: waits for the focal point. ended: kept, since what was done in it stays attributed. */
export const membershipStates = ["asked", "active", "declined", "ended"] as const;

/** A person who speaks for a stakeholder, or did. */
export type Membership = {
  id: string; stakeholderId: string; personId: string;
  role: MembershipRole; state: (typeof membershipStates)[number];
  /** What they are there: "legal director". */
  capacity: string | null;
  /** Whether they wish to be named on the profile. */
  showName: boolean;
  askedAt: Date; since: Date | null; endedAt: Date | null;
};
