import { and, arrayOverlaps, asc, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Db } from "../../../ground/db/database.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { visitor } from "../../../ground/viewer.ts";
import { themes } from "../../themes/tables.ts";
import type { Theme } from "../../themes/theme.ts";
import { versionsFor } from "../disclosure.ts";
import type { Identity } from "../identity.ts";
import { alignments, places, provisions, provisionThemes, versions } from "../tables.ts";
import type { Alignment, Instrument } from "../text.ts";

/** Rows a statement at most; see passages. */
const rowsAtOnce = 2000;
async function inPieces<T>(rows: T[], write: (piece: T[]) => Promise<unknown>) {
  for (let from = 0; from < rows.length; from += rowsAtOnce) await write(rows.slice(from, from + rowsAtOnce));
}

const columns = {
  id: alignments.id, old: alignments.old, new: alignments.new, changes: alignments.changes, similarity: alignments.similarity,
  state: alignments.state, decidedBy: alignments.decidedBy, decidedAt: alignments.decidedAt,
};

/** How this version goes with the one before it, in reading order. */
export const alignmentsOf = (db: Db, versionId: string): Promise<Alignment[]> =>
  db.select(columns).from(alignments).where(eq(alignments.versionId, versionId)).orderBy(asc(alignments.position));

/**
 * The alignments of these versions that touch these places or what stands inside them, by version. Places of several
 * versions are asked for at once, so a row may be of a place that only another version has; whoever asks looks by id.
 */
export async function alignmentsTouching(db: Db, versionIds: string[], ids: string[]): Promise<Map<string, Alignment[]>> {
  if (versionIds.length === 0 || ids.length === 0) return new Map();
  const inside = (column: AnyPgColumn) => sql`exists (select 1 from unnest(${column}) as place, unnest(${sql.param(ids)}::text[]) as asked where starts_with(place, asked || '__'))`;
  const rows = await db.select({ versionId: alignments.versionId, ...columns }).from(alignments)
    .where(and(inArray(alignments.versionId, versionIds), or(arrayOverlaps(alignments.old, ids), arrayOverlaps(alignments.new, ids), inside(alignments.old), inside(alignments.new))))
    .orderBy(asc(alignments.position));
  return new Map([...Map.groupBy(rows, (it) => it.versionId)].map(([id, of]) => [id, of.map(({ versionId: _, ...it }) => it)]));
}

/** The numbers of what stands at these places of a version. */
export async function numbersAt(db: Db, versionId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select({ place: places.id, number: provisions.number }).from(places).innerJoin(provisions, eq(provisions.id, places.provisionId))
    .where(and(eq(places.versionId, versionId), inArray(places.id, ids)));
  return new Map(rows.map((it) => [it.place, it.number]));
}

/** Put a new alignment in the place of what was there. */
export async function replaceAlignments(db: Db, versionId: string, rows: Alignment[]) {
  await db.delete(alignments).where(eq(alignments.versionId, versionId));
  await inPieces(rows.map((it, position) => ({ ...it, versionId, position })), (piece) => db.insert(alignments).values(piece));
}

/** Who stands at each place of a version: passage id → identity. */
export async function placesIn(db: Db, versionId: string): Promise<Map<string, Identity>> {
  const rows = await db.select({ place: places.id, id: provisions.id, number: provisions.number }).from(places)
    .innerJoin(provisions, eq(provisions.id, places.provisionId)).where(eq(places.versionId, versionId));
  return new Map(rows.map(({ place, ...identity }) => [place, identity]));
}

/** Where a provision stands: version → passage id. */
export async function placesOf(db: Db, provisionId: string): Promise<Map<string, string>> {
  const rows = await db.select({ versionId: places.versionId, id: places.id }).from(places).where(eq(places.provisionId, provisionId));
  return new Map(rows.map((it) => [it.versionId, it.id]));
}

/** All numbers given in a process so far, those no longer in use included: none is given twice. */
export const numbersGiven = async (db: Db, processId: string) =>
  (await db.select({ number: provisions.number }).from(provisions).where(eq(provisions.processId, processId))).map((it) => it.number);

