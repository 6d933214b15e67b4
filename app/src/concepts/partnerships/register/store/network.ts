import { sql } from "drizzle-orm";
import type { Db } from "../../../../ground/db/database.ts";
import { rowsOf } from "../../../../ground/db/migrate.ts";
import { drawn, listedAtOnce, strongest, type Network, type NetworkBody, type NetworkQuery, type Tie } from "../network.ts";
import { saying, under } from "../store.ts";

/** So many of the strongest ties are looked through for those that a drawing holds: a few bodies may have very many. */
const lookedThrough = 400;

/**
 * Who works with whom in the public partnerships that a question finds: bodies that confirmed the edition that everyone reads, each as
 * what it was merged into. In one query, whatever there is; of the ties that are looked through, the names come along.
 */
export async function networkOf(db: Db, wanted: Pick<NetworkQuery, "words" | "choices" | "page" | "body">): Promise<Network> {
  const from = (wanted.page - 1) * listedAtOnce.bodies;
  const [row] = await rowsOf<Omit<Network, "drawn"> & { strong: Tie[]; named: NetworkBody[] }>(db, sql`
    with inside as materialized (select distinct p.id as partnership_id, s.id as body from partnership_listings l join partnerships p on p.id = l.partnership_id and p.state = 'published'
        join partnership_partners pp on pp.partnership_id = p.id and pp.edition = p.edition and pp.state = 'confirmed' join stakeholders was on was.id = pp.stakeholder_id join stakeholders s on s.id = coalesce(was.merged_into_id, was.id)
        where ${under(wanted)} and ${saying(wanted.words)}),
    ties as materialized (select a.body as one, b.body as other, count(*)::int as partnerships from inside a join inside b on b.partnership_id = a.partnership_id and b.body <> a.body group by 1, 2),
    centre as (select id from stakeholders where slug = ${wanted.body ?? ""}),
    held as (select body, count(*)::int as partnerships from inside group by body),
    counted as (select t.one as id, count(*)::int as others, max(t.partnerships) filter (where t.other in (select id from centre)) as with_centre from ties t group by t.one),
    known as materialized (select c.*, h.partnerships, s.slug, s.name, s.sector, row_number() over (order by (s.slug = ${wanted.body ?? ""}) desc, c.with_centre desc nulls last, c.others desc, h.partnerships desc, s.slug) as place from counted c join held h on h.body = c.id join stakeholders s on s.id = c.id
        where ${wanted.body === null ? sql`true` : sql`(c.with_centre is not null or s.slug = ${wanted.body})`}),
    pairs as materialized (select t.one, t.other, t.partnerships, (a.place = 1)::int as first, a.others + b.others as others, a.slug as one_slug, b.slug as other_slug from ties t join known a on a.id = t.one join known b on b.id = t.other where a.place < b.place),
    strong as materialized (select row_number() over (order by ${wanted.body === null ? sql`0` : sql`first`} desc, partnerships desc, others desc, one_slug, other_slug) as place, one, other, partnerships from pairs order by place limit ${lookedThrough}),
    page as materialized (select * from known ${wanted.body === null ? sql`` : sql`where slug <> ${wanted.body}`} order by place limit ${listedAtOnce.bodies}::int offset ${from}::int),
    beside as materialized (select * from (select t.one, s.slug, s.name, t.partnerships, row_number() over (partition by t.one order by t.partnerships desc, s.slug) as place from page join ties t on t.one = page.id join stakeholders s on s.id = t.other) o where place <= ${listedAtOnce.names}),
    together as materialized (select * from (select mine.body, p.slug, e.title, row_number() over (partition by mine.body order by p.slug) as place from centre join inside its on its.body = centre.id join inside mine on mine.partnership_id = its.partnership_id join page on page.id = mine.body
        join partnerships p on p.id = mine.partnership_id join partnership_editions e on e.partnership_id = p.id and e.edition = p.edition) o where place <= ${listedAtOnce.titles})
    select (select count(*)::int from known) as bodies, (select count(*)::int from pairs) as ties,
      coalesce((select json_agg(json_build_object('one', one, 'other', other, 'partnerships', partnerships) order by place) from strong), '[]') as strong,
      coalesce((select json_agg(json_build_object('id', id, 'slug', slug, 'name', name, 'sector', sector, 'others', others, 'partnerships', partnerships) order by place) from known where id in (select one from strong union select other from strong)), '[]') as named,
      coalesce((select json_agg(json_build_object('id', b.id, 'slug', b.slug, 'name', b.name, 'sector', b.sector, 'others', b.others, 'partnerships', b.partnerships, 'togetherInAll', coalesce(b.with_centre, 0),
        'with', coalesce((select json_agg(json_build_object('slug', o.slug, 'name', o.name, 'partnerships', o.partnerships) order by o.place) from beside o where o.one = b.id), '[]'),
        'together', coalesce((select json_agg(json_build_object('slug', o.slug, 'title', o.title) order by o.place) from together o where o.body = b.id), '[]')) order by b.place) from page b), '[]') as listed`);
  const { strong, named, ...rest } = row!;
  const ties = strongest(strong);
  const shown = new Set(ties.flatMap((it) => [it.one, it.other]));
  return { ...rest, drawn: { ties, bodies: named.filter((it) => shown.has(it.id)).slice(0, drawn.bodies) } };
}
