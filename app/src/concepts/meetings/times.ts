// Hours of meetings as a clock on a wall shows them: what is copied or moved keeps its hours there, whatever the clocks do in between.
import { daysAfter } from "../../ground/clock.ts";
import { momentsAt, wallClock } from "../../ground/zones.ts";

const minute = 60_000;

/** The wall clock of a moment as minutes of a calendar that knows no summer. */
function wallMinutes(at: Date, timeZone: string): number {
  const { day, hour } = wallClock(at, timeZone);
  return Date.parse(`${day}T${hour}:00Z`) / minute;
}

/** The first moment at which a clock shows so many minutes of that calendar; null where the hour is left out. */
function momentAt(minutes: number, timeZone: string): Date | null {
  const shown = new Date(minutes * minute).toISOString();
  return momentsAt(shown.slice(0, 10), shown.slice(11, 16), timeZone)[0] ?? null;
}


/** What is as far from `to` as `at` is from `from`, by the wall clock: 15:00 on the second day stays so. Null where no clock shows that hour. */
export function movedWith(at: Date, from: { at: Date; timeZone: string }, to: { at: Date; timeZone: string }): Date | null {
  return momentAt(wallMinutes(at, from.timeZone) + wallMinutes(to.at, to.timeZone) - wallMinutes(from.at, from.timeZone), to.timeZone);
}

/** The same hour on another day; null where the clocks leave it out. */
export const sameHourOn = (day: string, at: Date, timeZone: string): Date | null => momentsAt(day, wallClock(at, timeZone).hour, timeZone)[0] ?? null;

/** When copies of a meeting are held: so many times every so many days, or on these days. */
export type Series = { everyDays: number; times: number } | { days: string[] };

/** The days of a series, without the one on which it begins. */
export const daysOfSeries = (first: string, series: Series): string[] =>
  "days" in series ? [...new Set(series.days)].toSorted() : Array.from({ length: series.times }, (_, index) => daysAfter(first, (index + 1) * series.everyDays));

/** The moment so many minutes of the wall clock after another. */
export const wallMinutesAfter = (at: Date, minutes: number, timeZone: string): Date | null => momentAt(wallMinutes(at, timeZone) + minutes, timeZone);
