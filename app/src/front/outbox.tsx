import { Hono } from "hono";
import { keptMails } from "../ground/mail.ts";
import { here, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { directionOf } from "../ground/words.ts";

/** The mails of a house for trying, so that everything can be tried without a mail server. Anywhere else there is no such page. */
export const outboxPages = new Hono<Env>().get("/outbox", async (c) => {
  const { db, house, words } = c.var;
  const mails = await keptMails(db, house.settings);
  return showPage(c, { title: words.say("outbox.title"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("outbox.title") }], unlisted: true },
    <>
      <h1>{words.say("outbox.title")}</h1>
      <p class="lede">{words.say("outbox.lede")}</p>
      {mails.length === 0 && <div class="empty"><p>{words.say("outbox.empty")}</p></div>}
      {mails.map((it) => (
        <article class="card" aria-labelledby={`mail-${it.id}`}>
          <h2 id={`mail-${it.id}`} lang={it.language} dir={directionOf(it.language)}>{it.subject}</h2>
          <p class="soft small">{words.say("outbox.to", { address: it.recipient })}</p>
          <div lang={it.language} dir={directionOf(it.language)}>{it.body.split("\n\n").map((paragraph) => <p>{withLinks(paragraph, house.baseUrl)}</p>)}</div>
        </article>
      ))}
    </>);
});

/** Links to our own pages can be followed; nothing else in a mail becomes one. */
const withLinks = (text: string, baseUrl: string) =>
  text.split(/(https?:\/\/\S+)/).map((it) => (it.startsWith(`${baseUrl}/`) ? <a href={it}>{it}</a> : it));
