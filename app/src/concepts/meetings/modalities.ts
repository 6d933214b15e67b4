import type { Language, Localized } from "../../ground/words.ts";
import type { Sector } from "../stakeholders/stakeholder.ts";

/** A room: seats at the desks, seats behind them, and whether it is where one watches when the first is full. */
export type Room = { name: Localized; deskSeats: number; otherSeats: number; overflow: boolean };

/** From when to when something may be handed in; ISO 8601 in UTC. */
export type Window = { opensAt: string; closesAt: string };

/** What a body sends along when it registers. */
export const proofs = ["none", "letter", "note-verbale"] as const;

export const speakingOrders = ["after-states", "list", "rotation", "lot"] as const;
export const accessibilities = ["step-free", "induction-loop", "captions", "sign-language"] as const;
/** What becomes of what is handed in: posted as received; summarised; not published. */
export const publications = ["as-received", "summary", "not"] as const;

/** What is decided about taking part in a meeting, as data: what is null or empty was not limited, or is not offered. Numbers count people, seats, links, minutes, words. */
export type Modalities = {
  rooms: Room[];
  /** In the room at once; registered in all; for each organisation. */
  seatsPerOrganisation: number | null; delegatesPerOrganisation: number | null;
  speakerLinks: number | null; speakerLinksPerOrganisation: number | null; listenerLinks: boolean; webcast: boolean;
  /** "Interprefy", as people know it. */
  platform: string | null;
  /** Minutes in which people online may be heard, for each meeting of three hours, shared by all. */
  onlineMinutes: number | null;
  /** When one may register: for every class, and for some of them otherwise. */
  registration: Window | null; registrationBySector: Partial<Record<Sector, Window>>;
  /** What is asked as a proof of each class; none where none is named. */
  proofBySector: Partial<Record<Sector, (typeof proofs)[number]>>;
  speaking: { order: (typeof speakingOrders)[number]; minutes: number | null; spokespersons: boolean; online: boolean } | null;
  wordLimit: number | null; languagesTaken: Language[]; publication: (typeof publications)[number];
  accessibility: (typeof accessibilities)[number][];
  /** Whether there is money for travel; days within which letters for visas are sent, null: none are. */
  travelFund: boolean; visaLetterDays: number | null;
  /** The United Nations classes that may take part; empty: all. */
  sectors: Sector[];
};

/** Where nothing was decided yet. */
export const undecided: Modalities = {
  rooms: [], seatsPerOrganisation: null, delegatesPerOrganisation: null, speakerLinks: null, speakerLinksPerOrganisation: null, listenerLinks: false, webcast: false, platform: null, onlineMinutes: null,
  registration: null, registrationBySector: {}, proofBySector: {}, speaking: null, wordLimit: null, languagesTaken: [], publication: "as-received", accessibility: [], travelFund: false, visaLetterDays: null, sectors: [],
};

/** When a body of this class may register; null: it need not, or may not yet. */
export const registrationFor = ({ registration, registrationBySector }: Pick<Modalities, "registration" | "registrationBySector">, sector: Sector): Window | null => registrationBySector[sector] ?? registration;

/** The moment from which nobody registers any more, of whatever class, in ISO 8601; null: there is no registration. */
export const registrationEnds = ({ registration, registrationBySector }: Pick<Modalities, "registration" | "registrationBySector">): string | null =>
  [registration, ...Object.values(registrationBySector)].flatMap((it) => it?.closesAt ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;

/** Whether bodies of this class may take part at all. */
export const isForSector = ({ sectors }: Pick<Modalities, "sectors">, sector: Sector): boolean => sectors.length === 0 || sectors.includes(sector);
