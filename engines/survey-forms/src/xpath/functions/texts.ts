import { RE2JS } from "re2js";
import type { FormFunctions } from "../functions.ts";
import { asNumber, asText, isNodes, type Value } from "../values.ts";
import { textOf } from "../nodes.ts";
import { any, ofTexts, ofValues } from "./takes.ts";

/** Values as texts, each of several nodes for itself. */
const texts = (of: readonly Value[]): string[] => of.flatMap((it) => (isNodes(it) ? it.map(textOf) : [asText(it)]));

/** A place in a text as OpenRosa counts: from 0, from the end where it is negative. */
const cut = (text: string, from: number, to: number) => { const signs = [...text]; return signs.slice(Number.isNaN(from) ? 0 : from, Number.isNaN(to) ? signs.length : to).join(""); };

/** Places as XPath counts: from 1, and rounded. */
function part(text: string, from: number, length: number): string {
  const first = Math.round(from);
  return [...text].filter((_, index) => index + 1 >= first && index + 1 < first + Math.round(length)).join("");
}

function translate(text: string, from: string, to: string): string {
  const [olds, news] = [[...from], [...to]];
  return [...text].map((it) => { const at = olds.indexOf(it); return at < 0 ? it : (news[at] ?? ""); }).join("");
}

const patterns = new Map<string, RE2JS | null>();
/** A pattern of RE2, which no text can keep busy for long (swtch.com/~rsc/regexp); null where it is none, or looks around itself as RE2 cannot. */
export function patternOf(source: string): RE2JS | null {
  if (!patterns.has(source)) {
    if (patterns.size > 1000) patterns.clear();
    try { patterns.set(source, RE2JS.compile(source)); } catch { patterns.set(source, null); }
  }
  return patterns.get(source)!;
}
/** Whether the whole of a text fits a pattern (docs.getodk.org/form-operators-functions); nothing fits a pattern that is none. */
const matches = (text: string, pattern: string): boolean => patternOf(pattern)?.matches(text) ?? false;

/** What works on texts. */
export const textFunctions: FormFunctions = {
  string: ofValues(1, asText),
  concat: ofValues(1, (...of) => texts(of).join(""), any),
  join: ofValues(2, (separator, ...of) => texts(of).join(asText(separator)), any),
  contains: ofTexts(2, (text, inner) => text.includes(inner!)),
  "starts-with": ofTexts(2, (text, beginning) => text.startsWith(beginning!)),
  "ends-with": ofTexts(2, (text, end) => text.endsWith(end!)),
  "string-length": { least: 0, most: 1, run: ([it], { node }) => [...(it ? asText(it()) : textOf(node))].length },
  "normalize-space": { least: 0, most: 1, run: ([it], { node }) => (it ? asText(it()) : textOf(node)).trim().replaceAll(/\s+/g, " ") },
  substr: ofValues(2, (text, from, to) => cut(asText(text), asNumber(from), to === undefined ? Number.NaN : asNumber(to)), 3),
  substring: ofValues(2, (text, from, length) => part(asText(text), asNumber(from), length === undefined ? Number.POSITIVE_INFINITY : asNumber(length)), 3),
  "substring-before": ofTexts(2, (text, sign) => (text.includes(sign!) ? text.slice(0, text.indexOf(sign!)) : "")),
  "substring-after": ofTexts(2, (text, sign) => (text.includes(sign!) ? text.slice(text.indexOf(sign!) + sign!.length) : "")),
  translate: ofTexts(3, translate as (...of: string[]) => string),
  "lower-case": ofTexts(1, (it) => it.toLowerCase()),
  "upper-case": ofTexts(1, (it) => it.toUpperCase()),
  regex: ofTexts(2, matches as (...of: string[]) => boolean),
};
