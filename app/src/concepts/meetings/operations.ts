import type { Statement } from "@travaux/record-proofs";
import { createHash } from "node:crypto";
import type { Chance } from "../../ground/chance.ts";
import type { Db } from "../../ground/db/database.ts";
import { record } from "../../ground/journal.ts";
import { enterRecord } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import { officerOf, type Viewer } from "../../ground/viewer.ts";
import { openForum } from "../disclosure/operations.ts";
import { forumsOf } from "../disclosure/store.ts";
import type { Process } from "../processes/process.ts";
import { publicPlaces } from "../texts/store/versions.ts";
import { changesBetween, type Changed, type MeetingChange } from "./change.ts";
import type { Block, KeptMeeting } from "./meeting.ts";
import { agendaMovedWith, changedIn, combinationOfBlock, hasOwnForum, heldOn, inOrder, movingFields, same, wrongIn, wrongInAgenda, type BlockPlan, type MeetingPlan, type PaperPlan, type WholePlan } from "./plan.ts";
import { addBlocks, addMeeting, addMeetingChange, areOfProcess, blocksOf, blockThemesOf, changeMeetingRow, changesOfMeetings, draftsOfSeries, keepAbout, meetingById, nextMeetingNumber, papersOf, pinnedOf, removeMeeting, replaceAgenda, replacePapers } from "./store.ts";

/** A meeting as an officer had it before them: which one, and as how often changed. */
export type At = Pick<KeptMeeting, "id" | "edition">;
/** A block as it is to stand; `was` is its number until now, null for a new one. */
export type AgendaItem = BlockPlan & { was: number | null };

/** A meeting as its officers planned it. */
export function planOf(meeting: KeptMeeting): MeetingPlan {
  const { kind, title, about, phase, format, place, timeZone, startsAt, endsAt, organisers, partOfId, preparesId, admission, openTo, combinations, modalities, contact, event } = meeting;
  return { kind, title, about, phase, format, place, timeZone, startsAt, endsAt, organisers, partOfId, preparesId, admission, openTo, combinations, modalities, contact, event };
}

/** The agenda of a meeting with what each block is about, in its order. */
export async function agendaOf(db: Db, meetingId: string): Promise<(AgendaItem & { was: number })[]> {
  const [blocks, pinned, tagged] = [await blocksOf(db, meetingId), await pinnedOf(db, meetingId), await blockThemesOf(db, meetingId)];
  return blocks.map(({ meetingId: _, number, forumId: __, ...it }) => ({
    ...it, was: number, pins: pinned.filter((one) => one.block === number).map((one) => ({ versionId: one.version.id, place: one.place })), themeIds: tagged.filter((one) => one.block === number).map((one) => one.theme.id),
  }));
}

/** All of a meeting that a copy of it begins with. */
export const wholeOf = async (db: Db, meeting: KeptMeeting): Promise<WholePlan> => ({
  plan: planOf(meeting), blocks: (await agendaOf(db, meeting.id)).map(({ was: _, ...it }) => it), papers: (await papersOf(db, meeting.id)).map(({ meetingId: _, position: __, ...it }) => it),
});

async function refuseWrong(db: Db, processId: string, plan: MeetingPlan, agenda: readonly BlockPlan[]): Promise<void> {
  const [first] = wrongIn(plan);
  if (first) throw new Refusal("not-valid", "meeting-not-right", { field: first.field });
  const wrong = wrongInAgenda(agenda, plan);
  if (wrong) throw new Refusal("not-valid", "meeting-agenda-not-right", { block: wrong.block });
  const pins = agenda.flatMap((it) => it.pins);
  if ((await publicPlaces(db, processId, pins)).length < pins.length) throw new Refusal("not-valid", "meeting-agenda-not-right", { block: agenda.findIndex((it) => it.pins.length > 0) + 1 });
  if (!(await areOfProcess(db, processId, [plan.partOfId, plan.preparesId]))) throw new Refusal("not-valid", "meeting-of-another-process");
}

/** Prepare a meeting: its officers see it, nobody else. `number`: go on counting from elsewhere; `series`: with what it was copied. */
export async function draftMeeting(db: Db, viewer: Viewer, process: Process, { plan, blocks, papers }: WholePlan, now: Date, chance: Chance, { number, series = null }: { number?: number; series?: string | null } = {}): Promise<KeptMeeting> {
  const by = officerOf(viewer, process.id);
  if (process.nature === "record") throw new Refusal("not-valid", "meeting-in-record", { process: process.shortName.en });
  const agenda = inOrder(blocks);
  await refuseWrong(db, process.id, plan, agenda);
  const meeting: KeptMeeting = { ...plan, id: chance.id(), forumId: chance.id(), processId: process.id, number: number ?? (await nextMeetingNumber(db, process.id)), state: "draft", series, announcedAt: null, closedAt: null, cancelledBecause: null, edition: 0, editedBy: by };
  await addMeeting(db, meeting);
  const kept = agenda.map((it, index) => ({ ...it, number: index + 1 }));
  await addBlocks(db, kept.map(({ pins: _, themeIds: __, ...it }) => ({ ...it, meetingId: meeting.id, forumId: hasOwnForum(it, plan) ? chance.id() : null })));
  await keepAbout(db, meeting.id, kept);
  await replacePapers(db, meeting.id, papers);
  await record(db, viewer, "meeting drafted", meeting.id, now, { number: meeting.number });
  return meeting;
}

