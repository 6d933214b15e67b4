import { Hono } from "hono";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import type { Key, Words } from "../ground/words.ts";
import { groups, holdings, type Holding } from "./holdings.ts";

const lacking = ["author", "address", "password", "files", "words"] as const;
const beside = ["backups", "files", "log", "mail", "network", "secret"] as const;

/** What the house could be forced to hand over: the short answer first, then all of it by what it is about. */
export const holdingPages = new Hono<Env>().get("/what-we-hold", (c) => {
  const { words } = c.var;
  const title = words.say("holdings.title");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("holdings.short") }] },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("holdings.lede")}</p>
      <section class="card strong" aria-labelledby="answer"><h2 id="answer">{words.say("holdings.answer")}</h2>
        <p>{words.say("holdings.answer.have")}</p>
        <p>{words.say("holdings.answer.lack")}</p>
        <ul>{lacking.map((it) => <li>{words.say(`holdings.none.${it}`)}</li>)}</ul>
      </section>
      {groups.map((group) => (
        <section aria-labelledby={group}><h2 id={group}>{words.say(`holdings.group.${group}`)}</h2>
          <ul class="entries">{holdings.filter((it) => it.group === group).map((it) => <Entry c={c} it={it} />)}</ul></section>
      ))}
      <section aria-labelledby="beside"><h2 id="beside">{words.say("holdings.group.beside")}</h2><ul class="entries">{beside.map((it) => <li><p>{words.say(`holdings.beside.${it}`)}</p></li>)}</ul></section>
      <p><a href={here(c)("/who-sees-what")}>{words.say("disclosure.title")}</a></p>
    </>);
});

function Entry({ c: { var: { words } }, it }: { c: Door; it: Holding }) {
  const tables = Object.entries(it.tables);
  const count = tables.reduce((sum, [, columns]) => sum + Object.keys(columns).length, 0);
  return (
    <li>
      <p>{words.say(`holdings.subject.${it.subject}` as Key)}</p>
      <dl class="facts small"><dt>{words.say("holdings.seen")}</dt><dd>{words.say(`holdings.seen.${it.seen}`)}</dd><dt>{words.say("holdings.kept")}</dt><dd>{words.say(`holdings.kept.${it.kept}`)}</dd></dl>
      {count > 0 && <details class="small"><summary>{words.say("holdings.columns", { count })}</summary>{tables.map(([table, columns]) => <Columns words={words} table={table} columns={columns} />)}</details>}
    </li>
  );
}

const Columns = ({ words, table, columns }: { words: Words; table: string; columns: Holding["tables"][string] }) => (
  <>
    <h3 lang="en" dir="ltr"><code>{table}</code></h3>
    <dl class="facts">{Object.entries(columns).map(([column, as]) => <><dt lang="en"><bdi><code>{column}</code></bdi></dt><dd>{words.say(`holdings.column.${as}`)}</dd></>)}</dl>
  </>
);
