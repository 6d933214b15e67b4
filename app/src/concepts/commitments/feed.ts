// Atom (RFC 4287) of commitments: one entry for each thing that happened to one in public.
import { atomFrame } from "../../ground/web/atom.ts";
import { escaped, xmlText as text } from "../../ground/web/xml.ts";
import type { Words } from "../../ground/words.ts";
import type { ToldCommitment } from "./calendar.ts";
import type { CommitmentChange } from "./commitment.ts";
import { deedSaid } from "./views.tsx";

export type CommitmentFeed = { id: string; title: string; self: string; words: Words; told: readonly ToldCommitment[] };
/** How many entries a feed has: readers come often, and each request sends all of them. */
const entriesAtMost = 50;
const momentOf = (day: string) => `${day}T00:00:00Z`;

/** The feed: the same for everyone, its ids for ever. Days are all that is known, so each is said as its beginning in UTC. */
export function atomOf({ id, title, self, words, told }: CommitmentFeed): string {
  const entries = told.flatMap((it) => it.changes.map((change) => ({ ...it, change }))).toSorted((a, b) => (a.change.day === b.change.day ? b.change.sequence - a.change.sequence : a.change.day < b.change.day ? 1 : -1)).slice(0, entriesAtMost);
  return atomFrame({ id, title, self, language: words.language, updated: entries[0] ? momentOf(entries[0].change.day) : new Date(0).toISOString(), entries: entries.map((it) => entryOf(words, it)) });
}

const entryOf = (words: Words, { it, address, change }: ToldCommitment & { change: CommitmentChange }): string => `<entry>
<id>${text(`${address}#change-${change.sequence}`)}</id>
<title>${text(it.title)}</title>
<updated>${momentOf(change.day)}</updated>
<author><name>${text(change.by)}</name></author>
<link rel="alternate" type="text/html" href="${text(address)}"/>
<content type="html">${text([deedSaid(words, change), change.because].filter((one) => one !== null).map((one) => `<p>${escaped(one)}</p>`).join(""))}</content>
</entry>`;
