// How long it takes to say that something is not there: what is hidden beside what does not exist, turn about. Compared by ranks
// (Mann and Whitney 1947), since times have long tails; with ties and thousands of look-ups the normal approximation does.
import { asViewer } from "../../src/ground/db/request.ts";
import { contributionByReference } from "../../src/concepts/contributions/store.ts";
import { visitor } from "../../src/ground/viewer.ts";
import type { Asking } from "./doors.ts";
import { doorsInto, referenceOf, type PairedHouse } from "./pair.ts";

/** Medians in milliseconds; the share of pairs of times in which the hidden one took longer (a half: nothing to tell); how many standard deviations that is from a half. */
export type Compared = { hidden: number; absent: number; share: number; deviations: number };

export function compareByRank(hidden: readonly number[], absent: readonly number[]): Compared {
  const all = [...hidden.map((ms) => ({ ms, from: "hidden" })), ...absent.map((ms) => ({ ms, from: "absent" }))].toSorted((a, b) => a.ms - b.ms);
  const ranks = all.reduce((sum, it, index) => sum + (it.from === "hidden" ? index + 1 : 0), 0);
  const [n, m] = [hidden.length, absent.length];
  const larger = ranks - (n * (n + 1)) / 2;
  const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
  return { hidden: median(hidden), absent: median(absent), share: larger / (n * m), deviations: (larger - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12) };
}

/** Look-ups by a visitor of an input for the secretariat and of none, at the first door that takes a reference, or in the store while there is none. */
export async function timeLookUps(house: PairedHouse, askings: readonly Asking[], rounds: number): Promise<Compared> {
  const hiddenReference = referenceOf("sealed");
  const door = askings.find((it) => it.method === "GET" && it.address.endsWith(hiddenReference));
  const ask = doorsInto(house);
  const { db } = house.house.database;
  const look = async (reference: string) => {
    const started = performance.now();
    if (door) await (await ask("visitor", "GET", door.address.replace(hiddenReference, reference))).text();
    else await asViewer(db, visitor, (tx) => contributionByReference(tx, house.process.id, reference, visitor), "read").catch(() => {});
    return performance.now() - started;
  };
  const [hidden, absent]: [number[], number[]] = [[], []];
  for (let round = -20; round < rounds; round++) for (const [times, reference] of round % 2 ? ([[hidden, hiddenReference], [absent, "C-0000000"]] as const) : ([[absent, "C-0000000"], [hidden, hiddenReference]] as const)) {
    const ms = await look(reference);
    if (round >= 0) times.push(ms);
  }
  return compareByRank(hidden, absent);
}
