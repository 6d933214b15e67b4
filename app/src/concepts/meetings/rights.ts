import { sectors, type Sector } from "../stakeholders/stakeholder.ts";
import type { Block, Meeting } from "./meeting.ts";
import { isForSector, registrationFor } from "./modalities.ts";

export const rightNames = [
  "attend", "attend.accredited", "attend.accredit", "attend.lot", "attend.invited", "attend.others", "room", "room.one", "room.none", "register", "register.over", "proof.letter", "proof.note-verbale",
  "speak", "speak.minutes", "speak.after-states", "speak.none", "online", "online.minutes", "online.none", "links", "watch", "listen", "watch.none", "write", "write.words", "write.none", "panel", "travel", "travel.none", "visa", "rule",
] as const;

/** One line of the card: the answer first, then what it is about. Moments in `values` are ISO 8601. */
export type Right = { answer: "yes" | "some" | "no" | "by-lot"; key: (typeof rightNames)[number]; values: Record<string, string | number> };

/** Classes that take part by right of what they are, without being accredited. */
const withoutAccreditation: ReadonlySet<Sector> = new Set(["member-state", "un-entity"]);

/** The class in an address; null for what is none. */
export const sectorNamed = (typed: string | undefined): Sector | null => sectors.find((it) => it === typed) ?? null;

/** What a body of this class may do at a meeting, line by line, from its modalities, its agenda and the hour alone. */
export function rightsAt(meeting: Pick<Meeting, "admission" | "format" | "modalities">, blocks: readonly Pick<Block, "attribution" | "number" | "roles">[], sector: Sector, { accredited, now }: { accredited: boolean; now: Date }): Right[] {
  if (!isForSector(meeting.modalities, sector)) return [{ answer: "no", key: "attend.others", values: {} }, ...watching(meeting)];
  const attending = attendance(meeting.admission, sector, accredited);
  return [attending, ...inTheRoom(meeting), ...registering(meeting, sector, now), ...speaking(meeting), ...watching(meeting), ...writing(meeting), ...beyond(meeting, blocks)];
}

function attendance(admission: Meeting["admission"], sector: Sector, accredited: boolean): Right {
  const free = withoutAccreditation.has(sector);
  if (admission === "everyone" || admission === "stakeholders") return { answer: "yes", key: "attend", values: {} };
  if (admission === "accredited") return free ? { answer: "yes", key: "attend", values: {} } : accredited ? { answer: "yes", key: "attend.accredited", values: {} } : { answer: "some", key: "attend.accredit", values: {} };
  return admission === "selected" ? { answer: "by-lot", key: "attend.lot", values: {} } : { answer: "some", key: "attend.invited", values: {} };
}

function inTheRoom({ format, modalities: { seatsPerOrganisation } }: Pick<Meeting, "format" | "modalities">): Right[] {
  if (format === "online") return [{ answer: "no", key: "room.none", values: {} }];
  return [seatsPerOrganisation === null ? { answer: "yes", key: "room", values: {} } : seatsPerOrganisation === 0 ? { answer: "no", key: "room.none", values: {} } : { answer: "some", key: "room.one", values: { count: seatsPerOrganisation } }];
}

function registering({ modalities }: Pick<Meeting, "modalities">, sector: Sector, now: Date): Right[] {
  const window = registrationFor(modalities, sector);
  if (window && new Date(window.closesAt) <= now) return [{ answer: "no", key: "register.over", values: { closes: window.closesAt } }];
  const proof = modalities.proofBySector[sector] ?? "none";
  return [
    ...(window ? [{ answer: "yes", key: "register", values: { opens: window.opensAt, closes: window.closesAt } } as const] : []),
    ...(proof === "none" ? [] : [{ answer: "some", key: `proof.${proof}`, values: {} } as const]),
  ];
}

function speaking({ format, modalities: { speaking: rule, onlineMinutes, speakerLinksPerOrganisation } }: Pick<Meeting, "format" | "modalities">): Right[] {
  if (!rule) return [{ answer: "no", key: "speak.none", values: {} }];
  const values = { minutes: rule.minutes ?? 0 };
  const floor: Right = rule.order === "after-states" ? { answer: "some", key: "speak.after-states", values } : { answer: "yes", key: rule.minutes === null ? "speak" : "speak.minutes", values };
  if (format === "in-person") return [floor];
  const online: Right = !rule.online ? { answer: "no", key: "online.none", values: {} } : onlineMinutes === null ? { answer: "yes", key: "online", values: {} } : { answer: "some", key: "online.minutes", values: { count: onlineMinutes } };
  return [...(format === "online" ? [] : [floor]), online, ...(rule.online && speakerLinksPerOrganisation !== null ? [{ answer: "some", key: "links", values: { count: speakerLinksPerOrganisation } } as const] : [])];
}

const watching = ({ modalities: { webcast, listenerLinks } }: Pick<Meeting, "modalities">): Right[] =>
  [webcast ? { answer: "yes", key: "watch", values: {} } : listenerLinks ? { answer: "yes", key: "listen", values: {} } : { answer: "no", key: "watch.none", values: {} }];

const writing = ({ modalities: { publication, wordLimit } }: Pick<Meeting, "modalities">): Right[] =>
  [publication === "not" ? { answer: "no", key: "write.none", values: {} } : wordLimit === null ? { answer: "yes", key: "write", values: {} } : { answer: "yes", key: "write.words", values: { count: wordLimit } }];

function beyond({ modalities: { travelFund, visaLetterDays }, format }: Pick<Meeting, "format" | "modalities">, blocks: readonly Pick<Block, "attribution" | "number" | "roles">[]): Right[] {
  const underTheRule = blocks.filter((it) => it.attribution === "unattributed").map((it) => it.number);
  return [
    ...(blocks.some((it) => (it.roles?.panellist ?? 0) > 0) ? [{ answer: "some", key: "panel", values: {} } as const] : []),
    ...(format === "online" ? [] : [travelFund ? { answer: "some", key: "travel", values: {} } as const : { answer: "no", key: "travel.none", values: {} } as const]),
    ...(format === "online" || visaLetterDays === null ? [] : [{ answer: "yes", key: "visa", values: { count: visaLetterDays } } as const]),
    ...(underTheRule.length === 0 ? [] : [{ answer: "no", key: "rule", values: { items: underTheRule.join(", ") } } as const]),
  ];
}
