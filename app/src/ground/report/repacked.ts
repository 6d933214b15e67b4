// Word packages packed again, so that the same document has the same bytes: the library that writes them puts the time of the day into them.
import { unzipSync, zipSync } from "fflate";

/** The first moment that a zip can hold, in the time zone of whoever packs, for a zip knows none: a package says nothing of when it was made. */
const firstMoment = () => new Date(1980, 0, 1, 0, 0, 0);
const always = "1980-01-01T00:00:00Z";

/** The package with its files in the order of their names, one time for all, and the places of a list of contents numbered from 1, which the library counts on from document to document. */
export function repacked(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const files = Object.entries(unzipSync(bytes)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Uint8Array(zipSync(Object.fromEntries(files.map(([name, content]) => [name, settled(name, content)])), { mtime: firstMoment(), level: 6 }));
}

function settled(name: string, content: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(content);
  if (name === "docProps/core.xml") return new TextEncoder().encode(text.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${always}`));
  return name === "word/document.xml" ? new TextEncoder().encode(countedFromOne(countedFromOne(text, /(?<="|<w:instrText[^<]*)_Toc(\d+)/g), /(?<=<w:bookmark(?:Start|End) [^<>]*w:id=")(\d+)/g)) : content;
}

/** What `numbers` finds, numbered in the order in which it comes. */
function countedFromOne(text: string, numbers: RegExp): string {
  const places = new Map<string, number>();
  return text.replaceAll(numbers, (all: string, number: string) => all.slice(0, -number.length) + String(places.get(number) ?? places.set(number, places.size + 1).size));
}
