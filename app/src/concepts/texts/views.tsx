import type { Child } from "hono/jsx";
import type { Kind, Part } from "@travaux/treaty-text";
import { directionOf, type Key, type Words } from "../../ground/words.ts";
import { changedWords, type Line, type Unit } from "./comparison.ts";
import type { Edition, Instrument, Version } from "./text.ts";

/** Words with what came and went marked; without changes, just the words. */
export const Redline = ({ parts }: { parts: readonly Part[] }) => (
  <>{parts.map(([what, words]) => (what === "insert" ? <ins>{words}</ins> : what === "delete" ? <del>{words}</del> : words))}</>
);

/** The name of a provision as a reader would say it: "Article 7", "Chapter II", "(a)". */
export function nameOf(words: Words, kind: Kind, number: string | null) {
  const name = words.say(`kind.${kind}` satisfies Key);
  return number === null ? name : words.say("kind.numbered", { kind: name, number });
}

/** A printed label: "1." for a paragraph or a point that is counted, "(a)" for a point with a letter, "(1)" for a recital. */
const label = ({ kind, number }: Line) => (number === null ? "" : kind === "paragraph" || (kind === "point" && /^\d/.test(number)) ? `${number}.` : `(${number})`);

/** What a line needs to know of the page around it. */
export type Context = { words: Words; language: string; addressOf: (id: string) => string; oldName: (id: string) => string; olderSymbol: string | null };

/** A paragraph, point or recital in its place. */
function Paragraph({ it, depth, context }: { it: Line; depth: number; context: Context }) {
  const { words } = context;
  if (it.id === null && it.to !== null) return <Pointer it={it} context={context} />;
  const classes = ["para", it.number === null ? "unnumbered" : "", depth > 0 ? `d${Math.min(depth, 3)}` : "", it.id === null ? "gone" : ""].filter(Boolean).join(" ");
  return (
    <div class={classes} id={it.id ?? undefined}>
      {it.number !== null && (it.id ? <a href={`#${it.id}`} aria-label={nameOf(words, it.kind, it.number)}>{label(it)}</a> : <span><del>{label(it)}</del></span>)}
      <div>
        {it.changes.includes("moved") && it.id && it.from[0] && <MovedFrom it={it} context={context} />}
        {it.heading.length > 0 && <><b><Redline parts={it.heading} /></b>{" "}</>}
        <Redline parts={it.text} />
      </div>
    </div>
  );
}

const MovedFrom = ({ it, context: { words, oldName, olderSymbol } }: { it: Line; context: Context }) => (
  <><span class="moved-mark">{words.say("texts.moved.from", { place: oldName(it.from[0]!), symbol: olderSymbol ?? "" })}</span>{" "}</>
);

/** Where something stood that stands elsewhere now. */
const Pointer = ({ it, context: { words, oldName, addressOf, olderSymbol } }: { it: Line; context: Context }) => (
  <p class="pointer">
    {words.say("texts.moved.away", { place: oldName(it.from[0]!), symbol: olderSymbol ?? "" })}{" "}
    <a href={addressOf(it.to!)}>{words.say("texts.moved.see")}</a>
  </p>
);

/** Lines under a heading of depth `headDepth`; closing words come after the last of what stands under their provision. */
export function bodyOf(lines: readonly Line[], headDepth: number, context: Context): Child[] {
  const body: Child[] = [];
  const open: Line[] = [];
  const close = (depth: number) => {
    while (open.length > 0 && open.at(-1)!.depth >= depth) {
      const it = open.pop()!;
      if (it.closing.length > 0) body.push(<Closing it={it} depth={it.depth - headDepth - 1} />);
    }
  };
  for (const it of lines) {
    close(it.depth);
    body.push(<Paragraph it={it} depth={Math.max(0, it.depth - headDepth - 1)} context={context} />);
    open.push(it);
  }
  close(-1);
  return body;
}

export const Closing = ({ it, depth }: { it: Line; depth: number }) => (
  <div class={depth > 0 ? `para unnumbered d${Math.min(depth, 3)}` : "para unnumbered"}><div><Redline parts={it.closing} /></div></div>
);

type UnitProps = { unit: Unit; context: Context; kindLine: string; number: string | null; dossier: string | null; chapter: string | null; beside: Child };

