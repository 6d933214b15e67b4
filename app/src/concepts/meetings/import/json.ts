// Programmes as JSON: what an Indico server exports (`/export/event/ID.json`, with detail contributions or sessions), and the schedule that
// pretalx and others publish (`schedule.json`). Entries of JSON have no lines that people see: they are counted from 1, as they stand there.
import { momentsAt, zoneNamed } from "../../../ground/zones.ts";
import { beginningOf, excerpt, longest, mostItems, plainWords, type Item, type NamedSpeaker, type Programme, type ProgrammeProblem, type Unreadable } from "./programme.ts";

type Entry = Record<string, unknown>;
const isEntry = (it: unknown): it is Entry => typeof it === "object" && it !== null && !Array.isArray(it);
const entries = (it: unknown): Entry[] => (Array.isArray(it) ? it.filter(isEntry) : isEntry(it) ? Object.values(it).filter(isEntry) : []);
const text = (it: unknown) => (typeof it === "string" ? it : typeof it === "number" ? String(it) : "");
const words = (it: unknown, most: number) => plainWords(text(it), most).replaceAll("\n", " ");

/** Counts entries and gathers what is wrong with them. */
type Reading = { next: number; problems: ProgrammeProblem[] };
const wrong = (reading: Reading, line: number, field: string, code: ProgrammeProblem["code"], found: unknown): null => {
  reading.problems.push({ line, field, code, found: excerpt(text(found) || JSON.stringify(found) || "") });
  return null;
};

/** The programme in a JSON file. */
export function readProgrammeJson(source: string, timeZone: string): Programme | Unreadable {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    return { unreadable: "not-a-programme" };
  }
  const reading: Reading = { next: 1, problems: [] };
  const conference = isEntry(parsed) && isEntry(parsed.schedule) && isEntry(parsed.schedule.conference) ? parsed.schedule.conference : null;
  if (conference && Array.isArray(conference.days)) return settled("pretalx", pretalx(conference, reading, timeZone), reading);
  const results = isEntry(parsed) ? entries(parsed.results) : [];
  if (isEntry(parsed) && [parsed.registrants, parsed.registrations].some(Array.isArray)) return { unreadable: "registrants" };
  if (results.some((it) => it.personal_data !== undefined || it.registrant_id !== undefined)) return { unreadable: "registrants" };
  if (!results.some((it) => isEntry(it.startDate))) return { unreadable: "not-a-programme" };
  return settled("indico", results.map((it) => indicoEvent(it, reading)), reading);
}

function settled(format: "indico" | "pretalx", found: (Item | null)[], { problems }: Reading): Programme {
  const seen = new Set<string>();
  const once = (it: Item): boolean => !seen.has(it.uid) && Boolean(seen.add(it.uid));
  const items = found.filter((it) => it !== null).filter(once).map((it) => ({ ...it, parts: it.parts.filter(once) }));
  const parts = items.flatMap((it) => it.parts);
  if (parts.length > mostItems) problems.push({ line: parts[mostItems]!.line, field: "contributions", code: "too-many", found: String(parts.length) });
  return { format, items: items.map((it) => ({ ...it, parts: it.parts.slice(0, mostItems) })), problems };
}

/** {"date": "2011-06-23", "tz": "Europe/Zurich", "time": "08:00:00"}: a moment by its clock. */
function indicoMoment(it: unknown, reading: Reading, line: number, field: string): { at: Date; timeZone: string } | null {
  if (!isEntry(it)) return wrong(reading, line, field, "start-missing", "");
  const timeZone = zoneNamed(text(it.tz));
  if (!timeZone) return wrong(reading, line, field, "zone-unknown", it.tz);
  const [day, hour] = [text(it.date), text(it.time).slice(0, 5)];
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(hour) || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) return wrong(reading, line, field, "date-wrong", `${day} ${hour}`);
  const at = momentsAt(day, hour, timeZone)[0];
  return at ? { at, timeZone } : wrong(reading, line, field, "gap", `${day} ${hour} ${timeZone}`);
}

