import { Hono } from "hono";
import { citation } from "@travaux/treaty-text";
import { here, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { contributionsWith, surroundingsOf } from "../concepts/contributions/store.ts";
import { View } from "../concepts/contributions/views.tsx";
import { provisionAddress, versionAddress } from "../concepts/texts/addresses.ts";
import { textLanguages } from "../concepts/texts/inputs.ts";
import { shelfOf, versionOn } from "../concepts/texts/opened.ts";
import { foundMarks, newestVersions, passagesWith, resultsAtOnce, type Found } from "../concepts/texts/store/search.ts";
import { nameOf } from "../concepts/texts/views.tsx";

/** Where to look: the newest version of each text, every version, or the one whose reading room the question came from. */
async function scopeOf(c: Door): Promise<{ name: "newest" | "all" | "version"; versions?: string[]; symbol?: string }> {
  const { db, viewer } = c.var;
  const { version, scope } = c.req.query();
  if (!version) return scope === "all" ? { name: "all" } : { name: "newest", versions: await newestVersions(db) };
  const [process = "", instrument = "", slug = ""] = version.split("/");
  const found = versionOn(await shelfOf(db, process, instrument, viewer), slug);
  return { name: "version", versions: [found.id], symbol: found.symbol };
}

/** Search in the texts: by words, in one language; where nothing is found in it, the English texts are asked too. */
export const searchPages = new Hono<Env>().get("/search", async (c) => {
  const { db, viewer, words } = c.var;
  const { q = "", in: asked = words.language } = c.req.query();
  const scope = await scopeOf(c);
  const wanted = { words: q.slice(0, 200), language: textLanguages.find((it) => it === asked) ?? "en", versions: scope.versions };
  const found = await passagesWith(db, wanted, viewer);
  const elsewhere = found.length === 0 && wanted.language !== "en" ? await passagesWith(db, { ...wanted, language: "en" }, viewer) : [];
  const views = q.trim() ? await viewsWith(c, wanted) : null;
  const title = q.trim() ? words.say("search.for", { words: q }) : words.say("search.title");
  return showPage(c, { title, crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("search.title") }], unlisted: true },
    <>
      <h1>{words.say("search.title")}</h1>
      <Question c={c} scope={scope} language={wanted.language} />
      {q.trim() && <p role="status">{found.length === resultsAtOnce ? words.say("search.many", { count: found.length }) : words.say("search.count", { count: found.length })}</p>}
      {q.trim() && found.length === 0 && elsewhere.length === 0 && <div class="empty"><p>{words.say("search.none")}</p></div>}
      {elsewhere.length > 0 && <p>{words.say("search.elsewhere", { count: elsewhere.length })}</p>}
      {q.trim() && <h2 class="hidden">{title}</h2>}
      <ol class="entries">{[...found, ...elsewhere].map((it) => <Result c={c} it={it} language={found.length > 0 ? wanted.language : "en"} />)}</ol>
      {views}
    </>);
});

/** Views shown under the provisions that were found. */
const viewsAtOnce = 20;

/** What stakeholders wrote with these words, apart from official text; in the version that was asked about, or any. */
async function viewsWith(c: Door, wanted: { words: string; language: string; versions?: string[] }) {
  const { db, viewer, words } = c.var;
  const inScope = c.req.query("version") ? new Set(wanted.versions) : null;
  const found = (await contributionsWith(db, wanted, viewer)).filter((it) => !inScope || (it.versionId !== null && inScope.has(it.versionId))).slice(0, viewsAtOnce);
  if (found.length === 0) return null;
  const around = { words, address: here(c), stands: await surroundingsOf(db, found) };
  return (
    <section aria-labelledby="views">
      <h2 id="views">{words.say("contributions.found", { count: found.length })}</h2>
      <ol class="thread">{found.map((it) => <li><View it={it} around={around} most={300} place /></li>)}</ol>
    </section>
  );
}

function Question({ c, scope, language }: { c: Door; scope: Awaited<ReturnType<typeof scopeOf>>; language: string }) {
  const { words } = c.var;
  const { q = "", version } = c.req.query();
  return (
    <form class="inline" role="search" action={here(c)("/search")} aria-label={words.say("search.title")}>
      <label>{words.say("search.words")} <input type="search" name="q" value={q} dir="auto" /></label>
      <label>{words.say("search.language")} <select name="in">{textLanguages.map((it) => <option value={it} selected={it === language}>{words.languageName(it)}</option>)}</select></label>
      {scope.symbol
        ? <label>{words.say("search.where")} <select name="version"><option value={version} selected>{scope.symbol}</option><option value="">{words.say("search.newest")}</option></select></label>
        : <label>{words.say("search.where")} <select name="scope"><option value="newest" selected={scope.name === "newest"}>{words.say("search.newest")}</option><option value="all" selected={scope.name === "all"}>{words.say("search.all")}</option></select></label>}
      <button class="main">{words.say("shell.search")}</button>
    </form>
  );
}

function Result({ c, it, language }: { c: Door; it: Found; language: string }) {
  const { words } = c.var;
  const place = versionAddress(it.process, it.instrument, it.version);
  return (
    <li>
      <h3><a href={here(c)(provisionAddress(it.process, it.number, it.version))}>{citation({ title: null, language, provisions: [], fidelity: { charactersIn: 0, charactersKept: 0, doubts: [] } }, it.id, words.language) || nameOf(words, it.kind, null)}</a> {it.heading && <span lang={language}>{it.heading}</span>}</h3>
      <p class="excerpt" lang={language} dir="auto"><Excerpt text={it.excerpt} /></p>
      <p class="small soft">{words.pick(it.process.shortName).text} · <a href={here(c)(place)}><bdi>{it.version.symbol}</bdi></a> · <bdi>P-{it.number}</bdi></p>
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
