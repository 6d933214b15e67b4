// What is right about a meeting and its agenda before it is announced, and what of a change is a move.
import { languages } from "../../ground/words.ts";
import { wallClock, zoneNamed } from "../../ground/zones.ts";
import { combinations, isOffered, type OfferedCombination } from "../disclosure/rule.ts";
import type { Block, BlockPin, KeptMeeting, MeetingDocument } from "./meeting.ts";
import type { Modalities, Window } from "./modalities.ts";
import { movedWith, sameHourOn } from "./times.ts";

/** What an officer says of a meeting; the rest is its history, its agenda and what hangs on it. */
export type MeetingPlan = Pick<KeptMeeting, "kind" | "title" | "about" | "phase" | "format" | "place" | "timeZone" | "startsAt" | "endsAt" | "organisers" | "partOfId" | "preparesId" | "admission" | "openTo" | "combinations" | "modalities" | "contact" | "event">;
export type Field = keyof MeetingPlan;
export type Pin = Pick<BlockPin, "versionId" | "place">;
/** What an officer says of a block of the agenda. */
export type BlockPlan = Omit<Block, "meetingId" | "number" | "forumId"> & { pins: Pin[]; themeIds: string[] };
export type PaperPlan = Omit<MeetingDocument, "meetingId" | "position">;
/** A meeting from a template, a copy or a file: all at once. */
export type WholePlan = { plan: MeetingPlan; blocks: BlockPlan[]; papers: PaperPlan[] };

/** The longest meeting: sessions take two weeks, never a season. */
export const mostDays = 60;
export const mostBlocks = 120;
export const mostRooms = 30;
/** Seats, links, minutes: nobody counts further. */
const mostCounted = 1_000_000;

/** What may be wrong with a plan: each has its sentence, `meetings.wrong.WRONG`. */
export type Wrong = "title" | "zone" | "ends" | "long" | "place" | "rooms" | "count" | "window" | "window-after" | "combinations" | "languages" | "within";

const isCount = (it: number | null) => it === null || (Number.isInteger(it) && it >= 0 && it <= mostCounted);
const counted = (it: Modalities) => [it.seatsPerOrganisation, it.delegatesPerOrganisation, it.speakerLinks, it.speakerLinksPerOrganisation, it.onlineMinutes, it.wordLimit, it.visaLetterDays, it.speaking?.minutes ?? null];
const areRoomsRight = ({ rooms }: Modalities) =>
  rooms.length <= mostRooms && new Set(rooms.map((it) => it.name.en)).size === rooms.length && rooms.every((it) => it.name.en.trim() !== "" && isCount(it.deskSeats) && isCount(it.otherSeats));
const windowsOf = ({ registration, registrationBySector }: Modalities): Window[] => [...(registration ? [registration] : []), ...Object.values(registrationBySector)];

const rules: [Field, Wrong, (plan: MeetingPlan) => boolean][] = [
  ["title", "title", ({ title }) => title.en.trim() !== ""],
  ["timeZone", "zone", ({ timeZone }) => zoneNamed(timeZone) !== null],
  ["endsAt", "ends", ({ startsAt, endsAt }) => endsAt > startsAt],
  ["endsAt", "long", ({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= mostDays * 86_400_000],
  ["place", "place", ({ format, place }) => format === "online" || (place !== null && place.en.trim() !== "")],
  ["modalities", "rooms", ({ modalities }) => areRoomsRight(modalities)],
  ["modalities", "count", ({ modalities }) => counted(modalities).every(isCount)],
  ["modalities", "window", ({ modalities }) => windowsOf(modalities).every((it) => it.opensAt < it.closesAt)],
  ["modalities", "window-after", ({ modalities, endsAt }) => windowsOf(modalities).every((it) => it.closesAt <= endsAt.toISOString())],
  ["modalities", "languages", ({ modalities }) => modalities.languagesTaken.every((it) => languages.includes(it))],
  ["combinations", "combinations", (plan) => plan.combinations.length > 0 && plan.combinations.every((it) => combinations.includes(it))],
];

/** What is wrong with a plan, field by field; nothing: it may be announced. */
export const wrongIn = (plan: MeetingPlan): { field: Field; wrong: Wrong }[] => rules.filter(([, , holds]) => !holds(plan)).map(([field, wrong]) => ({ field, wrong }));

/** What may be wrong with a block: each has its sentence, `meetings.block.wrong.WRONG`. */
export type BlockWrong = "title" | "ends" | "outside" | "room" | "overlap" | "spoken" | "interpreted" | "combination" | "blocks";

const overlap = (a: Pick<Block, "startsAt" | "endsAt">, b: Pick<Block, "startsAt" | "endsAt">) => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
type Timed = Pick<MeetingPlan, "startsAt" | "endsAt" | "modalities">;

const blockRules: [keyof BlockPlan, BlockWrong, (block: BlockPlan, plan: Timed, others: readonly BlockPlan[]) => boolean][] = [
  ["title", "title", ({ title }) => title.en.trim() !== ""],
  ["endsAt", "ends", ({ startsAt, endsAt }) => endsAt > startsAt],
  ["startsAt", "outside", ({ startsAt, endsAt }, plan) => startsAt >= plan.startsAt && endsAt <= plan.endsAt],
  ["room", "room", ({ room }, { modalities }) => room === null || modalities.rooms.some((it) => it.name.en === room)],
  ["startsAt", "overlap", (block, _, others) => others.every((it) => it.room !== block.room || !overlap(it, block))],
  ["spoken", "spoken", ({ spoken }) => spoken.length > 0],
  ["interpreted", "interpreted", ({ spoken, interpreted }) => interpreted.every((it) => !spoken.includes(it))],
  ["attribution", "combination", ({ audience, attribution }) => isOffered(`${audience}/${attribution}`)],
];

/** What is wrong with a block among the others of its meeting. */
export const wrongInBlock = (block: BlockPlan, plan: Timed, others: readonly BlockPlan[]): { field: keyof BlockPlan; wrong: BlockWrong }[] =>
  blockRules.filter(([, , holds]) => !holds(block, plan, others)).map(([field, wrong]) => ({ field, wrong }));

/** The first thing that is wrong with an agenda: at which block, counted from 1 in its order. */
export function wrongInAgenda(blocks: readonly BlockPlan[], plan: Timed): { block: number; wrong: BlockWrong } | null {
  if (blocks.length > mostBlocks) return { block: mostBlocks + 1, wrong: "blocks" };
  for (const [index, block] of blocks.entries()) {
    const [first] = wrongInBlock(block, plan, blocks.filter((it) => it !== block));
    if (first) return { block: index + 1, wrong: first.wrong };
  }
  return null;
}

/** An agenda in the order of time; what begins at once, in the order of its ends. */
export const inOrder = <T extends Pick<Block, "startsAt" | "endsAt">>(blocks: readonly T[]): T[] => blocks.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.endsAt.getTime() - b.endsAt.getTime());

/** Whether a block's words stand under the Rule in a forum of its own: nobody's, in a meeting whose forum also takes what is somebody's. */
export const hasOwnForum = ({ attribution }: Pick<Block, "attribution">, meeting: Pick<MeetingPlan, "combinations">): boolean =>
  attribution === "unattributed" && !meeting.combinations.every((it) => it.endsWith("/unattributed"));

/** The combination under which a block's own forum opens. */
export const combinationOfBlock = ({ audience }: Pick<Block, "audience">): OfferedCombination => `${audience}/unattributed`;

/** The same whatever order things were ticked in. */
const ordered = (it: unknown): unknown => (it instanceof Date ? it.toISOString() : Array.isArray(it) ? it.map((one) => ordered(one))
  : it !== null && typeof it === "object" ? Object.fromEntries(Object.entries(it).filter(([, one]) => one !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, ordered(one)])) : it);