/** Place the provisions of a version; new identities are added first. */
export async function replacePlaces(db: Db, instrument: Instrument, versionId: string, identities: ReadonlyMap<string, Identity>, added: Identity[]) {
  await inPieces(added.map((it) => ({ ...it, processId: instrument.processId, instrumentId: instrument.id })), (piece) => db.insert(provisions).values(piece));
  await db.delete(places).where(eq(places.versionId, versionId));
  await inPieces([...identities].map(([id, it]) => ({ versionId, id, provisionId: it.id })), (piece) => db.insert(places).values(piece));
}

/** Those of these identities that stand nowhere any more. */
export async function homeless(db: Db, ids: string[]) {
  if (ids.length === 0) return [];
  const placed = new Set((await db.select({ id: places.provisionId }).from(places).where(inArray(places.provisionId, ids))).map((it) => it.id));
  return ids.filter((it) => !placed.has(it));
}
export const leadOn = (db: Db, id: string, becameId: string) => db.update(provisions).set({ becameId }).where(eq(provisions.id, id));
export const forget = (db: Db, ids: string[]) => (ids.length === 0 ? Promise.resolve() : db.delete(provisions).where(inArray(provisions.id, ids)));

/** The provision under this number of a process; an old number leads to the one it became. */
export async function provisionByNumber(db: Db, processId: string, number: string) {
  const [found] = await db.select().from(provisions).where(and(eq(provisions.processId, processId), eq(provisions.number, number)));
  if (!found) throw new Refusal("not-found", "provision-unknown", { number });
  let provision = found;
  for (let steps = 0; provision.becameId !== null && steps < 100; steps++) { // corrected more than once
    const [became] = await db.select().from(provisions).where(eq(provisions.id, provision.becameId));
    if (!became) break;
    provision = became;
  }
  return { provision, moved: provision !== found };
}
export type Provision = Awaited<ReturnType<typeof provisionByNumber>>["provision"];

/** Where the provision of a number stands in a published version, by the version's place in its address; null where it does not, or has another number now. */
export async function standingAt(db: Db, processId: string | SQL<string>, { number, version }: { number: string; version: string }) {
  const [row] = await db.select({ provision: provisions, version: versions, place: places.id }).from(provisions)
    .innerJoin(versions, and(eq(versions.instrumentId, provisions.instrumentId), eq(versions.slug, version), versionsFor(visitor, "")))
    .innerJoin(places, and(eq(places.versionId, versions.id), eq(places.provisionId, provisions.id)))
    .where(and(eq(provisions.processId, processId), eq(provisions.number, number), isNull(provisions.becameId)));
  return row ?? null;
}

/** Themes of each of these provisions. */
export async function themesOf(db: Db, provisionIds: string[]): Promise<Map<string, Theme[]>> {
  if (provisionIds.length === 0) return new Map();
  const rows = await db.select({ provisionId: provisionThemes.provisionId, theme: themes }).from(provisionThemes)
    .innerJoin(themes, eq(themes.id, provisionThemes.themeId)).where(inArray(provisionThemes.provisionId, provisionIds)).orderBy(asc(themes.position));
  return new Map([...Map.groupBy(rows, (it) => it.provisionId)].map(([id, of]) => [id, of.map((it) => it.theme)]));
}

/** Which provisions are tagged with a theme. */
export const taggedWith = (db: Db, themeId: string) =>
  db.select({ id: provisions.id, number: provisions.number, processId: provisions.processId, instrumentId: provisions.instrumentId }).from(provisionThemes)
    .innerJoin(provisions, eq(provisions.id, provisionThemes.provisionId)).where(eq(provisionThemes.themeId, themeId)).orderBy(asc(provisions.number));

/** Tag a provision, in place of the themes it had. */
export async function replaceThemes(db: Db, provisionId: string, themeIds: string[]) {
  await db.delete(provisionThemes).where(eq(provisionThemes.provisionId, provisionId));
  if (themeIds.length > 0) await db.insert(provisionThemes).values(themeIds.map((themeId) => ({ provisionId, themeId })));
}
export const addProvisionThemes = (db: Db, rows: { provisionId: string; themeId: string }[]) =>
  rows.length === 0 ? Promise.resolve() : db.insert(provisionThemes).values(rows).onConflictDoNothing();
