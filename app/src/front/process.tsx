import { Hono } from "hono";
import type { Child } from "hono/jsx";
import { wallClock } from "../ground/zones.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { past, stateOf, upcoming, type Course } from "../concepts/processes/process.ts";
import { callAddress, callsAddress } from "../concepts/calls/addresses.ts";
import type { Call } from "../concepts/calls/call.ts";
import { openCalls } from "../concepts/calls/store.ts";
import { CallTitle, DeadlineChip } from "../concepts/calls/views.tsx";
import { commitmentsAddress } from "../concepts/commitments/addresses.ts";
import { forumsAddress } from "../concepts/disclosure/addresses.ts";
import { meetingsAddress, meetingsCalendarAddress } from "../concepts/meetings/addresses.ts";
import type { KeptMeeting } from "../concepts/meetings/meeting.ts";
import { meetingsOf } from "../concepts/meetings/store.ts";
import { MeetingItem } from "../concepts/meetings/views.tsx";
import { courseOf, processBySlug } from "../concepts/processes/store.ts";
import { textsAddress } from "../concepts/texts/addresses.ts";
import { statementsAddress } from "../concepts/statements/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { DoorsCard } from "./accreditation.tsx";
import { becameOf, BecameSection, becameStyle } from "./became.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { EventItem, Phases, phaseStyle, Sources, SureMark } from "./timeline.tsx";

/** One process: where it stands, what comes, what was, its documents; for a record, every fact with its source. */
export const processPages = new Hono<Env>().get("/:process", async (c) => {
  const { db, words, now, viewer } = c.var;
  const course = await courseOf(db, await processBySlug(db, inAddress(c, "process")));
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.pick(course.shortName).text }];
  const meetings = (await meetingsOf(db, course.id, viewer)).filter((it) => it.state !== "draft");
  const calls = (await openCalls(db, now)).filter((it) => it.processId === course.id);
  const formats = [{ name: words.say("footer.json"), address: `/api/v1/${course.slug}`, type: "application/json" }, ...(meetings.length > 0 ? [{ name: words.say("meetings.calendar"), address: here(c)(meetingsCalendarAddress(course)), type: "text/calendar" }] : [])];
  const became = await becameOf(c, [course], 3);
  return showPage(c, { title: words.pick(course.shortName).text, crumbs, formats, style: phaseStyle(course, now) + becameStyle(c, became), process: barOf(course, "process") },
    <>
      <p class="eyebrow">{[words.isolate(course.symbol), words.say(`nature.${course.nature}`)].join(" · ")}</p>
      <h1><InWords it={course.name} words={words} /></h1>
      <p class="lede"><InWords it={course.summary} words={words} /></p>
      {course.nature !== "record" && <div class="actions"><a class="button main" href={here(c)(textsAddress(course))}>{words.say("home.read")}</a> <a href="#next">{words.say("process.next")}</a> <a href={here(c)(callsAddress(course))}>{words.say("calls.title")}</a> <a href={here(c)(statementsAddress(course))}>{words.say("statements.list.title")}</a> <a href={here(c)(meetingsAddress(course))}>{words.say("meetings.title")}</a> <a href={here(c)(commitmentsAddress(course))}>{words.say("commitments.name")}</a> <a href={here(c)(forumsAddress(course))}>{words.say("forums.title")}</a></div>}
      <Figures c={c} course={course} />
      <section aria-labelledby="phases-h"><h2 id="phases-h">{words.say("home.where")}</h2><Phases course={course} words={words} now={now} /></section>
      <BecameSection c={c} it={became} />
      <div class="split">
        <div><Events c={c} course={course} meetings={meetings} /><Decisions c={c} course={course} /><Documents c={c} course={course} /></div>
        <div>{course.nature !== "record" && <Calls c={c} course={course} calls={calls} />}<Rights c={c} course={course} /><DoorsCard c={c} process={course} /><Officers c={c} course={course} /><Phase c={c} course={course} /><OpenQuestions c={c} course={course} /></div>
      </div>
    </>);
});

type Props = { c: Door; course: Course };

