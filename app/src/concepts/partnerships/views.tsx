import { InWords } from "../../ground/web/in-words.tsx";
import { directionOf, type Localized, type Words } from "../../ground/words.ts";
import { countryName, Named } from "../stakeholders/views.tsx";
import { isLate, type Change } from "./change.ts";
import type { ShownEdition, ShownPartner } from "./disclosure.ts";
import { isStale, staleFrom, type Entry, type Field } from "./partnership.ts";
import type { ShownQuestion } from "./store/questions.ts";

/** When it is, was or will be: “since 1 Mar 2023”, “1 Mar 2023 – 31 Dec 2024”, “from 1 Jan 2027”. */
export function timeSaid(words: Words, { status, startsDay, endsDay }: Pick<Entry, "status" | "startsDay" | "endsDay">): string {
  const when = startsDay && endsDay ? words.days(startsDay, endsDay) : startsDay ? words.say(status === "planned" ? "partnerships.from" : "partnerships.since", { day: words.day(startsDay) }) : null;
  return [words.say(`partnerships.status.${status}`), when].filter(Boolean).join(" · ");
}

/** Words of an entry in the language they exist in, line by line; nothing where there are none. */
export function Lines({ it, words }: { it: Localized; words: Words }) {
  const { text, language } = words.pick(it);
  const foreign = language === words.language ? {} : { lang: language };
  return <>{text.split("\n").filter((line) => line.trim()).map((line) => <p {...foreign} dir={language === words.language ? "auto" : directionOf(language)}>{line}</p>)}</>;
}

/** Partners by sector, each with its role and the day on which it confirmed; of what waits, with what it answered. */
export function Partners({ partners, words, address, waiting }: { partners: readonly ShownPartner[]; words: Words; address: (slug: string) => string; waiting?: true }) {
  const sectors = [...new Set(partners.map((it) => it.body.sector))];
  return (
    <dl class="facts">{sectors.map((sector) => <><dt>{words.say(`stakeholders.sector.${sector}`)}</dt><dd><ul class="plain">{partners.filter((it) => it.body.sector === sector).map((it) => (
      <li><a href={address(it.body.slug)}><Named it={it.body.name} words={words} /></a>{it.role && <>: <span dir="auto">{it.role}</span></>} <span class="small soft">{waiting ? words.say(`partnerships.partner.${it.state}`) : it.day && words.say("partnerships.confirmed.on", { day: words.day(it.day) })}</span>{waiting && it.because && <> <q class="lines" dir="auto">{it.because}</q></>}</li>
    ))}</ul></dd></>)}</dl>
  );
}

/** Until when an entry holds, or that it is stale and by whose silence. */
export function Freshness({ partners, words, day }: { partners: readonly ShownPartner[]; words: Words; day: string }) {
  const until = staleFrom(partners);
  if (!until) return null;
  if (!isStale(partners, day)) return <p class="small">{words.say("partnerships.fresh", { day: words.day(until) })}</p>;
  const silent = partners.filter((it) => isStale([it], day)).map((it) => words.pick(it.body.name).text);
  return <p class="stale"><strong>{words.say("partnerships.stale")}</strong> {words.say("partnerships.stale.by", { names: words.list(silent) })}</p>;
}

/** Everything an entry says, in the order of the form. */
export function Facts({ it, words, address }: { it: ShownEdition; words: Words; address: (path: string) => string }) {
  const said = [["basis", it.basis], ["rights", it.rights], ["data", it.data], ["resources", it.resources], ["governance", it.governance]] as const;
  return (
    <dl class="facts">
      <dt>{words.say("partnerships.where")}</dt><dd>{words.list([...it.countries.map((one) => countryName(words, one) ?? one), ...it.regions.map((one) => words.say(`stakeholders.group.${one}`))])}</dd>
      <dt>{words.say("partnerships.when")}</dt><dd>{timeSaid(words, it)}</dd>
      <dt>{words.say("partnerships.against")}</dt><dd>{it.crimes.map((one, index) => <>{index > 0 && " · "}<a href={address(`/themes/${one.slug}`)}><InWords it={one.name} words={words} /></a></>)}</dd>
      <dt>{words.say("partnerships.functions")}</dt><dd>{words.list(it.functions.map((one) => words.say(`partnerships.function.${one}`)))}</dd>
      <dt>{words.say("partnerships.form")}</dt><dd>{words.say(`partnerships.form.${it.form}`)}</dd>
      {said.filter(([, text]) => text.en).map(([name, text]) => <><dt>{words.say(`partnerships.${name}`)}</dt><dd><Lines it={text} words={words} /></dd></>)}
    </dl>
  );
}

/** What came of it, each with where that can be seen. */
export function Results({ it, words }: { it: Pick<Entry, "results">; words: Words }) {
  if (it.results.length === 0) return <p class="soft">{words.say("partnerships.results.none")}</p>;
  const [result, evidence] = [words.say("partnerships.result"), words.say("partnerships.evidence")];
  return (
    <table class="stack" role="table"><caption class="hidden">{words.say("partnerships.results")}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{result}</th><th role="columnheader" scope="col">{evidence}</th></tr></thead>
      <tbody role="rowgroup">{it.results.map((one) => <tr role="row"><th role="rowheader" scope="row" dir="auto">{one.text}</th><td role="cell" data-label={evidence}><Outward to={one.evidence} /></td></tr>)}</tbody>
    </table>
  );
}

