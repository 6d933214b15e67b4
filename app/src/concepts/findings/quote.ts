// Words that a release takes over from an answer or an interview: under which rule they may be quoted, how far what is said of their source has to be coarser
// so that it fits many, and what in the words themselves could give somebody away.
import type { CodedSegment, Respondent } from "./respondent.ts";

/** What is said beside a quote: a name, a sector and region as far as enough share them, or nothing. */
export type Attributed = { name: string | null; sector: string | null; region: string | null; attribution: "named" | "kind" | "unattributed"; coarsened: boolean };

/** Why a quote is held back: its words are for the secretariat, or something in them points to somebody. */
export type Held = "internal" | "points";

/** A word in a quote that points to somebody: an address, a number, a name that the house knows. */
export type Pointer = { what: "mail" | "link" | "number" | "name"; words: string };

export type WeighedQuote = { segment: CodedSegment; attributed: Attributed | null; pointers: Pointer[]; held: Held | null };

/** A segment weighed for a release. `isRead`: somebody has read what it points to and lets it stand. `names`: bodies and places that must not be in a quote without a name. */
export function weigh(segment: CodedSegment, respondents: readonly Respondent[], names: readonly string[], threshold: number, isRead: boolean): WeighedQuote {
  if (!segment.consent.startsWith("public/")) return { segment, attributed: null, pointers: [], held: "internal" };
  const pointers = pointersIn(segment.words, segment.consent === "public/named" ? [] : names);
  return { segment, attributed: attributedTo(segment, respondents, threshold), pointers, held: pointers.length > 0 && !isRead ? "points" : null };
}

/** What may be said of whoever said it. Sector and region stand only where at least `threshold` were asked who share them; else the sector, else the region, else nothing. */
export function attributedTo({ consent, byName, sector, region }: CodedSegment, respondents: readonly Respondent[], threshold: number): Attributed {
  const nobody = { name: null, sector: null, region: null };
  if (consent === "public/named" && byName !== null) return { name: byName, sector, region, attribution: "named", coarsened: false };
  if (consent === "public/unattributed") return { ...nobody, attribution: "unattributed", coarsened: false };
  const isShared = (wanted: { sector?: string | null; region?: string | null }) => Object.values(wanted).every((it) => it !== null) && respondents.filter((it) => (wanted.sector === undefined || it.sector === wanted.sector) && (wanted.region === undefined || it.region === wanted.region)).length >= threshold;
  if (isShared({ sector, region })) return { name: null, sector, region, attribution: "kind", coarsened: false };
  if (isShared({ sector })) return { ...nobody, sector, attribution: "kind", coarsened: true };
  if (isShared({ region })) return { ...nobody, region, attribution: "kind", coarsened: true };
  return { ...nobody, attribution: "kind", coarsened: true };
}

const patterns: readonly (readonly [Pointer["what"], RegExp])[] = [["mail", /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu], ["link", /\b(?:https?:\/\/|www\.)\S+/giu], ["number", /\+?\p{Nd}[\p{Nd} ().-]{4,}\p{Nd}/gu]];

/** What in some words points to somebody; names are looked for as whole words, whatever their case. */
export function pointersIn(words: string, names: readonly string[]): Pointer[] {
  const found = patterns.flatMap(([what, pattern]) => [...words.matchAll(pattern)].map((it): Pointer => ({ what, words: it[0] })));
  const plain = ` ${plainly(words)} `;
  return [...found, ...names.filter((it) => plainly(it).length > 2 && plain.includes(` ${plainly(it)} `)).map((it): Pointer => ({ what: "name", words: it }))];
}
const plainly = (it: string) => it.toLowerCase().normalize("NFKD").replaceAll(/\p{M}/gu, "").replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
