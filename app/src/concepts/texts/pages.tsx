import { Hono } from "hono";
import { addressIn, here, inAddress, type Door, type Env } from "../../ground/web/env.ts";
import { showPage, type PageProps, type ProcessBar } from "../../ground/web/page.tsx";
import { Refusal } from "../../ground/refusal.ts";
import type { Process } from "../processes/process.ts";
import { processBySlug } from "../processes/store.ts";
import { instrumentAddress, textsAddress, versionAddress, viewQuery, type View } from "./addresses.ts";
import { editionOf, read, shelfOf, shelvesOf, versionOn, type Shelf } from "./opened.ts";
import { leavesOfText, placesOpen, ReadingRoom, type Margin } from "./room.tsx";
import { placesIn } from "./store/lineage.ts";
import type { Edition, Version } from "./text.ts";
import { editionName, statusName } from "./views.tsx";

/** The bar of a process whose text is open. */
export const barOf = (process: Process, here: ProcessBar["here"]): ProcessBar =>
  ({ slug: process.slug, shortName: process.shortName, note: process.symbol, here, textAddress: process.nature === "record" ? null : textsAddress(process), callsAddress: process.nature === "record" ? null : `/${process.slug}/calls`, meetingsAddress: process.nature === "record" ? null : `/${process.slug}/meetings`, assessmentsAddress: process.nature === "record" ? null : `/${process.slug}/assessments` });

/** What a concept above hangs beside the places that are open, and the forms in which it can be taken along; asked for once a page. */
export type MarginOf = (c: Door, shelf: Shelf, version: Version, places: readonly string[]) => Promise<{ margin: Margin; formats: NonNullable<PageProps["formats"]> }>;

/** The reading room: `/model/text`, an instrument, a version marked or clean; `marginOf` says what hangs beside the text. */
export const textPages = (marginOf: MarginOf) => new Hono<Env>()
  .get("/:process/text", async (c) => {
    const process = await processBySlug(c.var.db, inAddress(c, "process"));
    return showShelves(c, process);
  })
  .get("/:process/text/:instrument", async (c) => {
    const shelf = await shelfOf(c.var.db, inAddress(c, "process"), inAddress(c, "instrument"), c.var.viewer);
    const { version: asked, ...view } = c.req.query();
    const version = asked ? versionOn(shelf, asked) : shelf.versions.at(-1);
    if (!version) throw new Refusal("not-found", "instrument-empty");
    return c.redirect(here(c)(versionAddress(shelf.process, shelf.instrument, version)) + viewQuery(tidy(view)), 302);
  })
  .get("/:process/text/:instrument/:version", async (c) => {
    const shelf = await shelfOf(c.var.db, inAddress(c, "process"), inAddress(c, "instrument"), c.var.viewer);
    return showRoom(c, shelf, versionOn(shelf, inAddress(c, "version")), tidy(c.req.query()), marginOf);
  });

/** Only what the reading room knows, and only what differs from the way it opens by itself. */
function tidy(query: Record<string, string>): View {
  const leaf = query.leaf === "all" ? "all" : Number.parseInt(query.leaf ?? "1", 10) || 1;
  return { ...(query.with ? { with: query.with } : {}), ...(query.show === "clean" ? { show: "clean" as const } : {}), ...(query.text ? { text: query.text } : {}), ...(query.at ? { at: query.at } : {}), ...(leaf === 1 ? {} : { leaf }) };
}

