// What taking a programme in would do, told before it is done: pure, so that the preview and the deed are one calculation.
import { undecided, type Room } from "../modalities.ts";
import type { Block, Meeting, Speaker } from "../meeting.ts";
import type { Item } from "./programme.ts";

/** What becomes of one entry: it is new; it was taken in before; it lies outside the meeting; it has no hour, as a block needs one. */
export type Fate = "new" | "known" | "outside" | "whole-day";
export type Planned = { item: Item; fate: Fate };

/** Entries as meetings of a process: `known` are the names of those taken in before. */
export const plannedMeetings = (items: readonly Item[], known: ReadonlySet<string>): Planned[] => items.map((item) => ({ item, fate: known.has(item.uid) ? "known" : "new" }));

/** Entries as blocks of one meeting; an event that has parts is its parts. */
export const plannedBlocks = (items: readonly Item[], known: ReadonlySet<string>, meeting: Pick<Meeting, "startsAt" | "endsAt">): Planned[] =>
  items.flatMap((it) => (it.parts.length > 0 ? it.parts : [it])).map((item) => ({ item, fate: fateOf(item, known, meeting) }));

function fateOf(item: Item, known: ReadonlySet<string>, { startsAt, endsAt }: Pick<Meeting, "startsAt" | "endsAt">): Fate {
  if (known.has(item.uid)) return "known";
  if (item.wholeDays) return "whole-day";
  return new Date(item.startsAt) < startsAt || new Date(item.endsAt) > endsAt ? "outside" : "new";
}

type Named = Pick<Meeting, "id" | "forumId" | "processId" | "number" | "kind">;

/** A meeting in preparation as a file describes it: what the file does not say is not decided. */
export function meetingFrom(item: Item, { id, forumId, processId, number, kind }: Named): Meeting {
  return {
    id, forumId, processId, number, kind, state: "draft", title: { en: item.title }, about: { en: item.about }, phase: null, format: item.place ? "in-person" : "online", place: item.place ? { en: item.place } : null, timeZone: item.timeZone,
    startsAt: new Date(item.startsAt), endsAt: new Date(item.endsAt), organisers: [], partOfId: null, preparesId: null, series: null, admission: "accredited", openTo: "participants", combinations: ["public/named"],
    modalities: { ...undecided, rooms: roomsOf(item.parts) }, contact: null, announcedAt: null, closedAt: null, cancelledBecause: null,
  };
}

/** The rooms that parts name, without seats: how many there are stands in no programme. */
const roomsOf = (parts: readonly Item[]): Room[] => [...new Set(parts.map((it) => it.place).filter(Boolean))].map((en) => ({ name: { en }, deskSeats: 0, otherSeats: 0, overflow: false }));

/** A part as a block; its room, where the meeting has one of this name. */
export const blockFrom = (item: Item, meeting: Pick<Meeting, "id" | "modalities">, number: number): Block => ({
  meetingId: meeting.id, number, title: { en: item.title }, about: item.about ? { en: item.about } : null, opening: null, startsAt: new Date(item.startsAt), endsAt: new Date(item.endsAt),
  room: meeting.modalities.rooms.find((it) => it.name.en === item.place)?.name.en ?? null, spoken: [], interpreted: [], captions: false, audience: "public", attribution: "named", forumId: null,
});

/** Whoever a file names for a block: noted for officers, without an address, and asked nothing. They agreed to nothing and are shown to nobody. */
export const speakersFrom = (item: Item, block: Pick<Block, "meetingId" | "number">, newId: () => string): Speaker[] => item.speakers.map(({ name, affiliation }, index) => ({
  id: newId(), meetingId: block.meetingId, block: block.number, position: index + 1, role: "speaker", state: "invited", name, affiliation: affiliation ? { en: affiliation } : null, stakeholderId: null, biography: null, consents: [],
}));
