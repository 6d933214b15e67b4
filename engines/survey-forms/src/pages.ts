import { type Form, type Group, isFilledIn, type Item } from "./form.ts";

/** What is answered at once: items of one group, or items that stand in none. `inside`: the path of the group, "" for none. */
export type Page = { inside: string; items: readonly Item[] };

/** So many questions make a page long enough: a group of more is answered by its own groups. */
const longest = 25;

const countOf = (it: Item): number => (it.kind === "question" ? Number(!isFilledIn(it.type)) : it.children.reduce((sum, one) => sum + countOf(one), 0));

/** Whether somebody answers something in an item: a note is only read. */
const isAnswered = (it: Item): boolean => it.kind !== "question" || (it.type !== "note" && countOf(it) > 0);
/** A group that is too long for one page, and may be cut. */
const isSplit = (it: Item): it is Group => it.kind === "group" && it.appearance !== "field-list" && countOf(it) > longest;

/** A form as pages, in its order. Rounds of a repeat stay on one page; what is only filled in needs none, and stands with what follows it. */
export function pagesOf({ items }: Pick<Form, "items">): Page[] {
  return pagesWithin(items, "").filter((page) => page.items.some((it) => countOf(it) > 0));
}

function pagesWithin(items: readonly Item[], inside: string): Page[] {
  const pages: Page[] = [];
  let loose: Item[] = [];
  const turn = () => { if (loose.length > 0) pages.push({ inside, items: loose }); loose = []; };
  for (const it of items) {
    if (it.kind === "question") {
      if (loose.reduce((sum, one) => sum + countOf(one), 0) >= longest) turn();
      loose.push(it);
      continue;
    }
    if (loose.length > 0 && loose.every((one) => !isAnswered(one)) && !isSplit(it)) { pages.push({ inside, items: [...loose, it] }); loose = []; continue; } // what only introduces a group stands above it
    turn();
    pages.push(...(isSplit(it) ? pagesWithin(it.children, `${inside}/${it.name}`) : [{ inside, items: [it] }]));
  }
  turn();
  return pages;
}