/** Copy a meeting to other days, at the same hours of its venue whatever the clocks do: drafts of one series, all or none. */
export async function copyMeeting(db: Db, viewer: Viewer, process: Process, meeting: KeptMeeting, days: readonly string[], now: Date, chance: Chance): Promise<KeptMeeting[]> {
  officerOf(viewer, process.id);
  if (days.length === 0 || days.length > mostCopies) throw new Refusal("not-valid", "meeting-copies", { most: mostCopies });
  const whole = await wholeOf(db, meeting);
  const series = days.length > 1 ? chance.id() : null;
  const copies: KeptMeeting[] = [];
  for (const day of days) {
    const held = heldOn(day, whole);
    if (!held) throw new Refusal("not-valid", "meeting-hour-missing", { day, place: meeting.timeZone });
    copies.push(await draftMeeting(db, viewer, process, held, now, chance, { series }));
  }
  return copies;
}
/** A year of weekly meetings. */
export const mostCopies = 52;

/** The meeting, locked, if it may be changed and nobody changed it since `at`. */
async function begun(db: Db, viewer: Viewer, process: Process, { id, edition }: At, closedToo = false): Promise<KeptMeeting> {
  officerOf(viewer, process.id);
  const meeting = await meetingById(db, id, true);
  if (meeting.processId !== process.id) throw new Refusal("not-found", "page-unknown");
  if (meeting.state === "cancelled") throw new Refusal("not-now", "meeting-cancelled", { number: meeting.number, because: meeting.cancelledBecause ?? "" });
  if (meeting.state === "closed" && !closedToo) throw new Refusal("not-now", "meeting-closed", { number: meeting.number });
  if (meeting.edition !== edition) throw new Refusal("not-now", "meeting-changed-meanwhile", { number: meeting.number, by: meeting.editedBy });
  return meeting;
}

/** Count the change; of an announced meeting, tell everyone. */
async function ended(db: Db, viewer: Viewer, process: Process, meeting: KeptMeeting, told: { what: MeetingChange["what"]; because: string | null; changed: Changed } | null, now: Date, chance: Chance): Promise<void> {
  if (told && meeting.state !== "draft" && told.because !== null && !told.because.trim()) throw new Refusal("not-valid", "meeting-without-reason", { number: meeting.number });
  await changeMeetingRow(db, meeting.id, { edition: meeting.edition + 1, editedBy: officerOf(viewer, process.id) });
  if (told && meeting.state !== "draft") await tellEveryone(db, viewer, process, meeting.id, { ...told, because: told.because?.trim() ?? null }, now, chance);
  else await record(db, viewer, meeting.state === "draft" ? "meeting draft changed" : "meeting tended", meeting.id, now, { number: meeting.number });
}

/** Put another plan in the place of a meeting's; its agenda moves along with its beginning. Once it was announced that needs a reason and is listed for everyone, and its rule is fixed. */
export async function changeMeeting(db: Db, viewer: Viewer, process: Process, at: At, after: MeetingPlan, because: string, now: Date, chance: Chance): Promise<void> {
  const meeting = await begun(db, viewer, process, at);
  const before = planOf(meeting);
  const fields = changedIn(before, after);
  if (fields.length === 0) return;
  if (meeting.state !== "draft" && fields.some((it) => it === "openTo" || it === "combinations")) throw new Refusal("not-valid", "meeting-rule-fixed", { number: meeting.number });
  const agenda = await agendaOf(db, meeting.id);
  const moved = fields.includes("startsAt") || fields.includes("timeZone") ? agendaMovedWith(agenda, before, after) : agenda;
  if (!moved) throw new Refusal("not-valid", "meeting-hour-missing", { day: after.startsAt.toISOString().slice(0, 10), place: after.timeZone });
  await refuseWrong(db, process.id, after, moved);
  await changeMeetingRow(db, meeting.id, after);
  if (moved !== agenda || fields.includes("combinations")) await keepAgenda(db, viewer, process, { ...meeting, ...after }, moved, now, chance);
  const what = fields.every((it) => movingFields.includes(it)) ? "moved" : "changed";
  await ended(db, viewer, process, meeting, { what, because, changed: changesBetween(fields, before, after) }, now, chance);
}

