import { here, type Door } from "../ground/web/env.ts";
import type { Words } from "../ground/words.ts";
import { isStale } from "../concepts/stakeholders/stakeholder.ts";
import { stakeholderAddress } from "../concepts/stakeholders/addresses.ts";
import { countryName, kindLine, Named } from "../concepts/stakeholders/views.tsx";
import type { ListedBody } from "../concepts/stakeholders/directory/store.ts";
import type { Shown } from "./directory.tsx";

type Props = { c: Door; shown: Shown };

/** One after the other, as in a printed list. */
export const List = ({ c, shown }: Props) => <ul class="entries">{shown.bodies.map((it) => <li><Entry c={c} it={it} shown={shown} /></li>)}</ul>;

/** Side by side. */
export const Cards = ({ c, shown }: Props) => <ul class="cards plain">{shown.bodies.map((it) => <li class="card"><Entry c={c} it={it} shown={shown} /></li>)}</ul>;

function Entry({ c, it, shown }: { c: Door; it: ListedBody; shown: Shown }) {
  const { words } = c.var;
  return (
    <>
      <div class="row"><h3><a href={here(c)(stakeholderAddress(it))}><Named it={it.name} words={words} /></a></h3><span class="small soft"><Confirmed c={c} it={it} /></span></div>
      <p class="small">{kindLine(words, { ...it, kind: it.kind })}{it.languages.length > 0 && <> · {words.list(it.languages.map(words.languageName))}</>}</p>
      <About it={it} words={words} />
      {it.expertise.length > 0 && <p class="small soft">{words.say("directory.knows", { themes: words.list(it.expertise.map((slug) => shown.names("expertise", slug))) })}</p>}
      <Given it={it} words={words} />
      <p class="small"><a href={here(c)(`${stakeholderAddress(it)}/letter`)}>{words.say("directory.write")}<span class="hidden">: {words.pick(it.name).text}</span></a> <span class="soft">{words.say("directory.write.note")}</span></p>
    </>
  );
}

function About({ it, words }: { it: ListedBody; words: Words }) {
  const [language, text] = it.description[words.language] ? [words.language, it.description[words.language]] : (Object.entries(it.description)[0] ?? ["", ""]);
  return text ? <p lang={language === words.language ? undefined : language} dir="auto">{text}</p> : null;
}

/** "Offers: training; a panellist", with the body's own words behind. */
function Given({ it, words }: { it: ListedBody; words: Words }) {
  const sides = (["offers", "needs"] as const).filter((side) => it.exchanges.some((one) => one.side === side));
  if (sides.length === 0) return null;
  return <p class="small soft">{sides.map((side, index) => <>{index > 0 && " · "}<strong>{words.say(`stakeholders.${side}`)}</strong> {it.exchanges.filter((one) => one.side === side).map((one, place) => <>{place > 0 && "; "}{words.say(`stakeholders.exchange.${one.kind}`)}{one.text && <>: <span dir="auto">{one.text}</span></>}</>)}</>)}</p>;
}

/** When its focal point last said that this is true. */
export function Confirmed({ c, it }: { c: Door; it: ListedBody }) {
  const { words, now } = c.var;
  if (isStale(it, now)) return <strong>{it.confirmedAt ? words.say("directory.stale", { day: words.day(it.confirmedAt) }) : words.say("directory.never")}</strong>;
  return <>{it.confirmedAt ? words.say("directory.confirmed", { day: words.day(it.confirmedAt) }) : words.say("directory.never")}</>;
}

/** In columns. */
export function Table({ c, shown }: Props) {
  const { words } = c.var;
  const heads = ["name", "sector", "country", "languages", "confirmed"] as const;
  const cell = (head: (typeof heads)[number], child: unknown) => <td role="cell" data-label={words.say(`directory.head.${head}`)}>{child}</td>;
  return (
    <table class="stack" role="table">
      <caption class="hidden">{words.say("directory.title")}</caption>
      <thead role="rowgroup"><tr role="row">{heads.map((it) => <th role="columnheader" scope="col">{words.say(`directory.head.${it}`)}</th>)}</tr></thead>
      <tbody role="rowgroup">{shown.bodies.map((it) => (
        <tr role="row">
          <th role="rowheader" scope="row"><a href={here(c)(stakeholderAddress(it))}><Named it={it.name} words={words} /></a>{it.invented && <small class="soft"> {words.say("stakeholders.invented")}</small>}</th>
          {cell("sector", words.say(`stakeholders.sector.${it.sector}`))}{cell("country", countryName(words, it.country) ?? "–")}
          {cell("languages", words.list(it.languages.map(words.languageName)))}{cell("confirmed", <Confirmed c={c} it={it} />)}
        </tr>
      ))}</tbody>
    </table>
  );
}
