import { z } from "@hono/zod-openapi";
import { plainDigits } from "../../ground/web/forms.tsx";
import { languages, type Key, type Language, type Localized } from "../../ground/words.ts";
import { comesTwice, momentsAt, offsetMinutes, offsetText, wallClock, zoneNamed } from "../../ground/zones.ts";
import { openings } from "../disclosure/forum.ts";
import { combinations, disclosureOf, type OfferedCombination } from "../disclosure/rule.ts";
import { isDay } from "../processes/inputs.ts";
import { sectors, type Sector } from "../stakeholders/stakeholder.ts";
import { admissions, consents, formats, linkUses, meetingKinds, outcomeKinds, speakerRoles, type Block } from "./meeting.ts";
import { accessibilities, proofs, publications, speakingOrders, type Modalities, type Room, type Window } from "./modalities.ts";
import { wrongIn, type BlockPlan, type Field, type MeetingPlan, type Wrong } from "./plan.ts";
import { templateNames } from "./templates.ts";

const words = (most: number) => z.string().max(most, "forums.error.long").default("").transform((it) => it.replaceAll("\r\n", "\n").trim());
const line = (most: number) => z.string().trim().max(most, "forums.error.long").default("");
const ticked = z.string().optional().transform((it) => it === "yes");
const someOf = <T extends string>(all: readonly T[]) => z.array(z.enum(all as readonly [T, ...T[]])).default([]);

/** `title-en`, `about-fr` and so on. */
const inLanguages = <Name extends string>(longest: Record<Name, number>) =>
  Object.fromEntries((Object.keys(longest) as Name[]).flatMap((name) => languages.map((it) => [`${name}-${it}`, words(longest[name])]))) as unknown as Record<`${Name}-${Language}`, z.ZodType<string>>;
const localized = <Name extends string>(it: Record<`${Name}-${Language}`, string>, name: Name): Localized =>
  ({ en: "", ...Object.fromEntries(languages.map((one) => [one, it[`${name}-${one}`]]).filter(([, text]) => text)) }) as Localized;
/** Words that may be left out: null where nothing is said in English. */
const localizedOrNone = <Name extends string>(it: Record<`${Name}-${Language}`, string>, name: Name): Localized | null => { const said = localized(it, name); return said.en ? said : null; };

/** A whole number, or null where nothing is typed. */
const whole = z.string().default("").transform((it, context) => {
  const plain = plainDigits(it).replaceAll(/[\s,.\u202F\u00A0](?=\d{3}\b)/g, "").trim();
  if (/^\d{1,7}$/.test(plain)) return Number(plain);
  if (plain !== "") context.addIssue({ code: "custom", message: "meetings.wrong.count" satisfies Key });
  return null;
});
const day = z.string().trim().refine(isDay, "calls.error.day");
const zone = z.string().max(80).default("").transform((it, context) => {
  const known = zoneNamed(it);
  if (known === null) context.addIssue({ code: "custom", message: "calls.error.zone" satisfies Key });
  return known ?? "UTC";
});

/** "18:00", and where that hour comes twice "01:30+02:00": the moment, or what is wrong with it. */
export function momentTyped(typedDay: string, typedHour: string, timeZone: string): Date | Extract<Key, "calls.error.hour" | "calls.error.day" | "calls.error.gap" | "meetings.error.twice"> {
  const [, hours, minutes, sign, ahead, aheadMinutes] = /^([01]?\d|2[0-3])[:.h]([0-5]\d)(?:\s*([+\-−])(\d\d):?(\d\d))?$/.exec(plainDigits(typedHour).trim()) ?? [];
  if (hours === undefined || minutes === undefined) return "calls.error.hour";
  if (!isDay(typedDay)) return "calls.error.day";
  const moments = momentsAt(typedDay, `${hours.padStart(2, "0")}:${minutes}`, timeZone);
  if (moments.length === 0) return "calls.error.gap";
  if (sign !== undefined) return moments.find((it) => offsetMinutes(it, timeZone) === (sign === "+" ? 1 : -1) * (Number(ahead) * 60 + Number(aheadMinutes))) ?? "calls.error.hour";
  return moments.length > 1 ? "meetings.error.twice" : moments[0]!;
}

/** The hour of a moment as the form shows it again: with its distance from UTC where it comes twice. */
const hourTyped = (at: Date, timeZone: string) => wallClock(at, timeZone).hour + (comesTwice(at, timeZone) ? offsetText(at, timeZone) : "");

