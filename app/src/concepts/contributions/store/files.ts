import { sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { drafts, wordings } from "../tables.ts";

/**
 * The hashes of all files that some wording names, in whatever edition, and the files that drafts carry under their seals. For the
 * house alone: RangeError for whoever is kept from rows, to whom files would seem to be named by nobody.
 */
export async function filesNamed(db: Db): Promise<{ hashes: Set<string>; sealed: string[] }> {
  const [seen] = await rowsOf<{ all: boolean }>(db, sql`select not (row_security_active('wordings') or row_security_active('drafts')) as all`);
  if (!seen!.all) throw new RangeError("files that are named by somebody are asked for by the house, which row policies do not bind");
  const hashes = await rowsOf<{ hash: string }>(db, sql`select distinct file ->> 'kept' as hash from ${wordings}, jsonb_array_elements(${wordings.document} -> 'attachments') file where jsonb_typeof(file) = 'object'`);
  const sealed = await rowsOf<{ sealed: string }>(db, sql`select distinct sealed from ${drafts}, jsonb_array_elements_text(${drafts.content} -> 'attachments') sealed`);
  return { hashes: new Set(hashes.map((it) => it.hash)), sealed: sealed.map((it) => it.sealed) };
}
