import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { addressIn, here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import type { Localized } from "../ground/words.ts";
import { csvOf } from "../concepts/stakeholders/directory/export.ts";
import { pathwayAddress, pathwaysAddress } from "../concepts/pathways/addresses.ts";
import { pathwayEntries } from "../concepts/pathways/calendar.ts";
import { readQuestion } from "../concepts/pathways/finder.ts";
import { datesAhead, filtered, pathwayKinds, readFilter, type Pathway, type PathwayFilter } from "../concepts/pathways/pathway.ts";
import { allPathways, pathwayBySlug } from "../concepts/pathways/store.ts";
import { regionalGroups } from "../concepts/stakeholders/stakeholder.ts";
import { allThemes } from "../concepts/themes/store.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import { hostOf, publicCalendar } from "./calendars.ts";
import { attached } from "./directory.tsx";
import { FinderForm, showAnswer } from "./pathway-finder.tsx";
import { tableOf } from "./pathway-table.ts";
import { Checked, kindOf, showPathway } from "./pathway.tsx";
import { SureMark } from "./timeline.tsx";

/** Who already does what, and how to join: the catalogue of existing responses, one of them, and the answer to a question. */
export const pathwayPages = new Hono<Env>()
  .get("/pathways", async (c) => showList(c, await allPathways(c.var.db), readFilter(new URL(c.req.url).searchParams)))
  .get("/pathways.csv", async (c) => {
    const { db, words, now } = c.var;
    const named = new Map((await allThemes(db)).map((it) => [it.slug, words.pick(it.name).text]));
    return attached(c, "pathways.csv", "text/csv; charset=utf-8", csvOf(tableOf(await allPathways(db), words, (slug) => named.get(slug) ?? slug, now)));
  })
  .get("/pathways.ics", async (c) => publicCalendar(c, c.var.words.say("pathways.title"), pathwayEntries(await allPathways(c.var.db), { words: c.var.words, host: hostOf(c), base: c.var.house.baseUrl })))
  .get("/pathways/find", async (c) => showAnswer(c, await allPathways(c.var.db), readQuestion(new URL(c.req.url).searchParams)))
  .get("/pathways/:pathway", async (c) => showPathway(c, await pathwayBySlug(c.var.db, inAddress(c, "pathway"))));

const formatsOf = (c: Door) => [
  { name: c.var.words.say("directory.csv"), address: here(c)("/pathways.csv"), type: "text/csv" }, { name: c.var.words.say("footer.json"), address: "/api/v1/pathways", type: "application/json" },
  { name: c.var.words.say("pathways.calendar"), address: here(c)("/pathways.ics"), type: "text/calendar" },
];

async function showList(c: Door, all: readonly Pathway[], filter: PathwayFilter) {
  const { db, words, house } = c.var;
  const shown = filtered(all, filter);
  const themes = (await allThemes(db)).filter((it) => all.some((one) => one.themes.includes(it.slug)));
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("pathways.name") }];
  const isNarrowed = Object.values(filter).some((it) => it !== null);
  return showPage(c, { title: words.say("pathways.title"), crumbs, formats: formatsOf(c), unlisted: isNarrowed, canonical: house.baseUrl + addressIn(words.language)(pathwaysAddress) },
    <>
      <h1>{words.say("pathways.title")}</h1>
      <p class="lede">{words.say("pathways.lede")}</p>
      <section class="card strong" aria-labelledby="finder"><h2 id="finder">{words.say("pathways.finder")}</h2><FinderForm c={c} question={{ sector: null, country: null, goal: null }} /></section>
      <Narrow c={c} filter={filter} themes={themes} />
      <section aria-labelledby="found">
        <h2 id="found">{words.say("pathways.count", { count: shown.length })}</h2>
        {shown.length === 0 ? <div class="empty"><p>{words.say(all.length === 0 ? "pathways.empty" : "pathways.none")}</p></div> : <ul class="entries">{shown.map((it) => <li><Item c={c} it={it} /></li>)}</ul>}
      </section>
      <Ahead c={c} all={shown} />
    </>);
}

const Item = ({ c, it }: { c: Door; it: Pathway }) => (
  <>
    <h3><a href={here(c)(pathwayAddress(it))}><InWords it={it.name} words={c.var.words} /></a></h3>
    <p class="small soft">{kindOf({ c, it })}</p>
    <p><InWords it={it.about.text} words={c.var.words} /> <SureMark sure={it.about.sure} words={c.var.words} /></p>
    <Checked c={c} it={it} />
  </>
);

type Option = { value: string; name: string | Localized };

function Narrow({ c, filter, themes }: { c: Door; filter: PathwayFilter; themes: readonly Theme[] }) {
  const { words } = c.var;
  const choice = (name: keyof PathwayFilter, options: Option[]) => (
    <label>{words.say(`pathways.by.${name}`)} <select name={name}><option value="">{words.say("pathways.any")}</option>{options.map((it) => <option value={it.value} selected={it.value === filter[name]}>{typeof it.name === "string" ? it.name : words.pick(it.name).text}</option>)}</select></label>
  );
  return (
    <form class="inline" action={here(c)(pathwaysAddress)} aria-label={words.say("directory.narrow")}>
      {choice("kind", pathwayKinds.map((value) => ({ value, name: words.say(`pathways.kind.${value}`) })))}
      {choice("region", regionalGroups.map((value) => ({ value, name: words.say(`stakeholders.group.${value}`) })))}
      {choice("theme", themes.map((it) => ({ value: it.slug, name: it.name })))}
      <button>{words.say("directory.apply")}</button>
    </form>
  );
}

function Ahead({ c, all }: { c: Door; all: readonly Pathway[] }) {
  const { words, now } = c.var;
  const ahead = datesAhead(all, dayOf(now));
  if (ahead.length === 0) return null;
  return (
    <section aria-labelledby="ahead">
      <h2 id="ahead">{words.say("pathways.next")}</h2>
      <ul class="plain">{ahead.map(({ pathway, date }) => <li>{date.day ? <time datetime={date.day}>{words.day(date.day)}</time> : words.say("pathways.next.undated")}: <a href={here(c)(pathwayAddress(pathway))}><InWords it={pathway.name} words={words} /></a>: <InWords it={date.what} words={words} /> <SureMark sure={date.sure} words={words} /></li>)}</ul>
    </section>
  );
}
