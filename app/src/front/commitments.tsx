import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { mayOfficiate, visitor } from "../ground/viewer.ts";
import { forEveryone } from "../ground/web/caching.ts";
import { addressIn, here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { commitmentAddress, commitmentsAddress, commitmentsCalendarAddress, commitmentsDeskAddress, commitmentsFeedAddress, proposingAddress } from "../concepts/commitments/addresses.ts";
import { lastDays, type ToldCommitment } from "../concepts/commitments/calendar.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";
import { atomOf } from "../concepts/commitments/feed.ts";
import { askedAddress, columnsOf, isNarrowed, narrowed, readAsked, statuses, statusesOf, type Asked } from "../concepts/commitments/register.ts";
import { changesOfCommitments, commitmentsOf } from "../concepts/commitments/store.ts";
import { OwnersLine, Said, Standing, Tile } from "../concepts/commitments/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { csvOf, spreadsheet, xlsxOf } from "../concepts/stakeholders/directory/export.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { hostOf, publicCalendar } from "./calendars.ts";
import { commitmentTable } from "./commitment-table.ts";
import { attached } from "./directory.tsx";
import { OwnCommitments } from "./own-commitments.tsx";

/** The commitments of a process: a board and a list, narrowed by a form; the same as tables, as a calendar and as a feed. */
export const commitmentsPages = new Hono<Env>()
  .get("/:process/commitments", async (c) => showCommitments(c, await processOf(c)))
  .get("/:process/commitments.csv", async (c) => attached(c, "commitments.csv", "text/csv; charset=utf-8", csvOf(await tableOf(c))))
  .get("/:process/commitments.xlsx", async (c) => attached(c, "commitments.xlsx", spreadsheet, await xlsxOf(await tableOf(c), c.var.words.say("commitments.name"), c.var.words.direction === "rtl")))
  .get("/:process/commitments.ics", async (c) => {
    const process = await processOf(c);
    return publicCalendar(c, titleOf(c, process), lastDays(c.var.words, hostOf(c), await told(c, process)));
  })
  .get("/:process/commitments.atom", async (c) => {
    const [process, { house, words }] = [await processOf(c), c.var];
    c.header("Cache-Control", forEveryone);
    return c.body(atomOf({ id: house.baseUrl + commitmentsFeedAddress(process), title: titleOf(c, process), self: house.baseUrl + here(c)(commitmentsFeedAddress(process)), words, told: await told(c, process) }), 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
  });

const processOf = (c: Door): Promise<Process> => processBySlug(c.var.db, inAddress(c, "process"));
const titleOf = (c: Door, process: Process) => `${c.var.words.pick(process.shortName).text}: ${c.var.words.say("commitments.name")}`;
const askedOf = (c: Door): Asked => readAsked(new URL(c.req.url).searchParams);

/** What was asked for as everyone reads it, as a table. */
async function tableOf(c: Door): Promise<string[][]> {
  const [process, today] = [await processOf(c), dayOf(c.var.now)];
  const found = narrowed(await commitmentsOf(c.var.db, process, visitor), askedOf(c), today);
  return commitmentTable(found, c.var.words, today, (it) => c.var.house.baseUrl + here(c)(commitmentAddress(process, it)));
}

/** All that everyone reads of a process, for calendars and feeds. */
const told = async (c: Door, process: Process) => toldCommitments(c, await commitmentsOf(c.var.db, process, visitor));

/** Commitments with addresses that are in no language, and what happened to each. */
export async function toldCommitments(c: Door, all: readonly ShownCommitment[]): Promise<ToldCommitment[]> {
  const changes = await changesOfCommitments(c.var.db, all.map((it) => it.id));
  return all.map((it) => ({ it, address: c.var.house.baseUrl + commitmentAddress(it.process, it), changes: changes.get(it.id) ?? [] }));
}

/** Where the reader is, below the commitments of a process. */
export const commitmentCrumbs = (c: Door, process: Process, ...rest: { name: string; lang?: string; address?: string }[]) =>
  [{ name: c.var.words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: c.var.words.say("commitments.name"), ...(rest.length > 0 ? { address: here(c)(commitmentsAddress(process)) } : {}) }, ...rest];

async function showCommitments(c: Door, process: Process) {
  const { db, viewer, words, now, house } = c.var;
  const [asked, today] = [askedOf(c), dayOf(now)];
  const all = await commitmentsOf(db, process, viewer);
  const found = narrowed(all, asked, today);
  const mayPropose = process.nature !== "record" && (mayOfficiate(viewer, process.id) || (await bodiesOf(db, viewer)).length > 0);
  const title = words.say("commitments.name");
  return showPage(c, { title, crumbs: commitmentCrumbs(c, process), process: barOf(process, "process"), formats: formatsOf(c, process, asked), unlisted: isNarrowed(asked), canonical: house.baseUrl + addressIn(words.language)(commitmentsAddress(process)), style: boardStyle },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("commitments.lede")}</p>
      {mayPropose && <div class="actions"><a class="button main" href={here(c)(proposingAddress(process))}>{words.say("commitments.propose")}</a>{mayOfficiate(viewer, process.id) && <a href={here(c)(commitmentsDeskAddress(process))}>{words.say("commitments.desk.open")}</a>}</div>}
      <OwnCommitments c={c} process={process} />
      <Narrowing c={c} process={process} all={all} asked={asked} />
      <section aria-labelledby="found"><h2 id="found">{words.say("commitments.count", { count: found.length })}</h2>
        <Ways c={c} process={process} asked={asked} />
        {found.length === 0 && <div class="empty"><p>{words.say("commitments.none")} {isNarrowed(asked) && <a href={here(c)(commitmentsAddress(process))}>{words.say("commitments.none.next")}</a>}</p></div>}
        {found.length > 0 && (asked.view === "list" ? <AsList c={c} process={process} found={found} today={today} /> : <Board c={c} process={process} found={found} today={today} />)}
      </section>
    </>);
}

/** Columns beside each other where there is room for them, below each other where there is not. */
const boardStyle = ".board{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:var(--s4) var(--s5);align-items:start}.board h3{font-size:var(--t1);margin-block:0 var(--s1)}.board .card{margin-block:0 var(--s3)}.board p{margin-block-end:var(--s1)}";

/** The same in data formats, for the foot of the page. */
const formatsOf = (c: Door, process: Process, asked: Asked) => {
  const [{ words }, own] = [c.var, (path: string) => askedAddress(process, { ...asked, view: "board" }, path)];
  return [
    { name: words.say("directory.csv"), address: here(c)(own(`${commitmentsAddress(process)}.csv`)), type: "text/csv" }, { name: words.say("directory.xlsx"), address: here(c)(own(`${commitmentsAddress(process)}.xlsx`)), type: spreadsheet },
    { name: words.say("footer.json"), address: own(`/api/v1${commitmentsAddress(process)}`), type: "application/json" }, { name: words.say("commitments.feed"), address: here(c)(commitmentsFeedAddress(process)), type: "application/atom+xml" }, { name: words.say("commitments.calendar"), address: here(c)(commitmentsCalendarAddress(process)), type: "text/calendar" },
  ];
};

type Choice = { value: string; name: string };
const eachOnce = (choices: readonly Choice[]): Choice[] => [...new Map(choices.map((it) => [it.value, it] as const)).values()].toSorted((a, b) => a.name.localeCompare(b.name));

/** What the board can be narrowed by: what is on it. */
function Narrowing({ c, c: { var: { words, now } }, process, all, asked }: { c: Door; process: Process; all: readonly ShownCommitment[]; asked: Asked }) {
  const there = new Set(all.flatMap((it) => statusesOf(it, dayOf(now))));
  const facets: { name: "status" | "meeting" | "theme" | "owner"; choices: Choice[] }[] = [
    { name: "status", choices: statuses.filter((it) => there.has(it)).map((value) => ({ value, name: words.say(`commitments.status.${value}`) })) },
    { name: "meeting", choices: eachOnce(all.flatMap((it) => (it.source?.of === "meeting" ? [{ value: String(it.source.number), name: words.say("commitments.form.meeting", { number: it.source.number, title: words.pick(it.source.title).text }) }] : []))) },
    { name: "theme", choices: eachOnce(all.flatMap((it) => it.themes.map((one) => ({ value: one.slug, name: words.pick(one.name).text })))) },
    { name: "owner", choices: eachOnce(all.flatMap((it) => it.owners.map((one) => ({ value: one.body.slug, name: words.pick(one.body.name).text })))) },
  ];
  return (
    <form class="inline" action={here(c)(commitmentsAddress(process))} aria-label={words.say("commitments.narrow")}>
      {facets.map(({ name, choices }) => <label>{words.say(`commitments.facet.${name}`)} <select name={name}><option value="">{words.say("commitments.any")}</option>{choices.map((it) => <option value={it.value} selected={asked[name] === it.value}>{it.name}</option>)}</select></label>)}
      {asked.view === "list" && <input type="hidden" name="view" value="list" />}
      <button class="main">{words.say("commitments.show")}</button>
    </form>
  );
}

const Ways = ({ c, c: { var: { words } }, process, asked }: { c: Door; process: Process; asked: Asked }) => (
  <nav aria-label={words.say("commitments.views")}><p class="small">{(["board", "list"] as const).map((view, at) => <>{at > 0 && " · "}{asked.view === view ? <strong aria-current="true">{words.say(`commitments.${view}`)}</strong> : <a href={here(c)(askedAddress(process, { ...asked, view }))}>{words.say(`commitments.${view}`)}</a>}</>)}</p></nav>
);

type FoundProps = { c: Door; process: Process; found: readonly ShownCommitment[]; today: string };
const Board = ({ c, c: { var: { words } }, process, found, today }: FoundProps) => (
  <div class="board">{columnsOf(found).map(({ state, all }) => (
    <section aria-labelledby={state}><h2 id={state}>{words.say(`commitments.status.${state}`)} ({words.number(all.length)})</h2>
      {all.length === 0 && <p class="soft">{words.say("commitments.column.none")}</p>}
      {all.length > 0 && <ul class="plain">{all.map((it) => <li class="card"><Tile it={it} words={words} today={today} address={here(c)(commitmentAddress(process, it))} /></li>)}</ul>}
    </section>
  ))}</div>
);

const AsList = ({ c, c: { var: { words } }, process, found, today }: FoundProps) => (
  <table class="stack" role="table">
    <thead role="rowgroup"><tr role="row">{(["title", "owners", "born", "due", "status"] as const).map((it) => <th role="columnheader" scope="col">{words.say(`commitments.head.${it}`)}</th>)}</tr></thead>
    <tbody role="rowgroup">{found.map((it) => (
      <tr role="row">
        <th role="rowheader" scope="row"><a href={here(c)(commitmentAddress(process, it))}><Said text={it.title} language={it.language} words={words} /></a></th>
        <td role="cell" data-label={words.say("commitments.head.owners")}><OwnersLine it={it} words={words} /></td>
        <td role="cell" data-label={words.say("commitments.head.born")}><InWords it={it.source?.title} words={words} /></td>
        <td role="cell" data-label={words.say("commitments.head.due")}><time datetime={it.dueDay}>{words.day(it.dueDay)}</time></td>
        <td role="cell" data-label={words.say("commitments.head.status")}><Standing it={it} words={words} today={today} /></td>
      </tr>
    ))}</tbody>
  </table>
);
