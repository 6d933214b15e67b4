import { Hono } from "hono";
import { here, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";

const sections = ["what", "read", "cite", "trust", "access", "licence"] as const;

/** What Travaux is, how to read and cite it, what may be relied on, and under which licence. */
export const aboutPages = new Hono<Env>().get("/about", (c) => {
  const { words } = c.var;
  return showPage(c, { title: words.say("about.title"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("footer.about") }] },
    <>
      <h1>{words.say("about.title")}</h1>
      <p class="lede">{words.say("about.lede")}</p>
      {sections.map((it) => <section aria-labelledby={it}><h2 id={it}>{words.say(`about.${it}`)}</h2><p>{words.say(`about.${it}.text`)}</p></section>)}
      <p><a href={here(c)("/promises")}>{words.say("promises.title")}</a></p>
      <p class="small soft">{words.say("about.translations")}</p>
    </>);
});
