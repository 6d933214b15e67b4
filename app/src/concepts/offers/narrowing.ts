import { regionsOf } from "./matching.ts";
import type { OfferFilter } from "./offer.ts";
import type { PostedOffer } from "./store.ts";

/** Open offers that a filter lets through: of a region are those that name it, or whose body is of it. */
export const narrowed = (all: readonly PostedOffer[], { side, kind, region, theme, language }: OfferFilter) =>
  all.filter((it) => (!side || it.side === side) && (!kind || it.kind === kind) && (!region || regionsOf(it, it.body.regionalGroup).includes(region)) && (!theme || it.themes.includes(theme)) && (!language || it.languages.includes(language)));
