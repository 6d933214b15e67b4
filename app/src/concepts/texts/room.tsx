import type { Child } from "hono/jsx";
import { citation, walk, type TreatyText } from "@travaux/treaty-text";
import type { Words } from "../../ground/words.ts";
import type { Process } from "../processes/process.ts";
import { instrumentAddress, provisionAddress, versionAddress, viewQuery, type View } from "./addresses.ts";
import { leavesOf, unitsOf, type Unit } from "./comparison.ts";
import type { Identity } from "./identity.ts";
import type { Reading } from "./reading.ts";
import { redesignated } from "./redesignated.ts";
import type { Edition, Instrument, Version } from "./text.ts";
import { changesIn, editionName, heatOf, nameOf, UnitView, versionName } from "./views.tsx";

/** All that the reading room shows: the text read, the choices there are, and which page of it is open. */
export type Room = {
  words: Words; process: Process; instrument: Instrument; versions: readonly Version[]; editions: readonly Edition[];
  reading: Reading; view: View; places: ReadonlyMap<string, Identity>; address: (path: string) => string;
};

/** An article as a concept above meets it: its place, and its number in the record. */
export type Beside = { place: string; number: string | null };
/** What a concept above hangs in the margin of a unit, made once for the page that is open. */
export type Margin = (unit: Beside) => Child;

/** The text cut into pages, and the page that is open. */
export type Leaves = { all: Unit[][]; open: Unit[]; index: number };
export function leavesOfText({ reading, view }: Pick<Room, "reading" | "view">): Leaves {
  const all = leavesOf(unitsOf(reading.lines).map(redesignated));
  if (view.leaf === "all") return { all: [all.flat()], open: all.flat(), index: 0 };
  const leaf = view.leaf ?? (view.at ? leavesBy(all).get(view.at) : undefined) ?? 1;
  const index = Math.min(Math.max(1, leaf), all.length) - 1;
  return { all, open: all[index] ?? [], index };
}

/** The places that stand on the page that is open. */
export const placesOpen = ({ open }: Leaves): string[] => open.flatMap((unit) => [unit.head, ...unit.lines]).flatMap((it) => (it.id === null ? [] : [it.id]));

/** On which page each place of the text stands. */
const leavesBy = (all: readonly Unit[][]) => new Map(all.flatMap((units, index) => units.flatMap((unit) => [...(unit.continued ? [] : [unit.head]), ...unit.lines].map((it) => [it.id, index + 1] as const))));

/** The address of a place in the text, on whichever page it stands; `index` is the page that is open, from 0. */
function placeAddress(room: Room, all: readonly Unit[][], index: number) {
  const leafOf = leavesBy(all);
  return (id: string) => {
    const leaf = leafOf.get(id) ?? 1;
    return leaf === index + 1 || room.view.leaf === "all" ? `#${id}` : `${viewQuery({ ...room.view, at: undefined, leaf }) || "?"}#${id}`;
  };
}

/** The citation of an older provision: "art. 19(1)". */
const namesIn = (text: TreatyText | undefined, words: Words) => (id: string) => (text ? citation(text, id, words.language) : id);

/** The reading room: choices, contents, and the text with its changes. */
export function ReadingRoom({ room, leaves: { all, open, index }, margin }: { room: Room; leaves: Leaves; margin: Margin }) {
  const addressOf = placeAddress(room, all, index);
  return (
    <>
      <p class="eyebrow"><Eyebrow {...room} /></p>
      <h1 lang={room.words.pick(room.instrument.title).language}>{room.words.pick(room.instrument.title).text}</h1>
      <Choices {...room} />
      <Strip room={room} all={all} addressOf={addressOf} />
      <Contents room={room} all={all} addressOf={addressOf} />
      <Find {...room} />
      <Leaves room={room} count={all.length} index={index} />
      <h2 class="hidden">{room.words.say("texts.official")}</h2>
      <Units room={room} units={open} all={all} addressOf={addressOf} margin={margin} />
      <Leaves room={room} count={all.length} index={index} again />
      <Cite {...room} />
    </>
  );
}

const Eyebrow = ({ words, process, versions, view }: Room) => (
  <>{[words.say("texts.room"), process.nature === "invented" ? words.say("texts.invented") : null, words.say("texts.versions.count", { count: versions.length }), view.show === "clean" ? null : words.say("texts.numbers.shown")].filter(Boolean).join(" · ")}</>
);

