// Who speaks, where a line says so in front of the words: “Interviewer: …”, “[00:01:02] Ms. A: …”, “Ms. A [00:01:02]: …”, “00:01:02 Ms. A: …”.
// Nothing tells a speaker from a word with a colon for certain, so the rule is narrow: a label is short, begins with no small letter and holds no end
// of a sentence. Whoever knows the names gives them, and nothing else is taken for one.
import { Unfit } from "./unfit.ts";
import { tidy } from "./turn.ts";

/** What stands in front of the words of a line; `words` is the rest. All null: the line has no label. */
export type Label = { speaker: string | null; seconds: number | null; words: string };

const time = String.raw`\[\s*(\d{1,3}(?::\d{1,3}){1,2}(?:[.,]\d{1,3})?)\s*\]|\(\s*(\d{1,3}(?::\d{1,3}){2})\s*\)`;
const timeFirst = new RegExp(String.raw`^(?:${time}|(\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,3})?))[ \t]*[-–—]?[ \t]*`, "u");
const label = new RegExp(String.raw`^([^:：\n]{1,80}?)[ \t]*(?:${time})?[ \t]*[:：](?=\s|$|\p{Script=Han})`, "u");

/** Names and times stand within so many characters; no line, however long, is looked at further. */
const longestHead = 200;

/** The label of a line. `known`: the names that may stand there, where they are known. Refuses a time in brackets whose minutes or seconds are none. */
export function labelOf(line: string, at: number, known?: ReadonlySet<string>): Label {
  const first = timeFirst.exec(line.slice(0, longestHead));
  const rest = first ? line.slice(first[0].length) : line;
  const found = label.exec(rest.slice(0, longestHead));
  const name = tidy(found?.[1] ?? "");
  const seconds = secondsOf(first?.slice(1) ?? found?.slice(2) ?? [], at);
  if (!found || !isName(name, seconds !== null, known)) return { speaker: null, seconds: first ? seconds : null, words: tidy(rest) };
  return { speaker: name, seconds, words: tidy(rest.slice(found[0].length)) };
}

/** “Ms. A (civil society)” has four words; what is longer is a sentence, unless a time stands with it. */
const mostWords = 4;

function isName(name: string, hasTime: boolean, known: ReadonlySet<string> | undefined): boolean {
  if (known) return known.has(name);
  if (name === "" || /^[\p{Ll}\d]*$/u.test(name) || /[?!;…]|\.\s\p{Ll}/u.test(name)) return false;
  return hasTime || (name.length <= 40 && name.split(" ").length <= mostWords && !/^\p{Ll}/u.test(name));
}

function secondsOf(times: readonly (string | undefined)[], line: number): number | null {
  const typed = times.find((it) => it !== undefined);
  if (typed === undefined) return null;
  const parts = typed.replace(",", ".").split(":").map(Number);
  if (parts.slice(1).some((it) => it >= 60)) throw new Unfit(line, "time", { typed });
  return parts.reduce((sum, it) => sum * 60 + it, 0);
}
