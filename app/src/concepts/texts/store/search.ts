import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { visitor, type Viewer } from "../../../ground/viewer.ts";
import { processes } from "../../processes/tables.ts";
import { versionsFor } from "../disclosure.ts";
import { configurationOf, cut } from "../search.ts";
import { editions, instruments, passages, places, provisions, versions } from "../tables.ts";

/** A page of results; ranking costs by the number of matches, so only this many are ranked. */
const candidates = 2000;
export const resultsAtOnce = 50;
/** Marks around found words; characters that no text holds, so that they can be told from markup. */
export const foundMarks = { open: "\u{E000}", close: "\u{E001}" };

/** `versions`: search in these; without it in every version that the viewer may read. */
export type Wanted = { words: string; language: string; versions?: string[] };

/** Passages that hold the words wanted, the best first: at most 50. An empty question finds nothing. */
export async function passagesWith(db: Db, wanted: Wanted, viewer: Viewer) {
  if (!wanted.words.trim() || wanted.versions?.length === 0) return [];
  const query = sql`websearch_to_tsquery(${configurationOf(wanted.language)}::regconfig, ${cut(wanted.words, wanted.language)})`;
  const matches = db.select({ editionId: passages.editionId, position: passages.position, found: passages.found }).from(passages)
    .innerJoin(editions, eq(editions.id, passages.editionId)).innerJoin(versions, eq(versions.id, editions.versionId))
    .where(and(eq(editions.language, wanted.language), versionsFor(viewer, ""), sql`${passages.found} @@ ${query}`, ...(wanted.versions ? [inArray(versions.id, wanted.versions)] : []))).limit(candidates).as("matches");
  const rank = sql<number>`ts_rank(${matches.found}, ${query})`;
  const marks = `StartSel=${foundMarks.open}, StopSel=${foundMarks.close}, MaxWords=36, MinWords=18, MaxFragments=1`;
  return db.select({
    id: passages.id, heading: passages.heading, kind: passages.kind, version: { id: versions.id, slug: versions.slug, symbol: versions.symbol, date: versions.date },
    instrument: { slug: instruments.slug, title: instruments.title }, process: { slug: processes.slug, shortName: processes.shortName, nature: processes.nature },
    number: provisions.number,
    excerpt: wanted.language === "zh" ? passages.text : sql<string>`ts_headline(${configurationOf(wanted.language)}::regconfig, concat_ws(' · ', ${passages.heading}, ${passages.text}, ${passages.closing}), ${query}, ${marks})`,
  }).from(matches)
    .innerJoin(passages, and(eq(passages.editionId, matches.editionId), eq(passages.position, matches.position)))
    .innerJoin(editions, eq(editions.id, passages.editionId)).innerJoin(versions, eq(versions.id, editions.versionId))
    .innerJoin(instruments, eq(instruments.id, versions.instrumentId)).innerJoin(processes, eq(processes.id, instruments.processId))
    .innerJoin(places, and(eq(places.versionId, versions.id), eq(places.id, passages.id))).innerJoin(provisions, eq(provisions.id, places.provisionId))
    .orderBy(desc(rank), desc(versions.date), asc(passages.position)).limit(resultsAtOnce);
}
export type Found = Awaited<ReturnType<typeof passagesWith>>[number];

/** The newest published version of each instrument: where a search looks unless it is told otherwise. */
export async function newestVersions(db: Db) {
  const rows = await db.selectDistinctOn([versions.instrumentId], { id: versions.id }).from(versions)
    .where(versionsFor(visitor, "")).orderBy(asc(versions.instrumentId), desc(versions.sequence));
  return rows.map((it) => it.id);
}
