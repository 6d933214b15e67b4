import { commitmentTo } from "@travaux/record-proofs";
import { asc, eq } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import type { Sealed } from "../../../ground/record/enter.ts";
import { editions, versionEntries } from "../tables.ts";

/** Keep what shows the publication of a version. */
export const keepEntry = (db: Db, versionId: string, { entry, statement, salt }: Sealed) => db.insert(versionEntries).values({ versionId, entry, statement, salt });

/** What was entered when a version was published; null for one that was published before there was a record, or is not public. */
export async function entryOf(db: Db, versionId: string): Promise<Sealed | null> {
  const [row] = await db.select().from(versionEntries).where(eq(versionEntries.versionId, versionId));
  return row ? { entry: row.entry, statement: row.statement, salt: row.salt, commitment: commitmentTo(row.statement, row.salt) } : null;
}

/** The languages of a version, each with the SHA-256 of its document. */
export const documentsOf = (db: Db, versionId: string): Promise<{ language: string; sha256: string }[]> =>
  db.select({ language: editions.language, sha256: editions.sha256 }).from(editions).where(eq(editions.versionId, versionId)).orderBy(asc(editions.language));
