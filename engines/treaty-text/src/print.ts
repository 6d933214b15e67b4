/**
 * A tree as plain text that people read and `parseText` reads back to the same tree; the layout is explained in canonical.ts.
 */
import { formatLine } from "./canonical.ts";
import type { Provision, TreatyText } from "./provision.ts";
import { wordsOf, type LabelledKind } from "./vocabulary.ts";

/** Canonical plain text: `parseText(print(text))` has the same title, language and provisions, if words have no empty lines. */
export function print(text: TreatyText): string {
  const head = ["---", formatLine];
  if (text.title !== null) head.push(`title: ${oneLine(text.title)}`);
  if (text.language !== null) head.push(`language: ${text.language}`);
  const lines = [...head, "---"];
  for (const it of text.provisions) printProvision(it, 0, null, text.language, lines);
  return `${lines.join("\n")}\n`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** A paragraph's lines, without empty ones. */
const linesOf = (text: string): string[] => text.split(/\s*[\r\n]+\s*/).map((it) => it.trim()).filter((it) => it !== "");

function printProvision(it: Provision, depth: number, parent: Provision | null, language: string | null, lines: string[]): void {
  const label = labelOf(it, parent, language);
  const isWorded = label.worded;
  const [first, ...others] = linesOf(it.text);
  const heading = it.heading === null ? "" : `: ${oneLine(it.heading)}`;
  const isInline = !isWorded && heading === "" && first !== undefined;
  if (isWorded) lines.push("");
  lines.push(" ".repeat(depth * 2) + label.text + (isInline ? ` ${first}` : heading));
  const words = " ".repeat(depth * 2 + 3);
  for (const line of isInline ? others : linesOf(it.text)) lines.push(words + line);
  for (const child of it.children) printProvision(child, depth + 1, it, language, lines);
  for (const line of linesOf(it.closing ?? "")) lines.push(words + line);
}

/** What opens a provision's first line, and whether it is a word ("Article 6") rather than a mark ("(a)"). */
function labelOf(it: Provision, parent: Provision | null, language: string | null): { text: string; worded: boolean } {
  if (it.kind === "paragraph") return { text: it.number === null ? "¶" : `${it.number}.`, worded: false };
  if (it.kind === "subparagraph") return { text: it.number === null ? "¶¶" : `${it.number}.)`, worded: false };
  if (it.kind === "point" || it.kind === "recital") return { text: it.number === null ? "–" : `(${it.number})`, worded: false };
  return { text: wordedLabel(it, it.kind, parent, language), worded: true };
}

function wordedLabel(it: Provision, kind: LabelledKind, parent: Provision | null, language: string | null): string {
  const word = kind === "article" && parent?.kind === "article" ? "§" : wordsOf(language)[kind];
  if (word.includes("#")) return word.replace("#", it.number ?? "");
  return it.number === null ? word : `${word} ${it.number}`;
}
