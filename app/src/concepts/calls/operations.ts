import type { Statement } from "@travaux/record-proofs";
import { createHash } from "node:crypto";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import { isOpen as isForumOpen } from "../disclosure/forum.ts";
import { openForum } from "../disclosure/operations.ts";
import { forumById, forumsOf } from "../disclosure/store.ts";
import type { Process } from "../processes/process.ts";
import { publicPlaces } from "../texts/store/versions.ts";
import type { Call, Field, Plan } from "./call.ts";
import { changesOf, type Change } from "./change.ts";
import { changedIn, narrowedIn, wrongIn } from "./plan.ts";
import { addCall, addChange, callById, changeCall, changesOfCalls, nextNumber, pinsOf, removeCall, replaceCallThemes, replacePins, themesOfCall } from "./store.ts";

/** A call as its officers planned it, with its pins and themes. */
export async function planOf(db: Db, call: Call): Promise<Plan> {
  const { title, about, mandate, mandateSymbol, questions, wordLimit, wordLimitsBySector, languages, opensAt, closesAt, timeZone, toleranceMinutes, sectors, openTo, combinations, exclusive, contact } = call;
  const own = { title, about, mandate, mandateSymbol, questions, wordLimit, wordLimitsBySector, languages, opensAt, closesAt, timeZone, toleranceMinutes, sectors, openTo, combinations, exclusive, contact };
  return { ...own, pins: await pinsOf(db, call.id), themeIds: (await themesOfCall(db, call.id)).map((it) => it.id) };
}

/** Refuse a plan that breaks a rule, or is pinned to what not everyone may read. */
async function refuseWrong(db: Db, processId: string, plan: Plan): Promise<void> {
  const [first] = wrongIn(plan);
  if (first) throw new Refusal("not-valid", "call-not-right", { field: first.field });
  if ((await publicPlaces(db, processId, plan.pins)).length < plan.pins.length) throw new Refusal("not-valid", "call-not-right", { field: "pins" });
}

/** Prepare a call: its officers see it, nobody else. `number`: go on counting from elsewhere. */
export async function draftCall(db: Db, viewer: Viewer, process: Process, plan: Plan, now: Date, chance: Chance, number?: number): Promise<Call> {
  officerOf(viewer, process.id);
  if (process.nature === "record") throw new Refusal("not-valid", "call-in-record", { process: process.shortName.en });
  await refuseWrong(db, process.id, plan);
  const { pins, themeIds, ...own } = plan;
  const call: Call = { ...own, id: chance.id(), forumId: chance.id(), processId: process.id, number: number ?? (await nextNumber(db, process.id)), kind: "submissions", state: "draft", announcedAt: null, cancelledBecause: null };
  await addCall(db, call);
  await replacePins(db, call.id, pins);
  await replaceCallThemes(db, call.id, themeIds);
  await record(db, viewer, "call drafted", call.id, now, { number: call.number });
  return call;
}

/** Put another plan in the place of a call's; once it was announced that needs a reason, is listed for everyone, and may not narrow it. */
export async function changePlan(db: Db, viewer: Viewer, process: Process, { id }: Call, after: Plan, because: string, now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, process.id);
  const call = await callById(db, id, true);
  if (call.state === "cancelled") throw new Refusal("not-now", "call-cancelled", { call: call.number, because: call.cancelledBecause ?? "" });
  await refuseWrong(db, process.id, after);
  const before = await planOf(db, call);
  const fields = changedIn(before, after);
  if (fields.length === 0) return;
  if (call.state === "draft") {
    await keepPlan(db, call, after);
    await record(db, viewer, "call draft changed", call.id, now);
    return;
  }
  await publish(db, viewer, process, { call, before, after, fields, because, what: fields.every((it) => it === "closesAt") ? "extended" : "changed" }, now, chance);
}

async function keepPlan(db: Db, call: Call, { pins, themeIds, ...own }: Plan) {
  await changeCall(db, call.id, own);
  await replacePins(db, call.id, pins);
  await replaceCallThemes(db, call.id, themeIds);
}

type Publication = { call: Call; before: Plan; after: Plan; fields: Field[]; because: string; what: "changed" | "extended" };

/** Change what everyone has read. */
async function publish(db: Db, viewer: Viewer, process: Process, { call, before, after, fields, because, what }: Publication, now: Date, chance: Chance) {
  if (!because.trim()) throw new Refusal("not-valid", "call-without-reason", { call: call.number });
  const [narrowed] = narrowedIn(before, after, now);
  if (narrowed) throw new Refusal("not-valid", "call-narrowed", { call: call.number, field: narrowed });
  const forum = await forumById(db, call.forumId);
  if (after.closesAt > before.closesAt && !isForumOpen(forum, now)) throw new Refusal("not-now", "forum-closed", { forum: forum.title.en });
  await keepPlan(db, call, after);
  await tellEveryone(db, viewer, process, call.id, { what, because: because.trim(), changed: changesOf(fields, before, after) }, now, chance);
}

