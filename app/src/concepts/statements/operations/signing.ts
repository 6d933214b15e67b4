import { createHash } from "node:crypto";
import { randomId, type Chance } from "../../../ground/chance.ts";
import { dayOf, daysAfter } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { answersFor, bodiesOf, personOf, type PersonViewer, type Viewer } from "../../../ground/viewer.ts";
import { namesOfBodies } from "../../partnerships/store.ts";
import { bodiesOfPerson } from "../../stakeholders/store/members.ts";
import { lastOn } from "../counting.ts";
import { refuseUnlessSignable, signatoryOf, type Act, type CountedAct, type Pending, type Signing } from "../signing.ts";
import type { JointStatement } from "../statement.ts";
import { lockStatement, statementNow, textsOf, versionsOf } from "../store.ts";
import { addInvitation, invitationCounts, keepPending, lockSignatory, nextSequence, pendingsOf, removePending } from "../store/signing.ts";
import { focalPointOf, refuseEnded } from "./drafters.ts";
import { drafterAmong } from "./drafting.ts";
import { tellAct } from "../telling.ts";
import { lastAct, ownActs, refuseSecondAnswer, type Signatory } from "./voice.ts";

/** Sign for a body, as its focal point; or put it forward, as somebody else who speaks for it, or for a body that is not verified yet. Refused where the text is another one by now, or the body stands behind it already. */
export async function signForBody(db: Db, viewer: Viewer, id: string, stakeholderId: string, signing: Signing, now: Date, chance: Chance): Promise<"signed" | "waits"> {
  const person = personOf(viewer);
  if (!bodiesOf(viewer).includes(stakeholderId) && !(await bodiesOfPerson(db, person.personId)).some((it) => it.id === stakeholderId)) throw new Refusal("not-allowed", "not-its-person");
  if (!answersFor(viewer, stakeholderId)) return putForward(db, person, id, stakeholderId, signing, now, chance);
  await sign(db, viewer, id, { stakeholderId }, signing, now, chance);
  for (const it of await pendingsOf(db, viewer, id)) if (it.stakeholderId === stakeholderId) await removePending(db, it.id);
  return "signed";
}

async function sign(db: Db, viewer: Viewer, id: string, who: Signatory, signing: Signing, now: Date, chance: Chance): Promise<void> {
  await lockStatement(db, id, "beside others");
  const it = await statementNow(db, id);
  refuseUnlessSignable(it, await textsOf(db, id), signing, now);
  if ("personId" in who && !it.individuals) throw new Refusal("not-allowed", "statement-bodies-only", { number: it.number });
  const { version, capacity, accepted, paragraphs } = signing;
  await act(db, viewer, it, who, { what: "signed", version, capacity, accepted, paragraphs, because: null }, now, chance);
}

type Deed = Pick<Act, "what" | "version" | "capacity" | "accepted" | "paragraphs" | "because">;

/** Write an act down, after whatever the signatory did before; refused where it changes nothing. */
async function act(db: Db, viewer: Viewer, it: JointStatement, who: Signatory, deed: Deed, now: Date, chance: Chance): Promise<void> {
  const signatory = signatoryOf(who);
  await lockSignatory(db, it.id, signatory);
  const last = await lastAct(db, viewer, it, who, deed.version);
  if (deed.what === "signed") refuseTwice(it, last, deed);
  if (deed.what === "signed" && "stakeholderId" in who) await refuseSecondAnswer(db, viewer, it.callId, who.stakeholderId, it);
  const named = "personId" in who ? { personId: who.personId, stakeholderId: null, name: who.name } : { personId: null, stakeholderId: who.stakeholderId, name: null };
  const by = "personId" in who ? who.name : (await namesOfBodies(db, [who.stakeholderId]))[0]!.slug;
  await tellAct(db, viewer, it, { id: randomId(chance), statementId: it.id, signatory, sequence: await nextSequence(db, it.id, signatory), ...named, ...deed, at: now }, by, chance);
}

/** A second signature on the same text says something only if it takes in another language, or other paragraphs. */
function refuseTwice(it: JointStatement, last: CountedAct | null, deed: Deed): void {
  const same = last?.what === "signed" && last.version === deed.version && JSON.stringify([hashesIn(last), last.paragraphs]) === JSON.stringify([hashesIn(deed), deed.paragraphs]);
  if (same) throw new Refusal("not-now", "statement-signed-already", { number: it.number, day: dayOf(last.at) });
}
const hashesIn = (it: Pick<Act, "accepted">) => it.accepted.map((one) => one.sha256).toSorted();

/** Sign for oneself, where the drafters let people sign. */
export async function signForOneself(db: Db, viewer: Viewer, id: string, name: string, signing: Signing, now: Date, chance: Chance): Promise<void> {
  await sign(db, viewer, id, { personId: personOf(viewer).personId, name }, signing, now, chance);
}

