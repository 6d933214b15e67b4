import { InWords } from "../ground/web/in-words.tsx";
import type { Words } from "../ground/words.ts";
import { stateOf, timeline, type Course, type ProcessEvent, type Phase, type Sure } from "../concepts/processes/process.ts";

/** How sure a fact is: a word and a shape. */
export const SureMark = ({ sure, words }: { sure: Sure | undefined; words: Words }) =>
  sure ? <span class={sure === "verified" ? "sure" : `sure ${sure === "reported" ? "reported" : "unsure"}`}>{words.say(`sure.${sure}`)}</span> : null;

const isAddress = (it: string) => /^https?:\/\//.test(it);
/** Where a fact is from; links only where the source is one. */
export function Sources({ sources, words }: { sources: string[]; words: Words }) {
  if (sources.length === 0) return null;
  return (
    <details>
      <summary>{words.say("record.sources", { count: sources.length })}</summary>
      <ul class="sources">{sources.map((it) => <li>{isAddress(it) ? <a href={it} rel="nofollow noreferrer">{new URL(it).host}</a> : it}</li>)}</ul>
    </details>
  );
}

/** The phases as bars on one line of time; the bars' places come from the page's own style (phaseStyle). */
export function Phases({ course, words, now }: { course: Course; words: Words; now: Date }) {
  const { years } = timeline(course.phases, now);
  return (
    <ol class={`phases span-${course.slug}`} aria-label={words.say("process.phases")}>
      <li class="axis" aria-hidden="true"><p><span class="today">{words.say("process.today", { day: words.day(now) })}</span></p><i>{years.map((it) => <span>{it}</span>)}</i></li>
      {course.phases.map((it) => (
        <li class={stateOf(it, now) === "past" ? undefined : stateOf(it, now)}>
          <p>{it.number} <InWords it={it.name} words={words} /> <span>{monthsOf(it, words, now)}{it.sure && <> · <SureMark sure={it.sure} words={words} /></>}</span></p>
          <i class={`bar-${course.slug}-${it.number}`}></i>
        </li>
      ))}
    </ol>
  );
}

function monthsOf(it: Phase, words: Words, now: Date) {
  if (it.from === null) return words.say("process.phase.later");
  if (it.to === null) return words.say("process.phase.since", { month: words.month(it.from) });
  if (stateOf(it, now) === "later") return words.say("process.phase.planned", { month: words.month(it.from) });
  return it.from === it.to ? words.month(it.from) : `${words.month(it.from)} – ${words.month(it.to)}`;
}

/** The rules that place a process's phases: made of numbers and its address only. */
export function phaseStyle(course: Course, now: Date) {
  const { span, years, now: at, bars } = timeline(course.phases, now);
  const places = bars.map((it, index) => `.bar-${course.slug}-${course.phases[index]!.number}{--from:${it.from};--to:${it.to}}`);
  return `.span-${course.slug}{--span:${span};--years:${years.length};--now:${at.toFixed(1)}}${places.join("")}`;
}

/** One event on the timeline: when and where, what, and how stakeholders could take part. */
export function EventItem({ it, words, future }: { it: ProcessEvent; words: Words; future: boolean }) {
  return (
    <li class={future ? "future" : undefined} id={it.id}>
      <time datetime={it.start ?? undefined}>{it.start ? words.days(it.start, it.end ?? it.start) : <InWords it={it.when} words={words} /> }{!it.start && !it.when && words.say("process.undated")}{it.place && <><br /><InWords it={it.place} words={words} /></>}</time>
      <h3><InWords it={it.title} words={words} />{it.sure && <><br /><SureMark sure={it.sure} words={words} /></>}</h3>
      <div class="small">
        {it.summary && <p><InWords it={it.summary} words={words} /></p>}
        {it.documents.length > 0 && <p>{words.say("process.documents.of", { symbols: words.list(it.documents) })}</p>}
        {it.access && <p class="soft">{words.say("process.access")} <InWords it={it.access} words={words} /></p>}
        <Sources sources={it.sources} words={words} />
      </div>
    </li>
  );
}
