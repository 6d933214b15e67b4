import { Hono } from "hono";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { chosen, readChoices, TextArea } from "../ground/web/choices.tsx";
import { ChoiceField, ErrorSummary, TextField, untouched, type Typed } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import { mayOfficiate } from "../ground/viewer.ts";
import { languages, ownNames } from "../ground/words.ts";
import { forumsBesideCalls } from "../concepts/calls/store.ts";
import { forumAddress, forumsAddress, foundingAddress } from "../concepts/disclosure/addresses.ts";
import { isOpen, openings, type Forum } from "../concepts/disclosure/forum.ts";
import { ForumInput } from "../concepts/disclosure/inputs.ts";
import { openForum } from "../concepts/disclosure/operations.ts";
import { combinations } from "../concepts/disclosure/rule.ts";
import { forumsOf } from "../concepts/disclosure/store.ts";
import { DisclosureMark } from "../concepts/disclosure/views.tsx";
import { plainWords } from "../concepts/disclosure/words.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { slugOf } from "../concepts/themes/theme.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { officiatedProcess } from "./officiated.ts";

/** The forums of a process, and the desk where an officer opens one. */
export const forumsPages = new Hono<Env>()
  .get("/:process/forums", async (c) => showForums(c, await processBySlug(c.var.db, inAddress(c, "process"))))
  .get("/desk/:process/forums", async (c) => showFounding(c, await officiatedProcess(c), untouched({ openTo: "stakeholders" })))
  .post("/desk/:process/forums", async (c) => found(c, await officiatedProcess(c)));

async function found(c: Door, process: Process) {
  const { db, viewer, now, chance, words } = c.var;
  const form = await readChoices(c, ForumInput, ["combination"]);
  if (!form.ok) return showFounding(c, process, form.form);
  const slug = slugOf(form.input.title.en) || `forum-${chance.id().slice(-8)}`;
  if (process.nature === "record") return showFounding(c, process, { ...form.form, problems: { "title-en": words.say("forums.error.record") } });
  if ((await forumsOf(db, process.id)).some((it) => it.slug === slug)) return showFounding(c, process, { ...form.form, problems: { "title-en": words.say("forums.error.twice") } });
  const forum = await openForum(db, viewer, { ...form.input, slug, processId: process.id }, now, chance);
  flash(c, "flash.forum.opened");
  return c.redirect(here(c)(forumAddress(process, forum)), 303);
}

async function showForums(c: Door, process: Process) {
  const { db, viewer, words, now } = c.var;
  const forums = await forumsBesideCalls(db, process.id);
  const [open, closed] = [forums.filter((it) => isOpen(it, now)), forums.filter((it) => !isOpen(it, now))];
  const title = words.say("forums.title");
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  return showPage(c, { title, crumbs, process: barOf(process, null) },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("forums.lede")} <a href={here(c)("/who-sees-what")}>{words.say("disclosure.title")}</a></p>
      {mayOfficiate(viewer, process.id) && process.nature !== "record" && <div class="actions"><a class="button" href={here(c)(foundingAddress(process))}>{words.say("forums.new")}</a></div>}
      {open.length === 0 && <div class="empty"><p>{words.say("forums.none")}</p></div>}
      <ul class="entries">{open.map((it) => <Entry c={c} process={process} forum={it} rank="h2" />)}</ul>
      {closed.length > 0 && <section aria-labelledby="closed"><h2 id="closed">{words.say("forums.closed")}</h2><ul class="entries">{closed.map((it) => <Entry c={c} process={process} forum={it} rank="h3" />)}</ul></section>}
    </>);
}

const Entry = ({ c, process, forum, rank: Heading }: { c: Door; process: Process; forum: Forum; rank: "h2" | "h3" }) => (
  <li>
    <Heading><a href={here(c)(forumAddress(process, forum))}><InWords it={forum.title} words={c.var.words} /></a></Heading>
    <p class="small soft">{standing(c, forum)} · {c.var.words.say(`forums.for.${forum.openTo}`)}</p>
    <ul class="tags">{forum.combinations.map((it) => <li><DisclosureMark combination={it} words={c.var.words} /></li>)}</ul>
  </li>
);

/** “Open since 9 Jun 2026”, or closed. */
export const standing = ({ var: { words, now } }: Door, forum: Forum): string =>
  isOpen(forum, now) ? words.say("forums.open.since", { day: words.day(forum.openedAt) }) : words.say("forums.closed.on", { day: words.day(forum.closedAt ?? forum.openedAt) });

function showFounding(c: Door, process: Process, form: Typed) {
  const { words } = c.var;
  const crumbs = [{ name: words.say("forums.title"), address: here(c)(forumsAddress(process)) }, { name: words.say("forums.new") }];
  const others = languages.filter((it) => it !== "en");
  const text = (it: (typeof languages)[number]) => (
    <>
      <TextField name={`title-${it}`} label={words.say("forums.name", { language: ownNames[it] })} form={form} required={it === "en"} dir="auto" />
      <TextArea name={`about-${it}`} label={words.say("forums.about", { language: ownNames[it] })} form={form} lang={it} />
    </>
  );
  return showPage(c, { title: words.say("forums.new"), crumbs, unlisted: true },
    <>
      <h1>{words.say("forums.new")}</h1>
      <p class="lede">{words.say("forums.new.lede")}</p>
      <ErrorSummary form={form} words={words} />
      <form method="post" action={here(c)(foundingAddress(process))}>
        {text("en")}
        <details><summary>{words.say("forums.translations")}</summary>{others.map(text)}</details>
        <ChoiceField name="openTo" label={words.say("forums.writers")} form={form} choices={openings.map((it) => ({ value: it, name: words.say(`forums.for.${it}`) }))} />
        <Combinations c={c} form={form} />
        <div class="actions"><button class="main">{words.say("forums.new")}</button></div>
      </form>
    </>, Object.keys(form.problems).length > 0 ? 422 : 200);
}

/** Every combination of the table with what it means, to tick. */
function Combinations({ c: { var: { words } }, form }: { c: Door; form: Typed }) {
  const ticked = chosen(form, "combination");
  const problem = form.problems.combination;
  return (
    <fieldset class={problem ? "field invalid" : "field"} id="combination" aria-describedby={problem ? "combination-error" : undefined}>
      <legend>{words.say("forums.combinations")}</legend>
      {problem && <p class="error" id="combination-error">{problem}</p>}
      {combinations.map((it) => {
        const { name, readers, knowers } = plainWords(words, it);
        return <label class="choice"><input type="checkbox" name="combination" value={it} checked={ticked.has(it)} /><span><b>{name}</b>{readers} {knowers}</span></label>;
      })}
    </fieldset>
  );
}
