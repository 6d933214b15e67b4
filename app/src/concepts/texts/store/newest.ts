import { visitor } from "../../../ground/viewer.ts";
import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { versionsFor } from "../disclosure.ts";
import { editions, passages, places, provisions, versions } from "../tables.ts";

/** Where provisions stand in the newest published version that has them, headed in `language` where there is such an edition. */
export async function newestPlaces(db: Db, provisionIds: string[], language: string) {
  if (provisionIds.length === 0) return [];
  const rows = await db.selectDistinctOn([provisions.id], {
    id: provisions.id, number: provisions.number, processId: provisions.processId, symbol: versions.symbol, language: editions.language,
    kind: passages.kind, printed: passages.number, heading: passages.heading, position: passages.position,
  }).from(provisions)
    .innerJoin(places, eq(places.provisionId, provisions.id)).innerJoin(versions, eq(versions.id, places.versionId)).innerJoin(editions, eq(editions.versionId, versions.id))
    .innerJoin(passages, and(eq(passages.editionId, editions.id), eq(passages.id, places.id)))
    .where(and(inArray(provisions.id, provisionIds), versionsFor(visitor, "")))
    .orderBy(asc(provisions.id), desc(versions.sequence), desc(sql`${editions.language} = ${language}`), desc(sql`${editions.language} = 'en'`));
  return rows.toSorted((a, b) => a.position - b.position);
}
export type NewestPlace = Awaited<ReturnType<typeof newestPlaces>>[number];
