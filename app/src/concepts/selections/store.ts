import { commitmentTo } from "@travaux/record-proofs";
import { and, asc, eq, max } from "drizzle-orm";
import type { Db } from "../../ground/db/database.ts";
import type { Sealed } from "../../ground/record/enter.ts";
import type { Viewer } from "../../ground/viewer.ts";
import type { Meeting } from "../meetings/meeting.ts";
import { registrations } from "../registrations/tables.ts";
import { applicantsFor, filesFor, selectionFor } from "./disclosure.ts";
import type { Applicant, Replaced, Selection, SelectionFiles } from "./selection.ts";
import { selectionApplicants, selectionDeeds, selectionFiles, selections } from "./tables.ts";

type At = Pick<Meeting, "id" | "processId">;

/** The draw of a meeting as far as `viewer` may know; null where there is none. Locked until the transaction ends where it is `locked`. */
export async function selectionAt(db: Db, meeting: At, viewer: Viewer, locked = false): Promise<Selection | null> {
  const query = db.select().from(selections).where(and(eq(selections.meetingId, meeting.id), selectionFor(viewer, meeting)));
  const [row] = await (locked ? query.for("update") : query);
  return row ?? null;
}

/** Its files, if `viewer` may have them; else null. */
export async function filesOf(db: Db, meeting: At, selection: Selection, viewer: Viewer): Promise<SelectionFiles | null> {
  const [row] = await db.select({ pool: selectionFiles.pool, quotas: selectionFiles.quotas, chances: selectionFiles.chances, result: selectionFiles.result }).from(selectionFiles)
    .where(and(eq(selectionFiles.selectionId, selection.id), filesFor(db, viewer, meeting, selection)));
  return row ?? null;
}

/** Applicants with their pseudonyms that `viewer` may know: for most, their own. */
export const applicantsOf = async (db: Db, meeting: At, selection: Pick<Selection, "id">, viewer: Viewer): Promise<Applicant[]> =>
  (await db.select({ it: selectionApplicants }).from(selectionApplicants).innerJoin(registrations, eq(registrations.id, selectionApplicants.registrationId))
    .where(and(eq(selectionApplicants.selectionId, selection.id), applicantsFor(viewer, meeting))).orderBy(asc(selectionApplicants.pseudonym))).map(({ it }) => it);

/** Who was replaced by whom, by pseudonym; ask for the files first, which the same people may have. */
export const replacedIn = async (db: Db, selection: Pick<Selection, "id">): Promise<Replaced[]> =>
  (await db.select().from(selectionDeeds).where(and(eq(selectionDeeds.selectionId, selection.id), eq(selectionDeeds.what, "replaced"))).orderBy(asc(selectionDeeds.number)))
    .map((it) => ({ number: it.number, out: it.leaver!, into: it.comer, from: it.comesFrom, day: it.day }));

/** What the record was told when it was published and when it was drawn. */
export async function entriesOf(db: Db, selection: Pick<Selection, "id">): Promise<(Sealed & { what: "published" | "drawn" | "replaced"; day: string; number: number })[]> {
  const rows = await db.select().from(selectionDeeds).where(eq(selectionDeeds.selectionId, selection.id)).orderBy(asc(selectionDeeds.number));
  return rows.map(({ what, day, number, entry, statement, salt }) => ({ what, day, number, entry, statement, salt, commitment: commitmentTo(statement, salt) }));
}

export const addSelection = (db: Db, it: Selection) => db.insert(selections).values(it);
export const changeSelection = (db: Db, id: string, patch: Partial<Omit<Selection, "id">>) => db.update(selections).set(patch).where(eq(selections.id, id));
export const addApplicant = (db: Db, it: Applicant) => db.insert(selectionApplicants).values(it);
export const changeApplicant = (db: Db, { selectionId, registrationId }: Pick<Applicant, "selectionId" | "registrationId">, patch: Partial<Pick<Applicant, "inPool" | "acceptedDay" | "declinedDay">>) =>
  db.update(selectionApplicants).set(patch).where(and(eq(selectionApplicants.selectionId, selectionId), eq(selectionApplicants.registrationId, registrationId)));
export const keepFiles = (db: Db, selectionId: string, it: SelectionFiles) => db.insert(selectionFiles).values({ selectionId, ...it }).onConflictDoUpdate({ target: selectionFiles.selectionId, set: it });
export const keepResult = (db: Db, selectionId: string, result: SelectionFiles["result"]) => db.update(selectionFiles).set({ result }).where(eq(selectionFiles.selectionId, selectionId));

export type Deed = { what: "published" | "drawn" | "replaced"; leaver: string | null; comer: string | null; comesFrom: Replaced["from"]; by: string; day: string };
/** Add what was done, after what was done before. */
export async function addDeed(db: Db, selectionId: string, it: Deed, { entry, statement, salt }: Sealed): Promise<void> {
  const [last] = await db.select({ number: max(selectionDeeds.number) }).from(selectionDeeds).where(eq(selectionDeeds.selectionId, selectionId));
  await db.insert(selectionDeeds).values({ ...it, selectionId, number: (last?.number ?? 0) + 1, entry, statement, salt });
}