async function showRoom(c: Door, shelf: Shelf, version: Version, view: View, marginOf: MarginOf) {
  const { db, words, house } = c.var;
  const address = here(c);
  const edition = editionOf(shelf, version, view.text, words.language);
  const reading = await read(db, shelf, version, edition, view.show === "clean" ? "none" : view.with);
  const places = await placesIn(db, version.id);
  const leaves = leavesOfText({ reading, view });
  const beside = await marginOf(c, shelf, version, placesOpen(leaves));
  const path = versionAddress(shelf.process, shelf.instrument, version);
  const title = `${version.symbol} · ${words.pick(shelf.instrument.title).text}`;
  const crumbs = [
    { name: words.say("shell.now"), address: address("/") }, { name: words.pick(shelf.process.shortName).text, address: address(`/${shelf.process.slug}`) },
    { name: words.say("shell.text"), address: address(textsAddress(shelf.process)) }, { name: version.symbol },
  ];
  const formats = [{ name: words.say("footer.json"), address: `/api/v1${path}?language=${edition.language}`, type: "application/json" }, ...beside.formats];
  return showPage(c, { title, crumbs, process: barOf(shelf.process, "text"), formats, canonical: house.baseUrl + addressIn(words.language)(path), unlisted: version.publishedAt === null },
    <ReadingRoom room={{ words, ...shelf, reading, view, places, address }} leaves={leaves} margin={beside.margin} />);
}

/** All texts of a process with their versions. */
async function showShelves(c: Door, process: Process) {
  const { db, viewer, words } = c.var;
  const address = here(c);
  const shelves = await shelvesOf(db, process, viewer);
  const crumbs = [{ name: words.say("shell.now"), address: address("/") }, { name: words.pick(process.shortName).text, address: address(`/${process.slug}`) }, { name: words.say("shell.text") }];
  return showPage(c, { title: words.say("texts.all"), crumbs, process: barOf(process, "text") },
    <>
      <h1>{words.say("texts.all")}</h1>
      <p class="lede">{words.say("texts.all.lede")}</p>
      {shelves.length === 0 && <div class="empty"><p>{words.say("texts.none")}</p></div>}
      {shelves.map((shelf) => <ShelfTable shelf={shelf} c={c} />)}
    </>);
}

function ShelfTable({ shelf, c }: { shelf: Shelf; c: Door }) {
  const { words } = c.var;
  const title = words.pick(shelf.instrument.title);
  return (
    <section aria-labelledby={shelf.instrument.slug}>
      <h2 id={shelf.instrument.slug} lang={title.language}>{title.text}</h2>
      {shelf.versions.length === 0 ? <div class="empty"><p>{words.say("texts.empty")}</p></div> : (
        <table class="stack" role="table">
          <caption>{words.say("texts.table")}</caption>
          <thead role="rowgroup"><tr role="row">{(["texts.version", "texts.date", "texts.status", "texts.languages", "texts.read"] as const).map((it) => <th role="columnheader" scope="col">{words.say(it)}</th>)}</tr></thead>
          <tbody role="rowgroup">{shelf.versions.toReversed().map((it) => <VersionRow version={it} shelf={shelf} c={c} />)}</tbody>
        </table>
      )}
      <p class="small"><a href={here(c)(instrumentAddress(shelf.process, shelf.instrument))}>{words.say("texts.newest")}</a></p>
    </section>
  );
}

function VersionRow({ version, shelf, c }: { version: Version; shelf: Shelf; c: Door }) {
  const { words } = c.var;
  const path = here(c)(versionAddress(shelf.process, shelf.instrument, version));
  const title = words.pick(version.title);
  const editions = shelf.editions.filter((it: Edition) => it.versionId === version.id);
  return (
    <tr role="row">
      <th role="rowheader" scope="row"><a href={path} lang={title.language}>{title.text}</a><br /><small class="soft"><bdi>{version.symbol}</bdi>{version.publishedAt ? "" : ` · ${words.say("texts.unpublished")}`}</small></th>
      <td role="cell" data-label={words.say("texts.date")}><time datetime={version.date}>{words.day(version.date)}</time></td>
      <td role="cell" data-label={words.say("texts.status")}>{statusName(words, version)}</td>
      <td role="cell" data-label={words.say("texts.languages")}>{editions.map((it, index) => <>{index > 0 && <br />}{editionName(words, it)}</>)}</td>
      <td role="cell">{version.sequence > 1 && <a href={path}>{words.say("texts.read.marked")}</a>}{version.sequence > 1 && " · "}<a href={`${path}?show=clean`}>{words.say("texts.clean")}</a></td>
    </tr>
  );
}
