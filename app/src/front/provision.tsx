import { Hono } from "hono";
import { citation, type Provision as Tree } from "@travaux/treaty-text";
import { Refusal } from "../ground/refusal.ts";
import { mayEdit } from "../ground/viewer.ts";
import { directionOf } from "../ground/words.ts";
import { addressIn, here, inAddress, type Door, type Env } from "../ground/web/env.ts";
import { sentForm } from "../ground/web/forms.tsx";
import { flash, showPage } from "../ground/web/page.tsx";
import type { Theme } from "../concepts/themes/theme.ts";
import { allThemes } from "../concepts/themes/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { provisionAddress, textsAddress, versionAddress, viewQuery } from "../concepts/texts/addresses.ts";
import type { Line } from "../concepts/texts/comparison.ts";
import { historyOf, type Moment } from "../concepts/texts/dossier.ts";
import { editionOf, versionOn } from "../concepts/texts/opened.ts";
import { tagProvision } from "../concepts/texts/operations.ts";
import { barOf } from "../concepts/texts/pages.tsx";
import { numbersAt, provisionByNumber, themesOf, type Provision } from "../concepts/texts/store/lineage.ts";
import { editionsOf, instrumentById, versionsOf } from "../concepts/texts/store/versions.ts";
import { isOuter, type Edition, type Instrument, type Version } from "../concepts/texts/text.ts";
import { Knowers, knowersOf } from "./knowers.tsx";
import { Cite, Inside, Themes } from "./provision-cards.tsx";
import { asksOn, AsksHere, asksStyle, Became, Positions, Proposals } from "./provision-asks.tsx";
import { ProvisionViews, viewsOf } from "./provision-views.tsx";
import { bodyOf, Closing, nameOf, Redline } from "../concepts/texts/views.tsx";

/** One provision through every version: `/model/p/014`, and as it stands in one version: `/model/p/014/3-rev-2`. */
export const provisionPages = new Hono<Env>()
  .get("/:process/p/:number", async (c) => {
    const dossier = await open(c);
    return dossier.moved ? c.redirect(here(c)(provisionAddress(dossier.process, dossier.provision.number)), 301) : show(c, dossier, null);
  })
  .get("/:process/p/:number/:version", async (c) => {
    const dossier = await open(c);
    const version = versionOn(dossier, inAddress(c, "version"));
    return dossier.moved ? c.redirect(here(c)(provisionAddress(dossier.process, dossier.provision.number, version)), 301) : show(c, dossier, version);
  })
  .post("/desk/:process/p/:number/themes", async (c) => {
    const { db, viewer, now } = c.var;
    const { process, provision } = await open(c);
    const { theme } = await sentForm(c);
    const known = new Set((await allThemes(db)).map((it) => it.id));
    await tagProvision(db, viewer, process.id, provision.id, [theme ?? []].flat().filter((it): it is string => typeof it === "string" && known.has(it)), now);
    flash(c, "flash.tagged");
    return c.redirect(`${here(c)(provisionAddress(process, provision.number))}#themes`, 303);
  });

/** A provision with its history, as the viewer may read it. */
export type Dossier = { process: Process; instrument: Instrument; provision: Provision; moved: boolean; versions: Version[]; editions: Edition[]; history: Moment[]; themes: Theme[] };

const open = async (c: Door) => openProvision(c, await processBySlug(c.var.db, inAddress(c, "process")), inAddress(c, "number"));

/** The provision under this number of a process, or a refusal. */
export async function openProvision(c: Door, process: Process, number: string): Promise<Dossier> {
  const { db, viewer, words } = c.var;
  const { provision, moved } = await provisionByNumber(db, process.id, number);
  const instrument = await instrumentById(db, provision.instrumentId);
  const versions = await versionsOf(db, instrument, viewer);
  const editions = await editionsOf(db, versions.map((it) => it.id));
  const language = languageOf(versions, editions, c.req.query("text"), words.language);
  const history = await historyOf(db, provision, versions, (it) => editions.find((edition) => edition.versionId === it.id && edition.language === language) ?? editions.find((edition) => edition.versionId === it.id));
  if (history.every((it) => it.id === null)) throw new Refusal("not-found", "provision-unknown", { number: provision.number });
  const themes = (await themesOf(db, [provision.id])).get(provision.id) ?? [];
  return { process, instrument, provision, moved, versions, editions, history, themes };
}

