import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { answersFor, mayOfficiate, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import { bodiesBySlug, namesOfBodies } from "../partnerships/store.ts";
import type { Process } from "../processes/process.ts";
import { themesBySlug } from "../themes/store.ts";
import { closing, confirmed, declined, left, moved, mostOwners, progressed, refuseClosed, refusePast, refuseUnseen, type Closing, type Commitment, type Origin, type Owner, type Progress, type Terms } from "./commitment.ts";
import type { ShownCommitment } from "./disclosure.ts";
import { addCommitment, addOwners, addProgress, addThemes, changeCommitment, changeOwner, hasOwner, lockedCommitment, nextNumber, nextProgress } from "./store.ts";
import { tell } from "./telling.ts";

/** What somebody proposes, with everything it names looked up. */
export type Proposal = { terms: Terms; origin: Origin; themeIds: string[]; ownerIds: string[] };

/** Bodies and themes by their places in addresses; refused where a body is not there. */
export async function lookedUp(db: Db, { owners, themes }: { owners: readonly string[]; themes: readonly string[] }): Promise<Pick<Proposal, "ownerIds" | "themeIds">> {
  const bodies = await bodiesBySlug(db, owners);
  const missing = owners.find((it) => !bodies.has(it));
  if (missing !== undefined) throw new Refusal("not-valid", "commitment-body-unknown", { slug: missing });
  return { ownerIds: [...new Set(bodies.values())].toSorted(), themeIds: (await themesBySlug(db, [...themes])).map((it) => it.id).toSorted() };
}

/** Whoever is the focal point of this body, or a refusal. */
export function focalPointOf(viewer: Viewer, stakeholderId: string): void {
  personOf(viewer);
  if (!answersFor(viewer, stakeholderId)) throw new Refusal("not-allowed", "commitment-not-owner");
}
const nameOf = async (db: Db, stakeholderId: string): Promise<string> => (await namesOfBodies(db, [stakeholderId]))[0]!.name.en;

/**
 * Propose a commitment: for a body, which is its first owner by doing so, or (`as` null) as an officer of the process, and then nobody has
 * confirmed. Every other owner is asked.
 */
export async function propose(db: Db, viewer: Viewer, process: Process, as: string | null, { terms, origin, themeIds, ownerIds }: Proposal, now: Date, chance: Chance): Promise<Commitment> {
  if (as === null) officerOf(viewer, process.id);
  else focalPointOf(viewer, as);
  const owners = [...new Set([...(as === null ? [] : [as]), ...ownerIds])];
  if (owners.length === 0 || owners.length > mostOwners) throw new Refusal("not-valid", "commitment-owners", { most: mostOwners });
  const day = dayOf(now);
  refusePast(terms.dueDay, day);
  const it: Commitment = { ...terms, ...origin, id: chance.id(), processId: process.id, number: await nextNumber(db, process.id), state: "proposed", turn: 1, proposerId: as, proposedDay: day, openedDay: null, closedDay: null, outcome: null, report: null };
  await addCommitment(db, it);
  await addThemes(db, it.id, themeIds);
  await addOwners(db, owners.map((stakeholderId) => askedOn(it, stakeholderId, day)));
  await record(db, viewer, "commitment proposed", it.id, now);
  return as === null ? it : sayYes(db, viewer, process, it, askedOn(it, as, day), now, chance);
}
const askedOn = ({ id }: Pick<Commitment, "id">, stakeholderId: string, day: string): Owner => ({ commitmentId: id, stakeholderId, state: "asked", askedDay: day, confirmedDay: null, day, because: null });

async function sayYes(db: Db, viewer: Viewer, process: Pick<Process, "slug">, it: Commitment, owner: Owner, now: Date, chance: Chance): Promise<Commitment> {
  const { owner: after, patch, what } = confirmed(it, owner, dayOf(now));
  await changeOwner(db, after);
  await changeCommitment(db, it.id, patch);
  await tell(db, viewer, process, it, { what, by: await nameOf(db, owner.stakeholderId), stakeholderId: owner.stakeholderId }, now, chance);
  return { ...it, ...patch };
}

/** In whose name a deed is done, and the terms that its page showed. */
export type Seen = { body: string; turn: number };

/** A commitment, locked, with the body that acts as it stands beside it; refused for whoever does not answer for that body, or saw other terms. */
async function opened(db: Db, viewer: Viewer, shown: ShownCommitment, { body, turn }: Seen): Promise<{ it: Commitment; owner: Owner; owners: Owner[] }> {
  focalPointOf(viewer, body);
  if (![...shown.owners, ...shown.others].some((one) => one.stakeholderId === body)) throw new Refusal("not-allowed", "commitment-not-owner");
  if (!shown.inside) throw new Refusal("not-now", "commitment-answered");
  const { it, owners } = await lockedCommitment(db, shown.id);
  refuseUnseen(it, turn);
  return { it, owners, owner: owners.find((one) => one.stakeholderId === body)! };
}
/** The same for what only an owner does. */
async function owned(db: Db, viewer: Viewer, shown: ShownCommitment, seen: Seen) {
  const found = await opened(db, viewer, shown, seen);
  if (found.owner.state !== "confirmed") throw new Refusal("not-allowed", "commitment-not-owner");
  return found;
}

/** Say, as its focal point, that a body owns this commitment. The first to say so opens it for everyone. */
export async function confirm(db: Db, viewer: Viewer, shown: ShownCommitment, seen: Seen, now: Date, chance: Chance): Promise<Commitment> {
  const { it, owner } = await opened(db, viewer, shown, seen);
  return sayYes(db, viewer, shown.process, it, owner, now, chance);
}

/** Say that a body does not take it on, and why; officers and those inside read the reason. */
export async function decline(db: Db, viewer: Viewer, shown: ShownCommitment, { because, ...seen }: Seen & { because: string }, now: Date): Promise<void> {
  const { it, owner } = await opened(db, viewer, shown, seen);
  await changeOwner(db, declined(it, owner, because, dayOf(now)));
  await record(db, viewer, "commitment declined", it.id, now, { stakeholder: owner.stakeholderId });
}

/** Leave a commitment: from then on the body does not own it, under none of its names, and the history says so. */
export async function leave(db: Db, viewer: Viewer, shown: ShownCommitment, { because, ...seen }: Seen & { because: string }, now: Date, chance: Chance): Promise<void> {
  const { it, owner, owners } = await owned(db, viewer, shown, seen);
  const gone = left(it, owner, because, dayOf(now));
  await tell(db, viewer, shown.process, it, { what: "left", by: await nameOf(db, owner.stakeholderId), stakeholderId: owner.stakeholderId, because }, now, chance); // first: whoever left is not inside any more
  for (const twin of owners.filter((one) => one.state === "confirmed" && isSame(viewer, one.stakeholderId, owner.stakeholderId))) await changeOwner(db, { ...gone, stakeholderId: twin.stakeholderId, askedDay: twin.askedDay, confirmedDay: twin.confirmedDay });
}
/** Whether two names are of one body that the viewer speaks for. */
const isSame = (viewer: Viewer, one: string, other: string): boolean => one === other || (viewer.kind === "person" && viewer.speaksFor.some((it) => [one, other].every((name) => name === it.stakeholderId || it.absorbed?.includes(name))));

/** Say what an owner did. It is corrected by a further entry that names it, never changed. */
export async function progress(db: Db, viewer: Viewer, shown: ShownCommitment, { body, turn, ...said }: Seen & Pick<Progress, "text" | "share" | "evidence" | "evidenceText" | "corrects">, now: Date, chance: Chance): Promise<void> {
  const { it } = await owned(db, viewer, shown, { body, turn });
  const patch = progressed(it);
  const entry: Progress = { ...said, commitmentId: it.id, number: await nextProgress(db, it.id), stakeholderId: body, day: dayOf(now) };
  if (entry.corrects !== null && entry.corrects >= entry.number) throw new Refusal("not-valid", "commitment-corrects", { number: entry.corrects });
  await addProgress(db, entry);
  await changeCommitment(db, it.id, patch);
  await tell(db, viewer, shown.process, it, { what: "progressed", by: await nameOf(db, body), stakeholderId: body, progress: entry }, now, chance);
}

/** Move the last day, with a reason; the day that it had stays in sight. */
export async function move(db: Db, viewer: Viewer, shown: ShownCommitment, { dueDay, because, ...seen }: Seen & { dueDay: string; because: string }, now: Date, chance: Chance): Promise<void> {
  const { it, owner } = await owned(db, viewer, shown, seen);
  await changeCommitment(db, it.id, moved(it, dueDay, dayOf(now)));
  await tell(db, viewer, shown.process, it, { what: "moved", by: await nameOf(db, owner.stakeholderId), stakeholderId: owner.stakeholderId, because, moved: { before: it.dueDay, after: dueDay } }, now, chance);
}

/** Close it with a report, as an owner. */
export async function close(db: Db, viewer: Viewer, shown: ShownCommitment, { body, turn, ...report }: Seen & Closing, now: Date, chance: Chance): Promise<void> {
  const { it, owner } = await owned(db, viewer, shown, { body, turn });
  await keepClosed(db, viewer, shown, it, report, { by: await nameOf(db, owner.stakeholderId), stakeholderId: owner.stakeholderId }, now, chance);
}

/** Close, as an officer, what nobody owns: what was never confirmed, or what everyone has left. */
export async function closeUnowned(db: Db, viewer: Viewer, shown: ShownCommitment, { turn, ...report }: { turn: number } & Closing, now: Date, chance: Chance): Promise<void> {
  const by = officerOf(viewer, shown.processId);
  const { it } = await lockedCommitment(db, shown.id);
  refuseUnseen(it, turn);
  if (await hasOwner(db, it.id)) throw new Refusal("not-now", "commitment-owned");
  await keepClosed(db, viewer, shown, it, report, { by, stakeholderId: null }, now, chance);
}

async function keepClosed(db: Db, viewer: Viewer, { process }: ShownCommitment, it: Commitment, report: Closing, who: { by: string; stakeholderId: string | null }, now: Date, chance: Chance): Promise<void> {
  await changeCommitment(db, it.id, closing(it, report, dayOf(now)));
  if (it.openedDay === null) await record(db, viewer, "commitment given up", it.id, now); // nobody outside ever read of it
  else await tell(db, viewer, process, it, { what: report.as, ...who, report: { outcome: report.outcome, text: report.report } }, now, chance);
}

/** Ask further bodies to own it, or those anew that declined or left: an officer of the process does, or an owner. Whom to write to comes back. */
export async function ask(db: Db, viewer: Viewer, shown: ShownCommitment, stakeholderIds: readonly string[], now: Date): Promise<string[]> {
  personOf(viewer);
  if (!mayOfficiate(viewer, shown.processId) && !shown.owners.some((one) => answersFor(viewer, one.stakeholderId))) throw new Refusal("not-allowed", "commitment-not-owner");
  const { it, owners } = await lockedCommitment(db, shown.id);
  refuseClosed(it);
  const standing = new Map(owners.map((one) => [one.stakeholderId, one] as const));
  const asked = stakeholderIds.filter((one) => !["asked", "confirmed"].includes(standing.get(one)?.state ?? ""));
  if (standing.size + asked.filter((one) => !standing.has(one)).length > mostOwners) throw new Refusal("not-valid", "commitment-owners", { most: mostOwners });
  const day = dayOf(now);
  await addOwners(db, asked.filter((one) => !standing.has(one)).map((one) => askedOn(it, one, day)));
  for (const one of asked.flatMap((id) => standing.get(id) ?? [])) await changeOwner(db, { ...one, state: "asked", askedDay: day, day, because: null });
  for (const stakeholder of asked) await record(db, viewer, "commitment owner asked", it.id, now, { stakeholder });
  return asked;
}
