import { agreementByCode, agreementOverall, differencesIn, settled, type Coded, type Difference, type FinalCoding } from "@travaux/coded-texts";
import { startOf, type Assignment, type Coding, type Decision } from "./coding.ts";

/** Codings as the engine takes them. */
const forEngine = (all: readonly Coding[]) => all.map(({ segmentId, coderId, code, start, end }) => ({ segment: segmentId, coder: coderId, code, start, end }));
const codedBy = (seats: readonly Pick<Assignment, "coderId">[], units: readonly string[]): Coded => ({ units, coders: seats.map((it) => it.coderId) });

/** The places where the coders of a source differ, in the order of its segments. */
export const differencesOf = (codings: readonly Coding[], seats: readonly Pick<Assignment, "coderId">[], segmentIds: readonly string[]): Difference[] => differencesIn(forEngine(codings), codedBy(seats, segmentIds));

/** What a source is coded with in the end, and the places that are still open. */
export const settledIn = (codings: readonly Coding[], decisions: readonly Decision[], seats: readonly Pick<Assignment, "coderId">[], segmentIds: readonly string[]): { codings: FinalCoding[]; open: Difference[] } =>
  settled(forEngine(codings), decisions.map(({ segmentId, code, isKept }) => ({ segment: segmentId, code, isKept })), codedBy(seats, segmentIds));

/** A source that two have coded, with the ids of its segments that have words. */
export type DoublyCoded = { seats: readonly Pick<Assignment, "coderId" | "seat">[]; segmentIds: readonly string[]; codings: readonly Coding[] };

/** So many units are drawn for an interval at most: a thousand draws of ten thousand. Of more there are fewer draws, never under a hundred: their intervals are narrow. */
const mostDrawn = 10_000_000;

/**
 * How far first and second coders agree, over all sources that two have coded: on each code, and over sets of codes. Whoever sits on a seat stands for it, as coders
 * may differ from source to source. Intervals are drawn from the assessment’s id: the same every time.
 */
export function reliabilityOf(assessmentId: string, codes: readonly string[], sources: readonly DoublyCoded[]) {
  const seatNames = ["1", "2"];
  const units = sources.flatMap((it) => it.segmentIds);
  const codings = sources.flatMap(({ seats, codings: all }) => {
    const seatOf = new Map(seats.map((it) => [it.coderId, String(it.seat)]));
    return forEngine(all).map((it) => ({ ...it, coder: seatOf.get(it.coder) ?? "" }));
  });
  const resampling = { start: startOf(assessmentId), draws: Math.min(1000, Math.max(100, Math.ceil(mostDrawn / Math.max(1, units.length)))) };
  return { units: units.length, byCode: agreementByCode(codes, codings, { units, coders: seatNames }, resampling), overall: agreementOverall(codings, { units, coders: seatNames }, resampling) };
}
