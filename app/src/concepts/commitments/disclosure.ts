import { and, inArray, isNotNull, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { officiatedBy } from "../disclosure/disclosure.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { Body } from "../partnerships/disclosure.ts";
import type { Commitment, Owner, Progress } from "./commitment.ts";
import { commitmentOwners, commitments } from "./tables.ts";

/** Whether a body of the viewer stands beside a commitment in one of these states. */
const named = (viewer: Viewer, commitmentId: SQL | typeof commitments.id, states: SQL): SQL => {
  const own = bodiesOf(viewer);
  return own.length === 0 ? sql`false` : sql`exists (select from commitment_owners mine where mine.commitment_id = ${commitmentId} and mine.state in (${states}) and mine.stakeholder_id in (${sql.join(own.map((it) => sql`${it}`), sql`, `)}))`;
};

/** Rows: what an owner has confirmed is for everyone; what nobody has, for those who were asked and the officers of the process. */
export function commitmentsFor(viewer: Viewer): SQL {
  if (mayKnow("commitment.row", false)) return sql`true`;
  return or(isNotNull(commitments.openedDay), officiatedBy(viewer, commitments.processId), named(viewer, commitments.id, sql`'asked', 'confirmed', 'declined', 'left'`))!;
}

/** Rows: who confirmed, and who had, is for everyone; who was asked and who declined, for those inside, and for itself. Ask beside `commitments`. */
export function ownersFor(viewer: Viewer): SQL {
  if (mayKnow("commitment.owner", false)) return sql`true`;
  const own = bodiesOf(viewer);
  return or(and(inArray(commitmentOwners.state, ["confirmed", "left"]), isNotNull(commitments.openedDay)), own.length === 0 ? undefined : inArray(commitmentOwners.stakeholderId, own),
    officiatedBy(viewer, commitments.processId), named(viewer, commitments.id, sql`'asked', 'confirmed'`))!;
}

/** Whether a viewer is inside: an officer of its process, or somebody who speaks for a body that is asked or owns it. Ask with the owners that the viewer may know of. */
export const isInside = (viewer: Viewer, it: Pick<Commitment, "processId">, owners: readonly Pick<Owner, "stakeholderId" | "state">[]): boolean =>
  mayOfficiate(viewer, it.processId) || owners.some((one) => (one.state === "asked" || one.state === "confirmed") && bodiesOf(viewer).includes(one.stakeholderId));

export type ShownOwner = Disclosed<Owner & { body: Body }>;
export const discloseOwner = (it: Owner & { body: Body }): ShownOwner => it as ShownOwner;

/** What it was born of, with what leads there. */
export type Source = { of: "meeting"; number: number; title: Localized } | { of: "statement"; number: number; title: Localized } | { of: "finding"; assessment: number; release: number; number: number; title: Localized };
export type Theme = { id: string; slug: string; name: Localized };
/** A last day that it had before, and why it moved. */
export type Move = { before: string; after: string; because: string; day: string };
type Whole = Commitment & {
  process: { slug: string; shortName: Localized };
  /** Who has confirmed and not left, each body once. */
  owners: ShownOwner[];
  /** How many more are asked: a number for everyone. */
  asked: number;
  /** Who was asked, declined or left, as far as the viewer may know. */
  others: ShownOwner[];
  themes: Theme[]; source: Source | null; moves: Move[]; share: number | null; inside: boolean;
};
/** A commitment as it is shown, with everything about it. */
export type ShownCommitment = Disclosed<Whole>;
export const disclose = (it: Whole): ShownCommitment => it as ShownCommitment;

/** Something that was done, with the body that says so; null: it is no longer here. */
export type ShownProgress = Disclosed<Progress & { body: Pick<Body, "slug" | "name"> | null }>;
export const discloseProgress = (it: Progress & { body: Pick<Body, "slug" | "name"> | null }): ShownProgress => it as ShownProgress;