type Wrongs = (path: string, message: Key) => void;
/** A day and an hour of a form; what is wrong with them stands at the hour. */
function momentIn(typed: { day: string; hour: string }, names: { day: string; hour: string }, timeZone: string, wrong: Wrongs): Date | null {
  const moment = momentTyped(typed.day, typed.hour, timeZone);
  if (typeof moment !== "string") return moment;
  wrong(moment === "calls.error.day" ? names.day : names.hour, moment);
  return null;
}

/** "Hall 2; 96; 110; overflow", one room a line; null where a line is none. A name keeps its translations as long as it stays. */
function roomsIn(typed: string, before: readonly Room[]): Room[] | null {
  const rooms = typed.split("\n").map((it) => it.trim()).filter(Boolean).map((it): Room | null => {
    const [name = "", desk = "", other = "0", overflow = ""] = plainDigits(it).split(/[;؛；]/).map((one) => one.trim());
    if (!name || !/^\d{1,6}$/.test(desk) || !/^\d{1,6}$/.test(other) || !/^(overflow|débordement|desbordamiento|قاعة إضافية|дополнительный|分会场)?$/i.test(overflow)) return null;
    return { name: before.find((one) => one.name.en === name)?.name ?? { en: name }, deskSeats: Number(desk), otherSeats: Number(other), overflow: overflow !== "" };
  });
  return rooms.some((it) => it === null) ? null : (rooms as Room[]);
}
const roomsTyped = (rooms: readonly Room[]) => rooms.map((it) => [it.name.en, it.deskSeats, it.otherSeats, ...(it.overflow ? ["overflow"] : [])].join("; ")).join("\n");

/** "2026-06-01 09:00 – 2026-06-19 18:00", by the clock of the venue. */
function windowIn(typed: string, timeZone: string): Window | Key {
  const [, opensDay = "", opensHour = "", closesDay = "", closesHour = ""] = /^(\d{4}-\d\d-\d\d)[ T](\S+)\s*[–—-]\s*(\d{4}-\d\d-\d\d)[ T](\S+)$/.exec(plainDigits(typed).trim()) ?? [];
  const [opens, closes] = [momentTyped(opensDay, opensHour, timeZone), momentTyped(closesDay, closesHour, timeZone)];
  if (!opensDay) return "meetings.error.window";
  if (typeof opens === "string") return opens;
  return typeof closes === "string" ? closes : { opensAt: opens.toISOString(), closesAt: closes.toISOString() };
}
const windowTyped = (it: Window | undefined, timeZone: string) => (it ? [it.opensAt, it.closesAt].map((one) => { const at = new Date(one); return `${wallClock(at, timeZone).day} ${hourTyped(at, timeZone)}`; }).join(" – ") : "");

const bySector = <T extends z.ZodType>(name: string, schema: T) => Object.fromEntries(sectors.map((it) => [`${name}-${it}`, schema])) as Record<string, T>;

const Fields = z.object({
  ...inLanguages({ title: 200, about: 3000, place: 200, organisers: 2000 }),
  kind: z.enum(meetingKinds), format: z.enum(formats), admission: z.enum(admissions), phase: line(4), partOf: line(80), prepares: line(80), event: line(80), contact: line(200),
  timeZone: zone, startsDay: day, startsHour: line(20), endsDay: day, endsHour: line(20), openTo: z.enum(openings), combination: someOf(combinations as readonly OfferedCombination[]),
  rooms: words(4000), seatsPerOrganisation: whole, delegatesPerOrganisation: whole, speakerLinks: whole, speakerLinksPerOrganisation: whole, listenerLinks: ticked, webcast: ticked, platform: line(100), onlineMinutes: whole,
  opensDay: line(20), opensHour: line(20), closesDay: line(20), closesHour: line(20), ...bySector("window", line(80)), ...bySector("proof", z.enum(proofs).default("none")),
  speakingOrder: z.enum(["", ...speakingOrders]), speakingMinutes: whole, spokespersons: ticked, speakOnline: ticked, wordLimit: whole, languagesTaken: someOf(languages), publication: z.enum(publications),
  accessibility: someOf(accessibilities), travelFund: ticked, visaLetterDays: whole, sectors: someOf(sectors), because: line(1000), edition: z.coerce.number().int().min(0),
});
type Typed = z.infer<typeof Fields>;

