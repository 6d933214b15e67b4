import { Hono } from "hono";
import { mayAssess, mayOfficiate } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { InWords } from "../ground/web/in-words.tsx";
import { showPage } from "../ground/web/page.tsx";
import { assessmentAddress, assessmentDeskAddress, preparingAddress } from "../concepts/assessments/addresses.ts";
import { isAnswerable, type Assessment } from "../concepts/assessments/assessment.ts";
import { assessmentsOf } from "../concepts/assessments/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** The needs assessments of a process: what is being asked, and what was. */
export const assessmentsPages = new Hono<Env>().get("/:process/assessments", async (c) => showAssessments(c, await processBySlug(c.var.db, inAddress(c, "process"))));

/** Open first, what closes first at first; what is being prepared is there for those who assess. */
const shelves = ["open", "draft", "closed"] as const;
const shelfOf = (it: Assessment, now: Date) => (it.state === "open" && !isAnswerable(it, now) ? "closed" : it.state);

async function showAssessments(c: Door, process: Process) {
  const { db, viewer, words, now } = c.var;
  const all = await assessmentsOf(db, process.id, viewer);
  const title = words.say("assessments.title");
  const crumbs = [{ name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  return showPage(c, { title, crumbs, process: barOf(process, "assessments") },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("assessments.lede")}</p>
      {mayOfficiate(viewer, process.id) && process.nature !== "record" && <div class="actions"><a class="button" href={here(c)(preparingAddress(process))}>{words.say("assessments.new")}</a></div>}
      {shelves.map((name) => <Shelf c={c} process={process} name={name} all={all.filter((it) => shelfOf(it, now) === name).toSorted((a, b) => (name === "closed" ? b.number - a.number : a.closesDay < b.closesDay ? -1 : 1))} />)}
    </>);
}

const Shelf = ({ c, process, name, all }: { c: Door; process: Process; name: (typeof shelves)[number]; all: Assessment[] }) => (
  all.length === 0 && name !== "open" ? null : (
    <section aria-labelledby={name}><h2 id={name}>{c.var.words.say(`assessments.shelf.${name}`)}</h2>
      {all.length === 0 ? <div class="empty"><p>{c.var.words.say("assessments.none")}</p></div> : <ul class="entries">{all.map((it) => <li><AssessmentLine c={c} process={process} it={it} /></li>)}</ul>}
    </section>
  )
);

const AssessmentLine = ({ c, process, it }: { c: Door; process: Process; it: Assessment }) => {
  const { words } = c.var;
  const address = it.state === "draft" ? assessmentDeskAddress(process, it) : assessmentAddress(process, it);
  return (
    <>
      <p class="eyebrow">{words.say("assessments.number", { number: it.number })}</p>
      <h3><a href={here(c)(address)}><InWords it={it.title} words={words} /></a></h3>
      <p class="small soft">{words.say(it.state === "closed" ? "assessments.closed.on" : "assessments.until", { day: words.day(it.closedDay ?? it.closesDay) })}{it.state !== "draft" && mayAssess(c.var.viewer, process.id) && <> · <a href={here(c)(assessmentDeskAddress(process, it))}>{words.say("assessments.desk")}</a></>}</p>
    </>
  );
};