/** Put another agenda in the place of a meeting's, in the order of time. The rule of a block that was announced is fixed. */
export async function changeAgenda(db: Db, viewer: Viewer, process: Process, at: At, items: readonly AgendaItem[], because: string, now: Date, chance: Chance): Promise<void> {
  const meeting = await begun(db, viewer, process, at);
  const agenda = inOrder(items);
  await refuseWrong(db, process.id, planOf(meeting), agenda);
  const before = await agendaOf(db, meeting.id);
  const wasOf = (it: AgendaItem) => before.find((one) => one.was === it.was);
  const fixed = agenda.some((it) => { const was = wasOf(it); return was !== undefined && (was.audience !== it.audience || was.attribution !== it.attribution); });
  if (meeting.state !== "draft" && fixed) throw new Refusal("not-valid", "meeting-rule-fixed", { number: meeting.number });
  if (same(before, agenda)) return;
  await keepAgenda(db, viewer, process, meeting, agenda, now, chance);
  await ended(db, viewer, process, meeting, { what: "changed", because, changed: changesBetween(["agenda"], { agenda: before.map(saidOf) }, { agenda: agenda.map(saidOf) }) }, now, chance);
}

/** A block as the list of changes tells it. */
const saidOf = ({ title, startsAt, endsAt }: BlockPlan) => ({ title: title.en, startsAt, endsAt });

/** Keep an agenda, with the forums that its blocks were promised or now need. */
async function keepAgenda(db: Db, viewer: Viewer, process: Process, meeting: KeptMeeting, agenda: readonly AgendaItem[], now: Date, chance: Chance) {
  const known = new Map((await blocksOf(db, meeting.id)).map((it) => [it.number, it]));
  const rows = agenda.map((it, index) => ({ ...it, meetingId: meeting.id, number: index + 1, forumId: hasOwnForum(it, meeting) ? (known.get(it.was ?? 0)?.forumId ?? chance.id()) : null }));
  await replaceAgenda(db, meeting.id, rows);
  if (meeting.state !== "announced") return;
  for (const row of rows) if (row.was === null || known.get(row.was)?.forumId !== row.forumId) await openForumOf(db, viewer, process, meeting, row, now, chance);
}

/** Papers, promised ones among them, in this order. */
export async function changePapers(db: Db, viewer: Viewer, process: Process, at: At, papers: readonly PaperPlan[], now: Date, chance: Chance): Promise<void> {
  const meeting = await begun(db, viewer, process, at, true);
  const blocks = new Set((await blocksOf(db, meeting.id)).map((it) => it.number));
  if (papers.some((it) => it.block !== null && !blocks.has(it.block))) throw new Refusal("not-found", "page-unknown");
  await replacePapers(db, meeting.id, papers);
  await ended(db, viewer, process, meeting, null, now, chance);
}

/** Announce a meeting: its page is public from now on, and its forum opens, as do those of blocks under the Rule. */
export async function announceMeeting(db: Db, viewer: Viewer, process: Process, at: At, now: Date, chance: Chance): Promise<void> {
  const meeting = await begun(db, viewer, process, at);
  if (meeting.state !== "draft") throw new Refusal("not-now", "meeting-announced", { number: meeting.number });
  await refuseWrong(db, process.id, planOf(meeting), await agendaOf(db, meeting.id));
  if (meeting.endsAt <= now) throw new Refusal("not-valid", "meeting-over-before-announced", { number: meeting.number });
  await openForumOf(db, viewer, process, meeting, null, now, chance);
  for (const block of await blocksOf(db, meeting.id)) await openForumOf(db, viewer, process, meeting, block, now, chance);
  await changeMeetingRow(db, meeting.id, { state: "announced", announcedAt: now, edition: meeting.edition + 1, editedBy: officerOf(viewer, process.id) });
  await tellEveryone(db, viewer, process, meeting.id, { what: "announced", because: null, changed: {} }, now, chance);
}

/** Announce every draft of a series that is still to come, all or none; the meetings come back. */
export async function announceSeries(db: Db, viewer: Viewer, process: Process, series: string, now: Date, chance: Chance): Promise<KeptMeeting[]> {
  officerOf(viewer, process.id);
  const drafts = (await draftsOfSeries(db, series)).filter((it) => it.processId === process.id);
  if (drafts.length === 0) throw new Refusal("not-found", "page-unknown");
  for (const it of drafts) await announceMeeting(db, viewer, process, it, now, chance);
  return drafts;
}

