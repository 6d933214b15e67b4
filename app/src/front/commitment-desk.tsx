import { Hono } from "hono";
import { dayOf } from "../ground/clock.ts";
import { officerOf } from "../ground/viewer.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { commitmentAddress, commitmentsDeskAddress, proposingAddress } from "../concepts/commitments/addresses.ts";
import { isClosed, isLate, isWithoutOwner } from "../concepts/commitments/commitment.ts";
import type { ShownCommitment } from "../concepts/commitments/disclosure.ts";
import { commitmentsOf } from "../concepts/commitments/store.ts";
import { LastDay, OwnersLine, Said } from "../concepts/commitments/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { barOf } from "../concepts/texts/pages.tsx";

/** What waits for the officers of a process: commitments that nobody owns, that nobody has confirmed, that somebody declined, that are late. */
export const commitmentDesk = new Hono<Env>().get(commitmentsDeskAddress({ slug: ":process" }), async (c) => {
  const process = await processBySlug(c.var.db, inAddress(c, "process"));
  officerOf(c.var.viewer, process.id);
  return showDesk(c, process);
});

const shelves = ["without-owner", "proposed", "declined", "late"] as const;
/** On which shelf one stands: the first that fits. */
function shelfOf(it: ShownCommitment, today: string): (typeof shelves)[number] | null {
  if (isWithoutOwner(it, it.owners)) return "without-owner";
  if (it.state === "proposed") return "proposed";
  if (!isClosed(it) && it.others.some((one) => one.state === "declined")) return "declined";
  return isLate(it, today) ? "late" : null;
}

async function showDesk(c: Door, process: Process) {
  const { db, viewer, words, now } = c.var;
  const today = dayOf(now);
  const all = await commitmentsOf(db, process, viewer);
  const title = words.say("commitments.desk");
  const crumbs = [{ name: words.say("shell.desk"), address: here(c)("/desk") }, { name: words.pick(process.shortName).text, address: here(c)(`/${process.slug}`) }, { name: title }];
  return showPage(c, { title, crumbs, process: barOf(process, "process"), unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("commitments.desk.lede")}</p>
      <div class="actions"><a class="button" href={here(c)(proposingAddress(process))}>{words.say("commitments.propose")}</a></div>
      {shelves.map((shelf) => { const some = all.filter((it) => shelfOf(it, today) === shelf); return (
        <section aria-labelledby={shelf}><h2 id={shelf}>{words.say(`commitments.desk.${shelf}`)} ({words.number(some.length)})</h2>
          {some.length === 0 ? <p class="soft">{words.say("accreditation.desk.nothing")}</p> : <ul class="entries">{some.map((it) => (
            <li><h3><a href={`${here(c)(commitmentAddress(process, it))}#own`}><Said text={it.title} language={it.language} words={words} /></a></h3><p class="small"><OwnersLine it={it} words={words} /></p><p class="small"><LastDay it={it} words={words} today={today} /></p></li>
          ))}</ul>}
        </section>
      ); })}
    </>);
}
