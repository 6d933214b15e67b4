import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { breaksUnique } from "../../../ground/db/errors.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { mayOfficiate, officerOf, personOf, type Viewer } from "../../../ground/viewer.ts";
import type { Membership } from "../stakeholder.ts";
import { addInvitation, addMembership, changeMembership, focalPointOf, invitationsTo, liveMembership, membershipById, removeInvitation, removeInvitationOf } from "../store/members.ts";
import { lockedStakeholder, visibleAmong } from "../store/stakeholders.ts";
import { mayManage } from "./registration.ts";

/** How one is in a body: as what, and whether one's name may stand on its profile. */
export type Capacity = { capacity: string | null; showName: boolean };

/** Ask to join a body; its focal point decides, or the secretariat where it has none. */
export async function askToJoin(db: Db, viewer: Viewer, stakeholderId: string, capacity: Capacity, now: Date, chance: Chance): Promise<Membership> {
  const person = personOf(viewer);
  if (!(await visibleAmong(db, [stakeholderId], viewer)).has(stakeholderId)) throw new Refusal("not-found", "page-unknown");
  const it: Membership = { id: chance.id(), stakeholderId, personId: person.personId, role: "member", state: "asked", ...capacity, askedAt: now, since: null, endedAt: null };
  await unlessPresent(() => addMembership(db, it));
  await record(db, viewer, "membership asked", stakeholderId, now, { membershipId: it.id });
  return it;
}

async function unlessPresent(deed: () => Promise<unknown>) {
  try {
    await deed();
  } catch (error) {
    if (breaksUnique(error, "memberships_once")) throw new Refusal("not-now", "membership-present");
    throw error;
  }
}

/** Accept or decline somebody who asked to join. The first one in a body without focal point becomes it, by the secretariat. */
export async function decideRequest(db: Db, viewer: Viewer, stakeholderId: string, membershipId: string, accepted: boolean, now: Date) {
  await mayManage(db, viewer, stakeholderId);
  await lockedStakeholder(db, stakeholderId);
  const it = await membershipById(db, stakeholderId, membershipId);
  if (it.state !== "asked") throw new Refusal("not-now", "membership-settled");
  const role = (await focalPointOf(db, stakeholderId)) ? "member" : "focal-point";
  await changeMembership(db, it.id, accepted ? { state: "active", role, since: now } : { state: "declined", endedAt: now });
  await record(db, viewer, accepted ? "membership accepted" : "membership declined", stakeholderId, now, { membershipId, role });
}

const invitationDays = 30; // a summer leave

/** Invite an address; officers invite the focal point of a body that has none. */
export async function invite(db: Db, viewer: Viewer, stakeholderId: string, email: string, now: Date, chance: Chance) {
  const { person, standing } = await mayManage(db, viewer, stakeholderId);
  const role = !standing.isFocalPoint && !(await focalPointOf(db, stakeholderId)) ? "focal-point" : "member";
  const it = { id: chance.id(), stakeholderId, email, role, invitedBy: person.name, invitedAt: now, expiresAt: new Date(now.getTime() + invitationDays * 86_400_000) } as const;
  await addInvitation(db, it);
  await record(db, viewer, "membership offered", stakeholderId, now, { role });
  return it;
}

/** Take back an invitation that nobody took up. */
export async function withdrawInvitation(db: Db, viewer: Viewer, stakeholderId: string, invitationId: string, now: Date) {
  await mayManage(db, viewer, stakeholderId);
  if (!(await removeInvitationOf(db, stakeholderId, invitationId))) throw new Refusal("not-found", "invitation-unknown");
  await record(db, viewer, "invitation withdrawn", stakeholderId, now, { invitationId });
}

