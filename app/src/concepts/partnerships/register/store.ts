// The register as everyone searches it. Each public partnership has one row with its facets ("crime:ransomware") and all its words;
// a facet is counted under the choices of all others, in one query with the page.
import { eq, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { Refusal } from "../../../ground/refusal.ts";
import type { Language } from "../../../ground/words.ts";
import { plainKeyOf } from "../../stakeholders/names.ts";
import { partnershipListings } from "../tables.ts";
import type { ShownPartnership } from "../disclosure.ts";
import { publicPartnerships } from "../store.ts";
import { facets, pageSize, type Cell, type Count, type Facet, type RegisterQuery } from "./query.ts";

type Wanted = Pick<RegisterQuery, "words" | "choices" | "order" | "page">;
export type RegisterResult = { total: number; /** Of these, those of no one country. */ placeless: number; counts: Count[]; /** Ids of this page, in order. */ ids: string[] };

/** Make the row by which a public partnership is found, out of its public edition and who confirmed it. */
export async function list(db: Db, partnershipId: string): Promise<void> {
  const [row] = await rowsOf<{ facets: string[]; words: string[] }>(db, sql`
    select array(select 'crime:' || t.slug from partnership_crimes c join themes t on t.id = c.theme_id where c.partnership_id = e.partnership_id and c.edition = e.edition)
      || array(select 'function:' || it from unnest(e.functions) it) || array(select 'region:' || it from unnest(e.regions) it) || array(select 'country:' || it from unnest(e.countries) it)
      || array(select distinct 'sector:' || b.sector from (${confirmed}) b) || array['form:' || e.form, 'status:' || e.status] as facets,
      array(select value from jsonb_each_text(e.title)) || array(select value from jsonb_each_text(e.about)) || array(select n.value from (${confirmed}) b, jsonb_each_text(b.name) n) || array(select b.short_name from (${confirmed}) b where b.short_name is not null)
      || array(select n.value from partnership_crimes c join themes t on t.id = c.theme_id, jsonb_each_text(t.name) n where c.partnership_id = e.partnership_id and c.edition = e.edition) as words
    from partnerships p join partnership_editions e on e.partnership_id = p.id and e.edition = p.edition where p.id = ${partnershipId}`);
  if (!row) return;
  const words = ` ${row.words.map(plainKeyOf).join(" ")} `;
  await db.insert(partnershipListings).values({ partnershipId, facets: row.facets, words }).onConflictDoUpdate({ target: partnershipListings.partnershipId, set: { facets: row.facets, words } });
}
/** The bodies that confirmed an edition, each as what it was merged into. */
const confirmed = sql`select distinct s.id, s.sector, s.name, s.short_name from partnership_partners pp join stakeholders was on was.id = pp.stakeholder_id join stakeholders s on s.id = coalesce(was.merged_into_id, was.id)
  where pp.partnership_id = e.partnership_id and pp.edition = e.edition and pp.state = 'confirmed'`;
/** Let a partnership be found no more. */
export const unlist = (db: Db, partnershipId: string) => db.delete(partnershipListings).where(eq(partnershipListings.partnershipId, partnershipId));

const valuesIn = (facet: Facet, values: readonly string[]) => sql`l.facets && array[${sql.join(values.map((it) => sql`${`${facet}:${it}`}`), sql`, `)}]::text[]`;
/** Every word that was typed is in it, whole or in part: Chinese and Arabic words are found inside others. */
export const saying = (words: string): SQL => {
  const typed = plainKeyOf(words).split(" ").filter(Boolean);
  return typed.length === 0 ? sql`true` : sql.join(typed.map((it) => sql`l.words like ${`%${it.replaceAll(/[_%\\]/g, "\\$&")}%`}`), sql` and `);
};
export const under = ({ choices }: Pick<Wanted, "choices">, but?: Facet): SQL => {
  const parts = facets.filter((it) => it !== but && choices[it]?.length).map((it) => valuesIn(it, choices[it]!));
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
};

/** What the register holds for a question: counts for each facet, and a page of partnerships. `limit` is for exports. */
export async function searchRegister(db: Db, wanted: Wanted, language: Language, limit = pageSize): Promise<RegisterResult> {
  const chosen = facets.filter((it) => wanted.choices[it]?.length);
  const flags = chosen.length === 0 ? sql`` : sql`, ${sql.join(chosen.map((it) => sql`${under(wanted, it)} as ${sql.raw(`without_${it}`)}`), sql`, `)}`;
  const counted = chosen.length === 0 ? sql`within` : sql`case split_part(it, ':', 1) ${sql.join(chosen.map((it) => sql`when ${it} then ${sql.raw(`without_${it}`)}`), sql` `)} else within end`;
  const [row] = await rowsOf<{ total: number; placeless: number; counts: Count[] | null; ids: string[] }>(db, sql`
    with found as materialized (select l.partnership_id, l.facets, ${under(wanted)} as within${flags} from partnership_listings l where ${saying(wanted.words)}),
    counts as (select split_part(it, ':', 1) as facet, substr(it, strpos(it, ':') + 1) as value, count(*)::int as count from found, unnest(facets) it where ${counted} group by 1, 2)
    select (select count(*)::int from found where within) as total, (select count(*)::int from found where within and not exists (select from unnest(facets) it where it like 'country:%')) as placeless, (select json_agg(counts) from counts) as counts,
      array(select f.partnership_id from found f join partnerships p on p.id = f.partnership_id join partnership_editions e on e.partnership_id = p.id and e.edition = p.edition where f.within
        order by ${orderOf(wanted.order, language)} limit ${limit}::int offset ${(wanted.page - 1) * limit}::int) as ids`);
  return { total: row!.total, placeless: row!.placeless, counts: row!.counts ?? [], ids: row!.ids };
}

function orderOf(order: RegisterQuery["order"], language: Language): SQL {
  if (order === "title") return sql`lower(coalesce(e.title ->> ${language}, e.title ->> 'en')), p.slug`;
  return order === "starts" ? sql`e.starts_day desc nulls last, p.slug` : sql`p.published_day desc, p.slug`;
}

/** How many stand against each crime type with each function, under the choices and words of a question. */
export const cellsOf = (db: Db, wanted: Pick<Wanted, "words" | "choices">): Promise<Cell[]> => rowsOf<Cell>(db, sql`
  select substr(c, 7) as crime, substr(f, 10) as function, count(*)::int as count from partnership_listings l, unnest(l.facets) c, unnest(l.facets) f
  where c like 'crime:%' and f like 'function:%' and ${under(wanted)} and ${saying(wanted.words)} group by 1, 2`);

/** More rows than this nobody reads in a spreadsheet, and one answer would hold the database for too long. */
const mostExported = 10_000;
/** All partnerships that a question finds, for a table to take along; refused when there are more than 10,000. */
export async function exportable(db: Db, wanted: Wanted, language: Language): Promise<ShownPartnership[]> {
  const found = await searchRegister(db, { ...wanted, page: 1 }, language, mostExported);
  if (found.total > mostExported) throw new Refusal("not-valid", "directory-too-large", { count: found.total, limit: mostExported });
  return publicPartnerships(db, found.ids);
}
