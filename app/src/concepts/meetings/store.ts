import { commitmentTo } from "@travaux/record-proofs";
import { and, asc, eq, gt, inArray, isNull, max } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import { Refusal } from "../../ground/refusal.ts";
import type { Viewer } from "../../ground/viewer.ts";
import { processes } from "../processes/tables.ts";
import { instruments, places, provisions, versions } from "../texts/tables.ts";
import { themes } from "../themes/tables.ts";
import type { Theme } from "../themes/theme.ts";
import type { MeetingChange } from "./change.ts";
import { linksFor, meetingsFor, outcomesFor } from "./disclosure.ts";
import type { Block, KeptMeeting, Meeting, MeetingDocument, MeetingLink, Outcome } from "./meeting.ts";
import type { Pin } from "./plan.ts";
import { meetingBlockPins, meetingBlocks, meetingBlockThemes, meetingChanges, meetingDocuments, meetingLinks, meetingOutcomes, meetings } from "./tables.ts";

/** A meeting as it is kept, whoever asks: for decisions, after `viewer` was found to see it. Locked until the transaction ends when it is `locked`. */
export async function meetingById(db: Db, id: string, locked = false): Promise<KeptMeeting> {
  const query = db.select().from(meetings).where(eq(meetings.id, id));
  const [meeting] = await (locked ? query.for("update") : query);
  if (!meeting) throw new Refusal("not-found", "page-unknown");
  return meeting;
}

/** The meeting of this number of a process, if `viewer` may see it; else it is not found. */
export async function meetingByNumber(db: Db, processId: string, number: number, viewer: Viewer): Promise<KeptMeeting> {
  const [meeting] = await db.select().from(meetings).where(and(eq(meetings.processId, processId), eq(meetings.number, number), meetingsFor(viewer)));
  if (!meeting) throw new Refusal("not-found", "page-unknown");
  return meeting;
}

/** The meetings of a process that `viewer` may see, in the order in which they begin. */
export const meetingsOf = (db: Db, processId: string, viewer: Viewer): Promise<KeptMeeting[]> =>
  db.select().from(meetings).where(and(eq(meetings.processId, processId), meetingsFor(viewer))).orderBy(asc(meetings.startsAt), asc(meetings.number));

/** Announced meetings of every process that are not over, those that begin first at first. */
export const meetingsAhead = (db: Db, now: Date): Promise<KeptMeeting[]> =>
  db.select().from(meetings).where(and(eq(meetings.state, "announced"), gt(meetings.endsAt, now))).orderBy(asc(meetings.startsAt), asc(meetings.number));

/** The drafts of a series, in the order in which they begin: for officers. */
export const draftsOfSeries = (db: Db, series: string): Promise<KeptMeeting[]> =>
  db.select().from(meetings).where(and(eq(meetings.series, series), eq(meetings.state, "draft"))).orderBy(asc(meetings.startsAt));

/** The agenda of a meeting, in its order; ask for the meeting first. */
export const blocksOf = (db: Db, meetingId: string): Promise<Block[]> => db.select().from(meetingBlocks).where(eq(meetingBlocks.meetingId, meetingId)).orderBy(asc(meetingBlocks.number));

/** The agendas of several meetings, each in its order. */
export async function blocksOfMeetings(db: Db, meetingIds: readonly string[]): Promise<Map<string, Block[]>> {
  const rows = meetingIds.length === 0 ? [] : await db.select().from(meetingBlocks).where(inArray(meetingBlocks.meetingId, [...meetingIds])).orderBy(asc(meetingBlocks.meetingId), asc(meetingBlocks.number));
  return Map.groupBy(rows, (it) => it.meetingId);
}

/** The provisions that the blocks of a meeting are about, each with what leads to it, in the order of the agenda. Versions are public once published, and no other is pinned. */
export async function pinnedOf(db: Db, meetingId: string) {
  const rows = await db.select({ block: meetingBlockPins.block, place: meetingBlockPins.place, version: { id: versions.id, slug: versions.slug, symbol: versions.symbol }, instrument: { slug: instruments.slug }, number: provisions.number })
    .from(meetingBlockPins).innerJoin(versions, eq(versions.id, meetingBlockPins.versionId)).innerJoin(instruments, eq(instruments.id, versions.instrumentId))
    .innerJoin(places, and(eq(places.versionId, meetingBlockPins.versionId), eq(places.id, meetingBlockPins.place))).innerJoin(provisions, eq(provisions.id, places.provisionId))
    .where(eq(meetingBlockPins.meetingId, meetingId)).orderBy(asc(meetingBlockPins.block), asc(versions.sequence));
  return rows.toSorted((a, b) => a.block - b.block || a.place.localeCompare(b.place, "en", { numeric: true }));
}
export type PinnedPlace = Awaited<ReturnType<typeof pinnedOf>>[number];