/** History reads best in the language that most versions have; the one asked for wins where the newest version has it. */
function languageOf(versions: Version[], editions: Awaited<ReturnType<typeof editionsOf>>, asked: string | undefined, language: Door["var"]["words"]["language"]) {
  const newest = versions.at(-1);
  if (!newest) return language;
  const inAll = editions.find((it) => versions.every((version) => editions.some((other) => other.versionId === version.id && other.language === it.language)));
  return asked ? editionOf({ editions }, newest, asked, language).language : (inAll?.language ?? editionOf({ editions }, newest, undefined, language).language);
}

async function show(c: Door, dossier: Dossier, asked: Version | null) {
  const { words, house } = c.var;
  const address = here(c);
  const { process, provision, history } = dossier;
  const present = history.filter((it) => it.tree !== null);
  const moment = asked ? history.find((it) => it.version.id === asked.id && it.tree !== null) : present.at(-1);
  if (!moment?.tree || !moment.id) throw new Refusal("not-found", "provision-absent", { number: provision.number, symbol: asked?.symbol ?? "" });
  const title = titleOf(moment.tree, c);
  const path = provisionAddress(process, provision.number, asked ?? undefined);
  const crumbs = [
    { name: words.say("shell.now"), address: address("/") }, { name: words.pick(process.shortName).text, address: address(`/${process.slug}`) },
    { name: words.say("shell.text"), address: address(textsAddress(process)) },
    { name: moment.version.symbol, address: `${address(versionAddress(process, dossier.instrument, moment.version))}${viewQuery({ at: moment.id })}#${moment.id}` }, { name: `P-${provision.number}` },
  ];
  const formats = [
    { name: words.say("provision.word"), address: `${address(provisionAddress(process, provision.number))}.docx`, type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { name: words.say("footer.json"), address: `/api/v1${provisionAddress(process, provision.number)}`, type: "application/json" },
  ];
  const asks = await asksOn(c, process, provision.number);
  return showPage(c, { title: `${title}, P-${provision.number}`, style: asksStyle(c, asks), crumbs, formats, process: barOf(process, "text"), canonical: house.baseUrl + addressIn(words.language)(path) },
    <div class="dossier">
      <p class="eyebrow">{[words.say("provision.eyebrow", { number: provision.number }), process.nature === "invented" ? words.say("texts.invented") : null].filter(Boolean).join(" · ")}</p>
      <h1 lang={moment.edition.language} dir="auto">{title}</h1>
      <p class="lede">{lede(c, moment, present)}</p>
      <div class="split">
        <div>
          <TextNow c={c} dossier={dossier} moment={moment} asked={asked} />
          <History c={c} dossier={dossier} />
          <div class="screen"><FirstAndLast c={c} present={present} /></div>
        </div>
        <div>
          <Became c={c} it={asks} />
          <Cite c={c} dossier={dossier} moment={moment} place={citationOf(moment, c)} />
          <div class="screen"><Themes c={c} dossier={dossier} all={mayEdit(c.var.viewer, process.id) ? await allThemes(c.var.db) : []} />
          <Knowers c={c} it={await knowersOf(c, dossier.themes.map((it) => it.slug))} card />
          <Inside c={c} dossier={dossier} moment={moment} numbers={await numbersAt(c.var.db, moment.version.id, moment.tree.children.map((it) => it.id))} /></div>
        </div>
      </div>
      <Positions c={c} it={asks} />
      <AsksHere c={c} it={asks} />
      <Proposals c={c} it={asks} />
      <div class="screen"><ProvisionViews c={c} it={await viewsOf(c, process, history)} process={process} number={provision.number} moment={moment} /></div>
    </div>);
}

/** “Illegal access”, or what a provision without a heading is called. */
export const titleOf = (tree: Tree, { var: { words } }: Door) => tree.heading ?? nameOf(words, tree.kind, tree.number);
/** Ids are cited as they are: "art_12__para_2" is art. 12(2). */
const citationIn = (id: string, it: Moment, { var: { words } }: Door) => citation({ title: null, language: it.edition.language, provisions: it.tree ? [it.tree] : [], fidelity: { charactersIn: 0, charactersKept: 0, doubts: [] } }, id, words.language);
/** "art. 12(2)", where it stood in that version. */
export const citationOf = (it: Moment, c: Door) => (it.id ? citationIn(it.id, it, c) : "");

function lede(c: Door, moment: Moment, present: Moment[]) {
  const { words } = c.var;
  const [first] = present;
  const place = words.say("provision.lede", { place: citationOf(moment, c), symbol: moment.version.symbol, date: words.day(moment.version.date) });
  return first && first !== moment ? `${place} ${words.say("provision.lede.first", { place: citationOf(first, c), symbol: first.version.symbol })}` : place;
}

/** The words of a moment beside the double rule of official text. */
export const Official = ({ c, moment }: { c: Door; moment: Moment }) => {
  const { words } = c.var;
  return (
    <div class="official treaty" dir={directionOf(moment.edition.language)}>
      <p class="kind" dir={words.direction}>{words.say("texts.official")} <span>{words.say("texts.kind.clean", { symbol: moment.version.symbol, language: words.languageName(moment.edition.language) })} · {citationOf(moment, c)}</span></p>
      <Words c={c} moment={moment} />
    </div>
  );
};

/** Its words in one version, clean. */
function TextNow({ c, dossier, moment, asked }: { c: Door; dossier: Dossier; moment: Moment; asked: Version | null }) {
  const { words } = c.var;
  return (
    <section aria-labelledby="text-h">
      <h2 id="text-h">{asked ? words.say("provision.text.in", { symbol: moment.version.symbol }) : words.say("provision.text")}</h2>
      <Official c={c} moment={moment} />
      <p class="small"><a href={`${here(c)(versionAddress(dossier.process, dossier.instrument, moment.version))}${viewQuery({ text: moment.edition.language, at: moment.id ?? undefined })}#${moment.id}`}>{words.say("provision.in.context")}</a> <OtherLanguages c={c} dossier={dossier} moment={moment} /></p>
    </section>
  );
}

/** The languages that this version can also be read in. */
function OtherLanguages({ c, dossier, moment }: { c: Door; dossier: Dossier; moment: Moment }) {
  const { words } = c.var;
  const others = dossier.editions.filter((it) => it.versionId === moment.version.id && it.language !== moment.edition.language);
  if (others.length === 0) return null;
  return <>· {words.say("provision.languages")} {others.map((it, index) => <>{index > 0 && " · "}<a href={`?text=${it.language}`} hreflang={it.language}>{words.languageName(it.language)}</a></>)}</>;
}

/** The words of a moment without marks, from its own provision down. */
function Words({ c, moment }: { c: Door; moment: Moment }) {
  const lines = moment.lines.filter((it) => it.id !== null).map((it) => ({ ...it, heading: settled(it.heading), text: settled(it.text), closing: settled(it.closing), changes: [], from: [] }));
  return <Lines c={c} moment={moment} lines={lines} />;
}
const settled = (parts: Line["text"]): Line["text"] => parts.filter(([what]) => what !== "delete").map(([, text]) => ["keep", text]);

/** Lines with their labels; the first is the provision itself, whose own words stand above the rest. */
function Lines({ c, moment, lines }: { c: Door; moment: Moment; lines: Line[] }) {
  const context = { words: c.var.words, language: moment.edition.language, addressOf: (id: string) => `#${id}`, oldName: (id: string) => citationIn(id, moment, c), olderSymbol: null };
  const [head, ...inside] = lines;
  if (!head) return null;
  const own = head.depth === 0 && isOuter(head.kind);
  return (
    <div lang={moment.edition.language}>
      {own && head.text.length > 0 && <div class="para unnumbered"><div><Redline parts={head.text} /></div></div>}
      {bodyOf(own ? inside : lines, own ? 0 : head.depth - 1, context)}
      {own && head.closing.length > 0 && <Closing it={head} depth={0} />}
    </div>
  );
}

function History({ c, dossier }: { c: Door; dossier: Dossier }) {
  const { words } = c.var;
  const shown = dossier.history.filter((it, index, all) => it.tree !== null || (index > 0 && all[index - 1]!.tree !== null) );
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words.say("provision.history")}</h2>
      <table class="stack" role="table">
        <caption>{words.say("provision.history.caption")}</caption>
        <thead role="rowgroup"><tr role="row">{(["texts.version", "provision.number", "provision.changed"] as const).map((it) => <th role="columnheader" scope="col">{words.say(it)}</th>)}</tr></thead>
        <tbody role="rowgroup">{shown.map((it) => <MomentRow c={c} dossier={dossier} it={it} first={it === shown[0]} />)}</tbody>
      </table>
    </section>
  );
}

