import { createHash } from "node:crypto";
import type { Statement } from "@travaux/record-proofs";
import type { Chance } from "../../ground/chance.ts";
import { dayOf } from "../../ground/clock.ts";
import type { Db } from "../../ground/db/database.ts";
import { breaksUnique } from "../../ground/db/errors.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal, type RefusalCode } from "../../ground/refusal.ts";
import { answersFor, officerOf, personOf, type Viewer } from "../../ground/viewer.ts";
import type { Process } from "../processes/process.ts";
import { changedBy, outcomes, problemWith, refuseUnlessOpen, type Accreditation, type Deed, type Move, type Outcome, type Track } from "./accreditation.ts";
import { isOwn, type Body, type Step } from "./disclosure.ts";
import type { ApplicationInput, Seen, TrackInput } from "./inputs.ts";
import { accreditedBefore, addAccreditation, addPrepared, addStep, bodyOfFile, changeAccreditation, changeSent, keepTrack, lastStep, lockedFile, lockedPrepared, removePrepared, standingAgainst, tracksOf, type LockedFile } from "./store.ts";

/** What a body is told of: a deed about its file, with its reason and last day. */
export type Told = Pick<Step, "deed" | "because" | "until" | "phase" | "objection"> & { stakeholderId: string };
type About = Partial<Pick<Step, "because" | "until" | "phase" | "objection">>;
type Of = Pick<Process, "id" | "slug">;

/** Whoever answers for a body, or a refusal: strangers learn nothing of its file. */
export function focalPointOfBody(viewer: Viewer, stakeholderId: string): void {
  personOf(viewer);
  if (!isOwn(viewer, { stakeholderId })) throw new Refusal("not-found", "page-unknown");
  if (!answersFor(viewer, stakeholderId)) throw new Refusal("not-allowed", "not-focal-point");
}

/** Apply to come through a door, for a phase of the process. One file a body at a time. */
export async function applyFor(db: Db, viewer: Viewer, process: Of, body: Pick<Body, "id" | "sector" | "name">, track: Track, input: ApplicationInput, phase: number, now: Date, chance: Chance): Promise<Accreditation> {
  focalPointOfBody(viewer, body.id);
  const day = dayOf(now);
  refuseUnlessOpen(track, body.sector, day);
  const it: Accreditation = { id: chance.id(), processId: process.id, trackId: track.id, stakeholderId: body.id, state: "received", turn: 1, appliedDay: day, circulatedDay: null, windowEnds: null, decidedDay: null, appealUntil: null, appealedDay: null, appliedPhase: phase, phase, named: false };
  try {
    await addAccreditation(db, it, input);
  } catch (error) {
    if (breaksUnique(error)) throw new Refusal("not-now", "accreditation-twice", { name: body.name.en });
    throw error;
  }
  await take(db, viewer, process, { it, track, body: await bodyOfFile(db, body.id) }, "applied", { phase }, now, chance, input);
  return it;
}

/** Refuse when somebody acted on a file after it was shown, with who and when. */
async function asSeen(db: Db, seen: Seen): Promise<LockedFile> {
  const file = await lockedFile(db, seen.id);
  if (file.it.turn !== seen.turn) throw await refusal(db, file, "accreditation-elsewhere");
  return file;
}

async function refusal(db: Db, { it, body }: LockedFile, code: RefusalCode): Promise<Refusal> {
  const last = await lastStep(db, it.id);
  return new Refusal("not-now", code, { name: body.name.en, by: last?.by ?? body.name.en, day: it.windowEnds && code.includes("window") ? it.windowEnds : last?.day ?? it.appliedDay });
}

/** Move a file by the rules, and write down that it moved. */
async function move(db: Db, viewer: Viewer, process: Of, file: LockedFile, deed: Move, about: About, now: Date, chance: Chance): Promise<Told> {
  const [{ it, track }, day] = [file, dayOf(now)];
  await refuseUnlessMay(db, file, deed, day);
  const patch = changedBy(deed, it, track, day, about.phase ?? undefined);
  const until = deed === "circulated" ? patch.windowEnds : deed === "refused" ? patch.appealUntil : null;
  await changeAccreditation(db, it.id, patch);
  return take(db, viewer, process, { ...file, it: { ...it, ...patch } }, deed, { ...about, until: until ?? null }, now, chance);
}