/** Names of the form under which several boxes may be ticked. */
export const meetingLists = ["combination", "languagesTaken", "accessibility", "sectors"] as const;

/** Where a field of a plan stands in the form. */
const fieldIn: Partial<Record<Field | Wrong, string>> = { title: "title-en", endsAt: "endsDay", place: "place-en", combinations: "combination", rooms: "rooms", count: "seatsPerOrganisation", window: "closesDay", "window-after": "closesDay", languages: "languagesTaken" };
/** The field of the form at which something wrong with a plan is said. */
export const fieldOf = ({ field, wrong }: { field: Field; wrong: Wrong }): string => fieldIn[wrong] ?? fieldIn[field] ?? field;

/** A meeting as an officer types it: everything of a plan. `before`: what it said so far, of which rooms keep their names' translations. */
export const meetingInput = (before: Pick<Modalities, "rooms"> | null) => Fields.transform((it, context) => {
  const wrong: Wrongs = (path, message) => { context.addIssue({ code: "custom", path: [path], message }); };
  const [startsAt, endsAt] = [momentIn({ day: it.startsDay, hour: it.startsHour }, { day: "startsDay", hour: "startsHour" }, it.timeZone, wrong), momentIn({ day: it.endsDay, hour: it.endsHour }, { day: "endsDay", hour: "endsHour" }, it.timeZone, wrong)];
  const plan: MeetingPlan = {
    kind: it.kind, title: localized(it, "title"), about: localized(it, "about"), phase: /^\d{1,3}$/.test(it.phase) ? Number(it.phase) : null, format: it.format, place: localizedOrNone(it, "place"), timeZone: it.timeZone,
    startsAt: startsAt ?? new Date(0), endsAt: endsAt ?? new Date(1), organisers: organisersIn(it), partOfId: it.partOf || null, preparesId: it.prepares || null, admission: it.admission, openTo: it.openTo,
    combinations: combinations.filter((one) => it.combination.includes(one)), modalities: modalitiesIn(it, before, wrong), contact: it.contact || null, event: it.event || null,
  };
  const timed = startsAt !== null && endsAt !== null;
  for (const one of wrongIn(plan)) if (timed || (one.wrong !== "ends" && one.wrong !== "window-after")) wrong(fieldOf(one), `meetings.wrong.${one.wrong}`);
  return { plan, because: it.because, edition: it.edition };
});

/** Organisers one a line; in each language as many lines as in English, or none. */
function organisersIn(it: Typed): Localized[] {
  const lines = (language: Language) => it[`organisers-${language}`].split("\n").map((one) => one.trim()).filter(Boolean);
  return lines("en").map((en, index) => ({ en, ...Object.fromEntries(languages.filter((one) => one !== "en" && lines(one).length === lines("en").length).map((one) => [one, lines(one)[index]!])) }));
}

function modalitiesIn(it: Typed, before: Pick<Modalities, "rooms"> | null, wrong: Wrongs): Modalities {
  const fields = it as Typed & Record<string, unknown>;
  const rooms = roomsIn(it.rooms, before?.rooms ?? []);
  if (rooms === null) wrong("rooms", "meetings.error.rooms");
  const windows = sectors.flatMap((sector): [Sector, Window][] => {
    const typed = fields[`window-${sector}`] as string;
    const window = typed ? windowIn(typed, it.timeZone) : null;
    if (typeof window === "string") wrong(`window-${sector}`, window);
    return window === null || typeof window === "string" ? [] : [[sector, window]];
  });
  const { seatsPerOrganisation, delegatesPerOrganisation, speakerLinks, speakerLinksPerOrganisation, listenerLinks, webcast, onlineMinutes, wordLimit, publication, travelFund, visaLetterDays } = it;
  return {
    seatsPerOrganisation, delegatesPerOrganisation, speakerLinks, speakerLinksPerOrganisation, listenerLinks, webcast, onlineMinutes, wordLimit, publication, travelFund, visaLetterDays,
    rooms: rooms ?? [], platform: it.platform || null, registration: registrationIn(it, wrong), registrationBySector: Object.fromEntries(windows),
    proofBySector: Object.fromEntries(sectors.map((one) => [one, fields[`proof-${one}`]]).filter(([, proof]) => proof !== "none")),
    speaking: it.speakingOrder === "" ? null : { order: it.speakingOrder, minutes: it.speakingMinutes, spokespersons: it.spokespersons, online: it.speakOnline },
    languagesTaken: languages.filter((one) => it.languagesTaken.includes(one)), accessibility: accessibilities.filter((one) => it.accessibility.includes(one)), sectors: sectors.filter((one) => it.sectors.includes(one)),
  };
}

