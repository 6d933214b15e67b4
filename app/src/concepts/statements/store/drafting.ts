import { and, asc, eq, inArray, max, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import { bodyColumns, bodyNow } from "../../stakeholders/store/bodies.ts";
import { stakeholders } from "../../stakeholders/tables.ts";
import { discloseRemark, remarksFor, type Body, type ShownRemark } from "../disclosure.ts";
import type { Consent, DraftParagraph, Remark, Whole, Wording } from "../drafting.ts";
import { statementConsents, statementParagraphs, statementRemarks, statementWordings } from "../tables.ts";

/** The draft as it stands, paragraph by paragraph, with what is said of each: as many queries for two hundred as for one. */
export async function draftOf(db: Db, statementId: string): Promise<Whole[]> {
  const paragraphs = await db.select().from(statementParagraphs).where(and(eq(statementParagraphs.statementId, statementId), eq(statementParagraphs.removed, false))).orderBy(asc(statementParagraphs.position), asc(statementParagraphs.id));
  if (paragraphs.length === 0) return [];
  const ids = paragraphs.map((it) => it.id);
  const wordings = await db.select({ it: statementWordings }).from(statementWordings).innerJoin(statementParagraphs, and(eq(statementParagraphs.id, statementWordings.paragraphId), eq(statementParagraphs.edition, statementWordings.edition))).where(inArray(statementWordings.paragraphId, ids));
  const said = await db.select().from(statementConsents).where(inArray(statementConsents.paragraphId, ids)).orderBy(asc(statementConsents.day), asc(statementConsents.stakeholderId));
  return paragraphs.map((paragraph) => ({ paragraph, wording: wordings.find(({ it }) => it.paragraphId === paragraph.id)!.it, consents: said.filter((it) => it.paragraphId === paragraph.id && it.edition === paragraph.edition) }));
}

/** A paragraph of a statement; a refusal when there is none that is still in the draft. */
export async function paragraphOf(db: Db, statementId: string, id: string): Promise<DraftParagraph> {
  const [row] = await db.select().from(statementParagraphs).where(and(eq(statementParagraphs.id, id), eq(statementParagraphs.statementId, statementId), eq(statementParagraphs.removed, false)));
  if (!row) throw new Refusal("not-found", "statement-paragraph-gone");
  return row;
}

/** What a paragraph said, the first edition first, with the body that wrote each. */
export async function wordingsOf(db: Db, paragraphId: string): Promise<(Wording & { body: Body })[]> {
  const rows = await db.select({ it: statementWordings, body: bodyColumns }).from(statementWordings).innerJoin(stakeholders, eq(stakeholders.id, bodyNow(statementWordings.byId))).where(eq(statementWordings.paragraphId, paragraphId)).orderBy(asc(statementWordings.edition));
  return rows.map(({ it, body }) => ({ ...it, body }));
}
export async function wordingAt(db: Db, paragraphId: string, edition: number): Promise<Wording | null> {
  const [row] = await db.select().from(statementWordings).where(and(eq(statementWordings.paragraphId, paragraphId), eq(statementWordings.edition, edition)));
  return row ?? null;
}

/** Remarks in the room that `viewer` may read, by paragraph; those that are nobody’s in no order that tells anything. */
export async function remarksIn(db: Db, statementId: string, viewer: Viewer): Promise<ShownRemark[]> {
  const rows = await db.select({ it: statementRemarks, body: bodyColumns }).from(statementRemarks).leftJoin(stakeholders, eq(stakeholders.id, bodyNow(statementRemarks.stakeholderId)))
    .where(and(eq(statementRemarks.statementId, statementId), remarksFor(viewer))).orderBy(asc(statementRemarks.day), asc(statementRemarks.id));
  return rows.map(({ it, body }) => discloseRemark({ ...it, body }));
}

export async function lastPosition(db: Db, statementId: string): Promise<number> {
  const [row] = await db.select({ last: max(statementParagraphs.position) }).from(statementParagraphs).where(eq(statementParagraphs.statementId, statementId));
  return row?.last ?? 0;
}
/** Make room for a paragraph: all from this place on move one further. */
export const makeRoom = (db: Db, statementId: string, from: number) => db.update(statementParagraphs).set({ position: sql`${statementParagraphs.position} + 1` }).where(and(eq(statementParagraphs.statementId, statementId), sql`${statementParagraphs.position} >= ${from}`));
export const addParagraph = (db: Db, it: DraftParagraph) => db.insert(statementParagraphs).values(it);
export const changeParagraph = (db: Db, id: string, patch: Partial<DraftParagraph>) => db.update(statementParagraphs).set(patch).where(eq(statementParagraphs.id, id));
export const addWording = (db: Db, it: Wording) => db.insert(statementWordings).values(it);
export const keepConsent = (db: Db, it: Consent) => db.insert(statementConsents).values(it)
  .onConflictDoUpdate({ target: [statementConsents.paragraphId, statementConsents.edition, statementConsents.stakeholderId], set: { consent: it.consent, because: it.because, day: it.day } });
export const addRemark = (db: Db, it: Remark) => db.insert(statementRemarks).values(it);
export const removeRemark = async (db: Db, statementId: string, id: string, stakeholderIds: readonly string[]) =>
  (await db.delete(statementRemarks).where(and(eq(statementRemarks.id, id), eq(statementRemarks.statementId, statementId), inArray(statementRemarks.stakeholderId, [...stakeholderIds]))).returning({ id: statementRemarks.id })).length > 0;

/** Let what nobody said before this day be read, all of a room at once: with the day of the night in which it came, whatever the day it was written. How many comes back. */
export async function releaseRemarks(db: Db, day: string): Promise<number> {
  const [row] = await rowsOf<{ released: number }>(db, sql`select release_statement_remarks(${day}::date) as released`);
  return row?.released ?? 0;
}