/** The forum of a meeting, or that of one of its blocks; each opens under the id that it was promised. */
async function openForumOf(db: Db, viewer: Viewer, process: Process, meeting: KeptMeeting, block: Block | null, now: Date, chance: Chance) {
  const id = block ? block.forumId : meeting.forumId;
  if (id === null) return;
  const slugs = new Set((await forumsOf(db, process.id)).map((it) => it.slug));
  const wanted = `meeting-${meeting.number}${block ? `-item-${block.number}` : ""}`;
  const slug = slugs.has(wanted) ? `${wanted}-${id.slice(-8)}` : wanted;
  const { title, about } = block ?? meeting;
  const { openTo, combinations } = block ? { openTo: "participants" as const, combinations: [combinationOfBlock(block)] } : meeting;
  await openForum(db, viewer, { id, slug, processId: process.id, title, about: about?.en ? about : null, openTo, combinations }, now, chance);
}

/** Cancel a meeting that was announced, and say why. Its page stays. */
export async function cancelMeeting(db: Db, viewer: Viewer, process: Process, at: At, because: string, now: Date, chance: Chance): Promise<void> {
  const meeting = await begun(db, viewer, process, at);
  if (meeting.state === "draft") throw new Refusal("not-now", "meeting-not-announced", { number: meeting.number });
  if (!because.trim()) throw new Refusal("not-valid", "meeting-without-reason", { number: meeting.number });
  await changeMeetingRow(db, meeting.id, { state: "cancelled", cancelledBecause: because.trim() });
  await ended(db, viewer, process, { ...meeting, state: "cancelled" }, { what: "cancelled", because, changed: {} }, now, chance);
}

/** Throw away what was never announced. */
export async function discardMeeting(db: Db, viewer: Viewer, process: Process, at: At, now: Date): Promise<void> {
  const meeting = await begun(db, viewer, process, at);
  if (meeting.state !== "draft") throw new Refusal("not-now", "meeting-announced", { number: meeting.number });
  await removeMeeting(db, meeting.id);
  await record(db, viewer, "meeting discarded", meeting.id, now, { number: meeting.number });
}

/** Close a meeting that has begun: it is over, and what it left is shown as it is cleared. */
export async function closeMeeting(db: Db, viewer: Viewer, process: Process, at: At, now: Date, chance: Chance): Promise<void> {
  const meeting = await begun(db, viewer, process, at);
  if (meeting.state === "draft") throw new Refusal("not-now", "meeting-not-announced", { number: meeting.number });
  if (meeting.startsAt > now) throw new Refusal("not-now", "meeting-not-begun", { number: meeting.number, day: meeting.startsAt });
  await changeMeetingRow(db, meeting.id, { state: "closed", closedAt: now });
  await ended(db, viewer, process, { ...meeting, state: "closed" }, { what: "closed", because: null, changed: {} }, now, chance);
}

/** What another file of this concept changes of a meeting goes through the same gate: see outcomes.ts, speakers.ts. */
export async function tended(db: Db, viewer: Viewer, process: Process, at: At, now: Date, chance: Chance, deed: (meeting: KeptMeeting) => Promise<{ because: string; changed: Changed } | null>): Promise<void> {
  const meeting = await begun(db, viewer, process, at, true);
  const told = await deed(meeting);
  await ended(db, viewer, process, meeting, told && { what: "changed", ...told }, now, chance);
}

/** List what happened for everyone, in the journal, and in the record. */
async function tellEveryone(db: Db, viewer: Viewer, process: Process, id: string, told: Pick<MeetingChange, "what" | "because" | "changed">, now: Date, chance: Chance) {
  const meeting = await meetingById(db, id);
  const sequence = (await changesOfMeetings(db, [id])).get(id)?.length ?? 0;
  const sealed = await enterRecord(db, chance, await statementOf(db, process, meeting, told, now));
  await addMeetingChange(db, { meetingId: id, sequence, ...told, at: now, by: officerOf(viewer, process.id), entry: sealed.entry }, sealed);
  await record(db, viewer, `meeting ${told.what}`, id, now, { number: meeting.number, sequence });
}

/** What the record is told: the facts that people rely on, and a hash of the whole plan with its agenda. */
async function statementOf(db: Db, process: Process, meeting: KeptMeeting, { what, because }: Pick<MeetingChange, "what" | "because">, now: Date): Promise<Statement> {
  const { number, kind, title, format, admission, startsAt, endsAt, timeZone } = meeting;
  const plan = createHash("sha256").update(JSON.stringify({ plan: planOf(meeting), agenda: (await agendaOf(db, meeting.id)).map(({ was: _, ...it }) => it) })).digest("hex");
  return {
    what: `meeting ${what}`, process: process.slug, meeting: number, kind, title: title.en, format, admission, starts: startsAt.toISOString(), ends: endsAt.toISOString(), timeZone, plan,
    ...(because === null ? {} : { because }), day: now.toISOString().slice(0, 10),
  };
}
