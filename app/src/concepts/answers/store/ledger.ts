// The ledger in SQL: which asks stand in it for a viewer, in which order, a page of them; and how many public named asks there
// are of each kind, every facet counted under the choices of all others. One query for the page and one for the counts, however
// many asks there are. Only public named asks are counted: those of a kind stand in the ledger and in no number, those of nobody
// besides under no sector.
import { aliasedTable, and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { Db } from "../../../ground/db/database.ts";
import { rowsOf } from "../../../ground/db/migrate.ts";
import { visitor, type Viewer } from "../../../ground/viewer.ts";
import type { Localized } from "../../../ground/words.ts";
import { asks, askPins, askThemes, contributions, wordings } from "../../contributions/tables.ts";
import { contributionsFor, type ShownAsk, type ShownContribution } from "../../contributions/disclosure.ts";
import { contributionsById, surroundingsOf, type Surroundings } from "../../contributions/store.ts";
import { asksOf } from "../../contributions/store/asks.ts";
import { answered } from "../../contributions/ask.ts";
import type { AskFolds } from "../../contributions/campaign.ts";
import { pinWritten } from "../../contributions/answer.ts";
import { calls } from "../../calls/tables.ts";
import type { RegionalGroup, Sector } from "../../stakeholders/stakeholder.ts";
import { stakeholders } from "../../stakeholders/tables.ts";
import { places, provisions, provisionThemes, versions } from "../../texts/tables.ts";
import { themes } from "../../themes/tables.ts";
import type { Standing } from "../answer.ts";
import { ledgerFacets, ledgerPage, type LedgerChoices, type LedgerFacet } from "../ledger.ts";
import type { ShownAnswer } from "../disclosure.ts";
import { answersOf, keyOf, lastOf } from "../store.ts";
import { answers } from "../tables.ts";

const pin = aliasedTable(askPins, "pin") as unknown as typeof askPins;
const pinOfAsk = and(eq(pin.contributionId, asks.contributionId), eq(pin.number, asks.number))!;
/** A pin with the provisions that stand at its place or around it: ids begin with those they stand under (Akoma Ntoso's naming). */
const pinnedProvisions = sql`${askPins} "pin" join ${places} on ${places.versionId} = ${pin.versionId} and (${places.id} = ${pin.place} or starts_with(${pin.place}, ${places.id} || '__')) join ${provisions} on ${provisions.id} = ${places.provisionId}`;

const standing = sql<string>`case when ${asks.state} in ${answered} then ${asks.state} else 'unanswered' end`;
const sector = sql<string | null>`coalesce(${stakeholders.sector}, ${contributions.shownSector})`;
const region = sql<string | null>`coalesce(${stakeholders.regionalGroup}, ${contributions.shownRegion})`;
const articles = sql<string[]>`array(select distinct ${provisions.number} from ${pinnedProvisions} where ${pinOfAsk} and ${provisions.number} not like '%-%')`;
const themesOfAsk = sql<string[]>`array(select ${themes.slug} from ${askThemes} join ${themes} on ${themes.id} = ${askThemes.themeId} where ${askThemes.contributionId} = ${asks.contributionId} and ${askThemes.number} = ${asks.number}
  union select ${themes.slug} from ${pinnedProvisions} join ${provisionThemes} on ${provisionThemes.provisionId} = ${provisions.id} join ${themes} on ${themes.id} = ${provisionThemes.themeId} where ${pinOfAsk})`;
const callOfAsk = sql<string | null>`${calls.number}::text`;

/** Asks with all that they are narrowed by. */
const ledgerRows = sql`${asks} join ${contributions} on ${contributions.id} = ${asks.contributionId} left join ${stakeholders} on ${stakeholders.id} = ${contributions.stakeholderId} left join ${calls} on ${calls.id} = ${contributions.callId}`;

/** Whether an ask goes with what was chosen of a facet. What is pinned to a paragraph is pinned to the article around it too. */
const matching: Record<LedgerFacet, (value: string) => SQL> = {
  state: (value) => sql`${standing} = ${value}`,
  sector: (value) => sql`${sector} = ${value}`,
  region: (value) => sql`${region} = ${value}`,
  article: (value) => sql`exists (select from ${pinnedProvisions} where ${pinOfAsk} and ${provisions.number} = ${value})`,
  theme: (value) => sql`${value} = any (${themesOfAsk})`,
  call: (value) => sql`${callOfAsk} = ${value}`,
};

const chosen = (choices: LedgerChoices) => ledgerFacets.flatMap((facet) => (choices[facet] ? [matching[facet](choices[facet])] : []));
const shownTo = (viewer: Viewer) => and(eq(contributions.state, "shown"), contributionsFor(viewer))!;
const inLedger = (processId: string, viewer: Viewer) => and(eq(contributions.processId, processId), shownTo(viewer))!;
const inLedgers = (processIds: readonly string[], viewer: Viewer) => and(sql`${contributions.processId} = any (${sql.param([...processIds])}::text[])`, shownTo(viewer))!;
const counted = and(eq(contributions.audience, "public"), eq(contributions.attribution, "named"))!;

/** The day since which an ask is published, and the day on which something was last said of it. */
const since = sql<string>`coalesce(${contributions.publishedDay}, ${contributions.day})`;
const lastDay = sql<string>`coalesce((select max(${answers.day}) from ${answers} where ${answers.contributionId} = ${asks.contributionId} and ${answers.number} = ${asks.number}), ${since})`;

/** One line of the ledger, as a viewer may see it. */
export type LedgerLine = { shown: ShownContribution; ask: ShownAsk; text: string; asksInAll: number; answer: ShownAnswer | null; since: string; stands: Surroundings; campaign: FoldedCampaign | null };

/** The same ask of others in one campaign, which stands at the same state for the same reason: how many organisations ask it, some of them by name, and where the campaign has its page. */
export type FoldedCampaign = { organisations: number; others: { shown: ShownContribution; number: number }[]; lead: string };

type Found = { id: string; number: number; since: string; all: number; fold?: string | null; bodies?: number; signers?: string[] };

/** Signers of one line that are named on it; the campaign’s page has all. */
const mostNamed = 40;

/** How the lines follow one another: what was said last first; or for the desk, what has waited longest first, by days given to those whose sector waits longer than others. */
export type LedgerOrder = { by: "newest" } | { by: "waiting"; daysAhead: ReadonlyMap<string, number>; today: string };

function inOrder(order: LedgerOrder): SQL {
  if (order.by === "newest") return sql`${lastDay} desc, ${contributions.reference}, ${asks.number}`;
  const ahead = [...order.daysAhead].map(([name, days]) => sql`when ${sector} = ${name} then ${days}::int`);
  const given = ahead.length === 0 ? sql`0` : sql`case ${sql.join(ahead, sql` `)} else 0 end`;
  return sql`(${order.today}::date - ${since}::date) + ${given} desc, ${contributions.reference}, ${asks.number}`;
}

/** A page of the asks of a process that `viewer` may see, and how many lines there are in all. `most` is for exports. */
export async function ledgerOf(db: Db, processId: string, viewer: Viewer, { choices, page, most = ledgerPage, order = { by: "newest" }, folds }: { choices: LedgerChoices; page: number; most?: number; order?: LedgerOrder; folds?: AskFolds }): Promise<{ lines: LedgerLine[]; all: number }> {
  if (folds && folds.folds.length > 0) return foldedLedger(db, processId, viewer, { choices, page, most, folds });
  const found = await rowsOf<Found>(db, sql`select ${asks.contributionId} as id, ${asks.number} as number, ${since}::text as since, (count(*) over ())::int as all
    from ${ledgerRows} where ${and(inLedger(processId, viewer), ...chosen(choices))} order by ${inOrder(order)} limit ${most} offset ${(page - 1) * most}`);
  return { lines: await linesOf(db, found, viewer), all: found[0]?.all ?? 0 };
}

/** What was last said of an ask, without what is said of it alone: asks that differ in it do not stand as one. */
const lastSaid = sql`coalesce((select md5(${answers.reason} || coalesce(${answers.link}, '')) from ${answers} where ${answers.contributionId} = ${asks.contributionId} and ${answers.number} = ${asks.number} order by ${answers.turn} desc limit 1), '')`;

/** The same, with the same asks of a campaign as one line, the newest first. Only what everyone may read under its name is ever in a campaign. */
async function foldedLedger(db: Db, processId: string, viewer: Viewer, { choices, page, most, folds }: { choices: LedgerChoices; page: number; most: number; folds: AskFolds }) {
  const found = await rowsOf<Found>(db, sql`
    with chosen as (select ${asks.contributionId} as id, ${asks.number} as number, ${since}::text as since, ${lastDay} as last, ${contributions.reference} as reference, ${contributions.stakeholderId} as body, folds.fold,
        coalesce(folds.fold || ' ' || ${asks.state} || ' ' || ${lastSaid}, ${asks.contributionId} || ' ' || ${asks.number}) as line
      from ${ledgerRows} left join unnest(${sql.param(folds.contributionIds)}::text[], ${sql.param(folds.numbers)}::int[], ${sql.param(folds.folds)}::text[]) as folds (contribution_id, number, fold) on folds.contribution_id = ${asks.contributionId} and folds.number = ${asks.number}
      where ${and(inLedger(processId, viewer), ...chosen(choices))}),
    ranked as (select *, row_number() over (partition by line order by reference, number) as turn, dense_rank() over (partition by line order by body) as body_rank from chosen),
    lines as (select *, max(body_rank) over (partition by line)::int as bodies, (array_agg(id || ' ' || number) filter (where turn between 2 and ${mostNamed}) over (partition by line)) as signers from ranked)
    select id, number, since, fold, bodies, coalesce(signers, '{}') as signers, (count(*) over ())::int as all from lines where turn = 1 order by last desc, reference, number limit ${most} offset ${(page - 1) * most}`);
  return { lines: await linesOf(db, found, viewer), all: found[0]?.all ?? 0 };
}

/** Lines with all that stands around them: as many queries for one as for fifty. */
async function linesOf(db: Db, found: readonly Found[], viewer: Viewer): Promise<LedgerLine[]> {
  const ids = [...new Set(found.flatMap((it) => [it.id, ...(it.signers ?? []).map((one) => one.split(" ")[0]!)]))];
  if (ids.length === 0) return [];
  const byId = new Map((await contributionsById(db, ids, viewer)).map((it) => [it.id, it]));
  const asksOfAll = await asksOf(db, ids, viewer);
  const asksByKey = new Map(asksOfAll.map((it) => [keyOf(it), it]));
  const inAll = Map.groupBy(asksOfAll, (it) => it.contributionId);
  const last = lastOf(await answersOf(db, ids, viewer));
  const stands = await surroundingsOf(db, [...byId.values()]);
  const campaignOf = ({ fold, bodies = 1, signers = [] }: Found): FoldedCampaign | null =>
    fold && signers.length > 0 ? { organisations: bodies, lead: fold.split(" ")[0]!, others: signers.flatMap((key) => { const [id, number] = key.split(" "); const it = byId.get(id!); return it ? [{ shown: it, number: Number(number) }] : []; }).toSorted((a, b) => (a.shown.reference < b.shown.reference ? -1 : 1)) } : null;
  return found.flatMap((one) => {
    const { id, number, since: day } = one;
    const campaign = campaignOf(one);
    const said = last.get(keyOf({ contributionId: id, number })) ?? null;
    const [it, ask] = [byId.get(id), asksByKey.get(keyOf({ contributionId: id, number }))];
    return it && ask ? [{ shown: it, ask, text: it.document?.asks[number - 1]?.text ?? it.body ?? "", asksInAll: inAll.get(id)!.length, answer: said && campaign ? { ...said, line: null } : said, since: day, stands: stands(it), campaign }] : [];
  });
}

export type LedgerCount = { facet: LedgerFacet; value: string; count: number };
export type LedgerCounts = { total: number; counts: LedgerCount[] };

/** How many public named asks there are, and of each value of each facet under the choices of all others. */
export async function ledgerCounts(db: Db, processId: string, choices: LedgerChoices): Promise<LedgerCounts> {
  const match = (facet: LedgerFacet) => (choices[facet] ? matching[facet](choices[facet]) : sql`true`);
  const name = (facet: LedgerFacet) => sql.raw(`"has_${facet}"`);
  const others = (facet: LedgerFacet | null) => sql.join(ledgerFacets.filter((it) => it !== facet).map((it) => name(it)), sql` and `);
  const single = (facet: "state" | "sector" | "region" | "call") => sql`select ${facet} as facet, ${sql.raw(`"${facet}"`)} as value, count(*)::int as count from base where ${others(facet)} and ${sql.raw(`"${facet}"`)} is not null group by 2`;
  const several = (facet: "article" | "theme") => sql`select ${facet} as facet, one as value, count(*)::int as count from base, unnest(${sql.raw(`"${facet}"`)}) as one where ${others(facet)} group by 2`;
  const rows = await rowsOf<{ facet: LedgerFacet | "total"; value: string; count: number }>(db, sql`
    with base as materialized (select ${standing} as state, ${sector} as sector, ${region} as region, ${callOfAsk} as call, ${articles} as article, ${themesOfAsk} as theme,
      ${sql.join(ledgerFacets.map((it) => sql`${match(it)} as ${name(it)}`), sql`, `)} from ${ledgerRows} where ${and(inLedger(processId, visitor), counted)})
    select 'total' as facet, '' as value, count(*)::int as count from base where ${others(null)}
    union all ${sql.join([single("state"), single("sector"), single("region"), single("call"), several("article"), several("theme")], sql` union all `)}
    order by 1, 3 desc, 2`);
  return { total: rows.find((it) => it.facet === "total")?.count ?? 0, counts: rows.filter((it): it is LedgerCount => it.facet !== "total") };
}

/** Asks on a provision that propose other words for it, the newest first. */
export async function proposalsOn(db: Db, processId: string, viewer: Viewer, number: string, most: number): Promise<LedgerLine[]> {
  const found = await rowsOf<Found>(db, sql`select ${asks.contributionId} as id, ${asks.number} as number, ${since}::text as since, 0 as all from ${ledgerRows}
    join ${wordings} on ${wordings.contributionId} = ${contributions.id} and ${wordings.edition} = ${contributions.edition}
    where ${and(inLedger(processId, viewer), matching.article(number))} and jsonb_typeof(${wordings.document} -> 'asks' -> (${asks.number} - 1) -> 'proposal') = 'object'
    order by ${since} desc, ${contributions.reference}, ${asks.number} limit ${most}`);
  return linesOf(db, found, viewer);
}

export type StateCell = { processId: string; sector: Sector; region: RegionalGroup | null; standing: Standing; count: number };

/** Public named asks by process, sector, region and how they stand, in one query for any number of processes: for tables that are drawn of them. */
export async function standingsBy(db: Db, processIds: readonly string[], choices: LedgerChoices = {}): Promise<StateCell[]> {
  return rowsOf<StateCell>(db, sql`select ${contributions.processId} as "processId", ${sector} as sector, ${region} as region, ${standing} as standing, count(*)::int as count from ${ledgerRows}
    where ${and(inLedgers(processIds, visitor), counted, ...chosen(choices))} group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
}

export type Evenness = { sector: string; answered: number; all: number; medianDays: number | null };

/** How many public named asks of each sector have an answer, and how many days the middle one of them waited for its first. */
export async function evennessOf(db: Db, processId: string): Promise<Evenness[]> {
  const first = sql`(select min(${answers.day}) from ${answers} where ${answers.contributionId} = ${asks.contributionId} and ${answers.number} = ${asks.number} and ${answers.state} in ${answered})`;
  return rowsOf<Evenness>(db, sql`select sector, count(first)::int as answered, count(*)::int as all, (percentile_cont(0.5) within group (order by first - since) filter (where first is not null))::float as "medianDays"
    from (select ${sector} as sector, ${since}::date as since, ${first}::date as first from ${ledgerRows} where ${and(inLedger(processId, visitor), counted)}) of_asks group by sector order by 3 desc, 1`);
}

/** What was last said of public asks, the newest first: for the feed and the front page. `attributed`: those under a name alone. */
export async function latestSaid(db: Db, processIds: readonly string[], most: number, attributed = false): Promise<LedgerLine[]> {
  if (processIds.length === 0) return [];
  const found = await rowsOf<Found>(db, sql`select ${asks.contributionId} as id, ${asks.number} as number, ${since}::text as since, 0 as all from ${ledgerRows}
    where ${and(inLedgers(processIds, visitor), eq(contributions.audience, "public"), attributed ? counted : undefined)}
      and exists (select from ${answers} where ${answers.contributionId} = ${asks.contributionId} and ${answers.number} = ${asks.number})
    order by ${lastDay} desc, ${contributions.reference}, ${asks.number} limit ${most}`);
  return linesOf(db, found, visitor);
}

/** Every change of public asks, the newest day first: for the feed. */
export async function changesIn(db: Db, processId: string, most: number): Promise<{ reference: string; number: number; turn: number; contributionId: string; day: string }[]> {
  return rowsOf(db, sql`select ${contributions.reference} as reference, ${answers.number} as number, ${answers.turn} as turn, ${answers.contributionId} as "contributionId", ${answers.day}::text as day from ${answers} join ${contributions} on ${contributions.id} = ${answers.contributionId}
    where ${and(inLedger(processId, visitor), eq(contributions.audience, "public"))} order by ${answers.day} desc, ${contributions.reference}, ${answers.number}, ${answers.turn} desc limit ${most}`);
}

/** Names of what the facets of articles, themes and calls are called by, asked for once: by "article 014". */
export async function facetNames(db: Db, processId: string, language: string): Promise<{ articles: Map<string, string>; themes: Map<string, Localized>; calls: Map<string, Localized> }> {
  const headings = await rowsOf<{ number: string; heading: string }>(db, sql`select distinct on (${provisions.number}) ${provisions.number} as number, coalesce(passage.heading, passage.number, '') as heading from ${provisions}
    join ${places} on ${places.provisionId} = ${provisions.id} join ${versions} on ${versions.id} = ${places.versionId} and ${versions.publishedAt} is not null
    join editions edition on edition.version_id = ${versions.id} join passages passage on passage.edition_id = edition.id and passage.eid = ${places.id}
    where ${provisions.processId} = ${processId} and ${provisions.number} not like '%-%' order by ${provisions.number}, ${versions.sequence} desc, (edition.language = ${language}) desc, (edition.language = 'en') desc`);
  const ofThemes = await db.select({ slug: themes.slug, name: themes.name }).from(themes);
  const ofCalls = await db.select({ number: calls.number, title: calls.title }).from(calls).where(eq(calls.processId, processId));
  return { articles: new Map(headings.map((it) => [it.number, it.heading])), themes: new Map(ofThemes.map((it) => [it.slug, it.name])), calls: new Map(ofCalls.map((it) => [String(it.number), it.title])) };
}

/** Where a pin leads: the symbol and address of its version, and the number of what stands at its place. */
export type PinnedTo = { symbol: string; version: string; number: string };

/** What stands at these pins, by their keys: one query. */
export async function pinnedTo(db: Db, pins: readonly { versionId: string; place: string }[]): Promise<Map<string, PinnedTo>> {
  if (pins.length === 0) return new Map();
  const rows = await db.select({ versionId: places.versionId, place: places.id, symbol: versions.symbol, version: versions.slug, number: provisions.number }).from(places)
    .innerJoin(versions, eq(versions.id, places.versionId)).innerJoin(provisions, eq(provisions.id, places.provisionId))
    .where(and(inArray(places.versionId, [...new Set(pins.map((it) => it.versionId))]), inArray(places.id, [...new Set(pins.map((it) => it.place))])));
  return new Map(rows.map(({ versionId, place, ...it }) => [pinWritten({ versionId, place }), it]));
}
