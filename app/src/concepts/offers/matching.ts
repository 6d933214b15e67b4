// A need and an offer meet where nothing speaks against it: the same kind, and a theme, a place and a language in common, or one of
// the two does not say. Each of these is a reason, which is said in words; those that are said by both count, and nothing else does.
import { regionalGroupOf } from "../../ground/countries/countries.ts";
import type { RegionalGroup } from "../stakeholders/stakeholder.ts";
import type { Offer } from "./offer.ts";

/** said: both say so, and share `values`. open: one of them or both do not say. */
export type Reason = { criterion: "kind" | "theme" | "place" | "language"; how: "said" | "open"; values: string[] };
export type Match = { offer: Offer; reasons: Reason[] };
type Said = Pick<Offer, "kind" | "themes" | "regions" | "countries" | "languages">;

const inBoth = (a: readonly string[], b: readonly string[]) => a.filter((it) => b.includes(it));
/** What both name; "open" where one names nothing; null where they name different things. */
function common(criterion: Reason["criterion"], a: readonly string[], b: readonly string[]): Reason | null {
  if (a.length === 0 || b.length === 0) return { criterion, how: "open", values: [] };
  const values = inBoth(a, b);
  return values.length > 0 ? { criterion, how: "said", values } : null;
}

/** Countries both name, countries of one in a region of the other, and regions both name. */
function places(a: Said, b: Said): Reason | null {
  if (a.regions.length + a.countries.length === 0 || b.regions.length + b.countries.length === 0) return { criterion: "place", how: "open", values: [] };
  const inside = (one: Said, other: Said) => one.countries.filter((it) => { const group = regionalGroupOf(it); return group !== null && other.regions.includes(group); });
  const values = [...new Set([...inBoth(a.countries, b.countries), ...inside(a, b), ...inside(b, a), ...inBoth(a.regions, b.regions)])];
  return values.length > 0 ? { criterion: "place", how: "said", values } : null;
}

/** Why a need and an offer meet; null when something speaks against it. */
export function reasonsFor(a: Said, b: Said): Reason[] | null {
  if (a.kind !== b.kind) return null;
  const [theme, place, language] = [common("theme", a.themes, b.themes), places(a, b), common("language", a.languages, b.languages)];
  return theme && place && language ? [{ criterion: "kind", how: "said", values: [a.kind] }, theme, place, language] : null;
}

const saidBy = (it: Match) => it.reasons.filter((one) => one.how === "said").length;

/** What meets an offer or need among those that are open: of the other side and of another body; the most reasons first, then what ends sooner. */
export function matchesOf(it: Offer, open: readonly Offer[]): Match[] {
  const others = open.filter((one) => one.side !== it.side && one.stakeholderId !== it.stakeholderId);
  const met = others.flatMap((offer) => { const reasons = reasonsFor(it, offer); return reasons ? [{ offer, reasons }] : []; });
  return met.toSorted((a, b) => saidBy(b) - saidBy(a) || a.offer.until.localeCompare(b.offer.until) || a.offer.reference.localeCompare(b.offer.reference));
}

/** Regional groups that it is about: those it names, of its countries, else that of its body; "none" where there is none. */
export function regionsOf(it: Said, own: RegionalGroup | null): (RegionalGroup | "none")[] {
  const named = new Set([...it.regions, ...it.countries.flatMap((code) => regionalGroupOf(code) ?? [])]);
  return named.size > 0 ? [...named] : [own ?? "none"];
}
