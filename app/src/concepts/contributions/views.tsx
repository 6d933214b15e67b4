import type { Child } from "hono/jsx";
import { citation, type Part } from "@travaux/treaty-text";
import { directionOf, type Words } from "../../ground/words.ts";
import { combinationOf, isOffered } from "../disclosure/rule.ts";
import { MarkOf } from "../disclosure/views.tsx";
import { plainWords } from "../disclosure/words.ts";
import { stakeholderAddress } from "../stakeholders/addresses.ts";
import { Named } from "../stakeholders/views.tsx";
import { provisionAddress } from "../texts/addresses.ts";
import { contributionAddress } from "./addresses.ts";
import type { ShownContribution } from "./disclosure.ts";
import type { Surroundings } from "./store.ts";

/** What every view of a contribution needs of the page around it. */
export type Around = { words: Words; address: (path: string) => string; stands: (it: ShownContribution) => Surroundings };

/** "art. 7(1)", as the place is cited in the language of the page. */
export const placeName = (words: Words, place: string) =>
  citation({ title: null, language: words.language, provisions: [], fidelity: { charactersIn: 0, charactersKept: 0, doubts: [] } }, place, words.language) || place;

/** “Civil society”, or less where less may be said. */
export function sectorName(words: Words, { by }: ShownContribution): string {
  const sector = by.organisation?.sector ?? by.sector;
  return sector ? words.say(`stakeholders.sector.${sector as "academia"}`) : words.say("contributions.view");
}

/** “African States”, where it may be said. */
export function regionName(words: Words, { by }: ShownContribution): string | null {
  const region = by.organisation ? by.organisation.regionalGroup : by.region;
  return region ? words.say(`stakeholders.group.${region as "african"}`) : null;
}

/** What it is, in one line of plain text: a view on a place of a draft, a submission by its title, a reply to another. */
export function nameOf(words: Words, it: ShownContribution, { text, call }: Surroundings): string {
  if (text && it.place) return `${words.say("contributions.title", { name: placeName(words, it.place) })}, ${text.version.symbol}`;
  if (it.kind === "reply") return words.say("contributions.reply.of", { reference: it.parentReference ?? "" });
  return it.document?.title ?? words.say("contributions.submission.to", { call: call?.number ?? 0 });
}

/** Whose words they are said to be, in one line of plain text: for feeds, tables and titles. */
export function signatureOf(words: Words, it: ShownContribution): string {
  const { organisation, person } = it.by;
  if (organisation) return [words.pick(organisation.name).text, person].filter(Boolean).join(", ");
  return [words.say(it.attribution === "unattributed" ? "contributions.nobody" : "contributions.withheld"), it.by.sector && sectorName(words, it), regionName(words, it)].filter(Boolean).join(", ");
}

/** The same with the way to the organisation’s profile. */
export function Signature({ it, around: { words, address } }: { it: ShownContribution; around: Around }) {
  const { organisation, person } = it.by;
  if (!organisation) return <>{words.say(it.attribution === "unattributed" ? "contributions.nobody" : "contributions.withheld")}</>;
  return <><a href={address(stakeholderAddress(organisation))}><Named it={organisation.name} words={words} /></a>{person && <>, <bdi>{person}</bdi></>}{organisation.invented && <> · {words.say("stakeholders.invented")}</>}</>;
}

/** The line over a view: what speaks, from where, and who. */
const Kind = ({ it, around }: { it: ShownContribution; around: Around }) => {
  const region = regionName(around.words, it);
  return <p class="kind" dir={around.words.direction}>{sectorName(around.words, it)} <span>{region && <>{region} · </>}<Signature it={it} around={around} /></span></p>;
};

/** Words as they were written: paragraphs and lines, nothing else. */
export const Paragraphs = ({ text, lang }: { text: string; lang: string }) => (
  <>{text.split(/\n{2,}/).map((it) => <p lang={lang} dir="auto">{it.split("\n").map((line, index) => <>{index > 0 && <br />}{line}</>)}</p>)}</>
);

/** Marked words in their paragraphs and lines; a break that came or went is a sign of its own, and not a stroke through nothing. */
export function MarkedParagraphs({ parts, lang, words }: { parts: readonly Part[]; lang: string; words: Words }) {
  const paragraphs: Child[][] = [[]];
  for (const [what, text] of parts) for (const piece of text.split(/(\n+)/).filter(Boolean)) {
    const isBreak = piece.startsWith("\n");
    if (what !== "keep" || !isBreak) paragraphs.at(-1)!.push(marked(what, isBreak ? <Break words={words} /> : piece));
    if (!isBreak || what === "delete") continue;
    if (piece.length > 1) paragraphs.push([]);
    else paragraphs.at(-1)!.push(<br />);
  }
  return <>{paragraphs.map((it) => <p lang={lang} dir="auto">{it}</p>)}</>;
}
const marked = (what: Part[0], it: Child) => (what === "insert" ? <ins>{it}</ins> : what === "delete" ? <del>{it}</del> : it);
const Break = ({ words }: { words: Words }) => <><span aria-hidden="true">¶</span><span class="hidden">{words.say("contributions.break")}</span></>;

