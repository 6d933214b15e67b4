import { momentsAt } from "../../../ground/zones.ts";

/** Larger files are no programmes: a thousand entries with their descriptions take a tenth of it. */
export const largestProgramme = 2 * 1024 * 1024;
/** Entries that are read from one file; who has more reads it in parts. */
export const mostItems = 400;
/** How often an entry that repeats is written out. */
export const mostTimes = 60;

/** What can be wrong in a file; each has a sentence in the catalogue. */
export const programmeProblems = [
  "line-broken", "end-missing", "title-missing", "start-missing", "date-wrong", "duration-wrong", "zone-unknown", "gap", "ends-before", "repeats", "override", "cancelled", "uid-missing", "twice", "too-many",
] as const;

/** What could not be read, at which line (of a calendar) or entry (of JSON), in which field, with the words at fault. What it stands in is left out. */
export type ProgrammeProblem = { line: number; field: string; code: (typeof programmeProblems)[number]; found: string };

/** Somebody a file names as a speaker; they are asked nothing. */
export type NamedSpeaker = { name: string; affiliation: string };

/** Something with a time: an event, or a part of one. `uid` is the file's own name of it, by which it is known again. */
export type Item = {
  uid: string; line: number; title: string; about: string;
  /** ISO 8601, in UTC. */
  startsAt: string; endsAt: string;
  timeZone: string; wholeDays: boolean;
  /** A place, or the room of a part; empty where none is said. */
  place: string; speakers: NamedSpeaker[]; parts: Item[];
};

/** What a file holds, and what of it could not be read. */
export type Programme = { format: "icalendar" | "indico" | "pretalx"; items: Item[]; problems: ProgrammeProblem[] };

/** What keeps a whole file from being read. */
export type Unreadable = { unreadable: "empty" | "not-a-programme" | "registrants" };

/** Words of a file for a report: short, and on one line. */
export const excerpt = (it: string): string => (it.length > 60 ? `${it.slice(0, 59)}…` : it).replaceAll(/\s+/g, " ").toWellFormed();

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };
/** Words without the mark-up that programmes put into descriptions, at most so many characters. */
export function plainWords(it: string, most: number): string {
  const text = it.replaceAll("\0", "").toWellFormed().replaceAll(/<br\s*\/?>|<\/p>/gi, "\n").replaceAll(/<[a-z/!][^>]*>/gi, "").replaceAll(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => entities[name]!);
  const tidy = text.replaceAll("\r\n", "\n").replaceAll(/[^\P{Cc}\n]/gu, " ").replaceAll(/[ \t]+/g, " ").replaceAll(/ ?\n ?/g, "\n").replaceAll(/\n{3,}/g, "\n\n").trim();
  return tidy.length > most ? `${tidy.slice(0, most - 1).toWellFormed()}…` : tidy;
}
export const longest = { title: 200, about: 3000, place: 200, speaker: 120 } as const;

/** The first moment of a day by the clock of a zone: midnight, or the first hour after it that the clocks show. */
export const beginningOf = (day: string, timeZone: string): Date => ["00:00", "00:30", "01:00"].flatMap((hour) => momentsAt(day, hour, timeZone))[0] ?? new Date(`${day}T00:00:00Z`);

