import type { Language, Localized } from "../../ground/words.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Forum } from "../disclosure/forum.ts";
import type { Attribution, Audience, OfferedCombination } from "../disclosure/rule.ts";
import type { Modalities } from "./modalities.ts";

export const meetingKinds = ["session", "consultation", "briefing", "workshop", "side-event", "regional-consultation", "public-event"] as const;

/** draft: seen by officers of the process alone; announced: public; closed: over, with its outcomes; cancelled: public, with its reason. */
export const meetingStates = ["draft", "announced", "closed", "cancelled"] as const;

export const formats = ["in-person", "hybrid", "online"] as const;

/** Who may be there: everyone; any verified stakeholder; those accredited to the process; those selected by a published method; those invited. */
export const admissions = ["everyone", "stakeholders", "accredited", "selected", "invited"] as const;

/** A meeting of a process: when and where, who may be there, under which rule its words stand. */
export type Meeting = {
  id: string; processId: string;
  /** The forum in which its questions and notes are written; it opens under this id when the meeting is announced. */
  forumId: string;
  /** "Meeting 7": counted for each process. */
  number: number;
  kind: (typeof meetingKinds)[number]; state: (typeof meetingStates)[number];
  title: Localized; about: Localized;
  /** The number of the phase of its process; null where it belongs to none. */
  phase: number | null;
  format: (typeof formats)[number];
  /** Where: "Conference hall, Nairobi"; null online. */
  place: Localized | null;
  /** IANA name of the zone whose clock is shown: the venue's. */
  timeZone: string;
  startsAt: Date; endsAt: Date;
  organisers: Localized[];
  /** What it rests on or prepares: the session of a side event, the session whose items a consultation mirrors. */
  partOfId: string | null; preparesId: string | null;
  /** Meetings copied as one series share this. */
  series: string | null;
  admission: (typeof admissions)[number];
  /** Whether those invited to its forum alone may write there, and which combinations of audience and attribution it takes. */
  openTo: Forum["openTo"]; combinations: OfferedCombination[];
  modalities: Modalities;
  /** Where to ask. */
  contact: string | null;
  announcedAt: Date | null; closedAt: Date | null; cancelledBecause: string | null;
};

/** A meeting as it is kept: the event of the process file whose place it takes, and how often it was changed, by whom last. */
export type KeptMeeting = Meeting & { event: string | null; edition: number; editedBy: string };

/** A timed block of the agenda; `number` counts from 1. */
export type Block = {
  meetingId: string; number: number;
  title: Localized; about: Localized | null;
  /** How it begins: "panel of four, then the floor". */
  opening: Localized | null;
  startsAt: Date; endsAt: Date;
  /** One of the rooms of the modalities by its English name; null: the only one, or online. */
  room: string | null;
  /** Languages spoken, and those interpreted into. */
  spoken: Language[]; interpreted: Language[];
  captions: boolean;
  /** How many of each role are meant to speak: "two co-chairs, four speakers". */
  roles?: Partial<Record<(typeof speakerRoles)[number], number>>;
  /** Who may be there, and how its words may be used. */
  audience: Audience; attribution: Attribution;
  /** A block under another rule than its meeting has a forum of its own, which opens with the meeting's; else null. */
  forumId: string | null;
};

/** A place of a published version, "art_24__para_2", that a block is about. */
export type BlockPin = { meetingId: string; block: number; versionId: string; place: string };

/** A paper: by its symbol, at an address or still to come. */
export type MeetingDocument = {
  meetingId: string; position: number; symbol: string | null; title: Localized;
  address: string | null;
  /** The day on which it is promised, where it is not there yet. */
  dueDay: string | null;
  /** The block it is for; null: all of them. */
  block: number | null;
};

/** What a link leads to. */
export const linkUses = ["webcast", "listener", "speaker", "interpretation"] as const;

/** A way in by network: for everyone, or for those who take part. */
export type MeetingLink = { id: string; meetingId: string; block: number | null; use: (typeof linkUses)[number]; address: string; audience: "public" | "participants" };

export const speakerRoles = ["chair", "co-chair", "moderator", "panellist", "speaker", "facilitator", "rapporteur"] as const;
export const speakerStates = ["invited", "accepted", "declined", "withdrawn"] as const;

/** What a speaker may agree to be shown. */
export const consents = ["name", "biography"] as const;

/** Somebody with a role in a block; shown once they accepted, as far as they agreed. */
export type Speaker = {
  id: string; meetingId: string; block: number; position: number;
  role: (typeof speakerRoles)[number]; state: (typeof speakerStates)[number];
  name: string; affiliation: Localized | null; stakeholderId: string | null;
  biography: Localized | null; consents: (typeof consents)[number][];
};

/** How a speaker is reached: for officers and themselves. */
export type SpeakerInvitation = { speakerId: string; email: string; personId: string | null; invitedAt: Date; answeredAt: Date | null };

/** What a meeting leaves; commitments will stand beside these in a concept of their own, which leads back here by the meeting's id. */
export const outcomeKinds = ["summary", "coordination", "need", "outcome"] as const;

/** Something a meeting left: shown to others once a named officer cleared it. */
export type Outcome = { meetingId: string; kind: (typeof outcomeKinds)[number]; number: number; text: Localized; clearedBy: string | null; clearedDay: string | null };

/** Whether a meeting, or what is timed like one, is going on. */
export const isOn = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, now: Date): boolean => startsAt <= now && now < endsAt;

/** The number in an address; what is none leads nowhere. */
export function meetingNumberIn(typed: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw new Refusal("not-found", "page-unknown");
  return Number(typed);
}

/**
 * Whether a meeting stands under the Rule: a part of it, or its forum, takes nothing but words that are nobody’s; or there is no agenda yet
 * and its forum takes such words at all. Who is there is then written down nowhere, stands in no calendar of one person, and no list of names leaves the house.
 */
export function isUnderTheRule(blocks: readonly Pick<Block, "attribution">[], { combinations }: Pick<Meeting, "combinations">): boolean {
  const isNobodys = (it: OfferedCombination) => it.endsWith("/unattributed");
  return blocks.some((it) => it.attribution === "unattributed") || combinations.every(isNobodys) || (blocks.length === 0 && combinations.some(isNobodys));
}