/** Version, compared with, marked or clean, language; a form that works as it stands. */
function Choices({ words, process, instrument, versions, editions, reading, view, address }: Room) {
  const others = versions.filter((it) => it.id !== reading.version.id);
  const languages = editions.filter((it) => it.versionId === reading.version.id);
  const against = reading.against?.version.slug ?? "none";
  return (
    <form class="inline" action={address(instrumentAddress(process, instrument))}>
      <label>{words.say("texts.version")} <select name="version">{versions.map((it) => <option value={it.slug} selected={it.id === reading.version.id}>{versionName(words, it)}</option>)}</select></label>
      <label>{words.say("texts.compared")} <select name="with">
        {others.map((it) => <option value={it.slug} selected={it.slug === against}>{versionName(words, it)}</option>)}
        <option value="none" selected={against === "none"}>{words.say("texts.nothing")}</option>
      </select></label>
      <label>{words.say("texts.language")} <select name="text">{languages.map((it) => <option value={it.language} selected={it.id === reading.edition.id}>{editionName(words, it)}</option>)}</select></label>
      <fieldset><legend class="hidden">{words.say("texts.changes")}</legend>
        <span class="pick"><input type="radio" name="show" id="marked" value="marked" checked={view.show !== "clean"} /><label for="marked">{words.say("texts.marked")}</label></span>
        <span class="pick"><input type="radio" name="show" id="clean" value="clean" checked={view.show === "clean"} /><label for="clean">{words.say("texts.clean")}</label></span>
      </fieldset>
      <button class="main">{words.say("texts.show")}</button>
    </form>
  );
}

/** Search in the words of the version that is open. */
const Find = ({ words, process, instrument, reading, address }: Room) => (
  <form class="inline" role="search" action={address("/search")} aria-label={words.say("texts.find")}>
    <label>{words.say("texts.find")} <input type="search" name="q" dir="auto" /></label>
    <input type="hidden" name="in" value={reading.edition.language} />
    <input type="hidden" name="version" value={`${process.slug}/${instrument.slug}/${reading.version.slug}`} />
    <button>{words.say("shell.search")}</button>
  </form>
);

type Inside = { room: Room; all: readonly Unit[][]; addressOf: (id: string) => string };
const isContainer = (unit: Unit) => ["part", "title", "chapter", "section"].includes(unit.head.kind);

/** Containers with their articles, for the strip and the contents. */
function chaptersOf(all: readonly Unit[][]) {
  const chapters: { head: Unit | null; within: Unit | null; articles: Unit[] }[] = [];
  let chapter: Unit | null = null;
  for (const unit of all.flat().filter((it) => it.head.id !== null && !it.continued)) {
    if (unit.head.kind !== "section" && isContainer(unit)) chapter = unit;
    if (isContainer(unit)) chapters.push({ head: unit, within: unit.head.kind === "section" ? chapter : null, articles: [] });
    else if (chapters.length === 0) chapters.push({ head: null, within: null, articles: [unit] });
    else chapters.at(-1)!.articles.push(unit);
  }
  return chapters.filter((it) => it.articles.length > 0);
}

/** Where the changes are: a cell for each article, its depth the share of words that changed, its number printed. */
function Strip({ room: { words, reading }, all, addressOf }: Inside) {
  if (!reading.against) return null;
  const cell = (unit: Unit) => {
    const { inserted, deleted } = changesIn(unit);
    return <li><a href={addressOf(unit.head.id!)} class={heatOf(unit) || undefined}>{unit.head.number ?? "·"}<span class="hidden">{words.say("texts.heat.cell", { name: nameOf(words, unit.head.kind, unit.head.number), inserted, deleted })}</span></a></li>;
  };
  return (
    <section aria-labelledby="heat-h">
      <h2 id="heat-h">{words.say("texts.heat")}</h2>
      <ul class="key heat"><li>{words.say("texts.heat.key", { symbol: reading.against.version.symbol })}</li><li><span class="cell h1">{words.percent(0.01)}</span> {words.say("texts.heat.more")}</li><li><span class="cell h2">{words.percent(0.1)}</span></li><li><span class="cell h3">{words.percent(0.3)}</span></li><li><span class="cell deep">{words.percent(0.6)}</span> {words.say("texts.heat.over")}</li></ul>
      <ol class="heat">
        {chaptersOf(all).map(({ head, within, articles }) => <li>{head ? <span>{[within?.head.number, head.head.number].filter(Boolean).join("·")} <Short unit={head} lang={reading.edition.language} /></span> : <span>{nameOf(words, articles[0]!.head.kind, null)}</span>}<ol>{articles.map(cell)}</ol></li>)}
      </ol>
    </section>
  );
}

