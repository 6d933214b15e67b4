import { Hono } from "hono";
import { here, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { promiseNames, promises } from "./promises.ts";

/** What the secretariat promises, for everyone. */
export const promisePages = new Hono<Env>().get("/promises", (c) => {
  const { words } = c.var;
  const title = words.say("promises.title");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: title }] },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("promises.lede")}</p>
      <table class="stack" role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">{words.say("promises.what")}</th><th role="columnheader" scope="col" class="n">{words.say("promises.days")}</th></tr></thead>
        <tbody role="rowgroup">{promiseNames.map((it) => <tr role="row"><th role="rowheader" scope="row">{words.say(`promises.${it}`)}</th><td role="cell" class="n" data-label={words.say("promises.days")}>{words.number(promises[it])}</td></tr>)}</tbody></table>
      <p class="small">{words.say("promises.broken")}</p>
    </>);
});