/** The themes that the blocks of a meeting are about. */
export const blockThemesOf = async (db: Db, meetingId: string): Promise<{ block: number; theme: Theme }[]> =>
  (await db.select({ block: meetingBlockThemes.block, theme: themes }).from(meetingBlockThemes).innerJoin(themes, eq(themes.id, meetingBlockThemes.themeId)).where(eq(meetingBlockThemes.meetingId, meetingId)).orderBy(asc(meetingBlockThemes.block), asc(themes.kind), asc(themes.position)))
    .map(({ block, theme: { position: _, ...theme } }) => ({ block, theme }));

/** The papers of a meeting, in their order. */
export const papersOf = (db: Db, meetingId: string): Promise<MeetingDocument[]> => db.select().from(meetingDocuments).where(eq(meetingDocuments.meetingId, meetingId)).orderBy(asc(meetingDocuments.position));

/** The ways in by network that `viewer` may use: those for everyone, and the others for those who take part, speak there or officiate. */
export const linksOf = (db: Db, meeting: Meeting, blocks: readonly Block[], speaks: boolean, viewer: Viewer): Promise<MeetingLink[]> =>
  db.select().from(meetingLinks).where(and(eq(meetingLinks.meetingId, meeting.id), linksFor(meeting, blocks, speaks, viewer))).orderBy(asc(meetingLinks.use), asc(meetingLinks.id));

/** What a meeting left, as far as `viewer` may read it, in its order. */
export const outcomesOf = (db: Db, meeting: Meeting, viewer: Viewer): Promise<Outcome[]> =>
  db.select().from(meetingOutcomes).where(and(eq(meetingOutcomes.meetingId, meeting.id), outcomesFor(meeting, viewer))).orderBy(asc(meetingOutcomes.kind), asc(meetingOutcomes.number));

const changeColumns = { meetingId: meetingChanges.meetingId, sequence: meetingChanges.sequence, what: meetingChanges.what, at: meetingChanges.at, by: meetingChanges.by, because: meetingChanges.because, changed: meetingChanges.changed, entry: meetingChanges.entry };

/** What happened to these meetings in public, oldest first, by meeting. */
export async function changesOfMeetings(db: Db, meetingIds: readonly string[]): Promise<Map<string, MeetingChange[]>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db.select(changeColumns).from(meetingChanges).where(inArray(meetingChanges.meetingId, [...meetingIds])).orderBy(asc(meetingChanges.meetingId), asc(meetingChanges.sequence));
  return Map.groupBy(rows, (it) => it.meetingId);
}

/** What the record was told of one thing that happened to a meeting. */
export async function entryOfMeetingChange(db: Db, meetingId: string, sequence: number): Promise<{ sealed: Sealed; at: Date } | null> {
  const [row] = await db.select().from(meetingChanges).where(and(eq(meetingChanges.meetingId, meetingId), eq(meetingChanges.sequence, sequence)));
  return row ? { sealed: { entry: row.entry, statement: row.statement, salt: row.salt, commitment: commitmentTo(row.statement, row.salt) }, at: row.at } : null;
}

/** The number that the next meeting of a process has; two officers at once get two, since the process is locked until the transaction ends. */
export async function nextMeetingNumber(db: Db, processId: string): Promise<number> {
  await db.select({ id: processes.id }).from(processes).where(eq(processes.id, processId)).for("update");
  const [row] = await db.select({ last: max(meetings.number) }).from(meetings).where(eq(meetings.processId, processId));
  return (row?.last ?? 0) + 1;
}

/** What may be left out of a meeting that is kept: nothing was changed of it yet, and it takes no event's place. */
type New<T extends Meeting> = T & Partial<Pick<KeptMeeting, "event" | "edition" | "editedBy">>;
export const addMeeting = (db: Db, it: New<Meeting>) => db.insert(meetings).values(it);
export const changeMeetingRow = (db: Db, id: string, patch: Partial<Omit<KeptMeeting, "id">>) => db.update(meetings).set(patch).where(eq(meetings.id, id));
export const removeMeeting = (db: Db, id: string) => db.delete(meetings).where(eq(meetings.id, id));
export const addBlocks = async (db: Db, blocks: readonly Block[]) => { if (blocks.length > 0) await db.insert(meetingBlocks).values([...blocks]); };

/** A number that no agenda reaches: where blocks wait while they change places. */
const aside = 1_000_000;

