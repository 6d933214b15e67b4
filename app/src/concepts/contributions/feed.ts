// Atom (RFC 4287) of what is public. Times are as coarse as the record shows them to everyone: the day, at its first second.
import { atomFrame } from "../../ground/web/atom.ts";
import { xmlText as text } from "../../ground/web/xml.ts";

export type Entry = { id: string; title: string; day: string; author: string; language: string; body: string };
export type Feed = { id: string; title: string; self: string; language: string; entries: readonly Entry[] };

const moment = (day: string) => `${day}T00:00:00Z`;

/** A feed that any reader of feeds takes: the same for everyone, its ids for ever. */
export function atomOf({ id, title, self, language, entries }: Feed): string {
  const newest = entries.map((it) => it.day).toSorted().at(-1) ?? "1970-01-01";
  return atomFrame({ id, title, self, language, updated: moment(newest), entries: entries.map(entryOf) });
}

const entryOf = (it: Entry) => `<entry>
<id>${text(it.id)}</id>
<title>${text(it.title)}</title>
<updated>${moment(it.day)}</updated>
<published>${moment(it.day)}</published>
<author><name>${text(it.author)}</name></author>
<link rel="alternate" type="text/html" href="${text(it.id)}"/>
<content type="text" xml:lang="${text(it.language)}">${text(it.body)}</content>
</entry>`;
