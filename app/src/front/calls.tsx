import { Hono } from "hono";
import { mayOfficiate, visitor } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { forEveryone } from "../ground/web/caching.ts";
import { showPage } from "../ground/web/page.tsx";
import { callAddress, callCalendarAddress, callsAddress, callsCalendarAddress, callsFeedAddress, openingAddress } from "../concepts/calls/addresses.ts";
import { stageOf, type Call } from "../concepts/calls/call.ts";
import { numberIn } from "../ground/web/number.ts";
import { calendarOf } from "../concepts/calls/calendar.ts";
import { atomOf } from "../concepts/calls/feed.ts";
import { callByNumber, callsOf, changesOfCalls } from "../concepts/calls/store.ts";
import { CallCard } from "../concepts/calls/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { statementsAddress } from "../concepts/statements/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** The calls of a process: as a page, as a feed of what happens to them, and as a calendar of when they close. */
export const callsPages = new Hono<Env>()
  .get("/:process/calls", async (c) => showCalls(c, await processOf(c)))
  .get("/:process/calls.atom", async (c) => {
    const process = await processOf(c);
    const { words, house } = c.var;
    const title = `${words.pick(process.shortName).text}: ${words.say("calls.title")}`;
    return forAll(c, "application/atom+xml", atomOf({ id: house.baseUrl + callsFeedAddress(process), title, self: house.baseUrl + here(c)(callsFeedAddress(process)), words, calls: await told(c, process, await callsOf(c.var.db, process.id, visitor)) }));
  })
  .get("/:process/calls.ics", async (c) => {
    const process = await processOf(c);
    return calendar(c, process, await callsOf(c.var.db, process.id, visitor));
  })
  .get("/:process/calls/:calendar{[1-9][0-9]*\\.ics}", async (c) => {
    const process = await processOf(c);
    return calendar(c, process, [await callByNumber(c.var.db, process.id, numberIn(inAddress(c, "calendar").replace(/\.ics$/, "")), visitor)]);
  });

const processOf = (c: Door) => processBySlug(c.var.db, inAddress(c, "process"));

/** Calls with their addresses, which are in no language, and what happened to each. */
async function told(c: Door, process: Process, calls: readonly Call[]) {
  const changes = await changesOfCalls(c.var.db, calls.map((it) => it.id));
  return calls.map((call) => ({ call, address: c.var.house.baseUrl + callAddress(process, call), changes: changes.get(call.id) ?? [] }));
}

async function calendar(c: Door, process: Process, calls: readonly Call[]) {
  const { words, house } = c.var;
  const name = `${words.pick(process.shortName).text}: ${words.say("calls.title")}`;
  return forAll(c, "text/calendar", calendarOf({ name, host: new URL(house.baseUrl).hostname, words, calls: await told(c, process, calls) }));
}

/** What is the same for everyone, whoever asks. */
function forAll(c: Door, type: string, body: string) {
  c.header("Cache-Control", forEveryone);
  return c.body(body, 200, { "Content-Type": `${type}; charset=utf-8` });
}

/** Links to a feed and a calendar, for the foot of a page. */
export const formatsOf = (c: Door, process: Process, call?: Call) => [
  { name: c.var.words.say("footer.json"), address: `/api/v1${call ? callAddress(process, call) : callsAddress(process)}`, type: "application/json" },
  { name: c.var.words.say("calls.feed"), address: here(c)(callsFeedAddress(process)), type: "application/atom+xml" },
  { name: c.var.words.say("calls.calendar"), address: here(c)(call ? callCalendarAddress(process, call) : callsCalendarAddress(process)), type: "text/calendar" },
];

async function showCalls(c: Door, process: Process) {
  const { db, viewer, words, now } = c.var;
  const calls = await callsOf(db, process.id, viewer);
  const title = words.say("calls.title");
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  return showPage(c, { title, crumbs, process: barOf(process, "calls"), formats: formatsOf(c, process) },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("calls.lede")}</p>
      <div class="actions"><a href={here(c)(statementsAddress(process))}>{words.say("statements.list.title")}</a>{mayOfficiate(viewer, process.id) && process.nature !== "record" && <> <a class="button" href={here(c)(openingAddress(process))}>{words.say("calls.new")}</a></>}</div>
      {shelves.map(({ name, stages, order }) => <Shelf c={c} process={process} name={name} calls={calls.filter((it) => (stages as readonly string[]).includes(stageOf(it, now))).toSorted(order)} />)}
    </>);
}

const soonest = (a: Call, b: Call) => a.closesAt.getTime() - b.closesAt.getTime();
const latest = (a: Call, b: Call) => b.closesAt.getTime() - a.closesAt.getTime();
/** Open first, those that close first at first; then what is coming; then what is over, the last first. What is being prepared is there for officers. */
const shelves = [
  { name: "open", stages: ["open", "late"], order: soonest }, { name: "coming", stages: ["coming"], order: (a: Call, b: Call) => a.opensAt.getTime() - b.opensAt.getTime() },
  { name: "draft", stages: ["draft"], order: soonest }, { name: "closed", stages: ["closed", "cancelled"], order: latest },
] as const;

const Shelf = ({ c, process, name, calls }: { c: Door; process: Process; name: (typeof shelves)[number]["name"]; calls: Call[] }) => (
  calls.length === 0 && name !== "open" ? null : (
    <section id={name} aria-labelledby={`${name}-h`}>
      <h2 id={`${name}-h`}>{c.var.words.say(`calls.shelf.${name}`)}</h2>
      {calls.length === 0 && <div class="empty"><p>{c.var.words.say("calls.none")}</p></div>}
      {calls.map((it) => <CallCard call={it} process={process} words={c.var.words} now={c.var.now} address={here(c)} rank="h3" />)}
    </section>
  )
);
