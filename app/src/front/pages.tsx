import { here, type Door } from "../ground/web/env.ts";

type PagesProps = { c: Door; page: number; total: number; size: number; address: (page: number) => string };
/** Which of how many are shown, with the leaves before and after; `size` at once, each at its address. */
export function Pages({ c, page, total, size, address }: PagesProps) {
  const { words } = c.var;
  const [last, from, to] = [Math.ceil(total / size), (page - 1) * size + 1, Math.min(total, page * size)];
  const leaf = (number: number, key: "directory.previous" | "directory.next") => number >= 1 && number <= last && <a rel={key === "directory.next" ? "next" : "prev"} href={here(c)(address(number))}>{words.say(key)}</a>;
  return <nav aria-label={words.say("directory.pages")} class="row small"><span>{from > to ? words.say("directory.beyond") : words.say("directory.range", { from, to, total })}</span><span>{leaf(Math.min(page - 1, last), "directory.previous")} {leaf(page + 1, "directory.next")}</span></nav>;
}
