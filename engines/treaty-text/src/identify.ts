/**
 * Ids by the Akoma Ntoso naming convention, and what is odd about the numbers. A container is named before an article only where
 * article numbers restart; every id is unique.
 */
import { numberForId, readings, takeApart } from "./numerals.ts";
import type { Doubt, Kind, Provision } from "./provision.ts";

const abbreviations: Record<Kind, string> = {
  preamble: "preamble", recital: "rec", part: "part", title: "title", chapter: "chp", section: "sec", article: "art",
  paragraph: "para", subparagraph: "subpara", point: "point", annex: "annex",
};

/** Give every provision its id; the doubts tell which ids had to be made unique. */
export function identify(provisions: Provision[]): Doubt[] {
  const taken = new Map<string, number>();
  const doubts: Doubt[] = [];
  const names = namingOf(provisions);
  const visit = (siblings: Provision[], parents: Provision[]): void => {
    const ordinals = ordinalsOf(siblings);
    siblings.forEach((it) => {
      const wished = wishedId(it, localId(it, ordinals), parents, names);
      it.id = unique(wished, taken);
      if (it.id !== wished && it.number !== null)
        doubts.push({ where: it.id, code: "number-repeated", what: `${it.kind} ${it.number} stands here more than once.` });
      visit(it.children, [...parents, it]);
    });
  };
  visit(provisions, []);
  return doubts;
}

/** The id itself, or with the first free number behind it. */
function unique(wished: string, taken: Map<string, number>): string {
  let count = taken.get(wished) ?? 0;
  let id = count === 0 ? wished : `${wished}_${++count}`;
  while (count > 0 && taken.has(id)) id = `${wished}_${++count}`;
  taken.set(wished, Math.max(1, count));
  if (id !== wished) taken.set(id, 1);
  return id;
}

type Naming = { articlesRestart: boolean; chaptersRestart: boolean };

const containers = new Set<Kind>(["part", "title", "chapter", "section"]);

/** Where numbers start again from 1 in another container of the body. */
function namingOf(provisions: Provision[]): Naming {
  const body = provisions.filter((it) => it.kind !== "annex");
  return { articlesRestart: restarts(body, "article"), chaptersRestart: restarts(body, "chapter") };
}

function restarts(body: Provision[], kind: Kind): boolean {
  const groups: string[][] = [];
  const visit = (it: Provision): void => {
    const numbers = it.children.filter((child) => child.kind === kind && child.number !== null).map((child) => numberForId(child.number!));
    if (numbers.length) groups.push(numbers);
    if (it.kind !== "article") it.children.forEach(visit);
  };
  const direct = body.filter((it) => it.kind === kind && it.number !== null).map((it) => numberForId(it.number!));
  if (direct.length) groups.push(direct);
  body.forEach(visit);
  const firsts = groups.map((it) => it[0]!);
  return firsts.some((first, at) => /^(?:1|I)$/.test(first) && groups.slice(0, at).some((group) => group.includes(first)));
}

function wishedId(it: Provision, local: string, parents: Provision[], names: Naming): string {
  const parent = parents.at(-1);
  const annex = parents.find((above) => above.kind === "annex");
  if (!parent || it.kind === "preamble") return annex ? `${annex.id}__${local}` : local;
  if (it.kind === "recital") return annex ? `${annex.id}__${local}` : local;
  if (it.kind === "article" && parent.kind !== "article" && !names.articlesRestart) return annex ? `${annex.id}__${local}` : local;
  if (it.kind === "chapter" && !names.chaptersRestart) return annex ? `${annex.id}__${local}` : local;
  return parent.kind === "preamble" ? local : `${parent.id}__${local}`;
}

/** Provisions without a number are counted among their kind; "" where one stands alone and needs none. */
function ordinalsOf(siblings: Provision[]): Map<Provision, string> {
  const unnumbered = siblings.filter((it) => it.number === null);
  const counts = new Map<Kind, number>();
  const ordinals = new Map<Provision, string>();
  for (const it of unnumbered) {
    counts.set(it.kind, (counts.get(it.kind) ?? 0) + 1);
    ordinals.set(it, String(counts.get(it.kind)));
  }
  for (const it of unnumbered) if (it.kind === "preamble" || (it.kind === "annex" && counts.get("annex") === 1)) ordinals.set(it, "");
  return ordinals;
}

function localId(it: Provision, ordinals: Map<Provision, string>): string {
  const number = it.number === null ? ordinals.get(it)! : numberForId(it.number);
  return number === "" ? abbreviations[it.kind] : `${abbreviations[it.kind]}_${number}`;
}

/** What is odd about the numbers of a tree that has its ids: gaps, order. Repetitions are told by `identify`. */
export function numberingDoubts(provisions: Provision[]): Doubt[] {
  const groups: Provision[][] = [provisions.filter((it) => containers.has(it.kind))];
  // Articles count through the whole body; in an annex and in another article they count for themselves.
  const articles = new Map<string, Provision[]>();
  const visit = (it: Provision, counting: string): void => {
    groups.push(it.children.filter((child) => child.kind !== "article"));
    if (it.kind === "article") articles.set(counting, push(articles.get(counting), it));
    for (const child of it.children) visit(child, it.kind === "article" || it.kind === "annex" ? it.id : counting);
  };
  for (const it of provisions) visit(it, "");
  return [...articles.values(), ...groups].flatMap(siblingDoubts);
}

const push = (list: Provision[] | undefined, it: Provision): Provision[] => {
  if (!list) return [it];
  list.push(it);
  return list;
};

function siblingDoubts(siblings: Provision[]): Doubt[] {
  const doubts: Doubt[] = [];
  let before: { kind: Kind; value: number; rank: number; number: string } | null = null;
  for (const it of siblings) {
    if (it.number === null) continue;
    const { stem, rank } = takeApart(it.number);
    const value = valueOf(it.number, stem, before?.value ?? 0);
    if (value === null) continue;
    if (before && before.kind === it.kind) {
      const step = value - before.value;
      if (step > 1) doubts.push({ where: it.id, code: "number-gap", what: `${it.kind} ${it.number} follows ${before.number}: something may be missing.` });
      else if ((step < 0 && value !== 1) || (step === 0 && rank < before.rank))
        doubts.push({ where: it.id, code: "number-order", what: `${it.kind} ${it.number} follows ${before.number}: the order is unusual.` });
    } else if (!before && value > 1)
      doubts.push({ where: it.id, code: "number-gap", what: `${it.kind} ${it.number} is the first here: something may be missing.` });
    before = { kind: it.kind, value, rank, number: it.number };
  }
  return doubts;
}

/** The reading of a number that best follows the one before: (i) after (h) is 9, else 1. */
function valueOf(printed: string, stem: string, before: number): number | null {
  const plain = /^\d+(?:\.\d+)+$/.test(printed) ? Number(printed.split(".").at(-1)) : null;
  if (plain !== null) return plain;
  const named = numberForId(stem);
  const found = readings(/^\d+$/.test(named) ? named : stem);
  return found.find((it) => it.value === before + 1)?.value ?? found[0]?.value ?? null;
}
