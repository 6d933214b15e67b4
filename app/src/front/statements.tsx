import { Hono } from "hono";
import { visitor } from "../ground/viewer.ts";
import { forEveryone } from "../ground/web/caching.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { atomOf } from "../concepts/contributions/feed.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { bodiesOf } from "../concepts/stakeholders/networks/store.ts";
import { beginningAddress, draftingAddress, statementAddress, statementsAddress } from "../concepts/statements/addresses.ts";
import { behind } from "../concepts/statements/counting.ts";
import type { ShownStatement } from "../concepts/statements/disclosure.ts";
import { isPublic, localizedTitle, takesSignatures, type StatementText } from "../concepts/statements/statement.ts";
import { currentTexts, statementsIn, versionsOfThese } from "../concepts/statements/store.ts";
import { actsOn } from "../concepts/statements/store/signing.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { statementCrumbs } from "./statement-place.ts";

/** The joint statements of a process: what everyone reads, and for those who draft, what they draft. */
export const statementsPages = new Hono<Env>()
  .get("/:process/statements", (c) => showStatements(c))
  .get("/:process/statements.atom", (c) => feed(c));

type Listed = { it: ShownStatement; texts: StatementText[]; organisations: number; people: number };

/** Public statements with their titles and counts. */
export async function listed(c: Door, process: Process): Promise<Listed[]> {
  const { db } = c.var;
  const all = await statementsIn(db, process, visitor);
  const ids = all.map((it) => it.id);
  const [texts, acts, versions] = [await currentTexts(db, ids), await actsOn(db, ids, visitor), await versionsOfThese(db, ids)];
  return all.map((it) => {
    const { organisations, people } = behind(acts.filter((one) => one.statementId === it.id), versions.get(it.id) ?? []);
    return { it, texts: texts.filter((one) => one.statementId === it.id), organisations: organisations.length, people: people.length };
  });
}

async function showStatements(c: Door) {
  const { words, db, viewer, now } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const all = await listed(c, process);
  const own = (await statementsIn(db, process, viewer)).filter((it) => (it.isDrafting || it.isAsked) && !isPublic(it));
  const title = words.say("statements.list.title");
  const formats = [{ name: words.say("footer.json"), address: `/api/v1${statementsAddress(process)}`, type: "application/json" }, { name: words.say("statements.file.atom"), address: `${here(c)(statementsAddress(process))}.atom`, type: "application/atom+xml" }];
  return showPage(c, { title, crumbs: statementCrumbs(c, process), process: barOf(process, null), formats },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("statements.list.lede")}</p>
      {process.nature !== "record" && (await bodiesOf(db, viewer)).length > 0 && <div class="actions"><a class="button main" href={here(c)(beginningAddress(process))}>{words.say("statements.list.begin")}</a></div>}
      {own.length > 0 && <section class="card" aria-labelledby="own"><h2 id="own">{words.say("statements.list.own")}</h2><ul class="entries">{own.map((it) => <li><a href={here(c)(draftingAddress(process, it))} lang={it.language}>{it.workingTitle}</a> <span class="small soft">{words.say("statements.page.number", { number: it.number })} · {words.say(it.isAsked ? "statements.list.asked" : `statements.state.${it.state}`)}</span></li>)}</ul></section>}
      {all.length === 0 && <div class="empty"><p>{words.say("statements.list.none")}</p></div>}
      <ul class="entries">{all.map(({ it, texts, organisations, people }) => (
        <li><h2><a href={here(c)(statementAddress(process, it))}><InWords it={localizedTitle(texts, it.language)} words={words} /></a></h2>
          <p>{words.say("statements.page.count", { organisations, people })}</p>
          <p class="small soft">{[words.say("statements.page.number", { number: it.number }), words.say(takesSignatures(it, now) ? "statements.state.open" : "statements.state.closed"), words.say("statements.page.languages", { count: new Set(texts.map((one) => one.language)).size }), it.initiator.invented ? words.say("stakeholders.invented") : null].filter(Boolean).join(" · ")}</p></li>
      ))}</ul>
    </>);
}

async function feed(c: Door) {
  const { words, house, db } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const self = house.baseUrl + here(c)(`${statementsAddress(process)}.atom`);
  const entries = (await listed(c, process)).map(({ it, texts, organisations, people }) => {
    const title = words.pick(localizedTitle(texts, it.language));
    return { id: house.baseUrl + statementAddress(process, it), title: title.text, day: it.openedDay!, author: words.pick(it.initiator.name).text, language: words.language, body: words.say("statements.page.count", { organisations, people }) };
  });
  c.header("Cache-Control", forEveryone);
  return c.body(atomOf({ id: house.baseUrl + statementsAddress(process), title: `${words.pick(process.shortName).text}: ${words.say("statements.list.title")}`, self, language: words.language, entries }), 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
}