const headingOf = (unit: Unit) => unit.head.heading.filter(([what]) => what !== "delete").map(([, text]) => text).join("");
/** A heading of the strip, short enough to stand over a few cells. */
const Short = ({ unit, lang }: { unit: Unit; lang: string }) => {
  const heading = headingOf(unit);
  return <span lang={lang}>{heading.length > 44 ? `${heading.slice(0, 42).trimEnd()}…` : heading}</span>;
};

const Contents = ({ room: { words, reading }, all, addressOf }: Inside) => (
  <details>
    <summary>{words.say("texts.contents")}</summary>
    <nav aria-label={words.say("texts.contents")}>
      <ol class="contents">
        {chaptersOf(all).map(({ head, within, articles }) => (
          <li>
            {within && <span class="soft">{nameOf(words, within.head.kind, within.head.number)} <span lang={reading.edition.language}>{headingOf(within)}</span><br /></span>}
            {head && <a class="act" href={addressOf(head.head.id!)}>{nameOf(words, head.head.kind, head.head.number)} <span lang={reading.edition.language}>{headingOf(head)}</span></a>}
            <ol>{articles.map((it) => <li><a href={addressOf(it.head.id!)}>{nameOf(words, it.head.kind, it.head.number)} <span lang={reading.edition.language}>{headingOf(it)}</span></a></li>)}</ol>
          </li>
        ))}
      </ol>
    </nav>
  </details>
);

/** Long texts come in pages, so that each stays light. */
function Leaves({ room: { words, view }, count, index, again = false }: { room: Room; count: number; index: number; again?: boolean }) {
  if (count === 1) return null;
  const to = (leaf: number | "all") => viewQuery({ ...view, at: undefined, leaf }) || "?";
  const links = (
    <>
      {index > 0 ? <a href={to(index)} rel="prev">{words.say("texts.page.previous")}</a> : <span></span>}
      <span>{words.say("texts.page", { page: index + 1, count })} · <a href={to("all")}>{words.say("texts.page.all")}</a></span>
      {index < count - 1 ? <a href={to(index + 2)} rel="next">{words.say("texts.page.next")}</a> : <span></span>}
    </>
  );
  return again ? <div class="pages">{links}</div> : <nav class="pages" aria-label={words.say("texts.pages")}>{links}</nav>; // one landmark is enough
}

function Units({ room, units, all, addressOf, margin }: Inside & { units: readonly Unit[]; margin: Margin }) {
  const { words, reading, process, places, address } = room;
  const olderSymbol = reading.against?.version.symbol ?? null;
  const context = { words, language: reading.edition.language, addressOf, oldName: namesIn(reading.against?.text, words), olderSymbol };
  const kindLine = olderSymbol === null
    ? words.say("texts.kind.clean", { symbol: reading.version.symbol, language: words.languageName(reading.edition.language) })
    : words.say("texts.kind.marked", { symbol: reading.version.symbol, older: olderSymbol, language: words.languageName(reading.edition.language) });
  const chapterOf = chapterNames(all, words);
  return (
    <>
      {units.map((unit) => {
        const number = unit.head.id === null ? null : (places.get(unit.head.id)?.number ?? null);
        return <UnitView unit={unit} context={context} kindLine={kindLine} number={number} dossier={number && address(provisionAddress(process, number))} chapter={chapterOf.get(unit) ?? null} beside={besideOf(unit, number, margin)} />;
      })}
    </>
  );
}

/** What hangs beside a unit; what is gone has no margin. */
function besideOf({ head, continued }: Unit, number: string | null, margin: Margin) {
  return head.id === null || continued ? null : margin({ place: head.id, number });
}

/** The chapter that each article stands in, as it is named above it. */
function chapterNames(all: readonly Unit[][], words: Words) {
  const names = new Map<Unit, string>();
  for (const { head, articles } of chaptersOf(all)) for (const it of articles) if (head) names.set(it, nameOf(words, head.head.kind, head.head.number));
  return names;
}

function Cite({ words, process, instrument, reading, address }: Room) {
  const path = versionAddress(process, instrument, reading.version);
  return <p class="small soft">{words.say("texts.cite", { symbol: reading.version.symbol, date: words.day(reading.version.date) })} <bdi><a href={address(path)}>{path}</a></bdi>{reading.version.publishedAt && <> · <a href={`/api/v1${path}/receipt`} type="application/json">{words.say("texts.receipt")}</a></>}</p>;
}

/** How many provisions of each kind a text holds, for the desk. */
export function countsOf(text: TreatyText) {
  const counts = new Map<string, number>();
  for (const it of walk(text.provisions)) counts.set(it.kind, (counts.get(it.kind) ?? 0) + 1);
  return counts;
}
