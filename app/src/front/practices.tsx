import { Hono } from "hono";
import { addressIn, here, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { mayOfficiate } from "../ground/viewer.ts";
import { isKey } from "../ground/words.ts";
import { checklistAddress, practiceAddress, practicesAddress, practicesDeskAddress, proposingAddress } from "../concepts/practices/addresses.ts";
import { checklist } from "../concepts/practices/checklist.ts";
import type { ShownPractice } from "../concepts/practices/disclosure.ts";
import { facets, findable, pageSize, readPracticeQuery, searchAddress, searched, type Count, type Facet, type PracticeQuery } from "../concepts/practices/search.ts";
import { publicPractices } from "../concepts/practices/store.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { allThemes } from "../concepts/themes/store.ts";
import { attached } from "./directory.tsx";
import { Narrowing } from "./directory-facets.tsx";
import { OwnPractices } from "./own-practices.tsx";
import { Pages } from "./pages.tsx";
import { practiceTable } from "./practice-table.ts";

/** Practices and lessons: search, facets, the same as a table to take along; and what officers look at. */
export const practicesPages = new Hono<Env>()
  .get(practicesAddress, async (c) => showPractices(c, await asked(c)))
  .get(`${practicesAddress}.csv`, async (c) => attached(c, "practices.csv", "text/csv; charset=utf-8", csvOf(await wholeTable(c))))
  .get(`${practicesAddress}.xlsx`, async (c) => attached(c, "practices.xlsx", spreadsheet, await xlsxOf(await wholeTable(c), c.var.words.say("practices.title"), c.var.words.direction === "rtl")))
  .get(checklistAddress, (c) => showChecklist(c));
const wholeTable = async (c: Door) => practiceTable((await asked(c)).found, c.var.words, (it) => c.var.house.baseUrl + here(c)(practiceAddress(it)));

type Asked = { query: PracticeQuery; found: ShownPractice[]; counts: Count[] };
/** What the address asks for, found. */
async function asked(c: Door): Promise<Asked> {
  const query = readPracticeQuery(new URL(c.req.url).searchParams);
  return { query, ...searched(await publicPractices(c.var.db), findable, query) };
}

/** Where the reader is, below the practices. */
export const practiceCrumbs = (c: Door, ...rest: { name: string; lang?: string; address?: string }[]) =>
  [{ name: c.var.words.say("shell.now"), address: here(c)("/") }, { name: c.var.words.say("practices.name"), ...(rest.length > 0 ? { address: here(c)(practicesAddress) } : {}) }, ...rest];

const chosenIn = ({ choices }: PracticeQuery) => facets.reduce((sum, it) => sum + (choices[it]?.length ?? 0), 0);

async function showPractices(c: Door, { query, found, counts }: Asked) {
  const { words, house, viewer, db } = c.var;
  const own = (path: string) => searchAddress({ ...query, page: 1 }, path);
  const formats = [{ name: words.say("directory.csv"), address: here(c)(own(`${practicesAddress}.csv`)), type: "text/csv" }, { name: words.say("directory.xlsx"), address: here(c)(own(`${practicesAddress}.xlsx`)), type: spreadsheet }, { name: words.say("footer.json"), address: own("/api/v1/practices"), type: "application/json" }];
  const speaks = (await bodiesOf(db, viewer)).length > 0;
  const named = await namesOf(c);
  return showPage(c, { title: words.say("practices.title"), crumbs: practiceCrumbs(c), formats, unlisted: query.words !== "" || chosenIn(query) > 0 || query.page > 1, canonical: house.baseUrl + addressIn(words.language)(practicesAddress) },
    <>
      <h1>{words.say("practices.title")}</h1>
      <p class="lede">{words.say("practices.lede")}</p>
      <div class="actions">{speaks && <a class="button main" href={here(c)(proposingAddress)}>{words.say("practices.propose")}</a>} <a href={here(c)(checklistAddress)}>{words.say("partnerships.checklist")}</a>{mayOfficiate(viewer) && <> · <a href={here(c)(practicesDeskAddress)}>{words.say("practices.desk")}</a></>}</div>
      {speaks && <OwnPractices c={c} />}
      <form class="inline" role="search" action={here(c)(practicesAddress)} aria-label={words.say("practices.name")}>
        <label>{words.say("directory.words")} <input name="q" type="search" size={30} value={query.words} dir="auto" maxlength={200} /></label>
        {facets.flatMap((facet) => (query.choices[facet] ?? []).map((it) => <input type="hidden" name={facet} value={it} />))}
        <button class="main">{words.say("shell.search")}</button>
      </form>
      <div class="split left">
        <div><Narrowing c={c} path={practicesAddress} label={words.say("practices.narrow")} chosen={chosenIn(query)} clear={searchAddress({ words: query.words })} kept={<>{query.words && <input type="hidden" name="q" value={query.words} />}</>}
          facets={facets.map((facet) => ({ facet, name: words.say(`practices.facet.${facet}`), open: facet !== "sector", chosen: query.choices[facet] ?? [], counts: counts.filter((it) => it.facet === facet), named: (value: string) => named(facet, value) }))} /></div>
        <section aria-labelledby="found"><h2 id="found">{words.say("practices.count", { count: found.length })}</h2>
          {found.length === 0 && <div class="empty"><p>{words.say("practices.none")} <a href={here(c)(practicesAddress)}>{words.say("practices.none.next")}</a></p></div>}
          <Listed c={c} found={found.slice((query.page - 1) * pageSize, query.page * pageSize)} />
          {found.length > pageSize && <Pages c={c} page={query.page} total={found.length} size={pageSize} address={(page) => searchAddress({ ...query, page })} />}
        </section>
      </div>
    </>);
}

/** Names for everything that practices can be narrowed by; an unknown value is its own name. */
async function namesOf(c: Door): Promise<(facet: Facet, value: string) => string> {
  const { words, db } = c.var;
  const themes = new Map((await allThemes(db)).map((it) => [it.slug, words.pick(it.name).text]));
  const said = (key: string, value: string) => (isKey(key) ? words.say(key) : value);
  const of: Record<Facet, (value: string) => string> = { theme: (it) => themes.get(it) ?? it, region: (it) => said(`stakeholders.group.${it}`, it), strength: (it) => said(`practices.strength.${it}`, it), sector: (it) => said(`stakeholders.sector.${it}`, it) };
  return (facet, value) => of[facet](value);
}

const Listed = ({ c, c: { var: { words } }, found }: { c: Door; found: ShownPractice[] }) => (
  <ul class="entries">{found.map((it) => (
    <li>
      <h3><a href={here(c)(practiceAddress(it))}><InWords it={it.title} words={words} /></a></h3>
      <p class="small">{[words.pick(it.owner.name).text, words.list(it.regions.map((one) => words.say(`stakeholders.group.${one}`))), it.owner.invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}</p>
      <p><InWords it={it.result} words={words} /></p>
      <p class="small soft">{words.say("practices.strength")}: {words.say(`practices.strength.${it.strength}`)} · {words.list(it.themes.map((one) => words.pick(one.name).text))}{it.repeated > 0 && <> · {words.say("practices.repeated", { count: it.repeated })}</>}</p>
    </li>
  ))}</ul>
);

function showChecklist(c: Door) {
  const { words } = c.var;
  const title = words.say("partnerships.checklist");
  return showPage(c, { title, crumbs: practiceCrumbs(c, { name: title }), formats: [{ name: "JSON", address: `/api/v1${checklistAddress}`, type: "application/json" }] },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("practices.checklist.lede")}</p>
      <ol class="read">{checklist.map((it) => <li id={it.slug}><InWords it={it.text} words={words} /></li>)}</ol>
    </>);
}
