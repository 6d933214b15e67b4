// How far coders agree: Krippendorff’s alpha for each code (given or not) and one over the sets of codes, with intervals from units drawn again.
import { agreementOf, type Agreement, type Resampling, type SetMeasure } from "@travaux/assessment-statistics";
import { type Coded, type Coding, giversOf, ratingsOf, setRatingsOf } from "./codings.ts";

/** Agreement on one code; `given` is how many units it was given to by anybody, `byAll` by everybody. */
export type CodeAgreement = Agreement & { code: string; given: number; byAll: number };

/** Agreement on each code, in the order given. */
export function agreementByCode(codes: readonly string[], codings: readonly Coding[], coded: Coded, resampling: Resampling = {}): CodeAgreement[] {
  const givers = giversOf(codings, coded);
  return codes.map((code) => {
    const units = [...(givers.get(code)?.values() ?? [])];
    const byAll = units.filter((it) => it.size === coded.coders.length).length;
    return { code, given: units.length, byAll, ...agreementOf(ratingsOf(code, codings, coded), { level: "nominal", ...resampling }) };
  });
}

/** Agreement over all codes at once: sets of codes compared by MASI, unless told otherwise, which forgives a set that is part of the other. */
export const agreementOverall = (codings: readonly Coding[], coded: Coded, { sets = "masi", ...resampling }: { sets?: SetMeasure } & Resampling = {}): Agreement =>
  agreementOf(setRatingsOf(codings, coded), { level: "nominal", sets, ...resampling });
