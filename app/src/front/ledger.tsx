import { forEveryone } from "../ground/web/caching.ts";
import { Hono } from "hono";
import { Refusal } from "../ground/refusal.ts";
import { visitor } from "../ground/viewer.ts";
import { addressIn, here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { ledgerAddress, ledgerFeedAddress } from "../concepts/answers/addresses.ts";
import { standings } from "../concepts/answers/answer.ts";
import { ledgerFacets, ledgerPage, ledgerQueryAddress, readLedgerQuery, type LedgerFacet, type LedgerQuery } from "../concepts/answers/ledger.ts";
import { answersOf, keyOf } from "../concepts/answers/store.ts";
import { changesIn, facetNames, ledgerCounts, ledgerOf, pinnedTo, type LedgerCounts, type LedgerLine } from "../concepts/answers/store/ledger.ts";
import { LedgerTable, type AroundLedger } from "../concepts/answers/views.tsx";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import { atomOf } from "../concepts/contributions/feed.ts";
import { askFoldsIn } from "../concepts/contributions/store/campaigns.ts";
import { contributionsById } from "../concepts/contributions/store.ts";
import { signatureOf } from "../concepts/contributions/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { regionalGroups, sectors } from "../concepts/stakeholders/stakeholder.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { tableOf } from "./ledger-table.ts";

/** What became of what was said: every ask with its state, narrowed by facets; the same as a table and as a feed. */
export const ledgerPages = new Hono<Env>()
  .get("/:process/ledger", async (c) => showLedger(c, await processOf(c)))
  .get("/:process/ledger.csv", async (c) => attached(c, "text/csv; charset=utf-8", "csv", csvOf(await wholeTable(c))))
  .get("/:process/ledger.xlsx", async (c) => attached(c, spreadsheet, "xlsx", await xlsxOf(await wholeTable(c), c.var.words.say("answers.ledger.title"), c.var.words.direction === "rtl")))
  .get("/:process/ledger.atom", async (c) => {
    c.header("Cache-Control", forEveryone); // whoever asks
    return c.body(await feedOf(c), 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
  });

const processOf = (c: Door) => processBySlug(c.var.db, inAddress(c, "process"));
const askedIn = (c: Door) => readLedgerQuery(new URL(c.req.url).searchParams);

/** What the lines of a page are pinned to, asked for once. */
export const aroundLines = async (c: Door, lines: readonly LedgerLine[]): Promise<AroundLedger> => ({ c, pins: await pinnedTo(c.var.db, lines.flatMap((it) => it.ask.pins)) });

function attached(c: Door, type: string, ending: string, body: string | Uint8Array<ArrayBuffer>) {
  c.header("Content-Disposition", `attachment; filename="ledger.${ending}"`);
  c.header("Content-Type", type);
  return c.body(body);
}

/** Rows that a spreadsheet holds well; whoever wants more narrows the question. */
const mostExported = 10_000;

async function wholeTable(c: Door): Promise<string[][]> {
  const { db, viewer } = c.var;
  const process = await processOf(c);
  const { lines, all } = await ledgerOf(db, process.id, viewer, { choices: askedIn(c).choices, page: 1, most: mostExported });
  if (all > mostExported) throw new Refusal("not-valid", "ledger-too-large", { count: all, limit: mostExported });
  return tableOf(lines, await aroundLines(c, lines), (await askFoldsIn(db, process.id)).leads);
}

type Names = Awaited<ReturnType<typeof facetNames>>;

/** What a value of a facet is called. */
export function nameOfFacet({ var: { words } }: Door, names: Names, facet: LedgerFacet, value: string): string {
  if (facet === "state") return words.say(`answers.standing.${value as "partly"}`);
  if (facet === "sector") return words.say(`stakeholders.sector.${value as "academia"}`);
  if (facet === "region") return words.say(`stakeholders.group.${value as "african"}`);
  if (facet === "article") return [`P-${value}`, names.articles.get(value)].filter(Boolean).join(" · ");
  if (facet === "theme") return names.themes.has(value) ? words.pick(names.themes.get(value)!).text : value;
  return names.calls.has(value) ? `${words.say("answers.call", { number: Number(value) })}: ${words.pick(names.calls.get(value)!).text}` : value;
}

const inOrder: Partial<Record<LedgerFacet, readonly string[]>> = { state: standings, sector: sectors, region: regionalGroups };

/** Values of a facet with their counts, in their own order where they have one. */
function valuesOf({ counts }: LedgerCounts, facet: LedgerFacet, chosen: string | undefined) {
  const of = counts.filter((it) => it.facet === facet);
  const all = chosen && !of.some((it) => it.value === chosen) ? [...of, { facet, value: chosen, count: 0 }] : of;
  const order = inOrder[facet];
  return all.toSorted((a, b) => (order ? order.indexOf(a.value) - order.indexOf(b.value) : a.value.localeCompare(b.value, "en", { numeric: true })));
}

/** Choosing among asks: each facet with the counts that its values have under all other choices. */
export function LedgerQuestion({ c, query, counts, names, path, folds = false }: { c: Door; query: LedgerQuery; counts: LedgerCounts; names: Names; path: string; /** Whether the same asks of a campaign may stand as one. */ folds?: boolean }) {
  const { words } = c.var;
  return (
    <form class="inline" action={here(c)(path)} aria-label={words.say("answers.ledger.title")}>
      {ledgerFacets.map((facet) => (
        <label>{words.say(`answers.facet.${facet}`)} <select name={facet}>
          <option value="">{words.say("answers.any")}</option>
          {valuesOf(counts, facet, query.choices[facet]).map(({ value, count }) => <option value={value} selected={query.choices[facet] === value}>{nameOfFacet(c, names, facet, value)} ({words.number(count)})</option>)}
        </select></label>
      ))}
      {folds && <label>{words.say("answers.campaigns")} <select name="campaigns"><option value="">{words.say("answers.campaigns.one")}</option><option value="apart" selected={query.apart}>{words.say("answers.campaigns.apart")}</option></select></label>}
      <button>{words.say("answers.show")}</button>
    </form>
  );
}

/** The way from page to page of a list that is asked for by `query`. */
export function LedgerLeaves({ c, query, all, path, size = ledgerPage }: { c: Door; query: LedgerQuery; all: number; path: string; size?: number }) {
  const { words } = c.var;
  const last = Math.max(1, Math.ceil(all / size));
  if (last === 1 && query.page === 1) return null;
  const leaf = (page: number, key: "directory.previous" | "directory.next") => page >= 1 && page <= last && <a rel={key === "directory.next" ? "next" : "prev"} href={here(c)(ledgerQueryAddress(path, { ...query, page }))}>{words.say(key)}</a>;
  return <nav aria-label={words.say("directory.pages")} class="row small"><span>{words.say("texts.page", { page: query.page, count: last })}</span><span>{leaf(Math.min(query.page - 1, last), "directory.previous")} {leaf(query.page + 1, "directory.next")}</span></nav>;
}

async function showLedger(c: Door, process: Process) {
  const { db, viewer, words, house } = c.var;
  const query = askedIn(c);
  const path = ledgerAddress(process);
  const { lines, all } = await ledgerOf(db, process.id, viewer, query.apart ? query : { ...query, folds: await askFoldsIn(db, process.id) });
  const counts = await ledgerCounts(db, process.id, query.choices);
  const names = await facetNames(db, process.id, words.language);
  const own = (ending: string) => here(c)(ledgerQueryAddress(`${path}${ending}`, { ...query, page: 1 }));
  const formats = [
    { name: words.say("directory.csv"), address: own(".csv"), type: "text/csv" }, { name: words.say("directory.xlsx"), address: own(".xlsx"), type: spreadsheet },
    { name: words.say("footer.json"), address: ledgerQueryAddress(`/api/v1${path}`, query), type: "application/json" }, { name: words.say("answers.feed.name"), address: here(c)(ledgerFeedAddress(process)), type: "application/atom+xml" },
  ];
  const title = words.say("answers.ledger.title");
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  return showPage(c, { title, crumbs, formats, process: barOf(process, "process"), unlisted: Object.keys(query.choices).length > 0 || query.page > 1, canonical: house.baseUrl + addressIn(words.language)(path) },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("answers.ledger.lede")}</p>
      <LedgerQuestion c={c} query={query} counts={counts} names={names} path={path} folds />
      <section aria-labelledby="asks">
        <h2 id="asks">{words.say("answers.count", { count: counts.total })}</h2>
        <p class="small soft">{words.say("answers.rule")}{lines.some((it) => it.campaign) && <> {words.say("answers.campaigns.rule")}</>}</p>
        {lines.length === 0 ? <div class="empty"><p>{words.say("answers.none")}</p></div> : <LedgerTable lines={lines} around={await aroundLines(c, lines)} caption={words.say("answers.caption")} />}
        <LedgerLeaves c={c} query={query} all={all} path={path} />
      </section>
    </>);
}

/** How many entries a feed has: readers come often, and each request sends all of them. */
const entriesInFeed = 50;

/** Every change of a public ask as an entry: what it asks, its new state, why, and who said so. */
async function feedOf(c: Door): Promise<string> {
  const { db, words, house } = c.var;
  const process = await processOf(c);
  const changes = await changesIn(db, process.id, entriesInFeed);
  const ids = [...new Set(changes.map((it) => it.contributionId))];
  const shown = new Map((await contributionsById(db, ids, visitor)).map((it) => [it.id, it]));
  const said = new Map((await answersOf(db, ids, visitor)).map((it) => [`${keyOf(it)} ${it.turn}`, it]));
  const self = `${house.baseUrl}${here(c)(ledgerFeedAddress(process))}`;
  return atomOf({
    id: self, self, title: words.say("answers.feed", { process: words.pick(process.shortName).text }), language: words.language,
    entries: changes.flatMap((it) => {
      const [contribution, answer] = [shown.get(it.contributionId), said.get(`${keyOf(it)} ${it.turn}`)];
      if (!contribution || !answer) return [];
      return [{
        id: `${house.baseUrl}${contributionAddress(process, it)}#ask-${it.number}-${it.turn}`, day: it.day, author: answer.by, language: words.language,
        title: `${words.say("answers.ask", { reference: it.reference, number: it.number })} · ${signatureOf(words, contribution)}: ${words.say(`answers.state.${answer.state}`)}`,
        body: [contribution.document?.asks[it.number - 1]?.text ?? contribution.body ?? "", "", answer.reason, answer.line ?? ""].join("\n").trim(),
      }];
    }),
  });
}
