import type { Localized } from "../../../ground/words.ts";

export const networkKinds = ["network", "expert-group"] as const;
export type NetworkKind = (typeof networkKinds)[number];

/** A network or expert group that stakeholders declare; its convenor confirms who is in it. */
export type Network = {
  id: string;
  /** Its place in addresses: "voices-east". */
  slug: string;
  kind: NetworkKind;
  name: Localized;
  about: Localized;
  convenorId: string;
  foundedAt: Date;
};

/** Two ends of a membership: the member says it belongs, the convenor that it does. It counts when both have. */
export type NetworkTie = { networkId: string; stakeholderId: string; declaredAt: Date | null; confirmedAt: Date | null };
export const bothAgree = (it: Pick<NetworkTie, "declaredAt" | "confirmedAt">) => it.declaredAt !== null && it.confirmedAt !== null;

export const itemKinds = ["paper", "call", "meeting"] as const;
export type ItemKind = (typeof itemKinds)[number];
/** What stands in a network's room: a link with a day. */
export type NetworkItem = { id: string; kind: ItemKind; title: string; /** http or https. */ address: string; day: string };
