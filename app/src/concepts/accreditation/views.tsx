import { dayOf } from "../../ground/clock.ts";
import { InWords } from "../../ground/web/in-words.tsx";
import type { Words } from "../../ground/words.ts";
import { Named } from "../stakeholders/views.tsx";
import { isOpen, type State, type Track } from "./accreditation.ts";
import type { ShownObjection, ShownStep } from "./disclosure.ts";

/** How each state looks: a shape beside its word. */
const shapes: Record<State, string> = { received: "unanswered", returned: "partly", complete: "unanswered", circulated: "unanswered", referred: "unanswered", accredited: "reflected", refused: "not", appealed: "unanswered", withdrawn: "waiting", lapsed: "waiting" };

/** Where a body stands, as a word and a shape. */
export const StateMark = ({ state, words }: { state: State; words: Words }) => <span class={`state ${shapes[state]}`}>{words.say(`accreditation.state.${state}`)}</span>;

/** “Door C: Everyone else”. */
export const doorName = (words: Words, it: Pick<Track, "letter" | "name">): string => words.say("accreditation.door.named", { door: it.letter, name: words.pick(it.name).text });

/** When applications are taken at a door. */
export function windowSaid(words: Words, track: Pick<Track, "opensDay" | "closesDay">, now: Date): string {
  const day = dayOf(now);
  if (isOpen(track, day)) return track.closesDay === null ? words.say("accreditation.window.always") : words.say("accreditation.window.open", { day: words.day(track.closesDay) });
  return track.opensDay !== null && day < track.opensDay ? words.say("accreditation.window.coming", { day: words.day(track.opensDay) }) : words.say("accreditation.window.closed", { day: words.day(track.closesDay!) });
}

/** Every rule of a door as a sentence, in the order in which they matter. */
export const rulesOf = (words: Words, it: Track): string[] => [
  it.circulationDays > 0 ? words.say("accreditation.rule.circulated", { days: it.circulationDays }) : words.say("accreditation.rule.not-circulated"),
  ...(it.circulationDays === 0 ? [] : [
    words.say(it.reasonRequired ? "accreditation.rule.reason" : "accreditation.rule.no-reason"), words.say(it.authorPublic ? "accreditation.rule.author" : "accreditation.rule.no-author"),
    words.say(it.namesPublic ? "accreditation.rule.names" : "accreditation.rule.no-names"), words.say(`accreditation.rule.effect.${it.effect}`),
  ]),
  words.say(`accreditation.rule.decided.${it.decidedBy}`),
  it.appealDays > 0 ? words.say("accreditation.rule.appeal", { days: it.appealDays }) : words.say("accreditation.rule.no-appeal"),
  words.say(it.carriesOver ? "accreditation.rule.carries" : "accreditation.rule.carries-not"),
];

/** A door with its ground, its rules and its deadline. */
export const TrackCard = ({ track, words, now, rank: Heading }: { track: Track; words: Words; now: Date; rank: "h2" | "h3" }) => (
  <section class="card" aria-labelledby={`door-${track.letter}`}>
    <Heading id={`door-${track.letter}`}>{doorName(words, track)}</Heading>
    <p><InWords it={track.about} words={words} /></p>
    <dl class="facts">
      <dt>{words.say("accreditation.basis")}</dt><dd><bdi>{track.basisSymbol}</bdi>: <InWords it={track.basis} words={words} /></dd>
      <dt>{words.say("accreditation.who")}</dt><dd>{track.sectors.length === 0 ? words.say("calls.who.all") : words.list(track.sectors.map((it) => words.say(`stakeholders.sector.${it}`)))}</dd>
      <dt>{words.say("accreditation.asks")}</dt><dd>{words.list([words.say("accreditation.asks.statement"), ...track.documents.map((it) => words.pick(it.name).text)])}</dd>
      <dt>{words.say("accreditation.window")}</dt><dd>{windowSaid(words, track, now)}</dd>
    </dl>
    <ul class="small">{rulesOf(words, track).map((it) => <li>{it}</li>)}</ul>
  </section>
);

/** A step as a sentence. */
export const stepSaid = (words: Words, { deed, until, phase, objection }: Pick<ShownStep, "deed" | "until" | "phase" | "objection">): string =>
  words.say(`accreditation.step.${deed}`, { until: until ? words.day(until) : "–", phase: phase ?? 0, objection: objection ?? 0 });

/** What happened to a file, day by day. */
export const History = ({ steps, words }: { steps: readonly ShownStep[]; words: Words }) => (
  <ol class="dates">{steps.map((it) => (
    <li><time datetime={it.day}>{words.day(it.day)}</time><p>{stepSaid(words, it)}{it.by && <span class="soft"> {words.say("accreditation.step.by", { name: it.by })}</span>}{it.because && <> <q class="lines" dir="auto">{it.because}</q></>}</p></li>
  ))}</ol>
);

/** What a State said, what became of it, and what the body answered. */
export const ObjectionText = ({ it, words, address }: { it: ShownObjection; words: Words; address: (slug: string) => string }) => (
  <>
    <p><strong>{words.say("accreditation.objection", { number: it.number })}</strong> · {words.say("accreditation.door", { door: it.letter })} · <time datetime={it.day}>{words.day(it.day)}</time> · {it.author ? <bdi>{it.author}</bdi> : words.say("accreditation.objection.delegation")} · {it.body ? <a href={address(it.body.slug)}><Named it={it.body.name} words={words} /></a> : words.say("accreditation.objection.unnamed")}</p>
    <p>{it.reason ? <q class="lines" dir="auto">{it.reason}</q> : words.say("accreditation.objection.no-reason")}</p>
    <p><span class={`state ${it.state === "standing" ? "unanswered" : "partly"}`}>{words.say(`accreditation.objection.${it.state}`)}</span>{it.settledDay && <> · <time datetime={it.settledDay}>{words.day(it.settledDay)}</time></>}{it.settledBecause && <> <q class="lines" dir="auto">{it.settledBecause}</q></>}</p>
    {it.reply && <p>{words.say("accreditation.objection.reply")} <q class="lines" dir="auto">{it.reply}</q></p>}
  </>
);
