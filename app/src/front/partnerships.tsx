import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { addressIn, here, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { mayOfficiate } from "../ground/viewer.ts";
import { checklistAddress, comparisonAddress, matrixAddress, networkAddress, partnershipAddress, partnershipsAddress, partnershipsDeskAddress, proposingAddress, timelineAddress } from "../concepts/partnerships/addresses.ts";
import { checklist } from "../concepts/partnerships/checklist.ts";
import type { ShownPartnership } from "../concepts/partnerships/disclosure.ts";
import { isStale } from "../concepts/partnerships/partnership.ts";
import { facets, orders, pageSize, readRegisterQuery, registerAddress, views, type Facet, type RegisterQuery } from "../concepts/partnerships/register/query.ts";
import { exportable, searchRegister, type RegisterResult } from "../concepts/partnerships/register/store.ts";
import { publicPartnerships } from "../concepts/partnerships/store.ts";
import { timeSaid } from "../concepts/partnerships/views.tsx";
import { chosenIn } from "../concepts/stakeholders/directory/directory.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { attached } from "./directory.tsx";
import { Narrowing } from "./directory-facets.tsx";
import { CountryMap } from "./directory-map.tsx";
import { OwnPartnerships } from "./own-partnerships.tsx";
import { Pages } from "./pages.tsx";
import { registerNames, type RegisterNames } from "./partnership-names.ts";
import { tableOf } from "./partnership-table.ts";

/** The register of partnerships: search, facets, list and map; the same as a table to take along; and what officers look at. */
export const partnershipsPages = new Hono<Env>()
  .get(partnershipsAddress, async (c) => {
    const query = askedIn(c);
    const result = await searchRegister(c.var.db, query, c.var.words.language);
    return showRegister(c, { query, result, names: await namesOf(c), found: query.view === "map" ? [] : await publicPartnerships(c.var.db, result.ids) });
  })
  .get(`${partnershipsAddress}.csv`, async (c) => attached(c, "partnerships.csv", "text/csv; charset=utf-8", csvOf(await wholeTable(c))))
  .get(`${partnershipsAddress}.xlsx`, async (c) => attached(c, "partnerships.xlsx", spreadsheet, await xlsxOf(await wholeTable(c), c.var.words.say("partnerships.title"), c.var.words.direction === "rtl")))
  .get(checklistAddress, (c) => showChecklist(c));

/** What the address asks of the register, and names for what it can be narrowed by. */
export const askedIn = (c: Door) => readRegisterQuery(new URL(c.req.url).searchParams);
export const namesOf = async (c: Door) => registerNames(c.var.words, await allThemes(c.var.db));

async function wholeTable(c: Door) {
  const { db, words, now, house } = c.var;
  return tableOf(await exportable(db, askedIn(c), words.language), await namesOf(c), words, dayOf(now), (it) => house.baseUrl + here(c)(partnershipAddress(it)));
}

/** Where the reader is, below the register. */
export const registerCrumbs = (c: Door, ...rest: { name: string; lang?: string; address?: string }[]) =>
  [{ name: c.var.words.say("shell.now"), address: here(c)("/") }, { name: c.var.words.say("partnerships.name"), ...(rest.length > 0 ? { address: here(c)(partnershipsAddress) } : {}) }, ...rest];

type Shown = { query: RegisterQuery; result: RegisterResult; names: RegisterNames; found: ShownPartnership[] };

async function showRegister(c: Door, shown: Shown) {
  const { words, house, viewer, db } = c.var;
  const { query } = shown;
  const own = (path: string) => registerAddress({ ...query, page: 1, view: "list" }, path);
  const formats = [{ name: words.say("directory.csv"), address: here(c)(own(`${partnershipsAddress}.csv`)), type: "text/csv" }, { name: words.say("directory.xlsx"), address: here(c)(own(`${partnershipsAddress}.xlsx`)), type: spreadsheet }, { name: words.say("footer.json"), address: own("/api/v1/partnerships"), type: "application/json" }];
  const asked = query.words !== "" || chosenIn(query.choices) > 0 || query.page > 1 || query.view !== "list";
  const speaks = (await bodiesOf(db, viewer)).length > 0;
  return showPage(c, { title: words.say("partnerships.title"), crumbs: registerCrumbs(c), formats, unlisted: asked, canonical: house.baseUrl + addressIn(words.language)(partnershipsAddress) },
    <>
      <h1>{words.say("partnerships.title")}</h1>
      <p class="lede">{words.say("partnerships.lede")}</p>
      <div class="actions">{speaks && <a class="button main" href={here(c)(proposingAddress)}>{words.say("partnerships.propose")}</a>} <a href={here(c)(registerAddress({ choices: query.choices, words: query.words }, matrixAddress))}>{words.say("partnerships.matrix")}</a> · <a href={here(c)(registerAddress({ choices: query.choices, words: query.words }, timelineAddress))}>{words.say("partnerships.timeline")}</a> · <a href={here(c)(registerAddress({ choices: query.choices, words: query.words }, networkAddress))}>{words.say("partnerships.network")}</a> · <a href={here(c)(checklistAddress)}>{words.say("partnerships.checklist")}</a>{mayOfficiate(viewer) && <> · <a href={here(c)(partnershipsDeskAddress)}>{words.say("partnerships.desk")}</a></>}</div>
      {speaks && <OwnPartnerships c={c} />}
      <Question c={c} query={query} />
      <div class="split left">
        <div><Narrowing c={c} path={partnershipsAddress} label={words.say("partnerships.narrow")} chosen={chosenIn(query.choices)} clear={registerAddress({ ...query, choices: {}, page: 1 })} kept={<Kept query={query} but="choices" />} facets={facets.map((it) => facetShown(c, shown, it))} /></div>
        <div><Results c={c} shown={shown} /></div>
      </div>
    </>);
}

const openFacets: ReadonlySet<Facet> = new Set(["crime", "function", "region"]);
const facetShown = ({ var: { words } }: Door, { query, result, names }: Shown, facet: Facet) =>
  ({ facet, name: words.say(`partnerships.facet.${facet}`), open: openFacets.has(facet), chosen: query.choices[facet] ?? [], counts: result.counts.filter((it) => it.facet === facet), named: (value: string) => names(facet, value) });

/** What was chosen goes along with new words, and the other way round. */
function Kept({ query, but }: { query: RegisterQuery; but: "words" | "choices" }) {
  return but === "words"
    ? <>{facets.flatMap((facet) => (query.choices[facet] ?? []).map((it) => <input type="hidden" name={facet} value={it} />))}</>
    : <>{query.words && <input type="hidden" name="q" value={query.words} />}<input type="hidden" name="order" value={query.order} /><input type="hidden" name="view" value={query.view} /></>;
}

function Question({ c, query }: { c: Door; query: RegisterQuery }) {
  const { words } = c.var;
  return (
    <form class="inline" role="search" action={here(c)(partnershipsAddress)} aria-label={words.say("partnerships.name")}>
      <label>{words.say("directory.words")} <input name="q" type="search" size={30} value={query.words} dir="auto" maxlength={200} /></label>
      <label>{words.say("directory.order")} <select name="order">{orders.map((it) => <option value={it} selected={it === query.order}>{words.say(`partnerships.order.${it}`)}</option>)}</select></label>
      <label>{words.say("directory.view")} <select name="view">{views.map((it) => <option value={it} selected={it === query.view}>{words.say(`directory.view.${it}`)}</option>)}</select></label>
      <Kept query={query} but="words" />
      <button class="main">{words.say("shell.search")}</button>
    </form>
  );
}

function Results({ c, shown }: { c: Door; shown: Shown }) {
  const { words } = c.var;
  const { query, result, names, found } = shown;
  const places = result.counts.filter((it) => it.facet === "country" && (query.choices.country?.includes(it.value) ?? true)).map((it) => ({ code: it.value, name: names("country", it.value), count: it.count })).toSorted((a, b) => b.count - a.count || words.compare(a.name, b.name));
  return (
    <section aria-labelledby="found">
      <h2 id="found">{words.say("partnerships.count", { count: result.total })}</h2>
      {result.total === 0 && <div class="empty"><p>{words.say("partnerships.none")} <a href={here(c)(registerAddress({ choices: query.choices }, matrixAddress))}>{words.say("partnerships.none.next")}</a></p></div>}
      {result.total > 0 && query.view === "map" && <CountryMap c={c} places={places} elsewhere={result.placeless} caption={words.say("partnerships.map.caption")} number={words.say("partnerships.map.number")} nowhere={words.say("directory.map.elsewhere")} addressOf={(code) => registerAddress({ ...query, view: "list", page: 1, choices: { ...query.choices, country: [code] } })} />}
      {result.total > 0 && query.view === "list" && <Listed c={c} found={found} />}
      {query.view === "list" && result.total > pageSize && <Pages c={c} page={query.page} total={result.total} size={pageSize} address={(page) => registerAddress({ ...query, page })} />}
    </section>
  );
}

/** Partnerships in a list, with a box to compare two to four of them. */
function Listed({ c, found }: { c: Door; found: ShownPartnership[] }) {
  const { words, now } = c.var;
  return (
    <form action={here(c)(comparisonAddress)} aria-label={words.say("partnerships.compare")}>
      <ul class="entries">{found.map((it) => { const entry = it.public!; return (
        <li>
          <div class="row"><h3><a href={here(c)(partnershipAddress(it))}><InWords it={entry.title} words={words} /></a></h3><label class="small"><input type="checkbox" name="one" value={it.slug} /> {words.say("partnerships.compare.this")}<span class="hidden">: {words.pick(entry.title).text}</span></label></div>
          <p class="small">{[timeSaid(words, entry), words.list(entry.regions.map((one) => words.say(`stakeholders.group.${one}`))), entry.partners.some((one) => one.body.invented) ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}{isStale(entry.partners, dayOf(now)) && <> · <strong>{words.say("partnerships.stale")}</strong></>}</p>
          <p><InWords it={entry.about} words={words} /></p>
          <p class="small soft">{words.say("partnerships.against")}: {words.list(entry.crimes.map((one) => words.pick(one.name).text))} · {words.list(entry.functions.map((one) => words.say(`partnerships.function.${one}`)))}</p>
          <p class="small soft">{words.say("partnerships.partners")}: {words.list(entry.partners.map((one) => words.pick(one.body.name).text))}</p>
        </li>
      ); })}</ul>
      <button class="little">{words.say("partnerships.compare")}</button>
    </form>
  );
}

function showChecklist(c: Door) {
  const { words } = c.var;
  const title = words.say("partnerships.checklist");
  return showPage(c, { title, crumbs: registerCrumbs(c, { name: title }), formats: [{ name: "JSON", address: `/api/v1${checklistAddress}`, type: "application/json" }] },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("partnerships.checklist.lede")}</p>
      <ol class="read">{checklist.map((it) => <li id={it.slug}><InWords it={it.text} words={words} /></li>)}</ol>
    </>);
}
