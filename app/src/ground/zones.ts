// Hours as a clock on a wall shows them, and the moments they are. Whoever opens a call says “18:00 in Nairobi”; what is kept is the
// moment, in UTC. Zones and their rules come from the IANA database inside the runtime's Intl (ECMA-402). In an hour that is left out
// when clocks go forward there is no moment; in one that comes twice when they go back there are two (RFC 5545, 3.3.5, tells the same).

/** The canonical name of a zone however its letters are cased, or null where the IANA database has none such. Bare offsets are no zones: they know no summer. */
export function zoneNamed(typed: string): string | null {
  const name = typed.trim().replaceAll(" ", "_");
  if (name.toUpperCase() === "UTC") return "UTC";
  if (!/^[A-Za-z][A-Za-z_-]*(\/[A-Za-z0-9_+-]+)+$/.test(name) || /^etc\//i.test(name)) return null;
  return !isZone(name) ? null : known.get(name.toLowerCase()) ?? name.split("/").map((part) => part.split("_").map((it) => it.charAt(0).toUpperCase() + it.slice(1).toLowerCase()).join("_")).join("/");
}
/** An older name of a zone is one, too, though the list of names has the newer one alone. */
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // RangeError: no such zone
  }
}
const known = new Map(Intl.supportedValuesOf("timeZone").map((it) => [it.toLowerCase(), it]));

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockIn(timeZone: string): Intl.DateTimeFormat {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  clocks.set(timeZone, clock);
  return clock;
}

/** What the clock of a zone shows at a moment: "2026-06-26" and "18:00". */
export function wallClock(at: Date, timeZone: string): { day: string; hour: string } {
  const shown = Object.fromEntries(clockIn(timeZone).formatToParts(at).map((it) => [it.type, it.value]));
  return { day: `${shown.year!.padStart(4, "0")}-${shown.month}-${shown.day}`, hour: `${shown.hour}:${shown.minute}` };
}

const minute = 60_000;
/** The wall clock as if it were UTC: what is to be added to UTC there is the difference. */
const asUtc = ({ day, hour }: { day: string; hour: string }) => Date.parse(`${day}T${hour}:00Z`);

/** Minutes by which the clock of a zone is ahead of UTC at a moment. */
export const offsetMinutes = (at: Date, timeZone: string): number => Math.round((asUtc(wallClock(at, timeZone)) - Math.floor(at.getTime() / minute) * minute) / minute);

/** Every moment at which the clock of a zone shows this day and hour, the earliest first: one as a rule; none where the hour is left out; two where it comes twice. */
export function momentsAt(day: string, hour: string, timeZone: string): Date[] {
  const wanted = asUtc({ day, hour });
  const offsets = [-36, -12, 0, 12, 36].map((hours) => offsetMinutes(new Date(wanted + hours * 60 * minute), timeZone)); // on either side of any change
  const moments = [...new Set(offsets)].map((it) => wanted - it * minute).filter((it) => asUtc(wallClock(new Date(it), timeZone)) === wanted);
  return [...new Set(moments)].toSorted((a, b) => a - b).map((it) => new Date(it));
}

/** Whether the clock of a zone shows what it shows at this moment at another one, too. */
export function comesTwice(at: Date, timeZone: string): boolean {
  const { day, hour } = wallClock(at, timeZone);
  return momentsAt(day, hour, timeZone).length > 1;
}

/** "+03:00": how far a clock is ahead of UTC, for machines. */
export function offsetText(at: Date, timeZone: string): string {
  const offset = offsetMinutes(at, timeZone);
  const two = (it: number) => String(it).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}

/** Days of the calendar from one moment to another, by the clock of a zone: 0 on the same day. */
export const daysBetween = (from: Date, to: Date, timeZone: string): number =>
  Math.round((Date.parse(wallClock(to, timeZone).day) - Date.parse(wallClock(from, timeZone).day)) / 86_400_000);