async function putForward(db: Db, person: PersonViewer, id: string, stakeholderId: string, signing: Signing, now: Date, chance: Chance): Promise<"waits"> {
  await lockStatement(db, id, "beside others");
  const it = await statementNow(db, id);
  refuseUnlessSignable(it, await textsOf(db, id), signing, now);
  await lockSignatory(db, id, signatoryOf({ stakeholderId }));
  refuseTwice(it, await lastAct(db, person, it, { stakeholderId }), { what: "signed", ...signing, because: null });
  await keepPending(db, { id: chance.id(), statementId: id, stakeholderId, personId: person.personId, ...signing, day: dayOf(now) });
  await record(db, person, "joint statement signature put forward", id, now, { stakeholder: stakeholderId });
  return "waits";
}

async function pendingOf(db: Db, viewer: Viewer, id: string, pendingId: string): Promise<Pending> {
  const it = (await pendingsOf(db, viewer, id)).find((one) => one.id === pendingId);
  if (!it) throw new Refusal("not-now", "statement-pending-gone");
  return it;
}

/** Confirm as focal point what somebody of the body put forward: it is signed as it stands, if that is still the text. */
export async function confirm(db: Db, viewer: Viewer, id: string, pendingId: string, now: Date, chance: Chance): Promise<void> {
  const it = await pendingOf(db, viewer, id, pendingId);
  focalPointOf(viewer, it.stakeholderId);
  await removePending(db, it.id);
  await sign(db, viewer, id, { stakeholderId: it.stakeholderId }, it, now, chance);
}

/** Take away what was put forward: its focal point, or who put it there. */
export async function drop(db: Db, viewer: Viewer, id: string, pendingId: string, now: Date): Promise<void> {
  const it = await pendingOf(db, viewer, id, pendingId);
  if (it.personId !== personOf(viewer).personId) focalPointOf(viewer, it.stakeholderId);
  await removePending(db, it.id);
  await record(db, viewer, "joint statement signature dropped", id, now, { stakeholder: it.stakeholderId });
}

/** Say for a body, or for oneself, that one does not stand behind the newer version: one counts for the version one signed. */
export async function decline(db: Db, viewer: Viewer, id: string, who: Signatory, because: string | null, now: Date, chance: Chance): Promise<void> {
  const it = await own(db, viewer, id, who);
  const acts = await ownActs(db, viewer, it, who);
  const said = lastOn(acts, await versionsOf(db, id), it.version);
  if (!acts.some((one) => one.what === "signed") || (said !== null && (said.what !== "signed" || said.version === it.version))) throw new Refusal("not-now", "statement-not-signed", { number: it.number });
  await act(db, viewer, it, who, { what: "declined", version: it.version, capacity: null, accepted: [], paragraphs: null, because }, now, chance);
}

/** Withdraw a signature from every version that it stands under. That it was there, and until when, stays. */
export async function withdraw(db: Db, viewer: Viewer, id: string, who: Signatory, because: string | null, now: Date, chance: Chance): Promise<void> {
  const it = await own(db, viewer, id, who);
  await lockSignatory(db, id, signatoryOf(who));
  const [acts, versions] = [await ownActs(db, viewer, it, who), await versionsOf(db, id)];
  const under = versions.filter((one) => lastOn(acts, versions, one.version)?.what === "signed");
  if (under.length === 0) throw new Refusal("not-now", "statement-not-signed", { number: it.number });
  for (const { version } of under) await act(db, viewer, it, who, { what: "withdrawn", version, capacity: null, accepted: [], paragraphs: null, because }, now, chance);
}

/** A public statement about which a signatory decides for itself; a withdrawal needs no open deadline. */
async function own(db: Db, viewer: Viewer, id: string, who: Signatory): Promise<JointStatement> {
  if ("stakeholderId" in who) focalPointOf(viewer, who.stakeholderId);
  else if (who.personId !== personOf(viewer).personId) throw new Refusal("not-allowed", "not-its-person");
  await lockStatement(db, id, "beside others");
  return statementNow(db, id);
}

/** Links that one statement’s drafters mail on one day: a campaign has its own lists. */
export const mostLinks = 100;
/** For how many days a mailed link leads somewhere. */
export const linkDays = 30;
export const linkHash = (link: string): string => createHash("sha256").update(link).digest("hex");

/** A link for a body without an account, made by one that drafts: what it carries comes back once, and its hash alone is kept. */
export async function invite(db: Db, viewer: Viewer, id: string, now: Date, chance: Chance): Promise<string> {
  const it = await statementNow(db, id);
  refuseEnded(it);
  if (it.state !== "open") throw new Refusal("not-now", "statement-not-open", { number: it.number });
  const byId = await drafterAmong(db, viewer, id);
  if ((await invitationCounts(db, id, dayOf(now))).sent >= mostLinks) throw new Refusal("not-now", "statement-many-links", { most: mostLinks });
  const link = Buffer.from(chance.bytes(24)).toString("base64url");
  await addInvitation(db, { id: chance.id(), statementId: id, tokenHash: linkHash(link), byId, day: dayOf(now), endsDay: daysAfter(dayOf(now), linkDays) });
  await record(db, viewer, "joint statement link mailed", id, now);
  return link;
}
