import { redline } from "@travaux/treaty-text";
import { MarkedParagraphs } from "../contributions/views.tsx";
import type { Words } from "../../ground/words.ts";
import { directionOf, ownNames } from "../../ground/words.ts";
import type { ShownAct } from "./disclosure.ts";
import type { StatementText } from "./statement.ts";
import { numbersOf, writtenOut } from "./text.ts";

/** A frozen text as it is read: headings, numbered paragraphs, and what it asks, marked. */
export function StatementWords({ it, words }: { it: StatementText; words: Words }) {
  const numbers = numbersOf(it.paragraphs);
  return (
    <div class="article" lang={it.language} dir={directionOf(it.language)}>
      {it.paragraphs.map((one, at) => one.kind === "heading" ? <h3>{one.text}</h3> : (
        <p id={`paragraph-${numbers[at]}`} class="lines"><a class="number" href={`#paragraph-${numbers[at]}`}>{words.number(numbers[at]!)}.</a> {one.kind === "ask" && <b class="tag" lang={words.language}>{words.say("statements.page.ask")}</b>} {one.text}</p>
      ))}
    </div>
  );
}

/** What a text changed in the one before it, word by word. */
export const StatementRedline = ({ before, after, words }: { before: StatementText; after: StatementText; words: Words }) => (
  <div class="view" dir={directionOf(after.language)}><MarkedParagraphs parts={redline(writtenOut(before), writtenOut(after))} lang={after.language} words={words} /></div>
);

/** How a signatory is called: a body by its name, a person by theirs. */
export const signatoryName = (words: Words, { body, name }: Pick<ShownAct, "body" | "name">): string => (body ? words.pick(body.name).text : (name ?? ""));

/** Somebody who stands behind a text: name, capacity, languages, paragraphs and day. */
export function Signatory({ it, words, address }: { it: ShownAct; words: Words; address: (slug: string) => string }) {
  const about = [it.capacity, words.list(it.accepted.map((one) => ownNames[one.language])), it.paragraphs && words.say("statements.page.some", { paragraphs: words.list(it.paragraphs.map((one) => words.number(one))) }), words.day(it.day)].filter(Boolean).join(" · ");
  const name = it.body && words.pick(it.body.name);
  return <li>{it.body && name ? <a href={address(it.body.slug)} lang={name.language}><bdi>{name.text}</bdi></a> : <bdi>{it.name}</bdi>} <span class="small soft" dir="auto">{about}</span></li>;
}