/** So much of a text as stands in a list; the end of a word is kept. */
export const beginning = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, "")} …`);

/** In the place of words that may not be read: why. */
export function Gone({ it, words }: { it: ShownContribution; words: Words }) {
  if (it.state === "withdrawn") return <p class="soft" dir={words.direction}>{words.say("contributions.withdrawn")}</p>;
  if (!it.held) return null;
  return <p class="soft" dir={words.direction}>{words.say("contributions.held", { day: words.day(it.held.day), reason: words.say(`contributions.reason.${it.held.reason}`) })}{it.held.because && <> <q dir="auto">{it.held.because}</q></>}</p>;
}

/** A contribution in a list or a margin: a stakeholder’s view, beside a single rule, with the way to its page. */
export function View({ it, around, most, place = false }: { it: ShownContribution; around: Around; most: number; place?: boolean }) {
  const { words, address, stands } = around;
  const { process, text } = stands(it);
  return (
    <div class="view" id={it.reference} dir={directionOf(it.language)}>
      <Kind it={it} around={around} />
      {it.body !== null && <Paragraphs text={beginning(it.body, most)} lang={it.language} />}
      <Gone it={it} words={words} />
      <p class="small" dir={words.direction}>
        <a href={address(contributionAddress(process, it))}><bdi>{it.reference}</bdi></a>
        {place && <> · {text && it.place ? <a href={address(provisionAddress(process, text.number, text.version))}>{placeName(words, it.place)}</a> : nameOf(words, it, stands(it))}</>} · <time datetime={it.day}>{words.day(it.day)}</time>{it.edition > 1 && it.body !== null && <> · {words.say("contributions.edition", { edition: it.edition })}</>}
      </p>
      <p class="small" dir={words.direction}><MarkOf it={it} words={words} /></p>
    </div>
  );
}

/** Views, each followed by what answers it. */
export function Threads({ views, answers, around, most }: { views: readonly ShownContribution[]; answers: readonly ShownContribution[]; around: Around; most: number }) {
  const to = Map.groupBy(answers, (it) => it.parentReference);
  const under = (it: ShownContribution) => <li><View it={it} around={around} most={most} />{to.has(it.reference) && <ol class="thread">{to.get(it.reference)!.map(under)}</ol>}</li>;
  return <ol class="thread">{views.map(under)}</ol>;
}

/** Who sees what of a contribution, made from the table of the rule. */
export function WhoSeesWhat({ it, words, address }: { it: ShownContribution; words: Words; address: (path: string) => string }) {
  const combination = combinationOf(it);
  if (!isOffered(combination)) return null;
  const said = plainWords(words, combination);
  return (
    <section class="card" aria-labelledby="who">
      <h2 id="who"><a href={address("/who-sees-what")}>{words.say("disclosure.title")}</a></h2>
      <p><MarkOf it={it} words={words} /></p>
      <dl class="small">
        <dt class="soft">{words.say("contributions.who.reads")}</dt><dd>{said.readers}</dd>
        <dt class="soft">{words.say("contributions.who.knows")}</dt><dd>{said.knowers}</dd>
        <dt class="soft">{words.say("contributions.who.later")}</dt><dd>{said.change} {words.say("disclosure.change.copies")}</dd>
      </dl>
    </section>
  );
}

/** A fingerprint in groups, as it is read out. */
export const Fingerprint = ({ it }: { it: string }) => <code dir="ltr">{it.match(/.{1,16}/g)!.map((part, index) => <>{index > 0 && <br />}{part.match(/.{4}/g)!.join(" ")}</>)}</code>;

/** The receipt, for its own people and officers. */
export function Receipt({ it, words }: { it: ShownContribution; words: Words }) {
  if (!it.inside) return null;
  return (
    <div class="receipt bare"><div>
      <p><strong><bdi>{it.reference}</bdi></strong></p>
      <p class="small">{words.say("contributions.filed", { day: words.day(it.inside.filedAt), time: it.inside.filedAt.toISOString().slice(11, 19) })} {it.inside.person ? words.say("contributions.filed.by", { person: it.inside.person, organisation: words.pick(it.inside.organisation.name).text }) : words.pick(it.inside.organisation.name).text}</p>
      {it.fingerprint && <p><span class="small soft">{words.say("contributions.fingerprint")}</span><br /><Fingerprint it={it.fingerprint} /></p>}
    </div></div>
  );
}
