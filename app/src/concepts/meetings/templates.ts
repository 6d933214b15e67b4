// What meetings of each kind are usually made of, so that an officer changes a plan rather than writes one. Times are counted from the
// beginning by the clock on the wall; everything can be changed before it is announced.
import { daysAfter } from "../../ground/clock.ts";
import { languages, wordsIn, type Key, type Localized } from "../../ground/words.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { OfferedCombination } from "../disclosure/rule.ts";
import type { Block, Meeting } from "./meeting.ts";
import { wallClock } from "../../ground/zones.ts";
import { undecided, type Modalities } from "./modalities.ts";
import type { BlockPlan, WholePlan } from "./plan.ts";
import { sameHourOn, wallMinutesAfter } from "./times.ts";

type BlockName = Extract<Key, `meetings.template.block.${string}`> extends `meetings.template.block.${infer Name}` ? Name : never;

/** A block as a template has it: on which day of the meeting, so many minutes after its daily beginning, how long. */
type TemplateBlock = { name: BlockName; day: number; after: number; minutes: number; roles?: Block["roles"]; unattributed?: true };

/** A kind of meeting as a plan to begin from. */
type Template = {
  kind: Meeting["kind"]; format: Meeting["format"]; admission: Meeting["admission"]; openTo: Meeting["openTo"]; combinations: OfferedCombination[];
  spoken: Block["spoken"]; interpreted: Block["interpreted"]; captions: boolean;
  modalities: Partial<Modalities>; blocks: TemplateBlock[];
};

const inThree = { spoken: ["en"], interpreted: ["fr", "es"], captions: true } as const satisfies Pick<Template, "spoken" | "interpreted" | "captions">;
const morning = { after: 0, minutes: 180 };
const afternoon = { after: 300, minutes: 180 };

/** Made after meetings that were held: how long each part took, how many spoke, who was asked. */
export const templates = {
  session: {
    kind: "session", format: "hybrid", admission: "accredited", openTo: "stakeholders", combinations: ["public/named"], spoken: ["en"], interpreted: ["ar", "zh", "fr", "ru", "es"], captions: true,
    modalities: { seatsPerOrganisation: 1, speakerLinksPerOrganisation: 1, webcast: true, onlineMinutes: 30, speaking: { order: "after-states", minutes: 3, spokespersons: true, online: true }, wordLimit: 2000, languagesTaken: ["ar", "zh", "en", "fr", "ru", "es"], accessibility: ["step-free", "induction-loop", "captions"], visaLetterDays: 5 },
    blocks: [
      { name: "opening", day: 0, after: 0, minutes: 60, roles: { chair: 1 } }, { name: "general", day: 0, after: 60, minutes: 120, roles: { chair: 1 } }, { name: "text", day: 0, ...afternoon, roles: { chair: 1 } },
      ...[1, 2, 3].flatMap((day): TemplateBlock[] => [{ name: "text", day, ...morning, roles: { chair: 1 } }, { name: day === 2 ? "stakeholders" : "text", day, ...afternoon, roles: { chair: 1 } }]),
      { name: "text", day: 4, ...morning, roles: { chair: 1 } }, { name: "report", day: 4, ...afternoon, roles: { chair: 1, rapporteur: 1 } },
    ],
  },
  consultation: {
    kind: "consultation", format: "hybrid", admission: "stakeholders", openTo: "stakeholders", combinations: ["public/named", "public/kind"], ...inThree,
    modalities: { seatsPerOrganisation: 2, speakerLinksPerOrganisation: 1, webcast: true, onlineMinutes: 30, speaking: { order: "rotation", minutes: 3, spokespersons: false, online: true }, wordLimit: 2000, languagesTaken: ["ar", "zh", "en", "fr", "ru", "es"], accessibility: ["step-free", "induction-loop", "captions"], visaLetterDays: 2 },
    blocks: [
      { name: "opening", day: 0, after: 0, minutes: 30, roles: { chair: 1 } }, { name: "panel", day: 0, after: 30, minutes: 150, roles: { moderator: 1, panellist: 4 } }, { name: "panel", day: 0, ...afternoon, roles: { moderator: 1, panellist: 4 } },
      { name: "panel", day: 1, ...morning, roles: { moderator: 1, panellist: 4 } }, { name: "floor", day: 1, after: 300, minutes: 150, roles: { chair: 1 } }, { name: "points", day: 1, after: 450, minutes: 30, roles: { rapporteur: 1 } },
    ],
  },
  briefing: {
    kind: "briefing", format: "hybrid", admission: "stakeholders", openTo: "stakeholders", combinations: ["public/named", "participants/kind"], ...inThree,
    modalities: { seatsPerOrganisation: 2, listenerLinks: true, speaking: { order: "list", minutes: 3, spokespersons: false, online: true }, publication: "summary", accessibility: ["step-free", "captions"] },
    blocks: [
      { name: "opening", day: 0, after: 0, minutes: 15, roles: { moderator: 2 } }, { name: "interventions", day: 0, after: 15, minutes: 60, roles: { speaker: 4 } }, { name: "discussion", day: 0, after: 75, minutes: 60, roles: { moderator: 2 } },
      { name: "needs", day: 0, after: 135, minutes: 35, roles: { rapporteur: 1 } }, { name: "closing", day: 0, after: 170, minutes: 10, roles: { moderator: 2 } },
    ],
  },
  workshop: {
    kind: "workshop", format: "online", admission: "selected", openTo: "participants", combinations: ["participants/unattributed"], spoken: ["en"], interpreted: [], captions: false,
    modalities: { seatsPerOrganisation: 1, publication: "summary", speaking: { order: "list", minutes: null, spokespersons: false, online: true } },
    blocks: [ // 90 minutes, as in the series of 2021
      { name: "welcome", day: 0, after: 0, minutes: 15, roles: { "co-chair": 2 }, unattributed: true }, { name: "conversation", day: 0, after: 15, minutes: 35, roles: { "co-chair": 2, speaker: 4 }, unattributed: true },
      { name: "questions", day: 0, after: 50, minutes: 30, roles: { "co-chair": 2 }, unattributed: true }, { name: "closing", day: 0, after: 80, minutes: 10, roles: { "co-chair": 2 }, unattributed: true },
    ],
  },
  "public-event": {
    kind: "public-event", format: "online", admission: "everyone", openTo: "stakeholders", combinations: ["public/named"], ...inThree,
    modalities: { webcast: true, listenerLinks: true, speaking: { order: "list", minutes: 2, spokespersons: false, online: true }, publication: "as-received" },
    blocks: [
      { name: "opening", day: 0, after: 0, minutes: 10, roles: { "co-chair": 2 } }, { name: "panel", day: 0, after: 10, minutes: 60, roles: { "co-chair": 2, panellist: 5 } },
      { name: "floor", day: 0, after: 70, minutes: 40, roles: { "co-chair": 2 } }, { name: "closing", day: 0, after: 110, minutes: 10, roles: { "co-chair": 2 } },
    ],
  },
  "side-event": {
    kind: "side-event", format: "hybrid", admission: "everyone", openTo: "stakeholders", combinations: ["public/named"], spoken: ["en"], interpreted: [], captions: true,
    modalities: { listenerLinks: true, speaking: { order: "list", minutes: 2, spokespersons: false, online: true }, accessibility: ["step-free", "captions"] },
    blocks: [{ name: "opening", day: 0, after: 0, minutes: 10, roles: { moderator: 1 } }, { name: "panel", day: 0, after: 10, minutes: 40, roles: { moderator: 1, speaker: 4 } }, { name: "floor", day: 0, after: 50, minutes: 25, roles: { moderator: 1 } }],
  },
  "regional-consultation": {
    kind: "regional-consultation", format: "online", admission: "stakeholders", openTo: "stakeholders", combinations: ["public/named", "public/kind", "participants/kind"], spoken: ["es", "en"], interpreted: [], captions: true,
    modalities: { delegatesPerOrganisation: 2, listenerLinks: true, speaking: { order: "rotation", minutes: 3, spokespersons: false, online: true }, publication: "summary", languagesTaken: ["en", "es"] },
    blocks: [
      { name: "opening", day: 0, after: 0, minutes: 15, roles: { moderator: 1 } }, { name: "experience", day: 0, after: 15, minutes: 60, roles: { facilitator: 1, speaker: 3 } }, { name: "offers", day: 0, after: 75, minutes: 60, roles: { facilitator: 2 } },
      { name: "points", day: 0, after: 135, minutes: 30, roles: { rapporteur: 1 } }, { name: "closing", day: 0, after: 165, minutes: 15, roles: { moderator: 1 } },
    ],
  },
} as const satisfies Record<string, Template>;
export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as TemplateName[];

