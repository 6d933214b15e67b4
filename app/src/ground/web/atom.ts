// The frame of an Atom feed (RFC 4287): what a feed says of itself, around the entries that a concept writes.
import { xmlText as text } from "./xml.ts";

/** `updated`: the moment of its newest entry, as ISO 8601; `entries`: each an element `entry`, written. */
export type AtomFrame = { id: string; title: string; self: string; language: string; updated: string; entries: readonly string[] };

/** The feed as any reader of feeds takes it. */
export const atomFrame = ({ id, title, self, language, updated, entries }: AtomFrame): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${text(language)}">
<id>${text(id)}</id>
<title>${text(title)}</title>
<updated>${updated}</updated>
<link rel="self" type="application/atom+xml" href="${text(self)}"/>
${entries.join("\n")}
</feed>
`;
