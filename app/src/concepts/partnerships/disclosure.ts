import { and, eq, gt, inArray, ne, or, sql, type SQL } from "drizzle-orm";
import { bodiesOf, mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Localized } from "../../ground/words.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import { mayKnow } from "../disclosure/guards.ts";
import type { RegionalGroup, Sector } from "../stakeholders/stakeholder.ts";
import type { Edition, Partner, Partnership, Review } from "./partnership.ts";
import { partnershipEditions, partnershipPartners, partnerships } from "./tables.ts";

/** Partnerships that the bodies of a viewer proposed or are named in, by the column that names the partnership. */
const inside = (viewer: Viewer, partnershipId: SQL | typeof partnerships.id | typeof partnershipPartners.partnershipId): SQL => {
  const own = bodiesOf(viewer);
  if (own.length === 0) return sql`false`;
  const bodies = sql.join(own.map((it) => sql`${it}`), sql`, `);
  return sql`(exists (select from partnership_partners mine where mine.partnership_id = ${partnershipId} and mine.stakeholder_id in (${bodies})) or exists (select from partnerships proposed where proposed.id = ${partnershipId} and proposed.proposer_id in (${bodies})))`;
};

/** Rows: what was published is for everyone; what was not, for those inside and the officers of the house. */
export function partnershipsFor(viewer: Viewer): SQL {
  if (mayKnow("partnership.row", mayOfficiate(viewer))) return sql`true`;
  return or(gt(partnerships.edition, 0), inside(viewer, partnerships.id))!;
}

/** Rows: who confirmed the public edition is for everyone; who was asked, for those inside; who denied, for itself and whoever named it. Ask beside `partnerships` and `partnershipEditions`. */
export function partnersFor(viewer: Viewer): SQL {
  if (mayKnow("partnership.partner", mayOfficiate(viewer))) return sql`true`;
  const own = bodiesOf(viewer);
  const named = own.length === 0 ? undefined : or(inArray(partnershipPartners.stakeholderId, own), inArray(partnershipEditions.byId, own));
  return or(and(eq(partnershipPartners.state, "confirmed"), eq(partnershipPartners.edition, partnerships.edition)), named, and(ne(partnershipPartners.state, "denied"), inside(viewer, partnershipPartners.partnershipId)))!;
}

/** Whether a viewer is inside: may know of the edition that waits, and of what officers found. Ask with the partners as they are kept. */
export const isInside = (viewer: Viewer, it: Pick<Partnership, "proposerId">, partners: readonly Pick<Partner, "stakeholderId">[]): boolean =>
  mayKnow("partnership.waiting", mayOfficiate(viewer) || bodiesOf(viewer).some((own) => own === it.proposerId || partners.some((one) => one.stakeholderId === own)));

/** The body of a partner as it is shown. */
export type Body = { id: string; slug: string; name: Localized; sector: Sector; country: string | null; regionalGroup: RegionalGroup | null; kind: "organisation" | "expert"; invented: boolean };
export type ShownPartner = Disclosed<Partner & { body: Body }>;
export const disclosePartner = (it: Partner & { body: Body }): ShownPartner => it as ShownPartner;

/** A crime type as it is shown. */
export type Crime = { id: string; slug: string; name: Localized };
/** An edition of an entry with what belongs to it. */
export type ShownEdition = Disclosed<Edition & { crimes: Crime[]; partners: ShownPartner[] }>;
export const discloseEdition = (it: Edition & { crimes: Crime[]; partners: ShownPartner[] }): ShownEdition => it as ShownEdition;
export type ShownReview = Disclosed<Review>;
export const discloseReview = (it: Review): ShownReview => it as ShownReview;
/** A partnership: what everyone reads of it, and for those inside what waits and what officers found of that. */
export type ShownPartnership = Disclosed<Partnership & { public: ShownEdition | null; waiting: ShownEdition | null; reviews: ShownReview[]; inside: boolean }>;
export const disclose = (it: Partnership & { public: ShownEdition | null; waiting: ShownEdition | null; reviews: ShownReview[]; inside: boolean }): ShownPartnership => it as ShownPartnership;
