import { Hono } from "hono";
import { addressIn, here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { partnershipsAddress } from "../concepts/partnerships/addresses.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { chosenIn, directoryAddress, facets, orders, pageSize, readDirectoryQuery, views, type DirectoryQuery } from "../concepts/stakeholders/directory/directory.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { exportable, listedBodies, networkNames, searchDirectory, type DirectoryResult, type ListedBody } from "../concepts/stakeholders/directory/store.ts";
import { Facets } from "./directory-facets.tsx";
import { MapOfBodies } from "./directory-map.tsx";
import { namesFor, type FacetNames } from "./directory-names.ts";
import { Cards, List, Table } from "./directory-results.tsx";
import { tableOf } from "./directory-table.ts";
import { Pages } from "./pages.tsx";

/** Who takes part: search, facets, list, cards, table and map; the same as a table to take along. */
export const directoryPages = new Hono<Env>()
  .get("/directory", async (c) => {
    const query = askedIn(c);
    const result = await searchDirectory(c.var.db, query, c.var.words.language);
    return showDirectory(c, { query, result, bodies: await listedBodies(c.var.db, query.view === "map" ? [] : result.ids), names: await namesOf(c) });
  })
  .get("/directory.csv", async (c) => attached(c, "directory.csv", "text/csv; charset=utf-8", csvOf(await wholeTable(c))))
  .get("/directory.xlsx", async (c) => attached(c, "directory.xlsx", spreadsheet, await xlsxOf(await wholeTable(c), c.var.words.say("directory.title"), c.var.words.direction === "rtl")));

const askedIn = (c: Door) => readDirectoryQuery(new URL(c.req.url).searchParams);
const namesOf = async (c: Door) => namesFor(c.var.words, await allThemes(c.var.db), await networkNames(c.var.db));

/** A table to be saved. */
export function attached(c: Door, name: string, type: string, body: string | Uint8Array<ArrayBuffer>) {
  c.header("Content-Disposition", `attachment; filename="${name}"`);
  c.header("Content-Type", type);
  return c.body(body);
}

/** Everything that was asked for, however many pages it has; refused when no spreadsheet would hold it well. */
async function wholeTable(c: Door) {
  const { db, words } = c.var;
  const query = askedIn(c);
  const bodies = await exportable(db, query, words.language);
  return tableOf(bodies, await namesOf(c), words, (it) => `${c.var.house.baseUrl}${here(c)(`/stakeholders/${it.slug}`)}`);
}

export type Shown = { query: DirectoryQuery; result: DirectoryResult; bodies: ListedBody[]; names: FacetNames };

async function showDirectory(c: Door, shown: Shown) {
  const { words, house } = c.var;
  const { query } = shown;
  const own = (path: string) => directoryAddress({ ...query, page: 1, view: "list" }, path);
  const formats = [
    { name: words.say("directory.csv"), address: here(c)(own("/directory.csv")), type: "text/csv" }, { name: words.say("directory.xlsx"), address: here(c)(own("/directory.xlsx")), type: spreadsheet },
    { name: words.say("footer.json"), address: own("/api/v1/directory"), type: "application/json" },
  ];
  const asked = query.words !== "" || chosenIn(query.choices) > 0 || query.page > 1 || query.view !== "list";
  return showPage(c, { title: words.say("directory.title"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("directory.name") }], formats, unlisted: asked, canonical: house.baseUrl + addressIn(words.language)("/directory") },
    <>
      <h1>{words.say("directory.title")}</h1>
      <p class="lede">{words.say("directory.lede")}</p>
      {(await c.var.demonstration) && <p class="small soft">{words.say("directory.invented")}</p>}
      <Question c={c} query={query} />
      <div class="split left">
        <div><Facets c={c} shown={shown} /></div>
        <div><Results c={c} shown={shown} /></div>
      </div>
    </>);
}

/** What was chosen goes along with new words, and the other way round: every form holds the whole question. */
export function Kept({ query, but }: { query: DirectoryQuery; but: "words" | "choices" }) {
  return (
    <>
      {but !== "words" && query.words && <input type="hidden" name="q" value={query.words} />}
      {but !== "words" && <><input type="hidden" name="order" value={query.order} /><input type="hidden" name="view" value={query.view} /></>}
      {but !== "choices" && facets.flatMap((facet) => (query.choices[facet] ?? []).map((it) => <input type="hidden" name={facet} value={it} />))}
    </>
  );
}

function Question({ c, query }: { c: Door; query: DirectoryQuery }) {
  const { words } = c.var;
  return (
    <form class="inline" role="search" action={here(c)("/directory")} aria-label={words.say("directory.name")}>
      <label>{words.say("directory.words")} <input name="q" type="search" size={30} value={query.words} dir="auto" maxlength={200} /></label>
      <label>{words.say("directory.order")} <select name="order">{orders.filter((it) => it !== "best" || query.words).map((it) => <option value={it} selected={it === query.order}>{words.say(`directory.order.${it}`)}</option>)}</select></label>
      <label>{words.say("directory.view")} <select name="view">{views.map((it) => <option value={it} selected={it === query.view}>{words.say(`directory.view.${it}`)}</option>)}</select></label>
      <Kept query={query} but="words" />
      <button class="main">{words.say("shell.search")}</button>
    </form>
  );
}

function Results({ c, shown }: { c: Door; shown: Shown }) {
  const { words } = c.var;
  const { query, result } = shown;
  const Body = { list: List, cards: Cards, table: Table, map: MapOfBodies }[query.view];
  return (
    <section aria-labelledby="found">
      <h2 id="found">{words.say("directory.count", { count: result.total })}</h2>
      {result.meant.length > 0 && <p role="status">{words.say("directory.meant", { words: query.words, meant: words.list(result.meant) })}</p>}
      {result.total === 0
        ? <div class="empty"><p>{words.say("directory.none")} {words.say("directory.none.next")}</p></div>
        : <Body c={c} shown={shown} />}
      {query.view !== "map" && result.total > pageSize && <Pages c={c} page={query.page} total={result.total} size={pageSize} address={(page) => directoryAddress({ ...query, page })} />}
      <p class="small"><a href={here(c)("/stakeholders/new")}>{words.say("directory.register")}</a> · <a href={here(c)("/networks")}>{words.say("networks.title")}</a> · <a href={here(c)(partnershipsAddress)}>{words.say("partnerships.title")}</a></p>
    </section>
  );
}