/** Close later than was announced, and say why. */
export async function extendCall(db: Db, viewer: Viewer, process: Process, { id }: Call, closesAt: Date, because: string, now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, process.id);
  const call = await callById(db, id, true);
  if (call.state !== "announced") throw new Refusal("not-now", "call-not-announced", { call: call.number });
  if (closesAt <= call.closesAt || closesAt <= now) throw new Refusal("not-valid", "call-narrowed", { call: call.number, field: "closesAt" });
  await changePlan(db, viewer, process, call, { ...(await planOf(db, call)), closesAt }, because, now, chance);
}

/** Announce a call: its page is public from now on, and its forum opens with the rule that stands in its plan. */
export async function announceCall(db: Db, viewer: Viewer, process: Process, { id }: Call, now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, process.id);
  const call = await callById(db, id, true);
  if (call.state !== "draft") throw new Refusal("not-now", "call-announced", { call: call.number });
  await refuseWrong(db, process.id, await planOf(db, call));
  if (call.closesAt <= now) throw new Refusal("not-valid", "call-over-before-announced", { call: call.number });
  const slugs = new Set((await forumsOf(db, process.id)).map((it) => it.slug));
  const slug = slugs.has(`call-${call.number}`) ? `call-${call.number}-${call.forumId.slice(-8)}` : `call-${call.number}`;
  const { title, openTo, combinations } = call;
  const about = call.about.en ? call.about : null;
  await openForum(db, viewer, { id: call.forumId, slug, processId: process.id, title, about, openTo, combinations }, now, chance);
  await changeCall(db, id, { state: "announced", announcedAt: now });
  await tellEveryone(db, viewer, process, id, { what: "announced", because: null, changed: {} }, now, chance);
}

/** Cancel a call that was announced, and say why. What was answered stays under its rule. */
export async function cancelCall(db: Db, viewer: Viewer, process: Process, { id }: Call, because: string, now: Date, chance: Chance): Promise<void> {
  officerOf(viewer, process.id);
  const call = await callById(db, id, true);
  if (call.state !== "announced") throw new Refusal("not-now", call.state === "draft" ? "call-not-announced" : "call-cancelled", { call: call.number, because: call.cancelledBecause ?? "" });
  if (!because.trim()) throw new Refusal("not-valid", "call-without-reason", { call: call.number });
  await changeCall(db, id, { state: "cancelled", cancelledBecause: because.trim() });
  await tellEveryone(db, viewer, process, id, { what: "cancelled", because: because.trim(), changed: {} }, now, chance);
}

/** Throw away what was never announced. */
export async function discardCall(db: Db, viewer: Viewer, process: Process, { id }: Call, now: Date): Promise<void> {
  officerOf(viewer, process.id);
  const call = await callById(db, id, true);
  if (call.state !== "draft") throw new Refusal("not-now", "call-announced", { call: call.number });
  await removeCall(db, id);
  await record(db, viewer, "call discarded", id, now, { number: call.number });
}

/** List what happened for everyone, in the journal, and in the record. */
async function tellEveryone(db: Db, viewer: Viewer, process: Process, id: string, told: Pick<Change, "what" | "because" | "changed">, now: Date, chance: Chance) {
  const call = await callById(db, id);
  const sequence = (await changesOfCalls(db, [id])).get(id)?.length ?? 0;
  const sealed = await enterRecord(db, chance, await statementOf(db, process, call, told, now));
  await addChange(db, { callId: id, sequence, ...told, at: now, by: officerOf(viewer, process.id), entry: sealed.entry }, sealed);
  await record(db, viewer, `call ${told.what}`, id, now, { number: call.number, sequence });
}

/** What the record is told: the facts that people rely on, and a hash of the whole plan. */
async function statementOf(db: Db, process: Process, call: Call, { what, because }: Pick<Change, "what" | "because">, now: Date): Promise<Statement> {
  const { number, title, mandateSymbol, opensAt, closesAt, timeZone, toleranceMinutes, wordLimit, languages, sectors } = call;
  const plan = createHash("sha256").update(JSON.stringify(await planOf(db, call))).digest("hex");
  return {
    what: `call ${what}`, process: process.slug, call: number, title: title.en, mandate: mandateSymbol, opens: opensAt.toISOString(), closes: closesAt.toISOString(), timeZone, toleranceMinutes, wordLimit,
    languages, sectors, plan, ...(because === null ? {} : { because }), day: now.toISOString().slice(0, 10),
  };
}
