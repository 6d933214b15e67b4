// Meetings for tests, as plain values: what a test says of one, it says itself.
import { undecided } from "../src/concepts/meetings/modalities.ts";
import type { MeetingChange } from "../src/concepts/meetings/change.ts";
import type { Block, Meeting } from "../src/concepts/meetings/meeting.ts";

/** An announced consultation of two hours in Nairobi, but for what is said otherwise. */
export const meetingOf = (patch: Partial<Meeting> = {}): Meeting => ({
  id: "01900000-0000-7000-8000-0000000000a1", processId: "p", forumId: "01900000-0000-7000-8000-0000000000f1", number: 40, kind: "consultation", state: "announced", title: { en: "Consultation on the draft" }, about: { en: "What the draft needs." }, phase: null,
  format: "hybrid", place: { en: "Hall 2, Nairobi" }, timeZone: "Africa/Nairobi", startsAt: new Date("2026-10-05T06:00:00Z"), endsAt: new Date("2026-10-05T08:00:00Z"), organisers: [], partOfId: null, preparesId: null, series: null,
  admission: "accredited", openTo: "participants", combinations: ["public/named"], modalities: undecided, contact: null, announcedAt: new Date("2026-05-01T06:00:00Z"), closedAt: null, cancelledBecause: null, ...patch,
});

/** A block of that meeting. */
export const blockOf = (patch: Partial<Block> = {}): Block => ({
  meetingId: "01900000-0000-7000-8000-0000000000a1", number: 1, title: { en: "Opening" }, about: null, opening: null, startsAt: new Date("2026-10-05T06:00:00Z"), endsAt: new Date("2026-10-05T07:00:00Z"),
  room: null, spoken: ["en"], interpreted: [], captions: false, audience: "public", attribution: "named", forumId: null, ...patch,
});

/** Something that happened to it in public. */
export const changeOf = (sequence: number, patch: Partial<MeetingChange> = {}): MeetingChange => ({
  meetingId: "01900000-0000-7000-8000-0000000000a1", sequence, what: sequence === 0 ? "announced" : "changed", at: new Date(Date.UTC(2026, 4, 1 + sequence, 6)), by: "T. Adeyemi", because: sequence === 0 ? null : "It was asked for.", changed: {}, entry: `01900000-0000-7000-8000-00000000000${sequence}`, ...patch,
});