function MomentRow({ c, dossier, it, first }: { c: Door; dossier: Dossier; it: Moment; first: boolean }) {
  const { words } = c.var;
  const title = words.pick(it.version.title);
  const href = it.id === null ? here(c)(versionAddress(dossier.process, dossier.instrument, it.version)) : here(c)(provisionAddress(dossier.process, dossier.provision.number, it.version));
  return (
    <tr role="row">
      <th role="rowheader" scope="row"><a href={href} lang={title.language}>{title.text}</a><br /><small class="soft">{words.month(it.version.date.slice(0, 7))} · <bdi>{it.version.symbol}</bdi></small></th>
      <td role="cell" data-label={words.say("provision.number")}>{it.id === null ? words.say("provision.none") : citationOf(it, c)}</td>
      <td role="cell" data-label={words.say("provision.changed")}>
        <Happened c={c} it={it} first={first} />
        <Changed c={c} it={it} />
        {it.alignment && it.alignment.old.length > 0 && <Decided c={c} it={it} />}
      </td>
    </tr>
  );
}

/** What happened, in words: first appearance, renumbered, moved, split, merged, deleted. */
function Happened({ c, it, first }: { c: Door; it: Moment; first: boolean }) {
  const { words } = c.var;
  const places = (ids: string[]) => words.list(ids.map((id) => citationIn(id, it, c)));
  if (it.id === null) return <p>{it.alignment && it.alignment.new.length > 0 ? words.say("provision.merged.into", { place: places(it.alignment.new) }) : words.say("provision.deleted")}</p>;
  if (first || !it.alignment || it.alignment.old.length === 0) return <p>{words.say("provision.first")}</p>;
  const names = it.alignment.changes.filter((change) => change !== "edited").map((change) => words.say(`change.${change}`));
  const split = it.alignment.new.length > 1 ? words.say("provision.split", { places: places(it.alignment.new) }) : it.alignment.old.length > 1 ? words.say("provision.merged", { places: places(it.alignment.old) }) : "";
  return names.length + split.length === 0 ? null : <p>{capital(words.list(names))}{split && <><br />{split}</>}</p>;
}
const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** The lines in which words came or went, marked. */
function Changed({ c, it }: { c: Door; it: Moment }) {
  const { words } = c.var;
  const changed = it.lines.filter((line) => [...line.heading, ...line.text, ...line.closing].some(([what]) => what !== "keep"));
  if (changed.length === 0 || !it.alignment || it.alignment.old.length === 0) return null;
  return (
    <details open={changed.length <= 2 ? true : undefined}>
      <summary>{words.say("provision.redline", { count: changed.length })}</summary>
      <div class="official" lang={it.edition.language} dir={directionOf(it.edition.language)}>
        {changed[0]!.depth === 0 && changed[0]!.heading.some(([what]) => what !== "keep") && <p><b><Redline parts={changed[0]!.heading} /></b></p>}
        <Lines c={c} moment={it} lines={changed} />
      </div>
    </details>
  );
}