function indicoItem(it: Entry, uid: string, reading: Reading): Item | null {
  const line = reading.next++;
  const title = words(it.title, longest.title);
  if (!title) return wrong(reading, line, "title", "title-missing", "");
  const [from, to] = [indicoMoment(it.startDate, reading, line, "startDate"), indicoMoment(it.endDate, reading, line, "endDate")];
  if (!from || !to) return null;
  if (to.at <= from.at) return wrong(reading, line, "endDate", "ends-before", isEntry(it.endDate) ? `${text(it.endDate.date)} ${text(it.endDate.time)}` : "");
  return {
    uid, line, title, about: plainWords(text(it.description), longest.about), startsAt: from.at.toISOString(), endsAt: to.at.toISOString(), timeZone: from.timeZone, wholeDays: false,
    place: words(it.room, longest.place) || words(it.location, longest.place), speakers: speakersIn([...entries(it.speakers), ...entries(it.sessionConveners), ...entries(it.conveners)]), parts: [],
  };
}

/** Speakers as Indico writes them now ("first_name") and wrote them before ("fullName"). */
const speakersIn = (all: Entry[]): NamedSpeaker[] => all.flatMap((it) => {
  const name = words([it.first_name, it.last_name].map(text).filter(Boolean).join(" "), longest.speaker) || words(it.fullName ?? it.name ?? it.public_name, longest.speaker);
  return name ? [{ name, affiliation: words(it.affiliation, longest.speaker) }] : [];
});

/** An event with what stands on its timetable: contributions, also those inside sessions, and sessions that have none. */
function indicoEvent(event: Entry, reading: Reading): Item | null {
  const uid = `indico-${text(event.id) || words(event.url, 100)}`;
  const item = indicoItem(event, uid, reading);
  const sessions = entries(event.sessions);
  const talks = [...entries(event.contributions), ...sessions.flatMap((it) => entries(it.contributions))].filter((it) => it.startDate !== null && it.startDate !== undefined);
  const empty = sessions.filter((it) => entries(it.contributions).length === 0);
  const parts = [...talks.map((it) => indicoItem(it, `${uid}-c${text(it.db_id) || text(it.id)}`, reading)), ...empty.map((it) => indicoItem(it, `${uid}-s${text(it.db_id) || text(it.id)}`, reading))];
  return item && { ...item, parts: inOrder(parts) };
}

const inOrder = (parts: (Item | null)[]): Item[] => parts.filter((it) => it !== null).toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.line - b.line);

/** A conference with the talks of all its days and rooms. */
function pretalx(conference: Entry, reading: Reading, fallback: string): (Item | null)[] {
  const line = reading.next++;
  const timeZone = zoneNamed(text(conference.time_zone_name)) ?? fallback;
  const parts = inOrder(entries(conference.days).flatMap((day) => (isEntry(day.rooms) ? Object.entries(day.rooms) : []).flatMap(([room, talks]) => entries(talks).map((it) => pretalxTalk(it, room, timeZone, reading)))));
  const title = words(conference.title, longest.title);
  if (!title) return [wrong(reading, line, "title", "title-missing", "")];
  const days = [text(conference.start), text(conference.end)].map((it) => it.slice(0, 10));
  const startsAt = parts[0]?.startsAt ?? (/^\d{4}-\d\d-\d\d$/.test(days[0]!) ? beginningOf(days[0]!, timeZone).toISOString() : null);
  if (!startsAt) return [wrong(reading, line, "start", "start-missing", conference.start)];
  const endsAt = parts.map((it) => it.endsAt).toSorted().at(-1) ?? new Date(Date.parse(startsAt) + 86_400_000).toISOString();
  return [{ uid: `pretalx-${text(conference.acronym) || title}`, line, title, about: plainWords(text(conference.description), longest.about), startsAt, endsAt, timeZone, wholeDays: false, place: "", speakers: [], parts }];
}

function pretalxTalk(it: Entry, room: string, timeZone: string, reading: Reading): Item | null {
  const line = reading.next++;
  const title = words(it.title, longest.title);
  if (!title) return wrong(reading, line, "title", "title-missing", "");
  const startsAt = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:?\d\d|Z)$/.test(text(it.date)) ? new Date(text(it.date)) : null;
  if (!startsAt || Number.isNaN(startsAt.getTime())) return wrong(reading, line, "date", "date-wrong", it.date);
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text(it.duration)) ?? [];
  const lasts = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  if (lasts === 0) return wrong(reading, line, "duration", "duration-wrong", it.duration);
  return {
    uid: `pretalx-${text(it.guid) || text(it.id)}`, line, title, about: plainWords(text(it.abstract) || text(it.description), longest.about), startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + lasts).toISOString(),
    timeZone, wholeDays: false, place: words(it.room, longest.place) || words(room, longest.place), speakers: speakersIn(entries(it.persons)), parts: [],
  };
}
