// Times, ways in and roles of a meeting in the reader's words.
import { daySaid, hourSaid, offsetSaid, placeOfClock } from "../../ground/clock-words.ts";
import type { Words } from "../../ground/words.ts";
import { offsetMinutes, wallClock } from "../../ground/zones.ts";
import { speakerRoles, type Block, type Meeting } from "./meeting.ts";

type Timed = Pick<Meeting, "startsAt" | "endsAt">;

/** “10:00–13:00” on one day of the clock, with the second day where there are two. */
export const hoursSaid = (words: Words, { startsAt, endsAt }: Timed, timeZone: string): string =>
  words.say("meetings.hours", { from: hourSaid(words, startsAt, timeZone), to: hourSaid(words, endsAt, timeZone) });

const isOneDay = ({ startsAt, endsAt }: Timed, timeZone: string) => wallClock(startsAt, timeZone).day === wallClock(endsAt, timeZone).day;

/** “Thursday 2 July 2026, 10:00 to Friday 3 July 2026, 18:00, Nairobi time (UTC+3)”. Both distances are said where the clocks change in between. */
export function whenSaid(words: Words, it: Timed, timeZone: string): string {
  const [from, to] = [offsetSaid(it.startsAt, timeZone), offsetSaid(it.endsAt, timeZone)];
  const values = { day: daySaid(words, it.startsAt, timeZone), from: hourSaid(words, it.startsAt, timeZone), to: hourSaid(words, it.endsAt, timeZone), last: daySaid(words, it.endsAt, timeZone), clock: clockSaid(words, timeZone, from === to ? from : words.say("meetings.offsets", { from, to })) };
  return words.say(isOneDay(it, timeZone) ? "meetings.when.day" : "meetings.when.days", values);
}

/** Whose clock it is: “Nairobi time (UTC+3)”, or “UTC”. */
const clockSaid = (words: Words, timeZone: string, offset: string): string => (timeZone === "UTC" ? "UTC" : words.say("meetings.clock", { place: placeOfClock(words, timeZone), offset }));

/** “Nairobi (UTC+3)”, or “UTC”: a clock to choose. */
export const clockNamed = (words: Words, timeZone: string, at: Date): string => (timeZone === "UTC" ? "UTC" : `${placeOfClock(words, timeZone)} (${offsetSaid(at, timeZone)})`);

/** “2–3 July 2026”, by the clock of a zone. */
export const daysSaid = (words: Words, it: Timed, timeZone: string): string => words.days(wallClock(it.startsAt, timeZone).day, wallClock(it.endsAt, timeZone).day);

/** Whether the clocks of a zone change between two moments. */
export const clocksChange = ({ startsAt, endsAt }: Timed, timeZone: string): boolean => offsetMinutes(startsAt, timeZone) !== offsetMinutes(endsAt, timeZone);

/** “two co-chairs and four speakers”: how many of each role are meant, whoever they are. */
export const rolesSaid = (words: Words, roles: Block["roles"] = {}): string => words.list(speakerRoles.filter((it) => (roles[it] ?? 0) > 0).map((it) => words.say(`meetings.roles.${it}`, { count: roles[it]! })));
