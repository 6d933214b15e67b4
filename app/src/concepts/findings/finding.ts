import type { Localized } from "../../ground/words.ts";

/** What a finding says of a region: what is there, what is missing, what stands in the way, what could be done, what somebody does already, and what nobody said anything of. */
export const kinds = ["strength", "need", "challenge", "opportunity", "practice", "gap"] as const;
/** How sure those who assessed are, by what it rests on: several kinds of sources that agree; one kind; few words. */
export const certainties = ["high", "moderate", "low"] as const;

/** What was found in an assessment, in words, and what it rests on. It is for those who assess until a release shows it. */
export type Finding = {
  id: string; assessmentId: string;
  /** "Finding 7": counted for each assessment. */
  number: number;
  kind: (typeof kinds)[number]; certainty: (typeof certainties)[number];
  /** The dimension of the codebook, as it is called there. */
  dimension: string;
  title: Localized; text: Localized;
  regions: string[]; sectors: string[];
  /** Places of themes in addresses: what it is about, crime types among them. */
  themes: string[];
  /** Numbers of tables, and ids of segments, on which it rests. */
  tables: number[]; segments: string[];
  madeDay: string; by: string;
};

/** A region and a dimension of which nothing was found. */
export type OpenGap = { region: string; dimension: string };

/** Every region and dimension of the findings that no finding stands at, in the order of both. */
export function openGaps(findings: readonly Pick<Finding, "regions" | "dimension">[], regions: readonly string[], dimensions: readonly string[]): OpenGap[] {
  const found = new Set(findings.flatMap((it) => it.regions.map((region) => JSON.stringify([region, it.dimension]))));
  return regions.flatMap((region) => dimensions.filter((dimension) => !found.has(JSON.stringify([region, dimension]))).map((dimension) => ({ region, dimension })));
}
