import { and, asc, eq } from "drizzle-orm";
import type { CodeRow } from "@travaux/coded-texts";
import type { Db } from "../../../ground/db/database.ts";
import type { Viewer } from "../../../ground/viewer.ts";
import type { Assessment } from "../../assessments/assessment.ts";
import { codingFor } from "../disclosure.ts";
import { codingCodes } from "../tables.ts";

/** A code as it is kept: a row of the engine’s codebook, with its place among those beside it and the day on which it was retired. */
export type KeptCode = Omit<CodeRow, "line"> & { position: number; retiredDay: string | null };

/** The codebook of an assessment, in the order in which it is nested. */
export async function codesOf(db: Db, it: Pick<Assessment, "id" | "processId">, viewer: Viewer): Promise<KeptCode[]> {
  if (!codingFor(viewer, it)) return [];
  const rows = await db.select().from(codingCodes).where(eq(codingCodes.assessmentId, it.id)).orderBy(asc(codingCodes.position), asc(codingCodes.guid));
  const below = Map.groupBy(rows.map(({ assessmentId: _, ...one }) => one), (one) => one.parent);
  const inOrder = (parent: string | null): KeptCode[] => (below.get(parent) ?? []).flatMap((one) => [one, ...inOrder(one.guid)]);
  return inOrder(null);
}

export async function addCodes(db: Db, assessmentId: string, codes: readonly KeptCode[]): Promise<void> {
  if (codes.length > 0) await db.insert(codingCodes).values(codes.map((it) => ({ assessmentId, ...it })));
}
export const changeCode = (db: Db, assessmentId: string, guid: string, patch: Partial<Omit<KeptCode, "guid">>) =>
  db.update(codingCodes).set(patch).where(and(eq(codingCodes.assessmentId, assessmentId), eq(codingCodes.guid, guid)));
