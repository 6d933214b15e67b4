import type { Localized } from "../../../ground/words.ts";
import type { Sector } from "../../stakeholders/stakeholder.ts";
import { networkAddress } from "../addresses.ts";
import { readRegisterQuery, registerAddress, type RegisterQuery } from "./query.ts";

/** What is asked of the network: the questions of the register; `body`: the body at the centre, by its place in addresses, or null for all. */
export type NetworkQuery = RegisterQuery & { body: string | null };

/** What an address asks for; whatever in it makes no sense is left out. */
export function readNetworkQuery(asked: URLSearchParams): NetworkQuery {
  const body = asked.get("body") ?? "";
  return { ...readRegisterQuery(asked), body: /^[a-z0-9-]{1,80}$/.test(body) ? body : null };
}

/** The address that asks for this. */
export function networkAddressOf({ body, ...query }: Partial<NetworkQuery>, path: string = networkAddress): string {
  const address = registerAddress(query, path);
  return body ? `${address}${address === path ? "?" : "&"}body=${body}` : address;
}

/** A body that works with others: how many those are, and in how many partnerships. */
export type NetworkBody = { id: string; slug: string; name: Localized; sector: Sector; others: number; partnerships: number };
/** Two bodies by their ids, and in how many partnerships both are. */
export type Tie = { one: string; other: string; partnerships: number };
/** A body in the list with those whom it works with most; of a body at the centre: with what both do together. */
export type Listed = NetworkBody & { with: { slug: string; name: Localized; partnerships: number }[]; together: { slug: string; title: Localized }[]; togetherInAll: number };
/** Who works with whom: how many there are in all, what is drawn, and a page of the list. */
export type Network = { bodies: number; ties: number; drawn: { bodies: NetworkBody[]; ties: Tie[] }; listed: Listed[] };

/** More bodies than 40, or more ties than 120, no eye holds in one drawing. */
export const drawn = { bodies: 40, ties: 120 } as const;
/** So many bodies are on a page of the list; so many names beside each, and so many titles. */
export const listedAtOnce = { bodies: 20, names: 8, titles: 5 } as const;

/** Those ties, the strongest first, that a drawing holds: a tie to a body for which there is no room is left out. */
export function strongest<T extends Tie>(ties: readonly T[]): T[] {
  const bodies = new Set<string>();
  const kept: T[] = [];
  for (const tie of ties) {
    if (kept.length === drawn.ties) break;
    if (new Set([...bodies, tie.one, tie.other]).size > drawn.bodies) continue;
    bodies.add(tie.one).add(tie.other);
    kept.push(tie);
  }
  return kept;
}