/** When one may register: both days, or neither. */
function registrationIn(it: Typed, wrong: Wrongs): Window | null {
  if (!it.opensDay && !it.closesDay) return null;
  const opensAt = momentIn({ day: it.opensDay, hour: it.opensHour }, { day: "opensDay", hour: "opensHour" }, it.timeZone, wrong);
  const closesAt = momentIn({ day: it.closesDay, hour: it.closesHour }, { day: "closesDay", hour: "closesHour" }, it.timeZone, wrong);
  return opensAt && closesAt ? { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() } : null;
}

const localizedTyped = (name: string, it: Localized | null) => Object.fromEntries(languages.map((one) => [`${name}-${one}`, it?.[one] ?? ""]));
const counted = (it: number | null) => (it === null ? "" : String(it));
const yes = (it: boolean) => (it ? "yes" : "");

/** A plan as the form shows it. */
export function typedOf(plan: MeetingPlan, edition: number): Record<string, string> {
  const { modalities: it, timeZone } = plan;
  const [opens, closes] = [it.registration && new Date(it.registration.opensAt), it.registration && new Date(it.registration.closesAt)];
  const clock = (name: string, at: Date | null) => ({ [`${name}Day`]: at ? wallClock(at, timeZone).day : "", [`${name}Hour`]: at ? hourTyped(at, timeZone) : "" });
  return {
    ...localizedTyped("title", plan.title), ...localizedTyped("about", plan.about), ...localizedTyped("place", plan.place),
    ...Object.fromEntries(languages.map((one) => [`organisers-${one}`, one === "en" || plan.organisers.every((organiser) => organiser[one]) ? plan.organisers.map((organiser) => organiser[one]).join("\n") : ""])),
    kind: plan.kind, format: plan.format, admission: plan.admission, phase: counted(plan.phase), partOf: plan.partOfId ?? "", prepares: plan.preparesId ?? "", event: plan.event ?? "", contact: plan.contact ?? "", timeZone,
    ...clock("starts", plan.startsAt), ...clock("ends", plan.endsAt), ...clock("opens", opens), ...clock("closes", closes), openTo: plan.openTo, combination: plan.combinations.join(" "),
    rooms: roomsTyped(it.rooms), platform: it.platform ?? "", ...Object.fromEntries((["seatsPerOrganisation", "delegatesPerOrganisation", "speakerLinks", "speakerLinksPerOrganisation", "onlineMinutes", "wordLimit", "visaLetterDays"] as const).map((one) => [one, counted(it[one])])),
    ...Object.fromEntries((["listenerLinks", "webcast", "travelFund"] as const).map((one) => [one, yes(it[one])])),
    ...Object.fromEntries(sectors.flatMap((one) => [[`window-${one}`, windowTyped(it.registrationBySector[one], timeZone)], [`proof-${one}`, it.proofBySector[one] ?? "none"]])),
    speakingOrder: it.speaking?.order ?? "", speakingMinutes: counted(it.speaking?.minutes ?? null), spokespersons: yes(it.speaking?.spokespersons ?? false), speakOnline: yes(it.speaking?.online ?? false),
    languagesTaken: it.languagesTaken.join(" "), publication: it.publication, accessibility: it.accessibility.join(" "), sectors: it.sectors.join(" "), because: "", edition: String(edition),
  };
}

/** A new meeting: from which template, and when it begins by which clock. */
export const TemplateInput = z.object({ template: z.enum(templateNames as [(typeof templateNames)[number], ...typeof templateNames]), timeZone: zone, startsDay: day, startsHour: line(20) }).transform((it, context) => {
  const startsAt = momentIn({ day: it.startsDay, hour: it.startsHour }, { day: "startsDay", hour: "startsHour" }, it.timeZone, (path, message) => { context.addIssue({ code: "custom", path: [path], message }); });
  return { template: it.template, timeZone: it.timeZone, startsAt: startsAt ?? new Date(0) };
});

