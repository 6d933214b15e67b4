// What is missing where. What stands open is public and named, and counted plainly; what became of inquiries is known to their two
// ends alone, so that its counts are protected (see registrations/figures.ts). One number a cell and no totals: nothing to subtract.
import { protectedFigures } from "../registrations/figures.ts";
import { regionalGroups, type RegionalGroup } from "../stakeholders/stakeholder.ts";
import { matchesOf, regionsOf } from "./matching.ts";
import { offerKinds, type Offer, type OfferKind } from "./offer.ts";

export const gapRegions = [...regionalGroups, "none"] as const;
export type GapRegion = (typeof gapRegions)[number];
/** Open needs and offers of a kind that are about a region, and how many of the needs nothing meets. */
export type Gap = { region: GapRegion; kind: OfferKind; needs: number; offers: number; unmet: number };
/** Inquiries of which both ends say that the need was met, wholly or in part; null: hidden. */
export type MetCell = { region: GapRegion; kind: OfferKind; met: number | null };

type Placed = Offer & { body: { regionalGroup: RegionalGroup | null } };

/** Needs and offers by region and kind; one about several regions counts in each. */
export function gapsIn(open: readonly Placed[]): Gap[] {
  const about = open.map((it) => ({ it, regions: regionsOf(it, it.body.regionalGroup), isUnmet: it.side === "need" && matchesOf(it, open).length === 0 }));
  return gapRegions.flatMap((region) => offerKinds.map((kind): Gap => {
    const here = about.filter((one) => one.it.kind === kind && one.regions.includes(region));
    const needs = here.filter((one) => one.it.side === "need");
    return { region, kind, needs: needs.length, offers: here.length - needs.length, unmet: needs.filter((one) => one.isUnmet).length };
  }));
}

/** Counts of what was met, by region and kind, each region’s row protected by itself. */
export function metCells(counts: readonly { region: string; kind: string; met: number }[], least: number): MetCell[] {
  return gapRegions.flatMap((region) => {
    const row = new Map(counts.filter((it) => it.region === region).map((it) => [it.kind, it.met]));
    return protectedFigures(offerKinds, row, least).map(({ value, count }) => ({ region, kind: value as OfferKind, met: count }));
  });
}