const Figures = ({ c: { var: { words } }, course }: Props) => (
  <dl class="figures">
    {course.figures.map((it) => (
      <div>
        <dt><InWords it={it.label} words={words} />{it.sure && <><br /><SureMark sure={it.sure} words={words} /></>}</dt>
        <dd><InWords it={it.value} words={words} /></dd>
        {(it.note || it.asOf) && <dd class="small soft">{it.asOf && words.say("record.asOf", { day: words.day(it.asOf) })} <InWords it={it.note} words={words} /></dd>}
        {it.sources.length > 0 && <dd class="small"><Sources sources={it.sources} words={words} /></dd>}
      </div>
    ))}
  </dl>
);

/** Events and meetings in one line of time, with the mark of today between what was and what comes; an event gives its place to the meeting that is it. */
function Events({ c, course, meetings }: Props & { meetings: KeptMeeting[] }) {
  const { words, now } = c.var;
  const events = course.events.filter((it) => !meetings.some((one) => one.event === it.id));
  const [next, before] = [upcoming({ ...course, events }, now), past({ ...course, events }, now)];
  const isAhead = (it: KeptMeeting) => it.endsAt > now && it.state !== "closed";
  const dated = (of: typeof next, held: KeptMeeting[]) => [
    ...of.map((it) => ({ day: it.start ?? it.around ?? null, item: <EventItem it={it} words={words} future={of === next} /> })),
    ...held.map((it) => ({ day: wallClock(it.startsAt, it.timeZone).day, item: <MeetingItem it={it} process={course} words={words} now={now} address={here(c)} rank="h3" /> })),
  ];
  const comes = dated(next, meetings.filter(isAhead)).toSorted((a, b) => (a.day ?? "9999").localeCompare(b.day ?? "9999"));
  const was = inOrderOf(before, dated(before, meetings.filter((it) => !isAhead(it))));
  return (
    <>
      <h2 id="next">{words.say("process.next")}</h2>
      {comes.length === 0 && <div class="empty"><p>{words.say("home.next.none")}</p></div>}
      <ol class="timeline">
        <li class="now" aria-current="date"><time datetime={now.toISOString().slice(0, 10)}>{words.say("process.today", { day: words.day(now) })}</time></li>
        {comes.map((it) => it.item)}
      </ol>
      <h2 id="past">{words.say("process.past")}</h2>
      <ol class="timeline">{was.map((it) => it.item)}</ol>
    </>
  );
}

type Dated = { day: string | null; item: Child };
/** Events stay in the order of their course, those without a day among them; each meeting stands before the first event that is older. */
function inOrderOf(events: readonly unknown[], dated: readonly Dated[]): Dated[] {
  const line = dated.slice(0, events.length);
  for (const meeting of dated.slice(events.length).toSorted((a, b) => (a.day ?? "").localeCompare(b.day ?? ""))) {
    const older = line.findIndex((it) => it.day !== null && it.day <= meeting.day!);
    line.splice(older === -1 ? line.length : older, 0, meeting);
  }
  return line;
}

/** Who chairs, and who held another office, with the months where they are known. */
function Officers({ c: { var: { words } }, course: { officers } }: Props) {
  if (officers.length === 0) return null;
  return (
    <section class="card" id="officers" aria-labelledby="officers-h">
      <h2 id="officers-h">{words.say("process.officers")}</h2>
      <ul class="plain">{officers.map((it) => <li><strong><bdi>{it.name}</bdi></strong> · <InWords it={it.role} words={words} />{it.of && <> · <InWords it={it.of} words={words} /></>}{it.from && <span class="soft small"> {it.to ? `${words.month(it.from)} – ${words.month(it.to)}` : words.say("process.phase.since", { month: words.month(it.from) })}</span>} <SureMark sure={it.sure} words={words} /><Sources sources={it.sources} words={words} /></li>)}</ul>
    </section>
  );
}