/** A link that somebody sent: to the web alone, and with its host for all to see. */
export const Outward = ({ to }: { to: string }) => (/^https?:\/\//i.test(to) && URL.canParse(to) ? <a href={to} rel="external nofollow ugc"><bdi>{new URL(to).hostname}</bdi></a> : null);

/** What happened in public, with what changed. */
export const History = ({ changes, words, receipt }: { changes: readonly Change[]; words: Words; receipt: (sequence: number) => string }) => (
  <ol class="dates">{changes.map((it) => (
    <li id={`change-${it.sequence}`}><time datetime={it.day}>{words.day(it.day)}</time><p>{words.say(`partnerships.deed.${it.what}`, { by: it.by })}{it.because && <> <q class="lines" dir="auto">{it.because}</q></>}{Object.keys(it.changed).length > 0 && <> {words.say("partnerships.changed", { fields: words.list(Object.keys(it.changed).map((one) => fieldSaid(words, one))) })}</>} <a class="small" href={receipt(it.sequence)}>{words.say("partnerships.receipt")}</a></p></li>
  ))}</ol>
);

/** The name of a field as the form has it. */
export const fieldSaid = (words: Words, field: string): string => words.say(`partnerships.field.${field as "title"}`);

const textOf = (field: "title" | "about" | "basis" | "rights" | "data" | "resources" | "governance") => (words: Words, it: ShownEdition) => words.pick(it[field]).text;
const dayIn = (field: "startsDay" | "endsDay") => (words: Words, it: ShownEdition) => { const day = it[field]; return day === null ? "" : words.day(day); };
/** Each field of an edition as words, to set what it said beside what it is to say. */
const sayings: Record<Field, (words: Words, it: ShownEdition) => string> = {
  title: textOf("title"), about: textOf("about"), basis: textOf("basis"), rights: textOf("rights"), data: textOf("data"), resources: textOf("resources"), governance: textOf("governance"), startsDay: dayIn("startsDay"), endsDay: dayIn("endsDay"),
  form: (words, it) => words.say(`partnerships.form.${it.form}`), status: (words, it) => words.say(`partnerships.status.${it.status}`), functions: (words, it) => words.list(it.functions.map((one) => words.say(`partnerships.function.${one}`))),
  regions: (words, it) => words.list(it.regions.map((one) => words.say(`stakeholders.group.${one}`))), countries: (words, it) => words.list(it.countries.map((one) => countryName(words, one) ?? one)), crimeIds: (words, it) => words.list(it.crimes.map((one) => words.pick(one.name).text)),
  partners: (words, it) => words.list(it.partners.map((one) => [words.pick(one.body.name).text, one.role].filter(Boolean).join(": "))), results: (_, it) => it.results.map((one) => one.text).join("; "), sources: (_, it) => it.sources.join("; "), partOfId: () => "",
};

/** What changes, field by field: struck through what everyone reads now, underlined what they are to read. */
export const Differences = ({ before, after, words }: { before: ShownEdition; after: ShownEdition; words: Words }) => (
  <dl class="facts">{after.changed.map((field) => { const [was, is] = [sayings[field](words, before), sayings[field](words, after)]; return <><dt>{fieldSaid(words, field)}</dt><dd>{was && <del dir="auto">{was}</del>} {is && <ins dir="auto">{is}</ins>}</dd></>; })}</dl>
);

/** A question with its answer, or until when one is due. */
export function QuestionText({ it, words, day, address }: { it: Omit<ShownQuestion, "partnershipId">; words: Words; day: string; address: (slug: string) => string }) {
  const name = (body: ShownQuestion["asker"]) => (body ? <a href={address(body.slug)}><Named it={body.name} words={words} /></a> : null);
  if (it.asideBecause !== null) return <p>{words.say("partnerships.question.aside", { number: it.number })} <q class="lines" dir="auto">{it.asideBecause}</q></p>;
  return (
    <>
      <p><strong>{words.say("partnerships.question", { number: it.number })}</strong> · {name(it.asker)} · <time datetime={it.day}>{words.day(it.day)}</time></p>
      <blockquote class="lines" dir="auto">{it.text}</blockquote>
      {it.answer === null
        ? <p><span class={`state ${isLate(it, day) ? "not" : "unanswered"}`}>{words.say(isLate(it, day) ? "partnerships.question.late" : "partnerships.question.due", { day: words.day(it.dueDay) })}</span></p>
        : <><p class="small">{name(it.answerer)} · <time datetime={it.answeredDay!}>{words.day(it.answeredDay!)}</time>{isLate(it, day) && <> · <span class="state partly">{words.say("partnerships.question.was-late")}</span></>}</p><blockquote class="lines" dir="auto">{it.answer}</blockquote></>}
    </>
  );
}