/** Refuse what the rules do not allow now; objections count where something is decided. */
async function refuseUnlessMay(db: Db, file: LockedFile, deed: Move, day: string): Promise<void> {
  const standing = outcomes.some((it) => it === deed) ? ((await standingAgainst(db, [file.it.id])).get(file.it.id) ?? 0) : 0;
  const problem = problemWith(deed, file.it, file.track, standing, day);
  if (problem) throw await refusal(db, file, problem);
}

/** A file's next step: for its body and the officers, in the record, and in the journal. Nothing of it says which person of a body acted. */
export async function take(db: Db, viewer: Viewer, process: Of, { it, track, body }: LockedFile, deed: Deed, about: About, now: Date, chance: Chance, sent?: ApplicationInput): Promise<Told> {
  const step: Step = { turn: it.turn, deed, day: dayOf(now), by: isByBody(deed) ? null : officerOf(viewer, process.id), because: null, until: null, phase: null, objection: null, ...about };
  const facts = Object.fromEntries(Object.entries({ because: step.because, until: step.until, phase: step.phase, objection: step.objection }).filter(([, value]) => value !== null)) as Record<string, string | number>;
  const statement: Statement = { what: `accreditation ${deed}`, process: process.slug, track: track.letter, stakeholder: body.slug, turn: step.turn, ...facts, ...(sent ? { sha256: createHash("sha256").update(JSON.stringify([sent.statement, sent.documents])).digest("hex") } : {}), day: step.day };
  await addStep(db, it.id, step, await enterRecord(db, chance, statement));
  await record(db, viewer, `accreditation ${deed}`, it.id, now, { turn: step.turn });
  return { stakeholderId: it.stakeholderId, deed, because: step.because, until: step.until, phase: step.phase, objection: step.objection };
}
const ofBodies: ReadonlySet<Deed> = new Set(["applied", "resubmitted", "appealed", "withdrawn", "replied"]);
const isByBody = (deed: Deed) => ofBodies.has(deed);

/** Send again what came back. */
export async function resubmit(db: Db, viewer: Viewer, process: Of, seen: Seen, input: ApplicationInput, now: Date, chance: Chance): Promise<void> {
  const file = await ownFile(db, viewer, seen);
  await changeSent(db, file.it.id, input);
  await move(db, viewer, process, file, "resubmitted", {}, now, chance);
}

/** Withdraw, at any time. */
export async function withdraw(db: Db, viewer: Viewer, process: Of, seen: Seen, now: Date, chance: Chance): Promise<void> {
  await move(db, viewer, process, await ownFile(db, viewer, seen), "withdrawn", {}, now, chance);
}

/** Appeal against a refusal, once, in the body's own words. */
export async function appeal(db: Db, viewer: Viewer, process: Of, seen: Seen, words: string, now: Date, chance: Chance): Promise<void> {
  const file = await ownFile(db, viewer, seen);
  await move(db, viewer, process, file, "appealed", {}, now, chance);
  await changeSent(db, file.it.id, { appeal: words });
}

async function ownFile(db: Db, viewer: Viewer, seen: Seen): Promise<LockedFile> {
  const file = await asSeen(db, seen);
  focalPointOfBody(viewer, file.it.stakeholderId);
  return file;
}

/** A file of a process as its officer saw it, locked; refused where somebody acted on it since. */
export async function officiatedFile(db: Db, viewer: Viewer, process: Of, seen: Seen): Promise<LockedFile> {
  officerOf(viewer, process.id);
  const file = await asSeen(db, seen);
  if (file.it.processId !== process.id) throw new Refusal("not-found", "page-unknown");
  return file;
}

