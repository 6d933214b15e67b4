import { mayBeObjectedTo, waitsForDecision, type Accreditation, type Track } from "./accreditation.ts";

/** A file, and the day since which it waits; of one before States the last day on which they may object. */
export type Waiting<T> = { file: T; since: string };
type File = Accreditation & { body: { slug: string } };

/** What the secretariat has to do with files on a day, each list the oldest first: check them, lay them before States, decide; and which of them lie before States, or with the Conference. */
export function waitingFiles<T extends File>(files: readonly T[], tracks: readonly Track[], day: string): Record<"check" | "circulate" | "decide" | "before" | "referred", Waiting<T>[]> {
  const trackOf = new Map(tracks.map((it) => [it.id, it]));
  const those = (which: (it: T, track: Track) => boolean, since: (it: T) => string) => oldestFirst(files.filter((it) => which(it, trackOf.get(it.trackId)!)).map((file) => ({ file, since: since(file) })));
  const decidable = (it: T, track: Track) => waitsForDecision(it, track, day);
  const ripe = (it: T) => it.appealedDay ?? it.windowEnds ?? it.appliedDay;
  return {
    check: those((it) => it.state === "received", (it) => it.appliedDay),
    circulate: those((it, track) => it.state === "complete" && track.circulationDays > 0, (it) => it.appliedDay),
    decide: those((it, track) => decidable(it, track) && it.state !== "referred", ripe),
    before: those((it) => mayBeObjectedTo(it, day), (it) => it.windowEnds!),
    referred: those((it) => it.state === "referred", ripe),
  };
}

/** The one that has waited longest first; of one day by the address of the body. */
export const oldestFirst = <T extends File>(all: readonly Waiting<T>[]): Waiting<T>[] => all.toSorted((a, b) => (a.since === b.since ? a.file.body.slug.localeCompare(b.file.body.slug) : a.since < b.since ? -1 : 1));
