import { Hono } from "hono";
import { forEveryone } from "../ground/web/caching.ts";
import { here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { showPage } from "../ground/web/page.tsx";
import { personOf, visitor } from "../ground/viewer.ts";
import { contributionAddress } from "../concepts/contributions/addresses.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { atomOf } from "../concepts/contributions/feed.ts";
import { isolatesOut } from "../ground/web/xml.ts";
import { contributionsOn, newestIn, ownContributions, surroundingsOf, type Surroundings } from "../concepts/contributions/store.ts";
import { nameOf, placeName, regionName, sectorName, signatureOf, View } from "../concepts/contributions/views.tsx";
import { plainWords } from "../concepts/disclosure/words.ts";
import { combinationOf, isOffered } from "../concepts/disclosure/rule.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { DraftLists, draftsAbove } from "./drafts.tsx";
import { askedToConfirm } from "../concepts/contributions/store/submissions.ts";
import { csvOf } from "../concepts/stakeholders/directory/export.ts";
import { shelfOf, versionOn } from "../concepts/texts/opened.ts";

/** Contributions as lists: one's own, what is written on a version as a table, what is public in a process as a feed. */
export const contributionLists = new Hono<Env>()
  .get("/contributions", async (c) => showOwn(c))
  .get("/:process/contributions.atom", async (c) => {
    c.header("Cache-Control", forEveryone); // whoever asks
    return c.body(await feedOf(c), 200, { "Content-Type": "application/atom+xml; charset=utf-8" });
  })
  .get("/:process/text/:instrument/:version/contributions.csv", async (c) => {
    const { db, viewer } = c.var;
    const version = versionOn(await shelfOf(db, inAddress(c, "process"), inAddress(c, "instrument"), viewer), inAddress(c, "version"));
    const all = await contributionsOn(db, version.id, viewer);
    c.header("Content-Disposition", `attachment; filename="contributions-${version.slug}.csv"`);
    return c.body(csvOf(await tableOf(c, all)), 200, { "Content-Type": "text/csv; charset=utf-8" });
  });

/** The address that stays, in no language. */
const stable = (c: Door, { process }: Surroundings, it: ShownContribution) => c.var.house.baseUrl + contributionAddress(process, it);

/** What one's own organisations wrote, under whatever attribution that still says so. */
async function showOwn(c: Door) {
  const { db, viewer, words } = c.var;
  personOf(viewer);
  const own = await ownContributions(db, viewer);
  const begun = await draftsAbove(c);
  const asked = await askedToConfirm(db, viewer);
  const title = words.say("contributions.mine");
  const around = { words, address: here(c), stands: own.length === 0 ? () => { throw new RangeError("nothing stands here"); } : await surroundingsOf(db, own) };
  return showPage(c, { title, crumbs: [{ name: words.say("stakeholders.mine"), address: here(c)("/memberships") }, { name: title }], unlisted: true },
    <>
      <h1>{title}</h1>
      <p class="lede">{words.say("contributions.mine.text")}</p>
      {asked.length > 0 && <section aria-labelledby="asked"><h2 id="asked">{words.say("coauthors.asked")}</h2><ul class="plain">{asked.map((it) => <li><a href={here(c)(`/${it.process.slug}/contributions/${it.reference}#co-authors`)}><bdi>{it.title}</bdi></a> <span class="small soft">{it.reference}</span></li>)}</ul></section>}
      <DraftLists c={c} {...begun} />
      {own.length === 0 && <div class="empty"><p>{words.say("contributions.mine.none")}</p></div>}
      <ol class="thread">{own.map((it) => <li><View it={it} around={around} most={300} place /></li>)}</ol>
    </>);
}

/** How many entries a feed has: readers come often, and each request sends all of them. */
const entriesInFeed = 50;

async function feedOf(c: Door) {
  const { db, words, house } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const newest = await newestIn(db, process.id, visitor, entriesInFeed);
  const stands = newest.length === 0 ? null : await surroundingsOf(db, newest);
  const self = `${house.baseUrl}${here(c)(`/${process.slug}/contributions.atom`)}`;
  return atomOf({
    id: self, self, title: words.say("contributions.feed", { process: words.pick(process.shortName).text }), language: words.language,
    entries: newest.map((it) => ({
      id: stable(c, stands!(it), it), title: `${nameOf(words, it, stands!(it))} · ${it.reference}`,
      day: it.day, author: signatureOf(words, it), language: it.language, body: it.body ?? "",
    })),
  });
}

/** A table whose heads are in the language of the page; words that a program could calculate with are made words by csvOf. */
async function tableOf(c: Door, all: readonly ShownContribution[]): Promise<string[][]> {
  const { words } = c.var;
  const heads = (["reference", "place", "day", "state", "by", "sector", "region", "disclosure", "language", "answers", "words", "address"] as const).map((it) => words.say(`contributions.column.${it}`));
  if (all.length === 0) return [heads];
  const stands = await surroundingsOf(c.var.db, all);
  const rows = all.map((it) => {
    const combination = combinationOf(it);
    return [it.reference, it.place ? placeName(words, it.place) : "", it.day, words.say(`contributions.state.${it.state}`), signatureOf(words, it), it.by.organisation ?? it.by.sector ? sectorName(words, it) : "", regionName(words, it) ?? "",
      isOffered(combination) ? plainWords(words, combination).name : "", it.language, it.parentReference ?? "", it.body ?? "", stable(c, stands(it), it)].map(isolatesOut);
  });
  return [heads, ...rows];
}
