import type { Child } from "hono/jsx";
import { InWords } from "../../ground/web/in-words.tsx";
import type { Words } from "../../ground/words.ts";
import { Lines, Outward } from "../partnerships/views.tsx";
import { stakeholderAddress } from "../stakeholders/addresses.ts";
import { Named } from "../stakeholders/views.tsx";
import type { ShownPractice, ShownRepeat } from "./disclosure.ts";
import type { PracticeChange } from "./practice.ts";

type Said = "context" | "problem" | "done" | "wrong" | "takes" | "safeguards";

/** What a card says, in the order in which it is lived through: where and what for, what was done with what came of it, what it takes to do it again. */
export function Card({ it, words }: { it: ShownPractice; words: Words }) {
  const heading = (name: Said | "result") => words.say(`practices.field.${name}`);
  const below = (name: Said) => it[name].en && <><h3 id={name}>{heading(name)}</h3><Lines it={it[name]} words={words} /></>;
  const part = (name: Said, rest: Child) => <section aria-labelledby={name}><h2 id={name}>{heading(name)}</h2><Lines it={it[name]} words={words} />{rest}</section>;
  return (
    <>
      {part("context", below("problem"))}
      {part("done", <>
        <h3 id="result">{heading("result")}</h3><Lines it={it.result} words={words} />
        <p class="small"><strong>{words.say("practices.strength")}:</strong> {words.say(`practices.strength.${it.strength}`)}{it.evidence.length > 0 && <> · {words.say("partnerships.evidence")}: {it.evidence.map((one, index) => <>{index > 0 && " · "}<Outward to={one} /></>)}</>}</p>
        {below("wrong")}
      </>)}
      {part("takes", below("safeguards"))}
    </>
  );
}

/** Whose practice it is and where it was done, how strong its evidence is, and how often it was repeated: one line under its title. */
export const Source = ({ it, words, address }: { it: ShownPractice; words: Words; address: (path: string) => string }) => (
  <p class="small"><a href={address(stakeholderAddress(it.owner))}><Named it={it.owner.name} words={words} /></a> · {words.list(it.regions.map((one) => words.say(`stakeholders.group.${one}`)))} · {words.say("practices.strength")}: {words.say(`practices.strength.${it.strength}`)}{it.repeated > 0 && <> · <a href="#repeats">{words.say("practices.repeated", { count: it.repeated })}</a></>}</p>
);

/** What a card is about, and where. */
export const About = ({ it, words, address }: { it: ShownPractice; words: Words; address: (path: string) => string }) => (
  <dl class="facts">
    <dt>{words.say("practices.owner")}</dt><dd><a href={address(stakeholderAddress(it.owner))}><Named it={it.owner.name} words={words} /></a> <span class="small soft">{words.say(`stakeholders.sector.${it.owner.sector}`)}</span></dd>
    <dt>{words.say("practices.facet.theme")}</dt><dd>{it.themes.map((one, index) => <>{index > 0 && " · "}<a href={address(`/themes/${one.slug}`)}><InWords it={one.name} words={words} /></a></>)}</dd>
    <dt>{words.say("practices.facet.region")}</dt><dd>{words.list(it.regions.map((one) => words.say(`stakeholders.group.${one}`)))}</dd>
    {it.partnerships.length > 0 && <><dt>{words.say("partnerships.name")}</dt><dd>{it.partnerships.map((one, index) => <>{index > 0 && " · "}<a href={address(`/partnerships/${one.slug}`)}><InWords it={one.title} words={words} /></a></>)}</dd></>}
  </dl>
);

/** Who repeated it, and how it went there. */
export const RepeatText = ({ it, words, address }: { it: ShownRepeat; words: Words; address: (slug: string) => string }) => (
  <>
    <p><a href={address(it.body.slug)}><Named it={it.body.name} words={words} /></a> · <time datetime={it.day}>{words.day(it.day)}</time> · <strong>{words.say(`practices.outcome.${it.outcome}`)}</strong>{it.confirmedDay === null && <> · <span class="state unanswered">{words.say("practices.repeat.unconfirmed")}</span></>}</p>
    <blockquote class="lines" dir="auto">{it.text}</blockquote>
    {it.evidence && <p class="small">{words.say("partnerships.evidence")}: <Outward to={it.evidence} /></p>}
  </>
);

/** What happened to a practice in public, each with its receipt. */
export const PracticeHistory = ({ changes, words, receipt }: { changes: readonly PracticeChange[]; words: Words; receipt: (sequence: number) => string }) => (
  <ol class="dates">{changes.map((it) => (
    <li id={`change-${it.sequence}`}><time datetime={it.day}>{words.day(it.day)}</time><p>{words.say(`practices.deed.${it.what}`, { by: it.by })}{it.because && <> <q class="lines" dir="auto">{it.because}</q></>} <a class="small" href={receipt(it.sequence)}>{words.say("partnerships.receipt")}</a></p></li>
  ))}</ol>
);
