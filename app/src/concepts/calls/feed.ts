// Atom (RFC 4287) of calls: one entry for each thing that happened to one in public, so that a reader of feeds shows an extension as
// something new, with the old time struck through.
import type { Words } from "../../ground/words.ts";
import { atomFrame } from "../../ground/web/atom.ts";
import { escaped, xmlText as text } from "../../ground/web/xml.ts";
import type { Call } from "./call.ts";
import { movedMoment, type Change } from "./change.ts";
import { momentSaid } from "../../ground/clock-words.ts";

export type CallFeed = { id: string; title: string; self: string; words: Words; calls: readonly { call: Call; address: string; changes: readonly Change[] }[] };


/** How many entries a feed has: readers come often, and each request sends all of them. */
const entriesAtMost = 50;

/** The feed: the same for everyone, its ids for ever. */
export function atomOf({ id, title, self, words, calls }: CallFeed): string {
  const entries = calls.flatMap((it) => it.changes.map((change) => ({ ...it, change }))).toSorted((a, b) => b.change.at.getTime() - a.change.at.getTime() || b.change.sequence - a.change.sequence).slice(0, entriesAtMost);
  return atomFrame({ id, title, self, language: words.language, updated: (entries[0]?.change.at ?? new Date(0)).toISOString(), entries: entries.map((it) => entryOf(words, it)) });
}

function entryOf(words: Words, { call, address, change }: { call: Call; address: string; change: Change }): string {
  const title = words.say(`calls.told.${change.what}`, { number: call.number, title: words.pick(call.title).text });
  return `<entry>
<id>${text(`${address}#change-${change.sequence}`)}</id>
<title>${text(title)}</title>
<updated>${change.at.toISOString()}</updated>
<published>${change.at.toISOString()}</published>
<author><name>${text(change.by)}</name></author>
<link rel="alternate" type="text/html" href="${text(address)}"/>
<content type="html">${text(contentOf(words, call, change))}</content>
</entry>`;
}

/** As HTML, which the feed then carries as text. */
function contentOf(words: Words, call: Call, change: Change): string {
  const moment = (at: Date) => escaped(momentSaid(words, at, call.timeZone, change.at));
  const moved = movedMoment(change, "closesAt");
  const closes = moved ? `<del>${moment(moved.before)}</del> <ins>${moment(moved.after)}</ins>` : moment(call.closesAt);
  const lines = [change.because === null ? words.pick(call.about).text : change.because].filter(Boolean).map((it) => `<p>${escaped(it)}</p>`);
  return [...lines, `<p>${escaped(words.say("calls.closes"))}: ${closes}</p>`].join("");
}
