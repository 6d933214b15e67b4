import { here, type Door } from "../ground/web/env.ts";
import { isOpen } from "../concepts/disclosure/forum.ts";
import { forumsBesideCalls } from "../concepts/calls/store.ts";
import { commentAddress } from "../concepts/contributions/addresses.ts";
import { answersUnder, surroundingsOf, viewsUnder } from "../concepts/contributions/store.ts";
import { placeName, Threads, type Around } from "../concepts/contributions/views.tsx";
import type { Process } from "../concepts/processes/process.ts";
import type { Moment } from "../concepts/texts/dossier.ts";

/** Views that stand on one page of a dossier: more would make it heavy on a phone. */
const viewsAPage = 20;
const charactersHere = 600;

/** What stakeholders wrote about a provision and what stands in it, through all its versions. */
export async function viewsOf(c: Door, process: Process, history: readonly Moment[]) {
  const { db, viewer, now } = c.var;
  const page = Math.max(1, Number.parseInt(c.req.query("views") ?? "1", 10) || 1);
  const stood = history.flatMap((it) => (it.id === null ? [] : [{ versionId: it.version.id, place: it.id }]));
  const { views, count } = await viewsUnder(db, stood, viewer, { most: viewsAPage, page });
  const answers = await answersUnder(db, views.map((it) => it.id), viewer);
  const all = [...views, ...answers];
  const stands: Around["stands"] = all.length === 0 ? () => { throw new RangeError("nothing stands here"); } : await surroundingsOf(db, all);
  return { views, answers, count, page, stands, mayAdd: (await forumsBesideCalls(db, process.id)).some((it) => isOpen(it, now)) };
}

/** The section of views on the page of a provision, by version, the newest first. */
export function ProvisionViews({ c, it, process, number, moment }: { c: Door; it: Awaited<ReturnType<typeof viewsOf>>; process: Process; number: string; moment: Moment }) {
  const { words } = c.var;
  const around: Around = { words, address: here(c), stands: it.stands };
  const versions = Map.groupBy(it.views, (view) => view.versionId);
  const inOrder = [...versions.values()].toSorted((a, b) => (it.stands(a[0]!).text!.version.date < it.stands(b[0]!).text!.version.date ? 1 : -1));
  return (
    <section aria-labelledby="views">
      <h2 id="views">{words.say("contributions.views")}</h2>
      <p class="small soft">{words.say("contributions.views.text")}</p>
      {it.count === 0 && it.page === 1 && <div class="empty"><p>{words.say("contributions.none")}</p></div>}
      {inOrder.map((views) => <><h3>{words.say("contributions.on", { symbol: it.stands(views[0]!).text!.version.symbol })}</h3><Threads views={views} answers={it.answers} around={around} most={charactersHere} /></>)}
      {it.count > viewsAPage && <Pages c={c} page={it.page} count={Math.ceil(it.count / viewsAPage)} />}
      {it.mayAdd && moment.version.publishedAt && <p><a class="button" href={here(c)(commentAddress(process, number, moment.version))}>{words.say("contributions.add", { name: placeName(words, moment.id!) })}</a></p>}
    </section>
  );
}

const Pages = ({ c: { var: { words } }, page, count }: { c: Door; page: number; count: number }) => (
  <nav class="pages" aria-label={words.say("contributions.pages")}>
    {page > 1 ? <a href={`?views=${page - 1}#views`} rel="prev">{words.say("texts.page.previous")}</a> : <span></span>}
    <span>{words.say("texts.page", { page, count })}</span>
    {page < count ? <a href={`?views=${page + 1}#views`} rel="next">{words.say("texts.page.next")}</a> : <span></span>}
  </nav>
);