/** A copy: of which meeting, on which day; and for a series how often and how far apart, or on which other days. */
export const CopyInput = z.object({ copyOf: z.string().regex(/^\d{1,9}$/, "meetings.error.copy"), copyDay: day, every: whole, unit: z.enum(["days", "weeks"]).default("weeks"), times: whole, otherDays: words(2000) }).transform((it, context) => {
  const others = it.otherDays.split(/[\s,;،、]+/).map(plainDigits).filter(Boolean);
  const wrong: Wrongs = (path, message) => { context.addIssue({ code: "custom", path: [path], message }); };
  if (!others.every(isDay)) wrong("otherDays", "calls.error.day");
  if ((it.every === null) !== (it.times === null) || it.every === 0 || (it.times ?? 0) > 51) wrong("times", "meetings.error.series");
  return { number: Number(it.copyOf), day: it.copyDay, otherDays: others, everyDays: (it.every ?? 0) * (it.unit === "weeks" ? 7 : 1), times: it.times ?? 0 };
});

const BlockFields = z.object({
  ...inLanguages({ title: 200, about: 2000, opening: 300 }), day, startsHour: line(20), endsDay: line(20), endsHour: line(20), room: line(200), spoken: someOf(languages), interpreted: someOf(languages), captions: ticked,
  combination: z.enum(combinations as [OfferedCombination, ...OfferedCombination[]]), version: line(80), pins: line(2000), themes: z.array(z.string().max(80)).max(200).default([]), because: line(1000), edition: z.coerce.number().int().min(0),
  ...(Object.fromEntries(speakerRoles.map((it) => [`role-${it}`, whole])) as unknown as Record<`role-${(typeof speakerRoles)[number]}`, z.ZodType<number | null>>),
});
/** Names of a block's form under which several boxes may be ticked. */
export const blockLists = ["spoken", "interpreted", "themes"] as const;

/** A block as an officer types it, by the clock of its meeting; the places it is about as they are cited. */
export const blockInput = ({ timeZone }: Pick<MeetingPlan, "timeZone">) => BlockFields.transform((it, context) => {
  const wrong: Wrongs = (path, message) => { context.addIssue({ code: "custom", path: [path], message }); };
  const startsAt = momentIn({ day: it.day, hour: it.startsHour }, { day: "day", hour: "startsHour" }, timeZone, wrong);
  const endsAt = momentIn({ day: it.endsDay || it.day, hour: it.endsHour }, { day: "endsDay", hour: "endsHour" }, timeZone, wrong);
  const { audience, attribution } = disclosureOf(it.combination);
  const roles = Object.fromEntries(speakerRoles.map((one) => [one, it[`role-${one}`] ?? 0]).filter(([, count]) => (count as number) > 0)) as NonNullable<Block["roles"]>;
  const block: Omit<BlockPlan, "pins" | "themeIds"> = {
    title: localized(it, "title"), about: localizedOrNone(it, "about"), opening: localizedOrNone(it, "opening"), startsAt: startsAt ?? new Date(0), endsAt: endsAt ?? new Date(1), room: it.room || null,
    spoken: languages.filter((one) => it.spoken.includes(one)), interpreted: languages.filter((one) => it.interpreted.includes(one)), captions: it.captions, audience, attribution, roles,
  };
  return { block, pins: it.pins, versionId: it.version, themes: it.themes, because: it.because, edition: it.edition };
});

/** A block as its form shows it. */
export function blockTyped(block: BlockPlan, timeZone: string, { cited, themes, edition }: { cited: string; themes: readonly string[]; edition: number }): Record<string, string> {
  const [starts, ends] = [wallClock(block.startsAt, timeZone), wallClock(block.endsAt, timeZone)];
  return {
    ...localizedTyped("title", block.title), ...localizedTyped("about", block.about), ...localizedTyped("opening", block.opening), day: starts.day, startsHour: hourTyped(block.startsAt, timeZone), endsDay: ends.day === starts.day ? "" : ends.day, endsHour: hourTyped(block.endsAt, timeZone),
    room: block.room ?? "", spoken: block.spoken.join(" "), interpreted: block.interpreted.join(" "), captions: yes(block.captions), combination: `${block.audience}/${block.attribution}`, version: block.pins[0]?.versionId ?? "", pins: cited, themes: themes.join(" "),
    ...Object.fromEntries(speakerRoles.map((one) => [`role-${one}`, counted(block.roles?.[one] ?? null)])), because: "", edition: String(edition),
  };
}

