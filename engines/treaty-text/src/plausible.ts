/**
 * Which headers are believed. A line may begin with "Article 6" because a sentence was broken there, a page margin said so, or a law
 * is cited; the headers before and after, and the words around, decide.
 */
import type { Header } from "./headers.ts";
import type { Item } from "./items.ts";
import { endsSentence, looksLikeHeading, splitHeading } from "./prose.ts";

/** The items, with headers taken back that open nothing. */
export function plausible(items: Item[]): Item[] {
  const next = nextArticles(items);
  let last: Header | null = null;
  return items.map((item, at) => {
    const { header } = item;
    if (!header) return item;
    const believed = header.kind === "annex" ? isAnnex(items, at, next[at]!, last) : isHeader(items, at, last);
    if (!believed) return { ...item, header: null };
    if (header.kind === "article") last = header;
    if (header.kind === "annex") last = null;
    return item;
  });
}

/** The next article header after each item. */
function nextArticles(items: Item[]): (Header | null)[] {
  const next: (Header | null)[] = new Array(items.length).fill(null);
  for (let at = items.length - 2; at >= 0; at--) {
    const header = items[at + 1]!.header;
    next[at] = header?.kind === "article" ? header : next[at + 1]!;
  }
  return next;
}

/** An annex numbers its own articles; where they go on from the body, the word was a margin note. */
function isAnnex(items: Item[], at: number, next: Header | null, last: Header | null): boolean {
  if (!isHeader(items, at, null)) return false;
  const goesOn = last !== null && next !== null && next.word === last.word && next.value !== null && last.value !== null && next.value === last.value + 1;
  const isSoon = next !== null && items.slice(at + 1, at + 4).some((it) => it.header === next);
  return !(goesOn && isSoon && next.value! > 1);
}

function isHeader(items: Item[], at: number, last: Header | null): boolean {
  const item = items[at]!;
  const header = item.header!;
  if (item.heading !== undefined || header.kind === "preamble") return true;
  const before = items[at - 1]?.text ?? "";
  if (header.rest === "") return !goesOnBelow(items, at) && !(item.wrapped && breaksSentence(before) && !follows(header, last));
  if (item.wrapped && breaksSentence(before) && !follows(header, last)) return false;
  if (header.sure) return true;
  if (header.kind !== "article") return looksLikeHeading(header.rest) && header.rest.length < 160;
  if (follows(header, last) || (!item.wrapped && goesAhead(header, last))) return true;
  return looksLikeHeading(header.rest) && !endsSentence(header.rest) && header.rest.length < 120;
}

/** "Article 6" on a line and "of this Convention" on the next: the sentence was broken there. */
const goesOnBelow = (items: Item[], at: number): boolean => {
  const after = items[at + 1];
  if (after === undefined || after.header || after.marker || after.heading !== undefined) return false;
  const goesOn = after.wrapped || items[at]!.wrapped ? /^(?:\p{Ll}|Absatz|Nummer|Satz|Abs\.|,|;)/u : /^(?:(?:of|and|or|to|shall|applies|is|du|de|et|des|der|und|oder)(?!\p{L})|,|;)/u;
  return goesOn.test(after.text);
};

/** The words before end in the middle of a sentence. */
const breaksSentence = (before: string): boolean => before.length > 50 && !endsSentence(before) && /[\p{Ll},]$/u.test(before);

/** Some articles lost their headers; the next one found is believed where it starts a paragraph. */
const goesAhead = (header: Header, last: Header | null): boolean =>
  header.value !== null && last?.value != null && header.word === last.word && header.value > last.value && header.value <= last.value + 6;

/** The number is the next one, or a new beginning. */
function follows(header: Header, last: Header | null): boolean {
  if (header.value === null) return false;
  if (last === null || last.value === null || last.word !== header.word) return header.value === 1 || splitHeading(header.rest) !== null;
  return header.value === last.value + 1 || (header.value === last.value && header.rank > last.rank);
}
