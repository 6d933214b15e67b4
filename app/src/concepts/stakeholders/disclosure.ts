import { and, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import { mayOfficiate, type Viewer } from "../../ground/viewer.ts";
import type { Disclosed } from "../disclosure/disclosed.ts";
import type { Membership, Stakeholder } from "./stakeholder.ts";
import { memberships, stakeholders } from "./tables.ts";


/** Rows: what the secretariat verified is public; the rest is for a body's own people and officers. Merged ones are not bodies any more. */
export function stakeholdersFor(viewer: Viewer): SQL {
  if (mayOfficiate(viewer)) return isNull(stakeholders.mergedIntoId);
  const verified = eq(stakeholders.state, "verified");
  return and(isNull(stakeholders.mergedIntoId), viewer.kind === "visitor" ? verified : or(verified, ownTo(viewer.personId)))!;
}

/** Stakeholders whose active member this person is. */
const ownTo = (personId: string) =>
  inArray(stakeholders.id, sql`(select ${memberships.stakeholderId} from ${memberships} where ${memberships.personId} = ${personId} and ${memberships.state} = 'active')`);

/** A stakeholder as a viewer may see it: what is null was taken out, or is not there. */
export type ShownStakeholder = Disclosed<Omit<Stakeholder, "contactEmail" | "declinedBecause" | "clearsBeforeFiling" | "contactPublic" | "mergedIntoId"> & {
  contactEmail: string | null;
  /** For its own people and officers only. */
  inside: { contactEmail: string | null; contactPublic: boolean; declinedBecause: string | null; clearsBeforeFiling: boolean } | null;
}>;

/** Fields: the contact address is public where the body made it so; how it works inside is for its own people and officers. */
export function disclose(it: Stakeholder, viewer: Viewer, isOwn: boolean): ShownStakeholder {
  const { contactEmail, contactPublic, declinedBecause, clearsBeforeFiling, mergedIntoId: _, ...open } = it;
  const inside = isOwn || mayOfficiate(viewer) ? { contactEmail, contactPublic, declinedBecause, clearsBeforeFiling } : null;
  return { ...open, contactEmail: contactPublic ? contactEmail : null, inside } as ShownStakeholder;
}

/** A member with the name of the person; the name is null where it may not be known. */
export type ShownMember = Disclosed<Membership & { name: string | null; email: string | null }>;

/** Members: who wishes it is named to everyone; the body's own people and officers know all names, and addresses only its focal point and officers. */
export function discloseMember(it: Membership & { name: string; email: string }, viewer: Viewer, own: { isOwn: boolean; isFocalPoint: boolean }): ShownMember {
  const knows = own.isOwn || mayOfficiate(viewer);
  const isSelf = viewer.kind === "person" && viewer.personId === it.personId;
  return {
    ...it, personId: knows ? it.personId : "", name: it.showName || knows ? it.name : null, capacity: it.showName || knows ? it.capacity : null,
    email: own.isFocalPoint || mayOfficiate(viewer) || isSelf ? it.email : null,
  } as ShownMember;
}

/** Rows: who is active is counted for everyone; requests and what has ended are for the body's own people and officers. */
export const membershipsFor = (viewer: Viewer, isOwn: boolean): SQL =>
  isOwn || mayOfficiate(viewer) ? sql`true` : eq(memberships.state, "active");