/** A chapter's heading, or an article with all that stands in it, and its margin. */
export function UnitView({ unit: { head, lines, continued = false }, context, kindLine, number, dossier, chapter, beside }: UnitProps) {
  const { words, language } = context;
  const isHeading = ["part", "title", "chapter", "section"].includes(head.kind) && lines.length === 0 && head.text.length === 0;
  if (head.id === null && head.to !== null) return <Pointer it={head} context={context} />;
  if (isHeading) return <ChapterHeading head={head} context={context} />;
  const own = head.text.length > 0 ? <div class="para unnumbered"><div><Redline parts={head.text} /></div></div> : null;
  return (
    <section class={head.id === null ? "annotated gone" : "annotated"} aria-labelledby={head.id && !continued ? head.id : undefined}>
      <div>
        <div class="official treaty" dir={directionOf(language)}>
          <p class="kind" dir={words.direction}>{words.say("texts.official")} <span>{kindLine}</span></p>
          <div lang={language}>
            {continued ? <p class="small" lang={words.language} dir={words.direction}>{words.say("texts.continued", { name: nameOf(words, head.kind, head.number) })}</p> : <ArticleHeading head={head} context={context} chapter={chapter} />}
            {!continued && own}
            {bodyOf(lines, head.depth, context)}
            {head.closing.length > 0 && <Closing it={head} depth={0} />}
          </div>
        </div>
        {head.id !== null && !continued && (
          <aside class="margin" aria-label={words.say("texts.about", { name: nameOf(words, head.kind, head.number) })}>
            {dossier && number && <p><a href={dossier}>{words.say("texts.dossier", { number })}</a>{words.say("texts.dossier.about")}</p>}
            <ChangeNote unit={{ head, lines }} words={words} context={context} />
            {beside}
          </aside>
        )}
      </div>
    </section>
  );
}

const ChapterHeading = ({ head, context: { words, language } }: { head: Line; context: Context }) => (
  <h2 class={head.id === null ? "chapter gone" : "chapter"} id={head.id ?? undefined} lang={language} dir={directionOf(language)}>
    <span lang={words.language} dir={words.direction}>{head.id === null ? <del>{nameOf(words, head.kind, head.number)}</del> : nameOf(words, head.kind, head.number)}</span>
    <Redline parts={head.heading} />
  </h2>
);

function ArticleHeading({ head, context, chapter }: { head: Line; context: Context; chapter: string | null }) {
  const { words, oldName, olderSymbol } = context;
  const name = nameOf(words, head.kind, head.number);
  const was = head.from[0] && (head.changes.includes("renumbered") || head.changes.includes("moved")) ? words.say("texts.was", { place: oldName(head.from[0]), symbol: olderSymbol ?? "" }) : "";
  const above = [head.id === null ? null : chapter, head.heading.length > 0 ? name : null].filter(Boolean).join(" · ");
  return (
    <h3 id={head.id ?? undefined}>
      {above && <span lang={words.language} dir={words.direction}>{head.id === null ? <del>{above}</del> : above}{was}</span>}
      {head.heading.length > 0 ? <Redline parts={head.heading} /> : name}
    </h3>
  );
}

/** In a sentence, what happened to an article and how much of it changed. */
function ChangeNote({ unit, words, context }: { unit: Unit; words: Words; context: Context }) {
  if (context.olderSymbol === null) return null;
  const { inserted, deleted } = changesIn(unit);
  const happened = unit.head.changes.filter((it) => it !== "edited" && it !== "same").map((it) => words.say(`change.${it}`));
  const amount = inserted + deleted > 0 ? words.say("texts.words.changed", { inserted, deleted }) : words.say("texts.words.same");
  return <p class="soft">{happened.length > 0 && <>{words.list(happened)}<br /></>}{amount}</p>;
}

/** Words that came, went and stayed in an article. */
export const changesIn = ({ head, lines }: Unit) =>
  [head, ...lines].map(changedWords).reduce((sum, it) => ({ inserted: sum.inserted + it.inserted, deleted: sum.deleted + it.deleted, kept: sum.kept + it.kept }), { inserted: 0, deleted: 0, kept: 0 });

/** How deep a cell of the heat strip is: nothing changed, a little, a third, most, nearly all. */
export function heatOf(unit: Unit) {
  const { inserted, deleted, kept } = changesIn(unit);
  const changed = Math.max(inserted, deleted);
  const share = changed / Math.max(1, changed + kept);
  return share === 0 ? "" : share < 0.1 ? "h1" : share < 0.3 ? "h2" : share < 0.6 ? "h3" : "deep";
}

/** "Second revised draft · M/CONF.1/3/Rev.2 · May 2026", in the words of the page. */
export const versionName = (words: Words, it: Version) => [words.pick(it.title).text, words.isolate(it.symbol), words.month(it.date.slice(0, 7))].join(" · ");

export const statusName = (words: Words, it: Version) => words.say(`status.${it.status}`);
export const editionName = (words: Words, it: Edition) => words.say("texts.edition", { language: words.languageName(it.language), authenticity: words.say(`authenticity.${it.authenticity}`) });
export const instrumentTitle = (words: Words, it: Instrument) => words.pick(it.title);
