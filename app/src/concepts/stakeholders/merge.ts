import type { Identifier, Membership } from "./stakeholder.ts";

/** What a merge moved from one stakeholder to another, so that it can move back. */
export type MergeTrace = {
  /** Memberships that changed hands; `endedAsTwin`: the person was in both, and this one ended. `madeMember`: it was a focal point. */
  memberships: { id: string; endedAsTwin: boolean; madeMember: boolean; state: Membership["state"] }[];
  identifiers: string[];
  /** Identifiers of a register in which the other one has its number: they stay, but are not held any more. */
  released: string[];
  themes: string[];
  correspondences: string[];
  /** Invitations to addresses that the other one has not invited; networks it convenes, and those it is tied to where the other one is not. Absent in merges of before there were these. */
  invitations?: string[]; networks?: string[]; ties?: string[];
};

type Side = {
  memberships: Membership[]; identifiers: (Identifier & { id: string })[]; themes: string[]; correspondences: string[];
  invitations: { id: string; email: string }[]; networks: string[]; ties: string[];
};

/** What moves when `from` turns out to be `into`: every membership, every number that does not contradict, themes, letters, invitations and networks. */
export function mergePlan(from: Side, into: Side): MergeTrace {
  const live = (it: Membership) => it.state === "asked" || it.state === "active";
  const present = new Set(into.memberships.filter(live).map((it) => it.personId));
  const hasFocalPoint = into.memberships.some((it) => it.state === "active" && it.role === "focal-point");
  const schemes = new Set(into.identifiers.map((it) => it.scheme));
  return {
    memberships: from.memberships.map((it) => ({
      id: it.id, state: it.state, endedAsTwin: live(it) && present.has(it.personId),
      madeMember: it.state === "active" && it.role === "focal-point" && hasFocalPoint,
    })),
    identifiers: from.identifiers.filter((it) => !schemes.has(it.scheme)).map((it) => it.id),
    released: from.identifiers.filter((it) => schemes.has(it.scheme)).map((it) => it.id),
    themes: from.themes.filter((it) => !into.themes.includes(it)),
    correspondences: from.correspondences,
    invitations: from.invitations.filter((it) => !into.invitations.some((other) => other.email === it.email)).map((it) => it.id),
    networks: from.networks,
    ties: from.ties.filter((it) => !into.ties.includes(it)),
  };
}