export const same = (a: unknown, b: unknown) => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

/** The fields in which two plans differ. */
export const changedIn = (before: MeetingPlan, after: MeetingPlan): Field[] => (Object.keys(before) as Field[]).filter((it) => !same(before[it], after[it]));

/** Fields that a meeting is moved by. */
export const movingFields: readonly Field[] = ["startsAt", "endsAt", "timeZone", "place"];

/** An agenda carried along with a meeting that begins at another moment: every block as far from the beginning as it was, by the wall clock. Null where a block falls into an hour that the clocks leave out. */
export function agendaMovedWith<T extends Pick<Block, "startsAt" | "endsAt">>(blocks: readonly T[], before: Pick<MeetingPlan, "startsAt" | "timeZone">, after: Pick<MeetingPlan, "startsAt" | "timeZone">): T[] | null {
  const [from, to] = [{ at: before.startsAt, timeZone: before.timeZone }, { at: after.startsAt, timeZone: after.timeZone }];
  const moved = blocks.map((it) => ({ ...it, startsAt: movedWith(it.startsAt, from, to), endsAt: movedWith(it.endsAt, from, to) }));
  return moved.some((it) => it.startsAt === null || it.endsAt === null) ? null : (moved as T[]);
}

/** A whole plan held on another day, at the same hours of its venue, with its windows and promised papers as many days before. Null where a clock leaves one of its hours out. */
export function heldOn(day: string, { plan, blocks, papers }: WholePlan): WholePlan | null {
  const startsAt = sameHourOn(day, plan.startsAt, plan.timeZone);
  if (!startsAt) return null;
  const [from, to] = [{ at: plan.startsAt, timeZone: plan.timeZone }, { at: startsAt, timeZone: plan.timeZone }];
  const endsAt = movedWith(plan.endsAt, from, to);
  const agenda = agendaMovedWith(blocks, plan, { ...plan, startsAt });
  if (!endsAt || !agenda) return null;
  const later = Date.parse(day) - Date.parse(wallClock(plan.startsAt, plan.timeZone).day);
  const window = (it: Window): Window => ({ opensAt: (movedWith(new Date(it.opensAt), from, to) ?? startsAt).toISOString(), closesAt: (movedWith(new Date(it.closesAt), from, to) ?? startsAt).toISOString() });
  const { registration, registrationBySector, ...rest } = plan.modalities;
  const modalities = { ...rest, registration: registration && window(registration), registrationBySector: Object.fromEntries(Object.entries(registrationBySector).map(([sector, it]) => [sector, window(it)])) };
  return {
    plan: { ...plan, startsAt, endsAt, modalities, event: null }, blocks: agenda,
    papers: papers.map((it) => ({ ...it, symbol: null, address: null, dueDay: it.dueDay && new Date(Date.parse(it.dueDay) + later).toISOString().slice(0, 10) })),
  };
}
