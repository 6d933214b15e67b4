import { Hono } from "hono";
import { here, type Door, type Env } from "../../ground/web/env.ts";
import { showPage } from "../../ground/web/page.tsx";
import type { Words } from "../../ground/words.ts";
import { combinations, mayChange, type OfferedCombination } from "./rule.ts";
import { DisclosureMark } from "./views.tsx";
import { cellsOf, plainWords } from "./words.ts";

const columns = ["combination", "words", "kind", "organisation", "person"] as const;

/** “Who sees what”: the table of the rule, for whoever wonders before writing. */
export const disclosurePages = new Hono<Env>().get("/who-sees-what", (c) => {
  const { words } = c.var;
  const title = words.say("disclosure.title");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: title }] },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("disclosure.lede")}</p>
      <Table c={c} />
      <p>{words.say("disclosure.own")}</p>
      <p class="small soft">{words.say("disclosure.missing")}</p>
      <InPlain c={c} />
      <Changes c={c} />
      {(["small", "secretariat", "limits"] as const).map((it) => <section aria-labelledby={it}><h2 id={it}>{words.say(`disclosure.${it}`)}</h2><p>{words.say(`disclosure.${it}.text`, c.var.house.settings.smallCell)}</p></section>)}
      <p><a href={here(c)("/what-we-hold")}>{words.say("holdings.title")}</a></p>
      <p class="small soft">{words.say("disclosure.as.others")}</p>
    </>);
});

const Table = ({ c: { var: { words } } }: { c: Door }) => (
  <table class="stack" role="table">
    <caption>{words.say("disclosure.table", { count: combinations.length })}</caption>
    <thead role="rowgroup"><tr role="row">{columns.map((it) => <th role="columnheader" scope="col">{words.say(`disclosure.column.${it}`)}</th>)}</tr></thead>
    <tbody role="rowgroup">{combinations.map((it) => {
      const cells = cellsOf(words, it);
      return (
        <tr role="row">
          <th role="rowheader" scope="row"><DisclosureMark combination={it} words={words} /></th>
          {columns.slice(1).map((column) => <td role="cell" data-label={words.say(`disclosure.column.${column}`)}>{cells[column as keyof typeof cells]}</td>)}
        </tr>
      );
    })}</tbody>
  </table>
);

const InPlain = ({ c: { var: { words } } }: { c: Door }) => (
  <section aria-labelledby="plain"><h2 id="plain">{words.say("disclosure.plain")}</h2>
    <dl class="who">{combinations.map((it) => {
      const said = plainWords(words, it);
      return <div><dt>{said.name}</dt><dd>{said.readers} {said.knowers} {said.change}</dd></div>;
    })}</dl>
    <p class="small soft">{words.say("disclosure.change.copies")}</p>
  </section>
);

/** What an author may make of an input, combination by combination. */
const Changes = ({ c: { var: { words } } }: { c: Door }) => (
  <section aria-labelledby="changes"><h2 id="changes">{words.say("disclosure.changes")}</h2>
    <table class="stack" role="table">
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("disclosure.changes.from")}</th>{ways.map((it) => <th role="columnheader" scope="col">{words.say(`disclosure.changes.${it}`)}</th>)}</tr></thead>
      <tbody role="rowgroup">{combinations.map((from) => (
        <tr role="row">
          <th role="rowheader" scope="row">{plainWords(words, from).name}</th>
          {ways.map((way) => <td role="cell" data-label={words.say(`disclosure.changes.${way}`)}><Reached words={words} all={reached(from, way)} /></td>)}
        </tr>
      ))}</tbody>
    </table>
  </section>
);
const Reached = ({ words, all }: { words: Words; all: OfferedCombination[] }) => (all.length === 0 ? <>{words.say("disclosure.changes.none")}</> : <ul class="plain">{all.map((it) => <li>{plainWords(words, it).name}</li>)}</ul>);
const ways = ["freely", "with-consent", "never"] as const;
const reached = (from: OfferedCombination, way: (typeof ways)[number]) => combinations.filter((to) => to !== from && mayChange(from, to) === way);
