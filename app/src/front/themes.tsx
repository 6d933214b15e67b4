import { Hono } from "hono";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { ChoiceField, ErrorSummary, readForm, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { houseEditorOf, mayEdit } from "../ground/viewer.ts";
import { languages, ownNames } from "../ground/words.ts";
import { ThemeInput } from "../concepts/themes/inputs.ts";
import { addTheme } from "../concepts/themes/operations.ts";
import { allThemes, themeBySlug } from "../concepts/themes/store.ts";
import { themeKinds, type Theme } from "../concepts/themes/theme.ts";
import { allProcesses } from "../concepts/processes/store.ts";
import { provisionAddress } from "../concepts/texts/addresses.ts";
import { newestPlaces, type NewestPlace } from "../concepts/texts/store/newest.ts";
import { taggedWith } from "../concepts/texts/store/lineage.ts";
import { nameOf } from "../concepts/texts/views.tsx";
import { Doings, doingsAbout } from "./doings.tsx";
import { Knowers, knowersOf } from "./knowers.tsx";
import { InWords } from "../ground/web/in-words.tsx";

/** The model list of offences and topics, and what each is about in the texts of the house. */
export const themePages = new Hono<Env>()
  .get("/themes", async (c) => showList(c))
  .get("/themes/:slug", async (c) => showTheme(c, await themeBySlug(c.var.db, inAddress(c, "slug"))))
  .get("/desk/themes", async (c) => (houseEditorOf(c.var.viewer), showForm(c, untouched({ kind: "topic" }))))
  .post("/desk/themes", async (c) => {
    const { db, viewer, now, chance } = c.var;
    houseEditorOf(viewer);
    const form = await readForm(c, ThemeInput);
    if (!form.ok) return showForm(c, form.form);
    const theme = await addTheme(db, viewer, form.input, now, chance);
    flash(c, "flash.theme.added");
    return c.redirect(here(c)(`/themes/${theme.slug}`), 303);
  });

async function showList(c: Door) {
  const { db, words, viewer } = c.var;
  const themes = await allThemes(db);
  return showPage(c, { title: words.say("shell.themes"), crumbs: [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("shell.themes") }] },
    <>
      <h1>{words.say("shell.themes")}</h1>
      <p class="lede">{words.say("themes.lede")}</p>
      {mayEdit(viewer, null) && <div class="actions"><a class="button" href={here(c)("/desk/themes")}>{words.say("themes.add")}</a></div>}
      {themeKinds.map((kind) => (
        <section aria-labelledby={kind}>
          <h2 id={kind}>{words.say(`themes.${kind}`)}</h2>
          <dl class="who">{themes.filter((it) => it.kind === kind).map((it) => <div><dt><a href={here(c)(`/themes/${it.slug}`)}><InWords it={it.name} words={words} /></a></dt><dd><InWords it={it.about} words={words} /></dd></div>)}</dl>
        </section>
      ))}
    </>);
}

async function showTheme(c: Door, theme: Theme) {
  const { db, words } = c.var;
  const processes = await allProcesses(db);
  const tagged = await newestPlaces(db, (await taggedWith(db, theme.id)).map((it) => it.id), words.language);
  const [knowers, doings] = [await knowersOf(c, [theme.slug]), await doingsAbout(c, theme.slug)];
  const crumbs = [{ name: words.say("shell.now"), address: here(c)("/") }, { name: words.say("shell.themes"), address: here(c)("/themes") }, { name: words.pick(theme.name).text }];
  return showPage(c, { title: words.pick(theme.name).text, crumbs },
    <>
      <p class="eyebrow">{words.say(`themes.kind.${theme.kind}`)}</p>
      <h1><InWords it={theme.name} words={words} /></h1>
      {theme.about && <p class="lede"><InWords it={theme.about} words={words} /></p>}
      <h2>{words.say("themes.provisions")}</h2>
      {tagged.length === 0 && <div class="empty"><p>{words.say("themes.provisions.none")}</p></div>}
      {processes.filter((it) => tagged.some((place) => place.processId === it.id)).map((process) => (
        <section aria-labelledby={process.slug}>
          <h3 id={process.slug}><InWords it={process.shortName} words={words} /></h3>
          <ul class="entries">{tagged.filter((it) => it.processId === process.id).map((it) => <Tagged c={c} it={it} slug={process.slug} />)}</ul>
        </section>
      ))}
      <Knowers c={c} it={knowers} />
      <Doings c={c} it={doings} theme={theme} />
    </>);
}

const Tagged = ({ c, it, slug }: { c: Door; it: NewestPlace; slug: string }) => (
  <li>
    <a href={here(c)(provisionAddress({ slug }, it.number))}>{nameOf(c.var.words, it.kind, it.printed)}{it.heading && <>: <span lang={it.language}>{it.heading}</span></>}</a>
    <p class="small soft"><bdi>P-{it.number}</bdi> · <bdi>{it.symbol}</bdi></p>
  </li>
);

function showForm(c: Door, form: Typed) {
  const { words } = c.var;
  const kinds = themeKinds.map((it) => ({ value: it, name: words.say(`themes.kind.${it}`) }));
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.say("themes.add") }];
  const wrong = Object.keys(form.problems).length > 0;
  return showPage(c, { title: words.say("themes.add"), crumbs, unlisted: true },
    <>
      <h1>{words.say("themes.add")}</h1>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)("/desk/themes")}>
        <ChoiceField name="kind" label={words.say("themes.kind")} choices={kinds} form={form} />
        {(["en", ...languages.filter((it) => it !== "en")] as const).map((it) => <TextField name={it} label={words.say("themes.name.in", { language: ownNames[it] })} form={form} required={it === "en"} dir="auto" />)}
        <TextField name="about" label={words.say("themes.about")} form={form} dir="auto" />
        <button class="main">{words.say("themes.save")}</button>
      </form>
    </>, wrong ? 422 : 200);
}
