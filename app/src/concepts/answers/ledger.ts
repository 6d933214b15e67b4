import { sectors, regionalGroups } from "../stakeholders/stakeholder.ts";
import { standings } from "./answer.ts";

/** What the ledger of asks can be narrowed by: one value of each, all of them together. */
export const ledgerFacets = ["state", "sector", "region", "article", "theme", "call"] as const;
export type LedgerFacet = (typeof ledgerFacets)[number];
export type LedgerChoices = Partial<Record<LedgerFacet, string>>;

/** What somebody asks of the ledger. */
export type LedgerQuery = { choices: LedgerChoices; page: number; /** Each signer’s ask on a line of its own, where the same asks of a campaign would stand as one. */ apart?: true };

/** Asks on one page of the ledger. */
export const ledgerPage = 50;
/** No person pages further; a machine takes the table. */
const lastPage = 5000;

const known: Partial<Record<LedgerFacet, readonly string[]>> = { state: standings, sector: sectors, region: regionalGroups };
const shapes: Record<LedgerFacet, RegExp> = { state: /^[a-z-]+$/, sector: /^[a-z-]+$/, region: /^[a-z-]+$/, article: /^\d{1,6}(-\d{1,6})*$/, theme: /^[a-z0-9-]{1,80}$/, call: /^[1-9]\d{0,5}$/ };

/** What an address asks for; whatever in it makes no sense is left out. */
export function readLedgerQuery(asked: URLSearchParams): LedgerQuery {
  const choices: LedgerChoices = {};
  for (const facet of ledgerFacets) {
    const value = (asked.get(facet) ?? "").trim();
    if (shapes[facet].test(value) && (known[facet]?.includes(value) ?? true)) choices[facet] = value;
  }
  const page = Number(asked.get("page"));
  return { choices, page: Number.isInteger(page) && page > 1 ? Math.min(page, lastPage) : 1, ...(asked.get("campaigns") === "apart" ? { apart: true } : {}) };
}

/** The address that asks for this: "?sector=academia&state=unanswered"; the path alone when it asks for everything. */
export function ledgerQueryAddress(path: string, { choices, page, apart }: LedgerQuery): string {
  const asked = new URLSearchParams();
  for (const facet of ledgerFacets) if (choices[facet]) asked.set(facet, choices[facet]);
  if (apart) asked.set("campaigns", "apart");
  if (page > 1) asked.set("page", String(page));
  return asked.size > 0 ? `${path}?${asked}` : path;
}
