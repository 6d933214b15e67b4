// Counts that are right together, quickly: each value of a facet is a row of bits, one for each body (see tables.ts). What is
// asked for becomes one row of bits for each facet, which has the choices of all others in it; the bits that a value has in
// common with it are its count. One query finds the bodies, counts everything and takes the page.
import { and, asc, inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { countries } from "../../../ground/countries/countries.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { visitor } from "../../../ground/viewer.ts";
import { languages, type Language } from "../../../ground/words.ts";
import { facets, meantAs, pageSize, type Count, type DirectoryQuery, type Facet } from "./directory.ts";
import { directoryEntries } from "./tables.ts";
import { stakeholdersFor } from "../disclosure.ts";
import { exchanges, stakeholders } from "../tables.ts";
import { networks } from "../networks/tables.ts";

type Wanted = Pick<DirectoryQuery, "words" | "choices" | "order" | "page">;
export type DirectoryResult = {
  total: number; counts: Count[];
  /** Ids of the stakeholders of this page, in order. */
  ids: string[];
  /** The words that were searched for instead of what was typed, since that found nothing. */
  meant: string[];
};

/** What the directory holds for a question: counts for each facet, and a page of bodies. `limit` is for exports. */
export async function searchDirectory(db: Db, wanted: Wanted, language: Language, limit = pageSize): Promise<DirectoryResult> {
  if (!wanted.words) return { ...(await ask(db, wanted, null, language, limit)), meant: [] };
  const found = await ask(db, wanted, sql`directory_query(${wanted.words})`, language, limit);
  if (found.counts.some((it) => it.count > 0) || found.total > 0) return { ...found, meant: [] };
  const words = await meantWords(db, wanted.words);
  if (words.length === 0) return { ...found, meant: [] };
  const each = words.map(({ typed, known }) => sql`(${sql.join([typed, ...known].map((it) => sql`directory_query(${it})`), sql` || `)})`);
  const again = await ask(db, wanted, sql.join(each, sql` && `), language, limit);
  return { ...again, meant: again.total > 0 ? [...new Set(words.flatMap((it) => it.known))] : [] };
}

/** For each word typed, the known words that it may have been meant as; empty when there are none for any of them. */
async function meantWords(db: Db, words: string) {
  const { rows } = (await db.execute(sql`select typed, key, known from directory_near(${words})`)) as unknown as { rows: { typed: string; key: string; known: { word: string; key: string }[] | null }[] };
  const read = rows.map((it) => ({ typed: it.typed, known: (it.known ?? []).filter((one) => meantAs(it.key, one.key)).slice(0, 6).map((one) => one.word) }));
  return read.some((it) => it.known.length > 0) ? read : [];
}

type Answer = { counts: { facet: Facet | "listed"; value: string; count: number }[] | null; ids: string[] | null };

/** The one query: bodies, counts, page. */
async function ask(db: Db, wanted: Wanted, query: SQL | null, language: Language, limit: number) {
  const chosen = facets.filter((it) => wanted.choices[it]?.length);
  const named = query !== null && wanted.order === "best";
  const { rows: [row] } = (await db.execute(sql`
    with listed as materialized (select segment, bits from directory_bits where facet = 'listed')
    ${query ? sql`, question as materialized (select ${query} as it), asked as materialized (select asked.* from question, directory_asked(it) as asked)` : sql``}
    ${named ? sql`, named as materialized (select named.* from question, directory_named(it) as named)` : sql``}
    ${sql.join(chosen.map((it) => sql`, ${chosenBits(it)} as materialized (select segment, bit_or(bits) as bits from directory_bits where facet = ${it} and value in ${wanted.choices[it]} group by segment)`))}
    , whole as materialized (select ${sql.join([baseOf("", chosen, query !== null), ...chosen.map((it) => baseOf(it, chosen, query !== null)), ...(named ? [inOneRow(sql`named.bits`, sql`named`)] : [])], sql`, `)}
        from generate_series(0, (select max(segment) from listed)) as n left join listed on listed.segment = n
        ${sql.join([...(query ? [sql`asked`] : []), ...(named ? [sql`named`] : []), ...chosen.map(chosenBits)].map((it) => sql`left join ${it} on ${it}.segment = n`), sql` `)})
    , counted as (select facet, value, sum(bit_count(bits & substring(${baseFor(chosen)} from segment * 4096 + 1 for 4096))::int)::int as count
        from directory_bits ${query ? sql`where exists (select from asked)` : sql``} group by facet, value)
    select (select json_agg(counted) from counted where count > 0) as counts,
      to_json(directory_page((select base from whole), ${named ? sql`(select named from whole)` : sql`null`}, ${wanted.order}, ${languages.indexOf(language) + 1}::int, ${wanted.order === "country" ? inOrder(language) : "{}"}::text[],
        ${limit}::int, ${(wanted.page - 1) * limit}::int)) as ids`)) as unknown as { rows: Answer[] };
  const counts = row!.counts ?? [];
  return {
    total: counts.find((it) => it.facet === "listed")?.count ?? 0, ids: row!.ids ?? [],
    counts: counts.filter((it): it is Count => it.facet !== "listed"),
  };
}

const chosenBits = (facet: Facet) => sql.raw(`chosen_${facet}`);
const baseName = (facet: Facet | "") => sql.raw(facet === "" ? "base" : `base_${facet}`);

/** Bits of all segments in a row; a segment that one of its sources has not is all zeros. */
const inOneRow = (bits: SQL, name: SQL) => sql`directory_row(coalesce(${bits}, B'0'::bit(4096)) order by n) as ${name}`;

/** What a facet's values are counted in: every listed body with the words, under the choices of all other facets. */
function baseOf(facet: Facet | "", chosen: readonly Facet[], withWords: boolean): SQL {
  const parts = [sql`listed`, ...(withWords ? [sql`asked`] : []), ...chosen.filter((it) => it !== facet).map(chosenBits)];
  return inOneRow(sql.join(parts.map((it) => sql`${it}.bits`), sql` & `), baseName(facet));
}

const baseFor = (chosen: readonly Facet[]) => {
  const from = (facet: Facet | "") => sql`(select ${baseName(facet)} from whole)`;
  return chosen.length === 0 ? from("") : sql`case facet ${sql.join(chosen.map((it) => sql`when ${it} then ${from(it)}`), sql` `)} else ${from("")} end`;
};

const sorted = new Map<Language, string>();
/** Countries as an alphabetical list in this language has them: databases sort by their own locale or by none. Names are folded and go byte by byte. */
function inOrder(language: Language): string {
  const collator = new Intl.Collator(language);
  const made = sorted.get(language) ?? `{${countries.toSorted((a, b) => collator.compare(a.name[language], b.name[language])).map((it) => it.code).join()}}`;
  sorted.set(language, made);
  return made;
}

/** What everybody may read of listed bodies, in the order of `ids`: as many queries for twenty as for one. */
export async function listedBodies(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const [rows, given] = [
    await db.select({
      id: stakeholders.id, slug: stakeholders.slug, kind: stakeholders.kind, name: stakeholders.name, shortName: stakeholders.shortName, sector: stakeholders.sector, country: stakeholders.country,
      regionalGroup: stakeholders.regionalGroup, languages: stakeholders.languages, description: stakeholders.description, website: stakeholders.website,
      confirmedAt: stakeholders.confirmedAt, registeredAt: stakeholders.registeredAt, invented: stakeholders.invented, facets: directoryEntries.facets,
    }).from(stakeholders).innerJoin(directoryEntries, sql`${directoryEntries.stakeholderId} = ${stakeholders.id}`).where(and(inArray(stakeholders.id, [...ids]), stakeholdersFor(visitor))),
    await db.select().from(exchanges).where(inArray(exchanges.stakeholderId, [...ids])).orderBy(asc(exchanges.position)),
  ];
  const own = (facetsOfRow: string[], facet: Facet) => facetsOfRow.filter((it) => it.startsWith(`${facet}:`)).map((it) => it.slice(facet.length + 1)).toSorted();
  const places = new Map(ids.map((it, place) => [it, place]));
  const givenBy = Map.groupBy(given, (it) => it.stakeholderId);
  return rows.toSorted((a, b) => places.get(a.id)! - places.get(b.id)!).map(({ facets: all, ...row }) => ({
    ...row, expertise: own(all, "expertise"), networks: own(all, "network"),
    exchanges: (givenBy.get(row.id) ?? []).map(({ side, kind, text }) => ({ side, kind, text })),
  }));
}
export type ListedBody = Awaited<ReturnType<typeof listedBodies>>[number];

/** More rows than this nobody reads in a spreadsheet, and one answer would hold the database for too long. */
const mostExported = 10_000;

/** All bodies that a question finds, for a table to take along; refused when there are more than 10,000. */
export async function exportable(db: Db, wanted: Wanted, language: Language): Promise<ListedBody[]> {
  const found = await searchDirectory(db, { ...wanted, page: 1 }, language, mostExported);
  if (found.total > mostExported) throw new Refusal("not-valid", "directory-too-large", { count: found.total, limit: mostExported });
  return listedBodies(db, found.ids);
}

/** The names of networks by their places in addresses. */
export const networkNames = async (db: Db) => new Map((await db.select({ slug: networks.slug, name: networks.name }).from(networks)).map((it) => [it.slug, it.name]));