/** Who says that it is the same provision: a named editor, or the comparison alone with its score. */
const Decided = ({ c: { var: { words } }, it }: { c: Door; it: Moment }) => (
  <p class="small soft">
    {it.alignment!.state === "suggested" ? words.say("provision.suggested", { score: words.percent(it.alignment!.similarity) })
      : words.say(it.alignment!.state === "corrected" ? "provision.corrected" : "provision.decided", { name: it.alignment!.decidedBy ?? "", day: it.alignment!.decidedAt ? words.day(it.alignment!.decidedAt) : "" })}
  </p>
);

/** The first words and the last, side by side. */
function FirstAndLast({ c, present }: { c: Door; present: Moment[] }) {
  const { words } = c.var;
  const [first, last] = [present[0], present.at(-1)];
  if (!first || !last || first === last || first.edition.language !== last.edition.language) return null;
  const side = (it: Moment) => (
    <div class="official treaty" dir={directionOf(it.edition.language)}>
      <p class="kind" dir={words.direction}>{words.say("texts.official")} <span><bdi>{it.version.symbol}</bdi> · {words.month(it.version.date.slice(0, 7))} · <strong>{citationOf(it, c)}</strong></span></p>
      <Words c={c} moment={it} />
    </div>
  );
  return <section aria-labelledby="ends"><h2 id="ends">{words.say("provision.ends")}</h2><div class="lineage">{side(first)}{side(last)}</div></section>;
}