/** A sentence of the house in all six languages, as words of a meeting. */
const inAll = (key: Key): Localized => Object.fromEntries(languages.map((it) => [it, wordsIn(it).say(key)])) as Localized;

/** A plan from a template that begins at a moment of a venue's clock; refused where a clock leaves one of its hours out. */
export function planFrom(name: TemplateName, startsAt: Date, timeZone: string): WholePlan {
  const template: Template = templates[name];
  const { kind, format, admission, openTo, combinations } = template;
  const blocks = template.blocks.map((it) => blockOf(it, template, startsAt, timeZone));
  const endsAt = new Date(Math.max(...blocks.map((it) => it.endsAt.getTime())));
  const place = format === "online" ? null : inAll("meetings.template.place");
  const modalities = { ...undecided, ...template.modalities };
  return {
    plan: { kind, format, admission, openTo, combinations: [...combinations], title: inAll(`meetings.template.${name}`), about: inAll(`meetings.template.${name}.about`), phase: null, place, timeZone, startsAt, endsAt, organisers: [], partOfId: null, preparesId: null, modalities, contact: null, event: null },
    blocks, papers: [],
  };
}

function blockOf({ name, day, after, minutes, roles = {}, unattributed }: TemplateBlock, { spoken, interpreted, captions }: Template, startsAt: Date, timeZone: string): BlockPlan {
  const morning = day === 0 ? startsAt : sameHourOn(daysAfter(wallClock(startsAt, timeZone).day, day), startsAt, timeZone);
  const begins = morning && wallMinutesAfter(morning, after, timeZone);
  const ends = begins && wallMinutesAfter(begins, minutes, timeZone);
  if (!begins || !ends) throw new Refusal("not-valid", "meeting-hour-missing", { day: wallClock(startsAt, timeZone).day, place: timeZone });
  return {
    title: inAll(`meetings.template.block.${name}`), about: null, opening: null, startsAt: begins, endsAt: ends, room: null, spoken: [...spoken], interpreted: [...interpreted], captions, roles,
    audience: unattributed ? "participants" : "public", attribution: unattributed ? "unattributed" : "named", pins: [], themeIds: [],
  };
}