/** Take up an invitation to one's own address, or turn it down. */
export async function answerInvitation(db: Db, viewer: Viewer, invitationId: string, accepted: boolean, now: Date, chance: Chance) {
  const person = personOf(viewer);
  const found = (await invitationsTo(db, person.personId, now)).find((it) => it.it.id === invitationId);
  if (!found) throw new Refusal("not-found", "invitation-unknown");
  const { stakeholderId } = found.it;
  await lockedStakeholder(db, stakeholderId);
  await removeInvitation(db, invitationId);
  if (accepted) await enter(db, stakeholderId, person.personId, found.it.role === "focal-point" && !(await focalPointOf(db, stakeholderId)) ? "focal-point" : "member", now, chance);
  await record(db, viewer, accepted ? "invitation taken up" : "invitation turned down", stakeholderId, now);
  return found;
}

/** Be a member from now on: who had asked is in at once, who is in stays as they are. */
async function enter(db: Db, stakeholderId: string, personId: string, role: Membership["role"], now: Date, chance: Chance) {
  const present = await liveMembership(db, stakeholderId, personId);
  if (present?.state === "active") return role === "focal-point" ? void (await changeMembership(db, present.id, { role })) : undefined;
  if (present) return void (await changeMembership(db, present.id, { state: "active", role, since: now }));
  await addMembership(db, { id: chance.id(), stakeholderId, personId, role, state: "active", capacity: null, showName: false, askedAt: now, since: now, endedAt: null });
}

/** End a membership: the focal point or an officer ends others', everyone their own. A focal point needs a successor first. */
export async function endMembership(db: Db, viewer: Viewer, stakeholderId: string, membershipId: string, now: Date) {
  const person = personOf(viewer);
  const name = (await lockedStakeholder(db, stakeholderId)).name.en;
  const it = await membershipById(db, stakeholderId, membershipId);
  if (it.personId !== person.personId) await mayManage(db, viewer, stakeholderId);
  if (it.state !== "active" && it.state !== "asked") throw new Refusal("not-now", "membership-settled");
  if (it.role === "focal-point" && it.state === "active" && !mayOfficiate(viewer)) throw new Refusal("not-now", "focal-point-needs-successor", { name });
  await changeMembership(db, it.id, { state: "ended", endedAt: now });
  await record(db, viewer, "membership ended", stakeholderId, now, { membershipId });
}

/** Hand the part of focal point over to another member; both stay members. Officers appoint one where there is none. */
export async function handOver(db: Db, viewer: Viewer, stakeholderId: string, membershipId: string, now: Date) {
  await mayManage(db, viewer, stakeholderId);
  await lockedStakeholder(db, stakeholderId);
  const successor = await membershipById(db, stakeholderId, membershipId);
  if (successor.state !== "active") throw new Refusal("not-valid", "successor-not-member");
  const before = await focalPointOf(db, stakeholderId);
  if (before?.id === successor.id) return;
  if (before) await changeMembership(db, before.id, { role: "member" });
  await changeMembership(db, successor.id, { role: "focal-point" });
  await record(db, viewer, "focal point handed over", stakeholderId, now, { from: before?.id ?? null, to: successor.id });
}

/** Say what one is in a body, and whether one wishes to be named there. */
export async function describeSelf(db: Db, viewer: Viewer, stakeholderId: string, capacity: Capacity, now: Date) {
  const person = personOf(viewer);
  const it = await liveMembership(db, stakeholderId, person.personId);
  if (!it) throw new Refusal("not-found", "membership-unknown");
  await changeMembership(db, it.id, capacity);
  await record(db, viewer, "membership described", stakeholderId, now, { membershipId: it.id });
}

/** Officers end the part of a focal point who is gone, so that another can be appointed. */
export async function dismissFocalPoint(db: Db, viewer: Viewer, stakeholderId: string, now: Date) {
  officerOf(viewer);
  const before = await focalPointOf(db, stakeholderId);
  if (!before) return;
  await changeMembership(db, before.id, { role: "member" });
  await record(db, viewer, "focal point dismissed", stakeholderId, now, { from: before.id });
}

