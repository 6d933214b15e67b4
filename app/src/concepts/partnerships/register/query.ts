import { regionalGroups, sectors } from "../../stakeholders/stakeholder.ts";
import { partnershipsAddress } from "../addresses.ts";
import { forms, functions, statuses } from "../partnership.ts";

/** What the register can be narrowed by. Several values of one facet: any of them; several facets: all of them. */
export const facets = ["crime", "function", "region", "country", "sector", "form", "status"] as const;
export type Facet = (typeof facets)[number];
export type Choices = Partial<Record<Facet, string[]>>;

/** newest: who was published last; starts: those that began last. */
export const orders = ["newest", "title", "starts"] as const;
export type Order = (typeof orders)[number];
export const views = ["list", "map"] as const;
export type View = (typeof views)[number];

/** What somebody asks of the register; an address and back again. */
export type RegisterQuery = { words: string; choices: Choices; order: Order; page: number; view: View };

export const pageSize = 20;
const lastPage = 5000;
const longestWords = 200;
const mostValues = 60;

/** Values that a facet can have; undefined where a house adds its own. */
export const valuesOf: Partial<Record<Facet, readonly string[]>> = { function: functions, region: regionalGroups, sector: sectors, form: forms, status: statuses };

const clean = (text: string) => text.replaceAll(/\p{Cc}/gu, " ").trim();

/** What an address asks for; whatever in it makes no sense is left out. */
export function readRegisterQuery(asked: URLSearchParams): RegisterQuery {
  const choices: Choices = {};
  for (const facet of facets) {
    const chosen = [...new Set(asked.getAll(facet).map(clean))].filter((it) => it !== "" && it.length <= 80 && (valuesOf[facet]?.includes(it) ?? true)).slice(0, mostValues);
    if (chosen.length > 0) choices[facet] = chosen;
  }
  const page = Number(asked.get("page"));
  return {
    words: clean(asked.get("q") ?? "").slice(0, longestWords), choices, order: orders.find((it) => it === asked.get("order")) ?? "newest",
    page: Number.isInteger(page) && page > 1 ? Math.min(page, lastPage) : 1, view: views.find((it) => it === asked.get("view")) ?? "list",
  };
}

/** The address that asks for this; without a question mark when it asks for everything. */
export function registerAddress(query: Partial<RegisterQuery>, path: string = partnershipsAddress): string {
  const asked = new URLSearchParams();
  if (query.words) asked.set("q", query.words);
  for (const facet of facets) for (const value of query.choices?.[facet] ?? []) asked.append(facet, value);
  if (query.order && query.order !== "newest") asked.set("order", query.order);
  if (query.view && query.view !== "list") asked.set("view", query.view);
  if (query.page && query.page > 1) asked.set("page", String(query.page));
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** A facet's value with the number of partnerships that have it under the choices of all other facets. */
export type Count = { facet: Facet; value: string; count: number };
/** How many partnerships stand against a crime type with a function; what has none is a gap. */
export type Cell = { crime: string; function: string; count: number };
