import { dayOf } from "../../ground/clock.ts";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import type { Forum } from "../disclosure/forum.ts";
import type { Meeting } from "../meetings/meeting.ts";
import { meetingById } from "../meetings/store.ts";
import { decideRegistrations, roomOf, type Deciding } from "./operations.ts";
import { refuseUnlessFollows, type Decision, type PreparedDecision } from "./registration.ts";
import { addPrepared, preparedAt, registrationById, registrationsAt, removePrepared, type KnownRegistration } from "./store.ts";

/** Prepare one decision on several people: officers see it, nobody else, until it is sent; until then it can be taken back. All of them, or none. The meeting is locked, so that of two officers the second sees what the first prepared. */
export async function prepareRegistrations(db: Db, viewer: Viewer, meeting: Meeting, decision: Decision, all: readonly Deciding[], now: Date): Promise<void> {
  const by = officerOf(viewer, meeting.processId);
  await meetingById(db, meeting.id, true);
  const prepared = await preparedAt(db, meeting, viewer);
  for (const { id, turn, line } of all.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const it = await registrationById(db, meeting.id, id, viewer, true);
    refuseUnlessFollows(it, decision, turn);
    const other = prepared.get(id);
    if (other) throw new Refusal("not-now", "decision-prepared", { name: it.name, by: other.by });
    await addPrepared(db, { registrationId: id, meetingId: meeting.id, turn, decision, line, by, day: dayOf(now) });
    await record(db, viewer, "registration decision prepared", id, now, { to: decision });
  }
}

/** Take a decision back that was not sent. */
export async function takeBack(db: Db, viewer: Viewer, meeting: Meeting, registrationId: string, now: Date): Promise<void> {
  officerOf(viewer, meeting.processId);
  if (!(await preparedAt(db, meeting, viewer)).has(registrationId)) throw new Refusal("not-now", "decision-not-prepared");
  await removePrepared(db, registrationId);
  await record(db, viewer, "registration decision taken back", registrationId, now);
}

/** Everybody as they would stand once what is prepared is sent: for the count of seats. */
export const asPrepared = (all: readonly KnownRegistration[], prepared: ReadonlyMap<string, PreparedDecision>): KnownRegistration[] =>
  all.map((it) => { const one = prepared.get(it.id); return one && stands(one, it) ? { ...it, state: one.decision } : it; });

/** Whether what a decision was about is still so: a registration that was withdrawn or completed since is another. */
export const stands = (prepared: Pick<PreparedDecision, "turn">, { turn }: Pick<KnownRegistration, "turn">): boolean => prepared.turn === turn;

/** Prepare what the rule of seats gives: those whose turn it is and those who take part online alone are registered, who applied for the room and gets none waits. How many decisions that is comes back. */
export async function prepareSeats(db: Db, viewer: Viewer, { id }: Meeting, now: Date): Promise<number> {
  const meeting = await meetingById(db, id, true);
  const prepared = await preparedAt(db, meeting, viewer);
  const all = asPrepared(await registrationsAt(db, meeting.id, viewer), prepared);
  const { next } = roomOf(meeting, all);
  const seated = new Set(next.map((it) => it.id));
  const chosen = (those: readonly KnownRegistration[]) => those.map(({ id: one, turn }): Deciding => ({ id: one, turn, line: null }));
  const given = [...next, ...all.filter((it) => it.state === "applied" && it.mode === "online")];
  const left = all.filter((it) => it.state === "applied" && it.mode !== "online" && !seated.has(it.id));
  await prepareRegistrations(db, viewer, meeting, "registered", chosen(given), now);
  await prepareRegistrations(db, viewer, meeting, "waiting", chosen(left), now);
  return given.length + left.length;
}

/** Send what is prepared for a meeting: from now on it stands. What changed since is left out and has to be looked at again; how many those are comes back, with everybody who was decided on. */
export async function sendRegistrations(db: Db, viewer: Viewer, { id }: Meeting, forum: Forum | null, now: Date, chance: Chance): Promise<{ decided: KnownRegistration[]; left: number }> {
  const meeting = await meetingById(db, id, true);
  officerOf(viewer, meeting.processId);
  const prepared = [...(await preparedAt(db, meeting, viewer)).values()];
  if (prepared.length === 0) throw new Refusal("not-now", "decision-not-prepared");
  const standing: PreparedDecision[] = [];
  for (const it of prepared) {
    if (stands(it, await registrationById(db, meeting.id, it.registrationId, viewer, true))) standing.push(it);
    await removePrepared(db, it.registrationId);
  }
  const decided: KnownRegistration[] = [];
  for (const [decision, of] of Map.groupBy(standing, (it) => it.decision)) decided.push(...(await decideRegistrations(db, viewer, meeting, forum, decision, of.map((it) => ({ id: it.registrationId, turn: it.turn, line: it.line })), now, chance)));
  return { decided, left: prepared.length - standing.length };
}
