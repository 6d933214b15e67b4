import { dayOf } from "../../ground/clock.ts";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import { addParticipant, changeParticipant, participantOf } from "../disclosure/store.ts";
import type { Forum } from "../disclosure/forum.ts";
import { isUnderTheRule, type Block, type Meeting } from "../meetings/meeting.ts";
import { meetingById } from "../meetings/store.ts";
import { regionalGroups, sectors } from "../stakeholders/stakeholder.ts";
import { admitBody, admitPerson, proofAsked, type Body } from "./admission.ts";
import { figuresOf } from "./figures.ts";
import type { RegistrationInput } from "./inputs.ts";
import { isLive, refuseUnlessFollows, takesSeat, type Decision, type Registration } from "./registration.ts";
import { nextSeated, type Waiting } from "./seats.ts";
import { addFigures, addRegistration, changeRegistration, endParticipation, registrationById, registrationsAt, type KnownRegistration, type PublishedFigures } from "./store.ts";
import type { AttachmentRow } from "./tables.ts";

/** Who comes: what was typed, the account of that address where there is one, and the proof. */
export type Registering = { body: Body; input: RegistrationInput; personId: string | null; proof: AttachmentRow | null };

/** Register somebody for a meeting, in the name of a body whose focal point `viewer` is; it waits for the secretariat. */
export async function registerFor(db: Db, viewer: Viewer, { id: meetingId }: Meeting, { body, input, personId, proof }: Registering, now: Date, chance: Chance): Promise<Registration> {
  const person = personOf(viewer);
  const meeting = await meetingById(db, meetingId);
  admitBody(meeting, body, person, now);
  admitPerson(meeting, (await registrationsAt(db, meeting.id, viewer)).filter((it) => it.stakeholderId === body.id), input);
  if (proofAsked(meeting.modalities, body.sector) && !proof) throw new Refusal("not-valid", "registration-without-proof", { meeting: meeting.number });
  const { stakeholder: _, days, blocks, ...typed } = input;
  const it: Registration = {
    ...typed, id: chance.id(), meetingId: meeting.id, stakeholderId: body.id, personId, registeredBy: person.personId || null, days, blocks: blocks.map(Number).filter(Number.isSafeInteger), proof,
    state: "applied", turn: 0, line: null, appliedDay: dayOf(now), decidedBy: null, decidedDay: null, came: null, spoke: null,
  };
  const sealed = await enterRecord(db, chance, { what: "registered for a meeting", meeting: meeting.id, registration: it.id, day: it.appliedDay });
  await addRegistration(db, it, sealed);
  await record(db, viewer, "registered for a meeting", it.id, now);
  return it;
}

/** Send another proof, where the secretariat asked for one. */
export async function sendProof(db: Db, viewer: Viewer, { meetingId, id }: Registration, proof: AttachmentRow, now: Date): Promise<void> {
  const it = await registrationById(db, meetingId, id, viewer, true);
  if (it.state !== "proof-asked" && it.state !== "applied") throw new Refusal("not-now", "registration-proof-not-asked", { name: it.name });
  await changeRegistration(db, id, { proof, state: "applied", turn: it.turn + 1 });
  await record(db, viewer, "proof sent", id, now);
}

/** Withdraw a registration, at any time; the room is the secretariat’s to fill again. */
export async function withdrawRegistration(db: Db, viewer: Viewer, { meetingId, id }: Pick<Registration, "meetingId" | "id">, now: Date): Promise<void> {
  const it = await registrationById(db, meetingId, id, viewer, true);
  if (it.state === "withdrawn") return;
  await changeRegistration(db, id, { state: "withdrawn", turn: it.turn + 1, line: null });
  await endParticipation(db, id, now);
  await record(db, viewer, "registration withdrawn", id, now);
}

/** One decision on somebody: on which turn of the registration the officer decided, and a line for this person alone. */
export type Deciding = { id: string; turn: number; line: string | null };

/** Decide on several registrations in one transaction: all of them, or none. Those registered take part in the forum of the meeting from then on. */
export async function decideRegistrations(db: Db, viewer: Viewer, meeting: Meeting, forum: Forum | null, decision: Decision, all: readonly Deciding[], now: Date, chance: Chance): Promise<KnownRegistration[]> {
  const by = officerOf(viewer, meeting.processId);
  const decided: KnownRegistration[] = [];
  for (const one of all.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const it = await registrationById(db, meeting.id, one.id, viewer, true);
    refuseUnlessFollows(it, decision, one.turn);
    const patch = { state: decision, turn: it.turn + 1, line: one.line, decidedBy: by, decidedDay: dayOf(now) };
    await changeRegistration(db, it.id, patch);
    if (forum) await takeIn(db, forum, { ...it, ...patch }, now, chance);
    await record(db, viewer, "registration decided", it.id, now, { from: it.state, to: decision });
    decided.push({ ...it, ...patch });
  }
  return decided;
}