/** What was decided, by symbol, the latest first. */
function Decisions({ c: { var: { words } }, course }: Props) {
  const decisions = course.events.filter((it) => it.kind === "decision" || it.kind === "adoption" || it.kind === "mandate").filter((it) => it.documents.length > 0).toReversed();
  if (decisions.length === 0) return null;
  return (
    <section aria-labelledby="decisions"><h2 id="decisions">{words.say("process.decisions")}</h2>
      <ul class="entries">{decisions.map((it) => <li><strong>{it.documents.map((one, index) => <>{index > 0 && ", "}<bdi>{one}</bdi></>)}</strong> · <a href={`#${it.id}`}><InWords it={it.title} words={words} /></a>{it.start && <span class="soft small"> · {words.day(it.start)}</span>}</li>)}</ul>
    </section>
  );
}

function Documents({ c: { var: { words } }, course }: Props) {
  if (course.documents.length === 0) return null;
  return (
    <>
      <h2 id="documents">{words.say("process.documents")}</h2>
      <table class="stack" role="table">
        <caption>{words.say("process.documents.caption", { count: course.documents.length })}</caption>
        <thead role="rowgroup"><tr role="row">{(["process.symbol", "texts.date", "process.title"] as const).map((it) => <th role="columnheader" scope="col">{words.say(it)}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {course.documents.map((it) => (
            <tr role="row">
              <th role="rowheader" scope="row"><bdi>{it.symbol}</bdi></th>
              <td role="cell" data-label={words.say("texts.date")}>{it.date ? <time datetime={it.date}>{words.day(it.date)}</time> : words.say("process.undated")}</td>
              <td role="cell" data-label={words.say("process.title")}><InWords it={it.title} words={words} /> <SureMark sure={it.sure} words={words} />{it.note && <p class="small soft"><InWords it={it.note} words={words} /></p>}<Sources sources={it.sources} words={words} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What may be answered now. */
const Calls = ({ c, course, calls }: Props & { calls: Call[] }) => (
  <section class="card" aria-labelledby="calls-h">
    <h2 id="calls-h">{c.var.words.say("calls.shelf.open")}</h2>
    {calls.length === 0 && <p>{c.var.words.say("calls.none")}</p>}
    <ul class="plain">{calls.map((it) => <li><DeadlineChip call={it} words={c.var.words} now={c.var.now} /><br /><a href={here(c)(callAddress(course, it))}><CallTitle it={it} words={c.var.words} /></a></li>)}</ul>
    <p class="small"><a href={here(c)(callsAddress(course))}>{c.var.words.say("calls.all")}</a></p>
  </section>
);

const marks = { yes: "yes", some: "some", no: "no" } as const;
function Rights({ c: { var: { words } }, course: { rights } }: Props) {
  if (!rights) return null;
  return (
    <section class="card strong" id="rights" aria-labelledby="rights-h">
      <h2 id="rights-h">{words.say("process.rights")}</h2>
      <p class="small soft"><InWords it={rights.basis} words={words} /></p>
      <ul class="rights">{rights.items.map((it) => <li><b class={marks[it.answer]}>{words.say(`rights.${it.answer}`)}</b><span><InWords it={it.text} words={words} /></span></li>)}</ul>
    </section>
  );
}

/** What the phases now open are about. */
function Phase({ c: { var: { words, now } }, course }: Props) {
  const open = course.phases.filter((it) => stateOf(it, now) === "open");
  if (open.length === 0) return null;
  return (
    <section class="card" aria-labelledby="open-h">
      <h2 id="open-h">{words.say("process.open")}</h2>
      <ul class="plain">{open.map((it) => <li>{it.number} <InWords it={it.name} words={words} />{it.note && <p class="small soft"><InWords it={it.note} words={words} /></p>}<Sources sources={it.sources} words={words} /></li>)}</ul>
    </section>
  );
}

function OpenQuestions({ c: { var: { words } }, course }: Props) {
  if (course.openQuestions.length === 0) return null;
  return (
    <section class="card" aria-labelledby="questions-h">
      <h2 id="questions-h">{words.say("record.questions")}</h2>
      <ul class="plain">{course.openQuestions.map((it) => <li class="small"><InWords it={it.what} words={words} /><Sources sources={it.sources} words={words} /></li>)}</ul>
    </section>
  );
}
