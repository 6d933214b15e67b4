import { Hono } from "hono";
import { citation } from "@travaux/treaty-text";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { TextField, untouched } from "../ground/web/forms.tsx";
import { isLanguage } from "../ground/words.ts";
import { provisionAddress, versionAddress } from "../concepts/texts/addresses.ts";
import { foundMarks, passagesWith, resultsAtOnce, type Found } from "../concepts/texts/store/search.ts";
import { nameOf } from "../concepts/texts/views.tsx";

/** Search in the texts: by words, in one language, in every version or the one named. */
export const searchPages = new Hono<Env>().get("/search", async (c) => {
  const { db, viewer, words } = c.var;
  const { q = "", in: language = words.language } = c.req.query();
  const wanted = { words: q.slice(0, 200), language: isLanguage(language) || language === "de" ? language : "en" };
  const found = await passagesWith(db, wanted, viewer);
  const elsewhere = found.length === 0 && q.trim() && wanted.language !== "en" ? await passagesWith(db, { ...wanted, language: "en" }, viewer) : [];
  const title = q.trim() ? words.say("search.for", { words: q }) : words.say("search.title");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("search.title") }], unlisted: true },
    <>
      <h1>{words.say("search.title")}</h1>
      <form class="inline" role="search" action={here(c)("/search")}>
        <TextField name="q" type="search" label={words.say("search.words")} form={untouched({ q })} dir="auto" />
        <label>{words.say("search.language")} <select name="in">{(["ar", "zh", "en", "fr", "ru", "es", "de"] as const).map((it) => <option value={it} selected={it === wanted.language}>{words.languageName(it)}</option>)}</select></label>
        <button class="main">{words.say("shell.search")}</button>
      </form>
      {q.trim() && <p role="status">{found.length === resultsAtOnce ? words.say("search.many", { count: found.length }) : words.say("search.count", { count: found.length })}</p>}
      {q.trim() && found.length === 0 && elsewhere.length === 0 && <div class="empty"><p>{words.say("search.none")}</p></div>}
      {elsewhere.length > 0 && <p>{words.say("search.elsewhere", { count: elsewhere.length })}</p>}
      <ol class="entries">{[...found, ...elsewhere].map((it) => <Result c={c} it={it} language={found.length > 0 ? wanted.language : "en"} />)}</ol>
    </>);
});

function Result({ c, it, language }: { c: Door; it: Found; language: string }) {
  const { words } = c.var;
  const place = versionAddress(it.process, it.instrument, it.version);
  return (
    <li>
      <h3><a href={`${here(c)(provisionAddress(it.process, it.number, it.version))}`}>{citation({ title: null, language, provisions: [], fidelity: { charactersIn: 0, charactersKept: 0, doubts: [] } }, it.id, words.language) || nameOf(words, it.kind, null)}</a> {it.heading && <span lang={language}>{it.heading}</span>}</h3>
      <p class="excerpt" lang={language} dir="auto"><Excerpt text={it.excerpt} /></p>
      <p class="small soft">{words.pick(it.process.shortName).text} · <a href={here(c)(place)}>{it.version.symbol}</a> · P-{it.number}</p>
    </li>
  );
}

/** The words around what was found; the marks came from the database as two private characters. */
function Excerpt({ text }: { text: string }) {
  const [first = "", ...rest] = text.split(foundMarks.open);
  return <>{first}{rest.map((it) => {
    const [found = "", after = ""] = it.split(foundMarks.close);
    return <><mark>{found}</mark>{after}</>;
  })}</>;
}
