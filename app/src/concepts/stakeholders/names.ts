// How names are compared: by a key for “the same name”, and by a skeleton for “looks like it”.
// The skeleton is that of UTS #39, section 4 (NFD, map to prototypes, NFD), with the confusables of the Latin, Cyrillic and
// Greek alphabets that an eye takes for one another in common faces; the whole table has six thousand lines that names
// of bodies do not meet. Left out on purpose: “m” → “rn”, which would make unlike words alike.

/** Letters of Cyrillic and Greek, each before the Latin letter it looks like. */
const lookAlikes =
  "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXаaеeоoрpсcуyхxѕsіiјjԁdһhѵvԛqԜWԝwӀlҮYүyґrёeЁEїiЇI" +
  "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoρpνvαaιiκkυuγyτtϲcϹC";
const crossScript = new Map([...lookAlikes].flatMap((it, index, all) => (index % 2 === 0 ? [[it, all[index + 1]!] as const] : [])));
/** Characters of ASCII that look alike: what UTS #39 takes for “l” and for “O”. */
const inAscii = new Map([["I", "l"], ["1", "l"], ["|", "l"], ["0", "O"]]);

const mapped = (it: string, ...tables: ReadonlyMap<string, string>[]) =>
  [...it].map((letter) => tables.reduce((now, table) => table.get(now) ?? now, letter)).join("");
/** Compatibility forms, then letters apart from their marks, then no marks: “ﬁ” → “fi”, “é” → “e”. */
const bare = (it: string) => it.normalize("NFKC").normalize("NFD").replaceAll(/[\p{Mn}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ""); // the fillers of Hangul are letters that nobody sees
const inWords = (it: string) => it.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();

/** A name as it is written, case, marks and punctuation aside: equal for two spellings of one name, not for its look-alikes. */
export const plainKeyOf = (name: string): string => inWords(bare(name).toLowerCase());

/** What two names of one body have in common: letters and digits in lower case, marks, marks of writing and look-alikes aside. */
export const nameKeyOf = (name: string): string => inWords(mapped(bare(name), crossScript).toLowerCase());

/** The skeleton of a name: equal skeletons look equal to a reader. */
export const skeletonOf = (name: string): string => inWords(mapped(bare(name), crossScript, inAscii)).normalize("NFD");

const scripts = { Latin: /\p{Script=Latin}/u, Cyrillic: /\p{Script=Cyrillic}/u, Greek: /\p{Script=Greek}/u };

/** The first word with letters of two of the alphabets that look alike, and where it begins (from 0); null when there is none. */
export function mixedWord(text: string): { word: string; at: number } | null {
  for (const match of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const found = Object.values(scripts).filter((it) => it.test(match[0]));
    if (found.length > 1) return { word: match[0], at: match.index };
  }
  return null;
}

/** Where (from 0) a character stands that turns the direction of what follows, so that a reader sees another text; -1: nowhere. */
export const directionTrick = (text: string): number => text.search(/[\u202A-\u202E\u2066-\u2069]/);

/** More marks on one letter than any of the languages of the world writes: they cover the lines around it. */
export const buried = (text: string): boolean => /\p{Mn}{9}/u.test(text.normalize("NFD"));

/** Text as we keep it: one form of each letter, no characters without a body, white space as one. Joiners stay: Persian and Hindi need them. */
export const tidy = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  text.normalize("NFC").replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u2060\uFEFF\u00AD\u{E0000}-\u{E007F}]/gu, "").replaceAll(/[\t\n \u00A0\u2007\u202F]+/g, " ").trim();

/** The host of a website by which the same body is found again: no “www.”, lower case; null when it is no address of the web. */
export function hostOf(website: string | null): string | null {
  if (!website || !URL.canParse(website)) return null;
  const { protocol, hostname } = new URL(website);
  return /^https?:$/.test(protocol) ? hostname.replace(/^www\./, "") : null;
}

/** The address of a website as typed, with “https://” where nothing stood; null when it leads nowhere on the web. */
export function readWebsite(typed: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  const host = hostOf(address);
  if (!host?.includes(".") || /[\s<>"]/.test(typed.trim())) return null;
  const url = new URL(address);
  return url.username || url.password ? null : url.href;
}

/** By what a body is found again through any of its names, look-alikes included. */
export const matchKeysOf = (names: readonly string[]): string[] =>
  [...new Set(names.flatMap((it) => [nameKeyOf(it), lookOf(it)]).filter((it) => it !== ""))];

/** A skeleton, case aside. */
export const lookOf = (name: string): string => skeletonOf(name).toLowerCase();
