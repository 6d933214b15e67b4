import type { Localized } from "../../ground/words.ts";

export const themeKinds = ["offence", "topic"] as const;

/** A topic or crime type that everything can be tagged with. */
export type Theme = {
  id: string;
  /** Its place in addresses: "illegal-access". */
  slug: string;
  kind: (typeof themeKinds)[number];
  name: Localized;
  about: Localized | null;
};

/** "Data retention & access" → "data-retention-access"; empty when nothing of it can stand in an address. */
export const slugOf = (name: string) =>
  name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 60);