const blockNumber = z.string().default("").transform((it) => (/^\d{1,4}$/.test(it) ? Number(it) : null));
const edition = z.coerce.number().int().min(0);
const webAddress = z.string().trim().max(500, "forums.error.long").refine((it) => it === "" || (URL.canParse(it) && /^https?:$/.test(new URL(it).protocol)), "meetings.error.address");

/** A paper: by its symbol, at an address, or promised for a day. */
export const PaperInput = z.object({ ...inLanguages({ paper: 300 }), symbol: line(80), address: webAddress.default(""), dueDay: line(20), block: blockNumber, edition }).transform((it, context) => {
  const wrong: Wrongs = (path, message) => { context.addIssue({ code: "custom", path: [path], message }); };
  if (!it["paper-en"]) wrong("paper-en", "calls.error.title");
  if (it.dueDay && !isDay(it.dueDay)) wrong("dueDay", "calls.error.day");
  if (!it.symbol && !it.address && !it.dueDay) wrong("symbol", "meetings.error.paper");
  return { paper: { title: localized(it, "paper"), symbol: it.symbol || null, address: it.address || null, dueDay: it.dueDay || null, block: it.block }, edition: it.edition };
});

/** A way in by network. */
export const LinkInput = z.object({ use: z.enum(linkUses), link: webAddress.refine((it) => it !== "", "meetings.error.address"), linkAudience: z.enum(["public", "participants"]), linkBlock: blockNumber, edition });

/** Somebody to invite to a role. */
export const SpeakerInput = z.object({ email: z.email("forums.error.email"), name: z.string().trim().min(1, "meetings.error.name").max(200, "forums.error.long"), role: z.enum(speakerRoles), speakerBlock: z.string().regex(/^\d{1,4}$/, "meetings.error.block").transform(Number), affiliation: line(300), edition });

/** What a person who was invited says. */
export const AnswerInput = z.object({ ...inLanguages({ biography: 2000 }), name: z.string().trim().min(1, "meetings.error.name").max(200, "forums.error.long"), affiliation: line(300), stakeholder: line(80), consents: someOf(consents) })
  .transform((it) => ({ name: it.name, affiliation: it.affiliation ? { en: it.affiliation } : null, stakeholder: it.stakeholder, biography: localizedOrNone(it, "biography"), consents: consents.filter((one) => it.consents.includes(one)) }));

/** What a meeting left, one a line and kind, in each language as many lines as in English or none; the summary as one text. */
export const OutcomesInput = z.object({ ...inLanguages(Object.fromEntries(outcomeKinds.map((it) => [it, 8000])) as Record<(typeof outcomeKinds)[number], number>), edition }).transform((it, context) => {
  const linesOf = (text: string, kind: string) => (kind === "summary" ? [text.trim()] : text.split("\n").map((one) => one.trim())).filter(Boolean);
  const outcomes = outcomeKinds.flatMap((kind) => {
    const english = linesOf(it[`${kind}-en`], kind);
    const others = languages.filter((one) => one !== "en" && it[`${kind}-${one}`]).map((one) => [one, linesOf(it[`${kind}-${one}`], kind)] as const);
    for (const [one, lines] of others) if (lines.length !== english.length) context.addIssue({ code: "custom", path: [`${kind}-${one}`], message: "calls.error.questions.lines" satisfies Key });
    return english.map((en, index) => ({ kind, text: { en, ...Object.fromEntries(others.map(([one, lines]) => [one, lines[index] ?? en])) } as Localized }));
  });
  return { outcomes, edition: it.edition };
});

/** A correction of something that was cleared. */
export const CorrectionInput = z.object({ ...inLanguages({ text: 8000 }), because: z.string().trim().min(1, "calls.error.because").max(1000, "forums.error.long"), edition }).transform((it, context) => {
  if (!it["text-en"]) context.addIssue({ code: "custom", path: ["text-en"], message: "meetings.error.outcome" satisfies Key });
  return { text: localized(it, "text"), because: it.because, edition: it.edition };
});

export const EditionInput = z.object({ edition });
export const CancellationInput = z.object({ because: z.string().trim().min(1, "calls.error.because").max(1000, "forums.error.long"), edition });
