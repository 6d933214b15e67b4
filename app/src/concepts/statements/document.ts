import type { Provision, TreatyText } from "@travaux/treaty-text";
import type { TextParagraph } from "./statement.ts";

/** A document as paragraphs of a draft: headings, and whatever has words of its own, in reading order. Numbers are left to the statement, but for points, which the text may cite. */
export function paragraphsIn({ title, provisions }: Pick<TreatyText, "title" | "provisions">): TextParagraph[] {
  const all = [...heading(title), ...provisions.flatMap(within)];
  return all.filter((it) => it.text.trim() !== "");
}

const heading = (text: string | null): TextParagraph[] => (text === null ? [] : [{ kind: "heading", text }]);
const lettered = new Set<Provision["kind"]>(["point", "subparagraph"]);

function within(it: Provision): TextParagraph[] {
  const mark = it.number !== null && it.text !== "" && lettered.has(it.kind) ? `(${it.number}) ` : "";
  const own: TextParagraph[] = [{ kind: "paragraph", text: mark + it.text }];
  return [...heading(it.heading), ...own, ...it.children.flatMap(within), { kind: "paragraph", text: it.closing ?? "" }];
}
