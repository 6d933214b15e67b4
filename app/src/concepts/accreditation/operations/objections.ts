import type { Chance } from "../../../ground/chance.ts";
import { dayOf } from "../../../ground/clock.ts";
import type { Db } from "../../../ground/db/database.ts";
import { record } from "../../../ground/journal.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../../ground/viewer.ts";
import type { Process } from "../../processes/process.ts";
import { mayBeObjectedTo } from "../accreditation.ts";
import type { Seen } from "../inputs.ts";
import type { Objection } from "../objection.ts";
import { focalPointOfBody, officiatedFile, take, type Told } from "../operations.ts";
import { addObjection, answerInConfidence, changeAccreditation, changeObjection, lockedFile, nameBeside, nextObjection, objectionsTo, type LockedFile } from "../store.ts";

type Of = Pick<Process, "id" | "slug">;

/** Enter what a State says against a body, within the window. Where the track does not tell who objects, nobody writes it down either. */
export async function enterObjection(db: Db, viewer: Viewer, process: Of, seen: Seen, said: { author: string; reason: string }, now: Date, chance: Chance): Promise<Told> {
  const file = await officiatedFile(db, viewer, process, seen);
  const { it, track, body } = file;
  const day = dayOf(now);
  if (!mayBeObjectedTo(it, day)) throw new Refusal("not-now", "accreditation-window-closed", { name: body.name.en, day: it.windowEnds ?? "–" });
  if (track.reasonRequired && !said.reason) throw new Refusal("not-valid", "accreditation-needs-reason");
  const number = await nextObjection(db, process.id);
  const objection: Objection = {
    id: chance.id(), processId: process.id, trackId: track.id, number, author: track.authorPublic ? said.author || null : null, reason: said.reason || null, day, state: "standing",
    settledDay: null, settledBecause: null, reply: null, repliedDay: null, namedId: track.namesPublic || it.named ? it.stakeholderId : null,
  };
  await addObjection(db, objection, { objectionId: objection.id, accreditationId: it.id, reply: null });
  await changeAccreditation(db, it.id, { turn: it.turn + 1 });
  return take(db, viewer, process, turned(file), "objected", { because: objection.reason, objection: number }, now, chance);
}

/** Write down that an objection was withdrawn by its author, or set aside by whoever decides; with the reason. */
export async function settleObjection(db: Db, viewer: Viewer, process: Of, accreditationId: string, { number, outcome, because }: { number: number; outcome: "withdrawn" | "set-aside"; because: string }, now: Date, chance: Chance): Promise<Told> {
  officerOf(viewer, process.id);
  const file = await lockedFile(db, accreditationId);
  const { it } = file;
  const objection = await objectionTo(db, it, number, viewer);
  if (objection.state !== "standing") throw new Refusal("not-now", "objection-settled", { number });
  await changeObjection(db, objection.id, { state: outcome, settledDay: dayOf(now), settledBecause: because });
  await changeAccreditation(db, it.id, { turn: it.turn + 1 });
  return take(db, viewer, process, turned(file), outcome === "withdrawn" ? "objection-withdrawn" : "objection-set-aside", { because, objection: number }, now, chance);
}

/** Answer an objection: beside it for everyone, or to the secretariat alone. A later answer takes the place of an earlier one. */
export async function replyToObjection(db: Db, viewer: Viewer, process: Of, accreditationId: string, { number, reply, beside }: { number: number; reply: string; beside: boolean }, now: Date, chance: Chance): Promise<void> {
  const file = await lockedFile(db, accreditationId);
  const { it } = file;
  focalPointOfBody(viewer, it.stakeholderId);
  const objection = await objectionTo(db, it, number, viewer);
  await changeObjection(db, objection.id, { reply: beside ? reply : null, repliedDay: beside ? dayOf(now) : null });
  await answerInConfidence(db, objection.id, beside ? null : reply);
  await changeAccreditation(db, it.id, { turn: it.turn + 1 });
  await take(db, viewer, process, turned(file), "replied", { objection: number }, now, chance);
}

/** Say whether the register of objections may name the body. Where the track names it, that stands in any case. */
export async function agreeToBeNamed(db: Db, viewer: Viewer, accreditationId: string, named: boolean, now: Date): Promise<void> {
  const { it, track } = await lockedFile(db, accreditationId);
  focalPointOfBody(viewer, it.stakeholderId);
  await changeAccreditation(db, it.id, { named });
  if (!track.namesPublic) await nameBeside(db, it.id, named ? it.stakeholderId : null);
  await record(db, viewer, named ? "accreditation named" : "accreditation not named", it.id, now);
}

/** The file after one deed more. */
const turned = (file: LockedFile): LockedFile => ({ ...file, it: { ...file.it, turn: file.it.turn + 1 } });

async function objectionTo(db: Db, it: LockedFile["it"], number: number, viewer: Viewer) {
  const objection = (await objectionsTo(db, it, viewer)).find((one) => one.number === number);
  if (!objection) throw new Refusal("not-found", "page-unknown");
  return objection;
}
