import { exchangeKinds, regionalGroups, sectors } from "../stakeholder.ts";

/** What a list of bodies can be narrowed by. Several values of one facet: any of them; several facets: all of them. */
export const facets = ["sector", "region", "country", "expertise", "exchange", "language", "network"] as const;
export type Facet = (typeof facets)[number];
export type Choices = Partial<Record<Facet, string[]>>;

/** best: what is called so first, then as “confirmed”: who confirmed their entry last. */
export const orders = ["best", "confirmed", "name", "country"] as const;
export type Order = (typeof orders)[number];
export const views = ["list", "cards", "table", "map"] as const;
export type View = (typeof views)[number];

/** What somebody asks of the directory; an address and back again. */
export type DirectoryQuery = { words: string; choices: Choices; order: Order; page: number; view: View };

export const pageSize = 20;
/** No person pages further, and no machine need: it takes the whole table. */
const lastPage = 5000;
const longestWords = 200;
const mostValues = 60;

/** Values that a facet can have; undefined where a house adds its own. */
export const valuesOf: Partial<Record<Facet, readonly string[]>> = {
  sector: sectors, region: regionalGroups, exchange: exchangeKinds.flatMap((it) => [`offers-${it}`, `needs-${it}`]),
};

const clean = (text: string) => text.replaceAll(/\p{Cc}/gu, " ").trim();

/** What an address asks for; whatever in it makes no sense is left out. */
export function readDirectoryQuery(asked: URLSearchParams): DirectoryQuery {
  const words = clean(asked.get("q") ?? "").slice(0, longestWords);
  const choices: Choices = {};
  for (const facet of facets) {
    const chosen = [...new Set(asked.getAll(facet).map(clean))].filter((it) => it !== "" && it.length <= 80 && (valuesOf[facet]?.includes(it) ?? true)).slice(0, mostValues);
    if (chosen.length > 0) choices[facet] = chosen;
  }
  const order = orders.find((it) => it === asked.get("order"));
  const page = Number(asked.get("page"));
  return {
    words, choices, order: order && (order !== "best" || words !== "") ? order : words ? "best" : "confirmed",
    page: Number.isInteger(page) && page > 1 ? Math.min(page, lastPage) : 1, view: views.find((it) => it === asked.get("view")) ?? "list",
  };
}

/** The address that asks for this: "?q=evidence&sector=academia"; empty when it asks for everything. */
export function directoryAddress(query: Partial<DirectoryQuery>, path = "/directory"): string {
  const asked = new URLSearchParams();
  if (query.words) asked.set("q", query.words);
  for (const facet of facets) for (const value of query.choices?.[facet] ?? []) asked.append(facet, value);
  if (query.order && query.order !== (query.words ? "best" : "confirmed")) asked.set("order", query.order);
  if (query.view && query.view !== "list") asked.set("view", query.view);
  if (query.page && query.page > 1) asked.set("page", String(query.page));
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** How many values of facets were chosen. */
export const chosenIn = (choices: Choices) => Object.values(choices).reduce((sum, it) => sum + it.length, 0);

/** A facet's value with the number of bodies that have it under the choices of all other facets. */
export type Count = { facet: Facet; value: string; count: number };

/** How far a typed word may be from a known one: a letter in four, at least one. */
const slipsIn = (word: string) => Math.max(1, Math.floor(word.length / 4));

/** Whether `typed` is `known` with a few slips of the hand: letters changed, left out, added or swapped; or its beginning. */
export const meantAs = (typed: string, known: string) => (typed.length >= 4 && known.startsWith(typed)) || slipsBetween(typed, known) <= slipsIn(typed);

/** The least number of slips from one word to another: optimal string alignment distance. */
export function slipsBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same, swapped ? rows[i - 2]![j - 2]! + 1 : Infinity);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