/** Files in the one order in which every officer takes them, so that two never wait for each other. */
const inOrder = <T extends { id: string }>(all: readonly T[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Say that a file has all that its door asks for. */
export const confirmComplete = async (db: Db, viewer: Viewer, process: Of, seen: Seen, now: Date, chance: Chance): Promise<Told> => move(db, viewer, process, await officiatedFile(db, viewer, process, seen), "completed", {}, now, chance);

/** Give a file back with what is missing. */
export const returnFile = async (db: Db, viewer: Viewer, process: Of, seen: Seen, because: string, now: Date, chance: Chance): Promise<Told> => move(db, viewer, process, await officiatedFile(db, viewer, process, seen), "returned", { because }, now, chance);

/** Lay names before States: from today until the window of their door ends, they may object. All of them, or none. */
export async function circulate(db: Db, viewer: Viewer, process: Of, files: readonly Seen[], now: Date, chance: Chance): Promise<Told[]> {
  const told: Told[] = [];
  for (const seen of inOrder(files)) told.push(await move(db, viewer, process, await officiatedFile(db, viewer, process, seen), "circulated", {}, now, chance));
  return told;
}

/** What is decided of several files, with a line for each. */
export type Deciding = { outcome: Outcome; because: string; lines: ReadonlyMap<string, string> };

/** Prepare a decision: officers see it, nobody else, until it is sent; until then it can be taken back. All of them, or none. */
export async function prepareDecisions(db: Db, viewer: Viewer, process: Of, files: readonly Seen[], { outcome, because, lines }: Deciding, now: Date): Promise<void> {
  const by = officerOf(viewer, process.id);
  const waiting = new Map((await lockedPrepared(db, process.id)).map((it) => [it.accreditationId, it]));
  for (const seen of inOrder(files)) {
    const file = await officiatedFile(db, viewer, process, seen);
    const { it, body } = file;
    const other = waiting.get(it.id);
    if (other) throw new Refusal("not-now", "decision-prepared", { name: body.name.en, by: other.by });
    await refuseUnlessMay(db, file, outcome, dayOf(now));
    const said = [because, lines.get(it.id) ?? ""].filter(Boolean).join("\n\n");
    if (outcome === "refused" && said === "") throw new Refusal("not-valid", "accreditation-needs-reason");
    await addPrepared(db, { accreditationId: it.id, processId: process.id, turn: it.turn, outcome, because: said || null, by, day: dayOf(now) });
    await record(db, viewer, "accreditation decision prepared", it.id, now, { outcome });
  }
}

/** Take a decision back that was not sent. */
export async function unprepare(db: Db, viewer: Viewer, process: Of, accreditationId: string, now: Date): Promise<void> {
  officerOf(viewer, process.id);
  const prepared = (await lockedPrepared(db, process.id)).find((it) => it.accreditationId === accreditationId);
  if (!prepared) throw new Refusal("not-now", "decision-not-prepared");
  await removePrepared(db, accreditationId);
  await record(db, viewer, "accreditation decision taken back", accreditationId, now);
}

/** Send every decision that is prepared: from now on they stand. All of them, or none. */
export async function sendDecisions(db: Db, viewer: Viewer, process: Of, now: Date, chance: Chance): Promise<Told[]> {
  officerOf(viewer, process.id);
  const prepared = await lockedPrepared(db, process.id);
  if (prepared.length === 0) throw new Refusal("not-now", "decision-not-prepared");
  const told: Told[] = [];
  for (const { accreditationId, turn, outcome, because } of prepared) {
    const file = await officiatedFile(db, viewer, process, { id: accreditationId, turn });
    await removePrepared(db, accreditationId);
    told.push(await move(db, viewer, process, file, outcome, { because }, now, chance));
  }
  return told;
}

/** Carry everybody who is accredited over to a later phase; those excepted lapse, with the reason. */
export async function carryOver(db: Db, viewer: Viewer, process: Of, phase: number, except: ReadonlySet<string>, because: string, now: Date, chance: Chance): Promise<Told[]> {
  officerOf(viewer, process.id);
  const files = await accreditedBefore(db, process.id, phase);
  if (files.length === 0) throw new Refusal("not-now", "accreditation-nobody-to-carry", { phase });
  if (except.size > 0 && !because.trim()) throw new Refusal("not-valid", "accreditation-needs-reason");
  const told: Told[] = [];
  for (const it of files) told.push(except.has(it.it.id) ? await move(db, viewer, process, it, "lapsed", { because, phase }, now, chance) : await move(db, viewer, process, it, "carried-over", { phase }, now, chance));
  return told;
}

/** Set the doors of a process: by letter, each in the place of what it was; what is not named stays. */
export async function setTracks(db: Db, viewer: Viewer, process: Of, inputs: readonly TrackInput[], now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, process.id);
  const known = new Map((await tracksOf(db, process.id)).map((it) => [it.letter, it]));
  for (const input of inputs) {
    const track: Track = { ...input, id: known.get(input.letter)?.id ?? chance.id(), processId: process.id };
    await keepTrack(db, track);
    await record(db, viewer, "accreditation track set", track.id, now, { letter: track.letter });
  }
}

/** Say from when until when applications are taken at a door. */
export async function setWindow(db: Db, viewer: Viewer, process: Of, track: Track, window: Pick<Track, "opensDay" | "closesDay">, now: Date): Promise<void> {
  officerOf(viewer, process.id);
  await keepTrack(db, { ...track, ...window });
  await record(db, viewer, "accreditation window set", track.id, now, { letter: track.letter, ...window });
}
