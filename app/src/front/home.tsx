import { Hono } from "hono";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { callsAddress, callsCalendarAddress } from "../concepts/calls/addresses.ts";
import type { Call } from "../concepts/calls/call.ts";
import { openCalls } from "../concepts/calls/store.ts";
import { CallCard } from "../concepts/calls/views.tsx";
import { coursesOf, allProcesses } from "../concepts/processes/store.ts";
import { upcoming, type Course } from "../concepts/processes/process.ts";
import { textsAddress, versionAddress } from "../concepts/texts/addresses.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { latestPublished } from "../concepts/texts/store/versions.ts";
import { statusName } from "../concepts/texts/views.tsx";
import { becameOf, BecameSection, becameStyle } from "./became.tsx";
import { InWords } from "../ground/web/in-words.tsx";
import { EventItem, Phases, phaseStyle, SureMark } from "./timeline.tsx";

/** What is happening now, in every process of the house; records stand apart in a frame of their own. */
export const homePages = new Hono<Env>().get("/", async (c) => {
  const { db, words, now } = c.var;
  const courses = await coursesOf(db, await allProcesses(db));
  const latest = await latestPublished(db, courses.map((it) => it.id), 4);
  const calls = await openCalls(db, now);
  const living = courses.filter((it) => it.nature !== "record");
  const records = courses.filter((it) => it.nature === "record");
  const became = await becameOf(c, living, 3);
  const style = [...living.map((it) => phaseStyle(it, now)), becameStyle(c, became)].join("");
  return showPage(c, { title: words.say("home.title"), style, process: living[0] ? barOf(living[0], "now") : null },
    <>
      {courses.length === 0 && <Empty c={c} />}
      {living.map((it, index) => <Now c={c} course={it} latest={latest.filter((one) => one.instrument.processId === it.id)} calls={calls.filter((one) => one.processId === it.id)} first={index === 0} />)}
      <BecameSection c={c} it={became} />
      {records.map((it) => <Apart c={c} course={it} heading={living.length > 0 ? 2 : 1} />)}
    </>);
});

type Latest = Awaited<ReturnType<typeof latestPublished>>;

const Empty = ({ c }: { c: Door }) => (
  <><h1>{c.var.words.say("home.empty")}</h1><div class="empty"><p>{c.var.words.say("home.empty.next")}</p></div></>
);

function Now({ c, course, latest, calls, first }: { c: Door; course: Course; latest: Latest; calls: Call[]; first: boolean }) {
  const { words, now } = c.var;
  const address = here(c);
  const [newest] = latest;
  const next = upcoming(course, now).filter((it) => it.start !== null);
  return (
    <>
      <div class="split">
        <div>
          <p class="eyebrow">{[words.pick(course.name).text, words.isolate(course.symbol), course.nature === "invented" ? words.say("texts.invented") : null].filter(Boolean).join(" · ")}</p>
          {first ? <h1>{headline(c, newest)}</h1> : <h2>{headline(c, newest)}</h2>}
          <p class="lede"><InWords it={course.summary} words={words} /></p>
          <div class="actions">
            {calls.length > 0 && <a class="button main" href={`#calls-${course.slug}`}>{words.say("calls.see.open", { count: calls.length })}</a>}
            {newest && <a class={calls.length > 0 ? "button" : "button main"} href={address(versionAddress(course, newest.instrument, newest.version))}>{words.say("home.read")}</a>}
            <a href={address(`/${course.slug}`)}>{words.say("home.process")}</a>
          </div>
        </div>
        <dl class="figures">{course.figures.slice(0, 4).map((it) => <div><dt><InWords it={it.label} words={words} /></dt><dd><InWords it={it.value} words={words} /></dd></div>)}</dl>
      </div>
      <section aria-labelledby={`where-${course.slug}`}>
        <h2 id={`where-${course.slug}`}>{words.say("home.where")}</h2>
        <Phases course={course} words={words} now={now} />
      </section>
      <section aria-labelledby={`calls-${course.slug}`}>
        <h2 id={`calls-${course.slug}`}>{words.say("calls.shelf.open")}</h2>
        {calls.length === 0 && <div class="empty"><p>{words.say("calls.none")}</p></div>}
        {calls.map((it) => <CallCard call={it} process={course} words={words} now={now} address={address} rank="h3" />)}
        <p class="small"><a href={address(callsAddress(course))}>{words.say("calls.all")}</a> · <a href={address(callsCalendarAddress(course))}>{words.say("calls.calendar")}</a></p>
      </section>
      <div class="split even">
        <section aria-labelledby={`drafts-${course.slug}`}>
          <h2 id={`drafts-${course.slug}`}>{words.say("home.drafts")}</h2>
          {latest.length === 0 ? <div class="empty"><p>{words.say("texts.none")}</p></div> : <Drafts c={c} course={course} latest={latest} />}
          <p class="small"><a href={address(textsAddress(course))}>{words.say("texts.all")}</a></p>
        </section>
        <section aria-labelledby={`next-${course.slug}`}>
          <h2 id={`next-${course.slug}`}>{words.say("home.next")}</h2>
          {next.length === 0 ? <div class="empty"><p>{words.say("home.next.none")}</p></div> : <ol class="timeline">{next.slice(0, 3).map((it) => <EventItem it={it} words={words} future />)}</ol>}
        </section>
      </div>
    </>
  );
}

function headline({ var: { words } }: Door, newest: Latest[number] | undefined) {
  if (!newest) return words.say("home.headline.none");
  return words.say("home.headline", { title: words.pick(newest.version.title).text, date: words.day(newest.version.date) });
}

const Drafts = ({ c, course, latest }: { c: Door; course: Course; latest: Latest }) => (
  <ul class="entries">
    {latest.map(({ version, instrument }) => {
      const title = c.var.words.pick(version.title);
      return (
        <li>
          <h3><a href={here(c)(versionAddress(course, instrument, version))} lang={title.language}>{title.text}</a></h3>
          <p class="small soft"><bdi>{version.symbol}</bdi> · <time datetime={version.date}>{c.var.words.day(version.date)}</time> · {statusName(c.var.words, version)}</p>
        </li>
      );
    })}
  </ul>
);

/** A record of real events, apart from anything invented. */
function Apart({ c, course, heading }: { c: Door; course: Course; heading: 1 | 2 }) {
  const { words } = c.var;
  const title = <>{words.say("record.title")} <InWords it={course.shortName} words={words} /></>;
  return (
    <section class="apart" aria-labelledby={`apart-${course.slug}`}>
      {heading === 1 ? <h1 id={`apart-${course.slug}`}>{title}</h1> : <h2 id={`apart-${course.slug}`}>{title}</h2>}
      <p>{words.say("record.apart", { symbol: course.symbol })}</p>
      <dl class="figures">{course.figures.slice(0, 4).map((it) => <div><dt><InWords it={it.label} words={words} /> <br /><SureMark sure={it.sure} words={words} /></dt><dd><InWords it={it.value} words={words} /></dd></div>)}</dl>
      <p><a href={here(c)(`/${course.slug}`)}>{words.say("record.open")}</a></p>
    </section>
  );
}
