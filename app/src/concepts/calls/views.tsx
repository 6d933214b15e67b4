import { InWords } from "../../ground/web/in-words.tsx";
import { directionOf, type Words } from "../../ground/words.ts";
import { callAddress } from "./addresses.ts";
import { stageOf, type Call } from "./call.ts";
import { daysBetween, offsetText, wallClock } from "../../ground/zones.ts";
import { momentSaid } from "../../ground/clock-words.ts";
import { languagesSaid, leftSaid, whoSaid } from "./said.ts";

/** Days from which a deadline is near: long enough to write a page, too short to ask a board. */
const nearDays = 3;

/** For machines: the wall clock with its distance from UTC. */
const machineTime = (at: Date, timeZone: string) => { const { day, hour } = wallClock(at, timeZone); return `${day}T${hour}${offsetText(at, timeZone)}`; };

/** A moment by the clock of a call. */
export const Moment = ({ at, call, words, now }: { at: Date; call: Pick<Call, "timeZone">; words: Words; now: Date }) => (
  <time datetime={machineTime(at, call.timeZone)}>{momentSaid(words, at, call.timeZone, now)}</time>
);

/** The deadline chip: day, hour, place of the clock and days left, together. Before a call opens it shows that. */
export function DeadlineChip({ call, words, now }: { call: Call; words: Words; now: Date }) {
  const stage = stageOf(call, now);
  const isNear = (stage === "open" && daysBetween(now, call.closesAt, call.timeZone) <= nearDays) || stage === "late";
  return <span class={isNear ? "deadline soon" : "deadline"}><Moment at={stage === "coming" ? call.opensAt : call.closesAt} call={call} words={words} now={now} /><span>{leftSaid(words, call, now)}</span></span>;
}

/** Words of a call in the language they exist in, line by line. */
export function Lines({ it, words }: { it: Call["about"]; words: Words }) {
  const { text, language } = words.pick(it);
  const foreign = language === words.language ? {} : { lang: language, dir: directionOf(language) };
  return <>{text.split("\n").filter((line) => line.trim()).map((line) => <p {...foreign}>{line}</p>)}</>;
}

/** A name of a call, marked where it is in another language than the page. */
export const CallTitle = ({ it, words }: { it: Pick<Call, "title">; words: Words }) => <InWords it={it.title} words={words} />;

/** “Call 14 · up to 2,000 words · all stakeholders · in any of the six languages”. */
export const factsOf = (words: Words, call: Call): string =>
  [words.say("calls.number", { number: call.number }), words.say("calls.upto", { count: call.wordLimit }), whoSaid(words, call), languagesSaid(words, call)].join(" · ");

/** A call in a list: its deadline, its title and what it asks for. */
export const CallCard = ({ call, process, words, now, address, rank: Heading }: { call: Call; process: { slug: string }; words: Words; now: Date; address: (path: string) => string; rank: "h2" | "h3" }) => (
  <article class="call">
    <DeadlineChip call={call} words={words} now={now} />
    <Heading><a href={address(callAddress(process, call))}><CallTitle it={call} words={words} /></a></Heading>
    <Lines it={call.about} words={words} />
    <p class="small soft">{factsOf(words, call)}</p>
  </article>
);
