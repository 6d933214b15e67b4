/**
 * The text that `print` makes, read back to exactly the same tree. It opens with a few lines between dashes that say so; below, lines
 * that open a provision are indented by two spaces a level, and words by an odd number, so that no word is mistaken for a label.
 */
import { identify, numberingDoubts } from "./identify.ts";
import { kinds, type Kind, type Provision, type TreatyText } from "./provision.ts";
import { countCharacters } from "./blocks.ts";
import { printedWords, recognisedWords, type LabelledKind } from "./vocabulary.ts";
import { refuseDeep } from "./unreadable.ts";

/** The first line after the dashes; the number grows when the layout changes. */
export const formatLine = "format: treaty-text 1";

/** Nesting that no reading of ours makes; a printed text that has more was written to hurt. */
const deepestPrinted = 60;

/** The tree of a text that `print` made; null for any other text. */
export function canonicalText(text: string): TreatyText | null {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  if (lines[0] !== "---" || lines[1] !== formatLine) return null;
  const end = lines.indexOf("---", 2);
  if (end < 0 || end > 10) return null;
  const field = (name: string): string | null => lines.slice(2, end).find((it) => it.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  const provisions = treeOf(lines.slice(end + 1));
  if (!provisions) return null;
  const doubts = [...identify(provisions), ...numberingDoubts(provisions)];
  const characters = countCharacters(lines.slice(end + 1).join(" ")) + countCharacters(field("title") ?? "");
  return { title: field("title"), language: field("language"), provisions, fidelity: { charactersIn: characters, charactersKept: characters, doubts } };
}

function treeOf(lines: string[]): Provision[] | null {
  const root: Provision[] = [];
  const open: Provision[] = [];
  for (const line of lines) {
    if (line.trim() === "") continue;
    const indent = line.length - line.trimStart().length;
    const words = line.slice(indent);
    if (indent % 2 === 1 ? !addWords(open, (indent - 3) / 2, words) : !addProvision(root, open, indent / 2, words)) return null;
  }
  return root;
}

function addWords(open: Provision[], depth: number, words: string): boolean {
  const it = open[depth];
  if (!it) return false;
  if (it.children.length) it.closing = it.closing === undefined ? words : `${it.closing}\n${words}`;
  else it.text = it.text === "" ? words : `${it.text}\n${words}`;
  open.length = depth + 1;
  return true;
}

function addProvision(root: Provision[], open: Provision[], depth: number, line: string): boolean {
  refuseDeep(depth, deepestPrinted);
  if (depth > open.length) return false;
  const parent = depth === 0 ? null : open[depth - 1]!;
  const provision = worded(line) ?? marked(line, parent?.kind ?? null);
  if (!provision || parent?.closing !== undefined) return false;
  (parent?.children ?? root).push(provision);
  open.length = depth;
  open.push(provision);
  return true;
}

const provisionOf = (kind: Kind, number: string | undefined, heading: string | undefined, text = ""): Provision =>
  ({ id: "", kind, number: number || null, heading: heading || null, text, children: [] });

const labelled = kinds.filter((it): it is LabelledKind => it in recognisedWords);

/** "Article 6: Illegal access", in any of our languages. */
function worded(line: string): Provision | null {
  const [label = "", ...after] = line.split(": ");
  const heading = after.length ? after.join(": ") : undefined;
  for (const words of Object.values(printedWords))
    for (const kind of labelled) {
      const number = numberIn(label, words[kind]);
      if (number !== null) return provisionOf(kind, number, heading);
    }
  const inner = numberIn(label, "§");
  return inner === null ? null : provisionOf("article", inner, heading);
}

/** The number in a label made of a word, "" where it has none; null where the word is another. */
function numberIn(label: string, word: string): string | null {
  if (label === word || label === word.replace("#", "")) return "";
  if (!word.includes("#")) return label.startsWith(`${word} `) ? label.slice(word.length + 1) : null;
  const [before = "", after = ""] = word.split("#");
  const isIt = label.startsWith(before) && label.endsWith(after) && label.length > before.length + after.length;
  return isIt ? label.slice(before.length, label.length - after.length) : null;
}

const marks: [RegExp, Kind][] = [
  [/^\(([^()]+)\)(:)?(?: (.*))?$/, "point"],
  [/^–()(:)?(?: (.*))?$/, "point"],
  [/^([^()\s.][^()]*?)\.\)(:)?(?: (.*))?$/, "subparagraph"],
  [/^¶¶()(:)?(?: (.*))?$/, "subparagraph"],
  [/^¶()(:)?(?: (.*))?$/, "paragraph"],
  [/^([^()\s.][^():]*?)\.(:)?(?: (.*))?$/, "paragraph"],
];

/** "(a) words", "2.: heading", "– words". Under the preamble, brackets and dashes mark recitals. */
function marked(line: string, parent: Kind | null): Provision | null {
  for (const [pattern, kind] of marks) {
    const match = pattern.exec(line);
    if (!match) continue;
    const [, number, colon, words] = match;
    const actual = kind === "point" && parent === "preamble" ? "recital" : kind;
    return colon ? provisionOf(actual, number, words) : provisionOf(actual, number, undefined, words ?? "");
  }
  return null;
}