/** Somebody with a seat takes part in the forum of the meeting, and nobody else of those who registered does. */
async function takeIn(db: Db, forum: Forum, { personId, stakeholderId, state }: Registration, now: Date, chance: Chance): Promise<void> {
  if (personId === null) return;
  const known = await participantOf(db, forum.id, personId);
  if (state !== "registered") return void (known && !known.endedAt && (await changeParticipant(db, known.id, { endedAt: now })));
  if (known) await changeParticipant(db, known.id, { stakeholderId, acceptedAt: known.acceptedAt ?? now, endedAt: null });
  else await addParticipant(db, { id: chance.id(), forumId: forum.id, personId, stakeholderId, invitedAt: now, acceptedAt: now, endedAt: null });
}

/** The group in which somebody waits for a seat. */
export const groupOf = ({ sector, region }: Pick<KnownRegistration, "sector" | "region">) => `${sector} ${region ?? "none"}`;

/** How the room stands: its seats, those given, and who gets the free ones by the rule of the waiting list. */
export function roomOf({ modalities: { rooms } }: Pick<Meeting, "modalities">, all: readonly KnownRegistration[]): { seats: number | null; taken: number; next: KnownRegistration[] } {
  const live = all.filter((it) => isLive(it) && it.mode !== "online");
  const taken = live.filter(takesSeat);
  const waiting = live.filter((it) => it.state === "applied" || it.state === "waiting");
  const seats = rooms.length === 0 ? null : rooms.reduce((sum, it) => sum + it.deskSeats + it.otherSeats, 0);
  const count = (those: readonly KnownRegistration[]) => new Map([...Map.groupBy(those, groupOf)].map(([group, it]) => [group, it.length]));
  const queue = waiting.map((it): Waiting => ({ id: it.id, group: groupOf(it), day: it.appliedDay, tie: it.tie }));
  const order = nextSeated(queue, count(live), count(taken), seats === null ? queue.length : seats - taken.length);
  const byId = new Map(waiting.map((it) => [it.id, it]));
  return { seats, taken: taken.length, next: order.map((it) => byId.get(it.id)!) };
}

/** Tick who came and who spoke; never at a meeting under the Rule, where nobody may hold that list. */
export async function noteAttendance(db: Db, viewer: Viewer, meeting: Meeting, blocks: readonly Block[], { shown, came, spoke }: { shown: readonly string[]; came: readonly string[]; spoke: readonly string[] }, now: Date): Promise<void> {
  officerOf(viewer, meeting.processId);
  refuseUnderRule(meeting, blocks);
  if (now < meeting.startsAt) throw new Refusal("not-now", "registration-before-meeting", { meeting: meeting.number });
  for (const id of shown.toSorted()) {
    const it = await registrationById(db, meeting.id, id, viewer, true);
    await changeRegistration(db, it.id, { came: came.includes(id) || spoke.includes(id), spoke: spoke.includes(id) });
  }
  await record(db, viewer, "attendance noted", meeting.id, now);
}

/** Refuse to write down or hand out who was at a meeting under the Rule. */
export function refuseUnderRule(meeting: Pick<Meeting, "number" | "combinations">, blocks: readonly Block[]): void {
  if (isUnderTheRule(blocks, meeting)) throw new Refusal("not-allowed", "registration-under-rule", { meeting: meeting.number });
}

/** Publish counts by sector and region, once: two publications of a changing list could be subtracted from each other. */
export async function publishFigures(db: Db, viewer: Viewer, meeting: Pick<Meeting, "id" | "processId" | "number">, what: PublishedFigures["what"], of: readonly KnownRegistration[], least: number, now: Date): Promise<void> {
  const by = officerOf(viewer, meeting.processId);
  const figures = figuresOf(of.map((it) => ({ sector: it.sector, region: it.region ?? "none" })), { sectors, regions: [...regionalGroups, "none"] }, least);
  if (!(await addFigures(db, meeting.id, { what, figures, by, day: dayOf(now) }))) throw new Refusal("not-now", "figures-published", { meeting: meeting.number });
  await record(db, viewer, "figures published", meeting.id, now, { what });
}