/** Put an agenda in the place of a meeting's: `was` is the number that a block had until now, null for a new one. What hangs on a block goes with it. */
export async function replaceAgenda(db: Db, meetingId: string, agenda: readonly (Block & { was: number | null; pins: Pin[]; themeIds: string[] })[]) {
  const of = (number: number) => and(eq(meetingBlocks.meetingId, meetingId), eq(meetingBlocks.number, number));
  const kept = agenda.flatMap((it) => it.was ?? []);
  const gone = (await blocksOf(db, meetingId)).map((it) => it.number).filter((it) => !kept.includes(it));
  for (const number of gone) {
    await db.delete(meetingLinks).where(and(eq(meetingLinks.meetingId, meetingId), eq(meetingLinks.block, number)));
    await db.update(meetingDocuments).set({ block: null }).where(and(eq(meetingDocuments.meetingId, meetingId), eq(meetingDocuments.block, number)));
    await db.delete(meetingBlocks).where(of(number));
  }
  const renumber = async (from: number, to: number, row: Partial<Block> = {}) => {
    await db.update(meetingBlocks).set({ ...row, number: to }).where(of(from));
    for (const table of [meetingDocuments, meetingLinks]) await db.update(table).set({ block: to }).where(and(eq(table.meetingId, meetingId), eq(table.block, from)));
  };
  for (const it of kept) await renumber(it, it + aside);
  for (const { was, pins: _, themeIds: __, ...row } of agenda) await (was === null ? db.insert(meetingBlocks).values(row) : renumber(was + aside, row.number, row));
  await db.delete(meetingBlockPins).where(eq(meetingBlockPins.meetingId, meetingId));
  await db.delete(meetingBlockThemes).where(eq(meetingBlockThemes.meetingId, meetingId));
  await keepAbout(db, meetingId, agenda);
}

/** Say what the blocks of a meeting are about. */
export async function keepAbout(db: Db, meetingId: string, agenda: readonly { number: number; pins: readonly Pin[]; themeIds: readonly string[] }[]) {
  const pins = agenda.flatMap((it) => it.pins.map((pin) => ({ meetingId, block: it.number, ...pin })));
  const tags = agenda.flatMap((it) => it.themeIds.map((themeId) => ({ meetingId, block: it.number, themeId })));
  if (pins.length > 0) await db.insert(meetingBlockPins).values(pins).onConflictDoNothing();
  if (tags.length > 0) await db.insert(meetingBlockThemes).values(tags).onConflictDoNothing();
}

/** Put papers in the place of a meeting's, numbered in this order. */
export async function replacePapers(db: Db, meetingId: string, papers: readonly Omit<MeetingDocument, "meetingId" | "position">[]) {
  await db.delete(meetingDocuments).where(eq(meetingDocuments.meetingId, meetingId));
  if (papers.length > 0) await db.insert(meetingDocuments).values(papers.map((it, index) => ({ ...it, meetingId, position: index + 1 })));
}

export const addLink = (db: Db, it: MeetingLink) => db.insert(meetingLinks).values(it);
export const removeLink = (db: Db, meetingId: string, id: string) => db.delete(meetingLinks).where(and(eq(meetingLinks.meetingId, meetingId), eq(meetingLinks.id, id))).returning({ id: meetingLinks.id });

export const addOutcomes = async (db: Db, outcomes: readonly Outcome[]) => { if (outcomes.length > 0) await db.insert(meetingOutcomes).values([...outcomes]); };
/** Take the drafts of a meeting's outcomes away; what was cleared stands. */
export const removeDraftOutcomes = (db: Db, meetingId: string) => db.delete(meetingOutcomes).where(and(eq(meetingOutcomes.meetingId, meetingId), isNull(meetingOutcomes.clearedDay)));
export const changeOutcome = (db: Db, { meetingId, kind, number }: Pick<Outcome, "meetingId" | "kind" | "number">, patch: Partial<Pick<Outcome, "text" | "clearedBy" | "clearedDay">>) =>
  db.update(meetingOutcomes).set(patch).where(and(eq(meetingOutcomes.meetingId, meetingId), eq(meetingOutcomes.kind, kind), eq(meetingOutcomes.number, number)));

export const addMeetingChange = (db: Db, { entry: _, ...it }: MeetingChange, { entry, statement, salt }: Sealed) => db.insert(meetingChanges).values({ ...it, entry, statement, salt });

/** Whether a meeting of this process has another one that it is part of, or prepares, under these ids: both must be of the same process. */
export async function areOfProcess(db: Db, processId: string, ids: readonly (string | null)[]): Promise<boolean> {
  const asked = [...new Set(ids.filter((it) => it !== null))];
  if (asked.length === 0) return true;
  const rows = await db.select({ id: meetings.id }).from(meetings).where(and(eq(meetings.processId, processId), inArray(meetings.id, asked)));
  return rows.length === asked.length;
}
